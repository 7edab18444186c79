"""A plan that begins as NumPy's and goes on as a compiled step, over the same memory and with the same numbers but for rounding.

The environment says when: NODEGRAD_COMPILE=now compiles while the plan is made; with =auto, a plan that has run for a while is
compiled in the background, in a process apart, and swapped between two steps.  By itself (=never) nothing is compiled.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.base import Array, Call, Request, aligned
from engine.backends.compiled.load import blas, close, closing, loaded
from engine.backends.compiled.loops import Loop, Task
from engine.backends.compiled.products import Product
from engine.backends.compiled.schedule import Scheduler, Unit
from engine.backends.compiled.source import Segment, Source, write_source
from engine.backends.compiled.team import team_of, thread_count, yielding
from engine.backends.numpy.runner import NumpyPlan
from engine.errors import FeedError
from engine.ops.index import check_indices
from engine.passes.program import Program

_log = logging.getLogger(__name__)

#: A plan is worth compiling once it has run so often, and for so many seconds.
STEPS, SECONDS = 16, 0.15
_threads: set[threading.Thread] = set()


def mode() -> str:
    """When plans are compiled: never, now, or auto."""
    return os.environ.get("NODEGRAD_COMPILE", "never")


class CompiledPlan(NumpyPlan):
    """A NumPy plan that is swapped for a compiled step."""

    slack = 12

    def __init__(self, program: Program, request: Request) -> None:
        super().__init__(program, request)
        self._units: list[Unit] = []
        self._state = "waiting"
        self._reason = ""
        self._bare = False
        self._shared = 1
        self._runs, self._spent = 0, 0.0
        self._keep: list[Any] = []
        if mode() == "now":
            self._compile(apart=False)

    def run(self, step: int = 0) -> None:
        if self._bare:
            self._clock.step = step
            for call in self.calls:
                call()
            return
        if self._state != "waiting":
            super().run(step)
            return
        began = perf_counter()
        super().run(step)
        self._spent += perf_counter() - began
        self._runs += 1
        if self._runs >= STEPS and self._spent >= SECONDS:
            self._state = "compiling"
            thread = threading.Thread(target=self._in_background, name="nodegrad-compile", daemon=True)
            _threads.add(thread)
            thread.start()

    def _in_background(self) -> None:
        try:
            self._compile(apart=True)
        finally:
            _threads.discard(threading.current_thread())

    def _compile(self, apart: bool) -> None:
        """Make the compiled step and take its calls in place of NumPy's; where that fails these stay."""
        self._state = "compiling"
        try:
            scheduler = Scheduler(self._program, self._layout)
            units = scheduler.run()
            source = write_source(units, [scheduler.needed_stores(unit) for unit in units], thread_count())
            if not source.segments:
                self._state, self._reason = "numpy", "none of its ops can be compiled"
                return
            functions = loaded(source.text, [segment.name for segment in source.segments], apart)
            self.take(units, source, functions, blas())
        except Exception as error:  # the plan that runs is sound, so that no fault of the compiler may end it
            if closing():
                return
            lines = str(error).strip().splitlines()
            self._state, self._reason = "numpy", f"{type(error).__name__}: {lines[0] if lines else 'no reason given'}"
            _log.warning("a step could not be compiled, so NumPy goes on with it: %s", self._reason)

    def take(
        self, units: list[Unit], source: Source, functions: Sequence[Callable[..., int]], blas: tuple[int, int]
    ) -> None:  # fmt: skip
        """Go on with these functions from the next step on."""
        calls = self._bind_step(source, functions, blas)
        self._units = units
        self._shared = max((segment.parts for segment in source.segments), default=1)
        self.calls = calls
        self._state, self._bare = "compiled", all(isinstance(item, Segment) for item in source.order)

    def _bind_step(self, source: Source, functions: Sequence[Callable[..., int]], blas: tuple[int, int]) -> list[Call]:
        scratch = aligned((max(source.scratch, 64),), np.uint8)
        self._scratch += scratch.nbytes
        self._keep.append(scratch)
        compiled = iter(functions)
        calls: list[Call] = []
        for item in source.order:
            if isinstance(item, Task):
                calls += self._task_calls(item)
                continue
            meeting = aligned((16,), np.int64)
            meeting.fill(0)
            table = np.array([scratch.ctypes.data, *blas, meeting.ctypes.data, yielding(), *item.addresses], np.uint64)
            self._keep += [table, meeting]
            call: Any = partial(next(compiled), int(table.ctypes.data))
            if item.parts > 1:
                call = partial(team_of(item.parts).run, call)
            limits = [limit for loop in item.checked for limit in loop.terms.limits.values()]
            calls.append(partial(_checked, call, limits) if limits else call)
        return calls

    def _task_calls(self, task: Task) -> list[Call]:
        if task.node is None:
            return [partial(np.copyto, task.outputs[0], task.inputs[0])]
        return self.calls_of[task.node]

    def describe(self) -> str:
        return super().describe() + "\n" + "\n".join(self._told()) + "\n"

    def _told(self) -> list[str]:
        if self._state == "waiting":
            return ["Compiled: not yet; a step that runs for a while is"]
        if self._state == "compiling":
            return ["Compiled: under way; NumPy runs the step meanwhile"]
        if self._state == "numpy":
            return [f"Compiled: no, NumPy runs the step ({self._reason})"]
        loops = sum(isinstance(unit.what, Loop) for unit in self._units)
        products = sum(isinstance(unit.what, Product) for unit in self._units)
        alone = sum(unit.is_call for unit in self._units)
        shared = f", shared by {self._shared} threads" if self._shared > 1 else ""
        lines = [f"Compiled: {loops} loops, {products} products and {alone} calls of NumPy's kernels{shared}"]
        return lines + [f"  {index:>3}  {told(unit)}" for index, unit in enumerate(self._units)]


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
    return f"NumPy: {what.op}"


def _checked(call: Callable[[], int], limits: list[tuple[int, Array]]) -> None:
    if not call():
        return
    for size, indices in limits:
        check_indices(indices, size)
    raise FeedError("an index that the step computed is outside the axis that it counts along; mend the indices")


@atexit.register
def _end() -> None:
    """Nothing is compiled any more; a thread that just loads a step is waited for."""
    close()
    for thread in list(_threads):
        thread.join(timeout=20)
