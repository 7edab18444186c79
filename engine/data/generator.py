"""Rows from a Python function that yields them: for Python only, as code has no place in a project file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.columns import Columns, count
from engine.data.loaded import Loaded
from engine.data.rows import Stream
from engine.data.spec import Context, DataType, Step, rows_of
from engine.errors import AttributeValueError, DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr, check_kind


def _callable(attr: Attr, value: Any) -> Any:
    if not callable(value):
        raise AttributeValueError(
            "{attribute} must be a function that gives the rows anew each time, but is {got}",
            attribute=attr.name, got=type(value).__name__,
        )  # fmt: skip
    return value


check_kind("callable", _callable)
check_kind("types", lambda attr, value: value)


def _rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    types: Mapping[str, TensorType] = attrs["types"]
    inputs = {name: type_ for name, type_ in types.items() if name not in ("y", "sample_weight")}
    if not inputs:
        raise DataError("Generator: types names no features; give the type of a row for x")
    described = rows_of(next(iter(inputs.values())), types.get("y"), attrs["rows"], attrs["classes"])
    return replace(described, inputs={} if list(inputs) == ["x"] else inputs, weighted="sample_weight" in types, sequential=True)


def _apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    make: Callable[[], Iterable[Any]] = attrs["make"]
    types: Mapping[str, TensorType] = attrs["types"]
    limit: int | None = attrs["rows"]

    def start() -> Iterator[Columns]:
        seen = 0
        for item in make():
            columns = _columns(item, types, attrs["batched"], attrs["classes"], seen)
            if limit is not None and seen + count(columns) >= limit:
                yield {name: array[: limit - seen] for name, array in columns.items()}
                return
            seen += count(columns)
            if count(columns):
                yield columns

    return Loaded(_rule(None, attrs, None), {"train": Stream(start, types, limit)})


def _columns(item: Any, types: Mapping[str, TensorType], batched: bool, classes: int | None, seen: int) -> Columns:
    """One item of a generator as columns of the declared types; DataError where it does not fit."""
    given = item if isinstance(item, Mapping) else dict(zip(types, item if isinstance(item, tuple) else (item,), strict=False))
    found: Columns = {}
    for name, type_ in types.items():
        if name not in given:
            raise DataError(
                "Generator: row {row} has no '{column}'; yield it, or take it out of types", row=seen + 1, column=name
            )
        array = np.asarray(given[name])
        array = array if batched else array[np.newaxis]
        if array.shape[1:] != type_.shape or array.dtype.kind not in "iubf":
            raise DataError(
                "Generator: '{column}' of row {row} is {got}, but {wanted} was declared; yield that, or change types",
                row=seen + 1, column=name, got=f"{array.dtype} {array.shape[1:]}", wanted=str(type_),
            )  # fmt: skip
        found[name] = array.astype(type_.dtype)
        if name == "y" and classes is not None and array.size and not 0 <= array.min() <= array.max() < classes:
            raise DataError(
                "Generator: a label near row {row} is {value}, but there are {classes} classes, from 0; mend it",
                row=seen + 1, value=int(array.min() if array.min() < 0 else array.max()), classes=classes,
            )  # fmt: skip
    return found


STEPS: tuple[Step, ...] = (
    Step(
        name="generator", title="Generator", role="source", rule=_rule, apply=_apply, palette=False,
        attrs=(
            Attr("make", "callable", help="Called for every pass; what it gives is iterated over."),
            Attr("types", "types", help="The type of a row by column."),
            Attr("rows", "int", default=None, optional=True, minimum=1, help="Rows of a pass; empty: counted by one pass."),
            Attr("classes", "int", default=None, optional=True, minimum=1, help="Number of classes, where y is labels."),
            Attr("batched", "bool", default=False, help="Whether an item holds several rows."),
        ),
        help="Rows that a Python function yields, one after another.", source="tf.data.Dataset.from_generator",
    ),
)  # fmt: skip
