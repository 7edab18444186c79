"""What a run reports: one event a step, one an epoch, one a checkpoint, one at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from engine.errors import NodegradError, TrainingError


class StepDone(NamedTuple):
    """One update was made.

    ``epoch`` counts from 1 and ``step`` is the number of updates so far, so it also counts from 1.  ``values`` stands in the
    order of ``Trainer.series``; loss, metrics and gradients are those of this batch, before the update.
    """

    epoch: int
    step: int
    values: np.ndarray[Any, Any]


class StepsDone(NamedTuple):
    """Several updates were made at once: ``values`` holds a row for each, from update ``first`` on, as ``StepDone`` has them."""

    epoch: int
    first: int
    values: np.ndarray[Any, Any]

    @property
    def step(self) -> int:
        """Updates made so far."""
        return self.first + len(self.values) - 1

    def each(self) -> list[StepDone]:
        """The same as single steps."""
        return [StepDone(self.epoch, step, row) for step, row in enumerate(self.values, self.first)]


class EpochDone(NamedTuple):
    """One pass over the training part is over, and the validation part was looked at.

    ``values``: ``loss`` and each metric over the training rows as they passed by, and ``val_loss`` and ``val_<metric>``
    where there is a validation part.
    """

    epoch: int
    step: int
    values: dict[str, float]


class CheckpointDone(NamedTuple):
    """A checkpoint was written to ``path``; where that failed, ``path`` is None and ``error`` says why, and the run goes on."""

    epoch: int
    step: int
    path: Path | None
    error: NodegradError | None = None


class Compiling(NamedTuple):
    """The run waits for its compiled step, and has done so for ``seconds``; ``epoch`` is under way, ``step`` updates are made."""

    epoch: int
    step: int
    seconds: float


class CompileFailed(NamedTuple):
    """The step cannot be compiled, for the reason in ``error``; the run goes on without."""

    epoch: int
    step: int
    error: NodegradError


@dataclass(frozen=True)
class Failure:
    """A step that gave no number.  ``inputs`` are its batch by column; the run stands as it stood before that step."""

    epoch: int
    step: int
    inputs: Mapping[str, np.ndarray[Any, Any]]
    error: TrainingError


class RunDone(NamedTuple):
    """The run is over.  ``seconds`` counts work alone, not pauses; ``values`` are those of the last epoch.

    ``reason`` is ``finished``, ``early_stopping``, ``threshold`` or ``stopped``.  ``best_epoch`` is the one whose weights early
    stopping took for the best, counted from 1, where there was early stopping.
    """

    steps: int
    seconds: float
    values: dict[str, float]
    reason: str = "finished"
    best_epoch: int | None = None


Event = StepDone | StepsDone | EpochDone | CheckpointDone | Compiling | CompileFailed | RunDone


class Progress(NamedTuple):
    """Where a run is: ``rate`` in samples per second, ``remaining`` in seconds (NaN before it can be known)."""

    epoch: int
    epochs: int
    step: int
    steps: int
    rate: float
    remaining: float


class Figures(NamedTuple):
    """What a run is made of, known before it starts.  ``samples`` is the number of training rows."""

    parameters: int
    epochs: int
    steps_per_epoch: int
    steps: int
    batch_size: int
    samples: int
    device: str
