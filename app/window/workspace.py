"""One open document with everything that belongs to it and no widgets, so that a window can be built anew around it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.catalog.registry import Catalog
from app.commands.editor import Editor
from app.compile.live import LiveCheck
from app.model.document import Document
from app.model.records import DocumentRecord
from app.project import store
from app.project.format import Writer
from app.text import tr

SUFFIX = store.SUFFIX


class Workspace(QObject):
    """Document, history, editor and live check.  ``changed`` says that the path or the saved state is another one."""

    changed = Signal()

    def __init__(
        self,
        catalog: Catalog,
        record: DocumentRecord | None = None,
        path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalog = catalog
        self.document = Document(record if record is not None else DocumentRecord(name=tr("Workspace", "Untitled")), self)
        self.undo_stack = QUndoStack(self)
        self.editor = Editor(self.document, self.undo_stack, catalog)
        self.path = path
        self._writer = Writer()
        self.check = LiveCheck(self.document, catalog, self, self.folder or None)
        self.saved_at: float | None = None
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    def _on_clean_changed(self, _clean: bool) -> None:
        self.changed.emit()

    @classmethod
    def load(cls, catalog: Catalog, path: Path) -> Workspace:
        """Open a project file; FormatError or OSError where it cannot be read."""
        path = path.absolute()
        return cls(catalog, store.load(path), path)

    @property
    def is_edited(self) -> bool:
        return not self.undo_stack.isClean()

    @property
    def is_untouched(self) -> bool:
        """Nothing in it and nothing done to it: another document may take its place."""
        return self.path is None and not self.is_edited and not self.document.nodes

    @property
    def folder(self) -> str:
        """Where relative data paths start."""
        return str(self.path.parent) if self.path is not None else ""

    @property
    def text(self) -> str:
        """The document as its project file."""
        return self._writer.dumps(self.document.record())

    def save(self, path: Path) -> None:
        """Write the project file; OSError where that fails, and then nothing is lost."""
        path = path.absolute()
        store.save(self.document.record(), path)
        if path != self.path:
            self.path = path
            self.check.set_folder(path.parent)
        self.saved_at = time.monotonic()
        self.editor.seal()
        self.undo_stack.setClean()
        self.changed.emit()

    def suggested_file(self, folder: str) -> str:
        """The name that a first save proposes."""
        stem = "".join(char if char.isalnum() or char in "-_ " else "-" for char in self.document.name).strip()
        return str(Path(folder) / f"{(stem or 'untitled').lower().replace(' ', '-')}{SUFFIX}")
