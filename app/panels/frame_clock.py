"""The one timer that redraws what is live: thirty times a second, only while a run is on and somebody looks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.session.client import WorkerClient

FRAMES = 30  # a second


class FrameClock(QObject):
    """Ticks for the panels of one client.  A panel enters when it is shown and leaves when it is hidden."""

    tick = Signal()

    def __init__(self, client: WorkerClient) -> None:
        super().__init__(client)
        self._client = client
        self._watchers: set[QWidget] = set()
        self._timer = QTimer(self, interval=1000 // FRAMES, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        client.state_changed.connect(self._update)

    @classmethod
    def of(cls, client: WorkerClient) -> FrameClock:
        """The clock of this client; all of its panels share it."""
        return next((child for child in client.children() if isinstance(child, cls)), None) or cls(client)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def enter(self, panel: QWidget) -> None:
        self._watchers.add(panel)
        self._update()

    def leave(self, panel: QWidget) -> None:
        self._watchers.discard(panel)
        self._update()

    def _update(self) -> None:
        wanted = bool(self._watchers) and self._client.state in ("running", "stopping")
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()
