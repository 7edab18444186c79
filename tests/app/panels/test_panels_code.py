"""The Code tab: asks the worker when somebody looks, says in a sentence why there is no code, copies and saves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.compile.problems import CheckResult, Problem
from app.panels.code import TARGETS, CodePanel
from app.session.client import WorkerClient
from app.session.protocol import Exported, Failed
from app.theme import Theme
from engine import export

READY = CheckResult(ready=True)


class Client(WorkerClient):
    """Remembers what it was asked for; a test answers."""

    def __init__(self, log: Path) -> None:
        super().__init__(log=log)
        self.asked: list[tuple[str, str, str]] = []

    def export(self, document: str, target: str, folder: str = "") -> str:
        self.asked.append((document, target, folder))
        return f"export-{len(self.asked)}"

    def answer(self, code: str) -> None:
        self.exported.emit(Exported(request=f"export-{len(self.asked)}", target=self.asked[-1][1], code=code))


@pytest.fixture
def client(qtbot: QtBot, tmp_path: Path) -> Iterator[Client]:
    client = Client(tmp_path / "log")
    yield client
    client.shutdown()


@pytest.fixture
def panel(qtbot: QtBot, client: Client) -> CodePanel:
    panel = CodePanel(client, Theme("dark"), lambda: (panel_text[0], "/data"))
    qtbot.addWidget(panel)
    panel.resize(900, 260)
    return panel


panel_text = [""]


@pytest.fixture(autouse=True)
def text() -> Iterator[None]:
    panel_text[0] = json.dumps({"name": "Digits MLP"})
    yield


def test_code_is_asked_for_when_somebody_looks(qtbot: QtBot, client: Client, panel: CodePanel) -> None:
    panel.show_check(READY)
    qtbot.wait(350)
    assert client.asked == []
    panel.show()
    assert client.asked == [(panel_text[0], "pytorch", "/data")]
    client.answer("import torch\n")
    assert panel.code == "import torch\n"
    assert panel.copy_button.isEnabled()
    panel.hide()
    panel.show()
    assert len(client.asked) == 1  # nothing has changed


def test_quick_changes_are_asked_for_once(qtbot: QtBot, client: Client, panel: CodePanel) -> None:
    panel.show()
    for number in range(5):
        panel_text[0] = json.dumps({"name": f"Version {number}"})
        panel.show_check(READY)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: len(client.asked) == 1, timeout=3000)
    assert "Version 4" in client.asked[0][0]
    panel_text[0] = json.dumps({"name": "Newer"})
    panel.show_check(READY)
    qtbot.waitUntil(lambda: len(client.asked) == 2, timeout=3000)
    client.exported.emit(Exported(request="export-1", target="pytorch", code="old"))
    assert panel.code == ""
    client.answer("new")
    assert panel.code == "new"


def test_another_library_is_asked_for_at_once(qtbot: QtBot, client: Client, panel: CodePanel) -> None:
    panel.show()
    panel.show_check(READY)
    panel.refresh()
    panel.target.setFocus()
    qtbot.keyClick(panel.target, Qt.Key.Key_Down)
    assert [target for _, target, _ in client.asked] == ["pytorch", "numpy"]


def test_a_document_that_is_not_ready_shows_a_sentence(qtbot: QtBot, client: Client, panel: CodePanel) -> None:
    panel.show()
    assert panel.sentence.startswith("The code appears here")
    panel.show_check(CheckResult(problems=(Problem("hint", "a hint"), Problem("error", "input {port} is open", {"port": "x"}))))
    qtbot.waitUntil(lambda: panel.sentence == "Input x is open.", timeout=3000)
    assert not panel.save_button.isEnabled()
    assert client.asked == []
    panel.show_check(READY)
    qtbot.waitUntil(lambda: len(client.asked) == 1, timeout=3000)
    client.failed.emit(Failed(request="export-1", template="no row for '{op}'", params={"op": "scan"}))
    assert panel.sentence == "No row for 'scan'."
    panel.refresh()
    assert len(client.asked) == 2  # a failure may be tried again


def test_the_code_is_copied_and_saved(qtbot: QtBot, client: Client, panel: CodePanel, tmp_path: Path) -> None:
    said: list[tuple[str, str]] = []
    panel.message.connect(lambda severity, text: said.append((severity, text)))
    panel.show_check(READY)
    panel.show()
    panel.refresh()
    client.answer("x = 1\n")
    qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "x = 1\n"
    panel.save(tmp_path / "code.py")
    assert (tmp_path / "code.py").read_text(encoding="utf-8") == "x = 1\n"
    panel.save(tmp_path / "missing" / "code.py")
    assert [severity for severity, _ in said] == ["ok", "ok", "warning"]
    assert panel._suggested() == "digits_mlp_pytorch.py"


def test_python_is_coloured(qtbot: QtBot, panel: CodePanel) -> None:
    theme = panel._theme
    panel.view.show_code('"""Two\nlines"""\n\n\n@cached\ndef run(n=0x1F):  # why not\n    return "def" + str(n), True\n')

    def color_at(line: int, column: int) -> str:
        block = panel.view.document().findBlockByNumber(line)
        for part in block.layout().formats():
            if part.start <= column < part.start + part.length:
                return part.format.foreground().color().name()
        return ""

    expected = {
        (0, 1): "dataset", (1, 2): "dataset", (4, 1): "bool", (5, 0): "optimizer", (5, 4): "tensor", (5, 11): "labels",
        (5, 20): "muted", (6, 4): "optimizer", (6, 12): "dataset", (6, 19): "activation", (6, 27): "optimizer",
    }  # fmt: skip
    assert {place: color_at(*place) for place in expected} == {place: theme.hex(token) for place, token in expected.items()}
    assert color_at(5, 8) == ""


def test_the_place_in_the_code_stays(qtbot: QtBot, panel: CodePanel) -> None:
    panel.show()
    panel._pages.setCurrentIndex(0)
    panel.view.show_code("\n".join(f"x{line} = {line}" for line in range(400)))
    panel.view.verticalScrollBar().setValue(120)
    panel.view.show_code("\n".join(f"y{line} = {line}" for line in range(400)))
    assert panel.view.verticalScrollBar().value() == 120
    assert not panel.grab().isNull()


def test_every_export_target_is_offered() -> None:
    assert {name for name, _ in TARGETS} == set(export.TARGETS)
