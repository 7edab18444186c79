"""Cross-entropies: how surprised the model is by the right answer.

From logits they are computed in a form that neither overflows nor takes the logarithm of zero, and their gradient is the
plain difference ``softmax − target`` (or ``sigmoid − target``).  From probabilities they are clipped at 1e-7, as in Keras.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType
from engine.losses.labels import class_number_rows, one_hot_rows, probability_shape
from engine.losses.pairs import (
    EPSILON,
    PREDICTIONS,
    REDUCTION,
    TARGETS,
    is_column,
    pair,
    reduce_elements,
    reduce_rows,
    reduced_type,
)
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample, Vjp

FROM_LOGITS = Attr(
    "from_logits", "bool", False, help="Whether y_pred holds raw scores; then no softmax or sigmoid may stand before it."
)
LABEL_SMOOTHING = Attr(
    "label_smoothing", "float", 0.0, minimum=0, maximum=1, help="How much of each target is spread evenly over all classes."
)
LOGITS = Port("logits", "float", help="Raw scores.")


# --- the stable forms, one number a row or an element ----------------------------------------------------------------


def _expand_softmax(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    logits, target = inputs
    result: Value = b.negative(b.sum(b.multiply(target, b.log_softmax(logits)), axis=-1))
    return result


def _gradient_softmax(b: Builder, n: Vjp) -> Sequence[Value | None]:
    logits, target = n.inputs
    g = b.expand_dims(n.g, axis=-1)
    share = b.multiply(b.softmax(logits), b.sum(target, axis=-1, keepdims=True))
    to_target = b.negative(b.multiply(g, b.log_softmax(logits))) if n.wants[1] else None
    return b.multiply(g, b.subtract(share, target)), to_target


def _one_hot(b: Builder, labels: Value, logits: Value) -> Value:
    result: Value = b.one_hot(labels, depth=logits.shape[-1], dtype=logits.dtype)
    return result


def _expand_sparse_softmax(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    logits, labels = inputs
    result: Value = b.negative(b.sum(b.multiply(_one_hot(b, labels, logits), b.log_softmax(logits)), axis=-1))
    return result


def _gradient_sparse_softmax(b: Builder, n: Vjp) -> Sequence[Value | None]:
    logits, labels = n.inputs
    difference = b.subtract(b.softmax(logits), _one_hot(b, labels, logits))
    return b.multiply(b.expand_dims(n.g, axis=-1), difference), None


def _expand_sigmoid(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    logits, target = inputs
    result: Value = b.subtract(b.softplus(logits), b.multiply(logits, target))
    return result


def _gradient_sigmoid(b: Builder, n: Vjp) -> Sequence[Value | None]:
    logits, target = n.inputs
    to_target = b.negative(b.multiply(n.g, logits)) if n.wants[1] else None
    return b.multiply(n.g, b.subtract(b.sigmoid(logits), target)), to_target


STABLE = (
    Op(
        name="softmax_cross_entropy",
        title="SoftmaxCrossEntropy",
        inputs=(LOGITS, Port("target", "float")),
        infer=lambda types, attrs: types[0].with_shape(one_hot_rows(types[1], types[0])),
        expand=_expand_softmax,
        gradient=_gradient_softmax,
        samples=(Sample(((4, 3), (4, 3)), domain=[(-2.0, 2.0), "probabilities"]), Sample(((4, 3), (4, 3)))),
        help="Cross-entropy of each row's target distribution with the softmax of its scores.",
        formula="y = −Σ target · log softmax(logits)",
        source="TensorFlow softmax_cross_entropy_with_logits",
    ),
    Op(
        name="sparse_softmax_cross_entropy",
        title="SparseSoftmaxCrossEntropy",
        inputs=(LOGITS, Port("labels", "int")),
        infer=lambda types, attrs: types[0].with_shape(class_number_rows(types[1], types[0])),
        expand=_expand_sparse_softmax,
        gradient=_gradient_sparse_softmax,
        samples=(Sample(((4, 3), (4,)), domain=[(-2.0, 2.0), ("int", 0, 3)]),),
        help="Cross-entropy of each row's class with the softmax of its scores.",
        formula="y = −log softmax(logits)[label]",
        source="TensorFlow sparse_softmax_cross_entropy_with_logits",
    ),
    Op(
        name="sigmoid_cross_entropy",
        title="SigmoidCrossEntropy",
        inputs=(LOGITS, Port("target", "float")),
        infer=lambda types, attrs: types[0].with_shape(probability_shape(types[1], types[0])),
        expand=_expand_sigmoid,
        gradient=_gradient_sigmoid,
        samples=(Sample(((4, 3), (4, 3)), domain=[(-2.0, 2.0), (0.0, 1.0)]),),
        help="Cross-entropy of each target with the sigmoid of its score.",
        formula="y = log(1 + exp(logits)) − logits · target",
        source="TensorFlow sigmoid_cross_entropy_with_logits",
    ),
)


# --- the losses ------------------------------------------------------------------------------------------------------


def _log_probabilities(b: Builder, y_pred: Value) -> Value:
    """Logarithms of probabilities that are first made to sum to one, then clipped, as Keras does."""
    shares = b.divide(y_pred, b.sum(y_pred, axis=-1, keepdims=True))
    result: Value = b.log(b.clip(shares, minimum=EPSILON, maximum=1 - EPSILON))
    return result


def smoothed(b: Builder, target: Value, smoothing: float, even: float) -> Value:
    """Targets moved towards ``even``, the target that knows nothing."""
    return target if smoothing == 0 else b.add(b.multiply(target, 1 - smoothing), smoothing * even)


def _expand_binary(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = pair(b, inputs[0], inputs[1])
    target = smoothed(b, y_true, attrs["label_smoothing"], 0.5)
    if attrs["from_logits"]:
        return reduce_elements(b, b.sigmoid_cross_entropy(y_pred, target), attrs)
    p = b.clip(y_pred, minimum=EPSILON, maximum=1 - EPSILON)
    right = b.multiply(target, b.log(p))
    wrong = b.multiply(b.subtract(1.0, target), b.log(b.subtract(1.0, p)))
    return reduce_elements(b, b.negative(b.add(right, wrong)), attrs)


def _expand_categorical(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred = inputs
    target = y_true if y_true.dtype == y_pred.dtype else b.cast(y_true, dtype=y_pred.dtype)
    classes = y_pred.shape[-1]
    assert isinstance(classes, int)
    target = smoothed(b, target, attrs["label_smoothing"], 1 / classes)
    if attrs["from_logits"]:
        rows = b.softmax_cross_entropy(y_pred, target)
    else:
        rows = b.negative(b.sum(b.multiply(target, _log_probabilities(b, y_pred)), axis=-1))
    return reduce_rows(b, rows, attrs)


def _expand_sparse(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    labels, y_pred = inputs
    if is_column(labels.shape, y_pred.shape[:-1]):
        labels = b.squeeze(labels, axis=[-1])
    if attrs["from_logits"]:
        rows = b.sparse_softmax_cross_entropy(y_pred, labels)
    else:
        rows = b.negative(b.sum(b.multiply(_one_hot(b, labels, y_pred), _log_probabilities(b, y_pred)), axis=-1))
    return reduce_rows(b, rows, attrs)


def loss_type(rows: Shape, types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return reduced_type(rows, types[1].dtype, attrs)


LOSSES = (
    Op(
        name="binary_crossentropy",
        title="BinaryCrossentropy",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(FROM_LOGITS, LABEL_SMOOTHING, REDUCTION),
        infer=lambda types, attrs: loss_type(probability_shape(types[0], types[1])[:-1], types, attrs),
        expand=_expand_binary,
        samples=(
            Sample(((4, 3), (4, 3)), domain=[(0.0, 1.0), (0.1, 0.9)]),
            Sample(((4,), (4, 1)), {"reduction": "sum", "label_smoothing": 0.1}, domain=[("int", 0, 2), (0.1, 0.9)]),
            Sample(((4, 3), (4, 3)), {"from_logits": True, "reduction": "none"}, domain=[(0.0, 1.0), (-2.0, 2.0)]),
            Sample(((4,), (4, 1)), {"from_logits": True, "label_smoothing": 0.2}, domain=[("int", 0, 2), (-2.0, 2.0)]),
        ),
        category="losses",
        help="For yes-or-no targets: each prediction is one probability (or one logit).",
        formula="loss = −mean(y_true · log y_pred + (1 − y_true) · log(1 − y_pred))",
        source="Keras BinaryCrossentropy: both of PyTorch's BCELoss and BCEWithLogitsLoss, by from_logits",
        telling="from_logits",
    ),
    Op(
        name="categorical_crossentropy",
        title="CategoricalCrossentropy",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(FROM_LOGITS, LABEL_SMOOTHING, REDUCTION),
        infer=lambda types, attrs: loss_type(one_hot_rows(types[0], types[1]), types, attrs),
        expand=_expand_categorical,
        samples=(
            Sample(((4, 3), (4, 3)), domain="probabilities"),
            Sample(((4, 3), (4, 3)), {"label_smoothing": 0.1, "reduction": "none"}, domain="probabilities"),
            Sample(((4, 3), (4, 3)), {"from_logits": True}, domain=["probabilities", (-2.0, 2.0)]),
            Sample(
                ((4, 3), (4, 3)),
                {"from_logits": True, "label_smoothing": 0.2, "reduction": "sum"},
                domain=["probabilities", (-2.0, 2.0)],
            ),
        ),
        category="losses",
        help="For one-hot targets: each row of y_pred holds one probability (or logit) a class.",
        formula="loss = −mean(Σ y_true · log y_pred)",
        source="Keras CategoricalCrossentropy: from probabilities, unless from_logits; PyTorch's CrossEntropyLoss takes scores",
        telling="from_logits",
    ),
    Op(
        name="sparse_categorical_crossentropy",
        title="SparseCategoricalCrossentropy",
        inputs=(TARGETS, PREDICTIONS),
        outputs=("loss",),
        attrs=(FROM_LOGITS, REDUCTION),
        infer=lambda types, attrs: loss_type(class_number_rows(types[0], types[1]), types, attrs),
        expand=_expand_sparse,
        samples=(
            Sample(((4,), (4, 3)), domain=[("int", 0, 3), "probabilities"]),
            Sample(((4, 1), (4, 3)), {"reduction": "none"}, domain=[("int", 0, 3), "probabilities"]),
            Sample(((4,), (4, 3)), {"from_logits": True}, domain=[("int", 0, 3), (-2.0, 2.0)]),
            Sample(((2, 4), (2, 4, 3)), {"from_logits": True, "reduction": "sum"}, domain=[("int", 0, 3), (-2.0, 2.0)]),
        ),
        category="losses",
        help="For class numbers as targets: each row of y_pred holds one probability (or logit) a class.",
        formula="loss = −mean(log y_pred[y_true])",
        source="Keras SparseCategoricalCrossentropy: from probabilities, unless from_logits; "
        "PyTorch's CrossEntropyLoss takes scores",
        telling="from_logits",
    ),
)

OPS: tuple[Op, ...] = (*STABLE, *LOSSES)
