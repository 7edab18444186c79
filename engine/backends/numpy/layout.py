"""Where every value of a program lies: which are views, which take over a dying input's place, which write into a variable.

Positions count the nodes in the order in which they will run.  A *root* is the value whose memory a view looks at; a *home* is
a piece of memory that one root after the other may live in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.backends.base import Array, Cell, Kernel, aligned
from engine.backends.order import EFFECTS, SOURCES, check_written_once, schedule
from engine.errors import DeviceError
from engine.ir.graph import Node, Value
from engine.passes.memory import Interval, pack
from engine.passes.program import Program, op_of, users

#: Ops whose references give views although what they do is more than another look at the same entries.
_REPEATING = ("broadcast_to", "broadcast_like")


@dataclass
class Home:
    """A piece of memory: a source's own array, or a place in the arena while ``array`` is None."""

    nbytes: int
    first: int
    last: int
    array: Array | None = None
    variable: str | None = None
    offset: int = 0


@dataclass
class Layout:
    """What the planner found; ``arrays`` holds every value's array once the arena is there."""

    order: list[Node]
    homes: dict[Value, Home] = field(default_factory=dict)
    roots: dict[Value, Value] = field(default_factory=dict)
    arrays: dict[Value, Any] = field(default_factory=dict)
    feeds: dict[str, Any] = field(default_factory=dict)
    before: list[tuple[Array, Array]] = field(default_factory=list)
    after: list[tuple[Array, Array]] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    arena_bytes: int = 0
    in_place: dict[Node, str] = field(default_factory=dict)
    clock: Array | None = None  # the number of the step and the run's seed, where random ops are drawn without Python

    @property
    def cells(self) -> list[Cell]:
        """The places of the sparse values."""
        return [item for item in self.arrays.values() if isinstance(item, Cell)]

    def is_view(self, value: Value) -> bool:
        return self.roots[value] is not value


#: What an image goes through together with the op before it, where a compiled step has both in one piece; and of the gradients
#: of a convolution, where their own gradient stands among the inputs.
_AFTER = ("max_pool", "conv2d_kernel_grad", "conv2d_input_grad")
_GRADIENT = {"conv2d_kernel_grad": 1, "conv2d_input_grad": 0}
#: Buffers that are small enough for slack, in bytes, and for much of it.
_SMALL, _TINY = 1 << 14, 1 << 9


def make_layout(
    program: Program,
    state: Mapping[str, Array],
    kernels: Mapping[str, Kernel],
    off: frozenset[str],
    given: Mapping[str, Array],
    slack: int = 0,
) -> Layout:
    """Plan the memory of a fully typed program over these state arrays, and feeds where they are given.

    ``slack``: for so many steps before and after it is needed a small buffer stays alone, so that ops may be moved together.
    """
    return _Planner(program, state, kernels, off, given, slack).run()


class _Planner:
    def __init__(
        self, program: Program, state: Mapping[str, Array], kernels: Mapping[str, Kernel], off: frozenset[str],
        given: Mapping[str, Array], slack: int,
    ) -> None:  # fmt: skip
        self.program = program
        self.slack = slack
        self.state = state
        self.given = given
        self.kernels = kernels
        self.in_place = "in_place" not in off
        self.reuse = "reuse_buffers" not in off
        self.layout = Layout(schedule(program))
        self.position = {node: index for index, node in enumerate(self.layout.order)}
        self.end = len(self.layout.order)
        self.shapes: dict[Value, Any] = {}  # stand-ins with the right strides over memory that is never touched
        self.reads: dict[Value, list[tuple[Node, int]]] = {}
        self.kept: set[Value] = set()
        self.assigns = {node.inputs[0].node.name: node for node in program.nodes if node.op == "assign"}
        self.targets: dict[Value, list[str]] = {}
        for name, node in self.assigns.items():
            self.targets.setdefault(node.inputs[1], []).append(name)

    def run(self) -> Layout:
        self._check()
        self._find_roots()
        self._find_uses()
        for node in self.layout.order:
            if node.op not in (*SOURCES, *EFFECTS):
                self._place(node)
        self._allocate()
        self._finish()
        return self.layout

    def _check(self) -> None:
        check_written_once(self.program)
        for node in self.program.nodes:
            for value in node.outputs:
                if value.dtype == "bfloat16":
                    raise DeviceError(
                        "'{value}' is bfloat16, which the device cpu does not compute in; use float32",
                        value=value.name,
                        origin=node.origin,
                    )

    def _find_roots(self) -> None:
        sizes = [value.type.nbytes or 0 for node in self.program.nodes for value in node.outputs]
        canvas = np.empty(max([*sizes, 8]), np.uint8)
        for node in self.layout.order:
            for value in node.outputs:
                self.layout.roots[value] = value
                if value.type.layout != "dense":
                    self._keep_cell(node, value)
                    continue
                self.shapes[value] = self._source(node) if node.op in SOURCES else _over(canvas, value)
            traits = op_of(node).traits
            if node.op == "group":
                self.layout.homes[node.outputs[0]] = Home(1, 0, self.end, np.ones((), bool))
            if node.op == "assign":
                self._look(node.outputs[0], node.inputs[1], self.shapes[node.inputs[1]])
            elif ("view" in traits or node.op in _REPEATING) and node.inputs[0].type.layout == "dense":
                reference = op_of(node).reference
                assert reference is not None
                array = reference(*(self.shapes[value] for value in node.inputs), **node.attrs)
                if np.may_share_memory(array, self.shapes[node.inputs[0]]) or array.size == 0:
                    self._look(node.outputs[0], node.inputs[0], array)

    def _keep_cell(self, node: Node, value: Value) -> None:
        """A sparse value has a place, but no memory of the plan's."""
        cell = self.layout.arrays[value] = self.shapes[value] = Cell(value.type)
        self.layout.homes[value] = Home(0, 0, self.end, np.empty(0, np.uint8))
        if node.op == "placeholder":
            self.layout.feeds[node.name] = cell

    def _look(self, view: Value, at: Value, array: Array) -> None:
        self.layout.roots[view] = self.layout.roots[at]
        self.shapes[view] = array

    def _source(self, node: Node) -> Array:
        """The array of a constant, a feed or a variable, which is its own home for good."""
        (value,) = node.outputs
        if node.op == "variable":
            array = self.state[node.name]
        elif node.op == "placeholder" and node.name in self.given:
            array = self.given[node.name]
        elif node.op == "placeholder":
            array = self.layout.feeds[node.name] = aligned(value.type.static_shape, value.dtype)
            array.fill(0)
        else:
            array = node.attrs["value"]
        name = node.name if node.op == "variable" else None
        self.layout.homes[value] = Home(array.nbytes, 0, self.end, array, name)
        return array

    def _find_uses(self) -> None:
        for value, nodes in users(self.program).items():
            root = self.layout.roots[value]
            self.reads.setdefault(root, []).extend(
                (node, index)
                for node in nodes
                if node.op not in EFFECTS and not self._makes_view(node, value)
                for index, item in enumerate(node.inputs)
                if item is value
            )
        self.kept.update(self.layout.roots[value] for value in self.program.fetches)
        self.kept.update(self.layout.roots[node.inputs[1]] for node in self.assigns.values())

    def _makes_view(self, node: Node, value: Value) -> bool:
        return len(node.outputs) == 1 and self.layout.is_view(node.outputs[0]) and node.inputs[0] is value

    def _last_use(self, root: Value) -> int:
        if root in self.kept:
            return self.end
        return max([self._read_until(node) for node, _ in self.reads[root]], default=self.position[root.node])

    def _read_until(self, node: Node) -> int:
        """Where a node reads its inputs for the last time, when it may be made together with others."""
        here = self.position[node]
        value = _handed_on(node) if self.slack else None
        if value is None:
            return here
        return max([here, *(self.position[other] for other, _ in self.reads[self.layout.roots[value]] if other.op in _AFTER)])

    def _place(self, node: Node) -> None:
        """Give each output that is no view a home: a variable's, a dying input's, or one of its own."""
        taken: set[int] = set()
        for value in node.outputs:
            if self.layout.is_view(value) or value.type.layout != "dense":
                continue
            home = (self._variable_home(node, value) or self._dying_home(node, value)) if self.in_place else None
            if home is not None and id(home) in taken:
                home = None
            here = self.position[node]
            if home is None:
                home = Home(value.type.nbytes or 0, here, here)
            home.last = max(home.last, self._last_use(value))
            taken.add(id(home))
            self.layout.homes[value] = home

    def _variable_home(self, node: Node, value: Value) -> Home | None:
        """The array of the variable that this value is assigned to, if nobody reads the old numbers from here on."""
        for name in self.targets.get(value, ()):
            root = self.layout.roots[self.assigns[name].inputs[0]]
            home = self.layout.homes[root]
            assert home.array is not None
            later = [user for user, _ in self.reads[root] if self.position[user] > self.position[node]]
            if not later and self._may_overwrite(node, root, value) and home.array.flags.c_contiguous:
                self.layout.in_place[node] = name
                return home
        return None

    def _dying_home(self, node: Node, value: Value) -> Home | None:
        for index, output in self.kernels[node.op].overwrites(node) if node.op in self.kernels else ():
            if output != value.index or index >= len(node.inputs):
                continue
            root = self.layout.roots[node.inputs[index]]
            home = self.layout.homes[root]
            if home.array is not None or home.last > self.position[node] or home.nbytes != value.type.nbytes:
                continue
            if self._may_overwrite(node, root, value):
                self.layout.in_place.setdefault(node, "")
                return home
        return None

    def _may_overwrite(self, node: Node, root: Value, value: Value) -> bool:
        """Whether every input of the node that lies in the root's home is one that the kernel may overwrite entry by entry."""
        allowed = self.kernels[node.op].overwrites(node) if node.op in self.kernels else ()
        home = self.layout.homes[root]
        for index, item in enumerate(node.inputs):
            if self.layout.homes[self.layout.roots[item]] is not home:
                continue
            array = self.shapes[item]
            whole = array.flags.c_contiguous and array.nbytes == home.nbytes and item.type == value.type
            if (index, value.index) not in allowed or not whole:
                return False
        return True

    def _allocate(self) -> None:
        homes = list({id(home): home for home in self.layout.homes.values() if home.array is None}.values())
        slacks = [self.slack * (8 if home.nbytes <= _TINY else home.nbytes <= _SMALL) for home in homes]
        spans = [Interval(home.nbytes, home.first - more, home.last + more) for home, more in zip(homes, slacks, strict=True)]
        offsets, total = pack(spans, self.reuse)
        block = aligned((total,), np.uint8)
        for home, offset in zip(homes, offsets, strict=True):
            home.offset = offset
            home.array = block[offset : offset + home.nbytes]
        self.layout.arena_bytes = total
        for node in self.layout.order:
            for value in node.outputs:
                if value.type.layout == "dense":
                    self.layout.arrays[value] = self._array(node, value)

    def _array(self, node: Node, value: Value) -> Any:
        if node.op == "assign":
            return self.layout.arrays[node.inputs[1]]
        if self.layout.is_view(value):
            reference = op_of(node).reference
            assert reference is not None
            view: Array = reference(*(self.layout.arrays[item] for item in node.inputs), **node.attrs)
            return view
        home = self.layout.homes[value]
        assert home.array is not None
        if node.op in SOURCES or node.op == "group" or home.variable is not None:
            return home.array
        return home.array.view(value.dtype).reshape(value.type.static_shape)

    def _finish(self) -> None:
        """Copies at the start for variables that are fetched or handed on but overwritten, and at the end for the rest."""
        for name, node in self.assigns.items():
            source = self._snapshot(node.inputs[1])
            target = self.state[name]
            if not (source is target or np.may_share_memory(source, target)):
                self.layout.after.append((target, source))
        for value in self.program.fetches:
            self.layout.results.append(None if value.node.op == "group" else self._snapshot(value))

    def _snapshot(self, value: Value) -> Any:
        """The value's array, or a copy made at the start where it lies in a variable that this step overwrites."""
        root = self.layout.roots[value]
        array: Any = self.layout.arrays[value]
        if root.node.op != "variable" or root.node.name not in self.assigns:
            return array
        copy = np.empty(array.shape, array.dtype)
        self.layout.before.append((copy, array))
        return copy


def _handed_on(node: Node) -> Value | None:
    """What the images of a node go through, whose readers may be made together with it."""
    if node.op in ("conv2d", "max_pool_grad"):
        return node.outputs[0]
    value = node.inputs[_GRADIENT[node.op]] if node.op in _GRADIENT else None
    return value if value is not None and value.node.op == "max_pool_grad" else None


def _over(canvas: Array, value: Value) -> Array:
    """An array of the value's type over the front of ``canvas``."""
    shape = value.type.static_shape
    return np.ndarray(shape, value.dtype, buffer=canvas)


def kernel_nodes(layout: Layout) -> list[Node]:
    """The nodes that something has to be called for."""
    quiet: tuple[Any, ...] = (*SOURCES, *EFFECTS)
    return [node for node in layout.order if node.op not in quiet and not all(map(layout.is_view, node.outputs))]
