"""The one timer that redraws what is live: thirty times a second, only while a run is on and somebody looks.

Where frames are dear (a large screen, a busy machine) it slows down, so that drawing never takes more than a third of one
core from the training beside it.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.session.client import WorkerClient

FASTEST, SLOWEST = 33, 250  # milliseconds from frame to frame
_SHARE = 3  # a frame may take this part of the time


class FrameClock(QObject):
    """Ticks for the panels of one client.  A panel enters when it is shown and leaves when it is hidden."""

    tick = Signal()

    def __init__(self, client: WorkerClient) -> None:
        super().__init__(client)
        self._client = client
        self._watchers: set[QWidget] = set()
        self.is_running = False
        self.interval: float = FASTEST  # milliseconds from frame to frame
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._began = 0.0
        # Fires once the paint events of a frame are through, so that they are counted.
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._on_drawn)
        client.state_changed.connect(self._update)

    @classmethod
    def of(cls, client: WorkerClient) -> FrameClock:
        """The clock of this client; all of its panels share it."""
        return next((child for child in client.children() if isinstance(child, cls)), None) or cls(client)

    def enter(self, panel: QWidget) -> None:
        self._watchers.add(panel)
        self._update()

    def leave(self, panel: QWidget) -> None:
        self._watchers.discard(panel)
        self._update()

    def _on_timeout(self) -> None:
        self._began = time.perf_counter()
        self.tick.emit()
        self._after.start()

    def _on_drawn(self) -> None:
        """Half way towards what this frame asks for, so that one slow frame alone changes little."""
        cost = (time.perf_counter() - self._began) * 1000
        wanted = min(max(_SHARE * cost, FASTEST), SLOWEST)
        self.interval = (self.interval + wanted) / 2
        if self.is_running:
            self._timer.start(max(1, round(self.interval - cost)))

    def _update(self) -> None:
        wanted = bool(self._watchers) and self._client.state in ("running", "stopping")
        if wanted == self.is_running:
            return
        self.is_running = wanted
        if wanted:
            self.interval = FASTEST
            self._timer.start(FASTEST)
        else:
            self._timer.stop()
