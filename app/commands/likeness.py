"""Making nodes like others, each one undo step: of another kind with the wires kept, or with the attributes of a copied node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.catalog.library import BLOCK
from app.catalog.registry import Catalog, fitting_port
from app.catalog.spec import PLUGIN, Kind
from app.commands import clipboard
from app.commands.changes import Draft
from app.commands.drafting import Drafting
from app.commands.names import default_name
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import Nodes, input_ports, input_spec, misfit, same_family, wired_inputs
from app.text import tr
from engine.errors import NodegradError

#: Roles of nodes that are what they are: what they hold is more than a kind and attributes.
_THEMSELVES = ("group", "entry", "exit", "reroute", "note", "frame")


class Likeness(Drafting):
    """The part of the editor that makes nodes what others are."""

    def kinds_instead(self, ids: Iterable[str]) -> list[Kind]:
        """What nodes could be instead and keep all of their wires: kinds of the same category first."""
        nodes = [node for node in ids if node in self.document.nodes]
        own = [self.catalog.kind_of(self.document, node) for node in nodes]
        if not nodes or any(kind.role in _THEMSELVES or kind.name not in self.catalog for kind in own):
            return []
        ends = [_ends(self.document, self.catalog, node) for node in nodes]
        found = [
            kind for kind in self.catalog.kinds
            if kind.role not in _THEMSELVES and BLOCK not in kind.options
            and any(kind.name != each.name for each in own) and all(_takes(kind, *each) for each in ends)
        ]  # fmt: skip
        return sorted(found, key=lambda kind: kind.category != own[0].category)

    def change_kind(self, ids: Iterable[str], kind: str) -> None:
        """Make nodes ones of another kind; the attributes that both have stay, and the wires into ports that fit."""
        draft = Draft(self.document)
        chosen = [node for node in dict.fromkeys(ids) if node in draft.nodes]
        names = [draft.nodes[node].name for node in chosen]
        title = self.catalog.get(kind).title
        for node in chosen:
            if any(each.role in _THEMSELVES for each in (self.catalog.get(kind), self.catalog.kind_of(draft, node))):
                raise NodegradError(
                    "'{node}' cannot become a {kind}; choose another kind", node=draft.nodes[node].name, kind=title
                )
            turn(self, draft, node, kind, {})
        if len(chosen) == 1:
            text = tr("Commands", "Change {node} to {kind}", node=names[0], kind=title)
        else:
            text = tr("Commands", "Change {count} nodes to {kind}", count=len(chosen), kind=title)
        self._push(text, draft)

    def paste_attributes(self, text: str, ids: Iterable[str]) -> None:
        """Give nodes the attributes of the one node that was copied, as far as they have them too."""
        clip = clipboard.parse(text)
        copied = [record for record in clip.nodes.values() if record.group is None]
        if len(copied) != 1:
            raise NodegradError("copy one node to paste its attributes; the clipboard holds {count}", count=len(copied))
        draft = Draft(self.document)
        chosen = [node for node in dict.fromkeys(ids) if node in draft.nodes and draft.nodes[node].definition is None]
        alike = [node for node in chosen if draft.nodes[node].kind == copied[0].kind] or chosen
        kind = self.catalog.declared(copied[0])
        if kind is None or kind.role in _THEMSELVES:
            raise NodegradError("a '{kind}' has no attributes to paste; copy another node", kind=copied[0].kind)
        values = {attr.name: copied[0].attributes.get(attr.name, attr.default) for attr in kind.attrs}
        for node in alike:
            own = self.catalog.declared(draft.nodes[node])
            if own is not None and own.role not in _THEMSELVES:
                self._draft_record(draft, _with(self, draft.nodes[node], own, values))
        count = len(alike)
        if count == 1:
            text = tr("Commands", "Paste attributes to {node}", node=draft.nodes[alike[0]].name)
        else:
            text = tr("Commands", "Paste attributes to {count} nodes", count=count)
        self._push(text, draft)


def turn(editor: Drafting, draft: Draft, node: str, kind: str, attributes: Mapping[str, Any]) -> None:
    """Make a node one of another kind, called as that kind calls its nodes where it was called as its own does."""
    record, catalog = draft.nodes[node], editor.catalog
    before, after = catalog.declared(record), catalog.get(kind)
    extra = {key: value for key, value in record.extra.items() if key != PLUGIN}
    if PLUGIN in after.options:
        extra[PLUGIN] = after.options[PLUGIN]
    changed = msgspec.structs.replace(record, kind=kind, attributes={}, driven={}, pinned="", extra=extra)
    starts = {attr.name: attr.start for attr in after.attrs if attr.start is not None}
    changed = _with(editor, changed, after, {**starts, **record.attributes})
    for key, value in attributes.items():
        changed = editor._with_attribute(changed, key, value)
    if before is not None and _is_default(record.name, default_name(before)):
        changed = msgspec.structs.replace(changed, name=draft.unique_name(default_name(after)))
    if record.pinned and after.output(record.pinned) is not None:
        changed = msgspec.structs.replace(changed, pinned=record.pinned)
    links = draft.links_of(node)
    for link in links:
        draft.drop_link(link.target)
    draft.edit_node(changed)
    # those that keep their port first: what is left of the others
    for link in sorted(links, key=lambda link: not _same_port(catalog, draft, node, link)):
        _rewire(catalog, draft, node, link)


def _with(editor: Drafting, record: NodeRecord, kind: Kind, values: Mapping[str, Any]) -> NodeRecord:
    """The record with those of the values that its kind takes."""
    for key, value in values.items():
        if kind.attr(key) is not None:
            try:
                record = editor._with_attribute(record, key, value)
            except NodegradError:
                continue  # of that name, but another range: it keeps its own
    return record


def _same_port(catalog: Catalog, draft: Draft, node: str, link: LinkRecord) -> bool:
    kind = catalog.kind_of(draft, node)
    if link.target.node == node:
        return input_spec(kind, link.target.port) is not None and misfit(draft, catalog, link.source, link.target) is None
    return kind.output(link.source.port) is not None and misfit(draft, catalog, link.source, link.target) is None


def _rewire(catalog: Catalog, draft: Draft, node: str, link: LinkRecord) -> None:
    """Put a wire back on the node of another kind: into its own port, into the first free one that fits, or not at all."""
    if _same_port(catalog, draft, node, link):
        draft.add_link(*link)
        return
    kind = catalog.kind_of(draft, node)
    if link.target.node == node:
        wired = wired_inputs(draft, node)
        free = [PortRef(node, name) for name in input_ports(kind, wired) if name not in wired]
        place = next((port for port in free if misfit(draft, catalog, link.source, port) is None), None)
        if place is not None:
            draft.add_link(link.source, place)
        return
    outputs = [PortRef(node, port.name) for port in kind.outputs]
    source = next((port for port in outputs if misfit(draft, catalog, port, link.target) is None), None)
    if source is not None:
        draft.add_link(source, link.target)


def _ends(nodes: Nodes, catalog: Catalog, node: str) -> tuple[list[str], list[str]]:
    """The wire classes that come into a node, and those of the inputs that its outputs go to."""
    incoming, outgoing = [], []
    for source, target in nodes.links.values():
        if target.node == node:
            output = catalog.kind_of(nodes, source.node).output(source.port)
            incoming.append("any" if output is None else output.wire)
        elif source.node == node:
            entry = input_spec(catalog.kind_of(nodes, target.node), target.port)
            outgoing.append("any" if entry is None else entry.wire)
    return incoming, outgoing


def _takes(kind: Kind, incoming: list[str], outgoing: list[str]) -> bool:
    """Whether a kind has ports for all of these wires."""
    if any(fitting_port(kind, wire, "to") is None for wire in outgoing):
        return False
    free = list(kind.inputs)
    for wire in incoming:
        port = next((port for port in free if same_family(wire, port.wire)), None)
        if port is None:
            return False
        if not port.variadic:
            free.remove(port)
    return bool(incoming or outgoing) or bool(kind.inputs or kind.outputs)


def _is_default(name: str, base: str) -> bool:
    """Whether a node is called as its kind calls it, maybe with a number: ``softmax``, ``softmax_2``."""
    return name == base or (name.startswith(f"{base}_") and name[len(base) + 1 :].isdigit())
