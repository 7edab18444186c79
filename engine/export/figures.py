"""The figure of a metric from its statistics, by the rule that its declaration names.

The expressions hold operators and methods alone that NumPy's arrays and PyTorch's tensors share, so they serve every target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.metrics.answers import agreement, area, f1, share_found
from engine.metrics.metric import MetricValue, mean, root_mean
from engine.metrics.regression import explained

Options = Mapping[str, Any]

_F1 = "2 * hits / (2 * hits + false + missed).clip(min=1)"
_F1_AVERAGES = {
    "macro": f"({_F1}).mean()",
    "micro": "2 * hits.sum() / (2 * hits.sum() + false.sum() + missed.sum())",
    "weighted": f"({_F1} * (hits + missed)).sum() / (hits + missed).sum()",
}
_CHANCE = "(matrix.sum(0) * matrix.sum(1)).sum()"
_AGREEMENT = {
    "balanced_accuracy": "(matrix.diagonal() / matrix.sum(1).clip(min=1)).sum() / (matrix.sum(1) > 0).sum()",
    "cohen_kappa": f"(matrix.trace() * matrix.sum() - {_CHANCE}) / (matrix.sum() ** 2 - {_CHANCE})",
    "matthews_correlation": (
        f"(matrix.trace() * matrix.sum() - {_CHANCE}) / ((matrix.sum() ** 2 - (matrix.sum(0) ** 2).sum()) ** 0.5"
        " * (matrix.sum() ** 2 - (matrix.sum(1) ** 2).sum()) ** 0.5)"
    ),
}


def _area(options: Options) -> str | None:
    """Only the curve that most people mean has a short expression."""
    if (options["curve"], options["summation_method"]) != ("ROC", "interpolation"):
        return None
    fp, tp = "false_positives", "true_positives"
    whole = "(2 * (true_positives[0] + false_negatives[0]) * (false_positives[0] + true_negatives[0]))"
    terms = f"(({fp}[:-1] - {fp}[1:]) * ({tp}[:-1] + {tp}[1:])).sum"
    return f"({terms}(0) / {whole}).mean()" if options["multi_label"] else f"{terms}() / {whole}"


def _explained(options: Options) -> str | None:
    if options["num_regressors"]:
        return None
    spread = "(squares - total ** 2 / count)"
    if options["class_aggregation"] == "uniform_average":
        return f"(1 - rest / {spread}).mean()"
    return f"1 - rest.sum() / {spread}.sum()"


RESULTS: dict[Callable[..., float], Callable[[Options], str | None]] = {
    mean: lambda options: "total / count",
    root_mean: lambda options: "(total / count) ** 0.5",
    share_found: lambda options: "hits / (hits + others).clip(min=1)",
    f1: lambda options: _F1_AVERAGES[options["average"]],
    agreement: lambda options: _AGREEMENT[options["figure"]],
    area: _area,
    explained: _explained,
}


def result_rule(metric: MetricValue) -> str | None:
    """The figure as an expression of the statistics' names; None where there is none."""
    rule = RESULTS.get(metric.metric.result)
    return None if rule is None else rule(metric.options)


def is_plain(metric: MetricValue) -> bool:
    """Whether each statistic stands once in the figure, so that it needs no name."""
    return metric.metric.result in (mean, root_mean)
