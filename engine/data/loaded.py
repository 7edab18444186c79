"""Rows in their parts, and the order in which training sees them.

The batches of an epoch are a function of the pipeline, the seed and the epoch alone, however they are made: ``batches("train",
epoch, first=step)`` goes on exactly where an interrupted epoch stopped, so a saved position is the two numbers.

Two ways to take batches.  ``batches(part, epoch)`` gives fresh arrays and is what a reader wants.  A training loop that has
buffers of its own (a plan's feeds) writes into them::

    with loaded.reading("train", epoch) as reading:      # leaving it ends the thread that prefetches
        for batch in reading:
            batch.into(plan_for(batch.size).feeds)       # {"x": buffer, "y": buffer}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, overload

import numpy as np

from engine.data.background import Ahead
from engine.data.columns import Array, Columns, count, joined, rebatched
from engine.data.order import LISTED, Computed
from engine.data.rows import Part, Rows
from engine.data.spec import DataType
from engine.data.tokens import Vocabulary
from engine.errors import DataError
from engine.ir.matrix import as_layout

__all__ = ["Array", "Batch", "Cursor", "Loaded", "Part", "Reading", "Rows", "write_rows"]

#: Batches that are made ahead where rows are not in memory and the pipeline says nothing else.
AHEAD = 2
#: Rows among which sequential rows are mixed where Shuffle says nothing else.
SHUFFLE_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: its number in the epoch, its rows, and how they are written into buffers by column name."""

    number: int
    size: int
    into: Callable[[Mapping[str, Any]], None]


class Reading:
    """The batches of one epoch, from the first one asked for.  Use it in a ``with``, or close it."""

    def __init__(self, batches: Iterator[Batch]) -> None:
        self._batches = batches

    def __iter__(self) -> Iterator[Batch]:
        return self._batches

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        close = getattr(self._batches, "close", None)
        if close is not None:
            close()


class Spans(Sequence[tuple[int, int]]):
    """Where each batch starts and its number of rows, without a list of millions of them."""

    def __init__(self, rows: int, size: int) -> None:
        self._rows, self._size = rows, size

    def __len__(self) -> int:
        return -(-self._rows // self._size)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        start = range(0, self._rows, self._size)[index]
        return start, min(self._size, self._rows - start)


class Cursor:
    """The batches of one part by their place: going on from the last one is what costs least, a jump opens the rows anew.

    Leaving it as a context manager ends the thread that prefetches; it can be used again afterwards.
    """

    def __init__(self, loaded: Loaded, part: str) -> None:
        self._loaded, self._part = loaded, part
        #: The types of one row by column.
        self.columns = loaded.part(part).columns
        self._reading: Reading | None = None
        self._place = (-1, -1)
        self._batch: Batch | None = None

    def at(self, epoch: int, position: int) -> Batch:
        """The batch with that number (from 0) in that epoch (from 0)."""
        if self._batch is not None and self._place == (epoch, position):
            return self._batch
        if self._reading is None or self._place != (epoch, position - 1):
            self.close()
            self._reading = self._loaded.reading(self._part, epoch, position)
        batch = next(iter(self._reading), None)
        if batch is None:
            raise DataError(
                "the rows ended before batch {batch} of the epoch, so there are fewer than when they were counted; "
                "let the source give the same rows each time",
                batch=position + 1,
            )
        self._place, self._batch = (epoch, position), batch
        return batch

    def close(self) -> None:
        if self._reading is not None:
            self._reading.close()
        self._reading, self._batch, self._place = None, None, (-1, -1)

    def __enter__(self) -> Cursor:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


@dataclass(frozen=True)
class Loaded:
    """A pipeline's rows.  ``parts`` holds ``train`` always, ``validation`` and ``test`` where a split made them.

    ``shuffle_buffer`` is for rows that come one after another.  ``prefetch`` is the number of batches made ahead by a thread;
    None: none for rows in memory, ``AHEAD`` for all others.
    ``fill`` says how holes in the features, which a source left as NaN, are to be filled once the training part is known.
    ``vocabulary`` is what Tokenize learned, to make text of predictions.
    ``learn`` is what a source has still to do once the training part is known, as it learns from that part alone.
    """

    type: DataType
    parts: Mapping[str, Rows] = field(default_factory=dict)
    shuffle_seed: int | None = None
    shuffle_buffer: int = SHUFFLE_BUFFER
    prefetch: int | None = None
    fill: str | None = None
    vocabulary: Vocabulary | None = None
    learn: Callable[[Loaded], Loaded] | None = None

    @property
    def fitted(self) -> dict[str, Any]:
        """What was learned from the training part and is needed to use a model, as plain JSON values."""
        return {} if self.vocabulary is None else {"vocabulary": self.vocabulary.record()}

    def part(self, name: str) -> Rows:
        """The part of that name; DataError where the pipeline makes no such part."""
        try:
            return self.parts[name]
        except KeyError:
            raise DataError("there is no {part} part; add Split and give it a {part}_fraction above 0", part=name) from None

    @property
    def batch_size(self) -> int:
        """Rows of one batch; DataError where the pipeline has no batch step."""
        if self.type.batch_size is None:
            raise DataError("the data is not cut into batches; end the pipeline with Batch")
        return self.type.batch_size

    @property
    def steps_per_epoch(self) -> int:
        """Number of training batches in one epoch."""
        return len(self.spans("train"))

    def spans(self, part: str) -> Spans:
        """Where each batch of a part starts in the order, and its number of rows; only training may drop a remainder."""
        rows, size = len(self.part(part)), self.batch_size
        if part == "train" and self.type.drop_remainder:
            rows -= rows % size
            if rows == 0:
                raise DataError(
                    "Batch: the training part has {rows} rows, fewer than one batch of {size}; "
                    "make batch_size smaller or switch drop_remainder off",
                    rows=len(self.part(part)), size=size,
                )  # fmt: skip
        return Spans(rows, size)

    def order(self, part: str, epoch: int) -> Array | Computed:
        """The row numbers of a part in the order of that epoch (counted from 0); only training is shuffled.

        A slice of it is an array; where there are very many rows it is made when it is asked for.
        """
        rows = len(self.part(part))
        rng = None if part != "train" or self.shuffle_seed is None else np.random.default_rng([self.shuffle_seed, epoch])
        if rows > LISTED:
            return Computed(rows, rng)
        return np.arange(rows) if rng is None else rng.permutation(rows)

    def batch_into(self, part: str, order: Array | Computed, start: int, feeds: Mapping[str, Any], epoch: int = 0) -> None:
        """Write the rows ``order[start:start + len(buffer)]`` into the buffers, by name; names the data lacks are refused."""
        rows = self.part(part)
        if isinstance(rows, Part):
            for name, buffer in feeds.items():
                write_rows(rows.column(name), order[start : start + buffer.shape[0]], buffer)
        elif feeds:
            size = next(iter(feeds.values())).shape[0]
            _copy(rows.take(order[start : start + size], epoch), feeds)

    def batches(self, part: str, epoch: int = 0, first: int = 0) -> Iterator[dict[str, Any]]:
        """The batches of one pass over a part, as fresh arrays by name; ``first`` is the number of batches left out."""
        rows, spans = self.part(part), self.spans(part)
        if rows.sequential:
            yield from self._streamed(part, rows, spans, epoch, first)
            return
        order = self.order(part, epoch)
        for start, size in islice(spans, first, None):
            yield rows.take(order[start : start + size], epoch)

    def reading(self, part: str, epoch: int = 0, first: int = 0) -> Reading:
        """The batches of one pass over a part for a loop that has buffers; see ``Batch``."""
        rows = self.part(part)
        depth = self.prefetch if self.prefetch is not None else 0 if rows.in_memory else AHEAD
        if depth:
            return Reading(_Prepared(Ahead(self.batches(part, epoch, first), depth), first))
        if rows.sequential:
            return Reading(_Prepared(self.batches(part, epoch, first), first))
        return Reading(self._direct(part, epoch, first))

    def cursor(self, part: str) -> Cursor:
        """The batches of a part by their place, for a loop that may go back."""
        return Cursor(self, part)

    def _direct(self, part: str, epoch: int, first: int) -> Iterator[Batch]:
        """Batches that are taken when they are written, so that rows in memory are copied once."""
        order = self.order(part, epoch)
        for number, (start, size) in enumerate(islice(self.spans(part), first, None), first):
            yield Batch(number, size, lambda feeds, start=start: self.batch_into(part, order, start, feeds, epoch))  # type: ignore[misc]

    def _streamed(self, part: str, rows: Rows, spans: Spans, epoch: int, first: int) -> Iterator[dict[str, Any]]:
        """Batches of rows that come one after another; what comes before ``first`` is read and dropped."""
        chunks = rows.chunks(None, epoch)
        if part == "train" and self.shuffle_seed is not None:
            piece = max(1, self.shuffle_buffer // 4)
            chunks = mixed(rebatched(chunks, piece), self.shuffle_buffer, np.random.default_rng([self.shuffle_seed, epoch]))
        for number, (batch, (_, size)) in enumerate(zip(rebatched(chunks, self.batch_size), spans, strict=False)):
            if count(batch) != size:
                break
            if number >= first:
                yield batch


class _Prepared:
    """Batches whose arrays are made already."""

    def __init__(self, columns: Any, first: int) -> None:
        self._columns, self._next = columns, first

    def __iter__(self) -> Iterator[Batch]:
        return self

    def __next__(self) -> Batch:
        columns = next(self._columns)
        self._next += 1
        return Batch(self._next - 1, count(columns), lambda feeds: _copy(columns, feeds))

    def close(self) -> None:
        self._columns.close()


def mixed(chunks: Iterator[Columns], size: int, rng: np.random.Generator) -> Iterator[Columns]:
    """Rows that come one after another, mixed: each chunk takes the places of rows drawn from a pool of ``size`` rows."""
    pool: Columns | None = None
    for chunk in chunks:
        held = 0 if pool is None else count(pool)
        if pool is None or held + count(chunk) <= size:
            pool = chunk if pool is None else joined([pool, chunk], {})
            continue
        places = rng.permutation(held)
        out, stay = places[: count(chunk)], places[count(chunk) :]
        yield {name: array[out] for name, array in pool.items()}
        pool = joined([{name: array[stay] for name, array in pool.items()}, chunk], {})
    if pool is not None:
        places = rng.permutation(count(pool))
        yield {name: array[places] for name, array in pool.items()}


def write_rows(array: Any, numbers: Array, buffer: Any) -> None:
    """Write the rows of a column into a buffer, without a copy in between where both are plain arrays."""
    if isinstance(array, np.ndarray) and isinstance(buffer, np.ndarray):
        # mode="clip" lets NumPy write straight into the buffer; the order holds only row numbers of this part
        np.take(array, numbers, axis=0, out=buffer, mode="clip")
    else:
        _copy({"": array[numbers]}, {"": buffer})


def _copy(columns: Mapping[str, Any], feeds: Mapping[str, Any]) -> None:
    for name, buffer in feeds.items():
        array = _column(columns, name)
        if isinstance(buffer, np.ndarray):
            buffer[...] = array if isinstance(array, np.ndarray) else array.toarray()
        else:  # the place of a sparse value
            buffer.value = as_layout(array, buffer.type.layout).astype(buffer.dtype, copy=False)


def _column(arrays: Mapping[str, Any], name: str) -> Any:
    try:
        return arrays[name]
    except KeyError:
        raise DataError("the data has no '{column}'; it has {known}", column=name, known=", ".join(arrays)) from None
