"""What metrics let one draw: the points of a curve and the cells of a confusion matrix, as scikit-learn has them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, confusion_matrix, precision_score, recall_score

import engine as ng
from engine.metrics.metric import MetricValue, Sums


def counted(make: object, y_true: np.ndarray, y_pred: np.ndarray) -> Sums:
    """The metric over two batches."""
    with ng.Graph() as graph:
        true, pred = (ng.placeholder((None, *array.shape[1:]), array.dtype.name) for array in (y_true, y_pred))
        value = make(true, pred)  # type: ignore[operator]
        assert isinstance(value, MetricValue)
    sums = Sums(value)
    with ng.Session(graph=graph) as session:
        for part in (slice(None, 20), slice(20, None)):
            sums.add(session.run(list(value.statistics), {true: y_true[part], pred: y_pred[part]}))
    return sums


@pytest.mark.parametrize("curve", ["ROC", "PR"])
def test_points_of_a_curve_are_the_shares_at_each_threshold(curve: str) -> None:
    rng = np.random.default_rng(0)
    y_true = rng.integers(0, 2, (60, 1))
    y_pred = np.clip(0.3 * y_true + 0.7 * rng.random((60, 1)), 0, 1)
    sums = counted(ng.metrics.AUC(num_thresholds=11, curve=curve), y_true, y_pred)
    found = sums.details()
    thresholds = np.linspace(0, 1, 11)
    thresholds[0], thresholds[-1] = -1e-7, 1 + 1e-7
    said = [(y_pred > threshold).astype(int) for threshold in thresholds]
    hits = [recall_score(y_true, each) for each in said]
    if curve == "ROC":
        alarms = [recall_score(1 - y_true, each) for each in said]
        np.testing.assert_allclose(found["true_positive_rate"], hits)
        np.testing.assert_allclose(found["false_positive_rate"], alarms)
        assert sums.result() == pytest.approx(auc(found["false_positive_rate"], found["true_positive_rate"]))
    else:
        np.testing.assert_allclose(found["recall"], hits)
        np.testing.assert_allclose(found["precision"], [precision_score(y_true, each, zero_division=0) for each in said])


def test_cells_of_the_matrix() -> None:
    rng = np.random.default_rng(0)
    y_true, y_pred = rng.integers(0, 3, 40), rng.random((40, 3))
    found = counted(ng.metrics.ConfusionMatrix(), y_true, y_pred).details()
    np.testing.assert_array_equal(found["matrix"], confusion_matrix(y_true, y_pred.argmax(axis=1)))


def test_most_metrics_draw_nothing() -> None:
    assert counted(ng.metrics.Precision(), np.zeros((30, 1)), np.ones((30, 1))).details() == {}
