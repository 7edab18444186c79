"""Which part of a loop is computed where: once, once a row, or at every place, and in which walk along the row.

A row is walked as often as the reductions in it demand: once to find its largest entry, once to add up the exponentials, and so
on; each walk is a *phase*.  What an earlier phase computed is computed again where that is cheap, and else kept in a short piece
of scratch memory.  Stores come last in a phase, and not before the last phase that reads what they overwrite.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.backends.compiled.loops import Final, Loop, Store
from engine.backends.compiled.terms import ITEMSIZE, Access, Term

#: What is cheaper to compute again in a later phase than to keep.
_CHEAP = 3


@dataclass
class _Axes:
    """The axes of the loop that are left once those are taken together that every array walks in one stride."""

    sizes: list[int]
    members: list[list[int]]
    split: int


def _collapse(loop: Loop, accesses: Sequence[Access]) -> _Axes:
    kept = [axis for axis, size in enumerate(loop.shape) if size != 1]
    split = None if loop.split is None else sum(axis < loop.split for axis in kept)
    groups: list[list[int]] = []
    for place, axis in enumerate(kept):
        before = groups[-1] if groups else None
        joined = before is not None and place != split
        if joined and before is not None:
            last, size = before[-1], loop.shape[axis]
            joined = all(item.strides[last] == item.strides[axis] * size for item in accesses)
            joined = joined and all((last in final.axes) == (axis in final.axes) for final in loop.finals)
        if joined and before is not None:
            before.append(axis)
        else:
            groups.append([axis])
    sizes = [math.prod(loop.shape[axis] for axis in group) for group in groups]
    if split is None:
        return _Axes(sizes, groups, max(len(groups) - 1, 0))
    outer = sum(kept.index(group[0]) < split for group in groups)
    return _Axes(sizes, groups, outer)


class LoopPhases:
    """One loop, with those of its stores that are needed: its axes, and the level and the phase of everything in it."""

    def __init__(self, loop: Loop, stores: Sequence[Store]) -> None:
        self.loop = loop
        self.row_sums: list[Term] = []
        self.stores = list(stores)
        self.finals = list(loop.finals)
        self._reach()
        accesses = [term.access for term in self.terms if term.access is not None]
        accesses += [store.access for store in self.stores] + [final.access for final in self.finals]
        self.axes = _collapse(loop, accesses)
        self.split = self.axes.split
        self.inner = range(self.split, len(self.axes.sizes))
        self.row = math.prod(self.axes.sizes[axis] for axis in self.inner)
        self.levels: dict[Term, int] = {}
        self.phases: dict[Term, int] = {}
        self.spills: dict[Term, int] = {}
        read = [term.access for term in self.terms if term.access is not None]
        self.deferred = {id(final) for final in self.finals if any(final.access.meets(access) for access in read)}
        for term in self.terms:
            self._place(term)

    def _reach(self) -> None:
        """The terms that something is needed of, arguments first."""
        self.terms: list[Term] = []
        seen: set[int] = set()

        def visit(term: Term) -> None:
            if id(term) in seen:
                return
            seen.add(id(term))
            for arg in term.args:
                visit(arg)
            self.terms.append(term)

        for wanted in [store.term for store in self.stores] + [final.term for final in self.finals]:
            visit(wanted)
        for term in self.loop.terms.limits:
            visit(term)

    def _steps(self, access: Access) -> list[int]:
        """Strides in entries along the axes that are left."""
        size = ITEMSIZE[access.code]
        return [access.strides[group[-1]] // size for group in self.axes.members]

    def _place(self, term: Term) -> None:
        """Level 0: computed once, 1: once a row, 2: at every place.  The phase is the walk along the row that it belongs to."""
        level, phase = 0, 0
        if term.kind == "load":
            assert term.access is not None
            steps = self._steps(term.access)
            level = 2 if any(steps[axis] for axis in self.inner) else 1 if any(steps) else 0
        elif term.kind == "index":
            level = 2
        elif term.kind == "reduce":
            level, phase = 1, self.phases[term.args[0]] + 1
        elif term.kind == "op":
            level = max((self.levels[arg] for arg in term.args), default=0)
            phase = max((self.phases[arg] for arg in term.args), default=0)
        self.levels[term], self.phases[term] = level, phase

    def _is_cheap(self, term: Term, budget: int = _CHEAP) -> bool:
        return self._cost(term) <= budget

    def _cost(self, term: Term) -> int:
        if term.kind != "op" or self.levels[term] < 2:
            return 0
        return term.cost + sum(self._cost(arg) for arg in term.args)

    def _plan_phases(self) -> None:
        """Reductions of rows, then in which phase each store and final stands, and which terms are kept in scratch memory."""
        self.reductions = [term for term in self.terms if term.kind == "reduce"]
        self.inner_finals: list[Final] = []
        self.row_finals: list[tuple[Final, Term]] = []
        for final in self.finals:
            covered = {axis for group in (self.axes.members[i] for i in self.inner) for axis in group}
            within = covered & final.axes
            if not within and self._is_full(final.access, final.term):
                self.inner_finals.append(final)
            elif within:
                self.row_finals.append((final, self._row_sum(final)))
            else:
                self.row_finals.append((final, final.term))
        self.last = max([*self.phases.values(), 0])
        self.store_phase = {id(store): self.phases[store.term] for store in self.stores}
        while True:
            reads: dict[tuple[int, str], int] = {}
            for term, phase in self._needs():
                if term.kind == "load" and term.access is not None:
                    key = (term.access.address, term.access.code)
                    reads[key] = max(reads.get(key, 0), phase)
            moved = False
            for store in self.stores:
                wanted = max(self.phases[store.term], reads.get((store.access.address, store.access.code), 0))
                if self.levels[store.term] == 2 and wanted > self.store_phase[id(store)]:
                    self.store_phase[id(store)] = wanted
                    moved = True
            if not moved:
                return

    def _row_sum(self, final: Final) -> Term:
        """The reduction over the row that a final begins with; one that is there already is taken."""
        for term in self.reductions:
            if term.text == final.kind and term.args == (final.term,):
                return term
        made = Term("reduce", final.term.code, (final.term,), final.kind)
        self.row_sums.append(made)
        self.terms.append(made)
        self._place(made)
        self.reductions.append(made)
        return made

    def _uses(self) -> Iterator[tuple[Term, int]]:
        """What is computed at every place, with the phase in which it is asked for."""
        for term in self.reductions:
            yield term.args[0], self.phases[term.args[0]]
        for store in self.stores:
            if self._is_full(store.access, store.term):
                yield store.term, self.store_phase[id(store)]
        for final in self.inner_finals:
            yield final.term, self.phases[final.term]

    def _is_full(self, access: Access, term: Term) -> bool:
        steps = self._steps(access)
        return self.levels[term] == 2 or any(steps[axis] for axis in self.inner)

    def _needs(self) -> set[tuple[Term, int]]:
        """Every term of every place with each phase in which it is computed or read."""
        self.spills.clear()
        found: set[tuple[Term, int]] = set()
        todo = list(self._uses())
        while todo:
            term, phase = todo.pop()
            if (term, phase) in found or self.levels[term] < 2:
                continue
            found.add((term, phase))
            own = self.phases[term]
            if phase > own and term.kind == "op" and not self._is_cheap(term):
                self.spills.setdefault(term, len(self.spills))
                todo.append((term, own))
            else:
                todo += [(arg, phase) for arg in term.args]
        return found
