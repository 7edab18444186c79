"""Sorting, and the reading along an axis that its gradients need.

The order itself (``argsort``) has no gradient; ``sort`` and ``top_k`` read the entries in that order, so they have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape, normalize_axis
from engine.ops.attrs import Attr
from engine.ops.index import check_indices
from engine.ops.rules import DISCRETE, Array, X, broadcasts_to, merge_dim
from engine.ops.spec import Op, Port, Sample

_AXIS = Attr("axis", "int", -1, help="The axis to sort along.")
_DESCENDING = Attr("descending", "bool", False, help="Largest first.")
_INDICES = Port("indices", accepts="int", help="Positions along the axis, counted from zero.")


def _infer_argsort(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axis(attrs["axis"], types[0].rank)
    return types[0].with_dtype("int64")


def _argsort(x: Array, axis: int, descending: bool) -> Any:
    if not descending:
        return np.argsort(x, axis=axis, kind="stable").astype(np.int64)
    # sorted backwards twice, so that of equal entries the first still comes first
    order = np.argsort(np.flip(x, axis), axis=axis, kind="stable")
    return (x.shape[axis] - 1 - np.flip(order, axis)).astype(np.int64)


def _infer_sort(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    normalize_axis(attrs["axis"], types[0].rank)
    return types[0]


def _sort(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    (x,) = inputs
    order = b.argsort(x, axis=attrs["axis"], descending=attrs["descending"])
    result: Value = b.take_along_axis(x, order, axis=attrs["axis"])
    return result


def _infer_top_k(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    x, k = types[0], attrs["k"]
    if x.rank == 0:
        raise RuleError("takes a tensor with at least one dimension, but got a scalar")
    size = x.shape[-1]
    if isinstance(size, int) and k > size:
        raise RuleError("cannot take the {k} largest of {size} entries; make k smaller", k=k, size=size)
    values = x.with_shape((*x.shape[:-1], k))
    return values, values.with_dtype("int64")


def _top_k(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    (x,) = inputs
    order = b.argsort(x, axis=-1, descending=True)
    lead: list[None] = [None] * (x.rank - 1)
    indices = b.slice(order, begin=[*lead, 0], end=[*lead, attrs["k"]])
    return b.take_along_axis(x, indices, axis=-1), indices


def _infer_take(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, indices = types
    along = normalize_axis(attrs["axis"], x.rank)
    if indices.rank != x.rank:
        raise RuleError(
            "takes indices of the rank of x, but got {a} and {b}", a=format_shape(x.shape), b=format_shape(indices.shape)
        )
    shape: list[Dim] = [
        dim if axis == along else merge_dim(x.shape[axis], dim, f"axis {axis}", x, indices)
        for axis, dim in enumerate(indices.shape)
    ]
    return x.with_shape(shape)


def _take(x: Array, indices: Array, axis: int) -> Any:
    check_indices(indices, x.shape[axis])
    return np.take_along_axis(x, indices, axis)


def _infer_take_grad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    grad, indices, like = types
    if not broadcasts_to(grad.shape, _infer_take((like, indices), attrs).shape):
        raise RuleError(
            "grad {grad} does not fit indices {indices}", grad=format_shape(grad.shape), indices=format_shape(indices.shape)
        )
    return grad.with_shape(like.shape)


def _take_grad(grad: Array, indices: Array, like: Array, axis: int) -> Any:
    check_indices(indices, like.shape[axis])
    places: list[Any] = list(np.ogrid[tuple(slice(size) for size in indices.shape)])
    places[axis] = indices
    result = np.zeros(like.shape, grad.dtype)
    np.add.at(result, tuple(places), grad)
    return result


_SORT_CASES: tuple[tuple[tuple[int, ...], dict[str, Any]], ...] = (
    ((5,), {}),
    ((2, 3), {}),
    ((3, 2), {"axis": 0, "descending": True}),
    ((4,), {"descending": True}),
    ((0, 3), {}),
    ((2, 0), {}),
    ((1,), {}),
)
_TAKE_DOMAIN = [(-2.0, 2.0), ("int", 0, 3)]

OPS: tuple[Op, ...] = (
    Op(
        name="argsort", title="ArgSort", inputs=(X,), attrs=(_AXIS, _DESCENDING), infer=_infer_argsort, category="math",
        reference=_argsort, gradient=DISCRETE, samples=tuple(Sample((shape,), attrs, "distinct") for shape, attrs in _SORT_CASES),
        help="Gives the positions that would sort the entries; equal ones keep their order.", formula="x[y₁] ≤ x[y₂] ≤ …",
        source="NumPy argsort, stable",
    ),
    Op(
        name="sort", title="Sort", inputs=(X,), attrs=(_AXIS, _DESCENDING), infer=_infer_sort, category="math", expand=_sort,
        samples=tuple(Sample((shape,), attrs, "distinct") for shape, attrs in _SORT_CASES),
        help="Puts the entries along an axis in order.", formula="y₁ ≤ y₂ ≤ …", source="NumPy sort",
    ),
    Op(
        name="top_k", title="TopK", inputs=(X,), outputs=("values", "indices"), infer=_infer_top_k, category="math",
        expand=_top_k,
        attrs=(Attr("k", "int", 1, minimum=0, help="How many to take."),), telling="k",
        samples=(
            Sample(((5,),), {"k": 2}, "distinct"), Sample(((2, 3),), {"k": 3}, "distinct"),
            Sample(((2, 3),), {"k": 0}, "distinct"),
            Sample(((0, 3),), {"k": 1}, "distinct"),
        ),
        help="Takes the largest entries along the last axis, largest first, and their positions.",
        formula="values₁ ≥ … ≥ valuesₖ ≥ all others", source="Keras top_k",
    ),
    Op(
        name="take_along_axis", title="TakeAlongAxis", inputs=(Port("x"), _INDICES), infer=_infer_take, category="math",
        attrs=(Attr("axis", "int", -1, help="The axis that the indices count along."),), reference=_take,
        gradient=lambda b, v: (b.take_along_axis_grad(v.g, v.inputs[1], v.x, axis=v.attrs["axis"]), None),
        samples=(
            Sample(((3,), (2,)), {}, _TAKE_DOMAIN), Sample(((2, 3), (2, 4)), {"axis": 1}, _TAKE_DOMAIN),
            Sample(((3, 2), (1, 2)), {"axis": 0}, _TAKE_DOMAIN), Sample(((3, 2), (0, 2)), {"axis": 0}, _TAKE_DOMAIN),
            Sample(((0, 3), (0, 2)), {}, _TAKE_DOMAIN),
        ),
        help="Picks entries along an axis, by an index of its own for every entry of the result.",
        formula="yᵢⱼ = x[i, indicesᵢⱼ]",
        source="NumPy take_along_axis",
    ),
    Op(
        name="take_along_axis_grad", title="TakeAlongAxisGrad", inputs=(Port("grad"), _INDICES, Port("like", shape_only=True)),
        attrs=(Attr("axis", "int", -1),), infer=_infer_take_grad, reference=_take_grad,
        gradient=lambda b, v: (b.take_along_axis(v.g, v.inputs[1], axis=v.attrs["axis"]), None, None),
        samples=(
            Sample(((2,), (2,), (3,)), {}, [*_TAKE_DOMAIN, (-2.0, 2.0)]),
            Sample(((2, 4), (2, 4), (2, 3)), {"axis": 1}, [*_TAKE_DOMAIN, (-2.0, 2.0)]),
            Sample(((2, 0), (2, 0), (2, 3)), {"axis": 1}, [*_TAKE_DOMAIN, (-2.0, 2.0)]),
        ),
        help="Adds entries into a tensor of zeros along an axis.", formula="y[i, indicesᵢⱼ] += gradᵢⱼ",
        source="the transpose of take_along_axis",
    ),
)  # fmt: skip
