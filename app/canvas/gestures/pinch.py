"""Pinching: on a touchpad through native gestures, on a touch screen through Qt's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


def pinch(view: CanvasView, event: QEvent) -> bool:
    """Zoom by a pinch; True where the event was one."""
    if event.type() == QEvent.Type.NativeGesture:
        native = cast(QNativeGestureEvent, event)
        if native.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            view.camera.zoom_about(native.position(), 1.0 + native.value())
            return True
        if native.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            view.frame_selection()
            return True
        return False
    if event.type() == QEvent.Type.Gesture:
        found = cast(QGestureEvent, event).gesture(Qt.GestureType.PinchGesture)
        if isinstance(found, QPinchGesture):
            centre = view.viewport().mapFromGlobal(found.hotSpot())
            view.camera.zoom_about(centre, found.scaleFactor())
            view.camera.pan(found.centerPoint() - found.lastCenterPoint())
            return True
    return False
