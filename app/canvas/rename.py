"""Renaming a node on the node: a field over its title, Enter keeps, Esc leaves it as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.canvas.geometry import HEADER
from app.text import tr
from app.theme import ui_font

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class RenameField(QLineEdit):
    """Hidden until a node is renamed."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._node = ""
        self.setAccessibleName(tr("Canvas", "Name of the node"))
        self.setFont(ui_font(12))
        self.hide()

    def open_field(self, node_id: str) -> None:
        """Edit the name of a node."""
        view = self._view
        item = view.canvas.nodes[node_id]
        view.camera.reveal(item.rect())
        rect = view.viewportTransform().mapRect(item.rect())
        self._node = node_id
        self.setText(view.canvas.document.nodes[node_id].name)
        self.selectAll()
        height = 28
        self.resize(max(140, round(rect.width()) - 8), height)
        self.move(round(rect.x()) + 4, round(rect.y() + (HEADER * view.zoom() - height) / 2))
        self.show()
        self.raise_()
        self.setFocus()

    def close_field(self, keep: bool = False) -> None:
        """Hide the field; the name is only kept where that is asked for."""
        if self.isHidden():
            return
        node, self._node = self._node, ""
        name = self.text().strip()
        self.hide()
        record = self._view.canvas.document.nodes.get(node)
        if keep and record is not None and name != record.name:
            editor = self._view.canvas.editor
            editor.seal()
            self._view.attempt(lambda: editor.rename(node, name))
            editor.seal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.close_field(keep=True)
            self._view.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_field()
            self._view.setFocus()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.close_field(keep=True)
