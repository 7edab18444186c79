"""A curve of a run drawn small on a node: in the room beside its ports that is free anyway, so that nothing moves."""

from __future__ import annotations

from math import isfinite, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.canvas.face import NodeFace
from app.canvas.geometry import PAD, PORT_STEP, NodeLayout
from app.canvas.ink import Ink

Curve = tuple[float, ...]
POINTS = 48  # more than these cannot be told apart on a card
_LEAST = (36.0, 12.0)  # smaller, it says nothing
_GAP = 10.0
_SPAN = 20.0  # a curve that spans more than this factor is drawn by its logarithm


def spark_rect(face: NodeFace, layout: NodeLayout, widths: dict[str, float]) -> QRectF | None:
    """The room right of the inputs that stand below the last output; None where there is too little.

    ``widths`` are those of the inputs' labels.
    """
    rows, taken = len(face.inputs), len(face.outputs)
    if rows <= taken or not layout.ports:
        return None
    first = layout.ports[0][1].y()
    left = PAD + max(widths[port.label] for port in face.inputs[taken:]) + _GAP
    top, bottom = first + taken * PORT_STEP - 8.0, first + (rows - 1) * PORT_STEP + 8.0
    rect = QRectF(left, top, layout.width - PAD - left, bottom - top)
    return rect if rect.width() >= _LEAST[0] and rect.height() >= _LEAST[1] else None


def scaled(curve: Curve) -> Curve:
    """The curve between 0 and 1, by its logarithm where it falls by much."""
    known = [value for value in curve if isfinite(value)]
    if len(known) < 2:
        return ()
    low, high = min(known), max(known)
    if low > 0 and high / low > _SPAN:
        known = [log10(value) for value in known]
        low, high = min(known), max(known)
    span = high - low
    return tuple((value - low) / span if span else 0.5 for value in known)


def paint_spark(painter: QPainter, ink: Ink, rect: QRectF, curve: Curve, token: str) -> None:
    """The curve as a line over the whole of the rectangle."""
    points = scaled(curve)
    if not points:
        return
    across = rect.width() / (len(points) - 1)
    line = QPolygonF([QPointF(rect.left() + at * across, rect.bottom() - y * rect.height()) for at, y in enumerate(points)])
    pen = QPen(ink.color(token), 1.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)
