"""Which targets fit which predictions, and what to say where they do not: class numbers, one-hot rows, probabilities."""

from __future__ import annotations

from engine.errors import RuleError
from engine.ir.types import Shape, TensorType, format_shape, merge_dims
from engine.losses.pairs import is_column, paired_shape


def _classes(y_pred: TensorType) -> int:
    """The known number of classes, which is the size of the last dimension of the predictions."""
    if y_pred.rank < 1 or not isinstance(y_pred.shape[-1], int):
        raise RuleError(
            "y_pred is {pred}, which does not say how many classes there are; end the model with one unit a class",
            pred=format_shape(y_pred.shape),
        )  # fmt: skip
    if y_pred.shape[-1] < 2:
        raise RuleError(
            "y_pred is {pred}, one value a row, but a choice between classes needs one a class; "
            "use BinaryCrossentropy, or give the last layer one unit a class",
            pred=format_shape(y_pred.shape),
        )  # fmt: skip
    return y_pred.shape[-1]


def _merged(rows: Shape, others: Shape) -> Shape | None:
    """The common shape, or None where there is none."""
    if len(rows) != len(others):
        return None
    try:
        return tuple(merge_dims(a, b) for a, b in zip(rows, others, strict=True))
    except RuleError:
        return None


def check_class_numbers(y_true: TensorType) -> None:
    """RuleError where targets that should number classes are no integers."""
    if y_true.kind != "int":
        raise RuleError(
            "y_true holds {got} values, but class numbers are integers; insert Cast to int64, or connect the dataset's labels",
            got=y_true.dtype,
        )  # fmt: skip


def class_number_rows(y_true: TensorType, y_pred: TensorType) -> Shape:
    """The shape of the rows where targets are class numbers: ``(batch,)`` or ``(batch, 1)`` for ``(batch, classes)``."""
    classes = _classes(y_pred)
    rows = y_pred.shape[:-1]
    if _merged(y_true.shape, y_pred.shape) is not None and y_true.shape[-1] == classes:
        raise RuleError(
            "y_true is {true}, one-hot rows, but class numbers ({rows}) are expected; "
            "use CategoricalCrossentropy, or take the one-hot step away",
            true=format_shape(y_true.shape), rows=format_shape(rows),
        )  # fmt: skip
    check_class_numbers(y_true)
    found = _merged(y_true.shape[:-1] if is_column(y_true.shape, rows) else y_true.shape, rows)
    if found is None:
        raise RuleError(
            "y_true is {true}, but y_pred is {pred}; give y_true one class number for each row of y_pred ({rows})",
            true=format_shape(y_true.shape), pred=format_shape(y_pred.shape), rows=format_shape(rows),
        )  # fmt: skip
    return found


def one_hot_rows(y_true: TensorType, y_pred: TensorType) -> Shape:
    """The shape of the rows where targets are distributions over the classes, ``(batch, classes)`` like the predictions."""
    classes = _classes(y_pred)
    rows = y_pred.shape[:-1]
    if y_true.shape == rows or (is_column(y_true.shape, rows) and y_true.kind == "int"):
        raise RuleError(
            "y_true is {true}, one number a row, but one-hot rows ({wanted}) are expected; "
            "use SparseCategoricalCrossentropy, or make the labels one-hot",
            true=format_shape(y_true.shape), wanted=format_shape(y_pred.shape),
        )  # fmt: skip
    if y_true.rank == y_pred.rank and isinstance(y_true.shape[-1], int) and y_true.shape[-1] != classes:
        raise RuleError(
            "y_true has {wanted} classes, but y_pred has {got}; give the last layer {wanted} units",
            wanted=y_true.shape[-1], got=classes,
        )  # fmt: skip
    found = _merged(y_true.shape, y_pred.shape)
    if found is None:
        raise RuleError(
            "y_true is {true}, but y_pred is {pred}; give both the same shape",
            true=format_shape(y_true.shape), pred=format_shape(y_pred.shape),
        )  # fmt: skip
    return found[:-1]


def probability_shape(y_true: TensorType, y_pred: TensorType) -> Shape:
    """The shape in which yes-or-no targets and predictions are compared."""
    rows = y_pred.shape[:-1]
    if y_true.kind == "int" and y_pred.rank > 1 and y_pred.shape[-1] != 1 and y_true.shape in (rows, (*rows, 1)):
        raise RuleError(
            "y_true holds one class number a row, but y_pred has {got} values a row; give the last layer 1 unit, "
            "or use SparseCategoricalCrossentropy",
            got=y_pred.shape[-1],
        )  # fmt: skip
    return paired_shape(y_true, y_pred)
