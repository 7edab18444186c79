"""Kinds that are no op of their own: tensors that a graph starts from, metrics, optimizers and learning-rate schedules.

Attributes carry the names and defaults of the engine's classes, so that they are handed over as they are.
"""

from __future__ import annotations

from app.catalog.spec import Kind, PortSpec
from engine.ops.spec import Attr

_TENSOR = (PortSpec("y", "tensor"),)
_LOSS = PortSpec("loss", "loss", help="The number that training makes small.")
_SCHEDULE = PortSpec("schedule", "schedule", required=False, help="A learning rate that changes; it replaces learning_rate.")
_DTYPE = Attr("dtype", "dtype", default="float32", help="Type of the elements.")


def _rate(default: float) -> Attr:
    return Attr(
        "learning_rate", "float", default=default, minimum=0, exclusive=True,
        help="How far each step goes along the gradient; not used while a schedule is connected.",
    )  # fmt: skip


_TENSORS = (
    Kind(
        name="Constant", title="Constant", category="Tensors", mark="tensor", role="constant", target="constant", outputs=_TENSOR,
        attrs=(Attr("value", "json", default=0.0, help="A number, or nested lists of numbers."), _DTYPE),
        help="A value that never changes.", telling="value", keywords=("number", "literal"),
    ),
    Kind(
        name="Variable", title="Variable", category="Tensors", mark="tensor", role="variable", target="variable", outputs=_TENSOR,
        attrs=(
            Attr("shape", "shape", default=[], help="Sizes of the dimensions; empty for a single number."),
            Attr("initializer", "initializer", default="glorot_uniform", help="How the first values are drawn."),
            Attr("trainable", "bool", default=True, help="Whether the optimizer changes it."),
            _DTYPE,
        ),
        help="A tensor that training changes.", telling="shape", keywords=("weight", "parameter", "bias"),
    ),
    Kind(
        name="Placeholder", title="Placeholder", category="Tensors", mark="tensor", role="placeholder", target="placeholder",
        outputs=_TENSOR,
        attrs=(Attr("shape", "shape", default=["batch"], help="Sizes of the dimensions; a name where one is not known."), _DTYPE),
        help="A tensor that is given from outside when the graph runs.", telling="shape", keywords=("input", "feed"),
    ),
)  # fmt: skip

_METRICS = (
    Kind(
        name="Accuracy", title="Accuracy", category="Metrics", mark="activation", role="metric", target="accuracy",
        inputs=(
            PortSpec("y_true", "labels", help="What is right: labels, or one-hot rows."),
            PortSpec("y_pred", "tensor", help="Scores or probabilities, one for each class."),
        ),
        help="Share of the rows whose class is right; the kind of labels is found from their type.",
        source="keras.metrics.Accuracy", keywords=("metric", "correct", "evaluate"),
    ),
)  # fmt: skip

_OPTIMIZERS = (
    Kind(
        name="SGD", title="SGD", category="Optimizers", mark="optimizer", role="optimizer", target="SGD",
        inputs=(_LOSS, _SCHEDULE),
        attrs=(
            _rate(0.01),
            Attr("momentum", "float", default=0.0, minimum=0, maximum=1, help="Share of the last step that is kept."),
            Attr("nesterov", "bool", default=False, help="Look ahead along the momentum before taking the gradient."),
        ),
        help="Stochastic gradient descent: walk against the gradient, with momentum if wanted.",
        formula="w ← w − η·∇w", source="keras.optimizers.SGD", telling="learning_rate",
        keywords=("gradient descent", "momentum", "nesterov"),
    ),
    Kind(
        name="Adam", title="Adam", category="Optimizers", mark="optimizer", role="optimizer", target="Adam",
        inputs=(_LOSS, _SCHEDULE),
        attrs=(
            _rate(0.001),
            Attr("beta_1", "float", default=0.9, minimum=0, maximum=0.9999999, help="Memory of the mean of the gradients."),
            Attr("beta_2", "float", default=0.999, minimum=0, maximum=0.9999999, help="Memory of the mean of their squares."),
            Attr("epsilon", "float", default=1e-7, minimum=0, exclusive=True, help="Keeps the division finite."),
        ),
        help="Adaptive moments: each weight has a step of its own size.",
        formula="w ← w − η·m̂ / (√v̂ + ε)", source="Kingma and Ba (2015); keras.optimizers.Adam", telling="learning_rate",
        keywords=("adaptive", "momentum"),
    ),
)  # fmt: skip

_SCHEDULES = (
    Kind(
        name="ConstantRate", title="ConstantRate", category="Schedules", mark="optimizer", role="schedule", target="Constant",
        outputs=(PortSpec("schedule", "schedule"),),
        attrs=(_rate(0.01),),
        help="The same learning rate at every step; one node can set several optimizers.", formula="η(t) = η₀",
        telling="learning_rate", keywords=("learning rate", "fixed"),
    ),
    Kind(
        name="ExponentialDecay", title="ExponentialDecay", category="Schedules", mark="optimizer", role="schedule",
        target="ExponentialDecay", outputs=(PortSpec("schedule", "schedule"),),
        attrs=(
            Attr("initial_learning_rate", "float", default=0.01, minimum=0, exclusive=True, help="The rate of the first step."),
            Attr("decay_steps", "int", default=1000, minimum=1, unit="steps", help="Steps from one factor to the next."),
            Attr("decay_rate", "float", default=0.96, minimum=0, exclusive=True, help="What the rate is multiplied by."),
            Attr("staircase", "bool", default=False, help="Fall in stairs instead of smoothly."),
        ),
        help="A learning rate that falls by the same factor every so many steps.", formula="η(t) = η₀ · r^(t / s)",
        source="keras.optimizers.schedules.ExponentialDecay", telling="decay_rate", keywords=("learning rate", "anneal"),
    ),
)  # fmt: skip


def kinds() -> tuple[Kind, ...]:
    """All of them."""
    return (*_OPTIMIZERS, *_SCHEDULES, *_METRICS, *_TENSORS)
