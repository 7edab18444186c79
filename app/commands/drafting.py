"""What gestures are made of: nodes, wires and attributes put into a draft, and the undo step that a draft becomes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtGui import QUndoStack

from app.catalog.library import BLOCK
from app.catalog.registry import Catalog, fitting_port
from app.catalog.spec import PLUGIN
from app.commands import clipboard, groups, library
from app.commands.changes import Change, Draft
from app.commands.names import default_name
from app.commands.values import plain, same, without
from app.model.document import Document
from app.model.groups import BORDERS, contents
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import can_connect, input_ports, input_spec, misfit, wired_inputs
from engine.errors import AttributeValueError, NodegradError


class Drafting:
    """The parts that the editor's methods share.  ``level`` is the group that is open: where new nodes go."""

    def __init__(self, document: Document, undo_stack: QUndoStack, catalog: Catalog) -> None:
        self.document = document
        self.undo_stack = undo_stack
        self.catalog = catalog
        self.level: str | None = None
        self._gesture = 0

    def _push(self, text: str, draft: Draft, merge: tuple[Hashable, ...] | None = None, within: Collection[str] = ()) -> None:
        """Make an undo step of a draft; ``within`` names the instances of kinds that it may change."""
        if delta := draft.delta():
            library.check(self.document, draft, delta, within)
            key = None if merge is None else (*merge, self._gesture)
            self.undo_stack.push(Change(text, self.document, delta, key))

    def _spread(self, draft: Draft, node: str) -> Collection[str]:
        """Put the parameters of an instance into what they drive; what that may change."""
        if draft.nodes[node].definition is None:
            return ()
        library.check_driven(draft, node)
        library.spread(draft)
        return self._around(node)

    def _around(self, group: str) -> set[str]:
        """An instance and those in it: whatever is changed of it changes them."""
        return {group, *contents(self.document, [group])}

    def _level(self, draft: Draft) -> str | None:
        """The group that is open, if it is still there."""
        return self.level if self.level in draft.nodes else None

    def _is_border(self, node: str) -> bool:
        """Whether a node is the input or the output of a group; one that lies in none is a stray that may go."""
        record = self.document.nodes[node]
        return record.kind in BORDERS and record.group is not None

    def _title(self, kind: str) -> str:
        return self.catalog.get(kind).title if kind in self.catalog else kind

    def _label(self, ref: PortRef) -> str:
        return f"{self.document.nodes[ref.node].name}.{ref.port}"

    def _draft_node(
        self, draft: Draft, kind: str, x: float, y: float, name: str | None, attributes: Mapping[str, Any], level: str | None
    ) -> str:
        if kind not in self.catalog:
            raise NodegradError("there is no kind '{kind}'; choose one from the palette", kind=kind)
        base = name or default_name(self.catalog.get(kind))
        if (block := self.catalog.get(kind).options.get(BLOCK)) is not None:
            return library.insert(draft, block, float(x), float(y), base, level)
        plugin = self.catalog.get(kind).options.get(PLUGIN)
        extra = {} if plugin is None else {PLUGIN: plugin}  # so that a machine without it can say what is missing
        record = NodeRecord(
            id=draft.new_id(), kind=kind, name=draft.unique_name(base), x=float(x), y=float(y), group=level, extra=extra
        )
        starts = {attr.name: attr.start for attr in self.catalog.get(kind).attrs if attr.start is not None}
        for key, value in {**starts, **attributes}.items():
            record = self._with_attribute(record, key, value)
        draft.add_node(record)
        if self.catalog.get(kind).role == "group":
            groups.fill(draft, record.id)
        return record.id

    def _draft_record(self, draft: Draft, record: NodeRecord) -> None:
        """Replace a node, and drop the wires into inputs that it had before and has no longer."""
        before, kind = (
            self.catalog.kind_of(draft, record.id),
            self.catalog.get(record.kind) if record.kind in self.catalog else None,
        )
        if kind is not None and kind.ports is not None:
            after = kind.of(record.attributes)
            for link in draft.links_of(record.id):
                port = link.target.port
                if link.target.node == record.id and input_spec(before, port) is not None and input_spec(after, port) is None:
                    draft.drop_link(link.target)
        draft.edit_node(record)

    def _draft_link(self, draft: Draft, source: PortRef, target: PortRef) -> None:
        refusal = can_connect(draft, self.catalog, PortRef(*source), PortRef(*target))
        if refusal is not None:
            raise NodegradError(refusal.template, **refusal.params)
        draft.add_link(*groups.open_port(draft, PortRef(*source), PortRef(*target)))

    def _draft_entry(self, draft: Draft, source: PortRef, node: str) -> None:
        """Connect an output to the input of a node that fits it best: a free one before one in use."""
        kind = self.catalog.kind_of(draft, node)
        output = self.catalog.kind_of(draft, source.node).output(source.port)
        wired = wired_inputs(draft, node)
        if output is not None and (port := fitting_port(kind, output.wire, "from", wired)) is not None:
            free = [name for name in input_ports(kind, wired) if name not in wired] if port.variadic else [port.name]
            return self._draft_link(draft, source, PortRef(node, free[0]))
        raise NodegradError("{kind} has no input for this wire; choose another kind", kind=kind.title)

    def _draft_exit(self, draft: Draft, node: str, target: PortRef) -> None:
        """Connect the output of a node that fits an input best to it."""
        kind = self.catalog.kind_of(draft, node)
        entry = next((port for port in self._inputs(draft, target.node) if port[0] == target.port), None)
        if entry is not None and (port := fitting_port(kind, entry[1], "to")) is not None:
            return self._draft_link(draft, PortRef(node, port.name), target)
        raise NodegradError("{kind} has no output for this wire; choose another kind", kind=kind.title)

    def _inputs(self, draft: Draft, node: str) -> list[tuple[str, str]]:
        kind = self.catalog.kind_of(draft, node)
        names = input_ports(kind, wired_inputs(draft, node))
        return [(name, spec.wire) for name in names if (spec := input_spec(kind, name)) is not None]

    def _between(self, draft: Draft, nodes: Collection[str]) -> set[str]:
        """Those of nodes that lie on a way from a node that is not among them to another such: by them what stays is joined."""
        chosen = set(nodes)
        ways: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})  # among the nodes, forth and back
        ends: tuple[set[str], set[str]] = (set(), set())  # what others feed, and what feeds others
        for source, target in draft.links.values():
            if source.node in chosen and target.node in chosen:
                ways[0].setdefault(source.node, []).append(target.node)
                ways[1].setdefault(target.node, []).append(source.node)
            elif target.node in chosen:
                ends[0].add(target.node)
            elif source.node in chosen:
                ends[1].add(source.node)
        for there, way in zip(ends, ways, strict=True):
            stack = list(there) if all(ends) else []
            while stack:
                more = [node for node in way.get(stack.pop(), ()) if node not in there]
                there.update(more)
                stack += more
        return ends[0] & ends[1]

    def _draft_bypass(self, draft: Draft, node: str) -> None:
        """Join what comes in to what goes out, where there is one way in and one way out and both ends agree."""
        incoming = [link for link in draft.links_of(node) if link.target.node == node]
        outgoing = [link for link in draft.links_of(node) if link.source.node == node]
        if len(incoming) != 1 or len({link.source for link in outgoing}) != 1:
            return
        for link in outgoing:
            draft.drop_link(link.target)
        self._draft_past(draft, incoming[0].source, outgoing)

    def _draft_past(self, draft: Draft, source: PortRef, outgoing: Iterable[LinkRecord]) -> None:
        """Join what came in to what went out, where the ends agree; it was joined before, so it closes no circle."""
        for link in outgoing:
            if misfit(draft, self.catalog, source, link.target) is None:
                draft.add_link(source, link.target)

    def _draft_clip(
        self, draft: Draft, clip: clipboard.Clip, dx: float, dy: float, keep_incoming: bool, level: str | None
    ) -> list[str]:
        nodes = [node for node in clip.nodes.values() if node.group is not None or node.kind not in BORDERS]
        ids: dict[str, str] = {node.id: draft.new_id() for node in nodes}
        for node in nodes:
            new = msgspec.structs.replace(node, id=ids[node.id], name=draft.unique_name(node.name))
            if node.group is None:
                new = msgspec.structs.replace(new, x=node.x + dx, y=node.y + dy, group=level)
            else:
                new = msgspec.structs.replace(new, group=ids[node.group])
            draft.add_node(new)
        inner = [link for link in clip.links if link.source.node in ids]
        wires = [link for link in [*inner, *(clip.incoming if keep_incoming else ())] if link.target.node in ids]
        # only what stands in the clip itself can close a circle: nothing that was there before leads out of it
        refusal = misfit if clipboard.in_order(clip) else can_connect
        for source, target in (clipboard.moved(link, ids) for link in wires):
            if refusal(draft, self.catalog, source, target) is None:
                draft.add_link(source, target)
        return [ids[node.id] for node in nodes if node.group is None]

    def _with_attribute(self, record: NodeRecord, key: str, value: Any) -> NodeRecord:
        """The record with the attribute checked and set; a value that is the default is not kept."""
        kind = self.catalog.declared(record)
        attr = kind.attr(key) if kind is not None else None
        if kind is not None and attr is None:
            raise AttributeValueError(
                "there is no attribute '{attribute}'; it has {known}",
                attribute=key,
                known=", ".join(a.name for a in kind.attrs) or "none",
            )
        stored = plain(attr.check(value) if attr is not None else value, key)
        if attr is not None and same(stored, attr.default):
            return without(record, key)
        return msgspec.structs.replace(record, attributes={**record.attributes, key: stored})
