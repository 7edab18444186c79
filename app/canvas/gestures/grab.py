"""G and Shift+D, as in Blender: the selected nodes, or copies of them, hang on the pointer until a click or Enter puts them down.

X and Y hold them to one direction; Esc or another button leaves everything as it was.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from app.canvas.gestures.base import Button, Gesture, Modifier, Pointer
from app.canvas.gestures.copy import CopyNodes
from app.canvas.gestures.move import MoveNodes
from app.canvas.hit import Hit
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_AXES = {Qt.Key.Key_X: (1.0, 0.0), Qt.Key.Key_Y: (0.0, 1.0)}
_FREE = (1.0, 1.0)


class Hanging(Gesture):
    """What hangs on the pointer moves as far as it does, from wherever it is when it moves first."""

    ends_with = Button.LeftButton

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, Pointer(QPointF(), QPointF(), Modifier.NoModifier, hit=Hit(node=view.canvas.current)))
        self._axes = _FREE
        self._last: Pointer | None = None

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return False

    def pointer_moved(self, pointer: Pointer) -> None:
        if self._last is None:
            self.press = dataclasses.replace(self.press, view=pointer.view, scene=pointer.scene)
        self._last = pointer
        away = pointer.scene - self.press.scene
        held = self.press.scene + QPointF(away.x() * self._axes[0], away.y() * self._axes[1])
        self.move(dataclasses.replace(pointer, scene=held))

    def key(self, event: QKeyEvent) -> bool:
        axes = _AXES.get(Qt.Key(event.key()))
        if axes is None:
            return False
        self._axes = _FREE if self._axes == axes else axes
        if self._last is not None:
            self.pointer_moved(self._last)
        return True

    def cancel(self) -> None:
        self.view.hint.hide()
        super().cancel()


class Grab(Hanging, MoveNodes):
    """The selected nodes themselves."""

    def start(self) -> None:
        self._only = False
        self._offset = (0.0, 0.0)
        self._wire = None
        self.drag_started(self.press)
        self.dragged = True
        self.view.tell(tr("Canvas", "X and Y hold a direction, a click or Enter puts it down, Esc takes it back"))


class GrabCopies(Hanging, CopyNodes):
    """Copies of them."""

    def start(self) -> None:
        super().start()
        self.take(self.scene.selected_ids(), self._grabbed())
        self.dragged = True
        self.view.tell(tr("Canvas", "X and Y hold a direction, a click or Enter puts the copy down, Esc leaves none"))
