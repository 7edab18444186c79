"""The canvas without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.canvas.speech import describe

if TYPE_CHECKING:
    from .conftest import Hands

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_wire_by_keys_alone(hands: Hands) -> None:
    """Go to Dense, Enter, Enter on its output, choose ReLU, Enter."""
    while hands.scene.selected_ids() != ["dense"]:
        hands.key(Key.Key_N)
    hands.key(Key.Key_Return)
    assert hands.view.busy and "y" in hands.view.hint.text
    hands.key(Key.Key_Return)
    for _ in range(20):
        if "ReLU" in hands.view.hint.text:
            break
        hands.key(Key.Key_Tab)
    assert "Enter connects" in hands.view.hint.text
    hands.key(Key.Key_Return)
    assert ("dense.y", "relu.x") in hands.links() and not hands.view.busy and hands.view.hasFocus()


def test_a_wire_by_keys_may_start_at_an_input(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    seen = set()
    while "of Tanh" not in hands.view.hint.text and hands.view.hint.text not in seen:
        seen.add(hands.view.hint.text)
        hands.key(Key.Key_Right)
    hands.key(Key.Key_Return)
    assert ("tanh.y", "relu.x") in hands.links()


def test_escape_gives_it_up(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Escape)
    assert len(hands.links()) == 2 and not hands.view.busy and not hands.view.hint.isVisible()
    assert all(hands.scene.opacity(node) == 1.0 for node in hands.scene.nodes)


def test_alt_and_arrows_go_to_neighbours(hands: Hands) -> None:
    hands.click(hands.node("digits"))
    hands.key(Key.Key_Right, ALT)
    assert hands.scene.selected_ids() == ["batch"]
    hands.key(Key.Key_Down, ALT)
    assert hands.scene.selected_ids() == ["tanh"]
    hands.key(Key.Key_Right, ALT | SHIFT)
    assert hands.scene.selected_ids() == ["tanh", "relu"]


def test_arrows_nudge(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Down, SHIFT)
    record = hands.document.nodes["relu"]
    assert (record.x, record.y) == (484, 216)


def test_arrows_pan_where_nothing_is_selected(hands: Hands) -> None:
    before = hands.view.camera.centre()
    hands.key(Key.Key_Right)
    assert hands.view.camera.centre().x() > before.x()


def test_select_all_copy_paste(hands: Hands) -> None:
    hands.key(Key.Key_A, CONTROL)
    assert len(hands.scene.selected_ids()) == 5
    hands.key(Key.Key_C, CONTROL)
    assert "nodegrad" in QGuiApplication.clipboard().text()
    hands.key(Key.Key_V, CONTROL)
    assert len(hands.document.nodes) == 10 and len(hands.links()) == 4
    new = hands.scene.selected_ids()
    assert len(new) == 5 and not {"digits", "dense"} & set(new)
    hands.key(Key.Key_X, CONTROL)
    assert len(hands.document.nodes) == 5
    hands.key(Key.Key_V, CONTROL)
    assert len(hands.document.nodes) == 10


def test_paste_keeps_incoming_wires_with_shift(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Key.Key_C, CONTROL)
    hands.key(Key.Key_V, CONTROL | SHIFT)
    (new,) = hands.scene.selected_ids()
    assert ("batch.x", f"{new}.x") in hands.links()


def test_paste_of_something_else_says_so(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("hello")
    hands.key(Key.Key_V, CONTROL)
    assert len(hands.document.nodes) == 5 and len(hands.messages) == 1


def test_duplicate(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Key.Key_D, CONTROL)
    assert len(hands.ids("Dense")) == 2 and hands.scene.selected_ids() != ["dense"]


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Tab, NONE), (Key.Key_A, SHIFT)])
def test_keys_that_open_the_palette(hands: Hands, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    hands.key(key, modifiers)
    assert hands.view.palette_popup.isVisible()
    hands.key(Key.Key_Escape)
    assert not hands.view.palette_popup.isVisible() and hands.view.hasFocus()


def test_arrows_choose_in_the_palette_and_the_last_used_is_on_top(hands: Hands) -> None:
    popup = hands.view.palette_popup
    hands.key(Key.Key_Tab)
    hands.type("so")
    first = popup.rows.kind(popup.list.currentIndex())
    hands.key(Key.Key_Down)
    second = popup.rows.kind(popup.list.currentIndex())
    assert first and second and first != second
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    assert len(hands.ids(second.name)) == 1
    hands.key(Key.Key_Tab)
    assert popup.rows.kind(popup.list.currentIndex()) == second
    hands.type("nothing has this name")
    assert popup.rows.rowCount() == 0
    hands.key(Key.Key_Return)
    assert popup.isVisible()


def test_what_a_screen_reader_is_told(hands: Hands) -> None:
    assert hands.view.accessibleName() == "Canvas"
    assert "5 nodes" in hands.view.accessibleDescription() and "2 wires" in hands.view.accessibleDescription()
    hands.click(hands.node("batch"))
    text = hands.view.accessibleDescription()
    assert text == describe(hands.scene)
    assert (
        "Batch" in text and "input data from data of Digits" in text and "output x to Dense" in text and "output y free" in text
    )


def test_wires_are_gone_through_and_deleted_by_keys(hands: Hands) -> None:
    hands.click(hands.node("batch"))
    hands.key(Key.Key_W)
    assert [str(link.target) for link in hands.scene.selected_links()] == ["batch.data"] and not hands.scene.selected_ids()
    hands.key(Key.Key_W)
    assert [str(link.target) for link in hands.scene.selected_links()] == ["dense.x"]
    assert hands.view.hint.text == "batch.x → dense.x\ntensor", "what its tooltip says"
    hands.key(Key.Key_W, SHIFT)
    hands.key(Key.Key_Delete)
    assert hands.links() == {("batch.x", "dense.x")}
    hands.key(Key.Key_W)
    assert [str(link.target) for link in hands.scene.selected_links()] == ["dense.x"], "of all wires, where no node is chosen"


def test_a_frame_is_resized_by_keys(hands: Hands) -> None:
    frame = hands.editor.frame(["relu"], (0.0, 0.0, 200.0, 160.0))
    hands.scene.select([frame])
    hands.key(Key.Key_Right, CONTROL)
    hands.key(Key.Key_Up, CONTROL)
    attributes = hands.document.nodes[frame].attributes
    assert (attributes["width"], attributes["height"]) == (216.0, 144.0)
    hands.stack.undo()
    assert hands.document.nodes[frame].attributes["height"] == 160.0
