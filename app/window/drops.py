"""What becomes of a file that is dropped on the window: a document opens, data becomes a node, a plug-in goes to its folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.canvas.gestures.drop import corner
from app.places import named_from
from app.text import tr
from app.window.workspace import SUFFIX
from engine.data.pictures import ENDINGS

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

#: The kind that reads a file, by its suffix; each has it in its attribute ``file``.
_READERS = {
    ".csv": "CSVTable",
    ".parquet": "ParquetTable",
    ".npz": "NPZFile",
    ".npy": "NPYFile",
    ".txt": "TextFile",
}
_PLUGIN = ".py"
_LOOK_AT = 200  # entries of a folder that are looked at for pictures
_BELOW = 120.0  # how far the nodes of several files lie from each other


class Drops(QObject):
    """Files dropped anywhere on one window; ``watch`` has it see those dropped on a widget that takes other drops itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def takes(self, mime: QMimeData) -> bool:
        """Whether something is to be done with any of the files that are dragged."""
        return any(_sort(path) for path in _paths(mime))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dropped on the canvas are the window's affair; nodes are the canvas's own."""
        if not isinstance(event, QDropEvent) or not self.takes(event.mimeData()):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.drop(event.mimeData(), event.position())
        return True

    def drop(self, mime: QMimeData, place: QPointF | None = None) -> None:
        """Do it; ``place`` is where on the canvas, if it was there."""
        data: list[tuple[Path, str]] = []
        for path in _paths(mime):
            sort = _sort(path)
            if sort == SUFFIX:
                self._window.files.open_path(path)
            elif sort == _PLUGIN:
                self._add_plugin(path)
            elif sort:
                data.append((path, sort))
        if data:
            self._add_data(data, place)

    def _add_data(self, data: Iterable[tuple[Path, str]], place: QPointF | None) -> None:
        """A node for each file, one below the other."""
        window = self._window
        if window.workspace is None:
            window.files.new()
        parts, workspace = window.parts, window.workspace
        if parts is None or workspace is None:
            return
        view = parts.view
        point = view.camera.centre() if place is None else view.to_scene(place)
        for at, (path, kind) in enumerate(data):
            x, y = corner(view, workspace.catalog.get(kind), point + QPointF(0, at * _BELOW))
            attribute = "directory" if path.is_dir() else "file"
            attributes = {attribute: named_from(workspace.folder, path)}
            view.attempt(lambda: view.show_added(workspace.editor.add_node(kind, x, y, attributes=attributes)))  # noqa: B023
        view.setFocus()

    def _add_plugin(self, path: Path) -> None:
        """Put a plug-in into its folder, where it is off until the user switches it on, and show it there."""
        folder = self._window.services.plugins.folder
        target = folder / path.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if target.exists() and target.read_bytes() != path.read_bytes():
                text = tr("Window", "The plug-in folder has another '{file}' already; rename one of them.", file=path.name)
                self._window.show_message("error", text)
                return
            if path.resolve() != target.resolve():
                shutil.copyfile(path, target)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            text = tr("Window", "'{file}' cannot be put into the plug-in folder ({reason}).", file=path.name, reason=reason)
            self._window.show_message("error", text)
            return
        self._window.kinds.show_plugins()


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _sort(path: Path) -> str:
    """What to do with a file: the suffix of documents and of plug-ins, or the kind that reads it; nothing with others."""
    suffix = path.suffix.lower()
    if suffix in (SUFFIX, _PLUGIN):
        return suffix
    if path.is_dir():
        inside = islice(path.glob("**/*"), _LOOK_AT)
        return "ImageFolder" if any(each.suffix.lower() in ENDINGS for each in inside) else "TextFolder"
    return _READERS.get(suffix, "")
