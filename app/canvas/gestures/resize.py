"""Drag the lower right corner of a note or a frame, or resize it by keys; sizes stay on the 4 px grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.canvas.geometry import GRID, snap
from app.canvas.gestures.base import Button, Gesture, Pointer
from app.canvas.note_item import FrameItem, NoteItem
from app.canvas.scene import EVERYTHING

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_LEAST, _MOST = 120.0, 20_000.0
_STEP = 4 * GRID


def resize_by(view: CanvasView, across: int, down: int) -> None:
    """Make the note or the frame that the keyboard acts on so many steps wider and higher."""
    item = view.canvas.current
    if not isinstance(item, NoteItem | FrameItem):
        return
    before = {"width": item.layout.width, "height": item.layout.height}
    wanted = {"width": before["width"] + across * _STEP, "height": before["height"] + down * _STEP}
    size = {name: min(_MOST, max(_LEAST, snap(wanted[name]))) for name in item.resized_by}
    changed = {name: value for name, value in size.items() if (across if name == "width" else down) and value != before[name]}
    if changed:
        view.canvas.editor.resize(item.node_id, **changed)


class Resize(Gesture):
    """Shows the size while it is dragged and keeps it when released."""

    cursor = Qt.CursorShape.SizeFDiagCursor
    edge_scroll = True

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.on_grip

    def start(self) -> None:
        item = self.press.hit.node
        assert isinstance(item, NoteItem | FrameItem)
        self._item = item
        self._from = item.layout.width, item.layout.height
        self._size = self._from
        self.scene.select([item.node_id])

    def move(self, pointer: Pointer) -> None:
        offset = pointer.scene - self.press.scene
        width, height = self._from[0] + offset.x(), self._from[1] + offset.y()
        self._size = min(_MOST, max(_LEAST, snap(width))), min(_MOST, max(_LEAST, snap(height)))
        self._item.try_size(self._size)
        self._show()

    def release(self, pointer: Pointer) -> None:
        self.cancel()
        if self.dragged:
            size = dict(zip(("width", "height"), self._size, strict=True))
            before = dict(zip(("width", "height"), self._from, strict=True))
            changed = {name: size[name] for name in self._item.resized_by if size[name] != before[name]}
            if changed:
                self.editor.resize(self._item.node_id, **changed)

    def cancel(self) -> None:
        self._item.try_size(None)
        self._show()

    def _show(self) -> None:
        """What is resized takes up another place now."""
        self.scene.contents.refresh([self._item.node_id])
        self.scene.moved(EVERYTHING)
