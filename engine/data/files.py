"""Finding the files that a pipeline names: relative paths start from the project's folder, then come the sets that ship."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from engine.errors import DataError


def _shipped(file: str) -> Path | None:
    """The data set of that name that ships with Nodegrad; None where there is none, or only the engine is installed."""
    if not file or Path(file).name != file:
        return None
    try:
        path = Path(str(resources.files("resources"))) / "datasets" / file
    except ModuleNotFoundError:
        return None
    return path if path.is_file() else None


def find_file(step: str, file: str, folder: Path | None) -> Path:
    """The path of a data file; DataError where it is not there, naming where it was looked for."""
    if not file:
        raise DataError("{step}: no file is chosen; set file", step=step)
    try:
        given = Path(file).expanduser()
        path = given if given.is_absolute() else (folder or Path.cwd()) / given
        if path.is_file():
            return path
        shipped = _shipped(file)
        if shipped is not None:
            return shipped
        directory = path.is_dir()
    except (OSError, ValueError, RuntimeError):  # a path that the system refuses: too long, a null byte, an unknown ~user
        path, directory = Path(repr(file)[1:-1]), False
    if directory:
        raise DataError("{step}: '{file}' is a folder; name a file in it", step=step, file=str(path))
    raise DataError(
        "{step}: there is no file '{file}'; put it there, or choose another (relative paths start from the project's folder)",
        step=step, file=str(path),
    )  # fmt: skip


def find_folder(step: str, folder: str, base: Path | None) -> Path:
    """The path of a folder; DataError where it is not there, naming where it was looked for."""
    if not folder:
        raise DataError("{step}: no folder is chosen; set directory", step=step)
    try:
        given = Path(folder).expanduser()
        path = given if given.is_absolute() else (base or Path.cwd()) / given
        if path.is_dir():
            return path
    except (OSError, ValueError, RuntimeError):
        path = Path(repr(folder)[1:-1])
    raise DataError(
        "{step}: there is no folder '{folder}'; put it there, or choose another (relative paths start from the project's folder)",
        step=step, folder=str(path),
    )  # fmt: skip


def closest(word: str, known: Iterable[str]) -> str | None:
    """What somebody who wrote this may have meant; capitals do not count.  None where nothing is near."""
    names = list(known)
    near = difflib.get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    return next(name for name in names if name.lower() == near[0]) if near else None
