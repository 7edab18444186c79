"""Focal losses: cross-entropies in which what is already right counts little, for classes of very different sizes.

From logits they stand on the stable forms of the cross-entropies, so huge scores neither overflow nor lose the gradient.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.losses.crossentropy import FROM_LOGITS, LABEL_SMOOTHING, loss_type, smoothed
from engine.losses.labels import one_hot_rows, probability_shape
from engine.losses.pairs import EPSILON, PREDICTIONS, REDUCTION, TARGETS, pair, reduce_elements, reduce_rows
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Sample

_GAMMA = Attr("gamma", "float", 2.0, minimum=0, help="How much less counts what is already right; 0 is the plain cross-entropy.")


def _focused(b: Builder, loss: Value, rest: Value, gamma: float) -> Value:
    """The loss weighed by what is still missing to certainty."""
    result: Value = loss if gamma == 0 else b.multiply(b.power(rest, gamma), loss)
    return result


def _expand_binary(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    target = smoothed(b, y_true, attrs["label_smoothing"], 0.5)
    other = b.subtract(1.0, target)
    if attrs["from_logits"]:
        shares = b.sigmoid(y_pred)
        loss = b.sigmoid_cross_entropy(y_pred, target)
    else:
        shares = y_pred
        p = b.clip(y_pred, minimum=EPSILON, maximum=1 - EPSILON)
        loss = b.negative(b.add(b.multiply(target, b.log(p)), b.multiply(other, b.log(b.subtract(1.0, p)))))
    certainty = b.add(b.multiply(target, shares), b.multiply(other, b.subtract(1.0, shares)))
    loss = _focused(b, loss, b.subtract(1.0, certainty), attrs["gamma"])
    if attrs["apply_class_balancing"]:
        alpha = attrs["alpha"]
        loss = b.multiply(b.add(b.multiply(target, alpha), b.multiply(other, 1 - alpha)), loss)
    return reduce_elements(b, loss, attrs)


def _expand_categorical(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = inputs
    target = y_true if y_true.dtype == y_pred.dtype else b.cast(y_true, dtype=y_pred.dtype)
    classes = y_pred.shape[-1]
    assert isinstance(classes, int)
    target = smoothed(b, target, attrs["label_smoothing"], 1 / classes)
    if attrs["from_logits"]:
        shares, logs = b.softmax(y_pred), b.log_softmax(y_pred)
    else:
        shares = b.divide(y_pred, b.sum(y_pred, axis=-1, keepdims=True))
        shares = b.clip(shares, minimum=EPSILON, maximum=1 - EPSILON)
        logs = b.log(shares)
    loss = _focused(b, b.multiply(target, logs), b.subtract(1.0, shares), attrs["gamma"])
    return reduce_rows(b, b.multiply(b.sum(loss, axis=-1), -attrs["alpha"]), attrs)


_LOGITS: list[object] = ["probabilities", (-2.0, 2.0)]

OPS = (
    Op(
        name="binary_focal_crossentropy",
        title="BinaryFocalCrossentropy",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(
            Attr("apply_class_balancing", "bool", False, help="Whether yes and no have weights of their own, by alpha."),
            Attr("alpha", "float", 0.25, minimum=0, maximum=1, help="The weight of yes; that of no is 1 − alpha."),
            _GAMMA,
            FROM_LOGITS,
            LABEL_SMOOTHING,
            REDUCTION,
        ),
        infer=lambda types, attrs: loss_type(probability_shape(types[0], types[1])[:-1], types, attrs),
        expand=_expand_binary,
        samples=(
            Sample(((4, 3), (4, 3)), domain=[(0.0, 1.0), (0.1, 0.9)]),
            Sample(((4,), (4, 1)), {"apply_class_balancing": True, "gamma": 1.5}, domain=[("int", 0, 2), (0.1, 0.9)]),
            Sample(((4, 3), (4, 3)), {"from_logits": True, "reduction": "none"}, domain=[(0.0, 1.0), (-2.0, 2.0)]),
            Sample(
                ((4,), (4, 1)),
                {"from_logits": True, "label_smoothing": 0.2, "gamma": 0.0, "reduction": "sum"},
                domain=[("int", 0, 2), (-2.0, 2.0)],
            ),
        ),
        category="losses",
        help="For yes-or-no targets of which one kind is rare: what is already right counts little.",
        formula="loss = −mean((1 − p)ᵞ · log p),  p = y_pred where y_true is 1, else 1 − y_pred",
        source="Lin et al. 2017; Keras BinaryFocalCrossentropy",
        telling="gamma",
    ),
    Op(
        name="categorical_focal_crossentropy",
        title="CategoricalFocalCrossentropy",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(
            Attr("alpha", "float", 0.25, minimum=0, help="The weight of every class."),
            _GAMMA,
            FROM_LOGITS,
            LABEL_SMOOTHING,
            REDUCTION,
        ),
        infer=lambda types, attrs: loss_type(one_hot_rows(types[0], types[1]), types, attrs),
        expand=_expand_categorical,
        samples=(
            Sample(((4, 3), (4, 3)), domain="probabilities"),
            Sample(((4, 3), (4, 3)), {"label_smoothing": 0.1, "gamma": 0.0, "reduction": "none"}, domain="probabilities"),
            Sample(((4, 3), (4, 3)), {"from_logits": True, "alpha": 0.5}, domain=_LOGITS),
            Sample(((4, 3), (4, 3)), {"from_logits": True, "gamma": 1.5, "reduction": "sum"}, domain=_LOGITS),
        ),
        category="losses",
        help="For one-hot targets with rare classes: what is already right counts little.",
        formula="loss = −mean(Σ α · (1 − y_pred)ᵞ · y_true · log y_pred)",
        source="Lin et al. 2017; Keras CategoricalFocalCrossentropy",
        telling="gamma",
    ),
)
