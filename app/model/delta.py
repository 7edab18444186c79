"""What lies between two states of a document: rows of two ordered tables, and what stands beside them, there and back.

A command is one such difference however many nodes it touches, so that doing it and taking it back each cost one pass and
tell the views once.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Generic, TypeVar

import msgspec

from app.model.records import LinkRecord, NodeRecord, PortRef, RunSettings

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")


class Rows(msgspec.Struct, Generic[K, V], frozen=True):
    """The difference of two ordered tables.

    ``removed`` and ``added`` are (place, key, row), the places counted in the table before and in the table after, ascending;
    ``replaced`` are the rows before and after of keys that kept their place among the others.
    """

    removed: tuple[tuple[int, K, V], ...] = ()
    added: tuple[tuple[int, K, V], ...] = ()
    replaced: Mapping[K, tuple[V, V]] = {}

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.replaced)

    def back(self) -> Rows[K, V]:
        """The way back."""
        return Rows(self.added, self.removed, {key: (after, before) for key, (before, after) in self.replaced.items()})

    def apply(self, table: dict[K, V]) -> dict[K, V]:
        """The table with the difference made; it may be the same one, changed."""
        for _, key, _ in self.removed:
            del table[key]
        for key, (_, after) in self.replaced.items():
            table[key] = after
        if not self.added or self.added[0][0] >= len(table):
            table.update((key, row) for _, key, row in self.added)
            return table
        rest = iter(table.items())
        whole: dict[K, V] = {}
        for place, key, row in self.added:
            while len(whole) < place:
                kept, value = next(rest)
                whole[kept] = value
            whole[key] = row
        whole.update(rest)
        return whole

    def then(self, later: Rows[K, V]) -> Rows[K, V] | None:
        """Both as one, where neither adds nor removes."""
        if self.removed or self.added or later.removed or later.added:
            return None
        both = {**self.replaced, **later.replaced}
        joined = {key: (self.replaced.get(key, pair)[0], pair[1]) for key, pair in both.items()}
        return Rows(replaced={key: (before, after) for key, (before, after) in joined.items() if before != after})


def difference(before: Mapping[K, V], after: Mapping[K, V], dropped: Collection[K], put: Collection[K]) -> Rows[K, V]:
    """From ``before`` to ``after``: ``dropped`` are the keys that were taken out (and maybe added again), ``put`` those set."""
    replaced = {
        key: (before[key], after[key])
        for key in put
        if key in before and key in after and key not in dropped and before[key] != after[key]
    }
    removed: tuple[tuple[int, K, V], ...] = ()
    if any(key in before for key in dropped):
        removed = tuple((place, key, row) for place, (key, row) in enumerate(before.items()) if key in dropped)
    new = sum(1 for key in put if key in after and (key not in before or key in dropped))
    added: list[tuple[int, K, V]] = []
    place = len(after)
    for key in reversed(tuple(after)) if new else ():  # what is new stands at the end
        if len(added) == new:
            break
        place -= 1
        if key not in before or key in dropped:
            added.append((place, key, after[key]))
    if removed == tuple(added[::-1]):  # taken out and put back as it was
        return Rows(replaced=replaced)
    return Rows(removed, tuple(added[::-1]), replaced)


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """The difference of two documents; settings and name are (before, after), None where they stayed."""

    nodes: Rows[str, NodeRecord] = Rows()
    links: Rows[PortRef, LinkRecord] = Rows()
    settings: tuple[RunSettings, RunSettings] | None = None
    name: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.nodes or self.links or self.settings or self.name)

    def back(self) -> Delta:
        """The way back."""
        return Delta(nodes=self.nodes.back(), links=self.links.back(), settings=_swapped(self.settings), name=_swapped(self.name))

    def then(self, later: Delta) -> Delta | None:
        """This and what came after it as one difference, where both only change what was there."""
        nodes, links = self.nodes.then(later.nodes), self.links.then(later.links)
        if nodes is None or links is None:
            return None
        return Delta(
            nodes=nodes, links=links, settings=_joined(self.settings, later.settings), name=_joined(self.name, later.name)
        )


def _swapped(pair: tuple[T, T] | None) -> tuple[T, T] | None:
    return None if pair is None else (pair[1], pair[0])


def _joined(first: tuple[T, T] | None, later: tuple[T, T] | None) -> tuple[T, T] | None:
    if first is None or later is None:
        return first or later
    return None if first[0] == later[1] else (first[0], later[1])


class Changes(msgspec.Struct, frozen=True):
    """What a delta did, for the views: ids of nodes and links, each kind of change in the document's order."""

    nodes_removed: tuple[str, ...] = ()
    nodes_added: tuple[str, ...] = ()
    nodes_changed: tuple[str, ...] = ()  # anything but their place on the canvas and their group
    nodes_moved: tuple[str, ...] = ()
    nodes_regrouped: tuple[str, ...] = ()
    links_removed: tuple[LinkRecord, ...] = ()
    links_added: tuple[LinkRecord, ...] = ()

    @property
    def recompiles(self) -> bool:
        """Whether what is compiled has changed: moving nodes about changes nothing of it."""
        return any(getattr(self, field) for field in self.__struct_fields__ if field != "nodes_moved")


def changes(delta: Delta) -> Changes:
    """What applying a delta does, sorted for the views."""
    changed, moved, regrouped = [], [], []
    for node, (before, after) in delta.nodes.replaced.items():
        if (before.x, before.y) != (after.x, after.y):
            moved.append(node)
        if before.group != after.group:
            regrouped.append(node)
        if msgspec.structs.replace(before, x=after.x, y=after.y, group=after.group) != after:
            changed.append(node)
    removed = {node: row for _, node, row in delta.nodes.removed}
    again = [node for _, node, _ in delta.nodes.added if node in removed]
    assert not again, "a node that is taken out does not come back under its id in the same command"
    pairs = delta.links.replaced.values()
    return Changes(
        nodes_removed=tuple(removed),
        nodes_added=tuple(node for _, node, _ in delta.nodes.added),
        nodes_changed=tuple(changed),
        nodes_moved=tuple(moved),
        nodes_regrouped=tuple(regrouped),
        links_removed=(*(row for _, _, row in delta.links.removed), *(before for before, _ in pairs)),
        links_added=(*(row for _, _, row in delta.links.added), *(after for _, after in pairs)),
    )
