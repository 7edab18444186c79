"""Losses that compare whole rows: distributions, counts, directions."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, format_shape
from engine.losses.pairs import EPSILON, PREDICTIONS, REDUCTION, TARGETS, pair, paired_shape, reduce_rows, reduced_type
from engine.losses.regression import POSITIVE, elementwise, infer
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Sample


def _rows(y_true: TensorType, y_pred: TensorType, axis: int = -1) -> Shape:
    """The shape that is left when each row has become one number."""
    shape = paired_shape(y_true, y_pred)
    if not -len(shape) <= axis < len(shape):
        raise RuleError(
            "y_pred is {pred}, which has no axis {axis} to compare along; give values with more dimensions",
            pred=format_shape(y_pred.shape), axis=axis,
        )  # fmt: skip
    place = axis % len(shape)
    return (*shape[:place], *shape[place + 1 :])


def _expand_kl(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    p, q = (b.clip(value, minimum=EPSILON, maximum=1.0) for value in (y_true, y_pred))
    return reduce_rows(b, b.sum(b.multiply(p, b.log(b.divide(p, q))), axis=-1), attrs)


def _poisson(b: Builder, y_true: Value, y_pred: Value, attrs: Attrs) -> Value:
    result: Value = b.subtract(y_pred, b.multiply(y_true, b.log(b.add(y_pred, EPSILON))))
    return result


def _direction(b: Builder, x: Value, axis: int) -> Value:
    """Rows of length one; the bound stands inside the root, so that a row of zeros has a gradient too."""
    square = b.sum(b.square(x), axis=axis, keepdims=True)
    result: Value = b.multiply(x, b.rsqrt(b.maximum(square, EPSILON**2)))
    return result


def _expand_cosine(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    axis = attrs["axis"]
    cosine = b.sum(b.multiply(_direction(b, y_true, axis), _direction(b, y_pred, axis)), axis=axis)
    return reduce_rows(b, b.negative(cosine), attrs)


OPS = (
    Op(
        name="kl_divergence",
        title="KLDivergence",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=lambda types, attrs: reduced_type(_rows(types[0], types[1]), types[1].dtype, attrs),
        expand=_expand_kl,
        samples=(
            Sample(((4, 3), (4, 3)), domain="probabilities"),
            Sample(((4, 3), (4, 3)), {"reduction": "none"}, domain="probabilities"),
            Sample(((2, 4, 3), (2, 4, 3)), {"reduction": "sum"}, domain="probabilities"),
        ),
        category="losses",
        help="How much is lost when the predicted distribution stands for the true one.",
        formula="loss = mean(Σ y_true · log(y_true / y_pred))",
        source="Kullback and Leibler 1951; Keras KLDivergence, of probabilities; "
        "PyTorch's KLDivLoss takes the logarithm of y_pred",
        telling="reduction",
    ),
    Op(
        name="poisson",
        title="Poisson",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=infer,
        expand=elementwise(_poisson),
        samples=POSITIVE,
        category="losses",
        help="For counts as targets: y_pred is the expected count, a number above zero.",
        formula="loss = mean(y_pred − y_true · log y_pred)",
        source="Keras Poisson; the likelihood of a Poisson distribution without the term that the model cannot change; PyTorch's "
        "PoissonNLLLoss takes the logarithm of y_pred, unless told otherwise",
        telling="reduction",
    ),
    Op(
        name="cosine_similarity",
        title="CosineSimilarity",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(Attr("axis", "int", -1, help="Along which axis the directions are compared."), REDUCTION),
        infer=lambda types, attrs: reduced_type(_rows(types[0], types[1], attrs["axis"]), types[1].dtype, attrs),
        expand=_expand_cosine,
        samples=(
            Sample(((4, 3), (4, 3)), domain="nonzero"),
            Sample(((4, 3), (4, 3)), {"reduction": "none"}, domain="nonzero"),
            Sample(((2, 4, 3), (2, 4, 3)), {"axis": 1, "reduction": "sum"}, domain="nonzero"),
        ),
        category="losses",
        help="Minus the cosine of the angle between target and prediction: −1 where both point the same way.",
        formula="loss = −mean(Σ y_true · y_pred / (‖y_true‖ · ‖y_pred‖))",
        source="Keras CosineSimilarity, which is minimized; PyTorch's has the other sign",
        telling="axis",
    ),
)
