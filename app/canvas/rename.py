"""Writing on the canvas: a field over a node's title or a frame's caption, a sheet over a note's text.

Enter (in a note Ctrl+Enter) keeps, Esc leaves it as it was, a click elsewhere keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.canvas.geometry import HEADER
from app.canvas.note_item import FrameItem, NoteItem
from app.text import tr
from app.theme import px, scene_font, ui_font

if TYPE_CHECKING:
    from app.canvas.view import CanvasView
    from app.commands.editor import Editor

_KEEPS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class RenameField(QLineEdit):
    """Hidden until a node is renamed."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._node = ""
        self._is_frame = False
        self.setFont(ui_font(12))
        self.hide()

    def open_field(self, node_id: str) -> None:
        """Edit the name of a node."""
        view = self._view
        item = view.canvas.nodes[node_id]
        view.camera.reveal(item.rect())
        rect = view.viewport_transform().mapRect(item.rect())
        self._node = node_id
        record = view.canvas.document.nodes[node_id]
        self._is_frame = isinstance(item, FrameItem)
        self.setText(str(record.attributes.get("caption", "")) if self._is_frame else record.name)
        self.setAccessibleName(tr("Canvas", "Caption of the frame") if self._is_frame else tr("Canvas", "Name of the node"))
        self.selectAll()
        height = px(28)
        self.resize(max(px(140), round(rect.width()) - 8), height)
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
        if not keep or record is None:
            return
        editor = self._view.canvas.editor
        if self._is_frame and name != record.attributes.get("caption", ""):
            self._view.attempt(lambda: _sealed(editor, lambda: editor.set_attribute(node, "caption", name)))
        elif not self._is_frame and name != record.name:
            self._view.attempt(lambda: _sealed(editor, lambda: editor.rename(node, name)))

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
        if event.reason() not in _KEEPS_OPEN:
            self.close_field(keep=True)


class NoteSheet(QPlainTextEdit):
    """Hidden until a note is written; shows its Markdown as it was typed."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._node = ""
        self.setAccessibleName(tr("Canvas", "Text of the note"))
        self.setPlaceholderText(tr("Canvas", "Markdown, such as **bold** or a list. Ctrl+Enter keeps, Esc leaves it."))
        self.setTabChangesFocus(True)
        self.hide()

    def open_field(self, item: NoteItem) -> None:
        """Edit the text of a note."""
        view = self._view
        view.camera.reveal(item.rect())
        rect = view.viewport_transform().mapRect(item.text_rect())
        self._node = item.node_id
        self.setFont(scene_font(min(px(20), max(px(11), round(12 * view.zoom())))))
        self.setPlainText(item.face.text)
        self.selectAll()
        room = view.viewport().rect()
        width, height = (
            min(room.width() - 16, max(220, round(rect.width()))),
            min(room.height() - 16, max(96, round(rect.height()))),
        )
        self.resize(width, height)
        self.move(
            max(8, min(round(rect.x()), room.width() - width - 8)), max(8, min(round(rect.y()), room.height() - height - 8))
        )
        self.show()
        self.raise_()
        self.setFocus()

    def close_field(self, keep: bool = False) -> None:
        """Hide the sheet; the text is only kept where that is asked for."""
        if self.isHidden():
            return
        node, self._node = self._node, ""
        text = self.toPlainText().rstrip()
        self.hide()
        record = self._view.canvas.document.nodes.get(node)
        if keep and record is not None and text != record.attributes.get("text", ""):
            editor = self._view.canvas.editor
            self._view.attempt(lambda: _sealed(editor, lambda: editor.set_attribute(node, "text", text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
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
        if event.reason() not in _KEEPS_OPEN:
            self.close_field(keep=True)


def _sealed(editor: Editor, act: Callable[[], None]) -> None:
    """One edit that merges with nothing before or after it."""
    editor.seal()
    act()
    editor.seal()
