"""Writing on the canvas: a field over a node's title or a frame's caption, a sheet over a note's text.

Enter (in a note Ctrl+Enter) keeps, Esc leaves it as it was, a click elsewhere keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.canvas.geometry import HEADER
from app.canvas.note_item import FrameItem, NoteItem
from app.text import tr
from app.theme import px, scene_font, ui_font

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

    _Widget = QWidget
else:
    _Widget = object  # Qt allows one of its classes among the bases

_KEEPS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEIGHT = 28  # of the field
_EDGE = 8  # between a sheet and the edge of the view


class _Writing(_Widget):
    """What both share: hidden until a node is written on; keys and the loss of focus say whether what was written is kept."""

    KEEPING: ClassVar[tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]]  # with the modifiers that they need

    def _prepare(self, view: CanvasView) -> None:
        self._view = view
        self._node = ""
        self.hide()

    def _written(self) -> str:
        """What stands in it now."""
        raise NotImplementedError

    def _keep(self, node: str, text: str) -> Callable[[], None] | None:
        """What puts the text into the document; None where nothing is different."""
        raise NotImplementedError

    def _open(self, node: str, place: QRect) -> None:
        self._node = node
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.setFocus()

    def close_field(self, keep: bool = False) -> None:
        """Hide it; what was written is only kept where that is asked for."""
        if self.isHidden():
            return
        node, self._node = self._node, ""
        text = self._written()
        self.hide()
        if keep and node in self._view.canvas.document.nodes and (act := self._keep(node, text)) is not None:
            editor = self._view.canvas.editor
            editor.seal()  # one edit that merges with nothing before or after it
            self._view.attempt(act)
            editor.seal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keeps = any(event.key() == key and event.modifiers() & needed == needed for key, needed in self.KEEPING)
        if keeps or event.key() == Qt.Key.Key_Escape:
            self.close_field(keep=keeps)
            self._view.setFocus()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_OPEN:
            self.close_field(keep=True)


class RenameField(_Writing, QLineEdit):
    """The name of a node or the caption of a frame."""

    KEEPING = tuple((key, Qt.KeyboardModifier.NoModifier) for key in (*_ENTER, Qt.Key.Key_Tab))

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._prepare(view)
        self._is_frame = False
        self.setFont(ui_font(12))

    def open_field(self, node_id: str) -> None:
        """Edit the name of a node."""
        view = self._view
        item, record = view.canvas.nodes[node_id], view.canvas.document.nodes[node_id]
        view.camera.reveal(item.rect())
        rect = view.viewport_transform().mapRect(item.rect())
        self._is_frame = isinstance(item, FrameItem)
        self.setText(str(record.attributes.get("caption", "")) if self._is_frame else record.name)
        self.setAccessibleName(tr("Canvas", "Caption of the frame") if self._is_frame else tr("Canvas", "Name of the node"))
        self.selectAll()
        height = px(_HEIGHT)
        top = round(rect.y() + (HEADER * view.zoom() - height) / 2)
        self._open(node_id, QRect(round(rect.x()) + 4, top, max(px(140), round(rect.width()) - 8), height))

    def _written(self) -> str:
        return self.text().strip()

    def _keep(self, node: str, text: str) -> Callable[[], None] | None:
        editor, record = self._view.canvas.editor, self._view.canvas.document.nodes[node]
        if self._is_frame:
            changed = text != record.attributes.get("caption", "")
            return (lambda: editor.set_attribute(node, "caption", text)) if changed else None
        return (lambda: editor.rename(node, text)) if text != record.name else None


class NoteSheet(_Writing, QPlainTextEdit):
    """The text of a note, as Markdown as it was typed."""

    KEEPING = tuple((key, Qt.KeyboardModifier.ControlModifier) for key in _ENTER)

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._prepare(view)
        self.setAccessibleName(tr("Canvas", "Text of the note"))
        self.setPlaceholderText(tr("Canvas", "Markdown, such as **bold** or a list. Ctrl+Enter keeps, Esc leaves it."))
        self.setTabChangesFocus(True)

    def open_field(self, item: NoteItem) -> None:
        """Edit the text of a note."""
        view = self._view
        view.camera.reveal(item.rect())
        rect = view.viewport_transform().mapRect(item.text_rect())
        self.setFont(scene_font(min(px(20), max(px(11), round(12 * view.zoom())))))
        self.setPlainText(item.face.text)
        self.selectAll()
        room = view.viewport().rect()
        width = min(room.width() - 2 * _EDGE, max(220, round(rect.width())))
        height = min(room.height() - 2 * _EDGE, max(96, round(rect.height())))
        left = max(_EDGE, min(round(rect.x()), room.width() - width - _EDGE))
        top = max(_EDGE, min(round(rect.y()), room.height() - height - _EDGE))
        self._open(item.node_id, QRect(left, top, width, height))

    def _written(self) -> str:
        return self.toPlainText().rstrip()

    def _keep(self, node: str, text: str) -> Callable[[], None] | None:
        editor = self._view.canvas.editor
        changed = text != self._view.canvas.document.nodes[node].attributes.get("text", "")
        return (lambda: editor.set_attribute(node, "text", text)) if changed else None
