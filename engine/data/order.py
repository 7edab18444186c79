"""The order of rows that are too many for a list of their numbers: each number is computed where it is asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.data.columns import Array

#: Rows above which their order is computed, not listed: a list would take half a gibibyte.
LISTED = 1 << 26
_ROUNDS = 6


class Computed:
    """Row numbers in order, or mixed: a slice gives an array of them, and no more memory is taken.

    Mixing is a Feistel network over pairs of half-words: it takes every number to another one, whatever its rounds compute.
    Numbers that come out beyond the rows are taken on until they do not (Black and Rogaway 2002).
    """

    def __init__(self, rows: int, rng: np.random.Generator | None = None) -> None:
        self._rows = rows
        self._half = np.uint64(max(1, -(-max(rows - 1, 1).bit_length() // 2)))
        self._keys = None if rng is None else rng.integers(0, 2**64, _ROUNDS, np.uint64)

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, part: slice) -> Array:
        numbers: Array = np.arange(*part.indices(self._rows), dtype=np.int64)
        if self._keys is None:
            return numbers
        found = self._mixed(numbers.astype(np.uint64), self._keys)
        while (beyond := found >= self._rows).any():
            found[beyond] = self._mixed(found[beyond], self._keys)
        return found.astype(np.int64)

    def _mixed(self, numbers: Array, keys: Array) -> Array:
        half, mask = self._half, np.uint64((1 << int(self._half)) - 1)
        left, right = numbers >> half, numbers & mask
        for key in keys:
            left, right = right, left ^ (_scrambled(right + key) & mask)
        return (left << half) | right


def _scrambled(x: Any) -> Any:
    """The bits of numbers spread over each other (SplitMix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
