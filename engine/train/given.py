"""What callers hand to a model: arrays in the dtype of its inputs, rows kept for validation, weights of classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.data.loaded import Loaded, Part
from engine.data.pipeline import Pipeline
from engine.errors import TrainingError
from engine.ir.graph import Value
from engine.ir.matrix import checked_matrix, is_matrix
from engine.ir.types import format_shape

Array = np.ndarray[Any, Any]

#: The columns of the weights of rows, with those of their classes and without.
WEIGHTS, PLAIN = "sample_weight", "plain_weight"


class Fitted(Pipeline):
    """A pipeline with the rows that the caller keeps for validation, whose weights are those without the weights of classes."""

    def __init__(self, pipeline: Pipeline, validation: Pipeline | None, plain: bool) -> None:
        super().__init__(folder=pipeline.folder)
        self.stages = pipeline.stages
        self._validation = validation
        self._plain = plain

    def build(self, seed: int = 0, folder: Any = None) -> Loaded:
        loaded = super().build(seed, folder)
        parts = dict(loaded.parts)
        if self._validation is not None:
            parts["validation"] = self._validation.build(seed).part("train")
        elif self._plain and "validation" in parts:
            rows = parts["validation"]
            assert isinstance(rows, Part)  # they came from arrays
            parts["validation"] = rows.with_columns(**{WEIGHTS: rows.column(PLAIN)})
        return replace(loaded, parts=parts)


def as_rows(given: Any, like: Value) -> Any:
    """Rows in the dtype of the placeholder where that is safe; what is no array is left to the data steps to refuse."""
    if is_matrix(given):
        return checked_matrix(given)
    try:
        array = np.asarray(given)
    except ValueError:
        return given
    if array.dtype.kind in "biuf" and (like.type.is_float or array.dtype.kind in "biu"):
        return array.astype(like.dtype, copy=False)
    return array


def count_rows(x: Any) -> int:
    first = next(iter(x.values())) if isinstance(x, Mapping) else x[0] if isinstance(x, (list, tuple)) else x
    rows = x if first is x or np.ndim(first) == 0 else first
    return int(rows.shape[0]) if hasattr(rows, "shape") else len(rows)


def class_weights(y: Any, weights: Mapping[int, float]) -> Array:
    """The weight of each row's class: of numbers, of one-hot rows, or of a column of zeros and ones."""
    targets = np.asarray(y)
    classes = targets.argmax(-1) if targets.ndim > 1 and targets.shape[-1] > 1 else np.rint(targets).reshape(len(targets))
    if classes.ndim != 1:
        raise TrainingError("class_weight needs one class a row, but y is {shape}", shape=format_shape(targets.shape))
    return np.array([float(weights.get(int(number), 1.0)) for number in classes], "float32")
