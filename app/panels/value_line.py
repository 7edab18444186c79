"""The line that values are typed into; a number in it can be dragged, as in Blender, until typing begins.

A press that stays in its place begins typing; one that is drawn sideways changes the number, in fine steps with Shift and in
coarse ones with Ctrl.  Esc or another button gives back what was there before.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit

_FROM = 4.0  # pixels before a press is a drag
_NOTCH = 4.0  # pixels to a step
_FINE, _COARSE = 0.1, 10.0


class ValueLine(QLineEdit):
    """Steps numbers with Up and Down (tenfold with Shift), goes back with Escape; ``draggable`` says that it holds a number.

    ``dragged`` carries how many steps the pointer is from where it began: whole ones, or tenths with Shift.
    """

    stepped = Signal(int)
    cancelled = Signal()
    drag_began = Signal()
    dragged = Signal(float)
    drag_ended = Signal(bool)  # whether what it came to is kept

    def __init__(self) -> None:
        super().__init__()
        self.draggable = False
        self._typing = False  # a press is for the text then
        self._from: float | None = None  # where the press was, while it may become a drag
        self._last = 0.0
        self._steps = 0.0
        self._dragging = False

    # --- keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._dragging:
            if event.key() == Qt.Key.Key_Escape:
                self._end(False)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            amount = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.stepped.emit(amount if event.key() == Qt.Key.Key_Up else -amount)
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
            if self.isModified():
                self._set_typing(True)

    # --- dragging ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._end(False)  # another button is a way to say no
        elif self.draggable and not self._typing and event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().x()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        x = event.position().x()
        if not self._dragging:
            if abs(x - self._from) < _FROM:
                return
            self._dragging, self._last, self._steps = True, self._from, 0.0
            self.deselect()
            self.drag_began.emit()
        held = event.modifiers()
        fine, coarse = held & Qt.KeyboardModifier.ShiftModifier, held & Qt.KeyboardModifier.ControlModifier
        self._steps += (x - self._last) / _NOTCH * (_FINE if fine else _COARSE if coarse else 1.0)
        self._last = x
        self.dragged.emit(round(self._steps, 1) if fine else float(round(self._steps)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseReleaseEvent(event)
        elif self._dragging:
            self._end(True)
        else:
            self._from = None
            self.selectAll()
            self._set_typing(True)

    def _end(self, keep: bool) -> None:
        self._from, self._dragging = None, False
        self.drag_ended.emit(keep)

    # --- typing -----------------------------------------------------------------------------------------------------------

    def _set_typing(self, typing: bool) -> None:
        self._typing = typing
        across = self.draggable and not typing and self.isEnabled()
        self.setCursor(Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.IBeamCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._set_typing(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._set_typing(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_typing(self._typing)
