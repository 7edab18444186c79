"""What is shown while nodes are dragged: a picture of what stays, one of what moves, and between them what is drawn each time.

However many nodes move, a frame copies two pictures and draws the wires that end at both.  The pictures are let go as soon as
anything else looks otherwise, and when the drag pauses: then all of it is painted as ever.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from app.canvas.backing import Window
from app.canvas.field import FRAME, Field
from app.canvas.lift import Lift
from app.canvas.scene import CanvasScene
from app.canvas.stage import Share, paint_scene

_LEAST = 0.6  # of what is seen of the moving nodes is in their picture, or it is made anew


class Layers:
    """The pictures of one view for one lift; none are kept where they are not right."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._kept: _Pictures | None = None
        self._window: Window | None = None

    def drop(self) -> None:
        """Something else looks otherwise."""
        self._kept = None

    def rest(self, window: Window) -> None:
        """All of it was painted, as seen from there."""
        self._window = window

    def show(self, painter: QPainter, shown: QRegion, window: Window) -> QRegion | None:
        """Draw the view; gives what is to be drawn again in the next frame, or None where it cannot be drawn so."""
        lift = self._scene.lifted
        if lift is None:
            return None
        if not self.ready(window):
            steady, self._window = window == self._window, window
            # while the view moves from frame to frame as well, the pictures would be used once
            self._kept = self._make(lift, window) if steady else None
        return None if self._kept is None else self.draw(painter, shown, window)

    def ready(self, window: Window) -> bool:
        """Whether there are pictures for the view as it stands."""
        lift = self._scene.lifted
        return lift is not None and self._kept is not None and self._kept.fits(lift, window)

    def draw(self, painter: QPainter, shown: QRegion, window: Window) -> QRegion:
        """Draw the view from the pictures; gives what is to be drawn again in the next frame."""
        lift, kept = self._scene.lifted, self._kept
        assert lift is not None and kept is not None
        corner = kept.corner(lift, window)
        moving = QRegion(QRect(corner, kept.moving.deviceIndependentSize().toSize()))
        painter.save()
        painter.setClipRegion(shown)
        painter.drawPixmap(QPoint(), kept.staying)
        late = self._draw(painter, shown, window, kept.between)
        painter.drawPixmap(corner, kept.moving)
        come = (QRegion(_seen(lift, window)) - moving) & shown  # into view since the picture was made
        for part in come:  # type: ignore[attr-defined]
            painter.setClipRect(part)
            late += self._draw(painter, QRegion(part), window, kept.lifted)
        painter.restore()
        return late

    def _draw(self, painter: QPainter, area: QRegion, window: Window, share: Share) -> QRegion:
        """Draw a share of the scene where the painter draws; gives what is not finished."""
        to_view = window.transform
        painter.setWorldTransform(to_view)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        exposed = to_view.inverted()[0].mapRect(QRectF(area.boundingRect()).adjusted(-1, -1, 1, 1))
        late = paint_scene(painter, self._scene, exposed, window.zoom, window.ratio, share)
        painter.resetTransform()
        return area & to_view.mapRect(late).toAlignedRect() if not late.isEmpty() else QRegion()

    def _make(self, lift: Lift, window: Window) -> _Pictures | None:
        field = lift.field
        if field is not self._scene.contents.field:
            return None
        lifted, inner = np.zeros(len(field.nodes.keys), bool), np.zeros(len(field.wires.keys), bool)
        lifted[lift.rows], inner[lift.inner] = True, True
        crossing = np.zeros_like(inner)
        crossing[lift.crossing] = True
        frames = field.nodes["form"] == FRAME
        area = _seen(lift, window)
        if area.isEmpty():
            return None
        staying = self._paint(window.rect, window, Share(frames & ~lifted, ~(inner | crossing)))
        moving = self._paint(area, window, Share(lifted, inner, ground=False))
        if staying is None or moving is None:
            return None
        return _Pictures(
            lift, field, window, lift.offset, area.topLeft(), staying, moving,
            Share(~(lifted | frames), crossing, ground=False), Share(lifted, inner, ground=False),
        )  # fmt: skip

    def _paint(self, area: QRect, window: Window, share: Share) -> QPixmap | None:
        """A part of the view; None where that takes more than one frame."""
        picture = QPixmap(area.size() * window.ratio)
        picture.setDevicePixelRatio(window.ratio)
        if not share.ground:
            picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        to_view = window.transform * QTransform.fromTranslate(-area.x(), -area.y())
        painter.setWorldTransform(to_view)
        exposed = to_view.inverted()[0].mapRect(QRectF(QPoint(), area.size()).adjusted(-1, -1, 1, 1))
        late = paint_scene(painter, self._scene, exposed, window.zoom, window.ratio, share)
        painter.end()
        return picture if late.isEmpty() else None


@dataclass(slots=True)
class _Pictures:
    lift: Lift
    field: Field
    window: Window
    offset: tuple[float, float]  # of the lift when it was painted
    place: QPoint  # of the picture of what moves
    staying: QPixmap
    moving: QPixmap
    between: Share
    lifted: Share

    def fits(self, lift: Lift, window: Window) -> bool:
        if (lift, lift.field, window) != (self.lift, self.field, self.window):
            return False
        seen = _seen(lift, window)
        there = seen & QRect(self.corner(lift, window), self.moving.deviceIndependentSize().toSize())
        return there.width() * there.height() >= _LEAST * seen.width() * seen.height()

    def corner(self, lift: Lift, window: Window) -> QPoint:
        """Where the picture of what moves is now."""
        dx, dy = lift.offset[0] - self.offset[0], lift.offset[1] - self.offset[1]
        return self.place + QPoint(round(dx * window.zoom), round(dy * window.zoom))


def _seen(lift: Lift, window: Window) -> QRect:
    """The part of the view in which the moving nodes are now."""
    return window.transform.mapRect(lift.reach()).toAlignedRect() & window.rect
