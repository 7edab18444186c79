"""What the families share: type rules, reference helpers and sample sets that more than one op needs.

Nothing here is an op.  A rule takes the input types and the attributes and returns the output type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.graph import Attrs
from engine.ir.types import Dim, Shape, TensorType, broadcast_shapes, format_shape, merge_dims
from engine.ops.spec import NoGradient, Port, Sample

Array = np.ndarray[Any, Any]

DISCRETE = NoGradient("its values are whole numbers or truth values, which do not change smoothly")
STEPWISE = NoGradient("it is constant between its jumps, so its derivative is zero wherever there is one")

X = Port("x", accepts="number")
PAIR = (Port("a", accepts="number"), Port("b", accepts="number"))

PROMOTING = frozenset({"elementwise", "promotes"})
COMMUTING = frozenset({"elementwise", "promotes", "commutative"})
ELEMENTWISE = frozenset({"elementwise"})

_UNARY_SHAPES: tuple[tuple[int, ...], ...] = ((), (1,), (3,), (2, 3), (2, 1, 3), (0,), (2, 0))
_BINARY_SHAPES: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((), ()),
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((), (2, 2)),
    ((2, 1), (1, 3)),
    ((1,), (4,)),
    ((2, 1, 3), (4, 1)),
    ((0,), (1,)),
    ((2, 1), (1, 0)),
)


def unary_samples(domain: Any = (-2.0, 2.0), **attrs: Any) -> tuple[Sample, ...]:
    """One sample for each shape that tends to be forgotten: scalars, single entries, none at all."""
    return tuple(Sample((shape,), attrs, domain) for shape in _UNARY_SHAPES)


def binary_samples(domain: Any = (-2.0, 2.0)) -> tuple[Sample, ...]:
    """Broadcasting from the left, from the right, from both sides, and with empty dimensions."""
    return tuple(Sample(shapes, {}, domain) for shapes in _BINARY_SHAPES)


def common_dtype(types: Sequence[TensorType]) -> str:
    """The one dtype of these types; RuleError where they differ."""
    for type_ in types:
        if type_.dtype != types[0].dtype:
            raise RuleError(
                "takes inputs of one dtype, but got {a} and {b}; insert Cast before one of them", a=types[0].dtype, b=type_.dtype
            )
    return types[0].dtype


def float_dtype(dtype: str) -> str:
    """What a real-valued function makes of a dtype: floats stay, integers and bools become float32."""
    return dtype if TensorType(dtype).is_float else "float32"


def total_dtype(dtype: str) -> str:
    """What adding up makes of a dtype: floats stay, integers and bools become int64, as in NumPy and PyTorch."""
    return dtype if TensorType(dtype).is_float else "int64"


def same(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    """The type of the first input."""
    return types[0]


def same_bool(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    """The shape of the first input, with truth values."""
    return types[0].with_dtype("bool")


def same_float(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    """The shape of the first input, in floats."""
    return types[0].with_dtype(float_dtype(types[0].dtype))


def broadcast(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    """The shapes broadcast as in NumPy; the dtype is common."""
    return TensorType(common_dtype(types), broadcast_shapes(*(type_.shape for type_ in types)))


def broadcast_bool(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return broadcast(types, attrs).with_dtype("bool")


def broadcast_float(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    result = broadcast(types, attrs)
    return result.with_dtype(float_dtype(result.dtype))


def broadcasts_to(shape: Shape, target: Shape) -> bool:
    """Whether the first shape may be broadcast to exactly the second, as far as the sizes are known."""

    def fits(a: Dim, b: Dim) -> bool:
        return a in (b, 1, None) or b is None or isinstance(a, int) != isinstance(b, int)

    return len(shape) <= len(target) and all(fits(a, b) for a, b in zip(reversed(shape), reversed(target), strict=False))


def merge_dim(a: Dim, b: Dim, what: str, left: TensorType, right: TensorType) -> Dim:
    """The dimension that is both; RuleError that shows the two whole shapes where they cannot be equal."""
    try:
        return merge_dims(a, b)
    except RuleError:
        raise RuleError(
            "{what} of {left} and {right} must be equal, but they are {a} and {b}",
            what=what, left=format_shape(left.shape), right=format_shape(right.shape), a=a, b=b,
        ) from None  # fmt: skip


def in_floats(function: Any) -> Callable[..., Any]:
    """A NumPy function of real numbers that leaves float dtypes alone and makes float32 of integers."""
    return lambda *arrays: function(*arrays, dtype=float_dtype(arrays[0].dtype.name))


def numpy_axis(axis: Any) -> Any:
    """An ``axes`` attribute as NumPy wants it."""
    return tuple(axis) if isinstance(axis, list) else axis
