"""Replaces ``gradients`` nodes by the backward graph, innermost first."""

from __future__ import annotations

from collections.abc import Sequence

from engine.autodiff.reverse import backward
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value, ancestors
from engine.passes.expand import expand
from engine.passes.note import Note
from engine.passes.program import Program, in_bodies, op_of, rewrite
from engine.passes.scans import merge_scans
from engine.passes.whole import Whole, pulled_back


def differentiate(program: Program, whole: Whole = lambda node: False) -> tuple[Program, str]:
    """Before: any program.  After: no ``gradients`` node is left.

    Composites below a ``gradients`` node that have no gradient of their own are expanded first; a ``gradients`` node over
    another one waits for the next round, so derivatives of any order come out.  Those
    that the backend differentiates ``whole`` are left as they are.
    """
    count = rounds = 0
    program = in_bodies(program, differentiate)
    while any(node.op == "gradients" for node in program.nodes):
        program = _expand_below(program, whole)
        inner = {node for node in program.nodes if node.op == "gradients" and not _over_gradients(node)}

        def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value]:
            targets = node.attrs["targets"]
            with builder.graph.scope(node.name), builder.graph.origin(node.origin):
                return backward(builder, inputs[:targets], inputs[targets:], whole=pulled_back)

        program = merge_scans(rewrite(program, rule, only=inner))
        count, rounds = count + len(inner), rounds + 1
    return program, (
        Note("{count} gradients nodes in {rounds} rounds", count=count, rounds=rounds)
        if count
        else Note("nothing to differentiate")
    )


def _over_gradients(node: Node) -> bool:
    return any(below.op == "gradients" for below in ancestors(node.inputs))


def _expand_below(program: Program, whole: Whole) -> Program:
    """Expand what has no gradient rule of its own, wherever a gradients node will have to go through it."""
    while True:
        below = {node for target in program.nodes if target.op == "gradients" for node in ancestors(target.inputs)}
        todo = {node for node in below if node.op != "gradients" and op_of(node).expand and op_of(node).gradient is None}
        todo = {node for node in todo if not whole(node)}
        if not todo:
            return in_bodies(program, lambda inside: expand(inside, _has_no_gradient))
        program, _ = expand(program, lambda node, todo=todo: node in todo)  # type: ignore[misc]


def _has_no_gradient(node: Node) -> bool:
    return op_of(node).gradient is None
