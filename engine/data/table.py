"""Rows from tables, CSV or Parquet: some columns features, others targets.  Whatever is no number is named by row and column.

The type needs only the head of the file, so that the canvas knows the shapes without reading the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.data.loaded import Loaded
from engine.data.spec import Context, DataType, Step, rows_of
from engine.data.spool import READING
from engine.data.table_layout import DELIMITERS, ENCODINGS, Layout, csv_layout, parquet_layout
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

Finds = Callable[[Attrs, Path | None], Layout]


def _type_of(layout: Layout, attrs: Attrs) -> DataType:
    targets = None
    if layout.targets:
        targets = TensorType("int64") if layout.labels else TensorType("float32", (len(layout.targets),))
    names = layout.names
    found = rows_of(TensorType(attrs["dtype"], (len(names),)), targets, None)
    return replace(found, names=names, weighted=layout.weight is not None)


def _rule(layout_of: Finds) -> Callable[[DataType | None, Attrs, Path | None], DataType]:
    return lambda incoming, attrs, folder: _type_of(layout_of(attrs, folder), attrs)


def _apply(layout_of: Finds) -> Callable[[Any, Attrs, Context], Loaded]:
    def apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
        from engine.data.table_read import read_rows

        layout = layout_of(attrs, context.folder)
        rows, _ = read_rows(layout, attrs)
        fill = attrs["missing"] if attrs["missing"] in ("mean", "median") else None
        return Loaded(_type_of(layout, attrs), {"train": rows}, fill=fill)

    return apply


_COLUMNS = (
    Attr("target", "str", default="", help="Name of the column to predict (of several, by commas); empty: the last one."),
    Attr("target_kind", "choice", default="classes", choices=("classes", "numbers", "none"),
         help="classes: each different value is a class, in order; numbers: quantities; none: no targets."),
    Attr("features", "str", default="", help="Names of the feature columns, separated by commas; empty: all others."),
)  # fmt: skip
_TEXT = (
    Attr("delimiter", "choice", default="comma", choices=tuple(DELIMITERS), help="What separates the columns."),
    Attr("header", "bool", default=True, help="Whether the first line holds the column names."),
    Attr("decimal", "choice", default="point", choices=("point", "comma"), help="What stands before the decimals of a number."),
    Attr(
        "encoding", "choice", default="utf-8", choices=ENCODINGS, help="How the file's text is stored; a byte order mark is fine."
    ),
)
_CELLS = (
    Attr("categorical", "str", default="", help="Names of feature columns that hold words, separated by commas."),
    Attr("encode", "choice", default="one_hot", choices=("one_hot", "codes"),
         help="A column for each word in the whole file, or one of numbers from 0 (a hole is -1), in alphabetical order."),
    Attr("missing", "choice", default="error", choices=("error", "drop", "zero", "mean", "median", "value"),
         help="What happens to empty cells and to those that are no number; mean and median are the training part's."),
    Attr("fill_value", "float", default=0.0, help="What stands in such cells where missing is value."),
    Attr("weight", "str", default="", help="Name of the column that says how much each row counts; empty: none."),
    Attr("dtype", "choice", default="float32", choices=("float32", "int64"),
         help="float32: quantities; int64: whole numbers, such as ids for Embedding."),
    READING,
)  # fmt: skip

STEPS: tuple[Step, ...] = (
    Step(
        name="csv", title="CSVTable", role="source", rule=_rule(csv_layout), apply=_apply(csv_layout),
        attrs=(Attr("file", "str", default="", help="The table, relative to the project's folder."), *_COLUMNS, *_TEXT, *_CELLS),
        help="A table of numbers or words: one line for each example, one or more columns to predict.",
        source="polars.scan_csv", telling="file", keywords=("file", "table", "spreadsheet", "text", "tsv"),
    ),
    Step(
        name="parquet", title="ParquetTable", role="source", rule=_rule(parquet_layout), apply=_apply(parquet_layout),
        attrs=(Attr("file", "str", default="", help="The table, relative to the project's folder."), *_COLUMNS, *_CELLS),
        help="A table in a Parquet file: one row for each example, one or more columns to predict.",
        source="polars.scan_parquet", telling="file", keywords=("file", "table", "columns", "arrow"),
    ),
)  # fmt: skip
