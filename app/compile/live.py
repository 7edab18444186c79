"""The live check: a little after every edit the document is lowered, and what was found goes out as one result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.catalog.registry import Catalog
from app.compile.describe import describe
from app.compile.lower import lower
from app.compile.problems import CheckResult
from app.model.document import Document

DELAY = 40  # milliseconds from an edit to its check; edits in between are checked together


class LiveCheck(QObject):
    """Keeps a document's ``result`` up to date.  ``folder`` is where relative data paths start."""

    checked = Signal(object)

    def __init__(
        self, document: Document, catalog: Catalog, parent: QObject | None = None, folder: str | Path | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._catalog = catalog
        self._folder = folder
        self.result = CheckResult()
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.check_now)
        document.edited.connect(self._on_edited)
        self._timer.start()

    def set_folder(self, folder: str | Path | None) -> None:
        """The project was saved elsewhere: look for its data there."""
        self._folder = folder
        self._on_edited()

    def start_over(self) -> CheckResult:
        """Check anew, with the kinds that the catalogue has now."""
        return self.check_now()

    def check_now(self) -> CheckResult:
        """Check at once; ``result`` is up to date when this returns."""
        self._timer.stop()
        self.result = describe(lower(self._document.record(), self._catalog, self._folder))
        self.checked.emit(self.result)
        return self.result

    def _on_edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
