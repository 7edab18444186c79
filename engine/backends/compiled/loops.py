"""Which ops go through memory together: a loop over all places of a shape, in which each op takes its turn at every place.

Two ops may share a loop where what the later one reads of the earlier one is the very entry that was just computed, or the
reduction of the row that has just ended.  Both are told by addresses, so that it does not matter through which views they look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.rows import REDUCTIONS, ROWS, Site, count_of, reduced_axes
from engine.backends.compiled.terms import CODES, Access, Term, Terms, access_to
from engine.ir.graph import Node
from engine.passes.program import op_of

#: A value's memory is known by the root that it is a view of; copies that no value stands for have roots of their own.
Root = Any
Axes = tuple[int | None, ...]
#: Loops do not grow beyond this, so that the compiler keeps their numbers in registers.
_MOST_ACCESSES, _MOST_TERMS = 40, 160


@dataclass(frozen=True, eq=False)
class Task:
    """One op with its arrays.  ``roots`` of the inputs tell which of them another task made."""

    op: str
    attrs: Any
    node: Node | None
    inputs: tuple[Any, ...]
    roots: tuple[Root, ...]
    outputs: tuple[Any, ...]
    made: tuple[Root, ...]
    constant: tuple[bool, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The places that the op goes through."""
        array = self.inputs[0] if self.op in REDUCTIONS else self.outputs[0]
        return tuple(array.shape)

    def read_places(self) -> Iterator[int]:
        """The inputs that are read for more than their shape."""
        if self.node is None:
            yield from range(len(self.inputs))
            return
        ports = op_of(self.node).present_inputs(self.attrs)
        for place in range(len(self.inputs)):
            if not ports[min(place, len(ports) - 1)].shape_only:
                yield place


@dataclass(frozen=True)
class Store:
    """A term that goes to memory, where it is needed after the loop."""

    root: Root
    term: Term
    access: Access


@dataclass(frozen=True)
class Final:
    """A reduction over ``axes`` of the loop that goes to memory and is not looked at before the loop has ended."""

    root: Root
    term: Term
    access: Access
    axes: frozenset[int]
    kind: str
    finish: str


@dataclass
class Loop:
    """Tasks that run as one loop.  ``split``: how many axes lie outside of the row, None while no op cares."""

    shape: tuple[int, ...]
    tasks: tuple[Task, ...] = ()
    split: int | None = None
    terms: Terms = field(default_factory=Terms)
    made: dict[Root, tuple[Access, Term | None]] = field(default_factory=dict)
    loads: dict[Access, Term] = field(default_factory=dict)
    stores: tuple[Store, ...] = ()
    finals: tuple[Final, ...] = ()

    def with_task(self, task: Task) -> Loop | None:
        """This loop with one more op; None where the op does not fit in."""
        found = self._axes_of(task)
        if found is None or not supported(task):
            return None
        axes, split = found
        loop = replace(
            self, terms=self.terms.copy(), made=dict(self.made), loads=dict(self.loads), tasks=(*self.tasks, task), split=split
        )
        if not (loop._add_reduction(task, axes) if task.op in REDUCTIONS else loop._add_row(task, axes)):
            return None
        return loop if len(loop.terms.known) <= _MOST_TERMS else None

    def _axes_of(self, task: Task) -> tuple[Axes, int | None] | None:
        """For each axis of the loop the task's own; rows alone for a task that goes through the results of rows."""
        shape, rank = task.shape, len(self.shape)
        if shape == self.shape:
            return tuple(range(rank)), self.split
        for split in [self.split] if self.split is not None else range(rank - 1, 0, -1):
            fits = shape in (self.shape[:split], (*self.shape[:split], *[1] * (rank - split)))
            if fits and any(root in self.made for root in task.roots):
                return (*range(split), *[None] * (rank - split)), split
        return None

    def _arguments(self, task: Task, axes: Axes) -> list[Term] | None:
        """The inputs as terms: literals, terms of this loop, or reads."""
        found: list[Term] = []
        for place in task.read_places():
            array, root = task.inputs[place], task.roots[place]
            code = CODES[array.dtype.name]
            if task.constant[place] and not any(array.strides[i] for i in range(array.ndim) if array.shape[i] > 1):
                found.append(self.terms.literal(array.flat[0], code))
                continue
            if task.op in ROWS and ROWS[task.op].adds_axis:
                array = array[..., np.newaxis]
            access = access_to(array, task.shape, axes)
            if root in self.made:
                made, term = self.made[root]
                if term is None or not made.same(access):
                    return None
                found.append(term)
                continue
            found.append(self.loads.setdefault(access, self.terms.load(access)))
        return found

    def _add_row(self, task: Task, axes: Axes) -> bool:
        row = ROWS[task.op]
        if row.within is not None and not self._splits_at(row.within(task.attrs, len(task.shape)), axes):
            return False
        args = self._arguments(task, axes)
        if args is None:
            return False
        site = Site(self.terms, task.attrs, CODES[task.outputs[0].dtype.name], _shapes(task.inputs), task.inputs)
        for root, array, term in zip(task.made, task.outputs, row.build(site, args), strict=True):
            self._make(root, array, task.shape, axes, term)
        return True

    def _make(self, root: Root, array: Array, shape: tuple[int, ...], axes: Axes, term: Term) -> None:
        access = access_to(array, shape, axes)
        self.made[root] = (access, term)
        self.stores = (*self.stores, Store(root, term, access))

    def _splits_at(self, axis: int, axes: Axes) -> bool:
        """Whether the row can be this axis alone, which must be the last one."""
        rank = len(self.shape)
        if axes != tuple(range(rank)) or axis != rank - 1 or self.split not in (None, axis):
            return False
        self.split = axis
        return True

    def _add_reduction(self, task: Task, axes: Axes) -> bool:
        assert task.node is not None
        rule, inner = REDUCTIONS[task.op], len(task.shape)
        over = reduced_axes(task.node)
        if rule.kind.startswith("arg") and not (over == (inner - 1,) and self._splits_at(inner - 1, axes)):
            return False
        args = self._arguments(task, axes)
        if args is None:
            return False
        (term,) = args
        code = CODES[task.outputs[0].dtype.name]
        if rule.entry:
            term = self.terms.op(rule.code or code, rule.entry, term)
        finish = rule.finish.replace("{n}", str(count_of(task.node, over))).replace("{T}", code.upper())
        out = _spread(task.outputs[0], task.shape, over)
        root = task.made[0]
        suffix = bool(over) and over == tuple(range(over[0], inner)) and axes == tuple(range(len(self.shape)))
        if suffix and over[0] > 0 and self.split in (None, over[0]):
            self.split = over[0]
            result = self.terms.reduce(rule.kind, term)
            if finish:
                result = self.terms.op(code, finish, result)
            self._make(root, out, task.shape, axes, result)
            return True
        if not over:
            self._make(root, out, task.shape, axes, self.terms.op(code, finish, term) if finish else term)
            return True
        if rule.kind.startswith("arg"):
            return False
        places = frozenset(place for place, axis in enumerate(axes) if axis in over)
        access = access_to(out, task.shape, axes)
        self.made[root] = (access, None)
        self.finals = (*self.finals, Final(root, term, access, places, rule.kind, finish))
        return True

    def kept(self, needed: Callable[[Root, Sequence[Task]], bool]) -> list[Store]:
        """The stores that somebody reads after the loop."""
        return [store for store in self.stores if needed(store.root, self.tasks)]

    def is_sound(self, needed: Callable[[Root, Sequence[Task]], bool]) -> bool:
        """Whether what is written meets what is read only entry by entry, and the rows of all reductions agree."""
        if self.split is not None and any(
            0 < len([axis for axis in final.axes if axis >= self.split]) < len(self.shape) - self.split for final in self.finals
        ):
            return False
        stores = [store.access for store in self.kept(needed)]
        everything = [*self.loads, *stores, *(final.access for final in self.finals)]
        if len(everything) > _MOST_ACCESSES:
            return False
        written = everything[len(self.loads) :]
        return not any(
            other is not final.access and final.access.meets(other) for final in self.finals for other in written
        ) and not any(
            other is not store and store.meets(other) and not store.same(other) for store in stores for other in everything
        )


def supported(task: Task) -> bool:
    """Whether there is a row that fits the dtypes, and entries to go through."""
    dense = all(isinstance(array, np.ndarray) for array in (*task.inputs, *task.outputs))
    if not dense or not all(array.size for array in (*task.inputs, *task.outputs)):
        return False
    row = ROWS.get(task.op) or REDUCTIONS.get(task.op)
    codes = [CODES.get(task.inputs[place].dtype.name, "") for place in task.read_places()]
    outs = {CODES.get(array.dtype.name, "") for array in task.outputs}
    return row is not None and len(outs) == 1 and "" not in codes and "" not in outs and row.fits(codes, next(iter(outs)))


def _shapes(arrays: Sequence[Array]) -> tuple[tuple[int, ...], ...]:
    return tuple(array.shape for array in arrays)


def _spread(out: Array, shape: tuple[int, ...], over: Sequence[int]) -> Array:
    """The result of a reduction as it is met in a loop over the input: the same entry all along the reduced axes."""
    kept = tuple(1 if axis in over else size for axis, size in enumerate(shape))
    return out.reshape(kept)


def readers_of(tasks: Sequence[Task]) -> Mapping[Root, set[int]]:
    """For each root the places in the list of the tasks that read it."""
    found: dict[Root, set[int]] = {}
    for index, task in enumerate(tasks):
        for place in task.read_places():
            found.setdefault(task.roots[place], set()).add(index)
    return found
