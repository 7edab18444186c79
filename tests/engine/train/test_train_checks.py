"""What a run refuses, before it starts and while it goes, and with which sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.data import Pipeline, from_arrays
from engine.data.loaded import Loaded, Part
from engine.errors import DataError, DeviceError, FeedError, GraphError, NodegradError, TrainingError
from engine.train import StepDone, Trainer, TrainingSpec


def spec(
    x: np.ndarray, y: np.ndarray | None, units: int = 3, *, x_shape: Any = None, y_dtype: str = "int64", **options: Any
) -> TrainingSpec:
    """A classifier of one layer over the arrays."""
    with ng.Graph() as graph:
        features = ng.placeholder(x_shape or ("batch", x.shape[1]), name="x")
        labels = ng.placeholder(("batch",), dtype=y_dtype, name="y")
        with graph.origin("scores"):
            scores = ng.nn.Dense(units, name="scores")(features)
        with graph.origin("loss"):
            loss = ng.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)
    given = {"optimizer": ng.optimizers.SGD(0.1), "pipeline": from_arrays(x, y).batch(4), **options}
    return TrainingSpec(graph=graph, inputs={"x": features, "y": labels}, loss=loss, **given)


class Made(Pipeline):
    """A pipeline whose last step brings rows that no source would let through."""

    def __init__(self, x: np.ndarray, y: np.ndarray) -> None:
        super().__init__()
        self.rows = Part(x, y)

    def build(self, seed: int = 0, folder: Any = None) -> Loaded:
        return replace(from_arrays(X, Y).batch(4).build(seed), parts={"train": self.rows})


X = np.random.default_rng(0).normal(size=(10, 2)).astype("float32")
Y = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 0])


@pytest.mark.parametrize(
    ("make", "kind", "message", "origin"),
    [
        (
            lambda: spec(X, Y, units=2), TrainingError,
            "'y' holds the class number 2, but the model has outputs for classes 0 to 1 only; give the last layer 3", "loss",
        ),
        (
            lambda: spec(X, Y, pipeline=Made(X, Y - 1)), TrainingError,
            "'y' holds the class number -1, but classes count from 0; mend the labels", "loss",
        ),
        (
            lambda: spec(X, Y, pipeline=Made(X[:0], Y[:0])), TrainingError,
            "the training part has no rows; give more data or a smaller validation_fraction", None,
        ),
        (
            lambda: spec(X, None), TrainingError,
            "the run needs a column 'y', but the data has only x; use a dataset with targets", None,
        ),
        (
            lambda: spec(X, Y, x_shape=("batch", 5)), FeedError,
            "Placeholder 'x' takes float32 batch×5, but the data's 'x' is float32 batch×2; give the placeholder that type", None,
        ),
        (
            lambda: spec(X, Y, y_dtype="int32"), FeedError,
            "Placeholder 'y' takes int32 batch, but the data's 'y' is int64 batch", None,
        ),
        (lambda: spec(X, Y, device="cuda:7"), DeviceError, "cuda:7", None),
        (lambda: spec(X, Y, pipeline=from_arrays(X, Y)), DataError, "the data is not cut into batches", None),
    ],
)  # fmt: skip
def test_a_run_that_cannot_start_says_why(make: Any, kind: type[NodegradError], message: str, origin: str | None) -> None:
    with pytest.raises(kind) as caught:
        Trainer(make())
    assert message in str(caught.value)
    assert caught.value.origin == origin


def test_a_placeholder_that_nothing_feeds_is_named() -> None:
    given = spec(X, Y)
    with given.graph:
        extra = ng.placeholder((), name="weight")
        loss = given.loss * extra
    with pytest.raises(TrainingError, match="Placeholder 'weight' is fed by nothing while training; connect the data to it"):
        Trainer(TrainingSpec(**{**_fields(given), "loss": loss}))


def test_a_loss_without_weights_is_refused() -> None:
    given = spec(X, Y)
    with given.graph:
        loss = ng.ops.mean(given.inputs["x"])
    with pytest.raises(GraphError, match="no gradient flows from the loss"):
        Trainer(TrainingSpec(**{**_fields(given), "loss": loss}))


def _fields(given: TrainingSpec) -> dict[str, Any]:
    return {name: getattr(given, name) for name in ("graph", "inputs", "pipeline", "loss", "optimizer")}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"epochs": 0}, "a run of 0 epochs trains nothing; set epochs to 1 or more"),
        ({"max_steps": 0}, "a run of 0 steps trains nothing; set max_steps to 1 or more"),
    ],
)
def test_empty_runs_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        spec(X, Y, **options)


@pytest.mark.parametrize("metric", ["loss", "val_loss", "learning_rate"])
def test_metrics_may_not_take_the_names_of_other_figures(metric: str) -> None:
    given = spec(X, Y)
    with given.graph:
        value = ng.metrics.accuracy(given.inputs["y"], given.graph.value("scores"))
    with pytest.raises(TrainingError, match=f"a metric may not be called '{metric}'"):
        TrainingSpec(**_fields(given), metrics={metric: value})


def test_a_loss_that_explodes_stops_the_run_at_its_step() -> None:
    events: list[Any] = []
    with pytest.raises(TrainingError) as caught:
        events.extend(Trainer(spec(X * 1e18, Y, optimizer=ng.optimizers.SGD(1e12), epochs=5)).events())
    assert all(np.isfinite(event.values[0]) for event in events if isinstance(event, StepDone))
    step = sum(isinstance(event, StepDone) for event in events) + 1
    assert f"at step {step} (epoch 1)" in str(caught.value)
    assert "lower the learning rate (it is 1e+12), or normalize the data" in str(caught.value)
    assert caught.value.origin == "scores"


def test_data_that_is_not_finite_is_blamed_for_the_loss() -> None:
    broken = X.copy()
    broken[6, 1] = np.nan
    with pytest.raises(
        TrainingError, match=r"the loss is nan at step 2 \(epoch 1\), because the data's 'x' holds values that are NaN"
    ):
        list(Trainer(spec(X, Y, pipeline=Made(broken, Y))).events())


def test_a_trainable_variable_without_gradient_is_named() -> None:
    given = spec(X, Y)
    with given.graph:
        ng.Variable([1.0], name="idle")
    trainer = Trainer(given)
    assert trainer.without_gradient == ["idle"]
    assert "grad:idle" not in trainer.series
