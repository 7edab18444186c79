"""The figures of the whole: what a run takes in memory, and what a row takes in operations, kept as sums over nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.compile.cells import Cell
from app.compile.fragments import Size
from engine import optim

if TYPE_CHECKING:
    from app.compile.checking import Check


_TURN = 512  # nodes between two moments at which the work may be interrupted


class Figures:
    """Sums over the nodes of the forward pass: those that the losses need, or all that have a value while there is no loss."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self.stale: set[str] = set()  # nodes whose part has changed
        self._parts: dict[str, Size] = {}
        self._version: tuple[Any, ...] = ()
        self._operations = 0
        self._weights = 0
        self._rest: dict[int, int] = {}
        self._wanted: frozenset[str] | None = None  # all nodes where it is None

    def catch_up(self) -> Iterator[None]:
        """Bring the sums to what the nodes are now; may be interrupted at each step."""
        check = self._check
        losses = [cell.id for cell in check.at_work("loss")]
        version = (check.reach.version, tuple(losses))
        if version != self._version:
            self._version = version
            self._wanted = check.reach.upstream(losses) if losses else None
            self.stale |= self._parts.keys() ^ (check.cells.keys() if self._wanted is None else self._wanted)
            yield
        number = 0
        while self.stale:  # what is left when this is given up stays stale
            node = self.stale.pop()
            there = node in check.cells and (self._wanted is None or node in self._wanted)
            self._set(node, check.cells[node] if there else None)
            number += 1
            if number % _TURN == 0:
                yield
        self.stale = set()  # the emptied one is as large as it ever was, and slow to take from

    def _set(self, node: str, cell: Cell | None) -> None:
        before = self._parts.pop(node, None)
        fragment = cell.fragment if cell is not None and cell.kind.role != "metric" else None
        now = fragment.size if fragment is not None else None
        if now is not None:
            self._parts[node] = now
        if now == before:
            return
        for size, sign in ((before, -1), (now, 1)):
            if size is not None:
                self._operations += sign * size.operations
                self._weights += sign * size.weights
                for power, count in size.rest:
                    self._rest[power] = self._rest.get(power, 0) + sign * count

    @property
    def operations(self) -> int:
        """For one row, forward."""
        return self._operations

    @property
    def memory_bytes(self) -> int:
        """Estimate for one step: weights with their gradients and optimizer slots, and activations of one batch with theirs."""
        check = self._check
        batch = next((flow.type.batch_size for flow in check.ends.values()), None) or 1
        slots = max((_slots(cell) for cell in check.at_work("optimizer")), default=0)
        rest = sum(count * int(batch**power) for power, count in self._rest.items())
        return self._weights * (2 + slots) + 2 * rest


def _slots(cell: Cell) -> int:
    """Numbers that an optimizer keeps for each weight, as its update op declares them."""
    op = getattr(optim, cell.kind.target).op
    kept = sum(1 for port in op.present_inputs(cell.attrs) if port.param is not None)
    return int(kept) + bool(cell.attrs["use_ema"])
