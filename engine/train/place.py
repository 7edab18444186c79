"""Where a run is: a few numbers that, with the variables, are all that the next step depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.metrics.metric import MetricValue, Sums


@dataclass(slots=True)
class Place:
    """``epoch`` epochs were finished, ``position`` batches of the next one are done, ``step`` updates made in all.

    ``total``, ``rows`` and ``sums`` are what the figures of the epoch under way are made of.
    """

    epoch: int = 0
    position: int = 0
    step: int = 0
    total: float = 0.0
    rows: int = 0
    sums: dict[str, Sums] = field(default_factory=dict)

    @classmethod
    def start(cls, metrics: Mapping[str, MetricValue]) -> Place:
        return cls(sums={name: Sums(metric) for name, metric in metrics.items()})

    def count(self, loss: float, size: int) -> None:
        """One more batch was done."""
        self.position += 1
        self.step += 1
        self.total += loss * size
        self.rows += size

    def count_each(self, losses: np.ndarray[Any, Any], size: int) -> None:
        """Several batches of one size were done, one after the other."""
        self.position += len(losses)
        self.step += len(losses)
        self.rows += size * len(losses)
        for loss in losses.tolist():
            self.total += loss * size

    def figures(self) -> dict[str, float]:
        """Loss and metrics over the rows that have passed by in this epoch."""
        return {"loss": self.total / self.rows, **{name: item.result() for name, item in self.sums.items()}}

    def next_epoch(self) -> None:
        """The epoch is over."""
        self.epoch += 1
        self.position, self.total, self.rows = 0, 0.0, 0
        for item in self.sums.values():
            item.reset()

    def copy(self) -> Place:
        """The same place, to come back to."""
        return Place(self.epoch, self.position, self.step, self.total, self.rows, {k: _copied(v) for k, v in self.sums.items()})


def _copied(sums: Sums) -> Sums:
    made = Sums(sums.value)
    for mine, theirs in zip(made.arrays, sums.arrays, strict=True):
        np.copyto(mine, theirs)
    return made
