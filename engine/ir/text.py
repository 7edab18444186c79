"""A graph as text, one node a line, the same for the same graph: for golden tests, for reading, for diffs.

graph "regression" (seed 0)
  x: float32[batch, 2] = placeholder(dtype="float32", shape=["batch", 2])
  pred: float32[batch, 1] = matmul(x, w)

A body stands below its node, further in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.ir.body import Body, bodies_of
from engine.ir.graph import Graph, Node, Value, told_attrs

#: Arrays with more elements are shown by their first ones and their size.
_SHOWN = 8


def format_graph(graph: Graph, fetches: Iterable[Value] = ()) -> str:
    """The whole graph, and the fetches if they are given."""
    lines = [f'graph "{graph.name}" (seed {graph.seed})', *_lines(graph)]
    wanted = [value.name for value in fetches]
    if wanted:
        lines.append("  fetch " + ", ".join(wanted))
    return "\n".join(lines) + "\n"


def _lines(graph: Graph, indent: str = "  ") -> list[str]:
    """The nodes, a body below the node that holds it."""
    lines: list[str] = []
    for node in graph.nodes:
        lines.append(indent + format_node(node))
        for key, body in bodies_of(node).items():
            inside = indent + "  "
            lines.append(f"{inside}{key}({', '.join(value.name for value in body.inputs)}):")
            lines += _lines(body.graph, inside + "  ")
            lines.append(f"{inside}  give {', '.join(value.name for value in body.outputs)}")
    return lines


def format_node(node: Node) -> str:
    """``outputs = op(inputs, attributes)  # origin``; attributes by name, in order of the alphabet."""
    outputs = ", ".join(f"{value.name}: {value.type}" for value in node.outputs)
    inputs = [value.name for value in node.inputs]
    attrs = [f"{key}={format_attr(node.attrs[key])}" for key in sorted(told_attrs(node))]
    origin = f"  # {node.origin}" if node.origin is not None else ""
    return f"{outputs} = {node.op}({', '.join(inputs + attrs)}){origin}"


def format_attr(value: Any) -> str:
    """An attribute as JSON; arrays with their dtype and shape, large ones cut short."""
    if isinstance(value, Body):
        return f"{len(value.graph.nodes)} nodes"
    if isinstance(value, np.ndarray):
        numbers = ", ".join(repr(item) for item in value.ravel()[:_SHOWN].tolist())
        more = f", … {value.size - _SHOWN} more" if value.size > _SHOWN else ""
        return f"{value.dtype.name}{list(value.shape)}({numbers}{more})"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
