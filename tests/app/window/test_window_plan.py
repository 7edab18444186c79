"""What a step is made of, in a window with a real worker: the Plan tab, the badges on the canvas, the inspector; by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.panels.node_form import NodeForm
from app.panels.together_section import TogetherSection
from app.window.main_window import MainWindow

pytest.importorskip("numba", reason="steps are compiled by numba")


def node(window: MainWindow, name: str) -> str:
    return next(record.id for record in window.workspace.document.nodes.values() if record.name == name)


def numbers(window: MainWindow) -> dict[str, tuple[int, ...]]:
    """The badges by the names of their nodes."""
    marks, nodes = window.parts.scene.together, window.workspace.document.nodes
    return {record.name: marks.numbers(record.id) for record in nodes.values() if marks.numbers(record.id)}


def section(window: MainWindow) -> TogetherSection:
    form = window.parts.inspector.form
    assert isinstance(form, NodeForm) and form.together is not None
    return form.together


def switch_on(window: MainWindow, qtbot: QtBot) -> None:
    window.parts.view.setFocus()
    QTest.keyClick(window.parts.view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(numbers(window)), timeout=60_000)


BADGES = {"hidden": (1,), "relu": (1,), "output": (2,), "loss": (2,), "accuracy": (2,)}


def test_a_key_shows_what_runs_together_and_takes_it_away_again(qtbot: QtBot, digits: MainWindow) -> None:
    assert numbers(digits) == {} and not digits.actions_by_name["together"].isChecked()
    switch_on(digits, qtbot)
    assert numbers(digits) == BADGES
    assert digits.actions_by_name["together"].isChecked() and digits.services.settings.together
    digits.parts.scene.select([node(digits, "relu")])
    assert section(digits).texts == ["1: together with Dense hidden"]
    assert not section(digits).isHidden()
    description = QAccessible.queryAccessibleInterface(digits.parts.view).text(QAccessible.Text.Description)
    assert "runs together with Dense hidden" in description
    QTest.keyClick(digits.parts.view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert numbers(digits) == {} and section(digits).isHidden()


def test_an_edit_is_followed(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    digits.workspace.editor.delete([node(digits, "relu")])  # the layer then feeds the next one itself
    qtbot.waitUntil(lambda: set(numbers(digits)) == {"output", "loss", "accuracy"}, timeout=60_000)
    digits.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: numbers(digits) == BADGES, timeout=60_000)


def test_a_graph_that_cannot_be_trained_has_no_plan(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    digits.docks.show_tab(digits.parts.plan)
    digits.workspace.editor.delete([node(digits, "loss")])
    qtbot.waitUntil(lambda: bool(digits.parts.plan.empty_text), timeout=60_000)
    assert numbers(digits) == {}
    assert digits.parts.plan.empty_text == "What a step is made of shows here once the graph can be trained."


def test_the_tab_lists_kernels_and_passes_and_enter_selects_their_nodes(qtbot: QtBot, digits: MainWindow) -> None:
    panel = digits.parts.plan
    digits.docks.show_tab(panel)  # which is a question of its own, whether the canvas shows it or not
    qtbot.waitUntil(lambda: not panel.empty_text, timeout=60_000)
    assert numbers(digits) == {}
    tree = panel.tree
    kernels, passes = tree.topLevelItem(0), tree.topLevelItem(1)
    rows = [[kernels.child(at).text(column) for column in range(3)] for at in range(kernels.childCount())]
    assert ["Product 32×64 @ 64×64", "matmul", "Dense hidden"] in rows
    assert ["Loop over 32×64", "add · relu · greater", "1: Dense hidden, ReLU relu"] in rows
    words = [passes.child(at).text(1) for at in range(passes.childCount())]
    assert "5 ops computed." in words and "3 nodes merged." in words
    assert "operations in" in panel.summary.full_text and "takes over after" in panel.summary.full_text
    tree.setFocus()
    tree.setCurrentItem(kernels.child(1))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert digits.parts.scene.selected_ids() == [node(digits, "hidden"), node(digits, "relu")]
    assert tree.hasFocus()  # so that the next row is one key away
    index = tree.indexFromItem(kernels.child(1))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loop over 32×64: add · relu · greater; of Dense hidden, ReLU relu"
    assert isinstance(index, QModelIndex)


def test_numpys_kernels_can_be_chosen_which_share_nothing(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    panel = digits.parts.plan
    digits.docks.show_tab(panel)
    choice = panel.choice
    assert [choice.itemText(at) for at in range(choice.count())] == ["Compiled step", "NumPy"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: digits.parts.plan_view.chosen == "numpy")
    assert numbers(digits) == {}
    QTest.keyClick(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: numbers(digits) == BADGES)


def test_the_inspectors_button_selects_all_that_run_together(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    digits.parts.scene.select([node(digits, "loss")])
    button = next(each for each in section(digits).findChildren(QPushButton) if each.text() == "Select these 3 nodes")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert set(digits.parts.scene.selected_ids()) == {node(digits, name) for name in ("output", "loss", "accuracy")}


def test_the_checkbox_and_the_menu_are_one(qtbot: QtBot, digits: MainWindow) -> None:
    digits.docks.show_tab(digits.parts.plan)
    box = digits.parts.plan.on_canvas
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert digits.actions_by_name["together"].isChecked()
    qtbot.waitUntil(lambda: numbers(digits) == BADGES, timeout=60_000)
    digits.actions_by_name["together"].trigger()
    assert not box.isChecked() and numbers(digits) == {}


def test_a_run_says_who_makes_its_steps(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    digits.parts.scene.select([node(digits, "relu")])
    digits.run.pace = 10
    digits.actions_by_name["run"].trigger()
    label = "By: Compiled step (now: NumPy)"
    qtbot.waitUntil(
        lambda: any(each.text() == label for each in section(digits).findChildren(type(section(digits).title))), timeout=60_000
    )
    assert numbers(digits) == BADGES  # also while it trains
    digits.actions_by_name["stop"].trigger()
    qtbot.waitUntil(lambda: digits.run.state == "idle", timeout=60_000)


def test_it_is_remembered_and_there_again_after_a_change_of_language(qtbot: QtBot, digits: MainWindow) -> None:
    switch_on(digits, qtbot)
    digits.services.set_text_size(125)  # everything is built anew
    qtbot.waitUntil(lambda: numbers(digits) == BADGES, timeout=60_000)
    assert digits.actions_by_name["together"].isChecked() and digits.parts.plan.on_canvas.isChecked()
    digits.services.set_text_size(100)
