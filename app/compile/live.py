"""The live check: a little after every edit what has changed is checked, and what was found goes out as one result.

A long check, as that of a large document that was just opened, is done in turns, between which the window is drawn and answers.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.catalog.registry import Catalog
from app.compile.checking import Check
from app.compile.outcome import Outcome
from app.compile.problems import CheckResult
from app.model.document import Document
from engine.garbage import put_off

DELAY = 40  # milliseconds from an edit to its check; edits in between are checked together
TURN = 0.006  # seconds of work until the check lets the window do its part
FIRST = 0.1  # the same for a document that was just opened, which nobody works at yet


class LiveCheck(QObject):
    """Keeps a document's ``result`` up to date.  ``folder`` is where relative data paths start."""

    checked = Signal(object)

    def __init__(
        self, document: Document, catalog: Catalog, parent: QObject | None = None, folder: str | Path | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._catalog = catalog
        self._outcome = Outcome(Check(catalog, folder))
        self._steps: Iterator[None] | None = None
        self.result = CheckResult()
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._on_time)
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turn)
        document.edited.connect(self._on_edited)
        self._timer.start()

    @property
    def document(self) -> Document:
        return self._document

    @property
    def busy(self) -> bool:
        """Whether a check is on, of which some turns are still to come."""
        return self._steps is not None

    def set_folder(self, folder: str | Path | None) -> None:
        """The project was saved elsewhere: look for its data there."""
        self._outcome = Outcome(Check(self._catalog, folder))
        self._on_edited()

    def start_over(self) -> None:
        """The language or the kinds of the catalogue are others: check and say everything again."""
        self._outcome = Outcome(Check(self._catalog, self._outcome.folder))
        self.check_now()

    def check_now(self) -> CheckResult:
        """Check at once; ``result`` is up to date when this returns."""
        self._timer.stop()
        self._turns.stop()
        self._steps = None
        return self._tell(self._outcome.update(self._document.record()))

    def check_first(self) -> None:
        """Check a document that was just opened: at once where that is quickly done, in turns where it is large."""
        self._timer.stop()
        self._begin(FIRST)

    def _on_edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_time(self) -> None:
        self._begin()

    def _on_turn(self) -> None:
        self._turn()

    def _begin(self, first: float = TURN) -> None:
        """Check what was edited, together with what an earlier check has left."""
        self._steps = self._outcome.steps(self._document.record())
        self._turns.start()
        self._turn(first)

    def _turn(self, seconds: float = TURN) -> None:
        assert self._steps is not None
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            if next(self._steps, self) is self:
                self._turns.stop()
                self._steps = None
                self._tell(self._outcome.result)
                return

    def _tell(self, result: CheckResult) -> CheckResult:
        self.result = result
        with put_off():
            self.checked.emit(result)
        return result
