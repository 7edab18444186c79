"""The undoable change: a text and a list of small steps on the document, each of which knows its way back.

Gestures are worked out on a ``Draft`` of the document, which writes down the steps; so the document is touched only by
redo and undo, a gesture that changes nothing leaves no trace, and a composite gesture is one entry in the history.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec
from PySide6.QtGui import QUndoCommand

from app.model.document import Document, next_name
from app.model.records import LinkRecord, NodeRecord, PortRef, RunSettings


class Step(Protocol):
    """One change of the document and its way back."""

    def apply(self, document: Document) -> None: ...

    def revert(self, document: Document) -> None: ...

    def join(self, later: Step) -> Step | None:
        """This step and the one after it as one step, where both change the same thing."""


class _Alone:
    def join(self, later: Step) -> Step | None:
        return None


@dataclass(frozen=True, slots=True)
class AddNode(_Alone):
    record: NodeRecord
    index: int

    def apply(self, document: Document) -> None:
        document.insert_node(self.record, self.index)

    def revert(self, document: Document) -> None:
        document.remove_node(self.record.id)


@dataclass(frozen=True, slots=True)
class DropNode(_Alone):
    record: NodeRecord
    index: int

    def apply(self, document: Document) -> None:
        document.remove_node(self.record.id)

    def revert(self, document: Document) -> None:
        document.insert_node(self.record, self.index)


@dataclass(frozen=True, slots=True)
class EditNode:
    before: NodeRecord
    after: NodeRecord

    def apply(self, document: Document) -> None:
        document.replace_node(self.after)

    def revert(self, document: Document) -> None:
        document.replace_node(self.before)

    def join(self, later: Step) -> Step | None:
        return replace(self, after=later.after) if isinstance(later, EditNode) and later.after.id == self.after.id else None


@dataclass(frozen=True, slots=True)
class MoveNodes:
    before: Mapping[str, tuple[float, float]]
    after: Mapping[str, tuple[float, float]]

    def apply(self, document: Document) -> None:
        document.move_nodes(self.after)

    def revert(self, document: Document) -> None:
        document.move_nodes(self.before)

    def join(self, later: Step) -> Step | None:
        if not isinstance(later, MoveNodes):
            return None
        return MoveNodes({**later.before, **self.before}, {**self.after, **later.after})


@dataclass(frozen=True, slots=True)
class RegroupNodes(_Alone):
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]

    def apply(self, document: Document) -> None:
        document.regroup_nodes(self.after)

    def revert(self, document: Document) -> None:
        document.regroup_nodes(self.before)


@dataclass(frozen=True, slots=True)
class AddLink(_Alone):
    link: LinkRecord
    index: int

    def apply(self, document: Document) -> None:
        document.insert_link(self.link, self.index)

    def revert(self, document: Document) -> None:
        document.remove_link(self.link.target)


@dataclass(frozen=True, slots=True)
class DropLink(_Alone):
    link: LinkRecord
    index: int

    def apply(self, document: Document) -> None:
        document.remove_link(self.link.target)

    def revert(self, document: Document) -> None:
        document.insert_link(self.link, self.index)


@dataclass(frozen=True, slots=True)
class EditSettings:
    before: RunSettings
    after: RunSettings

    def apply(self, document: Document) -> None:
        document.set_settings(self.after)

    def revert(self, document: Document) -> None:
        document.set_settings(self.before)

    def join(self, later: Step) -> Step | None:
        return replace(self, after=later.after) if isinstance(later, EditSettings) else None


@dataclass(frozen=True, slots=True)
class EditName:
    before: str
    after: str

    def apply(self, document: Document) -> None:
        document.set_name(self.after)

    def revert(self, document: Document) -> None:
        document.set_name(self.before)

    def join(self, later: Step) -> Step | None:
        return replace(self, after=later.after) if isinstance(later, EditName) else None


class Draft:
    """The document as it would be, and the steps that lead there."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.nodes: dict[str, NodeRecord] = dict(document.nodes)
        self.links: dict[PortRef, LinkRecord] = dict(document.links)
        self.steps: list[Step] = []

    @property
    def changes(self) -> bool:
        """Whether the steps leave anything different, the order of nodes and links included."""
        if any(isinstance(step, (EditSettings, EditName)) for step in self.steps):
            return True
        before = self._document
        return list(self.nodes.items()) != list(before.nodes.items()) or list(self.links.items()) != list(before.links.items())

    def links_of(self, node: str) -> list[LinkRecord]:
        return [link for link in self.links.values() if node in (link.source.node, link.target.node)]

    def new_id(self) -> str:
        """An id that is free in the document and in the draft."""
        while (node := self._document.new_id()) in self.nodes:
            continue
        return node

    def unique_name(self, base: str) -> str:
        return next_name(base, {node.name for node in self.nodes.values()})

    def add_node(self, record: NodeRecord) -> None:
        self.steps.append(AddNode(record, len(self.nodes)))
        self.nodes[record.id] = record

    def drop_node(self, node: str) -> None:
        """Remove a node with the links that are still on it."""
        for link in self.links_of(node):
            self.drop_link(link.target)
        self.steps.append(DropNode(self.nodes[node], list(self.nodes).index(node)))
        del self.nodes[node]

    def edit_node(self, record: NodeRecord) -> None:
        before = self.nodes[record.id]
        if before != record:
            self.steps.append(EditNode(before, record))
            self.nodes[record.id] = record

    def move_nodes(self, positions: Mapping[str, tuple[float, float]]) -> None:
        before = {node: (self.nodes[node].x, self.nodes[node].y) for node in positions}
        after = {node: (float(x), float(y)) for node, (x, y) in positions.items() if before[node] != (x, y)}
        if not after:
            return
        self.steps.append(MoveNodes({node: before[node] for node in after}, after))
        for node, (x, y) in after.items():
            self.nodes[node] = msgspec.structs.replace(self.nodes[node], x=x, y=y)

    def regroup_nodes(self, nodes: Iterable[str], group: str | None) -> None:
        """Put nodes into a group; the wires that would cross its border must be gone by the end of the gesture."""
        before = {node: self.nodes[node].group for node in nodes if self.nodes[node].group != group}
        if before:
            self.steps.append(RegroupNodes(before, dict.fromkeys(before, group)))
            for node in before:
                self.nodes[node] = msgspec.structs.replace(self.nodes[node], group=group)

    def add_link(self, source: PortRef, target: PortRef) -> None:
        """Wire an output to an input; the wire that was on the input goes."""
        link = LinkRecord(PortRef(*source), PortRef(*target))
        if self.links.get(link.target) == link:
            return
        if link.target in self.links:
            self.drop_link(link.target)
        self.steps.append(AddLink(link, len(self.links)))
        self.links[link.target] = link

    def drop_link(self, target: PortRef) -> None:
        self.steps.append(DropLink(self.links[target], list(self.links).index(target)))
        del self.links[target]

    def edit_settings(self, settings: RunSettings) -> None:
        if settings != self._document.settings:
            self.steps.append(EditSettings(self._document.settings, settings))

    def edit_name(self, name: str) -> None:
        if name != self._document.name:
            self.steps.append(EditName(self._document.name, name))


class Change(QUndoCommand):
    """One entry of the history.  Two in a row with the same ``merge`` key become one."""

    def __init__(self, text: str, document: Document, steps: list[Step], merge: Hashable = None) -> None:
        super().__init__(text)
        self._document = document
        self._steps = steps
        self._merge = merge

    def redo(self) -> None:
        for step in self._steps:
            step.apply(self._document)

    def undo(self) -> None:
        for step in reversed(self._steps):
            step.revert(self._document)

    def id(self) -> int:
        return -1 if self._merge is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or other._merge != self._merge or len(self._steps) != len(other._steps):
            return False
        steps = [step.join(later) for step, later in zip(self._steps, other._steps, strict=True)]
        joined = [step for step in steps if step is not None]
        if len(joined) != len(steps):
            return False
        self._steps = joined
        self.setObsolete(all(getattr(step, "before", None) == getattr(step, "after", None) for step in joined))
        return True
