"""What a run is: a graph, the data that feeds it, a loss to make small, and how often to go through the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.data.pipeline import Pipeline
from engine.errors import TrainingError
from engine.ir.graph import Graph, Value
from engine.metrics.metric import MetricValue
from engine.nn.regularizers import regularized
from engine.optim.optimizer import Optimizer
from engine.train.stopping import Rule


@dataclass(frozen=True, kw_only=True)
class TrainingSpec:
    """A run, complete.

    ``inputs`` says which placeholder takes which column of the pipeline (``x``, ``y``).  ``seed`` decides the initial weights,
    the split, the order of the rows and every random op: the same spec gives the same run, number for number.  ``max_steps``
    ends the run early, and so does each rule of ``stopping`` once it is met; ``folder`` is where relative data paths start.
    ``loss`` comes with the penalties of the layers' regularizers, which are added here; an optimizer that wants the whole
    training part at once gets a pipeline with such batches.
    """

    graph: Graph
    inputs: Mapping[str, Value]
    pipeline: Pipeline
    loss: Value
    optimizer: Optimizer
    metrics: Mapping[str, MetricValue] = field(default_factory=dict)
    epochs: int = 1
    seed: int = 0
    device: str = "cpu"
    name: str = "model"
    folder: str | Path | None = None
    max_steps: int | None = None
    stopping: Sequence[Rule] = ()

    def __post_init__(self) -> None:
        if self.epochs < 1:
            raise TrainingError("a run of {epochs} epochs trains nothing; set epochs to 1 or more", epochs=self.epochs)
        if self.max_steps is not None and self.max_steps < 1:
            raise TrainingError("a run of {steps} steps trains nothing; set max_steps to 1 or more", steps=self.max_steps)
        taken = {"loss", "learning_rate", *(f"val_{metric}" for metric in ("loss", *self.metrics))}
        for metric in taken & set(self.metrics):
            raise TrainingError("a metric may not be called '{metric}', as that figure exists already; rename it", metric=metric)
        object.__setattr__(self, "loss", regularized(self.loss))
        if self.optimizer.full_batch:
            object.__setattr__(self, "pipeline", self.pipeline.whole())
