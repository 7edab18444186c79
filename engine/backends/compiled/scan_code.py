"""Writes a scan as a loop over its steps, around the code of what a step does.

The step is laid out and scheduled like a program of its own.  The entries of sequences and what is kept of a step are read and
written where they lie: their addresses in the table move on from step to step.  Weights that are the same in every step are
packed for their products before the first one.  Of several threads each takes some rows of the batch through all steps.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.backends.base import Array, aligned
from engine.backends.compiled.code import Code
from engine.backends.compiled.loop_code import write_loop
from engine.backends.compiled.loops import Loop, Task
from engine.backends.compiled.product_code import bytes_to_pack, write_packing, write_product
from engine.backends.compiled.products import Matrix, Product
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.scan_rows import Piece, Span, apart, cut, shares
from engine.backends.compiled.terms import address_of, extent
from engine.backends.numpy.kernels import KERNELS
from engine.backends.numpy.layout import make_layout
from engine.backends.numpy.loop import with_variables

_SLACK = 12


def scan(task: Task) -> Routine | None:
    """The scan as code, where all that a step does can be written."""
    if not all(isinstance(array, np.ndarray) and array.size for array in (*task.inputs, *task.outputs)):
        return None
    steps = _Steps(task)
    if not steps.fits:
        return None
    told = ", ".join(steps.told())
    return Routine((task,), f"scan of {steps.count} steps, each {told}", steps.write, work=steps.work)


@dataclass
class _Writer:
    """Code in the making: functions, and the addresses that they are called with."""

    addresses: list[int] = field(default_factory=list)
    helpers: dict[str, str] = field(default_factory=dict)
    scratch: int = 0

    def call(self, code: Code) -> str:
        """The call of a function with this code."""
        body = _body(code.lines)
        name = f"inner_{_short(body)}"
        self.helpers.update(code.helpers)
        self.helpers[name] = f"(p, o):\n{body}"
        self.scratch = max(self.scratch, code.scratch)
        first = len(self.addresses)
        self.addresses += code.addresses
        return f"{name}(p, o + {first})"


class _Steps:
    """The step of a scan, scheduled over memory of its own; ``moving`` are the arrays that are other ones in each step."""

    def __init__(self, task: Task) -> None:
        from engine.backends.compiled.schedule import Scheduler

        carries, sequences = task.attrs["carries"], task.attrs["sequences"]
        scanned, fixed = task.inputs[carries : carries + sequences], task.inputs[carries + sequences :]
        stacked = task.outputs[carries:]
        self.task = task
        self.count = len(scanned[0])
        self.state = list(task.outputs[:carries])
        first, sign = (self.count - 1, -1) if task.attrs["reverse"] else (0, 1)
        entries, kept = ([array[first, ...] for array in arrays] for arrays in (scanned, stacked))
        program, names = with_variables(task.attrs["body"], carries)
        given = dict(zip(names[carries:], [*entries, *fixed], strict=True))
        state = dict(zip(names, self.state, strict=False))
        # a place of its own for every value, so that rows of the batch lie apart in all of them
        self.layout = make_layout(program, state, KERNELS, frozenset({"reuse_buffers"}), given, _SLACK)
        for target, result in zip(kept, self.layout.results[: len(stacked)], strict=True):
            self._keep(target, result)
        self.moving = [
            (extent(part), sign * array.strides[0]) for part, array in zip([*entries, *kept], [*scanned, *stacked], strict=True)
        ]
        self.still = [extent(array) for array in (*self.state, *fixed)]
        scheduler = Scheduler(program, self.layout, keeps_fetches=False)
        self.units = scheduler.run()
        self.stores = [scheduler.needed_stores(unit) for unit in self.units]
        self.packed: list[Array] = []

    def _keep(self, target: Array, result: Array) -> None:
        """Copy what is kept of a step to its place among the others: a carry before the step changes it, the rest after it."""
        for place, (copy, source) in enumerate(self.layout.before):
            if copy is result:
                self.layout.before[place] = (target, source)
                return
        self.layout.after.append((target, result))

    @property
    def fits(self) -> bool:
        """Whether all can be written, and nothing that moves meets what does not."""
        spans = [span for span, _ in self.moving]
        return (
            all(isinstance(unit.what, (Loop, Product)) for unit in self.units)
            and not any(unit.what.terms.limits for unit in self.units if isinstance(unit.what, Loop))
            and all(array.flags.c_contiguous for array in self.state)
            and not any(_meet(span, other) for span in spans for other in self.still)
            and all(step == other for span, step in self.moving for place, other in self.moving if _meet(span, place))
        )

    def told(self) -> list[str]:
        loops = sum(isinstance(unit.what, Loop) for unit in self.units)
        return [f"{loops} loops", f"{len(self.units) - loops} products"]

    @property
    def work(self) -> int:
        """Multiplications in the products of all steps."""
        products = [unit.what for unit in self.units if isinstance(unit.what, Product)]
        return self.count * sum(product.size * math.prod(product.stack) for product in products)

    def _is_fixed(self, product: Product) -> bool:
        """Whether the right factor is the same in every step."""
        span = extent(product.task.inputs[1])
        written = [item for unit in self.units for item in unit.writes]
        return not any(_meet(span, other) for other in [*written, *(item for item, _ in self.moving)])

    # --- as code ---------------------------------------------------------------------------------------------------------

    def write(self, parts: int) -> Code:
        """All steps by one thread, or by several for some rows of the batch each, where rows do not depend on each other."""
        batch = self._batch()
        each = shares(batch, parts)
        pieces = [self._pieces(batch, rows) for rows in each] if len(each) > 1 else []
        if pieces and self._are_apart(pieces):
            return _shared([self._table(found, rows) for found, rows in zip(pieces, each, strict=True)])
        writer, lines = self._table(
            [Piece(unit.what, (), (), {}) for unit in self.units if isinstance(unit.what, (Loop, Product))], None
        )
        return Code(lines, writer.addresses, writer.scratch, helpers=writer.helpers)

    def _batch(self) -> int:
        """Rows of the batch, which are the first axis of every state; 1 where they are not."""
        sizes = {array.shape[0] if array.ndim else 1 for array in self.state}
        return sizes.pop() if len(sizes) == 1 else 1

    def _pieces(self, batch: int, rows: tuple[int, int]) -> list[Piece]:
        """The units for these rows; fewer than there are where one cannot be cut."""
        pairs = zip(self.units, self.stores, strict=True)
        found = [cut(unit.what, stores, batch, rows) for unit, stores in pairs if isinstance(unit.what, (Loop, Product))]
        return [piece for piece in found if piece is not None]

    def _are_apart(self, pieces: Sequence[Sequence[Piece]]) -> bool:
        def spans(items: Iterable[tuple[int, int]]) -> list[Span]:
            return [(low, high, self._step_of(low)) for low, high in items]

        return all(len(each) == len(self.units) for each in pieces) and apart(
            [spans(span for piece in each for span in piece.reads) for each in pieces],
            [spans(span for piece in each for span in piece.writes) for each in pieces],
            self.count,
        )

    def _step_of(self, address: int) -> int:
        """How far what lies there moves from step to step."""
        return next((step for (low, high), step in self.moving if low <= address < high), 0)

    def _table(self, pieces: Sequence[Piece], rows: tuple[int, int] | None) -> tuple[_Writer, list[str]]:
        """All steps of these units, over a table of addresses of their own."""
        writer, here = _Writer(), slice(*rows) if rows else slice(None)
        starts = zip(self.state, self.task.inputs, strict=False)
        lines = [
            writer.call(_copy(target[here] if rows else target, source[here] if rows else source)) for target, source in starts
        ]
        packed = self._pack(writer, lines, [piece.what for piece in pieces if isinstance(piece.what, Product)])
        start = len(writer.addresses)
        calls = []
        for piece, stores in zip(pieces, self.stores, strict=True):
            if isinstance(piece.what, Product):
                calls.append(writer.call(write_product(piece.what, packed=packed.get(piece.what.b))))
                continue
            code = write_loop(piece.what, stores)
            code.addresses = [address + piece.moved.get(address, 0) for address in code.addresses]
            calls.append(writer.call(code))
        moves: list[str] = []
        for place in range(start, len(writer.addresses)):
            address = writer.addresses[place]
            step = self._step_of(address)
            if step and self.count > 1:
                lines.append(f"b{place} = at(p, o + {len(writer.addresses)})")
                writer.addresses.append(address)
                moves.append(f"    put(p, o + {place}, b{place} + U8(t * {step}))")
        return writer, [*lines, f"for t in range({self.count}):", *moves, *("    " + call for call in calls)]

    def _pack(self, writer: _Writer, lines: list[str], products: Sequence[Product]) -> dict[Matrix, int]:
        """Pack right factors that are the same in every step, where that is worth it: where each lies then."""
        packed: dict[Matrix, int] = {}
        for product in products:
            size = bytes_to_pack(product) if product.b not in packed and self._is_fixed(product) else 0
            if size:
                self.packed.append(aligned((size,), np.uint8))
                packed[product.b] = address_of(self.packed[-1])
                lines.append(writer.call(write_packing(product, packed[product.b])))
        return packed


def _shared(tables: Sequence[tuple[_Writer, list[str]]]) -> Code:
    """Code in which each part has a table of its own, and scratch memory of its own, which that table begins with."""
    size = 1 + max(len(writer.addresses) for writer, _ in tables)
    scratch = max(writer.scratch for writer, _ in tables)
    helpers: dict[str, str] = {}
    addresses: list[int] = []
    parts: dict[str, list[int]] = {}
    for part, (writer, lines) in enumerate(tables):
        helpers.update(writer.helpers)
        body = f"(p, o):\n{_body(lines)}"
        name = f"steps_{_short(body)}"
        helpers[name] = body
        parts.setdefault(name, []).append(part)
        addresses += [0, *writer.addresses, *[0] * (size - 1 - len(writer.addresses))]
    head = [f"q = p + U8((o + part * {size}) * 8)"]
    calls: list[str] = []
    for name, found in parts.items():
        calls.append(f"if part >= {found[0]} and part <= {found[-1]}:")
        calls += [f"    put(q, 0, at(p, 0) + U8(part * {scratch}))", f"    {name}(q, 1)"]
    return Code([*head, *calls], addresses, scratch * len(tables), cut=True, helpers=helpers)


def _body(lines: Sequence[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _copy(target: Array, source: Array) -> Code:
    task = Task("identity", {}, None, (source,), (object(),), (target,), (object(),), (False,))
    loop = Loop(task.shape).with_task(task)
    assert loop is not None
    return write_loop(loop, loop.stores)
