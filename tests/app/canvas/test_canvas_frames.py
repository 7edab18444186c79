"""What a frame shows while something goes on, and that it always comes to rest as the picture that is painted in one go."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.canvas.hit import NOTHING, find
from app.canvas.stage import paint_scene
from app.compile.problems import CheckResult, Problem
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef

if TYPE_CHECKING:
    from .conftest import Hands

ALT = Qt.KeyboardModifier.AltModifier
Open = Callable[[DocumentRecord], "Hands"]
Pixels = NDArray[np.int16]


def graph() -> DocumentRecord:
    """Nodes in rows, two wires into each, with notes, bends and frames among them."""
    nodes, links = {}, {}
    for index in range(600):
        x, y = (index % 30) * 200.0, (index // 30) * 144.0
        nodes[f"n{index}"] = NodeRecord(id=f"n{index}", kind="Add", name=f"add_{index}", x=x, y=y)
        for port, back in (("a", 1), ("b", 30)):
            if index >= back:
                target = PortRef(f"n{index}", port)
                links[target] = LinkRecord(PortRef(f"n{index - back}", "y"), target)
    for index, kind in enumerate(("Note", "Frame", "Reroute", "Note", "Frame")):
        attributes = {"width": 700.0, "height": 400.0, "caption": "A frame"} if kind == "Frame" else {}
        x, y = 2300.0 + 260 * index, 1400.0 + 90 * index
        nodes[f"k{index}"] = NodeRecord(id=f"k{index}", kind=kind, name=f"k{index}", x=x, y=y, attributes=attributes)
    return DocumentRecord(name="Frames", nodes=nodes, links=links)


@pytest.fixture
def busy(open_canvas: Open, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A canvas with hundreds of nodes, of which some are wrong; no minimap in front of it, and a clock that stands still."""
    for module in ("backing", "pace"):
        monkeypatch.setattr(f"app.canvas.{module}.clock", lambda: 0.0)
    hands = open_canvas(graph())
    hands.view.set_minimap_visible(False)
    hands.scene.show_check(CheckResult(problems=tuple(Problem("error", "wrong", {}, node=f"n{i}") for i in (310, 311, 340))))
    return hands


def pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return flat[:, :, :3].astype(np.int16)


def frame(hands: Hands) -> Pixels:
    """The view as it is now."""
    return pixels(hands.view.viewport().grab().toImage())


def rested(hands: Hands) -> Pixels:
    hands.qtbot.waitUntil(lambda: hands.view.settled, timeout=30_000)
    return frame(hands)


def whole(hands: Hands) -> Pixels:
    """The scene as it is painted in one go, with nothing of it kept from before but pictures of nodes."""
    view, scene = hands.view, hands.scene
    ratio = view.viewport().devicePixelRatioF()
    image = QImage(view.viewport().size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    late = QRectF(0, 0, 1, 1)
    while not late.isEmpty():
        scene.pace.begin()
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(view.viewport().rect())
        painter.setWorldTransform(view.camera.transform())
        late = paint_scene(painter, scene, view.visible_rect().adjusted(-2, -2, 2, 2), view.zoom(), ratio)
        painter.end()
    return pixels(image)


def same(a: Pixels, b: Pixels) -> bool:
    """Whether nobody could tell them apart.

    Where Qt clips a slanted line it rounds its colour by one or two of 255 steps, and a faint dot of the grid that lies between
    two pixels may be put on either.
    """
    apart = np.abs(a - b).max(axis=2)
    return bool(apart.max() <= 12 and (apart > 2).mean() < 0.001)


def unlike(a: Pixels, b: Pixels) -> float:
    """The share of pixels that are clearly of another colour, also than those next to them: what moves is put on whole pixels."""
    beside = [np.roll(b, (down, across), (0, 1)) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    nearest = np.min([np.abs(a - each).max(axis=2) for each in beside], axis=0)
    return float((nearest > 48).mean())


LOOKS = pytest.mark.parametrize(("theme", "zoom"), [(theme, zoom) for theme in ("dark", "light") for zoom in (0.12, 0.45, 1.0)])


@LOOKS
def test_a_drag_shows_what_moves_and_rests_as_what_is_painted_in_one_go(busy: Hands, theme: str, zoom: float) -> None:
    busy.theme.set_mode(theme)
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), zoom, fly=False)
    busy.scene.select([f"n{i}" for i in range(250, 430) if i % 30 < 14], [])
    rested(busy)
    start = busy.node("n310")
    busy.press(start, modifiers=ALT)
    for step in range(1, 7):
        busy.move(start + QPoint(15 * step, -11 * step))
        assert busy.scene.lifted is not None
        shown = frame(busy)
        busy.scene.sprites.resting = True
        assert unlike(shown, whole(busy)) < 0.006
    held = rested(busy)
    assert same(held, whole(busy))
    busy.move(start + QPoint(60, 80))
    busy.release(start + QPoint(60, 80))
    put = rested(busy)
    assert same(put, whole(busy)) and not same(put, held)
    busy.stack.undo()
    assert same(rested(busy), whole(busy))


def test_a_drag_may_be_taken_far_and_the_view_moved_meanwhile(busy: Hands) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 0.45, fly=False)
    busy.scene.select_all()
    rested(busy)
    start = busy.node("n310")
    busy.press(start, modifiers=ALT)
    for step in range(1, 9):
        busy.move(start + QPoint(45 * step, 25 * step))
        frame(busy)
        if step % 3 == 0:
            busy.view.camera.pan(QPointF(-30, 20))
            frame(busy)
    assert same(rested(busy), whole(busy))
    busy.key(Qt.Key.Key_Escape)
    assert busy.scene.lifted is None and same(rested(busy), whole(busy))


def test_what_changes_during_a_drag_is_seen_at_once(busy: Hands) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 1.0, fly=False)
    rested(busy)
    start = busy.node("n310")
    busy.press(start, modifiers=ALT)
    busy.move(start + QPoint(20, 20))
    busy.move(start + QPoint(24, 20))
    before = frame(busy)
    QApplication.processEvents()
    busy.scene.show_check(CheckResult(problems=()))
    after = frame(busy)
    assert unlike(before, after) > 0 and unlike(after, whole(busy)) < 0.006


@pytest.mark.parametrize("zoom", [0.12, 0.45, 1.0])
def test_selecting_repaints_what_changed_and_nothing_is_missing(busy: Hands, zoom: float) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), zoom, fly=False)
    rested(busy)
    free = (QPoint(x, y) for x in range(200, 400, 7) for y in range(150, 300, 7))
    start = next(point for point in free if find(busy.scene, busy.view.to_scene(QPointF(point)), zoom) == NOTHING)
    busy.press(start)
    for step in range(1, 9):
        busy.move(start + QPoint(30 * step, 24 * step))
        QApplication.processEvents()
    busy.release(start + QPoint(240, 192))
    assert busy.scene.selected_ids() and same(rested(busy), whole(busy))
    busy.scene.select_all()
    assert same(rested(busy), whole(busy))
    busy.scene.select([])
    assert same(rested(busy), whole(busy))


def bare(shown: Pixels, wanted: Pixels, size: int = 40) -> int:
    """How many squares show nothing where there is something to be seen."""
    spreads = []
    for each in (shown, wanted):
        rows, columns = each.shape[0] // size, each.shape[1] // size
        squares = each[: rows * size, : columns * size].reshape(rows, size, columns, size, 3)
        spreads.append(squares.std(axis=(1, 3)).max(axis=2))
    return int(((spreads[1] > 12) & (spreads[0] < 4)).sum())


@LOOKS
def test_while_the_zoom_changes_nothing_is_missing_and_it_rests_as_what_is_painted_in_one_go(
    busy: Hands, theme: str, zoom: float
) -> None:
    busy.theme.set_mode(theme)
    busy.scene.select([f"n{i}" for i in range(250, 430) if i % 30 < 14], [])
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), zoom, fly=False)
    rested(busy)
    zooms = [busy.view.zoom()]
    for delta in [60] * 3 + [-60] * 7:
        busy.wheel(QPoint(420, 300), delta)
        shown = frame(busy)
        zooms.append(busy.view.zoom())
        hasty, busy.scene.sprites.resting = busy.scene.sprites.resting, True
        assert not hasty and bare(shown, whole(busy)) == 0
        busy.scene.sprites.resting = hasty
    assert len(set(zooms)) > 7 and same(rested(busy), whole(busy))


def test_what_changes_while_the_zoom_changes_is_seen(busy: Hands) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 0.9, fly=False)
    rested(busy)
    busy.wheel(QPoint(420, 300), 60)
    before = frame(busy)
    busy.scene.select(["n310"])
    assert unlike(before, frame(busy)) > 0.001
    busy.wheel(QPoint(420, 300), 60)
    busy.view.camera.pan(QPointF(40, -30))
    assert bare(frame(busy), whole(busy)) == 0 and same(rested(busy), whole(busy))


def test_what_takes_long_is_painted_little_by_little(busy: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock on which every look takes as long as a frame may, all of it comes in the end and nothing is bare meanwhile."""
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 0.45, fly=False)
    rested(busy)
    ticks = itertools.count()
    for module in ("backing", "pace"):
        monkeypatch.setattr(f"app.canvas.{module}.clock", lambda: next(ticks) * 0.01)
    busy.scene.touch(QRectF())
    frame(busy)
    busy.scene.select_all()
    shown = [frame(busy)]
    assert not busy.view.settled
    while not busy.view.settled:
        shown.append(frame(busy))
    assert len(shown) > 3 and same(shown[-1], whole(busy))
    assert all(bare(each, shown[-1]) == 0 for each in shown)
    busy.view.camera.look_at(busy.scene.rect_of("n20").center(), 0.45, fly=False)
    assert same(rested(busy), whole(busy))


def test_a_press_that_is_no_drag_yet_is_painted(busy: Hands) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 1.0, fly=False)
    before = rested(busy)
    busy.press(busy.node("n309"))
    assert not same(before, frame(busy)) and busy.scene.selected_ids() == ["n309"]
    busy.release(busy.node("n309"))
    assert same(rested(busy), whole(busy))


def test_a_drag_goes_on_where_the_level_was_held_anew(busy: Hands) -> None:
    busy.view.camera.look_at(busy.scene.rect_of("n310").center(), 1.0, fly=False)
    before = busy.document.nodes["n309"]
    start = busy.node("n309")
    busy.press(start, modifiers=ALT)
    busy.move(start + QPoint(40, 20))
    frame(busy)
    busy.scene.refresh_kinds()
    busy.move(start + QPoint(80, 40))
    assert unlike(frame(busy), whole(busy)) < 0.006
    busy.release(start + QPoint(80, 40))
    after = busy.document.nodes["n309"]
    assert (after.x - before.x, after.y - before.y) == (80.0, 40.0) and same(rested(busy), whole(busy))
