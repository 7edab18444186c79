"""Layers for sequences of tokens: a vector learned for each token, and a pattern that tells positions apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Param, Port, Sample


def _infer_embedding(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    x, table = types
    wanted = (attrs["input_dim"], attrs["output_dim"])
    if table.shape != wanted:
        raise RuleError(
            "the embeddings are {got}, but {wanted} are needed; share the weights of a layer with these sizes",
            got=format_shape(table.shape), wanted=format_shape(wanted),
        )  # fmt: skip
    y = table.with_shape((*x.shape, attrs["output_dim"]))
    return (y, x.with_dtype("bool")) if attrs["mask_zero"] else (y,)


def _expand_embedding(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    y = b.gather(inputs[1], inputs[0], axis=0)
    return (y, b.not_equal(inputs[0], 0)) if attrs["mask_zero"] else (y,)


def _infer_positions(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    if x.rank != 3:
        raise RuleError(
            "takes sequences batch×steps×features, but got {shape}; insert Reshape or Embedding", shape=format_shape(x.shape)
        )
    if not isinstance(x.shape[2], int):
        raise RuleError(
            "input {shape} does not say how many features a step has; give its last dimension a size", shape=format_shape(x.shape)
        )
    return x


def _expand_positions(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """Counted with running sums, so that the length of the sequences need not be known."""
    x = inputs[0]
    features = x.shape[2]
    assert isinstance(features, int)
    ones = b.ones_like(x)
    step = b.subtract(b.cumsum(ones, axis=1), 1)
    feature = b.subtract(b.cumsum(ones, axis=2), 1)
    pair = b.floor(b.multiply(feature, 0.5))
    is_odd = b.greater(b.subtract(feature, b.multiply(pair, 2)), 0.5)
    angle = b.multiply(step, b.exp(b.multiply(pair, -2 * math.log(attrs["max_wavelength"]) / features)))
    result: Value = b.add(x, b.where(is_odd, b.cos(angle), b.sin(angle)))
    return result


OPS: tuple[Op, ...] = (
    Op(
        name="embedding", title="Embedding", category="layers", telling="output_dim",
        inputs=(
            Port("x", "int", help="Numbers of tokens, from 0 to input_dim − 1."),
            Port(
                "embeddings", "float",
                param=Param(lambda types, attrs: (attrs["input_dim"], attrs["output_dim"]), "embeddings_initializer"),
            ),
        ),
        attrs=(
            Attr("input_dim", "int", minimum=1, unit="tokens", help="How many tokens there are."),
            Attr("output_dim", "int", minimum=1, help="How many numbers stand for a token."),
            Attr("embeddings_initializer", "initializer", "uniform", help="First values of the vectors."),
            Attr("mask_zero", "bool", False, help="Token 0 only fills up: a second output, mask, says which tokens are others."),
        ),
        infer=_infer_embedding, expand=_expand_embedding,
        parts=lambda attrs: ("y", "mask") if attrs["mask_zero"] else ("y",),
        samples=(
            Sample(((3, 4), (6, 2)), {"input_dim": 6, "output_dim": 2}, [("int", 0, 6), (-2.0, 2.0)]),
            Sample(((5,), (4, 3)), {"input_dim": 4, "output_dim": 3}, [("int", 0, 4), (-2.0, 2.0)]),
            Sample(((2, 3), (4, 2)), {"input_dim": 4, "output_dim": 2, "mask_zero": True}, [("int", 0, 4), (-2.0, 2.0)]),
        ),
        help="Looks up a learned vector for each token.", formula="y[…, :] = E[x[…], :]",
        source="Keras Embedding, whose mask travels unseen; a token out of range is an error",
    ),
    Op(
        name="positional_encoding", title="PositionalEncoding", category="layers",
        inputs=(Port("x", "float", help="Sequences, (batch, steps, features)."),),
        attrs=(
            Attr("max_wavelength", "float", 10000.0, minimum=1, exclusive=True,
                 help="How many steps the slowest wave takes, divided by 2π."),
        ),
        infer=_infer_positions, expand=_expand_positions, gradient=lambda b, v: (v.g,),
        samples=(Sample(((2, 5, 4),)), Sample(((3, 4, 3),), {"max_wavelength": 50.0}), Sample(((0, 2, 2),))),
        help="Adds waves of different lengths, by which a network tells the positions in a sequence apart.",
        formula="y[t, 2i] = x + sin(t / w^(2i/d)),  y[t, 2i + 1] = x + cos(t / w^(2i/d))",
        source="Vaswani et al. 2017; KerasHub SinePositionEncoding, added to the input",
    ),
)  # fmt: skip
