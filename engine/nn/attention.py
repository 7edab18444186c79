"""Attention: every step of a sequence takes from the steps of another what it finds there that matches.

Masks are truth values, true where a step may be looked at.  What is hidden gets the score −1e9 in place of its own and the
weight 0, as in Keras's Softmax: a step that may look at nothing finds nothing, zeros, and stays finite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, Shape, TensorType, broadcast_shapes, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import DISCRETE, broadcasts_to, common_dtype, merge_dim
from engine.ops.spec import Op, Param, Port, Sample

Sizes = tuple[int, ...]

CAUSAL = Attr("use_causal_mask", "bool", False, help="Let no step look at those after it.")
DROPOUT = Attr("dropout", "float", 0.0, minimum=0, maximum=1, help="The share of what is looked at that is dropped in training.")
TRAINING = Attr("training", "bool", None, optional=True, help="Drop or pass; empty: drop in training, pass otherwise.")
SEED = Attr("seed", "int", None, minimum=0, optional=True, help="Fixes the draw; empty: from the run's seed.")
RANDOM = frozenset({"random", "training"})
PADDING = Port(
    "padding_mask", "bool", flag="has_padding_mask", help="Which steps of the source are there, (batch, source); PaddingMask."
)
HAS_PADDING = Attr("has_padding_mask", "bool", False, help="Whether an input tells padding apart.")


def stream(seed: int | None, place: int) -> int | None:
    """The seed of one of several draws inside a composite, far from those that other nodes are given."""
    return None if seed is None else seed + place * 2**20


def static_features(x: TensorType, port: str) -> int:
    """How many features a step has; RuleError where the input is no sequence of features."""
    if x.rank != 3:
        raise RuleError(
            "{port} must be sequences batch×steps×features, but is {shape}; insert Reshape or Embedding",
            port=port, shape=format_shape(x.shape),
        )  # fmt: skip
    if not isinstance(x.shape[2], int):
        raise RuleError(
            "{port} {shape} does not say how many features a step has; give its last dimension a size",
            port=port, shape=format_shape(x.shape),
        )  # fmt: skip
    return x.shape[2]


def check_mask(mask: TensorType, port: str, scores: Shape) -> None:
    """RuleError where a mask does not fit the shape of what it is laid over."""
    if not broadcasts_to(mask.shape, scores):
        raise RuleError(
            "{port} is {got}, but must fit {wanted}", port=port, got=format_shape(mask.shape), wanted=format_shape(scores)
        )


# --- scaled dot product ---------------------------------------------------------------------------------------------------


def _infer_scores(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    query, key, value = types[:3]
    for port, type_ in zip(("query", "key", "value"), types, strict=False):
        if type_.rank < 2:
            raise RuleError(
                "{port} must be sequences (…, steps, features), but is {shape}", port=port, shape=format_shape(type_.shape)
            )
    merge_dim(query.shape[-1], key.shape[-1], "the features of query and key", query, key)
    source = merge_dim(key.shape[-2], value.shape[-2], "the steps of key and value", key, value)
    batch = broadcast_shapes(query.shape[:-2], key.shape[:-2], value.shape[:-2])
    scores = (*broadcast_shapes(query.shape[:-2], key.shape[:-2]), query.shape[-2], source)
    if attrs["has_mask"]:
        check_mask(types[3], "mask", scores)
    return TensorType(common_dtype(types[:3]), (*batch, query.shape[-2], value.shape[-1]))


def _swapped(b: Builder, x: Value) -> Value:
    result: Value = b.transpose(x, axes=[*range(x.rank - 2), x.rank - 1, x.rank - 2])
    return result


def _scale(attrs: Attrs, query: Value) -> float:
    if attrs["scale"] is not None:
        return float(attrs["scale"])
    size = query.shape[-1]
    if not isinstance(size, int):
        raise RuleError("cannot tell how many features the query has; set scale, or give its last dimension a size")
    return 1 / math.sqrt(max(size, 1))


def _expand_scores(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    query, key, value = inputs[:3]
    scores = b.matmul(b.multiply(query, _scale(attrs, query)), _swapped(b, key))
    masks = list(inputs[3:])
    if attrs["use_causal_mask"]:
        masks.append(b.causal_mask(scores))
    if masks:
        seen = b.logical_and(*masks) if len(masks) == 2 else masks[0]
        scores = b.where(seen, scores, -3e4 if scores.dtype == "float16" else -1e9)
        weights = b.softmax(scores, axis=-1)
        # with the causal mask alone every step sees itself; any other mask may hide everything
        weights = b.where(seen, weights, 0) if inputs[3:] else weights
    else:
        weights = b.softmax(scores, axis=-1)
    if attrs["dropout"]:
        weights = b.dropout(weights, rate=attrs["dropout"], training=attrs["training"], seed=attrs["seed"])
    result: Value = b.matmul(weights, value)
    return result


def _expand_causal(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """Counted with running sums, so that the length of the sequences need not be known."""
    (scores,) = inputs
    lead = list(range(scores.rank - 2))
    ones = b.ones_like(b.sum(scores, axis=lead) if lead else scores)
    result: Value = b.less_equal(b.cumsum(ones, axis=-1), b.cumsum(ones, axis=-2))
    return result


def _infer_causal(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if types[0].rank < 2:
        raise RuleError("scores are {shape}, but must be (…, target, source)", shape=format_shape(types[0].shape))
    return TensorType("bool", types[0].shape[-2:])


# --- several heads --------------------------------------------------------------------------------------------------------


def _value_dim(attrs: Attrs) -> int:
    return int(attrs["key_dim"] if attrs["value_dim"] is None else attrs["value_dim"])


def _output_dim(types: Sequence[TensorType], attrs: Attrs) -> int:
    return int(static_features(types[0], "query") if attrs["output_shape"] is None else attrs["output_shape"])


def _key_type(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return types[2] if attrs["has_key"] else types[1]


def _kernel_shape(which: str) -> Callable[[Sequence[TensorType], Attrs], Shape]:
    def shape(types: Sequence[TensorType], attrs: Attrs) -> Shape:
        heads = attrs["num_heads"]
        if which == "output":
            return heads, _value_dim(attrs), _output_dim(types, attrs)
        x = {"query": types[0], "value": types[1], "key": _key_type(types, attrs)}[which]
        return static_features(x, which), heads, _value_dim(attrs) if which == "value" else attrs["key_dim"]

    return shape


def _bias_shape(which: str) -> Callable[[Sequence[TensorType], Attrs], Shape]:
    def shape(types: Sequence[TensorType], attrs: Attrs) -> Shape:
        whole = _kernel_shape(which)(types, attrs)
        return whole[-1:] if which == "output" else whole[1:]

    return shape


_PARTS = ("query", "key", "value", "output")


def _weight_ports() -> tuple[Port, ...]:
    return tuple(
        port
        for which in _PARTS
        for port in (
            Port(f"{which}_kernel", "float", param=Param(_kernel_shape(which), "kernel_initializer")),
            Port(f"{which}_bias", "float", param=Param(_bias_shape(which), "bias_initializer"), flag="use_bias"),
        )
    )


def check_weights(names: Sequence[str], wanted: Sequence[Shape], types: Sequence[TensorType], dtype: str) -> None:
    """RuleError where a weight has not the shape or the dtype that its layer needs."""
    for name, shape, type_ in zip(names, wanted, types, strict=True):
        if type_.shape != tuple(shape):
            raise RuleError(
                "{weight} is {got}, but {wanted} is needed; use a layer with weights of its own",
                weight=name, got=format_shape(type_.shape), wanted=format_shape(shape),
            )  # fmt: skip
        if type_.dtype != dtype:
            raise RuleError(
                "input is {got}, but {weight} is {wanted}; insert Cast to {wanted}", got=dtype, weight=name, wanted=type_.dtype
            )


def check_masks(types: Sequence[TensorType], batch: Dim, target: Dim, source: Dim, has: tuple[bool, bool]) -> None:
    """The mask of pairs and that of padding, as far as they are there."""
    rest = list(types)
    if has[0]:
        mask = rest.pop(0)
        if mask.rank > 3:
            raise RuleError("attention_mask is {got}, but must be batch×target×source", got=format_shape(mask.shape))
        check_mask(mask, "attention_mask", (batch, target, source))
    if has[1]:
        padding = rest.pop(0)
        if padding.rank != 2:
            raise RuleError("padding_mask is {got}, but must be batch×source", got=format_shape(padding.shape))
        check_mask(padding, "padding_mask", (batch, source))


def _infer_heads(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    query, value, key = types[0], types[1], _key_type(types, attrs)
    for port, type_ in (("query", query), ("value", value), ("key", key)):
        static_features(type_, port)
    batch = merge_dim(query.shape[0], value.shape[0], "the batches", query, value)
    batch = merge_dim(batch, key.shape[0], "the batches", query, key)
    source = merge_dim(key.shape[1], value.shape[1], "the steps of key and value", key, value)
    data = 2 + attrs["has_key"]
    masks = attrs["has_attention_mask"] + attrs["has_padding_mask"]
    has = (bool(attrs["has_attention_mask"]), bool(attrs["has_padding_mask"]))
    check_masks(types[data : data + masks], batch, query.shape[1], source, has)
    names, wanted = [], []
    for which in _PARTS:
        names += [f"{which}_kernel", *([f"{which}_bias"] if attrs["use_bias"] else [])]
        wanted += [_kernel_shape(which)(types, attrs), *([_bias_shape(which)(types, attrs)] if attrs["use_bias"] else [])]
    common_dtype([query, value, key])
    check_weights(names, wanted, types[data + masks :], query.dtype)
    return query.with_shape((batch, query.shape[1], _output_dim(types, attrs)))


def _split_heads(b: Builder, x: Value, kernel: Value, bias: Value | None) -> Value:
    """What every head sees: (batch, heads, steps, size), by one large product for all heads."""
    batch, steps, _ = x.shape
    wide, heads, size = kernel.type.static_shape
    if isinstance(batch, int) or isinstance(steps, int):
        y = b.matmul(x, b.reshape(kernel, shape=[wide, heads * size]))
        if bias is not None:
            y = b.add(y, b.reshape(bias, shape=[heads * size]))
        y = b.reshape(y, shape=[_open(batch), _open(steps), heads, size])
    else:
        y = b.einsum(x, kernel, equation="btd,dhk->bthk")
        y = y if bias is None else b.add(y, bias)
    result: Value = b.transpose(y, axes=[0, 2, 1, 3])
    return result


def _join_heads(b: Builder, x: Value, kernel: Value, bias: Value | None) -> Value:
    """What all heads found, mixed: (batch, steps, features)."""
    batch, _, steps, _ = x.shape
    heads, size, wide = kernel.type.static_shape
    y = b.transpose(x, axes=[0, 2, 1, 3])
    if isinstance(batch, int) or isinstance(steps, int):
        y = b.reshape(y, shape=[_open(batch), _open(steps), heads * size])
        y = b.matmul(y, b.reshape(kernel, shape=[heads * size, wide]))
    else:
        y = b.einsum(y, kernel, equation="bthk,hkd->btd")
    result: Value = y if bias is None else b.add(y, bias)
    return result


def _open(dim: Dim) -> int:
    return dim if isinstance(dim, int) else -1


def joined_mask(b: Builder, attention: Value | None, padding: Value | None) -> Value | None:
    """Both masks as one over (batch, heads, target, source)."""
    found: list[Value] = []
    if attention is not None:
        found.append(b.expand_dims(attention, axis=1) if attention.rank == 3 else attention)
    if padding is not None:
        found.append(b.expand_dims(padding, axis=[1, 2]))
    if not found:
        return None
    mask: Value = b.logical_and(*found) if len(found) == 2 else found[0]
    return mask


def _expand_heads(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    rest = list(inputs)
    query, value = rest.pop(0), rest.pop(0)
    key = rest.pop(0) if attrs["has_key"] else value
    attention = rest.pop(0) if attrs["has_attention_mask"] else None
    padding = rest.pop(0) if attrs["has_padding_mask"] else None
    kernels = {which: (rest.pop(0), rest.pop(0) if attrs["use_bias"] else None) for which in _PARTS}
    views = [_split_heads(b, x, *kernels[which]) for which, x in (("query", query), ("key", key), ("value", value))]
    found = b.scaled_dot_product_attention(
        *views, joined_mask(b, attention, padding), use_causal_mask=attrs["use_causal_mask"],
        dropout=attrs["dropout"], training=attrs["training"], seed=attrs["seed"],
    )  # fmt: skip
    return _join_heads(b, found, *kernels["output"])


def _padding_mask(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    result: Value = b.not_equal(inputs[0], attrs["value"])
    return result


def _heads_sample(heads: int, key: int, value: int, out: int, query: Sizes, source: Sizes) -> tuple[Sizes, ...]:
    """The shapes of the weights for a sample."""
    kernels = ((query[2], heads, key), (source[2], heads, key), (source[2], heads, value), (heads, value, out))
    return (*(shape for kernel in kernels[:3] for shape in (kernel, kernel[1:])), kernels[3], kernels[3][2:])


_SMALL = (-1.0, 1.0)

OPS: tuple[Op, ...] = (
    Op(
        name="causal_mask", title="CausalMask", inputs=(Port("scores", "any", shape_only=True),),
        infer=_infer_causal, expand=_expand_causal, gradient=DISCRETE,
        samples=(Sample(((3, 4),)), Sample(((2, 2, 3, 3),)), Sample(((0, 2, 2),)), Sample(((2, 0),)), Sample(((1, 1),))),
        help="Which step may look at which, where none may look at those after it.", formula="y[t, s] = s ≤ t",
        source="Keras MultiHeadAttention, use_causal_mask",
    ),
    Op(
        name="scaled_dot_product_attention", title="ScaledDotProductAttention", category="layers", traits=RANDOM,
        inputs=(
            Port("query", "float", help="What is asked for, (…, target, features)."),
            Port("key", "float", help="What it is compared with, (…, source, features)."),
            Port("value", "float", help="What is found there, (…, source, values)."),
            Port("mask", "bool", flag="has_mask", help="True where a step may be looked at; fits (…, target, source)."),
        ),
        attrs=(
            CAUSAL,
            Attr("scale", "float", None, optional=True, help="What the products are multiplied by; empty: 1 / √features."),
            DROPOUT, TRAINING, SEED,
            Attr("has_mask", "bool", False, help="Whether an input hides steps."),
        ),
        infer=_infer_scores, expand=_expand_scores,
        samples=(
            Sample(((2, 3, 4), (2, 5, 4), (2, 5, 2))),
            Sample(((3, 2), (3, 2), (3, 2)), {"use_causal_mask": True}),
            Sample(((2, 2, 3, 2), (2, 2, 4, 2), (2, 2, 4, 3), (2, 1, 1, 4)), {"has_mask": True}, [*[_SMALL] * 3, "bool"]),
            Sample(((3, 2), (3, 2), (3, 2), (3, 3)), {"has_mask": True, "use_causal_mask": True, "scale": 0.5},
                   [*[_SMALL] * 3, "bool"]),
            Sample(((1, 1, 1), (1, 1, 1), (1, 1, 1))),
            Sample(((0, 2, 3), (0, 4, 3), (0, 4, 2))),
            Sample(((2, 2), (2, 2), (2, 2)), {"dropout": 0.5, "training": True, "seed": 5}),
        ),
        help="Every step of the query takes a mean of the values, weighed by how well their keys match.",
        formula="y = softmax(scale · Q·Kᵀ + mask) · V",
        source="Vaswani et al. 2017; Keras dot_product_attention; a step that may look at nothing finds zeros",
    ),
    Op(
        name="multi_head_attention", title="MultiHeadAttention", category="layers", traits=RANDOM, telling="num_heads",
        inputs=(
            Port("query", "float", help="The steps that ask, (batch, target, features)."),
            Port("value", "float", help="The steps that are looked at, (batch, source, features)."),
            Port("key", "float", flag="has_key", help="What is compared with the query in their place; without it the value."),
            Port("attention_mask", "bool", flag="has_attention_mask",
                 help="True where a step may be looked at; fits (batch, target, source)."),
            PADDING,
            *_weight_ports(),
        ),
        attrs=(
            Attr("num_heads", "int", minimum=1, unit="heads", help="How many heads look, each in its own way.", start=2),
            Attr("key_dim", "int", minimum=1, help="How many numbers a head compares by.", start=16),
            Attr("value_dim", "int", None, minimum=1, optional=True, help="How many a head takes along; empty: as key_dim."),
            DROPOUT,
            Attr("use_bias", "bool", True, help="Add a bias to each of the four products."),
            Attr("output_shape", "int", None, minimum=1, optional=True,
                 help="How many features come out; empty: as many as the query has."),
            CAUSAL,
            Attr("kernel_initializer", "initializer", "glorot_uniform", help="First values of the kernels."),
            Attr("bias_initializer", "initializer", "zeros", help="First values of the biases."),
            TRAINING, SEED,
            Attr("has_key", "bool", False, help="Whether an input gives the keys."),
            Attr("has_attention_mask", "bool", False, help="Whether an input hides pairs of steps."),
            HAS_PADDING,
        ),
        infer=_infer_heads, expand=_expand_heads,
        samples=(
            Sample(((2, 3, 4), (2, 3, 4), *_heads_sample(2, 2, 2, 4, (2, 3, 4), (2, 3, 4))),
                   {"num_heads": 2, "key_dim": 2, "use_causal_mask": True}, _SMALL),
            Sample(((2, 3, 2), (2, 2, 3), (2, 2, 3), (2, 3, 2), (2, 2), *_heads_sample(2, 1, 2, 3, (2, 3, 2), (2, 2, 3))),
                   {"num_heads": 2, "key_dim": 1, "value_dim": 2, "output_shape": 3, "has_key": True,
                    "has_attention_mask": True, "has_padding_mask": True},
                   [*[_SMALL] * 3, "bool", "bool", *[_SMALL] * 8]),
            Sample(((1, 2, 2), (1, 3, 2), (2, 1, 2), (2, 1, 2), (2, 1, 2), (1, 2, 2)),
                   {"num_heads": 1, "key_dim": 2, "use_bias": False}, _SMALL),
        ),
        help="Several heads look at the steps of a sequence, each in its own way, and what they find is mixed.",
        formula="y = Σₕ softmax(Qₕ·Kₕᵀ / √key_dim) · Vₕ · Wₕ + b,  Qₕ = query·W + b and so on",
        source="Vaswani et al. 2017; Keras MultiHeadAttention; a step that may look at nothing finds zeros",
    ),
    Op(
        name="padding_mask", title="PaddingMask", category="layers", telling="value", gradient=DISCRETE,
        inputs=(Port("x", "int", help="Numbers of tokens, (batch, steps)."),),
        attrs=(Attr("value", "int", 0, help="The token that fills up short sequences."),),
        infer=lambda types, attrs: types[0].with_dtype("bool"), expand=_padding_mask,
        samples=(
            Sample(((2, 3),), {}, ("int", 0, 3)), Sample(((4,),), {"value": 2}, ("int", 0, 4)),
            Sample(((0, 2),), {}, ("int", 0, 2)),
            Sample(((),), {}, ("int", 0, 2)),
        ),
        help="Tells the steps that are there from those that only fill up.", formula="y = x ≠ value",
        source="Keras Embedding, mask_zero",
    ),
)  # fmt: skip
