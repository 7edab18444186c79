"""What one run has drawn so far: a bounded curve for every series, and the figures of every epoch.

Filled from the ring (``poll``) and from epoch events; the panels read it as often as they draw.  No Qt here.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.session.protocol import EpochEnded, RunStarted
from app.session.ring import LEAD, RingReader
from app.session.thinning import keep_extremes

Floats = NDArray[np.float64]

MOST_POINTS = 200_000
_MOST_VALUES = 8_000_000  # of all series of a run together: 128 MB with their steps
_MOST_EPOCHS = 100_000


class Curve:
    """Points of one series.  When it is full, every four become two, the lowest and the highest."""

    def __init__(self, most: int = MOST_POINTS) -> None:
        self._most = max(64, most)
        self._steps: Floats = np.empty(256)
        self._values: Floats = np.empty(256)
        self._count = 0
        self.thinned = False

    def __len__(self) -> int:
        return self._count

    @property
    def points(self) -> tuple[Floats, Floats]:
        """Steps and values, oldest first, as read-only views."""
        steps, values = self._steps[: self._count], self._values[: self._count]
        steps.flags.writeable = values.flags.writeable = False
        return steps, values

    def extend(self, steps: Floats, values: Floats) -> None:
        for start in range(0, len(steps), self._most // 4):
            part = slice(start, start + self._most // 4)
            self._append(steps[part], values[part])

    def _append(self, steps: Floats, values: Floats) -> None:
        needed = self._count + len(steps)
        if needed > self._most:
            kept = keep_extremes(self._steps[: self._count], self._values[: self._count], 4)
            self._count, self.thinned = len(kept[0]), True
            needed = self._count + len(steps)
            self._steps, self._values = (self._grown(array, self._most) for array in kept)
        elif needed > len(self._steps):
            size = min(self._most, max(needed, 2 * len(self._steps)))
            self._steps = self._grown(self._steps[: self._count], size)
            self._values = self._grown(self._values[: self._count], size)
        self._steps[self._count : needed] = steps
        self._values[self._count : needed] = values
        self._count = needed

    @staticmethod
    def _grown(array: Floats, size: int) -> Floats:
        grown = np.empty(size)
        grown[: len(array)] = array
        return grown


class RunHistory:
    """One run.  ``state`` is ``running``, ``finished``, ``stopped``, ``failed`` or ``died`` (its process was lost)."""

    def __init__(self, started: RunStarted, ring: RingReader | None = None) -> None:
        self.started = started
        self.series: tuple[str, ...] = tuple(started.series)
        self.epochs: deque[EpochEnded] = deque(maxlen=_MOST_EPOCHS)
        self.epoch = 0  # of the newest step, counted from 0
        self.step = 0
        self.state = "running"
        self.lost = 0  # steps overwritten before they were read; 0 unless the studio stood still for long
        self._ring = ring
        most = min(MOST_POINTS, _MOST_VALUES // max(1, len(self.series)))
        self._curves = {name: Curve(most) for name in self.series}
        self._epoch_curves: dict[str, Curve] = {}

    @property
    def run(self) -> str:
        return self.started.run

    def poll(self) -> int:
        """Take what is new in the ring; the number of steps."""
        if self._ring is None:
            return 0
        rows = self._ring.read()
        self.lost = self._ring.lost
        self.extend(rows)
        return len(rows)

    def extend(self, rows: Floats) -> None:
        """Append rows of ``epoch, step, values...``."""
        if not len(rows):
            return
        steps = rows[:, 1]
        for column, name in enumerate(self.series, start=LEAD):
            self._curves[name].extend(steps, rows[:, column])
        self.epoch, self.step = int(rows[-1, 0]), int(rows[-1, 1])

    def add_epoch(self, ended: EpochEnded) -> None:
        self.epochs.append(ended)
        for name, value in ended.values.items():
            curve = self._epoch_curves.setdefault(name, Curve())
            curve.extend(np.array([float(ended.step)]), np.array([value]))

    def take_over(self, before: RunHistory, step: int) -> None:
        """Begin with the curves of the run that this one goes on with, up to the step where it does."""
        for name in set(self.series) & set(before.series):
            steps, values = before.get(name)
            count = int(np.searchsorted(steps, step, side="right"))
            self._curves[name].extend(steps[:count].copy(), values[:count].copy())
        self.step = step

    def close(self, state: str) -> None:
        """The run is over: take the last steps and let go of the ring."""
        if self._ring is not None:
            self.poll()
            self._ring.close()
            self._ring = None
        self.state = state

    def get(self, name: str) -> tuple[Floats, Floats]:
        """Steps and values of a series; empty for one that this run does not have."""
        curve = self._curves.get(name)
        return curve.points if curve else (np.empty(0), np.empty(0))

    def get_epochs(self, name: str) -> tuple[Floats, Floats]:
        """Steps and values of a figure that is known once an epoch, such as ``val_loss``."""
        curve = self._epoch_curves.get(name)
        return curve.points if curve else (np.empty(0), np.empty(0))

    @property
    def epoch_series(self) -> tuple[str, ...]:
        return tuple(self._epoch_curves)

    def latest(self, name: str) -> float | None:
        """The newest value of a series or an epoch figure."""
        values = self.get(name)[1] if name in self._curves else self.get_epochs(name)[1]
        return float(values[-1]) if len(values) else None

    def write_csv(self, path: str | Path, names: Sequence[str] | None = None, most: int | None = None) -> None:
        """One line a step, one column a series; epoch figures (``val_loss``) stand at the last step of their epoch.

        ``names`` chooses among both; all by default.  A point that thinning took away leaves its cell empty; ``most`` thins
        each series to about so many points.
        """
        own = [name for name in self.epoch_series if name not in self.series]
        wanted = [name for name in [*self.series, *own] if names is None or name in names]
        points = [self.get(name) if name in self._curves else self.get_epochs(name) for name in wanted]
        points = [_thinned(*point, most) for point in points]
        steps = np.unique(np.concatenate([taken for taken, _ in points])) if points else np.empty(0)
        cells = np.full((len(steps), len(points)), "", dtype=object)
        for column, (taken, values) in enumerate(points):
            cells[np.searchsorted(steps, taken), column] = [repr(float(value)) for value in values]
        with Path(path).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["step", *wanted])
            writer.writerows([int(step), *row] for step, row in zip(steps, cells, strict=True))


def read_csv(path: str | Path, started: RunStarted) -> RunHistory:
    """What ``write_csv`` wrote, as a run that is over; a file that cannot be read gives an empty one."""
    history = RunHistory(started)
    try:
        with Path(path).open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        steps = np.array([float(row[0]) for row in rows])
        for column, name in enumerate(header):
            if name in history.series:
                there = np.array([bool(row[column]) for row in rows], dtype=bool)
                values = np.array([float(row[column]) for row in rows if row[column]])
                history._curves[name].extend(steps[there], values)
    except (OSError, ValueError, IndexError, UnicodeDecodeError):
        return RunHistory(started)
    return history


def _thinned(steps: Floats, values: Floats, most: int | None) -> tuple[Floats, Floats]:
    while most is not None and len(steps) > most:
        steps, values = keep_extremes(steps, values, 4)
    return steps, values
