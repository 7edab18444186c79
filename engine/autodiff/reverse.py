"""Reverse-mode differentiation as a graph transform: the backward pass is built from the same ops as the forward pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.autodiff.broadcast import unbroadcast
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value, ancestors
from engine.ops.registry import get
from engine.ops.spec import NoGradient, Vjp

#: Adds the gradient of a composite that has no rule, as a whole.
Whole = Callable[[Builder, Node, Vjp], Sequence[Value | None]]


def backward(
    builder: Builder,
    ys: Sequence[Value],
    xs: Sequence[Value],
    seeds: Sequence[Value] | None = None,
    whole: Whole | None = None,
) -> list[Value]:
    """The gradient of the sum of all elements of ``ys`` with respect to each of ``xs``, added to the builder's graph.

    With ``seeds``, one of the shape of each y, it is the gradient of Σ seeds · ys.

    Where nothing flows from an x to a y, the gradient is zeros.  Composites without a gradient rule must have been expanded, or
    are differentiated ``whole``.
    """
    nodes = ancestors(ys)
    active = _active(nodes, xs)
    grads: dict[Value, Value] = {}

    def accumulate(value: Value, gradient: Value) -> None:
        grads[value] = builder.add(grads[value], gradient) if value in grads else gradient

    for index, y in enumerate(ys):
        if y in active:
            accumulate(y, _filled(builder, y, 1) if seeds is None else seeds[index])
    for node in reversed(nodes):
        if not any(value in active for value in node.inputs) or not any(y in grads and y in active for y in node.outputs):
            continue
        with builder.graph.origin(node.origin):
            for value, gradient in zip(node.inputs, _pull(builder, node, active, grads, whole), strict=True):
                if gradient is not None and value in active:
                    accumulate(value, unbroadcast(builder, gradient, value))
    return [grads[x] if x in grads else _filled(builder, x, 0) for x in xs]


def _filled(builder: Builder, like: Value, number: int) -> Value:
    """One number everywhere; at the entries that are there, where the value is sparse."""
    if like.type.is_sparse:
        return builder.sparse_sample(builder.constant(number, like.dtype), like)  # type: ignore[no-any-return]
    result: Value = builder.ones_like(like) if number else builder.zeros_like(like)
    return result


def _active(nodes: Sequence[Node], xs: Sequence[Value]) -> set[Value]:
    """The values through which a change of an x reaches further: float values made from one by differentiable ops."""
    active = set(xs)
    for node in nodes:
        if get(node.op).differentiable and any(value in active for value in node.inputs):
            active.update(value for value in node.outputs if value.type.is_float)
    return active


def _pull(
    builder: Builder, node: Node, active: set[Value], grads: dict[Value, Value], whole: Whole | None
) -> Sequence[Value | None]:
    """What the node's gradient rule gives for each input."""
    op = get(node.op)
    rule = op.gradient
    if isinstance(rule, NoGradient):  # an x that is itself the output of such an op
        return [None] * len(node.inputs)
    if rule is None and whole is None:
        raise ValueError(f"{node.op} '{node.name}' has no gradient rule; expand it first")
    vjp = Vjp(
        node.inputs,
        node.outputs,
        [grads.get(value) for value in node.outputs],
        node.attrs,
        [value in active for value in node.inputs],
        backward,
    )
    with builder.graph.scope(node.name):
        return rule(builder, vjp) if rule is not None else whole(builder, node, vjp)  # type: ignore[misc]
