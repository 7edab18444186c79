"""A right click: the menu of a port, a node or a wire, or the palette where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.canvas.gestures.base import Button, Gesture, Pointer

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class MenuClick(Gesture):
    """A node that is not selected is selected first, so that the menu says what it acts on."""

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.RightButton

    def release(self, pointer: Pointer) -> None:
        if self.dragged:
            return
        hit = self.press.hit
        if hit.node is not None:
            if hit.node.node_id not in self.scene.selected_ids():
                self.scene.select([hit.node.node_id])
            self.view.open_menu(pointer.view.toPoint(), hit.port)
        elif hit.link is not None:
            self.scene.select((), [hit.link.link.target])
            self.view.open_menu(pointer.view.toPoint())
        else:
            self.view.open_palette(pointer.scene)
