"""Makes the steps of a run: one by one, or several at once where the rows lie in memory.

A step is a function of the place alone: its batch, what random ops draw and which function makes it follow from the numbers of
epoch, position and step.  So steps may be made again, and how many are made at once changes no number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.backends.base import Batches, Read
from engine.data.loaded import Loaded
from engine.data.rows import Part
from engine.session import Session
from engine.train.place import Place
from engine.train.program import StepProgram, series_of
from engine.train.spec import TrainingSpec
from engine.train.swap import Swap
from engine.train.units import Unit, Units, count_each_into, count_into

Array = np.ndarray[Any, Any]

#: Seconds of steps that are made at once where nobody needs them one by one; what is asked of a run meanwhile is done after them.
TOGETHER = 0.01
#: The last batch of an epoch of more batches than these is not worth a step of its own, where it is smaller.
_MOST_WHOLE = 20
#: At most so many steps at once, whatever they take.
_MOST = 4096
#: Seconds of steps that a device of its own is given at once, so that it need not wait while the host reads.
_AHEAD = 0.1


class Steps:
    """The steps of one run."""

    def __init__(self, spec: TrainingSpec, loaded: Loaded, program: StepProgram, session: Session) -> None:
        self._loaded = loaded
        self._program = program
        self.spans = loaded.spans("train")
        self.cursor = loaded.cursor("train")
        self.units = Units(session, spec.inputs, program.fetches, training=True)
        self.swap = Swap()
        self._readers: dict[int, Callable[[], Array]] = {}
        self._order: tuple[int, Array] = (-1, np.empty(0, np.int64))
        self._resident = self._find_resident()
        self._pace = math.inf  # seconds that one of the last steps took

    def begin(self, place: Place, total: int) -> None:
        """What is worth compiling of the steps that are left is begun with."""
        if place.step >= total:
            return
        whole, last = self.spans[0][1], self.spans[-1][1]
        if self.swap.is_worth(self.unit(whole).plan.compiled, total):
            sizes = [whole, last] if last != whole and len(self.spans) <= _MOST_WHOLE else [whole]
            self.swap.begin({size: self.unit(size).plan.compiled for size in sizes})

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *exc: object) -> None:
        self.cursor.close()
        self.swap.close()

    def made_by(self, place: Place) -> str:
        """Whose the next step of a place is: ``compiled``, or the plan's ``library``."""
        size = self.spans[min(place.position, len(self.spans) - 1)][1]
        compiled = self.swap.at(place.step, size)
        made = compiled is not None and compiled.ready and not compiled.failure
        return "compiled" if made else self.unit(size).plan.library

    def unit(self, size: int) -> Unit:
        return self.units.get(size, self.cursor.columns)

    def advance(self, place: Place) -> Array:
        """Make the next step of a place: what it gave, in the order of ``series``."""
        batch = self.cursor.at(place.epoch, place.position)
        unit = self.unit(batch.size)
        read = self._readers.get(batch.size) or self._readers.setdefault(batch.size, self._program.reader(unit.results))
        batch.into(unit.feeds)
        if (compiled := self.swap.at(place.step, batch.size)) is not None:
            compiled.run(place.step)
        else:
            unit.run(place.step)
        values = read()
        count_into(place.sums, unit.results[self._program.statistics])
        place.count(float(values[0]), batch.size)
        return values

    def several(self, place: Place, most: int, seconds: float) -> int:
        """How many steps may be made at once: as many as take these seconds, of one size, and of one function."""
        if not seconds or place.position >= len(self.spans):
            return 1
        size = self.spans[place.position][1]
        if self._resident is None and not self.unit(size).plan.runs_ahead:
            return 1
        most = min(most, _MOST, len(self.spans) - place.position - (self.spans[-1][1] != size))
        if self.swap.after is not None and place.step < self.swap.after:
            most = min(most, self.swap.after - place.step)
        if self.unit(size).plan.runs_ahead:
            seconds = max(seconds, _AHEAD)
        return max(1, min(most, int(seconds / self._pace) if self._pace < math.inf else 1))

    def took(self, seconds: float, count: int) -> None:
        """How long so many steps took; a step may soon take less, but never twice as many are tried at once as were good."""
        self._pace = max(seconds / count, self._pace / 4 if self._pace < math.inf else 0.0, 1e-9)

    def advance_by(self, place: Place, count: int) -> Array:
        """Make so many steps of a place at once: a row for each, in the order of ``series``."""
        size = self.spans[place.position][1]
        unit = self.unit(size)
        batches = None if count == 1 else self._batches(place, count, unit)
        if batches is None:
            return self.advance(place)[np.newaxis]
        compiled = self.swap.at(place.step, size)
        if compiled is not None and isinstance(batches, Batches):
            found = compiled.run_many(place.step, batches)
        else:
            found = unit.plan.run_many(place.step, batches)
        results = [item for item in found if item is not None]
        values = series_of(self._program, results)
        count_each_into(place.sums, results[self._program.statistics])
        place.count_each(values[:, 0], size)
        return values

    def _batches(self, place: Place, count: int, unit: Unit) -> Batches | Read | None:
        """The next batches of a place: out of memory, or read one by one by a plan that makes use of that; None for neither."""
        first, size = self.spans[place.position]
        if self._resident is not None:
            numbers = self._rows_of(place.epoch)[first : first + count * size].reshape(count, size)
            batches = Batches({name: self._resident[column] for name, column in unit.columns.items()}, numbers)
            if batches.fit(unit.plan.feeds):
                return batches
            self._resident = None
        epoch, position = place.epoch, place.position

        def fill(index: int, feeds: Mapping[str, Any]) -> None:
            self.cursor.at(epoch, position + index).into({unit.columns[name]: feed for name, feed in feeds.items()})

        return Read(count, fill) if unit.plan.runs_ahead else None

    def batch(self, place: Place) -> dict[str, Array]:
        """The next batch of a place, which lies in the feeds afterwards."""
        batch = self.cursor.at(place.epoch, place.position)
        feeds = self.unit(batch.size).feeds
        batch.into(feeds)
        return self.feeds_of(batch.size)

    def feeds_of(self, size: int) -> dict[str, Array]:
        """Copies of what was fed last, by column."""
        return {name: buffer.copy() for name, buffer in self.unit(size).feeds.items()}

    def _rows_of(self, epoch: int) -> Array:
        if self._order[0] != epoch:
            order = self._loaded.order("train", epoch)
            self._order = (epoch, np.ascontiguousarray(order[:], np.int64))
        return self._order[1]

    def _find_resident(self) -> Mapping[str, Array] | None:
        """The columns of the training part, where they are plain arrays and nobody asked for a thread that reads ahead."""
        part = self._loaded.part("train")
        return part.arrays() if isinstance(part, Part) and not self._loaded.prefetch else None
