"""Gradients checked against finite differences in float64, by the ops' references alone, so that no backend is trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError, GraphError
from engine.ir.builder import Builder
from engine.ir.graph import Hooks, Node, Value, ancestors
from engine.ir.matrix import as_layout, checked_matrix, dense, is_matrix, places_of, same_places
from engine.ir.types import TensorType
from engine.ops.state import gradients
from engine.passes.program import Program, as_program, of_program, op_of, rewrite
from engine.passes.specialize import specialize
from engine.testing.interpret import Interpreter

Array = np.ndarray[Any, Any]


def check_gradients(
    y: Value, x: Value | Sequence[Value], feed_dict: Mapping[Any, Any] | None = None, epsilon: float = 1e-6
) -> float:
    """The largest relative error of the gradient of (the sum of) ``y`` with respect to ``x``, against central differences.

    Of several ``x``, the largest error of all.

    The error is relative to the gradient's largest entry (or to 0.001, if that is larger).  Everything is computed in float64;
    ``feed_dict`` gives the placeholders, by value or name, ``x`` too where it is one; variables have the values that ``.numpy()``
    gives them.  Of a sparse ``x`` the entries that are there are moved.
    """
    if not isinstance(x, Value):
        return max(check_gradients(y, one, feed_dict, epsilon) for one in x)
    if not x.type.is_float:
        raise GraphError("'{value}' holds {dtype}; only floats have gradients", value=x.name, dtype=x.dtype)
    feeds = {key.name if isinstance(key, Value) else key: _taken(array) for key, array in (feed_dict or {}).items()}
    types = {
        node.name: TensorType(node.attrs["dtype"], feeds[node.name].shape, node.attrs["layout"])
        for node in ancestors([y, x])
        if node.op == "placeholder" and node.name in feeds
    }
    values = _leaves([y, x], feeds)
    program, _ = specialize([y, x], types)
    program = in_float64(program)
    given = Interpreter(program.fetches[1:], {})(values)[0]
    point = given.data.astype(np.float64) if is_matrix(given) else np.array(given, np.float64)
    target, source = _cut(program)
    value = Interpreter([target], {})
    (symbolic,) = Interpreter(gradients(target, source), {})({**values, _POINT: _put(given, point)})
    symbolic = dense(symbolic)[places_of(given)] if is_matrix(given) else symbolic
    numeric = np.empty_like(point)
    for index in np.ndindex(point.shape):
        sides = []
        for step in (epsilon, -epsilon):
            moved = point.copy()
            moved[index] += step
            sides.append(np.sum(dense(value({**values, _POINT: _put(given, moved)})[0])))
        numeric[index] = (sides[0] - sides[1]) / (2 * epsilon)
    scale = max(np.max(np.abs(symbolic), initial=_FLOOR), np.max(np.abs(numeric), initial=_FLOOR))
    return float(np.max(np.abs(symbolic - numeric), initial=0.0) / scale)


def _taken(array: Any) -> Any:
    return checked_matrix(array) if is_matrix(array) else np.asarray(array)


def _laid_out(array: Any, layout: str) -> Any:
    return array if layout == "dense" else as_layout(array, layout)


def _put(given: Any, numbers: Array) -> Any:
    """The numbers in the place of those of a sparse matrix, or as they are."""
    return same_places(given, numbers) if is_matrix(given) else numbers


_POINT = "check_gradients/x"
#: A gradient below this counts as zero: rounding alone gives differences of a ten-millionth of it.
_FLOOR = 1e-3


def _leaves(values: Sequence[Value], feeds: Mapping[str, Array]) -> dict[str, Array]:
    """Arrays for every placeholder and variable below the values."""
    found: dict[str, Array] = {}
    for node in ancestors(values):
        if node.op == "placeholder":
            if node.name not in feeds:
                raise FeedError(
                    "placeholder '{target}' was not fed; give it an array in feed_dict", target=node.name, origin=node.origin
                )
            found[node.name] = _laid_out(feeds[node.name], node.attrs["layout"])
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
            elif attr.kind == "graph":
                attrs[attr.name] = of_program(in_float64(as_program(value)), len(value.outputs))
        return builder.graph.copy(node, inputs, attrs).outputs

    return rewrite(program, rule)


def _cut(program: Program) -> tuple[Value, Value]:
    """The first fetch with the second one replaced by a placeholder, and that placeholder."""
    x = program.fetches[1]
    made: list[Value] = []

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node is not x.node:
            return None
        attrs = {"shape": list(x.shape), "dtype": x.dtype, "layout": x.type.layout}
        made.append(builder.graph.add("placeholder", (), attrs, _POINT).outputs[0])
        outputs = list(builder.graph.copy(node, inputs).outputs)
        outputs[x.index] = made[0]
        return outputs

    return rewrite(program, rule).fetches[0], made[0]
