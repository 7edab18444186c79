"""Where compiled steps are kept: in the user's cache folder, under names made of all that the machine code depends on.

The text of a module lies beside the machine code of its parts.  Files are put there whole or not at all, so that processes may
share the folder; one that is not what was put there is made anew; what was not used for longest goes first.  A folder that
cannot be written to, or is full, costs time only.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

#: Files, and bytes of them, that are kept.
MOST_FILES, MOST_BYTES = 8192, 256 << 20
#: What files are called while they are written, and the seconds after which nobody writes them any more.
_NEW, _LEFT = ".new", 3600.0
_MODULE, _PIECE = "nodegrad_step_", "nodegrad_piece_"
#: What the translation of a module depends on, besides the module.
_TRANSLATION = (
    "kit.py", "approx.py", "tiles.py", "kit_source.py", "compiler.py", "translate.py", "numbers.py", "native.py", "machine.py",
)  # fmt: skip


def folder() -> Path:
    """The folder of compiled steps, which may be deleted at any time."""
    if given := os.environ.get("NODEGRAD_CACHE"):
        return Path(given) / "steps"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "nodegrad" / "steps"


@cache
def surroundings() -> str:
    """What the machine code depends on besides the module: how it is translated, the versions, and the processor."""
    written = b"".join(Path(__file__).with_name(name).read_bytes() for name in _TRANSLATION)
    return "|".join(
        [
            hashlib.sha256(written).hexdigest(),
            *(version(package) for package in ("numba", "llvmlite")),
            platform.machine(), sys.platform, processor(), os.environ.get("NUMBA_CPU_NAME", ""),
        ]
    )  # fmt: skip


def processor() -> str:
    """The processor as the system tells it apart from others with other instructions."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return "".join(next((line for line in lines if line.startswith(name)), "") for name in ("model name", "flags"))


def entry(text: str) -> Path:
    """The path of the module with this text, which is there afterwards."""
    name = hashlib.sha256(f"{surroundings()}|{text}".encode()).hexdigest()[:32]
    path = folder() / f"{_MODULE}{name}.py"
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, data)
        prune(path.parent)
    _touch(path)
    return path


def _part(name: str) -> Path:
    return folder() / f"{_PIECE}{name}"


def has_part(name: str) -> bool:
    """Whether the part is kept, as far as can be told without reading it."""
    return _part(name).is_file()


def read_part(name: str) -> bytes | None:
    """A part as it was kept; None where there is none, or another than was kept."""
    path = _part(name)
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    _touch(path)
    return data[32:]


def keep_part(name: str, data: bytes) -> bool:
    """Keep a part, if the folder can be written to; whether it was."""
    path = _part(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, hashlib.sha256(data).digest() + data)
    except OSError:
        return False
    return True


def drop_part(name: str) -> None:
    """Throw a part away; what another process holds open stays."""
    with suppress(OSError):
        _part(name).unlink(missing_ok=True)


def _touch(path: Path) -> None:
    with suppress(OSError):
        os.utime(path)


def put(path: Path, data: bytes) -> None:
    """Write a file so that others see it whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def prune(place: Path | None = None) -> None:
    """Keep the folder within its bounds."""
    found = []
    for path in (place or folder()).glob(f"{_NEW}*"):  # of a process that was killed while it wrote
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _LEFT:
                path.unlink(missing_ok=True)
    for path in (place or folder()).glob("nodegrad_*"):
        with suppress(OSError):
            told = path.stat()
            found.append((told.st_mtime, told.st_size, path))
    found.sort(key=lambda item: item[0], reverse=True)
    total = 0
    for index, (_, size, path) in enumerate(found):
        total += size
        if index >= MOST_FILES or (total > MOST_BYTES and index > 0):
            with suppress(OSError):
                path.unlink(missing_ok=True)
