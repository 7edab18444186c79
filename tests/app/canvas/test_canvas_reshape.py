"""What hands that know Blender reach for: copies by Ctrl and drag, G and Shift+D, other kinds, wires and selections by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.model.records import PortRef

if TYPE_CHECKING:
    from .conftest import Hands

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RIGHT = Qt.MouseButton.RightButton


def place(hands: Hands, node: str) -> tuple[float, float]:
    return hands.document.nodes[node].x, hands.document.nodes[node].y


def seen(hands: Hands, point: QPoint) -> set[int]:
    """The colours around a point of the view."""
    image = hands.view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    around = range(-8, 9)
    return {image.pixel(int((point.x() + dx) * ratio), int((point.y() + dy) * ratio)) for dx in around for dy in around}


def chosen(menu: QMenu, text: str) -> None:
    """Click an entry of an open menu."""
    action = next(action for action in menu.actions() if action.text().startswith(text))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(action).center())


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


# --- copies -------------------------------------------------------------------------------------------------------------


def test_ctrl_and_drag_lifts_a_copy(hands: Hands) -> None:
    hands.scene.select(["batch", "dense"])
    start = hands.node("dense")
    empty = seen(hands, start + QPoint(0, 320))
    hands.drag(start, start + QPoint(0, 320), modifiers=CONTROL, release=False)
    assert len(seen(hands, start + QPoint(0, 320))) > len(empty), "where the copy would lie is shown"
    assert len(hands.document.nodes) == 5 and place(hands, "dense") == (480, 0)
    hands.release(start + QPoint(0, 320))
    assert len(hands.document.nodes) == 7 and place(hands, "dense") == (480, 0)
    first, second = hands.scene.selected_ids()
    assert place(hands, first)[1] == place(hands, second)[1] == 320
    assert (f"{first}.x", f"{second}.x") in hands.links(), "the wire among them is copied"
    assert hands.stack.undoText() == "Duplicate 2 nodes"
    hands.stack.undo()
    assert len(hands.document.nodes) == 5


def test_escape_leaves_no_copy(hands: Hands) -> None:
    hands.drag(hands.node("relu"), hands.node("relu") + QPoint(120, 90), modifiers=CONTROL, release=False)
    hands.key(Key.Key_Escape)
    hands.release(hands.node("relu") + QPoint(120, 90))
    assert len(hands.document.nodes) == 5 and not hands.stack.canUndo() and not hands.view.busy


def test_ctrl_and_click_toggles_as_before(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.click(hands.node("tanh"), modifiers=CONTROL)
    assert hands.scene.selected_ids() == ["relu", "tanh"]
    hands.click(hands.node("relu"), modifiers=CONTROL)
    assert hands.scene.selected_ids() == ["tanh"] and not hands.stack.canUndo()


def test_g_hangs_nodes_on_the_pointer_until_a_click(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_G)
    assert hands.view.busy and "Esc takes it back" in hands.view.hint.text and hands.view.hint.isVisible()
    start = hands.at(200, 500)
    for step in range(5):
        hands.hover(start + QPoint(20 * step, 12 * step))
    assert place(hands, "relu") == (480, 200), "nothing is changed yet"
    hands.click(start + QPoint(80, 48))
    assert place(hands, "relu") == (560, 248) and not hands.view.busy
    assert hands.stack.count() == 1 and hands.stack.undoText() == "Move relu"


@pytest.mark.parametrize(("axis", "expected"), [(Key.Key_X, (560, 200)), (Key.Key_Y, (480, 248))])
def test_x_and_y_hold_a_direction(hands: Hands, axis: Key, expected: tuple[float, float]) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_G)
    hands.hover(hands.at(200, 500))
    hands.key(axis)
    hands.hover(hands.at(280, 548))
    hands.key(Key.Key_Return)
    assert place(hands, "relu") == expected and not hands.view.busy


@pytest.mark.parametrize("way", ["escape", "right"])
def test_a_grab_is_given_up(hands: Hands, way: str) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_G)
    hands.hover(hands.at(200, 500))
    hands.hover(hands.at(300, 560))
    if way == "escape":
        hands.key(Key.Key_Escape)
    else:
        hands.click(hands.at(300, 560), RIGHT)
    assert place(hands, "relu") == (480, 200) and not hands.view.busy and not hands.stack.canUndo()
    assert hands.scene.rect_of("relu").x() == 480


def test_shift_d_hangs_a_copy_on_the_pointer(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_D, SHIFT)
    hands.hover(hands.at(200, 500))
    hands.hover(hands.at(100, 560))
    assert len(hands.document.nodes) == 5
    hands.click(hands.at(100, 560))
    assert len(hands.ids("ReLU")) == 2 and hands.scene.selected_ids() == [hands.ids("ReLU")[1]]
    assert place(hands, hands.ids("ReLU")[1]) == (380, 260) and hands.stack.count() == 1


def test_duplicates_with_what_comes_in(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Key.Key_D, CONTROL | SHIFT)
    (copy,) = hands.scene.selected_ids()
    assert copy != "dense" and ("batch.x", f"{copy}.x") in hands.links()


# --- wires --------------------------------------------------------------------------------------------------------------


def test_a_selection_is_connected_by_one_key(hands: Hands) -> None:
    hands.scene.select(["relu", "dense"])
    hands.editor.move({"relu": (720, 0)})
    hands.key(Key.Key_J)
    assert ("dense.y", "relu.x") in hands.links() and hands.stack.undoText() == "Connect 2 nodes"


def test_one_node_is_connected_to_nothing_and_that_is_said(hands: Hands) -> None:
    hands.click(hands.node("relu"))
    hands.key(Key.Key_J)
    assert "two or more" in hands.messages[-1] and not hands.stack.canUndo()


def test_inputs_are_swapped_and_a_node_is_taken_out_of_its_wires(empty: Hands) -> None:
    a, b, subtract, relu = (
        empty.editor.add_node(kind, x, y)
        for kind, x, y in (("Placeholder", 0, 0), ("Placeholder", 0, 160), ("Subtract", 240, 0), ("ReLU", 480, 0))
    )
    for source, target in ((a, (subtract, "a")), (b, (subtract, "b")), (subtract, (relu, "x"))):
        empty.editor.connect(PortRef(source, "y"), PortRef(*target))
    empty.click(empty.node(subtract))
    empty.key(Key.Key_S, ALT)
    assert {(f"{b}.y", f"{subtract}.a"), (f"{a}.y", f"{subtract}.b")} <= empty.links()
    empty.stack.undo()
    empty.editor.disconnect(PortRef(subtract, "b"))
    empty.key(Key.Key_D, ALT)
    assert empty.links() == {(f"{a}.y", f"{relu}.x")}, "the flow goes on past it"
    assert empty.stack.undoText() == "Take subtract out of its wires"


# --- another kind -------------------------------------------------------------------------------------------------------


def test_another_kind_is_chosen_where_the_node_is(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Key.Key_S, SHIFT)
    popup = hands.view.palette_popup
    assert popup.isVisible() and popup._about.text().startswith("Instead of Dense")
    hands.type("layer norm")
    hands.key(Key.Key_Return)
    assert hands.document.nodes["dense"].kind == "LayerNormalization" and ("batch.x", "dense.x") in hands.links()
    assert hands.scene.selected_ids() == ["dense"] and hands.view.hasFocus()
    assert hands.scene.nodes["dense"].face.title == "LayerNormalization"
    hands.stack.undo()
    assert hands.document.nodes["dense"].kind == "Dense" and hands.scene.nodes["dense"].face.title == "Dense"


def test_kinds_that_lose_a_wire_are_not_offered(hands: Hands) -> None:
    hands.click(hands.node("dense"))
    hands.key(Key.Key_S, SHIFT)
    hands.type("digits")
    hands.key(Key.Key_Return)
    assert hands.document.nodes["dense"].kind == "Dense"


def test_attributes_are_pasted_by_key(hands: Hands) -> None:
    hands.editor.set_attribute("dense", "units", 9)
    other = hands.editor.add_node("Dense", 0, 240)
    hands.click(hands.node("dense"))
    hands.key(Key.Key_C, CONTROL)
    hands.click(hands.node(other))
    hands.key(Key.Key_V, CONTROL | ALT)
    assert hands.document.nodes[other].attributes == {"units": 9}
    QGuiApplication.clipboard().setText("no nodes")
    hands.key(Key.Key_V, CONTROL | ALT)
    assert "holds no nodes" in hands.messages[-1]


# --- selecting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Key.Key_BracketLeft, NONE, {"digits", "batch"}),
        (Key.Key_BracketRight, NONE, {"batch", "dense"}),
        (Key.Key_L, CONTROL, {"digits", "batch", "dense"}),
    ],
)
def test_selecting_along_the_wires(hands: Hands, key: Key, modifiers: Qt.KeyboardModifier, expected: set[str]) -> None:
    hands.click(hands.node("batch"))
    hands.key(key, modifiers)
    assert set(hands.scene.selected_ids()) == expected
    assert hands.scene.current is not None and hands.scene.current.node_id == "batch", "the keyboard stays where it was"


def test_the_full_stop_frames_the_selection(hands: Hands) -> None:
    hands.editor.move({"relu": (4000, 2000)})
    hands.scene.select(["relu"])
    assert not hands.view.visible_rect().contains(hands.scene.rect_of("relu"))
    hands.key(Key.Key_Period)
    hands.qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.rect_of("relu")))


# --- menus --------------------------------------------------------------------------------------------------------------


def test_the_menu_of_a_wire_puts_a_node_into_it(hands: Hands) -> None:
    hands.click(hands.wire("dense", "x"), RIGHT)
    texts = [action.text().partition("\t")[0] for action in popup().actions() if not action.isSeparator()]
    assert texts == ["Insert a node…", "Put a bend in", "Go to Batch", "Go to Dense", "Delete"]
    chosen(popup(), "Insert")
    assert hands.view.palette_popup._about.text() == "Between Batch and Dense"
    hands.type("dropout")
    hands.key(Key.Key_Return)
    (made,) = hands.ids("Dropout")
    assert {("batch.x", f"{made}.x"), (f"{made}.y", "dense.x")} <= hands.links() and hands.stack.count() == 1


def test_the_menu_of_a_port(hands: Hands) -> None:
    hands.click(hands.port("batch", "x", False), RIGHT)
    texts = [action.text().partition("\t")[0] for action in popup().actions() if not action.isSeparator()]
    assert texts == ["Connect “x”", "Add a node at “x”…", "Disconnect “x”", "Go to Dense", "Pin preview"]
    chosen(popup(), "Disconnect")
    assert hands.links() == {("digits.data", "batch.data")}
    hands.click(hands.port("batch", "x", False), RIGHT)
    chosen(popup(), "Add a node")
    hands.type("dense")
    hands.key(Key.Key_Return)
    assert any(source == "batch.x" for source, _ in hands.links()) and len(hands.ids("Dense")) == 2
    hands.click(hands.port("batch", "x", False), RIGHT)
    chosen(popup(), "Pin")
    assert hands.document.nodes["batch"].pinned == "x"


def test_the_menu_of_a_port_starts_a_wire_by_keys(hands: Hands) -> None:
    hands.click(hands.port("dense", "y", False), RIGHT)
    chosen(popup(), "Connect")
    assert hands.view.busy and "To x of" in hands.view.hint.text
