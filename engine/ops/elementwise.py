"""Arithmetic and the functions of one real number, entry by entry, with NumPy's broadcasting.

A gradient rule here may leave its result broadcast; ``engine.autodiff.broadcast`` sums it back, in that one place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError, RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.rules import (
    COMMUTING,
    ELEMENTWISE,
    PAIR,
    PROMOTING,
    STEPWISE,
    Array,
    X,
    binary_samples,
    broadcast,
    broadcast_float,
    float_dtype,
    in_floats,
    same,
    same_float,
    unary_samples,
)
from engine.ops.spec import NoGradient, Op, Port, Sample, Vjp
from engine.ops.twins import instead, pairwise, squared


def _power(a: Array, b: Array) -> Any:
    if b.dtype.kind in "iu" and np.any(b < 0):
        raise FeedError("an integer cannot be raised to the negative power {power}; insert Cast to float32", power=int(b.min()))
    return np.power(a, b)


def _power_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    """The guards keep 0⁰ flat, as PyTorch does, and keep NaN out of the branch that is not taken."""
    base, exponent = v.inputs
    to_base = to_exponent = None
    if v.wants[0] and exponent.node.op == "constant" and np.all(exponent.node.attrs["value"]):
        to_base = v.g * exponent * b.power(base, exponent - 1)
    elif v.wants[0]:
        flat = b.logical_and(b.equal(base, 0), b.equal(exponent, 0))
        to_base = v.g * exponent * b.power(base, b.where(flat, 1, exponent - 1))
    if v.wants[1]:
        flat = b.logical_and(b.equal(base, 0), b.greater_equal(exponent, 0))
        to_exponent = v.g * b.where(flat, 0, v.y * b.log(b.where(flat, 1, base)))
    return to_base, to_exponent


def _erf(x: Array) -> Any:
    from scipy.special import erf

    return erf(x, dtype=float_dtype(x.dtype.name)) if x.dtype != np.float16 else erf(x.astype(np.float32)).astype(x.dtype)


def _winner(b: Builder, v: Vjp, op: str) -> Sequence[Value]:
    """The gradient goes to the input that was chosen, half to each where they tie."""
    first, second = v.inputs
    strict, weak = b.apply(op, first, second), b.apply(op + "_equal", first, second)
    share = (b.cast(strict, dtype=v.g.dtype) + b.cast(weak, dtype=v.g.dtype)) * 0.5
    return v.g * share, v.g * (1 - share)


def _infer_clip(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    low, high = attrs["minimum"], attrs["maximum"]
    if low is None and high is None:
        raise RuleError("clips nothing; set minimum, maximum or both")
    if low is not None and high is not None and low > high:
        raise RuleError("minimum {low} is above maximum {high}; swap them", low=low, high=high)
    if not types[0].is_float and any(bound is not None and bound != int(bound) for bound in (low, high)):
        raise RuleError(
            "clips {dtype} values, so its bounds must be whole numbers; or insert Cast to float32", dtype=types[0].dtype
        )
    return types[0]


def _clip(x: Array, minimum: float | None, maximum: float | None) -> Any:
    result = x
    if minimum is not None:
        result = np.maximum(result, np.asarray(minimum).astype(x.dtype))
    if maximum is not None:
        result = np.minimum(result, np.asarray(maximum).astype(x.dtype))
    return result


def _clip_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    inside = [b.greater_equal(v.x, v.attrs["minimum"])] if v.attrs["minimum"] is not None else []
    inside += [b.less_equal(v.x, v.attrs["maximum"])] if v.attrs["maximum"] is not None else []
    return (b.where(inside[0] if len(inside) == 1 else b.logical_and(*inside), v.g, 0),)


def _cast_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return (b.cast(v.g, dtype=v.x.dtype) if v.x.type.is_float and v.y.type.is_float else None,)


ARITHMETIC: tuple[Op, ...] = (
    Op(
        name="add", title="Add", inputs=PAIR, infer=broadcast, traits=COMMUTING, category="math",
        reference=np.add, gradient=lambda b, v: (v.g, v.g), sparse=pairwise("add"), samples=binary_samples(),
        help="Adds two tensors entry by entry.", formula="y = a + b", source="NumPy add",
    ),
    Op(
        name="subtract", title="Subtract", inputs=PAIR, infer=broadcast, traits=PROMOTING, category="math",
        reference=np.subtract, gradient=lambda b, v: (v.g, -v.g), samples=binary_samples(),
        help="Subtracts the second tensor from the first, entry by entry.", formula="y = a − b", source="NumPy subtract",
    ),
    Op(
        name="multiply", title="Multiply", inputs=PAIR, infer=broadcast, traits=COMMUTING, category="math",
        sparse=pairwise("multiply"),
        reference=np.multiply, gradient=lambda b, v: (v.g * v.inputs[1], v.g * v.inputs[0]), samples=binary_samples(),
        help="Multiplies two tensors entry by entry.", formula="y = a · b", source="NumPy multiply",
    ),
    Op(
        name="divide", title="Divide", inputs=PAIR, infer=broadcast_float, traits=PROMOTING, category="math",
        reference=lambda a, b: np.true_divide(a, b, dtype=float_dtype(a.dtype.name)),
        gradient=lambda b, v: (v.g / v.inputs[1], -v.g * v.y / v.inputs[1]),
        samples=binary_samples([(-2.0, 2.0), "nonzero"]),
        help="Divides the first tensor by the second, entry by entry; integers give float32.",
        formula="y = a / b", source="NumPy true_divide",
    ),
    Op(
        name="power", title="Power", inputs=PAIR, infer=broadcast, traits=PROMOTING, category="math",
        reference=_power, gradient=_power_gradient, samples=binary_samples([(0.2, 2.0), (-2.0, 2.0)]),
        help="Raises the first tensor to the power of the second, entry by entry.", formula="y = aᵇ", source="NumPy power",
    ),
    Op(
        name="mod", title="Mod", inputs=PAIR, infer=broadcast, traits=PROMOTING, category="math",
        reference=np.mod, gradient=lambda b, v: (v.g, -v.g * b.floor(v.x / v.inputs[1])),
        samples=binary_samples([(0.1, 0.9), (1.0, 2.0)]),
        help="Takes the remainder of a division, with the sign of the divisor.", formula="y = a − b · ⌊a / b⌋",
        source="NumPy mod",
    ),
    Op(
        name="maximum", title="Maximum", inputs=PAIR, infer=broadcast, traits=COMMUTING, category="math",
        reference=np.maximum, gradient=lambda b, v: _winner(b, v, "greater"), samples=binary_samples(),
        help="Takes the larger of two tensors, entry by entry.", formula="y = max(a, b)",
        source="NumPy maximum; gradient halved at ties as in PyTorch",
    ),
    Op(
        name="minimum", title="Minimum", inputs=PAIR, infer=broadcast, traits=COMMUTING, category="math",
        reference=np.minimum, gradient=lambda b, v: _winner(b, v, "less"), samples=binary_samples(),
        help="Takes the smaller of two tensors, entry by entry.", formula="y = min(a, b)",
        source="NumPy minimum; gradient halved at ties as in PyTorch",
    ),
)  # fmt: skip

FUNCTIONS: tuple[Op, ...] = (
    Op(
        name="negative", title="Negative", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=np.negative, gradient=lambda b, v: (-v.g,), samples=unary_samples(),
        help="Changes the sign of every entry.", formula="y = −x", source="NumPy negative",
    ),
    Op(
        name="absolute", title="Absolute", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=np.absolute, gradient=lambda b, v: (v.g * b.sign(v.x),), samples=unary_samples("nonzero"),
        help="Drops the sign of every entry.", formula="y = |x|", source="NumPy absolute; derivative 0 at 0 as in PyTorch",
    ),
    Op(
        name="sign", title="Sign", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=np.sign, gradient=STEPWISE, samples=unary_samples(),
        help="Gives −1, 0 or 1 for the sign of every entry.", formula="y = sign(x)", source="NumPy sign",
    ),
    Op(
        name="square", sparse=squared, title="Square", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=np.square, gradient=lambda b, v: (v.g * 2 * v.x,), samples=unary_samples(),
        help="Squares every entry.", formula="y = x²", source="NumPy square",
    ),
    Op(
        name="sqrt", title="Sqrt", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.sqrt), gradient=lambda b, v: (v.g * 0.5 / v.y,), samples=unary_samples((0.2, 4.0)),
        help="Takes the square root of every entry; NaN below zero.", formula="y = √x",
        source="NumPy sqrt; derivative ∞ at 0 as in PyTorch",
    ),
    Op(
        name="reciprocal", title="Reciprocal", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=lambda x: np.true_divide(1, x, dtype=float_dtype(x.dtype.name)),
        gradient=lambda b, v: (-v.g * b.square(v.y),), samples=unary_samples("nonzero"),
        help="Divides one by every entry.", formula="y = 1 / x", source="PyTorch reciprocal",
    ),
    Op(
        name="exp", title="Exp", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.exp), gradient=lambda b, v: (v.g * v.y,), samples=unary_samples(),
        help="Raises e to the power of every entry.", formula="y = eˣ", source="NumPy exp",
    ),
    Op(
        name="log", title="Log", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.log), gradient=lambda b, v: (v.g / v.x,), samples=unary_samples((0.2, 4.0)),
        help="Takes the natural logarithm of every entry; −∞ at zero, NaN below.", formula="y = ln x", source="NumPy log",
    ),
    Op(
        name="log1p", title="Log1p", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.log1p), gradient=lambda b, v: (v.g / (v.x + 1),), samples=unary_samples((-0.5, 2.0)),
        help="Takes the logarithm of one plus every entry, exact for tiny entries.", formula="y = ln(1 + x)",
        source="NumPy log1p",
    ),
    Op(
        name="expm1", title="Expm1", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.expm1), gradient=lambda b, v: (v.g * (v.y + 1),), samples=unary_samples(),
        help="Raises e to the power of every entry and takes one away, exact for tiny entries.", formula="y = eˣ − 1",
        source="NumPy expm1",
    ),
    Op(
        name="exp2", title="Exp2", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.exp2), gradient=lambda b, v: (v.g * v.y * math.log(2),), samples=unary_samples(),
        help="Raises 2 to the power of every entry.", formula="y = 2ˣ", source="NumPy exp2",
    ),
    Op(
        name="log2", title="Log2", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.log2), gradient=lambda b, v: (v.g / (v.x * math.log(2)),), samples=unary_samples((0.2, 4.0)),
        help="Takes the logarithm to base 2 of every entry.", formula="y = log₂ x", source="NumPy log2",
    ),
    Op(
        name="log10", title="Log10", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.log10), gradient=lambda b, v: (v.g / (v.x * math.log(10)),), samples=unary_samples((0.2, 4.0)),
        help="Takes the logarithm to base 10 of every entry.", formula="y = log₁₀ x", source="NumPy log10",
    ),
    Op(
        name="rsqrt", title="Rsqrt", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=lambda x: 1 / np.sqrt(x, dtype=float_dtype(x.dtype.name)),
        gradient=lambda b, v: (v.g * -0.5 * v.y / v.x,), samples=unary_samples((0.2, 4.0)),
        help="Divides one by the square root of every entry.", formula="y = 1 / √x", source="PyTorch rsqrt",
    ),
    Op(
        name="erf", title="Erf", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=_erf, gradient=lambda b, v: (v.g * b.exp(-b.square(v.x)) * (2 / math.sqrt(math.pi)),), samples=unary_samples(),
        help="Takes the error function of every entry.", formula="y = 2/√π ∫₀ˣ e^(−t²) dt", source="SciPy special.erf",
    ),
    Op(
        name="floor", title="Floor", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=lambda x: np.floor(x).astype(x.dtype), gradient=STEPWISE, samples=unary_samples(),
        help="Rounds every entry down to a whole number.", formula="y = ⌊x⌋", source="NumPy floor",
    ),
    Op(
        name="ceil", title="Ceil", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=lambda x: np.ceil(x).astype(x.dtype), gradient=STEPWISE, samples=unary_samples(),
        help="Rounds every entry up to a whole number.", formula="y = ⌈x⌉", source="NumPy ceil",
    ),
    Op(
        name="round", title="Round", inputs=(X,), infer=same, traits=ELEMENTWISE, category="math",
        reference=lambda x: np.round(x).astype(x.dtype), gradient=STEPWISE, samples=unary_samples(),
        help="Rounds every entry to the nearest whole number, halves to the even one.", formula="y = round(x)",
        source="NumPy round",
    ),
    Op(
        name="clip", title="Clip", inputs=(X,), infer=_infer_clip, traits=ELEMENTWISE, category="math",
        attrs=(
            Attr("minimum", "float", None, optional=True, help="Entries below it become it; empty for no lower bound."),
            Attr("maximum", "float", None, optional=True, help="Entries above it become it; empty for no upper bound."),
        ),
        reference=_clip, gradient=_clip_gradient,
        samples=(
            *unary_samples(minimum=-1.0, maximum=1.0),
            Sample(((4,),), {"minimum": 0.5}),
            Sample(((4,),), {"maximum": -0.5}),
        ),
        help="Keeps every entry between two bounds.", formula="y = min(max(x, minimum), maximum)",
        source="NumPy clip; derivative 1 at the bounds as in PyTorch",
    ),
)  # fmt: skip

PASSING: tuple[Op, ...] = (
    Op(
        name="cast", title="Cast", inputs=(Port("x"),), traits=ELEMENTWISE, category="math", telling="dtype",
        attrs=(Attr("dtype", "dtype", "float32", help="The dtype of the result."),),
        infer=lambda types, attrs: types[0].with_dtype(attrs["dtype"]),
        reference=lambda x, dtype: x.astype(dtype), gradient=_cast_gradient, sparse=instead("sparse_cast"),
        samples=(
            *unary_samples(dtype="float64"),
            Sample(((3,),), {"dtype": "int32"}, ("int", -3, 4)),
            Sample(((3,),), {"dtype": "float64"}, "bool"),
            Sample(((3,),), {"dtype": "bool"}, ("int", -1, 2)),
        ),
        help="Converts every entry to another dtype; fractions are cut off towards zero where it holds integers.",
        formula="y = x as dtype", source="NumPy astype",
    ),
    Op(
        name="identity", title="Identity", inputs=(Port("x"),), infer=same, traits=frozenset({"elementwise", "view"}),
        category="tensors", reference=lambda x: x, gradient=lambda b, v: (v.g,), samples=unary_samples(),
        help="Passes its input on unchanged.", formula="y = x", source="Keras Identity",
    ),
    Op(
        name="stop_gradient", title="StopGradient", inputs=(Port("x"),), infer=same, category="math",
        traits=frozenset({"elementwise", "view"}), reference=lambda x: x,
        gradient=NoGradient("stopping the gradient is what it is for"), samples=unary_samples(),
        help="Passes its input on unchanged, and lets no gradient back.", formula="y = x, ∂y/∂x = 0",
        source="Keras stop_gradient",
    ),
)  # fmt: skip

OPS: tuple[Op, ...] = (*ARITHMETIC, *FUNCTIONS, *PASSING)
