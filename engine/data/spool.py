"""Collecting columns that come in chunks: in memory, or in temporary files where that would be too much."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.data.columns import Array
from engine.data.rows import MappedArrays, Part, Rows


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
