"""What both benchmarks of canvases share: the graphs, the gestures as real mouse and wheel events, and how a frame is timed.

A frame is everything from the input event until the pixels are there.  This module needs PySide6 only, so that another editor
can be measured by it in an environment of its own.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

WIDTH, HEIGHT = 1920, 1080
FRAMES = 40
MOST = 6.0  # seconds that the frames of one row may take, from which on fewer are measured
STEP_X, STEP_Y = 200.0, 144.0
#: By the clock, or by what the processor did for it: on a busy machine only the second is steady.
clock = time.process_time if os.environ.get("BENCH_CLOCK") == "processor" else time.perf_counter
LEFT, MIDDLE, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier


def columns_of(count: int) -> int:
    """So many columns that the graph is about as wide for its height as the window."""
    return max(2, round(math.sqrt(count * STEP_Y / STEP_X * WIDTH / HEIGHT)))


def places(count: int) -> list[tuple[float, float]]:
    columns = columns_of(count)
    return [((index % columns) * STEP_X, (index // columns) * STEP_Y) for index in range(count)]


def wires(count: int) -> list[tuple[int, int, int]]:
    """(from, to, input) of two wires into each node: from the one before it and from the one above it, as far as there are."""
    columns = columns_of(count)
    return [(index - back, index, port) for index in range(count) for port, back in enumerate((1, columns)) if index - back >= 0]


class _Paints(QObject):
    """Counts what a widget paints."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Hands:
    """One user at one canvas; every row that is measured is printed as one line of JSON at once."""

    def __init__(self, app: QApplication, viewport: QWidget, rested: Callable[[], bool] = lambda: True) -> None:
        self._app = app
        self._rested = rested  # whether nothing is left to be drawn
        self._viewport = viewport
        self._paints = _Paints(viewport)
        viewport.installEventFilter(self._paints)

    def settle(self, seconds: float = 0.3) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or not self._rested():
            self._app.processEvents()
            time.sleep(0.002)

    def once(self, row: str, act: Callable[[], object], done: Callable[[], bool] | None = None) -> None:
        """One long act and the frame after it; or the frames, until it is all drawn, and then also the longest of them."""
        gc.collect()
        frames = []
        while not frames or (done is not None and not done()):
            painted, start = self._paints.count, clock()
            if not frames:
                act()
            self._app.processEvents()
            if not frames or self._paints.count > painted:
                frames.append((clock() - start) * 1000)
        tell(row, [sum(frames)])
        if done is not None:
            tell(f"{row}, longest frame", [max(frames)])

    def frames(self, row: str, act: Callable[[int], object], count: int = FRAMES) -> None:
        """Many short acts, each with its frame."""
        times: list[float] = []
        gc.collect()
        self._app.processEvents()
        end = time.perf_counter() + MOST
        while len(times) < count and (time.perf_counter() < end or len(times) < 5):
            painted = self._paints.count
            start = clock()
            act(len(times))
            self._app.processEvents()
            times.append((clock() - start) * 1000)
            if self._paints.count == painted:
                print(f"{row}: a frame was not painted", file=sys.stderr)
        tell(row, times)

    # --- gestures ---------------------------------------------------------------------------------------------------------

    def _move(self, point: QPoint, button: Qt.MouseButton) -> None:
        place = QPointF(point)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, self._viewport.mapToGlobal(place), Qt.MouseButton.NoButton, button, NONE
        )
        QApplication.sendEvent(self._viewport, event)

    def drag(self, row: str, start: QPoint, step: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
        """Drag from a point, there and back, so that nothing leaves the view."""
        QTest.mousePress(self._viewport, button, NONE, start)
        at = [0]

        def act(index: int) -> None:
            at[0] += 1 if (index // 10) % 2 == 0 else -1
            self._move(start + QPoint(step[0] * at[0] + 8, step[1] * at[0] + 5), button)

        for index in range(3):
            act(index)
        self.frames(row, lambda index: act(index + 3))
        QTest.mouseRelease(self._viewport, button, NONE, start)
        self.settle()

    def pan(self, row: str, start: QPoint) -> None:
        """Move the canvas, taken hold of where there is nothing."""
        self.drag(row, start, (9, 6), MIDDLE)

    def marquee(self, row: str, start: QPoint) -> None:
        """Draw a rectangle over more and more of the view."""
        QTest.mousePress(self._viewport, LEFT, NONE, start)
        step = QPoint((WIDTH - 40) // FRAMES, (HEIGHT - 40) // FRAMES)
        self.frames(row, lambda index: self._move(start + step * (index + 1), LEFT))
        QTest.mouseRelease(self._viewport, LEFT, NONE, start + step * FRAMES)
        self.settle()

    def zoom(self, row: str, steps: int = 4) -> None:
        """Turn the wheel a few steps there and back."""

        def act(index: int) -> None:
            delta = 30 if (index // steps) % 2 == 0 else -30
            place = QPointF(WIDTH / 2, HEIGHT / 2)
            event = QWheelEvent(
                place, self._viewport.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, NONE,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(self._viewport, event)

        self.frames(row, act)
        self.settle()


def tell(row: str, values: list[float]) -> None:
    print(json.dumps({"row": row, "values": [round(value, 2) for value in values]}), flush=True)


def memory() -> float:
    """What this process holds now, in MiB, without what is only kept for later."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def quantile(values: list[Any], share: float) -> float:
    ordered = sorted(values)
    return float(ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))])
