"""Project files on disk: read whole, written beside the old one and renamed, so that a file is always the old or the new one."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from app.model.records import DocumentRecord
from app.project.format import dumps, loads
from engine.errors import FormatError, NodegradError

SUFFIX = ".nodegrad"
MAX_BYTES = 64 * 1024 * 1024


def load(path: str | Path) -> DocumentRecord:
    """The document in a file; FormatError where there is none, or where it cannot be read."""
    return loads(read_text(path), Path(path).name)


def read_text(path: str | Path) -> str:
    """What a project file or one like it holds; FormatError where it cannot be read."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_BYTES:
                raise FormatError(
                    "'{file}' is too large for a project ({size} MiB); choose another file", file=path.name, size=size >> 20
                )
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FormatError("there is no file '{file}'; check its name and folder", file=str(path)) from error
    except IsADirectoryError as error:
        raise FormatError("'{file}' is a folder; choose a file in it", file=str(path)) from error
    except PermissionError as error:
        raise FormatError("'{file}' may not be read; change its permissions", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise FormatError("'{file}' cannot be read ({reason}); try a copy", file=str(path), reason=_reason(error)) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("'{file}' is not a Nodegrad project; choose a file ending in .nodegrad", file=path.name) from error


def save(record: DocumentRecord, path: str | Path) -> None:
    """Write a document to a file.  Where that fails, NodegradError says why and what was there before is untouched."""
    write_text(path, dumps(record))


def write_text(path: str | Path, text: str) -> None:
    """Write a text file whole or not at all: a new file in the same folder, flushed to the disk, then renamed.

    The permissions of a file that is there are kept; a link is followed, so that the file it names is replaced.
    """
    path = Path(path)
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_text(text, encoding="utf-8")  # a pipe or a device is written to, not replaced
            return
        mode = _mode(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:16]}.", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
                stream.flush()
                os.fchmod(stream.fileno(), mode)
                os.fsync(stream.fileno())
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        _sync_folder(target.parent)
    except FileNotFoundError as error:
        raise NodegradError("the folder of '{file}' is not there; choose another place", file=str(path)) from error
    except IsADirectoryError as error:
        raise NodegradError("'{file}' is a folder; choose another name", file=str(path)) from error
    except PermissionError as error:
        raise NodegradError(
            "'{file}' may not be written; choose another place, or change its permissions", file=str(path)
        ) from error
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        raise NodegradError(
            "'{file}' could not be written ({reason}); make room or choose another place", file=str(path), reason=_reason(error)
        ) from error


def _mode(target: Path) -> int:
    """The permissions of the file that is there, or those that a new file gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: BaseException) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
