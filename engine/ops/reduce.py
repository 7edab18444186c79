"""Reductions: sums, means, extremes and norms over some or all axes.

Every one takes ``axis`` (an axis, a list, or empty for all) and ``keepdims`` as in NumPy.  Their gradients spread the incoming
gradient back over the reduced axes with ``broadcast_like``, which reads the size at run time where it is not known before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, normalize_axes
from engine.ops.attrs import Attr
from engine.ops.rules import DISCRETE, Array, X, float_dtype, numpy_axis, total_dtype
from engine.ops.spec import Op, Port, Sample, Vjp
from engine.ops.twins import instead

_AXIS = Attr("axis", "axes", None, optional=True, help="The axis or axes to reduce; empty for all.")
_KEEPDIMS = Attr("keepdims", "bool", False, help="Keep the reduced axes with size 1.")
_ATTRS = (_AXIS, _KEEPDIMS)


def reduced_shape(shape: Sequence[Dim], axis: Any, keepdims: bool) -> tuple[Dim, ...]:
    axes = normalize_axes(axis, len(shape))
    if keepdims:
        return tuple(1 if index in axes else dim for index, dim in enumerate(shape))
    return tuple(dim for index, dim in enumerate(shape) if index not in axes)


def _rule(dtype: Callable[[str], str]) -> Callable[[Sequence[TensorType], Attrs], TensorType]:
    return lambda types, attrs: TensorType(dtype(types[0].dtype), reduced_shape(types[0].shape, attrs["axis"], attrs["keepdims"]))


def _infer_extreme(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if any(types[0].shape[axis] == 0 for axis in normalize_axes(attrs["axis"], types[0].rank)):
        raise RuleError("an empty axis has no largest or smallest entry; feed at least one")
    return types[0].with_shape(reduced_shape(types[0].shape, attrs["axis"], attrs["keepdims"]))


def _infer_arg(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    axis = attrs["axis"]
    axes = normalize_axes(axis, types[0].rank)
    if any(types[0].shape[axis] == 0 for axis in axes):
        raise RuleError("an empty axis has no largest or smallest entry; feed at least one")
    return TensorType("int64", reduced_shape(types[0].shape, axis, attrs["keepdims"]))


def _wide(x: Array) -> Any:
    """The dtype to add up in: float16 would lose digits, integers would overflow."""
    return np.float32 if x.dtype == np.float16 else total_dtype(x.dtype.name)


def _sum(x: Array, axis: Any, keepdims: bool) -> Any:
    return np.sum(x, axis=numpy_axis(axis), keepdims=keepdims, dtype=_wide(x)).astype(total_dtype(x.dtype.name))


def _prod(x: Array, axis: Any, keepdims: bool) -> Any:
    return np.prod(x, axis=numpy_axis(axis), keepdims=keepdims, dtype=_wide(x)).astype(total_dtype(x.dtype.name))


def _mean(x: Array, axis: Any, keepdims: bool) -> Any:
    dtype = float_dtype(x.dtype.name)
    count = math.prod(x.shape[index] for index in normalize_axes(axis, x.ndim))
    total = np.sum(x, axis=numpy_axis(axis), keepdims=keepdims, dtype=np.float32 if dtype == "float16" else dtype)
    return np.true_divide(total, count).astype(dtype)


def _logsumexp(x: Array, axis: Any, keepdims: bool) -> Any:
    x = x.astype(float_dtype(x.dtype.name))
    axes = normalize_axes(axis, x.ndim)
    top = np.max(x, axis=axes, keepdims=True, initial=-np.inf)
    top = np.where(np.isfinite(top), top, np.zeros_like(top))
    result = np.log(np.sum(np.exp(x - top), axis=axes, keepdims=True)) + top
    return (result if keepdims else np.squeeze(result, axis=axes)).astype(x.dtype)


def _l2_norm(x: Array) -> Any:
    return np.sqrt(np.sum(np.square(x, dtype=np.float64))).astype(float_dtype(x.dtype.name))


def spread(b: Builder, v: Vjp, value: Value) -> Value:
    """A reduced value put back over the axes that were reduced."""
    axes = None if v.attrs["keepdims"] else list(normalize_axes(v.attrs["axis"], v.x.rank))
    result: Value = b.broadcast_like(value, v.x, axes=axes)
    return result


def _count(b: Builder, v: Vjp) -> Any:
    """How many entries one result was made of: a number where it is known, else a value."""
    axes = normalize_axes(v.attrs["axis"], v.x.rank)
    sizes = [v.x.shape[axis] for axis in axes]
    known = [size for size in sizes if isinstance(size, int)]
    if len(known) == len(sizes):
        return max(math.prod(known), 1)
    return b.cast(b.dim_size(v.x, axis=list(axes)), dtype=v.g.dtype)


def _extreme_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    """Entries that tie share the gradient evenly."""
    chosen = b.cast(b.equal(v.x, spread(b, v, v.y)), dtype=v.g.dtype)
    return (spread(b, v, v.g / b.sum(chosen, axis=v.attrs["axis"], keepdims=v.attrs["keepdims"])) * chosen,)


def _prod_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    """The product of the other entries, also where one of them is zero."""
    reduction = {"axis": v.attrs["axis"], "keepdims": v.attrs["keepdims"]}
    zero = b.equal(v.x, 0)
    nonzero = b.where(zero, 1, v.x)
    zeros = spread(b, v, b.sum(b.cast(zero, dtype=v.g.dtype), **reduction))
    others = spread(b, v, b.prod(nonzero, **reduction))
    at_zero = b.where(b.logical_and(zero, b.equal(zeros, 1)), others, 0)
    return (spread(b, v, v.g) * b.where(b.equal(zeros, 0), others / nonzero, at_zero),)


def _logsumexp_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    """Softmax; where every entry is −∞ the shift is left out, so that the gradient is zero and not NaN."""
    shift = b.where(b.is_finite(v.y), v.y, 0)
    return (spread(b, v, v.g) * b.exp(v.x - spread(b, v, shift)),)


def _l2_norm_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    return (v.g * v.x / b.where(b.equal(v.y, 0), 1, v.y),)


def _variance(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    (x,) = inputs
    centred = b.subtract(x, b.mean(x, axis=attrs["axis"], keepdims=True))
    result: Value = b.mean(b.square(centred), axis=attrs["axis"], keepdims=attrs["keepdims"])
    return result


def _std(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """The root is not taken where the variance is zero, so that the gradient there is zero and not NaN."""
    variance = b.variance(inputs[0], axis=attrs["axis"], keepdims=attrs["keepdims"])
    flat = b.equal(variance, 0)
    result: Value = b.where(flat, 0, b.sqrt(b.where(flat, 1, variance)))
    return result


def _norm(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """As in std, the root is not taken where the sum of the powers is zero."""
    order = attrs["ord"]
    total = b.sum(b.power(b.absolute(inputs[0]), order), axis=attrs["axis"], keepdims=attrs["keepdims"])
    flat = b.equal(total, 0)
    result: Value = b.where(flat, 0, b.power(b.where(flat, 1, total), 1 / order))
    return result


def _cumsum(x: Array, axis: int, reverse: bool) -> Any:
    forward = np.flip(x, axis) if reverse else x
    total = np.cumsum(forward, axis=axis, dtype=_wide(x)).astype(total_dtype(x.dtype.name))
    return np.flip(total, axis) if reverse else total


def _infer_cumsum(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axes(attrs["axis"], types[0].rank)
    return types[0].with_dtype(total_dtype(types[0].dtype))


def _samples(domain: Any = (-2.0, 2.0), empty: bool = True) -> tuple[Sample, ...]:
    cases: list[tuple[tuple[int, ...], dict[str, Any]]] = [
        ((), {}),
        ((4,), {}),
        ((2, 3), {}),
        ((2, 3), {"axis": 0}),
        ((2, 3), {"axis": -1, "keepdims": True}),
        ((2, 3, 4), {"axis": [0, 2]}),
        ((2, 3, 4), {"axis": [-1, 1], "keepdims": True}),
        ((2, 1), {"axis": 1}),
        ((2, 3), {"axis": []}),
        ((0, 3), {"axis": 1}),
    ]
    cases += [((0,), {}), ((2, 0), {"axis": 1}), ((0, 2), {"axis": 0, "keepdims": True})] if empty else []
    return tuple(Sample((shape,), attrs, domain) for shape, attrs in cases)


def _spread_out(sample: Sample) -> bool:
    """Whether the sample's result depends smoothly on its entries: a single entry has no spread, and a corner there."""
    return (max(sample.shapes[0], default=1) > 1 and sample.attrs.get("axis") not in ([], 1)) or 0 in sample.shapes[0]


_ARG_ATTRS = (Attr("axis", "int", None, optional=True, help="The axis to search; empty for the flattened tensor."), _KEEPDIMS)
_ARG_SAMPLES = tuple(
    Sample((shape,), attrs, "distinct")
    for shape, attrs in (
        ((4,), {}), ((2, 3), {}), ((2, 3), {"axis": 0}), ((2, 3), {"axis": -1, "keepdims": True}), ((2, 3, 4), {"axis": 1}),
        ((0, 3), {"axis": 1}), ((), {}),
    )
)  # fmt: skip


def _argument(function: Any) -> Callable[..., Any]:
    return lambda x, axis, keepdims: function(x, axis=axis, keepdims=keepdims).astype(np.int64)


OPS: tuple[Op, ...] = (
    Op(
        name="sum", title="Sum", inputs=(Port("x"),), attrs=_ATTRS, infer=_rule(total_dtype), category="math",
        sparse=instead("sparse_sum"),
        reference=_sum, gradient=lambda b, v: (spread(b, v, v.g),), samples=_samples(),
        help="Adds up the entries over the axes; integers and truth values give int64.", formula="y = Σ x", source="NumPy sum",
    ),
    Op(
        name="mean", title="Mean", inputs=(Port("x"),), attrs=_ATTRS, infer=_rule(float_dtype), category="math",
        reference=_mean, gradient=lambda b, v: (spread(b, v, v.g / _count(b, v)),), samples=_samples(),
        help="Averages the entries over the axes; NaN where there are none.", formula="y = Σ x / n", source="NumPy mean",
    ),
    Op(
        name="max", title="Max", inputs=(X,), attrs=_ATTRS, infer=_infer_extreme, category="math",
        reference=lambda x, axis, keepdims: np.max(x, axis=numpy_axis(axis), keepdims=keepdims),
        gradient=_extreme_gradient, samples=_samples("distinct", empty=False),
        help="Takes the largest entry over the axes.", formula="y = max x",
        source="NumPy max; gradient shared evenly at ties as in PyTorch amax",
    ),
    Op(
        name="min", title="Min", inputs=(X,), attrs=_ATTRS, infer=_infer_extreme, category="math",
        reference=lambda x, axis, keepdims: np.min(x, axis=numpy_axis(axis), keepdims=keepdims),
        gradient=_extreme_gradient, samples=_samples("distinct", empty=False),
        help="Takes the smallest entry over the axes.", formula="y = min x",
        source="NumPy min; gradient shared evenly at ties as in PyTorch amin",
    ),
    Op(
        name="prod", title="Prod", inputs=(X,), attrs=_ATTRS, infer=_rule(total_dtype), category="math",
        reference=_prod, gradient=_prod_gradient, samples=_samples(),
        help="Multiplies the entries over the axes; integers give int64.", formula="y = Π x", source="NumPy prod",
    ),
    Op(
        name="variance", title="Variance", inputs=(X,), attrs=_ATTRS, infer=_rule(float_dtype), category="math",
        expand=_variance, samples=_samples(),
        help="Averages the squared distance from the mean over the axes (divided by n, not n − 1).",
        formula="y = Σ (x − mean x)² / n", source="NumPy var, Keras var",
    ),
    Op(
        name="std", title="Std", inputs=(X,), attrs=_ATTRS, infer=_rule(float_dtype), category="math",
        expand=_std, samples=tuple(sample for sample in _samples() if _spread_out(sample)),
        help="Takes the standard deviation over the axes (divided by n, not n − 1).", formula="y = √(Σ (x − mean x)² / n)",
        source="NumPy std; derivative 0 where all entries are equal as in PyTorch",
    ),
    Op(
        name="norm", title="Norm", inputs=(Port("x", accepts="float"),), infer=_rule(float_dtype), category="math", telling="ord",
        attrs=(Attr("ord", "float", 2.0, minimum=1, help="The power p: 1 adds up sizes, 2 gives the Euclidean length."), *_ATTRS),
        expand=_norm,
        samples=(
            *_samples("nonzero"),
            *(Sample(((2, 3),), {"axis": 1, "ord": order}, "nonzero") for order in (1.0, 1.5, 3.0)),
        ),
        help="Takes the length of the vectors along the axes, in a chosen norm.", formula="y = (Σ |x|ᵖ)^(1/p)",
        source="NumPy linalg.norm; derivative 0 at 0 as in PyTorch",
    ),
    Op(
        name="any", title="Any", inputs=(Port("x", accepts="bool"),), attrs=_ATTRS, infer=_rule(str), category="math",
        reference=lambda x, axis, keepdims: np.any(x, axis=numpy_axis(axis), keepdims=keepdims), gradient=DISCRETE,
        samples=_samples("bool"), help="Says whether some entry over the axes is true.", formula="y = x₁ ∨ x₂ ∨ …",
        source="NumPy any",
    ),
    Op(
        name="all", title="All", inputs=(Port("x", accepts="bool"),), attrs=_ATTRS, infer=_rule(str), category="math",
        reference=lambda x, axis, keepdims: np.all(x, axis=numpy_axis(axis), keepdims=keepdims), gradient=DISCRETE,
        samples=_samples("bool"), help="Says whether every entry over the axes is true.", formula="y = x₁ ∧ x₂ ∧ …",
        source="NumPy all",
    ),
    Op(
        name="cumsum", title="CumSum", inputs=(X,), infer=_infer_cumsum, category="math", telling="axis",
        attrs=(
            Attr("axis", "int", -1, help="The axis to add up along."),
            Attr("reverse", "bool", False, help="Start from the end."),
        ),
        reference=_cumsum,
        gradient=lambda b, v: (b.cumsum(v.g, axis=v.attrs["axis"], reverse=not v.attrs["reverse"]),),
        samples=(
            Sample(((4,),)), Sample(((2, 3),), {"axis": 0}), Sample(((2, 3),), {"axis": -1, "reverse": True}), Sample(((0, 2),)),
            Sample(((2, 0),)), Sample(((2, 3, 2),), {"axis": 1}),
        ),
        help="Gives at every entry the sum of the entries up to it; integers give int64.", formula="yᵢ = x₁ + … + xᵢ",
        source="NumPy cumsum",
    ),
    Op(
        name="logsumexp", title="LogSumExp", inputs=(X,), attrs=_ATTRS, infer=_rule(float_dtype), category="math",
        reference=_logsumexp, gradient=_logsumexp_gradient, samples=_samples(),
        help="Takes the logarithm of the sum of the exponentials, without overflow.", formula="y = ln Σ eˣ",
        source="SciPy logsumexp",
    ),
    Op(
        name="argmax", title="ArgMax", inputs=(X,), attrs=_ARG_ATTRS, infer=_infer_arg, category="math",
        reference=_argument(np.argmax), gradient=DISCRETE, samples=_ARG_SAMPLES,
        help="Gives the position of the largest entry along an axis, the first where several tie.", formula="y = argmax x",
        source="NumPy argmax",
    ),
    Op(
        name="argmin", title="ArgMin", inputs=(X,), attrs=_ARG_ATTRS, infer=_infer_arg, category="math",
        reference=_argument(np.argmin), gradient=DISCRETE, samples=_ARG_SAMPLES,
        help="Gives the position of the smallest entry along an axis, the first where several tie.", formula="y = argmin x",
        source="NumPy argmin",
    ),
    Op(
        name="l2_norm", title="L2Norm", inputs=(X,), category="math",
        infer=lambda types, attrs: TensorType(float_dtype(types[0].dtype)),
        reference=_l2_norm, gradient=_l2_norm_gradient,
        samples=tuple(Sample((shape,)) for shape in ((), (1,), (4,), (2, 3), (0,))),
        help="Takes the Euclidean length of the whole tensor.", formula="y = √(Σ x²)",
        source="NumPy linalg.norm of the flattened tensor; derivative 0 at 0 as in PyTorch",
    ),
)  # fmt: skip
