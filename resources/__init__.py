"""Files that ship with Nodegrad: themes, icons, examples, translations, help."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """Where a shipped file or folder lies."""
    return Path(str(files(__name__))).joinpath(*parts)
