"""Losses for numbers: how far predictions are from targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.losses.pairs import PREDICTIONS, REDUCTION, TARGETS, pair, paired_shape, reduce_elements, reduced_type
from engine.ops.spec import ExpandRule, Op, Sample


def infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    shape = paired_shape(types[0], types[1])
    return reduced_type(shape[:-1], types[1].dtype, attrs)


def _elementwise(distance: Callable[[Builder, Value, Value], Value]) -> ExpandRule:
    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
        y_true, y_pred = pair(b, inputs[0], inputs[1])
        return reduce_elements(b, distance(b, y_true, y_pred), attrs)

    return expand


#: Targets and predictions that are nowhere equal, where the absolute error has its kink.
_ABOVE: list[tuple[float, float]] = [(-2.0, 0.0), (0.5, 2.0)]
_BELOW: list[tuple[float, float]] = [(0.5, 2.0), (-2.0, 0.0)]

SAMPLES = (
    Sample(((4, 3), (4, 3)), domain=_ABOVE),
    Sample(((4, 3), (4, 3)), {"reduction": "sum"}, domain=_BELOW),
    Sample(((4, 3), (4, 3)), {"reduction": "none"}, domain=_ABOVE),
    Sample(((5,), (5, 1)), domain=_BELOW),
    Sample(((), ()), domain=_ABOVE),
)

OPS = (
    Op(
        name="mean_squared_error",
        title="MeanSquaredError",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=infer,
        expand=_elementwise(lambda b, y_true, y_pred: b.square(b.subtract(y_pred, y_true))),
        samples=SAMPLES,
        category="losses",
        help="Mean of the squared differences; large errors count most.",
        formula="loss = mean((y_pred − y_true)²)",
        source="Keras MeanSquaredError",
        telling="reduction",
    ),
    Op(
        name="mean_absolute_error",
        title="MeanAbsoluteError",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=infer,
        expand=_elementwise(lambda b, y_true, y_pred: b.absolute(b.subtract(y_pred, y_true))),
        samples=SAMPLES,
        category="losses",
        help="Mean of the absolute differences; outliers weigh no more than their distance.",
        formula="loss = mean(|y_pred − y_true|)",
        source="Keras MeanAbsoluteError",
        telling="reduction",
    ),
)
