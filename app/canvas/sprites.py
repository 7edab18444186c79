"""Finished pictures of nodes, so that panning and dragging copy pixels instead of drawing texts and curves again.

A picture belongs to one size on the screen; it is made anew when the node's look or the zoom has changed, and the oldest go
when there are too many.  A frame makes only so many: what is left over is drawn as it was before, scaled, or as a plain card,
and comes right in the next frames.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from app.canvas.detail import Detail
from app.canvas.pace import Pace, What

_PICTURES: dict[int, What] = {Detail.TITLES: "titles", Detail.ALL: "cards"}
BUDGET = 96 * 2**20  # bytes
_MOST_STAMPS = 512
_IDENTITY = QTransform()
LARGEST_SCALE = 2.0  # above it only few nodes are in view, and they are drawn directly

Paint = Callable[[QPainter], None]
Likeness = Callable[[QPainter, bool], None]


@dataclass(slots=True)
class _Kept:
    size: float
    level: int
    pixmap: QPixmap
    stale: bool = False  # the node looks otherwise now


class Sprites:
    """Pictures by owner.  While the zoom changes, and where a frame has made enough, one of another size is scaled."""

    def __init__(self) -> None:
        self.pace = Pace()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._stamps: dict[tuple[Hashable, ...], QPixmap] = {}
        self._bytes = 0
        self.resting = True  # False while the zoom changes from frame to frame
        self.smooth = True  # whether pictures of another size are scaled smoothly, which takes four times as long

    def ready(self, owner: str, level: int, size: float) -> QPixmap | None:
        """The owner's picture, where there is one of that size."""
        kept = self._kept.get(owner)
        if kept is None or kept.stale or kept.size != size or kept.level != level:
            return None
        self._kept.move_to_end(owner)
        return kept.pixmap

    def stamp(self, key: tuple[Hashable, ...], bounds: QRectF, scale: float, ratio: float, paint: Paint) -> QPixmap:
        """A small picture that many share, such as of the shape on a wire."""
        at = (*key, scale * ratio)
        found = self._stamps.get(at)
        if found is None:
            if len(self._stamps) >= _MOST_STAMPS:
                self._stamps.clear()
            found = self._stamps[at] = self._make(bounds, scale, ratio, paint)
        return found

    def draw(
        self, painter: QPainter, owner: str, level: int, bounds: QRectF, scale: float, ratio: float, paint: Paint,
        likeness: Likeness,
    ) -> bool:  # fmt: skip
        """Copy the owner's picture to where the painter stands, making it first where there is none of that size.

        False where the frame has no room left to make it: then it is drawn as it was, and ``likeness`` over it.
        """
        size = scale * ratio
        kept = self._kept.get(owner)
        if (pixmap := self.ready(owner, level, size)) is not None:
            self.copy(painter, pixmap, bounds, ratio)
            return True
        alike = kept is not None and 0.3 < kept.size / size < 3.0
        if kept is not None and alike and not kept.stale and kept.level == level and not self.resting:
            self._scale(painter, kept, bounds)
            return True
        if not self.pace.take(_PICTURES[level]):
            if kept is not None and alike:
                self._scale(painter, kept, bounds)
            painter.save()
            likeness(painter, alike)
            painter.restore()
            return False
        kept = _Kept(size, level, self._make(bounds, scale, ratio, paint))
        self._keep(owner, kept)
        self.copy(painter, kept.pixmap, bounds, ratio)
        return True

    def drop(self, owner: str) -> None:
        """The owner looks otherwise now, or is gone."""
        kept = self._kept.get(owner)
        if kept is not None:
            kept.stale = True

    def drop_all(self) -> None:
        """Any owner may look otherwise now."""
        for kept in self._kept.values():
            kept.stale = True

    def forget(self, owner: str) -> None:
        """The owner is gone."""
        kept = self._kept.pop(owner, None)
        if kept is not None:
            self._bytes -= _bytes(kept.pixmap)

    def clear(self) -> None:
        self._kept.clear()
        self._stamps.clear()
        self._bytes = 0

    def _keep(self, owner: str, kept: _Kept) -> None:
        self.forget(owner)
        self._kept[owner] = kept
        self._bytes += _bytes(kept.pixmap)
        while self._bytes > BUDGET and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= _bytes(oldest.pixmap)

    def _scale(self, painter: QPainter, kept: _Kept, bounds: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        pixmap = kept.pixmap
        target = QRectF(bounds.x(), bounds.y(), pixmap.width() / kept.size, pixmap.height() / kept.size)
        painter.drawPixmap(target, pixmap, QRectF(0, 0, pixmap.width(), pixmap.height()))

    @staticmethod
    def copy(painter: QPainter, pixmap: QPixmap, bounds: QRectF, ratio: float) -> None:
        """Put a picture where the painter stands, on whole pixels."""
        transform = painter.worldTransform()
        corner = transform.map(bounds.topLeft())
        painter.setWorldTransform(_IDENTITY)
        painter.drawPixmap(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), pixmap)
        painter.setWorldTransform(transform)

    @staticmethod
    def _make(bounds: QRectF, scale: float, ratio: float, paint: Paint) -> QPixmap:
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
