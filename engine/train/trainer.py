"""The trainer: takes a spec, makes plans of it once, and steps them.

``events`` is a generator, so whoever pulls decides the pace: to pause is to wait with the next pull, to stop is to close it.
Nothing in a step looks at the graph: rows are written straight into the plan's feed buffers, and what comes out is read
from its result buffers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from engine.data.loaded import Loaded
from engine.metrics.metric import Sums
from engine.session import Session
from engine.train.checks import check_data, refuse_loss
from engine.train.events import EpochDone, Event, Figures, Progress, RunDone, StepDone
from engine.train.program import build_program
from engine.train.spec import TrainingSpec
from engine.train.threads import fitting_threads
from engine.train.units import Looks, Units, count_into

Array = np.ndarray[Any, Any]

#: Seconds of work after which what was measured so far counts half.
_MEMORY = 8.0


@dataclass(slots=True)
class _Pace:
    """How fast the run goes, the making of plans apart.

    Old time counts less and less, so that a change of pace is seen within seconds.
    """

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
        self._units = Units(self.session, spec.inputs, self.program.fetches, training=True)
        self._looks = Looks(self.session, spec.inputs, spec.loss, spec.metrics)
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
        return {variable.name: self.session.get_variable(variable.name) for variable in self.program.variables}

    def evaluate(self, part: str = "validation") -> dict[str, float]:
        """Loss and metrics over a part, with the weights as they are; the loss is the mean over its rows."""
        return self._looks.over(self.loaded, part, self._step)

    def events(self) -> Iterator[Event]:
        """Train, and report each step, each epoch and the end.  TrainingError where the loss becomes NaN or infinite.

        An epoch that ``max_steps`` cuts short is reported like a whole one.
        """
        with fitting_threads(self.spec.loss, self.loaded.batch_size):
            yield from self._epochs()

    def _epochs(self) -> Iterator[Event]:
        values: dict[str, float] = {}
        for epoch in range(1, self.spec.epochs + 1):
            self._epoch = epoch
            sums = {name: Sums(metric) for name, metric in self.program.metrics.items()}
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
        if self.program.finish is not None:
            self.session.run(self.program.finish)
        yield RunDone(self._step, self._seconds, values)

    def _steps(self, epoch: int, sums: Mapping[str, Sums]) -> Iterator[tuple[StepDone, int]]:
        """The steps of one epoch, each with its number of rows."""
        columns, statistics = self.loaded.part("train").columns, self.program.statistics
        readers: dict[int, Callable[[], Array]] = {}
        with self.loaded.reading("train", epoch - 1) as reading:
            began = perf_counter()
            for batch in reading:
                size = batch.size
                unit = self._units.get(size, columns)
                read = readers.get(size) or readers.setdefault(size, self.program.reader(unit.results))
                batch.into(unit.feeds)
                unit.run(self._step)
                self._step += 1
                values = read()
                if not math.isfinite(values[0]):
                    raise refuse_loss(self.spec, float(values[0]), epoch, self._step, float(values[1]), unit.feeds)
                count_into(sums, unit.results[statistics])
                self._count_time(perf_counter() - began, size)
                yield StepDone(epoch, self._step, values), size
                if self._step >= self._total_steps:
                    return
                began = perf_counter()

    def _count_time(self, seconds: float, samples: int = 0) -> None:
        preparing = self._units.seconds + self._looks.units.seconds
        self._seconds += seconds
        self._pace.add(seconds - (preparing - self._preparing), samples)
        self._preparing = preparing
