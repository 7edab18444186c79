"""What may be joined on the canvas: the rules that hold while a wire is being drawn, before any type is worked out.

A rule that is broken gives a ``Refusal``, a sentence in template form; the checker finds everything that needs types.  No
Qt here: the same rules are read by the project reader, the commands and the canvas.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from app.catalog.spec import Kind, PortSpec
from app.model import groups
from app.model.records import LinkRecord, NodeRecord, PortRef


class Refusal(NamedTuple):
    """Why something is not possible: a template and its parameters."""

    template: str
    params: Mapping[str, Any]


class Nodes(Protocol):
    """What the rules read: a Document, a DocumentRecord or a draft of one."""

    @property
    def nodes(self) -> Mapping[str, NodeRecord]: ...

    @property
    def links(self) -> Mapping[PortRef, LinkRecord]: ...


class Kinds(Protocol):
    """What the rules ask of the catalogue."""

    def kind_of(self, nodes: Nodes, node: str) -> Kind: ...


#: Wire classes that carry tensors; which dtype and shape fit is for the checker to say, not for the wire.
TENSORS = frozenset({"tensor", "labels", "loss", "bool", "any"})
_WORDS = {
    "dataset": "a dataset",
    "tensor": "a tensor",
    "labels": "labels",
    "loss": "a loss",
    "schedule": "a learning-rate schedule",
    "bool": "a mask",
    "any": "a tensor",
    "free": "anything",
}
_NUMBERED = re.compile(r"(.+)_([1-9][0-9]{0,3})")


def same_family(source: str, target: str) -> bool:
    """Whether a wire of one class may end in a port of another."""
    return source == target or (source in TENSORS and target in TENSORS) or "free" in (source, target)


def input_spec(kind: Kind, port: str) -> PortSpec | None:
    """The declaration of an input; ``name_2``, ``name_3``, ... belong to the variadic input ``name``."""
    spec = kind.input(port)
    if spec is None and (match := _NUMBERED.fullmatch(port)) and int(match[2]) > 1:
        spec = kind.input(match[1])
        return spec if spec is not None and spec.variadic else None
    return spec


def port_number(port: str, spec: PortSpec) -> int:
    """The place of a port among those of its variadic input, from 1."""
    return 1 if port == spec.name else int(port[len(spec.name) + 1 :])


def input_ports(kind: Kind, wired: set[str]) -> list[str]:
    """The inputs a node shows: the declared ones; of a variadic one, those that are wired and one that is free."""
    ports: list[str] = []
    for spec in kind.inputs:
        if not spec.variadic:
            ports.append(spec.name)
            continue
        number = 1
        open_ends = 0
        last = max((port_number(port, spec) for port in wired if input_spec(kind, port) is spec), default=0)
        while number <= last or not open_ends:
            port = spec.name if number == 1 else f"{spec.name}_{number}"
            open_ends += port not in wired
            ports.append(port)
            number += 1
    return ports


def output_ports(kind: Kind, node: str, used: Collection[str], found: Container[PortRef]) -> list[PortSpec]:
    """The outputs a node shows: one that is not always there shows where something was found on it, or a wire hangs on it."""
    return [spec for spec in kind.outputs if spec.required or spec.name in used or PortRef(node, spec.name) in found]


def wired_inputs(nodes: Nodes, node: str) -> set[str]:
    """Names of the inputs of a node that have a wire."""
    return {target.port for target in nodes.links if target.node == node}


def reaches(nodes: Nodes, start: str, goal: str) -> bool:
    """Whether something that leaves ``start`` comes to ``goal``."""
    if start == goal:
        return True
    users: dict[str, list[str]] = {}
    for link in nodes.links.values():
        users.setdefault(link.source.node, []).append(link.target.node)
    seen = {start}
    stack = [start]
    while stack:
        for user in users.get(stack.pop(), ()):
            if user == goal:
                return True
            if user not in seen:
                seen.add(user)
                stack.append(user)
    return False


def in_circles(nodes: Iterable[str], links: Iterable[LinkRecord]) -> list[str]:
    """The nodes that lie on circles of wires, or behind one; none where all wires run one way."""
    users: dict[str, list[str]] = {node: [] for node in nodes}
    waiting = dict.fromkeys(users, 0)
    for link in links:
        users[link.source.node].append(link.target.node)
        waiting[link.target.node] += 1
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        for user in users[ready.pop()]:
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)
    return [node for node, count in waiting.items() if count]


def taken(nodes: Nodes, catalog: Kinds, target: PortRef) -> list[str]:
    """The classes of the inputs that a wire into a reroute or a group comes to in the end."""
    found = []
    for end in groups.ends(nodes, target):
        if end.node in nodes.nodes:
            spec = input_spec(catalog.kind_of(nodes, end.node), end.port)
            found.append("any" if spec is None else spec.wire)
    return found


def can_connect(nodes: Nodes, catalog: Kinds, source: PortRef, target: PortRef) -> Refusal | None:
    """None where the output may be wired to the input (replacing the wire that is there); otherwise why not."""
    refusal = misfit(nodes, catalog, source, target)
    if refusal is None and reaches(nodes, target.node, source.node):
        return Refusal(
            "this wire would close a circle: '{target}' already feeds '{source}'",
            {"target": nodes.nodes[target.node].name, "source": nodes.nodes[source.node].name},
        )
    return refusal


def misfit(nodes: Nodes, catalog: Kinds, source: PortRef, target: PortRef) -> Refusal | None:
    """Why two ports do not go together, whatever else is wired; None where they do."""
    for ref in (source, target):
        if ref.node not in nodes.nodes:
            return Refusal("there is no node '{node}'", {"node": ref.node})
    source_kind = catalog.kind_of(nodes, source.node)
    target_kind = catalog.kind_of(nodes, target.node)
    output = source_kind.output(source.port)
    if output is None:
        return Refusal("{kind} has no output '{port}'", {"kind": source_kind.title, "port": source.port})
    entry = input_spec(target_kind, target.port)
    if entry is None:
        return Refusal("{kind} has no input '{port}'", {"kind": target_kind.title, "port": target.port})
    if source.node == target.node:
        return Refusal("a node cannot feed itself", {})
    if nodes.nodes[source.node].group != nodes.nodes[target.node].group:
        return Refusal("a wire cannot cross the border of a group; connect to the group's ports", {})
    for wanted in taken(nodes, catalog, target) if groups.passes(nodes.nodes[target.node]) else [entry.wire]:
        if not same_family(output.wire, wanted):
            return Refusal(
                "'{port}' of {kind} takes {wanted}, but this wire carries {got}",
                {"port": target.port, "kind": target_kind.title, "wanted": _WORDS[wanted], "got": _WORDS[output.wire]},
            )
    return None
