"""Rows of convolutions and poolings.

Our images lie channels last; seen with the axes turned they are what PyTorch calls ``channels_last``, so nothing is copied.
Padding that is larger on one side, which PyTorch does not know, is put around the image first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site
from engine.ir.graph import Attrs
from engine.ops.conv import Geometry
from engine.ops.pool import Windows

_aten = torch.ops.aten
Widths = Sequence[tuple[int, int]]


def _seen(x: Tensor) -> Tensor:
    """Channels last as PyTorch names the axes: batch, channels, height, width."""
    return x.permute(0, 3, 1, 2)


def _back(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 1)


def _filters(kernel: Tensor) -> Tensor:
    """Laid out like the image, which makes PyTorch keep channels last."""
    return kernel.permute(3, 2, 0, 1).contiguous(memory_format=torch.channels_last)


class _Frame:
    """The padding of an image: by PyTorch where both sides are equal, else by copying the image into a larger one."""

    def __init__(self, widths: Widths, fill: float = 0.0, limit: Sequence[int] | None = None) -> None:
        (top, bottom), (left, right) = widths
        self.even = top == bottom and left == right and (limit is None or (top <= limit[0] // 2 and left <= limit[1] // 2))
        self.inner = [top, left] if self.even else [0, 0]
        self.around = [left, right, top, bottom]
        self.fill = fill

    def put(self, x: Tensor) -> Tensor:
        return x if self.even else F.pad(x, self.around, value=self.fill)

    def grown(self, shape: Sequence[int]) -> list[int]:
        """The shape of an image, axes as PyTorch names them, with the padding that ``put`` adds."""
        left, right, top, bottom = (0, 0, 0, 0) if self.even else self.around
        return [shape[0], shape[1], shape[2] + top + bottom, shape[3] + left + right]

    def cut(self, x: Tensor, height: int, width: int) -> Tensor:
        if self.even:
            return x
        left, _, top, _ = self.around
        return x[:, :, top : top + height, left : left + width]


def _turned(shape: Sequence[int]) -> tuple[int, int, int, int]:
    return shape[0], shape[3], shape[1], shape[2]


def convolution(attrs: Attrs, x: Sequence[int], kernel: Sequence[int]) -> Compute | None:
    """A function of images, kernel and, where it is given, bias; None where a dimension is empty."""
    g = Geometry(attrs)
    if 0 in (*x, *kernel, *g.counts(x, kernel)):
        return None
    frame = _Frame(g.widths(x, kernel))
    return lambda image, filters, bias=None: _back(
        F.conv2d(frame.put(_seen(image)), _filters(filters), bias, g.strides, frame.inner, g.dilation, g.groups)
    )


def _conv2d(site: Site) -> Compute:
    x, kernel = (type_.static_shape for type_ in site.types)
    shape = site.shape
    return convolution(site.attrs, x, kernel) or (lambda image, filters: image.new_zeros(shape))


def _backward(g: Geometry, frame: _Frame, grad: Tensor, x: Tensor, filters: Tensor, mask: list[bool]) -> Any:
    return _aten.convolution_backward(grad, x, filters, None, g.strides, frame.inner, g.dilation, False, [0, 0], g.groups, mask)


def _conv2d_input_grad(site: Site) -> Compute:
    g, (grad, kernel), shape = Geometry(site.attrs), (type_.static_shape for type_ in site.types[:2]), site.shape
    if 0 in (*shape, *grad, *kernel):
        return lambda slopes, filters, *like: slopes.new_zeros(shape)
    frame = _Frame(g.widths(shape, kernel))
    grown = frame.grown(_turned(shape))

    def pull(slopes: Tensor, filters: Tensor, *like: Any) -> Tensor:
        image = slopes.new_empty(1).expand(grown)  # only its shape is looked at
        found = _backward(g, frame, _seen(slopes), image, _filters(filters), [True, False, False])[0]
        return _back(frame.cut(found, shape[1], shape[2]))

    return pull


def _conv2d_kernel_grad(site: Site) -> Compute:
    g, (x, grad), shape = Geometry(site.attrs), (type_.static_shape for type_ in site.types[:2]), site.shape
    if 0 in (*shape, *x, *grad):
        return lambda image, slopes, like: image.new_zeros(shape)
    frame = _Frame(g.widths(x, shape))
    turned = (shape[3], shape[2], shape[0], shape[1])

    def pull(image: Tensor, slopes: Tensor, like: Any) -> Tensor:
        filters = slopes.new_empty(1).expand(turned)
        found = _backward(g, frame, _seen(slopes), frame.put(_seen(image)), filters, [False, True, False])[1]
        return found.permute(2, 3, 1, 0)

    return pull


class _Pooling:
    """Windows over images of one shape; ``places`` are where the largest pixels stand, kept for the way back within a step."""

    def __init__(self, site: Site, image: Sequence[int], fill: float = 0.0) -> None:
        self.windows = Windows(site.attrs)
        self.image = _turned(image)
        self.frame = _Frame(self.windows.widths(image), fill, self.windows.size)
        self.empty = 0 in (*image, *self.windows.counts(image))
        self.key = ("max_pool", site.inputs[0], tuple(sorted((name, str(value)) for name, value in site.attrs.items())))
        self.kept = site.shared.kept

    def largest(self, x: Tensor) -> tuple[Tensor, Tensor]:
        whole = self.frame.put(_seen(x))
        w = self.windows
        values, places = _aten.max_pool2d_with_indices(whole, w.size, w.strides, self.frame.inner)
        self.kept[self.key] = places
        return values, places

    def places(self, x: Tensor) -> Tensor:
        found: Tensor | None = self.kept.get(self.key)
        return self.largest(x)[1] if found is None else found


def _max_pool(site: Site) -> Compute:
    pooling, shape = _Pooling(site, site.types[0].static_shape, -torch.inf), site.shape
    if pooling.empty:
        return lambda x: x.new_zeros(shape)
    return lambda x: _back(pooling.largest(x)[0])


def _max_pool_grad(site: Site) -> Compute:
    pooling, shape = _Pooling(site, site.types[0].static_shape, -torch.inf), site.shape
    if pooling.empty:
        return lambda x, grad: x.new_zeros(shape)
    frame, w, grown = pooling.frame, pooling.windows, pooling.frame.grown(pooling.image)

    def pull(x: Tensor, grad: Tensor) -> Tensor:
        places = pooling.places(x)
        image = _seen(x) if frame.even else x.new_empty(1).expand(grown).contiguous(memory_format=torch.channels_last)
        found = _aten.max_pool2d_with_indices_backward(_seen(grad), image, w.size, w.strides, frame.inner, [1, 1], False, places)
        return _back(frame.cut(found, shape[1], shape[2]))

    return pull


def _max_pool_pick(site: Site) -> Compute:
    pooling, shape = _Pooling(site, site.types[0].static_shape, -torch.inf), site.shape
    if pooling.empty:
        return lambda x, values: x.new_zeros(shape)

    def pick(x: Tensor, values: Tensor) -> Tensor:
        places = pooling.places(x)
        whole = pooling.frame.put(_seen(values))
        return _back(whole.flatten(2).gather(2, places.flatten(2)).reshape(places.shape))

    return pick


def _members(site: Site, image: Sequence[int], dtype: torch.dtype) -> Tensor:
    """How many pixels each window holds, as ``(1, 1, rows, columns)``."""
    counts = torch.from_numpy(Windows(site.attrs).members(image)).to(site.device, dtype)
    return counts.permute(2, 0, 1).unsqueeze(0)


def _average_pool(site: Site) -> Compute:
    image, shape = site.types[0].static_shape, site.shape
    pooling = _Pooling(site, image)
    if pooling.empty:
        return lambda x: x.new_zeros(shape)
    w, frame = pooling.windows, pooling.frame
    if not any(frame.around):
        return lambda x: _back(F.avg_pool2d(_seen(x), w.size, w.strides))
    members = _members(site, image, site.dtype)
    return lambda x: _back(F.avg_pool2d(F.pad(_seen(x), frame.around), w.size, w.strides, divisor_override=1) / members)


def _average_pool_grad(site: Site) -> Compute:
    shape = site.shape
    pooling = _Pooling(site, shape)
    if pooling.empty:
        return lambda grad, like: grad.new_zeros(shape)
    w, members = pooling.windows, _members(site, shape, site.dtype)
    left, right, top, bottom = pooling.frame.around
    grown = [shape[0], shape[3], shape[1] + top + bottom, shape[2] + left + right]

    def pull(grad: Tensor, like: Any) -> Tensor:
        image = grad.new_empty(1).expand(grown).contiguous(memory_format=torch.channels_last)
        found = _aten.avg_pool2d_backward(_seen(grad) / members, image, w.size, w.strides, [0, 0], False, True, 1)
        return _back(found[:, :, top : top + shape[1], left : left + shape[2]])

    return pull


IMAGES: dict[str, Row] = {
    "conv2d": Row(_conv2d),
    "conv2d_input_grad": Row(_conv2d_input_grad),
    "conv2d_kernel_grad": Row(_conv2d_kernel_grad),
    "max_pool": Row(_max_pool),
    "max_pool_grad": Row(_max_pool_grad),
    "max_pool_pick": Row(_max_pool_pick),
    "average_pool": Row(_average_pool),
    "average_pool_grad": Row(_average_pool_grad),
}
