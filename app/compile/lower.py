"""From document to graph: what the check let through, made real in dependency order.

Nothing is raised for a wrong document: what is wrong is a problem, and the nodes that it stops are left out of the graph.  No Qt
here: the worker and the command line lower documents too.
"""

from __future__ import annotations

import heapq
from pathlib import Path
from typing import Any

from app.catalog.registry import Catalog
from app.compile.cells import Cell, Tensor
from app.compile.checking import Check
from app.compile.problems import Problem
from app.compile.roles import GRAPH, Task
from app.compile.state import Applied, Flow, Lowered
from app.compile.training import spec_of
from app.model.records import DocumentRecord, PortRef
from engine.errors import NodegradError
from engine.garbage import put_off
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value

__all__ = ["Lowered", "lower"]


def lower(record: DocumentRecord, catalog: Catalog, folder: str | Path | None = None) -> Lowered:
    """The document as graph.  ``folder`` is where relative data paths start (the project's folder)."""
    with put_off():
        return _lower(record, Check(catalog, folder))


def _lower(record: DocumentRecord, check: Check) -> Lowered:
    found = check.update(record)
    graph = Graph(record.name or "graph", record.settings.seed)
    lowered = Lowered(record, graph, check, problems=list(found.problems), origins=check.drawing.origins)
    values: dict[tuple[str, str], Value] = {}  # by the node that made them and its output
    for cell in in_order(check):
        try:
            _build(check, lowered, values, cell)
        except NodegradError as error:  # what only the graph as a whole can tell
            lowered.problems.append(Problem("error", error.template, dict(error.params), error.origin or cell.id))
    if found.ready:
        _assemble(check, lowered, values)
    return lowered


def in_order(check: Check) -> list[Cell]:
    """The nodes that went through, each after those that feed it, otherwise in the document's order.

    Weights are drawn in this order, so a document always begins with the same ones.
    """
    cells = [cell for node in check.drawn.nodes if (cell := check.cells.get(node)) is not None]
    place = {cell.id: index for index, cell in enumerate(cells)}
    waiting = {cell.id: sum(source.node in place for source in cell.wires.values()) for cell in cells}
    ready = [index for index, cell in enumerate(cells) if not waiting[cell.id]]  # in order, so it is a heap
    ordered: list[Cell] = []
    while ready:
        cell = cells[heapq.heappop(ready)]
        ordered.append(cell)
        for user, _, _ in check.wiring.targets(cell.id):
            waiting[user.id] -= 1
            if not waiting[user.id]:
                heapq.heappush(ready, place[user.id])
    return ordered


def _build(check: Check, lowered: Lowered, values: dict[tuple[str, str], Value], cell: Cell) -> None:
    """Make a node real, and set what stands on its outputs."""
    rule = GRAPH.get(cell.kind.role)
    if rule is not None and cell.ok:
        inputs: dict[str, Any] = {"data": cell.flow} if cell.flow is not None else _real(cell.inputs, values)
        with lowered.graph.origin(cell.id):
            task = Task(Builder(lowered.graph), cell.kind, check.path(cell.id), cell.record.name, cell.attrs, inputs)
            built = rule(task)
        values.update({(cell.id, port): value for port, value in built.outputs.items()})
        if built.figure is not None:
            lowered.figures[cell.record.name] = built.figure
        if built.weights:
            lowered.weights[cell.id] = dict(built.weights)
        if cell.flow is not None:
            lowered.ends[cell.id] = cell.flow
    for port, item in cell.outputs.items():
        ref = PortRef(cell.id, port)
        if isinstance(item, Flow):
            lowered.flows[ref] = item
        elif isinstance(item, Tensor) and (item.node, item.port) in values:
            lowered.values[ref] = values[item.node, item.port]


def _real(inputs: Any, values: dict[tuple[str, str], Value]) -> dict[str, Any]:
    """What the check found on the inputs, as values of the graph."""

    def real(item: Any) -> Any:
        if isinstance(item, list):
            return [real(part) for part in item]
        return values[item.node, item.port] if isinstance(item, Tensor) else item

    return {port: real(item) for port, item in inputs.items()}


def _assemble(check: Check, lowered: Lowered, values: dict[tuple[str, str], Value]) -> None:
    """Put the training together."""
    (batch,) = check.at_work("batch")
    assert batch.flow is not None
    optimizers = [Applied(cell.record, cell.kind, cell.attrs, _real(cell.inputs, values)) for cell in check.at_work("optimizer")]
    inputs = {
        port.name: lowered.values[ref] for port in batch.kind.outputs if (ref := PortRef(batch.id, port.name)) in lowered.values
    }
    losses = [it.inputs["loss"] for it in optimizers]
    try:
        lowered.spec = spec_of(check.drawn, lowered.graph, inputs, batch.flow, optimizers, losses, lowered.figures, check.folder)
    except NodegradError as error:
        last = optimizers[-1]
        lowered.problems.append(Problem("error", error.template, dict(error.params), error.origin or last.node.id))
