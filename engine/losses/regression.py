"""Losses for numbers: how far predictions are from targets, element by element."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.losses.pairs import EPSILON, PREDICTIONS, REDUCTION, TARGETS, pair, paired_shape, reduce_elements, reduced_type
from engine.ops.attrs import Attr
from engine.ops.spec import ExpandRule, Op, Sample


def infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    shape = paired_shape(types[0], types[1])
    return reduced_type(shape[:-1], types[1].dtype, attrs)


def elementwise(distance: Callable[[Builder, Value, Value, Attrs], Value]) -> ExpandRule:
    """The expansion of a loss that is a mean over elements."""

    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
        y_true, y_pred = pair(b, inputs[0], inputs[1])
        return reduce_elements(b, distance(b, y_true, y_pred, attrs), attrs)

    return expand


def _huber(b: Builder, y_true: Value, y_pred: Value, attrs: Attrs) -> Value:
    delta = attrs["delta"]
    error = b.subtract(y_pred, y_true)
    size = b.absolute(error)
    near = b.multiply(b.square(error), 0.5)
    far = b.subtract(b.multiply(size, delta), 0.5 * delta**2)
    result: Value = b.where(b.less_equal(size, delta), near, far)
    return result


def _log_cosh(b: Builder, y_true: Value, y_pred: Value, attrs: Attrs) -> Value:
    """In two forms: cosh(x) itself overflows at 90 in float32, and what does not loses the digits of small errors."""
    error = b.subtract(y_pred, y_true)
    far = b.subtract(b.add(error, b.softplus(b.multiply(error, -2.0))), math.log(2))
    near = b.log1p(b.multiply(b.square(b.sinh(b.multiply(b.clip(error, minimum=-1.0, maximum=1.0), 0.5))), 2.0))
    result: Value = b.where(b.less_equal(b.absolute(error), 1.0), near, far)
    return result


def _squared_log(b: Builder, y_true: Value, y_pred: Value, attrs: Attrs) -> Value:
    """As the logarithm of the quotient, log(1 + (p − t) / (1 + t)): two logarithms would lose the digits of small errors."""
    y_true, y_pred = b.maximum(y_true, EPSILON), b.maximum(y_pred, EPSILON)
    result: Value = b.square(b.log1p(b.divide(b.subtract(y_pred, y_true), b.add(y_true, 1.0))))
    return result


def _percentage(b: Builder, y_true: Value, y_pred: Value, attrs: Attrs) -> Value:
    share = b.divide(b.subtract(y_true, y_pred), b.maximum(b.absolute(y_true), EPSILON))
    result: Value = b.multiply(b.absolute(share), 100.0)
    return result


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
#: For losses of positive numbers.
POSITIVE = (
    Sample(((4, 3), (4, 3)), domain=[(0.1, 1.0), (1.2, 3.0)]),
    Sample(((4, 3), (4, 3)), {"reduction": "sum"}, domain=[(1.2, 3.0), (0.1, 1.0)]),
    Sample(((5,), (5, 1)), {"reduction": "none"}, domain=[(0.1, 1.0), (1.2, 3.0)]),
    Sample(((), ()), domain=[(0.1, 1.0), (1.2, 3.0)]),
)


def _loss(
    name: str, title: str, distance: Callable[[Builder, Value, Value, Attrs], Value], samples: tuple[Sample, ...],
    help: str, formula: str, source: str, attrs: tuple[Attr, ...] = (),
) -> Op:  # fmt: skip
    return Op(
        name=name,
        title=title,
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(*attrs, REDUCTION),
        infer=infer,
        expand=elementwise(distance),
        samples=samples,
        category="losses",
        help=help,
        formula=formula,
        source=source,
        telling=attrs[0].name if attrs else "reduction",
    )


OPS = (
    _loss(
        "mean_squared_error", "MeanSquaredError", lambda b, y_true, y_pred, attrs: b.square(b.subtract(y_pred, y_true)), SAMPLES,
        "Mean of the squared differences; large errors count most.", "loss = mean((y_pred − y_true)²)", "Keras MeanSquaredError",
    ),
    _loss(
        "mean_absolute_error", "MeanAbsoluteError",
        lambda b, y_true, y_pred, attrs: b.absolute(b.subtract(y_pred, y_true)), SAMPLES,
        "Mean of the absolute differences; outliers weigh no more than their distance.", "loss = mean(|y_pred − y_true|)",
        "Keras MeanAbsoluteError",
    ),
    _loss(
        "huber", "Huber", _huber,
        (*SAMPLES, Sample(((4, 3), (4, 3)), {"delta": 0.5}), Sample(((4, 3), (4, 3)), {"delta": 2.0, "reduction": "sum"})),
        "Squared for small errors, absolute for large ones, so that outliers do not rule.",
        "loss = mean(½·e² where |e| ≤ δ, else δ·|e| − ½·δ²),  e = y_pred − y_true", "Huber 1964; Keras Huber",
        (Attr("delta", "float", 1.0, minimum=0, exclusive=True, help="The error at which squared becomes absolute."),),
    ),
    _loss(
        "log_cosh", "LogCosh", _log_cosh, SAMPLES,
        "Like the squared error near zero and like the absolute error far from it, smooth throughout.",
        "loss = mean(log(cosh(y_pred − y_true)))", "Keras LogCosh",
    ),
    _loss(
        "lp_loss", "Lp",
        lambda b, y_true, y_pred, attrs: b.power(b.absolute(b.subtract(y_pred, y_true)), attrs["p"]),
        (*SAMPLES, Sample(((4, 3), (4, 3)), {"p": 3.0}, domain=_ABOVE), Sample(((4, 3), (4, 3)), {"p": 1.0}, domain=_BELOW)),
        "Mean of the absolute differences to the power p: 1 is the absolute error, 2 the squared one.",
        "loss = mean(|y_pred − y_true|ᵖ)", "the definition of the p-th power error; PyTorch's vector_norm is its sum's p-th root",
        (Attr("p", "float", 1.5, minimum=1, help="The power; the larger it is, the more large errors count."),),
    ),
    _loss(
        "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", _squared_log, POSITIVE,
        "Mean of the squared differences of the logarithms: errors count relative to the size of the target.",
        "loss = mean((log(1 + y_pred) − log(1 + y_true))²)", "Keras MeanSquaredLogarithmicError",
    ),
    _loss(
        "mean_absolute_percentage_error", "MeanAbsolutePercentageError", _percentage, POSITIVE,
        "Mean of the absolute differences in per cent of the targets; targets near zero count enormously.",
        "loss = 100 · mean(|y_true − y_pred| / |y_true|)", "Keras MeanAbsolutePercentageError",
    ),
)  # fmt: skip
