"""Steps about how rows flow, not what they are: which columns, how often, kept where, and made ahead."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.columns import Array, Columns, count
from engine.data.files import closest
from engine.data.loaded import Loaded
from engine.data.rows import MappedArrays, Rows
from engine.data.spec import Context, DataType, Step
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ops.attrs import Attr

#: Where caches in files stand, beside the project.
CACHE_FOLDER = "nodegrad-cache"

# --- select columns -------------------------------------------------------------------------------------------------


def selected(incoming: DataType, text: str) -> list[int]:
    """Which columns of the features a list of names or of numbers from 1 means."""
    if incoming.inputs or incoming.features.rank != 1:
        raise DataError(
            "SelectColumns picks from rows of numbers, but a row here is {type}; remove it", type=str(incoming.features)
        )
    width, names = incoming.features.shape[0], incoming.names
    found: list[int] = []
    for word in (word.strip() for word in text.split(",")):
        if not word:
            continue
        if word in names:
            found.append(names.index(word))
        elif word.isdecimal() and isinstance(width, int) and 1 <= int(word) <= width:
            found.append(int(word) - 1)
        else:
            raise _no_column(word, names, width)
    if not found:
        raise DataError("SelectColumns: no column is named; set columns to names or numbers, separated by commas")
    if len(set(found)) < len(found):
        raise DataError("SelectColumns: a column stands twice in columns; name each once")
    return found


def _no_column(word: str, names: Sequence[str], width: object) -> DataError:
    params = {"column": word, "width": str(width), "known": ", ".join(names)}
    if near := closest(word, names):
        return DataError(
            "SelectColumns: there is no column '{column}' (did you mean '{near}'?); give names or numbers from 1 to {width} "
            "of {known}",
            near=near, **params,
        )  # fmt: skip
    if names:
        return DataError(
            "SelectColumns: there is no column '{column}'; give names or numbers from 1 to {width} of {known}", **params
        )
    return DataError("SelectColumns: there is no column '{column}'; give numbers from 1 to {width}", **params)


def _select_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    found = selected(incoming, attrs["columns"])
    names = tuple(incoming.names[i] for i in found) if incoming.names else ()
    return replace(incoming, features=incoming.features.with_shape((len(found),)), names=names)


def _select_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    found = selected(loaded.type, attrs["columns"])
    type_ = loaded.type.features.with_shape((len(found),))

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {"x": given["x"][:, found]}

    return replace(loaded, parts={name: rows.map(change, {"x": type_}) for name, rows in loaded.parts.items()})


# --- repeat ---------------------------------------------------------------------------------------------------------


def _repeat_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    rows = incoming.parts.get("train")
    parts = {**incoming.parts, "train": None if rows is None else rows * attrs["times"]}
    return replace(incoming, parts=parts, repeated=incoming.repeated * attrs["times"])


def _repeat_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    return replace(loaded, parts={**loaded.parts, "train": loaded.parts["train"].repeated(attrs["times"])})


# --- cache ----------------------------------------------------------------------------------------------------------


def _cache_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    if attrs["where"] == "memory":
        return replace(loaded, parts={name: rows.loaded() for name, rows in loaded.parts.items()})
    base = (context.folder or Path.cwd()) / CACHE_FOLDER
    folder = base / cache_key(context)
    try:
        if not (folder / "whole").is_file():
            shutil.rmtree(folder, ignore_errors=True)  # what a run left that was killed
            _write_cache(base, folder, loaded)
        return replace(loaded, parts={name: _read_cache(folder, name, rows) for name, rows in loaded.parts.items()})
    except (OSError, ValueError, EOFError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DataError(
            "Cache: '{folder}' cannot be written or read ({reason}); free some disk space, or set where to memory",
            folder=str(folder), reason=getattr(error, "strerror", None) or str(error),
        ) from error  # fmt: skip


def cache_key(context: Context) -> str:
    """A name that changes with the steps before, the seed, and the files that the steps read."""
    made = hashlib.blake2b(digest_size=8)
    made.update(str(context.seed).encode())
    for step, attrs in context.before:
        made.update(step.encode())
        for name, value in attrs.items():
            made.update(name.encode())
            made.update(value.tobytes() if isinstance(value, np.ndarray) else _plain(value).encode())
            if isinstance(value, str) and value:
                made.update(_stamp((context.folder or Path.cwd()) / value))
    return made.hexdigest()


def _plain(value: Any) -> str:
    try:
        return json.dumps(value, sort_keys=True)
    except (TypeError, ValueError):
        return getattr(value, "__qualname__", repr(value))


def _stamp(path: Path) -> bytes:
    """When a file was last written, and its size; for a folder, those of everything in it."""
    try:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        return "".join(f"{file}{file.stat().st_mtime_ns}{file.stat().st_size}" for file in files).encode()
    except (OSError, ValueError):
        return b""


def _write_cache(base: Path, folder: Path, loaded: Loaded) -> None:
    base.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=base))
    try:
        for name, rows in loaded.parts.items():
            write_rows(unfinished, name, rows)
        (unfinished / "whole").touch()
        try:
            unfinished.rename(folder)
        except OSError:
            if not (folder / "whole").is_file():  # else another run has written the same rows meanwhile
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write_rows(folder: Path, prefix: str, rows: Rows) -> None:
    """Every column as an ``.npy`` file, a chunk at a time."""
    for column, type_ in rows.columns.items():
        if getattr(type_, "layout", "dense") != "dense":
            raise DataError("Cache: '{column}' is sparse, which files do not hold; set where to memory", column=column)
    files = {
        column: np.lib.format.open_memmap(
            folder / f"{prefix}.{column}.npy", "w+", np.dtype(type_.dtype), (len(rows), *type_.static_shape)
        )
        for column, type_ in rows.columns.items()
        if len(rows)
    }
    start = 0
    for chunk in rows.chunks():
        for column, file in files.items():
            file[start : start + count(chunk)] = chunk[column]
        start += count(chunk)
    for file in files.values():
        file.flush()


def _read_cache(folder: Path, part: str, rows: Rows) -> Rows:
    if not len(rows):
        return rows.loaded()
    return MappedArrays({c: np.load(folder / f"{part}.{c}.npy", mmap_mode="r", allow_pickle=False) for c in rows.columns})


# --- prefetch -------------------------------------------------------------------------------------------------------


def _prefetch_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    return replace(loaded, prefetch=attrs["batches"])


STEPS: tuple[Step, ...] = (
    Step(
        name="select_columns", title="SelectColumns", role="transform", rule=_select_rule, apply=_select_apply,
        attrs=(Attr("columns", "str", default="1", help="Names or numbers (from 1) of the features to keep, by commas."),),
        help="Keep some of the features, in the order in which they are named.",
        telling="columns", keywords=("features", "choose", "drop", "subset"),
    ),
    Step(
        name="repeat", title="Repeat", role="transform", rule=_repeat_rule, apply=_repeat_apply,
        attrs=(Attr("times", "int", default=2, minimum=1, maximum=1_000_000, help="How often an epoch sees every row."),),
        help="Make an epoch of several passes over the training rows; with Shuffle, all of them are mixed together.",
        source="tf.data.Dataset.repeat", telling="times", keywords=("passes", "epochs"),
    ),
    Step(
        name="cache", title="Cache", role="transform",
        rule=lambda incoming, attrs, folder: replace(incoming, sequential=False), apply=_cache_apply,
        attrs=(
            Attr("where", "choice", default="memory", choices=("memory", "file"),
                 help="memory: as arrays; file: in the folder nodegrad-cache beside the project, which may be deleted any time."),
        ),
        help="Do the steps before only once and keep what they give. Random steps such as Augment belong behind it.",
        source="tf.data.Dataset.cache", telling="where", keywords=("memory", "disk", "keep", "faster"),
    ),
    Step(
        name="prefetch", title="Prefetch", role="transform", rule=lambda incoming, attrs, folder: incoming, apply=_prefetch_apply,
        attrs=(
            Attr("batches", "int", default=2, minimum=0, maximum=1024, unit="batches",
                 help="Batches that are made ahead; 0: each is made when it is needed."),
        ),
        help="Make the next batches while a training step runs. Rows that are read from files do so anyway, 2 batches ahead.",
        source="tf.data.Dataset.prefetch", telling="batches", keywords=("background", "ahead", "thread", "faster"),
    ),
)  # fmt: skip
