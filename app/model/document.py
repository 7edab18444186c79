"""The document: what is on the canvas and how it is trained, as records by id, with one signal an event.

It knows no widgets and no catalogue, and it keeps no history: commands change it through the mutators below and know how
to take that back.  Views subscribe to the signals; whoever needs the whole takes a snapshot with ``record()``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings

K = TypeVar("K")
V = TypeVar("V")


class Document(QObject):
    """One open document.  Nodes and links keep their order, so that undoing a removal restores the file to the byte."""

    node_added = Signal(str)
    node_removed = Signal(str)
    node_changed = Signal(str)  # its name or its attributes
    nodes_moved = Signal(list)
    nodes_regrouped = Signal(list)  # they lie in another group
    link_added = Signal(object)
    link_removed = Signal(object)
    settings_changed = Signal()
    name_changed = Signal(str)
    was_reset = Signal()  # everything may have changed
    edited = Signal()  # what is compiled has changed

    def __init__(self, record: DocumentRecord | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last_id = 0
        self._snapshot: DocumentRecord | None = None
        self._load(record or DocumentRecord())

    def _load(self, record: DocumentRecord) -> None:
        self._base = record
        self._name = record.name
        self._settings = record.settings
        self._nodes = dict(record.nodes)
        self._links = dict(record.links)
        self._snapshot = record

    def record(self) -> DocumentRecord:
        """The document as it is now; the same object until something changes."""
        if self._snapshot is None:
            self._snapshot = msgspec.structs.replace(
                self._base, name=self._name, settings=self._settings, nodes=dict(self._nodes), links=dict(self._links)
            )
        return self._snapshot

    @property
    def name(self) -> str:
        return self._name

    @property
    def settings(self) -> RunSettings:
        return self._settings

    @property
    def nodes(self) -> Mapping[str, NodeRecord]:
        return self._nodes

    @property
    def links(self) -> Mapping[PortRef, LinkRecord]:
        """By target: an input takes one wire."""
        return self._links

    def links_of(self, node: str) -> list[LinkRecord]:
        """The links that come into a node or leave it, in order."""
        return [link for link in self._links.values() if node in (link.source.node, link.target.node)]

    def outgoing(self, source: PortRef) -> list[LinkRecord]:
        """The links that leave an output, in order."""
        return [link for link in self._links.values() if link.source == source]

    def new_id(self) -> str:
        """An id that no node has and that was not given out before."""
        for node in self._nodes:
            digits = node[1:]
            if node[:1] == "n" and digits.isascii() and digits.isdigit() and len(digits) < 10:
                self._last_id = max(self._last_id, int(digits))
        self._last_id += 1
        return f"n{self._last_id}"

    def unique_name(self, base: str) -> str:
        """``base``, or ``base_2``, ``base_3``, ... where a node has that name already."""
        return next_name(base, {node.name for node in self._nodes.values()})

    # --- mutators: called by commands -------------------------------------------------------------------------------

    def reset(self, record: DocumentRecord) -> None:
        """Become another document."""
        self._load(record)
        self.was_reset.emit()
        self.edited.emit()

    def insert_node(self, record: NodeRecord, index: int | None = None) -> None:
        """Add a node at a place in the order; at the end where no place is given."""
        assert record.id not in self._nodes
        self._nodes = insert_at(self._nodes, index, record.id, record)
        self._snapshot = None
        self.node_added.emit(record.id)
        self.edited.emit()

    def remove_node(self, node: str) -> None:
        """Remove a node; its links must be gone."""
        assert not self.links_of(node)
        del self._nodes[node]
        self._snapshot = None
        self.node_removed.emit(node)
        self.edited.emit()

    def replace_node(self, record: NodeRecord) -> None:
        """Change a node's name or attributes; the record's place on the canvas is taken over silently."""
        self._nodes[record.id] = record
        self._snapshot = None
        self.node_changed.emit(record.id)
        self.edited.emit()

    def move_nodes(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Put nodes elsewhere on the canvas."""
        for node, (x, y) in positions.items():
            self._nodes[node] = msgspec.structs.replace(self._nodes[node], x=x, y=y)
        self._snapshot = None
        self.nodes_moved.emit(list(positions))

    def regroup_nodes(self, groups: Mapping[str, str | None]) -> None:
        """Put nodes into other groups, or out of all; wires between those that stay and those that go must be gone."""
        for node, group in groups.items():
            self._nodes[node] = msgspec.structs.replace(self._nodes[node], group=group)
        self._snapshot = None
        self.nodes_regrouped.emit(list(groups))
        self.edited.emit()

    def insert_link(self, link: LinkRecord, index: int | None = None) -> None:
        """Add a link; its input must be free."""
        assert link.target not in self._links and link.source.node in self._nodes and link.target.node in self._nodes
        self._links = insert_at(self._links, index, link.target, link)
        self._snapshot = None
        self.link_added.emit(link)
        self.edited.emit()

    def remove_link(self, target: PortRef) -> None:
        """Take the wire off an input."""
        link = self._links.pop(target)
        self._snapshot = None
        self.link_removed.emit(link)
        self.edited.emit()

    def set_settings(self, settings: RunSettings) -> None:
        self._settings = settings
        self._snapshot = None
        self.settings_changed.emit()
        self.edited.emit()

    def set_name(self, name: str) -> None:
        self._name = name
        self._snapshot = None
        self.name_changed.emit(name)


def insert_at(items: dict[K, V], index: int | None, key: K, value: V) -> dict[K, V]:
    """The dict with one more item at that place in its order."""
    if index is None or index >= len(items):
        items[key] = value
        return items
    pairs = list(items.items())
    pairs.insert(index, (key, value))
    return dict(pairs)


def next_name(base: str, taken: set[str]) -> str:
    """The first of ``base``, ``base_2``, ``base_3``, ... that is free."""
    return next(name for name in _candidates(base) if name not in taken)


def _candidates(base: str) -> Iterator[str]:
    yield base
    stem, _, digits = base.rpartition("_")
    stem, count = (stem, int(digits)) if stem and digits.isdecimal() and digits.isascii() and len(digits) < 6 else (base, 1)
    while True:
        count += 1
        yield f"{stem}_{count}"
