"""Ops that take a shape from another value, so that gradients work where a size is known only at run time.

They are off the palette: autodiff and gradient rules use them.  The input ``like`` gives its shape, never its numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import LAYOUTS, TensorType, format_shape, normalize_axes
from engine.ops.attrs import Attr
from engine.ops.rules import Array, broadcasts_to
from engine.ops.spec import NoGradient, Op, Port, Sample, Vjp

_LIKE = Port("like", shape_only=True)
_CONSTANT = NoGradient("it reads only a shape, so its entries do not depend on any number")


def _infer_sum_to_like(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, like = types
    if not broadcasts_to(like.shape, x.shape):
        raise RuleError("cannot sum {x} to {like}", x=format_shape(x.shape), like=format_shape(like.shape))
    return x.with_shape(like.shape)


def _sum_to_like(x: Array, like: Array) -> Any:
    lead = x.ndim - like.ndim
    axes = tuple(range(lead)) + tuple(lead + i for i, size in enumerate(like.shape) if size == 1 and x.shape[lead + i] != 1)
    wide = np.float32 if x.dtype == np.float16 else x.dtype
    return np.sum(x, axis=axes, keepdims=True, dtype=wide).reshape(like.shape).astype(x.dtype)


def inserted_shape(shape: Sequence[Any], axes: Sequence[int] | None, rank: int) -> tuple[Any, ...]:
    """The shape with size 1 put in at ``axes``, counted in a result of ``rank`` dimensions."""
    places = normalize_axes(axes, rank) if axes is not None else ()
    rest = iter(shape)
    return tuple(1 if index in places else next(rest) for index in range(len(shape) + len(places)))


def _infer_broadcast_like(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, like = types
    if attrs["axes"] is not None and x.rank + len(attrs["axes"]) != like.rank:
        raise RuleError(
            "{x} with {count} new axes does not have the rank of {like}",
            x=format_shape(x.shape), count=len(attrs["axes"]), like=format_shape(like.shape),
        )  # fmt: skip
    shape = inserted_shape(x.shape, attrs["axes"], like.rank)
    if not broadcasts_to(shape, like.shape):
        raise RuleError("cannot broadcast {x} to {like}", x=format_shape(x.shape), like=format_shape(like.shape))
    return x.with_shape(like.shape)


def _broadcast_like(x: Array, like: Array, axes: list[int] | None) -> Any:
    return np.broadcast_to(x.reshape(inserted_shape(x.shape, axes, like.ndim)), like.shape)


def _broadcast_like_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return (b.sum(v.g, axis=v.attrs["axes"]) if v.attrs["axes"] else v.g), None


def _infer_reshape_like(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, like = types
    if x.size is not None and like.size is not None and x.size != like.size:
        raise RuleError("cannot reshape {x} to {like}", x=format_shape(x.shape), like=format_shape(like.shape))
    return x.with_shape(like.shape)


def _infer_dim_size(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axes(attrs["axis"], types[0].rank)
    return TensorType("int64")


def _dim_size(x: Array, axis: Any) -> Any:
    return np.asarray(math.prod(x.shape[index] for index in normalize_axes(axis, x.ndim)), np.int64)


def _filled(name: str, title: str, function: Any, word: str) -> Op:
    return Op(
        name=name, title=title, inputs=(Port("x", shape_only=True),), category="tensors",
        attrs=(Attr("dtype", "dtype", None, optional=True, help="The dtype of the result; empty for that of x."),),
        infer=lambda types, attrs: types[0].with_dtype(attrs["dtype"] or types[0].dtype),
        reference=lambda x, dtype: function(x.shape, dtype or x.dtype), gradient=_CONSTANT,
        samples=(Sample(((),)), Sample(((2, 3),)), Sample(((0,),)), Sample(((2,),), {"dtype": "int32"})),
        help=f"A tensor of {word} with the shape of its input.", formula=f"y = {0 if word == 'zeros' else 1}",
        source=f"NumPy {name}",
    )  # fmt: skip


OPS: tuple[Op, ...] = (
    Op(
        name="sum_to_like", title="SumToLike", inputs=(Port("x", accepts="number"), _LIKE), infer=_infer_sum_to_like,
        reference=_sum_to_like, gradient=lambda b, v: (b.broadcast_like(v.g, v.x), None),
        samples=tuple(
            Sample(shapes)
            for shapes in (
                ((), ()), ((2, 3), (3,)), ((2, 3), (2, 1)), ((4, 2, 3), (1, 3)), ((2, 3), ()), ((2, 3), (2, 3)), ((0, 3), (3,)),
                ((0,), (1,)), ((2, 3), (1, 1)),
            )
        ),
        help="Sums over the axes along which a value was broadcast.", formula="y = Σ x over the broadcast axes",
        source="the transpose of NumPy's broadcasting",
    ),
    Op(
        name="broadcast_like", title="BroadcastLike", inputs=(Port("x"), _LIKE),
        attrs=(Attr("axes", "ints", None, optional=True, help="Where new axes go, counted in the result."),),
        infer=_infer_broadcast_like, reference=_broadcast_like, gradient=_broadcast_like_gradient,
        samples=(
            Sample(((), (2, 3))),
            Sample(((3,), (2, 3))),
            Sample(((2, 1), (2, 3))),
            Sample(((), ())),
            Sample(((2,), (2, 3)), {"axes": [1]}),
            Sample(((3,), (2, 3, 4)), {"axes": [0, 2]}),
            Sample(((), (2, 3)), {"axes": [0, 1]}),
            Sample(((), (0, 3)), {"axes": [0, 1]}),
            Sample(((2, 3), (2, 3)), {"axes": []}),
        ),
        help="Broadcasts a value to the shape of another one.", formula="y[i, j] = x[i]", source="NumPy broadcast_to",
    ),
    Op(
        name="reshape_like", title="ReshapeLike", inputs=(Port("x"), _LIKE), infer=_infer_reshape_like,
        traits=frozenset({"view"}),
        reference=lambda x, like: x.reshape(like.shape), gradient=lambda b, v: (b.reshape_like(v.g, v.x), None),
        samples=(Sample(((2, 3), (6,))), Sample(((), (1, 1))), Sample(((0, 3), (3, 0)))),
        help="Gives a value the shape of another one of the same size.", formula="y = x", source="NumPy reshape",
    ),
    Op(
        name="dim_size", title="DimSize", infer=_infer_dim_size, category="math",
        inputs=(Port("x", shape_only=True, layouts=LAYOUTS),),
        attrs=(Attr("axis", "axes", None, optional=True, help="The axis or axes whose sizes are multiplied; empty for all."),),
        reference=_dim_size, gradient=_CONSTANT,
        samples=(
            Sample(((2, 3),)), Sample(((2, 3),), {"axis": 1}), Sample(((2, 3, 4),), {"axis": [0, -1]}), Sample(((0,),)),
            Sample(((),)),
        ),
        help="Counts the entries along one or more axes.", formula="n = Π sizes", source="NumPy shape",
    ),
    _filled("zeros_like", "ZerosLike", np.zeros, "zeros"),
    _filled("ones_like", "OnesLike", np.ones, "ones"),
)  # fmt: skip
