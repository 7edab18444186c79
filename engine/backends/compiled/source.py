"""Writes the units of a step as a module for numba: one function a unit, and one for each run of units that nothing interrupts.

Nothing of what a user wrote reaches the text: it is made of numbers, and of names that are counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.backends.compiled.loop_code import Code, write_loop
from engine.backends.compiled.loops import Loop, Store, Task
from engine.backends.compiled.product_code import FIRST, write_product
from engine.backends.compiled.schedule import Unit

HEAD = '''"""A training step, written by a compiler; it may be deleted, and is then written anew."""

import math

import numpy as np
from numba import njit

from engine.backends.compiled.kit import *  # noqa: F403

INF, NAN = np.inf, np.nan
part = njit(fastmath={"contract"}, error_model="numpy", nogil=True)
step = njit("int64(uint64)", fastmath={"contract"}, error_model="numpy", nogil=True, cache=True)
'''


@dataclass
class Segment:
    """Units that run as one function ``name``, over a table of ``addresses``; ``loops`` are those with indices to be checked."""

    name: str
    addresses: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    checked: list[Loop] = field(default_factory=list)


@dataclass
class Source:
    """The text of a module, and what it takes to run it: segments and tasks that NumPy's kernels are called for, in order."""

    text: str
    order: list[Segment | Task]
    scratch: int

    @property
    def segments(self) -> list[Segment]:
        return [item for item in self.order if isinstance(item, Segment)]


def write_source(units: Sequence[Unit], stores: Sequence[Sequence[Store]]) -> Source:
    """The module of these units; ``stores`` are for each loop those that are needed."""
    writer = _Writer()
    for unit, needed in zip(units, stores, strict=True):
        writer.add(unit, needed)
    return writer.finish()


class _Writer:
    def __init__(self) -> None:
        self.functions: dict[str, str] = {}
        self.order: list[Segment | Task] = []
        self.scratch = 0

    def add(self, unit: Unit, stores: Sequence[Store]) -> None:
        what = unit.what
        if isinstance(what, Task):
            self.order.append(what)
            return
        code = write_loop(what, stores) if isinstance(what, Loop) else write_product(what)
        if not self.order or isinstance(self.order[-1], Task):
            self.order.append(Segment(f"step_{sum(isinstance(item, Segment) for item in self.order)}"))
        segment = self.order[-1]
        assert isinstance(segment, Segment)
        self.scratch = max(self.scratch, code.scratch)
        call = f"{self._function(code)}(p, {FIRST + len(segment.addresses)})"
        segment.calls.append(f"    if {call} != 0:\n        return 1" if code.checks else f"    {call}")
        segment.addresses += code.addresses
        if isinstance(what, Loop) and code.checks:
            segment.checked.append(what)

    def _function(self, code: Code) -> str:
        """The name of the function with this body; units of the same form share one."""
        body = "\n".join(f"    {line}" for line in code.lines)
        body += "\n    return 0" if code.checks else ""
        return self.functions.setdefault(body, f"unit_{len(self.functions)}")

    def finish(self) -> Source:
        text = [HEAD]
        text += [f"@part\ndef {name}(p, o):\n{body}\n" for body, name in self.functions.items()]
        for item in self.order:
            if isinstance(item, Segment):
                text.append("\n".join([f"@step\ndef {item.name}(p):", *item.calls, "    return 0\n"]))
        return Source("\n\n".join(text), self.order, self.scratch)
