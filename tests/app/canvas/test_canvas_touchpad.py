"""Two fingers: pan, pinch about the pointer, smart zoom, and the same on a touch screen, by the events that Qt sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPanGesture, QPinchGesture

from app.canvas.gestures.touchpad import NATIVE, TOUCH

if TYPE_CHECKING:
    from .conftest import Hands

Native = Qt.NativeGestureType
PAD = QPointingDevice(
    "touchpad", 77, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
    QInputDevice.Capability.Position | QInputDevice.Capability.PixelScroll, 5, 3,
)  # fmt: skip


def native(hands: Hands, kind: Qt.NativeGestureType, at: QPointF, value: float = 0.0, delta: QPointF | None = None) -> bool:
    event = QNativeGestureEvent(
        kind, PAD, 2, at, at, hands.view.viewport().mapToGlobal(at), value, delta if delta is not None else QPointF()
    )
    return QApplication.sendEvent(hands.view.viewport(), event)


def scroll(hands: Hands, at: QPointF, pixels: QPoint, phase: Qt.ScrollPhase, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at, hands.view.viewport().mapToGlobal(at), pixels, pixels * 8, Qt.MouseButton.NoButton, modifiers, phase, False,
        Qt.MouseEventSource.MouseEventNotSynthesized, PAD,
    )  # fmt: skip
    QApplication.sendEvent(hands.view.viewport(), event)


def away(hands: Hands, point: QPointF, scene: QPointF) -> float:
    return (hands.view.to_view(scene) - point).manhattanLength()


def test_two_fingers_move_the_canvas_pixel_by_pixel(hands: Hands) -> None:
    at = QPointF(500, 300)
    scene = hands.view.to_scene(at)
    scroll(hands, at, QPoint(0, 0), Qt.ScrollPhase.ScrollBegin)
    for step in (QPoint(7, -3), QPoint(13, -9), QPoint(-4, 2)):
        scroll(hands, at, step, Qt.ScrollPhase.ScrollUpdate)
    scroll(hands, at, QPoint(3, 0), Qt.ScrollPhase.ScrollMomentum)
    scroll(hands, at, QPoint(0, 0), Qt.ScrollPhase.ScrollEnd)
    assert away(hands, at + QPointF(19, -10), scene) <= 1 and hands.view.zoom() == 1.0


def test_a_pinch_zooms_about_the_fingers_and_back(hands: Hands) -> None:
    at = QPointF(640, 210)
    scene = hands.view.to_scene(at)
    native(hands, Native.BeginNativeGesture, at)
    for value in (0.1, 0.2, 0.05):
        native(hands, Native.ZoomNativeGesture, at, value)
        assert away(hands, at, scene) <= 1.5
    assert hands.view.zoom() == pytest.approx(1.1 * 1.2 * 1.05)
    native(hands, Native.ZoomNativeGesture, at, -0.99)
    native(hands, Native.EndNativeGesture, at)
    assert 0.08 <= hands.view.zoom() < 0.2 and away(hands, at, scene) <= 1.5


def test_smart_zoom_goes_to_the_node_and_back_to_the_whole(hands: Hands) -> None:
    view = hands.view
    view.camera.look_at(QPointF(200, 200), 0.5, fly=False)
    native(hands, Native.SmartZoomNativeGesture, QPointF(hands.node("tanh")))
    middle = hands.scene.nodes["tanh"].rect().center()
    hands.qtbot.waitUntil(lambda: view.camera._flight is None)
    assert view.zoom() == pytest.approx(1.0) and (view.camera.centre() - middle).manhattanLength() <= 2
    native(hands, Native.SmartZoomNativeGesture, QPointF(hands.node("tanh")))
    hands.qtbot.waitUntil(lambda: view.camera._flight is None)
    assert view.visible_rect().contains(hands.scene.contents_rect())


def test_a_pan_gesture_moves_the_canvas(hands: Hands) -> None:
    at = QPointF(300, 300)
    scene = hands.view.to_scene(at)
    native(hands, Native.PanNativeGesture, at, delta=QPointF(24, -12))
    assert away(hands, at + QPointF(24, -12), scene) <= 1


def test_what_is_no_gesture_of_the_canvas_is_left_alone(hands: Hands) -> None:
    before = hands.view.visible_rect()
    native(hands, Native.RotateNativeGesture, QPointF(300, 300), 20.0)
    native(hands, Native.SwipeNativeGesture, QPointF(300, 300), 90.0)
    assert hands.view.visible_rect() == before


def test_two_fingers_on_a_screen_zoom_and_drag(hands: Hands) -> None:
    at = QPointF(400, 300)
    scene = hands.view.to_scene(at)
    gesture = QPinchGesture()
    gesture.setHotSpot(hands.view.viewport().mapToGlobal(at))
    gesture.setScaleFactor(1.5)
    gesture.setLastCenterPoint(QPointF(100, 100))
    gesture.setCenterPoint(QPointF(110, 96))
    QApplication.sendEvent(hands.view.viewport(), QGestureEvent([gesture]))
    assert hands.view.zoom() == pytest.approx(1.5) and away(hands, at + QPointF(10, -4), scene) <= 2


def test_a_drag_of_two_fingers_on_a_screen_pans(hands: Hands) -> None:
    at = QPointF(400, 300)
    scene = hands.view.to_scene(at)
    gesture = QPanGesture()
    gesture.setLastOffset(QPointF(0, 0))
    gesture.setOffset(QPointF(30, 18))
    QApplication.sendEvent(hands.view.viewport(), QGestureEvent([gesture]))
    assert away(hands, at + QPointF(30, 18), scene) <= 1


def test_control_zooms_with_two_fingers(hands: Hands) -> None:
    at = QPointF(400, 300)
    scene = hands.view.to_scene(at)
    scroll(hands, at, QPoint(0, 15), Qt.ScrollPhase.ScrollUpdate, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.zoom() > 1 and away(hands, at, scene) <= 1.5


def test_the_palette_that_is_open_is_not_moved_under(hands: Hands) -> None:
    hands.view.open_palette()
    before = hands.view.visible_rect()
    scroll(hands, QPointF(900, 600), QPoint(40, 40), Qt.ScrollPhase.ScrollUpdate)
    assert hands.view.visible_rect() == before


def test_every_gesture_is_a_row() -> None:
    assert set(NATIVE) == {Native.ZoomNativeGesture, Native.SmartZoomNativeGesture, Native.PanNativeGesture}
    assert set(TOUCH) == {Qt.GestureType.PinchGesture, Qt.GestureType.PanGesture}
