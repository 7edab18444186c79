"""Numbers of the inspector, dragged with the mouse: live, one step in the history, taken back by Esc."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.panels.inspector import InspectorPanel
from app.panels.value_line import ValueLine
from app.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


@pytest.fixture
def panel(qtbot) -> Iterator[InspectorPanel]:
    editor = Editor(Document(), QUndoStack(), catalog())
    panel = InspectorPanel(editor, catalog(), Theme("dark"))
    panel.editor_used = editor
    qtbot.addWidget(panel)
    panel.resize(296, 700)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield panel


def line_of(panel: InspectorPanel, name: str) -> ValueLine:
    return panel.form.rows[name].editor.field


def move(line: ValueLine, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    place = QPointF(point)
    event = QMouseEvent(QEvent.Type.MouseMove, place, line.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, modifiers)
    QApplication.sendEvent(line, event)


def drag(line: ValueLine, pixels: int, modifiers: Qt.KeyboardModifier = NONE, release: bool = True) -> None:
    start = line.rect().center()
    QTest.mousePress(line, LEFT, NONE, start)
    for step in range(1, 9):
        move(line, start + QPoint(round(pixels * step / 8), 0), modifiers)
    if release:
        QTest.mouseRelease(line, LEFT, NONE, start + QPoint(pixels, 0))


@pytest.mark.parametrize(
    ("kind", "name", "pixels", "modifiers", "expected"),
    [
        ("Dense", "units", 40, NONE, 42),
        ("Dense", "units", -40, NONE, 22),
        ("Dense", "units", 40, CONTROL, 132),
        ("Dense", "units", 80, SHIFT, 34),
        ("Dropout", "rate", -40, NONE, 0.4),
        ("Dropout", "rate", 40, SHIFT, 0.51),
        ("Adam", "learning_rate", 40, NONE, 0.002),
    ],
)
def test_a_number_is_dragged(panel, kind: str, name: str, pixels: int, modifiers, expected: float) -> None:
    editor = panel.editor_used
    node = editor.add_node(kind, 0, 0)
    panel.show_nodes([node])
    before = editor.undo_stack.count()
    drag(line_of(panel, name), pixels, modifiers)
    assert editor.document.nodes[node].attributes[name] == pytest.approx(expected)
    assert editor.undo_stack.count() == before + 1, "a drag is one step"
    editor.undo_stack.undo()
    assert name not in editor.document.nodes[node].attributes or kind == "Dense"


def test_a_drag_stops_at_the_least_that_there_may_be(panel) -> None:
    node = panel.editor_used.add_node("Dense", 0, 0)
    panel.show_nodes([node])
    drag(line_of(panel, "units"), -400)
    assert panel.editor_used.document.nodes[node].attributes["units"] == 1


def test_the_document_follows_while_it_is_dragged_and_escape_takes_it_back(panel) -> None:
    editor = panel.editor_used
    node = editor.add_node("Dense", 0, 0)
    panel.show_nodes([node])
    before, line = editor.document.record(), line_of(panel, "units")
    drag(line, 40, release=False)
    assert editor.document.nodes[node].attributes["units"] == 42 and line.text() == "42"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert editor.document.record() == before and line.text() == "32"
    assert editor.undo_stack.undoText() == "Add Dense", "it left no trace"
    QTest.mouseRelease(line, LEFT, NONE, line.rect().center())
    assert not line.hasSelectedText()


def test_a_press_that_stays_begins_typing_and_then_presses_are_for_the_text(panel, qtbot) -> None:
    editor = panel.editor_used
    node = editor.add_node("Dense", 0, 0)
    panel.show_nodes([node])
    line = line_of(panel, "units")
    QTest.mouseClick(line, LEFT)
    assert line.hasFocus() and line.selectedText() == "32"
    drag(line, 40)
    assert editor.document.nodes[node].attributes["units"] == 32
    line.selectAll()
    qtbot.keyClicks(line, "7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.document.nodes[node].attributes["units"] == 7


def test_several_nodes_are_dragged_together_in_one_step(panel) -> None:
    editor = panel.editor_used
    nodes = [editor.add_node("Dense", 240 * at, 0) for at in range(3)]
    panel.show_nodes(nodes)
    before = editor.undo_stack.count()
    drag(line_of(panel, "units"), 20)
    assert [editor.document.nodes[node].attributes["units"] for node in nodes] == [37] * 3
    assert editor.undo_stack.count() == before + 1 and editor.undo_stack.undoText() == "Set units of 3 nodes"


def test_several_values_are_typed_not_dragged(panel) -> None:
    editor = panel.editor_used
    nodes = [editor.add_node("Dense", 240 * at, 0) for at in range(2)]
    editor.set_attribute(nodes[0], "units", 5)
    panel.show_nodes(nodes)
    drag(line_of(panel, "units"), 40)
    assert [editor.document.nodes[node].attributes["units"] for node in nodes] == [5, 32]
