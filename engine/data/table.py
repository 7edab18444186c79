"""Rows from a CSV table: one target column, the others features.  Whatever is not a number is named by line and column.

The type needs only the first line, so that the canvas knows the shapes without reading the table.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.files import find_file
from engine.data.loaded import Array, Loaded, Part
from engine.data.spec import Context, DataType, Step, rows_of
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.spec import Attr

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " "}
LARGEST = float(np.finfo(np.float32).max)  # what training can hold


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a table are what; ``target`` is None where there is none."""

    path: Path
    columns: tuple[str, ...]
    features: tuple[int, ...]
    target: int | None
    labels: bool


def read_layout(attrs: Attrs, folder: Path | None) -> Layout:
    """The layout of the table that the attributes name, from its first line."""
    path = find_file("CSVTable", attrs["file"], folder)
    with _reading(path, attrs) as reader:
        first = next((cells for cells in reader if cells), None)
    if first is None:
        raise DataError("CSVTable: '{file}' is empty; give it a line of column names and one line for each row", file=str(path))
    columns = tuple(cell.strip() for cell in first) if attrs["header"] else tuple(f"column_{i + 1}" for i in range(len(first)))
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise DataError("CSVTable: '{file}' has two columns named '{column}'; rename one", file=str(path), column=twice)
    if attrs["target_kind"] == "none":
        target = None
    else:
        target = _find(path, columns, attrs["target"]) if attrs["target"] else len(columns) - 1
    chosen = [text.strip() for text in attrs["features"].split(",") if text.strip()]
    features = tuple(_find(path, columns, text) for text in chosen) or tuple(i for i in range(len(columns)) if i != target)
    if target in features:
        raise DataError(
            "CSVTable: column '{column}' is both a feature and the target; take it out of features", column=columns[target or 0]
        )
    if not features:
        raise DataError(
            "CSVTable: '{file}' has one column only, so no feature is left beside the target; choose another delimiter",
            file=str(path),
        )
    return Layout(path, columns, features, target, attrs["target_kind"] == "classes")


def _find(path: Path, columns: tuple[str, ...], wanted: str) -> int:
    if wanted not in columns:
        raise DataError(
            "CSVTable: '{file}' has no column '{column}'; it has {known}",
            file=str(path), column=wanted, known=", ".join(columns),
        )  # fmt: skip
    return columns.index(wanted)


@contextmanager
def _reading(path: Path, attrs: Attrs) -> Iterator[Any]:
    """A CSV reader; what the file cannot give becomes a DataError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield csv.reader(stream, delimiter=DELIMITERS[attrs["delimiter"]])
    except UnicodeDecodeError:
        raise DataError("CSVTable: '{file}' is not a text file in UTF-8; save it as CSV in UTF-8", file=str(path)) from None
    except csv.Error as error:
        raise DataError(
            "CSVTable: '{file}' is not a CSV table ({reason}); save it again as CSV", file=str(path), reason=str(error)
        ) from None
    except OSError as error:
        raise DataError(
            "CSVTable: '{file}' cannot be read ({reason}); check its permissions",
            file=str(path),
            reason=error.strerror or "unknown",
        ) from None


def read_table(layout: Layout, attrs: Attrs) -> tuple[Array, list[str]]:
    """The features as float64, and the target column as texts (empty where there is none)."""
    rows: list[list[float]] = []
    targets: list[str] = []
    with _reading(layout.path, attrs) as reader:
        lines = (cells for cells in reader if cells)
        if attrs["header"]:
            next(lines)
        for cells in lines:
            if len(cells) != len(layout.columns):
                raise DataError(
                    "CSVTable: line {line} of '{file}' has {got} cells, but the table has {wanted} columns; mend the line",
                    line=reader.line_num, file=str(layout.path), got=len(cells), wanted=len(layout.columns),
                )  # fmt: skip
            rows.append([_number(layout, cells, column, reader.line_num) for column in layout.features])
            if layout.target is not None:
                targets.append(_text(layout, cells, layout.target, reader.line_num))
                if not layout.labels:
                    _number(layout, cells, layout.target, reader.line_num)
    if not rows:
        raise DataError("CSVTable: '{file}' has no rows below its column names; add some", file=str(layout.path))
    return np.asarray(rows, np.float64), targets


def _text(layout: Layout, cells: list[str], column: int, line: int) -> str:
    text = cells[column].strip()
    if not text:
        raise DataError(
            "CSVTable: '{file}' has a hole in line {line}, column '{column}'; fill it in or remove the line",
            file=str(layout.path), line=line, column=layout.columns[column],
        )  # fmt: skip
    return text


def _number(layout: Layout, cells: list[str], column: int, line: int) -> float:
    text = _text(layout, cells, column, line)
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= LARGEST:
        raise DataError(
            "CSVTable: '{file}' has '{text}' in line {line}, column '{column}', where a number must stand; "
            "mend it, or list only the columns with numbers in features",
            file=str(layout.path), text=text, line=line, column=layout.columns[column],
        )  # fmt: skip
    return value


def all_numbers(texts: list[str]) -> bool:
    """Whether class labels are numbers, so that they are put in order as numbers (2 before 10), not as texts."""
    try:
        return all(math.isfinite(float(text)) for text in texts)
    except ValueError:
        return False


def _rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    layout = read_layout(attrs, folder)
    targets = None
    if layout.target is not None:
        targets = TensorType("int64") if layout.labels else TensorType("float32", (1,))
    return rows_of(TensorType("float32", (len(layout.features),)), targets, None)


def _apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    layout = read_layout(attrs, context.folder)
    x, texts = read_table(layout, attrs)
    y: Array | None = None
    if layout.labels:
        values: Any = np.asarray(texts, np.float64) if all_numbers(texts) else np.asarray(texts)
        y = np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int64)
    elif layout.target is not None:
        y = np.asarray(texts, np.float64).astype(np.float32)[:, np.newaxis]
    return Loaded(_rule(None, attrs, context.folder), {"train": Part(x.astype(np.float32), y)})


STEPS: tuple[Step, ...] = (
    Step(
        name="csv", title="CSVTable", role="source", rule=_rule, apply=_apply,
        attrs=(
            Attr("file", "str", default="", help="The table, relative to the project's folder."),
            Attr("target", "str", default="", help="Name of the column to predict; empty: the last one."),
            Attr("target_kind", "choice", default="classes", choices=("classes", "numbers", "none"),
                 help="classes: each different value is a class, in order; numbers: a quantity; none: no targets."),
            Attr("features", "str", default="", help="Names of the feature columns, separated by commas; empty: all others."),
            Attr("delimiter", "choice", default="comma", choices=tuple(DELIMITERS), help="What separates the columns."),
            Attr("header", "bool", default=True, help="Whether the first line holds the column names."),
        ),
        help="A table of numbers: one line for each example, one column to predict.",
        telling="file", keywords=("file", "table", "spreadsheet", "text"),
    ),
)  # fmt: skip
