"""Map: a formula over the columns of a row, such as ``log(1 + x)`` or ``y / 1000``, computed when the rows are prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.columns import Array, Columns
from engine.data.loaded import Loaded
from engine.data.spec import Context, DataType, Step
from engine.errors import DataError, FormulaError
from engine.formula import evaluate, input_names, result_type
from engine.ir.graph import Attrs
from engine.ir.types import TensorType, format_shape
from engine.ops.attrs import Attr

#: What results are kept as: features and quantities in float32, whole numbers (class labels) in int64.
_KEPT = {"float": "float32", "int": "int64", "bool": "int64"}
#: Rows that a formula is tried on.
_TRIAL = 3


def used_columns(incoming: DataType, formula: str) -> dict[str, TensorType]:
    """The row types of the columns that the formula names; DataError where the data lacks one."""
    columns = incoming.columns
    for name in input_names(formula):
        if name not in columns:
            raise DataError(
                "Map: the data has no column '{column}'; the formula may use {known}", column=name, known=", ".join(columns)
            )
        if columns[name].is_sparse:
            raise DataError("Map: the column '{column}' is sparse; formulas take dense columns only", column=name)
    return {name: columns[name] for name in input_names(formula)}


def kept_dtype(result: TensorType, column: str) -> str:
    """The dtype in which the result becomes a column; truth values are 0 and 1."""
    return "float32" if column == "x" and result.kind == "bool" else _KEPT[result.kind]


def mapped_type(incoming: DataType, attrs: Attrs) -> tuple[TensorType, TensorType]:
    """What the formula gives for a batch of rows, and the row type of the new column."""
    used = used_columns(incoming, attrs["formula"])
    if attrs["column"] not in incoming.columns and attrs["column"] == "x":
        raise DataError("Map: the data has several inputs and no column 'x'; map each of them where the arrays are made")
    try:
        result = result_type(attrs["formula"], {name: type_.with_shape(("batch", *type_.shape)) for name, type_ in used.items()})
    except FormulaError as error:
        raise DataError("Map: " + error.template, **error.params) from error
    if not result.shape or result.shape[0] != "batch":
        raise DataError(
            "Map: the formula gives {got} instead of one result for each row; keep the first dimension, as sum(x, axis=-1) does",
            got=format_shape(result.shape),
        )  # fmt: skip
    if _mixes_rows(attrs["formula"], tuple(used.items())):
        raise DataError("Map: the formula mixes rows; let mean, sum and their like go along axis=-1, not over the rows")
    return result, TensorType(kept_dtype(result, attrs["column"]), result.shape[1:])


@lru_cache(maxsize=256)
def _mixes_rows(formula: str, used: tuple[tuple[str, TensorType], ...]) -> bool:
    """Whether a row's result depends on the other rows: tried on a few rows, together and one by one."""
    rng = np.random.default_rng(0)
    rows: dict[str, Array] = {}
    for name, type_ in used:
        sizes = (_TRIAL, *(dim if isinstance(dim, int) else 2 for dim in type_.shape))
        drawn = rng.uniform(0.1, 2.0, size=sizes) if type_.is_float else rng.integers(0, 2, size=sizes)
        rows[name] = drawn.astype(type_.dtype)
    try:
        together = evaluate(formula, rows)
        alone = [evaluate(formula, {name: array[at : at + 1] for name, array in rows.items()}) for at in range(_TRIAL)]
    except FormulaError:  # fits some numbers of rows only
        return True
    return not np.allclose(together, np.concatenate(alone), rtol=1e-3, atol=1e-5, equal_nan=True)


def _rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    row = mapped_type(incoming, attrs)[1]
    if attrs["column"] == "y":
        return replace(incoming, targets=row, classes=None)
    return replace(incoming, features=row, names=incoming.names if row.shape == incoming.features.shape else ())


def _apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    formula, column = attrs["formula"], attrs["column"]
    used, row = used_columns(loaded.type, formula), mapped_type(loaded.type, attrs)[1]

    def change(given: Columns, numbers: Array, epoch: int) -> Mapping[str, Any]:
        return {column: evaluate(formula, {name: given[name] for name in used}).astype(row.dtype)}

    return replace(loaded, parts={name: rows.map(change, {column: row}) for name, rows in loaded.parts.items()})


STEPS = (
    Step(
        name="map", title="Map", role="transform", rule=_rule, apply=_apply,
        attrs=(
            Attr(
                "formula", "formula", default="x",
                help="Computed for every row; x are the features, y the targets. Functions such as mean need axis=-1.",
            ),
            Attr("column", "choice", default="x", choices=("x", "y"), help="What the result becomes: features or targets."),
        ),
        help="Compute features or targets anew by a formula, such as log(1 + x).",
        source="the formula language of Expression", telling="formula",
        keywords=("formula", "expression", "function", "transform", "apply"),
    ),
)  # fmt: skip
