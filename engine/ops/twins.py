"""What the ops of dense values hand over to where an input is sparse: ``x @ w``, ``x * 2``, ``sum(x)`` and the like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ops.spec import SparseRule


def instead(op: str) -> SparseRule:
    """Another op over the same inputs with the same attributes."""
    return lambda b, inputs, attrs, name: b.apply(op, *inputs, name=name, **attrs)


def transposed(b: Builder, inputs: Sequence[Any], attrs: Attrs, name: str | None) -> Value:
    """``transpose`` of a sparse matrix; an order that changes nothing gives the matrix itself."""
    axes = attrs.get("axes")
    if axes is None or [axis % 2 for axis in axes] == [1, 0]:
        return b.sparse_transpose(inputs[0], name=name)  # type: ignore[no-any-return]
    return b.graph.add("transpose", inputs, attrs, name).outputs[0] if list(axes) not in ([0, 1], [0, -1]) else inputs[0]


def squared(b: Builder, inputs: Sequence[Any], attrs: Attrs, name: str | None) -> Value:
    """``square`` of a sparse matrix."""
    return b.sparse_multiply(inputs[0], inputs[0], name=name)  # type: ignore[no-any-return]


def product(b: Builder, inputs: Sequence[Any], attrs: Attrs, name: str | None) -> Value:
    """``matmul`` with a sparse operand: on the left as it is, on the right by way of the transposes."""
    left, right = (item if isinstance(item, Value) else b.constant(item) for item in inputs)
    if left.type.is_sparse:
        if right.rank == 1:
            return b.squeeze(b.sparse_matmul(left, b.expand_dims(right, axis=1)), axis=1, name=name)  # type: ignore[no-any-return]
        return b.sparse_matmul(left, right, name=name)  # type: ignore[no-any-return]
    if left.rank == 1:
        return b.squeeze(product(b, [b.expand_dims(left, axis=0), right], {}, None), axis=0, name=name)  # type: ignore[no-any-return]
    return b.transpose(b.sparse_matmul(right, b.transpose(left), transpose_a=True), name=name)  # type: ignore[no-any-return]


def pairwise(op: str) -> Any:
    """``add`` of two sparse matrices, ``multiply`` of a sparse matrix with anything."""

    def build(b: Builder, inputs: Sequence[Any], attrs: Attrs, name: str | None) -> Value:
        first, second = inputs
        if not (isinstance(first, Value) and first.type.is_sparse):
            first, second = second, first
        if op == "add" and not (isinstance(second, Value) and second.type.is_sparse):
            other = second if isinstance(second, Value) else b.constant(second)
            return b.graph.add("add", (first, other), {}, name).outputs[0]  # refused with the way to make both dense
        return b.apply(f"sparse_{op}", first, second, name=name)  # type: ignore[no-any-return]

    return build
