"""Moving over the canvas: pan, zoom about the pointer, fit, the minimap, levels of detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.detail import MIN_ZOOM, Detail, detail

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


def offset(hands: Hands, point: QPoint, scene: QPointF) -> float:
    """How far a scene point is from a point of the view, in pixels."""
    return (hands.view.to_view(scene) - QPointF(point)).manhattanLength()


def test_the_wheel_zooms_about_the_pointer(hands: Hands) -> None:
    point = QPoint(731, 205)
    scene = hands.view.to_scene(QPointF(point))
    heard: list[float] = []
    hands.view.zoom_changed.connect(heard.append)
    for delta in (120, 120, -120, -360, 120, 60):
        hands.wheel(point, delta)
        assert offset(hands, point, scene) <= 1.5
    assert heard[-1] == hands.view.zoom() == pytest.approx(1.2**-0.5)


def test_zoom_has_ends(hands: Hands) -> None:
    for _ in range(40):
        hands.wheel(QPoint(300, 300), -240)
    assert hands.view.zoom() == pytest.approx(MIN_ZOOM)
    for _ in range(60):
        hands.wheel(QPoint(300, 300), 240)
    assert hands.view.zoom() == pytest.approx(4.0)


def test_two_fingers_pan_and_control_zooms(hands: Hands) -> None:
    scene = hands.view.to_scene(QPointF(500, 300))
    hands.wheel(QPoint(500, 300), -30, touchpad=True, across=20)
    assert offset(hands, QPoint(520, 270), scene) <= 1
    assert hands.view.zoom() == 1.0
    hands.wheel(QPoint(500, 300), 120, CONTROL, touchpad=True)
    assert hands.view.zoom() == pytest.approx(1.2)


@pytest.mark.parametrize("way", ["middle", "space"])
def test_dragging_pans(hands: Hands, way: str) -> None:
    start, end = QPoint(500, 500), QPoint(430, 380)
    scene = hands.view.to_scene(QPointF(start))
    if way == "space":
        QTest.keyPress(hands.view, Qt.Key.Key_Space)
        assert hands.view.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    hands.drag(start, end, Qt.MouseButton.MiddleButton if way == "middle" else Qt.MouseButton.LeftButton)
    if way == "space":
        QTest.keyRelease(hands.view, Qt.Key.Key_Space)
    assert offset(hands, end, scene) <= 1 and hands.view.zoom() == 1.0
    assert hands.view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_home_fits_all_and_f_frames_the_selection(hands: Hands) -> None:
    hands.wheel(QPoint(10, 10), 600)
    hands.key(Qt.Key.Key_Home)
    hands.qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.contents_rect()))
    hands.qtbot.waitUntil(lambda: hands.view.camera._flight is None)
    hands.click(hands.node("tanh"))
    hands.key(Qt.Key.Key_F)
    middle = hands.scene.nodes["tanh"].rect().center()
    hands.qtbot.waitUntil(lambda: (hands.view.camera.centre() - middle).manhattanLength() < 12)


def test_show_node_brings_it_into_view(hands: Hands) -> None:
    hands.view.camera.look_at(QPointF(9000, 9000), fly=False)
    hands.view.show_node("relu")
    hands.qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.nodes["relu"].rect()))
    assert hands.scene.selected_ids() == ["relu"]


def test_the_minimap_moves_the_view(hands: Hands) -> None:
    minimap = hands.view.minimap
    assert minimap.isVisible()
    minimap.grab()
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    first = hands.view.camera.centre()
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(120, 80))
    assert hands.view.camera.centre().x() > first.x() and hands.view.camera.centre().y() > first.y()
    hands.view.set_minimap_visible(False)
    assert not minimap.isVisible()


def test_a_drag_at_the_edge_moves_the_canvas(hands: Hands) -> None:
    hands.press(hands.node("dense"))
    edge = QPoint(hands.view.width() - 3, 300)
    hands.move(edge - QPoint(60, 0))
    before = hands.view.camera.centre().x()
    hands.move(edge)
    hands.qtbot.waitUntil(lambda: hands.view.camera.centre().x() > before + 40)
    hands.release(edge)
    assert hands.document.nodes["dense"].x > 800


def test_three_levels_of_detail(hands: Hands) -> None:
    assert [detail(zoom) for zoom in (0.34, 0.35, 0.69, 0.7)] == [Detail.BLOCKS, Detail.TITLES, Detail.TITLES, Detail.ALL]
    colors: dict[float, set[int]] = {}
    for zoom in (0.3, 0.5, 1.0):
        hands.view.camera.look_at(hands.scene.contents_rect().center(), zoom, fly=False)
        hands.qtbot.waitUntil(lambda: hands.view.settled)
        image = hands.view.viewport().grab().toImage()
        inside = hands.node("relu", 60, 16)
        mark = hands.theme.color("activation").rgb()
        colors[zoom] = {image.pixel(x, inside.y()) for x in range(hands.node("relu", 2).x(), hands.node("relu", 118).x())}
        assert (colors[zoom] == {mark}) is (zoom == 0.3)
    assert len(colors[0.5]) > 1


def test_both_themes_are_painted_anew(hands: Hands) -> None:
    point = hands.node("relu", 60, 46)
    for mode in ("dark", "light", "dark"):
        hands.theme.set_mode(mode)
        hands.qtbot.waitUntil(lambda: hands.view.settled)
        assert hands.view.viewport().grab().toImage().pixelColor(point) == hands.theme.color("node")


def test_nodes_are_sharp_again_soon_after_zooming(hands: Hands) -> None:
    """While zooming, pictures of another size are scaled; then all are made anew, even where a frame has little time."""
    for i in range(60):
        hands.editor.add_node("Dense", 160.0 * (i % 10), 120.0 * (i // 10))
    hands.view.viewport().grab()
    hands.wheel(QPoint(400, 300), -120)
    kept = hands.scene.sprites._kept
    assert 1.0 in [each.size for each in kept.values()]

    def sharp() -> bool:
        shown = [node for node, item in hands.scene.nodes.items() if item.rect().intersects(hands.view.visible_rect())]
        return all(node in kept and kept[node].size == pytest.approx(1 / 1.2) for node in shown)

    hands.qtbot.waitUntil(sharp)


def test_a_graph_seen_whole_stays_whole_in_a_smaller_view(hands: Hands, qtbot) -> None:
    hands.view.fit_all()
    qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.whole_rect()))
    hands.view.resize(500, 320)
    qtbot.waitUntil(lambda: hands.view.viewport().width() <= 500)
    assert hands.view.visible_rect().contains(hands.scene.whole_rect())


def test_the_middle_stays_in_the_middle_when_the_view_is_resized(hands: Hands, qtbot) -> None:
    hands.view.camera.look_at(QPointF(120, 90), 2.0, fly=False)
    hands.view.resize(700, 500)
    qtbot.waitUntil(lambda: hands.view.viewport().width() <= 700)
    centre = hands.view.camera.centre()
    assert abs(centre.x() - 120) <= 1 and abs(centre.y() - 90) <= 1 and hands.view.zoom() == 2.0


def test_the_minimap_gives_way_where_it_would_cover_a_graph_that_is_all_in_view(hands: Hands) -> None:
    minimap = hands.view.minimap
    hands.view.fit_all()
    hands.qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.contents_rect()))
    assert minimap.isVisible(), "it covers nothing"
    corner = hands.view.visible_rect().bottomRight()
    hands.editor.move({"tanh": (corner.x() - 180, corner.y() - 120)})
    hands.view.camera.look_at(hands.view.camera.centre(), fly=False)
    assert not minimap.isVisible()
    hands.view.camera.set_zoom(1.8)
    assert minimap.isVisible(), "not all is in view"
