"""Checks that a graph keeps the rules that everything else relies on; passes are tested with it, files are read with it."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import CycleError, GraphError
from engine.ir.body import Body, bodies_of, check_closed
from engine.ir.graph import Graph, Hooks, Node


def verify(graph: Graph) -> None:
    """GraphError at the first node that breaks a rule.

    Rules: ids count up; names are unique and lead to their node; inputs are outputs of earlier nodes of the same graph; the op
    is known; attributes are complete, within their ranges and plain; the types are those that the op's rule gives; the same
    holds inside of bodies, which are closed.
    """
    names: set[str] = set()
    for position, node in enumerate(graph.nodes):
        _check_place(graph, node, position)
        if node.name in names or node.name not in graph or graph.node(node.name) is not node:
            raise GraphError("two nodes are called '{node}'; names are unique in a graph", node=node.name)
        names.add(node.name)
        _check_inputs(graph, node)
        for body in bodies_of(node).values():
            check_closed(body)
            verify(body.graph)
        _check_op(node)


def _check_place(graph: Graph, node: Node, position: int) -> None:
    if node.id != position or node.graph is not graph:
        raise GraphError("node '{node}' is not where its number {id} says", node=node.name, id=node.id)
    for index, value in enumerate(node.outputs):
        if value.node is not node or value.index != index:
            raise GraphError("output {index} of node '{node}' does not know where it comes from", index=index, node=node.name)


def _check_inputs(graph: Graph, node: Node) -> None:
    for value in node.inputs:
        if value.graph is not graph:
            raise GraphError("node '{node}' takes '{value}' of another graph", node=node.name, value=value.name)
        if value.node.id >= node.id:
            raise CycleError("node '{node}' takes '{value}', which comes after it", node=node.name, value=value.name)
        outputs = graph.nodes[value.node.id].outputs
        if value.index >= len(outputs) or outputs[value.index] is not value:
            raise GraphError("node '{node}' takes '{value}', which is no output of its node", node=node.name, value=value.name)


def _check_op(node: Node) -> None:
    spec = Hooks.lookup(node.op)
    bound = spec.bind_attrs(node.attrs)
    if list(bound) != list(node.attrs):
        raise GraphError("node '{node}' lacks attributes of its op {op}", node=node.name, op=node.op)
    for key, value in node.attrs.items():
        if not _is_plain(value):
            raise GraphError("attribute {attribute} of node '{node}' is no plain value", attribute=key, node=node.name)
    types = spec.infer_types([value.type for value in node.inputs], bound)
    if tuple(value.type for value in node.outputs) != types:
        raise GraphError(
            "node '{node}' says that it gives {said}, but its op {op} gives {found}",
            node=node.name, op=node.op,
            said=", ".join(str(value.type) for value in node.outputs), found=", ".join(map(str, types)),
        )  # fmt: skip


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    return value is None or isinstance(value, (bool, int, float, str, np.ndarray, Body))
