"""Select by drawing a rectangle over nodes and wires; Shift adds to the selection, Ctrl toggles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.gestures.base import Button, Gesture, Pointer
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem
from app.model.records import PortRef

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


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
        nodes, links = self._inside()
        if self.press.control:
            nodes = [*(node for node in self._nodes if node not in nodes), *(node for node in nodes if node not in self._nodes)]
            links = [*(link for link in self._links if link not in links), *(link for link in links if link not in self._links)]
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

    def _inside(self) -> tuple[list[str], list[PortRef]]:
        mode = Qt.ItemSelectionMode.IntersectsItemBoundingRect
        found = self.scene.items(self._rect, mode, Qt.SortOrder.AscendingOrder)
        nodes = [item.node_id for item in found if isinstance(item, NodeItem) and item.taken_by(self._rect)]
        links = [item.link.target for item in found if isinstance(item, LinkItem) and self._holds(item)]
        return nodes, links

    def _holds(self, item: LinkItem) -> bool:
        start, end = item.curve.points[0], item.curve.points[-1]
        return self._rect.contains(QPointF(*start)) and self._rect.contains(QPointF(*end))
