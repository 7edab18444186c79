"""Values on the cards of nodes: pinned by key and menu, undone, painted at reading size only, and told to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu

import app.canvas.painter
from app.canvas.geometry import FIGURE_PREVIEW, PREVIEW, PREVIEW_WIDTH
from app.canvas.speech import describe
from app.model.pictures import AnyPicture, Empty, Figures, HeatMap, Histogram, Images, Number, Unseen
from app.pictures import figures_text, number, paint_picture, words
from app.theme import Theme

if TYPE_CHECKING:
    from .conftest import Hands

FIGURES = Figures(least=-1.0, greatest=3.0, mean=0.5)
CELLS = bytes([0, 64, 128, 200, 254, 255])
HEAT = HeatMap(dtype="float32", shape=(2, 3), figures=FIGURES, rows=2, columns=3, cells=CELLS, low=-1.0, high=3.0)
PICTURES: dict[str, AnyPicture] = {
    "number": Number(dtype="float32", value=2.5, figures=Figures(least=2.5, greatest=2.5, mean=2.5)),
    "no number": Number(dtype="float32", value=float("nan"), figures=Figures(nan=1)),
    "heat": HEAT,
    "constant": HeatMap(dtype="float32", shape=(2, 2), rows=2, columns=2, cells=bytes([127] * 4), low=1.0, high=1.0),
    "widest": HeatMap(dtype="float64", shape=(1, 2), rows=1, columns=2, cells=bytes([0, 254]), low=-1.7e308, high=1.7e308),
    "grey": Images(dtype="uint8", shape=(3, 2, 2, 1), count=3, height=2, width=2, channels=1, pixels=bytes(12), low=0, high=255),
    "colour": Images(dtype="int8", shape=(1, 1, 5, 3), count=1, height=1, width=5, channels=3, pixels=bytes(15), low=0, high=1),
    "histogram": Histogram(dtype="float32", shape=(9,), figures=FIGURES, counts=(1, 0, 5, 3), low=-1.0, high=3.0),
    "labels": Histogram(dtype="int64", shape=(4,), counts=(1, 3), low=4.0, high=5.0, whole=True),
    "nothing finite": Histogram(dtype="float32", shape=(2,), figures=Figures(nan=2), counts=(), low=0.0, high=0.0),
    "empty": Empty(dtype="float32", shape=(0, 3)),
    "unseen": Unseen(template="'{feed}' is fed by nothing; connect data in its place to see values", params={"feed": "p"}),
}  # fmt: skip


def test_p_pins_and_unpins(hands: Hands) -> None:
    hands.scene.select(["dense", "tanh"])
    before = hands.scene.nodes["dense"].rect()
    hands.key(Qt.Key.Key_P)
    assert [hands.document.nodes[node].pinned for node in ("dense", "tanh", "relu")] == ["y", "y", ""]
    assert hands.stack.undoText() == "Pin 2 previews"
    after = hands.scene.nodes["dense"].rect()
    assert after.height() == before.height() + PREVIEW
    assert after.width() >= PREVIEW_WIDTH
    hands.key(Qt.Key.Key_P)
    assert not hands.document.nodes["dense"].pinned
    assert hands.scene.nodes["dense"].rect() == before
    hands.stack.undo()
    assert hands.document.nodes["tanh"].pinned == "y"
    hands.stack.undo()
    assert not any(record.pinned for record in hands.document.nodes.values())


def test_the_menu_pins(hands: Hands) -> None:
    def entry() -> tuple[QMenu, str]:
        hands.click(hands.node("relu"), Qt.MouseButton.RightButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (action,) = [action for action in menu.actions() if action.text().endswith("\tP")]
        action.trigger()
        menu.close()
        return menu, action.text()

    assert entry()[1] == "Pin preview\tP"
    assert hands.document.nodes["relu"].pinned == "y"
    assert entry()[1] == "Unpin preview\tP"
    assert hands.document.nodes["relu"].pinned == ""


def test_what_has_no_value_cannot_be_pinned(empty: Hands) -> None:
    adam = empty.editor.add_node("Adam", 0, 0)
    loss = empty.editor.add_node("MeanSquaredError", 300, 0)
    low = empty.scene.nodes[loss].rect().height()
    empty.scene.select([adam, loss])
    empty.key(Qt.Key.Key_P)
    assert empty.document.nodes[adam].pinned == ""
    assert empty.scene.nodes[loss].rect().height() == low + FIGURE_PREVIEW


def test_the_picture_goes_with_the_pin(hands: Hands) -> None:
    hands.editor.pin(["dense"])
    hands.scene.set_picture("dense", HEAT)
    hands.editor.pin(["dense"], "kernel")
    assert hands.scene.nodes["dense"].picture is None
    hands.scene.set_picture("gone", HEAT)


def test_it_is_painted_at_reading_size_only_and_once(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[AnyPicture] = []
    monkeypatch.setattr(app.canvas.painter, "paint_picture", lambda painter, rect, picture, *rest: painted.append(picture))
    hands.editor.pin(["dense"])
    hands.scene.set_picture("dense", HEAT)
    hands.view.camera.look_at(hands.scene.nodes["dense"].rect().center(), 0.5, fly=False)
    hands.view.grab()
    assert painted == []
    hands.view.camera.look_at(hands.scene.nodes["dense"].rect().center(), 1.0, fly=False)
    hands.view.grab()
    assert painted
    painted.clear()
    hands.view.grab()
    hands.scene.set_picture("dense", HEAT)
    hands.view.grab()
    assert painted == []  # the sprite has it


def test_a_screen_reader_hears_the_numbers(hands: Hands) -> None:
    hands.editor.pin(["dense"])
    hands.scene.set_picture("dense", HEAT)
    hands.scene.select(["dense"])
    assert "preview of y: heat map, float32 2×3, min -1 · mean 0.5 · max 3" in describe(hands.scene)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", [(136.0, 60.0), (8.0, 20.0)])
def test_every_picture_can_be_painted_and_said(qapp: QApplication, name: str, theme: str, size: tuple[float, float]) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    colors = Theme(theme)
    image.fill(colors.color("node"))
    before = image.copy()
    painter = QPainter(image)
    paint_picture(painter, QRectF(20, 20, *size), PICTURES[name], colors, "kernel")
    painter.end()
    assert image != before
    assert words(PICTURES[name])


def test_cells_below_zero_are_red_above_blue_and_spoiled_ones_stand_out(qapp: QApplication) -> None:
    theme = Theme("dark")
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_picture(painter, QRectF(0, 0, 300, 200 + 14), HEAT, theme)
    painter.end()
    low, high, spoiled = image.pixelColor(50, 50), image.pixelColor(150, 150), image.pixelColor(250, 150)
    assert low.red() > low.blue()
    assert high.blue() > high.red()
    assert spoiled == theme.color("warning")


def test_figures_in_words() -> None:
    figures = Figures(least=-1e-7, greatest=12345678.0, mean=0.123456, nan=2, infinite=1000, dead=0.25)
    sparse = HeatMap(
        dtype="float32", shape=(2, 2), figures=figures, rows=2, columns=2, cells=bytes(4), low=0.0, high=1.0, stored=3
    )
    assert figures_text(sparse) == (
        "min -1e-7 · mean 0.1235 · max 1.235e7 · 2 NaN · 1,000 infinite · 3 stored · 25 % of units are 0 in every row"
    )
    assert [number(value) for value in (True, 3, 10**15, 0.5, float("inf"))] == ["true", "3", "1.000e+15", "0.5", "inf"]


def test_a_pin_inside_a_group_keeps_its_picture(hands: Hands) -> None:
    group = hands.editor.group(["dense"])
    hands.editor.pin(["dense"])
    hands.scene.set_picture("dense", HEAT)
    assert "dense" not in hands.scene.nodes
    hands.scene.show_level(group)
    assert hands.scene.nodes["dense"].picture == HEAT
