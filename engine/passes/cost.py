"""What a node costs: an estimate of how many numbers are computed, from the ops' own rules and, without one, from their traits.

A multiplication with an addition counts as two, everything else as one; sizes that are not known count as one, so that the figure
is that of one row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from engine.errors import NodegradError
from engine.ir.body import bodies_of
from engine.ir.graph import Graph, Node, ancestors
from engine.ir.types import TensorType
from engine.ops.scanning import step_types
from engine.ops.spec import Op
from engine.passes.expand import expand
from engine.passes.program import Program, op_of

_FREE = frozenset({"view", "state"})
#: What NumPy takes: seconds for a call, for a byte that is read or written, and for an operation of a product.
_CALL, _BYTE, _PRODUCT = 2e-6, 1.2e-10, 1.2e-11


def step_seconds(program: Program) -> float:
    """How long NumPy is likely to take for a program of known sizes, on any machine: the same figure for the same program.

    It decides what is worth compiling, so that it must not depend on a clock; it may be wrong by a factor of three.
    """
    return sum(map(_seconds, program.nodes))


def _seconds(node: Node) -> float:
    op = op_of(node)
    if bodies_of(node):
        steps = node.inputs[node.attrs["carries"]].shape[0] if "carries" in node.attrs else 1
        inside = sum(_seconds(part) for body in bodies_of(node).values() for part in body.graph.nodes)
        return (steps if isinstance(steps, int) else 1) * inside
    if op.traits & _FREE or not node.inputs:
        return 0.0
    work = operations(node)
    moved = sum(value.type.nbytes or 0 for value in (*node.inputs, *node.outputs))
    return _CALL + moved * _BYTE + work * _PRODUCT


def operations(node: Node) -> int:
    """How many operations a node takes for one row."""
    inputs = tuple(_sized(value.type) for value in node.inputs)
    op = op_of(node)
    if bodies_of(node):
        return _of_steps(node, inputs)
    if op.is_primitive or op.cost is not None:
        return _own(op, inputs, tuple(_sized(value.type) for value in node.outputs), node.attrs)
    return _of_parts(_Key((node.op, op.expand, inputs, repr(node.attrs)), node))


def _of_steps(node: Node, inputs: Sequence[TensorType]) -> int:
    """What a step of a loop takes, as often as it is done."""
    try:
        step = node.attrs["body"].retyped(step_types(inputs, node.attrs))
    except NodegradError:
        step = node.attrs["body"]
    steps = inputs[node.attrs["carries"]].shape[0]
    return (steps if isinstance(steps, int) else 1) * sum(map(operations, step.graph.nodes))


class _Key:
    """A composite as its parts depend on it: op, its rule, types and attributes; the node comes along to be looked at."""

    def __init__(self, same: tuple[Any, ...], node: Node) -> None:
        self.same, self.node = same, node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.same == other.same

    def __hash__(self) -> int:
        return hash(self.same)


def _sized(type_: TensorType) -> TensorType:
    return type_.with_shape(dim if isinstance(dim, int) else 1 for dim in type_.shape)


def _own(op: Op, inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Any) -> int:
    if op.cost is not None:
        return op.cost(inputs, outputs, attrs)
    ports = op.present_inputs(attrs)
    if op.traits & _FREE or (ports and all(port.shape_only for port in ports)) or not inputs:
        return 0
    if "elementwise" in op.traits:
        return sum(type_.size or 0 for type_ in outputs)
    return max(sum(type_.size or 0 for type_ in inputs), sum(type_.size or 0 for type_ in outputs))


def result_bytes(node: Node) -> int:
    """What the results take that a node computes, for one row.  Where it is made of others these count, but for what is computed
    entry by entry, which is written over what it is computed from."""
    op = op_of(node)
    if "view" in op.traits:
        return 0
    own = sum(_sized(value.type).nbytes or 0 for value in node.outputs)
    if op.is_primitive or op.gradient is not None:
        return own
    inputs = tuple(_sized(value.type) for value in node.inputs)
    return max(own, _bytes_of_parts(_Key((node.op, op.expand, inputs, repr(node.attrs)), node)))


@lru_cache(maxsize=2048)
def _bytes_of_parts(key: _Key) -> int:
    try:
        parts = _parts(key, lambda part: op_of(part).gradient is None)
    except NodegradError:
        return 0
    return sum(result_bytes(part) for part in parts if "elementwise" not in op_of(part).traits)


@lru_cache(maxsize=2048)
def _of_parts(key: _Key) -> int:
    """The sum over what a composite stands for; what it writes where it cannot be taken apart for a single row."""
    node = key.node
    try:
        parts = _parts(key, lambda part: op_of(part).cost is None)
    except NodegradError:
        return sum(_sized(value.type).size or 0 for value in node.outputs)
    return sum(map(operations, parts))


def _parts(key: _Key, wanted: Callable[[Node], bool]) -> list[Node]:
    """What a composite stands for, for a single row, without what is given to it; NodegradError where that cannot be said."""
    node = key.node
    graph = Graph("cost")
    inputs = [
        graph.add("placeholder", (), {"shape": list(x.shape), "dtype": x.dtype, "layout": x.layout}).outputs[0]
        for x in (_sized(value.type) for value in node.inputs)
    ]
    program, _ = expand(Program(graph, graph.add(node.op, inputs, node.attrs).outputs), wanted)
    return [part for part in ancestors(program.fetches) if part.op != "placeholder"]
