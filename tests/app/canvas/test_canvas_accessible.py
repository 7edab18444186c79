"""The canvas through Qt's accessibility interface: nodes, ports and wires with names, states, actions and events."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.canvas import accessible
from app.canvas.view import CanvasView

if TYPE_CHECKING:
    from .conftest import Hands

Text, Role, Event = QAccessible.Text, QAccessible.Role, QAccessible.Event


@pytest.fixture(autouse=True)
def _assistive_technology():
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


def interface(hands: Hands) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(hands.view)


def children(of: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [of.child(index) for index in range(of.childCount())]


def named(hands: Hands, name: str) -> QAccessibleInterface:
    found = [child for child in children(interface(hands)) if child.text(Text.Name) == name]
    assert len(found) == 1, [child.text(Text.Name) for child in children(interface(hands))]
    return found[0]


def test_every_node_and_wire_is_a_child_with_a_name_of_its_own(hands: Hands) -> None:
    canvas = interface(hands)
    assert canvas.role() == Role.Canvas and canvas.text(Text.Name) == "Canvas"
    names = [child.text(Text.Name) for child in children(canvas)]
    assert {"Digits", "Batch 32", "Dense", "ReLU", "Tanh"} <= {name.removesuffix(" 64") for name in names}
    assert "Wire from data of Digits to data of Batch 32" in names
    assert all(names) and len(set(names)) == len(names)
    for index, child in enumerate(children(canvas)):
        assert canvas.indexOfChild(child) == index
        assert child.parent().object() is hands.view and child.isValid()


def test_a_node_says_what_it_is_joined_to_its_types_and_what_is_wrong(hands: Hands) -> None:
    hands.check()
    batch = named(hands, "Batch 32")
    words = batch.text(Text.Description)
    assert "input data from data of Digits" in words and "output x to Dense" in words and "output y free" in words
    assert "float32 batch×64" in words
    problem = hands.scene.problems_of("relu")[0]
    assert problem.message.rstrip(".").casefold() in named(hands, "ReLU").text(Text.Description).casefold()
    hands.scene.set_live("relu", "3 % dead")
    assert named(hands, "ReLU").text(Text.Value) == "3 % dead"


def test_ports_are_children_of_their_node(hands: Hands) -> None:
    hands.check()
    batch = named(hands, "Batch 32")
    ports = children(batch)
    assert [port.text(Text.Name) for port in ports] == ["Input data", "Output x", "Output y"]
    assert ports[1].text(Text.Description).startswith("Output x to Dense (float32 batch×64")
    assert [batch.indexOfChild(port) for port in ports] == [0, 1, 2]
    centre = ports[1].rect().center()
    assert (centre - hands.view.viewport().mapToGlobal(hands.port("batch", "x", False))).manhattanLength() <= 2
    assert batch.childAt(centre.x(), centre.y()) is ports[1]


def test_positions_follow_the_view(hands: Hands) -> None:
    node = named(hands, "ReLU")
    shown = hands.view.viewport().mapToGlobal(hands.node("relu", 0, 0))
    assert (node.rect().topLeft() - shown).manhattanLength() <= 2
    assert interface(hands).childAt(shown.x() + 60, shown.y() + 12) is node
    hands.view.camera.pan(QPointF(-120, 40))
    assert (node.rect().topLeft() - shown - QPoint(-120, 40)).manhattanLength() <= 2
    assert not node.state().offscreen
    hands.scene.select(["relu"])
    hands.view.camera.look_at(QPointF(5000, 5000), fly=False)
    assert node.state().offscreen
    assert [child.text(Text.Name) for child in children(interface(hands)) if child.role() == Role.ListItem] == ["ReLU"]


def test_states_and_events_follow_the_keyboard(hands: Hands, monkeypatch) -> None:
    sent: list[tuple[QAccessible.Event, str]] = []

    def note(event: QAccessibleEvent) -> None:
        sent.append((event.type(), event.accessibleInterface().text(Text.Name)))
        if isinstance(event, QAccessibleStateChangeEvent):
            assert event.changedStates().selected

    interface(hands)
    monkeypatch.setattr(accessible, "_send", note)
    while hands.scene.selected_ids() != ["dense"]:
        sent.clear()
        hands.key(Qt.Key.Key_N)
    dense = next(child for child in children(interface(hands)) if child.text(Text.Name).startswith("Dense"))
    assert (Event.Focus, dense.text(Text.Name)) in sent and (Event.StateChanged, dense.text(Text.Name)) in sent
    assert dense.state().focused and dense.state().selected and dense.state().selectable and dense.state().focusable
    assert interface(hands).focusChild() is dense
    other = named(hands, "ReLU")
    assert not other.state().focused and not other.state().selected
    hands.view.clearFocus()
    assert not dense.state().focused and dense.state().selected
    sent.clear()
    hands.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert sent[0] == (Event.Focus, dense.text(Text.Name))
    hands.editor.rename("relu", "rectifier")
    assert (Event.NameChanged, "ReLU rectifier") in sent


def test_actions_reach_the_canvas_through_qt(hands: Hands) -> None:
    """Called as Qt's bridges call them: by the address that the interface gives for its actions."""
    node = named(hands, "ReLU")
    actions = QAccessibleInterface.actionInterface(node)
    assert list(actions.actionNames()) == ["Press", "SetFocus", "ShowMenu"]
    assert QAccessibleInterface.valueInterface(node) is None and QAccessibleInterface.textInterface(node) is None
    actions.doAction("Press")
    assert hands.scene.selected_ids() == ["relu"] and hands.view.hasFocus()
    output = children(named(hands, "Tanh"))[1]
    QAccessibleInterface.actionInterface(output).doAction("Press")
    assert hands.view.busy and "of ReLU" in hands.view.hint.text
    hands.key(Qt.Key.Key_Return)
    assert ("tanh.y", "relu.x") in hands.links()
    wire = named(hands, "Wire from y of Tanh to x of ReLU")
    assert wire.role() == Role.Link and not wire.state().selected
    QAccessibleInterface.actionInterface(wire).doAction("Press")
    assert wire.state().selected and wire.state().focused
    QTest.keyClick(hands.view, Qt.Key.Key_Delete)
    assert ("tanh.y", "relu.x") not in hands.links() and not wire.isValid()


def test_elements_of_what_is_gone_are_forgotten(hands: Hands) -> None:
    node = named(hands, "ReLU")
    number = QAccessible.uniqueId(node)
    assert QAccessible.accessibleInterface(number) is node
    hands.scene.select(["relu"])
    hands.key(Qt.Key.Key_Delete)
    assert QAccessible.accessibleInterface(number) is None
    assert not any(child.text(Text.Name) == "ReLU" for child in children(interface(hands)))
    hands.stack.undo()
    assert named(hands, "ReLU").isValid()


def test_a_view_that_is_closed_leaves_nothing_behind(hands: Hands, qapp) -> None:
    kept = set(accessible._KEPT)
    view = CanvasView(hands.scene)
    view.resize(600, 400)
    view.show()
    numbers = [
        QAccessible.uniqueId(child) for child in children(QAccessible.queryAccessibleInterface(view)) if child.object() is None
    ]
    assert set(accessible._KEPT) - kept == {id(view)} and numbers
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()
    assert all(QAccessible.accessibleInterface(number) is None for number in numbers)
    assert id(view) not in accessible._KEPT
    hands.scene.select(["relu"])  # the scene outlives its view


def test_ports_and_wires_open_their_menus(hands: Hands) -> None:
    batch = named(hands, "Batch 32")
    output = next(port for port in children(batch) if port.text(Text.Name) == "Output x")
    wire = named(hands, "Wire from x of Batch 32 to x of Dense")
    for element, first in ((output, "Connect “x”"), (wire, "Insert a node…")):
        actions = QAccessibleInterface.actionInterface(element)
        assert "ShowMenu" in actions.actionNames()
        actions.doAction("ShowMenu")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu) and menu.actions()[0].text().startswith(first)
        menu.close()
