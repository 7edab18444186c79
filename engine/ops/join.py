"""Ops that put tensors together, take them apart again, or repeat them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape, normalize_axes, normalize_axis
from engine.ops.attrs import Attr
from engine.ops.rules import Array, common_dtype, merge_dim
from engine.ops.spec import Op, Port, Sample, Vjp


def _infer_concatenate(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    first = types[0]
    if first.rank == 0:
        raise RuleError("takes tensors with at least one dimension, but got a scalar; use Stack")
    along = normalize_axis(attrs["axis"], first.rank)
    shape = list(first.shape)
    for type_ in types[1:]:
        if type_.rank != first.rank:
            raise RuleError(
                "takes tensors of one rank, but got {a} and {b}", a=format_shape(first.shape), b=format_shape(type_.shape)
            )
        for axis, dim in enumerate(type_.shape):
            if axis == along:
                known, total = shape[axis], None
                if isinstance(known, int) and isinstance(dim, int):
                    total = known + dim
                shape[axis] = total
            else:
                shape[axis] = merge_dim(shape[axis], dim, f"axis {axis}", first, type_)
    return TensorType(common_dtype(types), tuple(shape))


def _concatenate_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    axis = v.attrs["axis"] % v.x.rank
    return [
        b.concatenate_part(v.g, *v.inputs, axis=axis, index=index) if wanted else None for index, wanted in enumerate(v.wants)
    ]


def _infer_stack(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    first = types[0]
    shape = list(first.shape)
    for type_ in types[1:]:
        if type_.rank != first.rank:
            raise RuleError(
                "takes tensors of one shape, but got {a} and {b}", a=format_shape(first.shape), b=format_shape(type_.shape)
            )
        shape = [merge_dim(a, b, f"axis {i}", first, type_) for i, (a, b) in enumerate(zip(shape, type_.shape, strict=True))]
    shape.insert(normalize_axis(attrs["axis"], first.rank + 1), len(types))
    return TensorType(common_dtype(types), tuple(shape))


def _stack_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    axis = v.attrs["axis"] % v.y.rank
    lead = [None] * axis
    return [
        b.squeeze(b.slice(v.g, begin=[*lead, i], end=[*lead, i + 1]), axis=axis) if wanted else None
        for i, wanted in enumerate(v.wants)
    ]


def _infer_part(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, like = types[0], types[1 + attrs["index"]]
    shape: list[Dim] = [
        dim if axis == attrs["axis"] % x.rank else merge_dim(x.shape[axis], dim, f"axis {axis}", x, like)
        for axis, dim in enumerate(like.shape)
    ]
    return x.with_shape(shape)


def _part(x: Array, *likes: Array, axis: int, index: int) -> Any:
    start = sum(like.shape[axis] for like in likes[:index])
    return x[(slice(None),) * (axis % x.ndim) + (slice(start, start + likes[index].shape[axis]),)]


def _part_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    parts = [v.g if i == v.attrs["index"] else b.zeros_like(like, dtype=v.g.dtype) for i, like in enumerate(v.inputs[1:])]
    return b.concatenate(*parts, axis=v.attrs["axis"]), *[None] * len(parts)


def _repeats(attrs: Attrs, rank: int) -> list[int]:
    """How often each axis is repeated; counts are for the last axes where there are fewer of them, as in NumPy."""
    repeats: list[int] = attrs["repeats"]
    if any(count < 0 for count in repeats):
        raise RuleError("repeats {repeats} has a negative count", repeats=repeats)
    return [1] * (rank - len(repeats)) + repeats


def _infer_tile(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    repeats = _repeats(attrs, types[0].rank)
    shape = (1,) * (len(repeats) - types[0].rank) + types[0].shape

    def longer(dim: Dim, count: int) -> Dim:
        if isinstance(dim, int):
            return dim * count
        return dim if count == 1 else 0 if count == 0 else None

    return types[0].with_shape(longer(*pair) for pair in zip(shape, repeats, strict=True))


def _tile(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """Copies joined side by side, so that it works before the size is known too."""
    repeats = _repeats(attrs, inputs[0].rank)
    new = len(repeats) - inputs[0].rank
    x: Value = b.expand_dims(inputs[0], axis=list(range(new))) if new else b.identity(inputs[0])
    for axis, count in enumerate(repeats):
        if count == 0:
            x = b.slice(x, begin=[None] * axis + [0], end=[None] * axis + [0])
        elif count > 1:
            x = b.concatenate(*[x] * count, axis=axis)
    return x


def _flip(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    (x,) = inputs
    axes = normalize_axes(attrs["axis"], x.rank)
    result: Value = b.slice(
        x, begin=[None] * x.rank, end=[None] * x.rank, step=[-1 if axis in axes else 1 for axis in range(x.rank)]
    )
    return result


def _infer_flip(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axes(attrs["axis"], types[0].rank)
    return types[0]


def _cuts(x: TensorType, attrs: Attrs) -> list[tuple[int | None, int | None]]:
    """Where each part begins and ends; ``sections`` is a count of equal parts, or a list of places to cut at."""
    sections, axis = attrs["sections"], normalize_axis(attrs["axis"], x.rank)
    if isinstance(sections, int) and sections > 0:
        size = x.shape[axis]
        if sections == 1:
            return [(None, None)]
        if not isinstance(size, int):
            raise RuleError(
                "cannot tell how long {count} parts of an unknown size are; give the places to cut at", count=sections
            )
        if size % sections:
            raise RuleError("cannot cut {size} entries into {count} equal parts", size=size, count=sections)
        sections = [size // sections * index for index in range(1, sections)]
    if not isinstance(sections, (list, tuple)) or not all(isinstance(place, int) for place in sections):
        raise RuleError("sections must be a count of parts or a list of places to cut at, but is {sections}", sections=sections)
    return list(zip([None, *sections], [*sections, None], strict=True))


def _split(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    (x,) = inputs
    lead = [None] * normalize_axis(attrs["axis"], x.rank)
    return [b.slice(x, begin=[*lead, begin], end=[*lead, end]) for begin, end in _cuts(x.type, attrs)]


def _split_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    """The parts side by side again, in one go."""
    parts = [b.zeros_like(part) if grad is None else grad for part, grad in zip(v.outputs, v.grads, strict=True)]
    result: Value = b.concatenate(*parts, axis=v.attrs["axis"]) if len(parts) > 1 else parts[0]
    return (result,)


def _infer_split(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    (x,) = types
    axis = normalize_axis(attrs["axis"], x.rank)

    def part(begin: int | None, end: int | None) -> TensorType:
        size = x.shape[axis]
        if begin is not None or end is not None:
            size = len(range(*slice(begin, end).indices(size))) if isinstance(size, int) else None
        return x.with_shape((*x.shape[:axis], size, *x.shape[axis + 1 :]))

    return [part(*cut) for cut in _cuts(x, attrs)]


def _parts(attrs: Attrs) -> tuple[str, ...]:
    sections = attrs["sections"]
    count = len(sections) + 1 if isinstance(sections, (list, tuple)) else sections
    return tuple(f"part_{number}" for number in range(1, (count if isinstance(count, int) and 0 < count <= 1000 else 1) + 1))


OPS: tuple[Op, ...] = (
    Op(
        name="concatenate", title="Concatenate", inputs=(Port("values", variadic=True),), infer=_infer_concatenate,
        traits=frozenset({"promotes"}), category="math", telling="axis",
        attrs=(Attr("axis", "int", -1, help="The axis along which the tensors are joined."),),
        reference=lambda *values, axis: np.concatenate(values, axis=axis), gradient=_concatenate_gradient,
        samples=tuple(
            Sample(shapes, {"axis": axis})
            for shapes, axis in (
                (((2,), (3,)), 0), (((2, 3), (2, 1)), -1), (((2, 3), (1, 3), (4, 3)), 0), (((2, 3),), 1), (((0, 3), (2, 3)), 0),
                (((1, 2, 3), (1, 1, 3)), 1),
            )
        ),
        help="Joins tensors along an axis that they have.", formula="y = [x₁ x₂ …]",
        source="NumPy concatenate; the axis defaults to the last as in Keras",
    ),
    Op(
        name="stack", title="Stack", inputs=(Port("values", variadic=True),), infer=_infer_stack,
        traits=frozenset({"promotes"}), category="math", telling="axis",
        attrs=(Attr("axis", "int", 0, help="Where the new axis goes, counted in the result."),),
        reference=lambda *values, axis: np.stack(values, axis=axis), gradient=_stack_gradient,
        samples=tuple(
            Sample(shapes, {"axis": axis})
            for shapes, axis in (
                (((), ()), 0), (((2,), (2,)), 0), (((2, 3), (2, 3), (2, 3)), -1), (((3,),), 1), (((0,), (0,)), 1),
            )
        ),
        help="Joins tensors of one shape along a new axis.", formula="y[i] = xᵢ", source="NumPy stack",
    ),
    Op(
        name="concatenate_part", title="ConcatenatePart", inputs=(Port("x"), Port("likes", shape_only=True, variadic=True)),
        attrs=(Attr("axis", "int", 0), Attr("index", "int", 0, minimum=0)), infer=_infer_part, traits=frozenset({"view"}),
        reference=_part, gradient=_part_gradient,
        samples=(
            Sample(((5,), (2,), (3,)), {"axis": 0, "index": 1}),
            Sample(((2, 6), (2, 1), (2, 0), (2, 5)), {"axis": -1, "index": 2}),
            Sample(((2, 6), (2, 1), (2, 0), (2, 5)), {"axis": 1, "index": 1}),
        ),
        help="Takes out of a concatenated tensor what one of its inputs brought.", formula="y = x[start : start + size]",
        source="the transpose of concatenate",
    ),
    Op(
        name="tile", title="Tile", inputs=(Port("x"),), category="math", infer=_infer_tile, expand=_tile, telling="repeats",
        attrs=(Attr("repeats", "ints", help="How often each axis is repeated, counted from the last."),),
        samples=tuple(
            Sample((shape,), {"repeats": repeats})
            for shape, repeats in (((), [2]), ((2,), [3]), ((2, 3), [2, 2]), ((2, 3), [2]), ((2,), [3, 1]), ((2,), [0]),
            ((0, 2), [2, 1]))
        ),
        help="Repeats a tensor along its axes.", formula="y = [x x …]", source="NumPy tile",
    ),
    Op(
        name="flip", title="Flip", inputs=(Port("x"),), category="math", infer=_infer_flip, expand=_flip,
        attrs=(Attr("axis", "axes", None, optional=True, help="The axis or axes to turn round; empty for all."),),
        samples=(
            Sample(((3,),)), Sample(((2, 3),)), Sample(((2, 3),), {"axis": -1}), Sample(((2, 3, 2),), {"axis": [0, 2]}),
            Sample(((),)),
            Sample(((0, 2),), {"axis": 0}),
        ),
        help="Turns the order of the entries round.", formula="y[i] = x[n − 1 − i]", source="NumPy flip",
    ),
    Op(
        name="split", title="SplitTensor", inputs=(Port("x"),), outputs=("part_1",), parts=_parts, infer=_infer_split,
        expand=_split, gradient=_split_gradient, category="math", telling="sections",
        attrs=(
            Attr("sections", "json", help="How many equal parts, or a list of places to cut at.", start=2),
            Attr("axis", "int", 0, help="The axis to cut."),
        ),
        samples=(
            Sample(((4,),), {"sections": 2}), Sample(((2, 6),), {"sections": [1, 4], "axis": 1}),
            Sample(((3,),), {"sections": 1}),
            Sample(((2, 4),), {"sections": [-1], "axis": -1}), Sample(((0, 2),), {"sections": 3}),
        ),
        help="Cuts a tensor into parts along an axis, one output a part.", formula="x = [y₁ y₂ …]", source="NumPy split",
    ),
)  # fmt: skip
