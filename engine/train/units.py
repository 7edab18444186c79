"""Plans for batches: one for each batch size that comes, made when it comes, fed by column."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.base import Compiled, Plan, Read
from engine.data.loaded import Batch, Loaded
from engine.ir.graph import Value
from engine.ir.types import TensorType
from engine.metrics.metric import MetricValue, Sums
from engine.session import Session

Array = np.ndarray[Any, Any]

#: Batches that are looked at in one go where the device is apart.
_AHEAD = 64
#: A last batch of its own size is worth compiling among so many batches.
_FEW = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A plan for batches of one size, with its feeds by column and the buffers of what has a value.

    ``run`` makes a step that is not compiled.  ``columns`` names the column that each placeholder takes.
    """

    plan: Plan
    columns: dict[str, str]
    feeds: dict[str, Array]
    results: list[Array]

    def run(self, step: int) -> None:
        self.plan.run_plain(step)


class Units:
    """The plans of one set of fetches.  ``inputs`` says which placeholder takes which column of the data."""

    def __init__(self, session: Session, inputs: Mapping[str, Value], fetches: Sequence[Value], training: bool) -> None:
        self._session = session
        self._inputs = inputs
        self._fetches = list(fetches)
        self._training = training
        self._units: dict[int, Unit] = {}
        #: Time spent on making plans so far, in seconds.
        self.seconds = 0.0

    def get(self, size: int, columns: Mapping[str, TensorType]) -> Unit:
        """The plan for batches of this many rows of these columns."""
        unit = self._units.get(size)
        if unit is None:
            began = perf_counter()
            unit = self._units[size] = self._make(size, columns)
            self.seconds += perf_counter() - began
        return unit

    def _make(self, size: int, columns: Mapping[str, TensorType]) -> Unit:
        fed = {value.name: column for column, value in self._inputs.items() if column in columns}
        types = {name: self._inputs[column].type.with_shape((size, *columns[column].shape)) for name, column in fed.items()}
        plan = self._session.prepare(self._fetches, types, self._training)
        feeds = {fed[name]: buffer for name, buffer in plan.feeds.items()}
        return Unit(plan, fed, feeds, [buffer for buffer in plan.results if buffer is not None])


class Looks:
    """Loss and metrics over rows, without training: the loss is the mean over rows, each metric exact over all of them."""

    def __init__(self, session: Session, inputs: Mapping[str, Value], loss: Value, metrics: Mapping[str, MetricValue]) -> None:
        statistics = [value for metric in metrics.values() for value in metric.statistics]
        self.units = Units(session, inputs, [loss, *statistics], training=False)
        self.metrics = metrics
        self._compiled: dict[int, Compiled] = {}  # by batch size

    def begin(self, loaded: Loaded, part: str) -> None:
        """Begin to compile what is looked at again and again: batches of the sizes that a part has many of."""
        sizes = _sizes(loaded, part)
        whole = sum(count for _, count in sizes)
        for size, count in sizes:
            compiled = self.units.get(size, loaded.part(part).columns).plan.compiled
            if compiled is not None and _FEW * count >= whole:
                compiled.start()
                self._compiled[size] = compiled

    def over(self, loaded: Loaded, part: str, step: int = 0, compiled: bool = False) -> dict[str, float]:
        """The figures of a part, by name; NaN where it has no rows.  ``compiled``: by what was begun to be compiled."""
        columns = loaded.part(part).columns
        sums = {name: Sums(metric) for name, metric in self.metrics.items()}
        total, rows = 0.0, 0
        with loaded.reading(part) as reading:
            batches = iter(reading)
            for size, count in _sizes(loaded, part):
                unit = self.units.get(size, columns)
                run = self._compiled[size].run if compiled and size in self._compiled else unit.run
                for results in _looks(unit, run, batches, step, count):
                    total += float(results[0]) * size
                    rows += size
                    count_into(sums, results[1:])
        return {"loss": total / rows if rows else math.nan, **{name: item.result() for name, item in sums.items()}}


def _sizes(loaded: Loaded, part: str) -> list[tuple[int, int]]:
    """The sizes of the batches of a part, and how many of each come one after the other."""
    spans = loaded.spans(part)
    if not len(spans):
        return []
    whole, last = spans[0][1], spans[-1][1]
    return [(whole, len(spans))] if whole == last else [(whole, len(spans) - 1), (last, 1)]


def _looks(
    unit: Unit, run: Callable[[int], None], batches: Iterator[Batch], step: int, count: int
) -> Iterator[list[Array]]:  # fmt: skip
    """What a plan gives for so many batches; one that runs ahead is told of several before it is waited for."""
    if not unit.plan.runs_ahead:
        for batch in islice(batches, count):
            batch.into(unit.feeds)
            run(step)
            yield unit.results
        return

    def fill(index: int, feeds: Mapping[str, Any]) -> None:
        next(batches).into({unit.columns[name]: feed for name, feed in feeds.items()})

    for start in range(0, count, _AHEAD):
        found = unit.plan.run_many(step, Read(min(_AHEAD, count - start), fill))
        kept = [item for item in found if item is not None]
        for index in range(len(kept[0])):
            yield [item[index] for item in kept]


def count_into(sums: Mapping[str, Sums], statistics: Sequence[Array]) -> None:
    """Count the statistics of one batch, which stand one metric after the other, into the sums."""
    first = 0
    for item in sums.values():
        last = first + len(item.value.statistics)
        item.add(statistics[first:last])
        first = last


def count_each_into(sums: Mapping[str, Sums], statistics: Sequence[Array]) -> None:
    """The same for several batches, which stand along the first axis."""
    first = 0
    for item in sums.values():
        last = first + len(item.value.statistics)
        item.add_each(statistics[first:last])
        first = last
