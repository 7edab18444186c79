"""Collecting columns that come in chunks: in memory, or in temporary files where that would be too much."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.data.columns import Array
from engine.data.ragged import Ragged
from engine.data.rows import MappedArrays, Part, Rows
from engine.ops.attrs import Attr

#: Bytes above which rows are kept in temporary files, not in memory.
IN_MEMORY = 256 << 20
READING = Attr(
    "reading", "choice", default="auto", choices=("auto", "memory", "file"),
    help="Where the numbers are kept: memory; file: a temporary file, a little at a time; auto: file above 256 MiB.",
)  # fmt: skip


def in_files(reading: str, nbytes: int) -> bool:
    """Whether so many bytes are to be kept in files, by the attribute ``reading``."""
    return reading == "file" or (reading == "auto" and nbytes > IN_MEMORY)


class Spool:
    """Takes chunks of columns and gives rows.  Files are memory-mapped when all is there, and deleted with the rows."""

    def __init__(self, in_files: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="nodegrad-rows-")) if in_files else None
        self._chunks: dict[str, list[Array]] = {}
        self._files: dict[str, BinaryIO] = {}
        self._types: dict[str, tuple[tuple[int, ...], np.dtype[Any]]] = {}
        self.rows = 0

    def add(self, columns: Mapping[str, Array]) -> None:
        """One more chunk; every chunk has the same columns, shapes and dtypes."""
        for name, array in columns.items():
            self._types.setdefault(name, (array.shape[1:], array.dtype))
            if self._folder is None:
                self._chunks.setdefault(name, []).append(array)
                continue
            if name not in self._files:
                self._files[name] = (self._folder / name).open("wb")
            np.ascontiguousarray(array).tofile(self._files[name])
        self.rows += len(next(iter(columns.values())))

    def finished(self, change: Mapping[str, Callable[[Array], Array]] | None = None) -> Rows:
        """The rows; ``change`` is done to whole columns (labels, say) that have as many bytes afterwards."""
        change = change or {}
        if self._folder is None:
            whole = {name: np.concatenate(chunks) for name, chunks in self._chunks.items()}
            return Part(**{name: change[name](array) if name in change else array for name, array in whole.items()})
        mapped: dict[str, Array] = {}
        for name, (shape, dtype) in self._types.items():
            self._files[name].close()
            path = self._folder / name
            if name in change:
                writable = np.memmap(path, dtype, "r+", shape=(self.rows, *shape))
                for start in range(0, self.rows, 1 << 16):
                    writable[start : start + (1 << 16)] = change[name](writable[start : start + (1 << 16)])
                writable.flush()
            mapped[name] = np.memmap(path, dtype, "r", shape=(self.rows, *shape))
        rows = MappedArrays(mapped)
        weakref.finalize(rows, shutil.rmtree, self._folder, True)
        return rows

    def drop(self) -> None:
        """Forget everything, files included."""
        for file in self._files.values():
            file.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


class RaggedSpool:
    """Takes rows of different lengths, each in pieces, and gives them as ``Ragged``, in memory or in a file.

    ``stored`` is the dtype that numbers have in the file.
    """

    def __init__(self, in_files: bool, dtype: str, stored: str | None = None) -> None:
        self._dtype, self._stored = dtype, np.dtype(stored or dtype if in_files else dtype)
        self._folder = Path(tempfile.mkdtemp(prefix="nodegrad-rows-")) if in_files else None
        self._file = None if self._folder is None else (self._folder / "values").open("wb")
        self._pieces: list[Array] = []
        self._ends: list[int] = []
        self.size = 0

    def add(self, pieces: Iterable[Array]) -> None:
        """One more row."""
        for piece in pieces:
            numbers = np.ascontiguousarray(piece, self._stored)
            self.size += len(numbers)
            if self._file is None:
                self._pieces.append(numbers)
            else:
                numbers.tofile(self._file)
        self._ends.append(self.size)

    def finished(self) -> Ragged:
        """The rows; a file is memory-mapped, and deleted with the last of them."""
        ends = np.array(self._ends, np.int64)
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int64) if len(ends) else ends
        if self._folder is None or self._file is None:
            values = np.concatenate(self._pieces) if self._pieces else np.empty(0, self._stored)
            return Ragged(values, starts, ends, self._dtype)
        self._file.close()
        if not self.size:
            shutil.rmtree(self._folder, True)
            return Ragged(np.empty(0, self._stored), starts, ends, self._dtype)
        mapped = np.memmap(self._folder / "values", self._stored, "r", shape=(self.size,))
        weakref.finalize(mapped, shutil.rmtree, self._folder, True)
        return Ragged(mapped, starts, ends, self._dtype)

    def drop(self) -> None:
        """Forget everything, the file included."""
        if self._file is not None and self._folder is not None:
            self._file.close()
            shutil.rmtree(self._folder, ignore_errors=True)
