"""What flows where: the questions of the check that go through the network, answered once as long as nothing flows otherwise.

And who has looked at what, so that those can look again who saw something that has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.compile.cells import Cell


class Reach:
    """Ways through the network of cells.  ``version`` counts the changes of what flows where."""

    def __init__(self, cells: dict[str, Cell]) -> None:
        self.cells = cells
        self.version = 0
        self._once: dict[tuple[str, Any], Any] = {}
        self._once_at = 0

    def once(self, name: str, key: Any, work: Callable[[], Any]) -> Any:
        """What depends only on what flows where, worked out again when that changes."""
        if self._once_at != self.version or len(self._once) > 64:
            self._once, self._once_at = {}, self.version
        if (name, key) not in self._once:
            self._once[name, key] = work()
        return self._once[name, key]

    def upstream(self, nodes: Iterable[str]) -> frozenset[str]:
        """These nodes and those whose tensors they are computed from."""
        starts = tuple(sorted(set(nodes)))
        found: frozenset[str] = self.once("upstream", starts, lambda: self._behind(starts))
        return found

    def _behind(self, starts: tuple[str, ...]) -> frozenset[str]:
        cells = self.cells
        found = set(starts)
        stack = list(starts)
        while stack:
            for node in cells[stack.pop()].feeds:
                if node not in found:
                    found.add(node)
                    stack.append(node)
        return frozenset(found)

    def wired_behind(self, nodes: Iterable[str]) -> set[str]:
        """What wires lead from to these nodes, and these."""
        found = set(nodes)
        stack = list(found)
        while stack:
            cell = self.cells.get(stack.pop())
            for source in cell.wires.values() if cell is not None else ():
                if source.node not in found:
                    found.add(source.node)
                    stack.append(source.node)
        return found

    def trained(self, nodes: Iterable[str]) -> dict[str, list[str]]:
        """The names of the weights, by node, from which a gradient reaches these nodes' values."""
        found: dict[str, list[str]] = {}
        seen = set(nodes)
        stack = list(seen)
        while stack:
            cell = self.cells[stack.pop()]
            if cell.fragment is None:
                continue
            inputs, weights = cell.fragment.trained
            found[cell.id] = [name for name in cell.fragment.weights if name in weights]
            more = {cell.slots[number].node for number in inputs} - seen
            seen |= more
            stack.extend(more)
        return found


class Readers:
    """Who has looked at what: by what was looked at, a node and what it looked for."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[tuple[str, int]]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_key.values()))

    def move(self, who: tuple[str, int], old: set[str], new: set[str]) -> None:
        """Someone looks at other things than before."""
        for key in old - new:
            readers = self._by_key[key]
            readers.discard(who)
            if not readers:
                del self._by_key[key]
        for key in new - old:
            self._by_key.setdefault(key, set()).add(who)

    def of(self, key: str) -> tuple[tuple[str, int], ...]:
        """Those who have looked at it."""
        readers = self._by_key.get(key)
        return tuple(readers) if readers else ()
