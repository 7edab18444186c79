"""Short words for tests of ops: run one, take its gradient, infer its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import engine.ops  # registers the ops
from engine.errors import NodegradError
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.ops.state import gradients
from engine.testing.interpret import Interpreter
from engine.testing.parity import engine_results

Array = np.ndarray[Any, Any]
assert engine.ops.FAMILIES


def run(op: str, *arrays: Any, **attrs: Any) -> Any:
    """The value of one op."""
    values, _ = engine_results(get(op), [np.asarray(array) for array in arrays], attrs, None)
    return values[0] if len(values) == 1 else tuple(values)


def slopes(op: str, *arrays: Any, order: int = 1, **attrs: Any) -> list[Array]:
    """The gradient of the sum of the entries for every input (of that gradient's sum again where ``order`` is 2)."""
    return slopes_of(lambda ops, *inputs: ops.apply(op, *inputs, **attrs), *arrays, order=order)


def slopes_of(function: Callable[..., Any], *arrays: Any, order: int = 1) -> list[Array]:
    from engine.ir.builder import Builder

    graph = Graph("bench")
    feeds = {f"x{i}": np.asarray(array) for i, array in enumerate(arrays)}
    inputs = [
        graph.add("placeholder", (), {"shape": list(array.shape), "dtype": array.dtype.name}, key).outputs[0]
        for key, array in feeds.items()
    ]
    wanted = [value for value in inputs if value.type.is_float]
    found: Any = function(Builder(graph), *inputs)
    for _ in range(order):
        found = gradients(found, wanted)
    return Interpreter(found, {value.node.name: value.type for value in inputs})(feeds)


def infer(op: str, *shapes: Any, **attrs: Any) -> Any:
    """The output's shape for inputs of these shapes (or TensorTypes), float32 where no dtype is given."""
    declaration = get(op)
    types = [shape if isinstance(shape, TensorType) else TensorType("float32", tuple(shape)) for shape in shapes]
    return declaration.infer_types(types, declaration.bind_attrs(attrs))[0].shape


def refusal(op: str, *shapes: Any, **attrs: Any) -> str:
    """What an op says to inputs that do not fit: the whole sentence, as a user reads it."""
    graph = Graph("bench")
    types = [shape if isinstance(shape, TensorType) else TensorType("float32", tuple(shape)) for shape in shapes]
    inputs = [graph.add("placeholder", (), {"shape": list(t.shape), "dtype": t.dtype}).outputs[0] for t in types]
    with pytest.raises(NodegradError) as caught:
        graph.add(op, inputs, attrs, "here")
    return str(caught.value)
