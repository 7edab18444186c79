"""What must hold before a run starts, each with the sentence that says what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.backends.base import Cell
from engine.data.loaded import Loaded
from engine.errors import FeedError, TrainingError
from engine.ir.graph import Node, Value, ancestors
from engine.ir.types import TensorType, format_shape, matches
from engine.train.blame import Blame
from engine.train.spec import TrainingSpec

#: How the names of ops begin whose first input holds class numbers that must be smaller than the last dimension of the second.
_CLASS_NUMBERS = "sparse_"


def check_data(spec: TrainingSpec, loaded: Loaded, wanted: Sequence[Value]) -> None:
    """Raises where the data does not fit the placeholders that the wanted values need."""
    nodes = ancestors(wanted)
    by_placeholder = {value.node: column for column, value in spec.inputs.items()}
    for node in nodes:
        if node.op == "placeholder" and node not in by_placeholder:
            raise TrainingError(
                "Placeholder '{placeholder}' is fed by nothing while training; connect the data to it",
                origin=node.origin, placeholder=node.name,
            )  # fmt: skip
    used = {column: spec.inputs[column] for node, column in by_placeholder.items() if node in nodes}
    for part, rows in loaded.parts.items():
        if part == "train" and not len(rows):
            raise TrainingError("the training part has no rows; give more data or a smaller validation_fraction")
        for column, value in used.items():
            _check_column(column, rows.columns, value)
    for node in nodes:
        labels = by_placeholder.get(node.inputs[0].node) if _takes_class_numbers(node) else None
        if labels is not None:
            for rows in loaded.parts.values():
                if not rows.sequential:  # a pass over those would cost as much as an epoch; their source looks at each chunk
                    _check_class_numbers(node, labels, rows.column(labels))


def _takes_class_numbers(node: Node) -> bool:
    return node.op.startswith(_CLASS_NUMBERS) and len(node.inputs) > 1 and node.inputs[0].type.kind == "int"


def _check_column(column: str, columns: Mapping[str, TensorType], value: Value) -> None:
    if column not in columns:
        raise TrainingError(
            "the run needs a column '{column}', but the data has only {known}; use a dataset with targets",
            origin=value.origin, column=column, known=", ".join(columns),
        )  # fmt: skip
    row = columns[column]
    type_ = value.type
    fits = row.rank + 1 == type_.rank and all(
        matches(dim, size) for dim, size in zip(type_.shape[1:], row.static_shape, strict=True)
    )
    if not fits or row.dtype != type_.dtype:
        raise FeedError(
            "Placeholder '{placeholder}' takes {wanted}, but the data's '{column}' is {got}; give the placeholder that type",
            origin=value.origin, placeholder=value.name, wanted=_words(type_), column=column,
            got=f"{row.dtype} {format_shape(('batch', *row.shape))}",
        )  # fmt: skip


def _words(type_: TensorType) -> str:
    return f"{type_.dtype} {format_shape(type_.shape)}"


def _check_class_numbers(node: Node, column: str, labels: np.ndarray[Any, Any]) -> None:
    classes = node.inputs[1].shape[-1]
    if not labels.size or not isinstance(classes, int):
        return
    low, high = int(labels.min()), int(labels.max())
    if low < 0:
        raise TrainingError(
            "'{column}' holds the class number {label}, but classes count from 0; mend the labels",
            origin=node.origin, column=column, label=low,
        )  # fmt: skip
    if high >= classes:
        raise TrainingError(
            "'{column}' holds the class number {label}, but the model has outputs for classes 0 to {last} only; "
            "give the last layer {units} units, or mend the labels",
            origin=node.origin, column=column, label=high, last=classes - 1, units=high + 1,
        )  # fmt: skip


def refuse_loss(
    spec: TrainingSpec, loss: float, epoch: int, step: int, rate: float, feeds: Mapping[str, Any], blame: Blame | None = None
) -> TrainingError:
    """The error for a loss that is NaN or infinite, at the op that is to blame, with the mend that the batch suggests."""
    for column, buffer in feeds.items():
        numbers = buffer.value.data if isinstance(buffer, Cell) else buffer
        if buffer.dtype.kind == "f" and not np.isfinite(numbers).all():
            return TrainingError(
                "the loss is {value} at step {step} (epoch {epoch}), because the data's '{column}' holds values that are NaN or "
                "infinite; mend or drop those rows",
                origin=spec.loss.origin, value=loss, step=step, epoch=epoch, column=column,
            )  # fmt: skip
    if blame is not None:
        known = {
            "title": blame.title,
            "node": blame.node.name,
            "gave": blame.gave,
            "low": f"{blame.low:g}",
            "high": f"{blame.high:g}",
        }
        if step == 1:  # no weight was changed yet
            return TrainingError(
                "{title} '{node}' gave {gave} in the first step, from numbers between {low} and {high}; give it numbers that it "
                "is defined for, or normalize the data",
                origin=blame.node.origin or spec.loss.origin, **known,
            )  # fmt: skip
        return TrainingError(
            "the loss became {value} at step {step} (epoch {epoch}): {title} '{node}' was the first to give {gave}, from numbers "
            "between {low} and {high}; lower the learning rate (it is {rate}), or normalize the data",
            origin=blame.node.origin or spec.loss.origin, value=loss, step=step, epoch=epoch, rate=f"{rate:g}", **known,
        )  # fmt: skip
    return TrainingError(
        "the loss became {value} at step {step} (epoch {epoch}); lower the learning rate (it is {rate}), or normalize the data",
        origin=spec.loss.origin, value=loss, step=step, epoch=epoch, rate=f"{rate:g}",
    )  # fmt: skip


def refuse_weights(spec: TrainingSpec, variable: Value, epoch: int, step: int, rate: float) -> TrainingError:
    """The error for an update that leaves a weight NaN or infinite, though the loss before it was a number."""
    return TrainingError(
        "the update of step {step} (epoch {epoch}) made '{variable}' NaN or infinite; lower the learning rate (it is {rate}), "
        "clip the gradients, or normalize the data",
        origin=variable.origin or spec.loss.origin, step=step, epoch=epoch, variable=variable.name, rate=f"{rate:g}",
    )  # fmt: skip
