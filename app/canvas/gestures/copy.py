"""Ctrl and drag lifts a copy off the selected nodes; Ctrl and click takes a node into the selection or out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.geometry import snap
from app.canvas.gestures.base import Button, Gesture, Modifier, Pointer
from app.canvas.guides import Guides
from app.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_MOST = 60  # copies that are painted as they will look; of more, the outlines say where they go
_PALE = 0.85


class CopyNodes(Gesture):
    """The copies are shown where they would lie, and made when they are let go, with the wires among them."""

    edge_scroll = True
    cursor = Qt.CursorShape.DragCopyCursor

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        hit = press.hit
        on_node = hit.node is not None and hit.port is None
        return press.button == Button.LeftButton and on_node and press.held(Modifier.ControlModifier)

    def start(self) -> None:
        self._offset = (0.0, 0.0)
        self._items: list[NodeItem] = []

    def drag_started(self, pointer: Pointer) -> None:
        grabbed = self._grabbed()
        chosen = self.scene.selected_ids()
        self.take(chosen if grabbed.node_id in chosen else [grabbed.node_id], grabbed)

    def take(self, chosen: list[str], grabbed: NodeItem) -> None:
        """Show copies of these from now on."""
        held = self.scene.contents.with_contents(chosen)
        self._items = [self.scene.nodes[node] for node in held if self.scene.nodes[node].face.form != "border"]
        self._from = grabbed.pos()
        self._guides = Guides(self.scene, (), grabbed)

    def move(self, pointer: Pointer) -> None:
        offset = pointer.scene - self.press.scene
        x, y = snap(self._from.x() + offset.x()), snap(self._from.y() + offset.y())
        if not pointer.modifiers & Modifier.AltModifier:
            x, y = self._guides.attract(x, y, self.view.zoom())
        self._offset = (x - self._from.x(), y - self._from.y())
        bounds = self._guides.bounds()
        for item in self._items:
            bounds = bounds.united(item.bounds().translated(*self._offset))
        self.show(bounds)

    def release(self, pointer: Pointer) -> None:
        if not self.dragged:
            node, chosen = self._grabbed().node_id, self.scene.selected_ids()
            links = [link.target for link in self.scene.selected_links()]
            self.scene.select([each for each in chosen if each != node] if node in chosen else [*chosen, node], links)
        elif self._offset != (0.0, 0.0) and self._items:
            self.scene.select(self.editor.duplicate([item.node_id for item in self._items], *self._offset))

    def paint(self, painter: QPainter) -> None:
        pen = self.scene.ink.pen("accent", 1, cosmetic=True)
        offset, zoom, ratio = QPointF(*self._offset), self.view.zoom(), self.view.devicePixelRatio()
        for item in self._items:
            if len(self._items) <= _MOST:
                painter.save()
                painter.setOpacity(_PALE)
                painter.translate(item.pos() + offset)
                item.paint(painter, zoom, ratio)
                painter.restore()
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(item.rect()).translated(offset), 8, 8)
        for line in self._guides.lines() if self._items else ():
            painter.drawLine(line)

    def _grabbed(self) -> NodeItem:
        assert self.press.hit.node is not None
        return self.press.hit.node
