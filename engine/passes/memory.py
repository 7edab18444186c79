"""Packs buffers into one block of memory: two may lie in the same place when they are never needed at the same time."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

ALIGNMENT = 64


@dataclass(frozen=True)
class Interval:
    """A buffer: its size in bytes, and the first and the last step in which it is needed (both included)."""

    nbytes: int
    first: int
    last: int


def pack(intervals: Sequence[Interval], reuse: bool = True) -> tuple[list[int], int]:
    """An offset for each buffer, and the size of the whole block.

    Large buffers first, each at the lowest place that is free while it is needed (TensorFlow Lite's greedy-by-size).
    """
    offsets = [0] * len(intervals)
    placed: list[tuple[int, int, int, int]] = []  # by offset: its end, and when it is needed
    total = 0
    for index in sorted(range(len(intervals)), key=lambda i: (-intervals[i].nbytes, intervals[i].first, i)):
        mine = intervals[index]
        size, begins, ends = _aligned(mine.nbytes), mine.first, mine.last
        at = 0
        for offset, end, first, last in placed:
            if reuse and (last < begins or ends < first):
                continue
            if offset >= at + size:
                break
            if end > at:
                at = end
        offsets[index] = at
        insort(placed, (at, at + size, begins, ends))
        total = max(total, at + size)
    return offsets, total


def _aligned(nbytes: int) -> int:
    return -(-max(nbytes, 1) // ALIGNMENT) * ALIGNMENT
