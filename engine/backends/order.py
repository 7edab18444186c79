"""The order in which a program's nodes run: the graph's own, with what serves assignments alone at the end."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import GraphError
from engine.ir.graph import Node
from engine.passes.program import Program, users

SOURCES = ("constant", "placeholder", "variable")
EFFECTS = ("assign", "group")


def schedule(program: Program) -> list[Node]:
    """The order of the graph, with what serves assignments alone at the end, so that variables can be written in place."""
    late: set[Node] = set()
    fetched = {value.node for value in program.fetches}
    takers = users(program)
    for node in reversed(program.nodes):
        found = [user for value in node.outputs for user in takers[value]]
        serves = node.op in EFFECTS or (bool(found) and node not in fetched and node.op not in SOURCES)
        if serves and all(user in late for user in found):
            late.add(node)
    nodes: Sequence[Node] = program.nodes
    return [node for node in nodes if node not in late] + [node for node in nodes if node in late]


def check_written_once(program: Program) -> None:
    """GraphError where a step gives one variable two values."""
    written: set[str] = set()
    for node in program.nodes:
        if node.op == "assign":
            target = node.inputs[0].node.name
            if target in written:
                raise GraphError(
                    "variable '{variable}' is given two new values in one step; fetch one of them",
                    variable=target,
                    origin=node.origin,
                )
            written.add(target)
