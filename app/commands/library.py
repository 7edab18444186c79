"""Groups as kinds of their own: what is saved of one, copies of it in a document, and what may be changed in them.

All of it is worked out on a draft; ``app.commands.library_edits`` makes undo steps of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.commands.changes import Draft
from app.commands.values import same
from app.model import groups
from app.model.definitions import RESERVED, Parameter, owner, sealing, settled
from app.model.delta import Delta
from app.model.document import Document
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import Nodes
from app.project.kinds import KindFile
from engine.errors import AttributeValueError, NodegradError

#: Which parameter an attribute of an inner node follows.
Drives = Mapping[tuple[str, str], str]


# --- saving -----------------------------------------------------------------------------------------------------------


def capture(
    nodes: Nodes, group: str, *, id_: str, name: str, category: str, help_: str, parameters: Iterable[Parameter], drives: Drives
) -> KindFile:
    """The kind that a group is, with these parameters; numbered anew, so that equal groups give equal files."""
    inside = groups.contents(nodes, [group])
    ids = {node: f"n{number}" for number, node in enumerate([group, *inside], 1)}
    made: dict[str, NodeRecord] = {}
    for node, new in ids.items():
        record = nodes.nodes[node]
        if node == group:
            ports = {side: list(groups.port_names(record.attributes, side)) for side in RESERVED}
            clean = NodeRecord(id=new, kind=groups.GROUP, name=name, attributes=ports)
        else:
            clean = msgspec.structs.replace(
                record, id=new, group=ids[record.group or group], pinned="", driven=_driven(nodes, record, group, drives)
            )
        made[new] = clean
    links = [LinkRecord(*(PortRef(ids[end.node], end.port) for end in link))
             for link in nodes.links.values() if link.source.node in ids and link.target.node in ids
             and group not in (link.source.node, link.target.node)]  # fmt: skip
    return KindFile(
        id=id_, name=name, category=category, help=help_, parameters=tuple(parameters), nodes=settled_under(made, parameters),
        links={link.target: link for link in links},
    )  # fmt: skip


def settled_under(nodes: dict[str, NodeRecord], parameters: Iterable[Parameter]) -> dict[str, NodeRecord]:
    """The nodes of a kind as an instance that says nothing of its parameters has them."""
    defaults = {parameter.name: parameter.default for parameter in parameters}
    root = next(node for node in nodes.values() if node.group is None)
    result = dict(nodes)
    for node in nodes.values():
        if node.driven and owner(nodes, node) is None:
            values = {key: defaults[name] for key, name in node.driven.items() if name in defaults}
            result[node.id] = msgspec.structs.replace(node, attributes={**node.attributes, **values})
    return {root.id: root, **settled(result)}


def _driven(nodes: Nodes, record: NodeRecord, group: str, drives: Drives) -> dict[str, str]:
    """What a node of the new kind follows: the choice that was made; inside of instances, what it follows there."""
    if not belongs(nodes, record, group):
        return dict(record.driven)
    return {key: name for (node, key), name in drives.items() if node == record.id}


def belongs(nodes: Nodes, record: NodeRecord, group: str) -> bool:
    """Whether a node in a group would follow the parameters of that group: no instance lies between them."""
    around = groups.path(nodes.nodes, record.group)
    inner = around[around.index(group) + 1 :] if group in around else around
    return group in around and all(nodes.nodes[each].definition is None for each in inner)


def drives_of(nodes: Nodes, group: str) -> dict[tuple[str, str], str]:
    """What the parameters of an instance drive now."""
    inside = (nodes.nodes[node] for node in groups.contents(nodes, [group]))
    return {(node.id, key): name for node in inside if belongs(nodes, node, group) for key, name in node.driven.items()}


# --- instances --------------------------------------------------------------------------------------------------------


def insert(draft: Draft, kind: KindFile, x: float, y: float, name: str, level: str | None) -> str:
    """Put in a copy of a kind; the id of its group."""
    ids = {node: draft.new_id() for node in kind.nodes}
    root = msgspec.structs.replace(
        kind.root, id=ids[kind.root.id], name=draft.unique_name(name), x=x, y=y, group=level, definition=kind.definition
    )
    draft.add_node(root)
    _fill(draft, kind, ids)
    return root.id


def _fill(draft: Draft, kind: KindFile, ids: Mapping[str, str]) -> None:
    """Put what lies in a kind into the group that is there."""
    for node in kind.nodes.values():
        if node.group is not None:
            name = draft.unique_name(node.name)
            draft.add_node(msgspec.structs.replace(node, id=ids[node.id], name=name, group=ids[node.group]))
    for link in kind.links.values():
        draft.add_link(*(PortRef(ids[end.node], end.port) for end in link))


def become(draft: Draft, group: str, kind: KindFile, drives: Drives) -> None:
    """Make the group that a kind was made of its first instance, with its own values of the parameters."""
    record = draft.nodes[group]
    values = {side: record.attributes[side] for side in RESERVED if side in record.attributes}
    for parameter in kind.parameters:
        driven = [(node, key) for (node, key), name in drives.items() if name == parameter.name and node in draft.nodes]
        held = [draft.nodes[node].attributes[key] for node, key in driven if key in draft.nodes[node].attributes]
        if held and held[0] != parameter.default and _fits(parameter, held[0]):
            values[parameter.name] = held[0]
    draft.edit_node(msgspec.structs.replace(record, attributes=values, definition=kind.definition))
    for node in groups.contents(draft, [group]):
        inner = draft.nodes[node]
        draft.edit_node(msgspec.structs.replace(inner, driven=_driven(draft, inner, group, drives)))
    spread(draft)


def update(draft: Draft, group: str, kind: KindFile) -> None:
    """Give an instance another version of its kind.  Its name, its place, its values and its wires stay where they still fit."""
    record = draft.nodes[group]
    known = {parameter.name: parameter for parameter in kind.parameters}
    values = {key: value for key, value in record.attributes.items() if key in known and _fits(known[key], value)}
    ports = {side: kind.root.attributes.get(side, []) for side in RESERVED}
    for link in draft.links_of(group):
        end, side = (link.target, "inputs") if link.target.node == group else (link.source, "outputs")
        if end.port not in ports[side]:
            draft.drop_link(link.target)
    inside = groups.contents(draft, [group])
    for node in reversed(inside):
        for link in draft.links_of(node):
            draft.drop_link(link.target)
    for node in reversed(inside):
        draft.drop_node(node)
    attributes = {**kind.root.attributes, **values}
    draft.edit_node(msgspec.structs.replace(record, attributes=attributes, definition=kind.definition))
    _fill(draft, kind, {kind.root.id: group, **{node: draft.new_id() for node in kind.nodes if node != kind.root.id}})
    spread(draft)


def _fits(parameter: Parameter, value: Any) -> bool:
    try:
        parameter.attr.check(value)
    except AttributeValueError:
        return False
    return True


def release(draft: Draft, group: str, catalog: Catalog) -> None:
    """Let the nodes in an instance follow nothing any more; what they have is theirs."""
    for node in groups.contents(draft, [group]):
        record = draft.nodes[node]
        if not record.driven or not belongs(draft, record, group):
            continue
        kind = catalog.declared(record)
        plain = {key for key in record.driven if key in record.attributes and _is_default(kind, key, record.attributes[key])}
        kept = {key: value for key, value in record.attributes.items() if key not in plain}
        draft.edit_node(msgspec.structs.replace(record, attributes=kept, driven={}))


def _is_default(kind: Kind | None, key: str, value: Any) -> bool:
    attr = kind.attr(key) if kind is not None else None
    return attr is not None and same(value, attr.default)


def spread(draft: Draft) -> None:
    """Put the values of all parameters into what they drive."""
    for record in settled(draft.nodes).values():
        draft.edit_node(record)


# --- what may be changed ----------------------------------------------------------------------------------------------


def check(document: Document, draft: Draft, delta: Delta, allowed: Collection[str]) -> None:
    """NodegradError where a draft changes what lies in an instance that is not ``allowed``, or an attribute that follows one."""
    for node in _touched(delta):
        found = sealing(document.nodes, node) or sealing(draft.nodes, node)
        if found is not None and found.id in document.nodes and found.id in draft.nodes and found.id not in allowed:
            assert found.definition is not None
            raise NodegradError(
                "'{node}' is an instance of the kind '{kind}', so what is in it stays as it is; unpack it, or edit the kind",
                node=found.name, kind=found.definition.name,
            )  # fmt: skip
    for before, after in delta.nodes.replaced.values():
        if after.driven and after.attributes != before.attributes:
            check_driven(draft, after.id)


def _touched(delta: Delta) -> dict[str, None]:
    """The nodes that are changed in more than looks, and those at the ends of wires that are."""
    found = dict.fromkeys(node for rows in (delta.nodes.removed, delta.nodes.added) for _, node, _ in rows)
    for node, (before, after) in delta.nodes.replaced.items():
        if msgspec.structs.replace(before, x=after.x, y=after.y, pinned=after.pinned) != after:
            found[node] = None
    links = [link for rows in (delta.links.removed, delta.links.added) for _, _, link in rows]
    links += [link for pair in delta.links.replaced.values() for link in pair]
    found.update(dict.fromkeys(end.node for link in links for end in link))
    return found


def check_driven(draft: Draft, node: str) -> None:
    """NodegradError where an attribute of a node is not what the parameter says that it follows."""
    record = draft.nodes.get(node)
    instance = owner(draft.nodes, record) if record is not None else None
    if record is None or instance is None or instance.definition is None:
        return
    for parameter in instance.definition.parameters:
        wanted = instance.attributes.get(parameter.name, parameter.default)
        for key, name in record.driven.items():
            if name == parameter.name and record.attributes.get(key) != wanted:
                raise NodegradError(
                    "'{attribute}' of '{node}' follows the parameter '{parameter}' of '{instance}'; set it there",
                    attribute=key, node=record.name, parameter=parameter.title or name, instance=instance.name,
                )  # fmt: skip


def keeps_ports(document: Document, group: str) -> None:
    """NodegradError where the ports of a group are those of its kind."""
    record = document.nodes.get(group)
    if record is not None and record.definition is not None and not record.definition.open:
        raise NodegradError(
            "'{node}' is an instance of the kind '{kind}', so it has the kind's ports; unpack it, or edit the kind",
            node=record.name, kind=record.definition.name,
        )  # fmt: skip
