"""Columns: arrays by name that have as many rows each; their types, and how they are put under each other and cut anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from engine.data.ragged import Ragged
from engine.ir.matrix import empty, is_matrix
from engine.ir.types import TensorType

Array = np.ndarray[Any, Any]
#: Arrays by column name, rows first.  Whatever has ``shape``, ``dtype`` and takes row numbers in ``[]`` will do, SciPy's CSR too.
Columns = dict[str, Any]


def count(columns: Mapping[str, Any]) -> int:
    """The number of rows of some columns."""
    return int(next(iter(columns.values())).shape[0])


def row_type(array: Any) -> TensorType:
    """The type of one row of an array."""
    return TensorType(array.dtype.name, tuple(array.shape[1:]), "csr" if is_matrix(array) else "dense")


def row_bytes(type_: TensorType) -> int:
    size = np.dtype(type_.dtype).itemsize
    for dim in type_.shape:
        size *= dim if isinstance(dim, int) else 1
    return size


def stacked(arrays: Sequence[Any]) -> Any:
    """Arrays of one kind under each other; sparse ones stay sparse."""
    if len(arrays) == 1:
        return arrays[0]
    if isinstance(arrays[0], np.ndarray):
        return np.concatenate(arrays)
    if isinstance(arrays[0], Ragged):
        return Ragged.stacked(arrays)
    from scipy import sparse

    return sparse.vstack(arrays, format="csr")


def joined(chunks: Sequence[Mapping[str, Any]], columns: Mapping[str, TensorType]) -> Columns:
    """Chunks of columns under each other; empty columns of these types where there is none."""
    if not chunks:
        return {name: _without_rows(type_) for name, type_ in columns.items()}
    return {name: stacked([chunk[name] for chunk in chunks]) for name in chunks[0]}


def _without_rows(type_: TensorType) -> Any:
    whole = type_.with_shape((0, *type_.shape))
    return empty(whole) if type_.is_sparse else np.empty(whole.static_shape, type_.dtype)


def rebatched(chunks: Iterator[Columns], size: int) -> Iterator[Columns]:
    """The same rows in chunks of this size; the last one may be smaller."""
    waiting: list[Columns] = []
    held = 0
    for chunk in chunks:
        start, rows = 0, count(chunk)
        while rows - start:
            taken = min(size - held, rows - start)
            waiting.append({name: array[start : start + taken] for name, array in chunk.items()})
            held, start = held + taken, start + taken
            if held == size:
                yield joined(waiting, {})
                waiting, held = [], 0
    if waiting:
        yield joined(waiting, {})


def shared(work: Callable[[Array], Mapping[str, Any]], workers: int) -> Callable[[Array], Mapping[str, Any]]:
    """The work on row numbers, cut into pieces that threads do at the same time; the result is the same."""
    if workers <= 1:
        return work

    def run(numbers: Array) -> Mapping[str, Any]:
        pieces = [piece for piece in np.array_split(numbers, workers) if len(piece)]
        if len(pieces) <= 1:
            return work(numbers)
        with ThreadPoolExecutor(len(pieces), thread_name_prefix="rows") as pool:
            return joined(list(pool.map(work, pieces)), {})

    return run
