"""Sparse matrices: values of which only the entries that are not zero are kept, in SciPy's COO and CSR layouts.

A value of a sparse layout enters only ops that say so; ``x @ w``, ``x * 2`` and the like find these ops by themselves.  The
gradient of a sparse matrix is sparse too: it is taken at the entries that are there, as PyTorch does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.matrix import (
    SPARSE_DTYPES,
    as_layout,
    dense,
    from_entries,
    is_matrix,
    places_of,
    same_places,
)
from engine.ir.types import SPARSE, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import Array, broadcasts_to
from engine.ops.spec import NoGradient, Op, Port, Sample, Vjp

SPARSE_INPUT = Port("x", "number", layouts=SPARSE, help="A sparse matrix.")
_LAYOUT = Attr("layout", "choice", "csr", choices=SPARSE, help="csr: row by row, for computing; coo: a list of entries.")
_PLACES = Attr("indices", "array", help="Row and column of each entry, counted from zero: one pair for each.")
_SHAPE = Attr("dense_shape", "shape", help="Rows and columns of the whole matrix.")


def _entries(attrs: Attrs, count: int | None = None) -> tuple[Array, tuple[int, ...]]:
    """The places and the shape that attributes give; RuleError where they do not fit each other."""
    try:
        places = np.asarray(attrs["indices"])
        places = places.reshape(-1, 2) if places.size == 0 else places
    except ValueError:
        places = np.zeros(())
    if places.ndim != 2 or places.shape[1] != 2 or (places.size and places.dtype.kind not in "iu"):
        raise RuleError("indices must be pairs of whole numbers, a row and a column for each entry")
    shape = tuple(attrs["dense_shape"])
    if len(shape) != 2 or not all(isinstance(size, int) and size >= 0 for size in shape):
        raise RuleError("dense_shape is {shape}, but must be two sizes, rows and columns", shape=format_shape(shape))
    if count is not None and count != len(places):
        raise RuleError(
            "there are {values} values, but {places} pairs of indices; give one pair for each value",
            values=count, places=len(places),
        )  # fmt: skip
    for column, size in enumerate(shape):
        if places.size and (places[:, column].min() < 0 or places[:, column].max() >= size):
            wrong = next(int(index) for index in places[:, column] if not 0 <= index < size)
            raise RuleError(
                "the row {index} is outside 0 to {last}; mend indices or dense_shape"
                if column == 0
                else "the column {index} is outside 0 to {last}; mend indices or dense_shape",
                index=wrong, last=size - 1,
            )  # fmt: skip
    return places, shape


def _numbers(given: Any, dtype: str | None) -> Array:
    """Values as an array of a sparse dtype; RuleError where they are none."""
    try:
        array = np.asarray(given)
        if array.dtype.kind == "f" and not isinstance(given, np.ndarray):
            array = array.astype(np.float32)
        array = array if dtype is None else array.astype(dtype)
    except (ValueError, TypeError):
        array = np.zeros((), object)
    if array.ndim != 1 or array.dtype.name not in SPARSE_DTYPES:
        raise RuleError("values must be a list of numbers that a sparse matrix can hold, such as float32")
    return array


def _infer_tensor(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    values = _numbers(attrs["values"], attrs["dtype"])
    _, shape = _entries(attrs, len(values))
    return TensorType(values.dtype.name, shape, attrs["layout"])


def _tensor(indices: Any, values: Any, dense_shape: Any, dtype: str | None, layout: str) -> Any:
    return from_entries(np.asarray(indices, np.int64), _numbers(values, dtype), dense_shape, layout)


def _infer_from_values(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if types[0].rank != 1:
        raise RuleError("takes a vector with one value for each entry, but got {shape}", shape=format_shape(types[0].shape))
    size = types[0].shape[0]
    _, shape = _entries(attrs, size if isinstance(size, int) else None)
    return TensorType(types[0].dtype, shape, attrs["layout"])


def _pick(x: Any, indices: Any) -> Any:
    places = np.asarray(indices, np.int64).reshape(-1, 2)
    if not len(places):
        return np.zeros(0, x.dtype)
    return np.asarray(as_layout(x, "csr")[places[:, 0], places[:, 1]]).reshape(-1)


def _infer_to_sparse(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if types[0].rank != 2:
        raise RuleError("takes a matrix, but got {shape}; insert Reshape or Flatten", shape=format_shape(types[0].shape))
    return types[0].with_layout(attrs["layout"])


def _to_sparse_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return (b.to_sparse(v.g, layout=v.x.type.layout) if v.x.type.is_sparse else b.to_dense(v.g),)


def _to_dense_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    return (b.sparse_sample(v.g, v.x) if v.x.type.is_sparse else v.g,)


def infer_sample(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, like = types
    if not broadcasts_to(x.shape, like.shape):
        raise RuleError("cannot broadcast {x} to {like}", x=format_shape(x.shape), like=format_shape(like.shape))
    return like.with_dtype(x.dtype)


def _sample(x: Array, like: Any) -> Any:
    rows, columns = places_of(like)
    return same_places(like, np.broadcast_to(x, like.shape)[rows, columns])


def summed_to(b: Builder, g: Value, like: Value) -> Value:
    """A sparse gradient summed to the shape of the dense value that was broadcast over the matrix."""
    if like.rank == 0:
        return b.sparse_sum(g)  # type: ignore[no-any-return]
    if like.rank == 1:
        if like.shape[0] == 1 and g.shape[1] != 1:
            return b.reshape(b.sparse_sum(g), shape=[1])  # type: ignore[no-any-return]
        return b.sparse_sum(g, axis=0)  # type: ignore[no-any-return]
    axes = [axis for axis in (0, 1) if like.shape[axis] == 1 and g.shape[axis] != 1]
    return b.sparse_sum(g, axis=axes, keepdims=True) if axes else b.to_dense(g)  # type: ignore[no-any-return]


def _infer_transpose(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return types[0].with_shape(types[0].shape[::-1])


def _sparsity(x: Any) -> Any:
    size = float(np.prod(x.shape))
    stored = np.count_nonzero(x.data if is_matrix(x) else x)
    return np.float32(1 - stored / size if size else 0)


MATRICES: tuple[tuple[int, int], ...] = ((4, 3), (1, 1), (3, 0), (0, 2), (2, 5))
ANY = ("csr", -2.0, 2.0)
COO = ("coo", -2.0, 2.0)
REAL = (-2.0, 2.0)


def each(shapes: Any = MATRICES, **attrs: Any) -> tuple[Sample, ...]:
    return (*(Sample((shape,), attrs, [ANY]) for shape in shapes), Sample(((4, 3),), attrs, [COO]))


OPS: tuple[Op, ...] = (
    Op(
        name="sparse_tensor", title="SparseTensor", category="tensors", telling="dense_shape",
        attrs=(
            _PLACES, Attr("values", "array", help="The number of each entry; numbers at the same place are added."), _SHAPE,
            Attr("dtype", "dtype", None, optional=True, help="The dtype of the values; empty for their own."), _LAYOUT,
        ),
        infer=_infer_tensor, reference=_tensor, gradient=NoGradient("it depends on nothing"),
        samples=(
            Sample((), {"indices": [[0, 1], [2, 0]], "values": [1.5, -2.0], "dense_shape": [3, 4]}),
            Sample((), {"indices": [[0, 1], [0, 1]], "values": [1.0, 2.0], "dense_shape": [2, 2], "layout": "coo"}),
            Sample((), {"indices": [], "values": [], "dense_shape": [2, 3], "dtype": "float32"}),
        ),
        help="A matrix that never changes, given by its entries that are not zero.", formula="y[indices[i]] = values[i]",
        source="TensorFlow SparseTensor; values at the same place are added, as in SciPy",
    ),
    Op(
        name="sparse_from_values", title="SparseFromValues", category="tensors",
        inputs=(Port("values", "float", help="One number for each entry."),), attrs=(_PLACES, _SHAPE, _LAYOUT),
        infer=_infer_from_values,
        reference=lambda values, indices, dense_shape, layout: from_entries(indices, values, dense_shape, layout),
        gradient=lambda b, v: (b.sparse_pick(v.g, indices=v.attrs["indices"]),),
        samples=(
            Sample(((3,),), {"indices": [[0, 1], [2, 0], [1, 1]], "dense_shape": [3, 4]}),
            Sample(((3,),), {"indices": [[0, 1], [0, 1], [1, 0]], "dense_shape": [2, 2], "layout": "coo"}),
            Sample(((0,),), {"indices": [], "dense_shape": [2, 2]}),
        ),
        help="A sparse matrix with computed or trained values at fixed places.", formula="y[indices[i]] += values[i]",
        source="PyTorch sparse_coo_tensor",
    ),
    Op(
        name="sparse_pick", title="SparsePick", inputs=(SPARSE_INPUT,), attrs=(_PLACES,),
        infer=lambda types, attrs: TensorType(types[0].dtype, (len(np.asarray(attrs["indices"]).reshape(-1, 2)),)),
        reference=_pick,
        gradient=lambda b, v: (b.sparse_sample(b.to_dense(b.sparse_unpick(v.g, v.x, indices=v.attrs["indices"])), v.x),),
        samples=(Sample(((4, 3),), {"indices": [[0, 1], [3, 2], [0, 1]]}, [ANY]), Sample(((2, 2),), {"indices": []}, [COO])),
        help="The numbers of a sparse matrix at given places.", formula="y[i] = x[indices[i]]", source="SciPy indexing",
    ),
    Op(
        name="sparse_unpick", title="SparseUnpick", attrs=(_PLACES,),
        inputs=(Port("values", "number"), Port("like", layouts=SPARSE, help="Its shape and layout.")),
        infer=lambda types, attrs: types[1].with_dtype(types[0].dtype),
        reference=lambda values, like, indices: from_entries(indices, values, like.shape, like.format),
        gradient=lambda b, v: (b.sparse_pick(v.g, indices=v.attrs["indices"]), None),
        samples=(
            Sample(((3,), (4, 3)), {"indices": [[0, 1], [3, 2], [0, 1]]}, [REAL, ANY]),
            Sample(((0,), (2, 2)), {"indices": []}, [REAL, COO]),
        ),
        help="A sparse matrix with values at given places, shaped like another.", formula="y[indices[i]] += values[i]",
        source="the transpose of SparsePick",
    ),
    Op(
        name="to_dense", title="ToDense", category="tensors",
        inputs=(Port("x", layouts=("dense", *SPARSE, "rows"), help="A sparse matrix; a dense value is passed on."),),
        infer=lambda types, attrs: types[0].with_layout("dense"), reference=dense, gradient=_to_dense_gradient,
        samples=(*each(), Sample(((2, 3),)), Sample(((),))),
        help="Writes a sparse matrix out with all its zeros.", formula="y = x", source="TensorFlow sparse.to_dense",
    ),
    Op(
        name="to_sparse", title="ToSparse", category="tensors", telling="layout",
        inputs=(Port("x", "number", layouts=("dense", *SPARSE)),), attrs=(_LAYOUT,), infer=_infer_to_sparse,
        reference=as_layout, gradient=_to_sparse_gradient,
        samples=(
            Sample(((3, 2),), domain="nonzero"), Sample(((3, 2),), {"layout": "coo"}, "nonzero"), Sample(((0, 2),)),
            Sample(((3, 2),), {"layout": "coo"}, [ANY]),
        ),
        help="Keeps only the entries of a matrix that are not zero.", formula="y = x", source="TensorFlow sparse.from_dense",
    ),
    Op(
        name="sparse_sample", title="SparseSample",
        inputs=(Port("x", "number"), Port("like", layouts=SPARSE, help="The places.")),
        infer=infer_sample, reference=_sample, gradient=lambda b, v: (summed_to(b, v.g, v.x), None),
        samples=tuple(Sample((shape, (4, 3)), {}, [REAL, ANY]) for shape in ((4, 3), (), (3,), (1,), (4, 1), (1, 3), (1, 1))),
        help="The numbers of a dense value at the entries of a sparse matrix.", formula="yᵢⱼ = xᵢⱼ where likeᵢⱼ is there",
        source="PyTorch sparse_mask",
    ),
    Op(
        name="sparse_transpose", title="SparseTranspose", inputs=(SPARSE_INPUT,), category="math", infer=_infer_transpose,
        reference=lambda x: as_layout(x.T, x.format), gradient=lambda b, v: (b.sparse_transpose(v.g),), samples=each(),
        help="Turns the rows of a sparse matrix into columns.", formula="yⱼᵢ = xᵢⱼ", source="SciPy transpose",
    ),
    Op(
        name="sparse_cast", title="SparseCast", inputs=(Port("x", layouts=SPARSE),), category="math", telling="dtype",
        attrs=(Attr("dtype", "dtype", "float32", help="The dtype of the result."),),
        infer=lambda types, attrs: types[0].with_dtype(attrs["dtype"]),
        reference=lambda x, dtype: x.astype(dtype),
        gradient=lambda b, v: (b.sparse_cast(v.g, dtype=v.x.dtype) if v.x.type.is_float and v.y.type.is_float else None,),
        samples=each(dtype="float64"),
        help="Converts the entries of a sparse matrix to another dtype.", formula="y = x as dtype", source="SciPy astype",
    ),
    Op(
        name="sparsity", title="Sparsity", category="math",
        inputs=(Port("x", "any", layouts=("dense", *SPARSE)),), infer=lambda types, attrs: TensorType("float32"),
        reference=_sparsity, gradient=NoGradient("it counts entries, which does not change smoothly"),
        samples=(*each(), Sample(((2, 3),)), Sample(((),)), Sample(((0,),)), Sample(((5,),), {}, "bool")),
        help="The share of entries that are zero.", formula="y = zeros / entries",
        source="the usual definition: one minus the density; 0 where there is no entry",
    ),
)  # fmt: skip
