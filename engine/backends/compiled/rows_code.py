"""Writes gradients of rows, and updates over them: the rows that a batch touched lie side by side, each once.

A table of numbers says for each row of the weight where its gradient lies, 0 where it has none; there a row of zeros lies.  So an
update that changes every row finds the gradient of each, and one that changes none but those goes along their list.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.backends.base import Array, Cell, aligned
from engine.backends.compiled.code import Code, share
from engine.backends.compiled.conv_images import deeper
from engine.backends.compiled.loop_code import SHARED, LoopWriter
from engine.backends.compiled.loops import Loop, Task
from engine.backends.compiled.routines import Routine, offset_of
from engine.backends.compiled.terms import CODES, address_of
from engine.backends.numpy.kernels import KERNELS
from engine.backends.numpy.layout import Layout, make_layout
from engine.backends.numpy.updates import FADED
from engine.ir.graph import Node
from engine.ir.types import TensorType
from engine.ops.rows import update_types
from engine.passes.program import Program

#: Ops that know rows; of a step that has others over the same rows all are left to NumPy.
KNOWN = ("rows_gather_grad", "rows_norm", "rows_update")
#: Scopes of a cell's memory in an update, which loops do not come to.
_PLACES, _LIST = 61, 60


@dataclass(frozen=True)
class Cells:
    """The memory of one gradient: its rows after one of zeros, where each row of the weight has its own, and which have one.

    ``numbers`` begins with their count.
    """

    values: Array
    places: Array
    numbers: Array
    roots: tuple[Any, Any, Any] = field(default_factory=lambda: (object(), object(), object()))

    @property
    def arrays(self) -> tuple[Array, Array, Array]:
        return self.values, self.places, self.numbers


def tasks_of_rows(layout: Layout, nodes: Sequence[Node]) -> dict[Node, Task]:
    """The tasks of those of the nodes that know rows and can all be written, by their nodes."""
    mine = [node for node in nodes if any(value.type.layout == "rows" for value in (*node.inputs, *node.outputs))]
    if not mine or any(node.op not in KNOWN for node in mine):
        return {}
    cells: dict[Any, Cells] = {}
    for node in mine:
        if node.op == "rows_gather_grad":
            made = _cells(layout, node)
            if made is None:
                return {}
            cells[node.outputs[0]] = made
    found: dict[Node, Task] = {}
    for node in mine:
        inputs: list[Array] = []
        roots: list[Any] = []
        made_roots: tuple[Any, ...]
        if node.op == "rows_gather_grad":
            inputs, roots = (
                [layout.arrays[value] for value in node.inputs[:2]],
                [layout.roots[value] for value in node.inputs[:2]],
            )
            outputs, made_roots = cells[node.outputs[0]].arrays, cells[node.outputs[0]].roots
        else:
            for value in node.inputs:
                some = cells.get(value)
                inputs += [layout.arrays[value]] if some is None else some.arrays
                roots += [layout.roots[value]] if some is None else some.roots
            outputs, made_roots = tuple(layout.arrays[value] for value in node.outputs), tuple(node.outputs)
        constant = tuple(False for _ in inputs)
        task = Task(node.op, node.attrs, None, tuple(inputs), tuple(roots), outputs, made_roots, constant)
        if node.op == "rows_update" and _update(task) is None:
            return {}
        found[node] = task
    return found


def _cells(layout: Layout, node: Node) -> Cells | None:
    grad, indices = (layout.arrays[value] for value in node.inputs[:2])
    cell = layout.arrays[node.outputs[0]]
    if not isinstance(cell, Cell) or not (grad.size and indices.size):
        return None
    row = grad[(0,) * indices.ndim]
    if row.ndim != 1 and not row.flags.c_contiguous:
        return None
    if CODES.get(grad.dtype.name) not in ("f4", "f8") or CODES.get(indices.dtype.name) not in ("i8", "i4"):
        return None
    rows, width = cell.shape[0], math.prod(cell.shape[1:])
    values = aligned((indices.size + 1, width), grad.dtype)
    places, numbers = np.zeros(rows, np.int32), np.zeros(indices.size + 1, np.int64)
    values.fill(0)
    return Cells(values, places, numbers) if width else None


def rows_gather_grad(task: Task) -> Routine | None:
    """Each row that an index names, those that come twice added up; nothing is written before all indices were checked."""
    if task.node is not None:
        return None
    (grad, indices), (values, places, _) = task.inputs, task.outputs
    code, index = CODES[grad.dtype.name], CODES[indices.dtype.name]
    width = values.shape[1]
    names = [f"i{axis}" for axis in range(indices.ndim)]
    place = offset_of(names, [step // indices.itemsize for step in indices.strides])
    steps = [step // grad.itemsize for step in grad.strides]
    row = offset_of([*names, "e"], [*steps[: indices.ndim], steps[-1]])

    def walk(body: Sequence[str]) -> list[str]:
        lines = [f"k = I8(read_{index}(a1, {place}, 1))", *body]
        for name, count in reversed(list(zip(names, indices.shape, strict=True))):
            lines = [f"for {name} in range({count}):", *deeper(lines)]
        return lines

    def entries(value: str) -> list[str]:
        return [f"for e in range({width}):", f"    write_{code}(a2, m * {width} + e, {value}, 2)"]

    lines = [
        *(f"a{slot} = at(p, o + {slot})" for slot in range(5)),
        *walk([f"if k < 0 or k >= {len(places)}:", "    return 1"]),
        "n = read_i8(a4, 0, 4)",
        "for i in range(1, n + 1):",
        "    write_i4(a3, read_i8(a4, i, 4), I4(0), 3)",
        "n = I8(0)",
        *walk([
            "m = I8(read_i4(a3, k, 3))",
            "if m == 0:",
            "    n = n + 1",
            "    m = n",
            "    write_i4(a3, k, I4(n), 3)",
            "    write_i8(a4, n, k, 4)",
            *deeper(entries(f"read_{code}(a0, {row}, 0)")),
            "else:",
            *deeper(entries(f"read_{code}(a2, m * {width} + e, 2) + read_{code}(a0, {row}, 0)")),
        ]),
        "write_i8(a4, 0, n, 4)",
    ]  # fmt: skip
    addresses = [address_of(array) for array in (*task.inputs, *task.outputs)]
    title = f"gradient of {indices.size} rows of {width} among {len(places)}"
    return Routine((task,), title, lambda parts: Code(lines, addresses, checks=True), ((len(places), indices),))


def rows_norm(task: Task) -> Routine | None:
    if task.node is not None:
        return None
    (values, _, numbers), (out,) = task.inputs, task.outputs
    code, width = CODES[values.dtype.name], values.shape[1]
    lines = [
        *(f"a{slot} = at(p, o + {slot})" for slot in range(3)),
        "t = F8(0)",
        f"for e in range({width}, (read_i8(a1, 0, 1) + 1) * {width}):",
        f"    t = plus(t, F8(read_{code}(a0, e, 0)) * F8(read_{code}(a0, e, 0)))",
        f"write_{code}(a2, 0, {code.upper()}(root(t)), 2)",
    ]
    addresses = [address_of(array) for array in (values, numbers, out)]
    return Routine((task,), "length of a gradient of rows", lambda parts: Code(lines, addresses))


def rows_update(task: Task) -> Routine | None:
    if task.node is not None:
        return None
    found = _update(task)
    assert found is not None
    rows = len(task.inputs[0])
    what = "the rows with a gradient" if task.attrs["touched"] else "all rows"
    return Routine((task,), f"update of {what} of {rows}: {found.told}", found.write)


@dataclass(frozen=True)
class _Update:
    """What is done to a row, as lines: some before all, the others for each row ``r``, whose gradients are ``k0``, ``k1``…"""

    told: str
    before: list[str]
    inner: list[str]
    addresses: list[int]
    first: int  # the first address of the cells: for each where its rows have their places, and which rows these are
    cells: int
    rows: int
    work: int
    touched: bool

    def write(self, parts: int) -> Code:
        cut = parts > 1 and not self.touched and self.work >= SHARED
        lines = list(self.before)
        for cell in range(self.cells):
            lines += [f"m{cell} = at(p, o + {self.first + 2 * cell})", f"n{cell} = at(p, o + {self.first + 2 * cell + 1})"]
        places = [f"k{cell} = I8(read_i4(m{cell}, r, {_PLACES}))" for cell in range(self.cells)]
        if not self.touched:
            each = share(self.rows, parts) if cut else 0
            bounds = f"range(part * {each}, min(part * {each} + {each}, {self.rows}))" if cut else f"range({self.rows})"
            lines += [f"for r in {bounds}:", *deeper([*places, *self.inner])]
            return Code(lines, self.addresses, cut=cut)
        for cell in range(self.cells):
            known = " and ".join(f"k{before} == 0" for before in range(cell))
            body = [*places, *([f"if {known}:", *deeper(self.inner)] if known else self.inner)]
            lines += [
                f"for q in range(1, read_i8(n{cell}, 0, {_LIST}) + 1):",
                *deeper([f"r = read_i8(n{cell}, q, {_LIST})", *body]),
            ]
        return Code(lines, self.addresses)


def _update(task: Task) -> _Update | None:
    """The update as code; None where it is not one loop over a row, or where a table would have to be copied first."""
    from engine.backends.compiled.schedule import Scheduler

    attrs = task.attrs
    tables, gradients = attrs["tables"], attrs["gradients"]
    given = task.inputs[:tables]
    cells = [task.inputs[tables + 3 * cell : tables + 3 * cell + 3] for cell in range(gradients)]
    shared = task.inputs[tables + 3 * gradients :]
    whole = (*given, *task.outputs)
    if not all(isinstance(array, np.ndarray) and array.size and array.flags.c_contiguous for array in (*whole, *shared)):
        return None
    homes = [given[place] if place >= 0 else None for place in attrs["places"]]
    if attrs["touched"] and any(home is None or address_of(home) != address_of(out) for home, out in zip(homes, task.outputs)):  # noqa: B905
        return None
    firsts = [array[:1] for array in given] + [
        values[:1].reshape(1, *given[0].shape[1:] if given else task.outputs[0].shape[1:]) for values, _, _ in cells
    ]
    types = [TensorType(array.dtype.name, array.shape) for array in (*firsts, *shared)]
    body = attrs["body"].retyped(update_types(types, attrs, 1))
    names = [value.node.name for value in body.inputs]
    program = Program(body.graph, body.outputs)
    layout = make_layout(program, {}, KERNELS, frozenset(), dict(zip(names, [*firsts, *shared], strict=True)))
    scheduler = Scheduler(program, layout)
    units = scheduler.run()
    if len(units) != 1 or not isinstance(units[0].what, Loop) or units[0].what.finals:
        return None
    return _written(task, units[0].what, LoopWriter(units[0].what, scheduler.needed_stores(units[0])), firsts, layout, cells)


def _written(
    task: Task, loop: Loop, writer: LoopWriter, firsts: Sequence[Array], layout: Layout, cells: Sequence[Sequence[Array]]
) -> _Update | None:
    code = writer.write()
    if code.scratch or code.checks or loop.terms.limits:
        return None
    tables = len(firsts) - len(cells)
    # what each address of the one row stands for: where the rows begin, the variable that counts them, and how long one is
    moved: dict[int, tuple[int, str, int]] = {}
    for place, array in enumerate(firsts):
        base = task.inputs[place] if place < tables else cells[place - tables][0]
        moved[address_of(array)] = address_of(base), "r" if place < tables else f"k{place - tables}", array.nbytes
    fading: set[int] = set()
    for place, (result, out) in enumerate(zip(layout.results, task.outputs, strict=True)):
        if address_of(result) in moved:
            return None  # an output that is an input
        moved[address_of(result)] = address_of(out), "r", out[:1].nbytes
        if place in task.attrs["slots"] and out.dtype.kind == "f":
            fading.add(code.addresses.index(address_of(result)) if address_of(result) in code.addresses else -1)
    if any(address_of(result) not in code.addresses for result in layout.results):
        return None
    real = [moved[address][0] if address in moved else address for address in code.addresses]
    same = {slot: real.index(address) for slot, address in enumerate(real)}
    lines = [_renamed(_faded(line, fading), code.addresses, moved, same) for line in code.lines[len(code.addresses) :]]
    names = re.compile(r"\bb\d+\b")
    start = next((at for at, line in enumerate(lines) if names.search(line) or line.startswith("for ")), len(lines))
    inner = [
        f"b{slot} = a{slot} + U8({moved[address][1]} * {moved[address][2]})"
        for slot, address in enumerate(code.addresses)
        if address in moved
    ]
    head = [f"a{slot} = at(p, o + {slot})" for slot in range(len(real))]
    extra = [address_of(array) for cell in cells for array in cell[1:]]
    rows, width = len(task.outputs[0]), math.prod(task.outputs[0].shape[1:])
    told = " + ".join(item.op for item in loop.tasks)
    return _Update(
        told, [*head, *lines[:start]], [*inner, *lines[start:]], [*real, *extra], len(real), len(cells), rows, rows * width,
        task.attrs["touched"],
    )  # fmt: skip


def _renamed(line: str, addresses: Sequence[int], moved: dict[int, Any], same: dict[int, int]) -> str:
    """Rows where the line has its one row; what lies in the same memory stands in one scope."""

    def access(match: re.Match[str]) -> str:
        slot = int(match[3])
        return f"{match[1]}_{match[2]}({'b' if addresses[slot] in moved else 'a'}{slot}, "

    line = re.sub(r"\b(read|write)_(\w\w)\(a(\d+), ", access, line)
    return re.sub(r", (\d+)\)", lambda match: f", {same.get(int(match[1]), int(match[1]))})", line)


def _faded(line: str, slots: set[int]) -> str:
    """Numbers that are written to these slots are cleared where they have faded away."""
    match = re.match(r"(\s*)write_(f[48])\(a(\d+), (.*), (\w+), (\d+)\)$", line)
    if match is None or int(match[3]) not in slots:
        return line
    code, value = match[2], match[5]
    kept = f"pick(size_of({value}) < {code.upper()}({FADED!r}), {code.upper()}(0), {value})"
    return f"{match[1]}write_{code}(a{match[3]}, {match[4]}, {kept}, {match[6]})"
