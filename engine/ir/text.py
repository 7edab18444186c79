"""A graph as text, one node a line, the same for the same graph: for golden tests, for reading, for diffs.

graph "regression" (seed 0)
  x: float32[batch, 2] = placeholder(dtype="float32", shape=["batch", 2])
  pred: float32[batch, 1] = matmul(x, w)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.ir.graph import Graph, Node, Value, told_attrs

#: Arrays with more elements are shown by their first ones and their size.
_SHOWN = 8


def format_graph(graph: Graph, fetches: Iterable[Value] = ()) -> str:
    """The whole graph, and the fetches if they are given."""
    lines = [f'graph "{graph.name}" (seed {graph.seed})', *(f"  {format_node(node)}" for node in graph.nodes)]
    wanted = [value.name for value in fetches]
    if wanted:
        lines.append("  fetch " + ", ".join(wanted))
    return "\n".join(lines) + "\n"


def format_node(node: Node) -> str:
    """``outputs = op(inputs, attributes)  # origin``; attributes by name, in order of the alphabet."""
    outputs = ", ".join(f"{value.name}: {value.type}" for value in node.outputs)
    inputs = [value.name for value in node.inputs]
    attrs = [f"{key}={format_attr(node.attrs[key])}" for key in sorted(told_attrs(node))]
    origin = f"  # {node.origin}" if node.origin is not None else ""
    return f"{outputs} = {node.op}({', '.join(inputs + attrs)}){origin}"


def format_attr(value: Any) -> str:
    """An attribute as JSON; arrays with their dtype and shape, large ones cut short."""
    if isinstance(value, np.ndarray):
        numbers = ", ".join(repr(item) for item in value.ravel()[:_SHOWN].tolist())
        more = f", … {value.size - _SHOWN} more" if value.size > _SHOWN else ""
        return f"{value.dtype.name}{list(value.shape)}({numbers}{more})"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
