"""The live check: a little after every edit, one result for edits in a row, none for moves."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.live import LiveCheck
from app.compile.problems import CheckResult
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example

pytestmark = pytest.mark.usefixtures("qapp")


def wait_until(met: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    end = time.monotonic() + 60
    while not met():
        assert time.monotonic() < end, "it never came"
        QCoreApplication.processEvents()


def turn(seconds: float) -> None:
    """Let Qt work for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.002)


def test_it_checks_after_edits_and_not_after_moves() -> None:
    document = Document(find_example("digits-mlp").load())
    editor = Editor(document, QUndoStack(), catalog())
    live = LiveCheck(document, catalog())
    results: list[CheckResult] = []
    live.checked.connect(results.append)
    turn(0.1)
    assert len(results) == 1 and results[0].ready and live.result is results[0]
    for units in (1, 12, 128):
        editor.set_attribute("n6", "units", units)
    assert len(results) == 1
    turn(0.1)
    assert len(results) == 2 and results[1].nodes["n6"].parameters == 64 * 128 + 128
    editor.move({"n6": (4, 4)})
    turn(0.1)
    assert len(results) == 2
    editor.undo_stack.undo()
    editor.undo_stack.undo()
    turn(0.1)
    assert len(results) == 3 and results[2].parameters == results[0].parameters


def test_a_long_check_lets_the_window_live() -> None:
    live = chain(4000)
    results: list[CheckResult] = []
    turns: list[int] = []
    live.checked.connect(results.append)
    others = QTimer(interval=0)
    others.timeout.connect(lambda: turns.append(len(results)))
    others.start()
    wait_until(lambda: bool(results))
    assert turns.count(0) > 3 and results[0].ready


def test_an_edit_in_the_middle_of_a_long_check_is_part_of_its_result() -> None:
    live = chain(4000)
    editor = Editor(live.document, QUndoStack(), catalog())
    results: list[CheckResult] = []
    live.checked.connect(results.append)
    wait_until(lambda: live.busy)
    editor.set_attribute("n6", "units", 32)
    wait_until(lambda: bool(results) and not live.busy)
    assert results[-1].nodes["n6"].parameters == 64 * 32 + 32


@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_just_opened_is_checked_at_once_unless_that_takes_long(at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.compile.live.FIRST", 600.0 if at_once else 0.0)
    live = chain(8)
    live.check_first()
    assert live.busy is not at_once and bool(live.result.nodes) is at_once
    wait_until(lambda: not live.busy)
    assert live.result.ready


def test_everything_is_said_again_in_another_language() -> None:
    live = chain(4)
    before = live.check_now()
    live.start_over()
    assert live.result is not before and live.result == before


def test_checking_at_once() -> None:
    document = Document()
    live = LiveCheck(document, catalog())
    assert live.check_now() is live.result and not live.result.ready
    results: list[CheckResult] = []
    live.checked.connect(results.append)
    turn(0.1)
    assert results == []


def test_the_folder_is_where_data_is_looked_for(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "table.csv").write_text("a,b,c\n1,2,0\n3,4,1\n")
    document = Document()
    editor = Editor(document, QUndoStack(), catalog())
    live = LiveCheck(document, catalog(), folder=tmp_path)
    node = editor.add_node("CSVTable", 0, 0, attributes={"file": "table.csv"})
    assert not [problem for problem in live.check_now().problems if problem.severity == "error"]
    live.set_folder(tmp_path / "elsewhere")
    assert live.check_now().problems_of(node)[0].severity == "error"


def chain(length: int) -> LiveCheck:
    """The digits network with so many more layers in it."""
    base = find_example("digits-mlp").load()
    nodes, links = dict(base.nodes), dict(base.links)
    before = PortRef("n7", "y")
    for index in range(length):
        id_, kind = f"m{index}", ("Dense", "ReLU", "Tanh", "Dropout")[index % 4]
        nodes[id_] = NodeRecord(id=id_, kind=kind, name=id_, attributes={"units": 64} if kind == "Dense" else {})
        links[PortRef(id_, "x")] = LinkRecord(before, PortRef(id_, "x"))
        before = PortRef(id_, "y")
    links[PortRef("n8", "x")] = LinkRecord(before, PortRef("n8", "x"))
    return LiveCheck(Document(DocumentRecord(nodes=nodes, links=links)), catalog())


def test_checking_takes_time_in_proportion_to_the_nodes() -> None:
    assert chain(20).check_now().ready and chain(400).check_now().ready
    ratio = min(timed(chain(400)) for _ in range(3)) / min(timed(chain(20)) for _ in range(5))
    assert ratio < 80, "thirteen times as many nodes; a square would be a hundred and seventy"


def timed(live: LiveCheck) -> float:
    began = time.process_time()
    live.check_now()
    return time.process_time() - began
