"""Writes the units of a step as a module for numba: one function a unit, and one for each run of units that nothing interrupts.

Nothing of what a user wrote reaches the text: it is made of numbers, and of names that are counted here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from engine.backends.base import Array
from engine.backends.compiled.code import Code
from engine.backends.compiled.loop_code import write_loop
from engine.backends.compiled.loops import Loop, Store, Task
from engine.backends.compiled.product_code import FIRST, write_product
from engine.backends.compiled.products import Product
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.schedule import Unit

#: Multiplications in the products of a segment from which its units are shared among threads: to wake one takes some 30 µs,
#: where steps are not made several at once.
WORTH_SHARING = 1 << 24

HEAD = '''"""A training step, written by a compiler; it may be deleted, and is then written anew."""

import math

import numpy as np
from numba import njit

from engine.backends.compiled.approx import *  # noqa: F403
from engine.backends.compiled.kit import *  # noqa: F403
from engine.backends.compiled.tiles import *  # noqa: F403

INF, NAN = np.inf, np.nan
part = njit(fastmath={"contract"}, error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
team = njit("int64(uint64,int64)", fastmath={"contract"}, error_model="numpy", nogil=True, cache=True)
step = njit("int64(uint64)", fastmath={"contract"}, error_model="numpy", nogil=True, cache=True)
'''


@dataclass
class Segment:
    """Units that run as one function ``name``, over a table of ``addresses``; ``limits`` are indices that are checked, and sizes.

    Of more than one of ``parts`` each runs the function in a thread of its own.
    """

    name: str
    parts: int = 1
    addresses: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    limits: list[tuple[int, Array]] = field(default_factory=list)


@dataclass
class Source:
    """The text of a module, and what it takes to run it: segments and tasks that NumPy's kernels are called for, in order."""

    text: str
    order: list[Segment | Task]
    scratch: int

    @property
    def segments(self) -> list[Segment]:
        return [item for item in self.order if isinstance(item, Segment)]


def write_source(units: Sequence[Unit], stores: Sequence[Sequence[Store]], threads: int = 1) -> Source:
    """The module of these units; ``stores`` are for each loop those that are needed.

    What nothing interrupts is shared among ``threads`` where its products are large enough.
    """
    writer = _Writer()
    runs = groupby(zip(units, stores, strict=True), lambda pair: pair[0].is_call)
    for calls, pairs in runs:
        if calls:
            writer.order += [unit.what for unit, _ in pairs if isinstance(unit.what, Task)]
            continue
        found = list(pairs)
        work = sum(_work(unit.what) for unit, _ in found)
        writer.begin(threads if work >= WORTH_SHARING else 1)
        for unit, needed in found:
            assert not isinstance(unit.what, Task)
            writer.add(unit.what, needed)
    return writer.finish()


def _work(what: Loop | Product | Routine | Task) -> int:
    """The multiplications of products."""
    if isinstance(what, Product):
        return what.size * math.prod(what.stack)
    return what.work if isinstance(what, Routine) else 0


class _Writer:
    def __init__(self) -> None:
        self.functions: dict[str, str] = {}
        self.helpers: dict[str, str] = {}
        self.order: list[Segment | Task] = []
        self.scratch = 0

    def begin(self, parts: int) -> None:
        """From here on units stand in a new segment."""
        count = sum(isinstance(item, Segment) for item in self.order)
        self.segment = Segment(f"step_{count}", parts)
        self.order.append(self.segment)

    def add(self, what: Loop | Product | Routine, stores: Sequence[Store]) -> None:
        segment = self.segment
        if isinstance(what, Loop):
            code = write_loop(what, stores, segment.parts)
            segment.limits += what.terms.limits.values()
        elif isinstance(what, Product):
            code = write_product(what, segment.parts)
        else:
            code = what.write(segment.parts)
            segment.limits += what.limits
        self.scratch = max(self.scratch, code.scratch)
        self.helpers.update(code.helpers)
        place = FIRST + len(segment.addresses)
        segment.calls += self._calls(code, place) if segment.parts == 1 else self._calls_of_parts(code, place, segment.parts)
        segment.addresses += code.addresses

    def _calls(self, code: Code, place: int) -> list[str]:
        call = f"{self._function(code)}(p, {place})"
        return [f"    if {call} != 0:", "        return 1"] if code.checks else [f"    {call}"]

    def _calls_of_parts(self, code: Code, place: int, parts: int) -> list[str]:
        """What all do, or the first alone; nobody goes on before all are there."""
        name, wait = self._function(code), f"    meet(p, {parts})"
        if code.checks:
            # the second meeting keeps the first part from telling of the next check while others still read of this one
            lines = ["    if part == 0:", f"        write_i8(at(p, 1), 8, {name}(p, {place}), 0)", wait]
            return [*lines, "    wrong = read_i8(at(p, 1), 8, 0)", wait, "    if wrong != 0:", "        return 1"]
        lines = (
            [f"    {name}(p, {place}, part)", wait] if code.cut else ["    if part == 0:", f"        {name}(p, {place})", wait]
        )
        if code.after:
            lines += ["    if part == 0:", f"        {self._function(Code(code.after, []))}(p, {place})", wait]
        return lines

    def _function(self, code: Code) -> str:
        """The name of the function with this body; units of the same form share one."""
        body = "\n".join(f"    {line}" for line in code.lines)
        body += "\n    return 0" if code.checks else ""
        head = "p, o, part" if code.cut else "p, o"
        return self.functions.setdefault(f"({head}):\n{body}", f"unit_{len(self.functions)}")

    def finish(self) -> Source:
        text = [HEAD]
        text += [f"@part\ndef {name}{body}\n" for name, body in self.helpers.items()]
        text += [f"@part\ndef {name}{body}\n" for body, name in self.functions.items()]
        for item in self.order:
            if isinstance(item, Segment):
                head = f"@step\ndef {item.name}(p):" if item.parts == 1 else f"@team\ndef {item.name}(p, part):"
                text.append("\n".join([head, *item.calls, "    return 0\n"]))
        return Source("\n\n".join(text), self.order, self.scratch)


def is_whole(order: Sequence[Segment | Task]) -> bool:
    """Whether one segment is the whole step."""
    return len(order) == 1 and isinstance(order[0], Segment)
