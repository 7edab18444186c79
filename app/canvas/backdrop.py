"""The canvas's colour and its grid of dots, which fade as they come closer together."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from app.canvas.ink import Ink

DOTS = 24
_AT_ONCE = 12  # rows of dots from which on one is drawn and copied
_AROUND = 6  # pixels around the dots of a row
_CLOSE = 1e-6  # of a pixel: what lies between two but for rounding is at the same one always


def paint_backdrop(painter: QPainter, ink: Ink, exposed: QRectF, zoom: float) -> None:
    """Fill a part of the scene, in scene coordinates.

    A dot lies at the same pixels whatever part of the scene is painted, so that parts fit together.
    """
    painter.fillRect(exposed, ink.brush("canvas"))
    alpha = min(1.0, max(0.0, (zoom - 0.3) / 0.4))
    if alpha == 0.0:
        return
    transform = painter.worldTransform()
    ratio = painter.device().devicePixelRatio()
    pen = ink.dot_pen(round(alpha * 8) / 8, 1.0 if zoom < 0.9 else 2.0)
    middle = 0.5 * (round(pen.widthF() * ratio) % 2)  # of a pixel, which a dot of uneven width has for its centre
    columns = _pixels(exposed.left(), exposed.right(), transform.m11() * ratio, transform.dx() * ratio, middle)
    rows = _pixels(exposed.top(), exposed.bottom(), transform.m22() * ratio, transform.dy() * ratio, middle)
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    dots = QPolygonF([QPointF((column - columns[0] + middle) / ratio, middle / ratio) for column in columns])
    if len(rows) > _AT_ONCE:
        _copy_rows(painter, pen, dots, columns[0], rows)
    else:
        painter.setPen(pen)
        for row in rows:
            painter.translate(columns[0] / ratio, row / ratio)
            painter.drawPoints(dots)
            painter.resetTransform()
    painter.setWorldTransform(transform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _pixels(start: float, end: float, scale: float, shift: float, middle: float) -> list[int]:
    """At which pixels of the device the dots from ``start`` to ``end`` lie."""
    first, last = floor(start / DOTS) - 1, ceil(end / DOTS) + 1
    return [floor(index * DOTS * scale + shift + 0.5 - middle + _CLOSE) for index in range(first, last + 1)]


def _copy_rows(painter: QPainter, pen: QPen, dots: QPolygonF, left: int, rows: list[int]) -> None:
    """Draw one row of dots and copy it: all rows have their dots at the same places across."""
    ratio = painter.device().devicePixelRatio()
    strip = QPixmap(ceil(dots.boundingRect().width() * ratio + 2 * _AROUND), 2 * _AROUND)
    strip.setDevicePixelRatio(ratio)
    strip.fill(Qt.GlobalColor.transparent)
    brush = QPainter(strip)
    brush.translate(_AROUND / ratio, _AROUND / ratio)
    brush.setPen(pen)
    brush.drawPoints(dots)
    brush.end()
    for row in rows:
        painter.drawPixmap(QPointF((left - _AROUND) / ratio, (row - _AROUND) / ratio), strip)
