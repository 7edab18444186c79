"""Writes a scan as a loop over its steps, around the code of what a step does.

The step is laid out and scheduled like a program of its own.  The entries of sequences and what is kept of a step are read and
written where they lie: their addresses in the table move on from step to step.  Weights that are the same in every step are
packed for their products before the first one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np

from engine.backends.base import Array, aligned
from engine.backends.compiled.code import Code
from engine.backends.compiled.loop_code import write_loop
from engine.backends.compiled.loops import Loop, Task
from engine.backends.compiled.product_code import bytes_to_pack, write_packing, write_product
from engine.backends.compiled.products import Matrix, Product
from engine.backends.compiled.routines import Routine
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
    return Routine((task,), f"scan of {steps.count} steps, each {told}", steps.write)


@dataclass
class _Writer:
    """Code in the making: functions, and the addresses that they are called with."""

    addresses: list[int] = field(default_factory=list)
    helpers: dict[str, str] = field(default_factory=dict)
    scratch: int = 0

    def call(self, code: Code) -> str:
        """The call of a function with this code."""
        body = "\n".join(f"    {line}" for line in code.lines)
        name = f"inner_{hashlib.sha256(body.encode()).hexdigest()[:12]}"
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
        self.layout = make_layout(program, dict(zip(names, self.state, strict=False)), KERNELS, frozenset(), given, _SLACK)
        for target, result in zip(kept, self.layout.results[: len(stacked)], strict=True):
            self._keep(target, result)
        self.moving = [
            (extent(part), sign * array.strides[0]) for part, array in zip([*entries, *kept], [*scanned, *stacked], strict=True)
        ]
        self.still = [extent(array) for array in (*self.state, *fixed)]
        scheduler = Scheduler(program, self.layout, keeps_fetches=False)
        self.units = scheduler.run()
        self.stores = [scheduler.needed_stores(unit) for unit in self.units]
        self.packed = {product.b: aligned((bytes_to_pack(product),), np.uint8) for product in self._weights()}

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

    def _is_fixed(self, product: Product) -> bool:
        """Whether the right factor is the same in every step."""
        span = extent(product.task.inputs[1])
        written = [item for unit in self.units for item in unit.writes]
        return not any(_meet(span, other) for other in [*written, *(item for item, _ in self.moving)])

    def _weights(self) -> list[Product]:
        """The products whose right factor is worth packing before the first step."""
        products = [unit.what for unit in self.units if isinstance(unit.what, Product)]
        return [product for product in products if self._is_fixed(product) and bytes_to_pack(product)]

    def write(self, parts: int) -> Code:
        writer = _Writer()
        lines = [writer.call(_copy(target, source)) for target, source in zip(self.state, self.task.inputs, strict=False)]
        packed: set[Matrix] = set()
        for product in self._weights():
            if product.b not in packed:
                packed.add(product.b)
                lines.append(writer.call(write_packing(product, address_of(self.packed[product.b]))))
        start = len(writer.addresses)
        calls = []
        for unit, stores in zip(self.units, self.stores, strict=True):
            if isinstance(unit.what, Product):
                found = self.packed.get(unit.what.b)
                calls.append(writer.call(write_product(unit.what, packed=None if found is None else address_of(found))))
            elif isinstance(unit.what, Loop):
                calls.append(writer.call(write_loop(unit.what, stores)))
        moves: list[str] = []
        for place in range(start, len(writer.addresses)):
            address = writer.addresses[place]
            step = next((step for (low, high), step in self.moving if low <= address < high), 0)
            if step and self.count > 1:
                lines.append(f"b{place} = at(p, o + {len(writer.addresses)})")
                writer.addresses.append(address)
                moves.append(f"    put(p, o + {place}, b{place} + U8(t * {step}))")
        lines += [f"for t in range({self.count}):", *moves, *("    " + call for call in calls)]
        return Code(lines, writer.addresses, writer.scratch, helpers=writer.helpers)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _copy(target: Array, source: Array) -> Code:
    task = Task("identity", {}, None, (source,), (object(),), (target,), (object(),), (False,))
    loop = Loop(task.shape).with_task(task)
    assert loop is not None
    return write_loop(loop, loop.stores)
