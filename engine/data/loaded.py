"""Rows in memory, in their parts, and the order in which training sees them.

Two ways to take batches.  ``batches(part, epoch)`` gives fresh arrays and is what a reader wants.  A training loop that has
buffers of its own (a plan's feeds) writes into them without a copy in between::

    order = loaded.order("train", epoch)
    for start, size in loaded.spans("train"):
        loaded.batch_into("train", order, start, plan_for(size).feeds)   # {"x": buffer, "y": buffer}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.data.spec import DataType
from engine.errors import DataError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one part: features ``x``, and targets ``y`` where the data has them."""

    x: Array
    y: Array | None = None

    def __len__(self) -> int:
        return len(self.x)

    def arrays(self) -> dict[str, Array]:
        """By the names that the placeholders have."""
        return {"x": self.x} if self.y is None else {"x": self.x, "y": self.y}

    def take(self, rows: Array) -> Part:
        return Part(self.x[rows], None if self.y is None else self.y[rows])


@dataclass(frozen=True)
class Loaded:
    """A pipeline's rows.  ``parts`` holds ``train`` always, ``validation`` and ``test`` where a split made them."""

    type: DataType
    parts: Mapping[str, Part] = field(default_factory=dict)
    shuffle_seed: int | None = None

    def part(self, name: str) -> Part:
        """The part of that name; DataError where the pipeline makes no such part."""
        try:
            return self.parts[name]
        except KeyError:
            raise DataError("there is no {part} part; add Split and give it a {part}_fraction above 0", part=name) from None

    @property
    def batch_size(self) -> int:
        """Rows of one batch; DataError where the pipeline has no batch step."""
        if self.type.batch_size is None:
            raise DataError("the data is not cut into batches; end the pipeline with Batch")
        return self.type.batch_size

    @property
    def steps_per_epoch(self) -> int:
        """Number of training batches in one epoch."""
        return len(self.spans("train"))

    def spans(self, part: str) -> list[tuple[int, int]]:
        """Where each batch of a part starts in the order, and its number of rows; only training may drop a remainder."""
        rows, size = len(self.part(part)), self.batch_size
        if part == "train" and self.type.drop_remainder:
            rows -= rows % size
            if rows == 0:
                raise DataError(
                    "Batch: the training part has {rows} rows, fewer than one batch of {size}; "
                    "make batch_size smaller or switch drop_remainder off",
                    rows=len(self.part(part)), size=size,
                )  # fmt: skip
        return [(start, min(size, rows - start)) for start in range(0, rows, size)]

    def order(self, part: str, epoch: int) -> Array:
        """The row numbers of a part in the order of that epoch (counted from 0); only training is shuffled."""
        rows = len(self.part(part))
        if part != "train" or self.shuffle_seed is None:
            return np.arange(rows)
        return np.random.default_rng([self.shuffle_seed, epoch]).permutation(rows)

    def batch_into(self, part: str, order: Array, start: int, feeds: Mapping[str, Array]) -> None:
        """Write the rows ``order[start:start + len(buffer)]`` into the buffers, by name; names the data lacks are refused."""
        arrays = self.part(part).arrays()
        for name, buffer in feeds.items():
            # mode="clip" lets NumPy write straight into the buffer; the order holds only row numbers of this part
            np.take(_column(arrays, name), order[start : start + len(buffer)], axis=0, out=buffer, mode="clip")

    def batches(self, part: str, epoch: int = 0) -> Iterator[dict[str, Array]]:
        """The batches of one pass over a part, as fresh arrays by name."""
        arrays = self.part(part).arrays()
        order = self.order(part, epoch)
        for start, size in self.spans(part):
            rows = order[start : start + size]
            yield {name: array[rows] for name, array in arrays.items()}


def _column(arrays: Mapping[str, Array], name: str) -> Array:
    try:
        return arrays[name]
    except KeyError:
        raise DataError("the data has no '{column}'; it has {known}", column=name, known=", ".join(arrays)) from None
