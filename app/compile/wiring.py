"""How the nodes of the unfolded document are wired, and an order in which each comes after those that feed it.

The order is kept from edit to edit: only a wire that leads backwards in it makes it wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.compile.cells import Cell
from app.model.records import PortRef

_NONE: Mapping[PortRef, str] = {}
_TURN = 1024  # nodes between two moments at which the work may be interrupted


class Wiring:
    """Wires by both ends; ``stuck`` are the nodes in a circle or behind one, which have no place in the order."""

    def __init__(self, cells: dict[str, Cell]) -> None:
        self._cells = cells
        self._out: dict[str, dict[PortRef, str]] = {}  # by node, the inputs that it feeds with the output that each hangs on
        self._last = 0
        self.stuck: set[str] = set()
        self.stale = False
        self.moved: list[Cell] = []

    def add(self, cell: Cell) -> None:
        """A new node, last in the order."""
        cell.rank = self._last
        self._last += 1
        self.stale = self.stale or cell.id in self._out

    def remove(self, cell: Cell) -> None:
        """A node is gone, and what came in there."""
        for port, source in cell.wires.items():
            self._cut(PortRef(cell.id, port), source)
        cell.wires = {}
        if cell.id in self.stuck:
            self.stuck.discard(cell.id)
            self.stale = True

    def connect(self, cell: Cell, target: PortRef, source: PortRef | None) -> None:
        """Wire an input of a node to another output, or to none."""
        wires = dict(cell.wires)
        before = wires.pop(target.port, None)
        if before is not None:
            self._cut(target, before)
        if source is not None:
            wires[target.port] = source
            out = self._out.get(source.node)
            if out is None:
                out = self._out[source.node] = {}
            out[target] = source.port
            other = self._cells.get(source.node)
            self.stale = self.stale or (other is not None and other.rank >= cell.rank)
        self.stale = self.stale or bool(self.stuck)
        cell.wires = wires if len(wires) < 2 else dict(sorted(wires.items()))
        cell.family = None

    def _cut(self, target: PortRef, source: PortRef) -> None:
        out = self._out[source.node]
        del out[target]
        if not out:
            del self._out[source.node]

    def out(self, node: str) -> Mapping[PortRef, str]:
        """The inputs that a node feeds, with the output that each hangs on."""
        return self._out.get(node, _NONE)

    def targets(self, node: str) -> Iterator[tuple[Cell, str, str]]:
        """The nodes that a node feeds, with their input and its output."""
        for target, source in self._out.get(node, {}).items():
            cell = self._cells.get(target.node)
            if cell is not None:
                yield cell, target.port, source

    def outgoing(self, node: str) -> list[tuple[str, PortRef]]:
        """The outputs of a node that are wired, with the inputs that they lead to."""
        return [(port, target) for target, port in self._out.get(node, {}).items()]

    def reachable(self, nodes: Iterable[str]) -> set[str]:
        """What can be reached from nodes along wires, and these."""
        found = set(nodes)
        stack = list(found)
        while stack:
            for target in self._out.get(stack.pop(), ()):
                if target.node not in found:
                    found.add(target.node)
                    stack.append(target.node)
        return found

    def rank(self) -> Iterator[None]:
        """Order all nodes anew, step by step; ``moved`` are then those that have come into a circle or out of one."""
        cells, out = self._cells, self._out
        waiting = {node: sum(source.node in cells for source in cell.wires.values()) for node, cell in cells.items()}
        ready = [node for node, count in waiting.items() if not count]
        yield
        for rank, node in enumerate(ready):  # it grows meanwhile
            cells[node].rank = rank
            if rank % _TURN == _TURN - 1:
                yield
            for target in out.get(node, ()):
                if target.node in cells:
                    waiting[target.node] -= 1
                    if not waiting[target.node]:
                        ready.append(target.node)
        self._last = len(ready)
        self.stale = False
        stuck = {node for node, count in waiting.items() if count}
        for node in stuck:
            cells[node].rank = -1
        self.moved = [cells[node] for node in stuck ^ self.stuck if node in cells]
        self.stuck = stuck
