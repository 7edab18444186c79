"""Rows from ``.npy`` files, which are paged in as they are needed, so that they may be larger than memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.arrays import described, features, targets
from engine.data.columns import Array, Columns, row_type
from engine.data.files import find_file
from engine.data.loaded import Loaded
from engine.data.rows import FileRows, MappedArrays, Part, Rows
from engine.data.spec import Context, DataType, Step
from engine.data.spool import IN_MEMORY, in_files
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ops.attrs import Attr


def _opened(file: str, folder: Path | None) -> Array:
    """The array of a file, of which nothing but the head is read yet."""
    path = find_file("NPYFile", file, folder)
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
        if not isinstance(found, np.ndarray):
            found.close()
            raise DataError("NPYFile: '{file}' holds several arrays; use NPZFile for it", file=str(path))
        return found
    except (ValueError, EOFError, OSError) as error:
        raise DataError(
            "NPYFile: '{file}' is not a whole NPY file of numbers; write it again with numpy.save", file=str(path)
        ) from error


def _arrays(attrs: Attrs, folder: Path | None) -> tuple[Array, Array | None]:
    return _opened(attrs["file"], folder), _opened(attrs["targets"], folder) if attrs["targets"] else None


def _rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    x, y = _arrays(attrs, folder)
    found = described("NPYFile", (x.shape, x.dtype), None if y is None else (y.shape, y.dtype))
    return replace(found, features=replace(found.features, dtype=attrs["dtype"]))


def _apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    type_ = _rule(None, attrs, context.folder)
    x, y = _arrays(attrs, context.folder)
    dtype = attrs["dtype"]
    size = x.nbytes + (0 if y is None else y.nbytes)
    if not in_files(attrs["reading"], size):
        return Loaded(type_, {"train": Part(features("NPYFile", "x", np.array(x), dtype), targets("NPYFile", y))})

    kept = y if y is None or y.nbytes > IN_MEMORY else targets("NPYFile", np.array(y))
    types = {name: column for name, column in type_.columns.items() if name == "x" or kept is y}

    def checked(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {name: _checked(name, given[name], numbers, column.dtype) for name, column in types.items()}

    if kept is y:
        rows: Rows = MappedArrays({"x": x} if y is None else {"x": x, "y": y})
    else:
        ready = {} if kept is None else {"y": kept}
        rows = FileRows(len(x), lambda numbers: {"x": x[numbers]}, {"x": row_type(x)}, ready)
    return Loaded(type_, {"train": rows.map(checked, types)})


def _checked(column: str, array: Array, numbers: Array, dtype: str) -> Array:
    """Rows of a file in their dtype; DataError naming the row of the file where one is no number, or no label."""
    with np.errstate(over="ignore"):
        made = np.asarray(array).astype(dtype)
    good = made >= 0 if column == "y" and made.dtype == np.int64 else np.isfinite(made)
    if not good.all():
        row = int(numbers[np.argmin(good.reshape(len(made), -1).all(axis=1))])
        raise DataError(
            "NPYFile: row {row} of {array} holds NaN, infinity or a label below 0; mend it or leave the row out",
            row=row + 1, array=column,
        )  # fmt: skip
    return made


STEPS: tuple[Step, ...] = (
    Step(
        name="npy", title="NPYFile", role="source", rule=_rule, apply=_apply,
        attrs=(
            Attr("file", "str", default="", help="The .npy file of features, rows first, relative to the project's folder."),
            Attr("targets", "str", default="", help="The .npy file of targets, one row for each example; empty: none."),
            Attr("dtype", "choice", default="float32", choices=("float32", "int64"),
                 help="float32: quantities; int64: whole numbers, such as ids for Embedding."),
            Attr("reading", "choice", default="auto", choices=("auto", "memory", "file"),
                 help="memory: as a whole; file: the rows of a batch when they are needed; auto: file above 256 MiB."),
        ),
        help="Arrays stored by numpy.save, which may be larger than memory; whole-number targets are class labels.",
        source="numpy.load, mmap_mode", telling="file", keywords=("numpy", "file", "memmap", "large"),
    ),
)  # fmt: skip
