"""Nodes by mouse: selecting, moving, renaming, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.model.records import PortRef

if TYPE_CHECKING:
    from .conftest import Hands

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_a_click_selects_one_node(hands: Hands) -> None:
    heard: list[list[str]] = []
    hands.scene.selection_ids_changed.connect(heard.append)
    hands.click(hands.node("relu"))
    hands.click(hands.node("dense"))
    hands.click(hands.at(-60, 450))
    assert heard == [["relu"], ["dense"], []]


def test_shift_adds_and_control_toggles(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.click(hands.node("dense"), modifiers=SHIFT)
    hands.click(hands.node("dense"), modifiers=SHIFT)
    assert hands.scene.selected_ids() == ["relu", "dense"]
    hands.click(hands.node("relu"), modifiers=CONTROL)
    assert hands.scene.selected_ids() == ["dense"]
    hands.click(hands.node("relu"), modifiers=CONTROL)
    assert hands.scene.selected_ids() == ["dense", "relu"]
    hands.click(hands.node("dense"))
    assert hands.scene.selected_ids() == ["dense"]


def test_a_marquee_selects_adds_and_toggles(hands: Hands) -> None:
    hands.drag(hands.at(-40, -40), hands.at(400, 120))
    assert set(hands.scene.selected_ids()) == {"digits", "batch"}
    assert [str(link.target) for link in hands.scene.selected_links()] == ["batch.data"]
    hands.drag(hands.at(440, 180), hands.at(640, 300), modifiers=SHIFT)
    assert set(hands.scene.selected_ids()) == {"digits", "batch", "relu"}
    hands.drag(hands.at(200, -40), hands.at(640, 300), modifiers=CONTROL)
    assert set(hands.scene.selected_ids()) == {"digits", "dense"}


def test_a_marquee_that_is_given_up_leaves_the_selection(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.drag(hands.at(-40, -40), hands.at(400, 120), release=False)
    assert set(hands.scene.selected_ids()) == {"digits", "batch"}
    hands.key(Qt.Key.Key_Escape)
    assert hands.scene.selected_ids() == ["relu"]


def test_a_drag_moves_on_the_grid_as_one_step(hands: Hands) -> None:
    hands.drag(hands.node("tanh"), hands.node("tanh") + hands.at(37, 91) - hands.at(0, 0))
    record = hands.document.nodes["tanh"]
    assert (record.x % 4, record.y % 4) == (0, 0)
    assert abs(record.x - 277) <= 6 and abs(record.y - 451) <= 6
    assert hands.stack.count() == 1
    hands.stack.undo()
    assert (hands.document.nodes["tanh"].x, hands.document.nodes["tanh"].y) == (240, 360)
    assert hands.scene.nodes["tanh"].pos().toTuple() == (240, 360)


def test_two_drags_are_two_steps(hands: Hands) -> None:
    for _ in range(2):
        hands.drag(hands.node("tanh"), hands.node("tanh") + hands.at(40, 40) - hands.at(0, 0))
    assert hands.stack.count() == 2


def test_all_selected_nodes_move_and_their_wires_follow(hands: Hands) -> None:
    hands.key(Qt.Key.Key_A, CONTROL)
    before = {node: (record.x, record.y) for node, record in hands.document.nodes.items()}
    hands.drag(hands.node("batch"), hands.node("batch") + hands.at(48, 24) - hands.at(0, 0))
    after = {node: (record.x, record.y) for node, record in hands.document.nodes.items()}
    assert {(after[node][0] - x, after[node][1] - y) for node, (x, y) in before.items()} == {(48, 24)}
    for target, item in hands.scene.links.items():
        end = hands.scene.port_point(target, True)
        assert item.curve.points[-1] == pytest.approx((end.x(), end.y()))
        assert item.bounds().contains(end)


def test_escape_gives_a_move_up(hands: Hands) -> None:
    hands.drag(hands.node("dense"), hands.at(600, 400), release=False)
    assert hands.scene.nodes["dense"].y() > 200
    hands.key(Qt.Key.Key_Escape)
    assert hands.scene.nodes["dense"].pos().toTuple() == (480, 0) and hands.stack.count() == 0
    assert hands.scene.links[PortRef("dense", "x")].curve.points[-1][1] < 100


def test_guides_straighten_a_wire(hands: Hands) -> None:
    """Near the height where its wire is straight, a node is drawn there."""
    offset = hands.scene.port_point(PortRef("batch", "x"), False).y() - hands.scene.port_point(PortRef("dense", "x"), True).y()
    hands.drag(hands.node("dense"), hands.node("dense") + hands.at(120, offset + 4) - hands.at(0, 0))
    start, end = (hands.scene.links[PortRef("dense", "x")].curve.points[at] for at in (0, -1))
    assert start[1] == end[1]


def test_delete_keeps_the_flow(hands: Hands) -> None:
    hands.editor.insert_on_link("relu", hands.document.links[PortRef("dense", "x")])
    assert ("relu.y", "dense.x") in hands.links()
    hands.click(hands.node("relu"))
    hands.key(Qt.Key.Key_Delete)
    assert "relu" not in hands.document.nodes and ("batch.x", "dense.x") in hands.links()
    assert hands.scene.selected_ids() == []


def test_rename_by_double_click_on_the_title(hands: Hands) -> None:
    hands.double_click(hands.node("dense", 60, 16))
    field = hands.view.rename_field
    assert field.isVisible() and field.hasFocus() and field.text() == "dense"
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.type("hidden")
    hands.key(Qt.Key.Key_Return)
    assert hands.document.nodes["dense"].name == "hidden" and not field.isVisible()
    assert hands.scene.nodes["dense"].face.name == "hidden" and hands.view.hasFocus()


def test_rename_that_is_refused_says_why(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Qt.Key.Key_F2)
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.type("relu")
    hands.key(Qt.Key.Key_Return)
    assert hands.document.nodes["dense"].name == "dense" and "relu" in hands.messages[0]


def test_escape_leaves_the_name(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Qt.Key.Key_F2)
    hands.type("other")
    hands.key(Qt.Key.Key_Escape)
    assert hands.document.nodes["dense"].name == "dense" and not hands.view.rename_field.isVisible()


def test_m_mutes_and_unmutes(hands: Hands) -> None:
    hands.scene.select(["dense", "relu"])
    hands.key(Qt.Key.Key_M)
    assert [hands.document.nodes[node].muted for node in ("dense", "relu", "batch")] == [True, True, False]
    assert hands.scene.nodes["dense"].face.muted and hands.stack.undoText() == "Mute 2 nodes"
    hands.scene.select(["relu"])
    hands.key(Qt.Key.Key_M)
    assert not hands.document.nodes["relu"].muted and hands.document.nodes["dense"].muted
    hands.stack.undo()
    hands.stack.undo()
    assert not any(node.muted for node in hands.document.nodes.values())


def test_the_menu_of_a_node(hands: Hands) -> None:
    hands.click(hands.node("batch"), Qt.MouseButton.RightButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and hands.scene.selected_ids() == ["batch"]
    texts = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert texts[:6] == ["Rename", "Mute", "Pin preview", "Change kind…", "Group", "Put in a frame"]
    assert texts[6:9] == ["Arrange", "Wires", "Select"]
    assert texts[9:] == ["Cut", "Copy", "Paste attributes", "Duplicate", "Duplicate with incoming wires", "Delete"]
    wires = next(action for action in menu.actions() if action.text() == "Wires").menu()
    assert isinstance(wires, QMenu)
    wires.popup(menu.mapToGlobal(menu.rect().topRight()))
    action = next(action for action in wires.actions() if action.text().startswith("Disconnect"))
    QTest.mouseClick(wires, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, wires.actionGeometry(action).center())
    assert hands.links() == set()
    hands.stack.undo()
    assert len(hands.links()) == 2


def test_a_press_outside_closes_the_palette(hands: Hands) -> None:
    hands.double_click(hands.at(-60, 420))
    assert hands.view.palette_popup.isVisible()
    hands.click(hands.at(500, 450))
    assert not hands.view.palette_popup.isVisible() and hands.view.hasFocus()
