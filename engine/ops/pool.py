"""Pooling: one number for each window of an image, its largest or its mean, and the ways back for their gradients.

Padding never counts: it is never the largest, and a mean is taken over the pixels of the window that are there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape
from engine.ops.rules import Array, common_dtype
from engine.ops.spec import Op, Port, Sample, Vjp
from engine.ops.windows import (
    PADDING,
    check_image,
    count_windows,
    entries,
    image_shape,
    padded,
    pads,
    per_axis,
    sizes,
    view_windows,
)

POOL_SIZE = sizes("pool_size", 2, "How many pixels a window covers in height and width; one number for both.")
STRIDES = sizes("strides", None, "How far apart windows begin; empty for the size of a window.", optional=True)
_ATTRS = (POOL_SIZE, STRIDES, PADDING)


class Windows:
    """The attributes of a pooling, a pair for each that has one."""

    def __init__(self, attrs: Attrs) -> None:
        self.size = per_axis(attrs["pool_size"], 2, "pool_size")
        self.strides = self.size if attrs["strides"] is None else per_axis(attrs["strides"], 2, "strides")
        self.padding: str = attrs["padding"]

    def counts(self, image: Sequence[int]) -> tuple[int, int]:
        """Rows and columns of what comes out."""
        found = [
            count_windows(size, span, step, self.padding)
            for size, span, step in zip(image[1:3], self.size, self.strides, strict=True)
        ]
        return int(found[0] or 0), int(found[1] or 0)

    def widths(self, image: Sequence[int]) -> list[tuple[int, int]]:
        """The padding before and after height and width."""
        return [
            pads(size, span, step, self.padding) for size, span, step in zip(image[1:3], self.size, self.strides, strict=True)
        ]

    def places(self) -> list[tuple[int, int]]:
        """The places of a window, row by row."""
        return [(i, j) for i in range(self.size[0]) for j in range(self.size[1])]

    def entries(self, whole: Array, place: tuple[int, int], counts: tuple[int, int]) -> Array:
        """The pixel at one place of every window of a padded image, as a view."""
        return entries(whole, place, counts, self.strides, (1, 1))

    def members(self, image: Sequence[int]) -> Array:
        """How many pixels each window holds, ``(rows, columns, 1)``."""
        (top, _), (left, _) = self.widths(image)
        parts = []
        for size, before, count, span, step in zip(
            image[1:3], (top, left), self.counts(image), self.size, self.strides, strict=True
        ):
            first = np.arange(count) * step - before
            parts.append(np.minimum(first + span, size) - np.maximum(first, 0))
        rows, columns = parts
        return np.asarray(rows[:, np.newaxis, np.newaxis] * columns[:, np.newaxis])


def _attrs(attrs: Attrs) -> dict[str, Any]:
    return {attr.name: attrs[attr.name] for attr in _ATTRS}


def pooled_type(x: TensorType, attrs: Attrs) -> TensorType:
    """The type of what pooling gives."""
    windows = Windows(attrs)
    return x.with_shape(
        (x.shape[0] if x.rank else None, *image_shape(x, windows.size, windows.strides, windows.padding), x.shape[-1])
    )


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    check_image(types[0])
    return pooled_type(types[0], attrs)


def _check_gradient(grad: TensorType, image: TensorType, attrs: Attrs) -> None:
    wanted = _infer((image,), attrs)
    if grad.rank != 4 or any(
        isinstance(a, int) and isinstance(b, int) and a != b for a, b in zip(grad.shape, wanted.shape, strict=True)
    ):
        raise RuleError(
            "the gradient is {got}, but pooling gives {wanted}", got=format_shape(grad.shape), wanted=format_shape(wanted.shape)
        )


def _infer_max_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, grad = types
    _check_gradient(grad, x, attrs)
    common_dtype(types)
    return x


def _infer_pick(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, values = types
    if x.rank != values.rank or any(
        isinstance(a, int) and isinstance(b, int) and a != b for a, b in zip(x.shape, values.shape, strict=True)
    ):
        raise RuleError(
            "images and values must have one shape, but are {x} and {values}",
            x=format_shape(x.shape), values=format_shape(values.shape),
        )  # fmt: skip
    common_dtype(types)
    return _infer((x,), attrs)


def _infer_average_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    grad, like = types
    _check_gradient(grad, like, attrs)
    return grad.with_shape(like.shape)


def _max_pool(x: Array, **attrs: Any) -> Any:
    w = Windows(attrs)
    return view_windows(padded(x, w.size, w.strides, w.padding, -np.inf), w.size, w.strides, (1, 1)).max(axis=(3, 4))


def _largest(x: Array, w: Windows) -> Iterator[tuple[tuple[int, int], Array]]:
    """For each place of the windows: in which windows the first of the largest pixels stands there."""
    whole, counts = padded(x, w.size, w.strides, w.padding, -np.inf), w.counts(x.shape)
    largest = view_windows(whole, w.size, w.strides, (1, 1)).max(axis=(3, 4))
    open_ = np.ones(largest.shape, bool)
    for place in w.places():
        found = open_ & (w.entries(whole, place, counts) == largest)
        open_ &= ~found
        yield place, found


def _max_pool_grad(x: Array, grad: Array, **attrs: Any) -> Any:
    w = Windows(attrs)
    whole = np.zeros_like(padded(x, w.size, w.strides, w.padding))
    for place, found in _largest(x, w):
        target = w.entries(whole, place, w.counts(x.shape))
        target += np.where(found, grad, 0)
    return _inside(whole, x.shape, w)


def _inside(whole: Array, shape: Sequence[int], w: Windows) -> Array:
    (top, _), (left, _) = w.widths(shape)
    return whole[:, top : top + shape[1], left : left + shape[2]]


def _max_pool_pick(x: Array, values: Array, **attrs: Any) -> Any:
    w = Windows(attrs)
    whole, counts = padded(values, w.size, w.strides, w.padding), w.counts(x.shape)
    result = np.zeros((x.shape[0], *counts, x.shape[3]), x.dtype)
    for place, found in _largest(x, w):
        result += np.where(found, w.entries(whole, place, counts), 0)
    return result


def _average_pool(x: Array, **attrs: Any) -> Any:
    w = Windows(attrs)
    wide = np.float32 if x.dtype == np.float16 else x.dtype
    total = view_windows(padded(x, w.size, w.strides, w.padding), w.size, w.strides, (1, 1)).sum(axis=(3, 4), dtype=wide)
    return (total / w.members(x.shape).astype(wide)).astype(x.dtype)


def _average_pool_grad(grad: Array, like: Array, **attrs: Any) -> Any:
    w = Windows(attrs)
    (top, bottom), (left, right) = w.widths(like.shape)
    batch, height, width, channels = like.shape
    whole = np.zeros((batch, top + height + bottom, left + width + right, channels), grad.dtype)
    share = (grad / w.members(like.shape).astype(grad.dtype)).astype(grad.dtype)
    for place in w.places():
        target = w.entries(whole, place, w.counts(like.shape))
        target += share
    return _inside(whole, like.shape, w)


def _max_pool_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    return (b.max_pool_grad(v.x, v.g, **_attrs(v.attrs)),)


def _max_grad_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return None, b.max_pool_pick(v.x, v.g, **_attrs(v.attrs))


def _pick_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return None, b.max_pool_grad(v.x, v.g, **_attrs(v.attrs))


#: Images and attributes: windows that overlap, leave a rest, or leave gaps.
_CASES: tuple[tuple[tuple[int, ...], dict[str, Any]], ...] = (
    ((2, 4, 6, 3), {}),
    ((1, 5, 4, 2), {"strides": 1}),
    ((2, 5, 4, 2), {"pool_size": [3, 2], "strides": [2, 1], "padding": "same"}),
    ((1, 5, 5, 2), {"padding": "same"}),
    ((1, 7, 5, 1), {"pool_size": 2, "strides": 3}),
    ((0, 4, 4, 2), {}),
)
_IMAGES = Port("x", "float", help="Images, (batch, height, width, channels).")


def _result(image: tuple[int, ...], attrs: dict[str, Any]) -> tuple[int, ...]:
    return pooled_type(TensorType("float32", image), {"pool_size": 2, "strides": None, "padding": "valid", **attrs}).static_shape


def _distinct(*more: Any) -> list[Any]:
    return ["distinct", *more]


_VALUES = (-2.0, 2.0)


def _cost(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    """Every entry of the result looks at a window."""
    return math.prod(outputs[0].static_shape) * math.prod(per_axis(attrs["pool_size"], 2, "pool_size"))


OPS: tuple[Op, ...] = (
    Op(
        name="max_pool", title="MaxPool", inputs=(_IMAGES,), attrs=_ATTRS, infer=_infer, reference=_max_pool, cost=_cost,
        gradient=_max_pool_gradient, samples=tuple(Sample((image,), attrs, "distinct") for image, attrs in _CASES),
        help="Takes the largest pixel of each window, channel by channel.",
        formula="y[h, w, c] = max x[s·h + i, s·w + j, c]",
        source="TensorFlow max_pool; of equal pixels the first gets the gradient",
    ),
    Op(
        name="max_pool_grad", title="MaxPoolGrad", inputs=(_IMAGES, Port("grad", "float")), attrs=_ATTRS, infer=_infer_max_grad,
        reference=_max_pool_grad, gradient=_max_grad_gradient,
        samples=tuple(Sample((image, _result(image, attrs)), attrs, _distinct(_VALUES)) for image, attrs in _CASES),
        help="Adds a number for each window to its largest pixel.", formula="y[argmax of window h, w] += grad[h, w]",
        source="the transpose of max_pool_pick",
    ),
    Op(
        name="max_pool_pick", title="MaxPoolPick", inputs=(_IMAGES, Port("values", "float")), attrs=_ATTRS, infer=_infer_pick,
        reference=_max_pool_pick, gradient=_pick_gradient,
        samples=tuple(Sample((image, image), attrs, _distinct(_VALUES)) for image, attrs in _CASES),
        help="Reads values where the largest pixel of each window stands.", formula="y[h, w] = values[argmax of window h, w]",
        source="PyTorch max_pool2d with indices, then gather",
    ),
    Op(
        name="average_pool", title="AveragePool", inputs=(_IMAGES,), attrs=_ATTRS, infer=_infer, reference=_average_pool,
        cost=_cost, gradient=lambda b, v: (b.average_pool_grad(v.g, v.x, **_attrs(v.attrs)),),
        samples=tuple(Sample((image,), attrs) for image, attrs in _CASES),
        help="Takes the mean of each window, channel by channel.", formula="y[h, w, c] = mean x[s·h + i, s·w + j, c]",
        source="TensorFlow avg_pool, which leaves padding out",
    ),
    Op(
        name="average_pool_grad", title="AveragePoolGrad", inputs=(Port("grad", "float"), Port("like", shape_only=True)),
        attrs=_ATTRS, infer=_infer_average_grad, reference=_average_pool_grad,
        gradient=lambda b, v: (b.average_pool(v.g, **_attrs(v.attrs)), None),
        samples=tuple(Sample((_result(image, attrs), image), attrs) for image, attrs in _CASES),
        help="Shares a number for each window out among its pixels.", formula="y[s·h + i, s·w + j] += grad[h, w] / n",
        source="the transpose of average_pool",
    ),
)  # fmt: skip
