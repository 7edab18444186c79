"""Activation functions, and dropout, which is used like one.

All are written so that entries of ±1000 neither overflow nor lose the gradient to NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, normalize_axis
from engine.ops.rules import ELEMENTWISE, Array, X, float_dtype, in_floats, same, same_float, unary_samples
from engine.ops.spec import Attr, Op, Port, Sample, Vjp

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
