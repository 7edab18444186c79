"""Rows for pooling: one pass over the image for each place of the window, straight into the output."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.backends.base import Array, Call, Context, Kernel
from engine.ops.pool import Windows

_FLOATS = ("float32", "float64")
#: Bytes of an image that are gone over at a time; with as many of its gradient they stay in a second-level cache.
_TILE = 1 << 18


def _fits(*arrays: Array) -> bool:
    return all(array.size and array.dtype.name in _FLOATS and array.dtype == arrays[0].dtype for array in arrays)


def _whole_shape(windows: Windows, image: Sequence[int]) -> tuple[int, int, int, int]:
    (top, bottom), (left, right) = windows.widths(image)
    return image[0], top + image[1] + bottom, left + image[2] + right, image[3]


def _inside(windows: Windows, whole: Array, image: Sequence[int]) -> Array:
    (top, _), (left, _) = windows.widths(image)
    return whole[:, top : top + image[1], left : left + image[2]]


def _framed(ctx: Context, windows: Windows, x: Array, value: float, calls: list[Call]) -> Array:
    """The images with their padding; the border is written once, when the plan is made."""
    shape = _whole_shape(windows, x.shape)
    if shape == x.shape:
        return x
    whole = ctx.scratch(shape, x.dtype)
    whole.fill(value)
    calls.append(partial(np.copyto, _inside(windows, whole, x.shape), x))
    return whole


def _maxima(windows: Windows, whole: Array, out: Array) -> list[Call]:
    counts = (out.shape[1], out.shape[2])
    first, *rest = (windows.entries(whole, place, counts) for place in windows.places())
    return [partial(np.copyto, out, first), *(partial(np.maximum, out, other, out=out) for other in rest)]


def _max_pool(ctx: Context) -> Sequence[Call] | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    if not _fits(x, out):
        return None
    windows = Windows(ctx.attrs)
    calls: list[Call] = []
    whole = _framed(ctx, windows, x, -np.inf, calls)
    return calls + _maxima(windows, whole, out)


def _overlaps(windows: Windows) -> bool:
    return any(step < size for size, step in zip(windows.size, windows.strides, strict=True))


def _max_pool_grad(ctx: Context) -> Sequence[Call] | None:
    """The first of the largest pixels of each window takes its gradient; windows apart from each other are written, not added.

    A few images at a time, so that what is gone over again and again stays in the cache.
    """
    (x, grad), (out,) = ctx.inputs, ctx.outputs
    if not _fits(x, grad, out):
        return None
    windows = Windows(ctx.attrs)
    calls: list[Call] = []
    whole = _framed(ctx, windows, x, -np.inf, calls)
    target = out if whole is x else ctx.scratch(whole.shape, out.dtype)
    size = min(len(x), max(1, _TILE // max(1, whole[0].nbytes)))
    largest, part = (ctx.scratch((size, *grad.shape[1:]), x.dtype) for _ in range(2))
    taken, found = (ctx.scratch(largest.shape, bool) for _ in range(2))
    for start in range(0, len(x), size):
        tile = slice(start, min(start + size, len(x)))
        room = [array[: tile.stop - start] for array in (largest, part, taken, found)]
        calls += _tile_grad(windows, whole[tile], grad[tile], target[tile], room)
    if target is not out:
        calls.append(partial(np.copyto, out, _inside(windows, target, x.shape)))
    return calls


def _tile_grad(windows: Windows, whole: Array, grad: Array, target: Array, room: Sequence[Array]) -> list[Call]:
    """The gradient of some images; ``room``: the largest pixels, a product, which windows have given theirs, and which do now."""
    largest, part, taken, found = room
    counts = (grad.shape[1], grad.shape[2])
    calls: list[Call] = [*_maxima(windows, whole, largest), partial(taken.fill, False)]
    if _overlaps(windows) or any(
        step > size or count * step < length
        for step, size, count, length in zip(windows.strides, windows.size, counts, whole.shape[1:3], strict=True)
    ):
        calls.append(partial(target.fill, 0))  # there are pixels that are added to, or that no window covers
    for place in windows.places():
        goal = windows.entries(target, place, counts)
        calls += [
            partial(np.equal, windows.entries(whole, place, counts), largest, out=found),
            partial(np.greater, found, taken, out=found),
            partial(np.logical_or, taken, found, out=taken),
        ]
        if _overlaps(windows):
            calls += [partial(np.multiply, grad, found, out=part), partial(np.add, goal, part, out=goal)]
        else:
            calls.append(partial(np.multiply, grad, found, out=goal))
    return calls


def _average_pool(ctx: Context) -> Sequence[Call] | None:
    x, out = ctx.inputs[0], ctx.outputs[0]
    if not _fits(x, out):
        return None
    windows = Windows(ctx.attrs)
    calls: list[Call] = []
    whole = _framed(ctx, windows, x, 0, calls)
    counts = (out.shape[1], out.shape[2])
    first, *rest = (windows.entries(whole, place, counts) for place in windows.places())
    calls += [partial(np.copyto, out, first), *(partial(np.add, out, other, out=out) for other in rest)]
    members = windows.members(x.shape).astype(out.dtype)
    return [*calls, partial(np.divide, out, members, out=out)]


def _average_pool_grad(ctx: Context) -> Sequence[Call] | None:
    grad, out = ctx.inputs[0], ctx.outputs[0]
    if not _fits(grad, out):
        return None
    windows = Windows(ctx.attrs)
    shape = _whole_shape(windows, out.shape)
    target = out if shape == out.shape else ctx.scratch(shape, out.dtype)
    share = ctx.scratch(grad.shape, out.dtype)
    members = windows.members(out.shape).astype(out.dtype)
    calls: list[Call] = [partial(np.divide, grad, members, out=share), partial(target.fill, 0)]
    counts = (grad.shape[1], grad.shape[2])
    for place in windows.places():
        goal = windows.entries(target, place, counts)
        calls.append(partial(np.add, goal, share, out=goal) if _overlaps(windows) else partial(np.copyto, goal, share))
    if target is not out:
        calls.append(partial(np.copyto, out, _inside(windows, target, out.shape)))
    return calls


POOLINGS: dict[str, Kernel] = {
    "max_pool": Kernel(_max_pool),
    "max_pool_grad": Kernel(_max_pool_grad),
    "average_pool": Kernel(_average_pool),
    "average_pool_grad": Kernel(_average_pool_grad),
}
