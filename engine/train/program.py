"""What a run fetches each step, and how the fetched numbers become series and sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Value, ancestors
from engine.metrics.metric import MetricValue, Sums
from engine.train.spec import TrainingSpec

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class StepProgram:
    """The values of one training step.

    ``fetches``: the update (which has no value), the loss, the learning rate, the statistics of every metric, the norm of
    every gradient.
    ``looks``: loss and statistics alone, for the validation part.
    """

    series: list[str]
    fetches: list[Value]
    looks: list[Value]
    variables: list[Value]
    metrics: Mapping[str, MetricValue] = field(default_factory=dict)

    def reader(self, results: Sequence[Array]) -> Callable[[], Array]:
        """A function that copies what one training step left in a plan's result buffers, in the order of ``series``."""
        loss, rate = results[:2]
        spans, rest = _spans(self.metrics, 2)
        rules = [(self.metrics[name].result, results[span]) for name, span in spans.items()]
        norms = list(results[rest:])
        first_rule, first_norm, size = 2, 2 + len(rules), len(self.series)

        def read() -> Array:
            values = np.empty(size)
            values[0], values[1] = loss, rate
            for index, (rule, statistics) in enumerate(rules, first_rule):
                values[index] = rule(*statistics)
            for index, norm in enumerate(norms, first_norm):
                values[index] = norm
            return values

        return read

    def sums(self) -> dict[str, Sums]:
        """Fresh running sums, one for each metric."""
        return {name: Sums(metric) for name, metric in self.metrics.items()}

    def counter(self, results: Sequence[Array], first: int, sums: Mapping[str, Sums]) -> Callable[[], None]:
        """A function that counts the statistics in a plan's result buffers, which begin at ``first``, into the sums."""
        spans, _ = _spans(self.metrics, first)
        pairs = [(sums[name].add, results[span]) for name, span in spans.items()]

        def count() -> None:
            for add, statistics in pairs:
                add(statistics)

        return count


def _spans(metrics: Mapping[str, MetricValue], first: int) -> tuple[dict[str, slice], int]:
    """Where each metric's statistics stand among the results, and where what comes after them begins."""
    spans: dict[str, slice] = {}
    for name, metric in metrics.items():
        spans[name] = slice(first, first + len(metric.statistics))
        first += len(metric.statistics)
    return spans, first


def build_program(spec: TrainingSpec) -> StepProgram:
    """Add the update and the gradients' norms to the spec's graph."""
    b = Builder(spec.graph)
    update = spec.optimizer.minimize(spec.loss)
    norms = {
        name: b.l2_norm(gradient, name=f"{spec.optimizer.name}/norm/{name}")
        for name, gradient in spec.optimizer.gradients.items()
    }
    statistics = [value for metric in spec.metrics.values() for value in metric.statistics]
    looks = [spec.loss, *statistics]
    return StepProgram(
        series=["loss", "learning_rate", *spec.metrics, *(f"grad:{name}" for name in norms)],
        fetches=[update, spec.loss, spec.optimizer.learning_rate_value(spec.graph), *statistics, *norms.values()],
        looks=looks,
        variables=[node.outputs[0] for node in ancestors(looks) if node.op == "variable"],
        metrics=spec.metrics,
    )
