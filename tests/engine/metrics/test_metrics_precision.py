"""Every metric, with every option, in float32 over batches of different sizes: within a millionth of Keras in float64.

What Keras has not got is compared with scikit-learn, which counts in float64.
"""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from metric_cases import (
    BITS,
    CLASSES,
    FEW,
    FEW_CLASSES,
    FEW_HOT,
    GUESSES,
    NUMBERS,
    ONE_HOT,
    SCORES,
    SHARES,
    Case,
    batches,
    figure,
    name_of,
)
from sklearn import metrics as sklearn_metrics

import engine as ng
from engine.metrics import METRICS
from engine.metrics.loss import follow_loss

LOGITS = (SHARES * 4 - 2).astype("float32")
#: Scores of several labels a row, of which any number may be right.
LABELS = (np.random.default_rng(5).uniform(size=FEW.shape) < FEW).astype("float32")
#: Numbers far from zero, whose differences are small: sums of squares lose digits where they are made carelessly.
FAR = (NUMBERS + 1000).astype("float32")
NEAR = (GUESSES + 1000).astype("float32")

KERAS: list[Case] = [
    ("SparseCategoricalAccuracy", {}, CLASSES, SCORES),
    ("SparseCategoricalAccuracy", {}, CLASSES[:, None], SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT, SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT.astype("int64"), SCORES),
    ("BinaryAccuracy", {}, BITS, SHARES),
    ("BinaryAccuracy", {"threshold": 0.3}, BITS, SHARES),
    ("BinaryAccuracy", {}, LABELS, FEW),
    *[("TopKCategoricalAccuracy", options, ONE_HOT, SCORES) for options in ({}, {"k": 1}, {"k": 3})],
    *[("SparseTopKCategoricalAccuracy", options, CLASSES, SCORES) for options in ({}, {"k": 2})],
    ("SparseTopKCategoricalAccuracy", {"k": 2}, CLASSES[:, None], SCORES),
    *[(name, {}, BITS, SHARES) for name in ("Precision", "Recall")],
    *[(name, {}, FEW_HOT, FEW) for name in ("Precision", "Recall")],
    *[(name, {"threshold": 0.3, "class_id": 2}, FEW_HOT, FEW) for name in ("Precision", "Recall")],
    *[(name, {"threshold": 0.99999}, BITS, SHARES) for name in ("Precision", "Recall")],
    *[("F1Score", {"average": average}, FEW_HOT, FEW) for average in ("macro", "micro", "weighted")],
    *[("F1Score", {"average": average, "threshold": 0.4}, FEW_HOT, FEW) for average in ("macro", "micro", "weighted")],
    ("F1Score", {"average": "macro", "threshold": 0.4}, BITS, SHARES),
    *[("AUC", {"curve": curve, "summation_method": method, "num_thresholds": count}, BITS, SHARES)
      for curve in ("ROC", "PR") for method in ("interpolation", "minoring", "majoring") for count in (200, 11)],
    *[("AUC", {"curve": curve, "thresholds": [0.7, 0.1, 0.4]}, BITS, SHARES) for curve in ("ROC", "PR")],
    ("AUC", {"from_logits": True}, BITS, LOGITS),
    ("AUC", {}, LABELS, FEW),
    *[("AUC", {"multi_label": True, "curve": curve, "summation_method": method}, LABELS, FEW)
      for curve in ("ROC", "PR") for method in ("interpolation", "minoring", "majoring")],
    *[(name, {}, true, pred) for name in ("MeanAbsoluteError", "MeanSquaredError", "RootMeanSquaredError")
      for true, pred in ((NUMBERS, GUESSES), (FAR, NEAR), (CLASSES, SHARES))],
    ("R2Score", {}, NUMBERS, GUESSES),
    ("R2Score", {}, FAR, NEAR),
    ("R2Score", {"class_aggregation": "variance_weighted_average"}, NUMBERS, GUESSES),
    ("R2Score", {"num_regressors": 4}, NUMBERS, GUESSES),
    ("R2Score", {}, NUMBERS[:, :1], GUESSES[:, :1]),
]  # fmt: skip

#: The kind that the word means, by what it is given.
ACCURACY: list[Case] = [
    ("SparseCategoricalAccuracy", {}, CLASSES, SCORES),
    ("SparseCategoricalAccuracy", {}, CLASSES[:, None], SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT, SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT > 0.5, SCORES),
    ("BinaryAccuracy", {}, BITS, SHARES),
    ("BinaryAccuracy", {}, BITS[:, 0], SHARES),
    ("BinaryAccuracy", {}, BITS[:, 0].astype("float32"), SHARES[:, 0]),
    ("BinaryAccuracy", {}, BITS == 1, SHARES),
]
#: What Keras calls otherwise.
_SPELLED = {("Precision", "threshold"): "thresholds", ("Recall", "threshold"): "thresholds"}
SKLEARN = {"balanced_accuracy": "balanced_accuracy_score", "cohen_kappa": "cohen_kappa_score",
           "matthews_correlation": "matthews_corrcoef"}  # fmt: skip


def keras_figure(keras64: Any, case: Case) -> float:
    title, options, y_true, y_pred = case
    spelled = {_SPELLED.get((title, name), name): value for name, value in options.items()}
    return float(keras64("metric", title, spelled, list(batches(y_true, y_pred))))


@pytest.mark.reference
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", KERAS, ids=name_of)
def test_figures_are_those_of_keras(case: Case, dtype: str, keras64: Any) -> None:
    title, options, y_true, y_pred = case
    found = figure(getattr(ng.metrics, title)(**options), y_true, y_pred.astype(dtype))
    assert found == pytest.approx(keras_figure(keras64, case), rel=1e-6 if dtype == "float32" else 1e-9)


@pytest.mark.reference
@pytest.mark.parametrize("case", ACCURACY, ids=name_of)
def test_accuracy_is_the_one_that_fits_the_types(case: Case, keras64: Any) -> None:
    title, _, y_true, y_pred = case
    true = y_true if y_true.ndim == y_pred.ndim or title.startswith("Sparse") else y_true[:, None]
    wanted = keras_figure(keras64, (title, {}, true.astype("int64") if true.dtype == bool else true, y_pred))
    assert figure(ng.metrics.accuracy, y_true, y_pred) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("name", SKLEARN)
@pytest.mark.parametrize("y_true", [FEW_CLASSES, FEW_CLASSES[:, None], FEW_HOT], ids=["numbers", "column", "one_hot"])
def test_a_confusion_matrix_says_what_scikit_learn_says(name: str, y_true: Any) -> None:
    expected = getattr(sklearn_metrics, SKLEARN[name])(FEW_CLASSES, FEW.argmax(-1))
    assert figure(ng.metrics.ConfusionMatrix(name), y_true, FEW) == pytest.approx(expected, rel=1e-12)
    with ng.Graph() as graph:
        (matrix,) = ng.metrics.confusion_matrix(ng.constant(y_true), ng.constant(FEW)).statistics
    with ng.Session(graph=graph) as session:
        np.testing.assert_array_equal(session.run(matrix), sklearn_metrics.confusion_matrix(FEW_CLASSES, FEW.argmax(-1)))


def test_the_area_of_each_label_is_scikit_learn_s() -> None:
    """With a threshold between any two scores."""
    bounds = np.unique(FEW)
    metric = ng.metrics.AUC(multi_label=True, thresholds=((bounds[:-1] + bounds[1:]) / 2).tolist())
    expected = sklearn_metrics.roc_auc_score(LABELS, FEW, average="macro")
    assert figure(metric, LABELS, FEW.astype("float64")) == pytest.approx(expected, rel=1e-12)


@pytest.mark.reference
def test_the_mean_of_a_loss_counts_rows(keras64: Any) -> None:
    """Batches of different sizes weigh what they hold: as the loss over all rows at once."""
    found = figure(lambda true, pred: follow_loss("loss", ng.losses.mean_squared_error(true, pred), true), NUMBERS, GUESSES)
    wanted, _ = keras64("loss", "MeanSquaredError", {}, NUMBERS, GUESSES)
    assert found == pytest.approx(float(wanted), rel=1e-6)


def test_no_metric_and_no_option_is_left_out() -> None:
    tried: dict[str, set[str]] = {"Accuracy": {"threshold"}, "ConfusionMatrix": {"figure"}}  # which is that of BinaryAccuracy
    for title, options, *_ in KERAS:
        tried.setdefault(title, set()).update(options)
    assert tried == {metric.op.title.removesuffix("Metric"): {attr.name for attr in metric.op.attrs} for metric in METRICS}


@pytest.mark.reference
@pytest.mark.parametrize("metric", [metric for metric in METRICS if metric.op.title not in ("Accuracy", "ConfusionMatrix")],
                         ids=lambda metric: metric.op.title)  # fmt: skip
def test_defaults_are_those_of_keras(metric: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    title = metric.op.title.removesuffix("Metric")
    theirs = inspect.signature(getattr(keras.metrics, title)).parameters
    ours = {_SPELLED.get((title, attr.name), attr.name): attr.default for attr in metric.op.attrs}
    if title in ("Precision", "Recall"):
        assert ours.pop("thresholds") == 0.5  # which is what Keras means by None
    if title == "F1Score":
        assert ours.pop("average") == "macro"  # Keras gives one figure a class, and its source says so
        assert "Keras F1Score, whose default gives a figure for each class" in metric.op.source
    assert ours == {name: theirs[name].default for name in ours}
