"""Gradients that are zero but for some rows: what a look-up in a table, or a sparse batch, leaves of the gradient of a weight.

They stand in finished programs only: the pass ``keep_rows`` puts them where the gradient would be written out otherwise, and
it alone writes them out where an op does not know them.  Off the palette.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.ir.body import Body
from engine.ir.graph import Attrs
from engine.ir.matrix import Rows, as_layout
from engine.ir.types import SPARSE, Dim, TensorType
from engine.ops.attrs import Attr
from engine.ops.index import check_indices
from engine.ops.rules import Array
from engine.ops.scanning import run_body
from engine.ops.spec import NoGradient, Op, Port

_LATE = NoGradient("it stands in finished programs, after they were differentiated")
#: What marks ops that only passes make.
LATE = frozenset({"late"})
_ROWS = Port("x", "float", layouts=("rows",))


def _gathered(grad: Array, indices: Array, like: Array) -> Rows:
    check_indices(indices, like.shape[0])
    count = math.prod(indices.shape)
    return Rows(indices.reshape(count).astype(np.int64), np.array(grad.reshape((count, *like.shape[1:]))), like.shape)


def _touched(a: Any, b: Array) -> Rows:
    """aᵀ·b, of which only the rows are computed whose column of a holds an entry."""
    from scipy import sparse

    matrix = as_layout(a, "csr")
    columns, places = np.unique(matrix.indices, return_inverse=True)
    narrow = sparse.csr_array((matrix.data, places, matrix.indptr), shape=(matrix.shape[0], len(columns)))
    return Rows(columns, np.asarray(narrow.T @ b), (matrix.shape[1], b.shape[1]))


def _infer_like(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return types[0].with_layout("rows").with_shape(types[2].shape)


def _norm(x: Rows) -> Any:
    values = x.merged().values
    return np.sqrt(np.sum(np.square(values, dtype=np.float64))).astype(values.dtype)


def _concatenated(*parts: Rows) -> Rows:
    indices = np.concatenate([part.indices for part in parts])
    return Rows(indices, np.concatenate([part.values for part in parts]), parts[0].shape)


def update_types(types: Sequence[TensorType], attrs: Attrs, count: Dim) -> list[TensorType]:
    """The types of the body's inputs for so many rows at a time."""
    cut = attrs["tables"] + attrs["gradients"]
    return [*(type_.with_layout("dense").with_shape((count, *type_.shape[1:])) for type_ in types[:cut]), *types[cut:]]


def _infer_update(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    found: Sequence[TensorType] = attrs["body"].retyped(update_types(types, attrs, types[0].shape[0])).output_types
    return found


def _updated(*values: Any, body: Body, tables: int, gradients: int, **rest: Any) -> Any:
    arrays = [value.toarray() if isinstance(value, Rows) else value for value in values]
    types = [TensorType(array.dtype.name, array.shape) for array in arrays]
    typed = body.retyped(update_types(types, {"tables": tables, "gradients": gradients}, types[0].shape[0]))
    results = tuple(run_body(typed, arrays))
    return results if len(results) > 1 else results[0]


OPS: tuple[Op, ...] = (
    Op(
        name="rows_gather_grad", title="RowsGatherGrad",
        inputs=(Port("grad", "float"), Port("indices", "int"), Port("like", shape_only=True)),
        infer=_infer_like, reference=_gathered, gradient=_LATE, traits=LATE,
        help="The gradient of a look-up in a table: its rows, each with the row of the table that it belongs to.",
        formula="y[indices[i], :] += grad[i, :]", source="TensorFlow IndexedSlices",
    ),
    Op(
        name="rows_sparse_matmul", title="RowsSparseMatMul", inputs=(Port("a", "float", layouts=SPARSE), Port("b", "float")),
        infer=lambda types, attrs: TensorType(types[0].dtype, (types[0].shape[1], types[1].shape[1]), "rows"),
        reference=_touched, gradient=_LATE, traits=LATE,
        help="The transpose of a sparse matrix times a dense one, only the rows that are not zero.", formula="y = aᵀ·b",
        source="SciPy",
    ),
    Op(
        name="rows_concat", title="RowsConcat", inputs=(Port("x", "float", variadic=True, layouts=("rows",)),),
        infer=lambda types, attrs: types[0], reference=_concatenated, gradient=_LATE, traits=LATE,
        help="Adds up gradients of rows by writing them behind each other.", formula="y = Σ x",
        source="TensorFlow, adding up IndexedSlices",
    ),
    Op(
        name="rows_norm", title="RowsNorm", inputs=(_ROWS,), infer=lambda types, attrs: TensorType(types[0].dtype),
        reference=_norm, gradient=_LATE, traits=LATE,
        help="The length of a gradient of rows, rows that come twice added up before.", formula="y = √(Σ x²)",
        source="the norm of the array that it stands for",
    ),
    Op(
        name="rows_update", title="RowsUpdate", outputs=(),
        parts=lambda attrs: tuple(f"new_{index}" for index in range(len(attrs["body"].outputs))),
        inputs=(Port("values", variadic=True, layouts=("dense", "rows"), help="Tables, gradients, then what all rows share."),),
        attrs=(
            Attr("body", "graph", help="What is computed of some rows of the tables and as many of the gradients."),
            Attr("tables", "int", 1, minimum=0, help="How many of the inputs are tables."),
            Attr("gradients", "int", 1, minimum=1, help="How many of the inputs are gradients of rows."),
            Attr("places", "ints", (), help="For each output the table that it takes the place of, -1 for none."),
            Attr("slots", "ints", (), help="Which outputs are remembered numbers that fade: the tiniest are cleared."),
            Attr("touched", "bool", False, help="Whether rows without a gradient stay what they are in the tables at places."),
        ),
        infer=_infer_update, reference=_updated, gradient=_LATE, traits=LATE,
        help="Entrywise ops over tables and gradients of rows, done for some rows at a time, so that no gradient is written out.",
        formula="y[i, :] = body(tables[i, :], gradients[i, :], shared)", source="the ops of its body",
    ),
)  # fmt: skip
