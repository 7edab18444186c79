"""What lies over the items for a moment: wires being drawn, rectangles, guides; painted by the gesture that shows them.

It is no part of the scene: the view paints it last, so it works at every level of detail and costs nothing while no gesture
is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from app.canvas.plane import Plane

Paint = Callable[[QPainter], None]
_ROOM = 16.0


class Overlay:
    """Paints with the gesture's own method and repaints only what it covers and covered."""

    def __init__(self, view: Plane) -> None:
        self._view = view
        self._paint: Paint | None = None
        self._shown = QRectF()

    def begin(self, paint: Paint) -> None:
        self._paint = paint
        self._shown = QRectF()

    def end(self) -> None:
        self._paint = None
        self._update(self._shown)

    def show_in(self, bounds: QRectF) -> None:
        """Repaint what was shown before and what is shown now."""
        bounds = bounds.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        self._update(self._shown)
        self._update(bounds)
        self._shown = bounds

    def draw(self, painter: QPainter) -> None:
        """Called by the view, in scene coordinates."""
        if self._paint is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._paint(painter)

    def _update(self, bounds: QRectF) -> None:
        if not bounds.isEmpty():
            area = self._view.viewport_transform().mapRect(bounds).toAlignedRect()
            self._view.viewport().update(area.adjusted(-2, -2, 2, 2))
