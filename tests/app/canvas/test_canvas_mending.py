"""Mending on the canvas: the callout names the repair, a key does it, the menu has them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.model.records import PortRef
from app.project.examples import find_example

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


def show(hands: Hands, *, from_logits: bool = True, labels: bool = False) -> None:
    """The digits network, with a loss that expects something else, or with the labels in a layer."""
    hands.document.reset(find_example("digits-mlp").load())
    if not from_logits:
        hands.editor.set_attribute("n9", "from_logits", False)
    if labels:
        hands.editor.connect(PortRef("n5", "y"), PortRef("n6", "x"))
    hands.check()
    node = "n6" if labels else "n9"
    hands.view.camera.look_at(hands.scene.nodes[node].rect().center(), 1.0, fly=False)
    hands.click(hands.node(node))


def menu_of(hands: Hands, name: str) -> QMenu:
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.objectName() == name
    return menu


def test_the_key_does_the_only_repair(hands: Hands) -> None:
    show(hands, labels=True)
    assert hands.view.callout_text.endswith("Ctrl+.: Connect x instead")
    assert "Ctrl+.: Connect x instead" in hands.view.accessibleDescription()
    QTest.keyClick(hands.view, Qt.Key.Key_Period, CONTROL)
    assert str(hands.document.links[PortRef("n6", "x")].source) == "n5.x"
    assert hands.stack.undoText() == "Connect x instead"
    hands.check()
    assert hands.view.callout_text == ""


def test_several_repairs_ask_for_one_and_the_arrows_choose(hands: Hands) -> None:
    show(hands, from_logits=False)
    assert hands.view.callout_text.endswith("Ctrl+.: Switch from_logits on")
    QTest.keyClick(hands.view, Qt.Key.Key_Period, CONTROL)
    menu = menu_of(hands, "canvas-fixes")
    assert [action.text() for action in menu.actions()] == ["Switch from_logits on", "Insert Softmax"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    kinds = [node.kind for node in hands.document.nodes.values()]
    assert kinds.count("Softmax") == 1 and hands.stack.undoText() == "Insert Softmax"
    hands.check()
    assert not hands.scene.problems_of("n9")


def test_the_menu_of_a_node_begins_with_its_repairs(hands: Hands) -> None:
    show(hands, labels=True)
    hands.view.open_menu_at_selection()
    menu = menu_of(hands, "canvas-menu")
    assert menu.actions()[0].text() == "Connect x instead"
    menu.actions()[0].trigger()
    menu.close()
    assert str(hands.document.links[PortRef("n6", "x")].source) == "n5.x"


def test_the_key_does_nothing_where_nothing_is_wrong(hands: Hands) -> None:
    show(hands)
    count = hands.stack.count()
    QTest.keyClick(hands.view, Qt.Key.Key_Period, CONTROL)
    assert hands.stack.count() == count and QApplication.activePopupWidget() is None
