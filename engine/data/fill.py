"""Holes in features, filled by what the training part shows: its mean or median, column by column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.data.columns import Array, Columns
from engine.data.loaded import Loaded
from engine.data.rows import Rows
from engine.errors import DataError


def filled(loaded: Loaded) -> Loaded:
    """The rows without holes, where a source left some (as NaN) until the training part is known."""
    if loaded.fill is None:
        return loaded
    values = middles(loaded.parts["train"], loaded.fill)
    if np.isnan(values).any():
        column = int(np.argmax(np.isnan(values)))
        names = loaded.type.names
        raise DataError(
            "the column '{column}' has no number in the training part to fill its holes by; take it out of the features",
            column=names[column] if names else str(column + 1),
        )

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {"x": np.where(np.isnan(given["x"]), values, given["x"])}

    types = {"x": loaded.parts["train"].columns["x"]}
    return replace(loaded, fill=None, parts={name: rows.map(change, types) for name, rows in loaded.parts.items()})


def middles(rows: Rows, method: str) -> Array:
    """Mean or median of the numbers in each column, as float32; NaN where there is none."""
    if method == "median":  # one column at a time in memory
        width = rows.columns["x"].static_shape[0]
        columns = ([chunk["x"][:, i] for chunk in rows.chunks()] for i in range(width))
        return np.array([_median(np.concatenate(pieces)) for pieces in columns], np.float32)
    total: Array = np.zeros(rows.columns["x"].static_shape)
    count: Array = np.zeros(rows.columns["x"].static_shape)
    for chunk in rows.chunks():
        total += np.nansum(chunk["x"], axis=0, dtype=np.float64)
        count += np.isfinite(chunk["x"]).sum(axis=0)
    return np.where(count == 0, np.nan, total / np.maximum(count, 1)).astype(np.float32)


def _median(column: Array) -> float:
    numbers = column[np.isfinite(column)].astype(np.float64)
    return float(np.median(numbers)) if len(numbers) else float("nan")
