"""Figures for predicted numbers, over all rows of an epoch rather than the mean over its batches."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape
from engine.losses.pairs import PREDICTIONS, TARGETS, pair, paired_shape
from engine.losses.regression import SAMPLES
from engine.metrics.metric import Metric, ResultRule, mean, root_mean
from engine.ops.attrs import Attr
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
    return Metric(op, result, larger_is_better=False)


METRICS: tuple[Metric, ...] = (
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


# --- the share of the spread that is explained ------------------------------------------------------------------------


def _infer_r2(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    shape = paired_shape(types[0], types[1])
    width = shape[1] if len(shape) == 2 else 1
    if not 1 <= len(shape) <= 2 or not isinstance(width, int):
        raise RuleError(
            "y_pred is {pred}, but R² is told of rows of a known number of values; give one number a row, or several",
            pred=format_shape(types[1].shape),
        )  # fmt: skip
    sums = TensorType("float64", (width,))
    return sums, sums, sums, TensorType("int64")


def _expand_r2(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y_true, y_pred = (b.cast(value, dtype="float64") for value in pair(b, inputs[0], inputs[1]))
    if y_true.rank == 1:
        y_true, y_pred = b.expand_dims(y_true, axis=-1), b.expand_dims(y_pred, axis=-1)
    rest = b.sum(b.square(b.subtract(y_true, y_pred)), axis=0)
    return b.sum(y_true, axis=0), b.sum(b.square(y_true), axis=0), rest, b.dim_size(y_true, axis=0)


def explained(total: Any, squares: Any, rest: Any, count: Any, class_aggregation: str, num_regressors: int) -> float:
    """R² from the sums over all rows; 0 for targets that do not vary, as in Keras."""
    if not count:
        return math.nan
    spread = squares - total**2 / count
    varied = spread > 0
    if class_aggregation == "variance_weighted_average":
        score = float(1 - rest[varied].sum() / spread[varied].sum()) if varied.any() else 0.0
    else:
        score = float(np.where(varied, 1 - rest / np.where(varied, spread, 1), 0).mean())
    rows = float(count) * len(np.atleast_1d(total))
    if num_regressors and rows > num_regressors + 1:
        return 1 - (1 - score) * (rows - 1) / (rows - num_regressors - 1)
    return score


METRICS += (
    Metric(
        Op(
            name="r2_score",
            title="R2Score",
            inputs=(TARGETS, PREDICTIONS),
            outputs=("total", "squares", "rest", "count"),
            attrs=(
                Attr(
                    "class_aggregation", "choice", "uniform_average", choices=("uniform_average", "variance_weighted_average"),
                    help="How several numbers a row become one figure: evenly, or by how much each varies.",
                ),
                Attr("num_regressors", "int", 0, minimum=0, help="Number of features to adjust for; 0: no adjustment."),
            ),
            infer=_infer_r2,
            expand=_expand_r2,
            samples=(Sample(((4, 3), (4, 3))), Sample(((5,), (5, 1))), Sample(((5,), (5,)), {"num_regressors": 1})),
            help="Share of the spread of the targets that is explained: 1 is perfect, 0 is no better than their mean.",
            formula="1 − Σ(y_true − y_pred)² / Σ(y_true − mean y_true)²",
            source="Keras R2Score",
        ),
        explained,
        ("class_aggregation", "num_regressors"),
    ),
)  # fmt: skip
