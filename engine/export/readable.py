"""Makes a differentiated program read as a person would have written it.

Gradient rules are written for every shape and so broadcast, count and reshape with care; where the types show that NumPy's
own broadcasting does the same, that care is taken out again: ``broadcast(1 / n) * d`` becomes ``d / n``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.ir.types import Shape, broadcast_shapes, normalize_axes
from engine.ops.registry import get
from engine.passes.program import Program, constant_of, rewrite

#: From a builder, the node and its inputs in the new graph: the value that takes its place, or None.
Simplification = Callable[[Builder, Node, tuple[Value, ...]], Value | None]

_VIEWS = ("expand_dims", "squeeze", "reshape", "reshape_like", "transpose")


def make_readable(program: Program) -> Program:
    """The same values, with fewer words.  Before: no ``gradients`` node."""
    known = [node.outputs[0] for node in program.nodes if node.op == "placeholder"]
    known += [node.outputs[0] for node in program.nodes if node.op == "variable"]
    moved: dict[str, Value] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        inputs = _shapes_from_inputs(node, inputs, [moved[value.name] for value in known if value.name in moved])
        found = None
        if node.op == "dim_size":
            found = _count(builder, node, inputs, list(moved.values()))
        elif node.op in _RULES:
            found = _RULES[node.op](builder, node, inputs)
        if found is None and "elementwise" in get(node.op).traits:
            found = _of_numbers(builder, node, inputs)
            inputs = _without_broadcasts(builder, inputs, node.outputs[0].shape)
        if found is not None and found.type == node.outputs[0].type:
            return (found,)
        outputs = builder.graph.copy(node, inputs).outputs
        if node.op in ("placeholder", "variable"):
            moved[node.name] = outputs[0]
        return outputs

    return rewrite(program, rule)


def _known(shape: Shape) -> bool:
    return None not in shape


def _shapes_from_inputs(node: Node, inputs: tuple[Value, ...], candidates: Sequence[Value]) -> tuple[Value, ...]:
    """What is read for its shape alone is replaced by an input of the program that has the same shape."""
    ports = get(node.op).present_inputs(node.attrs)
    result = list(inputs)
    filling = node.attrs.get("dtype", "") is None  # the result takes the dtype of what is read for its shape
    for index, value in enumerate(inputs):
        if ports[min(index, len(ports) - 1)].shape_only and _known(value.shape) and "random" not in get(node.op).traits:
            same = (item for item in candidates if item.shape == value.shape and (item.dtype == value.dtype or not filling))
            result[index] = next(same, value)
    return tuple(result)


def _count(b: Builder, node: Node, inputs: tuple[Value, ...], candidates: Sequence[Value]) -> Value | None:
    """Sizes that are known are numbers; ``batch`` is the length of an input that has it as its first dimension."""
    shape = inputs[0].shape
    dims = [shape[axis] for axis in normalize_axes(node.attrs["axis"], len(shape))]
    known = math.prod(dim for dim in dims if isinstance(dim, int))
    names = [dim for dim in dims if not isinstance(dim, int)]
    if not names:
        return b.constant(np.int64(known))
    if len(names) > 1:
        return None
    source = next((value for value in candidates if value.shape and value.shape[0] == names[0] is not None), None)
    if source is None or (source is inputs[0] and known == 1):
        return None
    counted: Value = b.dim_size(source, axis=0)
    return counted if known == 1 else b.multiply(counted, b.constant(np.int64(known)))


def _bare(b: Builder, value: Value) -> Value:
    """The value before it was spread out: a smaller one that broadcasts to the same."""
    array = constant_of(value)
    if array is not None and array.ndim and array.size and _uniform(array):
        return b.constant(np.array(array.reshape(-1)[0], array.dtype))
    node = value.node
    if node.op == "broadcast_like":
        inner = _bare(b, node.inputs[0])
        if inner.rank and node.attrs["axes"]:
            result: Value = b.expand_dims(inner, axis=list(node.attrs["axes"]))
            return result
        return inner
    if node.op == "broadcast_to":
        return _bare(b, node.inputs[0])
    if node.op in _VIEWS:
        inner = _bare(b, node.inputs[0])
        return inner if inner.rank == 0 and value.rank else value
    return value


def _uniform(array: np.ndarray[Any, Any]) -> bool:
    if all(stride == 0 for stride in array.strides):
        return True
    return array.size <= 4096 and bool((array == array.reshape(-1)[0]).all()) and not np.signbit(array).any()


def _without_broadcasts(b: Builder, inputs: tuple[Value, ...], shape: Shape) -> tuple[Value, ...]:
    """Inputs that were spread out to a shape which the other inputs bring anyway are taken as they were before."""
    result = list(inputs)
    for index, value in enumerate(inputs):
        bare = _bare(b, value)
        if bare is value or bare.dtype != value.dtype:
            continue
        trial = [*result[:index], bare, *result[index + 1 :]]
        try:
            if broadcast_shapes(*(item.shape for item in trial)) == shape:
                result = trial
        except RuleError:
            continue
    return tuple(result)


def _of_numbers(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """An op over numbers that were spread out is done on the numbers, and the result spread out."""
    bare = [_bare(b, value) for value in inputs]
    like = next((value for value in inputs if value.shape == node.outputs[0].shape), None)
    if any(value.rank for value in bare) or like is None or not like.rank or constant_of(like) is not None:
        return None
    result: Value = b.broadcast_like(b.graph.add(node.op, bare, node.attrs).outputs[0], like)
    return result


def _is_number(value: Value, number: float) -> bool:
    array = constant_of(value)
    return array is not None and array.ndim == 0 and bool(array == number)


def _scaled(b: Builder, factor: Value, value: Value) -> Value:
    """``factor · value``, without a factor of one and with a sign for minus one."""
    result: Value = value
    if _is_number(factor, -1):
        result = b.negative(value)
    elif not _is_number(factor, 1):
        result = b.multiply(factor, value)
    return result


def _opposite(b: Builder, value: Value) -> Value | None:
    """Minus the value, where that is the value without a sign that it has: x of ``-x``, ``a / n`` of ``-a / n``."""
    node = value.node
    if node.op == "negative":
        return node.inputs[0]
    array = constant_of(value)
    if array is not None and array.ndim == 0 and array < 0:
        return b.constant(np.negative(array))
    if node.op in ("divide", "multiply"):
        inner = _opposite(b, node.inputs[0])
        if inner is not None:
            result: Value = b.apply(node.op, inner, node.inputs[1])
            return result
    return None


def _negative(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """``-(-x)`` is x, ``-(a / n)`` is ``-a / n`` for a number a."""
    quotient = inputs[0].node
    number = constant_of(quotient.inputs[0]) if quotient.op == "divide" else None
    if number is not None:
        result: Value = b.divide(b.constant(np.negative(number)), quotient.inputs[1])
        return result
    return _opposite(b, inputs[0])


def _add(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """``a + -b`` is ``a - b``."""
    for one, other in (inputs, inputs[::-1]):
        positive = _opposite(b, other) if constant_of(other) is None else None
        if positive is not None:
            result: Value = b.subtract(one, positive)
            return result
    return None


def _subtract(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """``a - -b`` is ``a + b``."""
    positive = _opposite(b, inputs[1])
    return None if positive is None else b.add(inputs[0], positive)


def _reduce(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """The sum of ``-x`` is minus the sum of x."""
    if inputs[0].node.op != "negative":
        return None
    result: Value = b.negative(b.apply(node.op, inputs[0].node.inputs[0], **node.attrs))
    return result


def _multiply(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """``(a / n) · d = a · d / n`` for numbers a and n."""
    bare = _without_broadcasts(b, inputs, node.outputs[0].shape)
    for one, other in (bare, bare[::-1]):
        if _is_number(one, -1) and constant_of(other) is None:
            opposite: Value = b.negative(other)
            return opposite
        quotient = one.node
        if quotient.op == "divide" and one.rank == 0 and other.rank:
            result: Value = b.divide(_scaled(b, quotient.inputs[0], other), quotient.inputs[1])
            return result
        constants = quotient.op == "divide" and constant_of(quotient.inputs[0]) is not None and constant_of(other) is not None
        if constants and one.rank == other.rank == 0:
            scaled: Value = b.divide(b.multiply(quotient.inputs[0], other), quotient.inputs[1])
            return scaled
    return None


def _sum_to_like(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """A plain sum, where the types tell which axes it goes over."""
    x, like = inputs
    lead = x.rank - like.rank
    kept = []
    for axis, (wide, narrow) in enumerate(zip(x.shape[lead:], like.shape, strict=True)):
        if narrow == 1 and wide != 1:
            kept.append(lead + axis)
        elif wide != narrow or wide is None:
            return None
    result = x
    if kept:
        result = b.sum(result, axis=kept, keepdims=True)
    if lead:
        result = b.sum(result, axis=0 if lead == 1 else list(range(lead)))
    return result


def _reshape_like(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
    """Axes of size 1 put in or taken away, or a plain reshape, where the types tell."""
    x, like = inputs
    extra = [axis for axis, dim in enumerate(like.shape) if dim == 1]
    if len(extra) == like.rank - x.rank and _drop(like.shape, extra) == x.shape and _known(x.shape):
        result: Value = b.expand_dims(x, axis=extra[0] if len(extra) == 1 else extra)
        return result
    extra = [axis for axis, dim in enumerate(x.shape) if dim == 1]
    if len(extra) == x.rank - like.rank and _drop(x.shape, extra) == like.shape and _known(like.shape):
        squeezed: Value = b.squeeze(x, axis=extra[0] if len(extra) == 1 else extra)
        return squeezed
    names = [dim for dim in like.shape if not isinstance(dim, int)]
    if len(names) <= 1 and 0 not in like.shape:
        shape = [dim if isinstance(dim, int) or not _known(like.shape) else -1 for dim in like.shape]
        reshaped: Value = b.reshape(x, shape=shape)
        return reshaped
    return None


def _drop(shape: Shape, axes: Sequence[int]) -> Shape:
    return tuple(dim for axis, dim in enumerate(shape) if axis not in axes)


def _filled(number: int) -> Simplification:
    """A tensor of one number is a constant where its shape is known."""

    def rule(b: Builder, node: Node, inputs: tuple[Value, ...]) -> Value | None:
        type_ = node.outputs[0].type
        if not type_.is_static or type_.dtype == "bfloat16":
            return None
        array = np.broadcast_to(np.asarray(number, type_.dtype), type_.static_shape)
        return b.graph.add("constant", (), {"value": array}, node.name).outputs[0]

    return rule


_RULES: dict[str, Simplification] = {
    "ones_like": _filled(1),
    "zeros_like": _filled(0),
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "negative": _negative,
    "sum": _reduce,
    "mean": _reduce,
    "sum_to_like": _sum_to_like,
    "reshape_like": _reshape_like,
}
