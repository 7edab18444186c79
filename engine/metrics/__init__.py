"""Metrics: ``engine.metrics.accuracy(y_true, y_pred)`` or ``engine.metrics.Accuracy()(y_true, y_pred)`` give a MetricValue.

Names are Keras's: ``accuracy``, ``binary_accuracy``, ``categorical_accuracy``, ``sparse_categorical_accuracy``,
``top_k_categorical_accuracy``, ``precision``, ``recall``, ``f1_score``, ``auc``, ``mean_absolute_error``, ``r2_score`` and so
on, and the classes in CamelCase.
"""

from __future__ import annotations

from typing import Any

from engine.metrics import answers, classification, loss, regression
from engine.metrics.metric import Metric, MetricValue, Sums, metric_class, metric_function
from engine.ops import registry
from engine.ops.spec import Op

#: Every metric, in palette order.
METRICS: tuple[Metric, ...] = (*classification.METRICS, *answers.METRICS, *regression.METRICS)
OPS: tuple[Op, ...] = (*(metric.op for metric in METRICS), *loss.OPS)
registry.register(OPS)

#: By public name; the ops of losses have taken the plain names of some.
_by_name: dict[str, Metric] = {metric.op.name.removesuffix("_metric"): metric for metric in METRICS}
_by_title: dict[str, Metric] = {metric.op.title.removesuffix("Metric"): metric for metric in METRICS}
_made: dict[str, Any] = {}


def __getattr__(name: str) -> Any:
    """The metric of that name, as a function or as a class."""
    if name not in _made:
        if name in _by_name:
            _made[name] = metric_function(_by_name[name])
        elif name in _by_title:
            _made[name] = metric_class(_by_title[name])
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _made[name]


def __dir__() -> list[str]:
    return sorted([*__all__, *_by_name, *_by_title])


__all__ = ["METRICS", "OPS", "Metric", "MetricValue", "Sums"]
