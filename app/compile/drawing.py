"""What has changed between two versions of a document, in terms of what is checked: its nodes and wires with groups unfolded.

An edit of plain nodes is followed as it is; one that touches a group, or what lies on its border, unfolds the document anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import is_, is_not
from typing import TypeVar

from app.catalog.registry import Catalog
from app.compile.flatten import UNFOLDED, flatten
from app.compile.problems import Problem
from app.model.groups import path
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef


@dataclass(slots=True)
class Change:
    """Unfolded nodes that are new or have changed, and those that are gone; inputs whose wire has changed.

    ``touched`` are the nodes as drawn whose record or wires have changed, ``drawn_wires`` the wires as drawn before and after,
    and ``anew`` says that groups were unfolded again.
    """

    nodes: dict[str, NodeRecord] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    wires: dict[PortRef, PortRef | None] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    drawn_wires: list[tuple[LinkRecord | None, LinkRecord | None]] = field(default_factory=list)
    anew: bool = False


class Drawing:
    """A document as it was checked last."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.record = DocumentRecord()
        self.problems: list[Problem] = []
        self.origins: Mapping[PortRef, PortRef] = {}
        self._nodes: Mapping[str, NodeRecord] = {}  # unfolded
        self._links: Mapping[PortRef, LinkRecord] = {}
        self._folded: set[str] = set()  # nodes that are a group or a border, or lie in a group

    @property
    def grouped(self) -> bool:
        """Whether there are groups."""
        return bool(self._folded)

    def take(self, record: DocumentRecord) -> Change:
        """Become a newer version of the document, and say what that changes."""
        before, self.record = self.record, record
        nodes = _differing(before.nodes, record.nodes)
        links = [] if before.links is record.links else _differing_links(before.links, record.links)
        change = Change(drawn_wires=links)
        change.touched = {node.id for pair in nodes for node in pair if node is not None}
        change.touched.update(link.target.node for pair in links for link in pair if link is not None)
        was_grouped = self.grouped
        for old, new in nodes:
            if new is not None and (new.group is not None or new.kind in UNFOLDED):
                self._folded.add(new.id)
            elif (gone := new or old) is not None:
                self._folded.discard(gone.id)
        if not was_grouped and not self.grouped:
            self._nodes, self._links = record.nodes, record.links
            _note(change, nodes, links)
        elif self._is_plain(nodes, links):
            self._patch(change, nodes, links)
        else:
            self._unfold(change)
        return change

    def _is_plain(self, nodes: Nodes, links: Links) -> bool:
        """Whether an edit of a document with groups leaves alone how these unfold."""
        for old, new in nodes:
            if old is not None and new is not None and (old.group != new.group or old.kind != new.kind):
                return False
            if new is not None and new.kind in self._catalog and self._catalog.get(new.kind).ports is not None:
                return False  # which wires may lead nowhere follows from its attributes
            if any(each is not None and (each.kind in UNFOLDED or self._sleeps(each)) for each in (old, new)):
                return False
        come = {new.id for _, new in nodes if new is not None}
        ends = {ref.node for pair in links for link in pair if link is not None for ref in link}
        return all(node in self._nodes or node in come for node in ends)

    def _sleeps(self, node: NodeRecord) -> bool:
        """Whether a node lies in a muted group, or in one that is not there."""
        around = path(self.record.nodes, node.group)
        return node.group is not None and (not around or any(self.record.nodes[group].muted for group in around))

    def _patch(self, change: Change, nodes: Nodes, links: Links) -> None:
        """The unfolded document changes as the drawn one does."""
        _note(change, nodes, links)
        flat_nodes, flat_links = dict(self._nodes), dict(self._links)
        flat_nodes.update(change.nodes)
        for node in change.gone:
            flat_nodes.pop(node, None)
        for target, source in change.wires.items():
            if source is None:
                flat_links.pop(target, None)
            else:
                flat_links[target] = LinkRecord(source, target)
        self._nodes, self._links = flat_nodes, flat_links

    def _unfold(self, change: Change) -> None:
        """Unfold the groups again and compare."""
        flat = flatten(self.record, self._catalog)
        _note(change, _differing(self._nodes, flat.record.nodes), _differing_links(self._links, flat.record.links))
        self._nodes, self._links = flat.record.nodes, flat.record.links
        self.problems, self.origins = flat.problems, flat.origins
        change.anew = True


K = TypeVar("K")
V = TypeVar("V")
Nodes = list[tuple[NodeRecord | None, NodeRecord | None]]
Links = list[tuple[LinkRecord | None, LinkRecord | None]]


def _note(change: Change, nodes: Nodes, links: Links) -> None:
    for old, new in nodes:
        if new is not None:
            change.nodes[new.id] = new
        elif old is not None:
            change.gone.append(old.id)
    for before, after in links:
        if after is not None:
            change.wires[after.target] = after.source
        elif before is not None:
            change.wires[before.target] = None


def _differing(before: Mapping[str, NodeRecord], after: Mapping[str, NodeRecord]) -> Nodes:
    """Nodes that are new, gone, or mean something else; where a node lies on the canvas means nothing."""
    if before is after:
        return []
    if all(map(is_, before, after)):  # as after most edits: nothing came but at the end, and nothing went but there
        same = map(is_not, before.values(), after.values())
        pairs = compress(zip(before.values(), after.values(), strict=False), same)
        return [pair for pair in pairs if not _means_same(*pair)] + _ends(before, after)
    get = before.get
    found: Nodes = [
        (old, new) for node, new in after.items() if (old := get(node)) is not new and (old is None or not _means_same(old, new))
    ]
    if len(before) + sum(old is None for old, _ in found) != len(after):
        found += [(old, None) for node, old in before.items() if node not in after]
    return found


def _ends(before: Mapping[K, V], after: Mapping[K, V]) -> list[tuple[V | None, V | None]]:
    """What only one of two tables has, where they begin alike."""
    come: list[tuple[V | None, V | None]] = [(None, new) for new in islice(after.values(), len(before), None)]
    return come or [(old, None) for old in islice(before.values(), len(after), None)]


#: What of a record is checked.  Mappings count as changed unless they are the same object: in Python, 1 equals True.
_MEANING = tuple(name for name in NodeRecord.__struct_fields__ if name not in ("x", "y", "pinned"))


def _means_same(old: NodeRecord, new: NodeRecord) -> bool:
    return all(
        (before := getattr(old, name)) is (after := getattr(new, name)) or (not isinstance(before, Mapping) and before == after)
        for name in _MEANING
    )


def _differing_links(before: Mapping[PortRef, LinkRecord], after: Mapping[PortRef, LinkRecord]) -> Links:
    """The wires of inputs that have another one, or none any more."""
    if all(map(is_, before, after)):
        same = map(is_not, before.values(), after.values())
        pairs = compress(zip(before.values(), after.values(), strict=False), same)
        return [(old, new) for old, new in pairs if old != new] + _ends(before, after)
    get = before.get
    found: Links = [(old, new) for target, new in after.items() if (old := get(target)) is not new and old != new]
    if len(before) + sum(old is None for old, _ in found) != len(after):
        found += [(old, None) for target, old in before.items() if target not in after]
    return found
