"""The transformer's encoder block, and the shortcut around layers that it and deep networks are built with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, Shape, TensorType, format_dim, format_shape
from engine.nn.attention import (
    CAUSAL,
    HAS_PADDING,
    PADDING,
    RANDOM,
    SEED,
    TRAINING,
    check_masks,
    check_weights,
    static_features,
    stream,
)
from engine.ops.attrs import Attr
from engine.ops.rules import common_dtype
from engine.ops.spec import Op, Param, Port, Sample

_ONES, _ZEROS = "ones", "zeros"


def _key_dim(x: TensorType, attrs: Attrs) -> int:
    """How many numbers a head compares by: its share of the features, if nothing else is asked for."""
    features, heads = static_features(x, "x"), int(attrs["num_heads"])
    if attrs["key_dim"] is not None:
        return int(attrs["key_dim"])
    if features % heads:
        raise RuleError(
            "{features} features cannot be divided among {heads} heads; change num_heads or set key_dim",
            features=features, heads=heads,
        )  # fmt: skip
    return features // heads


def _shapes(x: TensorType, attrs: Attrs) -> dict[str, tuple[int, ...]]:
    """The weights in the order of their use, as Keras's layers inside have them."""
    features, size = static_features(x, "x"), _key_dim(x, attrs)
    heads, inner = int(attrs["num_heads"]), int(attrs["intermediate_dim"])
    views = {
        name: shape
        for which in ("query", "key", "value")
        for name, shape in ((f"{which}_kernel", (features, heads, size)), (f"{which}_bias", (heads, size)))
    }
    return {
        **views,
        "output_kernel": (heads, size, features), "output_bias": (features,),
        "attention_gamma": (features,), "attention_beta": (features,),
        "intermediate_kernel": (features, inner), "intermediate_bias": (inner,),
        "feedforward_kernel": (inner, features), "feedforward_bias": (features,),
        "feedforward_gamma": (features,), "feedforward_beta": (features,),
    }  # fmt: skip


_NAMES = (
    "query_kernel", "query_bias", "key_kernel", "key_bias", "value_kernel", "value_bias", "output_kernel", "output_bias",
    "attention_gamma", "attention_beta", "intermediate_kernel", "intermediate_bias", "feedforward_kernel", "feedforward_bias",
    "feedforward_gamma", "feedforward_beta",
)  # fmt: skip


def _weight(name: str) -> Port:
    def shape(types: Sequence[TensorType], attrs: Attrs) -> Shape:
        return _shapes(types[0], attrs)[name]

    ending = name.rpartition("_")[2]
    initializer = {"gamma": _ONES, "beta": _ZEROS}.get(ending, f"{ending}_initializer")
    return Port(name, "float", param=Param(shape, initializer))


def _infer_encoder(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    shapes = _shapes(x, attrs)
    has = (bool(attrs["has_attention_mask"]), bool(attrs["has_padding_mask"]))
    check_masks(types[1 : 1 + sum(has)], x.shape[0], x.shape[1], x.shape[1], has)
    check_weights(_NAMES, [shapes[name] for name in _NAMES], types[1 + sum(has) :], x.dtype)
    return x


def _expand_encoder(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    rest = list(inputs)
    x = rest.pop(0)
    attention_mask = rest.pop(0) if attrs["has_attention_mask"] else None
    padding_mask = rest.pop(0) if attrs["has_padding_mask"] else None
    weights = dict(zip(_NAMES, rest, strict=True))

    def normalized(y: Value, part: str) -> Value:
        gamma, beta = weights[f"{part}_gamma"], weights[f"{part}_beta"]
        result: Value = b.layer_normalization(y, gamma, beta, axis=-1, epsilon=attrs["epsilon"])
        return result

    def dropped(y: Value, place: int) -> Value:
        if not attrs["dropout"]:
            return y
        seed = stream(attrs["seed"], place)
        result: Value = b.dropout(y, rate=attrs["dropout"], training=attrs["training"], seed=seed)
        return result

    def attend(y: Value) -> Value:
        found = b.multi_head_attention(
            y, y, None, attention_mask, padding_mask, *(weights[name] for name in _NAMES[:8]),
            num_heads=attrs["num_heads"], key_dim=_key_dim(y.type, attrs), dropout=attrs["dropout"],
            use_causal_mask=attrs["use_causal_mask"], training=attrs["training"], seed=attrs["seed"],
        )  # fmt: skip
        return dropped(found, 1)

    def feed_forward(y: Value) -> Value:
        inner = b.dense(
            y, weights["intermediate_kernel"], weights["intermediate_bias"],
            units=attrs["intermediate_dim"], activation=attrs["activation"],
        )  # fmt: skip
        outer = b.dense(dropped(inner, 2), weights["feedforward_kernel"], weights["feedforward_bias"], units=x.shape[-1])
        return dropped(outer, 3)

    def around(y: Value, part: str, layers: Callable[[Value], Value]) -> Value:
        if attrs["norm_first"]:
            added: Value = b.add(y, layers(normalized(y, part)))
            return added
        return normalized(b.add(y, layers(y)), part)

    return around(around(x, "attention", attend), "feedforward", feed_forward)


def _infer_residual(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, shortcut = types
    common_dtype(types)
    if x.rank != shortcut.rank or not all(_alike(a, b) for a, b in zip(x.shape, shortcut.shape, strict=True)):
        last = shortcut.shape[-1] if shortcut.rank else None
        sameness = x.rank == shortcut.rank and all(_alike(a, b) for a, b in zip(x.shape[:-1], shortcut.shape[:-1], strict=True))
        if sameness and last is not None:
            raise RuleError(
                "the layers give {x}, but the shortcut brings {shortcut}; let the last layer give {size} features, "
                "or send the shortcut through a layer that gives {own}",
                x=format_shape(x.shape), shortcut=format_shape(shortcut.shape), size=format_dim(last),
                own=format_dim(x.shape[-1]),
            )  # fmt: skip
        raise RuleError(
            "the layers give {x}, but the shortcut brings {shortcut}; start the shortcut where the shape is {x}, or use Add",
            x=format_shape(x.shape), shortcut=format_shape(shortcut.shape),
        )  # fmt: skip
    return x.with_shape(a if isinstance(a, int) or b is None else b for a, b in zip(x.shape, shortcut.shape, strict=True))


def _alike(a: Dim, b: Dim) -> bool:
    return a == b or a is None or b is None or isinstance(a, int) != isinstance(b, int)


_ENCODER_SHAPES = tuple(
    _shapes(TensorType("float32", (2, 3, 4)), {"num_heads": 2, "key_dim": None, "intermediate_dim": 3})[name] for name in _NAMES
)
_SMALL = (-1.0, 1.0)

OPS: tuple[Op, ...] = (
    Op(
        name="transformer_encoder_block", title="TransformerEncoderBlock", category="layers", traits=RANDOM, telling="num_heads",
        inputs=(
            Port("x", "float", help="Sequences, (batch, steps, features)."),
            Port("attention_mask", "bool", flag="has_attention_mask",
                 help="True where a step may be looked at; fits (batch, steps, steps)."),
            PADDING,
            *map(_weight, _NAMES),
        ),
        attrs=(
            Attr("num_heads", "int", minimum=1, unit="heads", help="How many heads look, each in its own way.", start=2),
            Attr("intermediate_dim", "int", minimum=1, unit="units", help="How many units the layer in between has.", start=64),
            Attr("key_dim", "int", None, minimum=1, optional=True,
                 help="How many numbers a head compares by; empty: its share of the features."),
            Attr("dropout", "float", 0.0, minimum=0, maximum=1, help="The share that is dropped in training, at four places."),
            Attr("activation", "choice", "relu", choices=("relu", "gelu"), help="What the units in between do."),
            Attr("norm_first", "bool", False, help="Normalize what goes into the layers, not what comes out."),
            Attr("epsilon", "float", 1e-5, minimum=0, exclusive=True, help="Added to the variance, which may be 0."),
            CAUSAL,
            Attr("kernel_initializer", "initializer", "glorot_uniform", help="First values of the kernels."),
            Attr("bias_initializer", "initializer", "zeros", help="First values of the biases."),
            TRAINING, SEED,
            Attr("has_attention_mask", "bool", False, help="Whether an input hides pairs of steps."),
            HAS_PADDING,
        ),
        infer=_infer_encoder, expand=_expand_encoder,
        samples=(
            Sample(((2, 3, 4), *_ENCODER_SHAPES), {"num_heads": 2, "intermediate_dim": 3, "activation": "gelu"}, _SMALL),
            Sample(((2, 3, 4), (2, 3), *_ENCODER_SHAPES),
                   {"num_heads": 2, "intermediate_dim": 3, "activation": "gelu", "norm_first": True, "use_causal_mask": True,
                    "has_padding_mask": True}, [_SMALL, "bool", *[_SMALL] * 16]),
        ),
        help="Attention of a sequence to itself, then two dense layers on each step, each with a shortcut and normalized.",
        formula="x ← norm(x + attention(x));  y = norm(x + W₂·activation(W₁·x))",
        source="Vaswani et al. 2017; PyTorch TransformerEncoderLayer, names and defaults as in KerasHub TransformerEncoder",
    ),
    Op(
        name="residual_add", title="ResidualAdd", category="layers",
        inputs=(
            Port("x", "number", help="What the layers give."),
            Port("shortcut", "number", help="What went into them, of the same shape."),
        ),
        infer=_infer_residual, expand=lambda b, inputs, attrs: b.add(inputs[0], inputs[1]),
        samples=tuple(Sample((shape, shape)) for shape in ((2, 3), (), (2, 2, 1, 3), (0, 2))),
        help="Adds what went into some layers to what they give, which keeps deep networks trainable.",
        formula="y = x + shortcut",
        source="He et al. 2016; Keras Add, of two tensors of one shape",
    ),
)  # fmt: skip
