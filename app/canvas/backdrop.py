"""The canvas's colour and its grid of dots, which fade as they come closer together."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from app.canvas.ink import Ink

DOTS = 24
_AT_ONCE = 12  # rows of dots from which on one is drawn and copied


def paint_backdrop(painter: QPainter, ink: Ink, exposed: QRectF, zoom: float) -> None:
    """Fill a part of the scene, in scene coordinates."""
    painter.fillRect(exposed, ink.brush("canvas"))
    alpha = min(1.0, max(0.0, (zoom - 0.3) / 0.4))
    if alpha == 0.0:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = ink.dot_pen(round(alpha * 8) / 8, 1.0 if zoom < 0.9 else 2.0)
    first = int(exposed.left() // DOTS) * DOTS
    count = int((exposed.right() - first) // DOTS) + 2
    top = int(exposed.top() // DOTS) * DOTS
    rows = [top + index * DOTS for index in range(int((exposed.bottom() - top) // DOTS) + 2)]
    row = ink.dot_row(count, DOTS)
    if len(rows) > _AT_ONCE:
        _copy_rows(painter, pen, row, first, rows)
    else:
        painter.setPen(pen)
        for y in rows:
            painter.translate(first, y)
            painter.drawPoints(row)
            painter.translate(-first, -y)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _copy_rows(painter: QPainter, pen: QPen, row: QPolygonF, first: float, rows: list[int]) -> None:
    """Draw one row of dots and copy it: all rows have their dots at the same places across."""
    transform = painter.worldTransform()
    ratio = painter.device().devicePixelRatio()
    left = transform.map(QPointF(first, 0.0)).x()
    whole = int(left // 1) - 2
    step = transform.m11() * DOTS
    strip = QPixmap(ceil((row.size() * step + 6) * ratio), ceil(4 * ratio))
    strip.setDevicePixelRatio(ratio)
    strip.fill(Qt.GlobalColor.transparent)
    brush = QPainter(strip)
    brush.translate(left - whole, 2.0)
    brush.scale(transform.m11(), transform.m22())
    brush.setPen(pen)
    brush.drawPoints(row)
    brush.end()
    half = 0.5 if pen.widthF() > 1.0 else 0.0  # where Qt puts a dot that lies between two pixels
    painter.resetTransform()
    for y in rows:
        at = floor(transform.map(QPointF(0.0, y)).y() * ratio + half) / ratio
        painter.drawPixmap(QPointF(whole, at - 2), strip)
    painter.setWorldTransform(transform)
