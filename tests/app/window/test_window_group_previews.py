"""Previews inside groups in a window with a real worker: pinned nodes when a group is entered, instances, muted groups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.pictures import HeatMap, Unseen
from app.model.records import PortRef
from app.window.main_window import MainWindow

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grouped(digits: MainWindow) -> MainWindow:
    """The digits example with hidden and relu in a group that is selected, its worker ready."""
    digits.parts.scene.select([node(digits, "hidden"), node(digits, "relu")])
    digits.parts.view.setFocus()
    QTest.keyClick(digits.parts.view, Key.Key_G, CONTROL)
    return digits


def node(window: MainWindow, name: str) -> str:
    return next(record.id for record in window.workspace.document.nodes.values() if record.name == name)


def shown(window: MainWindow):
    """What the inspector shows of the selected node's value."""
    return window.parts.inspector.form.preview.view.picture


def test_a_node_that_is_pinned_in_a_group_shows_its_value_when_the_group_is_entered(qtbot: QtBot, grouped: MainWindow) -> None:
    scene, view, hidden = grouped.parts.scene, grouped.parts.view, node(grouped, "hidden")
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    assert scene.level == node(grouped, "group")
    scene.select([hidden])
    QTest.keyClick(view, Key.Key_P)
    qtbot.waitUntil(lambda: isinstance(scene.nodes[hidden].picture, HeatMap), timeout=60_000)
    first = scene.nodes[hidden].picture
    QTest.keyClick(view, Key.Key_Backspace, CONTROL)
    assert scene.level is None
    grouped.workspace.editor.set_attribute(hidden, "units", 5)  # while the group is closed
    qtbot.waitUntil(lambda: scene.findings.pictures[hidden].shape == (32, 5), timeout=60_000)
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    assert scene.nodes[hidden].picture.shape == (32, 5) and first.shape == (32, 64)


def test_the_group_and_its_border_show_what_flows_through_them(qtbot: QtBot, grouped: MainWindow) -> None:
    scene, group = grouped.parts.scene, node(grouped, "group")
    scene.select([group])
    qtbot.waitUntil(lambda: isinstance(shown(grouped), HeatMap) and shown(grouped).shape == (32, 64), timeout=60_000)
    QTest.keyClick(grouped.parts.view, Key.Key_Return, CONTROL)
    entry = next(each for each in scene.nodes if grouped.workspace.document.nodes[each].kind == "GroupInput")
    scene.select([entry])
    qtbot.waitUntil(lambda: grouped.parts.inspector.look == PortRef(entry, "x"), timeout=60_000)
    qtbot.waitUntil(lambda: isinstance(shown(grouped), HeatMap), timeout=60_000)


def test_what_lies_in_an_instance_is_looked_at_and_pinned_though_it_cannot_be_changed(qtbot: QtBot, grouped: MainWindow) -> None:
    from app.commands.kind_draft import KindDraft

    group, hidden, workspace = node(grouped, "group"), node(grouped, "hidden"), grouped.workspace
    draft = KindDraft(workspace.document.record(), workspace.catalog, grouped.services.shelf.library, group)
    draft.name = "Block"
    draft.show((hidden, "units"))
    workspace.editor.become_instance(group, *draft.build())
    scene, view = grouped.parts.scene, grouped.parts.view
    scene.select([group])
    view.setFocus()
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    scene.select([hidden])
    QTest.keyClick(view, Key.Key_P)
    assert workspace.document.nodes[hidden].pinned == "y"
    qtbot.waitUntil(lambda: isinstance(scene.nodes[hidden].picture, HeatMap), timeout=60_000)
    assert isinstance(shown(grouped), HeatMap)
    workspace.editor.set_attribute(group, "units", 7)
    qtbot.waitUntil(lambda: scene.nodes[hidden].picture.shape == (32, 7), timeout=60_000)


def test_what_lies_in_a_muted_group_says_why_it_shows_nothing(qtbot: QtBot, grouped: MainWindow) -> None:
    scene, view, hidden = grouped.parts.scene, grouped.parts.view, node(grouped, "hidden")
    QTest.keyClick(view, Key.Key_M)
    QTest.keyClick(view, Key.Key_Return, CONTROL)
    scene.select([hidden])
    qtbot.waitUntil(lambda: isinstance(shown(grouped), Unseen), timeout=60_000)
    assert "is muted" in grouped.parts.inspector.form.preview.view.accessibleDescription()
