"""Data sets that are fetched once and kept: where they lie, and the one sentence for a machine without a network."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError

#: Whether what is not on this machine may be fetched now; ``without_network`` sets it, for looks that nobody asked for.
may_fetch: ContextVar[bool] = ContextVar("may_fetch", default=True)

_TIMEOUT = 30.0
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Download:
    """A file on the web: its name in the cache, its address, what it weighs, and the SHA-256 that it must have."""

    file: str
    url: str
    sha256: str
    size: int


def cache_folder() -> Path:
    """Where fetched files are kept: ``NODEGRAD_CACHE`` where it is set, else the system's cache folder of the user."""
    own = os.environ.get("NODEGRAD_CACHE")
    if own:
        return Path(own).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "nodegrad"


@contextmanager
def without_network() -> Iterator[None]:
    """Inside, data that would have to be fetched are refused with a DataError."""
    token = may_fetch.set(False)
    try:
        yield
    finally:
        may_fetch.reset(token)


def fetched(step: str, download: Download) -> Path:
    """The file from the cache, fetched where it is not there yet; DataError where there is no network or the file is another."""
    path = cache_folder() / download.file
    if path.is_file():
        if path.stat().st_size == download.size and _digest(path) == download.sha256:
            return path
        path.unlink(missing_ok=True)  # cut off or changed: fetch it again
    if not may_fetch.get():
        raise DataError("{step}: '{file}' is not on this machine yet; run once to fetch it", step=step, file=download.file)
    _fetch(step, download, path)
    return path


def _fetch(step: str, download: Download, path: Path) -> None:
    """Write to a file beside and rename, so that what lies in the cache is always whole."""
    import urllib.error
    import urllib.request
    from http.client import HTTPException

    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sha, size = hashlib.sha256(), 0
        with urllib.request.urlopen(download.url, timeout=_TIMEOUT) as source, part.open("wb") as target:
            while size <= download.size and (chunk := source.read(_CHUNK)):
                target.write(chunk)
                sha.update(chunk)
                size += len(chunk)
        if sha.hexdigest() != download.sha256:
            raise DataError(
                "{step}: what {url} gave is not the right file; try again later, or put '{file}' into {folder} yourself",
                step=step, url=download.url, file=download.file, folder=str(path.parent),
            )  # fmt: skip
        part.replace(path)
    except (OSError, HTTPException) as error:  # URLError is an OSError
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        raise DataError(
            "{step}: '{file}' could not be fetched from {url} ({reason}); connect to the network once, "
            "or put that file into {folder}, or name a file of yours in 'file'",
            step=step, file=download.file, url=download.url, reason=str(reason), folder=str(path.parent),
        ) from None  # fmt: skip
    finally:
        part.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
