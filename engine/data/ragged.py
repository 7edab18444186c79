"""Rows of different lengths: texts (as UTF-8 bytes) and token numbers, before they are cut or filled up to one length.

All numbers stand in one array, which may lie in a file, with the places where rows begin and end beside it, so that rows are
picked and mixed without being copied.  It has what ``Rows`` asks of a column: ``shape`` (with None for the length), ``dtype``,
and row numbers in ``[]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

#: The dtype of rows that are texts.
TEXT = "uint8"


class Ragged:
    """Rows of different lengths: row ``i`` is ``values[starts[i]:ends[i]]``, of ``dtype`` (a file may hold a narrower one)."""

    def __init__(self, values: Array, starts: Array, ends: Array, dtype: str = "int64") -> None:
        self.values, self.starts, self.ends = values, starts, ends
        self.dtype: np.dtype[Any] = np.dtype(dtype)

    @staticmethod
    def of(rows: Iterable[Array], dtype: str = "int64") -> Ragged:
        """From the rows themselves."""
        arrays = [np.asarray(row, dtype) for row in rows]
        ends = np.cumsum([len(row) for row in arrays], dtype=np.int64)
        return Ragged(np.concatenate(arrays) if arrays else np.empty(0, dtype), _starts(ends), ends, dtype)

    @staticmethod
    def of_texts(texts: Iterable[str]) -> Ragged:
        """From texts, as their UTF-8 bytes."""
        return Ragged.of((np.frombuffer(text.encode(), np.uint8) for text in texts), TEXT)

    @staticmethod
    def stacked(pieces: Sequence[Ragged]) -> Ragged:
        """Rows of several under each other."""
        first = pieces[0]
        if all(piece.values is first.values for piece in pieces):
            starts, ends = (np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("starts", "ends"))
            return Ragged(first.values, starts, ends, str(first.dtype))
        return Ragged.of((row for piece in pieces for row in piece), str(first.dtype))

    @property
    def in_file(self) -> bool:
        """Whether the numbers are read from a file when they are looked at."""
        return isinstance(self.values, np.memmap)

    @property
    def shape(self) -> tuple[int, None]:
        return len(self), None

    @property
    def lengths(self) -> Array:
        return self.ends - self.starts

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Array]:
        values = np.asarray(self.values)
        for start, end in zip(self.starts, self.ends, strict=True):
            yield values[start:end]

    def __getitem__(self, numbers: Any) -> Ragged:
        """The rows with these numbers (an array of them, or a slice), in their order."""
        return Ragged(self.values, self.starts[numbers], self.ends[numbers], str(self.dtype))

    def texts(self) -> Iterator[str]:
        """The rows as texts."""
        for row in self:
            yield row.tobytes().decode()


def _starts(ends: Array) -> Array:
    return np.concatenate([[0], ends[:-1]]).astype(np.int64) if len(ends) else ends


def padded(rows: Iterable[Array], count: int, length: int, padding: str, truncating: str, value: int) -> Array:
    """Rows of one length: longer ones lose their beginning (``pre``) or end (``post``), shorter ones get ``value`` there.

    The definition is that of Keras's ``pad_sequences``.
    """
    result = np.full((count, length), value, np.int64)
    for target, row in zip(result, rows, strict=True):
        kept = row[:length] if truncating == "post" else row[max(len(row) - length, 0) :]
        if padding == "post":
            target[: len(kept)] = kept
        else:
            target[length - len(kept) :] = kept
    return result
