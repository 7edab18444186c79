"""What the view shows, kept as a picture: panning moves its pixels, and only what comes into view or changes is painted.

Positions on the screen are whole pixels, so a picture that was moved is the picture that would have been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from time import thread_time as clock  # what this thread did: on a busy machine it would else do less and less

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from app.canvas.detail import detail

BUDGET = 0.008  # seconds of a frame that go into what could be painted later
_MOST = 6  # strips of an area: what lies in two of them is painted twice
_FAR = 1.7  # times as large or small a picture is shown before it is painted anew
_MISSING = 0.4  # of the view may lie around it
_LARGE = 0.04  # of the view; what painting less took says little about the rest
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
    def pixels(self) -> QSize:
        """How large a picture of it is."""
        return QSize(ceil(self.size.width() * self.ratio), ceil(self.size.height() * self.ratio))

    @property
    def transform(self) -> QTransform:
        """From the scene to the view."""
        return QTransform(self.zoom, 0, 0, self.zoom, -self.at.x(), -self.at.y())


class Backing:
    """One picture of the size of the view, and what of it is not right any more.

    What must be right at once is painted whatever it takes; where the picture only looks as it did a moment ago, a frame
    paints as much as it has time for, strip by strip, and the next ones the rest.
    """

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._window = Window(QSize(), 1.0, 0.0, QPoint())
        self._wrong, self._old = QRegion(), QRegion()
        self._all = True
        self._scaled = False
        self._price = 0.0  # seconds that a pixel took when last a large part was painted
        self._next = 0  # where the strips go on that were left over

    @property
    def spoiled(self) -> bool:
        """Whether all of it is to be painted again."""
        return self._all

    @property
    def scaled(self) -> bool:
        """Whether what is shown is a picture of another zoom."""
        return self._scaled

    @property
    def right(self) -> bool:
        """Whether nothing is left to be painted."""
        return not self._all and not self._scaled and self._wrong.isEmpty() and self._old.isEmpty()

    def shows(self, zoom: float, at: QPoint) -> bool:
        """Whether the picture is of this place."""
        return (zoom, at) == (self._window.zoom, self._window.at)

    def spoil(self, area: QRect | QRegion | None = None, at_once: bool = True) -> None:
        """An area of the view must be painted again, or all of it; where it need not be at once, it may stay for some frames."""
        if self._scaled:  # what is shown lies elsewhere in the picture
            self._all |= area is not None or at_once
            return
        if area is None:
            self._all |= at_once
            area = self._window.rect
        if at_once:
            self._wrong += area
        else:
            self._old += area

    def take(self, window: Window, draw: Callable[[QPainter], object]) -> None:
        """Have for the picture what is drawn now: the view nearly as it should be, to be brought up to date little by little."""
        if (window.size, window.ratio) == (self._window.size, self._window.ratio):
            painter = QPainter(self._picture)
            draw(painter)
            painter.end()
            self._window, self._all, self._scaled = window, False, False
            self._wrong, self._old = QRegion(), QRegion(window.rect)

    def show(self, painter: QPainter, shown: QRegion, window: Window, paint: Paint, hasty: bool) -> QRegion:
        """Draw the picture of the view at a place, bringing it up to date; gives what is to be painted again in the next frame.

        ``paint`` paints a part of the scene and gives what of it is not finished.  In haste a picture of another zoom will do,
        with what lies around it; then it is brought up to date little by little.
        """
        start, before, whole = clock(), self._window, window.rect
        if (window.size, window.ratio) != (before.size, before.ratio):
            self._all = True
            self._picture = self._blank(window)
        elif (window.zoom != before.zoom or self._scaled) and not self._all:
            around = QRegion(whole) - _place(before, window)
            if self._stands_for(window, around):
                return self._show_scaled(painter, shown, window, around, paint, hasty)
            self._all = True
        elif window.at != before.at and not self._all:
            self._scroll(before.at - window.at, whole)
        self._window = window
        wrong = QRegion(whole) if self._all else self._wrong.intersected(whole)
        old = QRegion() if self._all else self._old.intersected(whole) - wrong
        self._all, self._scaled, self._wrong, self._old = False, False, QRegion(), QRegion()
        if not (wrong.isEmpty() and old.isEmpty()):
            self._old = self._repaint(wrong, old, window, paint, start)
        painter.setClipRegion(shown)
        painter.drawPixmap(QPoint(), self._picture)
        return self._old

    # --- another zoom -----------------------------------------------------------------------------------------------------

    def _stands_for(self, window: Window, around: QRegion) -> bool:
        """Whether the picture, scaled, is good enough for the view as it stands now."""
        factor = window.zoom / self._window.zoom
        missing = sum(part.width() * part.height() for part in around)  # type: ignore[attr-defined]
        return (
            1 / _FAR < factor < _FAR
            and detail(window.zoom) is detail(self._window.zoom)
            and missing <= _MISSING * window.size.width() * window.size.height()
            and (self._scaled or self._wrong.isEmpty())
        )

    def _show_scaled(
        self, painter: QPainter, shown: QRegion, window: Window, around: QRegion, paint: Paint, hasty: bool
    ) -> QRegion:
        """Draw the picture scaled, and what lies around it; where there is no haste, that is the picture from now on."""
        kept, picture = None, painter
        if not hasty:
            kept = self._blank(window)
            picture = QPainter(kept)
            shown = QRegion(window.rect)
        picture.save()
        picture.setClipRegion(shown)
        picture.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.deviceIndependentSize()
        place = window.transform.mapRect(self._window.transform.inverted()[0].mapRect(QRectF(QPointF(), size)))
        picture.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        picture.restore()
        late = QRegion()
        for part in around & shown:  # type: ignore[attr-defined]
            late += _paint_area(picture, part, window, paint)
        self._scaled = hasty
        if kept is None:
            return late
        picture.end()
        self._picture, self._window, self._old = kept, window, QRegion(window.rect)
        painter.setClipRegion(shown)
        painter.drawPixmap(QPoint(), self._picture)
        return self._old

    @staticmethod
    def _blank(window: Window) -> QPixmap:
        picture = QPixmap(window.pixels)
        picture.setDevicePixelRatio(window.ratio)
        return picture

    # --- painting ---------------------------------------------------------------------------------------------------------

    def _repaint(self, wrong: QRegion, old: QRegion, window: Window, paint: Paint, start: float) -> QRegion:
        """Bring these areas up to date, the second as far as there is time; gives what is left."""
        painter = QPainter(self._picture)
        left = QRegion()
        strips = self._strips(old, window)
        due = _areas(wrong)
        for index, area in enumerate([*due, *strips]):
            began = clock()
            if index >= max(1, len(due)) and began - start > BUDGET:
                left += old & area
                continue
            left += _paint_area(painter, area, window, paint)
            self._next = area.bottom() + 1
            if area.height() * area.width() > _LARGE * window.size.height() * window.size.width():
                self._price = (clock() - began) / (area.height() * area.width())
        painter.end()
        return left

    def _strips(self, old: QRegion, window: Window) -> list[QRect]:
        """Areas in pieces of which each takes a part of a frame, beginning where the last frame ended."""
        strips = []
        for area in _areas(old):
            takes = self._price * area.width() * area.height()
            height = ceil(area.height() / min(_MOST, max(1, round(takes / BUDGET * 2))))
            tops = range(area.top(), area.top() + area.height(), height)
            strips += [QRect(area.left(), top, area.width(), height) & area for top in tops]
        return sorted(strips, key=lambda strip: strip.top() < self._next)

    def _scroll(self, by: QPoint, whole: QRect) -> None:
        """Move the pixels, and remember the strips that came into view."""
        ratio = self._window.ratio
        x, y = by.x() * ratio, by.y() * ratio
        if x != int(x) or y != int(y) or not whole.translated(by).intersects(whole):
            self._all = True
            return
        self._picture.scroll(int(x), int(y), self._picture.rect())
        self._wrong = self._wrong.translated(by) + (QRegion(whole) - QRegion(whole.translated(by)))
        self._old = self._old.translated(by)


def _areas(region: QRegion) -> list[QRect]:
    """A few large areas: what lies in several of them is then painted once."""
    if region.isEmpty():
        return []
    return [*region] if region.rectCount() <= 3 else [region.boundingRect()]  # type: ignore[misc]


def _paint_area(painter: QPainter, area: QRect, window: Window, paint: Paint) -> QRegion:
    """Paint an area of the view; gives what of it is not finished."""
    to_view = window.transform
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(area)
    painter.setWorldTransform(to_view)
    rect = paint(painter, to_view.inverted()[0].mapRect(QRectF(area).adjusted(-1, -1, 1, 1)))
    painter.restore()
    return QRegion() if rect.isEmpty() else QRegion(to_view.mapRect(rect).toAlignedRect().adjusted(-1, -1, 1, 1) & area)


def _place(before: Window, now: Window) -> QRect:
    """Where on the view a picture of another zoom is wholly seen."""
    place = now.transform.mapRect(before.transform.inverted()[0].mapRect(QRectF(before.rect)))
    return QRect(QPoint(ceil(place.left()), ceil(place.top())), QPoint(floor(place.right()) - 1, floor(place.bottom()) - 1))
