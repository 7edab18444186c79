"""Every example is in order and learns, and shows what its note says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import DocumentRecord
from app.project.examples import examples, find_example
from engine.train import EpochDone, StepDone, Trainer

WANTED = {
    "digits-mlp": ("val_accuracy", 0.95, 1.0),
    "iris-softmax": ("val_accuracy", 0.9, 1.0),
    "breast-cancer-logistic": ("val_accuracy", 0.95, 1.0),
    "spirals-two-layer": ("val_accuracy", 0.97, 1.0),
    "digits-cnn": ("val_accuracy", 0.95, 1.0),
    "diabetes-regression": ("val_mae", 30.0, 50.0),
    "digits-softmax": ("val_accuracy", 0.93, 1.0),
    "xor": ("val_accuracy", 0.85, 1.0),
    "autoencoder": ("val_loss", 0.0, 0.025),
    "optimizer-race": ("val_adam", 0.0, 0.1),
    "vanishing-gradient": ("val_relu", 0.0, 0.15),
    "custom-loss": ("val_loss", 5.0, 12.0),
    "house-prices": ("val_r2", 0.95, 1.0),
    "outliers": ("val_absolute mae", 0.5, 2.5),
    "imbalanced-focal": ("val_focal recall", 0.6, 1.0),
    "collaborative-filtering": ("val_rmse", 0.3, 0.65),
    "bag-of-words": ("val_accuracy", 0.97, 1.0),
    "char-lstm": ("val_loss", 1.5, 2.1),
    "transformer-text": ("val_accuracy", 0.97, 1.0),
    "mnist-softmax": ("val_accuracy", 0.85, 1.0),
    "mnist-mlp": ("val_accuracy", 0.88, 1.0),
    "mnist-cnn": ("val_accuracy", 0.88, 1.0),
}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_in_order_and_learns(example: Any, example_document: Callable[[Any], DocumentRecord]) -> None:
    lowered = lower(example_document(example), catalog())
    assert all(problem.rule for problem in lowered.problems) and lowered.spec is not None
    last = [event for event in Trainer(lowered.spec).events() if isinstance(event, EpochDone)][-1]
    figure, low, high = WANTED[example.name]
    assert low <= last.values[figure] <= high


def test_every_example_has_a_note_that_lies_on_nothing() -> None:
    for example in examples():
        assert [text for _, _, text in example.texts()], example.name


def test_an_outlier_pulls_at_the_squared_error_alone() -> None:
    """Nine in ten points lie on y = 2x + 1."""
    spec = lower(find_example("outliers").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    for _ in trainer.events():
        continue
    weights = trainer.weights()
    squared, absolute = (float(weights[f"{name} line/bias"][0]) for name in ("squared", "absolute"))
    assert abs(absolute - 1) < 0.3 < 0.5 < squared - 1


def test_the_focal_loss_finds_more_of_the_rare_ones() -> None:
    spec = lower(find_example("imbalanced-focal").load(), catalog()).spec
    assert spec is not None
    values = [event.values for event in Trainer(spec).events() if isinstance(event, EpochDone)][-1]
    assert values["focal recall"] > values["plain recall"] + 0.1


def test_the_custom_loss_learns_what_nine_in_ten_stay_below() -> None:
    spec = lower(find_example("custom-loss").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    for _ in trainer.events():
        continue
    weights, rows = trainer.weights(), trainer.loaded.part("train").arrays()
    below = rows["y"] < rows["x"] @ weights["score/kernel"] + weights["score/bias"]
    assert 0.85 < float(below.mean()) < 0.95


def test_each_example_shows_what_its_note_says() -> None:
    """The sigmoid stack does not learn in the time in which the other does, as its first layers get next to no gradient."""
    spec = lower(find_example("vanishing-gradient").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    steps = np.array([event.values for event in trainer.events() if isinstance(event, StepDone)])

    def norm(layer: str) -> float:
        return float(np.median(steps[:40, trainer.series.index(f"grad:{layer}/kernel")]))

    assert norm("sigmoid 1") < norm("sigmoid 6") / 100 and norm("relu 1") > norm("relu 6") / 10
    assert steps[-1, trainer.series.index("sigmoid")] > 0.6 > 0.2 > steps[-1, trainer.series.index("relu")]
