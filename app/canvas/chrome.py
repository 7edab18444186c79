"""What stands still over the canvas: the breadcrumbs at its top left, and what to do first while it is empty."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.canvas.ink import Ink
from app.canvas.painter import paint_port
from app.text import tr
from app.theme import ui_font


class Breadcrumbs(QWidget):
    """Where in the document the canvas is: its name, and the groups that were entered."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._host = parent
        self._font = ui_font(12)
        self._parts: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ink.changed.connect(self.update)

    def set_parts(self, *parts: str) -> None:
        self._parts = parts
        text = " › ".join(parts)
        self.setAccessibleName(text)
        width = QFontMetricsF(self._font).horizontalAdvance(text)
        self.resize(min(round(width) + 18, max(60, self._host.width() - 32)), 24)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink.brush("canvas", 0.82))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        x = 8.0
        for index, part in enumerate(self._parts):
            last = index == len(self._parts) - 1
            text = metrics.elidedText(part if last else part + " › ", Qt.TextElideMode.ElideRight, self.width() - x - 8)
            painter.setPen(self._ink.color("text" if last else "muted"))
            painter.drawText(QPointF(x, 16.0), text)
            x += metrics.horizontalAdvance(text)


class EmptyHint(QWidget):
    """Shown while there is no node: what to do next, and three nodes in outline that say how it will look."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(440, 190)
        self.setAccessibleName(" ".join(self.lines()))
        ink.changed.connect(self.update)

    @staticmethod
    def lines() -> tuple[str, str]:
        """The two sentences it says."""
        return (
            tr("Canvas", "Drop a dataset here, or press Tab"),
            tr("Canvas", "Drag from a port to connect. Right-click, double-click or Shift+A also opens the list of nodes."),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sketch(painter)
        title, more = self.lines()
        painter.setPen(self._ink.color("text"))
        painter.setFont(ui_font(14, QFont.Weight.DemiBold))
        painter.drawText(QRectF(0, 104, self.width(), 24), Qt.AlignmentFlag.AlignCenter, title)
        painter.setPen(self._ink.color("muted"))
        painter.setFont(ui_font(12))
        area = QRectF(28, 132, self.width() - 56, 54)
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, more)

    def _paint_sketch(self, painter: QPainter) -> None:
        """Data, layer, loss: three cards on two wires."""
        ink = self._ink
        left = (self.width() - 3 * 76 - 2 * 40) / 2
        for index, (mark, wire) in enumerate((("dataset", "tensor"), ("tensor", "tensor"), ("loss", ""))):
            x = left + index * 116
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if wire:
                painter.setPen(ink.pen(wire, 2))
                painter.drawLine(QPointF(x + 76, 56), QPointF(x + 116, 56))
            painter.setPen(ink.pen("line"))
            painter.setBrush(ink.brush("node"))
            painter.drawRoundedRect(QRectF(x + 0.5, 28.5, 76, 56), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.brush(mark))
            painter.drawRoundedRect(QRectF(x + 10, 38, 8, 8), 2, 2)
            painter.setBrush(ink.brush("muted", 0.35))
            painter.drawRoundedRect(QRectF(x + 24, 39, 34, 6), 3, 3)
        for x in (left + 76, left + 116, left + 192, left + 232):
            paint_port(painter, ink, "tensor", QPointF(x, 56))
