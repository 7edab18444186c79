"""Gradients checked against finite differences in float64, by the ops' references alone, so that no backend is trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError, GraphError
from engine.ir.builder import Builder
from engine.ir.graph import Hooks, Node, Value, ancestors
from engine.ir.types import TensorType
from engine.ops.state import gradients
from engine.passes.differentiate import differentiate
from engine.passes.evaluate import evaluate
from engine.passes.expand import expand
from engine.passes.program import Program, op_of, rewrite
from engine.passes.specialize import specialize

Array = np.ndarray[Any, Any]


def check_gradients(y: Value, x: Value, feed_dict: Mapping[Any, Any] | None = None, epsilon: float = 1e-6) -> float:
    """The largest relative error of the gradient of (the sum of) ``y`` with respect to ``x``, against central differences.

    The error is ``|symbolic − numeric| / max(1, |symbolic|, |numeric|)``.  Everything is computed in float64; ``feed_dict`` gives
    the placeholders, by value or name, ``x`` too where it is one; variables have the values that ``.numpy()`` gives them.
    """
    if not x.type.is_float:
        raise GraphError("'{value}' holds {dtype}; only floats have gradients", value=x.name, dtype=x.dtype)
    feeds = {key.name if isinstance(key, Value) else key: np.asarray(array) for key, array in (feed_dict or {}).items()}
    types = {
        node.name: TensorType(node.attrs["dtype"], feeds[node.name].shape)
        for node in ancestors([y, x])
        if node.op == "placeholder" and node.name in feeds
    }
    values = _leaves([y, x], feeds)
    program, _ = specialize([y, x], types)
    program = in_float64(program)
    point = np.array(_value_of(program, program.fetches[1], values), np.float64)
    target, source = _cut(program)
    symbolic = _value_of(target, gradients(target.fetches[0], source)[0], {**values, _POINT: point})
    numeric = np.empty_like(point)
    for index in np.ndindex(point.shape):
        sides = []
        for step in (epsilon, -epsilon):
            moved = point.copy()
            moved[index] += step
            sides.append(np.sum(_value_of(target, target.fetches[0], {**values, _POINT: moved})))
        numeric[index] = (sides[0] - sides[1]) / (2 * epsilon)
    scale = np.maximum(1.0, np.maximum(np.abs(symbolic), np.abs(numeric)))
    return float(np.max(np.abs(symbolic - numeric) / scale, initial=0.0))


_POINT = "check_gradients/x"


def _leaves(values: Sequence[Value], feeds: Mapping[str, Array]) -> dict[str, Array]:
    """Arrays for every placeholder and variable below the values."""
    found: dict[str, Array] = {}
    for node in ancestors(values):
        if node.op == "placeholder":
            if node.name not in feeds:
                raise FeedError(
                    "placeholder '{target}' was not fed; give it an array in feed_dict", target=node.name, origin=node.origin
                )
            found[node.name] = feeds[node.name]
        elif node.op == "variable":
            found[node.name] = np.asarray(Hooks.evaluate(node.outputs[0]))
    return {name: array.astype(np.float64) if array.dtype.kind == "f" else array for name, array in found.items()}


def in_float64(program: Program) -> Program:
    """The same program with every float in float64."""

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value]:
        attrs = dict(node.attrs)
        for attr in op_of(node).attrs:
            value = attrs[attr.name]
            if attr.kind == "dtype" and value is not None and TensorType(value).is_float:
                attrs[attr.name] = "float64"
            elif attr.kind == "array" and value is not None and value.dtype.kind == "f":
                attrs[attr.name] = value.astype(np.float64)
        return builder.graph.copy(node, inputs, attrs).outputs

    return rewrite(program, rule)


def _cut(program: Program) -> tuple[Program, Value]:
    """The program with its second fetch replaced by a placeholder, and that placeholder."""
    x = program.fetches[1]
    made: list[Value] = []

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node is not x.node:
            return None
        attrs = {"shape": list(x.shape), "dtype": x.dtype}
        made.append(builder.graph.add("placeholder", (), attrs, _POINT).outputs[0])
        outputs = list(builder.graph.copy(node, inputs).outputs)
        outputs[x.index] = made[0]
        return outputs

    return rewrite(program, rule), made[0]


def _value_of(program: Program, value: Value, values: Mapping[str, Array]) -> Array:
    whole, _ = differentiate(Program(program.graph, (value,)))
    whole, _ = expand(whole, lambda node: True)
    return evaluate(whole, values)[0][0]
