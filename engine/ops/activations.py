"""Activation functions, and dropout, which is used like one.

All are written so that entries of ±1000 neither overflow nor lose the gradient to NaN.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape, normalize_axis
from engine.ops.attrs import Attr
from engine.ops.rules import (
    ELEMENTWISE,
    Array,
    X,
    broadcasts_to,
    common_dtype,
    float_dtype,
    in_floats,
    same,
    same_float,
    unary_samples,
)
from engine.ops.spec import Op, Param, Port, Sample, Vjp

_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805
_AXIS = Attr("axis", "int", -1, help="The axis whose entries belong together, usually the classes.")
_SOFTMAX_SAMPLES = tuple(
    Sample((shape,), {"axis": axis})
    for shape, axis in (((4,), -1), ((2, 3), -1), ((2, 3), 0), ((2, 3, 4), 1), ((2, 1), -1), ((0, 3), -1), ((2, 0), -1))
)


def _sigmoid(x: Array) -> Any:
    x = x.astype(float_dtype(x.dtype.name))
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, np.ones_like(small), small) / (1 + small)


def _softplus(x: Array) -> Any:
    dtype = float_dtype(x.dtype.name)
    return np.logaddexp(x, np.zeros((), dtype), dtype=dtype)


def _leaky(b: Builder, x: Value, slope: Any) -> Value:
    result: Value = b.where(b.greater(x, 0), x, x * slope)
    return result


def _elu(b: Builder, x: Value, alpha: float) -> Value:
    """The exponential sees no positive entry, so that it cannot overflow in the branch that is not taken."""
    result: Value = b.where(b.greater(x, 0), x, b.expm1(b.minimum(x, 0)) * alpha)
    return result


def _gelu(b: Builder, x: Value, approximate: bool) -> Value:
    curve: Value = b.tanh((x + b.power(x, 3) * 0.044715) * math.sqrt(2 / math.pi)) if approximate else b.erf(x * math.sqrt(0.5))
    return x * 0.5 * (curve + 1)


def _infer_prelu(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, alpha = types
    if not broadcasts_to(alpha.shape, x.shape):
        raise RuleError("slopes of shape {alpha} do not fit {x}", alpha=format_shape(alpha.shape), x=format_shape(x.shape))
    return x.with_dtype(common_dtype(types))


def _infer_softmax(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axis(attrs["axis"], types[0].rank)
    return same_float(types, attrs)


def _shifted(x: Array, axis: int) -> Array:
    x = x.astype(float_dtype(x.dtype.name))
    return np.asarray(x - np.max(x, axis=axis, keepdims=True, initial=-np.inf))


def _softmax(x: Array, axis: int) -> Any:
    weights = np.exp(_shifted(x, axis))
    return weights / np.sum(weights, axis=axis, keepdims=True)


def _log_softmax(x: Array, axis: int) -> Any:
    shifted = _shifted(x, axis)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def _softmax_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    return (v.y * (v.g - b.sum(v.g * v.y, axis=v.attrs["axis"], keepdims=True)),)


def _log_softmax_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    return (v.g - b.exp(v.y) * b.sum(v.g, axis=v.attrs["axis"], keepdims=True),)


def _dropout(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """Kept entries are scaled up, so that nothing need change at inference."""
    (x,), rate = inputs, attrs["rate"]
    result: Value
    if not attrs["training"] or rate == 0:
        result = b.identity(x)
    elif rate == 1:
        result = b.zeros_like(x)
    else:
        kept = b.greater_equal(b.random_uniform(x, dtype=x.dtype, seed=attrs["seed"]), rate)
        result = b.where(kept, x * (1 / (1 - rate)), 0)
    return result


OPS: tuple[Op, ...] = (
    Op(
        name="relu", title="ReLU", inputs=(X,), infer=same, traits=ELEMENTWISE, category="activations",
        reference=lambda x: np.maximum(x, 0), gradient=lambda b, v: (b.where(b.greater(v.x, 0), v.g, 0),),
        samples=unary_samples("nonzero"),
        help="Keeps positive entries and makes the others zero.", formula="y = max(x, 0)",
        source="Nair and Hinton 2010; derivative 0 at 0 as in Keras and PyTorch",
    ),
    Op(
        name="sigmoid", title="Sigmoid", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        reference=_sigmoid, gradient=lambda b, v: (v.g * v.y * (1 - v.y),), samples=unary_samples(),
        help="Squeezes every entry between 0 and 1.", formula="y = 1 / (1 + e⁻ˣ)", source="Keras sigmoid",
    ),
    Op(
        name="tanh", title="Tanh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        reference=in_floats(np.tanh), gradient=lambda b, v: (v.g * (1 - b.square(v.y)),), samples=unary_samples(),
        help="Squeezes every entry between −1 and 1.", formula="y = tanh x", source="NumPy tanh",
    ),
    Op(
        name="softplus", title="Softplus", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        reference=_softplus, gradient=lambda b, v: (v.g * b.sigmoid(v.x),), samples=unary_samples(),
        help="A smooth ReLU.", formula="y = ln(1 + eˣ)", source="Keras softplus",
    ),
    Op(
        name="leaky_relu", title="LeakyReLU", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        attrs=(Attr("negative_slope", "float", 0.2, minimum=0, help="The slope below zero."),), telling="negative_slope",
        expand=lambda b, x, attrs: _leaky(b, b.cast(x[0], dtype=float_dtype(x[0].dtype)), attrs["negative_slope"]),
        samples=(*unary_samples("nonzero"), Sample(((3,),), {"negative_slope": 0.0}, "nonzero")),
        help="A ReLU that lets a little of the negative entries through.", formula="y = x if x > 0 else slope · x",
        source="Maas et al. 2013; slope as in Keras leaky_relu (PyTorch's is 0.01)",
    ),
    Op(
        name="prelu", title="PReLU", infer=_infer_prelu, category="activations",
        inputs=(
            Port("x", accepts="float"),
            Port("alpha", accepts="float", param=Param(lambda types, attrs: types[0].shape[1:], "alpha_initializer"),
                 help="The slopes below zero, one for each feature."),
        ),
        attrs=(Attr("alpha_initializer", "initializer", "zeros", help="How the first slopes are drawn."),),
        expand=lambda b, x, attrs: _leaky(b, x[0], x[1]),
        samples=tuple(Sample(shapes, {}, "nonzero") for shapes in (((2, 3), (3,)), ((2, 2, 3), (2, 3)), ((0, 3), (3,)),
        ((2,), ()))),
        help="A LeakyReLU whose slope is learned for each feature.", formula="y = x if x > 0 else α · x",
        source="He et al. 2015; Keras PReLU",
    ),
    Op(
        name="elu", title="ELU", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        attrs=(Attr("alpha", "float", 1.0, minimum=0, help="How far below zero it goes."),), telling="alpha",
        expand=lambda b, x, attrs: _elu(b, b.cast(x[0], dtype=float_dtype(x[0].dtype)), attrs["alpha"]),
        samples=(*unary_samples("nonzero"), Sample(((3,),), {"alpha": 0.5}, "nonzero")),
        help="A ReLU that levels off smoothly below zero.", formula="y = x if x > 0 else α · (eˣ − 1)",
        source="Clevert et al. 2015; Keras elu",
    ),
    Op(
        name="selu", title="SELU", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        expand=lambda b, x, attrs: _elu(b, b.cast(x[0], dtype=float_dtype(x[0].dtype)), _SELU_ALPHA) * _SELU_SCALE,
        samples=unary_samples("nonzero"),
        help="An ELU scaled so that activations keep mean 0 and variance 1 from layer to layer.",
        formula="y = 1.0507 · (x if x > 0 else 1.6733 · (eˣ − 1))", source="Klambauer et al. 2017; Keras selu",
    ),
    Op(
        name="gelu", title="GELU", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        attrs=(Attr("approximate", "bool", False, help="Use tanh in place of the error function."),),
        expand=lambda b, x, attrs: _gelu(b, b.cast(x[0], dtype=float_dtype(x[0].dtype)), attrs["approximate"]),
        samples=(*unary_samples(), *unary_samples(approximate=True)),
        help="Weighs every entry by the chance that a normal draw lies below it.", formula="y = x · Φ(x)",
        source="Hendrycks and Gimpel 2016; Keras gelu",
    ),
    Op(
        name="silu", title="SiLU", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        expand=lambda b, x, attrs: b.multiply(x[0], b.sigmoid(x[0])), samples=unary_samples(),
        help="Weighs every entry by its sigmoid; also known as Swish.", formula="y = x / (1 + e⁻ˣ)",
        source="Elfwing et al. 2017; Keras silu",
    ),
    Op(
        name="hard_sigmoid", title="HardSigmoid", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="activations",
        expand=lambda b, x, attrs: b.clip(b.divide(x[0], 6) + 0.5, minimum=0, maximum=1), samples=unary_samples((-5.0, 5.0)),
        help="Sigmoid made of three straight lines.", formula="y = min(max(x / 6 + ½, 0), 1)", source="Keras hard_sigmoid",
    ),
    Op(
        name="softmax", title="Softmax", inputs=(X,), attrs=(_AXIS,), infer=_infer_softmax, category="activations",
        reference=_softmax, gradient=_softmax_gradient, samples=_SOFTMAX_SAMPLES,
        help="Turns scores into probabilities that sum to one along an axis.", formula="yᵢ = e^xᵢ / Σⱼ e^xⱼ",
        source="Keras softmax",
    ),
    Op(
        name="log_softmax", title="LogSoftmax", inputs=(X,), attrs=(_AXIS,), infer=_infer_softmax, category="activations",
        reference=_log_softmax, gradient=_log_softmax_gradient, samples=_SOFTMAX_SAMPLES,
        help="The logarithm of Softmax, without losing small probabilities.", formula="yᵢ = xᵢ − ln Σⱼ e^xⱼ",
        source="Keras log_softmax",
    ),
    Op(
        name="dropout", title="Dropout", inputs=(Port("x", accepts="float"),), infer=same, expand=_dropout, category="layers",
        traits=frozenset({"random", "training"}), telling="rate",
        attrs=(
            Attr("rate", "float", 0.5, minimum=0, maximum=1, help="The share of entries that are dropped."),
            Attr("training", "bool", None, optional=True, help="Drop or pass; empty: drop in training, pass otherwise."),
            Attr("seed", "int", None, minimum=0, optional=True, help="Fixes the draw; empty: from the run's seed."),
        ),
        samples=(
            *unary_samples(training=False),
            *unary_samples(rate=0.0, training=True),
            Sample(((2, 3),), {"rate": 1.0, "training": True}),
            Sample(((8,),), {"rate": 0.4, "training": True, "seed": 3}),
        ),
        help="Makes a random share of the entries zero while training and scales up the rest.",
        formula="y = x · kept / (1 − rate)", source="Srivastava et al. 2014; Keras Dropout",
    ),
)  # fmt: skip
