"""Reading tables through polars, a piece at a time: cells become numbers, or are named by row and column where they cannot."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.columns import Array
from engine.data.rows import Rows
from engine.data.spool import Spool, in_files
from engine.data.table_layout import DELIMITERS, LARGEST, Layout, is_polars, opened, reason_of
from engine.errors import DataError

#: Rows that are in memory at a time while a table is read.
PIECE = 1 << 15

#: What a cell that cannot be used is replaced by, for the policies that replace it at once.
_NUMBER = {"mean": np.nan, "median": np.nan, "zero": 0.0}


def read_rows(layout: Layout, attrs: Mapping[str, Any]) -> tuple[Rows, list[Any]]:
    """The rows of a table, and its classes in order (empty where the target is no class)."""
    spool = Spool(in_files(attrs["reading"], layout.path.stat().st_size))
    labels: dict[str, int] = {}
    try:
        with lazy_frame(layout, attrs) as frame, _said(layout, attrs):
            for piece in frame.collect_batches(chunk_size=PIECE, maintain_order=True):
                _add(spool, layout, attrs, piece, labels)
        if not spool.rows:
            raise DataError("{step}: '{file}' has no rows below its column names; add some", step=layout.step, file=layout.name)
        if not layout.labels:
            return spool.finished(), []
        classes, places = in_order(list(labels))
        return spool.finished({"y": lambda codes: places[codes]}), classes
    except BaseException:
        spool.drop()
        raise


def in_order(texts: Sequence[str]) -> tuple[list[Any], Array]:
    """The classes that texts stand for, in order (numbers as numbers: 2 before 10), and the class of each text."""
    values: Any = np.asarray(texts, np.float64) if all_numbers(texts) else np.asarray(texts)
    classes, places = np.unique(values, return_inverse=True)
    return classes.tolist(), places.reshape(-1).astype(np.int64)


def all_numbers(texts: Sequence[str]) -> bool:
    """Whether class labels are numbers, so that they are put in order as numbers (2 before 10), not as texts."""
    try:
        return bool(np.isfinite(np.array([float(text) for text in texts])).all())
    except ValueError:
        return False


def read_classes(layout: Layout, attrs: Mapping[str, Any]) -> list[str]:
    """The classes of the target as they are spelled in the file, holes left out."""
    return list(categories_of(layout, attrs, layout.targets[0]))


def _add(spool: Spool, layout: Layout, attrs: Mapping[str, Any], piece: Any, labels: dict[str, int]) -> None:
    """Put the rows of one piece of the table into the spool."""
    rows = piece["__row"].to_numpy()
    good = np.ones(len(piece), bool)
    numbers: dict[int, Array] = {}
    words: dict[int, list[str | None]] = {}
    for column in layout.used:
        series = piece[layout.columns[column]]
        if layout.holds_words(column):
            words[column] = series.cast(_text_type()).str.strip_chars().to_list()
            usable = np.array([bool(word) for word in words[column]], bool)
        else:
            numbers[column] = _numbers(layout, column, series, attrs)
            usable = np.isfinite(numbers[column])
        if not usable.all():
            if attrs["missing"] == "error" or (column not in layout.features and attrs["missing"] != "drop"):
                place = int(np.argmin(usable))
                raise _bad_cell(layout, column, int(rows[place]), series[place], layout.holds_words(column))
            if attrs["missing"] == "drop":
                good &= usable
            elif column in numbers:
                numbers[column][~usable] = _NUMBER.get(attrs["missing"], attrs["fill_value"])
    if not good.any():
        return
    dtype = attrs["dtype"]
    blocks = [
        _encoded(layout, column, words[column])[good] if column in words else numbers[column][good, np.newaxis]
        for column in layout.features
    ]
    columns: dict[str, Array] = {"x": np.concatenate(blocks, axis=1).astype(dtype)}
    if layout.labels:
        found = [word or "" for word, kept in zip(words[layout.targets[0]], good.tolist(), strict=True) if kept]
        columns["y"] = np.array([labels.setdefault(word, len(labels)) for word in found], np.int64)
    elif layout.targets:
        columns["y"] = np.stack([numbers[column][good] for column in layout.targets], axis=1).astype(np.float32)
    if layout.weight is not None:
        columns["sample_weight"] = numbers[layout.weight][good].astype(np.float32)
    spool.add(columns)


def _numbers(layout: Layout, column: int, series: Any, attrs: Mapping[str, Any]) -> Array:
    """The cells as float64; NaN where one is no number that training can hold."""
    import polars as pl

    if series.dtype == pl.String:
        texts = series.str.strip_chars()
        if attrs.get("decimal") == "comma":
            texts = texts.str.replace(",", ".", literal=True)
        series = texts.cast(pl.Float64, strict=False)
    elif not (series.dtype.is_numeric() or series.dtype == pl.Boolean):
        raise DataError(
            "{step}: column '{column}' of '{file}' holds {got}, not numbers; leave it out of features, or name it in categorical",
            step=layout.step, file=layout.name, column=layout.columns[column], got=str(series.dtype),
        )  # fmt: skip
    values: Array = np.array(series.cast(pl.Float64).fill_null(float("nan")).to_numpy(), np.float64)
    values[~(np.abs(values) <= LARGEST)] = np.nan
    if attrs["dtype"] == "int64" and column in layout.features:
        values[values != np.floor(values)] = np.nan
    return np.asarray(values)


def _encoded(layout: Layout, column: int, words: list[str | None]) -> Array:
    """Categories as numbers: one column of codes, or a one in the column of the category (zeros for a hole)."""
    known = {word: i for i, word in enumerate(layout.categories[column])}
    codes = np.array([known.get(word or "", -1) for word in words], np.int64)
    if not layout.one_hot:
        return codes[:, np.newaxis].astype(np.float64)
    return (codes[:, np.newaxis] == np.arange(len(known))).astype(np.float64)  # type: ignore[no-any-return]


def _bad_cell(layout: Layout, column: int, row: int, cell: Any, words: bool) -> DataError:
    where: dict[str, Any] = {"file": layout.name, "row": row + 1, "column": layout.columns[column], "step": layout.step}
    feature = column in layout.features
    if cell is None or not str(cell).strip():
        return DataError(
            "{step}: {file}: row {row}, column '{column}' is empty; fill it in, or set missing to drop, mean, zero or value"
            if feature and not words
            else "{step}: {file}: row {row}, column '{column}' is empty; fill it in, or set missing to drop",
            **where,
        )
    return DataError(
        "{step}: {file}: row {row}, column '{column}': '{text}' is no number; set missing to drop, mean, zero or value, "
        "or name the column in categorical where it holds words"
        if feature
        else "{step}: {file}: row {row}, column '{column}': '{text}' is no number; mend it, or set missing to drop",
        text=str(cell)[:40], **where,
    )  # fmt: skip


def _text_type() -> Any:
    import polars as pl

    return pl.String


# --- frames ---------------------------------------------------------------------------------------------------------


@contextmanager
def lazy_frame(layout: Layout, attrs: Mapping[str, Any]) -> Iterator[Any]:
    """The table as a polars frame that is read piece by piece, with the number of each row in ``__row``."""
    import polars as pl

    wanted = ["__row", *(layout.columns[i] for i in layout.used)]
    if layout.parquet:
        yield pl.scan_parquet(layout.path, glob=False).with_row_index("__row").select(wanted)
        return
    with _in_utf8(layout.path, attrs["encoding"]) as path:
        frame = pl.scan_csv(
            path, has_header=False, skip_lines=layout.skip, separator=DELIMITERS[attrs["delimiter"]], glob=False,
            schema=dict.fromkeys(layout.columns, pl.String),
        )  # fmt: skip
        blank = pl.all_horizontal(pl.col(list(layout.columns)).is_null())
        yield frame.with_row_index("__row").filter(~blank).select(wanted)


@contextmanager
def _in_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """The file itself, or a copy of it in UTF-8."""
    if encoding == "utf-8":
        yield path
        return
    handle, copy = tempfile.mkstemp(suffix=".csv")
    os.close(handle)
    try:
        with path.open(encoding=encoding, newline="") as source, Path(copy).open("w", encoding="utf-8", newline="") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        yield Path(copy)
    finally:
        Path(copy).unlink(missing_ok=True)


@contextmanager
def _said(layout: Layout, attrs: Mapping[str, Any]) -> Iterator[None]:
    """What polars cannot read is said in our words."""
    try:
        yield
    except BaseException as error:
        if not is_polars(error):
            raise
        if not layout.parquet:
            _find_ragged(layout, attrs)
        if "utf-8" in str(error).lower() or "utf8" in str(error).lower():
            raise DataError(
                "{step}: '{file}' is not a text file in UTF-8; choose its encoding, or save it as CSV in UTF-8",
                step=layout.step, file=str(layout.path),
            ) from error  # fmt: skip
        raise DataError(
            "{step}: '{file}' is damaged or no table ({reason}); save it again",
            step=layout.step, file=str(layout.path), reason=reason_of(error),
        ) from error  # fmt: skip


def _find_ragged(layout: Layout, attrs: Mapping[str, Any]) -> None:
    """DataError for the first row that has more cells than there are columns."""
    with opened(layout.step, layout.path, attrs) as stream:
        for _ in range(layout.skip):
            next(stream, None)
        for number, cells in enumerate(csv.reader(stream, delimiter=DELIMITERS[attrs["delimiter"]]), 1):
            if len(cells) > len(layout.columns):
                raise DataError(
                    "{step}: {file}: row {row} has {got} cells, but the table has {wanted} columns; mend the row",
                    step=layout.step, file=layout.name, row=number, got=len(cells), wanted=len(layout.columns),
                )  # fmt: skip


def categories_of(layout: Layout, attrs: Mapping[str, Any], column: int) -> tuple[str, ...]:
    """The different words in a column of the whole file, in order; found anew only when the file has changed."""
    stat = layout.path.stat()
    options = tuple((name, attrs[name]) for name in ("encoding", "delimiter", "header") if name in attrs)
    return _categories(layout, column, options, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=64)
def _categories(layout: Layout, column: int, options: tuple[tuple[str, Any], ...], stamp: tuple[int, int]) -> tuple[str, ...]:
    import polars as pl

    attrs = dict(options)
    with lazy_frame(layout.only(column), attrs) as frame, _said(layout, attrs):
        words = pl.col(layout.columns[column]).cast(pl.String).str.strip_chars()
        found = frame.select(words.unique()).collect(engine="streaming")
        return tuple(sorted(word for word in found.to_series().to_list() if word))
