"""What the tests of metrics share: rows cut into batches of different sizes, and cases of every metric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import engine as ng
from engine.metrics import MetricValue, Sums

BATCHES = (5, 1, 8, 26)
ROWS = sum(BATCHES)
RNG = np.random.default_rng(8)
SCORES = RNG.normal(size=(ROWS, 7)).astype("float32")
CLASSES = RNG.integers(0, 7, ROWS)
ONE_HOT = np.eye(7, dtype="float32")[CLASSES]
FEW = RNG.uniform(size=(ROWS, 3)).astype("float32")
FEW_CLASSES = np.minimum(RNG.integers(0, 5, ROWS), 2)
FEW_HOT = np.eye(3, dtype="float32")[FEW_CLASSES]
SHARES = RNG.uniform(size=(ROWS, 1)).astype("float32")
BITS = (RNG.uniform(size=(ROWS, 1)) < SHARES).astype("int64")
NUMBERS = RNG.normal(size=(ROWS, 3)).astype("float32")
GUESSES = (NUMBERS * [1.0, 0.5, 0.1] + RNG.normal(size=(ROWS, 3)) * 0.3).astype("float32")

Case = tuple[str, dict[str, Any], np.ndarray, np.ndarray]


def name_of(case: Any) -> str:
    """A case in the name of a test."""
    title, options, y_true, y_pred = case
    return "-".join([title, *(f"{key}={value}" for key, value in options.items()), f"{y_true.shape}{y_pred.shape}"])


def batches(y_true: np.ndarray, y_pred: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The rows in batches."""
    start = 0
    for size in BATCHES:
        yield y_true[start : start + size], y_pred[start : start + size]
        start += size
    assert start == len(y_true)


def counted(metric: Any, y_true: np.ndarray, y_pred: np.ndarray) -> Sums:
    """The metric over the batches; ``metric`` makes it of placeholders for targets and predictions."""
    with ng.Graph() as graph:
        true = ng.placeholder((None, *y_true.shape[1:]), dtype=y_true.dtype.name, name="true")
        pred = ng.placeholder((None, *y_pred.shape[1:]), dtype=y_pred.dtype.name, name="pred")
        value = metric(true, pred)
        assert isinstance(value, MetricValue)
    sums = Sums(value)
    with ng.Session(graph=graph) as session:
        for one, other in batches(y_true, y_pred):
            sums.add(session.run(list(value.statistics), {true: one, pred: other}))
    return sums


def figure(metric: Any, y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """The metric's figure over the batches."""
    return counted(metric, y_true, y_pred).result()
