"""Convolution of images, and its two gradients, which are convolutions themselves.

Images are ``(batch, height, width, channels)``, kernels ``(height, width, channels / groups, filters)``.  A convolution is
linear in the image and in the kernel, so the three ops are each other's gradients, as often as one differentiates.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import Array, common_dtype
from engine.ops.spec import Op, Port, Sample, Vjp
from engine.ops.windows import PADDING, count_windows, entries, image_shape, padded, pads, per_axis, reach, sizes, view_windows

STRIDES = sizes("strides", 1, "How far apart windows begin, on height and width.")
DILATION = sizes("dilation_rate", 1, "How far apart the entries of a window are.")
GROUPS = Attr("groups", "int", 1, minimum=1, help="In how many groups channels and filters fall; each sees its own channels.")

_ATTRS = (STRIDES, PADDING, DILATION, GROUPS)


class Geometry:
    """The attributes of a convolution, a pair for each that has one."""

    def __init__(self, attrs: Attrs) -> None:
        self.strides = per_axis(attrs["strides"], 2, "strides")
        self.dilation = per_axis(attrs["dilation_rate"], 2, "dilation_rate")
        self.padding: str = attrs["padding"]
        self.groups: int = attrs["groups"]

    def spans(self, kernel: Sequence[int]) -> tuple[int, ...]:
        """How far a kernel of that shape goes on height and width."""
        return tuple(map(reach, kernel[:2], self.dilation))

    def counts(self, image: Sequence[int], kernel: Sequence[int]) -> tuple[int, int]:
        """Rows and columns of what comes out."""
        found = [
            count_windows(size, span, step, self.padding)
            for size, span, step in zip(image[1:3], self.spans(kernel), self.strides, strict=True)
        ]
        return int(found[0] or 0), int(found[1] or 0)

    def widths(self, image: Sequence[int], kernel: Sequence[int]) -> list[tuple[int, int]]:
        """The padding before and after height and width."""
        spans = self.spans(kernel)
        return [pads(size, span, step, self.padding) for size, span, step in zip(image[1:3], spans, self.strides, strict=True)]


def _attrs(attrs: Attrs) -> dict[str, Any]:
    return {attr.name: attrs[attr.name] for attr in _ATTRS}


def output_type(x: TensorType, kernel: TensorType, attrs: Attrs) -> TensorType:
    """The type of a convolution; RuleError where image and kernel do not fit."""
    geometry = Geometry(attrs)
    if kernel.rank != 4:
        raise RuleError(
            "takes a kernel height×width×channels×filters, but got {shape}; give it four dimensions",
            shape=format_shape(kernel.shape),
        )  # fmt: skip
    window = [
        reach(size, step) if isinstance(size, int) else None
        for size, step in zip(kernel.shape[:2], geometry.dilation, strict=True)
    ]
    rows, columns = image_shape(x, window, geometry.strides, geometry.padding, "kernel")
    channels, filters = x.shape[3], kernel.shape[3]
    for what, number in (("channels", channels), ("filters", filters)):
        if isinstance(number, int) and number % geometry.groups:
            raise RuleError(
                "{count} {what} cannot be divided into {groups} groups; change groups or their number",
                count=number, what=what, groups=geometry.groups,
            )  # fmt: skip
    if isinstance(channels, int) and isinstance(kernel.shape[2], int) and channels != kernel.shape[2] * geometry.groups:
        raise RuleError(
            "image has {got} channels, but the kernel expects {wanted}; connect an image with {wanted} channels or use a layer "
            "with weights of its own",
            got=channels, wanted=kernel.shape[2] * geometry.groups,
        )  # fmt: skip
    return TensorType(common_dtype((x, kernel)), (x.shape[0], rows, columns, filters))


def _check_same(found: TensorType, wanted: TensorType) -> None:
    for got, size in zip(found.shape, wanted.shape, strict=True):
        if isinstance(got, int) and isinstance(size, int) and got != size:
            raise RuleError(
                "the gradient is {got}, but the convolution gives {wanted}",
                got=format_shape(found.shape), wanted=format_shape(wanted.shape),
            )  # fmt: skip


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return output_type(types[0], types[1], attrs)


def _infer_input_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    grad, kernel = types[:2]
    if attrs["has_like"] == (attrs["size"] is not None):
        raise RuleError("takes its height and width from the attribute size or from an input; give one of them")
    if attrs["has_like"]:
        image = grad.with_shape(types[2].shape)
    else:
        deep = kernel.shape[2] if kernel.rank == 4 else None
        channels: Dim = deep * attrs["groups"] if isinstance(deep, int) else deep if attrs["groups"] == 1 else None
        image = grad.with_shape((grad.shape[0] if grad.rank else None, *per_axis(attrs["size"], 2, "size"), channels))
    convolved = output_type(image, kernel, attrs)
    if grad.rank != 4:
        raise RuleError("takes a gradient batch×height×width×filters, but got {shape}", shape=format_shape(grad.shape))
    _check_same(grad, convolved)
    common_dtype((grad, kernel))
    return image


def _infer_kernel_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, grad, like = types
    kernel = x.with_shape(like.shape)
    convolved = output_type(x, kernel, attrs)
    if grad.rank != 4:
        raise RuleError("takes a gradient batch×height×width×filters, but got {shape}", shape=format_shape(grad.shape))
    _check_same(grad, convolved)
    common_dtype((x, grad))
    return kernel


def _grouped(array: Array, axis: int, groups: int) -> Array:
    """The channels on an axis as two axes: groups, and channels in a group."""
    axis %= array.ndim
    return array.reshape(*array.shape[:axis], groups, array.shape[axis] // groups, *array.shape[axis + 1 :])


def _wide(array: Array) -> Array:
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _conv2d(x: Array, kernel: Array, **attrs: Any) -> Any:
    g = Geometry(attrs)
    windows = view_windows(padded(x, g.spans(kernel.shape), g.strides, g.padding), kernel.shape[:2], g.strides, g.dilation)
    y = np.einsum("bhwijgc,ijcgo->bhwgo", _grouped(_wide(windows), -1, g.groups), _grouped(_wide(kernel), -1, g.groups))
    return y.reshape(*y.shape[:3], kernel.shape[3]).astype(x.dtype)


def _places(kernel: Array) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(kernel.shape[0]) for j in range(kernel.shape[1]))


def _input_grad(grad: Array, kernel: Array, *like: Array, **attrs: Any) -> Any:
    g = Geometry(attrs)
    height, width = like[0].shape[1:3] if like else per_axis(attrs["size"], 2, "size")
    shape = (grad.shape[0], height, width, kernel.shape[2] * g.groups)
    (top, bottom), (left, right) = g.widths(shape, kernel.shape)
    whole = np.zeros((shape[0], top + height + bottom, left + width + right, shape[3]), _wide(grad).dtype)
    filters = _grouped(_wide(kernel), -1, g.groups)
    slopes = _grouped(_wide(grad), -1, g.groups)
    for place in _places(kernel):
        part = np.einsum("bhwgo,cgo->bhwgc", slopes, filters[place])
        target = entries(whole, place, g.counts(shape, kernel.shape), g.strides, g.dilation)
        target += part.reshape(target.shape)
    return whole[:, top : top + height, left : left + width].astype(grad.dtype)


def _kernel_grad(x: Array, grad: Array, like: Array, **attrs: Any) -> Any:
    g = Geometry(attrs)
    windows = view_windows(padded(x, g.spans(like.shape), g.strides, g.padding), like.shape[:2], g.strides, g.dilation)
    slopes = _grouped(_wide(grad), -1, g.groups)
    kernel = np.einsum("bhwijgc,bhwgo->ijcgo", _grouped(_wide(windows), -1, g.groups), slopes)
    return kernel.reshape(like.shape).astype(x.dtype)


def _conv2d_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    x, kernel = v.inputs
    attrs = _attrs(v.attrs)
    return b.conv2d_input_grad(v.g, kernel, x, **attrs), b.conv2d_kernel_grad(x, v.g, kernel, **attrs)


def _input_grad_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    grad, kernel = v.inputs[:2]
    attrs = _attrs(v.attrs)
    found = b.conv2d(v.g, kernel, **attrs), b.conv2d_kernel_grad(v.g, grad, kernel, **attrs)
    return (*found, None) if v.attrs["has_like"] else found


def _kernel_grad_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    x, grad = v.inputs[:2]
    attrs = _attrs(v.attrs)
    return b.conv2d_input_grad(grad, v.g, x, **attrs), b.conv2d(x, v.g, **attrs), None


def _infer_conv1d(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, kernel = types
    if x.rank != 3:
        raise RuleError(
            "takes sequences batch×steps×channels, but got {shape}; insert Reshape or ExpandDims", shape=format_shape(x.shape)
        )
    if kernel.rank != 3:
        raise RuleError(
            "takes a kernel size×channels×filters, but got {shape}; give it three dimensions", shape=format_shape(kernel.shape)
        )
    image, filters = x.with_shape((x.shape[0], 1, *x.shape[1:])), kernel.with_shape((1, *kernel.shape))
    y = output_type(image, filters, flat_attrs(attrs))
    return y.with_shape((y.shape[0], *y.shape[2:]))


def flat_attrs(attrs: Attrs) -> dict[str, Any]:
    """The attributes of a convolution along one axis as those of one over images of height 1."""
    flat = {name: [1, *per_axis(attrs[name], 1, name)] for name in ("strides", "dilation_rate")}
    return {**flat, "padding": attrs["padding"], "groups": attrs["groups"]}


def _conv1d(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    x, kernel = inputs
    y = b.conv2d(b.expand_dims(x, axis=1), b.expand_dims(kernel, axis=0), **flat_attrs(attrs))
    result: Value = b.squeeze(y, axis=1)
    return result


#: Image, kernel, attributes: odd sizes, strides that leave a rest, groups of one channel, windows of a single entry.
_CASES: tuple[tuple[tuple[int, ...], tuple[int, ...], dict[str, Any]], ...] = (
    ((2, 5, 4, 3), (3, 2, 3, 2), {}),
    ((2, 5, 4, 1), (3, 3, 1, 4), {"padding": "same"}),
    ((1, 6, 5, 2), (2, 3, 2, 3), {"padding": "same", "strides": 2}),
    ((2, 7, 6, 2), (3, 2, 2, 2), {"strides": [2, 3]}),
    ((1, 7, 5, 2), (3, 2, 2, 2), {"dilation_rate": [2, 3]}),
    ((1, 6, 5, 2), (3, 3, 2, 2), {"dilation_rate": 2, "padding": "same"}),
    ((2, 4, 5, 4), (2, 2, 2, 6), {"groups": 2}),
    ((2, 5, 4, 3), (3, 3, 1, 6), {"groups": 3, "padding": "same", "strides": [2, 1]}),
    ((2, 3, 4, 3), (1, 1, 3, 2), {}),
    ((0, 4, 4, 1), (2, 2, 1, 2), {}),
)


_SMALL = (-0.5, 0.5)  # sums over windows stay near one, where tolerances are meant to hold


def _result(image: tuple[int, ...], kernel: tuple[int, ...], attrs: dict[str, Any]) -> tuple[int, ...]:
    whole = {"strides": 1, "padding": "valid", "dilation_rate": 1, "groups": 1, **attrs}
    return output_type(TensorType("float32", image), TensorType("float32", kernel), whole).static_shape


def _sized(image: tuple[int, ...], attrs: dict[str, Any]) -> dict[str, Any]:
    return {**attrs, "size": list(image[1:3])}


_X, _KERNEL, _GRAD = (
    Port("x", "float", help="Images, (batch, height, width, channels)."),
    Port("kernel", "float"),
    Port("grad", "float"),
)


def _cost_of_windows(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    """Every entry of the result sums up what a window of the kernel's height, width and channels covers."""
    high, wide, channels, _ = inputs[1].static_shape
    return 2 * math.prod(outputs[0].static_shape) * high * wide * channels


def _cost_of_way_back(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    """Every entry of the gradient is spread over such a window."""
    high, wide, channels, _ = inputs[1].static_shape
    return 2 * math.prod(inputs[0].static_shape) * high * wide * channels


def _cost_kernel_grad(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    high, wide, channels, _ = outputs[0].static_shape
    return 2 * math.prod(inputs[1].static_shape) * high * wide * channels


OPS: tuple[Op, ...] = (
    Op(
        name="conv2d", title="Convolution2D", inputs=(_X, _KERNEL), attrs=_ATTRS, infer=_infer, reference=_conv2d,
        cost=_cost_of_windows, gradient=_conv2d_gradient,
        samples=tuple(Sample((image, kernel), attrs, _SMALL) for image, kernel, attrs in _CASES),
        help="Slides a kernel over images and sums what it covers, weighted.",
        formula="y[h, w, o] = Σ x[s·h + d·i, s·w + d·j, c] · k[i, j, c, o]", source="TensorFlow conv2d",
    ),
    Op(
        name="conv2d_input_grad", title="Convolution2DInputGrad", cost=_cost_of_way_back,
        inputs=(_GRAD, _KERNEL, Port("like", flag="has_like", shape_only=True)),
        attrs=(
            Attr("size", "axes", None, minimum=0, optional=True,
                 help="Height and width of the image; empty where an input gives them."),
            *_ATTRS,
            Attr("has_like", "bool", False, help="Whether an input gives the shape."),
        ),
        infer=_infer_input_grad, reference=_input_grad, gradient=_input_grad_gradient,
        samples=(
            *(
                Sample((_result(image, kernel, attrs), kernel, image), {**attrs, "has_like": True}, _SMALL)
                for image, kernel, attrs in _CASES
            ),
            *(
                Sample((_result(image, kernel, attrs), kernel), _sized(image, attrs), _SMALL)
                for image, kernel, attrs in _CASES[2:5]
            ),
        ),
        help="Lays a kernel, weighted, over every place that a convolution took its sums from.",
        formula="x[s·h + d·i, s·w + d·j, c] += g[h, w, o] · k[i, j, c, o]", source="the transpose of conv2d in its image",
    ),
    Op(
        name="conv2d_kernel_grad", title="Convolution2DKernelGrad", cost=_cost_kernel_grad, attrs=_ATTRS,
        inputs=(_X, _GRAD, Port("like", shape_only=True)),
        infer=_infer_kernel_grad, reference=_kernel_grad, gradient=_kernel_grad_gradient,
        samples=tuple(Sample((image, _result(image, kernel, attrs), kernel), attrs, _SMALL) for image, kernel, attrs in _CASES),
        help="Sums the windows of images, weighted by the gradient of what a convolution made of each.",
        formula="k[i, j, c, o] = Σ x[s·h + d·i, s·w + d·j, c] · g[h, w, o]", source="the transpose of conv2d in its kernel",
    ),
    Op(
        name="conv1d", title="Convolution1D",
        inputs=(Port("x", "float", help="Sequences, (batch, steps, channels)."), _KERNEL), attrs=_ATTRS,
        infer=_infer_conv1d, expand=_conv1d,
        samples=(
            Sample(((2, 5, 3), (3, 3, 2))),
            Sample(((2, 6, 2), (3, 2, 4)), {"padding": "same", "strides": 2}),
            Sample(((2, 7, 4), (3, 2, 2)), {"groups": 2, "dilation_rate": [2]}),
        ),
        help="Slides a kernel along sequences and sums what it covers, weighted.",
        formula="y[t, o] = Σ x[s·t + d·i, c] · k[i, c, o]", source="TensorFlow conv1d",
    ),
)  # fmt: skip
