"""Previews inside groups in a window with a real worker: pinned nodes when a group is entered, instances, muted groups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.pictures import HeatMap, Unseen
from app.model.records import PortRef
from app.window.main_window import MainWindow
from app.window.services import Services

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def digits(services: Services, qtbot: QtBot) -> MainWindow:
    """The digits example with hidden and relu in a group that is selected, its worker ready."""
    window = services.new_window()
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.files.open_example("digits-mlp")
    qtbot.waitUntil(lambda: window.run.client.state == "idle", timeout=60_000)
    window.parts.scene.select([node(window, "hidden"), node(window, "relu")])
    window.parts.view.setFocus()
    QTest.keyClick(window.parts.view, Key.Key_G, CONTROL)
    return window


def node(window: MainWindow, name: str) -> str:
    return next(record.id for record in window.workspace.document.nodes.values() if record.name == name)


def shown(window: MainWindow):
    """What the inspector shows of the selected node's value."""
    return window.parts.inspector.form.preview.view.picture


def test_a_node_that_is_pinned_in_a_group_shows_its_value_when_the_group_is_entered(qtbot: QtBot, digits: MainWindow) -> None:
    scene, view, hidden = digits.parts.scene, digits.parts.view, node(digits, "hidden")
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    assert scene.level == node(digits, "group")
    scene.select([hidden])
    QTest.keyClick(view, Key.Key_P)
    qtbot.waitUntil(lambda: isinstance(scene.nodes[hidden].picture, HeatMap), timeout=60_000)
    first = scene.nodes[hidden].picture
    QTest.keyClick(view, Key.Key_Backspace, CONTROL)
    assert scene.level is None
    digits.workspace.editor.set_attribute(hidden, "units", 5)  # while the group is closed
    qtbot.waitUntil(lambda: scene.findings.pictures[hidden].shape == (32, 5), timeout=60_000)
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    assert scene.nodes[hidden].picture.shape == (32, 5) and first.shape == (32, 64)


def test_the_group_and_its_border_show_what_flows_through_them(qtbot: QtBot, digits: MainWindow) -> None:
    scene, group = digits.parts.scene, node(digits, "group")
    scene.select([group])
    qtbot.waitUntil(lambda: isinstance(shown(digits), HeatMap) and shown(digits).shape == (32, 64), timeout=60_000)
    QTest.keyClick(digits.parts.view, Key.Key_Return, CONTROL)
    entry = next(each for each in scene.nodes if digits.workspace.document.nodes[each].kind == "GroupInput")
    scene.select([entry])
    qtbot.waitUntil(lambda: digits.parts.inspector.look == PortRef(entry, "x"), timeout=60_000)
    qtbot.waitUntil(lambda: isinstance(shown(digits), HeatMap), timeout=60_000)


def test_what_lies_in_an_instance_is_looked_at_and_pinned_though_it_cannot_be_changed(qtbot: QtBot, digits: MainWindow) -> None:
    from app.commands.kind_draft import KindDraft

    group, hidden, workspace = node(digits, "group"), node(digits, "hidden"), digits.workspace
    draft = KindDraft(workspace.document.record(), workspace.catalog, digits.services.shelf.library, group)
    draft.name = "Block"
    draft.show((hidden, "units"))
    workspace.editor.become_instance(group, *draft.build())
    scene, view = digits.parts.scene, digits.parts.view
    scene.select([group])
    view.setFocus()
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    scene.select([hidden])
    QTest.keyClick(view, Key.Key_P)
    assert workspace.document.nodes[hidden].pinned == "y"
    qtbot.waitUntil(lambda: isinstance(scene.nodes[hidden].picture, HeatMap), timeout=60_000)
    assert isinstance(shown(digits), HeatMap)
    workspace.editor.set_attribute(group, "units", 7)
    qtbot.waitUntil(lambda: scene.nodes[hidden].picture.shape == (32, 7), timeout=60_000)


def test_what_lies_in_a_muted_group_says_why_it_shows_nothing(qtbot: QtBot, digits: MainWindow) -> None:
    scene, view, hidden = digits.parts.scene, digits.parts.view, node(digits, "hidden")
    QTest.keyClick(view, Key.Key_M)
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    scene.select([hidden])
    qtbot.waitUntil(lambda: isinstance(shown(digits), Unseen), timeout=60_000)
    assert "is muted" in digits.parts.inspector.form.preview.view.accessibleDescription()
