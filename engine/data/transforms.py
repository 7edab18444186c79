"""Steps from rows to rows, and ``batch``.  What is fitted (normalization) is fitted on the training part alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.data.columns import Array, Columns
from engine.data.loaded import SHUFFLE_BUFFER, Loaded
from engine.data.ragged import TEXT
from engine.data.rows import Rows
from engine.data.spec import PARTS, SEED, Context, DataType, Step
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

# --- split ----------------------------------------------------------------------------------------------------------


def part_sizes(rows: int, attrs: Attrs) -> dict[str, int]:
    """Rows of each part, rounded up for validation and test as scikit-learn does."""
    sizes = {part: math.ceil(rows * attrs[f"{part}_fraction"]) for part in ("validation", "test")}
    sizes["train"] = rows - sum(sizes.values())
    if sizes["train"] < 1:
        raise DataError(
            "Split: of {rows} rows none is left for training; make validation_fraction and test_fraction smaller", rows=rows
        )
    return {part: sizes[part] for part in PARTS if sizes[part]}


def _split_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.split:
        raise DataError("Split stands twice in the pipeline; keep one, and set its test_fraction for a third part")
    if incoming.normalized:
        raise DataError(
            "Split stands after {step}, so the statistics would have seen the validation rows; put Split before {step}",
            step="TfIdf" if incoming.features.is_sparse else "Normalize",
        )
    if incoming.repeated > 1:
        raise DataError(
            "Split stands after Repeat, so the same row would be trained on and validated with; put Split before Repeat"
        )
    if incoming.augmented:
        raise DataError("Split stands after Augment, so the rows for validation would be changed too; put Split before Augment")
    fractions = attrs["validation_fraction"], attrs["test_fraction"]
    if "test" in incoming.parts and attrs["test_fraction"]:
        raise DataError("Split: the data has a test part of its own; set test_fraction to 0")
    if not any(fractions):
        raise DataError("Split has nothing to keep apart, so the validation part is empty; set validation_fraction above 0")
    if sum(fractions) >= 1:
        raise DataError("Split: the fractions add up to {total:g}; leave some rows for training", total=sum(fractions))
    if attrs["stratify"]:
        _check_stratify(incoming)
    if incoming.rows is None:
        parts: dict[str, int | None] = {p: None for p in PARTS if p == "train" or attrs[f"{p}_fraction"]}
        return replace(incoming, parts=_in_order({**incoming.parts, **parts}), split=True)
    sizes = part_sizes(incoming.rows, attrs)
    if attrs["stratify"] and incoming.classes is not None:
        for part, size in sizes.items():
            if size < incoming.classes:
                raise DataError(
                    "Split: the {part} part has {size} rows, too few to hold each of {classes} classes; "
                    "make its fraction larger or switch stratify off",
                    part=part, size=size, classes=incoming.classes,
                )  # fmt: skip
    return replace(incoming, parts=_in_order({**incoming.parts, **sizes}), split=True)


T = TypeVar("T")


def _in_order(parts: Mapping[str, T]) -> dict[str, T]:
    return {part: parts[part] for part in PARTS if part in parts}


def _check_stratify(incoming: DataType) -> None:
    if incoming.targets is None:
        raise DataError("Split: stratify needs class labels, but the data has no targets; switch stratify off")
    if not incoming.has_labels or incoming.targets.rank:
        raise DataError(
            "Split: stratify needs one whole-number label a row, but the targets are {type}; "
            "switch stratify off, or put Split before the step that changes the labels",
            type=str(incoming.targets),
        )


def _split_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    from sklearn.model_selection import train_test_split

    whole = loaded.parts["train"]
    sizes = part_sizes(len(whole), attrs)
    seed = context.seed_of(attrs)
    rest: Array = np.arange(len(whole))
    parts: dict[str, Rows] = dict(loaded.parts)
    for part in ("test", "validation"):
        if part in sizes:
            labels = None
            if attrs["stratify"]:
                labels = whole.column("y")[rest]
                _check_members(labels, sizes[part], len(rest) - sizes[part])
            rest, kept = train_test_split(rest, test_size=sizes[part], stratify=labels, random_state=seed)
            parts[part] = whole.select(kept)
    parts["train"] = whole.select(rest)
    return replace(loaded, parts=_in_order(parts))


def _check_members(labels: Array, kept: int, left: int) -> None:
    """What scikit-learn asks of a stratified split, said before it does."""
    classes, members = np.unique(labels, return_counts=True)
    if members.min() < 2:
        raise DataError(
            "Split: class {label} has a single row, so stratify cannot put it in two parts; add rows or switch stratify off",
            label=int(classes[members.argmin()]),
        )
    if min(kept, left) < len(classes):
        raise DataError(
            "Split: a part of {size} rows cannot hold each of {classes} classes; make its fraction larger or switch stratify off",
            size=min(kept, left), classes=len(classes),
        )  # fmt: skip


# --- normalize ------------------------------------------------------------------------------------------------------


def _scaled(type_: DataType) -> dict[str, TensorType]:
    """The feature columns that hold quantities."""
    inputs = type_.inputs or {"x": type_.features}
    return {name: column for name, column in inputs.items() if column.is_float}


def _normalize_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.augmented:
        raise DataError(
            "Normalize stands after Augment, so its statistics would be of changed rows; put Normalize before Augment"
        )
    if any(column.is_sparse for column in _scaled(incoming).values()):
        raise DataError("Normalize would fill the zeros of sparse features in; use TfIdf, or leave it out")
    if not _scaled(incoming):
        raise DataError(
            "Normalize needs features that are quantities, but they are {type}; remove it, or read them as float32",
            type=str(incoming.features),
        )
    return replace(incoming, normalized=True)


def _normalize_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    columns = _scaled(loaded.type)
    fitted = fitted_statistics(loaded.parts["train"], list(columns), attrs["method"])

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {name: ((given[name] - offset) / spread).astype(np.float32) for name, (offset, spread) in fitted.items()}

    return replace(loaded, parts={name: rows.map(change, columns) for name, rows in loaded.parts.items()})


def statistics(x: Array, method: str) -> tuple[Array, Array]:
    """What is subtracted from every feature and what it is divided by, in float64; a feature without spread divides by 1."""
    if method == "standard":
        offset, spread = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
    else:
        offset = x.min(axis=0).astype(np.float64)
        spread = x.max(axis=0) - offset
    return offset, np.where(spread == 0, 1.0, spread)


def fitted_statistics(rows: Rows, columns: Sequence[str], method: str) -> dict[str, tuple[Array, Array]]:
    """The same for columns of rows; those that are not in memory are passed once, a chunk at a time."""
    if rows.in_memory:
        return {name: statistics(rows.column(name), method) for name in columns}
    running = {name: Running() for name in columns}
    for chunk in rows.chunks():
        for name, seen in running.items():
            seen.add(chunk[name])
    return {name: seen.fitted(method) for name, seen in running.items()}


class Running:
    """Mean, spread, least and greatest of rows that come in chunks (Chan, Golub and LeVeque 1979), in float64."""

    def __init__(self) -> None:
        self.rows = 0

    def add(self, chunk: Array) -> None:
        rows = len(chunk)
        if not rows:
            return
        mean = chunk.mean(axis=0, dtype=np.float64)
        squares = np.square(chunk - mean).sum(axis=0)
        least, greatest = chunk.min(axis=0), chunk.max(axis=0)
        if not self.rows:
            self.rows, self.mean, self.squares, self.least, self.greatest = rows, mean, squares, least, greatest
            return
        whole, step = self.rows + rows, mean - self.mean
        self.squares += squares + np.square(step) * (self.rows * rows / whole)
        self.mean += step * (rows / whole)
        self.least, self.greatest = np.minimum(self.least, least), np.maximum(self.greatest, greatest)
        self.rows = whole

    def fitted(self, method: str) -> tuple[Array, Array]:
        if method == "standard":
            offset, spread = self.mean, np.sqrt(self.squares / self.rows)
        else:
            offset = self.least.astype(np.float64)
            spread = self.greatest - offset
        return offset, np.where(spread == 0, 1.0, spread)


# --- targets --------------------------------------------------------------------------------------------------------


def _one_hot_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.targets is None or not incoming.has_labels or incoming.targets.rank:
        raise DataError(
            "OneHotLabels needs one whole-number label a row, but the targets are {type}; "
            "remove it, or use a source with classes",
            type=str(incoming.targets or "missing"),
        )
    classes: int | None = attrs["classes"] or incoming.classes
    if classes is not None and incoming.classes is not None and classes < incoming.classes:
        raise DataError(
            "OneHotLabels: the labels have {found} classes, but classes is {given}; set it to {found} or leave it empty",
            found=incoming.classes, given=classes,
        )  # fmt: skip
    return replace(incoming, targets=TensorType("float32", (classes,)), classes=classes)


def _one_hot_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    classes: int | None = attrs["classes"] or loaded.type.classes
    assert classes is not None
    return _map_targets(loaded, lambda y: np.eye(classes, dtype=np.float32)[y], TensorType("float32", (classes,)))


def _binary_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.targets is None or not incoming.has_labels or incoming.targets.rank:
        raise DataError(
            "BinaryTargets needs one label 0 or 1 a row, but the targets are {type}; remove it, or use a source with two classes",
            type=str(incoming.targets or "missing"),
        )
    if incoming.classes is not None and incoming.classes > 2:
        raise DataError(
            "BinaryTargets needs two classes, but the labels have {classes}; use OneHotLabels, or a sparse loss",
            classes=incoming.classes,
        )
    return replace(incoming, targets=TensorType("float32", (1,)), classes=2)


def _binary_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    return _map_targets(loaded, lambda y: y.astype(np.float32)[:, np.newaxis], TensorType("float32", (1,)))


def _map_targets(loaded: Loaded, change: Callable[[Array], Array], type_: TensorType) -> Loaded:
    def changed(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {"y": change(given["y"])}

    return replace(loaded, parts={name: rows.map(changed, {"y": type_}) for name, rows in loaded.parts.items()})


# --- order ----------------------------------------------------------------------------------------------------------


def _shuffle_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    return replace(loaded, shuffle_seed=context.seed_of(attrs), shuffle_buffer=attrs["buffer"])


def _batch_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    # one-hot targets of a file's classes have a length too, which is known when the file has been read
    if any(None in column.shape for name, column in incoming.columns.items() if name != "y" or column.kind == "int"):
        step = "Tokenize" if incoming.features.dtype == TEXT else "PadSequences or NextToken"
        raise DataError("Batch: the rows have different lengths; put {step} before it", step=step)
    rows = incoming.parts.get("train")
    if attrs["drop_remainder"] and rows is not None and rows < attrs["batch_size"]:
        raise DataError(
            "Batch: the training part has {rows} rows, fewer than one batch of {size}; "
            "make batch_size smaller or switch drop_remainder off",
            rows=rows, size=attrs["batch_size"],
        )  # fmt: skip
    return replace(incoming, batch_size=attrs["batch_size"], drop_remainder=attrs["drop_remainder"])


STEPS: tuple[Step, ...] = (
    Step(
        name="split", title="Split", role="transform", rule=_split_rule, apply=_split_apply,
        attrs=(
            Attr("validation_fraction", "float", default=0.2, minimum=0, maximum=0.95,
                 help="Share of the rows kept for validation; not trained on."),
            Attr("test_fraction", "float", default=0.0, minimum=0, maximum=0.95,
                 help="Share of the rows kept for a last test; neither trained on nor looked at while training."),
            Attr("stratify", "bool", default=False, help="Keep the classes' shares equal in all parts."),
            SEED,
        ),
        help="Keep rows apart for validation, and for a last test, drawn at random.",
        source="sklearn.model_selection.train_test_split", telling="validation_fraction",
        keywords=("train", "validation", "test", "hold out", "stratify"),
    ),
    Step(
        name="normalize", title="Normalize", role="transform", rule=_normalize_rule, apply=_normalize_apply,
        attrs=(
            Attr("method", "choice", default="standard", choices=("standard", "minmax"),
                 help="standard: mean 0, standard deviation 1; minmax: from 0 to 1."),
        ),
        help="Bring every feature to one scale, by the statistics of the training part only.",
        source="sklearn.preprocessing.StandardScaler, MinMaxScaler", telling="method",
        keywords=("standardize", "scale", "minmax", "zscore"),
    ),
    Step(
        name="one_hot", title="OneHotLabels", role="transform", rule=_one_hot_rule, apply=_one_hot_apply,
        attrs=(
            Attr("classes", "int", default=None, optional=True, minimum=1, help="Number of classes; empty: as the data has."),
        ),
        help="Turn class labels into rows of zeros with a one at the class.",
        source="keras.utils.to_categorical", keywords=("categorical", "labels", "classes"),
    ),
    Step(
        name="binary_targets", title="BinaryTargets", role="transform", rule=_binary_rule, apply=_binary_apply,
        help="Turn labels 0 and 1 into a column of numbers, as one sigmoid output needs it.",
        keywords=("labels", "logistic", "sigmoid"),
    ),
    Step(
        name="shuffle", title="Shuffle", role="transform",
        rule=lambda incoming, attrs, folder: replace(incoming, shuffled=True), apply=_shuffle_apply,
        attrs=(
            SEED,
            Attr("buffer", "int", default=SHUFFLE_BUFFER, minimum=1, unit="rows",
                 help="For rows that come one after another: among how many of them the next one is drawn."),
        ),
        help="See the training rows in a new order each epoch, the same for the same seed. Rows that can only be read one after "
        "another are mixed within a buffer: each piece that is read takes the places of rows drawn from it.",
        keywords=("random", "order", "permute"),
    ),
    Step(
        name="batch", title="Batch", role="batch", rule=_batch_rule, apply=lambda loaded, attrs, context: loaded,
        attrs=(
            Attr("batch_size", "int", default=32, minimum=1, unit="rows", help="Rows that one training step looks at."),
            Attr("drop_remainder", "bool", default=False, help="Leave out the last training batch where it is smaller."),
        ),
        help="Cut the rows into batches: the end of a pipeline, and where tensors begin.",
        telling="batch_size", keywords=("minibatch", "size"),
    ),
)  # fmt: skip
