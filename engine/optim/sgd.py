"""Stochastic gradient descent, plain, with momentum, and with Nesterov's look ahead."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.spec import Attr, Op, Sample
from engine.optim.optimizer import optimizer_class
from engine.optim.update import GRADIENT, LEARNING_RATE, VARIABLE, check_update, in_dtype, slot


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    slots = types[3:]
    variable = check_update(types, *slots)
    return (variable, *slots)


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate = inputs[:3]
    push = b.multiply(in_dtype(b, rate, variable), gradient)
    if not attrs["momentum"]:
        return (b.subtract(variable, push),)
    velocity = b.subtract(b.multiply(inputs[3], attrs["momentum"]), push)
    if attrs["nesterov"]:
        ahead = b.subtract(b.multiply(velocity, attrs["momentum"]), push)
        return b.add(variable, ahead), velocity
    return b.add(variable, velocity), velocity


_SHAPES = ((3, 2), (3, 2), ())

SGD_UPDATE = Op(
    name="sgd_update",
    title="SGD",
    inputs=(VARIABLE, GRADIENT, LEARNING_RATE, slot("velocity", "The last step.", flag="momentum")),
    outputs=("variable", "velocity"),
    attrs=(
        Attr("momentum", "float", 0.0, minimum=0, maximum=1, help="Share of the last step that is kept."),
        Attr("nesterov", "bool", False, help="Look ahead along the momentum before taking the gradient."),
    ),
    infer=_infer,
    expand=_expand,
    samples=(
        Sample(_SHAPES),
        Sample((*_SHAPES, (3, 2)), {"momentum": 0.9}),
        Sample((*_SHAPES, (3, 2)), {"momentum": 0.9, "nesterov": True}),
    ),
    help="Stochastic gradient descent: walk against the gradient, with momentum if wanted.",
    formula="v ← μ·v − η·∇w;  w ← w + v  (Nesterov: w ← w + μ·v − η·∇w)",
    source="Keras SGD; the rate stands inside the momentum, where PyTorch has it outside: the same while the rate is constant",
)

SGD = optimizer_class(SGD_UPDATE, learning_rate=0.01)

OPS = (SGD_UPDATE,)
