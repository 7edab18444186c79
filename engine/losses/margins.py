"""Hinge losses: being right is not enough, it must be by a margin of one.

Yes-or-no targets are −1 and 1; where all of them are 0 and 1, they are read as −1 and 1, as in Keras.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.losses.crossentropy import loss_type
from engine.losses.labels import one_hot_rows, probability_shape
from engine.losses.pairs import PREDICTIONS, REDUCTION, TARGETS, reduce_rows
from engine.losses.regression import elementwise
from engine.ops.spec import Op, Sample


def _signs(b: Builder, y_true: Value) -> Value:
    """Targets of −1 and 1, made of those of 0 and 1 where no other target stands among them."""
    binary = b.all(b.logical_or(b.equal(y_true, 0.0), b.equal(y_true, 1.0)))
    result: Value = b.where(binary, b.subtract(b.multiply(y_true, 2.0), 1.0), y_true)
    return result


def _shortfall(b: Builder, y_true: Value, y_pred: Value) -> Value:
    """What is missing to the margin."""
    result: Value = b.maximum(b.subtract(1.0, b.multiply(_signs(b, y_true), y_pred)), 0.0)
    return result


def _expand_categorical(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = inputs
    target = y_true if y_true.dtype == y_pred.dtype else b.cast(y_true, dtype=y_pred.dtype)
    right = b.sum(b.multiply(target, y_pred), axis=-1)
    other = b.max(b.multiply(b.subtract(1.0, target), y_pred), axis=-1)
    return reduce_rows(b, b.maximum(b.add(b.subtract(other, right), 1.0), 0.0), attrs)


_SIGNED: list[tuple[float, float]] = [(-1.5, -0.5), (-0.4, 2.0)]


def _hinge(
    name: str, title: str, distance: Callable[[Builder, Value, Value, Attrs], Value], help: str, formula: str, source: str
) -> Op:
    return Op(
        name=name,
        title=title,
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=lambda types, attrs: loss_type(probability_shape(types[0], types[1])[:-1], types, attrs),
        expand=elementwise(distance),
        samples=(
            Sample(((4, 3), (4, 3)), domain=_SIGNED),
            Sample(((4, 3), (4, 3)), {"reduction": "none"}, domain=[("int", 0, 2), (-2.0, 2.0)]),
            Sample(((5,), (5, 1)), {"reduction": "sum"}, domain=[("int", 0, 2), (-2.0, 2.0)]),
        ),
        category="losses",
        help=help,
        formula=formula,
        source=source,
        telling="reduction",
    )


OPS = (
    _hinge(
        "hinge", "Hinge", lambda b, y_true, y_pred, attrs: _shortfall(b, y_true, y_pred),
        "For yes-or-no targets and raw scores: what a score lacks to the margin of one, as in a support vector machine.",
        "loss = mean(max(1 − y_true · y_pred, 0))", "Keras Hinge",
    ),
    _hinge(
        "squared_hinge", "SquaredHinge", lambda b, y_true, y_pred, attrs: b.square(_shortfall(b, y_true, y_pred)),
        "The hinge loss squared: smooth where the margin is reached, and harder on large mistakes.",
        "loss = mean(max(1 − y_true · y_pred, 0)²)", "Keras SquaredHinge",
    ),
    Op(
        name="categorical_hinge",
        title="CategoricalHinge",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(REDUCTION,),
        infer=lambda types, attrs: loss_type(one_hot_rows(types[0], types[1]), types, attrs),
        expand=_expand_categorical,
        samples=(
            Sample(((4, 3), (4, 3)), domain=["probabilities", "distinct"]),
            Sample(((4, 3), (4, 3)), {"reduction": "none"}, domain=["probabilities", (-2.0, 2.0)]),
            Sample(((2, 4, 3), (2, 4, 3)), {"reduction": "sum"}, domain=["probabilities", (-2.0, 2.0)]),
        ),
        category="losses",
        help="For one-hot targets and raw scores: the score of the right class must be one above the best other one.",
        formula="loss = mean(max(max((1 − y_true) · y_pred) − Σ y_true · y_pred + 1, 0))",
        source="Crammer and Singer 2001; Keras CategoricalHinge",
        telling="reduction",
    ),
)  # fmt: skip
