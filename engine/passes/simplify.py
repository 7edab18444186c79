"""Takes away what is known to change nothing, one rule an op; no rule changes a NaN, an infinity or the sign of a zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Node, Value
from engine.passes.note import Note
from engine.passes.program import Program, constant_of, rewrite, same_shape

#: Given the attributes and the inputs (in the new graph): the value that the node is equal to, or None.
Identity = Callable[[Builder, Node, tuple[Value, ...]], Value | None]


def simplify(program: Program) -> tuple[Program, str]:
    """Before: no ``gradients`` node, as ``stop_gradient`` is taken away.  After: each node was offered to its rule once."""
    done: dict[str, int] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        identity = RULES.get(node.op)
        found = identity(builder, node, inputs) if identity else None
        if found is None or found.type != node.outputs[0].type:
            return None
        done[node.op] = done.get(node.op, 0) + 1
        return (found,)

    if any(map(_may_change, program.nodes)):
        program = rewrite(program, rule)
    return program, (
        Note("{ops} taken away", ops=", ".join(f"{count} {op}" for op, count in sorted(done.items())))
        if done
        else Note("nothing to simplify")
    )


class _Would(Exception):
    """A rule would put something new in a node's place."""


class _Trial:
    """A builder that only tells that something would be built."""

    def __getattr__(self, op: str) -> Any:
        raise _Would


_TRIAL: Any = _Trial()


def _may_change(node: Node) -> bool:
    """Whether a rule has something to say to a node as it is, so that a program without such a node need not be copied."""
    identity = RULES.get(node.op)
    if identity is None:
        return False
    try:
        found = identity(_TRIAL, node, node.inputs)
    except _Would:
        return True
    return found is not None and found.type == node.outputs[0].type


def _is_all(value: Value, number: float) -> bool:
    """Whether the value is a constant whose every element is this number (and, for zero, is not negative)."""
    array = constant_of(value)
    if array is None or array.size == 0:
        return False
    first: Any = array.flat[0]
    known = all(stride == 0 for stride in array.strides) or array.size <= 4096
    return bool(known and first == number and not np.signbit(first) and (array == number).all())


def _neutral(*numbers: tuple[int, float]) -> Identity:
    """``op(x, n) = x`` where the operand at ``index`` is all ``n``; the result's shape must be the other operand's."""

    def identity(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
        for index, number in numbers:
            if _is_all(inputs[index], number):
                return inputs[1 - index]
        return None

    return identity


def _subtract(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    return inputs[0] if _is_all(inputs[1], 0.0) else None


def _add(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """x + 0 turns −0 into +0, so it is taken away for integers only; x + (−0) is x for floats."""
    for index in (0, 1):
        array = constant_of(inputs[index])
        if array is None or array.size == 0 or array.size > 4096:
            continue
        harmless = not node.outputs[0].type.is_float or bool(np.signbit(array).all())
        if harmless and bool((array == 0).all()):
            return inputs[1 - index]
    return None


def _undone(op: str) -> Identity:
    """``op(op(x)) = x``."""

    def identity(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
        below = inputs[0].node
        return below.inputs[0] if below.op == op else None

    return identity


def _same(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    return inputs[0]


def _unchanged_shape(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    return inputs[0] if same_shape(inputs[0], node.outputs[0]) else None


def _transpose(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    axes = _permutation(node.attrs, inputs[0].rank)
    if axes == list(range(len(axes))):
        return inputs[0]
    below = inputs[0].node
    if below.op != "transpose":
        return None
    inner = _permutation(below.attrs, inputs[0].rank)
    both = [inner[axis] for axis in axes]
    if both == list(range(len(both))):
        return below.inputs[0]
    result: Value = builder.transpose(below.inputs[0], axes=both)
    return result


def _permutation(attrs: Attrs, rank: int) -> list[int]:
    axes = attrs["axes"]
    return list(range(rank))[::-1] if axes is None else [axis % rank for axis in axes]


def _reshape(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """A reshape of a reshape needs only the last one; of what lies in another order the first one is a copy, which is kept."""
    if same_shape(inputs[0], node.outputs[0]):
        return inputs[0]
    below = inputs[0].node
    target = node.outputs[0].type
    if below.op not in _RESHAPES or not target.is_static:
        return None
    if same_shape(below.inputs[0], node.outputs[0]):
        return below.inputs[0]
    if below.inputs[0].node.op == "transpose":
        return None
    result: Value = builder.reshape(below.inputs[0], shape=list(target.static_shape))
    return result


_RESHAPES = ("reshape", "reshape_like", "expand_dims", "squeeze")

RULES: dict[str, Identity] = {
    "identity": _same,
    "stop_gradient": _same,
    "multiply": _neutral((0, 1.0), (1, 1.0)),
    "divide": _neutral((1, 1.0)),
    "power": _neutral((1, 1.0)),
    "add": _add,
    "subtract": _subtract,
    "negative": _undone("negative"),
    "logical_not": _undone("logical_not"),
    "cast": _same,
    "transpose": _transpose,
    "sum_to_like": _unchanged_shape,
    "broadcast_like": _unchanged_shape,
    "broadcast_to": _unchanged_shape,
    **dict.fromkeys(_RESHAPES, _reshape),
}
