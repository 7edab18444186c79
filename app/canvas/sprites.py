"""Finished pictures of nodes, so that panning and dragging copy pixels instead of drawing texts and curves again.

A picture belongs to one size on the screen; it is dropped when the node's look changes, and the oldest go when there are
too many.  While zooming, sizes change with every frame, so nothing is kept until the zoom rests.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

BUDGET = 96 * 2**20  # bytes
_IDENTITY = QTransform()
LARGEST_SCALE = 2.0  # above it only few nodes are in view, and they are drawn directly


class Sprites:
    """Pictures by owner and size."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, QPixmap]] = OrderedDict()
        self._bytes = 0
        self.resting = True  # False while the zoom changes from frame to frame

    def draw(
        self, painter: QPainter, owner: str, bounds: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]
    ) -> None:
        """Copy the owner's picture to where the painter stands, making it first where there is none of that size."""
        size = scale * ratio
        kept = self._kept.get(owner)
        if kept is None or kept[0] != size:
            if not self.resting or scale > LARGEST_SCALE:
                painter.save()
                paint(painter)
                painter.restore()
                return
            kept = (size, self._make(bounds, scale, ratio, paint))
            self._keep(owner, kept)
        else:
            self._kept.move_to_end(owner)
        transform = painter.worldTransform()
        corner = transform.map(bounds.topLeft())
        painter.setWorldTransform(_IDENTITY)
        painter.drawPixmap(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), kept[1])
        painter.setWorldTransform(transform)

    def drop(self, owner: str) -> None:
        """Forget the picture of an owner that looks otherwise now, or is gone."""
        kept = self._kept.pop(owner, None)
        if kept is not None:
            self._bytes -= _bytes(kept[1])

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def _keep(self, owner: str, kept: tuple[float, QPixmap]) -> None:
        self.drop(owner)
        self._kept[owner] = kept
        self._bytes += _bytes(kept[1])
        while self._bytes > BUDGET and len(self._kept) > 1:
            _, (_, pixmap) = self._kept.popitem(last=False)
            self._bytes -= _bytes(pixmap)

    @staticmethod
    def _make(bounds: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
        size = scale * ratio
        pixmap = QPixmap(QSize(ceil(bounds.width() * size) + 1, ceil(bounds.height() * size) + 1))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(size, size)
        painter.translate(-bounds.topLeft())
        paint(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
