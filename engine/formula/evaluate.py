"""A formula worked out on arrays at once, without a session: what a data step does to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.formula.build import build
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.passes.expand import expand
from engine.passes.program import Program
from engine.passes.specialize import specialize

Array = np.ndarray[Any, Any]


def result_type(text: str, inputs: Mapping[str, TensorType]) -> TensorType:
    """The type that the formula gives for inputs of these types; FormulaError where they do not fit."""
    return _graph(text, inputs).type


def evaluate(text: str, arrays: Mapping[str, Array]) -> Array:
    """The formula over these arrays, whole columns at a time, by the ops' NumPy references."""
    result = _graph(text, {name: TensorType(array.dtype.name, array.shape) for name, array in arrays.items()})
    program, _ = specialize([result], {}, False)
    program, _ = expand(Program(program.graph, program.fetches), lambda node: True)
    values: dict[Value, Array] = {}
    for node in program.nodes:
        if node.op == "placeholder":
            values[node.outputs[0]] = arrays[node.name]
            continue
        op = get(node.op)
        assert op.reference is not None
        with np.errstate(all="ignore"):
            found = op.reference(*(values[value] for value in node.inputs), **node.attrs)
        for value, array in zip(node.outputs, found if isinstance(found, tuple) else (found,), strict=True):
            values[value] = np.asarray(array, value.dtype)
    return values[program.fetches[0]]


def _graph(text: str, inputs: Mapping[str, TensorType]) -> Value:
    b = Builder(Graph("formula"))
    given = {name: b.placeholder(shape=list(type_.shape), dtype=type_.dtype, name=name) for name, type_ in inputs.items()}
    return build(b, text, given)
