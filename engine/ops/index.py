"""Reading and writing by an array of indices.

Indices count from zero; one outside the axis is an error when it is met, never a wrapped or clamped read, because a label
that is off by one should not train silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType, merge_dims, normalize_axis
from engine.ops.attrs import Attr
from engine.ops.rules import DISCRETE, Array
from engine.ops.spec import Op, Port, Sample

_INDICES = Port("indices", accepts="int", help="Positions, counted from zero.")


def check_indices(indices: Array, size: int) -> None:
    """FeedError where an index is outside ``0 … size − 1``."""
    if indices.size and (indices.min() < 0 or indices.max() >= size):
        wrong = indices[(indices < 0) | (indices >= size)].flat[0]
        raise FeedError(
            "index {index} is outside 0 to {last}, as there are only {size} entries; mend the indices or labels that are fed",
            index=int(wrong), last=size - 1, size=size,
        )  # fmt: skip


def _infer_gather(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    params, indices = types
    axis = normalize_axis(attrs["axis"], params.rank)
    return params.with_shape(params.shape[:axis] + indices.shape + params.shape[axis + 1 :])


def _gather(params: Array, indices: Array, axis: int) -> Any:
    check_indices(indices, params.shape[axis])
    return np.take(params, indices, axis=axis)


def _infer_gather_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    grad, indices, like = types
    expected = _infer_gather((like, indices), attrs)
    for got, wanted in zip(grad.shape, expected.shape, strict=True):
        merge_dims(got, wanted)
    return grad.with_shape(like.shape)


def _gather_grad(grad: Array, indices: Array, like: Array, axis: int) -> Any:
    check_indices(indices, like.shape[axis])
    axis %= like.ndim
    result = np.zeros(like.shape, grad.dtype)
    picked = np.moveaxis(grad, range(axis, axis + indices.ndim), range(indices.ndim))
    np.add.at(np.moveaxis(result, axis, 0), indices, picked)
    return result


def _one_hot(indices: Array, depth: int, dtype: str) -> Any:
    check_indices(indices, depth)
    return np.equal(indices[..., np.newaxis], np.arange(depth)).astype(dtype)


_GATHER_CASES: tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...] = (
    ((5,), (3,), 0),
    ((5, 3), (4,), 0),
    ((5, 3), (2, 2), 0),
    ((3, 5), (4,), 1),
    ((2, 5, 3), (2, 2), -2),
    ((5, 2), (), 0),
    ((5, 2), (0,), 0),
    ((5, 0), (2,), 0),
)

OPS: tuple[Op, ...] = (
    Op(
        name="gather", title="Gather", inputs=(Port("params"), _INDICES), infer=_infer_gather, category="math",
        attrs=(Attr("axis", "int", 0, help="The axis of params that the indices count along."),),
        reference=_gather, cost=lambda inputs, outputs, attrs: outputs[0].size or 0,
        gradient=lambda b, v: (b.gather_grad(v.g, v.inputs[1], v.x, axis=v.attrs["axis"]), None),
        samples=tuple(
            Sample((params, indices), {"axis": axis}, [(-2.0, 2.0), ("int", 0, 5)]) for params, indices, axis in _GATHER_CASES
        ),
        help="Picks the slices of a tensor that an array of indices names.", formula="y[…, i, …] = params[…, indices[i], …]",
        source="NumPy take; an index out of range is an error, as in TensorFlow",
    ),
    Op(
        name="gather_grad", title="GatherGrad", inputs=(Port("grad"), _INDICES, Port("like", shape_only=True)),
        attrs=(Attr("axis", "int", 0),), infer=_infer_gather_grad, reference=_gather_grad,
        gradient=lambda b, v: (b.gather(v.g, v.inputs[1], axis=v.attrs["axis"]), None, None),
        samples=(
            Sample(((4, 3), (4,), (5, 3)), {"axis": 0}, [(-2.0, 2.0), ("int", 0, 5), (-2.0, 2.0)]),
            Sample(((3, 2, 2), (2, 2), (3, 5)), {"axis": 1}, [(-2.0, 2.0), ("int", 0, 5), (-2.0, 2.0)]),
            Sample(((0, 3), (0,), (5, 3)), {"axis": 0}, [(-2.0, 2.0), ("int", 0, 5), (-2.0, 2.0)]),
        ),
        help="Adds slices into a tensor of zeros at the places that an array of indices names.",
        formula="y[…, indices[i], …] += grad[…, i, …]", source="the transpose of gather",
    ),
    Op(
        name="one_hot", title="OneHot", inputs=(_INDICES,), category="math", telling="depth",
        attrs=(
            Attr("depth", "int", minimum=1, help="The number of classes: the size of the new last axis."),
            Attr("dtype", "dtype", "float32", help="The dtype of the zeros and ones."),
        ),
        infer=lambda types, attrs: TensorType(attrs["dtype"], (*types[0].shape, attrs["depth"])),
        reference=_one_hot, gradient=DISCRETE,
        samples=(
            *(Sample((shape,), {"depth": 5}, ("int", 0, 5)) for shape in ((), (4,), (2, 3), (0,))),
            Sample(((3,),), {"depth": 5, "dtype": "int32"}, ("int", 0, 5)),
        ),
        help="Turns class numbers into rows of zeros with a single one.", formula="y[…, k] = 1 if k = indices[…] else 0",
        source="Keras one_hot; an index out of range is an error, as in PyTorch",
    ),
)  # fmt: skip
