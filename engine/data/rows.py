"""Rows: what every step hands on.  They may stand in memory, in a file that is read by row numbers, or come one after another.

A step that changes columns calls ``rows.map``; one that keeps some rows calls ``rows.select``.  Rows in memory (``Part``) are
changed at once, all others when they are taken, so that a file larger than memory passes through the same steps.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.data.columns import Array, Columns, count, joined, rebatched, row_bytes, row_type, shared
from engine.errors import DataError
from engine.ir.types import TensorType

#: From columns, the numbers of their rows and the pass over the data (the epoch, from 0), the columns that are new.
Change = Callable[[Columns, Array, int], Mapping[str, Any]]

#: Bytes that a pass over rows that are not in memory holds at a time.
CHUNK_BYTES = 1 << 20


class Rows(ABC):
    """Rows of named columns: ``x``, ``y`` where there are targets, ``sample_weight`` where rows count differently.

    ``columns`` is the type of one row, column by column.  ``sequential`` rows can only be read from the first to the last.
    ``in_memory`` rows are arrays, and cost nothing to take.
    """

    columns: Mapping[str, TensorType]
    sequential = False
    in_memory = False

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        """Fresh columns of the rows with these numbers, in their order.  ``epoch`` matters to random steps such as Augment."""

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        """All rows from the first to the last, ``size`` at a time (as many as fit ``CHUNK_BYTES`` where it is not given)."""
        size = size or self.chunk_size
        for start in range(0, len(self), size):
            yield self.take(np.arange(start, min(start + size, len(self))), epoch)

    @property
    def chunk_size(self) -> int:
        """Rows that a pass holds at a time."""
        return max(1, CHUNK_BYTES // max(1, sum(row_bytes(type_) for type_ in self.columns.values())))

    def column(self, column: str) -> Any:
        """One whole column in memory."""
        if column not in self.columns:
            raise _no_column(self, column)
        return joined([{column: chunk[column]} for chunk in self.chunks()], {column: self.columns[column]})[column]

    @property
    def x(self) -> Any:
        """The whole features in memory: for data that is known to be small."""
        return self.column("x")

    @property
    def y(self) -> Any:
        """The whole targets in memory; None where there are none."""
        return self.column("y") if "y" in self.columns else None

    def select(self, numbers: Array) -> Rows:
        """The rows with these numbers, in their order; sequential rows stay in the order in which they come."""
        return _Masked(self, numbers) if self.sequential else _Selected(self, numbers)

    def map(
        self, change: Change, columns: Mapping[str, TensorType], workers: int = 1, per_epoch: bool = False, lazy: bool = False
    ) -> Rows:
        """Rows with columns replaced or added; ``columns`` are the row types of what ``change`` gives.

        ``change`` must treat every row by itself.  ``workers`` threads share the rows of a batch where that takes long;
        ``per_epoch`` says that the change differs from epoch to epoch (it must then be a function of epoch and row number),
        ``lazy`` that it is done when rows are taken, even where they are in memory.
        """
        return _Mapped(self, change, columns, workers)

    def keep(self, names: Sequence[str]) -> Rows:
        """Rows with these columns only."""
        return _Kept(self, names)

    def repeated(self, times: int) -> Rows:
        """The rows several times one after another; each time counts as an epoch of its own for random steps."""
        return _Repeated(self, times)

    def loaded(self) -> Part:
        """The same rows in memory."""
        return Part(**joined(list(self.chunks()), self.columns))


class Part(Rows):
    """Rows in memory: features ``x``, targets ``y`` where the data has them, and further columns by name."""

    in_memory = True

    def __init__(self, x: Any = None, y: Any = None, sample_weight: Any = None, **more: Any) -> None:
        given = {"x": x, **more, "y": y, "sample_weight": sample_weight}
        self._arrays: Columns = {name: array for name, array in given.items() if array is not None}
        self.columns = {name: row_type(array) for name, array in self._arrays.items()}

    def __len__(self) -> int:
        return int(next(iter(self._arrays.values())).shape[0])

    def arrays(self) -> Columns:
        """The columns themselves, by the names that the placeholders have."""
        return dict(self._arrays)

    def column(self, column: str) -> Any:
        if column not in self._arrays:
            raise _no_column(self, column)
        return self._arrays[column]

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        return {name: array[numbers] for name, array in self._arrays.items()}

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        size = size or self.chunk_size
        for start in range(0, len(self), size):
            yield {name: array[start : start + size] for name, array in self._arrays.items()}

    def with_columns(self, **changed: Any) -> Part:
        """Rows with columns replaced or added; None removes one."""
        return Part(**{**self._arrays, **changed})

    def select(self, numbers: Array) -> Part:
        return Part(**self.take(numbers))

    def map(
        self, change: Change, columns: Mapping[str, TensorType], workers: int = 1, per_epoch: bool = False, lazy: bool = False
    ) -> Rows:
        if per_epoch or lazy:
            return _Mapped(self, change, columns, workers)
        return self.with_columns(**change(self.arrays(), np.arange(len(self)), 0))

    def keep(self, names: Sequence[str]) -> Part:
        return Part(**{name: self._arrays[name] for name in names})

    def loaded(self) -> Part:
        return self


class FileRows(Rows):
    """Rows that ``read`` fetches by number from somewhere; ``ready`` columns stand in memory beside (labels, say).

    ``read`` gets sorted or unsorted row numbers and gives the columns that are not ready, in that order.
    """

    def __init__(
        self,
        length: int,
        read: Callable[[Array], Mapping[str, Any]],
        columns: Mapping[str, TensorType],
        ready: Mapping[str, Any] | None = None,
        workers: int = 1,
    ) -> None:
        self._length = length
        self._ready = dict(ready or {})
        self._read = shared(read, workers)
        self.columns = {**columns, **{name: row_type(array) for name, array in self._ready.items()}}

    def __len__(self) -> int:
        return self._length

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        return {**self._read(numbers), **{name: np.asarray(array[numbers]) for name, array in self._ready.items()}}

    def column(self, column: str) -> Any:
        return self._ready[column] if column in self._ready else super().column(column)


class MappedArrays(FileRows):
    """Rows of arrays that stand in files and are paged in as they are taken (``numpy.memmap``)."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        first = next(iter(arrays.values()))
        columns = {name: row_type(array) for name, array in arrays.items()}
        super().__init__(len(first), lambda numbers: {n: np.asarray(a[numbers]) for n, a in arrays.items()}, columns)
        self._arrays = dict(arrays)

    def column(self, column: str) -> Any:
        return self._arrays[column] if column in self._arrays else super().column(column)


class Stream(Rows):
    """Rows that come one after another: ``start()`` gives a fresh iterator over chunks of columns, of any sizes.

    ``length`` may be None: the rows are then counted once, by a pass over them.
    """

    sequential = True

    def __init__(
        self, start: Callable[[], Iterator[Columns]], columns: Mapping[str, TensorType], length: int | None = None
    ) -> None:
        self._start = start
        self._length = length
        self.columns = dict(columns)

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(count(chunk) for chunk in self._start())
        return self._length

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        raise DataError("these rows come one after another and cannot be taken by number; put Cache after the source")

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        yield from rebatched(self._start(), size or self.chunk_size)


class _Selected(Rows):
    """Some of the rows, by number."""

    def __init__(self, base: Rows, numbers: Array) -> None:
        self.base, self.numbers, self.columns = base, numbers, base.columns

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        return self.base.take(self.numbers[numbers], epoch)

    def select(self, numbers: Array) -> Rows:
        return _Selected(self.base, self.numbers[numbers])


class _Masked(Rows):
    """Some rows of a stream, in the order in which they come."""

    sequential = True

    def __init__(self, base: Rows, numbers: Array) -> None:
        self.base, self.columns = base, base.columns
        self.kept = np.zeros(len(base), bool)
        self.kept[numbers] = True
        self._length = int(self.kept.sum())

    def __len__(self) -> int:
        return self._length

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        return self.base.take(numbers, epoch)

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        def wanted() -> Iterator[Columns]:
            start = 0
            for chunk in self.base.chunks(None, epoch):
                kept = np.flatnonzero(self.kept[start : start + count(chunk)])
                start += count(chunk)
                if len(kept):
                    yield {name: array[kept] for name, array in chunk.items()}

        yield from rebatched(wanted(), size or self.chunk_size)


class _Mapped(Rows):
    """Rows whose columns are changed when they are taken."""

    def __init__(self, base: Rows, change: Change, columns: Mapping[str, TensorType], workers: int) -> None:
        self.base, self.changed, self.workers = base, dict(columns), workers
        self.change = change
        self.columns = {**base.columns, **self.changed}
        self.sequential = base.sequential

    def __len__(self) -> int:
        return len(self.base)

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        def one(piece: Array) -> Columns:
            columns = self.base.take(piece, epoch)
            return {**columns, **self.change(columns, piece, epoch)}

        return dict(shared(one, self.workers)(numbers))

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        start = 0
        for columns in self.base.chunks(size or self.chunk_size, epoch):
            numbers = np.arange(start, start + count(columns))
            start += len(numbers)

            def one(piece: Array, columns: Columns = columns, start: int = start - len(numbers)) -> Mapping[str, Any]:
                return self.change({name: array[piece - start] for name, array in columns.items()}, piece, epoch)

            yield {**columns, **shared(one, self.workers)(numbers)}

    def column(self, column: str) -> Any:
        return super().column(column) if column in self.changed else self.base.column(column)


class _Kept(Rows):
    """Some of the columns."""

    def __init__(self, base: Rows, names: Sequence[str]) -> None:
        self.base, self.columns, self.sequential = base, {name: base.columns[name] for name in names}, base.sequential

    def __len__(self) -> int:
        return len(self.base)

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        columns = self.base.take(numbers, epoch)
        return {name: columns[name] for name in self.columns}

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        for columns in self.base.chunks(size, epoch):
            yield {name: columns[name] for name in self.columns}

    def column(self, column: str) -> Any:
        return self.base.column(column) if column in self.columns else super().column(column)


class _Repeated(Rows):
    """The rows several times; the numbers of the second time begin where those of the first end."""

    def __init__(self, base: Rows, times: int) -> None:
        self.base, self.times, self.columns, self.sequential = base, times, base.columns, base.sequential
        self.in_memory = base.in_memory

    def __len__(self) -> int:
        return len(self.base) * self.times

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        turns, within = np.divmod(numbers, len(self.base))
        first = epoch * self.times
        if self.in_memory or (len(turns) and turns.min() == turns.max()):
            return self.base.take(within, first + (int(turns[0]) if len(turns) else 0))
        pieces: list[tuple[Array, Columns]] = []
        for turn in np.unique(turns):
            here = np.flatnonzero(turns == turn)
            pieces.append((here, self.base.take(within[here], first + int(turn))))
        back = np.argsort(np.concatenate([here for here, _ in pieces]))
        whole = joined([columns for _, columns in pieces], self.columns)
        return {name: array[back] for name, array in whole.items()}

    def chunks(self, size: int | None = None, epoch: int = 0) -> Iterator[Columns]:
        def turns() -> Iterator[Columns]:
            for turn in range(self.times):
                yield from self.base.chunks(size, epoch * self.times + turn)

        yield from rebatched(turns(), size or self.chunk_size)


def _no_column(rows: Rows, column: str) -> DataError:
    return DataError("the data has no '{column}'; it has {known}", column=column, known=", ".join(rows.columns))
