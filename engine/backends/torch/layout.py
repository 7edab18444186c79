"""Rows of ops that rearrange, join and repeat entries, and of those that take a shape from another value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site
from engine.ops.like import inserted_shape
from engine.ops.padding import widths_of
from engine.ops.shape import _slices


def _reshape(site: Site) -> Compute:
    shape = site.shape
    return lambda x, *like: x.reshape(shape)


def _transpose(site: Site) -> Compute:
    axes = site.attrs["axes"]
    order = list(range(site.types[0].rank))[::-1] if axes is None else list(axes)
    return lambda x: x.permute(order)


def _broadcast(site: Site) -> Compute:
    shape = site.shape
    return lambda x, *like: x.expand(shape)


def _broadcast_like(site: Site) -> Compute:
    shape, between = site.shape, inserted_shape(site.types[0].static_shape, site.attrs["axes"], len(site.shape))
    if between == site.types[0].static_shape:
        return lambda x, like: x.expand(shape)
    return lambda x, like: x.reshape(between).expand(shape)


def _cut(site: Site, shape: Sequence[int]) -> tuple[tuple[Any, ...], list[int]]:
    """The slices with forward steps, and the axes to be turned round, as PyTorch knows no backward ones."""
    found: list[Any] = []
    turned: list[int] = []
    for axis, (bounds, size) in enumerate(zip(_slices(site.attrs, len(shape)), shape, strict=True)):
        places = range(*bounds.indices(size))
        if places.step < 0:
            turned.append(axis)
            places = places[::-1]
        found.append(slice(places.start, places.stop, places.step) if len(places) else slice(0, 0))
    return tuple(found), turned


def _slice(site: Site) -> Compute:
    block, turned = _cut(site, site.types[0].static_shape)
    if turned:
        return lambda x: x[block].flip(turned)
    return (lambda x: x[block]) if block else (lambda x: x)


def _slice_grad(site: Site) -> Compute:
    shape = site.shape
    block, turned = _cut(site, shape)

    def put(grad: Tensor, like: None) -> Tensor:
        result = grad.new_zeros(shape)
        result[block] = grad.flip(turned) if turned else grad
        return result

    return put


def _concatenate(site: Site) -> Compute:
    axis = site.attrs["axis"]
    return lambda *values: torch.cat(values, axis)


def _stack(site: Site) -> Compute:
    axis = site.attrs["axis"]
    return lambda *values: torch.stack(values, axis)


def _part(site: Site) -> Compute:
    axis, index = site.attrs["axis"], site.attrs["index"]
    sizes = [type_.static_shape[axis] for type_ in site.types[1:]]
    start, length = sum(sizes[:index]), sizes[index]
    return lambda x, *likes: x.narrow(axis, start, length)


def _pad(site: Site) -> Compute:
    """Constants by PyTorch; what repeats entries reads them by their places, which PyTorch offers for images only."""
    x = site.types[0]
    widths = widths_of(site.attrs["pad_width"], x.rank)
    if site.attrs["mode"] == "constant":
        value = np.asarray(site.attrs["constant_values"]).astype(x.dtype).item()
        flat = [count for pair in reversed(widths) for count in pair]
        return (lambda t: F.pad(t, flat, value=value)) if any(flat) else (lambda t: t)
    places = [
        (axis, torch.from_numpy(np.pad(np.arange(size), pair, site.attrs["mode"])).to(site.device))
        for axis, (size, pair) in enumerate(zip(x.static_shape, widths, strict=True))
        if sum(pair)
    ]

    def pad(t: Tensor) -> Tensor:
        for axis, sources in places:
            t = t.index_select(axis, sources)
        return t

    return pad


def _sum_to_like(site: Site) -> Compute:
    x, shape = site.types[0].static_shape, site.shape
    lead = len(x) - len(shape)
    axes = [*range(lead), *(lead + i for i, size in enumerate(shape) if size == 1 and x[lead + i] != 1)]
    dtype = site.dtype
    if not axes:
        return lambda t, like: t.reshape(shape)
    return lambda t, like: torch.sum(t, axes, True, dtype=dtype).reshape(shape)


def _dim_size(site: Site) -> Compute:
    size = math.prod(site.types[0].static_shape[axis] for axis in site.axes(site.attrs["axis"]))
    result = site.full(size, (), site.dtype)
    return lambda x: result


def _filled(value: int) -> Row:
    def make(site: Site) -> Compute:
        result = site.full(value, site.shape, site.dtype)
        return lambda x: result

    return Row(make, alias=True)


LAYOUT: dict[str, Row] = {
    **{name: Row(_reshape, alias=True) for name in ("reshape", "reshape_like", "expand_dims", "squeeze")},
    "transpose": Row(_transpose, alias=True),
    "broadcast_to": Row(_broadcast, alias=True),
    "broadcast_like": Row(_broadcast_like, alias=True),
    "slice": Row(_slice, alias=True),
    "slice_grad": Row(_slice_grad),
    "concatenate": Row(_concatenate, alias=True),
    "concatenate_part": Row(_part, alias=True),
    "stack": Row(_stack),
    "pad": Row(_pad, alias=True),
    "sum_to_like": Row(_sum_to_like, alias=True),
    "dim_size": Row(_dim_size, alias=True),
    "zeros_like": _filled(0),
    "ones_like": _filled(1),
}
