"""Ending early: by patience as Keras's callback does, by a threshold, on request, and where the numbers break down."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training_child import cnn, digits

import engine as ng
from engine.errors import TrainingError
from engine.train import EarlyStopping, EpochDone, RunDone, StepDone, Threshold, Trainer, TrainingSpec
from engine.train.stopping import Watcher, watch

FIGURES = st.lists(st.sampled_from([0.1, 0.2, 0.25, 0.3, 0.5, 0.9, math.nan]), min_size=1, max_size=12)


class _KerasModel:
    """As much of a model as the callback looks at; its weights are the number of the epoch."""

    def __init__(self) -> None:
        self.stop_training = False
        self.metrics: list[Any] = []
        self.epoch = 0
        self.weights: Any = None

    def get_weights(self) -> int:
        return self.epoch

    def set_weights(self, weights: int) -> None:
        self.weights = weights


@pytest.mark.reference
@settings(max_examples=150, deadline=None)
@given(
    figures=FIGURES,
    mode=st.sampled_from(["min", "max", "auto"]),
    patience=st.integers(0, 3),
    min_delta=st.sampled_from([0.0, 0.05, -0.1]),
    baseline=st.sampled_from([None, 0.2, 0.5]),
    start=st.integers(0, 3),
)
def test_patience_is_that_of_keras(
    figures: list[float], mode: str, patience: int, min_delta: float, baseline: float | None, start: int
) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    options = {
        "mode": mode, "patience": patience, "min_delta": min_delta, "baseline": baseline, "start_from_epoch": start,
        "restore_best_weights": True,
    }  # fmt: skip
    callback, model = keras.callbacks.EarlyStopping("val_loss", **options), _KerasModel()
    callback.set_model(model)
    callback.on_train_begin()
    watcher = Watcher(EarlyStopping(**options), maximize=mode == "max")
    kept = None
    for epoch, figure in enumerate(figures):
        model.epoch = epoch
        callback.on_epoch_end(epoch, {"val_loss": figure})
        if watcher.see(epoch + 1, {"val_loss": figure}):
            kept = epoch
        assert bool(watcher.reason) == model.stop_training
        assert watcher.wait == callback.wait
        if model.stop_training:
            break
    callback.on_train_end()
    assert kept == model.weights
    again = Watcher(EarlyStopping(**options), maximize=mode == "max")
    again.load(watcher.state())
    assert again.state() == watcher.state() or math.isnan(watcher.best or 0) or math.isnan(figures[-1])


def ended(spec: TrainingSpec) -> tuple[Trainer, RunDone]:
    trainer = Trainer(spec)
    *_, done = trainer.events()
    assert isinstance(done, RunDone)
    return trainer, done


def test_a_run_ends_when_its_figure_no_longer_improves_and_gives_back_the_best_weights() -> None:
    rule = EarlyStopping(monitor="val_accuracy", patience=2, restore_best_weights=True)
    trainer, done = ended(digits(epochs=60, stopping=[rule], optimizer=ng.optimizers.Adam(0.01)))
    seen = [figures.values["val_accuracy"] for figures in trainer.figures]
    assert done.reason == "early_stopping" and len(seen) < 60
    assert done.best_epoch == int(np.argmax(seen)) + 1 == len(seen) - 2
    assert trainer.evaluate()["accuracy"] == max(seen)
    assert done.values["val_accuracy"] == seen[-1], "the figures are those of the last epoch"


def test_without_restoring_the_last_weights_stay() -> None:
    trainer, done = ended(digits(epochs=60, stopping=[EarlyStopping(patience=0, min_delta=0.05)]))
    assert done.reason == "early_stopping"
    assert trainer.evaluate()["loss"] == trainer.figures[-1].values["val_loss"]


def test_a_threshold_ends_a_run() -> None:
    trainer, done = ended(digits(epochs=60, stopping=[Threshold(value=0.5)]))
    seen = [figures.values["loss"] for figures in trainer.figures]
    assert done.reason == "threshold" and seen[-1] <= 0.5 < seen[-2]
    trainer, done = ended(digits(epochs=60, stopping=[Threshold(value=0.8, monitor="val_accuracy"), EarlyStopping(patience=50)]))
    seen = [figures.values["val_accuracy"] for figures in trainer.figures]
    assert done.reason == "threshold" and seen[-1] >= 0.8 > seen[-2]


def test_the_direction_is_that_of_the_figure() -> None:
    spec = digits()
    assert [watch([EarlyStopping(monitor=name)], spec.metrics, True)[0]._sign for name in ("loss", "val_accuracy")] == [1, -1]
    x, y = ng.placeholder((None,)), ng.placeholder((None,))
    metrics = {"mae": ng.metrics.mean_absolute_error(x, y), "r2": ng.metrics.r2_score(x, y)}
    assert [watch([Threshold(value=1, monitor=name)], metrics, False)[0]._sign for name in ("mae", "r2")] == [1, -1]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            lambda: EarlyStopping(monitor="val_acc"),
            "watch 'val_acc', but it has no such figure; watch one of loss, accuracy, val_l",
        ),
        (lambda: EarlyStopping(mode="down"), "mode is 'down', but must be one of auto, min, max"),
        (lambda: EarlyStopping(patience=-1), "patience is -1, but must be 0 or more"),
        (lambda: Threshold(value=math.nan), "the threshold is nan, but must be a number"),
    ],
)
def test_a_rule_that_cannot_be_kept_gets_a_sentence(rule: Callable[[], Any], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        Trainer(digits(stopping=[rule()]))


def test_watching_validation_without_a_validation_part_gets_a_sentence() -> None:
    pipeline = ng.data.source("digits").normalize().batch(128)
    with pytest.raises(
        TrainingError, match="watch 'val_loss', but it has no validation part; add Split, or watch loss, accuracy"
    ):
        Trainer(replace(digits(stopping=[EarlyStopping()]), pipeline=pipeline))


# --- asked to stop ---------------------------------------------------------------------------------------------------


def test_a_run_that_is_stopped_ends_like_a_whole_one_and_can_go_on() -> None:
    trainer = Trainer(cnn())
    events = trainer.events()
    for _ in range(6):
        next(events)
    trainer.stop()
    done = next(events)
    assert isinstance(done, RunDone) and done.reason == "stopped" and done.steps == 5
    average = trainer.session.get_variable("conv/kernel/sgd_average")
    np.testing.assert_array_equal(trainer.weights()["conv/kernel"], average)
    assert list(events) == []
    whole, resumed = Trainer(cnn()), Trainer(cnn(), resume=trainer.checkpoint())
    *_, last = whole.events()
    *_, end = resumed.events()
    assert end.values == last.values


# --- numbers that break down -----------------------------------------------------------------------------------------


def test_an_infinite_loss_brings_back_the_weights_before_it_and_shows_its_batch() -> None:
    spec = digits(optimizer=ng.optimizers.SGD(1e18), epochs=3)
    trainer = Trainer(spec)
    weights: list[dict[str, np.ndarray]] = [trainer.weights()]
    with np.errstate(all="ignore"), pytest.raises(TrainingError) as caught:
        weights.extend(trainer.weights() for event in trainer.events() if isinstance(event, StepDone))
    failure = trainer.failure
    assert failure is not None and failure.error is caught.value and f"step {failure.step} (epoch 1)" in str(caught.value)
    for name, array in trainer.weights().items():
        np.testing.assert_array_equal(array, weights[failure.step - 1][name])
        assert np.isfinite(array).all()
    batches = list(trainer.loaded.batches("train", 0))
    np.testing.assert_array_equal(failure.inputs["x"], batches[failure.step - 1]["x"])
    assert trainer.progress.step == failure.step - 1


def _spoiling(at: int) -> TrainingSpec:
    """A loss of 0·√w, whose gradient is NaN where w is 0: row ``at`` makes it so, and the loss says it one step later."""
    x = np.ones((12, 1), "float32")
    x[at] = 0
    pipeline = ng.data.from_arrays(x, np.zeros((12, 1), "float32")).batch(1)
    with ng.Graph() as graph:
        rows, y = ng.placeholder(("batch", 1), name="x"), ng.placeholder(("batch", 1), name="y")
        w = ng.Variable([[1.0]], name="w")
        loss = ng.ops.mean(ng.ops.sqrt((rows @ w) * rows) - y)
    return TrainingSpec(
        graph=graph, inputs={"x": rows, "y": y}, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.SGD(0.001), epochs=2
    )


@pytest.mark.parametrize("at", [0, 5, 11])
def test_an_update_that_spoils_a_weight_is_the_step_that_is_named(at: int) -> None:
    trainer = Trainer(_spoiling(at))
    seen = [trainer.weights()["w"]]
    with np.errstate(all="ignore"), pytest.raises(TrainingError, match=f"the update of step {at + 1} .epoch 1. made 'w' NaN"):
        for event in trainer.events():
            if isinstance(event, StepDone):
                seen.append(trainer.weights()["w"])
            assert not isinstance(event, EpochDone)
    assert trainer.failure is not None and trainer.failure.inputs["x"].tolist() == [[0.0]]
    np.testing.assert_array_equal(trainer.weights()["w"], seen[at])
    again = Trainer(_spoiling(at), resume=trainer.checkpoint())
    assert again.progress.step == at
