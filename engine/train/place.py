"""Where a run is: a few numbers that, with the variables, are all that the next step depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import TrainingError
from engine.metrics.metric import MetricValue, Sums
from engine.train.checkpoint import Checkpoint


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

    def numbers(self) -> dict[str, int | float]:
        """What a checkpoint keeps of it, besides the arrays."""
        return {"step": self.step, "epoch": self.epoch, "position": self.position, "total": self.total, "rows": self.rows}

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """The sums of the epoch under way, as a checkpoint keeps them."""
        return {f"sums/{name}/{i}": array.copy() for name, item in self.sums.items() for i, array in enumerate(item.arrays)}

    def load(self, found: Checkpoint) -> None:
        """Be where a checkpoint was taken; TrainingError where that was within an epoch whose metrics were others."""
        about, sums = found.about, found.group("sums")
        self.epoch, self.position, self.step = int(about["epoch"]), int(about["position"]), int(about["step"])
        self.total, self.rows = float(about["total"]), int(about["rows"])
        if not self.position:
            return
        if len(sums) != sum(len(item.arrays) for item in self.sums.values()) or not all(
            f"{name}/0" in sums for name in self.sums
        ):
            raise TrainingError(
                "the checkpoint '{file}' was taken within an epoch and with other metrics; set them back, or take one from "
                "the end of an epoch",
                file=found.file,
            )  # fmt: skip
        for name, item in self.sums.items():
            for i, array in enumerate(item.arrays):
                array[...] = sums[f"{name}/{i}"]

    def copy(self) -> Place:
        """The same place, to come back to."""
        return Place(self.epoch, self.position, self.step, self.total, self.rows, {k: _copied(v) for k, v in self.sums.items()})


def _copied(sums: Sums) -> Sums:
    made = Sums(sums.value)
    for mine, theirs in zip(made.arrays, sums.arrays, strict=True):
        np.copyto(mine, theirs)
    return made
