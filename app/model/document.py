"""The document: what is on the canvas and how it is trained, as records by id, with one signal a command.

It knows no widgets and no catalogue, and it keeps no history: commands bring it from one state to another by the difference
between them and know how to take that back.  Views subscribe to the signals; whoever needs the whole takes a snapshot with
``record()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from PySide6.QtCore import QObject, Signal

from app.model.delta import Delta, changes
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings
from engine.garbage import put_off


class Document(QObject):
    """One open document.  Nodes and links keep their order, so that undoing a removal restores the file to the byte."""

    changed = Signal(object)  # nodes and links came, went or look otherwise: ``app.model.delta.Changes``
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
        self._drawn_links: Mapping[PortRef, LinkRecord] | None = record.links  # as in the last snapshot
        self._touching: dict[str, dict[PortRef, LinkRecord]] | None = None
        self._count_ids(self._nodes)

    def record(self) -> DocumentRecord:
        """The document as it is now; the same object until something changes, and the same links until one of them does."""
        if self._snapshot is None:
            links = self._drawn_links = dict(self._links) if self._drawn_links is None else self._drawn_links
            self._snapshot = msgspec.structs.replace(
                self._base, name=self._name, settings=self._settings, nodes=dict(self._nodes), links=links
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
        if self._touching is None:
            self._touching = touching(self._links)
        return list(self._touching.get(node, {}).values())

    def outgoing(self, source: PortRef) -> list[LinkRecord]:
        """The links that leave an output, in order."""
        return [link for link in self.links_of(source.node) if link.source == source]

    def new_id(self) -> str:
        """An id that no node has and that was not given out before."""
        self._last_id += 1
        return f"n{self._last_id}"

    def _count_ids(self, nodes: Mapping[str, NodeRecord]) -> None:
        for node in nodes:
            digits = node[1:]
            if node[:1] == "n" and digits.isascii() and digits.isdigit() and len(digits) < 10:
                self._last_id = max(self._last_id, int(digits))

    # --- called by commands -----------------------------------------------------------------------------------------------

    def reset(self, record: DocumentRecord) -> None:
        """Become another document."""
        with put_off(lasting=True):
            self._load(record)
            self.was_reset.emit()
            self.edited.emit()

    def apply(self, delta: Delta) -> None:
        """Go from one state to another, and tell once what is different."""
        found = changes(delta)
        self._nodes = delta.nodes.apply(self._nodes)
        if delta.links:
            self._links = delta.links.apply(self._links)
            self._touching = self._drawn_links = None
        self._count_ids({node: record for _, node, record in delta.nodes.added})
        self._snapshot = None
        if delta.settings is not None:
            self._settings = delta.settings[1]
        if delta.name is not None:
            self._name = delta.name[1]
        if delta.nodes or delta.links:
            self.changed.emit(found)
        if delta.settings is not None:
            self.settings_changed.emit()
        if delta.name is not None:
            self.name_changed.emit(self._name)
        if found.recompiles or delta.settings is not None:
            self.edited.emit()


def touching(links: Mapping[PortRef, LinkRecord]) -> dict[str, dict[PortRef, LinkRecord]]:
    """The links by the nodes at either of their ends, in order."""
    found: dict[str, dict[PortRef, LinkRecord]] = {}
    for target, link in links.items():
        found.setdefault(link.source.node, {})[target] = link
        found.setdefault(target.node, {})[target] = link
    return found


class Names:
    """The names that are taken, to find free ones; finding many of the same stem does not begin anew each time."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[tuple[str, int], int] = {}  # by stem and number: that one is taken, and all up to this one

    def add(self, name: str) -> None:
        self._taken.add(name)

    def free(self, base: str) -> str:
        """The first of ``base``, ``base_2``, ``base_3``, ... that is free."""
        if base not in self._taken:
            return base
        stem, count = _numbered(base)
        count += 1
        passed = []
        while f"{stem}_{count}" in self._taken:
            passed.append(count)
            count = self._next.get((stem, count), count + 1)
        self._next.update(((stem, each), count) for each in passed)
        return f"{stem}_{count}"


def next_name(base: str, taken: Iterable[str]) -> str:
    """The first of ``base``, ``base_2``, ``base_3``, ... that is free."""
    return Names(taken).free(base)


def _numbered(base: str) -> tuple[str, int]:
    """A name as its stem and its number: 1 where it has none."""
    stem, _, digits = base.rpartition("_")
    return (stem, int(digits)) if stem and digits.isdecimal() and digits.isascii() and len(digits) < 6 else (base, 1)
