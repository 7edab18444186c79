"""The compiled step of a plan: made beside the plan that runs, taken over when whoever runs it says so.

Nothing here decides when a plan is swapped.  That depends on how long compiling takes, and numbers must not: from the step at
which it is asked for, a compiled step is waited for.
"""

from __future__ import annotations

import atexit
import logging
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.backends.base import Array, Batches, Call, Compiled, aligned, one_by_one
from engine.backends.compiled.flat import as_one_vector
from engine.backends.compiled.load import close, closing, loaded, several
from engine.backends.compiled.loops import Task
from engine.backends.compiled.merge import merged
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.schedule import Scheduler, Unit
from engine.backends.compiled.source import Source, is_whole, write_source
from engine.backends.compiled.team import thread_count, together, yielding
from engine.backends.numpy.runner import compile_mode
from engine.backends.pieces import Piece
from engine.errors import FeedError
from engine.ops.index import check_indices
from engine.passes.cost import step_seconds
from engine.passes.note import Note
from engine.passes.pipeline import Report

if TYPE_CHECKING:
    from engine.backends.compiled.plan import CompiledPlan

_log = logging.getLogger(__name__)

#: Seconds of work, as NumPy is estimated to take for it, after which a compiled step takes over.
LEAD = 1.0
#: What a run must take by the same estimate to be worth compiling: this, and what compiling may take, by the number of ops.
WORTH, WORTH_PER_OP, WORTH_AT_MOST = 3.0, 0.02, 12.0

_threads: set[threading.Thread] = set()


class CompiledStep(Compiled):
    """What a plan's step is as machine code."""

    def __init__(self, plan: CompiledPlan) -> None:
        self._plan = plan
        self._started = False
        self._done = threading.Event()
        self._starting = threading.Lock()
        self._keep: list[Any] = []
        self.failure = ""
        self.units: list[Unit] = []
        self.fused: list[Report] = []
        self.calls: list[Call] = []
        self.threads = 1
        self.scratch_bytes = 0
        self._limits: list[tuple[int, Array]] = []  # indices that are checked, with the size of what they count along
        self._many: Callable[[int, int], int] | None = None

    @cached_property
    def seconds(self) -> float:
        """What NumPy is estimated to take for a step."""
        return max(step_seconds(self._plan.program), 1e-7)

    @property
    def swap_after(self) -> int:
        return 0 if compile_mode() == "now" else math.ceil(LEAD / self.seconds)

    @property
    def worth(self) -> int:
        if compile_mode() == "now":
            return 1
        return math.ceil((WORTH + min(WORTH_PER_OP * len(self._plan.calls_of), WORTH_AT_MOST)) / self.seconds)

    @property
    def started(self) -> bool:
        return self._started

    @property
    def ready(self) -> bool:
        """Whether it is compiled, or never will be."""
        return self._done.is_set()

    def start(self) -> None:
        """Compile in the background, unless that was begun before."""
        if self._begin():
            thread = threading.Thread(target=self._in_background, name="nodegrad-compile", daemon=True)
            _threads.add(thread)
            thread.start()

    def compile(self) -> None:
        """Compile here and now, or wait for the background that does."""
        if self._begin():
            self._compile(apart=False)
        self.wait()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is ready, for so long at most; whether it is."""
        self.start()
        return self._done.wait(seconds)

    def run(self, step: int = 0) -> None:
        """One step, as ``Plan.run``; the plan's own where compiling failed."""
        if not self._done.is_set():
            self.compile()
        if self.failure:
            self._plan.run_plain(step)
            return
        self._plan.set_step(step)
        for call in self.calls:
            call()

    def run_many(self, step: int, batches: Batches) -> list[Any]:
        self.compile()
        kept = None if self._many is None else _room(self._plan.results, self._plan.feeds, len(batches))
        if self._many is None or kept is None:
            return one_by_one(self.run, self._plan, step, batches)
        numbers = np.ascontiguousarray(batches.numbers, np.int64)
        feeds = [(batches.columns[name], feed, feed.nbytes // len(feed)) for name, feed in self._plan.feeds.items()]
        results = [
            (source, target, source.nbytes) for source, target in zip(self._plan.results, kept, strict=True) if target is not None
        ]
        copies = [(a.ctypes.data, b.ctypes.data, size) for a, b, size in (*feeds, *results)]
        head = [len(feeds), len(results), numbers.ctypes.data, numbers.shape[1]]
        table = np.array([*head, *(item for copy in copies for item in copy)], np.uint64)
        self._plan.set_step(step)
        if self._many(int(table.ctypes.data), len(batches)) < len(batches):
            self._refuse()
        return kept

    def pieces(self) -> list[Piece]:
        return [unit.piece() for unit in self.units or self._scheduled()[0]]

    def _refuse(self) -> None:
        """Say which index was outside: the step that met it has changed nothing, and its feeds still lie there."""
        for size, indices in self._limits:
            check_indices(indices, size)
        raise FeedError("an index that the step computed is outside the axis that it counts along; mend the indices")

    def _begin(self) -> bool:
        with self._starting:
            begun, self._started = self._started, True
            return not begun

    def _in_background(self) -> None:
        try:
            self._compile(apart=True)
        finally:
            _threads.discard(threading.current_thread())

    def _compile(self, apart: bool) -> None:
        try:
            units, source = self.write(thread_count())
            if source.segments:
                self.take(units, source, loaded(source.text, [segment.name for segment in source.segments], apart))
            else:
                self.failure = "none of its ops can be compiled"
        except Exception as error:  # the plan that runs is sound, so that no fault of the compiler may end it
            lines = str(error).strip().splitlines()
            self.failure = f"{type(error).__name__}: {lines[0] if lines else 'no reason given'}"
            if not closing():
                _log.warning("a step could not be compiled, so NumPy goes on with it: %s", self.failure)
        finally:
            self._done.set()

    def write(self, threads: int) -> tuple[list[Unit], Source]:
        """The units of the step, and their source for so many threads."""
        units, scheduler = self._scheduled()
        return units, write_source(units, [scheduler.needed_stores(unit) for unit in units], threads)

    def _scheduled(self) -> tuple[list[Unit], Scheduler]:
        """The units, with what goes together as one, and the scheduler that knows what each leaves in memory."""
        off = self._plan.off
        scheduler = Scheduler(self._plan.program, self._plan.layout, fuses="fuse_loops" not in off)
        units = scheduler.run()
        loops = Note("{count} loops of several ops", count=sum(unit.is_fused for unit in units))
        self.fused = [] if "fuse_loops" in off else [Report("fuse_loops", len(scheduler.tasks), len(units), loops)]
        for name, fuse in (("fuse_images", merged), ("join_updates", as_one_vector)):
            if name not in off:
                before, units = units, fuse(units, scheduler)
                old = set(map(id, before))
                made = sum(id(unit) not in old and isinstance(unit.what, Routine) for unit in units)
                self.fused.append(Report(name, len(before), len(units), Note("{count} kernels of several units", count=made)))
        return units, scheduler

    def take(self, units: list[Unit], source: Source, functions: Sequence[Callable[..., int]]) -> None:
        """These functions are the step from now on."""
        self.units = units
        self.threads = max((segment.parts for segment in source.segments), default=1)
        self.calls = self._bind(source, functions)
        if any(isinstance(item, Task) for item in source.order):
            self.shares_cores = self.threads > 1
            self.calls = [partial(_quietly, self.calls)]
        self._done.set()

    def _bind(self, source: Source, functions: Sequence[Callable[..., int]]) -> list[Call]:
        scratch = aligned((max(source.scratch, 64),), np.uint8)
        self._plan.memory_bytes += scratch.nbytes - self.scratch_bytes
        self.scratch_bytes = scratch.nbytes
        self._keep.append(scratch)
        compiled = iter(functions)
        calls: list[Call] = []
        for item in source.order:
            if isinstance(item, Task):
                calls += self._plan.calls_of_task(item)
                continue
            meeting = aligned((16,), np.int64)
            meeting.fill(0)
            table = np.array([scratch.ctypes.data, meeting.ctypes.data, yielding(), *item.addresses], np.uint64)
            self._keep += [table, meeting]
            address = int(table.ctypes.data)
            function = next(compiled)
            call: Any = partial(function, address)
            if item.parts > 1:
                call = partial(together, item.parts, call)
            self._limits += item.limits
            calls.append(partial(self._checked, call) if item.limits else call)
            if is_whole(source.order):
                self._many = several(function, address, item.parts)
        return calls

    def _checked(self, call: Callable[[], int]) -> None:
        if call():
            self._refuse()


def _room(results: Sequence[Any], feeds: Mapping[str, Any], count: int) -> list[Any] | None:
    """Where the results of so many steps are kept; None where these feeds or results cannot be copied in words."""
    arrays = [item for item in (*feeds.values(), *results) if item is not None]
    if not all(isinstance(item, np.ndarray) and item.flags.c_contiguous and item.nbytes for item in arrays):
        return None
    if any(feed.nbytes // len(feed) % 4 for feed in feeds.values()) or any(item.nbytes % 4 for item in arrays):
        return None
    return [None if result is None else np.empty((count, *result.shape), result.dtype) for result in results]


def _quietly(calls: Sequence[Call]) -> None:
    """Calls of which some are NumPy's, which would warn of what is no fault."""
    with np.errstate(all="ignore"):
        for call in calls:
            call()


@atexit.register
def _end() -> None:
    """Nothing is compiled any more; a thread that just loads a step is waited for."""
    close()
    for thread in list(_threads):
        thread.join(timeout=20)
