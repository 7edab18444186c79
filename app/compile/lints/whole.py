"""The network seen as one, for the rules that cannot look at a single node: what is minimized, what that needs, where it ends.

Everything here is read off what the check keeps, or walks only when something changed that the walk depends on.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from app.compile.cells import Cell, Stack
from app.compile.look import Look, Made, Value
from app.compile.state import Applied, Flow
from app.model.records import PortRef, RunSettings

if TYPE_CHECKING:
    from app.compile.checking import Check

#: How much saturation in a row lets next to no gradient through.
TOO_DEEP = 4.0


class Whole:
    """What several rules need; worked out once a check, and only where one asks."""

    def __init__(self, check: Check, look: Look, sound: bool) -> None:
        self._check = check
        self._look = look
        self.sound = sound  # whether no error was found so far

    def _applied(self, role: str) -> list[Applied]:
        return [self._look.applied(cell) for cell in self._check.at_work(role)]

    @property
    def settings(self) -> RunSettings:
        return self._check.drawn.settings

    @cached_property
    def losses(self) -> list[tuple[Applied, Value]]:
        """The losses that went through, with their values."""
        pairs = [(it, self._look.value(PortRef(it.node.id, it.kind.outputs[0].name))) for it in self._applied("loss")]
        return [(it, value) for it, value in pairs if value is not None]

    @cached_property
    def optimizers(self) -> list[Applied]:
        return self._applied("optimizer")

    @cached_property
    def metrics(self) -> list[Applied]:
        return self._applied("metric")

    @cached_property
    def batches(self) -> list[Applied]:
        return self._applied("batch")

    @cached_property
    def minimized(self) -> list[Value]:
        """What the optimizers make small; all losses while there is no optimizer."""
        return [it.inputs["loss"] for it in self.optimizers] or [value for _, value in self.losses]

    @cached_property
    def needed(self) -> frozenset[str]:
        """The canvas nodes that are computed for what is minimized."""
        return self._check.reach.upstream(value.origin for value in self.minimized)

    def feeding(self, values: Iterable[Value]) -> frozenset[str]:
        """The canvas nodes behind values."""
        return self._check.reach.upstream(value.origin for value in values)

    @property
    def ends(self) -> list[tuple[str, Flow]]:
        """The batch nodes with what comes to them."""
        return list(self._check.ends.items())

    @property
    def deepest(self) -> list[Stack]:
        """The stacks of saturating layers that are too deep, each at its deepest, the longest first."""
        found: dict[str, Stack] = {}
        for cell in self._check.in_order(self._check.deep):
            stack = self._check.deep[cell.id]
            if stack.first not in found or stack.weight > found[stack.first].weight:
                found[stack.first] = stack
        return sorted(found.values(), key=lambda stack: -stack.count)

    def head(self, node: str) -> Made | None:
        """The op that a canvas node ends in."""
        cell = self._check.cells.get(node)
        if cell is None or cell.fragment is None or not cell.fragment.heads:
            return None
        return Made(self._look, cell, cell.fragment.heads[0])

    def cell(self, node: str) -> Cell:
        return self._check.cells[node]

    @property
    def learners(self) -> set[str]:
        """The nodes with weights that training changes."""
        return self._check.learners

    def first(self, nodes: Iterable[str]) -> str:
        """The one of the nodes that stands first in the document."""
        return self._check.in_order(nodes)[0].id

    @property
    def parameters(self) -> dict[str, int]:
        """Their number by node."""
        cells = self._check.cells
        found = {}
        for node in self._check.learners:
            fragment = cells[node].fragment
            if fragment is not None and fragment.parameters:
                found[node] = fragment.parameters
        return found

    @property
    def large(self) -> list[Cell]:
        """The nodes with a tensor that is too large, in the document's order."""
        return self._check.in_order(self._check.large)

    @property
    def regularized(self) -> bool:
        """Whether a layer keeps the model from learning the rows by heart."""
        return bool(self._check.disturbing)

    # --- gradients --------------------------------------------------------------------------------------------------------

    @cached_property
    def reached(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The nodes that a gradient comes to, those whose weights it moves, and those where it ends before weights."""
        starts = tuple(value.origin for value in self.minimized)
        found: tuple[frozenset[str], frozenset[str], frozenset[str]] = self._check.reach.once("reached", starts, self._reach)
        return found

    def _reach(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        cells = self._check.cells
        reached: set[str] = set()
        moved: set[str] = set()
        cuts: set[str] = set()
        stack = [value.origin for value in self.minimized]
        while stack:
            node = stack.pop()
            if node in reached:
                continue
            reached.add(node)
            cell = cells[node]
            conduct = cell.conduct
            if conduct.weights:
                moved.add(node)
            if cell.fragment is not None and cell.fragment.is_open:  # it goes on everywhere, as it mostly does
                stack += cell.feeds
                continue
            slots = cell.slots
            if any(trains or any(slots[slot].learns for slot in behind) for _, behind, trains in conduct.ends):
                cuts.add(node)
            stack.extend(slots[slot].node for slot in conduct.inputs)
        return frozenset(reached), frozenset(moved), frozenset(cuts)

    def cut_behind(self, node: str) -> Made | None:
        """The first op behind a node's weights at which their gradient ends."""
        cuts = self.reached[2]
        row = [node]
        seen = {node}
        for each in row:
            cell = self._check.cells[each]
            if each in cuts and (each != node or any(trains for _, _, trains in cell.conduct.ends)) and cell.fragment is not None:
                op = cell.conduct.ends[0][0]
                return Made(self._look, cell, next(inner for inner in cell.fragment.nodes if inner.op == op))
            users = sorted(self._check.users.get(each, ()), key=lambda user: (len(user), user))
            row.extend(user for user in users if user not in seen)
            seen.update(users)
        return None

    def last_of(self, nodes: set[str]) -> set[str]:
        """Those of the nodes that feed no other one of them."""
        return nodes - self._check.reach.upstream(feed for node in nodes for feed in self._check.cells[node].feeds)
