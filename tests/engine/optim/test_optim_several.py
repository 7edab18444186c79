"""Several optimizers in one run do to each model what each would have done to it alone."""

from __future__ import annotations

import numpy as np
import pytest

import engine as ng
from engine.errors import GraphError
from engine.ir.graph import Value
from engine.metrics.loss import follow_loss
from engine.optim import Several
from engine.optim.optimizer import Optimizer
from engine.train import EpochDone, StepDone, Trainer, TrainingSpec

ROWS = np.random.default_rng(3).normal(size=(50, 3)).astype("float32")
TARGETS = (ROWS @ np.array([[1.0], [-2.0], [0.5]], dtype="float32")).astype("float32")


def _model(graph: ng.Graph, name: str, loss: str) -> Value:
    x, y = graph.node("x").outputs[0], graph.node("y").outputs[0]
    made: Value = getattr(ng.losses, loss)(y, ng.nn.Dense(1, kernel_initializer="ones", name=name)(x))
    return made


def _run(losses: list[tuple[str, str, Optimizer]]) -> tuple[Trainer, list[np.ndarray], list[EpochDone]]:
    graph = ng.Graph()
    with graph:
        inputs = {"x": ng.placeholder(("batch", 3), name="x"), "y": ng.placeholder(("batch", 1), name="y")}
        parts = [(optimizer, _model(graph, name, loss)) for name, loss, optimizer in losses]
    pipeline = ng.data.from_arrays(ROWS, TARGETS).split(0.2, seed=1).shuffle(seed=1).batch(16)
    several = Several(parts)
    whole = len(parts) > 1
    metrics = {optimizer.name: follow_loss(optimizer.name, loss, inputs["x"]) for optimizer, loss in parts}
    trainer = Trainer(
        TrainingSpec(
            graph=graph, inputs=inputs, pipeline=pipeline, loss=several.loss, metrics=metrics,
            optimizer=several if whole else parts[0][0], epochs=4,
        )
    )  # fmt: skip
    events = list(trainer.events())
    return trainer, [e.values for e in events if isinstance(e, StepDone)], [e for e in events if isinstance(e, EpochDone)]


def _optimizers() -> list[tuple[str, str, Optimizer]]:
    return [
        ("a", "mean_squared_error", ng.optimizers.SGD(0.1, momentum=0.9, name="rolling")),
        ("b", "mean_squared_error", ng.optimizers.Adam(0.05, global_clipnorm=1.0, name="adam")),
        ("c", "mean_absolute_error", ng.optimizers.Adam(ng.schedules.ExponentialDecay(0.1, 4, 0.5), use_ema=True, name="slow")),
    ]


def test_each_model_learns_as_it_does_alone() -> None:
    """Clipping by the norm of all gradients counts those of the optimizer's own weights only."""
    together, steps, epochs = _run(_optimizers())
    weights = together.weights()
    for index, alone in enumerate(_optimizers()):
        single, own_steps, own_epochs = _run([alone])
        for name, value in single.weights().items():
            np.testing.assert_array_equal(weights[name], value, err_msg=name)
        own = alone[2].name
        at = together.series.index(own)
        np.testing.assert_allclose([values[at] for values in steps], [values[0] for values in own_steps], rtol=1e-6)
        for both, one in zip(epochs, own_epochs, strict=True):
            assert both.values[own] == pytest.approx(one.values["loss"], rel=1e-6), index
            assert both.values[f"val_{own}"] == pytest.approx(one.values["val_loss"], rel=1e-6)


def test_the_loss_is_the_sum() -> None:
    together, steps, _ = _run(_optimizers())
    named = [together.series.index(optimizer.name) for _, _, optimizer in _optimizers()]
    for values in steps:
        assert values[0] == pytest.approx(sum(values[index] for index in named), rel=1e-5)
    assert {name for name in together.series if name.startswith("grad:")} == {
        f"grad:{layer}/{weight}" for layer in "abc" for weight in ("kernel", "bias")
    }


def test_a_weight_that_two_would_train_is_refused() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", 3), name="x")
        y = ng.nn.Dense(1, name="shared")(x)
        losses = [ng.ops.mean(y), ng.ops.mean(ng.ops.square(y))]
        several = Several([(ng.optimizers.SGD(name="a"), losses[0]), (ng.optimizers.SGD(name="b"), losses[1])])
        with pytest.raises(GraphError, match=r"'a' and 'b' would both train 'shared/kernel'"):
            several.minimize(several.loss)
