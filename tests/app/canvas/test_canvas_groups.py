"""Groups on the canvas by real keys and clicks: folded, entered, edited inside, left, unpacked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.model.groups import ENTRY, EXIT, border
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef

if TYPE_CHECKING:
    from .conftest import Hands

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NODES = (
    NodeRecord(id="digits", kind="Digits", name="digits"),
    NodeRecord(id="batch", kind="Batch", name="batch", x=200),
    NodeRecord(id="hidden", kind="Dense", name="hidden", x=400, attributes={"units": 8}),
    NodeRecord(id="relu", kind="ReLU", name="relu", x=600),
    NodeRecord(id="tanh", kind="Tanh", name="tanh", x=200, y=300),
)
WIRES = (("digits.data", "batch.data"), ("batch.x", "hidden.x"), ("hidden.y", "relu.x"))
LINKS = [LinkRecord(PortRef.parse(source), PortRef.parse(target)) for source, target in WIRES]
ROW = DocumentRecord(name="Test", nodes={node.id: node for node in NODES}, links={link.target: link for link in LINKS})


@pytest.fixture
def row(open_canvas: Callable[[DocumentRecord], Hands]) -> Hands:
    return open_canvas(ROW)


def fold(hands: Hands, *nodes: str) -> str:
    """Select by clicks and press Ctrl+G."""
    for index, node in enumerate(nodes):
        hands.click(hands.node(node), modifiers=SHIFT if index else NONE)
    hands.key(Key.Key_G, CONTROL)
    (group,) = hands.scene.selected_ids()
    return group


def crumbs(hands: Hands) -> list[str]:
    return [crumb.text() for crumb in hands.view.breadcrumbs.crumbs]


def ends(hands: Hands, group: str) -> tuple[str, str]:
    start, end = border(hands.document, group, ENTRY), border(hands.document, group, EXIT)
    assert start is not None and end is not None
    return start, end


def test_fold_and_unpack_by_keys(row: Hands) -> None:
    before = row.document.record()
    group = fold(row, "hidden", "relu")
    assert set(row.scene.nodes) == {"digits", "batch", "tanh", group}
    assert set(row.scene.links) == {PortRef("batch", "data"), PortRef(group, "x")}
    assert row.scene.nodes[group].face.form == "group" and row.stack.undoText() == "Group 2 nodes"
    row.key(Key.Key_G, CONTROL | SHIFT)
    assert row.scene.selected_ids() == ["hidden", "relu"] and set(row.scene.nodes) == set(ROW.nodes)
    assert dict(row.document.nodes) == dict(before.nodes) and dict(row.document.links) == dict(before.links)
    row.key(Key.Key_Z, CONTROL)
    assert group in row.scene.nodes and "hidden" not in row.scene.nodes
    row.key(Key.Key_Z, CONTROL)
    assert set(row.scene.nodes) == set(ROW.nodes) and set(row.scene.links) == set(ROW.links)


def test_a_double_click_enters_and_keys_leave(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.double_click(row.node(group))
    start, end = ends(row, group)
    assert set(row.scene.nodes) == {"hidden", "relu", start, end} and row.scene.level == group == row.editor.level
    assert set(row.scene.links) == {PortRef("hidden", "x"), PortRef("relu", "x")}
    assert crumbs(row) == ["Test", "group"]
    row.key(Key.Key_Backspace, CONTROL)
    assert row.scene.level is None and row.scene.selected_ids() == [group] and crumbs(row) == ["Test"]
    row.key(Key.Key_Return, CONTROL)
    assert row.scene.level == group
    row.click(row.node("hidden"))
    row.key(Key.Key_Escape)
    assert row.scene.level == group and row.scene.selected_ids() == []
    row.key(Key.Key_Escape)
    assert row.scene.level is None


def test_nested_groups_and_breadcrumbs(row: Hands) -> None:
    outer = fold(row, "hidden", "relu")
    row.key(Key.Key_Return, CONTROL)
    inner = fold(row, "hidden")
    row.key(Key.Key_Return, CONTROL)
    assert crumbs(row) == ["Test", "group", "group_2"] and "hidden" in row.scene.nodes
    assert row.view.breadcrumbs.accessibleName() == "Test › group › group_2"
    assert row.view.accessibleDescription().startswith("Test › group › group_2: 3 nodes, 2 wires")
    QTest.mouseClick(row.view.breadcrumbs.crumbs[1], Qt.MouseButton.LeftButton)
    assert row.scene.level == outer and row.scene.selected_ids() == [inner] and row.view.hasFocus()
    row.key(Key.Key_Return, CONTROL)
    crumb = row.view.breadcrumbs.crumbs[0]
    assert crumb.focusPolicy() & Qt.FocusPolicy.TabFocus and crumb.accessibleName() == "Back to Test"
    crumb.setFocus()
    QTest.keyClick(crumb, Key.Key_Return)
    assert row.scene.level is None and row.scene.selected_ids() == [outer]


def test_a_crumb_follows_the_name_of_its_group(row: Hands) -> None:
    group = fold(row, "hidden")
    row.view.enter(group)
    row.editor.rename(group, "block")
    assert crumbs(row) == ["Test", "block"]
    row.view.leave()
    assert row.scene.nodes[group].face.title == "block"


def test_each_level_is_seen_again_as_it_was_left(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.view.camera.set_zoom(0.8)
    centre = row.view.camera.centre()
    row.view.enter(group)
    assert row.view.visible_rect().contains(row.scene.contents_rect())
    row.view.leave()
    assert row.view.zoom() == pytest.approx(0.8) and (row.view.camera.centre() - centre).manhattanLength() < 2


def test_nodes_are_added_copied_and_deleted_inside(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.view.enter(group)
    row.double_click(row.at(420, 200))
    row.type("tanh")
    row.key(Key.Key_Return)
    (made,) = row.scene.selected_ids()
    assert row.document.nodes[made].group == group and made in row.scene.nodes
    row.key(Key.Key_D, CONTROL)
    (copy,) = row.scene.selected_ids()
    assert row.document.nodes[copy].group == group
    row.key(Key.Key_C, CONTROL)
    row.key(Key.Key_V, CONTROL)
    assert all(row.document.nodes[node].group == group for node in row.scene.selected_ids())
    row.key(Key.Key_Delete)
    row.click(row.node("hidden"))
    row.key(Key.Key_Delete)
    assert (f"{ends(row, group)[0]}.x", "relu.x") in row.links()
    row.click(row.node("relu"))
    row.key(Key.Key_M)
    assert row.document.nodes["relu"].muted


def test_the_border_cannot_be_deleted_or_renamed(row: Hands) -> None:
    group = fold(row, "hidden")
    row.view.enter(group)
    start, _ = ends(row, group)
    row.click(row.node(start))
    row.key(Key.Key_Delete)
    assert start in row.scene.nodes and "stay as long as the group" in row.messages[-1]
    row.key(Key.Key_F2)
    assert row.view.rename_field.isHidden()


def test_a_wire_into_the_free_port_makes_a_port(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.view.enter(group)
    start, end = ends(row, group)
    steps = row.stack.index()
    row.drag(row.port("hidden", "y", False), row.port(end, "+", True))
    assert row.stack.index() == steps + 1
    assert row.document.nodes[group].attributes["outputs"] == ["y"] and ("hidden.y", f"{end}.y") in row.links()
    assert row.scene.nodes[end].port_point(True, "y") is not None
    row.drag(row.port(start, "+", False), row.port("relu", "x", True))
    assert row.document.nodes[group].attributes["inputs"] == ["x", "x_2"]
    row.view.leave()
    assert [port.label for port in row.scene.nodes[group].face.inputs] == ["x", "x_2"]


def test_an_error_inside_marks_every_group_around_it(row: Hands) -> None:
    outer = fold(row, "hidden", "relu")
    row.view.enter(outer)
    inner = fold(row, "hidden")
    row.check()
    assert row.scene.nodes[inner].face.severity != "error" and row.scene.nodes[inner].face.footer
    row.editor.disconnect(PortRef("hidden", "x"))
    row.check()
    assert row.scene.nodes[inner].face.messages[0] == ("error", "Inside: Dense 'hidden' needs a wire into 'x'.")
    row.view.leave()
    assert row.scene.nodes[outer].face.severity == "error"
    row.stack.undo()
    row.check()
    assert row.scene.nodes[outer].face.severity != "error" and "params" in row.scene.nodes[outer].face.footer


def test_jumping_and_finding_enter_the_right_group(row: Hands) -> None:
    outer = fold(row, "hidden", "relu")
    row.view.enter(outer)
    inner = fold(row, "hidden")
    row.view.leave()
    row.view.show_node("hidden")
    assert row.scene.path == [outer, inner] and row.scene.selected_ids() == ["hidden"]
    row.view.show_node("tanh")
    assert row.scene.level is None and row.scene.selected_ids() == ["tanh"]
    row.key(Key.Key_F, CONTROL)
    row.type("relu")
    assert row.scene.level == outer and row.scene.selected_ids() == ["relu"] and row.view.find_bar.count.text() == "1 of 1"
    assert QApplication.focusWidget() is row.view.find_bar.field
    row.view.show_node("nowhere")
    assert row.scene.selected_ids() == ["relu"]


def test_undo_takes_the_view_out_of_a_group_that_is_gone(row: Hands) -> None:
    outer = fold(row, "hidden", "relu")
    row.view.enter(outer)
    inner = fold(row, "hidden")
    row.view.enter(inner)
    row.key(Key.Key_Z, CONTROL)
    assert row.scene.level == outer and row.editor.level == outer and set(row.scene.nodes) >= {"hidden", "relu"}
    row.key(Key.Key_Z, CONTROL)
    assert row.scene.level is None and set(row.scene.nodes) == set(ROW.nodes) and set(row.scene.links) == set(ROW.links)
    row.key(Key.Key_Z, CONTROL | SHIFT)
    assert set(row.scene.nodes) == {"digits", "batch", "tanh", outer}


@pytest.mark.parametrize("many", [0, 64])
def test_what_is_shown_is_what_the_document_has_after_every_step(row: Hands, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Redone and undone with another level open each time, the scene agrees with the document, made anew or piece by piece."""
    monkeypatch.setattr("app.canvas.scene._MANY", many)
    outer = fold(row, "hidden", "relu")
    row.view.enter(outer)
    fold(row, "relu")
    row.editor.delete([outer])
    steps = row.stack.count()
    for level in (None, outer):
        while row.stack.canUndo():
            row.stack.undo()
            row.scene.show_level(level if level in row.document.nodes else None)
            agrees(row)
        assert row.stack.index() == 0
        while row.stack.index() < steps:
            row.stack.redo()
            agrees(row)


def agrees(hands: Hands) -> None:
    nodes = {node.id for node in hands.document.nodes.values() if node.group == hands.scene.level}
    assert set(hands.scene.nodes) == nodes
    assert set(hands.scene.links) == {target for target in hands.document.links if target.node in nodes}


def test_what_is_selected_stays_selected_when_much_comes_and_goes(row: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.canvas.scene._MANY", 0)
    heard: list[list[str]] = []
    row.scene.selection_ids_changed.connect(heard.append)
    row.scene.select(["tanh", "hidden"])
    row.editor.group(["hidden", "relu"])
    assert row.scene.selected_ids() == ["tanh"] == heard[-1] and row.scene.nodes["tanh"].selected


def test_wires_to_groups_are_drawn_and_refused_by_hand(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.view.camera.look_at(row.scene.contents_rect().center(), 1.0, fly=False)
    row.drag(row.port(group, "x", True), row.node("tanh", 60, 120))  # taken off
    assert PortRef(group, "x") not in row.document.links
    row.key(Key.Key_Escape)
    row.drag(row.port("digits", "data", False), row.port(group, "x", True))
    assert PortRef(group, "x") not in row.document.links and "takes a tensor" in row.messages[-1]
    row.drag(row.port("tanh", "y", False), row.port(group, "x", True))
    assert ("tanh.y", f"{group}.x") in row.links()


def test_nodes_in_between_are_named(row: Hands) -> None:
    row.click(row.node("batch"))
    row.click(row.node("relu"), modifiers=SHIFT)
    row.key(Key.Key_G, CONTROL)
    assert row.messages[-1].startswith("'hidden' lies between") and len(row.document.nodes) == len(ROW.nodes)


def test_layout_fit_and_minimap_know_the_level(row: Hands) -> None:
    group = fold(row, "hidden", "relu")
    row.view.enter(group)
    row.key(Key.Key_L)
    assert "Lay out 4 nodes" in row.stack.undoText()
    row.key(Key.Key_Home)
    assert row.view.visible_rect().contains(row.scene.contents_rect())
    assert row.document.nodes["tanh"].y == 300
    row.view.minimap.grab()
    row.view.grab()


def test_the_menu_offers_groups(row: Hands) -> None:
    group = fold(row, "hidden")
    row.click(row.node(group), Qt.MouseButton.RightButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert "Open the group\tCtrl+Enter" in texts and "Unpack\tCtrl+Shift+G" in texts and "Group\tCtrl+G" in texts
    action = menu.actions()[texts.index("Open the group\tCtrl+Enter")]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(action).center())
    assert row.scene.level == group
    row.click(row.node(ends(row, group)[0]), Qt.MouseButton.RightButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and "Leave the group\tCtrl+Backspace" in [action.text() for action in menu.actions()]
    menu.close()


def test_another_document_begins_at_its_own_level(row: Hands) -> None:
    group = fold(row, "hidden")
    row.view.enter(group)
    row.document.reset(ROW)
    assert row.scene.level is None and set(row.scene.nodes) == set(ROW.nodes) and crumbs(row) == ["Test"]


def test_live_figures_are_there_when_a_group_is_entered(row: Hands) -> None:
    group = fold(row, "hidden")
    row.scene.set_live("hidden", "loss 0.5")
    row.view.enter(group)
    assert row.scene.nodes["hidden"].live == "loss 0.5"
    row.scene.clear_live()
    row.view.leave()
    row.view.enter(group)
    assert row.scene.nodes["hidden"].live == ""
