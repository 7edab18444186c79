"""Folding nodes into groups and back, and the ports of groups: what the editor's methods work out on a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from app.commands.changes import Draft
from app.model.document import next_name
from app.model.groups import BORDERS, ENTRY, EXIT, FREE, GROUP, INPUTS, OUTPUTS, border, contents, is_port_name, port_names
from app.model.records import LinkRecord, NodeRecord, PortRef
from engine.errors import NodegradError

_GRID = 4
_BESIDE = 160.0  # how far the input and the output of a group lie from what is in it
_CARD = 160.0  # about the width of a node
_NUMBER = re.compile(r"_[0-9]{1,4}$")


def fold(draft: Draft, chosen: Iterable[str], name: str) -> str:
    """Put nodes of one level into a new group; its id."""
    ids = [node for node in dict.fromkeys(chosen) if node in draft.nodes and draft.nodes[node].kind not in BORDERS]
    if not ids:
        raise NodegradError("there is nothing to group; select some nodes first")
    level = draft.nodes[ids[0]].group
    inside = {node for node in ids if draft.nodes[node].group == level}
    _check_whole(draft, inside)
    entering = [link for link in draft.links.values() if link.target.node in inside and link.source.node not in inside]
    leaving = [link for link in draft.links.values() if link.source.node in inside and link.target.node not in inside]
    wanted: dict[PortRef, list[PortRef]] = {}
    for link in entering:
        wanted.setdefault(link.source, []).append(link.target)
    inputs = _named(draft, wanted)
    outputs = _named(draft, {link.source: [] for link in leaving})
    extent = _extent(draft, inside)
    group = NodeRecord(
        id=draft.new_id(), kind=GROUP, name=draft.unique_name(name), x=extent[0], y=extent[1], group=level,
        attributes={INPUTS: list(inputs.values()), OUTPUTS: list(outputs.values())},
    )  # fmt: skip
    draft.add_node(group)
    start, end = add_borders(draft, group.id, extent)
    for link in (*entering, *leaving):
        draft.drop_link(link.target)
    draft.regroup_nodes([node for node in draft.nodes if node in inside], group.id)
    for source, port in inputs.items():
        draft.add_link(source, PortRef(group.id, port))
    for link in entering:
        draft.add_link(PortRef(start, inputs[link.source]), link.target)
    for source, port in outputs.items():
        draft.add_link(source, PortRef(end, port))
    for link in leaving:
        draft.add_link(PortRef(group.id, outputs[link.source]), link.target)
    return group.id


def _check_whole(draft: Draft, inside: set[str]) -> None:
    """Nothing outside may lie between two of the nodes: the group would feed itself."""
    after: dict[str, list[str]] = {}
    for link in draft.links.values():
        after.setdefault(link.source.node, []).append(link.target.node)
    first = {target: target for node in inside for target in after.get(node, ()) if target not in inside}
    stack = list(first)
    while stack:
        node = stack.pop()
        for target in after.get(node, ()):
            if target in inside:
                raise NodegradError(
                    "'{node}' lies between the selected nodes, so their group would feed itself; select it too",
                    node=draft.nodes[first[node]].name,
                )
            if target not in first:
                first[target] = first[node]
                stack.append(target)


def _named(draft: Draft, ports: Mapping[PortRef, list[PortRef]]) -> dict[PortRef, str]:
    """A name for each output that crosses the border: what it is wanted as, else what it is, else the node that it comes from."""
    found: dict[PortRef, str] = {}
    for source, targets in ports.items():
        wanted = {_NUMBER.sub("", target.port) for target in targets}
        first = wanted.pop() if len(wanted) == 1 else source.port
        found[source] = _port_name(draft, set(found.values()), first, source)
    return found


def _port_name(draft: Draft, taken: set[str], first: str, source: PortRef) -> str:
    words = [first, draft.nodes[source.node].name.replace(".", "_")]
    free = [word for word in words if is_port_name(word) and word not in taken]
    return free[0] if free else next_name(first if is_port_name(first) else "x", taken)


def _extent(draft: Draft, nodes: Iterable[str]) -> tuple[float, float, float]:
    """The middle of nodes on the grid, and how far from it a group's input and output lie to the left and right."""
    records = [draft.nodes[node] for node in nodes]
    if not records:
        return 0.0, 0.0, _BESIDE
    left, right = min(record.x for record in records), max(record.x for record in records)
    y = sum(sorted(record.y for record in records)) / len(records)
    return _snap((left + right) / 2 + _CARD / 2), _snap(y), _snap((right - left + _CARD) / 2) + _BESIDE


def _snap(value: float) -> float:
    return float(round(value / _GRID) * _GRID)


def add_borders(draft: Draft, group: str, extent: tuple[float, float, float] = (0.0, 0.0, 240.0)) -> tuple[str, str]:
    """Give a group its input and its output node, left and right of what lies in it; their ids."""
    x, y, beside = extent
    made = []
    for kind, name, at in ((ENTRY, "group_input", x - beside), (EXIT, "group_output", x + beside)):
        node = draft.new_id()
        draft.add_node(NodeRecord(id=node, kind=kind, name=draft.unique_name(name), x=at, y=y, group=group))
        made.append(node)
    return made[0], made[1]


def fill(draft: Draft, group: str) -> None:
    """Give a new group its border, joined so that what comes in goes out."""
    start, end = add_borders(draft, group)
    attributes = draft.nodes[group].attributes
    for port, other in zip(port_names(attributes, INPUTS), port_names(attributes, OUTPUTS), strict=False):
        draft.add_link(PortRef(start, port), PortRef(end, other))


def unfold(draft: Draft, group: str) -> list[str]:
    """Put what lies in a group where the group is, wired as through it; the ids that came out."""
    record = draft.nodes[group]
    start, end = border(draft, group, ENTRY), border(draft, group, EXIT)
    inner = [node.id for node in draft.nodes.values() if node.group == group and node.id not in (start, end)]
    joined = _joined(draft, group, start, end)
    dx = dy = 0.0
    if start is not None and end is not None:  # what was in the middle between them comes to where the group is
        dx = record.x - (draft.nodes[start].x + draft.nodes[end].x) / 2
        dy = record.y - draft.nodes[start].y
    places = {node: (draft.nodes[node].x + dx, draft.nodes[node].y + dy) for node in inner}
    for node in (start, end, group):
        for link in draft.links_of(node) if node is not None else ():
            draft.drop_link(link.target)
    draft.regroup_nodes(inner, record.group)
    draft.move_nodes(places)
    for node in (start, end, group):
        if node is not None:
            draft.drop_node(node)
    for link in joined:
        draft.add_link(*link)
    return inner


def _joined(draft: Draft, group: str, start: str | None, end: str | None) -> list[LinkRecord]:
    """The wires that take the place of those through a group's border."""

    def before(source: PortRef) -> PortRef | None:
        """What comes to an output of the group or of its input node."""
        if source.node == group:
            link = draft.links.get(PortRef(end, source.port)) if end is not None else None
            return None if link is None else before(link.source)
        if source.node == start:
            link = draft.links.get(PortRef(group, source.port))
            return None if link is None else link.source
        return source

    found = []
    for link in draft.links.values():
        crosses = link.source.node in (start, group) and link.target.node != end
        if crosses and (source := before(link.source)) is not None:
            found.append(LinkRecord(source, link.target))
    return found


# --- ports ------------------------------------------------------------------------------------------------------------


def owner(draft: Draft, node: str) -> str:
    """The group that a node shows the ports of: itself, or the one whose border it is."""
    record = draft.nodes[node]
    group = record.group if record.kind in BORDERS else record.id
    if group is None or draft.nodes[group].kind != GROUP:
        raise NodegradError("'{node}' is no group; only groups have ports that can be changed", node=record.name)
    return group


def open_port(draft: Draft, source: PortRef, target: PortRef) -> tuple[PortRef, PortRef]:
    """Both ends of a wire, of which one may be the free port of a border node: that becomes a port of the group."""
    if source.port == FREE and draft.nodes[source.node].kind == ENTRY:
        wanted = _NUMBER.sub("", target.port) if target.port != FREE else "x"
        source = PortRef(source.node, add_port(draft, owner(draft, source.node), INPUTS, wanted))
    if target.port == FREE and draft.nodes[target.node].kind == EXIT:
        group = owner(draft, target.node)
        taken = set(port_names(draft.nodes[group].attributes, OUTPUTS))
        port = add_port(draft, group, OUTPUTS, _port_name(draft, taken, source.port, source))
        target = PortRef(target.node, port)
    return source, target


def add_port(draft: Draft, group: str, side: str, name: str) -> str:
    """Give a group one more port; its name, which is another one where ``name`` is taken."""
    names = port_names(draft.nodes[group].attributes, side)
    made = next_name(name if is_port_name(name) else {INPUTS: "x", OUTPUTS: "y"}[side], set(names))
    _set_ports(draft, group, side, [*names, made])
    return made


def remove_port(draft: Draft, group: str, side: str, name: str) -> None:
    """Take a port off a group, with the wires on both of its sides."""
    for link in _links_at(draft, group, side, name):
        draft.drop_link(link.target)
    _set_ports(draft, group, side, [port for port in port_names(draft.nodes[group].attributes, side) if port != name])


def rename_port(draft: Draft, group: str, side: str, old: str, new: str) -> None:
    """Call a port otherwise; its wires stay."""
    names = port_names(draft.nodes[group].attributes, side)
    wanted = new.strip()
    if not is_port_name(wanted):
        raise NodegradError("'{port}' cannot be a port's name; leave out '.', '/' and ':'", port=wanted)
    if wanted in names and wanted != old:
        raise NodegradError("another port is named '{port}' already; choose another name", port=wanted)
    if old not in names or wanted == old:
        return
    into, out = _both_sides(draft, group, side, old)
    links = _links_at(draft, group, side, old)
    for link in links:
        draft.drop_link(link.target)
    _set_ports(draft, group, side, [wanted if port == old else port for port in names])
    for source, target in links:
        draft.add_link(
            PortRef(out.node, wanted) if source == out else source, PortRef(into.node, wanted) if target == into else target
        )


def move_port(draft: Draft, group: str, side: str, name: str, by: int) -> None:
    """Put a port higher (``by`` below 0) or lower."""
    names = list(port_names(draft.nodes[group].attributes, side))
    if name in names:
        at = names.index(name)
        names.insert(max(0, min(at + by, len(names) - 1)), names.pop(at))
        _set_ports(draft, group, side, names)


def _set_ports(draft: Draft, group: str, side: str, names: list[str]) -> None:
    record = draft.nodes[group]
    if list(port_names(record.attributes, side)) != names:
        draft.edit_node(msgspec.structs.replace(record, attributes={**record.attributes, side: names}))


def _both_sides(draft: Draft, group: str, side: str, name: str) -> tuple[PortRef, PortRef]:
    """Where wires come into a port and where they go on, on the other side of the border."""
    within = PortRef(border(draft, group, ENTRY if side == INPUTS else EXIT) or "", name)
    outside = PortRef(group, name)
    return (outside, within) if side == INPUTS else (within, outside)


def _links_at(draft: Draft, group: str, side: str, name: str) -> list[LinkRecord]:
    into, out = _both_sides(draft, group, side, name)
    return [link for link in draft.links.values() if link.target == into or link.source == out]


def with_contents(draft: Draft, nodes: Iterable[str]) -> list[str]:
    """Nodes, those inside groups first, then the groups: the order in which they can be deleted."""
    ids = list(dict.fromkeys(nodes))
    inner = [node for node in contents(draft, ids) if node not in ids]
    return [*inner, *ids]
