"""The whole way through, as a user goes it: an empty window, mouse and keyboard, a trained network, its file, its Python."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt cannot be loaded here", exc_type=ImportError)

from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.model.records import PortRef
from app.session.client import WorkerClient
from app.window.main_window import MainWindow
from app.window.services import Services
from app.window.settings import Settings

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PATIENCE = 60_000

#: (search, kind, column, row): every node of the digits network, where a user would put it.
NODES = (
    ("digits", "Digits", 0, 0),
    ("split", "Split", 1, 0),
    ("normal", "Normalize", 2, 0),
    ("shuffle", "Shuffle", 3, 0),
    ("batch", "Batch", 4, 0),
    ("dense", "Dense", 1, 1),
    ("relu", "ReLU", 2, 1),
    ("dense", "Dense", 3, 1),
    ("sparse cat", "SparseCategoricalCrossentropy", 4, 2),
    ("adam", "Adam", 6, 2),
    ("accuracy", "Accuracy", 6, 1),
)
CHAIN = (0, 1, 2, 3, 4)


class Hands:
    """One user at one window; everything goes through real mouse and key events."""

    def __init__(self, window: MainWindow) -> None:
        assert window.parts is not None
        self.window, self.view, self.scene = window, window.parts.view, window.parts.scene

    def mouse(self, kind: QEvent.Type, at: QPoint, held: Qt.MouseButton) -> None:
        place, viewport = QPointF(at), self.view.viewport()
        QApplication.sendEvent(viewport, QMouseEvent(kind, place, viewport.mapToGlobal(place), LEFT, held, NONE))

    def drag(self, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, NONE, start)
        for step in range(1, 7):
            place = QPointF(start + (end - start) * step / 6)
            moved = QMouseEvent(
                QEvent.Type.MouseMove, place, self.view.viewport().mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, NONE
            )
            QApplication.sendEvent(self.view.viewport(), moved)
        QTest.mouseRelease(self.view.viewport(), LEFT, NONE, end)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def add(self, search: str, at: QPoint) -> str:
        before = set(self.window.workspace.document.nodes)
        QTest.mouseClick(self.view.viewport(), LEFT, NONE, at)
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, at)
        self.type(search)
        self.key(Qt.Key.Key_Return)
        (added,) = set(self.window.workspace.document.nodes) - before
        return added

    def port(self, node: str, port: str, is_input: bool) -> QPoint:
        return self.view.to_view(self.scene.port_point(PortRef(node, port), is_input)).toPoint()

    def connect(self, source: tuple[str, str], target: tuple[str, str]) -> None:
        self.drag(self.port(*source, False), self.port(*target, True))

    def fill_in(self, node: str, attribute: str, value: str) -> None:
        header = self.scene.nodes[node].pos() + QPointF(40, 12)
        QTest.mouseClick(self.view.viewport(), LEFT, NONE, self.view.to_view(header).toPoint())
        field: QWidget = self.window.parts.inspector.form.rows[attribute].editor.field
        QTest.mouseClick(field, LEFT)
        field.setFocus()
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(value)
        self.key(Qt.Key.Key_Return)


@pytest.fixture
def window(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[MainWindow]:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.language, settings.theme = "en", "light"
    services = Services(qapp, settings, lambda parent: WorkerClient(parent, log=tmp_path / "worker.log"))
    window = services.new_window()
    window.resize(2200, 1300)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    for each in list(services.windows):
        if each.workspace is not None:
            each.workspace.undo_stack.setClean()
        each.close()
    services.deleteLater()
    qapp.processEvents()


def draw_digits(hands: Hands) -> list[str]:
    origin = QPoint(120, 140)
    nodes = [hands.add(search, origin + QPoint(column * 200, row * 180)) for search, _, column, row in NODES]
    digits, split, normalize, shuffle, batch, hidden, relu, output, loss, adam, accuracy = nodes
    data = (digits, split, normalize, shuffle, batch)
    document = hands.window.workspace.document
    for source, target in itertools.pairwise(data):
        kind = hands.window.services.catalog.get(document.nodes[source].kind)
        target_kind = hands.window.services.catalog.get(document.nodes[target].kind)
        hands.connect((source, kind.outputs[0].name), (target, target_kind.inputs[0].name))
    hands.connect((batch, "x"), (hidden, "x"))
    hands.connect((hidden, "y"), (relu, "x"))
    hands.connect((relu, "y"), (output, "x"))
    hands.connect((output, "y"), (loss, "y_pred"))
    hands.connect((batch, "y"), (loss, "y_true"))
    hands.connect((output, "y"), (accuracy, "y_pred"))
    hands.connect((batch, "y"), (accuracy, "y_true"))
    hands.connect((loss, "loss"), (adam, "loss"))
    hands.fill_in(hidden, "units", "64")
    hands.fill_in(output, "units", "10")
    return nodes


def test_from_an_empty_window_to_a_trained_network_its_file_and_its_python(
    window: MainWindow, qtbot, tmp_path: Path, monkeypatch
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.parts is not None)
    hands = Hands(window)
    QTest.mouseClick(hands.view.viewport(), LEFT, NONE, QPoint(400, 700))
    nodes = draw_digits(hands)
    document = window.workspace.document
    assert [record.kind for record in document.nodes.values()] == [kind for _, kind, *_ in NODES]
    assert len(document.links) == 12

    # the shape stands on the wire, the count of weights at the node
    qtbot.waitUntil(lambda: window.workspace.check.result.nodes.get(nodes[5]) is not None, timeout=5000)
    result = window.workspace.check.check_now()
    assert result.port_types[PortRef(nodes[5], "y")].shape == "batch×64"
    assert result.nodes[nodes[5]].parameters == 64 * 64 + 64

    # drawn plainly, the loss expects probabilities: the canvas says so, and offers the mend
    assert any(problem.fixes for problem in result.problems_of(nodes[8]))
    fix = next(problem.fixes[0] for problem in result.problems_of(nodes[8]) if problem.fixes)
    assert fix.attributes == {"from_logits": True}
    window.workspace.editor.apply_fix(fix)
    assert window.workspace.check.check_now().ready

    # labels into a layer: an error at the node at once, undone by one key
    hands.connect((nodes[4], "y"), (nodes[5], "x"))
    wrong = window.workspace.check.check_now()
    assert not wrong.ready and wrong.problems_of(nodes[5])
    QTest.keyClick(hands.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.check.check_now().ready

    # train
    qtbot.waitUntil(lambda: window.run.can_run, timeout=PATIENCE)
    QTest.mouseClick(window.run_bar.run_button, LEFT)
    qtbot.waitUntil(lambda: window.run.end == "finished", timeout=PATIENCE)
    assert window.run.newest["val_accuracy"] > 0.95
    norms = [name for name in window.run.history.series if name.startswith("grad:")]
    assert len(norms) == 4

    # save, close, reopen, save: the same bytes
    path = tmp_path / "mine.nodegrad"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    QTest.keyClick(hands.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    saved = path.read_bytes()
    other = window.services.new_window()
    assert other.files.open_path(path)
    again = next(each for each in window.services.windows if each.workspace is not None and each.workspace.path == path)
    assert again.files.save()
    assert path.read_bytes() == saved

    # undo everything that was drawn: the empty document again, and back
    whole = document.record()
    stack = window.workspace.undo_stack
    steps = stack.index()
    while stack.canUndo():
        stack.undo()
    assert not document.nodes and not document.links
    for _ in range(steps):
        stack.redo()
    assert document.record() == whole


@pytest.mark.parametrize("target", ["numpy", pytest.param("pytorch", marks=pytest.mark.reference)])
def test_the_exported_script_trains_as_the_studio_does(target: str, tmp_path: Path) -> None:
    """``nodegrad train`` and the exported script, run by itself where nothing of ours can be imported: 50 equal losses."""
    if target == "pytorch":
        pytest.importorskip("torch", reason="needs torch")
    command = [sys.executable, "-m", "app"]
    run = subprocess.run(
        [*command, "train", "digits-mlp", "--epochs", "2", "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    rows = (tmp_path / "out" / "curves.csv").read_text().splitlines()
    column = rows[0].split(",").index("loss")
    ours = [float(row.split(",")[column]) for row in rows[1:51]]
    script = tmp_path / "alone" / "digits.py"
    script.parent.mkdir()
    subprocess.run([*command, "export", "digits-mlp", "--to", target, "-o", str(script)], check=True, capture_output=True)
    isolated = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    blocked = "import sys, runpy; sys.modules['engine'] = sys.modules['app'] = None; sys.argv = sys.argv[1:]; "
    blocked += "runpy.run_path(sys.argv[0], run_name='__main__')"
    losses = tmp_path / "losses.json"
    alone = subprocess.run(
        [sys.executable, "-I", "-c", blocked, script.name, "--steps", "50", "--losses", str(losses)],
        cwd=script.parent, env=isolated, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert alone.returncode == 0, alone.stderr
    theirs = json.loads(losses.read_text())
    assert len(theirs) == 50
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) < 1e-4
