"""A plan that begins as NumPy's and goes on as a compiled step, over the same memory and with the same numbers but for rounding.

The step from which the compiled one is used follows from the program alone (``Compiled``), never from a clock, so that a run
that is repeated or resumed is the same run.  NODEGRAD_COMPILE=now compiles before the first step; with =off nothing is compiled.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.backends.base import Call, Request
from engine.backends.compiled.draw_code import MOST
from engine.backends.compiled.loops import Loop, Task
from engine.backends.compiled.products import Product
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.schedule import Unit
from engine.backends.compiled.step import CompiledStep
from engine.backends.numpy.layout import Layout
from engine.backends.numpy.runner import NumpyPlan, compile_mode
from engine.passes.program import Program

#: Runs before anything is estimated: most plans are run once or twice.
_FIRST_LOOK = 16


class CompiledPlan(NumpyPlan):
    """A NumPy plan with a compiled step beside it.  By itself it swaps once it has run often enough to be worth it."""

    slack = 12

    def __init__(self, program: Program, request: Request) -> None:
        super().__init__(program, request)
        self._layout.clock = np.array([0, request.seed], np.int64) if request.seed < MOST else None
        self.compiled = self._made = CompiledStep(self)
        self._runs = 0
        self._last_look = _FIRST_LOOK
        self._swapped = compile_mode() == "now"

    @property
    def program(self) -> Program:
        return self._program

    @property
    def off(self) -> frozenset[str]:
        """The passes that are switched off."""
        return self._request.off

    @property
    def layout(self) -> Layout:
        return self._layout

    def run(self, step: int = 0) -> None:
        if self._swapped:
            self._made.run(step)
            return
        if self._runs == self._last_look:
            self._look()
        self._runs += 1
        self.run_plain(step)

    def _look(self) -> None:
        """Nobody says how long this will go on: what has gone on for long is taken to go on for as long again."""
        worth = self._made.worth
        if self._runs < worth // 2:
            self._last_look = worth // 2
        elif self._runs < worth:
            self._made.start()
            self._last_look = worth
        else:
            self._swapped = True

    def run_plain(self, step: int = 0) -> None:
        super().run(step)

    def set_step(self, step: int) -> None:
        """What random ops draw by in this step."""
        self._clock.step = step
        if self._layout.clock is not None:
            self._layout.clock[0] = step

    def calls_of_task(self, task: Task) -> list[Call]:
        """NumPy's calls for what is not compiled."""
        if task.node is None:
            return [partial(np.copyto, task.outputs[0], task.inputs[0])]
        return self.calls_of[task.node]

    def describe(self) -> str:
        return super().describe() + "\n" + "\n".join(self._told()) + "\n"

    def _told(self) -> list[str]:
        made = self._made
        if not made.started:
            return [f"Compiled: not yet; a run of {made.worth:,} steps is worth it, from step {made.swap_after + 1:,} on"]
        if not made.ready:
            return ["Compiled: under way; NumPy runs the step meanwhile"]
        if made.failure:
            return [f"Compiled: no, NumPy runs the step ({made.failure})"]
        loops = sum(isinstance(unit.what, Loop) for unit in made.units)
        products = sum(isinstance(unit.what, Product) for unit in made.units)
        alone = sum(unit.is_call for unit in made.units)
        rest = len(made.units) - loops - products - alone
        shared = f", shared by {made.threads} threads" if made.threads > 1 else ""
        lines = [f"Compiled: {loops} loops, {products} products, {rest} others and {alone} calls of NumPy's kernels{shared}"]
        lines += [f"  {report.name:<15} {report.before:>4} → {report.after:<4} {report.note}" for report in made.fused]
        return lines + [f"  {index:>3}  {told(unit)}" for index, unit in enumerate(made.units)]


def told(unit: Unit) -> str:
    """A unit for people."""
    what = unit.what
    if isinstance(what, Loop):
        shape = "×".join(map(str, what.shape)) or "one number"
        return f"loop over {shape}: {' + '.join(task.op for task in what.tasks)}"
    if isinstance(what, Product):
        sizes = f"{what.a.rows}×{what.a.columns} @ {what.a.columns}×{what.b.columns}"
        stack = f" ×{'×'.join(map(str, what.stack))}" if what.stack else ""
        return f"product {sizes}{stack}, {'written out' if what.written_out else 'in blocks'}"
    return what.title if isinstance(what, Routine) else f"NumPy: {what.op}"
