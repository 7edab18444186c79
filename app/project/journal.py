"""The recovery journal: unsaved documents beside the user's files, never in them, until they are saved or given up.

Every running studio holds a lock in the journal's folder, which the system lets go of however the studio ends.  Entries whose
studio holds its lock no longer are what a crash has left, to be offered on the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.model.records import DocumentRecord
from app.project.format import loads
from app.project.store import write_text
from engine.errors import FormatError, NodegradError

_LOCK, _ENTRY = ".lock", ".journal"
_HEADER = 1 << 15  # bytes that a header's line has at most: the longest path, six for each byte of it, and a name
_NAME = 200  # characters of a name that tell which document it was


@dataclass(frozen=True, slots=True)
class Left:
    """What a studio that ended unexpectedly has left of one document."""

    file: Path
    name: str
    path: Path | None  # the file that it was opened from
    at: float  # seconds since the epoch
    nodes: int
    size: int  # bytes

    def load(self) -> DocumentRecord:
        """The document; FormatError where the entry is damaged."""
        try:
            text = self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FormatError("'{file}' cannot be read any more; open the last file that was saved", file=self.name) from error
        return loads(text.partition("\n")[2], self.name)

    def discard(self) -> None:
        """Forget it for good."""
        self.file.unlink(missing_ok=True)


class Journal:
    """The entries of one running studio, and what others have left.  Writing is done beside the studio's own work, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._token = uuid.uuid4().hex
        self._lock: IO[str] | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _held(self._own(_LOCK))
        except OSError:  # a studio without recovery is better than none
            self._lock = None

    def _own(self, suffix: str) -> Path:
        return self.folder / f"{self._token}{suffix}"

    def _entry(self, key: str) -> Path:
        return self._own(f"-{key}{_ENTRY}")

    def write(
        self, key: str, record: DocumentRecord, text: str, path: Path | None, failed: Callable[[str], None]
    ) -> Future[None]:
        """Keep a document as it is now in place of what was kept of it; ``failed`` is told the reason from another thread."""
        header = {
            "name": record.name[:_NAME],
            "path": str(path) if path is not None else "",
            "at": time.time(),
            "nodes": len(record.nodes),
        }
        line = json.dumps(header, ensure_ascii=True)

        def act() -> None:
            if self._lock is None:
                return
            try:
                write_text(self._entry(key), f"{line}\n{text}")
            except NodegradError as error:
                failed(str(error))

        return self._writer.submit(act)

    def drop(self, key: str) -> None:
        """The document was saved or given up: nothing of it need be kept."""
        self._writer.submit(self._entry(key).unlink, missing_ok=True)

    def left(self) -> list[Left]:
        """What studios that run no longer have left, the newest first."""
        found = []
        for entry in self.folder.glob(f"*-*{_ENTRY}"):
            token = entry.name.partition("-")[0]
            if token != self._token and not _is_held(self.folder / f"{token}{_LOCK}"):
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                    found.append(_read(entry))
        return sorted(found, key=lambda each: -each.at)

    def close(self) -> None:
        """The studio ends as it should: nothing is left of it."""
        self._writer.shutdown(wait=True)
        if self._lock is not None:
            self._lock.close()
        for file in self.folder.glob(f"{self._token}*"):
            file.unlink(missing_ok=True)
        for lock in self.folder.glob(f"*{_LOCK}"):  # of studios that have left nothing
            token = lock.name.removesuffix(_LOCK)
            if not _is_held(lock) and not list(self.folder.glob(f"{token}-*{_ENTRY}")):
                lock.unlink(missing_ok=True)


def _read(entry: Path) -> Left:
    with entry.open("rb") as stream:
        line = stream.readline(_HEADER)
        size = os.fstat(stream.fileno()).st_size - len(line)
    header = json.loads(line)
    path = Path(header["path"]) if header["path"] else None
    return Left(entry, str(header["name"]), path, float(header["at"]), int(header["nodes"]), size)


# --- locks that end with their process ----------------------------------------------------------------------------------


def _held(path: Path) -> IO[str]:
    stream = path.open("w", encoding="utf-8")
    if not _take(stream):
        stream.close()
        raise OSError(f"{path} is locked")
    return stream


def _is_held(path: Path) -> bool:
    try:
        with path.open("r+", encoding="utf-8") as stream:
            return not _take(stream)
    except OSError:
        return False


def _take(stream: IO[str]) -> bool:
    """Lock a file if nobody else has; the lock goes with the stream."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
