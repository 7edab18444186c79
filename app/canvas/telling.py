"""Brings what a check says of many nodes to the canvas in turns, between which the window is drawn and answers."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.compile.problems import CheckResult

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_AT_ONCE = 300  # nodes that need no turns
_SEEN = 150  # of those that may be in view, so many are shown before there are others
_TURN = 0.006  # seconds of work until the window does its part
_SOME = 256  # nodes between two looks at the clock


class Telling(QObject):
    """Shows checks on a scene; of the nodes of which there is more to be said than is shown, it keeps the check that is shown."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._stale: dict[str, CheckResult] = {}
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turn)

    @property
    def busy(self) -> bool:
        """Whether there are turns to come."""
        return bool(self._stale)

    def show(self, result: CheckResult) -> None:
        """Put what a check found on nodes and wires: at once where little is new."""
        scene, before = self._scene, self._scene.check
        changed = scene.findings.take(result, scene.document.nodes)
        if not changed:
            return
        now = changed
        if len(changed) > _AT_ONCE or self._stale:
            made = scene.contents.nodes.made
            now = set(islice((node for node in changed if node in made), _SEEN))
            for node in changed - now:
                self._stale.setdefault(node, before)
            self._turns.start()
        for node in now:
            self._stale.pop(node, None)
        with scene.calm(len(now)):
            scene.contents.tell(now, before)
        if not self._stale:
            scene.contents_changed.emit()

    def clear(self) -> None:
        """All is shown as it is now."""
        self._stale.clear()
        self._turns.stop()

    def _on_turn(self) -> None:
        scene = self._scene
        until = time.thread_time() + _TURN
        while self._stale and time.thread_time() < until:
            before = next(iter(self._stale.values()))
            some = [node for node, shown in islice(self._stale.items(), _SOME) if shown is before]
            for node in some:
                del self._stale[node]
            with scene.calm(_AT_ONCE, more=bool(self._stale)):
                scene.contents.tell(some, before)
        if not self._stale:
            self._turns.stop()
            scene.contents_changed.emit()
