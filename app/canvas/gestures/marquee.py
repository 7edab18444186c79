"""Select by drawing a rectangle over nodes and wires; Shift adds to the selection, Ctrl toggles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.canvas.gestures.base import Button, Gesture, Pointer
from app.canvas.selection import joined, toggled

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class Marquee(Gesture):
    """Nodes are taken where the rectangle touches them, wires where it holds both their ends."""

    edge_scroll = True

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.item is None

    def start(self) -> None:
        self._before = self.scene.selected_ids(), self.scene.selection.targets()
        self._take_rows()
        self._rect = QRectF(self.press.scene, self.press.scene)
        if not (self.press.shift or self.press.control):
            self.scene.select()

    def _take_rows(self) -> None:
        self._field = field = self.scene.contents.field
        nodes, links = self._before
        self._rows = field.nodes.found(nodes), field.wires.found(links)

    def move(self, pointer: Pointer) -> None:
        if self.scene.contents.field is not self._field:
            self._take_rows()  # the level was held anew meanwhile
        self._rect = QRectF(self.press.scene, pointer.scene).normalized()
        self.show(self._rect)
        taken = self.scene.contents.taken_by(self._rect)
        together = toggled if self.press.control else joined if self.press.shift else None
        if together is not None:
            taken = together(self._rows[0], taken[0]), together(self._rows[1], taken[1])
        self.scene.select_rows(*taken)

    def cancel(self) -> None:
        self.scene.select(*self._before)

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self.scene.ink.pen("accent", 1, cosmetic=True))
        painter.setBrush(self.scene.ink.brush("accent", 0.10))
        painter.drawRect(self._rect)
