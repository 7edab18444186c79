"""A training in a process of its own, to be killed: ``python training_child.py KIND FOLDER OUT [resume] [swap]``.

Checkpoints go to FOLDER after every step; at the end the figures, the weights and the losses seen go to OUT.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import engine as ng
from engine.data import Pipeline, from_arrays
from engine.train import CheckpointDone, Checkpoints, EpochDone, RunDone, StepDone, Trainer, TrainingSpec, latest


def digits(**options: Any) -> TrainingSpec:
    """The digits network, shuffled, with Adam and a metric."""
    steps = [("digits", {}), ("split", {"stratify": True}), ("normalize", {}), ("shuffle", {}), ("batch", {"batch_size": 128})]
    pipeline = Pipeline(steps)
    types = pipeline.element_types()
    with ng.Graph() as graph:
        x = ng.placeholder(types["x"].shape, name="x")
        y = ng.placeholder(types["y"].shape, dtype="int64", name="y")
        scores = ng.nn.Dense(10, name="out")(ng.nn.ReLU()(ng.nn.Dense(16, name="hidden")(x)))
        loss = ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True)
        metrics = {"accuracy": ng.metrics.accuracy(y, scores)}
    given = {"optimizer": ng.optimizers.Adam(0.002), "epochs": 4, "seed": 3, **options}
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics=metrics, **given)


def cnn(**options: Any) -> TrainingSpec:
    """Everything that has a state: dropout, batch norm, momentum, a schedule, averaged weights, rows that are shuffled."""
    rng = np.random.default_rng(5)
    x_rows = rng.normal(size=(50, 6, 6, 1)).astype("float32")
    y_rows = (x_rows.sum((1, 2, 3)) > 0).astype("int64")
    pipeline = from_arrays(x_rows, y_rows).split(0.2).shuffle().batch(12)
    types = pipeline.element_types()
    with ng.Graph() as graph:
        x = ng.placeholder(types["x"].shape, name="x")
        y = ng.placeholder(types["y"].shape, dtype="int64", name="y")
        hidden = ng.nn.BatchNormalization(name="norm")(ng.nn.Conv2D(3, 3, name="conv")(x))
        hidden = ng.nn.Dropout(0.4)(ng.nn.Flatten()(ng.nn.ReLU()(hidden)))
        scores = ng.nn.Dense(2, name="out")(hidden)
        loss = ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True)
        metrics = {"accuracy": ng.metrics.accuracy(y, scores), "auc": ng.metrics.auc(y, scores[:, 1], from_logits=True)}
    schedule = ng.schedules.ExponentialDecay(0.05, decay_steps=3, decay_rate=0.9)
    optimizer = ng.optimizers.SGD(schedule, momentum=0.9, use_ema=True, ema_momentum=0.8)
    given = {"optimizer": optimizer, "epochs": 4, "seed": 2, **options}
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics=metrics, **given)


SPECS = {"digits": digits, "cnn": cnn}


def swap_early(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Let runs of six steps and more go over to compiled steps after the fifth."""
    from engine.backends.compiled.step import CompiledStep

    put(CompiledStep, "swap_after", property(lambda step: 5))
    put(CompiledStep, "worth", property(lambda step: 6))


def main() -> None:
    if "swap" in sys.argv:
        swap_early()
    kind, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    resume = latest(folder) if "resume" in sys.argv else None
    trainer = Trainer(SPECS[kind](), resume=resume, checkpoints=Checkpoints(folder=folder, every_steps=1, keep=2))
    losses: dict[int, float] = {}
    for event in trainer.events():
        if isinstance(event, StepDone):
            losses[event.step] = float(event.values[0])
        elif isinstance(event, CheckpointDone):
            print(event.step, flush=True)
        elif isinstance(event, (EpochDone, RunDone)):
            pass
    np.savez(out, **trainer.weights())
    figures = [[done.epoch, done.step, done.values] for done in trainer.figures]
    out.with_suffix(".json").write_text(json.dumps({"losses": losses, "figures": figures}))


if __name__ == "__main__":
    main()
