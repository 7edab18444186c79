"""Figures for yes-or-no answers and classes: precision, recall, F1, area under a curve, and what a confusion matrix says."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape
from engine.losses.labels import class_number_rows, one_hot_rows
from engine.losses.pairs import EPSILON, PREDICTIONS, TARGETS, is_column, pair, paired_shape
from engine.metrics.classification import THRESHOLD, kind_of_targets
from engine.metrics.metric import DetailRule, Metric
from engine.ops.attrs import Attr
from engine.ops.spec import NoGradient, Op, Sample

Array = np.ndarray[Any, Any]

_JUMPS = NoGradient("yes or no is a jump; train on a cross-entropy instead")
_COUNT = TensorType("int64")
_BITS: list[Any] = [("int", 0, 2), (0.0, 1.0)]


def _total(b: Builder, answers: Value, axis: int | None = None) -> Value:
    result: Value = b.sum(b.cast(answers, dtype="int64"), axis=axis)
    return result


# --- precision and recall ---------------------------------------------------------------------------------------------


def _infer_counts(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    shape = paired_shape(types[0], types[1])
    chosen, last = attrs["class_id"], shape[-1] if shape else None
    if chosen is not None and isinstance(last, int) and chosen >= last:
        raise RuleError(
            "class_id is {chosen}, but y_pred has the classes 0 to {last}; choose one of them", chosen=chosen, last=last - 1
        )
    return _COUNT, _COUNT


def _answers(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> tuple[Value, Value]:
    """What is right and what is said, as truth values."""
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    if (chosen := attrs["class_id"]) is not None:
        y_true, y_pred = y_true[..., chosen], y_pred[..., chosen]
    return b.not_equal(y_true, 0.0), b.greater(y_pred, attrs["threshold"])


def _expand_precision(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    right, said = _answers(b, inputs, attrs)
    return _total(b, b.logical_and(right, said)), _total(b, b.logical_and(b.logical_not(right), said))


def _expand_recall(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    right, said = _answers(b, inputs, attrs)
    return _total(b, b.logical_and(right, said)), _total(b, b.logical_and(right, b.logical_not(said)))


def share_found(hits: Any, others: Any) -> float:
    """Hits among hits and others; 0 where there are neither, as in Keras."""
    return float(hits) / float(hits + others) if hits + others else 0.0


# --- F1 and confusion -------------------------------------------------------------------------------------------------


def _class_count(y_true: TensorType, y_pred: TensorType) -> int:
    """The number of classes; RuleError where targets and predictions do not match, one-hot or as class numbers."""
    rule = one_hot_rows if kind_of_targets(y_true, y_pred) == "categorical" else class_number_rows
    rule(y_true, y_pred)
    classes = y_pred.shape[-1]
    assert isinstance(classes, int)
    return classes


def _classes(b: Builder, y_true: Value, y_pred: Value) -> Value:
    """The class number of each row."""
    if kind_of_targets(y_true.type, y_pred.type) == "categorical":
        result: Value = b.argmax(b.cast(y_true, dtype=y_pred.dtype), axis=-1)
        return result
    return b.squeeze(y_true, axis=[-1]) if is_column(y_true.shape, y_pred.shape[:-1]) else y_true


def _infer_f1(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    y_true, y_pred = types
    if y_pred.rank and y_pred.shape[-1] == 1:
        if attrs["threshold"] is None:
            raise RuleError("y_pred has one value a row, so the largest says nothing; set threshold to say above what it is yes")
        paired_shape(y_true, y_pred)
        return (TensorType("int64", (1,)),) * 3
    return (TensorType("int64", (_class_count(y_true, y_pred),)),) * 3


def _expand_f1(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y_true, y_pred = inputs
    classes = y_pred.shape[-1]
    assert isinstance(classes, int)
    if classes > 1 and kind_of_targets(y_true.type, y_pred.type) != "categorical":
        y_true = b.one_hot(_classes(b, y_true, y_pred), depth=classes, dtype=y_pred.dtype)
    y_true, y_pred = pair(b, y_true, y_pred)
    right = b.not_equal(y_true, 0.0)
    if attrs["threshold"] is None:
        best = b.greater_equal(y_pred, b.max(y_pred, axis=-1, keepdims=True))
        said = b.logical_and(best, b.greater(b.absolute(y_pred), 1e-9))
    else:
        said = b.greater(y_pred, attrs["threshold"])
    right, said = (b.reshape(value, shape=[-1, classes]) for value in (right, said))
    return (
        _total(b, b.logical_and(right, said), 0),
        _total(b, b.logical_and(b.logical_not(right), said), 0),
        _total(b, b.logical_and(right, b.logical_not(said)), 0),
    )


def f1(hits: Array, false: Array, missed: Array, average: str) -> float:
    """F1 of the classes, made one number; with the small numbers that Keras adds against division by zero."""
    support = hits + missed
    if average == "micro":
        hits, false, missed = (np.sum(item) for item in (hits, false, missed))
    precision, recall = hits / (hits + false + EPSILON), hits / (hits + missed + EPSILON)
    score = 2 * precision * recall / (precision + recall + EPSILON)
    if average == "weighted":
        return float((score * support).sum() / (support.sum() + EPSILON))
    return float(np.mean(score))


def _infer_confusion(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    classes = _class_count(types[0], types[1])
    return TensorType("int64", (classes, classes))


def _expand_confusion(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = inputs
    classes = y_pred.shape[-1]
    labels = (_classes(b, y_true, y_pred), b.argmax(y_pred, axis=-1))
    hot = [b.reshape(b.one_hot(item, depth=classes, dtype="float64"), shape=[-1, classes]) for item in labels]
    result: Value = b.cast(b.matmul(b.transpose(hot[0]), hot[1]), dtype="int64")
    return result


def agreement(matrix: Array, figure: str) -> float:
    """One figure from a confusion matrix, rows the true classes; NaN over nothing."""
    total, right = float(matrix.sum()), float(np.trace(matrix))
    rows, columns = matrix.sum(1), matrix.sum(0)
    if not total:
        return math.nan
    if figure == "balanced_accuracy":
        return float((np.diagonal(matrix)[rows > 0] / rows[rows > 0]).mean())
    chance = float((rows * columns).sum())
    if figure == "cohen_kappa":
        return (right * total - chance) / (total**2 - chance) if total**2 != chance else math.nan
    spread = (total**2 - float((columns**2).sum())) * (total**2 - float((rows**2).sum()))
    return (right * total - chance) / math.sqrt(spread) if spread else 0.0


# --- area under a curve -----------------------------------------------------------------------------------------------


def _thresholds(attrs: Attrs) -> Array:
    """Those that are given, or evenly between 0 and 1; the outer ones just beyond."""
    count, given = attrs["num_thresholds"], attrs["thresholds"]
    inner = np.arange(1, count - 1) / (count - 1) if given is None else np.sort(np.asarray(given, np.float64))
    return np.concatenate([[-EPSILON], inner, [1 + EPSILON]])


def _infer_auc(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    shape = paired_shape(types[0], types[1])
    counts = _thresholds(attrs).shape
    if not attrs["multi_label"]:
        return (TensorType("int64", counts),) * 4
    if len(shape) != 2 or not isinstance(shape[1], int):
        raise RuleError(
            "y_pred is {pred}, but multi_label needs a known number of labels a row; turn it off, or give one score a label",
            pred=format_shape(types[1].shape),
        )  # fmt: skip
    return (TensorType("int64", (*counts, shape[1])),) * 4


def _expand_auc(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    if attrs["from_logits"]:
        y_pred = b.sigmoid(y_pred)
    bounds = b.constant(_thresholds(attrs).astype(y_pred.dtype))
    if attrs["multi_label"]:  # rows × thresholds × labels
        bounds = b.expand_dims(bounds, axis=-1)
        right, scores = b.not_equal(b.expand_dims(y_true, axis=1), 0.0), b.expand_dims(y_pred, axis=1)
    else:  # answers × thresholds
        right, scores = b.not_equal(b.reshape(y_true, shape=[-1, 1]), 0.0), b.reshape(y_pred, shape=[-1, 1])
    said = b.greater(scores, bounds)
    wrong, silent = b.logical_not(right), b.logical_not(said)
    pairs = ((right, said), (wrong, said), (wrong, silent), (right, silent))
    return tuple(_total(b, b.logical_and(first, second), 0) for first, second in pairs)


def _shares(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros(np.shape(part)), where=np.asarray(whole) != 0)


def curve_points(
    tp: Array, fp: Array, tn: Array, fn: Array, curve: str, summation_method: str, multi_label: bool
) -> dict[str, Array]:
    """The curve itself, a point for each threshold from the lowest to the highest; of several labels the mean of their curves."""
    recall = _shares(tp, tp + fn)
    if curve == "PR":
        points = {"recall": recall, "precision": _shares(tp, tp + fp)}
    else:
        points = {"false_positive_rate": _shares(fp, fp + tn), "true_positive_rate": recall}
    return {name: values.mean(axis=1) if multi_label else values for name, values in points.items()}


def area(tp: Array, fp: Array, tn: Array, fn: Array, curve: str, summation_method: str, multi_label: bool) -> float:
    """The area under a curve of thresholds, as Keras sums it up; of several labels the mean of their areas."""
    if curve == "PR" and summation_method == "interpolation":
        return float(_interpolated(tp, fp, fn).mean())
    recall = _shares(tp, tp + fn)
    x, y = (_shares(fp, fp + tn), recall) if curve == "ROC" else (recall, _shares(tp, tp + fp))
    heights = (y[:-1] + y[1:]) / 2
    if summation_method != "interpolation":
        heights = (np.minimum if summation_method == "minoring" else np.maximum)(y[:-1], y[1:])
    return float(((x[:-1] - x[1:]) * heights).sum(axis=0).mean())


def _interpolated(tp: Array, fp: Array, fn: Array) -> Array:
    """Between two thresholds the counts, not the precision, change in a straight line (Davis and Goadrich 2006)."""
    said = tp + fp
    more = tp[:-1] - tp[1:]
    slope = _shares(more, np.maximum(said[:-1] - said[1:], 0))
    rest = tp[1:] - slope * said[1:]
    both = (said[:-1] > 0) & (said[1:] > 0)
    ratio = np.where(both, _shares(said[:-1], said[1:]), 1.0)
    return np.asarray(_shares(slope * (more + rest * np.log(ratio)), tp[1:] + fn[1:]).sum(axis=0))


# --- declarations -----------------------------------------------------------------------------------------------------

_CLASS_ID = Attr("class_id", "int", None, minimum=0, optional=True, help="The one class to look at; empty: all answers.")
_CLASSES = (
    Sample(((4,), (4, 3)), domain=[("int", 0, 3), "distinct"]),
    Sample(((4, 1), (4, 3)), domain=[("int", 0, 3), "distinct"]),
    Sample(((4, 3), (4, 3)), domain=["probabilities", "distinct"]),
)
_OF_COUNTS = (
    Sample(((4, 3), (4, 3)), domain=_BITS),
    Sample(((4,), (4, 1)), {"threshold": 0.3}, domain=_BITS),
    Sample(((4, 3), (4, 3)), {"class_id": 1}, domain=_BITS),
)


def _metric(
    name: str, title: str, outputs: tuple[str, ...], attrs: tuple[Attr, ...], rules: tuple[Any, Any], samples: tuple[Sample, ...],
    result: Callable[..., float], texts: tuple[str, str, str], options: tuple[str, ...] = (),
    details: DetailRule | None = None,
) -> Metric:  # fmt: skip
    infer, expand = rules
    help, formula, source = texts
    op = Op(
        name=name, title=title, inputs=(TARGETS, PREDICTIONS), outputs=outputs, attrs=attrs, infer=infer, expand=expand,
        gradient=_JUMPS, samples=samples, help=help, formula=formula, source=source,
    )  # fmt: skip
    return Metric(op, result, options, details=details)


METRICS = (
    _metric(
        "precision", "Precision", ("hits", "others"), (THRESHOLD, _CLASS_ID), (_infer_counts, _expand_precision), _OF_COUNTS,
        share_found, ("Share of what is said to be yes that is.", "true positives / all said", "Keras Precision"),
    ),
    _metric(
        "recall", "Recall", ("hits", "others"), (THRESHOLD, _CLASS_ID), (_infer_counts, _expand_recall), _OF_COUNTS,
        share_found, ("Share of what is yes that is found.", "true positives / all that are", "Keras Recall"),
    ),
    _metric(
        "f1_score", "F1Score", ("hits", "false", "missed"),
        (
            Attr("average", "choice", "macro", choices=("macro", "micro", "weighted"),
                 help="How classes become one figure: evenly, by all answers together, or by their number of rows."),
            Attr("threshold", "float", None, minimum=0, maximum=1, optional=True,
                 help="Predictions above it mean yes; empty: the largest of a row does."),
        ),
        (_infer_f1, _expand_f1),
        (*_CLASSES, Sample(((4,), (4, 1)), {"threshold": 0.5}, domain=_BITS),
         Sample(((4, 3), (4, 3)), {"threshold": 0.4, "average": "micro"}, domain=_BITS)),
        f1,
        ("Precision and recall in one figure, for classes of different sizes.", "2 · precision · recall / (precision + recall)",
         "Keras F1Score, whose default gives a figure for each class; class numbers are taken as targets too"),
        ("average",),
    ),
    _metric(
        "auc", "AUC", ("true_positives", "false_positives", "true_negatives", "false_negatives"),
        (
            Attr("num_thresholds", "int", 200, minimum=2, maximum=10_000, help="How many thresholds the curve is drawn through."),
            Attr("curve", "choice", "ROC", choices=("ROC", "PR"), help="Hits over false alarms, or precision over recall."),
            Attr("summation_method", "choice", "interpolation", choices=("interpolation", "minoring", "majoring"),
                 help="The height between two thresholds: between both, the lower, or the higher one."),
            Attr("thresholds", "floats", None, minimum=0, maximum=1, optional=True,
                 help="The thresholds themselves, between 0 and 1; empty: as many as num_thresholds says, evenly."),
            Attr("from_logits", "bool", False, help="Whether y_pred holds raw scores, which sigmoid brings between 0 and 1."),
            Attr("multi_label", "bool", False,
                 help="Draw a curve for each label of a row and give the mean of their areas, instead of one for all answers."),
        ),
        (_infer_auc, _expand_auc),
        (Sample(((6, 1), (6, 1)), {"num_thresholds": 5}, domain=_BITS), Sample(((6,), (6, 1)), domain=_BITS),
         Sample(((6,), (6,)), {"thresholds": [0.5, 0.2]}, domain=_BITS),
         Sample(((6, 3), (6, 3)), {"multi_label": True, "num_thresholds": 5}, domain=_BITS),
         Sample(((6,), (6,)), {"from_logits": True, "num_thresholds": 3}, domain=[("int", 0, 2), (-2.0, 2.0)])),
        area,
        ("Area under the curve of all thresholds: 1 is perfect, and 0.5 is guessing under ROC.", "∫ y dx over the thresholds",
         "Keras AUC"),
        ("curve", "summation_method", "multi_label"), curve_points,
    ),
    _metric(
        "confusion_matrix", "ConfusionMatrix", ("matrix",),
        (Attr("figure", "choice", "balanced_accuracy", choices=("balanced_accuracy", "cohen_kappa", "matthews_correlation"),
              help="What is made of the matrix."),),
        (_infer_confusion, _expand_confusion), _CLASSES, agreement,
        ("How often each class is taken for each other one, and a figure that small classes count in as well.",
         "matrix[true, said] = number of rows", "scikit-learn confusion_matrix and the scores of these names"),
        ("figure",), lambda matrix, figure: {"matrix": np.asarray(matrix)},
    ),
)  # fmt: skip
