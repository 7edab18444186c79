"""What a gesture is: it begins with a press, lives while the pointer moves, and ends with a release or with Esc.

A gesture shows what would happen and changes nothing until it is released; then it makes one call of the editor, which is
one step in the history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.canvas.hit import NOTHING, Hit

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Modifier = Qt.KeyboardModifier
Button = Qt.MouseButton
DRAG_FROM = 4.0  # pixels on the screen before a press is a drag


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, on the view and on the scene, and what is held; ``hit`` is filled in for presses."""

    view: QPointF
    scene: QPointF
    modifiers: Qt.KeyboardModifier
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    space: bool = False
    hit: Hit = NOTHING

    def held(self, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether exactly these modifiers are held."""
        return (self.modifiers & ~Modifier.KeypadModifier) == modifiers

    @property
    def shift(self) -> bool:
        return bool(self.modifiers & Modifier.ShiftModifier)

    @property
    def control(self) -> bool:
        return bool(self.modifiers & Modifier.ControlModifier)


class Gesture:
    """One use of the pointer.  ``edge_scroll`` says whether the canvas moves on when the pointer nears its edge.

    One that a key began has no button to let go of: a press of ``ends_with`` or Enter does it.
    """

    cursor: ClassVar[Qt.CursorShape | None] = None
    edge_scroll: ClassVar[bool] = False
    ends_with: ClassVar[Qt.MouseButton | None] = None

    def __init__(self, view: CanvasView, press: Pointer) -> None:
        self.view = view
        self.scene = view.canvas
        self.editor = view.canvas.editor
        self.press = press
        self.dragged = False

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        """Whether this press begins the gesture."""
        raise NotImplementedError

    def start(self) -> None:
        """The press itself."""

    def pointer_moved(self, pointer: Pointer) -> None:
        """Called by the view; counts as a drag from a few pixels on."""
        if not self.dragged and (pointer.view - self.press.view).manhattanLength() >= DRAG_FROM:
            self.dragged = True
            self.drag_started(pointer)
        if self.dragged:
            self.move(pointer)

    def drag_started(self, pointer: Pointer) -> None:
        """The pointer has left the place of the press."""

    def move(self, pointer: Pointer) -> None:
        """The pointer is dragged."""

    def release(self, pointer: Pointer) -> None:
        """The button was let go: do it."""

    def cancel(self) -> None:
        """Esc, or the window was left: everything as before."""

    def key(self, event: QKeyEvent) -> bool:
        """A key while the gesture lives; True where it was used."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Draw what only the gesture shows, in scene coordinates, within the bounds given to ``show``."""

    def show(self, bounds: QRectF) -> None:
        """Have ``paint`` called for this part of the scene."""
        self.view.overlay.show_in(bounds)
