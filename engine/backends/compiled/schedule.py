"""The units of a compiled step, in order: loops, products, and calls of NumPy's kernels for everything else.

An op joins a loop that stands further up, or a loop moves down to it, where no unit between them touches the same memory in a
way that would then happen in another order.  So the memory that was laid out for NumPy's order serves this one too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.draw_code import DRAWN, draws
from engine.backends.compiled.loops import Loop, Root, Store, Task, readers_of, supported
from engine.backends.compiled.products import Product, product_of
from engine.backends.compiled.routines import Routine, routine_of
from engine.backends.compiled.terms import extent
from engine.backends.numpy.layout import Layout, kernel_nodes
from engine.backends.pieces import Piece, piece_of
from engine.ir.graph import Node, Value
from engine.ops.padding import widths_of
from engine.ops.registry import get
from engine.passes.program import Program

Extents = list[tuple[int, int]]
#: Ops that copy entries in their order, where a view cannot do.
_RESHAPES = ("reshape", "reshape_like")
#: How many units an op looks back over for a loop to join.
_REACH = 16
#: Up to this many places unrelated ops share a loop: entering one costs more than it does.
_SMALL = 1024


@dataclass
class Unit:
    """One entry of the schedule: ``what`` is a loop, a product, a routine, or a task that NumPy's kernel is called for."""

    what: Loop | Product | Routine | Task
    reads: Extents
    writes: Extents

    @property
    def is_fused(self) -> bool:
        """Whether it is a loop of several ops."""
        return isinstance(self.what, Loop) and len(self.what.tasks) > 1

    @property
    def is_call(self) -> bool:
        return isinstance(self.what, Task)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The ops that it computes."""
        if isinstance(self.what, Task):
            return (self.what,)
        return (self.what.task,) if isinstance(self.what, Product) else self.what.tasks

    def piece(self) -> Piece:
        """The unit for people."""
        what, nodes = self.what, [task.node for task in self.tasks]
        ops = [task.op for task in self.tasks]
        if isinstance(what, Loop):
            return piece_of("loop", ops, nodes, "×".join(map(str, what.shape)) or "1")
        if isinstance(what, Product):
            stack = f" ×{'×'.join(map(str, what.stack))}" if what.stack else ""
            return piece_of("product", ops, nodes, f"{what.a.rows}×{what.a.columns} @ {what.a.columns}×{what.b.columns}{stack}")
        return piece_of("routine" if isinstance(what, Routine) else "call", ops, nodes)


class Scheduler:
    """Puts the tasks of a step into units.

    ``keeps_fetches``: what is fetched is looked at when the step has ended.  ``fuses``: ops may share a loop.
    """

    def __init__(self, program: Program, layout: Layout, keeps_fetches: bool = True, fuses: bool = True) -> None:
        self.layout = layout
        self.fuses = fuses
        self.tasks = tasks_of(layout)
        self.readers = readers_of(self.tasks)
        self.places = {id(task): index for index, task in enumerate(self.tasks)}
        self.kept: set[Root] = {layout.roots[value] for value in program.fetches} if keeps_fetches else set()
        self.kept.update(layout.roots[node.inputs[1]] for node in program.nodes if node.op == "assign")
        self.units: list[Unit] = []

    def run(self) -> list[Unit]:
        for task in self.tasks:
            if not (self.fuses and supported(task) and self._join(task)):
                self._append(task)
        return self.units

    def needed(self, root: Root, tasks: Sequence[Task]) -> bool:
        """Whether a value that these tasks made and read is read by others too."""
        if not isinstance(root, Value) or root in self.kept:
            return True
        mine = {self.places[id(task)] for task in tasks}
        return not self.readers.get(root, set()) <= mine

    def needed_stores(self, unit: Unit) -> list[Store]:
        """What a loop leaves in memory for others."""
        return unit.what.kept(self.needed) if isinstance(unit.what, Loop) else []

    def _append(self, task: Task) -> None:
        if supported(task) and (loop := Loop(task.shape).with_task(task)) is not None and loop.is_sound(self.needed):
            self.units.append(self.unit(loop))
        elif (product := product_of(task)) is not None:
            self.units.append(Unit(product, extents(task.inputs), extents(task.outputs)))
        elif (routine := routine_of(task)) is not None:
            self.units.append(Unit(routine, extents(routine.inputs), extents(routine.outputs)))
        else:
            self.units.append(Unit(task, extents(task.inputs), extents(task.outputs)))

    def unit(self, loop: Loop) -> Unit:
        writes = [store.access for store in loop.kept(self.needed)] + [final.access for final in loop.finals]
        return Unit(loop, [(item.low, item.high) for item in loop.loads], [(item.low, item.high) for item in writes])

    def _join(self, task: Task) -> bool:
        reads = extents([task.inputs[place] for place in task.read_places()])
        writes = extents(task.outputs)
        between: list[Unit] = []
        for index in range(len(self.units) - 1, max(-1, len(self.units) - 1 - _REACH), -1):
            unit = self.units[index]
            loop = unit.what
            if isinstance(loop, Loop) and _belongs(loop, task):
                joined = loop.with_task(task)
                if joined is not None and joined.is_sound(self.needed):
                    if not any(conflict(reads, writes, other) for other in between):
                        self.units[index] = self.unit(joined)
                        return True
                    if not any(conflict(unit.reads, unit.writes, other) for other in between):
                        del self.units[index]
                        self.units.append(self.unit(joined))
                        return True
            between.append(unit)
        return False


def _belongs(loop: Loop, task: Task) -> bool:
    """Whether going together saves anything: a number that need not be read again, or a loop that is hardly worth entering."""
    if any(root in loop.made for root in task.roots):
        return True
    if np.prod(loop.shape) <= _SMALL:
        return True
    mine = {id(task.inputs[place]) for place in task.read_places() if not task.constant[place] and task.inputs[place].ndim}
    return any(id(array) in mine for other in loop.tasks for array in other.inputs)


def extents(arrays: Sequence[Any]) -> Extents:
    return [extent(array) for array in arrays if isinstance(array, np.ndarray)]


def conflict(reads: Extents, writes: Extents, other: Unit) -> bool:
    """Whether what reads and writes these may not change places with the unit."""
    return meet(writes, other.reads) or meet(writes, other.writes) or meet(reads, other.writes)


def meet(some: Extents, others: Extents) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def tasks_of(layout: Layout) -> list[Task]:
    """The ops of the step in their order, with the copies before and after them."""
    from engine.backends.compiled.rows_code import tasks_of_rows

    roots: dict[int, Root] = {id(array): layout.roots[value] for value, array in layout.arrays.items()}
    roots.update((id(target), object()) for target, _ in layout.before)
    found = [_copy(roots, target, source) for target, source in layout.before]
    nodes = kernel_nodes(layout)
    rows = tasks_of_rows(layout, nodes) if layout.cells else {}
    found += [task for node in nodes for task in ([rows[node]] if node in rows else _tasks(layout, node))]
    found += [_copy(roots, target, source) for target, source in layout.after]
    if any(task.op in DRAWN and task.node is None for task in found):  # which read the number of the step
        found.append(Task("next_step", {}, None, (layout.clock,), (object(),), (layout.clock,), (object(),), (False,)))
    return found


def _tasks(layout: Layout, node: Node) -> list[Task]:
    """The node as a task; what only moves entries, as copies of its pieces."""
    if node.op in DRAWN and layout.clock is not None and draws(node.attrs, layout.arrays[node.outputs[0]]):
        outputs = (layout.arrays[node.outputs[0]],)
        return [Task(node.op, node.attrs, None, (layout.clock,), (object(),), outputs, tuple(node.outputs), (False,))]
    roots = tuple(layout.roots[value] for value in node.inputs)
    sources = [layout.arrays[value] for value in node.inputs]
    target = layout.arrays[node.outputs[0]]
    if all(isinstance(array, np.ndarray) and array.size for array in (*sources, target)):
        pieces: list[tuple[Array, Array]] = []
        if node.op in _RESHAPES and target.flags.c_contiguous:
            pieces = [(target.reshape(sources[0].shape), sources[0])]
        elif node.op == "concatenate":
            ends = np.cumsum([array.shape[node.attrs["axis"]] for array in sources])[:-1]
            pieces = list(zip(np.split(target, ends, node.attrs["axis"]), sources, strict=True))
        elif node.op in _INTO_ZEROS and (inside := _INTO_ZEROS[node.op](target, node)) is not None:
            return _filled(layout, node, roots[0], sources[0], target, inside)
        elif node.op in _ALONG and node.attrs["axis"] % target.ndim != target.ndim - 1:
            return [_along(layout, node)]
        elif node.op == "stack":
            pieces = list(zip(np.moveaxis(target, node.attrs["axis"], 0), sources, strict=True))
        if pieces:
            made = tuple(node.outputs)
            return [
                Task("identity", {}, None, (source,), (root,), (piece,), made, (False,))
                for (piece, source), root in zip(pieces, roots, strict=False)
            ]
    return [_task(layout, node)]


def _padded(target: Array, node: Node) -> Array | None:
    """Where what is padded lies."""
    if node.attrs["mode"] != "constant":
        return None
    pairs = widths_of(node.attrs["pad_width"], target.ndim)
    inside: list[Any] = [slice(before, size - after) for (before, after), size in zip(pairs, target.shape, strict=True)]
    return target[(..., *inside)]


def _sliced(target: Array, node: Node) -> Array | None:
    """Where the slice lay."""
    reference = get("slice").reference
    assert reference is not None
    found: Array = reference(target, **{key: node.attrs[key] for key in ("begin", "end", "step")})
    return found


#: Ops that copy entries into an array of one number.
_INTO_ZEROS: dict[str, Callable[[Array, Node], Array | None]] = {"pad": _padded, "slice_grad": _sliced}
#: Ops along an axis, which loops know along the last one alone.
_ALONG = ("softmax", "log_softmax")


def _filled(layout: Layout, node: Node, root: Root, source: Array, target: Array, inside: Array) -> list[Task]:
    """The number everywhere, then the entries."""
    made = tuple(node.outputs)
    number = np.broadcast_to(np.asarray(node.attrs.get("constant_values", 0)).astype(target.dtype), target.shape)
    entries = Task("identity", {}, None, (source,), (root,), (inside,), made, (False,))
    if inside.shape == target.shape:
        return [entries]
    return [Task("identity", {}, None, (number,), (object(),), (target,), made, (True,)), entries]


def _along(layout: Layout, node: Node) -> Task:
    """The op with its axis as the last one."""
    task = _task(layout, node)
    inputs, outputs = (
        tuple(np.moveaxis(array, node.attrs["axis"], -1) for array in arrays) for arrays in (task.inputs, task.outputs)
    )
    return replace(task, attrs={**node.attrs, "axis": -1}, inputs=inputs, outputs=outputs)


def _task(layout: Layout, node: Node) -> Task:
    roots = tuple(layout.roots[value] for value in node.inputs)
    return Task(
        node.op,
        node.attrs,
        node,
        tuple(layout.arrays[value] for value in node.inputs),
        roots,
        tuple(layout.arrays[value] for value in node.outputs),
        tuple(node.outputs),
        tuple(root.node.op == "constant" for root in roots),
    )


def _copy(roots: dict[int, Root], target: Array, source: Array) -> Task:
    made = roots.get(id(target), object())
    made = object() if isinstance(made, Value) else made  # a variable, whose old value is another root than its new one
    return Task("identity", {}, None, (source,), (roots.get(id(source), object()),), (target,), (made,), (False,))
