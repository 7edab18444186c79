"""Plans for batches: one for each batch size that comes, made when it comes, fed by column."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.base import Plan
from engine.data.loaded import Loaded
from engine.ir.graph import Value
from engine.ir.types import TensorType
from engine.metrics.metric import MetricValue, Sums
from engine.session import Session

Array = np.ndarray[Any, Any]


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

    def over(self, loaded: Loaded, part: str, step: int = 0) -> dict[str, float]:
        """The figures of a part, by name; NaN where it has no rows."""
        columns = loaded.part(part).columns
        sums = {name: Sums(metric) for name, metric in self.metrics.items()}
        total, rows = 0.0, 0
        with loaded.reading(part) as reading:
            for batch in reading:
                unit = self.units.get(batch.size, columns)
                batch.into(unit.feeds)
                unit.run(step)
                total += float(unit.results[0]) * batch.size
                rows += batch.size
                count_into(sums, unit.results[1:])
        return {"loss": total / rows if rows else math.nan, **{name: item.result() for name, item in sums.items()}}


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
