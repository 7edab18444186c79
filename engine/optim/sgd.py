"""Gradient descent: over all rows at once, over batches, with momentum, and with Nesterov's look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import ExpandRule, Op, Sample
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

_MOMENTUM = Attr("momentum", "float", 0.9, minimum=0, maximum=1, exclusive=True, help="Share of the last step that is kept.")


def _momentum(nesterov: bool) -> ExpandRule:
    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
        found: Sequence[Value] = b.sgd_update(*inputs, momentum=attrs["momentum"], nesterov=nesterov)
        return found

    return expand


MOMENTUM_UPDATE = replace(
    SGD_UPDATE,
    name="momentum_update",
    title="Momentum",
    inputs=(VARIABLE, GRADIENT, LEARNING_RATE, slot("velocity", "The last step.")),
    attrs=(_MOMENTUM,),
    expand=_momentum(False),
    samples=(Sample((*_SHAPES, (3, 2))),),
    help="Gradient descent that keeps going the way it went, so that it rolls through flat parts and small bumps.",
    formula="v ← μ·v − η·∇w;  w ← w + v",
    source="Polyak 1964; Keras SGD with momentum, which holds the rate, where PyTorch multiplies by it afterwards",
)
NESTEROV_UPDATE = replace(
    MOMENTUM_UPDATE,
    name="nesterov_update",
    title="Nesterov",
    expand=_momentum(True),
    help="Momentum that looks ahead along its own way before it takes the gradient, so that it brakes earlier.",
    formula="v ← μ·v − η·∇w;  w ← w + μ·v − η·∇w",
    source="Nesterov 1983; Keras SGD with nesterov, whose momentum holds the rate, where PyTorch multiplies by it afterwards",
)
GRADIENT_DESCENT_UPDATE = Op(
    name="gradient_descent_update",
    title="GradientDescent",
    inputs=(VARIABLE, GRADIENT, LEARNING_RATE),
    outputs=("variable",),
    infer=lambda types, attrs: check_update(types),
    expand=lambda b, inputs, attrs: b.subtract(inputs[0], b.multiply(in_dtype(b, inputs[2], inputs[0]), inputs[1])),
    samples=(Sample(_SHAPES),),
    help="The textbook's gradient descent: every step sees the whole training part, whatever the batch size says.",
    formula="w ← w − η·∇w, with the gradient over all rows",
    source="Cauchy 1847; the update of Keras SGD",
)

SGD = optimizer_class(SGD_UPDATE, learning_rate=0.01)
Momentum, Nesterov = (optimizer_class(op, learning_rate=0.01) for op in (MOMENTUM_UPDATE, NESTEROV_UPDATE))
GradientDescent = optimizer_class(GRADIENT_DESCENT_UPDATE, learning_rate=0.01)
GradientDescent.full_batch = True
