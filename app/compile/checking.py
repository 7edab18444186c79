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

import engine
from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.compile import lints
from app.compile.cells import Cell, Item, Stack
from app.compile.drawing import Change, Drawing
from app.compile.families import Families
from app.compile.figures import Figures
from app.compile.fragments import Conduct, Fragment, Fragments
from app.compile.intake import Intake
from app.compile.judge import judge, judge_alike
from app.compile.look import ENDS, USERS, Look
from app.compile.problems import Problem
from app.compile.reach import Reach, Readers
from app.compile.state import Flow
from app.compile.verdict import Findings, find
from app.compile.wiring import Wiring
from app.model.groups import scoped_name
from app.model.records import DocumentRecord, PortRef

_NO_CONDUCT = Conduct()
_ALWAYS = frozenset({"source", "transform"})  # roles that read files, which change without an edit
_NO_MARKS = (False, False, False)
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
        self.advised: set[str] = set()  # cells whose advice is stale
        self._stale: list[tuple[int, str]] = []
        self._queued: set[str] = set()
        self._intake = Intake(self)
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
        self._todo.append(self._intake.take(self.change))
        yield
        while self._todo:  # also what an earlier version has left to be done
            for _ in self._todo[0]:
                yield
            del self._todo[0]
        for cell in [self.cells[node] for role in _ALWAYS for node in self.roles.get(role, ())]:
            self.push(cell)
        yield
        count = 0
        while self._stale or self.advised:
            if self._stale:
                node = heapq.heappop(self._stale)[1]
                self._queued.discard(node)
                if node in self.cells:
                    self._judge(self.cells[node])
            else:
                advised = self.advised.pop()
                if advised in self.cells:
                    self._advise(self.cells[advised])
            count += 1
            if count % _TURN == 0:
                yield
        self.advised = set()  # the emptied one is as large as it ever was, and slow to take from
        yield from self.figures.catch_up()
        yield
        self.findings = find(self)

    def push(self, cell: Cell) -> None:
        """A cell is stale."""
        if cell.id not in self._queued:
            self._queued.add(cell.id)
            heapq.heappush(self._stale, (cell.rank, cell.id))

    def sort_stale(self) -> None:
        """Cells have another place in the order now."""
        self._queued = {node for node in self._queued if node in self.cells}
        self._stale = sorted((self.cells[node].rank, node) for node in self._queued)

    def _judge(self, cell: Cell) -> None:
        self.judged += 1
        outputs, ok, fragment = cell.outputs, cell.ok, cell.fragment
        slots, flow, feeds = cell.slots, cell.flow, cell.feeds
        if cell.rank < 0:
            cell.clear()
            self.note_reads(cell, 0, set())
        elif not judge_alike(self, cell):
            judge(self, cell)
        if cell.reads[2]:
            self.note_reads(cell, 2, set())
        now = cell.fragment
        if now is not fragment:
            self.sort_in(cell, fragment)
        flows_as_before = cell.ok == ok and (
            now is fragment or cell.conduct == (_NO_CONDUCT if fragment is None else fragment.conduct)
        )
        if cell.feeds != feeds:
            flows_as_before = False
            self.feed(cell, feeds)
        if not flows_as_before:
            self.reach.version += 1
        if cell.flow is not flow and cell.flow != flow:
            self.set_flow(cell)
        if cell.outputs != outputs or cell.ok != ok:
            self._push_behind(cell, outputs)
        if now is not fragment or cell.slots != slots or cell.ok != ok:
            self.bump(cell.id)
            self.figures.stale.add(cell.id)
            if cell.advice or cell.reads[1] or (now is not None and now.rules):
                self.advised.add(cell.id)
        self._note(cell)

    def _push_behind(self, cell: Cell, before: Mapping[str, Item]) -> None:
        """What a node gives is another thing: so are the nodes behind it that take it."""
        outputs, cells, queued = cell.outputs, self.cells, self._queued
        several = len(outputs) > 1
        for target, source in self.wiring.out(cell.id).items():
            node = target.node
            if node in queued or node not in cells:
                continue
            if several and (item := outputs.get(source)) is not None and item == before.get(source):
                continue
            queued.add(node)
            heapq.heappush(self._stale, (cells[node].rank, node))

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

    def whole_kind(self, cell: Cell) -> Kind:
        """The kind with the ports that it has on the canvas, where these follow from its wires."""
        if cell.kind.role != "unknown":
            return cell.kind
        incoming = [(port, source) for port, source in cell.wires.items()]
        return self.catalog.stand_in(cell.record.kind, incoming, self.wiring.outgoing(cell.id), self._named)

    def _named(self, node: str) -> str:
        cell = self.cells.get(node)
        return "" if cell is None else cell.record.kind

    def sort_in(self, cell: Cell, before: Fragment | None) -> None:
        """Note what is asked of the network by the nodes that are so."""
        fragment = cell.fragment
        now = fragment.marks if fragment is not None else _NO_MARKS
        if now != (before.marks if before is not None else _NO_MARKS):
            for nodes, there in zip((self.learners, self.large, self.disturbing), now, strict=True):
                _put(nodes, cell.id, there)
        if fragment is None:
            self.deep.pop(cell.id, None)
            self.stacks.pop(cell.id, None)

    def feed(self, cell: Cell, before: tuple[str, ...]) -> None:
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

    def set_flow(self, cell: Cell) -> None:
        if cell.flow is None:
            self.flows.pop(cell.id, None)
        else:
            self.flows[cell.id] = cell.flow
        self.order_ends()
        self.bump(ENDS)
        for target, _, _ in self.wiring.targets(cell.id):
            self.push(target)

    def order_ends(self) -> None:
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
                self.push(cell)
            elif phase == 1:
                self.advised.add(node)
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


def _put(into: set[str], node: str, there: bool) -> None:
    if there:
        into.add(node)
    else:
        into.discard(node)
