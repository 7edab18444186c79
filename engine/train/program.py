"""What a run fetches each step, and how the fetched numbers become series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Value, ancestors
from engine.metrics.metric import MetricValue
from engine.train.spec import TrainingSpec

Array = np.ndarray[Any, Any]

#: Where the metrics' statistics begin among the results of a step: after the loss and the learning rate.
STATISTICS = 2


@dataclass(frozen=True)
class StepProgram:
    """The values of one training step.

    ``fetches``: the update (which has no value), the loss, the learning rate, the statistics of every metric, the norm of
    every gradient.  ``variables``: the model's, without what the optimizer remembers.  ``finish``: what is run once when
    training ends, None where there is nothing to do.
    """

    series: list[str]
    fetches: list[Value]
    variables: list[Value]
    finish: Value | None = None
    metrics: Mapping[str, MetricValue] = field(default_factory=dict)

    @property
    def statistics(self) -> slice:
        """Where the statistics of the metrics stand among the results of a step."""
        return slice(STATISTICS, STATISTICS + sum(len(metric.statistics) for metric in self.metrics.values()))

    def reader(self, results: Sequence[Array]) -> Callable[[], Array]:
        """A function that copies what one training step left in a plan's result buffers, in the order of ``series``."""
        loss, rate = results[:STATISTICS]
        rules = []
        first = STATISTICS
        for metric in self.metrics.values():
            last = first + len(metric.statistics)
            rules.append((metric.result, results[first:last]))
            first = last
        norms = list(results[first:])
        size, first_norm = len(self.series), 2 + len(rules)

        def read() -> Array:
            values = np.empty(size)
            values[0], values[1] = loss, rate
            for index, (rule, statistics) in enumerate(rules, 2):
                values[index] = rule(*statistics)
            for index, norm in enumerate(norms, first_norm):
                values[index] = norm
            return values

        return read


def series_of(program: StepProgram, results: Sequence[Array]) -> Array:
    """A row for each of several steps, in the order of ``series``; what they gave stands along the first axis of the results."""
    count = len(results[0])
    values = np.empty((count, len(program.series)))
    values[:, 0], values[:, 1] = results[0], results[1]
    first = STATISTICS
    for place, metric in enumerate(program.metrics.values(), 2):
        last = first + len(metric.statistics)
        values[:, place] = metric.results(*results[first:last])
        first = last
    for place, norm in enumerate(results[first:], 2 + len(program.metrics)):
        values[:, place] = norm
    return values


def build_program(spec: TrainingSpec) -> StepProgram:
    """Add the update and the gradients' norms to the spec's graph."""
    b = Builder(spec.graph)
    update = spec.optimizer.minimize(spec.loss)
    norms = {
        name: b.l2_norm(gradient, name=f"{spec.optimizer.name}/norm/{name}")
        for name, gradient in spec.optimizer.gradients.items()
    }
    statistics = [value for metric in spec.metrics.values() for value in metric.statistics]
    return StepProgram(
        series=["loss", "learning_rate", *spec.metrics, *(f"grad:{name}" for name in norms)],
        fetches=[update, spec.loss, spec.optimizer.learning_rate_value(spec.graph), *statistics, *norms.values()],
        variables=[node.outputs[0] for node in ancestors([spec.loss, *statistics]) if node.op == "variable"],
        finish=spec.optimizer.finalize_variable_values(spec.graph),
        metrics=spec.metrics,
    )


def state_of(program: StepProgram) -> list[Value]:
    """The variables that a run reads or writes, in the order in which they were made."""
    ends = [*program.fetches, *([program.finish] if program.finish is not None else [])]
    return [node.outputs[0] for node in ancestors(ends) if node.op == "variable"]
