"""Where the view stands over the scene: zoom, pan, and the short flights that show where things are.

The canvas has no edge.  Where it stands is a zoom and the pixel, counted from the scene's origin, at the view's upper left
corner: whole pixels, so that what is moved is neither blurred nor painted anew.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPoint, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QStyle

from app.canvas.detail import ALL_FROM, MAX_ZOOM, MIN_ZOOM
from app.theme import text_scale

if TYPE_CHECKING:
    from app.canvas.plane import Plane

FLIGHT = 140  # milliseconds
_MARGIN, _TOP = 32.0, 44.0  # around a graph that is fitted; the breadcrumbs lie at the top
_TIGHT = 8.0  # the margin that will do where a wider one would cost the figures on the nodes
_READABLE = 0.7  # of reading size: smaller, enlarged texts would not be what they are enlarged for


class Camera:
    """Moves one view."""

    def __init__(self, view: Plane) -> None:
        self._view = view
        #: The zoom at which texts on the canvas have the size that is set; fitting never enlarges above it.
        self.reading = text_scale()
        self._zoom = 1.0
        self._at = QPoint()
        self._anchor: tuple[QPointF, QPointF] | None = None
        self._flight: QVariantAnimation | None = None

    def zoom(self) -> float:
        """1.0 is reading size."""
        return self._zoom

    def at(self) -> QPoint:
        """The pixel at the view's upper left corner."""
        return QPoint(self._at)

    def transform(self) -> QTransform:
        """From the scene to the view."""
        return QTransform(self._zoom, 0.0, 0.0, self._zoom, -self._at.x(), -self._at.y())

    def centre(self) -> QPointF:
        """The scene point in the middle of the view."""
        return self._view.to_scene(QPointF(self._view.viewport().rect().center()))

    def pan(self, delta: QPointF) -> None:
        """Move what is seen by so many pixels."""
        self.stop()
        self._anchor = None
        self._at -= delta.toPoint()
        self._view.camera_moved()

    def zoom_about(self, point: QPointF, factor: float) -> None:
        """Zoom so that what is under a point of the view stays there."""
        self.stop()
        if self._anchor is None or self._anchor[0] != point:
            # kept from step to step: each step rounds to whole pixels, and without it the errors would add up
            self._anchor = (QPointF(point), self._view.to_scene(point))
        self._put(self.zoom() * factor, self._anchor[1], point)

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view."""
        middle = QPointF(self._view.viewport().rect().center())
        self.zoom_about(middle, zoom / self.zoom())

    def look_at(self, centre: QPointF, zoom: float | None = None, fly: bool = True) -> None:
        """Put a scene point into the middle of the view."""
        self.stop()
        self._anchor = None
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, self.zoom() if zoom is None else zoom))
        if not fly or not self._may_fly():
            self._put(zoom, centre, QPointF(self._view.viewport().rect().center()))
            return
        start, start_zoom = self.centre(), self.zoom()
        flight = QVariantAnimation(self._view, startValue=0.0, endValue=1.0, duration=FLIGHT)
        flight.setEasingCurve(QEasingCurve.Type.OutCubic)

        def step(share: float) -> None:
            between = exp(log(start_zoom) + (log(zoom) - log(start_zoom)) * share)
            self._put(between, start + (centre - start) * share, QPointF(self._view.viewport().rect().center()))

        flight.valueChanged.connect(step)
        flight.finished.connect(self._landed)
        self._flight = flight
        flight.start()

    def fit(self, rect: QRectF, fly: bool = True) -> None:
        """Show a part of the scene, not larger than at reading size."""
        if rect.isEmpty():
            return
        area, zoom = self._room(), self.fitting_zoom(rect)
        covered = self._view.minimap_rect()
        shown = QRectF(area.center() - QPointF(rect.width(), rect.height()) * zoom / 2, rect.size() * zoom)
        if shown.intersects(covered) and shown.height() <= covered.top() - _MARGIN - _TOP:
            area.setBottom(covered.top() - _MARGIN)  # there is room above the minimap, so nothing need lie under it
        offset = QRectF(self._view.viewport().rect()).center() - area.center()
        self.look_at(rect.center() + offset / zoom, zoom, fly)

    def _room(self) -> QRectF:
        """The part of the view that a graph is fitted into."""
        return QRectF(self._view.viewport().rect()).adjusted(_MARGIN, _TOP * self.reading, -_MARGIN, -_MARGIN)

    def fitting_zoom(self, rect: QRectF) -> float:
        """The zoom at which a part of the scene is just seen whole."""
        area = self._room()
        zoom = min(self.reading, max(1.0, area.width()) / rect.width(), max(1.0, area.height()) / rect.height())
        zoom = max(zoom, MIN_ZOOM)
        spare = 2 * (_MARGIN - _TIGHT)
        if zoom < ALL_FROM and rect.width() * ALL_FROM <= area.width() + spare and rect.height() * ALL_FROM <= area.height():
            zoom = ALL_FROM
        return zoom

    def open_on(self, rect: QRectF, fly: bool = True) -> None:
        """Show a document that was opened: whole; where texts are enlarged, its beginning at a size that can be read."""
        self.fit(rect, fly)
        zoom = self.reading * _READABLE
        if self.reading == 1.0 or rect.isEmpty() or self.fitting_zoom(rect) >= zoom:
            return
        room = self._room().size() / zoom
        x = rect.left() + min(room.width(), rect.width()) / 2
        y = rect.center().y() if rect.height() <= room.height() else rect.top() + room.height() / 2
        offset = QRectF(self._view.viewport().rect()).center() - self._room().center()
        self.look_at(QPointF(x, y) + offset / zoom, zoom, fly=False)

    def reveal(self, rect: QRectF) -> None:
        """Move just so far that a part of the scene is in view."""
        shown = self._view.visible_rect()
        if shown.contains(rect) or rect.width() > shown.width() or rect.height() > shown.height():
            return
        dx = min(0.0, rect.left() - shown.left()) + max(0.0, rect.right() - shown.right())
        dy = min(0.0, rect.top() - shown.top()) + max(0.0, rect.bottom() - shown.bottom())
        self.look_at(shown.center() + QPointF(dx, dy), fly=False)

    def stop(self) -> None:
        """End a flight where it is."""
        if self._flight is not None:
            self._flight.stop()
            self._landed()

    def _landed(self) -> None:
        if self._flight is not None:
            self._flight.deleteLater()
            self._flight = None

    def _may_fly(self) -> bool:
        """No flights where the system asks for reduced motion, or where nobody sees them."""
        duration = self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._view)
        return duration > 0 and self._view.isVisible()

    def _put(self, zoom: float, scene: QPointF, view: QPointF) -> None:
        """Show at a zoom, with a scene point at a point of the view."""
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        before = self.zoom()
        self._zoom = zoom
        self._at = QPoint(round(scene.x() * zoom - view.x()), round(scene.y() * zoom - view.y()))
        self._view.camera_moved(zoomed=zoom != before)
