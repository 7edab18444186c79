"""Rows for reductions, straight into the output: sums over the first or last axes by BLAS, all else by a ufunc's ``reduce``.

A sum over some axes is a product with a vector of ones, which BLAS makes several times faster than NumPy adds, and more exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.backends.base import Array, Call, Context, Kernel
from engine.ir.types import normalize_axes

_FLOATS = ("float32", "float64")


def _axes(ctx: Context) -> Any:
    axes = normalize_axes(ctx.attrs["axis"], ctx.inputs[0].ndim)
    return axes[0] if len(axes) == 1 else axes


def _reduce(function: np.ufunc, *dtypes: str) -> Kernel:
    reduce: Any = function.reduce

    def bind(ctx: Context) -> Call | None:
        x, out = ctx.inputs[0], ctx.outputs[0]
        if (dtypes and x.dtype.name not in dtypes) or out.dtype != x.dtype:
            return None
        return partial(reduce, x, _axes(ctx), None, out, ctx.attrs["keepdims"])

    return Kernel(bind)


def total(x: Array, out: Array, axes: Sequence[int], ctx: Context) -> Call | None:
    """The call that sums these axes; None where NumPy's own is the better one: for all axes, or some in the middle."""
    rank, count = x.ndim, len(axes)
    leading, trailing = tuple(range(count)), tuple(range(rank - count, rank))
    if not 0 < count < rank or not (x.flags.c_contiguous and out.flags.c_contiguous) or x.dtype != out.dtype:
        return None
    if x.dtype.name not in _FLOATS or not x.size or x.size == out.size or tuple(axes) not in (leading, trailing):
        return None
    ones = ctx.scratch((x.size // out.size,), x.dtype)
    ones.fill(1)
    if tuple(axes) == leading:
        return partial(np.dot, ones, x.reshape(ones.size, -1), out.reshape(-1))
    return partial(np.dot, x.reshape(-1, ones.size), ones, out.reshape(-1))


def _sum(ctx: Context) -> Call | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    axes = normalize_axes(ctx.attrs["axis"], x.ndim)
    if x.dtype.name not in (*_FLOATS, "int64") or out.dtype != x.dtype:
        return None
    by_numpy = partial(np.add.reduce, x, _axes(ctx), None, out, ctx.attrs["keepdims"])
    return total(x, out, sorted(axes), ctx) or by_numpy


def _mean(ctx: Context) -> Sequence[Call] | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    summed = _sum(ctx) if x.dtype.name in _FLOATS else None
    if summed is None:
        return None
    count = np.asarray(x.size // out.size if out.size else 0, x.dtype)
    return summed, partial(np.divide, out, count, out=out)


def _arg(name: str) -> Kernel:
    def bind(ctx: Context) -> Call | None:
        x, out = ctx.inputs[0], ctx.outputs[0]
        axis = ctx.attrs["axis"]
        if not isinstance(axis, int) or not out.flags.c_contiguous or out.dtype != np.intp:
            return None
        return partial(getattr(x, name), axis, out.reshape(np.delete(x.shape, axis)))

    return Kernel(bind)


def _sum_to_like(ctx: Context) -> Call | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    if x.dtype.name not in _FLOATS:
        return None
    lead = x.ndim - out.ndim
    axes = tuple(range(lead)) + tuple(lead + i for i, size in enumerate(out.shape) if size == 1 and x.shape[lead + i] != 1)
    if not axes:
        return partial(np.copyto, out, x)
    kept = tuple(size for axis, size in enumerate(x.shape) if axis not in axes)
    if (by_blas := total(x, out, axes, ctx)) is not None:
        return by_blas
    return partial(np.add.reduce, x, axes[0] if len(axes) == 1 else axes, None, _reshaped(out, kept))


def _reshaped(out: Array, shape: tuple[int, ...]) -> Array:
    """The output under another shape, as a view: outputs are contiguous."""
    return out.reshape(shape)


def _l2_norm(ctx: Context) -> Call | None:
    """BLAS in the input's own precision; where that overflows, the reference's float64."""
    x, out = ctx.inputs[0], ctx.outputs[0]
    reference = ctx.op.reference
    assert reference is not None
    if x.dtype.name not in _FLOATS or not x.flags.c_contiguous:
        return None
    flat = x.reshape(-1)
    tiny, huge = 1e-30, 1e30

    def call() -> None:
        total = float(np.dot(flat, flat))
        out[...] = total**0.5 if tiny < total < huge else reference(x)

    return call


REDUCTIONS: dict[str, Kernel] = {
    "sum": Kernel(_sum),
    "prod": _reduce(np.multiply, *_FLOATS, "int64"),
    "max": _reduce(np.maximum),
    "min": _reduce(np.minimum),
    "mean": Kernel(_mean),
    "argmax": _arg("argmax"),
    "argmin": _arg("argmin"),
    "sum_to_like": Kernel(_sum_to_like),
    "l2_norm": Kernel(_l2_norm),
}
