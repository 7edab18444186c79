"""Which columns of a table are features, targets and weights: found from the head of the file alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from engine.data.files import closest, find_file
from engine.errors import DataError

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|"}
ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "gb18030", "shift_jis", "big5")
LARGEST = float(np.finfo(np.float32).max)  # what training can hold


@dataclass(frozen=True)
class Layout:
    """The columns of a table by number.  ``labels``: the one target holds classes; ``skip``: lines before the first row."""

    step: str
    path: Path
    columns: tuple[str, ...]
    features: tuple[int, ...]
    targets: tuple[int, ...]
    weight: int | None
    labels: bool
    categorical: frozenset[int]
    one_hot: bool
    parquet: bool = False
    skip: int = 0
    categories: Mapping[int, tuple[str, ...]] = field(default_factory=dict, hash=False, compare=False)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def used(self) -> tuple[int, ...]:
        """The columns that are read, each once."""
        weight = () if self.weight is None else (self.weight,)
        return tuple(dict.fromkeys((*self.features, *self.targets, *weight)))

    def holds_words(self, column: int) -> bool:
        return column in self.categorical or (self.labels and column in self.targets)

    def only(self, column: int) -> Layout:
        """The same table with one column."""
        return replace(self, features=(column,), targets=(), weight=None, categories={})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns of x."""
        found: list[str] = []
        for column in self.features:
            name = self.columns[column]
            expanded = self.one_hot and column in self.categorical
            found += [f"{name}={word}" for word in self.categories[column]] if expanded else [name]
        return tuple(found)


@contextmanager
def opened(step: str, path: Path, attrs: Mapping[str, Any]) -> Iterator[TextIO]:
    """The file as text; what it cannot give becomes a DataError."""
    encoding = attrs["encoding"]
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            yield stream
    except UnicodeError:
        raise DataError(
            "{step}: '{file}' is not a text file in {encoding}; choose its encoding, or save it as CSV in UTF-8",
            step=step, file=str(path), encoding=encoding.upper(),
        ) from None  # fmt: skip
    except csv.Error as error:
        raise DataError(
            "{step}: '{file}' is not a CSV table ({reason}); save it again as CSV", step=step, file=str(path), reason=str(error)
        ) from None
    except OSError as error:
        raise DataError(
            "{step}: '{file}' cannot be read ({reason}); check its permissions",
            step=step, file=str(path), reason=error.strerror or "unknown",
        ) from None  # fmt: skip


def csv_layout(attrs: Mapping[str, Any], folder: Path | None) -> Layout:
    """The layout of a CSV file, from its first line."""
    step = "CSVTable"
    path = find_file(step, attrs["file"], folder)
    with opened(step, path, attrs) as stream:
        reader = csv.reader(stream, delimiter=DELIMITERS[attrs["delimiter"]])
        first, before, after = None, 0, 0
        for cells in reader:
            before, after = after, reader.line_num
            if cells:
                first = cells
                break
    if first is None:
        raise DataError(
            "{step}: '{file}' is empty; give it a line of column names and one line for each row", step=step, file=str(path)
        )
    columns = tuple(cell.strip() for cell in first) if attrs["header"] else tuple(f"column_{i + 1}" for i in range(len(first)))
    return _layout(step, path, columns, attrs, skip=after if attrs["header"] else before)


def parquet_layout(attrs: Mapping[str, Any], folder: Path | None) -> Layout:
    """The layout of a Parquet file, from its footer."""
    import polars as pl

    path = find_file("ParquetTable", attrs["file"], folder)
    try:
        schema = pl.scan_parquet(path, glob=False).collect_schema()
    except BaseException as error:
        if not is_polars(error) and not isinstance(error, OSError):
            raise
        raise DataError(
            "ParquetTable: '{file}' is not a whole Parquet file ({reason}); write it again",
            file=str(path),
            reason=reason_of(error),
        ) from error
    return _layout("ParquetTable", path, tuple(schema.names()), attrs, parquet=True)


def is_polars(error: BaseException) -> bool:
    """Whether polars gave up; on some damaged files it does so by a panic, which is no ordinary exception."""
    import polars as pl

    return isinstance(error, pl.exceptions.PolarsError | pl.exceptions.PanicException)


def reason_of(error: BaseException) -> str:
    """The first words of what polars says, without the inner state that may follow."""
    return str(error).strip().split("\n")[0].split("{")[0].strip(" :")[:100] or type(error).__name__


def _layout(
    step: str, path: Path, columns: tuple[str, ...], attrs: Mapping[str, Any], parquet: bool = False, skip: int = 0
) -> Layout:
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise DataError("{step}: '{file}' has two columns named '{column}'; rename one", step=step, file=str(path), column=twice)
    kind = attrs["target_kind"]
    targets = () if kind == "none" else _chosen(step, path, columns, attrs["target"]) or (len(columns) - 1,)
    if kind == "classes" and len(targets) > 1:
        raise DataError("{step}: {count} targets cannot be classes; set target_kind to numbers", step=step, count=len(targets))
    weights = _chosen(step, path, columns, attrs["weight"])
    rest = {*targets, *weights}
    features = _chosen(step, path, columns, attrs["features"]) or tuple(i for i in range(len(columns)) if i not in rest)
    both = next((column for column in features if column in rest), None)
    if both is not None:
        raise DataError(
            "{step}: column '{column}' is both a feature and the target; take it out of features",
            step=step, column=columns[both],
        )  # fmt: skip
    if not features:
        raise DataError(
            "{step}: '{file}' has one column only, so no feature is left beside the target; choose another delimiter",
            step=step, file=str(path),
        )  # fmt: skip
    if attrs["dtype"] == "int64" and attrs["missing"] in ("mean", "median"):
        raise DataError("{step}: a mean is no whole number; set dtype to float32, or missing to drop or zero", step=step)
    layout = Layout(
        step, path, columns, features, targets, weights[0] if weights else None, kind == "classes",
        frozenset(_chosen(step, path, columns, attrs["categorical"])) & frozenset(features), attrs["encode"] == "one_hot",
        parquet, skip,
    )  # fmt: skip
    if not layout.categorical:
        return layout
    from engine.data.table_read import categories_of

    return replace(layout, categories={column: categories_of(layout, attrs, column) for column in sorted(layout.categorical)})


def _chosen(step: str, path: Path, columns: tuple[str, ...], text: str) -> tuple[int, ...]:
    """The columns that a list of names means."""
    found: list[int] = []
    for word in (word.strip() for word in text.split(",")):
        if word and word not in columns:
            near = closest(word, columns)
            raise DataError(
                "{step}: '{file}' has no column '{column}'; did you mean '{near}'?"
                if near
                else "{step}: '{file}' has no column '{column}'; choose one of {known}",
                step=step, file=str(path), column=word, near=near or "", known=", ".join(columns),
            )  # fmt: skip
        if word and columns.index(word) not in found:
            found.append(columns.index(word))
    return tuple(found)
