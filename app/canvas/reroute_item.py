"""A bend in a wire: a dot that a wire runs through, small enough not to be read as a node."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.detail import Detail
from app.canvas.geometry import NodeLayout, Text
from app.canvas.ink import wire_token
from app.canvas.link_item import WIDTH
from app.canvas.node_item import NodeItem
from app.canvas.painter import NodeState

_SIZE = QRectF(0, 0, 32, 16)
_DOT = 5.0


class RerouteItem(NodeItem):
    """Ports at its ends; between them it is taken hold of."""

    ringed = False

    def _measure(self) -> NodeLayout:
        measured = NodeLayout(_SIZE.width(), _SIZE.height(), QRectF(), Text("", "title", "text", 0, 0))
        for ports, x in ((self.face.inputs, 0.0), (self.face.outputs, _SIZE.width())):
            for port in ports:
                centre = QPointF(x, _SIZE.height() / 2)
                measured.ports.append((port, centre))
                measured.centres[(port.is_input, port.ref.port)] = centre
        return measured

    def _paint(self, painter: QPainter, level: Detail, state: NodeState) -> None:
        ink = self._ink
        token = wire_token(self.face.outputs[0].wire if self.face.outputs else "free")
        middle = _SIZE.height() / 2
        painter.setPen(ink.pen(token, WIDTH))
        painter.drawLine(QLineF(0, middle, _SIZE.width(), middle))
        if self.face.severity == "error" or state.selected:
            painter.setPen(ink.pen("error" if self.face.severity == "error" else "accent", 2))
            painter.setBrush(ink.brush("canvas"))
            painter.drawEllipse(_SIZE.center(), _DOT + 3, _DOT + 3)
        painter.setPen(ink.pen("canvas", 1.5))
        painter.setBrush(ink.brush(token))
        size = _DOT + (1.0 if state.hovered else 0.0)
        painter.drawEllipse(_SIZE.center(), size, size)

    def _paint_likeness(self, painter: QPainter, state: NodeState, known: bool) -> None:
        if not known:
            self._paint(painter, Detail.TITLES, state)
