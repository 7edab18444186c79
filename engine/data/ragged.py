"""Rows of different lengths: texts (as UTF-8 bytes) and token numbers, before they are cut or filled up to one length.

All numbers stand in one array, with the places where rows begin beside it.  It has what ``Rows`` asks of a column: ``shape``
(with None for the length), ``dtype``, and row numbers in ``[]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

#: The dtype of rows that are texts.
TEXT = "uint8"


class Ragged:
    """Rows of different lengths: row ``i`` is ``values[offsets[i]:offsets[i + 1]]``."""

    def __init__(self, values: Array, offsets: Array) -> None:
        self.values, self.offsets = values, offsets

    @staticmethod
    def of(rows: Iterable[Array], dtype: str = "int64") -> Ragged:
        """From the rows themselves."""
        arrays = [np.asarray(row, dtype) for row in rows]
        offsets = np.zeros(len(arrays) + 1, np.int64)
        np.cumsum([len(row) for row in arrays], out=offsets[1:])
        return Ragged(np.concatenate(arrays) if arrays else np.empty(0, dtype), offsets)

    @staticmethod
    def of_texts(texts: Iterable[str]) -> Ragged:
        """From texts, as their UTF-8 bytes."""
        return Ragged.of((np.frombuffer(text.encode(), np.uint8) for text in texts), TEXT)

    @staticmethod
    def stacked(pieces: Sequence[Ragged]) -> Ragged:
        """Rows of several under each other."""
        return Ragged.of((row for piece in pieces for row in piece), str(pieces[0].dtype))

    @property
    def dtype(self) -> np.dtype[Any]:
        found: np.dtype[Any] = self.values.dtype
        return found

    @property
    def shape(self) -> tuple[int, None]:
        return len(self), None

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __iter__(self) -> Iterator[Array]:
        for start, end in zip(self.offsets, self.offsets[1:], strict=False):
            yield self.values[start:end]

    def __getitem__(self, numbers: Any) -> Ragged:
        """The rows with these numbers (an array of them, or a slice), in their order."""
        chosen = np.arange(len(self))[numbers]
        return Ragged.of((self.values[self.offsets[i] : self.offsets[i + 1]] for i in chosen), str(self.dtype))

    def texts(self) -> Iterator[str]:
        """The rows as texts."""
        for row in self:
            yield row.tobytes().decode()


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


def windows(tokens: Array, length: int, stride: int) -> tuple[Array, Array]:
    """Every window of a sequence, and the same shifted by one: the token that comes next at each place."""
    if len(tokens) <= length:
        empty = np.empty((0, length), np.int64)
        return empty, empty
    views = np.lib.stride_tricks.sliding_window_view(tokens, length + 1)[::stride]
    return views[:, :-1].copy(), views[:, 1:].copy()
