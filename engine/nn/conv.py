"""Convolution layers: filters that look at every place of an image or a sequence with the same weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, Shape, TensorType, format_shape
from engine.nn.activation import ACTIVATION
from engine.ops.attrs import Attr
from engine.ops.conv import DILATION, GROUPS, STRIDES, flat_attrs, output_type
from engine.ops.spec import Op, Param, Port, Sample
from engine.ops.windows import PADDING, check_image, per_axis, reach, sizes

_FILTERS = Attr("filters", "int", minimum=1, unit="filters", help="How many filters: the channels of the output.")
_USE_BIAS = Attr("use_bias", "bool", True, help="Add a bias to every filter.")
_BIAS_INITIALIZER = Attr("bias_initializer", "initializer", "zeros", help="First values of the bias.")
_KERNEL_SIZE = sizes("kernel_size", 3, "How many pixels a filter covers in height and width; one number for both.")
_PADDING_1D = Attr(
    "padding", "choice", "valid", choices=("valid", "same", "causal"),
    help="valid: windows stay inside; same: zeros around; causal: zeros before, so that no output sees a later step.",
)  # fmt: skip


def _initializer(name: str, help: str) -> Attr:
    return Attr(name, "initializer", "glorot_uniform", help=help)


_KERNEL_INITIALIZER = _initializer("kernel_initializer", "First values of the kernel.")


def channels_of(x: TensorType, rank: int, groups: int = 1) -> int:
    """The known number of channels of images (rank 4) or sequences (rank 3)."""
    if rank == 4:
        check_image(x)
    elif x.rank != rank:
        raise RuleError(
            "takes sequences batch×steps×channels, but got {shape}; insert Reshape or ExpandDims", shape=format_shape(x.shape)
        )
    channels = x.shape[-1]
    if not isinstance(channels, int):
        raise RuleError(
            "input {shape} does not say how many channels it has; give its last dimension a size", shape=format_shape(x.shape)
        )
    if channels % groups:
        raise RuleError(
            "{count} channels cannot be divided into {groups} groups; change groups or the input", count=channels, groups=groups
        )
    return channels


def _bias(count: Callable[[Sequence[TensorType], Attrs], int]) -> Port:
    param = Param(lambda types, attrs: (count(types, attrs),), "bias_initializer")
    return Port("bias", "float", param=param, flag="use_bias")


def _filters(types: Sequence[TensorType], attrs: Attrs) -> int:
    return int(attrs["filters"])


def check_weights(types: Sequence[TensorType], wanted: dict[str, Shape]) -> None:
    """RuleError where a weight has another shape than the layer needs, or another dtype than the input."""
    for type_, (name, shape) in zip(types[1:], wanted.items(), strict=False):
        if type_.shape != shape:
            raise RuleError(
                "the {weight} is {got}, but this layer needs {wanted} here; share the weights of a layer like it",
                weight=name, got=format_shape(type_.shape), wanted=format_shape(shape),
            )  # fmt: skip
        if type_.dtype != types[0].dtype:
            raise RuleError(
                "input is {got}, but the {weight} is {wanted}; insert Cast to {wanted}",
                got=types[0].dtype, weight=name, wanted=type_.dtype,
            )  # fmt: skip


def finish(b: Builder, y: Value, bias: Value | None, attrs: Attrs) -> Value:
    """Bias and activation."""
    if bias is not None:
        y = b.add(y, bias)
    return y if attrs["activation"] is None else b.apply(attrs["activation"], y)


def _last(inputs: Sequence[Value], attrs: Attrs) -> Value | None:
    return inputs[-1] if attrs["use_bias"] else None


# --- Conv2D and Conv1D ----------------------------------------------------------------------------------------------------


def _kernel_2d(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    channels = channels_of(types[0], 4, attrs["groups"])
    return *per_axis(attrs["kernel_size"], 2, "kernel_size"), channels // attrs["groups"], attrs["filters"]


def _infer_2d(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    check_weights(types, {"kernel": _kernel_2d(types, attrs), "bias": (attrs["filters"],)})
    return output_type(types[0], types[1], attrs)


def _expand_2d(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    options = {name: attrs[name] for name in ("strides", "padding", "dilation_rate", "groups")}
    return finish(b, b.conv2d(inputs[0], inputs[1], **options), _last(inputs, attrs), attrs)


def _kernel_1d(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    channels = channels_of(types[0], 3, attrs["groups"])
    return *per_axis(attrs["kernel_size"], 1, "kernel_size"), channels // attrs["groups"], attrs["filters"]


def _before(attrs: Attrs) -> int:
    """How many zeros causal padding puts before a sequence."""
    (size,) = per_axis(attrs["kernel_size"], 1, "kernel_size")
    return reach(size, per_axis(attrs["dilation_rate"], 1, "dilation_rate")[0]) - 1


def _longer(dim: Dim, count: int) -> Dim:
    return dim + count if isinstance(dim, int) else None if count else dim


def _infer_1d(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    check_weights(types, {"kernel": _kernel_1d(types, attrs), "bias": (attrs["filters"],)})
    x, kernel = types[:2]
    causal = attrs["padding"] == "causal"
    steps = _longer(x.shape[1], _before(attrs)) if causal else x.shape[1]
    image, filters = x.with_shape((x.shape[0], 1, steps, x.shape[2])), kernel.with_shape((1, *kernel.shape))
    y = output_type(image, filters, flat_attrs({**attrs, "padding": "valid"} if causal else attrs))
    return y.with_shape((y.shape[0], *y.shape[2:]))


def _expand_1d(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    x, options = inputs[0], {name: attrs[name] for name in ("strides", "padding", "dilation_rate", "groups")}
    if attrs["padding"] == "causal":
        x = b.pad(x, pad_width=[[0, 0], [_before(attrs), 0], [0, 0]])
        options["padding"] = "valid"
    return finish(b, b.conv1d(x, inputs[1], **options), _last(inputs, attrs), attrs)


# --- DepthwiseConv2D and SeparableConv2D ----------------------------------------------------------------------------------

_DEPTH_MULTIPLIER = Attr("depth_multiplier", "int", 1, minimum=1, help="How many filters each channel gets.")


def _depthwise_kernel(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    return *per_axis(attrs["kernel_size"], 2, "kernel_size"), channels_of(types[0], 4), attrs["depth_multiplier"]


def _depthwise_filters(types: Sequence[TensorType], attrs: Attrs) -> int:
    return channels_of(types[0], 4) * int(attrs["depth_multiplier"])


def _depthwise_type(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    filters = _depthwise_filters(types, attrs)
    kernel = types[1].with_shape((*types[1].shape[:2], 1, filters))
    return output_type(types[0], kernel, {**attrs, "groups": channels_of(types[0], 4)})


def _infer_depthwise(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    wanted: dict[str, Shape] = {"kernel": _depthwise_kernel(types, attrs), "bias": (_depthwise_filters(types, attrs),)}
    check_weights(types, wanted)
    return _depthwise_type(types, attrs)


def _depthwise(b: Builder, x: Value, kernel: Value, attrs: Attrs) -> Value:
    """The filters of all channels side by side, as a convolution with a group for each channel."""
    height, width, channels, many = kernel.type.static_shape
    flat = b.reshape(kernel, shape=[height, width, 1, channels * many])
    options = {name: attrs[name] for name in ("strides", "padding", "dilation_rate")}
    result: Value = b.conv2d(x, flat, groups=channels, **options)
    return result


def _expand_depthwise(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    return finish(b, _depthwise(b, inputs[0], inputs[1], attrs), _last(inputs, attrs), attrs)


def _pointwise_kernel(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    return 1, 1, _depthwise_filters(types, attrs), attrs["filters"]


def _infer_separable(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    wanted: dict[str, Shape] = {
        "depthwise_kernel": _depthwise_kernel(types, attrs),
        "pointwise_kernel": _pointwise_kernel(types, attrs),
        "bias": (attrs["filters"],),
    }
    check_weights(types, wanted)
    y = _depthwise_type(types, attrs)
    return y.with_shape((*y.shape[:3], attrs["filters"]))


def _expand_separable(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y = b.conv2d(_depthwise(b, inputs[0], inputs[1], attrs), inputs[2])
    return finish(b, y, _last(inputs, attrs), attrs)


# --- Conv2DTranspose ------------------------------------------------------------------------------------------------------


def _transpose_kernel(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    return *per_axis(attrs["kernel_size"], 2, "kernel_size"), attrs["filters"], channels_of(types[0], 4)


def _transpose_size(x: TensorType, attrs: Attrs) -> list[int]:
    """Height and width of the output: the smallest image that a convolution would make this input of."""
    strides, dilation = (per_axis(attrs[name], 2, name) for name in ("strides", "dilation_rate"))
    found = []
    extra = _output_padding(attrs)
    for dim, size, stride, step, more in zip(
        x.shape[1:3], per_axis(attrs["kernel_size"], 2, "kernel_size"), strides, dilation, extra, strict=True
    ):
        if not isinstance(dim, int):
            raise RuleError(
                "cannot tell the size of the output, as that of the input {shape} is open; give its height and width",
                shape=format_shape(x.shape),
            )  # fmt: skip
        if more is not None:
            window = reach(size, step)
            found.append((dim - 1) * stride + window + more - (2 * (window // 2) if attrs["padding"] == "same" else 0))
            continue
        found.append(dim * stride + (max(reach(size, step) - stride, 0) if attrs["padding"] == "valid" else 0))
    return found


def _output_padding(attrs: Attrs) -> tuple[int | None, ...]:
    """How much longer the output is than it need be, for each axis; RuleError where no stride could have left that much."""
    if attrs["output_padding"] is None:
        return None, None
    found = per_axis(attrs["output_padding"], 2, "output_padding")
    for more, stride in zip(found, per_axis(attrs["strides"], 2, "strides"), strict=True):
        if more >= stride:
            raise RuleError(
                "output_padding {more} must be smaller than its stride {stride}; make one fit the other", more=more, stride=stride
            )
    return found


def _cut_before(attrs: Attrs) -> list[int]:
    """How many rows and columns padding same takes off the beginning of the whole output, as Keras counts them."""
    found = []
    for size, step, more in zip(
        per_axis(attrs["kernel_size"], 2, "kernel_size"), per_axis(attrs["dilation_rate"], 2, "dilation_rate"),
        _output_padding(attrs), strict=True,
    ):  # fmt: skip
        window = reach(size, step)
        spare = window + window % 2 - 2 + (more or 0)
        found.append(window - 1 - min(spare // 2 + spare % 2, window - 1))
    return found


def _infer_transpose(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    check_weights(types, {"kernel": _transpose_kernel(types, attrs), "bias": (attrs["filters"],)})
    x = types[0]
    return x.with_shape((x.shape[0], *_transpose_size(x, attrs), attrs["filters"]))


def _expand_transpose(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    options = {name: attrs[name] for name in ("strides", "padding", "dilation_rate")}
    size = _transpose_size(inputs[0].type, attrs)
    if attrs["output_padding"] is None or attrs["padding"] == "valid":
        y = b.conv2d_input_grad(inputs[0], inputs[1], size=size, **options)
    else:
        first = _cut_before(attrs)
        whole = [begin + length for begin, length in zip(first, size, strict=True)]
        windows = map(
            reach, per_axis(attrs["kernel_size"], 2, "kernel_size"), per_axis(attrs["dilation_rate"], 2, "dilation_rate")
        )
        strides = per_axis(attrs["strides"], 2, "strides")
        full = [
            max(length, (dim - 1) * stride + window)
            for length, dim, stride, window in zip(whole, inputs[0].shape[1:3], strides, windows, strict=True)
            if isinstance(dim, int)
        ]
        y = b.conv2d_input_grad(inputs[0], inputs[1], size=full, **{**options, "padding": "valid"})
        y = b.slice(y, begin=[None, *first], end=[None, *whole])
    return finish(b, y, _last(inputs, attrs), attrs)


_IMAGES = Port("x", "float", help="Images, (batch, height, width, channels).")
_KERNEL_2D = Port("kernel", "float", param=Param(_kernel_2d, "kernel_initializer"))
_TAIL = (ACTIVATION, _USE_BIAS)


def _samples(*cases: tuple[tuple[tuple[int, ...], ...], dict[str, Any]]) -> tuple[Sample, ...]:
    return tuple(Sample(shapes, attrs, (-0.5, 0.5)) for shapes, attrs in cases)


OPS: tuple[Op, ...] = (
    Op(
        name="conv2d_layer", title="Conv2D", category="layers", telling="filters",
        inputs=(_IMAGES, _KERNEL_2D, _bias(_filters)),
        attrs=(
            _FILTERS, _KERNEL_SIZE, STRIDES, PADDING, DILATION, GROUPS, *_TAIL, _KERNEL_INITIALIZER, _BIAS_INITIALIZER,
        ),
        infer=_infer_2d, expand=_expand_2d,
        samples=_samples(
            (((2, 5, 4, 3), (3, 3, 3, 4), (4,)), {"filters": 4}),
            (((3, 5, 6, 1), (2, 3, 1, 2)), {"filters": 2, "kernel_size": [2, 3], "padding": "same", "use_bias": False,
                                            "activation": "tanh"}),
            (((3, 6, 5, 4), (2, 2, 2, 2), (2,)), {"filters": 2, "kernel_size": 2, "strides": 2, "groups": 2}),
        ),
        help="Slides filters over images; each gives one channel of the output.",
        formula="y[h, w, o] = activation(Σ x[s·h + i, s·w + j, c] · W[i, j, c, o] + b[o])", source="Keras Conv2D",
    ),
    Op(
        name="conv1d_layer", title="Conv1D", category="layers", telling="filters",
        inputs=(
            Port("x", "float", help="Sequences, (batch, steps, channels)."),
            Port("kernel", "float", param=Param(_kernel_1d, "kernel_initializer")),
            _bias(_filters),
        ),
        attrs=(
            _FILTERS,
            sizes("kernel_size", 3, "How many steps a filter covers."),
            sizes("strides", 1, "How far apart windows begin."),
            _PADDING_1D, DILATION, GROUPS, *_TAIL, _KERNEL_INITIALIZER, _BIAS_INITIALIZER,
        ),
        infer=_infer_1d, expand=_expand_1d,
        samples=_samples(
            (((2, 6, 3), (3, 3, 4), (4,)), {"filters": 4}),
            (((4, 6, 2), (2, 2, 3), (3,)), {"filters": 3, "kernel_size": 2, "padding": "causal", "dilation_rate": 2,
                                            "activation": "sigmoid"}),
            (((3, 7, 2), (2, 2, 1)), {"filters": 1, "kernel_size": [2], "padding": "same", "strides": 2, "use_bias": False}),
        ),
        help="Slides filters along sequences; each gives one channel of the output.",
        formula="y[t, o] = activation(Σ x[s·t + i, c] · W[i, c, o] + b[o])", source="Keras Conv1D",
    ),
    Op(
        name="depthwise_conv2d", title="DepthwiseConv2D", category="layers", telling="kernel_size",
        inputs=(
            _IMAGES, Port("kernel", "float", param=Param(_depthwise_kernel, "depthwise_initializer")), _bias(_depthwise_filters),
        ),
        attrs=(
            _KERNEL_SIZE, STRIDES, PADDING, _DEPTH_MULTIPLIER, DILATION, *_TAIL,
            _initializer("depthwise_initializer", "First values of the kernel."), _BIAS_INITIALIZER,
        ),
        infer=_infer_depthwise, expand=_expand_depthwise,
        samples=_samples(
            (((2, 5, 4, 3), (3, 3, 3, 1), (3,)), {}),
            (((3, 5, 4, 2), (2, 2, 2, 3), (6,)), {"kernel_size": 2, "depth_multiplier": 3, "strides": 2, "padding": "same",
                                                  "activation": "tanh"}),
        ),
        help="Slides a filter of its own over each channel of images.",
        formula="y[h, w, c·m + k] = activation(Σ x[s·h + i, s·w + j, c] · W[i, j, c, k] + b)", source="Keras DepthwiseConv2D",
    ),
    Op(
        name="separable_conv2d", title="SeparableConv2D", category="layers", telling="filters",
        inputs=(
            _IMAGES,
            Port("depthwise_kernel", "float", param=Param(_depthwise_kernel, "depthwise_initializer")),
            Port("pointwise_kernel", "float", param=Param(_pointwise_kernel, "pointwise_initializer")),
            _bias(_filters),
        ),
        attrs=(
            _FILTERS, _KERNEL_SIZE, STRIDES, PADDING, DILATION, _DEPTH_MULTIPLIER, *_TAIL,
            _initializer("depthwise_initializer", "First values of the depthwise kernel."),
            _initializer("pointwise_initializer", "First values of the pointwise kernel."), _BIAS_INITIALIZER,
        ),
        infer=_infer_separable, expand=_expand_separable,
        samples=_samples(
            (((2, 5, 4, 3), (3, 3, 3, 1), (1, 1, 3, 4), (4,)), {"filters": 4}),
            (((3, 5, 4, 2), (2, 2, 2, 2), (1, 1, 4, 5)), {"filters": 5, "kernel_size": 2, "depth_multiplier": 2,
                                                          "padding": "same", "use_bias": False, "activation": "tanh"}),
        ),
        help="A filter for each channel, then a mix of the channels at every place: far fewer weights than Conv2D.",
        formula="y = activation(depthwise(x)·P + b)", source="Chollet 2017; Keras SeparableConv2D",
    ),
    Op(
        name="conv2d_transpose", title="Conv2DTranspose", category="layers", telling="filters",
        inputs=(_IMAGES, Port("kernel", "float", param=Param(_transpose_kernel, "kernel_initializer")), _bias(_filters)),
        attrs=(
            _FILTERS, _KERNEL_SIZE, STRIDES, PADDING,
            Attr("output_padding", "axes", None, minimum=0, optional=True,
                 help="How much longer the output is than it need be; empty: what padding asks for."),
            DILATION, *_TAIL, _KERNEL_INITIALIZER, _BIAS_INITIALIZER,
        ),
        infer=_infer_transpose, expand=_expand_transpose,
        samples=_samples(
            (((2, 3, 4, 3), (3, 3, 4, 3), (4,)), {"filters": 4}),
            (((3, 2, 4, 2), (2, 3, 1, 2), (1,)), {"filters": 1, "kernel_size": [2, 3], "strides": 2, "padding": "same",
                                                  "activation": "sigmoid"}),
            (((3, 2, 2, 2), (2, 2, 4, 2)), {"filters": 4, "kernel_size": 2, "strides": 3, "use_bias": False}),
            (((3, 2, 2, 2), (3, 3, 4, 2), (4,)), {"filters": 4, "strides": 2, "padding": "same", "output_padding": [0, 1]}),
        ),
        help="Makes images larger: lays a filter, weighted by each pixel, over the output; the way back of Conv2D.",
        formula="y[s·h + i, s·w + j, o] += x[h, w, c] · W[i, j, o, c]", source="Keras Conv2DTranspose",
    ),
)  # fmt: skip
