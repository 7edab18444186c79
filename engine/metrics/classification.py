"""Accuracy: the share of rows, or of yes-or-no answers, that are right.

Three kinds of targets have three definitions; ``accuracy`` picks the one that fits the types, as Keras does for the word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape, merge_dims
from engine.losses.labels import check_class_numbers
from engine.losses.pairs import PREDICTIONS, TARGETS, is_column, pair, paired_shape
from engine.metrics.metric import Metric, mean
from engine.ops.attrs import Attr
from engine.ops.spec import ExpandRule, InferRule, NoGradient, Op, Sample

COUNTS = ("total", "count")
_STATISTICS = (TensorType("int64"), TensorType("int64"))
_JUMPS = NoGradient("right or wrong is a jump; train on a cross-entropy instead")
THRESHOLD = Attr("threshold", "float", 0.5, help="Predictions above it mean yes; 0 where predictions are logits.")


def counted(b: Builder, right: Value) -> Sequence[Value]:
    """How many are right, and of how many."""
    return b.sum(b.cast(right, dtype="int64")), b.dim_size(right)


def _check_rows(y_true: TensorType, y_pred: TensorType, rows: int) -> None:
    """RuleError where the first ``rows`` dimensions of targets and predictions do not match."""
    try:
        for a, b in zip(y_true.shape[:rows], y_pred.shape[:rows], strict=True):
            merge_dims(a, b)
    except (RuleError, ValueError):
        raise RuleError(
            "y_true is {true}, but y_pred is {pred}; connect the targets of the same rows",
            true=format_shape(y_true.shape), pred=format_shape(y_pred.shape),
        ) from None  # fmt: skip


def _check_binary(y_true: TensorType, y_pred: TensorType) -> None:
    paired_shape(y_true, y_pred)


def _check_categorical(y_true: TensorType, y_pred: TensorType) -> None:
    if y_true.rank != y_pred.rank or y_pred.rank < 1:
        raise RuleError(
            "y_true is {true}, but y_pred is {pred}; one-hot targets have the shape of the predictions; "
            "use SparseCategoricalAccuracy for class numbers",
            true=format_shape(y_true.shape), pred=format_shape(y_pred.shape),
        )  # fmt: skip
    _check_rows(y_true, y_pred, y_pred.rank)


def _check_sparse(y_true: TensorType, y_pred: TensorType) -> None:
    if y_pred.rank < 1 or not (y_true.rank == y_pred.rank - 1 or is_column(y_true.shape, y_pred.shape[:-1])):
        raise RuleError(
            "y_true is {true}, but y_pred is {pred}; give one class number for each row of y_pred, "
            "or use CategoricalAccuracy for one-hot rows",
            true=format_shape(y_true.shape), pred=format_shape(y_pred.shape),
        )  # fmt: skip
    check_class_numbers(y_true)
    _check_rows(y_true, y_pred, y_pred.rank - 1)


def _expand_binary(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    said = b.cast(b.greater(y_pred, attrs["threshold"]), dtype=y_pred.dtype)
    return counted(b, b.equal(y_true, said))


def _expand_categorical(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y_true, y_pred = inputs
    if y_true.type.kind == "bool":
        y_true = b.cast(y_true, dtype=y_pred.dtype)
    return counted(b, b.equal(b.argmax(y_true, axis=-1), b.argmax(y_pred, axis=-1)))


def _expand_sparse(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    labels, y_pred = inputs
    if is_column(labels.shape, y_pred.shape[:-1]):
        labels = b.squeeze(labels, axis=[-1])
    said = b.argmax(y_pred, axis=-1)
    return counted(b, b.equal(b.cast(labels, dtype=said.dtype), said))


def _expand_top_k(labels_of: Callable[[Builder, Value, Value], Value]) -> ExpandRule:
    """Right is a row in which fewer than k classes have a higher score than the right one."""

    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
        y_true, y_pred = inputs
        place = b.expand_dims(labels_of(b, y_true, y_pred), axis=-1)
        score = b.take_along_axis(y_pred, place, axis=-1)
        above = b.sum(b.cast(b.logical_not(b.less_equal(y_pred, score)), dtype="int64"), axis=-1)
        return counted(b, b.less(above, attrs["k"]))

    return expand


def _best_label(b: Builder, y_true: Value, y_pred: Value) -> Value:
    target = b.cast(y_true, dtype=y_pred.dtype) if y_true.type.kind == "bool" else y_true
    result: Value = b.argmax(target, axis=-1)
    return result


def _given_label(b: Builder, y_true: Value, y_pred: Value) -> Value:
    return b.squeeze(y_true, axis=[-1]) if is_column(y_true.shape, y_pred.shape[:-1]) else y_true


_Check = Callable[[TensorType, TensorType], None]
_KINDS: dict[str, tuple[_Check, ExpandRule]] = {
    "binary": (_check_binary, _expand_binary),
    "categorical": (_check_categorical, _expand_categorical),
    "sparse": (_check_sparse, _expand_sparse),
}


def kind_of_targets(y_true: TensorType, y_pred: TensorType) -> str:
    """``binary`` for one prediction a row, ``categorical`` for one-hot targets, ``sparse`` for class numbers."""
    if y_pred.rank <= 1 or y_pred.shape[-1] == 1:
        return "binary"
    if y_true.rank == y_pred.rank and y_true.shape[-1] != 1:
        return "categorical"
    return "sparse"


def _infer(kind: str | None) -> InferRule:
    def infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
        y_true, y_pred = types
        check, _ = _KINDS[kind or kind_of_targets(y_true, y_pred)]
        check(y_true, y_pred)
        return _STATISTICS

    return infer


def _expand_fitting(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value | Sequence[Value]:
    _, expand = _KINDS[kind_of_targets(inputs[0].type, inputs[1].type)]
    return expand(b, inputs, attrs)


_BINARY = (
    Sample(((4, 3), (4, 3)), domain=[("int", 0, 2), (0.0, 1.0)]),
    Sample(((4,), (4, 1)), {"threshold": 0.0}, domain=[("int", 0, 2), (-2.0, 2.0)]),
)
_CATEGORICAL = (Sample(((4, 3), (4, 3)), domain=["probabilities", "distinct"]),)
_SPARSE = (
    Sample(((4,), (4, 3)), domain=[("int", 0, 3), "distinct"]),
    Sample(((4, 1), (4, 3)), domain=[("int", 0, 3), "distinct"]),
)


def _metric(name: str, title: str, kind: str | None, samples: tuple[Sample, ...], help: str, formula: str, source: str) -> Metric:
    op = Op(
        name=name,
        title=title,
        inputs=(TARGETS, PREDICTIONS),
        outputs=COUNTS,
        attrs=(THRESHOLD,) if kind in (None, "binary") else (),
        infer=_infer(kind),
        expand=_expand_fitting if kind is None else _KINDS[kind][1],
        gradient=_JUMPS,
        samples=samples,
        help=help,
        formula=formula,
        source=source,
    )
    return Metric(op, mean)


METRICS: tuple[Metric, ...] = (
    _metric(
        "accuracy", "Accuracy", None, (*_SPARSE, *_CATEGORICAL, _BINARY[1]),
        "Share of the rows whose class is right; the kind of targets is found from the types.", "right / all",
        "Keras, the metric named accuracy",
    ),
    _metric(
        "binary_accuracy", "BinaryAccuracy", "binary", _BINARY,
        "Share of the yes-or-no answers that are right.", "mean((y_pred > threshold) = y_true)", "Keras BinaryAccuracy",
    ),
    _metric(
        "categorical_accuracy", "CategoricalAccuracy", "categorical", _CATEGORICAL,
        "Share of the rows whose most likely class is that of the one-hot target.",
        "mean(argmax y_pred = argmax y_true)", "Keras CategoricalAccuracy",
    ),
    _metric(
        "sparse_categorical_accuracy", "SparseCategoricalAccuracy", "sparse", _SPARSE,
        "Share of the rows whose most likely class is the class number given.",
        "mean(argmax y_pred = y_true)", "Keras SparseCategoricalAccuracy",
    ),
)  # fmt: skip


def _top_k(name: str, title: str, kind: str, expand: ExpandRule, samples: tuple[Sample, ...], help: str, source: str) -> Metric:
    op = Op(
        name=name,
        title=title,
        inputs=(TARGETS, PREDICTIONS),
        outputs=COUNTS,
        attrs=(Attr("k", "int", 5, minimum=1, help="How many of the most likely classes are looked at."),),
        infer=_infer(kind),
        expand=expand,
        gradient=_JUMPS,
        samples=tuple(Sample(sample.shapes, {"k": 2}, sample.domain) for sample in samples),
        help=help,
        formula="mean(rank of the right class ≤ k)",
        source=source,
        telling="k",
    )
    return Metric(op, mean)


METRICS += (
    _top_k(
        "top_k_categorical_accuracy", "TopKCategoricalAccuracy", "categorical", _expand_top_k(_best_label), _CATEGORICAL,
        "Share of the rows whose one-hot target is among the k most likely classes.", "Keras TopKCategoricalAccuracy",
    ),
    _top_k(
        "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy", "sparse", _expand_top_k(_given_label), _SPARSE,
        "Share of the rows whose class number is among the k most likely classes.", "Keras SparseTopKCategoricalAccuracy",
    ),
)  # fmt: skip
