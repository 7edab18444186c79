"""Metrics: exact over batches of any sizes, equal to Keras, the right kind of accuracy found from the types."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import TypeRuleError
from engine.metrics import METRICS, MetricValue, Sums

BATCHES = (5, 1, 8)


def figure(metric: Any, y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """The metric over the rows, cut into batches of different sizes."""
    with ng.Graph() as graph:
        true = ng.placeholder((None, *y_true.shape[1:]), dtype=y_true.dtype.name, name="true")
        pred = ng.placeholder((None, *y_pred.shape[1:]), dtype=y_pred.dtype.name, name="pred")
        value = metric(true, pred)
    sums = Sums(value)
    with ng.Session(graph=graph) as session:
        start = 0
        for size in BATCHES:
            rows = slice(start, start + size)
            sums.add(session.run(list(value.statistics), {true: y_true[rows], pred: y_pred[rows]}))
            start += size
    assert start == len(y_true)
    return sums.result()


RNG = np.random.default_rng(4)
ROWS = sum(BATCHES)
SCORES = RNG.normal(size=(ROWS, 4)).astype("float32")
CLASSES = RNG.integers(0, 4, ROWS)
ONE_HOT = np.eye(4, dtype="float32")[CLASSES]
SHARES = RNG.uniform(size=(ROWS, 1)).astype("float32")
BITS = RNG.integers(0, 2, (ROWS, 1))

CASES = [
    ("SparseCategoricalAccuracy", {}, CLASSES, SCORES),
    ("SparseCategoricalAccuracy", {}, CLASSES[:, None], SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT, SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT.astype("int64"), SCORES),
    ("BinaryAccuracy", {}, BITS, SHARES),
    ("BinaryAccuracy", {"threshold": 0.3}, BITS, SHARES),
    ("BinaryAccuracy", {}, (ONE_HOT > 0.5).astype("float32"), np.abs(SCORES)),
    ("MeanAbsoluteError", {}, ONE_HOT, SCORES),
    ("MeanAbsoluteError", {}, CLASSES, SHARES),
    ("MeanSquaredError", {}, ONE_HOT, SCORES),
    ("RootMeanSquaredError", {}, ONE_HOT, SCORES),
]


@pytest.mark.reference
@pytest.mark.parametrize(("title", "options", "y_true", "y_pred"), CASES, ids=[f"{case[0]}-{i}" for i, case in enumerate(CASES)])
def test_figures_are_those_of_keras(title: str, options: dict[str, Any], y_true: Any, y_pred: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = getattr(keras.metrics, title)(**options)
    start = 0
    for size in BATCHES:
        twin.update_state(y_true[start : start + size], y_pred[start : start + size])
        start += size
    assert figure(getattr(ng.metrics, title)(**options), y_true, y_pred) == pytest.approx(float(twin.result()), rel=1e-6)


@pytest.mark.parametrize(
    ("y_true", "y_pred", "title"),
    [
        (CLASSES, SCORES, "SparseCategoricalAccuracy"),
        (CLASSES[:, None], SCORES, "SparseCategoricalAccuracy"),
        (ONE_HOT, SCORES, "CategoricalAccuracy"),
        (BITS, SHARES, "BinaryAccuracy"),
        (BITS[:, 0], SHARES, "BinaryAccuracy"),
        (BITS[:, 0].astype("float32"), SHARES[:, 0], "BinaryAccuracy"),
        (BITS == 1, SHARES, "BinaryAccuracy"),
        (ONE_HOT > 0.5, SCORES, "CategoricalAccuracy"),
    ],
)
def test_accuracy_finds_its_kind_from_the_types(y_true: Any, y_pred: Any, title: str) -> None:
    assert figure(ng.metrics.accuracy, y_true, y_pred) == figure(getattr(ng.metrics, title)(), y_true, y_pred)


def test_a_figure_is_exact_whatever_the_batches() -> None:
    assert figure(ng.metrics.accuracy, CLASSES, SCORES) == np.mean(SCORES.argmax(-1) == CLASSES)
    root = math.sqrt(np.mean((ONE_HOT.astype("float64") - SCORES) ** 2))
    assert figure(ng.metrics.root_mean_squared_error, ONE_HOT, SCORES) == pytest.approx(root, rel=1e-6)


def test_sums_start_anew_and_nothing_gives_nan() -> None:
    with ng.Graph():
        value = ng.metrics.accuracy(ng.placeholder((None,), dtype="int64"), ng.placeholder((None, 3)), name="acc")
    assert isinstance(value, MetricValue) and value.name == "acc" and repr(value) == "<Accuracy 'acc'>"
    sums = Sums(value)
    assert math.isnan(sums.result())
    sums.add([3, 4])
    assert sums.result() == 0.75
    sums.reset()
    assert math.isnan(sums.result())


@pytest.mark.parametrize(
    ("name", "true", "pred", "message"),
    [
        (
            "accuracy",
            ((None, 3), "float32"),
            (None, 10),
            r"y_true is \?×3, but y_pred is \?×10; connect the targets of the same rows",
        ),
        (
            "accuracy",
            ((None,), "float32"),
            (None, 10),
            "y_true holds float32 values, but class numbers are integers; insert Cast",
        ),
        ("accuracy", ((5,), "int64"), (4, 10), "y_true is 5, but y_pred is 4×10; connect the targets of the same rows"),
        (
            "accuracy",
            ((None, 2, 2), "int64"),
            (None, 10),
            "y_true is .*; give one class number for each row of y_pred, or use Categ",
        ),
        (
            "categorical_accuracy",
            ((None,), "int64"),
            (None, 10),
            "one-hot targets have the shape of the predictions; use SparseCateg",
        ),
        (
            "sparse_categorical_accuracy",
            ((None, 10), "int64"),
            (None, 10),
            "give one class number for each row of y_pred, or use",
        ),
        ("binary_accuracy", ((None,), "int64"), (None, 10), r"y_true is \?, but y_pred is \?×10; give both the same shape"),
        ("mean_absolute_error", ((None, 2), "float32"), (None, 10), "y_true has 2 values per row, but y_pred has 10"),
    ],
)
def test_targets_that_cannot_match_get_a_sentence(name: str, true: Any, pred: Any, message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match=message):
        getattr(ng.metrics, name)(ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred))


def test_a_loss_through_an_accuracy_is_refused() -> None:
    with ng.Graph():
        w = ng.Variable(np.ones((3, 2), "float32"), name="w")
        right, _ = ng.metrics.accuracy(ng.constant([0]), ng.constant([[1.0, 2.0, 3.0]]) @ w).statistics
        with pytest.raises(ng.GraphError, match="no gradient flows from the loss"):
            ng.optimizers.SGD().minimize(ng.ops.cast(right, dtype="float32"))


def test_every_metric_has_a_function_and_a_class() -> None:
    for metric in METRICS:
        name, title = metric.op.name.removesuffix("_metric"), metric.op.title.removesuffix("Metric")
        assert getattr(ng.metrics, name).__name__.startswith(name)
        assert getattr(ng.metrics, title).metric is metric
        assert {name, title} <= set(dir(ng.metrics))
    with pytest.raises(AttributeError, match="recal"):
        _ = ng.metrics.recal
