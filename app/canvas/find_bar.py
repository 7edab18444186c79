"""Find nodes on the canvas by what they are called, what they are or what is written on them, and go from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from app.model.groups import path
from app.model.records import NodeRecord
from app.text import tr
from app.theme import px, ui_font

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene
    from app.canvas.view import CanvasView

WIDTH = 280
_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F3)


def matches(scene: CanvasScene, text: str) -> list[str]:
    """The nodes that a text finds, those in groups after the others, from left to right.

    All of the words stand in the name, the kind or the text of the node.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = []
    for node, record in scene.document.nodes.items():
        written = " ".join((record.name, record.kind, *_written(scene, record))).casefold()
        if all(word in written for word in words):
            found.append(node)
    records = scene.document.nodes
    return sorted(found, key=lambda node: (path(records, records[node].group), round(records[node].x / 120), records[node].y))


def _written(scene: CanvasScene, record: NodeRecord) -> tuple[str, ...]:
    """What stands on a node that may not be shown now."""
    title = scene.catalog.get(record.kind).title if record.kind in scene.catalog else ""
    return title, str(record.attributes.get("text", "")), str(record.attributes.get("caption", ""))


class FindBar(QFrame):
    """At the canvas's upper right corner while it is open; the node that was found is selected and brought into view."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._found: list[str] = []
        self._at = 0
        self.field = _Field(self)
        self.field.setPlaceholderText(tr("Canvas", "Find on the canvas"))
        self.field.setAccessibleName(tr("Canvas", "Find on the canvas"))
        self.field.setFont(ui_font(12))
        self.count = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self.count.setFont(ui_font(11))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        self.field.textChanged.connect(self._on_text_changed)
        view.canvas.ink.changed.connect(self._on_ink_changed)
        self._on_ink_changed()
        self.resize(px(WIDTH), self.sizeHint().height())
        self.hide()

    def open_bar(self) -> None:
        """Show it with its text selected, so that typing begins a new search."""
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self._on_text_changed(self.field.text())

    def close_bar(self) -> None:
        if self.isVisible():
            self.hide()
            self._view.setFocus()

    def place(self) -> None:
        """Stand where the canvas ends now."""
        self.resize(min(px(WIDTH), self._view.width() - 24), self.height())
        self.move(self._view.width() - self.width() - 12, 8)

    def step(self, way: int) -> None:
        """Go to the next node that was found, or to the one before."""
        self._found = matches(self._view.canvas, self.field.text())
        if self._found:
            self._at = (self._at + way) % len(self._found)
            self._go()
        self._tell()

    def _on_text_changed(self, text: str) -> None:
        self._found = matches(self._view.canvas, text)
        self._at = 0
        if self._found:
            self._go()
        self._tell()

    def _go(self) -> None:
        self._view.bring_up(self._found[self._at])

    def _tell(self) -> None:
        if not self.field.text().strip():
            text = ""
        elif self._found:
            text = tr("Canvas", "{at} of {count}", at=self._at + 1, count=len(self._found))
        else:
            text = tr("Canvas", "nothing found")
        self.count.setText(text)
        if text:
            self._view.announce(text)

    def _on_ink_changed(self) -> None:
        color = self._view.canvas.ink.color
        self.field.setStyleSheet(
            f"QLineEdit {{ background: {color('field').name()}; color: {color('text').name()}; border-radius: 6px;"
            f" border: 1px solid {color('line').name()}; padding: 3px 8px; }}"
            f"QLineEdit:focus {{ border: 2px solid {color('accent').name()}; padding: 2px 7px; }}"
        )
        self.count.setStyleSheet(f"QLabel {{ color: {color('muted').name()}; background: transparent; }}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self._view.canvas.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.pen("line"))
        painter.setBrush(ink.brush("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class _Field(QLineEdit):
    """Enter goes on, Shift+Enter back, Esc to the canvas."""

    def __init__(self, bar: FindBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._bar.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Up:
            self._bar.step(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self._bar.close_bar()
        else:
            super().keyPressEvent(event)
            event.accept()
