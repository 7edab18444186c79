"""Where a user's own things lie: the kinds of the library and the plug-ins, in the folder for data that the system names.

``NODEGRAD_DATA`` names another folder, as for an installation that is carried about.  No Qt: the worker and the command line
look there too; a test holds it to what Qt says.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """The folder of the user's own data."""
    given = os.environ.get("NODEGRAD_DATA", "")
    return Path(given).absolute() if given else _standard() / "nodegrad"


def _standard() -> Path:
    """Where the system keeps what programs keep for a user."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local")))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".local" / "share"


def library_folder() -> Path:
    """Where the user's own kinds lie, a file each."""
    return data_folder() / "library"


def plugin_folder() -> Path:
    """Where plug-ins are looked for."""
    return data_folder() / "plug-ins"


def named_from(folder: str, path: Path) -> str:
    """How a document of a folder names a file: from that folder on, where it lies in there."""
    inside = bool(folder) and path.is_relative_to(folder)
    return path.relative_to(folder).as_posix() if inside else str(path)
