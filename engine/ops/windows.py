"""The geometry that convolution and pooling share: windows that slide over height and width, and the padding around them.

Images are ``(batch, height, width, channels)``.  Padding ``same`` is Keras's: as many windows as steps begin inside the image,
what is missing is put half before and half after it, the odd one after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import AttributeValueError, RuleError
from engine.ir.types import Dim, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import Array

PADDING = Attr(
    "padding", "choice", "valid", choices=("valid", "same"),
    help="valid: windows stay inside; same: zeros around it, so that only strides make it smaller.",
)  # fmt: skip


def sizes(name: str, default: Any, help: str, **more: Any) -> Attr:
    """An attribute that holds one size for all axes, or one for each."""
    return Attr(name, "axes", default, minimum=1, help=help, **more)


def per_axis(value: Any, count: int, name: str) -> tuple[int, ...]:
    """One number for all axes, or one for each of them, as a tuple."""
    if isinstance(value, int):
        return (value,) * count
    if len(value) != count:
        raise AttributeValueError(
            "{attribute} is {value}, but must be one whole number or {count} of them",
            attribute=name,
            value=list(value),
            count=count,
        )
    return tuple(value)


def reach(size: int, dilation: int) -> int:
    """How far a window of that size goes when its entries stand apart."""
    return dilation * (size - 1) + 1


def pads(size: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """How much is put before and after an axis of that size; ``window`` is how far a window goes."""
    if padding == "valid":
        return 0, 0
    missing = max((-(-size // stride) - 1) * stride + window - size, 0)
    return missing // 2, missing - missing // 2


def count_windows(dim: Dim, window: Dim, stride: int, padding: str) -> Dim:
    """How many windows fit on an axis; None where that cannot be told yet."""
    if padding == "same":
        if not isinstance(dim, int):
            return dim if stride == 1 else None
        return -(-dim // stride)
    if window == 1 and stride == 1:
        return dim
    if not isinstance(dim, int) or not isinstance(window, int):
        return None
    return max((dim - window) // stride + 1, 0)


def image_shape(
    x: TensorType, window: Sequence[Dim], strides: Sequence[int], padding: str, what: str = "window"
) -> tuple[Dim, Dim]:
    """Height and width of what sliding windows give; RuleError where ``x`` is no image, or smaller than a window."""
    check_image(x)
    found = tuple(count_windows(dim, size, step, padding) for dim, size, step in zip(x.shape[1:3], window, strides, strict=True))
    if 0 in found:
        raise RuleError(
            "the {what} covers {window}, but the image is only {image}; use a smaller one, or padding same",
            what=what, window=format_shape(tuple(window)), image=format_shape(x.shape[1:3]),
        )  # fmt: skip
    return found[0], found[1]


def check_image(x: TensorType) -> None:
    """RuleError unless this is a batch of images."""
    if x.rank != 4:
        raise RuleError(
            "takes images batch×height×width×channels, but got {shape}; insert Reshape or ExpandDims", shape=format_shape(x.shape)
        )


def padded(x: Array, window: Sequence[int], strides: Sequence[int], padding: str, value: float = 0.0) -> Array:
    """The image with its padding around it."""
    widths = [pads(size, reached, step, padding) for size, reached, step in zip(x.shape[1:3], window, strides, strict=True)]
    return np.pad(x, [(0, 0), *widths, (0, 0)], constant_values=value) if any(map(any, widths)) else x


def view_windows(x: Array, size: Sequence[int], strides: Sequence[int], dilation: Sequence[int]) -> Array:
    """Every window of a padded image, as a view: ``(batch, rows, columns, window height, window width, channels)``."""
    spans = tuple(map(reach, size, dilation))
    windows = np.lib.stride_tricks.sliding_window_view(x, spans, axis=(1, 2))
    windows = windows[:, :: strides[0], :: strides[1], :, :: dilation[0], :: dilation[1]]
    return np.moveaxis(windows, 3, 5)


def entries(x: Array, place: Sequence[int], counts: Sequence[int], strides: Sequence[int], dilation: Sequence[int]) -> Array:
    """The entry at one place of every window of a padded image, as a view: ``(batch, rows, columns, channels)``."""
    first = [at * step for at, step in zip(place, dilation, strict=True)]
    (top, left), (rows, columns), (down, right) = first, counts, strides
    return x[:, top : top + (rows - 1) * down + 1 : down, left : left + (columns - 1) * right + 1 : right]
