"""Dismissing a warning: in the list, in the inspector and at the node; kept in the document, undone, and restored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from app.compile.describe import describe
from app.compile.lower import lower
from app.panels.problems import ProblemRow
from app.project.format import dumps, loads


@pytest.fixture
def stacked(window, qtbot):
    """Two dense layers with nothing between them: the linear stack is warned of."""
    window.resize(1280, 800)
    window.files.open_example("digits-mlp")
    document = window.workspace.document
    relu = next(node.id for node in document.nodes.values() if node.kind == "ReLU")
    window.workspace.editor.delete([relu])
    window.workspace.check.check_now()
    window.docks.show_tab(window.parts.problems)
    assert [problem.rule for problem in told(window)] == ["linear_stack"]
    return window


def told(window):
    return window.workspace.check.result.problems


def rows(window) -> list[ProblemRow]:
    listed = window.parts.problems.list
    found = [listed.itemWidget(listed.item(at)) for at in range(listed.count())]
    return [row for row in found if isinstance(row, ProblemRow)]


def test_dismissed_in_the_list_and_restored_there(stacked, qtbot) -> None:
    check = stacked.workspace.check
    (row,) = rows(stacked)
    assert not row.dismissed and row.silence is not None
    qtbot.mouseClick(row.silence, Qt.MouseButton.LeftButton)
    check.check_now()
    assert told(stacked) == () and [problem.rule for problem in check.result.dismissed] == ["linear_stack"]
    assert stacked.docks.tabs.tabText(2) == "Problems"
    (row,) = rows(stacked)
    assert row.dismissed and row.fixes == [] and row.silence.text() == "Restore"
    listed = stacked.parts.problems.list
    assert listed.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Dismissed"
    assert any(label.text() == "DISMISSED" for label in listed.findChildren(QLabel))
    qtbot.mouseClick(row.silence, Qt.MouseButton.LeftButton)
    check.check_now()
    assert [problem.rule for problem in told(stacked)] == ["linear_stack"] and check.result.dismissed == ()


def test_it_is_undone_by_name_and_redone(stacked) -> None:
    stack, check = stacked.workspace.undo_stack, stacked.workspace.check
    (problem,) = told(stacked)
    name = stacked.workspace.document.nodes[problem.node].name
    before = dumps(stacked.workspace.document.record())
    stacked.workspace.editor.dismiss(problem.node, problem.rule)
    assert stack.undoText() == f"Dismiss a warning about {name}"
    assert check.check_now().problems == ()
    stack.undo()
    assert dumps(stacked.workspace.document.record()) == before
    assert [each.rule for each in check.check_now().problems] == ["linear_stack"]
    stack.redo()
    assert check.check_now().problems == ()


def test_the_file_names_the_rule_and_brings_it_back(stacked) -> None:
    (problem,) = told(stacked)
    stacked.workspace.editor.dismiss(problem.node, problem.rule)
    text = stacked.workspace.text
    assert '"dismissed": ["linear_stack"]' in text
    record = loads(text)
    assert record.nodes[problem.node].dismissed == ("linear_stack",) and dumps(record) == text
    result = describe(lower(record, stacked.workspace.catalog))
    assert result.problems == () and [each.rule for each in result.dismissed] == ["linear_stack"]


def test_another_node_is_still_warned_of(stacked, qtbot) -> None:
    editor, document = stacked.workspace.editor, stacked.workspace.document
    (problem,) = told(stacked)
    editor.dismiss(problem.node, "another_rule")
    assert [each.rule for each in stacked.workspace.check.check_now().problems] == ["linear_stack"]
    other = next(node for node in document.nodes if node != problem.node)
    editor.dismiss(other, "linear_stack")
    assert [each.rule for each in stacked.workspace.check.check_now().problems] == ["linear_stack"]


def test_dismissed_in_the_inspector_by_keyboard(stacked, qtbot) -> None:
    (problem,) = told(stacked)
    stacked.parts.scene.select([problem.node])
    buttons = stacked.parts.inspector.findChildren(QPushButton)
    button = next(button for button in buttons if button.text() == "Dismiss here")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert stacked.workspace.document.nodes[problem.node].dismissed == ("linear_stack",)


def test_dismissed_and_restored_in_the_menu_of_the_node(stacked, qtbot) -> None:
    (problem,) = told(stacked)
    view = stacked.parts.view

    def entry(word: str):
        view.open_menu_at_selection()
        menu = next(menu for menu in view.findChildren(QMenu) if menu.objectName() == "canvas-menu" and menu.isVisible())
        found = next(action for action in menu.actions() if action.text().startswith(word))
        found.trigger()
        menu.close()

    stacked.parts.scene.select([problem.node])
    entry("Dismiss “")
    assert stacked.workspace.check.check_now().problems == ()
    assert stacked.parts.scene.nodes[problem.node].face.messages == ()
    entry("Restore “")
    assert [each.rule for each in stacked.workspace.check.check_now().problems] == ["linear_stack"]


def test_a_mistake_cannot_be_dismissed(window) -> None:
    window.files.open_example("digits-mlp")
    document, editor = window.workspace.document, window.workspace.editor
    output = [node.id for node in document.nodes.values() if node.kind == "Dense"][-1]
    editor.set_attribute(output, "units", 3)
    result = window.workspace.check.check_now()
    errors = [problem for problem in result.problems if problem.severity == "error"]
    assert errors and not any(problem.can_be_dismissed for problem in errors)
    window.docks.show_tab(window.parts.problems)
    wrong = [row for row in rows(window) if row.problem.severity == "error"]
    assert wrong and all(row.silence is None for row in wrong)
