"""Where a user's own things lie: the kinds of the library and the plug-ins, in the folder for data that the system names.

``NODEGRAD_DATA`` names another folder, as for an installation that is carried about.
"""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of the user's own data."""
    given = os.environ.get("NODEGRAD_DATA", "")
    if given:
        return Path(given).absolute()
    try:
        from PySide6.QtCore import QStandardPaths
    except ImportError:  # a bare server without Qt's system libraries
        home = os.environ.get("XDG_DATA_HOME", "")
        return (Path(home) if home else Path.home() / ".local" / "share") / "nodegrad"
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "nodegrad"


def library_folder() -> Path:
    """Where the user's own kinds lie, a file each."""
    return data_folder() / "library"


def plugin_folder() -> Path:
    """Where plug-ins are looked for."""
    return data_folder() / "plug-ins"
