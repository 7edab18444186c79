"""Ctrl and right drag draws a line that cuts every wire it crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.canvas.gestures.base import Button, Gesture, Pointer
from app.canvas.link_item import LinkItem

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class CutWires(Gesture):
    """The wires that will go are marked while the line is drawn."""

    cursor = Qt.CursorShape.CrossCursor

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.RightButton and press.control

    def start(self) -> None:
        self._points = [self.press.scene]
        self._cut: dict[LinkItem, None] = {}

    def move(self, pointer: Pointer) -> None:
        last = self._points[-1]
        if (pointer.view - self.view.to_view(last)).manhattanLength() < 3:
            return
        self._points.append(pointer.scene)
        for item in self.scene.links_in(self._around(last, pointer.scene)):
            if item.curve.crosses(last.toTuple(), pointer.scene.toTuple()):
                self._cut[item] = None
                item.set_state(faded=True)
        xs = [point.x() for point in self._points]
        ys = [point.y() for point in self._points]
        self.show(QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))))

    def release(self, pointer: Pointer) -> None:
        links = [item.link for item in self._cut]
        self.cancel()
        if links:
            self.editor.delete((), links)

    def cancel(self) -> None:
        for item in self._cut:
            item.set_state(faded=False)
        self._cut = {}

    def paint(self, painter: QPainter) -> None:
        pen = QPen(self.scene.ink.color("error"), 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPolyline(self._points)

    @staticmethod
    def _around(a: QPointF, b: QPointF) -> QRectF:
        return QRectF(a, b).normalized().adjusted(-1, -1, 1, 1)
