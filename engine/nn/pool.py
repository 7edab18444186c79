"""Layers that change how large images and sequences are: pooling, global pooling, upsampling and padding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import AttributeValueError, RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.pool import POOL_SIZE, STRIDES, pooled_type
from engine.ops.spec import Op, Port, Sample
from engine.ops.windows import PADDING, check_image, per_axis, sizes

_IMAGES = Port("x", "float", help="Images, (batch, height, width, channels).")
_STEPS = Port("x", "float", help="Sequences, (batch, steps, channels).")
_KEEPDIMS = Attr("keepdims", "bool", False, help="Keep what is pooled over as axes of size 1.")


def _check_steps(x: TensorType) -> None:
    if x.rank != 3:
        raise RuleError(
            "takes sequences batch×steps×channels, but got {shape}; insert Reshape or ExpandDims", shape=format_shape(x.shape)
        )


def _as_images(attrs: Attrs) -> dict[str, Any]:
    """The attributes of a pooling along one axis as those of one over images of height 1."""
    (size,) = per_axis(attrs["pool_size"], 1, "pool_size")
    (step,) = (size,) if attrs["strides"] is None else per_axis(attrs["strides"], 1, "strides")
    return {"pool_size": [1, size], "strides": [1, step], "padding": attrs["padding"]}


def _infer_1d(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    _check_steps(x)
    y = pooled_type(x.with_shape((x.shape[0], 1, *x.shape[1:])), _as_images(attrs))
    return x.with_shape((y.shape[0], *y.shape[2:]))


def _infer_2d(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    check_image(types[0])
    return pooled_type(types[0], attrs)


def _pooling(name: str, title: str, primitive: str, word: str, formula: str, dims: int) -> Op:
    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
        result: Value
        if dims == 2:
            result = b.apply(primitive, inputs[0], **{key: attrs[key] for key in ("pool_size", "strides", "padding")})
        else:
            result = b.squeeze(b.apply(primitive, b.expand_dims(inputs[0], axis=1), **_as_images(attrs)), axis=1)
        return result

    flat = (sizes("pool_size", 2, "How many steps a window covers."), STRIDES, PADDING)
    shapes = ((2, 5, 4, 3), (3, 4, 6, 2)) if dims == 2 else ((2, 5, 3), (3, 6, 2))
    return Op(
        name=name, title=title, category="layers", telling="pool_size", inputs=(_IMAGES if dims == 2 else _STEPS,),
        attrs=(POOL_SIZE, STRIDES, PADDING) if dims == 2 else flat,
        infer=_infer_2d if dims == 2 else _infer_1d, expand=expand,
        samples=(
            Sample((shapes[0],), {}, "distinct"),
            Sample((shapes[1],), {"pool_size": 3, "strides": 2, "padding": "same"}, "distinct"),
        ),
        help=f"Takes the {word} of each window of {'images' if dims == 2 else 'sequences'}, channel by channel.",
        formula=formula, source=f"Keras {title}",
    )  # fmt: skip


def _infer_global(dims: int) -> Any:
    def infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
        x = types[0]
        if dims == 2:
            check_image(x)
        else:
            _check_steps(x)
        return x.with_shape((x.shape[0], *((1,) * dims if attrs["keepdims"] else ()), x.shape[-1]))

    return infer


def _global(name: str, title: str, primitive: str, word: str, dims: int) -> Op:
    shape = (2, 3, 4, 3) if dims == 2 else (2, 4, 3)
    return Op(
        name=name, title=title, category="layers", inputs=(_IMAGES if dims == 2 else _STEPS,), attrs=(_KEEPDIMS,),
        infer=_infer_global(dims),
        expand=lambda b, inputs, attrs: b.apply(
            primitive, inputs[0], axis=list(range(1, dims + 1)), keepdims=attrs["keepdims"]
        ),
        samples=(Sample((shape,), {}, "distinct"), Sample((shape,), {"keepdims": True}, "distinct")),
        help=f"Takes the {word} of each channel over {'a whole image' if dims == 2 else 'a whole sequence'}.",
        formula=f"y[c] = {word} x[…, c]", source=f"Keras {title}",
    )  # fmt: skip


# --- upsampling and padding -----------------------------------------------------------------------------------------------


def _times(dim: Dim, factor: int) -> Dim:
    return dim * factor if isinstance(dim, int) else dim if factor == 1 else None


def _infer_up(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    check_image(x)
    down, right = per_axis(attrs["size"], 2, "size")
    for dim, factor in zip(x.shape[1:3], (down, right), strict=True):
        if factor > 1 and not isinstance(dim, int):
            raise RuleError(
                "cannot tell the size of the output, as that of the input {shape} is open; give its height and width",
                shape=format_shape(x.shape),
            )  # fmt: skip
    return x.with_shape((x.shape[0], _times(x.shape[1], down), _times(x.shape[2], right), x.shape[3]))


def _phases(b: Builder, x: Value, axis: int, factor: int) -> list[Value]:
    """For each of the new pixels that an old one becomes: the line between two old ones, read at its place.

    Pixels have their values in their middles, and the border goes on outside.
    """
    size = x.shape[axis]
    assert isinstance(size, int)

    def cut(value: Value, begin: int, end: int) -> Value:
        lead: list[int | None] = [None] * axis
        part: Value = b.slice(value, begin=[*lead, begin], end=[*lead, end])
        return part

    wide = b.concatenate(cut(x, 0, 1), x, cut(x, size - 1, size), axis=axis)
    found = []
    for phase in range(factor):
        place = (phase + 0.5) / factor + 0.5  # in the widened axis, from the pixel before the old one
        first, share = int(place), place - int(place)
        y = cut(wide, first, first + size) * (1 - share)
        found.append(y + cut(wide, first + 1, first + 1 + size) * share if share else y)
    return found


def _expand_up(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y = inputs[0]
    for axis, factor in zip((1, 2), per_axis(attrs["size"], 2, "size"), strict=True):
        if factor == 1:
            continue
        shape = [-1 if not isinstance(dim, int) else dim for dim in y.shape]
        parts = [y] * factor if attrs["interpolation"] == "nearest" else _phases(b, y, axis, factor)
        y = b.reshape(b.stack(*parts, axis=axis + 1), shape=[*shape[:axis], shape[axis] * factor, *shape[axis + 1 :]])
    return b.identity(y) if y is inputs[0] else y


def border(padding: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Keras's ways to write padding: one number, one for each axis, or a pair for each axis."""
    whole = [padding, padding] if isinstance(padding, int) else padding
    pairs = [(side, side) if isinstance(side, int) else side for side in whole] if isinstance(whole, (list, tuple)) else []
    counts = [count for pair in pairs if isinstance(pair, (list, tuple)) for count in pair]
    if (
        len(pairs) != 2
        or len(counts) != 4
        or any(not isinstance(count, int) or isinstance(count, bool) or count < 0 for count in counts)
    ):
        raise AttributeValueError(
            "{attribute} is {value}, but must be one count, [height, width], or [[top, bottom], [left, right]]",
            attribute="padding", value=padding,
        )  # fmt: skip
    return (counts[0], counts[1]), (counts[2], counts[3])


def _infer_zero(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    check_image(x)
    grown = [
        dim + sum(pair) if isinstance(dim, int) else dim if not sum(pair) else None
        for dim, pair in zip(x.shape[1:3], border(attrs["padding"]), strict=True)
    ]
    return x.with_shape((x.shape[0], *grown, x.shape[3]))


def _expand_zero(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    result: Value = b.pad(inputs[0], pad_width=[[0, 0], *map(list, border(attrs["padding"])), [0, 0]])
    return result


OPS: tuple[Op, ...] = (
    _pooling("max_pooling2d", "MaxPooling2D", "max_pool", "largest pixel", "y[h, w, c] = max x[s·h + i, s·w + j, c]", 2),
    _pooling("max_pooling1d", "MaxPooling1D", "max_pool", "largest entry", "y[t, c] = max x[s·t + i, c]", 1),
    _pooling("average_pooling2d", "AveragePooling2D", "average_pool", "mean", "y[h, w, c] = mean x[s·h + i, s·w + j, c]", 2),
    _pooling("average_pooling1d", "AveragePooling1D", "average_pool", "mean", "y[t, c] = mean x[s·t + i, c]", 1),
    _global("global_average_pooling2d", "GlobalAveragePooling2D", "mean", "mean", 2),
    _global("global_average_pooling1d", "GlobalAveragePooling1D", "mean", "mean", 1),
    _global("global_max_pooling2d", "GlobalMaxPooling2D", "max", "largest entry", 2),
    _global("global_max_pooling1d", "GlobalMaxPooling1D", "max", "largest entry", 1),
    Op(
        name="up_sampling2d", title="UpSampling2D", category="layers", telling="size", inputs=(_IMAGES,),
        attrs=(
            sizes("size", 2, "How many times as high and as wide images become; one number for both."),
            Attr("interpolation", "choice", "nearest", choices=("nearest", "bilinear"),
                 help="nearest: repeat pixels; bilinear: straight lines between their middles."),
        ),
        infer=_infer_up, expand=_expand_up,
        samples=(
            Sample(((2, 3, 4, 3),)),
            Sample(((4, 3, 2, 2),), {"size": [1, 3]}),
            Sample(((2, 3, 4, 3),), {"interpolation": "bilinear"}),
            Sample(((4, 2, 1, 2),), {"size": 3, "interpolation": "bilinear"}),
        ),
        help="Makes images larger by repeating pixels or by drawing lines between them.",
        formula="y[s·h + i, s·w + j] = x[h, w]", source="Keras UpSampling2D",
    ),
    Op(
        name="zero_padding2d", title="ZeroPadding2D", category="layers", telling="padding", inputs=(_IMAGES,),
        attrs=(Attr("padding", "json", 1, help="A count for all sides, [height, width], or [[top, bottom], [left, right]]."),),
        infer=_infer_zero, expand=_expand_zero,
        samples=(
            Sample(((2, 3, 4, 3),)),
            Sample(((4, 3, 2, 2),), {"padding": [0, 2]}),
            Sample(((2, 3, 1, 3),), {"padding": [[1, 0], [2, 3]]}),
        ),
        help="Puts a border of zeros around images.", formula="y[top + h, left + w] = x[h, w]", source="Keras ZeroPadding2D",
    ),
)  # fmt: skip
