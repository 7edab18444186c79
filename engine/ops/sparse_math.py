"""Sparse matrices in arithmetic: products with dense ones, sums, and multiplication entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.matrix import as_layout, is_matrix, places_of, same_places
from engine.ir.types import SPARSE, TensorType, format_shape, merge_dims, normalize_axes
from engine.ops.attrs import Attr
from engine.ops.reduce import reduced_shape
from engine.ops.rules import Array, common_dtype, merge_dim, total_dtype
from engine.ops.sparse import ANY, COO, MATRICES, REAL, SPARSE_INPUT, each, infer_sample, summed_to
from engine.ops.spec import Op, Port, Sample, Vjp

#: Entries that are multiplied at once where two dense matrices meet at the places of a sparse one.
_CHUNK = 1 << 16


def _infer_product(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    a, b = types
    if b.rank != 2:
        raise RuleError("takes matrices, but input b is {shape}; insert ExpandDims or Reshape", shape=format_shape(b.shape))
    rows, columns = a.shape[::-1] if attrs["transpose_a"] else a.shape
    try:
        merge_dims(columns, b.shape[0])
    except RuleError:
        raise RuleError(
            "input a ({a}) has {columns} columns, but input b ({b}) has {rows} rows; make them equal",
            a=format_shape((rows, columns)), b=format_shape(b.shape), columns=columns, rows=b.shape[0],
        ) from None  # fmt: skip
    return TensorType(common_dtype(types), (rows, b.shape[1]))


def _product(a: Any, b: Array, transpose_a: bool) -> Any:
    return np.asarray((a.T if transpose_a else a) @ b)


def _product_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    """Aᵀ·g for the dense operand; for the sparse one g·Bᵀ, at its entries alone."""
    a, other = v.inputs
    turned = v.attrs["transpose_a"]
    to_a = to_b = None
    if v.wants[0]:
        to_a = b.sampled_matmul(other, v.g, a) if turned else b.sampled_matmul(v.g, other, a)
    if v.wants[1]:
        to_b = b.sparse_matmul(a, v.g, transpose_a=not turned)
    return to_a, to_b


def _infer_sampled(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    left, right, like = types
    if left.rank != 2 or right.rank != 2:
        raise RuleError("takes matrices, but got {a} and {b}", a=format_shape(left.shape), b=format_shape(right.shape))
    merge_dim(left.shape[1], right.shape[1], "the columns", left, right)
    return like.with_dtype(common_dtype(types[:2]))


def _sampled(left: Array, right: Array, like: Any) -> Any:
    rows, columns = places_of(like)
    values = np.empty(len(rows), left.dtype)
    for start in range(0, len(rows), _CHUNK):
        part = slice(start, start + _CHUNK)
        values[part] = np.einsum("ij,ij->i", left[rows[part]], right[columns[part]])
    return same_places(like, values)


def _sampled_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    left, right, _ = v.inputs
    return b.sparse_matmul(v.g, right), b.sparse_matmul(v.g, left, transpose_a=True), None


def _infer_multiply(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    a, b = types
    dtype = common_dtype(types)
    if b.layout == "dense":
        infer_sample((b, a), {})
        return a.with_dtype(dtype)
    shape = [merge_dim(left, right, "the sizes", a, b) for left, right in zip(a.shape, b.shape, strict=True)]
    return TensorType(dtype, tuple(shape), a.layout)


def _multiply(a: Any, b: Any) -> Any:
    if is_matrix(b):
        return as_layout(as_layout(a, "csr").multiply(as_layout(b, "csr")), a.format)
    rows, columns = places_of(a)
    return same_places(a, a.data * np.broadcast_to(b, a.shape)[rows, columns])


def _multiply_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    a, other = v.inputs
    to_a = b.sparse_multiply(v.g, other) if v.wants[0] else None
    to_b = None
    if v.wants[1]:
        to_b = b.sparse_multiply(v.g, a)
        to_b = to_b if other.type.is_sparse else summed_to(b, to_b, other)
    return to_a, to_b


def _infer_add(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    a, b = types
    shape = [merge_dim(left, right, "the sizes", a, b) for left, right in zip(a.shape, b.shape, strict=True)]
    return TensorType(common_dtype(types), tuple(shape), a.layout)


def _sum(x: Any, axis: Any, keepdims: bool) -> Any:
    """Added up entry by entry, so that no dense matrix is made."""
    axes = normalize_axes(axis, 2)
    dtype = total_dtype(x.dtype.name)
    if not axes:
        return x.toarray().astype(dtype)
    result: Any = x.astype(dtype).sum(axis=None if len(axes) == 2 else axes[0])
    return np.asarray(result, dtype).reshape(reduced_shape(x.shape, list(axes), keepdims))


def _sum_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    axes = normalize_axes(v.attrs["axis"], 2)
    g = v.g
    if axes == (1,) and not v.attrs["keepdims"]:
        g = b.expand_dims(g, axis=1)
    return (b.sparse_sample(g, v.x),)


OPS: tuple[Op, ...] = (
    Op(
        name="sparse_matmul", title="SparseMatMul", category="math", traits=frozenset({"promotes"}),
        inputs=(
            Port("a", "number", layouts=SPARSE, help="A sparse matrix."), Port("b", "number", help="A dense matrix."),
        ),
        attrs=(Attr("transpose_a", "bool", False, help="Multiply by the transpose of a."),),
        infer=_infer_product, reference=_product, gradient=_product_gradient,
        samples=(
            *(Sample(shapes, {}, [ANY, REAL]) for shapes in (
                ((4, 3), (3, 2)), ((1, 1), (1, 1)), ((0, 3), (3, 2)), ((3, 0), (0, 2)), ((2, 5), (5, 0)))),
            Sample(((4, 3), (4, 2)), {"transpose_a": True}, [ANY, REAL]),
            Sample(((4, 3), (3, 2)), {}, [COO, REAL]),
        ),
        help="Multiplies a sparse matrix with a dense one, without its zeros.", formula="y = a·b, yᵢⱼ = Σₖ aᵢₖ bₖⱼ",
        source="TensorFlow sparse.sparse_dense_matmul; SciPy",
    ),
    Op(
        name="sampled_matmul", title="SampledMatMul",
        inputs=(Port("left", "number"), Port("right", "number"), Port("like", layouts=SPARSE, help="The places.")),
        infer=_infer_sampled, reference=_sampled, gradient=_sampled_gradient,
        samples=(
            Sample(((4, 2), (3, 2), (4, 3)), {}, [REAL, REAL, ANY]), Sample(((2, 0), (3, 0), (2, 3)), {}, [REAL, REAL, COO])
        ),
        help="The product of a matrix with the transpose of another, at the entries of a sparse one.",
        formula="yᵢₖ = Σⱼ leftᵢⱼ rightₖⱼ where likeᵢₖ is there", source="PyTorch sparse.sampled_addmm",
    ),
    Op(
        name="sparse_multiply", title="SparseMultiply", traits=frozenset({"promotes"}), category="math",
        inputs=(
            Port("a", "number", layouts=SPARSE, help="A sparse matrix."),
            Port("b", "number", layouts=("dense", *SPARSE), help="A number, a row, a column or a matrix, dense or sparse."),
        ),
        infer=_infer_multiply, reference=_multiply, gradient=_multiply_gradient,
        samples=(
            *(Sample(((4, 3), shape), {}, [ANY, REAL]) for shape in ((), (3,), (1,), (4, 1), (1, 3), (4, 3))),
            Sample(((4, 3), (4, 3)), {}, [ANY, COO]), Sample(((0, 3), (3,)), {}, [COO, REAL]),
        ),
        help="Multiplies the entries of a sparse matrix by a number, a row, a column or another matrix.", formula="y = a ⊙ b",
        source="SciPy multiply",
    ),
    Op(
        name="sparse_add", title="SparseAdd", traits=frozenset({"promotes"}), category="math",
        inputs=(Port("a", "number", layouts=SPARSE), Port("b", "number", layouts=SPARSE)),
        infer=_infer_add, reference=lambda a, b: as_layout(as_layout(a, "csr") + as_layout(b, "csr"), a.format),
        gradient=lambda b, v: (b.sparse_sample(b.to_dense(v.g), v.inputs[0]), b.sparse_sample(b.to_dense(v.g), v.inputs[1])),
        samples=(
            *(Sample((shape, shape), {}, [ANY, ANY]) for shape in MATRICES), Sample(((4, 3), (4, 3)), {}, [COO, ANY])
        ),
        help="Adds two sparse matrices.", formula="y = a + b", source="SciPy",
    ),
    Op(
        name="sparse_sum", title="SparseSum", inputs=(SPARSE_INPUT,), category="math",
        attrs=(
            Attr("axis", "axes", None, optional=True, help="0: over the rows, 1: over the columns; empty for all entries."),
            Attr("keepdims", "bool", False, help="Keep the reduced axes with size 1."),
        ),
        infer=lambda types, attrs: TensorType(
            total_dtype(types[0].dtype), reduced_shape(types[0].shape, attrs["axis"], attrs["keepdims"])
        ),
        reference=_sum, gradient=_sum_gradient,
        samples=(*each(), *each(axis=0), *each(axis=1), *each(axis=1, keepdims=True), *each(axis=-2, keepdims=True)),
        help="Adds up the entries of a sparse matrix.", formula="y = Σ x", source="SciPy sum",
    ),
)  # fmt: skip
