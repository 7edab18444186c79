"""The check of a document that is being edited: what an edit does not touch is kept as it was found before.

Every node has a cell with what came in and what went out.  An edit makes some cells stale; these are judged again in dependency
order, and where the outcome differs so are the cells that it flows into, and those whose rules have looked at it (``look``).
After that each cell says what it would say in a check from scratch, which is what a first check is: every cell is stale.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

import engine
from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.compile import lints
from app.compile.cells import Cell, Item, Stack
from app.compile.drawing import Change, Drawing
from app.compile.families import Families
from app.compile.figures import Figures
from app.compile.fragments import Fragment, Fragments
from app.compile.judge import judge, judge_alike
from app.compile.look import ENDS, ROLE, USERS, WIRES, Look
from app.compile.problems import Problem
from app.compile.reach import Reach, Readers
from app.compile.state import Flow
from app.compile.verdict import Findings, find
from app.compile.wiring import Wiring
from app.model.groups import scoped_name
from app.model.records import DocumentRecord, NodeRecord, PortRef

_ALWAYS = frozenset({"source", "transform"})  # roles that read files, which change without an edit
_NO_MARKS = (False, False, False)
_MANY = 256
_TURN = 32  # cells between two moments at which the check may be interrupted


class Check:
    """A document and everything that is known of it.  ``folder`` is where relative data paths start.

    ``update`` takes a newer version of the document; ``steps`` does the same in small parts, between which other things may be
    done, and goes on with a newer version where it was left.  ``findings`` are those of this version when that ends, and
    ``change`` is what has changed in it, from the first step on.  ``judged`` counts the cells that were worked out.
    """

    def __init__(self, catalog: Catalog, folder: str | Path | None = None) -> None:
        assert engine  # importing the package registers every op and data step
        self.catalog = catalog
        self.folder = None if folder is None else Path(folder)
        self.findings = Findings()
        self.change = Change()  # the last one
        self.news: set[str] = set()  # nodes of which something else is to be told
        self.troubled: set[str] = set()  # nodes with something to say
        self.judged = 0
        self.cells: dict[str, Cell] = {}
        self.wiring = Wiring(self.cells)
        self.users: dict[str, set[str]] = {}  # by node, those that read its tensors
        self.roles: dict[str, dict[str, None]] = {}  # the nodes at work, by role
        self.flows: dict[str, Flow] = {}  # of batch nodes that went through, by node
        self.ends: dict[str, Flow] = {}  # the same in the document's order
        self.fragments = Fragments()
        self.families = Families()
        self.bound: dict[tuple[str, bytes], Mapping[str, Any]] = {}  # attributes that fit, by kind and as they are written
        self.stacks: dict[str, Stack] = {}
        self.deep: dict[str, Stack] = {}
        self.learners: set[str] = set()
        self.large: set[str] = set()
        self.disturbing: set[str] = set()
        self.said: list[Problem] = []  # in the check that is being finished
        self.drawing = Drawing(catalog)
        self.reach = Reach(self.cells)
        self.figures = Figures(self)
        self._stale: list[tuple[int, str]] = []
        self._queued: set[str] = set()
        self._advised: set[str] = set()  # cells whose advice is stale
        self._readers = Readers()
        self._todo: list[Iterator[None]] = []  # changes that are not yet taken in

    @property
    def drawn(self) -> DocumentRecord:
        return self.drawing.record

    # --- the work ---------------------------------------------------------------------------------------------------------

    def update(self, record: DocumentRecord) -> Findings:
        """The check of a newer version of the document."""
        for _ in self.steps(record):
            pass
        return self.findings

    def steps(self, record: DocumentRecord) -> Iterator[None]:
        """The same step by step: after the first, ``change`` is what this version changes; at the end ``findings`` is new."""
        self.change = self.drawing.take(record)
        self._todo.append(self._take(self.change))
        yield
        while self._todo:  # also what an earlier version has left to be done
            for _ in self._todo[0]:
                yield
            del self._todo[0]
        for cell in [self.cells[node] for role in _ALWAYS for node in self.roles.get(role, ())]:
            self._push(cell)
        yield
        count = 0
        while self._stale or self._advised:
            if self._stale:
                node = heapq.heappop(self._stale)[1]
                self._queued.discard(node)
                if node in self.cells:
                    self._judge(self.cells[node])
            else:
                advised = self._advised.pop()
                if advised in self.cells:
                    self._advise(self.cells[advised])
            count += 1
            if count % _TURN == 0:
                yield
        self._advised = set()  # the emptied one is as large as it ever was, and slow to take from
        yield from self.figures.catch_up()
        yield
        self.findings = find(self)

    def _push(self, cell: Cell) -> None:
        if cell.id not in self._queued:
            self._queued.add(cell.id)
            heapq.heappush(self._stale, (cell.rank, cell.id))

    def _judge(self, cell: Cell) -> None:
        self.judged += 1
        before = (cell.outputs, cell.ok, cell.fragment, cell.slots, cell.flow, cell.feeds, cell.conduct)
        if cell.rank < 0:
            cell.clear()
            self.note_reads(cell, 0, set())
        elif not judge_alike(self, cell):
            judge(self, cell)
        if cell.reads[2]:
            self.note_reads(cell, 2, set())
        fragment = cell.fragment
        if fragment is not before[2]:
            self._sort_in(cell, before[2])
        if cell.feeds != before[5]:
            self._feed(cell, before[5])
        if cell.flow is not before[4] and cell.flow != before[4]:
            self._set_flow(cell)
        if (cell.ok, cell.feeds, cell.conduct) != (before[1], before[5], before[6]):
            self.reach.version += 1
        outputs = cell.outputs
        if outputs != before[0] or cell.ok != before[1]:
            for target, _, source in self.wiring.targets(cell.id):
                item = outputs.get(source)
                if item is None or item != before[0].get(source):
                    self._push(target)
        if fragment is not before[2] or cell.slots != before[3] or cell.ok != before[1]:
            self.bump(cell.id)
            self.figures.stale.add(cell.id)
            if cell.advice or cell.reads[1] or (fragment is not None and fragment.rules):
                self._advised.add(cell.id)
        self._note(cell)

    def _advise(self, cell: Cell) -> None:
        look = Look(self, cell, set())
        if cell.ok:
            lints.advise(look)
        if cell.advice or look.problems:
            cell.advice = tuple(look.problems)
            self._note(cell)
        self.note_reads(cell, 1, look.reads)

    def _note(self, cell: Cell) -> None:
        """Something else is to be told of a node."""
        self.news.add(cell.id)
        if cell.problems or cell.advice:
            self.troubled.add(cell.id)
        else:
            self.troubled.discard(cell.id)

    # --- what has changed -------------------------------------------------------------------------------------------------

    def _take(self, change: Change) -> Iterator[None]:
        """Make stale what a change touches by itself."""
        for node in change.gone:
            self._remove(node)
        for number, record in enumerate(change.nodes.values()):
            self._set_node(record)
            if number % _TURN == _TURN - 1:
                yield
        for number, (target, source) in enumerate(change.wires.items()):
            if number % _MANY == _MANY - 1:
                yield
            cell = self.cells.get(target.node)
            if cell is not None:
                self._push_unknown([cell.wires.get(target.port), source])
                self.wiring.connect(target, source)
                self._push(cell)
        if change.wires:
            self.bump(WIRES)
        if self.wiring.stale:
            yield from self.wiring.rank()
            for cell in self.wiring.moved:
                self._push(cell)
            self._stale = [(self.cells[node].rank, node) for node in self._queued if node in self.cells]
            heapq.heapify(self._stale)
            self._queued = {node for _, node in self._stale}
        yield
        for node in change.touched:
            self.bump(node)
        if change.gone or change.nodes:
            self._order_ends()

    def _set_node(self, record: NodeRecord) -> None:
        kind = self._kind(record)
        cell = self.cells.get(record.id)
        written = _written(record)
        if cell is None:
            cell = self.cells[record.id] = Cell(record, kind, written)
            self.wiring.add(cell)
            self._set_role(cell, None)
        else:
            before = _role(cell)
            changed = cell.record.kind != record.kind or cell.record.muted != record.muted
            cell.record, cell.kind, cell.written, cell.family = record, kind, written, None
            self._advised.add(cell.id)
            if _role(cell) != before:
                self._set_role(cell, before)
            if changed:
                for target, _, _ in self.wiring.targets(cell.id):
                    self._push(target)
        self._push_unknown(cell.wires.values())
        self._push(cell)

    def _push_unknown(self, sources: Iterable[PortRef | None]) -> None:
        """A node of a kind that is not known has the ports that its wires need, so it changes with them."""
        for source in sources:
            cell = self.cells.get(source.node) if source is not None else None
            if cell is not None and cell.kind.role == "unknown":
                self._push(cell)

    def _kind(self, record: NodeRecord) -> Kind:
        if record.kind not in self.catalog:
            return _unknown(record.kind)
        return self.catalog.get(record.kind).of(record.attributes)

    def whole_kind(self, cell: Cell) -> Kind:
        """The kind with the ports that it has on the canvas, where these follow from its wires."""
        if cell.kind.role != "unknown":
            return cell.kind
        incoming = [(port, source) for port, source in cell.wires.items()]
        return self.catalog.stand_in(cell.record.kind, incoming, self.wiring.outgoing(cell.id), self._named)

    def _named(self, node: str) -> str:
        cell = self.cells.get(node)
        return "" if cell is None else cell.record.kind

    def _remove(self, node: str) -> None:
        cell = self.cells[node]
        before = cell.feeds, cell.flow, _role(cell), cell.fragment
        for target, _, _ in self.wiring.targets(node):
            self._push(target)
        self._push_unknown(cell.wires.values())
        self.wiring.remove(cell)
        cell.clear()
        self._sort_in(cell, before[3])
        self._feed(cell, before[0])
        if before[1] is not None:
            self._set_flow(cell)
        for phase in range(3):
            self.note_reads(cell, phase, set())
        del self.cells[node]
        if before[2] is not None:
            self._leave(node, before[2])
        self.stacks.pop(node, None)
        self.reach.version += 1
        self.bump(node)
        self.figures.stale.add(node)
        self.news.add(node)
        self.troubled.discard(node)

    def _set_role(self, cell: Cell, before: str | None) -> None:
        if before is not None:
            self._leave(cell.id, before)
        now = _role(cell)
        if now is not None:
            self.roles.setdefault(now, {})[cell.id] = None
            self.bump(ROLE + now)

    def _leave(self, node: str, role: str) -> None:
        del self.roles[role][node]
        if not self.roles[role]:
            del self.roles[role]
        self.bump(ROLE + role)

    def _sort_in(self, cell: Cell, before: Fragment | None) -> None:
        """Note what is asked of the network by the nodes that are so."""
        fragment = cell.fragment
        now = fragment.marks if fragment is not None else _NO_MARKS
        if now != (before.marks if before is not None else _NO_MARKS):
            for nodes, there in zip((self.learners, self.large, self.disturbing), now, strict=True):
                _put(nodes, cell.id, there)
        if fragment is None:
            self.deep.pop(cell.id, None)
            self.stacks.pop(cell.id, None)

    def _feed(self, cell: Cell, before: tuple[str, ...]) -> None:
        for node in before:
            users = self.users.get(node)
            if users is not None:
                users.discard(cell.id)
                if not users:
                    del self.users[node]
            self.bump(USERS + node)
        for node in cell.feeds:
            self.users.setdefault(node, set()).add(cell.id)
            self.bump(USERS + node)

    def _set_flow(self, cell: Cell) -> None:
        if cell.flow is None:
            self.flows.pop(cell.id, None)
        else:
            self.flows[cell.id] = cell.flow
        self._order_ends()
        self.bump(ENDS)
        for target, _, _ in self.wiring.targets(cell.id):
            self._push(target)

    def _order_ends(self) -> None:
        self.ends = self.flows if len(self.flows) < 2 else {cell.id: self.flows[cell.id] for cell in self.in_order(self.flows)}

    # --- who has looked at what -------------------------------------------------------------------------------------------

    def note_reads(self, cell: Cell, phase: int, reads: set[str]) -> None:
        """What a cell has looked at while it was judged (0), advised (1), or while repairs were looked for (2)."""
        old = cell.reads[phase]
        if reads or old:
            reads.discard(cell.id)
            self._readers.move((cell.id, phase), old, reads)
            cell.reads = (*cell.reads[:phase], reads, *cell.reads[phase + 1 :])  # type: ignore[assignment]

    def bump(self, key: str) -> None:
        """Something has changed that may have been looked at."""
        for node, phase in self._readers.of(key):
            cell = self.cells.get(node)
            if cell is None:
                continue
            if phase == 0:
                self._push(cell)
            elif phase == 1:
                self._advised.add(node)
            else:
                cell.mended = None

    def note_depth(self, cell: Cell, stack: Stack | None) -> None:
        """How many saturating layers stand before a node that trains."""
        if stack is not None and stack.weight >= lints.TOO_DEEP:
            self.deep[cell.id] = stack
        else:
            self.deep.pop(cell.id, None)

    def remember(self, kind: str, written: bytes, attrs: Any) -> None:
        """Attributes that fit a kind."""
        if len(self.bound) >= 4096:
            self.bound.clear()
        self.bound[kind, written] = attrs

    # --- what is asked of the whole ---------------------------------------------------------------------------------------

    def item(self, ref: PortRef) -> Item | None:
        """What stands on an output."""
        cell = self.cells.get(ref.node)
        return None if cell is None else cell.outputs.get(ref.port)

    def path(self, node: str) -> str:
        """What a node's weights and ops are called."""
        return scoped_name(self.drawn.nodes, node)

    def in_order(self, nodes: Iterable[str]) -> list[Cell]:
        """The cells of nodes, in the document's order."""
        wanted = nodes if isinstance(nodes, (set, frozenset, dict)) else set(nodes)
        if len(wanted) < 2:
            return [self.cells[node] for node in wanted]
        return [self.cells[node] for node in self.drawn.nodes if node in wanted]

    def at_work(self, role: str) -> list[Cell]:
        """The nodes of a role that went through, in the document's order."""
        return self.in_order({node for node in self.roles.get(role, ()) if self.cells[node].ok})

    def size(self) -> tuple[int, ...]:
        """How much is kept, apart from what makes the next check faster: it follows from the document, not from its past."""
        fed = sum(map(len, self.users.values()))
        return len(self.cells), len(self._readers), fed, len(self.learners), len(self.deep), len(self.stacks)


def _written(record: NodeRecord) -> bytes:
    try:
        return msgspec.msgpack.encode(record.attributes)
    except (OverflowError, TypeError, ValueError):
        return repr(record.attributes).encode(errors="replace")


def _unknown(name: str) -> Kind:
    return Kind(name=name, title=name, category="", mark="muted", role="unknown")


def _role(cell: Cell) -> str | None:
    """The role that a node is at work in; a muted one is in none, and so is one that is not known."""
    return None if cell.record.muted else cell.kind.role


def _put(into: set[str], node: str, there: bool) -> None:
    if there:
        into.add(node)
    else:
        into.discard(node)
