"""Select a wire by clicking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.canvas.gestures.base import Button, Gesture, Pointer

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class SelectLink(Gesture):
    """Shift and Ctrl keep the rest of the selection."""

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.link is not None

    def start(self) -> None:
        hit = self.press.hit.link
        assert hit is not None
        target = hit.link.target
        if not (self.press.shift or self.press.control):
            self.scene.select((), [target])
            return
        links = [link.target for link in self.scene.selected_links()]
        kept = [each for each in links if each != target]
        self.scene.select(self.scene.selected_ids(), kept if target in links else [*links, target])
