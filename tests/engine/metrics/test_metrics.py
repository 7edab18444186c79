"""Metrics: exact over batches of any sizes, the sentences where targets cannot match, and what there is to draw."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from metric_cases import BITS, CLASSES, FEW, FEW_CLASSES, FEW_HOT, GUESSES, NUMBERS, ROWS, SCORES, SHARES, counted, figure
from sklearn.metrics import auc, confusion_matrix, precision_score, recall_score

import engine as ng
from engine.errors import TypeRuleError
from engine.metrics import METRICS, MetricValue, Sums


def test_a_figure_is_exact_whatever_the_batches() -> None:
    assert figure(ng.metrics.accuracy, CLASSES, SCORES) == np.mean(SCORES.argmax(-1) == CLASSES)
    root = math.sqrt(np.mean((NUMBERS.astype("float64") - GUESSES) ** 2))
    assert figure(ng.metrics.root_mean_squared_error, NUMBERS, GUESSES) == pytest.approx(root, rel=1e-6)


def test_class_numbers_are_targets_of_f1_too() -> None:
    assert figure(ng.metrics.f1_score, FEW_CLASSES, FEW) == figure(ng.metrics.f1_score, FEW_HOT, FEW)


def test_targets_that_do_not_vary_explain_nothing() -> None:
    assert figure(ng.metrics.r2_score, np.ones((ROWS, 1), "float32"), SHARES) == 0


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
        ("precision", (("n",), "int64"), ("n", 10), "y_true is n, but y_pred is n×10; give both the same shape"),
        ("f1_score", (("n", 1), "int64"), ("n", 1), "y_pred has one value a row, so the largest says nothing; set threshold"),
        ("f1_score", (("n", 2), "float32"), ("n", 3), "y_true has 2 classes, but y_pred has 3"),
        ("auc", (("n", 2), "int64"), ("n", 3), "y_true has 2 values per row, but y_pred has 3"),
        ("r2_score", ((), "float32"), (), "R² is told of rows of a known number of values"),
        ("sparse_top_k_categorical_accuracy", (("n", 3), "int64"), ("n", 3), "give one class number for each row of y_pred"),
    ],
)
def test_targets_that_cannot_match_get_a_sentence(name: str, true: Any, pred: Any, message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match=message):
        getattr(ng.metrics, name)(ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred))


def test_a_class_that_is_not_there_gets_a_sentence() -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match="class_id is 3, but y_pred has the classes 0 to 2"):
        ng.metrics.recall(ng.placeholder(("n", 3), dtype="int64"), ng.placeholder(("n", 3)), class_id=3)


def test_labels_that_are_not_counted_get_a_sentence() -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match="multi_label needs a known number of labels a row; turn it off"):
        ng.metrics.auc(ng.placeholder(("n",), dtype="int64"), ng.placeholder(("n",)), multi_label=True)


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


# --- what there is to draw -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", ["ROC", "PR"])
def test_points_of_a_curve_are_the_shares_at_each_threshold(curve: str) -> None:
    sums = counted(ng.metrics.AUC(num_thresholds=11, curve=curve), BITS, SHARES)
    found = sums.details()
    thresholds = np.linspace(0, 1, 11)
    thresholds[0], thresholds[-1] = -1e-7, 1 + 1e-7
    said = [(threshold < SHARES).astype(int) for threshold in thresholds]
    hits = [recall_score(BITS, each) for each in said]
    if curve == "ROC":
        alarms = [recall_score(1 - BITS, each) for each in said]
        np.testing.assert_allclose(found["true_positive_rate"], hits)
        np.testing.assert_allclose(found["false_positive_rate"], alarms)
        assert sums.result() == pytest.approx(auc(found["false_positive_rate"], found["true_positive_rate"]))
    else:
        np.testing.assert_allclose(found["recall"], hits)
        np.testing.assert_allclose(found["precision"], [precision_score(BITS, each, zero_division=0) for each in said])


def test_the_points_of_several_labels_are_their_mean() -> None:
    found = counted(ng.metrics.AUC(num_thresholds=11, multi_label=True), FEW_HOT, FEW).details()
    each = [counted(ng.metrics.AUC(num_thresholds=11), FEW_HOT[:, at], FEW[:, at]).details() for at in range(3)]
    for name, values in found.items():
        np.testing.assert_allclose(values, np.mean([points[name] for points in each], axis=0))


def test_cells_of_the_matrix() -> None:
    found = counted(ng.metrics.ConfusionMatrix(), FEW_CLASSES, FEW).details()
    np.testing.assert_array_equal(found["matrix"], confusion_matrix(FEW_CLASSES, FEW.argmax(axis=1)))


def test_most_metrics_draw_nothing() -> None:
    assert counted(ng.metrics.Precision(), BITS, SHARES).details() == {}
