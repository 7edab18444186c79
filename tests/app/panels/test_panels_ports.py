"""The ports of a group in the inspector, by clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.model.groups import ENTRY, border
from app.panels.inspector import InspectorPanel
from app.panels.node_form import NodeForm
from app.panels.ports_section import PortsSection
from app.theme import Theme

LEFT = Qt.MouseButton.LeftButton


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.document = Document()
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, catalog())
        self.group = self.editor.group([self.editor.add_node("Dense", 0, 0)])
        self.editor.add_port(self.group, "inputs", "mask")
        self.panel = InspectorPanel(self.editor, catalog(), Theme("dark"))
        self.said: list[str] = []
        self.panel.message.connect(self.said.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(320, 700)
        self.panel.show()

    def section(self, at: int = 0) -> PortsSection:
        form = self.panel.form
        assert isinstance(form, NodeForm)
        return form.ports[at]

    def ports(self, side: str = "inputs") -> list[str]:
        return self.document.nodes[self.group].attributes[side]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(qtbot)
    made.editor.add_port(made.group, "inputs", "x")
    made.panel.show_nodes([made.group])
    return made


def test_a_group_shows_both_sides_and_its_border_one(desk: Desk) -> None:
    form = desk.panel.form
    assert isinstance(form, NodeForm) and len(form.ports) == 2
    assert [row.field.text() for row in desk.section().rows] == ["mask", "x"] and desk.section(1).rows == []
    start = border(desk.document, desk.group, ENTRY)
    assert start is not None
    desk.panel.show_nodes([start])
    form = desk.panel.form
    assert isinstance(form, NodeForm) and len(form.ports) == 1 and form.name is None
    QTest.mouseClick(desk.section().add, LEFT)
    assert desk.ports() == ["mask", "x", "x_2"] and len(desk.section().rows) == 3


def test_ports_are_added_renamed_moved_and_removed(desk: Desk) -> None:
    steps = desk.stack.index()
    QTest.mouseClick(desk.section(1).add, LEFT)
    assert desk.ports("outputs") == ["y"] and desk.section(1).rows[0].field.hasFocus()
    field = desk.section().rows[0].field
    field.selectAll()
    QTest.keyClicks(field, "gate")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.ports() == ["gate", "x"]
    up, down, _ = desk.section().rows[0].buttons
    assert not up.isEnabled() and down.isEnabled() and down.accessibleName() == "Put gate lower"
    QTest.mouseClick(down, LEFT)
    assert desk.ports() == ["x", "gate"] and desk.section().rows[1].field.hasFocus()
    QTest.mouseClick(desk.section().rows[0].buttons[2], LEFT)
    assert desk.ports() == ["gate"] and desk.stack.index() == steps + 4
    desk.stack.undo()
    assert [row.name for row in desk.section().rows] == ["x", "gate"]


def test_a_name_that_is_taken_is_refused_and_put_back(desk: Desk) -> None:
    field = desk.section().rows[0].field
    field.selectAll()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.ports() == ["mask", "x"] and field.text() == "mask"
    assert desk.said == ["another port is named 'x' already; choose another name"]
