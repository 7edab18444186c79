"""Gradients that are zero but for some rows: what a look-up in a table, or a sparse batch, leaves of the gradient of a weight.

They stand in finished programs only: the pass ``keep_rows`` puts them where the gradient would be written out otherwise, and
it alone writes them out where an op does not know them.  Off the palette.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.ir.graph import Attrs
from engine.ir.matrix import Rows, as_layout
from engine.ir.types import SPARSE, TensorType
from engine.ops.elementwise import _clip, _infer_clip
from engine.ops.index import check_indices
from engine.ops.rules import Array
from engine.ops.spec import Attr, NoGradient, Op, Port

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


def _clipped(x: Rows, minimum: float | None, maximum: float | None) -> Rows:
    whole = x.merged()
    return Rows(whole.indices, _clip(whole.values, minimum, maximum), x.shape)


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
        name="rows_scale", title="RowsScale", inputs=(_ROWS, Port("by", "float")),
        infer=lambda types, attrs: types[0], gradient=_LATE, traits=LATE,
        reference=lambda x, by: Rows(x.indices, x.values * by, x.shape),
        help="Multiplies a gradient of rows by a number.", formula="y = x·by", source="the multiplication of its values",
    ),
    Op(
        name="rows_clip", title="RowsClip", inputs=(_ROWS,), infer=_infer_clip,
        attrs=(
            Attr("minimum", "float", None, maximum=0, optional=True), Attr("maximum", "float", None, minimum=0, optional=True),
        ),
        reference=_clipped, gradient=_LATE, traits=LATE,
        help="Keeps every number of a gradient of rows between two bounds, rows that come twice added up before.",
        formula="y = min(max(x, minimum), maximum)", source="the clipping of its values; zero lies between the bounds",
    ),
    Op(
        name="rows_norm", title="RowsNorm", inputs=(_ROWS,), infer=lambda types, attrs: TensorType(types[0].dtype),
        reference=_norm, gradient=_LATE, traits=LATE,
        help="The length of a gradient of rows, rows that come twice added up before.", formula="y = √(Σ x²)",
        source="the norm of the array that it stands for",
    ),
    Op(
        name="rows_cast", title="RowsCast", inputs=(_ROWS,), attrs=(Attr("dtype", "dtype", "float32"),),
        infer=lambda types, attrs: types[0].with_dtype(attrs["dtype"]),
        reference=lambda x, dtype: Rows(x.indices, x.values.astype(dtype), x.shape), gradient=_LATE, traits=LATE,
        help="Converts a gradient of rows to another dtype.", formula="y = x as dtype", source="NumPy astype",
    ),
)  # fmt: skip
