"""Alt+click on a port takes its wires off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.canvas.gestures.base import Button, Gesture, Modifier, Pointer

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class Disconnect(Gesture):
    """All wires of an output, the one of an input, in one step."""

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.port is not None and press.held(Modifier.AltModifier)

    def release(self, pointer: Pointer) -> None:
        port = self.press.hit.port
        if port is None or self.dragged:
            return
        if port.is_input:
            self.editor.disconnect(port.ref)
        else:
            self.editor.delete((), self.scene.document.outgoing(port.ref))
