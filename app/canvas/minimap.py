"""The whole graph at the canvas's corner; a click or a drag on it moves the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

SIZE = QSize(152, 104)
_PAD = 10.0
_DELAY = 60  # milliseconds between two pictures while things move


class Minimap(QWidget):
    """Blocks in category colours and a frame around what the view shows."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QPixmap | None = None
        self._area = QRectF()
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._timer.timeout.connect(self._refresh)
        self.resize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("Canvas", "Minimap"))
        self.setToolTip(tr("Canvas", "Click or drag to move the view"))
        view.canvas.contents_changed.connect(self._on_contents_changed)
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
        ink = self._view.canvas.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        clip = QPainterPath()
        clip.addRoundedRect(card, 8, 8)
        painter.fillPath(clip, ink.brush("panel", 0.94))
        painter.drawPixmap(0, 0, self._picture)
        painter.save()
        painter.setClipPath(clip)
        frame = self._to_map(self._view.visible_rect())
        painter.setPen(ink.pen("accent", 1))
        painter.setBrush(ink.brush("accent", 0.08))
        painter.drawRoundedRect(frame, 3, 3)
        painter.restore()
        painter.setPen(ink.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card, 8, 8)

    def _draw(self) -> QPixmap:
        """All nodes; made anew only when they change."""
        self._area = self._view.canvas.contents_rect()
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap((QRectF(self.rect()).size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        painter.scale(self._scale(), self._scale())
        painter.translate(-self._area.center())
        painter.setOpacity(0.85)
        self._view.overview.paint_blocks(painter)
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
