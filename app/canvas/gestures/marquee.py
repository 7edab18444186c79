"""Select by drawing a rectangle over nodes and wires; Shift adds to the selection, Ctrl toggles."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.canvas.gestures.base import Button, Gesture, Pointer

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

K = TypeVar("K")


class Marquee(Gesture):
    """Nodes are taken where the rectangle touches them, wires where it holds both their ends."""

    edge_scroll = True

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.item is None

    def start(self) -> None:
        self._nodes = self.scene.selected_ids()
        self._links = [link.target for link in self.scene.selected_links()]
        self._rect = QRectF(self.press.scene, self.press.scene)
        if not (self.press.shift or self.press.control):
            self.scene.select()

    def move(self, pointer: Pointer) -> None:
        self._rect = QRectF(self.press.scene, pointer.scene).normalized()
        self.show(self._rect)
        nodes, links = self.scene.contents.taken_by(self._rect)
        if self.press.control:
            nodes, links = _toggled(self._nodes, nodes), _toggled(self._links, links)
        elif self.press.shift:
            nodes = [*self._nodes, *nodes]
            links = [*self._links, *links]
        self.scene.select(nodes, links)

    def cancel(self) -> None:
        self.scene.select(self._nodes, self._links)

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self.scene.ink.pen("accent", 1, cosmetic=True))
        painter.setBrush(self.scene.ink.brush("accent", 0.10))
        painter.drawRect(self._rect)


def _toggled(before: list[K], taken: list[K]) -> list[K]:
    """What is in one of two lists, in their order."""
    first, second = dict.fromkeys(before), dict.fromkeys(taken)
    return [*(each for each in first if each not in second), *(each for each in second if each not in first)]
