"""Packs buffers into one block of memory: two may lie in the same place when they are never needed at the same time."""

from __future__ import annotations

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
    placed: list[int] = []
    total = 0
    for index in sorted(range(len(intervals)), key=lambda i: (-intervals[i].nbytes, intervals[i].first, i)):
        mine = intervals[index]
        size = _aligned(mine.nbytes)
        at = 0
        for other in sorted(placed, key=lambda i: offsets[i]):
            theirs = intervals[other]
            if reuse and (theirs.last < mine.first or mine.last < theirs.first):
                continue
            if offsets[other] >= at + size:
                break
            at = max(at, offsets[other] + _aligned(theirs.nbytes))
        offsets[index] = at
        placed.append(index)
        total = max(total, at + size)
    return offsets, total


def _aligned(nbytes: int) -> int:
    return -(-max(nbytes, 1) // ALIGNMENT) * ALIGNMENT
