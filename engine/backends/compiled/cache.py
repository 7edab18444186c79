"""Where compiled steps are kept: in the user's cache folder, under a name made of all that the machine code depends on.

A module lies on one path for good, beside what numba keeps of it.  Files are put there whole or not at all, so that processes may
share the folder; an entry that cannot be read is thrown away and made anew; what was not used for longest goes first.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

#: Modules, and bytes of them and of their machine code, that are kept.
MOST_ENTRIES, MOST_BYTES = 256, 256 << 20
_PREFIX = "nodegrad_step_"


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
def _surroundings() -> str:
    """What the machine code depends on besides the module: the kit, the versions, and the processor."""
    kit = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("kit.py", "tiles.py"))
    return "|".join(
        [
            hashlib.sha256(kit).hexdigest(),
            *(version(package) for package in ("numba", "llvmlite", "numpy")),
            platform.python_version(), platform.machine(), processor(), os.environ.get("NUMBA_CPU_NAME", ""),
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
    name = hashlib.sha256(f"{_surroundings()}|{text}".encode()).hexdigest()[:32]
    path = folder() / f"{_PREFIX}{name}.py"
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        discard(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, data)
        prune(path.parent)
    path.with_suffix(".used").touch()
    return path


def put(path: Path, data: bytes) -> None:
    """Write a file so that others see it whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _files(path: Path) -> Iterator[Path]:
    """A module with all that was made of it."""
    yield path
    yield path.with_suffix(".used")
    yield from (path.parent / "__pycache__").glob(f"{path.stem}*")


def discard(path: Path) -> None:
    """Throw an entry away; what another process holds open stays."""
    for file in _files(path):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            continue


def prune(place: Path) -> None:
    """Keep the folder within its bounds."""
    found = []
    for path in place.glob(f"{_PREFIX}*.py"):
        try:
            used = path.with_suffix(".used")
            sizes = sum(file.stat().st_size for file in _files(path) if file.is_file())
            found.append(((used if used.exists() else path).stat().st_mtime, sizes, path))
        except OSError:
            continue
    found.sort(key=lambda item: item[0], reverse=True)
    total = 0
    for index, (_, size, path) in enumerate(found):
        total += size
        if index >= MOST_ENTRIES or (total > MOST_BYTES and index > 0):
            discard(path)
