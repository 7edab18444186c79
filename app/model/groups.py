"""Groups: nodes folded into one node with ports of its own, to any depth.

A document stays flat: a node names the group node that it lies in, and a wire joins two nodes of the same level.  What crosses
the border goes through two more nodes inside, which repeat the group's ports: everything that comes in leaves the group input,
everything that goes out ends in the group output.  The names of the ports stand in one place, the group node's attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from app.model.records import NodeRecord, PortRef

if TYPE_CHECKING:
    from app.model.rules import Nodes

GROUP, ENTRY, EXIT, REROUTE = "Group", "GroupInput", "GroupOutput", "Reroute"
#: The kinds that only exist together with a group.
BORDERS = frozenset({ENTRY, EXIT})
INPUTS, OUTPUTS = "inputs", "outputs"
#: The port of a border node that a wire makes a new port of.
FREE = "+"
_FIRST = {INPUTS: ("x",), OUTPUTS: ("y",)}  # of a new group

#: Gives the border node of a group: its id by group and kind.
Find = Callable[[str, str], str | None]


def port_names(attributes: Mapping[str, Any], side: str) -> tuple[str, ...]:
    """The ports of a group on a side, from its attributes; what no port can be called is left out."""
    given = attributes.get(side, _FIRST[side])
    if not isinstance(given, (list, tuple)):
        return ()
    return tuple(dict.fromkeys(name for name in given if isinstance(name, str) and is_port_name(name)))


def is_port_name(name: str) -> bool:
    """Whether a port can be called so: files write ports as ``node.port``."""
    return bool(name.strip()) and name != FREE and name.isprintable() and not any(char in "./:" for char in name)


def border(nodes: Nodes, group: str, kind: str) -> str | None:
    """The node inside a group that its inputs leave (ENTRY), or that its outputs end in (EXIT)."""
    return next((node.id for node in nodes.nodes.values() if node.kind == kind and node.group == group), None)


def finder(nodes: Nodes) -> Find:
    """``border`` for many questions about the same nodes."""
    found: dict[tuple[str | None, str], str] = {}
    for node in nodes.nodes.values():
        if node.kind in BORDERS:
            found.setdefault((node.group, node.kind), node.id)
    return lambda group, kind: found.get((group, kind))


def path(nodes: Mapping[str, NodeRecord], group: str | None) -> list[str]:
    """The groups around what lies in a group, the outermost first and the group itself last."""
    found: list[str] = []
    while group is not None and group in nodes and group not in found:
        found.append(group)
        group = nodes[group].group
    return found[::-1]


def scoped_name(nodes: Mapping[str, NodeRecord], node: str) -> str:
    """A node's name with those of the groups around it: ``block/hidden``."""
    around = path(nodes, nodes[node].group)
    return "/".join(nodes[each].name for each in (*around, node))


def contents(nodes: Nodes, groups: Iterable[str]) -> list[str]:
    """Everything that lies in groups, at any depth, in the document's order."""
    children: dict[str, list[str]] = {}
    for node in nodes.nodes.values():
        if node.group is not None:
            children.setdefault(node.group, []).append(node.id)
    found: set[str] = set()
    stack = list(groups)
    while stack:
        for child in children.get(stack.pop(), ()):
            if child not in found:
                found.add(child)
                stack.append(child)
    return [node for node in nodes.nodes if node in found]


def origin(nodes: Nodes, source: PortRef, bends: bool = True, find: Find | None = None) -> PortRef:
    """The output that a wire from ``source`` really carries, through the borders of groups and, with ``bends``, reroutes.

    Where nothing comes in, it is the port that nothing comes in at: of a group, of a border node or of a reroute.
    """
    seen: set[PortRef] = set()
    while source not in seen:
        seen.add(source)
        before = behind(nodes, source, bends, find)
        link = nodes.links.get(before) if before is not None else None
        if link is None:
            return source
        source = link.source
    return source


def behind(nodes: Nodes, source: PortRef, bends: bool = True, find: Find | None = None) -> PortRef | None:
    """The input whose wire goes on at an output: of a reroute, on the other side of a border; None for any other node."""
    record = nodes.nodes.get(source.node)
    if record is None:
        return None
    if record.kind == GROUP:
        end = (find or _finding(nodes))(record.id, EXIT)
        return None if end is None else PortRef(end, source.port)
    if record.kind == ENTRY and record.group is not None:
        return PortRef(record.group, source.port)
    return PortRef(record.id, "x") if bends and record.kind == REROUTE else None


def seen_from(nodes: Nodes, source: PortRef, group: str | None) -> PortRef:
    """The output inside a group (or outside of all) that carries what an output elsewhere gives; that itself where none does."""
    if source.node not in nodes.nodes or nodes.nodes[source.node].group == group:
        return source
    for node in nodes.nodes.values():
        owner = nodes.nodes.get(node.group or "") if node.kind == ENTRY else node
        if node.group == group and node.kind in (GROUP, ENTRY) and owner is not None:
            for name in port_names(owner.attributes, INPUTS if node.kind == ENTRY else OUTPUTS):
                if origin(nodes, PortRef(node.id, name)) == source:
                    return PortRef(node.id, name)
    return source


def passes(record: NodeRecord | None) -> bool:
    """Whether a node only hands on: a group, its border, a reroute."""
    return record is not None and record.kind in (GROUP, ENTRY, EXIT, REROUTE)


def ends(nodes: Nodes, target: PortRef) -> Iterator[PortRef]:
    """The inputs that a wire into ``target`` comes to in the end, through borders of groups and reroutes."""
    seen: set[PortRef] = set()
    stack = [target]
    while stack:
        ref = stack.pop()
        if ref in seen:
            continue
        seen.add(ref)
        record = nodes.nodes.get(ref.node)
        if not passes(record):
            yield ref
            continue
        assert record is not None
        out: PortRef | None = None
        if record.kind == REROUTE:
            out = PortRef(record.id, "y")
        elif record.kind == GROUP:
            start = border(nodes, record.id, ENTRY)
            out = PortRef(start, ref.port) if start is not None else None
        elif record.kind == EXIT and record.group is not None:
            out = PortRef(record.group, ref.port)
        stack += [link.target for link in nodes.links.values() if link.source == out][::-1]


def _finding(nodes: Nodes) -> Find:
    return lambda group, kind: border(nodes, group, kind)
