"""What the view shows, kept as a picture: panning moves its pixels, and only what comes into view or changes is painted.

Positions on the screen are whole pixels, so a picture that was moved is the picture that would have been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

Paint = Callable[[QPainter, QRectF], QRectF]


@dataclass(frozen=True, slots=True)
class Window:
    """The view as it stands over the scene: its size, pixels for each of its points, zoom, and its corner's pixel."""

    size: QSize
    ratio: float
    zoom: float
    at: QPoint

    @property
    def rect(self) -> QRect:
        return QRect(QPoint(), self.size)

    @property
    def transform(self) -> QTransform:
        """From the scene to the view."""
        return QTransform(self.zoom, 0, 0, self.zoom, -self.at.x(), -self.at.y())


class Backing:
    """One picture of the size of the view, and what of it is not right any more."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._zoom, self._at, self._size, self._ratio = 0.0, QPoint(), QSize(), 1.0
        self._wrong = QRegion()
        self._all = True

    @property
    def spoiled(self) -> bool:
        """Whether all of it is to be painted again."""
        return self._all

    @property
    def right(self) -> bool:
        """Whether nothing is left to be painted."""
        return not self._all and self._wrong.isEmpty()

    def shows(self, zoom: float, at: QPoint) -> bool:
        """Whether the picture is of this place."""
        return (zoom, at) == (self._zoom, self._at)

    def spoil(self, area: QRect | QRegion | None = None) -> None:
        """An area of the view must be painted again, or all of it."""
        if area is None:
            self._all = True
        elif not self._all:
            self._wrong += area

    def show(self, painter: QPainter, shown: QRegion, window: Window, paint: Paint) -> QRegion:
        """Draw the picture of the view at a place, bringing it up to date; gives what is to be painted again in the next frame.

        ``paint`` paints a part of the scene and gives what of it is not finished.
        """
        size, ratio, zoom, at, whole = window.size, window.ratio, window.zoom, window.at, window.rect
        if (size, ratio, zoom) != (self._size, self._ratio, self._zoom):
            self._all = True
            if (size, ratio) != (self._size, self._ratio):
                self._picture = QPixmap(QSize(ceil(size.width() * ratio), ceil(size.height() * ratio)))
                self._picture.setDevicePixelRatio(ratio)
        elif at != self._at and not self._all:
            self._scroll(self._at - at, whole)
        self._size, self._ratio, self._zoom, self._at = QSize(size), ratio, zoom, QPoint(at)
        wrong = QRegion(whole) if self._all else self._wrong.intersected(whole)
        self._all, self._wrong = False, QRegion()
        late = QRegion()
        if not wrong.isEmpty():
            late = self._repaint(wrong, window.transform, paint)
        painter.setClipRegion(shown)
        painter.drawPixmap(QPoint(), self._picture)
        self._wrong = late
        return late

    def _repaint(self, wrong: QRegion, to_view: QTransform, paint: Paint) -> QRegion:
        painter = QPainter(self._picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        late = QRegion()
        to_scene = to_view.inverted()[0]
        # a few large areas: what lies in several of them is then painted once
        areas = [*wrong] if wrong.rectCount() <= 3 else [wrong.boundingRect()]  # type: ignore[misc]
        for area in areas:
            painter.save()
            painter.setClipRect(area)
            painter.setWorldTransform(to_view)
            rect = paint(painter, to_scene.mapRect(QRectF(area).adjusted(-1, -1, 1, 1)))
            if not rect.isEmpty():
                late += to_view.mapRect(rect).toAlignedRect().adjusted(-1, -1, 1, 1) & area
            painter.restore()
        painter.end()
        return late

    def _scroll(self, by: QPoint, whole: QRect) -> None:
        """Move the pixels, and remember the strips that came into view."""
        x, y = by.x() * self._ratio, by.y() * self._ratio
        if x != int(x) or y != int(y) or not whole.translated(by).intersects(whole):
            self._all = True
            return
        self._picture.scroll(int(x), int(y), self._picture.rect())
        self._wrong = self._wrong.translated(by) + (QRegion(whole) - QRegion(whole.translated(by)))
