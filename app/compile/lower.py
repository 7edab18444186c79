"""From document to graph: nodes in dependency order, each by the rule of its role, errors noted at the node they belong to.

Nothing is raised for a wrong document: a node that cannot be lowered gets a problem, and the nodes behind it stay untyped and
silent, so that one mistake gives one message.  No Qt here: the worker and the command line lower documents too.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import engine
from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.compile import lints
from app.compile.flatten import flatten
from app.compile.mends import mends, missing
from app.compile.problems import Fix
from app.compile.roles import RULES
from app.compile.state import Applied, Flow, Item, Lowered, Lowering, Schedule
from app.compile.training import assemble
from app.model.records import DocumentRecord, NodeRecord, PortRef
from app.model.rules import input_ports, input_spec, port_number, same_family
from engine.errors import AttributeValueError, NodegradError
from engine.ir.graph import Value
from engine.ops.spec import REQUIRED

__all__ = ["Lowered", "lower"]

#: What a wire of a class carries; tensors where it is not named here.
_CARRIED: dict[str, type] = {"dataset": Flow, "schedule": Schedule}
_WORDS: dict[type, str] = {Value: "a tensor", Flow: "a dataset", Schedule: "a schedule"}


def lower(record: DocumentRecord, catalog: Catalog, folder: str | Path | None = None) -> Lowered:
    """The document as graph.  ``folder`` is where relative data paths start (the project's folder)."""
    assert engine  # importing the package registers every op and data step
    flat = flatten(record, catalog)
    state = Lowering(flat.record, catalog, None if folder is None else Path(folder), record)
    state.result.problems += flat.problems
    state.result.origins = flat.origins
    incoming: dict[str, list[PortRef]] = {node: [] for node in flat.record.nodes}
    for target in flat.record.links:
        if target.node in incoming:
            incoming[target.node].append(target)
    for node in in_order(state, incoming):
        _lower_node(state, node, incoming[node.id])
    lints.check_graph(state)
    assemble(state)
    return state.result


def in_order(state: Lowering, incoming: Mapping[str, list[PortRef]]) -> list[NodeRecord]:
    """The nodes, each after those that feed it, otherwise in the document's order; a circle is a problem and is left out."""
    record = state.record
    users: dict[str, list[str]] = {node: [] for node in record.nodes}
    waiting = dict.fromkeys(record.nodes, 0)
    for node, targets in incoming.items():
        for target in targets:
            source = record.links[target].source.node
            if source in users:
                users[source].append(node)
                waiting[node] += 1
    position = {node: index for index, node in enumerate(record.nodes)}
    names = list(record.nodes)
    ready = [index for index, node in enumerate(names) if not waiting[node]]  # in order, so it is a heap
    ordered: list[NodeRecord] = []
    while ready:
        node = names[heapq.heappop(ready)]
        ordered.append(record.nodes[node])
        for user in users[node]:
            waiting[user] -= 1
            if not waiting[user]:
                heapq.heappush(ready, position[user])
    if stuck := [node for node, count in waiting.items() if count]:
        first = record.nodes[stuck[0]]
        state.add("error", "'{name}' feeds itself through other nodes; remove a wire of the circle", first.id, name=first.name)
    return ordered


def _lower_node(state: Lowering, node: NodeRecord, targets: list[PortRef]) -> None:
    kind = state.catalog.kind_of(state.record, node.id)
    if node.muted:
        _pass_on(state, node, kind, targets)
        return
    attrs = _attributes(state, node, kind)
    inputs = _inputs(state, node, kind, targets)
    if attrs is None or inputs is None:
        return
    it = Applied(node, kind, attrs, inputs)
    try:
        with state.graph.origin(node.id):
            RULES[kind.role](state, it)
    except NodegradError as error:
        state.refuse(error, node.id, kind, mends(state, it))


def _pass_on(state: Lowering, node: NodeRecord, kind: Kind, targets: list[PortRef]) -> None:
    """A muted node: every output carries what its first input of the same family does; one without outputs is left out."""
    wired = {target.port: state.item(state.record.links[target].source) for target in targets}
    for output in kind.outputs:
        fits = [port for port in input_ports(kind, set(wired)) if (spec := input_spec(kind, port)) is not None
                and same_family(spec.wire, output.wire)]  # fmt: skip
        if not any(port in wired for port in fits):
            state.add(
                "error", "{title} '{name}' is muted, but nothing comes in that it could hand on; unmute it, or connect an input",
                node.id, title=kind.title, name=node.name,
            )  # fmt: skip
            return
        item = next((wired[port] for port in fits if wired.get(port) is not None), None)
        if item is not None:
            state.put(node.id, output.name, item)


def _attributes(state: Lowering, node: NodeRecord, kind: Kind) -> dict[str, Any] | None:
    """The attributes with defaults filled in, each checked; None where one does not fit."""
    if kind.role == "unknown":
        return {}
    found: dict[str, Any] = {}
    fits = True
    for attr in kind.attrs:
        value = node.attributes.get(attr.name, attr.default)
        try:
            if value is REQUIRED:
                raise AttributeValueError("{attribute} is missing; set it", attribute=attr.name)
            found[attr.name] = attr.check(value)
        except AttributeValueError as error:
            fits = False
            fixes: tuple[Fix, ...] = ()
            if attr.default is not REQUIRED:
                fixes = (Fix("Reset it to its default", node.id, {attr.name: attr.default}),)
            elif attr.start is not None:
                words = {"attribute": attr.name, "value": attr.start}
                fixes = (Fix("Set {attribute} to {value}", node.id, {attr.name: attr.start}, words=words),)
            state.add(
                "error",
                "{title} '{name}': " + error.template,
                node.id,
                None,
                fixes,
                **{**error.params, "title": kind.title, "name": node.name},
            )
    for name in node.attributes:
        if kind.attr(name) is None:
            state.add(
                "warning", "{title} '{name}': the attribute {attribute} is not known here; it is kept, but has no effect",
                node.id, title=kind.title, name=node.name, attribute=name,
            )  # fmt: skip
    return found if fits else None


def _inputs(state: Lowering, node: NodeRecord, kind: Kind, targets: list[PortRef]) -> dict[str, Any] | None:
    """What stands on the inputs; None where one is missing, or where what feeds it could not be lowered."""
    found: dict[str, Any] = {}
    whole = True
    variadic: dict[str, list[tuple[int, Item]]] = {}
    for target in targets:
        spec = input_spec(kind, target.port)
        if spec is None:
            whole = False
            state.add(
                "error", "{title} '{name}' has no input '{input}'; remove the wire", node.id, target.port,
                title=kind.title, name=node.name, input=target.port,
            )  # fmt: skip
            continue
        item = state.item(state.record.links[target].source)
        if item is None:
            whole = False
            _check_source(state, target)
        elif not isinstance(item, carried := _CARRIED.get(spec.wire, Value)):
            whole = False
            state.add(
                "error", "{title} '{name}': input '{input}' takes {wanted}, but its wire carries {got}; connect another output",
                node.id, spec.name, title=kind.title, name=node.name, input=spec.name,
                wanted=_WORDS[carried], got=next(word for type_, word in _WORDS.items() if isinstance(item, type_)),
            )  # fmt: skip
        elif spec.variadic:
            variadic.setdefault(spec.name, []).append((port_number(target.port, spec), item))
        else:
            found[spec.name] = item
    wired = {spec.name for target in targets if (spec := input_spec(kind, target.port)) is not None}
    for spec in kind.inputs:
        if spec.name in wired:
            continue
        if spec.required:
            whole = False
            state.add(
                "error", "{title} '{name}' needs a wire into '{input}'", node.id, spec.name, missing(state, node.id, spec),
                title=kind.title, name=node.name, input=spec.name,
            )  # fmt: skip
        else:
            found[spec.name] = None
    for name, items in variadic.items():
        found[name] = [item for _, item in sorted(items, key=lambda entry: entry[0])]
    return found if whole else None


def _check_source(state: Lowering, target: PortRef) -> None:
    """A wire from an output that is not there is a problem of its own; one from a node that failed is not."""
    source = state.record.links[target].source
    node = state.record.nodes.get(source.node)
    if node is None:
        return
    kind = state.catalog.kind_of(state.record, node.id)
    if kind.output(source.port) is None:
        state.add(
            "error", "{title} '{name}' has no output '{output}'; remove the wire", node.id,
            title=kind.title, name=node.name, output=source.port,
        )  # fmt: skip
    elif node.id in state.result.ends:
        template = (
            "{title} '{name}' has no weights to give: the data has none; choose a source with sample_weight"
            if source.port == "sample_weight"
            else "{title} '{name}' has no targets to give: the data holds features only"
        )
        state.add("error", template, node.id, source.port, title=kind.title, name=node.name)
