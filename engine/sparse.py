"""Sparse matrices in Python: constants from SciPy's matrices, from entries, or built row by row as lists of lists (LIL)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import GraphError
from engine.ir.builder import as_array
from engine.ir.graph import Value, default_graph
from engine.ir.matrix import checked_matrix, is_matrix
from engine.ir.types import format_shape


def sparse_tensor(
    matrix: Any = None,
    values: Any = None,
    dense_shape: Sequence[int] | None = None,
    *,
    indices: Any = None,
    layout: str = "csr",
    dtype: Any = None,
    name: str | None = None,
) -> Value:
    """A sparse constant: of one of SciPy's sparse matrices of any format, of a dense array, or of entries.

    ``sparse_tensor(scipy_matrix)``, ``sparse_tensor([[0, 1], [2, 0]])``, or as TensorFlow has it
    ``sparse_tensor(indices, values, dense_shape)`` with a (row, column) pair for each value.  Values at the same place are
    added.  ``layout`` is ``"csr"`` or ``"coo"``.
    """
    if values is None:
        if matrix is None:
            raise GraphError("a sparse tensor needs a matrix, or indices, values and dense_shape; give one of them")
        return _of_matrix(matrix, layout, dtype, name)
    places = np.asarray(matrix if indices is None else indices)
    if dense_shape is None:
        raise GraphError("a sparse tensor of entries needs dense_shape, its number of rows and of columns; give both")
    array = as_array(values, dtype)
    attrs = {"indices": places, "values": array, "dense_shape": list(dense_shape), "layout": layout}
    return default_graph().add("sparse_tensor", (), attrs, name).outputs[0]


def _of_matrix(matrix: Any, layout: str, dtype: Any, name: str | None) -> Value:
    given = checked_matrix(matrix if is_matrix(matrix) else as_array(matrix), "coo")
    if not is_matrix(matrix) and not isinstance(matrix, np.ndarray) and given.dtype == np.float64:
        given = given.astype(np.float32)
    return sparse_tensor(np.stack([given.row, given.col], axis=1), given.data, given.shape, layout=layout, dtype=dtype, name=name)


def from_lil(columns: Sequence[Sequence[int]], values: Sequence[Sequence[float]], width: int, **options: Any) -> Value:
    """A sparse constant from lists of lists: for each row the columns of its entries, and their values.

    ``from_lil([[0, 3], [], [1]], [[1.0, 2.0], [], [5.0]], width=4)`` has three rows, of which the second is empty.
    """
    if len(columns) != len(values) or any(len(a) != len(b) for a, b in zip(columns, values, strict=False)):
        raise GraphError("each row needs as many values as columns; mend the lists")
    rows = [row for row, places in enumerate(columns) for _ in places]
    flat = [column for places in columns for column in places]
    numbers = [value for row in values for value in row]
    indices = np.array([rows, flat], np.int64).T.reshape(-1, 2)
    return sparse_tensor(indices, np.array(numbers, np.float32), (len(columns), width), **options)


def from_coo(rows: Any, columns: Any, values: Any, dense_shape: Sequence[int], **options: Any) -> Value:
    """A sparse constant from three lists of equal length: row, column and value of each entry."""
    if not len(rows) == len(columns) == len(values):
        raise GraphError(
            "rows, columns and values have {counts} entries; give as many of each",
            counts=format_shape([len(rows), len(columns), len(values)]),
        )
    return sparse_tensor(np.array([rows, columns], np.int64).T.reshape(-1, 2), values, dense_shape, **options)
