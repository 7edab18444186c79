"""The Problems tab: order, words, jumping, mending, and a choice that survives the next check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.compile.edits import Insert
from app.compile.problems import CheckResult, Fix, Problem
from app.model.records import PortRef
from app.panels.problems import ProblemRow, ProblemsPanel
from app.theme import Theme

FIX = Fix("Set units to {units}", "n3", {"units": 10})
HINT = Problem("hint", "more parameters ({count}) than samples", {"count": 900})
WARNING = Problem("warning", "the last layer is a softmax", node="n2", port="y_pred")
ERROR = Problem("error", "there are {classes} classes", {"classes": 10}, node="n3", port="x", fixes=(FIX,))


@pytest.fixture
def panel(qtbot: QtBot) -> ProblemsPanel:
    panel = ProblemsPanel(Theme("light"), {"n2": "probabilities", "n3": "hidden"}.get)
    qtbot.addWidget(panel)
    panel.resize(900, 220)
    panel.show()
    return panel


def rows(panel: ProblemsPanel) -> list[ProblemRow]:
    return [panel.list.itemWidget(panel.list.item(at)) for at in range(panel.list.count())]  # type: ignore[misc]


def test_the_worst_comes_first_in_whole_sentences(panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(HINT, WARNING, ERROR)))
    assert [row.text for row in rows(panel)] == [
        "There are 10 classes.",
        "The last layer is a softmax.",
        "More parameters (900) than samples.",
    ]
    spoken = panel.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Error: There are 10 classes."
    assert panel.list.isVisible()


def test_nothing_wrong_is_said(panel: ProblemsPanel) -> None:
    assert not panel.list.isVisible()
    assert panel._none.text() == "No problems."


def test_the_count_is_told_when_it_changes(panel: ProblemsPanel) -> None:
    counts: list[int] = []
    panel.count_changed.connect(counts.append)
    for problems in ((ERROR, HINT), (ERROR, WARNING), (ERROR,), ()):
        panel.show_check(CheckResult(problems=problems))
    assert counts == [2, 1, 0]
    assert not panel.list.isVisible()


def test_a_click_and_enter_jump_to_the_node(qtbot: QtBot, panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(ERROR, WARNING, HINT)))
    with qtbot.waitSignal(panel.jump_requested, timeout=1000) as jump:
        place = panel.list.visualItemRect(panel.list.item(1)).center()
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert jump.args == ["n2"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.jump_requested, timeout=1000) as jump:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert jump.args == ["n3"]
    panel.list.setCurrentRow(2)
    with qtbot.assertNotEmitted(panel.jump_requested):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)


def test_a_repair_is_one_click_or_tab_and_space(qtbot: QtBot, panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(WARNING, ERROR)))
    button = rows(panel)[0].fixes[0]
    assert button.text() == "Set units to 10"
    with qtbot.waitSignal(panel.fix_requested, timeout=1000) as fix:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert fix.args == [FIX]
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Tab)
    assert panel.focusWidget() is button
    with qtbot.waitSignal(panel.fix_requested, timeout=1000):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_several_repairs_are_reached_one_after_the_other(qtbot: QtBot, panel: ProblemsPanel) -> None:
    insert = Fix("Insert {kind}", edits=(Insert("Flatten", PortRef("n3", "x")),), words={"kind": "Flatten"})
    panel.show_check(CheckResult(problems=(replace(ERROR, fixes=(FIX, insert)), replace(WARNING, fixes=(FIX,)))))
    first, second = rows(panel)[0].fixes
    assert (first.text(), second.text()) == ("Set units to 10", "Insert Flatten")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Tab)
    assert panel.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert panel.focusWidget() is second
    with qtbot.waitSignal(panel.fix_requested, timeout=1000) as fix:
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert fix.args == [insert]


def test_repairs_go_below_the_sentence_where_it_is_narrow(qtbot: QtBot, panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(replace(ERROR, template="a long sentence " * 8, fixes=(FIX, FIX)),)))
    (row,) = rows(panel)
    words = row.findChildren(QLabel)[1]
    assert row.fixes[0].x() > words.geometry().right()
    panel.resize(480, 220)
    qtbot.waitUntil(lambda: row.fixes[0].y() > words.geometry().bottom())
    assert row.fixes[1].geometry().right() < row.width()
    assert panel.list.visualItemRect(panel.list.item(0)).height() >= row.fixes[0].geometry().bottom()


def test_the_chosen_problem_stays_chosen(panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(ERROR, WARNING)))
    panel.list.setCurrentRow(1)
    panel.show_check(CheckResult(problems=(ERROR, HINT, WARNING)))
    assert rows(panel)[panel.list.currentRow()].problem is WARNING
    kept = rows(panel)[0]
    panel.show_check(CheckResult(problems=(ERROR, HINT, WARNING)))
    assert rows(panel)[0] is kept


def test_a_long_sentence_is_elided_with_all_of_it_as_tooltip(qtbot: QtBot, panel: ProblemsPanel) -> None:
    panel.show_check(CheckResult(problems=(Problem("error", "much " * 80),)))
    panel.resize(500, 220)
    qtbot.waitUntil(lambda: rows(panel)[0].width() <= 500)
    assert panel.list.horizontalScrollBar().maximum() == 0 or not panel.list.horizontalScrollBar().isVisible()
    assert panel.list.item(0).toolTip().startswith("Much much")
    assert rows(panel)[0].width() <= 500
