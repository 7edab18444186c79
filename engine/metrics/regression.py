"""Figures for predicted numbers, over all rows of an epoch rather than the mean over its batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.losses.pairs import PREDICTIONS, TARGETS, pair, paired_shape
from engine.losses.regression import SAMPLES
from engine.metrics.metric import Metric, ResultRule, mean, root_mean
from engine.ops.spec import Op, Sample


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    paired_shape(types[0], types[1])
    return TensorType(types[1].dtype), TensorType("int64")


def _metric(
    name: str, title: str, distance: Callable[[Builder, Value], Value], result: ResultRule, help: str, formula: str, source: str
) -> Metric:
    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
        y_true, y_pred = pair(b, inputs[0], inputs[1])
        difference = b.subtract(y_pred, y_true)
        return b.sum(distance(b, difference)), b.dim_size(difference)

    op = Op(
        name=name,
        title=title,
        inputs=(TARGETS, PREDICTIONS),
        outputs=("total", "count"),
        infer=_infer,
        expand=expand,
        samples=tuple(Sample(sample.shapes, domain=sample.domain) for sample in SAMPLES if not sample.attrs),
        help=help,
        formula=formula,
        source=source,
    )
    return Metric(op, result)


METRICS = (
    _metric(
        "mean_absolute_error_metric", "MeanAbsoluteErrorMetric", lambda b, x: b.absolute(x), mean,
        "Mean of the absolute differences over all rows.", "Σ|y_pred − y_true| / n", "Keras metrics.MeanAbsoluteError",
    ),
    _metric(
        "mean_squared_error_metric", "MeanSquaredErrorMetric", lambda b, x: b.square(x), mean,
        "Mean of the squared differences over all rows.", "Σ(y_pred − y_true)² / n", "Keras metrics.MeanSquaredError",
    ),
    _metric(
        "root_mean_squared_error_metric", "RootMeanSquaredErrorMetric", lambda b, x: b.square(x), root_mean,
        "Root of the mean of the squared differences over all rows, in the unit of the targets.",
        "√(Σ(y_pred − y_true)² / n)", "Keras metrics.RootMeanSquaredError",
    ),
)  # fmt: skip
