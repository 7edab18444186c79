"""Computes once what stands twice in a program: nodes of the same op over the same inputs with the same attributes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.ir.body import Body
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.ops.state import PINNED
from engine.passes.note import Note
from engine.passes.program import Program, op_of, rewrite


def merge_common(program: Program) -> tuple[Program, str]:
    """After: no two nodes compute the same.  Random ops are the same only where they draw from the same numbered stream."""
    twins = _twins(program)
    if not twins:
        return program, Note("nothing is computed twice")
    firsts = set(twins.values())
    made: dict[Node, Node] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node in twins:
            return made[twins[node]].outputs
        made[node] = builder.graph.copy(node, inputs)
        return made[node].outputs

    return rewrite(program, rule, only={*twins, *firsts}), Note("{count} nodes merged", count=len(twins))


def _twins(program: Program) -> dict[Node, Node]:
    """For each node that computes what another one has computed before, the first that does."""
    first: dict[Hashable, Node] = {}
    twins: dict[Node, Node] = {}
    for node in program.nodes:
        traits = op_of(node).traits
        if node.op in PINNED or ("random" in traits and node.attrs.get("seed") is None):
            continue
        keys = [(twins.get(value.node, value.node).id, value.index) for value in node.inputs]
        if "commutative" in traits:
            keys.sort()
        one = first.setdefault((node.op, tuple(keys), freeze(node.attrs)), node)
        if one is not node:
            twins[node] = one
    return twins


#: Values that are equal exactly where they are the same; of numbers with a fraction, 0.0 and -0.0 are not.
_SIMPLE = frozenset({str, int, bool, type(None)})


def freeze(value: Any) -> Hashable:
    """A hashable stand-in that is equal exactly where the attribute values are."""
    if type(value) in _SIMPLE:
        return type(value), value
    if isinstance(value, Mapping):
        return tuple((key, freeze(value[key])) for key in sorted(value))
    if isinstance(value, (list, tuple)):
        return ("list", *map(freeze, value))
    if isinstance(value, Body):
        nodes = tuple((node.op, _places(node.inputs), freeze(node.attrs)) for node in value.graph.nodes)
        return ("body", nodes, _places(value.inputs), _places(value.outputs))
    if isinstance(value, np.ndarray):
        data = value[tuple(slice(None) if stride else slice(0, 1) for stride in value.strides)] if value.size else value
        small = data.nbytes <= 1 << 12
        return (
            "array",
            value.dtype.name,
            value.shape,
            value.strides if data.size < value.size else (),
            data.tobytes() if small else id(value),
        )
    return (type(value).__name__, repr(value))


def _places(values: Sequence[Value]) -> Hashable:
    return tuple((value.node.id, value.index) for value in values)
