"""Kinds of optimizers, schedules and metrics, derived from the engine, and of the tensors that a graph starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import engine.metrics
import engine.optim
from app.catalog.spec import Kind, PortSpec
from engine.ir.types import SPARSE
from engine.metrics.metric import Metric
from engine.ops.attrs import Attr
from engine.ops.spec import Op
from engine.optim import schedules
from engine.optim.optimizer import LEARNING_RATE, Optimizer

_LOSS = PortSpec("loss", "loss", help="The number that training makes small.")
_SCHEDULE = PortSpec("schedule", "schedule", required=False, help="A learning rate that changes; it replaces learning_rate.")
_RATE = PortSpec("schedule", "schedule", help="The learning rate of each step.")

KEYWORDS: dict[str, tuple[str, ...]] = {
    "SGD": ("gradient descent", "momentum", "nesterov"),
    "Momentum": ("heavy ball", "polyak", "sgd"),
    "Nesterov": ("accelerated", "momentum", "sgd"),
    "GradientDescent": ("full batch", "whole"),
    "Adam": ("adaptive", "momentum"),
    "AdamW": ("adaptive", "momentum", "weight decay"),
    "RMSprop": ("adaptive", "root mean square"),
    "Nadam": ("adaptive", "nesterov", "momentum"),
    "Adamax": ("adaptive", "momentum"),
    "Lion": ("sign", "momentum"),
    "Adagrad": ("adaptive", "sparse"),
    "Adadelta": ("adaptive",),
    "Accuracy": ("correct", "evaluate"),
    "ConstantRate": ("learning rate", "fixed"),
    "ExponentialDecay": ("learning rate", "anneal"),
    "StepDecay": ("changing learning rate", "stairs", "drop"),
    "PiecewiseConstantDecay": ("changing learning rate", "stairs", "boundaries"),
    "InverseTimeDecay": ("changing learning rate", "anneal"),
    "PolynomialDecay": ("changing learning rate", "linear", "anneal"),
    "CosineDecay": ("changing learning rate", "anneal", "warm-up"),
    "CosineDecayRestarts": ("changing learning rate", "sgdr", "warm restarts"),
    "LinearWarmup": ("changing learning rate", "warm-up", "ramp"),
    "ReduceLROnPlateau": ("changing learning rate", "adaptive", "patience"),
    "OneCycle": ("changing learning rate", "super-convergence", "warm-up"),
    "TopKCategoricalAccuracy": ("correct", "best"),
    "SparseTopKCategoricalAccuracy": ("correct", "best"),
    "Precision": ("positive predictive value",),
    "Recall": ("sensitivity", "true positive rate"),
    "F1Score": ("imbalanced",),
    "AUC": ("roc", "receiver operating characteristic", "precision recall"),
    "ConfusionMatrix": ("kappa", "matthews", "balanced accuracy"),
    "R2Score": ("coefficient of determination",),
    "MeanAbsoluteErrorMetric": ("mae",),
    "MeanSquaredErrorMetric": ("mse",),
    "RootMeanSquaredErrorMetric": ("rmse",),
}


def kinds() -> Iterator[Kind]:
    """All of them."""
    for optimizer in engine.optim.OPTIMIZERS:
        yield from_optimizer(optimizer)
    for op in schedules.OPS:
        yield from_schedule(op)
    for metric in engine.metrics.METRICS:
        yield from_metric(metric)
    yield from _TENSORS


def from_optimizer(optimizer: type[Optimizer]) -> Kind:
    """The kind of an optimizer: its learning rate, then the attributes of its update."""
    op = optimizer.op
    return Kind(
        name=op.title, title=op.title, category="Optimizers", mark="optimizer", role="optimizer", target=op.title,
        inputs=(_LOSS, _SCHEDULE), attrs=(replace(LEARNING_RATE, default=optimizer.default_rate), *op.attrs, *optimizer.common),
        help=op.help, formula=op.formula, source=op.source, telling="learning_rate", keywords=KEYWORDS.get(op.title, ()),
    )  # fmt: skip


def from_schedule(op: Op) -> Kind:
    """The kind of a learning-rate schedule, named after its op: the plain title ``Constant`` is a tensor's."""
    name = "".join(word.capitalize() for word in op.name.split("_"))
    name = op.title if op.title.lower() == name.lower() else name
    return Kind(
        name=name, title=name, category="Schedules", mark="optimizer", role="schedule", target=op.title, outputs=(_RATE,),
        attrs=op.attrs, help=op.help, formula=op.formula, source=op.source, telling=op.telling, keywords=KEYWORDS.get(name, ()),
    )  # fmt: skip


def from_metric(metric: Metric) -> Kind:
    """The kind of a metric; where a loss has the same title, only the name in files says that it is the metric."""
    op = metric.op
    title = op.title.removesuffix("Metric")
    wires = {"y_true": "labels", "y_pred": "tensor"}
    return Kind(
        name=op.title, title=title, category="Metrics", mark="activation", role="metric", target=title,
        inputs=tuple(PortSpec(port.name, wires[port.name], help=port.help) for port in op.data_inputs()),
        attrs=op.attrs, help=op.help, formula=op.formula, source=op.source, telling=op.telling,
        keywords=("metric", *KEYWORDS.get(op.title, ())),
    )  # fmt: skip


_DTYPE = Attr("dtype", "dtype", default="float32", help="Type of the elements.")
_TENSOR = (PortSpec("y", "tensor"),)
_TENSORS = (
    Kind(
        name="Constant", title="Constant", category="Tensors", mark="tensor", role="constant", target="constant", outputs=_TENSOR,
        attrs=(Attr("value", "array", default=0.0, help="A number, or nested lists of numbers."), _DTYPE),
        help="Numbers that never change.", formula="y = value", telling="value", keywords=("number", "literal"),
    ),
    Kind(
        name="Variable", title="Variable", category="Tensors", mark="tensor", role="variable", target="variable", outputs=_TENSOR,
        attrs=(
            Attr("shape", "shape", default=[], help="Sizes of the dimensions; empty for a single number."),
            Attr("initializer", "initializer", default="glorot_uniform", help="How the first value is drawn."),
            Attr("trainable", "bool", default=True, help="Whether the optimizer changes it."),
            _DTYPE,
        ),
        help="Numbers that training changes.", telling="shape", keywords=("weight", "parameter", "bias"),
    ),
    Kind(
        name="Placeholder", title="Placeholder", category="Tensors", mark="tensor", role="placeholder", target="placeholder",
        outputs=_TENSOR,
        attrs=(
            Attr("shape", "shape", default=["batch"], help="Sizes of the dimensions; a name where one is not known."),
            _DTYPE,
            Attr("layout", "choice", default="dense", choices=("dense", *SPARSE),
                 help="csr or coo: a matrix that is kept without its zeros."),
        ),
        help="A tensor that is given from outside when the graph runs.", telling="shape", keywords=("input", "feed"),
    ),
)  # fmt: skip
