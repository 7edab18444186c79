"""The trainer: takes a spec, makes plans of it once, and steps them.

``events`` is a generator, so whoever pulls decides the pace: to pause is to wait with the next pull, to stop is to close it.
Nothing in a step looks at the graph: rows are written straight into the plan's feed buffers, and what comes out is read
from its result buffers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from engine.data.loaded import Loaded
from engine.ir.types import TensorType
from engine.session import Session
from engine.train.checks import check_data, refuse_loss
from engine.train.events import EpochDone, Event, Figures, Progress, RunDone, StepDone
from engine.train.program import build_program
from engine.train.spec import TrainingSpec

Array = np.ndarray[Any, Any]

#: Seconds of work after which what was measured so far counts half.
_MEMORY = 8.0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A plan for batches of one size, with its feeds by column and the buffers of what has a value."""

    run: Callable[[int], None]
    feeds: dict[str, Array]
    results: list[Array]


@dataclass(slots=True)
class _Pace:
    """How fast the run goes, plans apart.  Old time counts less and less, so that a change of pace is seen within seconds."""

    seconds: float = 0.0
    steps: float = 0.0
    samples: float = 0.0

    def add(self, seconds: float, samples: int) -> None:
        self.seconds += max(seconds, 0.0)
        self.samples += samples
        self.steps += bool(samples)
        if self.seconds > _MEMORY:
            self.seconds, self.steps, self.samples = self.seconds / 2, self.steps / 2, self.samples / 2


class Trainer:
    """One run of a spec.  Made with everything checked; nothing is trained before ``events`` is pulled.

    ``session`` continues with the weights of another run on the same graph.
    """

    def __init__(self, spec: TrainingSpec, session: Session | None = None) -> None:
        self.spec = spec
        self.loaded: Loaded = spec.pipeline.build(spec.seed, spec.folder)
        self.program = build_program(spec)
        check_data(spec, self.loaded, self.program.fetches)
        self.session = session or Session(graph=spec.graph, device=spec.device, seed=spec.seed)
        self.series = self.program.series
        self._spans = self.loaded.spans("train")
        self._units: dict[tuple[int, bool], _Unit] = {}
        self._epoch = 0
        self._step = 0
        self._seconds = 0.0
        self._preparing = 0.0
        self._pace = _Pace()

    @property
    def describe(self) -> Figures:
        """Parameters, steps, samples and device of the run."""
        return Figures(
            parameters=sum(math.prod(v.type.static_shape) for v in self.program.variables if v.node.attrs["trainable"]),
            epochs=self.spec.epochs,
            steps_per_epoch=len(self._spans),
            steps=self._total_steps,
            batch_size=self.loaded.batch_size,
            samples=len(self.loaded.part("train")),
            device=self.spec.device,
        )

    @property
    def without_gradient(self) -> list[str]:
        """Names of the trainable variables that get no gradient from the loss, so that training leaves them alone."""
        return self.spec.optimizer.without_gradient

    @property
    def progress(self) -> Progress:
        """Where the run is, how fast it goes, and how long it still takes."""
        left = self._total_steps - self._step
        seconds, steps, samples = self._pace.seconds, self._pace.steps, self._pace.samples
        rate = samples / seconds if seconds else math.nan
        remaining = seconds / steps * left if steps else math.nan
        return Progress(self._epoch, self.spec.epochs, self._step, self._total_steps, rate, remaining if left else 0.0)

    @property
    def _total_steps(self) -> int:
        steps = self.spec.epochs * len(self._spans)
        return steps if self.spec.max_steps is None else min(steps, self.spec.max_steps)

    def weights(self) -> dict[str, Array]:
        """Copies of the model's variables by name, without what the optimizer remembers."""
        return {variable.name: np.array(self.session.get_variable(variable.name)) for variable in self.program.variables}

    def evaluate(self, part: str = "validation") -> dict[str, float]:
        """Loss and metrics over a part, with the weights as they are; the loss is the mean over its rows."""
        order = self.loaded.order(part, 0)
        sums = self.program.sums()
        total, rows = 0.0, 0
        for start, size in self.loaded.spans(part):
            unit = self._unit(size, training=False)
            self.loaded.batch_into(part, order, start, unit.feeds)
            unit.run(self._step)
            total += float(unit.results[0]) * size
            rows += size
            self.program.counter(unit.results, 1, sums)()
        return {"loss": total / rows if rows else math.nan, **{name: item.result() for name, item in sums.items()}}

    def events(self) -> Iterator[Event]:
        """Train, and report each step, each epoch and the end.  TrainingError where the loss becomes NaN or infinite.

        An epoch that ``max_steps`` cuts short is reported like a whole one.
        """
        values: dict[str, float] = {}
        for epoch in range(1, self.spec.epochs + 1):
            self._epoch = epoch
            sums = self.program.sums()
            total, rows = 0.0, 0
            for event, size in self._steps(epoch, sums):
                total += float(event.values[0]) * size
                rows += size
                yield event
            began = perf_counter()
            values = {"loss": total / rows, **{name: item.result() for name, item in sums.items()}}
            if len(self.loaded.parts.get("validation", ())):
                values |= {f"val_{name}": value for name, value in self.evaluate().items()}
            self._count_time(perf_counter() - began)
            yield EpochDone(epoch, self._step, values)
            if self._step >= self._total_steps:
                break
        yield RunDone(self._step, self._seconds, values)

    def _steps(self, epoch: int, sums: Any) -> Iterator[tuple[StepDone, int]]:
        order = self.loaded.order("train", epoch - 1)
        readers: dict[int, tuple[Callable[[], Array], Callable[[], None]]] = {}
        for start, size in self._spans:
            began = perf_counter()
            unit = self._unit(size, training=True)
            if size not in readers:
                readers[size] = (self.program.reader(unit.results), self.program.counter(unit.results, 2, sums))
            read, count = readers[size]
            self.loaded.batch_into("train", order, start, unit.feeds)
            unit.run(self._step)
            self._step += 1
            values = read()
            if not math.isfinite(values[0]):
                raise refuse_loss(self.spec, float(values[0]), epoch, self._step, float(values[1]), unit.feeds)
            count()
            self._count_time(perf_counter() - began, size)
            yield StepDone(epoch, self._step, values), size
            if self._step >= self._total_steps:
                return

    def _count_time(self, seconds: float, size: int = 0) -> None:
        self._seconds += seconds
        self._pace.add(seconds - self._preparing, size)
        self._preparing = 0.0

    def _unit(self, size: int, training: bool) -> _Unit:
        """The plan for batches of this size, made at first use."""
        unit = self._units.get((size, training))
        if unit is None:
            began = perf_counter()
            unit = self._units[size, training] = self._prepare(size, training)
            self._preparing += perf_counter() - began
        return unit

    def _prepare(self, size: int, training: bool) -> _Unit:
        arrays = self.loaded.part("train").arrays()
        types = {
            value.name: TensorType(value.dtype, (size, *arrays[column].shape[1:]))
            for column, value in self.spec.inputs.items()
            if column in arrays
        }
        fetches = self.program.fetches if training else self.program.looks
        plan = self.session.prepare(fetches, types, training)
        names = {value.name: column for column, value in self.spec.inputs.items()}
        feeds = {names[name]: buffer for name, buffer in plan.feeds.items()}
        return _Unit(plan.run, feeds, [buffer for buffer in plan.results if buffer is not None])
