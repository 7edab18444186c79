"""Wheel and touchpad: a wheel zooms about the pointer, two fingers move the canvas, Ctrl zooms with either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QWheelEvent

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_STEP = 1.2  # one notch of a wheel
_NOTCH = 120.0


def wheel(view: CanvasView, event: QWheelEvent) -> None:
    """Zoom or move by a wheel event."""
    delta = event.angleDelta()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        view.camera.zoom_about(event.position(), _STEP ** (_main(event) / _NOTCH))
    elif is_touchpad(event):
        moved = event.pixelDelta()
        view.camera.pan(QPointF(moved) if not moved.isNull() else QPointF(delta) / 2)
    elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        view.camera.pan(QPointF(_main(event) / 2, 0))
    elif delta.y():
        view.camera.zoom_about(event.position(), _STEP ** (delta.y() / _NOTCH))
    else:
        view.camera.pan(QPointF(delta.x() / 2, 0))


def _main(event: QWheelEvent) -> int:
    """The axis that was turned: some systems swap them while Shift or Alt is held."""
    delta = event.angleDelta()
    return delta.y() or delta.x()


def is_touchpad(event: QWheelEvent) -> bool:
    """Whether fingers scroll, not a wheel: the device says so, or the event belongs to a scroll with a beginning and an end."""
    device = event.device()
    if device is not None and device.type() == QInputDevice.DeviceType.TouchPad:
        return True
    return event.phase() != Qt.ScrollPhase.NoScrollPhase
