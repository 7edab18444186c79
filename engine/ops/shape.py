"""Ops that rearrange entries without computing: reshape, transpose, broadcast and cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, Shape, TensorType, format_shape, normalize_axes, normalize_axis
from engine.ops.attrs import Attr
from engine.ops.like import inserted_shape
from engine.ops.rules import Array, broadcasts_to, merge_dim, numpy_axis
from engine.ops.spec import Op, Port, Sample, Vjp
from engine.ops.twins import transposed

_VIEW = frozenset({"view"})
_ANY = Port("x")


def resolve_shape(shape: Shape, wanted: Sequence[Dim]) -> tuple[Dim, ...]:
    """The shape that a reshape gives: the one entry that is −1, empty or a name is found from the others.

    A named dimension keeps its name where the known sizes around it agree, so ``batch×28×28`` becomes ``batch×784``.
    """
    open_at = [index for index, dim in enumerate(wanted) if not isinstance(dim, int) or dim == -1]
    if len(open_at) > 1:
        raise RuleError("shape {shape} leaves {count} dimensions open; leave at most one", shape=list(wanted), count=len(open_at))
    if any(isinstance(dim, int) and dim < -1 for dim in wanted):
        raise RuleError("shape {shape} has a negative dimension; use -1 for the one to be found", shape=list(wanted))
    size_in = math.prod(dim for dim in shape if isinstance(dim, int))
    size_out = math.prod(dim for dim in wanted if isinstance(dim, int) and dim != -1)
    symbols = [dim for dim in shape if not isinstance(dim, int)]
    refusal = RuleError(
        "cannot reshape {x} to {shape}, as the number of entries differs",
        x=format_shape(shape),
        shape=format_shape(tuple(wanted)),
    )
    if not open_at:
        if (size_in != size_out) if not symbols else (size_out % size_in if size_in else size_out):
            raise refusal
        return tuple(wanted)
    return tuple(_missing(size_in, size_out, symbols, dim, refusal) if i in open_at else dim for i, dim in enumerate(wanted))


def _missing(size_in: int, size_out: int, symbols: list[Any], wanted: Dim, refusal: RuleError) -> Dim:
    """The dimension that makes the number of entries equal, as far as it is known."""
    if symbols:
        if len(symbols) == 1 and size_in == size_out and symbols[0] is not None:
            return str(symbols[0])
        return wanted if isinstance(wanted, str) else None
    if size_out == 0 or size_in % size_out:
        raise refusal
    return size_in // size_out


def _infer_transpose(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    axes = _permutation(attrs["axes"], types[0].rank)
    return types[0].with_shape(types[0].shape[axis] for axis in axes)


def _permutation(axes: Sequence[int] | None, rank: int) -> list[int]:
    if axes is None:
        return list(range(rank))[::-1]
    found = [normalize_axis(axis, rank) for axis in axes]
    if sorted(found) != list(range(rank)):
        raise RuleError("axes {axes} must name each of the {rank} dimensions once", axes=list(axes), rank=rank)
    return found


def _transpose_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    axes = _permutation(v.attrs["axes"], v.x.rank)
    return (b.transpose(v.g, axes=[axes.index(i) for i in range(len(axes))]),)


def _new_axes(axis: Any, rank: int) -> tuple[int, ...]:
    count = 1 if isinstance(axis, int) else len(axis)
    return normalize_axes(axis, rank + count)


def _infer_expand_dims(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    axes = _new_axes(attrs["axis"], types[0].rank)
    return types[0].with_shape(inserted_shape(types[0].shape, axes, types[0].rank + len(axes)))


def squeezed_axes(shape: Shape, axis: Any) -> tuple[int, ...]:
    """The axes that squeeze takes away: those given, or all that are known to have size 1."""
    if axis is None:
        if any(not isinstance(dim, int) for dim in shape):
            raise RuleError("cannot tell which axes of {shape} have size 1; name them in axis", shape=format_shape(shape))
        return tuple(index for index, dim in enumerate(shape) if dim == 1)
    axes = normalize_axes(axis, len(shape))
    for index in axes:
        if isinstance(shape[index], int) and shape[index] != 1:
            raise RuleError(
                "axis {axis} of {shape} has size {size}; only axes of size 1 can be squeezed",
                axis=index, shape=format_shape(shape), size=shape[index],
            )  # fmt: skip
    return axes


def _infer_squeeze(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    gone = squeezed_axes(types[0].shape, attrs["axis"])
    return types[0].with_shape(dim for index, dim in enumerate(types[0].shape) if index not in gone)


def _slices(attrs: Attrs, rank: int) -> tuple[slice, ...]:
    begin, end, step = list(attrs["begin"]), list(attrs["end"]), attrs["step"]
    steps = [1] * len(begin) if step is None else list(step)
    if not len(begin) == len(end) == len(steps):
        raise RuleError(
            "begin, end and step must be equally long, but have {begin}, {end} and {step} entries",
            begin=len(begin), end=len(end), step=len(steps),
        )  # fmt: skip
    if len(begin) > rank:
        raise RuleError("cuts {count} axes of a value with {rank} dimensions", count=len(begin), rank=rank)
    if any(isinstance(bound, str) for bound in begin + end) or 0 in steps:
        raise RuleError("begin and end hold whole numbers or nothing, and no step may be 0")
    return tuple(slice(*bounds) for bounds in zip(begin, end, steps, strict=True)) + (slice(None),) * (rank - len(begin))


def _infer_slice(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    def cut(dim: Dim, bounds: slice) -> Dim:
        if isinstance(dim, int):
            return len(range(*bounds.indices(dim)))
        return dim if bounds in (slice(None), slice(None, None, 1), slice(None, None, -1), slice(0, None, 1)) else None

    x = types[0]
    return x.with_shape(cut(dim, bounds) for dim, bounds in zip(x.shape, _slices(attrs, x.rank), strict=True))


def _infer_slice_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    cut = _infer_slice((types[1],), attrs)
    for index, (a, b) in enumerate(zip(types[0].shape, cut.shape, strict=True)):
        merge_dim(a, b, f"axis {index}", types[0], cut)
    return types[0].with_shape(types[1].shape)


def _slice_grad(grad: Array, like: Array, **attrs: Any) -> Any:
    result = np.zeros(like.shape, grad.dtype)
    result[_slices(attrs, like.ndim)] = grad
    return result


def _bounds(attrs: Attrs) -> dict[str, Any]:
    return {key: attrs[key] for key in ("begin", "end", "step")}


def _flat_shape(shape: Shape) -> tuple[Dim, Dim]:
    if not shape:
        raise RuleError("takes a tensor whose first axis is the batch, but got a scalar")
    rest = [dim for dim in shape[1:] if isinstance(dim, int)]
    return shape[0], math.prod(rest) if len(rest) == len(shape) - 1 else None


def _flatten(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    rows, columns = _flat_shape(inputs[0].shape)
    if columns is None and not isinstance(rows, int):
        raise RuleError(
            "cannot flatten {shape}, as more than the batch size is unknown; give the sizes", shape=format_shape(inputs[0].shape)
        )
    result: Value = b.reshape(inputs[0], shape=[rows if isinstance(rows, int) else -1, -1 if columns is None else columns])
    return result


def _infer_broadcast_to(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    shape = _target(types[0].shape, attrs["shape"])
    if not broadcasts_to(types[0].shape, shape):
        raise RuleError("cannot broadcast {x} to {shape}", x=format_shape(types[0].shape), shape=format_shape(shape))
    return types[0].with_shape(shape)


def _target(shape: Shape, wanted: Sequence[Dim]) -> tuple[Any, ...]:
    """Open dimensions (−1, empty or a name) are those of the input, counted from the right."""
    lead = len(wanted) - len(shape)
    open_at = [index for index, dim in enumerate(wanted) if not isinstance(dim, int) or dim == -1]
    if any(index < lead for index in open_at):
        raise RuleError("shape {shape} leaves a new dimension open; give its size", shape=list(wanted))
    return tuple(shape[index - lead] if index in open_at else dim for index, dim in enumerate(wanted))


_SLICE_ATTRS = (
    Attr("begin", "shape", help="The first entry on each axis; empty for the start."),
    Attr("end", "shape", help="The entry to stop before on each axis; empty for the end."),
    Attr("step", "ints", None, optional=True, help="The stride on each axis; empty for 1."),
)
_SLICES: tuple[tuple[tuple[int, ...], dict[str, Any]], ...] = (
    ((5,), {"begin": [1], "end": [4]}),
    ((5,), {"begin": [None], "end": [None], "step": [-2]}),
    ((4, 3), {"begin": [1], "end": [-1]}),
    ((4, 3), {"begin": [None, -2], "end": [None, None], "step": [2, 1]}),
    ((4, 3), {"begin": [3, 0], "end": [0, 3], "step": [-1, 2]}),
    ((4, 3), {"begin": [2], "end": [2]}),
    ((0, 3), {"begin": [None, 1], "end": [None, 2]}),
    ((), {"begin": [], "end": []}),
)

OPS: tuple[Op, ...] = (
    Op(
        name="reshape", title="Reshape", inputs=(_ANY,), traits=_VIEW, category="math", telling="shape",
        attrs=(Attr("shape", "shape", help="The new sizes; one may be -1, empty or a name, and is found from the others."),),
        infer=lambda types, attrs: types[0].with_shape(resolve_shape(types[0].shape, attrs["shape"])),
        reference=lambda x, shape: x.reshape(resolve_shape(x.shape, shape)),
        gradient=lambda b, v: (b.reshape_like(v.g, v.x),),
        samples=tuple(
            Sample((shape,), {"shape": wanted})
            for shape, wanted in (
                ((6,), [2, 3]), ((2, 3), [-1]), ((2, 3), [3, None]), ((2, 3), ["batch", 6]), ((), [1, 1]), ((1,), []),
                ((0, 3), [0]), ((0, 3), [3, -1]), ((2, 3, 4), [2, -1]),
            )
        ),
        help="Gives the entries another shape, in the same order.", formula="y[flat index] = x[flat index]",
        source="NumPy reshape",
    ),
    Op(
        name="transpose", title="Transpose", inputs=(_ANY,), traits=_VIEW, category="math", infer=_infer_transpose,
        attrs=(Attr("axes", "ints", None, optional=True, help="The order of the old axes; empty to reverse them."),),
        reference=lambda x, axes: np.transpose(x, axes), gradient=_transpose_gradient, sparse=transposed,
        samples=tuple(
            Sample((shape,), {"axes": axes})
            for shape, axes in (
                ((2, 3), None), ((2, 3, 4), [2, 0, 1]), ((2, 3, 4), [0, -1, 1]), ((3,), None), ((), None), ((0, 3), [1, 0]),
                ((), []),
            )
        ),
        help="Puts the axes in another order.", formula="y[j, i] = x[i, j]", source="NumPy transpose",
    ),
    Op(
        name="expand_dims", title="ExpandDims", inputs=(_ANY,), traits=_VIEW, category="math", infer=_infer_expand_dims,
        attrs=(Attr("axis", "axes", help="Where the new axis goes, counted in the result."),), telling="axis",
        reference=lambda x, axis: np.expand_dims(x, numpy_axis(axis)), gradient=lambda b, v: (b.reshape_like(v.g, v.x),),
        samples=tuple(
            Sample((shape,), {"axis": axis})
            for shape, axis in (((3,), 0), ((3,), -1), ((2, 3), 1), ((), 0), ((2, 3), [0, -1]), ((0,), 1))
        ),
        help="Puts in axes of size 1.", formula="y[i, 0, j] = x[i, j]", source="NumPy expand_dims",
    ),
    Op(
        name="squeeze", title="Squeeze", inputs=(_ANY,), traits=_VIEW, category="math", infer=_infer_squeeze,
        attrs=(Attr("axis", "axes", None, optional=True, help="The axes to take away; empty for all of size 1."),),
        reference=lambda x, axis: np.squeeze(x, numpy_axis(axis)), gradient=lambda b, v: (b.reshape_like(v.g, v.x),),
        samples=tuple(
            Sample((shape,), {"axis": axis})
            for shape, axis in (
                ((1, 3), 0), ((3, 1), -1), ((1, 2, 1), None), ((1, 2, 1), [0, 2]), ((), None), ((1, 0), 0), ((2,), []),
            )
        ),
        help="Takes away axes of size 1.", formula="y[i, j] = x[i, 0, j]", source="NumPy squeeze",
    ),
    Op(
        name="slice", title="Slice", inputs=(_ANY,), traits=_VIEW, category="math", infer=_infer_slice, attrs=_SLICE_ATTRS,
        reference=lambda x, **attrs: x[(*_slices(attrs, x.ndim), ...)],
        gradient=lambda b, v: (b.slice_grad(v.g, v.x, **_bounds(v.attrs)),),
        samples=tuple(Sample((shape,), attrs) for shape, attrs in _SLICES),
        help="Cuts a block out of a tensor; negative positions count from the end.", formula="y = x[begin : end : step]",
        source="Python slicing",
    ),
    Op(
        name="slice_grad", title="SliceGrad", inputs=(Port("grad"), Port("like", shape_only=True)), infer=_infer_slice_grad,
        attrs=_SLICE_ATTRS, reference=_slice_grad, gradient=lambda b, v: (b.slice(v.g, **_bounds(v.attrs)), None),
        samples=(
            Sample(((3,), (5,)), {"begin": [1], "end": [4]}),
            Sample(((2, 3), (4, 3)), {"begin": [None], "end": [None], "step": [-2]}),
            Sample(((0, 3), (4, 3)), {"begin": [2], "end": [2]}),
        ),
        help="Puts a block back into a tensor of zeros.", formula="y[begin : end : step] = grad", source="the transpose of slice",
    ),
    Op(
        name="flatten", title="Flatten", inputs=(_ANY,), category="layers", expand=_flatten,
        infer=lambda types, attrs: types[0].with_shape(_flat_shape(types[0].shape)),
        samples=(Sample(((4, 2, 3),)), Sample(((4,),)), Sample(((0, 2, 3),)), Sample(((4, 0),)), Sample(((2, 3),))),
        help="Lays all axes but the first, the batch, out as one.", formula="batch×a×b → batch×(a·b)", source="Keras Flatten",
    ),
    Op(
        name="broadcast_to", title="BroadcastTo", inputs=(_ANY,), category="math", infer=_infer_broadcast_to, telling="shape",
        attrs=(Attr("shape", "shape", help="The sizes to broadcast to; -1, empty or a name keeps that of the input."),),
        reference=lambda x, shape: np.broadcast_to(x, _target(x.shape, shape)), gradient=lambda b, v: (v.g,),
        samples=tuple(
            Sample((shape,), {"shape": wanted})
            for shape, wanted in (((), [2, 3]), ((3,), [2, 3]), ((2, 1), [2, 3]), ((2, 1), [None, 3]), ((1,), [0]), ((2,), [2]),
                                  ((0, 1), [2, 0, 3]))
        ),
        help="Repeats axes of size 1, or new ones, up to a shape.", formula="y[i, j] = x[j]", source="NumPy broadcast_to",
    ),
)  # fmt: skip
