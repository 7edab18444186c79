"""Rows for convolutions: windows are copied side by side, a few images at a time to stay in the cache, and BLAS does the rest.

The calls are made once; each copies a tile of windows (``im2col``) or multiplies it.  Kernels that see one channel each are
multiplied place by place instead, as products that thin are not worth a call to BLAS.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from engine.backends.base import Array, Call, Context, Kernel
from engine.ops.conv import Geometry
from engine.ops.windows import entries, view_windows

_FLOATS = ("float32", "float64")
#: Bytes of windows that are laid out at a time: about what a core's second-level cache holds.
_TILE = 1 << 20
#: So many times as many windows are worth it where none of them is added to others.
_MORE = 1.15


class _Shape:
    """What the three rows know alike: image, kernel and result, and which images make a tile."""

    def __init__(self, ctx: Context, image: tuple[int, ...], kernel: tuple[int, ...], result: tuple[int, ...]) -> None:
        self.geometry = Geometry(ctx.attrs)
        self.image, self.kernel, self.result = image, kernel, result
        self.rows = result[1] * result[2]
        self.taps = math.prod(kernel[:3])
        self.groups = self.geometry.groups
        self.widths = self.geometry.widths(image, kernel)
        self.is_padded = any(map(any, self.widths))
        (top, bottom), (left, right) = self.widths
        self.whole = (image[0], image[1] + top + bottom, image[2] + left + right, image[3])
        wide = max(self.taps, kernel[3] // self.groups) * self.groups
        self.tile = max(1, _TILE // max(1, self.rows * wide * ctx.outputs[0].itemsize))

    @property
    def is_empty(self) -> bool:
        return 0 in self.image or 0 in self.kernel or 0 in self.result

    @property
    def is_thin(self) -> bool:
        """Whether each filter sees one channel of several."""
        return self.groups > 1 and self.kernel[2] == 1

    @property
    def is_pointwise(self) -> bool:
        return self.kernel[:2] == (1, 1) and self.geometry.strides == (1, 1) and self.groups == 1 and not self.is_padded

    def tiles(self) -> list[slice]:
        return [slice(at, min(at + self.tile, self.image[0])) for at in range(0, self.image[0], self.tile)]

    def inside(self, whole: Array) -> Array:
        (top, _), (left, _) = self.widths
        return whole[:, top : top + self.image[1], left : left + self.image[2]]

    def places(self) -> list[tuple[int, int]]:
        return [(i, j) for i in range(self.kernel[0]) for j in range(self.kernel[1])]

    def entries(self, whole: Array, place: tuple[int, int]) -> Array:
        return entries(whole, place, self.result[1:3], self.geometry.strides, self.geometry.dilation)


def _fits(ctx: Context) -> bool:
    arrays = (ctx.inputs[0], ctx.inputs[1], *ctx.outputs)
    return all(array.dtype.name in _FLOATS and array.dtype == arrays[0].dtype for array in arrays)


def _flat(ctx: Context, array: Array, shape: tuple[int, ...], calls: list[Call]) -> Array:
    """The array under another shape; one that does not lie in one piece is copied first, in ``calls``."""
    if not array.flags.c_contiguous:
        copy = ctx.scratch(array.shape, array.dtype)
        calls.append(partial(np.copyto, copy, array))
        array = copy
    return array.reshape(shape)


def _framed(ctx: Context, shape: _Shape, x: Array, calls: list[Call]) -> Array:
    """The images with their padding; the border is written once, when the plan is made."""
    if not shape.is_padded:
        return x
    whole = ctx.scratch(shape.whole, x.dtype)
    whole.fill(0)
    calls.append(partial(np.copyto, shape.inside(whole), x))
    return whole


def _columns(ctx: Context, shape: _Shape, x: Array, calls: list[Call]) -> Callable[[slice], tuple[list[Call], Array]]:
    """For a tile of images: the calls that lay its windows out, and the matrix ``(rows, taps)`` that they fill."""
    if shape.is_pointwise:
        flat = _flat(ctx, x, (shape.image[0], shape.rows, shape.taps), calls)
        return lambda tile: ([], flat[tile].reshape(-1, shape.taps))
    windows = view_windows(_framed(ctx, shape, x, calls), shape.kernel[:2], shape.geometry.strides, shape.geometry.dilation)
    size = min(shape.tile, shape.image[0])
    narrow = shape.kernel[1] * shape.kernel[2] < 16 and shape.kernel[2] < shape.result[2]
    if narrow:  # a row of the image is a longer run to copy than a row of the window
        block = ctx.scratch((size, *shape.kernel[:3], *shape.result[1:3]), x.dtype)

        def laid(tile: slice) -> tuple[list[Call], Array]:
            count = tile.stop - tile.start
            copies: list[Call] = [partial(np.copyto, block[:count], windows[tile].transpose(0, 3, 4, 5, 1, 2))]
            return copies, block[:count].reshape(count, shape.taps, shape.rows).transpose(0, 2, 1)

        return laid
    columns = ctx.scratch((size, *shape.result[1:3], *shape.kernel[:3]), x.dtype)

    def filled(tile: slice) -> tuple[list[Call], Array]:
        count = tile.stop - tile.start
        return [partial(np.copyto, columns[:count], windows[tile])], columns[:count].reshape(-1, shape.taps)

    return filled


def _conv2d(ctx: Context) -> Sequence[Call] | None:
    (x, kernel), (y,) = ctx.inputs, ctx.outputs
    shape = _Shape(ctx, x.shape, kernel.shape, y.shape)
    if not _fits(ctx) or shape.is_empty or not y.flags.c_contiguous:
        return None
    if shape.is_thin:
        return _thin(ctx, shape)
    calls: list[Call] = []
    if shape.groups > 1:
        return _grouped(ctx, shape)
    weights = _flat(ctx, kernel, (shape.taps, kernel.shape[3]), calls)
    columns = _columns(ctx, shape, x, calls)
    for tile in shape.tiles():
        copies, matrix = columns(tile)
        calls += [*copies, _product(matrix, weights, y[tile])]
    return calls


def _product(matrix: Array, weights: Array, y: Array) -> Call:
    """The product into this part of the result; a matrix with an axis for the images is multiplied image by image."""
    if matrix.ndim == 3:
        return partial(np.matmul, matrix, weights, out=y.reshape(len(y), -1, y.shape[3]))
    return partial(np.dot, matrix, weights, y.reshape(-1, y.shape[3]))


def _thin(ctx: Context, shape: _Shape) -> Sequence[Call]:
    """One channel a filter: the sum over the places of the window, written out."""
    (x, kernel), (y,) = ctx.inputs, ctx.outputs
    calls: list[Call] = []
    whole = _framed(ctx, shape, x, calls)
    many = kernel.shape[3] // shape.groups
    weights = _flat(ctx, kernel, (*kernel.shape[:2], shape.groups, many), calls)
    result = y.reshape(*y.shape[:3], shape.groups, many)
    size = min(shape.tile, len(y))
    part = ctx.scratch((size, *result.shape[1:]), y.dtype)
    for tile in shape.tiles():
        target, other = result[tile], part[: tile.stop - tile.start]
        for index, place in enumerate(shape.places()):
            seen = shape.entries(whole, place)[tile][..., np.newaxis]
            calls.append(partial(np.multiply, seen, weights[place], out=other if index else target))
            if index:
                calls.append(partial(np.add, target, other, out=target))
    return calls


def _grouped(ctx: Context, shape: _Shape) -> Sequence[Call]:
    """Groups of several channels: one product for all groups, stacked."""
    (x, kernel), (y,) = ctx.inputs, ctx.outputs
    calls: list[Call] = []
    whole = _framed(ctx, shape, x, calls)
    groups, many = shape.groups, kernel.shape[3] // shape.groups
    weights = ctx.scratch((groups, shape.taps, many), kernel.dtype)
    split = kernel.reshape(*kernel.shape[:3], groups, many) if kernel.flags.c_contiguous else None
    if split is None:
        copy = ctx.scratch(kernel.shape, kernel.dtype)
        calls.append(partial(np.copyto, copy, kernel))
        split = copy.reshape(*kernel.shape[:3], groups, many)
    calls.append(partial(np.copyto, weights.reshape(groups, *kernel.shape[:3], many), np.moveaxis(split, 3, 0)))
    windows = view_windows(whole, kernel.shape[:2], shape.geometry.strides, shape.geometry.dilation)
    size = min(shape.tile, len(y))
    columns = ctx.scratch((groups, size, *y.shape[1:3], *kernel.shape[:3]), x.dtype)
    sums = ctx.scratch((groups, size * shape.rows, many), y.dtype)
    for tile in shape.tiles():
        count = tile.stop - tile.start
        for group in range(groups):
            channels = slice(group * kernel.shape[2], (group + 1) * kernel.shape[2])
            calls.append(partial(np.copyto, columns[group, :count], windows[tile][..., channels]))
            calls.append(
                partial(np.dot, columns[group, :count].reshape(-1, shape.taps), weights[group], sums[group, : count * shape.rows])
            )
        result = y[tile].reshape(-1, groups, many)
        calls.append(partial(np.copyto, result, np.moveaxis(sums[:, : count * shape.rows], 0, 1)))
    return calls


def _kernel_grad(ctx: Context) -> Sequence[Call] | None:
    x, grad = ctx.inputs[:2]
    (out,) = ctx.outputs
    shape = _Shape(ctx, x.shape, out.shape, grad.shape)
    if not _fits(ctx) or shape.is_empty or not out.flags.c_contiguous or (shape.groups > 1 and not shape.is_thin):
        return None
    calls: list[Call] = []
    slopes = _flat(ctx, grad, grad.shape, calls)
    if shape.is_thin:
        return [*calls, *_thin_kernel_grad(ctx, shape, slopes)]
    columns = _columns(ctx, shape, x, calls)
    total = out.reshape(shape.taps, out.shape[3])
    part = ctx.scratch(total.shape, out.dtype) if len(x) > shape.tile else total
    for index, tile in enumerate(shape.tiles()):
        copies, matrix = columns(tile)
        calls += copies
        calls += _sum_of_products(ctx, matrix, slopes[tile], part if index else total)
        if index:
            calls.append(partial(np.add, total, part, out=total))
    return calls


def _sum_of_products(ctx: Context, matrix: Array, grad: Array, out: Array) -> list[Call]:
    """The windows' transpose times the gradient, into ``out``."""
    if matrix.ndim == 2:
        return [partial(np.dot, matrix.T, grad.reshape(-1, grad.shape[3]), out)]
    each = ctx.scratch((len(matrix), *out.shape), out.dtype)
    product: Any = partial(np.matmul, matrix.transpose(0, 2, 1), grad.reshape(len(grad), -1, grad.shape[3]), out=each)
    return [product, partial(np.add.reduce, each, 0, None, out)]


def _thin_kernel_grad(ctx: Context, shape: _Shape, grad: Array) -> Sequence[Call]:
    x, (out,) = ctx.inputs[0], ctx.outputs
    calls: list[Call] = []
    whole = _framed(ctx, shape, x, calls)
    many = out.shape[3] // shape.groups
    slopes = grad.reshape(*grad.shape[:3], shape.groups, many)
    target = out.reshape(*out.shape[:2], shape.groups, many)
    size = min(shape.tile, len(x))
    part = ctx.scratch((size, *slopes.shape[1:]), out.dtype)
    sums = ctx.scratch(target.shape[2:], out.dtype)
    for number, tile in enumerate(shape.tiles()):
        product = part[: tile.stop - tile.start]
        for place in shape.places():
            seen = shape.entries(whole, place)[tile][..., np.newaxis]
            calls.append(partial(np.multiply, seen, slopes[tile], out=product))
            goal = sums if number else target[place]
            calls.append(partial(np.add.reduce, product, (0, 1, 2), None, goal))
            if number:
                calls.append(partial(np.add, target[place], sums, out=target[place]))
    return calls


def _input_grad(ctx: Context) -> Sequence[Call] | None:
    """The gradient times the kernel gives what each window sends back; that is added up place by place."""
    grad, kernel = ctx.inputs[:2]
    (out,) = ctx.outputs
    shape = _Shape(ctx, out.shape, kernel.shape, grad.shape)
    if not _fits(ctx) or shape.is_empty or not out.flags.c_contiguous or (shape.groups > 1 and not shape.is_thin):
        return None
    calls: list[Call] = []
    slopes = _flat(ctx, grad, grad.shape, calls)
    if shape.is_pointwise:
        weights = _flat(ctx, kernel, kernel.shape[2:], calls)
        calls.append(partial(np.dot, slopes.reshape(-1, grad.shape[3]), weights.T, out.reshape(-1, out.shape[3])))
        return calls
    if not shape.is_thin and _turns(shape):
        return [*calls, *_turned(ctx, shape, slopes)]
    whole = ctx.scratch(shape.whole, out.dtype) if shape.is_padded else out
    if not shape.is_thin and shape.geometry.strides[1] == shape.geometry.dilation[1] == 1:
        calls += _row_shares(ctx, shape, slopes, whole)
        if shape.is_padded:
            calls.append(partial(np.copyto, out, shape.inside(whole)))
        return calls
    shares = _thin_shares(ctx, shape, slopes, calls) if shape.is_thin else _shares(ctx, shape, slopes, calls)
    for tile in shape.tiles():
        calls.append(partial(whole[tile].fill, 0))
        for place in shape.places():
            found, share = shares(tile, place)
            target = shape.entries(whole, place)[tile]
            calls += [*found, partial(np.add, target, share, out=target)]
    if shape.is_padded:
        calls.append(partial(np.copyto, out, shape.inside(whole)))
    return calls


def _turns(shape: _Shape) -> bool:
    """Whether it pays to convolve the gradient with the turned kernel: not many more windows, and nothing to be added up."""
    inside = all(before >= 0 <= after for before, after in _turned_widths(shape))
    return inside and shape.geometry.strides == (1, 1) and shape.image[1] * shape.image[2] <= _MORE * shape.rows


def _turned_widths(shape: _Shape) -> list[tuple[int, int]]:
    """The zeros around the gradient, so that every pixel has its window."""
    reaches = [spread * (size - 1) for spread, size in zip(shape.geometry.dilation, shape.kernel[:2], strict=True)]
    return [(reach - before, reach - after) for reach, (before, after) in zip(reaches, shape.widths, strict=True)]


def _turned(ctx: Context, shape: _Shape, grad: Array) -> list[Call]:
    """The gradient convolved with the kernel, which is turned around and has its channels and filters exchanged."""
    kernel, (out,) = ctx.inputs[1], ctx.outputs
    (top, bottom), (left, right) = _turned_widths(shape)
    count, rows, columns, filters = grad.shape
    whole = ctx.scratch((count, rows + top + bottom, columns + left + right, filters), grad.dtype)
    whole.fill(0)
    weights = ctx.scratch((*kernel.shape[:2], filters, kernel.shape[2]), kernel.dtype)
    calls: list[Call] = [
        partial(np.copyto, whole[:, top : top + rows, left : left + columns], grad),
        partial(np.copyto, weights, kernel[::-1, ::-1].swapaxes(2, 3)),
    ]
    windows = view_windows(whole, kernel.shape[:2], (1, 1), shape.geometry.dilation)
    taps = math.prod(weights.shape[:3])
    size = min(count, max(1, _TILE // (shape.image[1] * shape.image[2] * taps * out.itemsize)))
    block = ctx.scratch((size, *shape.image[1:3], *weights.shape[:3]), grad.dtype)
    for start in range(0, count, size):
        tile = slice(start, min(start + size, count))
        part = block[: tile.stop - start]
        calls.append(partial(np.copyto, part, windows[tile]))
        calls.append(partial(np.dot, part.reshape(-1, taps), weights.reshape(taps, -1), out[tile].reshape(-1, out.shape[3])))
    return calls


def _row_shares(ctx: Context, shape: _Shape, grad: Array, whole: Array) -> list[Call]:
    """One product for all places, then whole rows of windows at a time: those that stand side by side lie in one piece."""
    calls: list[Call] = []
    weights = _flat(ctx, ctx.inputs[1], (shape.taps, grad.shape[3]), calls)
    (down, _), (spread, _) = shape.geometry.strides, shape.geometry.dilation
    high, wide, channels = shape.kernel[:3]
    rows, columns = shape.result[1:3]
    block = ctx.scratch((min(shape.tile, len(grad)), rows, columns, high, wide * channels), grad.dtype)
    for tile in shape.tiles():
        count = tile.stop - tile.start
        part, target = block[:count], whole[tile]
        calls.append(partial(np.dot, grad[tile].reshape(-1, grad.shape[3]), weights.T, part.reshape(-1, shape.taps)))
        calls.append(partial(target.fill, 0))
        for i in range(high):
            lines = target[:, i * spread : i * spread + (rows - 1) * down + 1 : down]
            for first in range(min(wide, columns)):
                beside = len(range(first, columns, wide))
                size, steps = (count, rows, beside, wide * channels), lines.strides
                place = as_strided(lines[:, :, first:], size, (*steps[:2], wide * steps[2], steps[3]))
                calls.append(partial(np.add, place, part[:, :, first::wide, i], out=place))
    return calls


#: For a tile of images and a place in the window: the calls to be made first, and what then goes back to the pixels there.
_Shares = Callable[[slice, tuple[int, int]], tuple[list[Call], Array]]


def _shares(ctx: Context, shape: _Shape, grad: Array, calls: list[Call]) -> _Shares:
    """One product for all places, as BLAS is quick with few large matrices and slow with many small ones."""
    weights = _flat(ctx, ctx.inputs[1], (shape.taps, grad.shape[3]), calls)
    block = ctx.scratch((min(shape.tile, len(grad)), *shape.result[1:3], *shape.kernel[:3]), grad.dtype)

    def share(tile: slice, place: tuple[int, int]) -> tuple[list[Call], Array]:
        part = block[: tile.stop - tile.start]
        rows = grad[tile].reshape(-1, grad.shape[3])
        product: list[Call] = [partial(np.dot, rows, weights.T, part.reshape(-1, shape.taps))] if place == (0, 0) else []
        return product, part[:, :, :, place[0], place[1]]

    return share


def _thin_shares(ctx: Context, shape: _Shape, grad: Array, calls: list[Call]) -> _Shares:
    """One channel a filter: place by place."""
    kernel = ctx.inputs[1]
    many = kernel.shape[3] // shape.groups
    weights = _flat(ctx, kernel, (*kernel.shape[:2], shape.groups, many), calls)
    size = min(shape.tile, len(grad))
    part = ctx.scratch((size, *grad.shape[1:3], shape.groups), grad.dtype)
    wide = ctx.scratch((size, *grad.shape[1:3], shape.groups, many), grad.dtype) if many > 1 else part

    def share(tile: slice, place: tuple[int, int]) -> tuple[list[Call], Array]:
        count = tile.stop - tile.start
        if many == 1:
            return [partial(np.multiply, grad[tile], weights[place][:, 0], out=part[:count])], part[:count]
        product = partial(np.multiply, grad[tile].reshape(wide[:count].shape), weights[place], out=wide[:count])
        return [product, partial(np.add.reduce, wide[:count], 4, None, part[:count])], part[:count]

    return share


CONVOLUTIONS: dict[str, Kernel] = {
    "conv2d": Kernel(_conv2d),
    "conv2d_input_grad": Kernel(_input_grad),
    "conv2d_kernel_grad": Kernel(_kernel_grad),
}
