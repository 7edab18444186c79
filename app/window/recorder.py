"""Keeps what is not saved in the recovery journal: at most two seconds of work are lost to a crash."""

from __future__ import annotations

import itertools
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from app.project.journal import Journal
from app.window.workspace import Workspace

DELAY = 1000  # milliseconds from a change until it is written; changes in between are written together
_NUMBERS = itertools.count(1)


class Recorder(QObject):
    """Follows one workspace.  ``failed`` carries the reason where nothing could be written."""

    failed = Signal(str)

    def __init__(self, workspace: Workspace, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._journal = journal
        self._key = str(next(_NUMBERS))
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.write)
        workspace.undo_stack.indexChanged.connect(self._on_changed)
        workspace.changed.connect(self._on_changed)
        if workspace.is_edited:
            self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if not self._workspace.is_edited:
            self._timer.stop()
            self._journal.drop(self._key)
        elif not self._timer.isActive():
            self._timer.start()

    def write(self) -> Future[None]:
        """Keep the document as it is now; the future is done when it is on the disk."""
        self._timer.stop()
        workspace = self._workspace
        return self._journal.write(self._key, workspace.document.record(), workspace.text, workspace.path, self.failed.emit)

    def stop(self) -> None:
        """The document was closed: saved, or given up."""
        self._timer.stop()
        self._workspace.undo_stack.indexChanged.disconnect(self._on_changed)
        self._workspace.changed.disconnect(self._on_changed)
        self._journal.drop(self._key)
        self.deleteLater()
