"""Rows from arrays: given in Python or typed in as numbers, or stored in a NumPy ``.npz`` file."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.files import find_file
from engine.data.loaded import Array, Loaded, Part
from engine.data.spec import Context, DataType, Step, rows_of
from engine.errors import DataError, FeedError
from engine.ir.graph import Attrs
from engine.ir.matrix import checked_matrix, is_matrix, places_of
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

#: What reading a damaged archive can raise; the last two for a compression or an encryption that Python lacks.
_DAMAGE = (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


def _target_dtype(dtype: np.dtype[Any]) -> str:
    """Whole numbers and truth values are class labels; everything else is a quantity."""
    return "int64" if dtype.kind in "iub" else "float32"


def _check_numbers(step: str, which: str, dtype: np.dtype[Any]) -> None:
    if dtype.kind not in "iubf":
        raise DataError(
            "{step}: {array} holds {dtype} values; give an array of numbers", step=step, array=which, dtype=str(dtype)
        )


def described(
    step: str,
    x: tuple[tuple[int, ...], np.dtype[Any]],
    y: tuple[tuple[int, ...], np.dtype[Any]] | None,
    layout: str = "dense",
) -> DataType:
    """The type of rows whose arrays have these shapes and dtypes."""
    _check_numbers(step, "x", x[1])
    shape = x[0]
    if not shape or shape[0] == 0:
        raise DataError("{step}: x has no rows; give one row for each example, rows first", step=step)
    targets = None
    if y is not None:
        _check_numbers(step, "y", y[1])
        if not y[0] or y[0][0] != shape[0]:
            raise DataError(
                "{step}: x has {rows} rows, but y has {targets}; give both one row for each example",
                step=step, rows=shape[0], targets=y[0][0] if y[0] else 0,
            )  # fmt: skip
        targets = TensorType(_target_dtype(y[1]), y[0][1:])
    return rows_of(TensorType("float32", shape[1:], layout), targets, shape[0])


def as_rows(step: str, which: str, value: Any) -> Any:
    """An array from what was given, lists of numbers included; DataError where it is none."""
    if is_matrix(value):
        return _sparse_rows(step, which, value)
    try:
        return np.asarray(value)
    except ValueError:
        raise DataError(
            "{step}: the rows of {array} have different lengths; give every row the same numbers", step=step, array=which
        ) from None


def _sparse_rows(step: str, which: str, value: Any) -> Any:
    """One of SciPy's sparse matrices, checked, as CSR."""
    try:
        return checked_matrix(value)
    except FeedError as error:
        raise DataError("{step}: {array}: " + error.template, step=step, array=which, **error.params) from None


def part(step: str, x: Array, y: Array | None, weights: Array | None = None) -> Part:
    """Rows in the engine's dtypes; DataError where a number is missing or not finite, or a label is below 0."""
    return Part(features(step, "x", x), targets(step, y), None if weights is None else features(step, "sample_weight", weights))


def features(step: str, which: str, array: Array, dtype: str = "float32") -> Array:
    """Features in their dtype, every one a number."""
    with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, and that is refused
        made = array.astype(dtype, copy=False) if is_matrix(array) else np.asarray(array, dtype)
    _check_finite(step, which, made)
    return made


def targets(step: str, y: Array | None) -> Array | None:
    """Targets in their dtype: quantities that are numbers, or labels from 0."""
    if y is None:
        return None
    with np.errstate(over="ignore"):
        targets = y.astype(_target_dtype(y.dtype))
    if targets.dtype == np.int64:
        if targets.size and targets.min() < 0:
            row = int(np.argmin(targets.reshape(len(targets), -1).min(axis=1)))
            raise DataError(
                "{step}: the label in row {row} of y is {value}; labels are whole numbers from 0",
                step=step, row=row + 1, value=int(targets.min()),
            )  # fmt: skip
    else:
        _check_finite(step, "y", targets)
    return targets


def _check_finite(step: str, which: str, array: Array) -> None:
    good = np.isfinite(array.data if is_matrix(array) else array)
    if not good.all():
        row = (
            int(places_of(array)[0][np.argmin(good)])
            if is_matrix(array)
            else int(np.argmin(good.reshape(len(array), -1).all(axis=1)))
        )
        raise DataError(
            "{step}: row {row} of {array} holds NaN or infinity; fill it in or leave the row out",
            step=step, row=row + 1, array=which,
        )  # fmt: skip


def _arrays_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    x = as_rows("Arrays", "x", attrs["x"])
    y = None if attrs["y"] is None else as_rows("Arrays", "y", attrs["y"])
    layout = "csr" if is_matrix(x) else "dense"
    found = described("Arrays", (x.shape, x.dtype), None if y is None else (y.shape, y.dtype), layout)
    if found.has_labels and y is not None:
        found = replace(found, classes=max(int(y.max()), 0) + 1)
    return replace(found, weighted=_weights("Arrays", attrs, x.shape[0]) is not None)


def _weights(step: str, attrs: Attrs, rows: int) -> Array | None:
    """The weights of the rows, one number each."""
    if attrs["sample_weight"] is None:
        return None
    weights: Array = as_rows(step, "sample_weight", attrs["sample_weight"])
    _check_numbers(step, "sample_weight", weights.dtype)
    if weights.shape != (rows,):
        raise DataError(
            "{step}: there are {rows} rows, but sample_weight has the shape {shape}; give one number for each row",
            step=step, rows=rows, shape=str(weights.shape),
        )  # fmt: skip
    return weights


def _named_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    step, given = "NamedArrays", attrs["x"]
    if not given:
        raise DataError("NamedArrays: there are no inputs; give an array for each input of the model")
    y = None if attrs["y"] is None else as_rows(step, "y", attrs["y"])
    types: dict[str, TensorType] = {}
    first: DataType | None = None
    for name, value in given.items():
        if name in ("y", "sample_weight"):
            raise DataError("NamedArrays: an input may not be called '{column}', which is a column of its own", column=name)
        x = as_rows(step, name, value)
        _check_numbers(step, name, x.dtype)
        found = described(step, (x.shape, x.dtype), None if y is None else (y.shape, y.dtype))
        if first is not None and len(x) != first.rows:
            raise DataError(
                "NamedArrays: '{column}' has {got} rows, but the inputs before it have {rows}; give one row for each example",
                column=name, got=len(x), rows=first.rows,
            )  # fmt: skip
        first = first or found
        types[name] = TensorType(_target_dtype(x.dtype), x.shape[1:])
    assert first is not None and first.rows is not None
    classes = max(int(y.max()), 0) + 1 if first.has_labels and y is not None else None
    weighted = _weights(step, attrs, first.rows) is not None
    return replace(first, features=next(iter(types.values())), classes=classes, inputs=types, weighted=weighted)


def _named_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    step, type_ = "NamedArrays", _named_rule(None, attrs, None)
    assert type_.rows is not None
    y = None if attrs["y"] is None else as_rows(step, "y", attrs["y"])
    inputs = {
        name: features(step, name, as_rows(step, name, attrs["x"][name]), kind.dtype) for name, kind in type_.inputs.items()
    }
    weights = _weights(step, attrs, type_.rows)
    kept = None if weights is None else features(step, "sample_weight", weights)
    return Loaded(type_, {"train": Part(**inputs, y=targets(step, y), sample_weight=kept)})


def _arrays_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    x = as_rows("Arrays", "x", attrs["x"])
    y = None if attrs["y"] is None else as_rows("Arrays", "y", attrs["y"])
    return Loaded(_arrays_rule(None, attrs, None), {"train": part("Arrays", x, y, _weights("Arrays", attrs, x.shape[0]))})


def _npz_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    path = find_file("NPZFile", attrs["file"], folder)
    with _opened(path) as archive:
        x = _header(archive, path, attrs["x"])
        y = _header(archive, path, attrs["y"]) if attrs["y"] else None
    return described("NPZFile", x, y)


def _npz_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    path = find_file("NPZFile", attrs["file"], context.folder)
    try:
        with np.load(path, allow_pickle=False) as archive:
            x = archive[attrs["x"]]
            y = archive[attrs["y"]] if attrs["y"] else None
    except _DAMAGE as error:
        raise _broken(path) from error
    return Loaded(_npz_rule(None, attrs, context.folder), {"train": part("NPZFile", x, y)})


def _broken(path: Path) -> DataError:
    return DataError("NPZFile: '{file}' is not a whole NPZ file of plain arrays; write it again with numpy.savez", file=str(path))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise _broken(path) from error


def _header(archive: zipfile.ZipFile, path: Path, array: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and dtype of one array, from the first bytes of its member."""
    members = [name.removesuffix(".npy") for name in archive.namelist()]
    if array not in members:
        raise DataError(
            "NPZFile: there is no array '{array}' in '{file}'; it holds {known}",
            array=array, file=str(path), known=", ".join(members) or "nothing",
        )  # fmt: skip
    try:
        with archive.open(array + ".npy") as stream:
            version = np.lib.format.read_magic(stream)
            read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            shape, _, dtype = read(stream)
    except _DAMAGE as error:
        raise _broken(path) from error
    return shape, dtype


STEPS: tuple[Step, ...] = (
    Step(
        name="arrays", title="Arrays", role="source", rule=_arrays_rule, apply=_arrays_apply,
        attrs=(
            Attr("x", "array", help="Features: one row for each example."),
            Attr("y", "array", default=None, optional=True, help="Targets: whole numbers are class labels."),
            Attr("sample_weight", "array", default=None, optional=True, help="How much each row counts; empty: all the same."),
        ),
        help="Numbers that stand in the document itself: one row for each example.",
        keywords=("values", "numbers", "inline", "list"),
    ),
    Step(
        name="named_arrays", title="NamedArrays", role="source", rule=_named_rule, apply=_named_apply, palette=False,
        attrs=(
            Attr("x", "types", help="An array for each input of the model, by its name."),
            Attr("y", "array", default=None, optional=True, help="Targets: whole numbers are class labels."),
            Attr("sample_weight", "array", default=None, optional=True, help="How much each row counts."),
        ),
        help="Arrays for a model with several inputs, each by its name.",
    ),
    Step(
        name="npz", title="NPZFile", role="source", rule=_npz_rule, apply=_npz_apply,
        attrs=(
            Attr("file", "str", default="", help="The .npz file, relative to the project's folder."),
            Attr("x", "str", default="x", help="Name of the array of features in the file."),
            Attr("y", "str", default="y", help="Name of the array of targets; empty: none."),
        ),
        help="Arrays stored by numpy.savez: features and targets, rows first; whole-number targets are class labels.",
        source="numpy.savez", telling="file", keywords=("numpy", "file"),
    ),
)  # fmt: skip
