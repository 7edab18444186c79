"""What the check tells the studio, kept in step with the cells: words for ports and nodes, the problems, and what has changed.

A result is a value of its own: the tables in it are copies, which cost next to nothing beside what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.compile.cells import Cell
from app.compile.drawing import Change
from app.compile.problems import CheckResult, NodeInfo, PortType, Problem
from app.compile.words import group_info, node_info, port_type
from app.model import groups
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from engine.garbage import put_off
from engine.ir.types import TensorType

if TYPE_CHECKING:
    from app.compile.checking import Check

_SEVERITY = {"error": 0, "warning": 1, "hint": 2}
_ENOUGH = 60  # problems after which no more repairs are looked for
_TURN = 256  # nodes between two moments at which the work may be interrupted
_numbers = count(1)


class Outcome:
    """The tables of the last result.  ``update`` checks a newer version of the document; ``steps`` does so in small parts."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self.changed: set[str] = set()
        self._retyped = self._redescribed = True  # whether the next result needs tables of its own
        self._todo: list[Iterator[None]] = []  # changes that are not yet taken in
        self._types: dict[PortRef, PortType] = {}
        self._shown: dict[str, tuple[str, ...]] = {}  # the outputs of a node that have words
        self._infos: dict[str, NodeInfo] = {}
        self._parameters = 0
        self._words: dict[TensorType, PortType] = {}
        self._out: dict[PortRef, dict[PortRef, None]] = {}  # as drawn: the inputs that an output leads to
        self._behind: dict[PortRef, list[PortRef]] = {}  # by output, the ports of groups that it comes out of
        self._groups: dict[str, list[int]] = {}  # parameters and nodes inside
        self._around: dict[str, tuple[str, ...]] = {}
        self._by_node: dict[str, tuple[Problem, ...]] = {}
        self.result = CheckResult()

    @property
    def folder(self) -> Path | None:
        """Where relative data paths start."""
        return self._check.folder

    def size(self) -> tuple[int, ...]:
        """How many entries the tables have."""
        tables = (self._types, self._shown, self._infos, self._out, self._behind, self._groups, self._around)
        return tuple(len(table) for table in tables)

    @classmethod
    def of(cls, check: Check) -> CheckResult:
        """The words for a check that was made without any."""
        outcome = cls(check)
        drawn = check.drawn
        wires: list[tuple[LinkRecord | None, LinkRecord | None]] = [(None, link) for link in drawn.links.values()]
        check.news = set(check.cells)
        for _ in outcome._take(Change(touched=set(drawn.nodes), drawn_wires=wires, anew=check.drawing.grouped)):
            pass
        for _ in outcome._catch_up():
            pass
        return outcome._tell()

    def update(self, record: DocumentRecord) -> CheckResult:
        """The check of a newer version of the document."""
        for _ in self.steps(record):
            pass
        return self.result

    def steps(self, record: DocumentRecord) -> Iterator[None]:
        """The same step by step; ``result`` is that of this version when it ends."""
        with put_off(lasting=not self.result.number):  # the first time, everything is made that stays
            work = self._check.steps(record)
            next(work)
            self._todo.append(self._take(self._check.change))
            while self._todo:  # also what an earlier version has left to be done
                for _ in self._todo[0]:
                    yield
                del self._todo[0]
            yield from work
            yield from self._catch_up()
            self._tell()

    # --- the document -----------------------------------------------------------------------------------------------------

    def _take(self, change: Change) -> Iterator[None]:
        """Follow the nodes and wires as they are drawn."""
        for number, (before, after) in enumerate(change.drawn_wires):
            if number % _TURN == _TURN - 1:
                yield
            if before is not None:
                out = self._out[before.source]
                del out[before.target]
                if not out:
                    del self._out[before.source]
                self._show(before.target, None)
            if after is not None:
                self._out.setdefault(after.source, {})[after.target] = None
                self._show(after.target, self._types.get(after.source))
        drawn = self._check.drawn.nodes
        for number, node in enumerate(change.touched):
            if number % _TURN == _TURN - 1:
                yield
                drawn = self._check.drawn.nodes
            if node not in drawn:
                gone = self._infos.pop(node, None)
                self._redescribed = True
                if gone is not None and node not in self._groups:
                    self._count(node, gone, NodeInfo())
                self._around.pop(node, None)
                self.changed.add(node)
            elif node not in self._infos or (drawn[node].kind == groups.GROUP) != (node in self._groups):
                if node not in self._groups:
                    self._count(node, self._infos.get(node, NodeInfo()), NodeInfo())
                self._infos[node] = NodeInfo()
                self._redescribed = True
                self.changed.add(node)
        if change.anew or self._groups or self._check.drawing.grouped:
            self._regroup(change)

    def _regroup(self, change: Change) -> None:
        """Which groups are around which nodes, and which outputs come out of their ports."""
        check = self._check
        structure = change.anew or any(
            self._around.get(node, ()) != tuple(groups.path(check.drawn.nodes, record.group))
            for node in change.touched
            if (record := check.drawn.nodes.get(node)) is not None
        )
        if not structure and not any(node not in check.drawn.nodes for node in change.touched):
            return
        for port in {ref for refs in self._behind.values() for ref in refs} - check.drawing.origins.keys():
            self._spread(port, None)
        self._behind = {}
        for port, source in check.drawing.origins.items():
            self._behind.setdefault(source, []).append(port)
            self._spread(port, self._types.get(source) if source != port else None)
        nodes = check.drawn.nodes
        totals = {node.id: [0, 0] for node in nodes.values() if node.kind == groups.GROUP}
        self._around = {node.id: tuple(groups.path(nodes, node.group)) for node in nodes.values() if node.group is not None}
        for node, around in self._around.items():
            for group in around:
                if group in totals:
                    totals[group][0] += self._infos[node].parameters if nodes[node].kind != groups.GROUP else 0
                    totals[group][1] += check.catalog.counts(nodes[node].kind)
        self._groups = totals
        for group in totals:
            self._tell_group(group)

    def _tell_group(self, group: str) -> None:
        info = group_info(*self._groups[group])
        if info != self._infos.get(group):
            self._infos[group] = info
            self._redescribed = True
            self.changed.add(group)

    # --- ports and nodes --------------------------------------------------------------------------------------------------

    def _catch_up(self) -> Iterator[None]:
        """Say of each stale node what is to be said now; may be interrupted at each step."""
        news = self._check.news
        number = 0
        while news:  # what is left when this is given up stays news
            node = news.pop()
            number += 1
            if number % _TURN == 0:
                yield
            cell = self._check.cells.get(node)
            self._tell_ports(node, cell)
            self._tell_node(node, cell)
        self._check.news = set()  # the emptied one is as large as it ever was, and slow to take from

    def _tell_ports(self, node: str, cell: Cell | None) -> None:
        outputs = cell.outputs if cell is not None else {}
        types = self._types
        for port, item in outputs.items():
            ref, type_ = PortRef(node, port), port_type(self._words, cell, item)
            if types.get(ref) is not type_:  # else the other ends show it as well
                self._spread(ref, type_)
        mine = tuple(outputs)
        before = self._shown.get(node, ())
        if before != mine:
            for port in before:
                if port not in outputs:
                    self._spread(PortRef(node, port), None)
            if mine:
                self._shown[node] = mine
            else:
                del self._shown[node]

    def _spread(self, source: PortRef, type_: PortType | None) -> None:
        """What an output carries is also what comes out of the groups around it, and what stands at the other ends."""
        self._spread_from(source, type_)
        for port in self._behind.get(source, ()):
            if port != source:
                self._spread_from(port, type_)

    def _spread_from(self, port: PortRef, type_: PortType | None) -> None:
        if port not in self._check.drawn.links:  # a group may have an input of the same name, which is then shown
            self._show(port, type_)
        for target in self._out.get(port, ()):
            self._show(target, type_)

    def _show(self, ref: PortRef, type_: PortType | None) -> None:
        before = self._types.get(ref)
        if before is type_ or before == type_:
            return
        self._retyped = True
        if type_ is None:
            del self._types[ref]
        else:
            self._types[ref] = type_
        self.changed.add(ref.node)

    def _tell_node(self, node: str, cell: Cell | None) -> None:
        before = self._infos.get(node)
        if cell is None:
            if before is not None and node not in self._groups:  # it lies in a muted group now
                self._count(node, before, NodeInfo())
                self._infos[node] = NodeInfo()
                self._redescribed = True
                self.changed.add(node)
            return
        info = node_info(cell)
        if before is None or (info is not before and info != before):
            self._count(node, before or NodeInfo(), info)
            self._infos[node] = info
            self._redescribed = True
            self.changed.add(node)

    def _count(self, node: str, before: NodeInfo, now: NodeInfo) -> None:
        more = now.parameters - before.parameters
        if not more:
            return
        self._parameters += more
        for group in self._around.get(node, ()):
            if group in self._groups and group in self._infos:
                self._groups[group][0] += more
                self._tell_group(group)

    # --- the result -------------------------------------------------------------------------------------------------------

    def _tell(self) -> CheckResult:
        """Everything as it is now."""
        check = self._check
        found, ready, watched = check.findings
        problems, dismissed = _sorted_out(found, check.drawn.nodes)
        by_node: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.node is not None:
                by_node.setdefault(problem.node, []).append(problem)
        told = {node: tuple(own) for node, own in by_node.items()}
        before = self._by_node
        self.changed.update(node for node in told.keys() | before.keys() if told.get(node) != before.get(node))
        self._by_node = told
        result = CheckResult(
            port_types=dict(self._types) if self._retyped else self.result.port_types,
            nodes=dict(self._infos) if self._redescribed else self.result.nodes,
            problems=problems,
            dismissed=dismissed,
            parameters=self._parameters,
            memory_bytes=check.figures.memory_bytes,
            flops_per_sample=check.figures.operations,
            ready=ready,
            monitors=watched,
            number=next(_numbers),
            after=self.result.number,
            changed=frozenset(self.changed),
        )
        self.changed, self._retyped, self._redescribed = set(), False, False
        self.result = result
        return result


def _sorted_out(
    problems: tuple[Problem, ...], nodes: Mapping[str, NodeRecord]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is to be told, and what was dismissed at its node."""
    dismissed = tuple(
        problem
        for problem in problems
        if problem.can_be_dismissed and (record := nodes.get(problem.node or "")) is not None and problem.rule in record.dismissed
    )
    if not dismissed:
        return problems, ()
    silent = set(map(id, dismissed))
    return tuple(problem for problem in problems if id(problem) not in silent), dismissed
