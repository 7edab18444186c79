"""Fingers: what a touchpad reports as gestures of its own, and what Qt makes of touches on a screen.  One row a gesture.

Two fingers that scroll come as wheel events with pixels (see ``gestures.wheel``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGesture, QGestureEvent, QPanGesture, QPinchGesture

from app.canvas.hit import find

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Native = Qt.NativeGestureType
_NEAR = 0.02  # share of the zoom, and of the view's width, within which a place counts as reached


def fingers(view: CanvasView, event: QEvent) -> bool:
    """Do what fingers say; True where the event was theirs."""
    if event.type() == QEvent.Type.NativeGesture:
        native = cast(QNativeGestureEvent, event)
        act = NATIVE.get(native.gestureType())
        if act is not None:
            act(view, native)
            native.accept()
        return act is not None
    if event.type() == QEvent.Type.Gesture:
        gestures = cast(QGestureEvent, event)
        found = [(act, gesture) for kind, act in TOUCH.items() if (gesture := gestures.gesture(kind)) is not None]
        for touch, gesture in found:
            touch(view, gesture)
            gestures.accept(gesture)
        return bool(found)
    return False


# --- touchpads ----------------------------------------------------------------------------------------------------------


def zoom(view: CanvasView, event: QNativeGestureEvent) -> None:
    """Pinch: zoom about the fingers."""
    view.camera.zoom_about(event.position(), max(0.1, 1.0 + event.value()))


def smart_zoom(view: CanvasView, event: QNativeGestureEvent) -> None:
    """Two fingers tap twice: what lies under them at reading size, and the whole graph again."""
    point = view.to_scene(event.position())
    hit = find(view.canvas, point, view.zoom())
    target = hit.node.rect().center() if hit.node is not None else point
    away = view.to_view(target) - QPointF(view.viewport().rect().center())
    there = abs(view.zoom() / view.camera.reading - 1) < _NEAR and away.manhattanLength() < _NEAR * view.width()
    if there or (hit.item is None and view.zoom() >= view.camera.reading):
        view.fit_all()
    else:
        view.camera.look_at(target, view.camera.reading)


def pan(view: CanvasView, event: QNativeGestureEvent) -> None:
    """Fingers that move together, where a system reports that as a gesture."""
    view.camera.pan(event.delta())


NATIVE: dict[Qt.NativeGestureType, Callable[[CanvasView, QNativeGestureEvent], None]] = {
    Native.ZoomNativeGesture: zoom,
    Native.SmartZoomNativeGesture: smart_zoom,
    Native.PanNativeGesture: pan,
}

# --- touch screens ------------------------------------------------------------------------------------------------------


def pinch(view: CanvasView, gesture: QGesture) -> None:
    """Two fingers on the screen: zoom about the point between them, which they may move."""
    found = cast(QPinchGesture, gesture)
    centre = view.viewport().mapFromGlobal(found.hotSpot())
    view.camera.zoom_about(centre, max(0.1, found.scaleFactor()))
    view.camera.pan(found.centerPoint() - found.lastCenterPoint())


def drag(view: CanvasView, gesture: QGesture) -> None:
    """Two fingers that move together."""
    view.camera.pan(cast(QPanGesture, gesture).delta())


TOUCH: dict[Qt.GestureType, Callable[[CanvasView, QGesture], None]] = {
    Qt.GestureType.PinchGesture: pinch,
    Qt.GestureType.PanGesture: drag,
}
