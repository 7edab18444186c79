"""Which nodes run together, as the canvas shows it: badges with numbers, rings around what runs with the selection, words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.canvas import speech
from app.canvas.together import badge_text
from app.model.kernels import Kernel, Together

SETS = (
    Together(1, ("dense", "relu"), (Kernel("loop", ("add", "relu"), "4×4", ("dense", "relu")),)),
    Together(2, ("relu", "tanh"), (Kernel("loop", ("where", "tanh"), "4×4", ("relu", "tanh")),)),
)


def seen(hands, rect: QRectF) -> QImage:
    hands.qtbot.waitUntil(lambda: hands.view.settled)
    hands.view.viewport().repaint()
    shown = hands.view.viewport_transform().mapRect(rect).toAlignedRect()
    return hands.view.viewport().grab(shown).toImage()


def badge(hands, node: str) -> QRectF:
    """Above the title, where the badge is."""
    rect = hands.scene.rect_of(node)
    return QRectF(rect.x() + 8, rect.y() - 8, 40, 16)


def edge(hands, node: str) -> QRectF:
    """Where a ring lies: a strip below the card."""
    rect = hands.scene.rect_of(node)
    return QRectF(rect.x() + 20, rect.bottom() + 1, rect.width() - 40, 4)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_badges_are_on_the_nodes_that_share_kernels_and_go_when_switched_off(hands, mode: str) -> None:
    hands.theme.set_mode(mode)
    before = {node: seen(hands, badge(hands, node)) for node in ("dense", "relu", "tanh", "batch")}
    hands.scene.together.show(SETS)
    after = {node: seen(hands, badge(hands, node)) for node in before}
    assert {node for node in before if after[node] != before[node]} == {"dense", "relu", "tanh"}
    assert hands.scene.together.numbers("relu") == (1, 2)
    hands.scene.together.show(())
    assert {node: seen(hands, badge(hands, node)) for node in before} == before


def test_what_runs_with_the_selected_node_is_ringed(hands) -> None:
    hands.scene.together.show(SETS)
    before = {node: seen(hands, edge(hands, node)) for node in ("relu", "tanh", "digits")}
    hands.qtbot.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=hands.node("dense"))
    assert hands.scene.selected_ids() == ["dense"]
    assert hands.scene.together.ringed == {"relu"}
    after = {node: seen(hands, edge(hands, node)) for node in before}
    assert {node for node in before if after[node] != before[node]} == {"relu"}
    QTest.keyClick(hands.view, Qt.Key.Key_Escape)
    assert hands.scene.together.ringed == frozenset()
    assert {node: seen(hands, edge(hands, node)) for node in before} == before


def test_a_screen_reader_is_told(hands) -> None:
    relu = hands.scene.nodes["relu"]
    assert "runs together" not in speech.describe_node(hands.scene, relu)
    hands.scene.together.show(SETS)
    assert "runs together with Dense, Tanh" in speech.describe_node(hands.scene, relu).replace(" dense", "").replace(" tanh", "")
    assert "runs together" not in speech.describe_node(hands.scene, hands.scene.nodes["batch"])


def test_a_group_stands_for_what_lies_in_it(hands) -> None:
    hands.scene.together.show(SETS)
    group = hands.editor.group(["relu", "tanh"])
    marks = hands.scene.together
    assert marks.numbers("dense") == (1,) and marks.numbers(group) == (1,)  # what runs together inside shows there
    hands.scene.show_level(group)
    assert marks.numbers("relu") == (2,) and marks.numbers("tanh") == (2,) and marks.numbers("dense") == ()
    hands.scene.show_level(None)
    hands.stack.undo()
    assert marks.numbers("relu") == (1, 2)


def test_a_node_that_is_deleted_shares_nothing_any_more(hands) -> None:
    hands.scene.together.show(SETS)
    hands.scene.select(["dense"])
    hands.view.setFocus()
    QTest.keyClick(hands.view, Qt.Key.Key_Delete)
    assert hands.scene.together.numbers("relu") == (2,)
    seen(hands, badge(hands, "relu"))


def test_many_numbers_are_cut() -> None:
    assert badge_text([1]) == "1" and badge_text([1, 2, 3]) == "1 2 3" and badge_text([1, 2, 3, 4]) == "1 2 3 …"
