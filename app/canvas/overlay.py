"""What lies over the items for a moment: wires being drawn, rectangles, guides; painted by the gesture that shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

Paint = Callable[[QPainter], None]
_EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)
_ROOM = 16.0


class Overlay(QGraphicsItem):
    """Paints with the gesture's own method and repaints only what it covers and covered."""

    def __init__(self) -> None:
        super().__init__()
        self._paint: Paint | None = None
        self._shown = QRectF()
        self.setZValue(10.0)
        self.hide()

    def begin(self, paint: Paint) -> None:
        self._paint = paint
        self._shown = QRectF()
        self.show()

    def end(self) -> None:
        self._paint = None
        self.hide()

    def show_in(self, bounds: QRectF) -> None:
        """Repaint what was shown before and what is shown now."""
        bounds = bounds.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        self.update(self._shown)
        self.update(bounds)
        self._shown = bounds

    def draw(self, painter: QPainter) -> None:
        if self._paint is not None:
            self._paint(painter)

    def boundingRect(self) -> QRectF:
        return _EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self.draw(painter)
