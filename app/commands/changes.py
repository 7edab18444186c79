"""The undoable change: a text and the difference that it makes to the document.

Gestures are worked out on a ``Draft`` of the document; so the document is touched only by redo and undo, a gesture that
changes nothing leaves no trace, and a composite gesture is one entry in the history and one message to the views.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property

import msgspec
from PySide6.QtGui import QUndoCommand

from app.model.delta import Delta, Rows, difference
from app.model.document import Document, Names, touching
from app.model.records import LinkRecord, NodeRecord, PortRef, RunSettings


class Draft:
    """The document as it would be.  ``nodes`` and ``links`` are read by anyone and changed by the methods only."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.nodes: dict[str, NodeRecord] = dict(document.nodes)
        self._settings, self._name = document.settings, document.name
        self._dropped_nodes: set[str] = set()
        self._dropped_links: set[PortRef] = set()
        self._put_nodes: dict[str, None] = {}
        self._put_links: dict[PortRef, None] = {}
        self._touching: dict[str, dict[PortRef, LinkRecord]] | None = None
        self._names: Names | None = None

    @cached_property
    def links(self) -> dict[PortRef, LinkRecord]:
        return dict(self._document.links)

    def delta(self) -> Delta:
        """What the draft changes: nothing where it leaves everything as it was, the order of nodes and links included."""
        before = self._document
        return Delta(
            nodes=difference(before.nodes, self.nodes, self._dropped_nodes, self._put_nodes),
            links=difference(before.links, self.links, self._dropped_links, self._put_links)
            if self._dropped_links or self._put_links
            else Rows(),
            settings=None if self._settings == before.settings else (before.settings, self._settings),
            name=None if self._name == before.name else (before.name, self._name),
        )

    def links_of(self, node: str) -> list[LinkRecord]:
        """The links that come into a node or leave it."""
        return list(self._around().get(node, {}).values())

    def _around(self) -> dict[str, dict[PortRef, LinkRecord]]:
        if self._touching is None:
            self._touching = touching(self.links)
        return self._touching

    def new_id(self) -> str:
        """An id that is free in the document and in the draft."""
        while (node := self._document.new_id()) in self.nodes:
            continue
        return node

    def unique_name(self, base: str) -> str:
        """``base``, or ``base_2``, ``base_3``, ... where a node has that name already."""
        if self._names is None:
            self._names = Names(node.name for node in self.nodes.values())
        return self._names.free(base)

    def _put(self, record: NodeRecord) -> None:
        self.nodes[record.id] = record
        self._put_nodes[record.id] = None

    def add_node(self, record: NodeRecord) -> None:
        assert record.id not in self.nodes
        self._put(record)
        if self._names is not None:
            self._names.add(record.name)

    def drop_node(self, node: str) -> None:
        """Remove a node with the links that are still on it."""
        for link in self.links_of(node):
            self.drop_link(link.target)
        self._dropped_nodes.add(node)
        del self.nodes[node]
        self._names = None

    def edit_node(self, record: NodeRecord) -> None:
        before = self.nodes[record.id]
        if before != record:
            self._put(record)
            if before.name != record.name:
                self._names = None

    def move_nodes(self, positions: Mapping[str, tuple[float, float]]) -> None:
        for node, (x, y) in positions.items():
            record = self.nodes[node]
            if (record.x, record.y) != (x, y):
                self._put(msgspec.structs.replace(record, x=float(x), y=float(y)))

    def regroup_nodes(self, nodes: Iterable[str], group: str | None) -> None:
        """Put nodes into a group; the wires that would cross its border must be gone by the end of the gesture."""
        for node in nodes:
            if self.nodes[node].group != group:
                self._put(msgspec.structs.replace(self.nodes[node], group=group))

    def add_link(self, source: PortRef, target: PortRef) -> None:
        """Wire an output to an input; the wire that was on the input goes."""
        link = LinkRecord(PortRef(*source), PortRef(*target))
        if self.links.get(link.target) == link:
            return
        if link.target in self.links:
            self.drop_link(link.target)
        around = self._around()
        self.links[link.target] = link
        self._put_links[link.target] = None
        around.setdefault(link.source.node, {})[link.target] = link
        around.setdefault(link.target.node, {})[link.target] = link

    def drop_link(self, target: PortRef) -> None:
        around = self._around()
        link = self.links.pop(target)
        self._dropped_links.add(target)
        for ref in link:
            around[ref.node].pop(target, None)

    def edit_settings(self, settings: RunSettings) -> None:
        self._settings = settings

    def edit_name(self, name: str) -> None:
        self._name = name


class Change(QUndoCommand):
    """One entry of the history.  Two in a row with the same ``merge`` key become one."""

    def __init__(self, text: str, document: Document, delta: Delta, merge: Hashable = None) -> None:
        super().__init__(text)
        self._document = document
        self._delta = delta
        self._merge = merge

    def redo(self) -> None:
        self._document.apply(self._delta)

    def undo(self) -> None:
        self._document.apply(self._delta.back())

    def id(self) -> int:
        return -1 if self._merge is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or other._merge != self._merge:
            return False
        joined = self._delta.then(other._delta)
        if joined is None:
            return False
        self._delta = joined
        self.setObsolete(not joined)
        return True
