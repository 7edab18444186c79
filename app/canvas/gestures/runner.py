"""Who has the pointer: begins gestures by the table, feeds them, ends them, and marks what the pointer is over otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.canvas.gestures.base import Gesture, Pointer
from app.canvas.gestures.table import PRESSES
from app.canvas.hit import NOTHING, Hit, find

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_EDGE = 28.0  # pixels from the edge where a drag begins to move the canvas


class GestureRunner:
    """The gesture under way on one view, if any."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self.pointer = Pointer(QPointF(), QPointF(), Qt.KeyboardModifier.NoModifier)
        self._space = False
        self._edge = QTimer(view, interval=16)
        self._edge.timeout.connect(self._on_edge_tick)

    def begin(self, gesture: Gesture) -> None:
        """Let a gesture have the pointer and the keys."""
        self.end()
        self.gesture = gesture
        self._view.callout.hide()
        self._view.overlay.begin(gesture.paint)
        if gesture.cursor is not None:
            self._view.viewport().setCursor(gesture.cursor)
        if not self._view.attempt(gesture.start):
            self.end()

    def end(self, cancel: bool = True) -> None:
        """Let go of the gesture; where it was not released, it is taken back."""
        gesture, self.gesture = self.gesture, None
        self._edge.stop()
        if gesture is not None:
            self._view.overlay.end()
            self._show_cursor()
            if cancel:
                gesture.cancel()
            self._view.surround.gesture_ended()

    # --- the pointer ------------------------------------------------------------------------------------------------------

    def _read(self, event: QMouseEvent, hit: bool = False) -> Pointer:
        point = event.position()
        scene = self._view.to_scene(point)
        found = find(self._view.canvas, scene, self._view.zoom()) if hit else NOTHING
        return Pointer(point, scene, event.modifiers(), event.button(), self._space, found)

    def press(self, event: QMouseEvent) -> None:
        if self.gesture is not None:
            if event.button() == self.gesture.ends_with:
                self.finish(self._read(event))
            elif event.button() != self.gesture.press.button:
                self.end()  # another button is a way to say no
            return
        press = self._read(event, hit=True)
        self.pointer = press
        kind = next((kind for kind in PRESSES if kind.begins(self._view, press)), None)
        if kind is not None:
            self.begin(kind(self._view, press))

    def move(self, event: QMouseEvent) -> None:
        self.pointer = self._read(event)
        if self.gesture is None:
            self._hover(self.pointer)
            return
        self.gesture.pointer_moved(self.pointer)
        gesture = self.gesture
        if gesture is not None and gesture.edge_scroll and gesture.dragged and not self._edge_push(self.pointer.view).isNull():
            self._edge.start()

    def release(self, event: QMouseEvent) -> None:
        gesture = self.gesture
        if gesture is None or event.button() != gesture.press.button:
            return
        pointer = self._read(event)
        gesture.pointer_moved(pointer)
        self.finish(pointer)

    def finish(self, pointer: Pointer) -> None:
        """Do what the gesture under way shows."""
        gesture = self.gesture
        if gesture is None:
            return
        self.end(cancel=False)
        if not self._view.attempt(lambda: gesture.release(pointer)):
            gesture.cancel()
        self._hover(pointer)

    def double_click(self, event: QMouseEvent) -> None:
        """On nothing it opens the palette, on a wire it puts a bend, a group it enters, on a title it renames, else it edits.

        On a port it is one more press.
        """
        press = self._read(event, hit=True)
        node = press.hit.node if press.hit.port is None else None
        form = node.face.form if node is not None else ""
        if event.button() != Qt.MouseButton.LeftButton:
            self.press(event)
        elif press.hit.item is None:
            self._view.open_palette(press.scene)
        elif press.hit.link is not None:
            self._view.bend(press.hit.link, press.scene)
        elif node is not None and form == "group":
            self._view.enter(node.node_id)
        elif node is not None and form != "border" and (press.hit.on_title or form == "note"):
            self._view.rename(node.node_id)
        elif form == "card" and not event.modifiers():
            self._view.attributes_wanted.emit()  # the first click has selected it
        else:
            self.press(event)

    def _hover(self, pointer: Pointer) -> None:
        hit = find(self._view.canvas, pointer.scene, self._view.zoom())
        self._view.canvas.set_hovered(hit.item)
        self._show_cursor(hit)
        self._view.update_callout()

    def _show_cursor(self, hit: Hit = NOTHING) -> None:
        viewport = self._view.viewport()
        if self._space:
            viewport.setCursor(Qt.CursorShape.OpenHandCursor)
        elif hit.on_grip:
            viewport.setCursor(Qt.CursorShape.SizeFDiagCursor)
        elif hit.port is not None:
            viewport.setCursor(Qt.CursorShape.CrossCursor)
        elif hit.link is not None:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            viewport.unsetCursor()

    # --- keys -------------------------------------------------------------------------------------------------------------

    def set_space(self, held: bool) -> None:
        """Space makes every left drag a pan."""
        self._space = held
        if self.gesture is None:
            self._show_cursor()

    def key(self, event: QKeyEvent) -> None:
        """A key while a gesture is under way: Esc takes it back, Enter ends one that a key began."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.gesture is not None and self.gesture.ends_with:
            self.finish(self.pointer)
        elif self.gesture is not None:
            self.gesture.key(event)

    # --- at the edge ------------------------------------------------------------------------------------------------------

    def _edge_push(self, point: QPointF) -> QPointF:
        """How far the canvas moves in one tick while the pointer is near its edge."""
        size = self._view.viewport().size()

        def push(at: float, length: int) -> float:
            inside = min(at, length - at)
            return 0.0 if inside >= _EDGE else (1 if at < length / 2 else -1) * min(14.0, (_EDGE - inside) / 2)

        return QPointF(push(point.x(), size.width()), push(point.y(), size.height()))

    def _on_edge_tick(self) -> None:
        push = self._edge_push(self.pointer.view)
        if self.gesture is None or push.isNull():
            self._edge.stop()
            return
        self._view.camera.pan(push)
        last = self.pointer
        self.pointer = Pointer(last.view, self._view.to_scene(last.view), last.modifiers, last.button, last.space)
        self.gesture.pointer_moved(self.pointer)
