"""Sparse values as they are while a program runs: SciPy's CSR and COO arrays, and ``Rows``, the gradient of a few rows.

What comes from outside is checked here, once: indices in their range, duplicates summed, columns in order.  SciPy is imported
when the first sparse value is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError, RuleError
from engine.ir.types import SPARSE, TensorType, format_shape

Array = np.ndarray[Any, Any]

#: What SciPy computes sparse matrices in.
SPARSE_DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float32", "float64")


class Rows:
    """An array that is zero but for some rows: ``values[i]`` is added to row ``indices[i]``; a row may come twice."""

    __slots__ = ("indices", "shape", "values")

    def __init__(self, indices: Array, values: Array, shape: Sequence[int]) -> None:
        self.indices = indices
        self.values = values
        self.shape = tuple(shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        dtype: np.dtype[Any] = self.values.dtype
        return dtype

    @property
    def nbytes(self) -> int:
        return self.indices.nbytes + self.values.nbytes

    def merged(self) -> Rows:
        """The same, each row once and in order."""
        if self.indices.size < 2 or bool((np.diff(self.indices) > 0).all()):
            return self
        order = np.argsort(self.indices, kind="stable")
        sorted_ = self.indices[order]
        first = np.flatnonzero(np.concatenate([[True], sorted_[1:] != sorted_[:-1]]))
        values = self.values[order]
        return Rows(sorted_[first], np.add.reduceat(values, first, axis=0, dtype=values.dtype), self.shape)

    def toarray(self) -> Array:
        """The whole array."""
        result = np.zeros(self.shape, self.values.dtype)
        np.add.at(result, self.indices, self.values)
        return result

    def copy(self) -> Rows:
        return Rows(self.indices.copy(), self.values.copy(), self.shape)


def is_matrix(value: Any) -> bool:
    """Whether this is one of SciPy's sparse matrices or arrays."""
    return hasattr(value, "tocsr") and hasattr(value, "format")


def check_sparse_type(type_: TensorType) -> TensorType:
    """The type; RuleError where no sparse matrix can be of it."""
    if type_.layout not in SPARSE:
        return type_
    if type_.rank != 2:
        raise RuleError(
            "layout {layout} is for matrices, but the shape is {shape}; give it two dimensions, or use the dense layout",
            layout=type_.layout, shape=format_shape(type_.shape),
        )  # fmt: skip
    if type_.dtype not in SPARSE_DTYPES:
        raise RuleError(
            "a sparse matrix of {dtype} cannot be computed with; use float32 or float64, or the dense layout", dtype=type_.dtype
        )
    return type_


def as_layout(matrix: Any, layout: str) -> Any:
    """A matrix of SciPy's that is known to be sound, in that layout."""
    from scipy import sparse

    return sparse.csr_array(matrix) if layout == "csr" else sparse.coo_array(matrix)


def checked_matrix(given: Any, layout: str = "csr") -> Any:
    """What came from outside as a CSR or COO array whose indices are in range, with duplicates summed and columns in order.

    Any of SciPy's formats; a dense array keeps the entries that are not zero.  FeedError where it is no sound matrix.
    """
    from scipy import sparse

    if not is_matrix(given):
        array = np.asarray(given)
        if array.ndim != 2 or array.dtype.kind not in "biuf":
            raise FeedError(
                "a sparse matrix is made of numbers in two dimensions, but got {shape} of {dtype}; give a SciPy matrix",
                shape=format_shape(array.shape), dtype=array.dtype.name,
            )  # fmt: skip
        return as_layout(array, layout)
    if given.ndim != 2:
        raise FeedError("a sparse matrix has two dimensions, but got {shape}; reshape it", shape=format_shape(given.shape))
    try:
        if given.format == "coo":
            _check_entries(given.row, given.col, given.data, given.shape)
        elif hasattr(given, "check_format"):
            given.check_format(full_check=True)
        matrix = sparse.csr_array(given)
        if not matrix.has_canonical_format:
            matrix = matrix.copy() if matrix.data is getattr(given, "data", None) else matrix
            matrix.sum_duplicates()
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise FeedError("this sparse matrix is damaged: {reason}; build it again", reason=str(error).rstrip(".")) from None
    return matrix if layout == "csr" else as_layout(matrix, layout)


def _check_entries(rows: Array, columns: Array, data: Array, shape: Sequence[int]) -> None:
    if not len(rows) == len(columns) == len(data):
        raise ValueError("rows, columns and values differ in number")
    for what, indices, size in (("row", rows, shape[0]), ("column", columns, shape[1])):
        if indices.size and (indices.min() < 0 or indices.max() >= size):
            raise ValueError(f"a {what} index is outside 0 to {size - 1}")


def from_entries(indices: Any, values: Any, shape: Sequence[int], layout: str = "csr") -> Any:
    """The matrix with these values at these (row, column) pairs; values at the same place are added."""
    from scipy import sparse

    places, data = np.asarray(indices).reshape(-1, 2), np.asarray(values)
    _check_entries(places[:, 0], places[:, 1], data, shape)
    matrix = sparse.csr_array(sparse.coo_array((data, (places[:, 0], places[:, 1])), shape=tuple(shape)))
    matrix.sum_duplicates()
    return as_layout(matrix, layout)


def places_of(matrix: Any) -> tuple[Array, Array]:
    """Row and column of each entry, in the order in which the values are kept."""
    if matrix.format == "coo":
        return matrix.row, matrix.col
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return rows, matrix.indices


def same_places(matrix: Any, values: Array) -> Any:
    """Other values at the places of a matrix."""
    from scipy import sparse

    if matrix.format == "coo":
        return sparse.coo_array((values, (matrix.row, matrix.col)), shape=matrix.shape)
    return sparse.csr_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)


def empty(type_: TensorType) -> Any:
    """A value of the type without entries."""
    from scipy import sparse

    shape = type_.static_shape
    if type_.layout == "rows":
        return Rows(np.zeros(0, np.int64), np.zeros((0, *shape[1:]), type_.dtype), shape)
    return sparse.csr_array(shape, dtype=type_.dtype) if type_.layout == "csr" else sparse.coo_array(shape, dtype=type_.dtype)


def type_of(value: Any) -> TensorType:
    """The type of a run-time value, dense or sparse."""
    if isinstance(value, Rows):
        return TensorType(value.dtype.name, value.shape, "rows")
    if is_matrix(value):
        return TensorType(value.dtype.name, tuple(value.shape), value.format)
    array = np.asarray(value)
    return TensorType(array.dtype.name, array.shape)


def parts_of(value: Any) -> list[Array]:
    """The arrays that a run-time value is kept in."""
    if is_matrix(value):
        places = (value.indices, value.indptr) if value.format == "csr" else (value.row, value.col)
        return [value.data, *places]
    return [value.indices, value.values] if isinstance(value, Rows) else [value]


def bytes_of(value: Any) -> int:
    """What a run-time value takes in memory."""
    return sum(part.nbytes for part in parts_of(value))


def dense(value: Any) -> Any:
    """The value with all its zeros, if it is not dense already."""
    return value.toarray() if isinstance(value, Rows) or is_matrix(value) else value
