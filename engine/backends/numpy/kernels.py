"""The kernel table of the NumPy backend: how each hot op is computed straight into its output buffer.

A row is a binder: it sees the arrays once and gives calls without arguments.  An op without a row, or one whose row does not
fit the dtypes at hand, runs its own reference, and the result is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.backends.base import Array, Binder, Call, Context, Kernel
from engine.backends.numpy import rows, select
from engine.backends.numpy.conv import CONVOLUTIONS
from engine.backends.numpy.loop import scan
from engine.backends.numpy.pool import POOLINGS
from engine.backends.numpy.reductions import REDUCTIONS, total
from engine.backends.numpy.sparse import SPARSE, sparse_row
from engine.backends.numpy.updates import UPDATES
from engine.ir.types import normalize_axes

_FLOATS = ("float32", "float64")


def default_row(ctx: Context) -> Call:
    """Any op at all: its reference, then a copy."""
    reference, attrs, clock = ctx.op.reference, dict(ctx.attrs), ctx.clock
    assert reference is not None
    if "random" in ctx.op.traits:
        stream = attrs.get("seed") or 0

        def draw() -> None:
            rng = np.random.default_rng([clock.seed, stream, clock.step])
            np.copyto(ctx.outputs[0], reference(*ctx.inputs, rng=rng, **attrs))

        return draw
    if ctx.has_cells:
        return sparse_row(ctx)
    if len(ctx.outputs) == 1:
        (out,) = ctx.outputs
        return lambda: np.copyto(out, reference(*ctx.inputs, **attrs))

    def call() -> None:
        for out, result in zip(ctx.outputs, reference(*ctx.inputs, **attrs), strict=True):
            np.copyto(out, result)

    return call


def ufunc(function: np.ufunc, inplace: bool = True) -> Kernel:
    """A NumPy ufunc that is the op; it fits where NumPy would compute in the output's own dtype."""

    def bind(ctx: Context) -> Call | None:
        (out,) = ctx.outputs
        dtypes = (*(array.dtype for array in ctx.inputs), None)
        try:
            found = function.resolve_dtypes(dtypes)
        except TypeError:
            return None
        if found[-1] != out.dtype or any(a != b for a, b in zip(found, dtypes, strict=True) if b is not None):
            return None
        return partial(function, *ctx.inputs, out=out)

    return Kernel(bind, tuple((index, 0) for index in range(function.nin)) if inplace else ())


def _fits(*arrays: Array) -> bool:
    return all(array.dtype.name in _FLOATS and array.dtype == arrays[0].dtype for array in arrays)


def _number(value: float, like: Array) -> Array:
    return np.asarray(value, like.dtype)


def _relu(ctx: Context) -> Call | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    return partial(np.maximum, x, _number(0, x), out=out)


def _sigmoid(ctx: Context) -> Sequence[Call] | None:
    """1 / (1 + exp(−x)): small results keep their digits, and where exp overflows the result is below all normal numbers."""
    x, out = ctx.inputs[0], ctx.outputs[0]
    if not _fits(x, out):
        return None
    one = _number(1, x)
    return (
        partial(np.negative, x, out=out),
        partial(np.exp, out, out=out),
        partial(np.add, out, one, out=out),
        partial(np.divide, one, out, out=out),
    )


def _rsqrt(ctx: Context) -> Sequence[Call] | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    if not _fits(x, out):
        return None
    return partial(np.sqrt, x, out=out), partial(np.divide, _number(1, x), out, out=out)


def _softplus(ctx: Context) -> Call | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    return partial(np.logaddexp, x, _number(0, x), out=out) if _fits(x, out) else None


def _clip(ctx: Context) -> Sequence[Call]:
    (x,), (out,) = ctx.inputs, ctx.outputs
    calls: list[Call] = []
    low, high = ctx.attrs["minimum"], ctx.attrs["maximum"]
    if low is not None:
        calls.append(partial(np.maximum, x, np.asarray(low).astype(x.dtype), out=out))
    if high is not None:
        calls.append(partial(np.minimum, out if calls else x, np.asarray(high).astype(x.dtype), out=out))
    return calls


def _cast(ctx: Context) -> Call | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    if x.dtype.kind == "f" and out.dtype.kind != "f":
        return None
    return partial(np.copyto, out, x, casting="unsafe")


def _copy(ctx: Context) -> Call:
    return partial(np.copyto, ctx.outputs[0], ctx.inputs[0])


def _matmul(ctx: Context) -> Call | None:
    """Transposed operands are handed to BLAS as they lie; ``dot`` has the smaller overhead for two matrices."""
    a, b = (_for_blas(array) if constant else array for array, constant in zip(ctx.inputs, ctx.constant, strict=True))
    (out,) = ctx.outputs
    if not _fits(a, b, out):
        return None
    if a.ndim <= 2 and b.ndim <= 2 and out.flags.c_contiguous:
        return partial(np.dot, a, b, out)
    if b.ndim == 2 and a.size and out.size and a.flags.c_contiguous and out.flags.c_contiguous:
        # a stack of matrices by one matrix is one large product, which BLAS makes faster than many small ones
        return partial(np.dot, a.reshape(-1, a.shape[-1]), b, out.reshape(-1, out.shape[-1]))
    return partial(np.matmul, a, b, out=out)


def _for_blas(array: Array) -> Array:
    """A constant that repeats one number is written out once, since BLAS would have to copy it in every step."""
    return np.ascontiguousarray(array) if 0 in array.strides else array


def _log_softmax(ctx: Context) -> Sequence[Call] | None:
    return _softmax_like(ctx, logarithm=True)


def _softmax(ctx: Context) -> Sequence[Call] | None:
    return _softmax_like(ctx, logarithm=False)


def _softmax_like(ctx: Context, logarithm: bool) -> Sequence[Call] | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    axis = ctx.attrs["axis"] % x.ndim
    if not _fits(x, out) or x.shape[axis] == 0:
        return None
    row = ctx.scratch((*x.shape[:axis], 1, *x.shape[axis + 1 :]), x.dtype)
    first = (partial(np.maximum.reduce, x, axis, None, row, True), partial(np.subtract, x, row, out=out))
    weights = ctx.scratch(x.shape, x.dtype) if logarithm else out
    summed = total(weights, row, (axis,), ctx) or partial(np.add.reduce, weights, axis, None, row, True)
    if not logarithm:
        return (
            *first,
            partial(np.exp, out, out=out),
            summed,
            partial(np.divide, out, row, out=out),
        )
    return (
        *first,
        partial(np.exp, out, out=weights),
        summed,
        partial(np.log, row, out=row),
        partial(np.subtract, out, row, out=out),
    )


def _unsigned(indices: Array) -> Array:
    """The same bits without a sign, so that one comparison finds indices on either side."""
    return indices.view(f"u{indices.itemsize}") if indices.dtype.kind == "i" else indices


def _checked(indices: Array, size: int) -> Callable[[], None]:
    """A call that passes where all indices are inside; where one is not, the reference's own check tells which."""
    from engine.ops.index import check_indices

    bits, top = _unsigned(indices), np.maximum.reduce
    limit = min(size, 1 << (8 * indices.itemsize - 1))

    def call() -> None:
        if top(bits, None) >= limit:
            check_indices(indices, size)

    return call if indices.size else lambda: None


def _gather(ctx: Context) -> Sequence[Call] | None:
    params, indices = ctx.inputs
    (out,) = ctx.outputs
    axis = ctx.attrs["axis"]
    if not out.flags.c_contiguous:
        return None
    return _checked(indices, params.shape[axis]), partial(params.take, indices, axis, out, "clip")


def _gather_grad(ctx: Context) -> Sequence[Call] | None:
    """Rows of one index are brought together by sorting and added up in their order, which is faster than adding them singly."""
    grad, indices = ctx.inputs[:2]
    (out,) = ctx.outputs
    if ctx.attrs["axis"] % out.ndim or out.ndim != 2 or not indices.size or not out.size or grad.dtype != out.dtype:
        return None
    if not (grad.flags.c_contiguous and indices.flags.c_contiguous):
        return None
    rows, numbers = grad.reshape(-1, out.shape[1]), indices.reshape(-1)
    gathered = ctx.scratch(rows.shape, rows.dtype)
    first = ctx.scratch(numbers.shape, bool)
    first[0] = True

    def call() -> None:
        order = numbers.argsort(kind="stable")
        ordered = numbers.take(order)
        np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
        starts = first.nonzero()[0]
        rows.take(order, 0, gathered, "clip")
        out.fill(0)
        out[ordered.take(starts)] = np.add.reduceat(gathered, starts, 0)

    return _checked(indices, out.shape[0]), call


def _one_hot(ctx: Context) -> Sequence[Call]:
    (indices,), (out,) = ctx.inputs, ctx.outputs
    depth = ctx.attrs["depth"]
    classes = np.arange(depth)
    hit = ctx.scratch(out.shape, bool)
    return (
        _checked(indices, depth),
        partial(np.equal, indices[..., np.newaxis], classes, out=hit),
        partial(np.copyto, out, hit, casting="unsafe"),
    )


def _slice_grad(ctx: Context) -> Sequence[Call]:
    from engine.ops.shape import _slices

    grad, out = ctx.inputs[0], ctx.outputs[0]
    block: Any = (*_slices(ctx.attrs, out.ndim), ...)
    return partial(out.fill, 0), partial(np.copyto, out[block], grad)


def _concatenate(ctx: Context) -> Call:
    return partial(np.concatenate, ctx.inputs, ctx.attrs["axis"], ctx.outputs[0])


def _stack(ctx: Context) -> Call:
    (axis,) = normalize_axes(ctx.attrs["axis"], ctx.outputs[0].ndim)
    return partial(np.concatenate, [np.expand_dims(array, axis) for array in ctx.inputs], axis, ctx.outputs[0])


def _unary(bind: Binder) -> Kernel:
    return Kernel(bind, ((0, 0),))


KERNELS: dict[str, Kernel] = {
    "add": ufunc(np.add),
    "subtract": ufunc(np.subtract),
    "multiply": ufunc(np.multiply),
    "divide": ufunc(np.divide),
    "maximum": ufunc(np.maximum),
    "minimum": ufunc(np.minimum),
    "negative": ufunc(np.negative),
    "absolute": ufunc(np.absolute),
    "sign": ufunc(np.sign),
    "square": ufunc(np.square),
    "sqrt": ufunc(np.sqrt),
    "exp": ufunc(np.exp),
    "log": ufunc(np.log),
    "log1p": ufunc(np.log1p),
    "sin": ufunc(np.sin),
    "cos": ufunc(np.cos),
    "tanh": ufunc(np.tanh),
    "equal": ufunc(np.equal),
    "not_equal": ufunc(np.not_equal),
    "less": ufunc(np.less),
    "less_equal": ufunc(np.less_equal),
    "greater": ufunc(np.greater),
    "greater_equal": ufunc(np.greater_equal),
    "logical_and": ufunc(np.logical_and),
    "logical_or": ufunc(np.logical_or),
    "logical_not": ufunc(np.logical_not),
    "is_finite": ufunc(np.isfinite),
    "where": Kernel(select.where, ((1, 0), (2, 0))),
    "relu": _unary(_relu),
    "sigmoid": _unary(_sigmoid),
    "rsqrt": _unary(_rsqrt),
    "softplus": _unary(_softplus),
    "softmax": _unary(_softmax),
    "log_softmax": _unary(_log_softmax),
    "clip": _unary(_clip),
    "cast": Kernel(_cast),
    "identity": Kernel(_copy),
    "stop_gradient": Kernel(_copy),
    "matmul": Kernel(_matmul),
    "gather": Kernel(_gather),
    "gather_grad": Kernel(_gather_grad),
    "one_hot": Kernel(_one_hot),
    "slice_grad": Kernel(_slice_grad),
    "concatenate": Kernel(_concatenate),
    "stack": Kernel(_stack),
    "scan": Kernel(scan),
    "rows_update": Kernel(rows.update, rows.overwritten),
    **REDUCTIONS,
    **CONVOLUTIONS,
    **POOLINGS,
    **UPDATES,
    **SPARSE,
}
#: The rows that know sparse values; any other op that takes one runs its reference.
SPARSE_ROWS = frozenset({"rows_update", *SPARSE})


def bind(ctx: Context) -> list[Call]:
    """The calls of one node."""
    kernel = KERNELS.get(ctx.op.name)
    if ctx.has_cells and ctx.op.name not in SPARSE_ROWS:
        kernel = None
    calls = kernel.bind(ctx) if kernel else None
    if calls is None:
        return [default_row(ctx)]
    return [calls] if callable(calls) else list(calls)
