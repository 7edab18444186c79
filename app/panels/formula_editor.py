"""The editor of a formula: a few lines of text, applied as a whole, so that no wire is lost to a half-typed name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.panels.editors import MIXED, AttributeEditor
from app.text import tr
from app.theme import mono_font
from engine.ops.attrs import Attr

_LINES = 8  # as high as this many lines, then it scrolls


class FormulaText(QPlainTextEdit):
    """A text of lines: Enter applies it, Shift+Enter begins a line, Escape goes back, Tab leaves it."""

    left = Signal()
    applied = Signal()
    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.applied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FormulaEditor(AttributeEditor):
    """Shows a formula; ``edited`` carries the whole text when it is applied."""

    wide = True

    def __init__(self, attr: Attr, parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self.text = FormulaText()
        self.text.setFont(mono_font(12))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setToolTip(tr("Inspector", "Enter applies the formula, Shift+Enter begins a new line"))
        self._shown: Any = None
        self.take_field(self.text)
        self.text.applied.connect(self._commit)
        self.text.left.connect(self._commit)
        self.text.cancelled.connect(self._cancel)
        self.text.textChanged.connect(self._fit)
        self._fit()

    def show_value(self, value: Any) -> None:
        self._shown = value
        text = value if isinstance(value, str) else ""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self.text.setPlaceholderText(tr("Inspector", "several values") if value is MIXED else "")
        self.text.document().setModified(False)

    def _commit(self) -> None:
        if not self.text.document().isModified():
            return
        self.text.document().setModified(False)
        value = self.text.toPlainText().strip()
        if value != self._shown or self.field.property("invalid"):
            self.edited.emit(value)
            self.finished.emit()

    def _cancel(self) -> None:
        self.show_value(self._shown)
        self.set_invalid(False)

    def _fit(self) -> None:
        """As high as its lines, within limits."""
        lines = max(2, min(_LINES, self.text.blockCount()))
        margin = self.text.document().documentMargin() * 2 + self.text.frameWidth() * 2
        self.text.setFixedHeight(round(self.text.fontMetrics().lineSpacing() * lines + margin + 4))
