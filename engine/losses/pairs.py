"""What all losses and metrics share: targets and predictions made to match, and rows reduced to one number.

Targets follow the predictions: they are cast to their dtype, and a column is matched with a flat vector as Keras does, so that
(batch,) against (batch, 1) is a comparison row by row and never a broadcast to (batch, batch).
"""

from __future__ import annotations

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, format_shape, merge_dims
from engine.ops.attrs import Attr
from engine.ops.spec import Port

#: What stands between a number and zero before its logarithm is taken or something is divided by it (Keras's epsilon).
EPSILON = 1e-7

TARGETS = Port("y_true", "labels", help="What is right.")
PREDICTIONS = Port("y_pred", "float", help="What the model says.")

REDUCTION = Attr(
    "reduction",
    "choice",
    "mean",
    choices=("mean", "sum", "none"),
    help="What becomes of the rows' losses: their mean, their sum, or one number a row.",
)


def is_column(longer: Shape, shorter: Shape) -> bool:
    """Whether ``longer`` is ``shorter`` with one more dimension of size 1 at its end."""
    return len(longer) == len(shorter) + 1 and longer[-1] == 1


def paired_shape(y_true: TensorType, y_pred: TensorType) -> Shape:
    """The shape in which targets and predictions are compared element by element; RuleError where they do not match."""
    left, right = y_true.shape, y_pred.shape
    if is_column(left, right):
        right = (*right, 1)
    elif is_column(right, left):
        left = (*left, 1)
    if len(left) == len(right):
        try:
            return tuple(merge_dims(a, b) for a, b in zip(left, right, strict=True))
        except RuleError:
            pass
        if left[:-1] == right[:-1]:
            raise RuleError(
                "y_true has {wanted} values per row, but y_pred has {got}; give the last layer {wanted} units",
                wanted=left[-1], got=right[-1],
            )  # fmt: skip
    raise RuleError(
        "y_true is {true}, but y_pred is {pred}; give both the same shape",
        true=format_shape(y_true.shape), pred=format_shape(y_pred.shape),
    )  # fmt: skip


def pair(b: Builder, y_true: Value, y_pred: Value) -> tuple[Value, Value]:
    """Targets and predictions with one dtype and, where one is a column and the other flat, one shape."""
    if y_true.dtype != y_pred.dtype:
        y_true = b.cast(y_true, dtype=y_pred.dtype)
    if is_column(y_true.shape, y_pred.shape):
        y_pred = b.expand_dims(y_pred, axis=-1)
    elif is_column(y_pred.shape, y_true.shape):
        y_true = b.expand_dims(y_true, axis=-1)
    return y_true, y_pred


def reduced_type(rows: Shape, dtype: str, attrs: Attrs) -> TensorType:
    """The type of a loss whose rows have this shape."""
    return TensorType(dtype, rows if attrs["reduction"] == "none" else ())


def reduce_rows(b: Builder, rows: Value, attrs: Attrs) -> Value:
    """One loss a row, reduced as the attribute says."""
    if attrs["reduction"] == "none" or rows.rank == 0:
        return rows
    result: Value = b.apply(attrs["reduction"], rows)
    return result


def reduce_elements(b: Builder, elements: Value, attrs: Attrs) -> Value:
    """One loss an element: the mean over each row, then reduced.  All rows are equally long, so mean of means is the mean."""
    if attrs["reduction"] == "mean" or elements.rank == 0:
        result: Value = b.mean(elements) if elements.rank else elements
        return result
    return reduce_rows(b, b.mean(elements, axis=-1), attrs)
