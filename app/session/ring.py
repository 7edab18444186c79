"""Curves from the worker to the studio: a ring of rows in a memory-mapped file, one writer, one reader, no locks.

A mapped file rather than ``multiprocessing.shared_memory``, whose resource tracker would remove the memory when a worker is
killed.  A row is ``epoch, step, values...`` as float64.  The writer never waits: a reader that is late by more than the
capacity loses the oldest rows, and is told how many.  No Qt here.
"""

from __future__ import annotations

import mmap
import struct
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import FormatError, TrainingError

Floats = NDArray[np.float64]

MAGIC = b"NGRING\r\n"
VERSION = 1
LEAD = 2  # columns in front of the values: epoch, step

_HEAD = struct.Struct("<8sIIQ")  # magic, version, columns, capacity
_BEGUN_AT, _PUBLISHED_AT, _ROWS_AT = 64, 128, 192  # the counters lie in cache lines of their own
_BYTES = 8 << 20


def fitting_capacity(columns: int) -> int:
    """How many rows a ring of about 8 MiB holds; some seconds of steps, even of the smallest network."""
    return max(2048, min(65536, _BYTES // (8 * (columns + LEAD))))


class _Fence:
    """Keeps the processor from moving memory accesses across it: two lock round trips do, on every architecture."""

    def __init__(self) -> None:
        self._first = threading.Lock()
        self._second = threading.Lock()

    def __call__(self) -> None:
        with self._first:
            pass
        with self._second:
            pass


class _Mapped:
    """The mapping and the three views into it, which both ends share."""

    def __init__(self, path: str | Path, columns: int, capacity: int) -> None:
        self.columns = columns
        self.capacity = capacity
        width = columns + LEAD
        with Path(path).open("r+b") as file:
            self._map: mmap.mmap | None = mmap.mmap(file.fileno(), _ROWS_AT + 8 * width * capacity)
        buffer: Any = self._map
        self._begun: NDArray[np.uint64] = np.frombuffer(buffer, np.uint64, 1, _BEGUN_AT)
        self._published: NDArray[np.uint64] = np.frombuffer(buffer, np.uint64, 1, _PUBLISHED_AT)
        self._rows: Floats = np.frombuffer(buffer, np.float64, capacity * width, _ROWS_AT).reshape(capacity, width)
        self._fence = _Fence()

    def close(self) -> None:
        """Let go of the file; the ring cannot be used afterwards."""
        if self._map is None:
            return
        del self._begun, self._published, self._rows  # views keep a mapping from closing
        self._map.close()
        self._map = None


class RingWriter(_Mapped):
    """The worker's end.  Lays the ring out in the file, whose old contents are lost."""

    def __init__(self, path: str | Path, columns: int, capacity: int | None = None) -> None:
        capacity = fitting_capacity(columns) if capacity is None else capacity
        size = _ROWS_AT + 8 * (columns + LEAD) * capacity
        try:
            with Path(path).open("wb") as file:
                # Written, not just set to a length: a hole that the disk cannot fill later would kill the process.
                block = bytes(1 << 20)
                for start in range(0, size, len(block)):
                    file.write(block[: min(len(block), size - start)])
                file.seek(0)
                file.write(_HEAD.pack(MAGIC, VERSION, columns, capacity))
        except OSError as error:
            raise TrainingError(
                "The file for the live curves '{path}' cannot be written ({reason}); free some space in that folder.",
                path=str(path),
                reason=error.strerror or str(error),
            ) from error
        super().__init__(path, columns, capacity)
        self._count = 0
        self._reserved = 0
        self._batch = max(1, min(64, capacity // 4))

    def write(self, epoch: float, step: float, values: Floats) -> None:
        """Append one row, in less than a microsecond; the reader sees it after ``publish``."""
        if self._count == self._reserved:  # told some rows ahead, because a fence costs as much as a row
            self._reserved += self._batch
            self._begun[0] = self._reserved
            self._fence()
        row = self._rows[self._count % self.capacity]
        row[0] = epoch
        row[1] = step
        row[LEAD:] = values
        self._count += 1

    def write_rows(self, epoch: float, first: float, values: Floats) -> None:
        """Append a row for each step from ``first`` on."""
        for start in range(0, len(values), self._batch):
            part = values[start : start + self._batch]
            if self._count + len(part) > self._reserved:
                self._reserved = self._count + len(part)
                self._begun[0] = self._reserved
                self._fence()
            places = np.arange(self._count, self._count + len(part)) % self.capacity
            rows = np.empty((len(part), LEAD + self.columns))
            rows[:, 0] = epoch
            rows[:, 1] = np.arange(first + start, first + start + len(part))
            rows[:, LEAD:] = part
            self._rows[places] = rows
            self._count += len(part)

    def publish(self) -> None:
        """Let the reader see what was written."""
        self._fence()
        self._published[0] = self._count


class RingReader(_Mapped):
    """The studio's end.  ``lost`` counts the rows that were overwritten before they were read."""

    def __init__(self, path: str | Path) -> None:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD.size)
        magic, version, columns, capacity = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0, 0, 0)
        if magic != MAGIC or version != VERSION:
            raise FormatError("'{path}' does not hold live curves; start the run again.", path=str(path))
        super().__init__(path, columns, capacity)
        self._next = 0
        self.lost = 0

    def read(self) -> Floats:
        """The rows written since the last call, oldest first, each whole; ``(rows, 2 + columns)``."""
        published = int(self._published[0])
        self._fence()
        first = max(self._next, published - self.capacity)
        start, count = first % self.capacity, published - first
        until_wrap = min(count, self.capacity - start)
        rows = np.concatenate([self._rows[start : start + until_wrap], self._rows[: count - until_wrap]])
        self._fence()
        # The writer may have gone on while the rows were copied; what it has begun to write over is not whole.
        whole_from = min(max(first, int(self._begun[0]) - self.capacity), published)
        self.lost += whole_from - self._next
        self._next = published
        return rows[whole_from - first :]
