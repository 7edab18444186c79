"""Finding the files that a pipeline names: relative paths start from the project's folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from engine.errors import DataError


def find_file(step: str, file: str, folder: Path | None) -> Path:
    """The path of a data file; DataError where it is not there, naming where it was looked for."""
    if not file:
        raise DataError("{step}: no file is chosen; set file", step=step)
    try:
        given = Path(file).expanduser()
        path = given if given.is_absolute() else (folder or Path.cwd()) / given
        if path.is_file():
            return path
        directory = path.is_dir()
    except (OSError, ValueError, RuntimeError):  # a path that the system refuses: too long, a null byte, an unknown ~user
        path, directory = Path(repr(file)[1:-1]), False
    if directory:
        raise DataError("{step}: '{file}' is a folder; name a file in it", step=step, file=str(path))
    raise DataError(
        "{step}: there is no file '{file}'; put it there, or choose another (relative paths start from the project's folder)",
        step=step, file=str(path),
    )  # fmt: skip


def closest(word: str, known: Iterable[str]) -> str | None:
    """What somebody who wrote this may have meant; capitals do not count.  None where nothing is near."""
    names = list(known)
    near = difflib.get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    return next(name for name in names if name.lower() == near[0]) if near else None
