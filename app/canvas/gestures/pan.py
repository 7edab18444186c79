"""Move over the canvas: middle drag, or Space and left drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.canvas.gestures.base import Button, Gesture, Pointer

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class Pan(Gesture):
    """The canvas follows the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.MiddleButton or (press.button == Button.LeftButton and press.space)

    def start(self) -> None:
        self._last = self.press.view

    def pointer_moved(self, pointer: Pointer) -> None:
        self.view.camera.pan(pointer.view - self._last)
        self._last = pointer.view
