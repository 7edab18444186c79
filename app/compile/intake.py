"""What a change of the document makes stale: nodes and wires that come, go or are others, taken in step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from app.catalog.spec import Kind
from app.compile.cells import Cell
from app.compile.drawing import Change
from app.compile.look import ROLE, WIRES
from app.model.records import NodeRecord, PortRef

if TYPE_CHECKING:
    from app.compile.checking import Check

_MANY = 256
_TURN = 32  # nodes between two moments at which the check may be interrupted
_NOTHING = b"\x80"  # no attributes, as they are written


class Intake:
    """Brings a check's cells and wires to what is drawn now."""

    def __init__(self, check: Check) -> None:
        self._check = check

    def take(self, change: Change) -> Iterator[None]:
        """Make stale what a change touches by itself."""
        check = self._check
        cells, wiring = check.cells, check.wiring
        for node in change.gone:
            self._remove(node)
        for number, record in enumerate(change.nodes.values()):
            self._set_node(record)
            if number % _TURN == _TURN - 1:
                yield
        for number, (target, source) in enumerate(change.wires.items()):
            if number % _MANY == _MANY - 1:
                yield
            cell = cells.get(target.node)
            if cell is not None:
                self._push_unknown((cell.wires.get(target.port), source))
                wiring.connect(cell, target, source)
                check.push(cell)
        if change.wires:
            check.bump(WIRES)
        if wiring.stale:
            yield from wiring.rank()
            for cell in wiring.moved:
                check.push(cell)
            check.sort_stale()
        yield
        for node in change.touched:
            check.bump(node)
        if change.gone or change.nodes:
            check.order_ends()

    def _set_node(self, record: NodeRecord) -> None:
        check = self._check
        kind = self._kind(record)
        cell = check.cells.get(record.id)
        written = _written(record)
        if cell is None:
            cell = check.cells[record.id] = Cell(record, kind, written)
            check.wiring.add(cell)
            self._set_role(cell, None)
        else:
            before = _role(cell)
            changed = cell.record.kind != record.kind or cell.record.muted != record.muted
            cell.record, cell.kind, cell.written, cell.family = record, kind, written, None
            check.advised.add(cell.id)
            if _role(cell) != before:
                self._set_role(cell, before)
            if changed:
                for target, _, _ in check.wiring.targets(cell.id):
                    check.push(target)
            self._push_unknown(cell.wires.values())
        check.push(cell)

    def _push_unknown(self, sources: Iterable[PortRef | None]) -> None:
        """A node of a kind that is not known has the ports that its wires need, so it changes with them."""
        for source in sources:
            cell = self._check.cells.get(source.node) if source is not None else None
            if cell is not None and cell.kind.role == "unknown":
                self._check.push(cell)

    def _kind(self, record: NodeRecord) -> Kind:
        catalog = self._check.catalog
        return catalog.get(record.kind).of(record.attributes) if record.kind in catalog else _unknown(record.kind)

    def _remove(self, node: str) -> None:
        check = self._check
        cell = check.cells[node]
        before = cell.feeds, cell.flow, _role(cell), cell.fragment
        for target, _, _ in check.wiring.targets(node):
            check.push(target)
        self._push_unknown(cell.wires.values())
        check.wiring.remove(cell)
        cell.clear()
        check.sort_in(cell, before[3])
        check.feed(cell, before[0])
        if before[1] is not None:
            check.set_flow(cell)
        for phase in range(3):
            check.note_reads(cell, phase, set())
        del check.cells[node]
        if before[2] is not None:
            self._leave(node, before[2])
        check.stacks.pop(node, None)
        check.reach.version += 1
        check.bump(node)
        check.figures.stale.add(node)
        check.news.add(node)
        check.troubled.discard(node)

    def _set_role(self, cell: Cell, before: str | None) -> None:
        if before is not None:
            self._leave(cell.id, before)
        now = _role(cell)
        if now is not None:
            self._check.roles.setdefault(now, {})[cell.id] = None
            self._check.bump(ROLE + now)

    def _leave(self, node: str, role: str) -> None:
        roles = self._check.roles
        del roles[role][node]
        if not roles[role]:
            del roles[role]
        self._check.bump(ROLE + role)


def _written(record: NodeRecord) -> bytes:
    if not record.attributes:
        return _NOTHING
    try:
        return msgspec.msgpack.encode(record.attributes)
    except (OverflowError, TypeError, ValueError):
        return repr(record.attributes).encode(errors="replace")


def _unknown(name: str) -> Kind:
    return Kind(name=name, title=name, category="", mark="muted", role="unknown")


def _role(cell: Cell) -> str | None:
    """The role that a node is at work in; a muted one is in none, and so is one that is not known."""
    return None if cell.record.muted else cell.kind.role
