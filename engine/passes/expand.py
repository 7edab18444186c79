"""Replaces composites by the ops that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.passes.note import Note
from engine.passes.program import Program, in_bodies, op_of, rewrite


def expand(program: Program, wanted: Callable[[Node], bool]) -> tuple[Program, str]:
    """After: no composite that ``wanted`` asks for is left, be it one that came out of another (``gradients`` excepted)."""
    count = 0

    def applies(node: Node) -> bool:
        return node.op != "gradients" and not op_of(node).is_primitive and wanted(node)

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        return expand_node(builder, node, inputs) if applies(node) else None

    def inside(program: Program) -> tuple[Program, str]:
        nonlocal count
        while found := sum(map(applies, program.nodes)):
            count += found
            program = rewrite(program, rule)
        return in_bodies(program, inside), ""

    program, _ = inside(program)
    return program, Note("{count} composites expanded", count=count)


def expand_node(builder: Builder, node: Node, inputs: Sequence[Value]) -> tuple[Value, ...]:
    """What the composite ``node`` stands for, built over ``inputs``; names and origin are the node's."""
    rule = op_of(node).expand
    assert rule is not None
    with builder.graph.scope(node.name), builder.graph.origin(node.origin):
        values = rule(builder, inputs, node.attrs)
    return (values,) if isinstance(values, Value) else tuple(values)
