"""Finds what is computed entry by entry of a gradient of rows: the part of an update that can be done for some rows at a time.

A region is a set of entrywise ops over arrays of the table's shape.  Whether rows without a gradient stay what they are follows
from the algebra of its ops: x + 0, x − 0, 0 · x, 0 / x, and functions that are zero at zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.ir.body import Body
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value
from engine.ir.types import Shape
from engine.passes.expand import expand_node
from engine.passes.program import Program, constant_of, op_of, users

#: What the rows of one call are counted by.
ROWS = "rows"


@dataclass
class Region:
    """Ops over tables, gradients of rows, and what all rows share; ``outputs`` are read outside of it."""

    nodes: list[Node] = field(default_factory=list)
    tables: list[Value] = field(default_factory=list)
    gradients: list[Value] = field(default_factory=list)
    shared: list[Value] = field(default_factory=list)
    outputs: list[Value] = field(default_factory=list)

    @property
    def inputs(self) -> list[Value]:
        return [*self.tables, *self.gradients, *self.shared]


def find_regions(program: Program, rows: set[Value]) -> list[Region]:
    """The regions of the updates that begin at these values, none of which needs anything that another one gives."""
    taken = _reached(program, rows)
    readers = users(program)
    for node in reversed(program.nodes):  # what serves a region alone belongs to it, as a decay of the weights does
        if node in taken or any(value in rows or value in program.fetches for value in node.outputs):
            continue
        shapes = {taken.get(reader) for value in node.outputs for reader in readers[value]}
        shape = shapes.pop() if len(shapes) == 1 else None
        if shape is not None and is_entrywise(node, shape):
            taken[node] = shape
    regions = [_bounded(program, nodes, rows, taken[nodes[0]], readers) for nodes in _connected(program, taken, rows)]
    return [
        region for region in regions if region.gradients and any(_target(value, readers) is not None for value in region.outputs)
    ]


def _reached(program: Program, rows: set[Value]) -> dict[Node, Shape]:
    """The entrywise nodes that lead on from the rows, with the shape; none that needs what other nodes make of them."""
    taken: dict[Node, Shape] = {}
    late: set[Value] = set()
    for node in program.nodes:
        if any(value in rows for value in node.outputs):
            continue
        shapes = {value.shape for value in node.inputs if value in rows or value.node in taken}
        if not shapes and not any(value in late for value in node.inputs):
            continue
        shape = next(iter(shapes), ())
        if len(shapes) == 1 and is_entrywise(node, shape) and not any(value in late for value in node.inputs):
            taken[node] = shape
        elif any(value.node in taken or value in late for value in node.inputs):
            late.update(node.outputs)
    return taken


def is_entrywise(node: Node, shape: Shape) -> bool:
    """Whether a node computes each row of arrays of this shape from the same rows of others, and from what all rows share.

    That of a composite is seen by what it stands for.
    """
    op = op_of(node)
    if not node.outputs or any(value.shape != shape for value in node.outputs):
        return False
    if not all(value.type.layout == "dense" and (_is_table(value, shape) or _is_shared(value, shape)) for value in node.inputs):
        return False
    if op.is_primitive:
        return "elementwise" in op.traits and "random" not in op.traits
    inputs, program = _inside(node)
    by_row = {own for own, value in zip(inputs, node.inputs, strict=True) if _is_table(value, shape)}
    for part in program.nodes:
        if any(value in by_row for value in part.inputs):
            if not is_entrywise(part, shape):
                return False
            by_row.update(part.outputs)
    return all(value in by_row for value in program.fetches)


def _inside(node: Node) -> tuple[list[Value], Program]:
    """What a composite stands for, over inputs of its own."""
    graph = Graph(node.name)
    inputs = [
        graph.add("placeholder", (), {"shape": list(value.shape), "dtype": value.dtype}, f"x{index}").outputs[0]
        for index, value in enumerate(node.inputs)
    ]
    return inputs, Program(graph, expand_node(Builder(graph), node, inputs))


def _is_table(value: Value, shape: Shape) -> bool:
    return value.rank == len(shape) and value.shape[0] == shape[0]


def _is_shared(value: Value, shape: Shape) -> bool:
    return value.rank < len(shape) or value.shape[0] == 1


def _connected(program: Program, taken: dict[Node, Shape], rows: set[Value]) -> Iterator[list[Node]]:
    """The taken nodes in groups that hand values on to each other or begin at the same rows, in order."""
    group: dict[Any, Any] = {}

    def head(item: Any) -> Any:
        while group.setdefault(item, item) is not item:
            item = group[item]
        return item

    for node in taken:
        for value in node.inputs:
            if value in rows:
                group[head(value)] = head(node)
            elif value.node in taken:
                group[head(value.node)] = head(node)
    found: dict[Any, list[Node]] = {}
    for node in program.nodes:
        if node in taken:
            found.setdefault(head(node), []).append(node)
    yield from found.values()


def _bounded(program: Program, nodes: list[Node], rows: set[Value], shape: Shape, readers: dict[Value, list[Node]]) -> Region:
    region, inside = Region(nodes), set(nodes)
    for value in dict.fromkeys(value for node in nodes for value in node.inputs):
        if value.node in inside or _is_number(value):
            continue
        kind = region.gradients if value in rows else region.tables if _is_table(value, shape) else region.shared
        kind.append(value)
    region.outputs = [
        value
        for node in nodes
        for value in node.outputs
        if value in program.fetches or any(reader not in inside for reader in readers[value])
    ]
    return region


def _is_number(value: Value) -> bool:
    return value.rank == 0 and constant_of(value) is not None


def _target(value: Value, readers: dict[Value, list[Node]]) -> Value | None:
    """The variable that the value is assigned to."""
    return next((node.inputs[0] for node in readers[value] if node.op == "assign" and node.inputs[1] is value), None)


def build(builder: Builder, region: Region, moved: dict[Value, Value], readers: dict[Value, list[Node]]) -> dict[Value, Value]:
    """Add the region as one node; what takes the place of its outputs."""
    targets = [_target(value, readers) for value in region.outputs]
    same = untouched(region)
    touched = None not in same and len(set(same)) == len(same)
    homes = same if touched else targets
    node = builder.graph.add(
        "rows_update",
        [moved[value] for value in region.inputs],
        {
            "body": _body(region),
            "tables": len(region.tables),
            "gradients": len(region.gradients),
            "places": [
                next((at for at, table in enumerate(region.tables) if table is home and table.type == value.type), -1)
                for value, home in zip(region.outputs, homes, strict=True)
            ],
            "slots": [i for i, target in enumerate(targets) if target is not None and not target.node.attrs["trainable"]],
            "touched": touched,
        },
        f"{region.nodes[-1].name}/rows",
    )
    return dict(zip(region.outputs, node.outputs, strict=True))


def _body(region: Region) -> Body:
    graph = Graph("update")
    moved: dict[Value, Value] = {}
    cut = len(region.tables) + len(region.gradients)
    for index, value in enumerate(region.inputs):
        shape = [ROWS, *value.shape[1:]] if index < cut else list(value.shape)
        word = "table" if index < len(region.tables) else "gradient" if index < cut else "shared"
        moved[value] = graph.add("placeholder", (), {"shape": shape, "dtype": value.dtype}, word).outputs[0]
    inputs = tuple(moved[value] for value in region.inputs)
    for node in region.nodes:
        for value in node.inputs:
            if value not in moved:
                moved[value] = graph.add("constant", (), {"value": constant_of(value)}, value.node.name).outputs[0]
        moved.update(zip(node.outputs, graph.copy(node, [moved[value] for value in node.inputs]).outputs, strict=True))
    return Body(graph, inputs, tuple(moved[value] for value in region.outputs))


# --- what stays where the gradient is zero ----------------------------------------------------------------------------------

#: In the place of a value: it is zero.
_ZERO = "zero"
_Known = Any  # a value of the program that it equals, or zero, or None where nothing is known


def untouched(region: Region) -> list[Value | None]:
    """For each output the table that it equals in rows without a gradient; None where it is another one.

    Numbers are taken to be finite: 0 · x is zero.
    """
    known: dict[Value, _Known] = dict.fromkeys(region.gradients, _ZERO) | {value: value for value in region.tables}
    _follow(region.nodes, known)
    return [found if isinstance(found := known[value], Value) and found.type == value.type else None for value in region.outputs]


def _follow(nodes: Sequence[Node], known: dict[Value, _Known]) -> None:
    """Add what is known of the values of these nodes."""
    for node in nodes:
        inputs = [known.get(value) for value in node.inputs]
        if op_of(node).is_primitive:
            known[node.outputs[0]] = _where_zero(node, inputs)
            continue
        own, program = _inside(node)
        within = dict(zip(own, inputs, strict=True))
        _follow([part for part in program.nodes if part.op != "placeholder"], within)
        known.update((value, within.get(made)) for value, made in zip(node.outputs, program.fetches, strict=True))


def _where_zero(node: Node, inputs: Sequence[_Known]) -> _Known:
    if node.op in _RULES:
        return _RULES[node.op](inputs)
    if len(inputs) == 1 and inputs[0] is _ZERO:
        reference = op_of(node).reference
        assert reference is not None
        return _ZERO if not np.any(reference(np.zeros((), node.inputs[0].dtype), **node.attrs)) else None
    return None


def _sum(inputs: Sequence[_Known]) -> _Known:
    a, b = inputs
    return b if a is _ZERO else a if b is _ZERO else None


_RULES: dict[str, Callable[[Sequence[_Known]], _Known]] = {
    "add": _sum,
    "subtract": lambda inputs: inputs[0] if inputs[1] is _ZERO else None,
    "multiply": lambda inputs: _ZERO if any(item is _ZERO for item in inputs) else None,
    "divide": lambda inputs: _ZERO if inputs[0] is _ZERO else None,
    "identity": lambda inputs: inputs[0],
    "stop_gradient": lambda inputs: inputs[0],
}
