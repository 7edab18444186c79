"""Weights of rows and of classes, for every loss alike: the rows' losses are multiplied before they are reduced.

The mean divides by the number of rows, not by the sum of the weights: Keras's ``sum_over_batch_size``, in Keras 2 and 3 alike,
where PyTorch's class weights divide by their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, broadcast_shapes, format_shape
from engine.losses.pairs import is_column, reduce_rows
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample

WEIGHTED = Attr("weighted", "bool", False, help="Whether every row has a weight of its own.")
WEIGHTS = Port(
    "sample_weight", "number", flag="weighted",
    help="How much each row counts, (batch,): its loss is multiplied by it; the mean is still over the number of rows.",
)  # fmt: skip
CLASS_WEIGHT = Attr(
    "class_weight", "floats", None, minimum=0, optional=True,
    help="How much the rows of each class count, from class 0 on; empty: all alike.",
)  # fmt: skip

#: The losses whose targets are classes, and how the class of a row is read off them.
_CLASSES = {
    "binary_crossentropy": "number", "binary_focal_crossentropy": "number", "sparse_categorical_crossentropy": "number",
    "categorical_crossentropy": "one-hot", "categorical_focal_crossentropy": "one-hot", "categorical_hinge": "one-hot",
}  # fmt: skip


def weighted(op: Op) -> Op:
    """The loss with the input ``sample_weight`` and, where its targets are classes, the attribute ``class_weight``."""
    plain_infer, plain_expand = op.infer, op.expand
    assert plain_expand is not None
    count = len(op.inputs)

    def infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType | Sequence[TensorType]:
        result = plain_infer(types[:count], attrs)
        if attrs["weighted"] or attrs.get("class_weight") is not None:
            rows = plain_infer(types[:count], {**attrs, "reduction": "none"})
            assert isinstance(rows, TensorType)
            if attrs["weighted"]:
                _check_weight(types[count], rows.shape)
            if attrs.get("class_weight") is not None:
                _check_classes(op.name, types, rows.shape, attrs["class_weight"])
        return result

    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value | Sequence[Value]:
        by_class = attrs.get("class_weight")
        if not attrs["weighted"] and by_class is None:
            return plain_expand(b, inputs, attrs)
        rows = plain_expand(b, inputs[:count], {**attrs, "reduction": "none"})
        assert isinstance(rows, Value)
        if by_class is not None:
            rows = b.multiply(rows, _class_weights(b, op.name, inputs[0], rows, by_class))
        if attrs["weighted"]:
            rows = b.multiply(rows, _aligned(b, inputs[count], rows))
        return reduce_rows(b, rows, attrs)

    added = (CLASS_WEIGHT, WEIGHTED) if op.name in _CLASSES else (WEIGHTED,)
    return replace(
        op, inputs=(*op.inputs, WEIGHTS), attrs=(*op.attrs, *added), infer=infer, expand=expand,
        samples=(*op.samples, *_samples(op)),
    )  # fmt: skip


def _samples(op: Op) -> tuple[Sample, ...]:
    """The first sample that has rows, with weights; and with weights of its classes."""
    first = next((sample for sample in op.samples if len(sample.shapes[-1]) == 2), None)
    if first is None:
        return ()
    domains = first.domain if isinstance(first.domain, list) else [first.domain] * len(first.shapes)
    rows = first.shapes[-1][:1]
    found = [
        Sample((*first.shapes, rows), {**first.attrs, "weighted": True, "reduction": reduction}, [*domains, (0.5, 2.0)])
        for reduction in ("mean", "none")
    ]
    if op.name.startswith(("sparse", "categorical")) and op.name in _CLASSES:
        classes = first.shapes[-1][-1]
        weights = [0.5 + index for index in range(classes)]
        found.append(Sample(first.shapes, {**first.attrs, "class_weight": weights}, first.domain))
    return tuple(found)


def _check_weight(weight: TensorType, rows: Shape) -> None:
    shape = weight.shape[:-1] if is_column(weight.shape, rows) else weight.shape
    padded = (*shape, *(1,) * (len(rows) - len(shape)))
    try:
        if len(shape) > len(rows) or broadcast_shapes(padded, rows) != rows:
            raise RuleError("the shapes differ")
    except RuleError:
        raise RuleError(
            "sample_weight is {got}, but there is one loss for each of {rows}; give one weight a row",
            got=format_shape(weight.shape), rows=format_shape(rows),
        ) from None  # fmt: skip


def _aligned(b: Builder, weight: Value, rows: Value) -> Value:
    """The weights in the dtype and with the dimensions of the rows."""
    if weight.dtype != rows.dtype:
        weight = b.cast(weight, dtype=rows.dtype)
    if is_column(weight.shape, rows.shape):
        weight = b.squeeze(weight, axis=[-1])
    for _ in range(rows.rank - weight.rank):
        weight = b.expand_dims(weight, axis=-1)
    return weight


def _check_classes(name: str, types: Sequence[TensorType], rows: Shape, weights: Sequence[float]) -> None:
    binary = name.startswith("binary")
    if binary and len(types[1].shape) > 1 and types[1].shape[-1] != 1:
        raise RuleError(
            "class_weight needs one class a row, but y_pred has {got} values a row; leave it empty, or use sample_weight",
            got=types[1].shape[-1],
        )  # fmt: skip
    classes = 2 if binary else types[1].shape[-1]
    if isinstance(classes, int) and len(weights) != classes:
        raise RuleError(
            "class_weight has {got} weights, but there are {wanted} classes; give one for each", got=len(weights), wanted=classes
        )


def _class_weights(b: Builder, name: str, y_true: Value, rows: Value, weights: Sequence[float]) -> Value:
    """The weight of each row's class."""
    numbers = b.argmax(y_true, axis=-1) if _CLASSES[name] == "one-hot" else y_true
    if is_column(numbers.shape, rows.shape):
        numbers = b.squeeze(numbers, axis=[-1])
    if numbers.type.kind != "int":
        numbers = b.cast(b.round(numbers) if numbers.type.is_float else numbers, dtype="int64")
    table = b.cast(b.constant(list(weights)), dtype=rows.dtype)
    result: Value = b.gather(table, numbers)
    return result
