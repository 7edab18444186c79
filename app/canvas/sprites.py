"""Finished pictures of nodes, so that panning and dragging copy pixels instead of drawing texts and curves again.

A picture belongs to one size on the screen; it is dropped when the node's look changes, and the oldest go when there are
too many.  While zooming, sizes change with every frame: pictures are scaled then, and made anew a few a frame once it rests.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

FRAME_SHARE = 0.004  # seconds of a frame that may go into making pictures
BUDGET = 96 * 2**20  # bytes
_IDENTITY = QTransform()
LARGEST_SCALE = 2.0  # above it only few nodes are in view, and they are drawn directly


class Sprites:
    """Pictures by owner and size.  While the zoom changes, and where a frame has no time left, one of another size is scaled."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, int, QPixmap]] = OrderedDict()
        self._bytes = 0
        self._left = 0.0
        self.resting = True  # False while the zoom changes from frame to frame
        self.unfinished = False  # some picture in this frame has not its final size: paint once more

    def begin_frame(self) -> None:
        """A new frame has new time to make pictures."""
        self._left = FRAME_SHARE
        self.unfinished = False

    def draw(
        self,
        painter: QPainter,
        owner: str,
        level: int,
        bounds: QRectF,
        scale: float,
        ratio: float,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Copy the owner's picture to where the painter stands, making it first where there is none of that size."""
        if scale > LARGEST_SCALE:
            painter.save()
            paint(painter)
            painter.restore()
            return
        size = scale * ratio
        kept = self._kept.get(owner)
        if kept is None or kept[:2] != (size, level):
            stale = kept is not None and kept[1] == level and 0.5 < kept[0] / size < 1.9
            if stale and kept is not None and (not self.resting or self._left <= 0):
                self.unfinished |= self.resting
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                pixmap = kept[2]
                target = QRectF(bounds.x(), bounds.y(), pixmap.width() / kept[0], pixmap.height() / kept[0])
                painter.drawPixmap(target, pixmap, QRectF(0, 0, pixmap.width(), pixmap.height()))
                return
            started = perf_counter()
            kept = (size, level, self._make(bounds, scale, ratio, paint))
            self._keep(owner, kept)
            self._left -= perf_counter() - started  # only the making counts: wires and grid have been drawn before
        else:
            self._kept.move_to_end(owner)
        transform = painter.worldTransform()
        corner = transform.map(bounds.topLeft())
        painter.setWorldTransform(_IDENTITY)
        painter.drawPixmap(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), kept[2])
        painter.setWorldTransform(transform)

    def drop(self, owner: str) -> None:
        """Forget the picture of an owner that looks otherwise now, or is gone."""
        kept = self._kept.pop(owner, None)
        if kept is not None:
            self._bytes -= _bytes(kept[2])

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def _keep(self, owner: str, kept: tuple[float, int, QPixmap]) -> None:
        self.drop(owner)
        self._kept[owner] = kept
        self._bytes += _bytes(kept[2])
        while self._bytes > BUDGET and len(self._kept) > 1:
            _, (_, _, pixmap) = self._kept.popitem(last=False)
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
