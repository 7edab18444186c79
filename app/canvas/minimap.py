"""The whole graph at the canvas's corner; a click or a drag on it moves the view."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.canvas.overview import paint_blocks
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

SIZE = QSize(152, 104)
_PAD = 6.0
_SMOOTH = 500  # up to so many nodes the blocks are drawn smoothly
_DELAY = 60  # milliseconds between two pictures while things move


class Minimap(QWidget):
    """Blocks in category colours and a frame around what the view shows."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._contents = QRectF()
        self._area = QRectF()
        self._picture: QPixmap | None = None
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._timer.timeout.connect(self._refresh)
        self.resize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("Canvas", "Minimap"))
        self.setToolTip(tr("Canvas", "Click or drag to move the view"))
        view.canvas.contents_changed.connect(self._on_contents_changed)
        view.canvas.contents_moved.connect(self._on_contents_changed)
        view.canvas.ink.changed.connect(self._refresh)

    def _on_contents_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        self._picture = None
        self.update()

    # --- geometry ---------------------------------------------------------------------------------------------------------

    def _scale(self) -> float:
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        return min(room.width() / max(1.0, self._area.width()), room.height() / max(1.0, self._area.height()), 0.12)

    def _to_map(self, rect: QRectF) -> QRectF:
        scale = self._scale()
        middle = QRectF(self.rect()).center()
        corner = middle + (rect.topLeft() - self._area.center()) * scale
        return QRectF(corner, rect.size() * scale)

    def _to_scene(self, point: QPointF) -> QPointF:
        return self._area.center() + (point - QRectF(self.rect()).center()) / self._scale()

    # --- painting ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._draw()
        self._area = self._contents.united(self._view.visible_rect())
        ink = self._view.canvas.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        clip = QPainterPath()
        clip.addRoundedRect(card, 8, 8)
        painter.fillPath(clip, ink.brush("panel", 0.94))
        painter.setOpacity(0.85)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self._to_map(self._contents), self._picture, QRectF(self._picture.rect()))
        painter.setOpacity(1.0)
        frame = self._to_map(self._view.visible_rect())
        painter.setPen(ink.pen("muted", 1))
        painter.setBrush(ink.brush("text", 0.05))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(ink.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card, 8, 8)

    def _draw(self) -> QPixmap:
        """All nodes, as large as the map could show them; made anew only when they change."""
        self._contents = self._view.canvas.contents_rect()
        self._area = self._contents
        scale = self._scale() * self.devicePixelRatioF()
        size = self._contents.size() * scale
        pixmap = QPixmap(max(1, ceil(size.width())), max(1, ceil(size.height())))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(self._view.canvas.nodes) <= _SMOOTH)
        painter.scale(scale, scale)
        painter.translate(-self._contents.topLeft())
        paint_blocks(painter, self._view.canvas)
        painter.end()
        return pixmap

    # --- moving the view --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._view.camera.look_at(self._to_scene(event.position()), fly=False)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._view.camera.look_at(self._to_scene(event.position()), fly=False)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
