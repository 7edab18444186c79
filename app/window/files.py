"""New, open, save and close of documents, with their questions and their messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.project.examples import find_example
from app.project.journal import Left
from app.text import tr, tr_error
from app.window import dialogs
from app.window.example_list import translated
from app.window.workspace import SUFFIX, Workspace
from engine.errors import NodegradError

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Files(QObject):
    """What the File menu does in one window.  A document goes into this window if that is empty, else into a new one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services

    def new(self) -> None:
        """An empty document."""
        self._show(Workspace(self._services.catalog))

    def open(self) -> None:
        """Ask for files and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr("Files", "Open a document"), self._services.settings.folder, self._filters()
        )
        for name in names:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open one file; where that fails, one sentence says why and nothing else changes."""
        already = self._services.window_of(path)
        if already is not None:
            already.activateWindow()
            already.raise_()
            return True
        try:
            workspace = Workspace.load(self._services.catalog, path)
        except NodegradError as error:
            self._window.show_message("error", tr_error(error.template, error.params))
            return False
        self._services.settings.add_recent(path)
        self._show(workspace)
        return True

    def open_example(self, name: str) -> bool:
        """Open a document that ships, as one that has no file yet."""
        try:
            record = translated(find_example(name))
        except NodegradError as error:
            self._window.show_message("error", tr_error(error.template, error.params))
            return False
        self._show(Workspace(self._services.catalog, record))
        return True

    def recover(self, left: Left) -> bool:
        """Open what a crash has left, as unsaved changes of the file that it came from."""
        try:
            record = left.load()
        except NodegradError as error:
            self._window.show_message("error", tr_error(error.template, error.params))
            return False
        workspace = Workspace(self._services.catalog, record, left.path)
        workspace.undo_stack.resetClean()
        self._show(workspace)
        self._window.keep_now(workspace)
        left.discard()
        return True

    def save(self) -> bool:
        """Save to the document's file; asks for one the first time.  False where it was not saved."""
        workspace = self._window.workspace
        if workspace is None:
            return False
        return self._write(workspace, workspace.path) if workspace.path is not None else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save there."""
        workspace = self._window.workspace
        if workspace is None:
            return False
        proposed = str(workspace.path) if workspace.path else workspace.suggested_file(self._services.settings.folder)
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Files", "Save the document"), proposed, self._filters())
        if not name:
            return False
        path = Path(name)
        return self._write(workspace, path if path.suffix else path.with_suffix(SUFFIX))

    def may_close(self) -> bool:
        """Whether the document may go: saved, or given up on being asked."""
        workspace = self._window.workspace
        if workspace is None or not workspace.is_edited:
            return True
        answer = dialogs.ask_about_changes(self._window, workspace.document.name)
        return self.save() if answer == "save" else answer == "discard"

    def _write(self, workspace: Workspace, path: Path) -> bool:
        try:
            workspace.save(path)
        except NodegradError as error:
            text = tr_error(error.template, error.params)
            self._window.show_message("error", text, tr("Files", "Save as…"), self.save_as)
            return False
        self._services.settings.add_recent(path)
        return True

    def _show(self, workspace: Workspace) -> None:
        here = self._window.workspace
        if here is None or here.is_untouched:
            self._window.show_workspace(workspace)
        else:
            self._services.new_window(workspace)

    def _filters(self) -> str:
        ours = tr("Files", "Nodegrad documents ({pattern})", pattern=f"*{SUFFIX}")
        return ";;".join((ours, tr("Files", "All files ({pattern})", pattern="*")))
