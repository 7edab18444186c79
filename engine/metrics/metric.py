"""How metrics work: a composite op gives statistics of one batch, they are summed over batches, a rule makes the figure.

So the figure of an epoch is exact whatever the batch sizes, and a metric costs a step no more than its statistics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from engine.ir.graph import Value
from engine.nn.layer import Layer, layer_class
from engine.ops.spec import Op

#: From the summed statistics, in the order of the op's outputs, and the attributes that it asks for, to the figure.
ResultRule = Callable[..., float]
#: From the same to what is drawn: the points of a curve, the cells of a matrix, by name.
DetailRule = Callable[..., dict[str, np.ndarray[Any, Any]]]


@dataclass(frozen=True)
class Metric:
    """The declaration of a metric: the op that gives the statistics, and the rule that turns their sums into the figure.

    ``details`` makes of the same sums what is drawn besides the figure: the points of a curve, a matrix.
    ``options`` names the attributes that the rules take besides.  ``larger_is_better`` tells a score from an error.
    """

    op: Op
    result: ResultRule
    options: tuple[str, ...] = ()
    larger_is_better: bool = True
    details: DetailRule | None = None


@dataclass(frozen=True)
class MetricValue:
    """A metric applied to values: its statistics in the graph, to be fetched and summed, and the rule for their sums."""

    name: str
    metric: Metric
    statistics: tuple[Value, ...]
    options: Mapping[str, Any] = field(default_factory=dict)

    def result(self, *sums: Any) -> float:
        """The figure, given the sum of each statistic over all batches."""
        return self.metric.result(*sums, **self.options)

    def results(self, *sums: Any) -> np.ndarray[Any, Any]:
        """The figure of each of several batches, given their statistics along the first axis."""
        if self.metric.result is mean and all(item.ndim == 1 for item in sums):
            total, count = (np.asarray(item, np.float64) for item in sums)
            with np.errstate(all="ignore"):
                return np.where(count == 0, np.nan, total / count)
        return np.array([self.result(*item) for item in zip(*sums, strict=True)])

    def details(self, *sums: Any) -> dict[str, np.ndarray[Any, Any]]:
        """What is drawn besides the figure, given the same sums; nothing for most metrics."""
        return {} if self.metric.details is None else self.metric.details(*sums, **self.options)

    def __repr__(self) -> str:
        return f"<{self.metric.op.title} '{self.name}'>"


class Sums:
    """Running sums of the statistics of one metric."""

    def __init__(self, value: MetricValue) -> None:
        self.value = value
        self._sums: list[np.ndarray[Any, Any]] = []
        self.reset()

    def add(self, statistics: Sequence[Any]) -> None:
        """Count one batch in."""
        for total, item in zip(self._sums, statistics, strict=True):
            np.add(total, item, out=total)

    def add_each(self, statistics: Sequence[Any]) -> None:
        """Count several batches in, which stand along the first axis: one after the other, so that no last digit differs."""
        for total, items in zip(self._sums, statistics, strict=True):
            total[...] = np.cumsum(np.concatenate([total[np.newaxis], items]), axis=0)[-1]

    def result(self) -> float:
        """The figure over everything counted so far."""
        return self.value.result(*self._sums)

    def details(self) -> dict[str, np.ndarray[Any, Any]]:
        """What is drawn of everything counted so far: ``false_positive_rate`` and ``true_positive_rate``, ``matrix``."""
        return self.value.details(*self._sums)

    @property
    def arrays(self) -> list[np.ndarray[Any, Any]]:
        """The sums themselves, to be kept or to be set in place."""
        return self._sums

    def reset(self) -> None:
        """Forget what was counted."""
        self._sums = [np.zeros(value.type.static_shape) for value in self.value.statistics]


def mean(total: Any, count: Any) -> float:
    """The result rule of everything that is a mean; NaN over nothing."""
    return float(total) / float(count) if count else math.nan


def root_mean(total: Any, count: Any) -> float:
    """The square root of a mean."""
    return math.sqrt(mean(total, count))


class MetricLayer(Layer):
    """A metric as a Python object, called on targets and predictions."""

    metric: ClassVar[Metric]

    def __call__(self, *inputs: Any, **named: Any) -> MetricValue:
        statistics = super().__call__(*inputs, **named)
        values = statistics if isinstance(statistics, tuple) else (statistics,)
        attrs = self.op.bind_attrs(self.attrs)
        options = {name: attrs[name] for name in self.metric.options}
        return MetricValue(self.name or self.op.name, self.metric, values, options)


def metric_class(metric: Metric) -> type[MetricLayer]:
    """The Python class of a metric."""
    made = layer_class(metric.op, MetricLayer)
    assert issubclass(made, MetricLayer)
    made.metric = metric
    return made


def metric_function(metric: Metric) -> Callable[..., MetricValue]:
    """The Python function of a metric: targets, predictions, attributes, name."""
    made = metric_class(metric)
    ports = [port.name for port in metric.op.data_inputs()]

    def function(y_true: Any, y_pred: Any, *, name: str | None = None, **attrs: Any) -> MetricValue:
        return made(name=name, **attrs)(**dict(zip(ports, (y_true, y_pred), strict=True)))

    function.__name__ = function.__qualname__ = metric.op.name.removesuffix("_metric")
    function.__doc__ = made.__doc__
    return function
