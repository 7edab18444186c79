"""Work that was not saved when the studio was killed is offered on the start page of the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel

from app.project.journal import Journal
from app.session.client import WorkerClient
from app.window.example_card import ExampleCard
from app.window.recorder import Recorder
from app.window.services import Services
from app.window.settings import Settings
from app.window.start_page import StartPage

STUDIO = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from app.project.journal import Journal
from app.session.client import WorkerClient
from app.window.services import Services
from app.window.settings import Settings
from app.window.studio import make_application
WorkerClient.start = lambda self: None
app = make_application()
journal = Journal(Path(sys.argv[1]))
settings = Settings(QSettings(sys.argv[2], QSettings.Format.IniFormat))
services = Services(app, settings, journal=journal)
window = services.new_window()
if len(sys.argv) > 3:
    window.files.open_path(Path(sys.argv[3]))
else:
    window.files.new()
window.workspace.editor.rename_document("Half done")
window.workspace.editor.add_node("Dense", 40, 40, name="precious")
def look():
    if list(Path(sys.argv[1]).glob("*.journal")):
        print("kept", flush=True)
    else:
        QTimer.singleShot(20, look)
look()
app.exec()
"""


def kill_a_studio(tmp_path, *files: str) -> None:
    """Start a studio, change a document in it, and kill it once its journal is on the disk."""
    arguments = [str(tmp_path / "recovery"), str(tmp_path / "child.ini"), *files]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen([sys.executable, "-c", STUDIO, *arguments], stdout=subprocess.PIPE, text=True, env=environment)
    assert child.stdout is not None and child.stdout.readline().strip() == "kept"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.fixture
def next_studio(qapp, tmp_path, monkeypatch):
    """The studio that is started after the crash."""
    monkeypatch.setattr(WorkerClient, "start", lambda self: None)
    made: list[Services] = []

    def make() -> Services:
        settings = Settings(QSettings(str(tmp_path / "next.ini"), QSettings.Format.IniFormat))
        settings.language = "en"
        made.append(Services(qapp, settings, journal=Journal(tmp_path / "recovery")))
        return made[-1]

    yield make
    for services in made:
        for window in list(services.windows):
            if window.workspace is not None:
                window.workspace.undo_stack.setClean()
            window.close()
        services.deleteLater()


def page(window) -> StartPage:
    return window.centralWidget().findChild(StartPage)


def test_work_of_a_killed_studio_is_offered_and_opened(next_studio, tmp_path, qtbot) -> None:
    kill_a_studio(tmp_path)
    window = next_studio().new_window()
    (row,) = page(window).recovered.rows
    texts = [label.accessibleName() for label in row.findChildren(QLabel)]
    assert "Half done" in texts and any("1 node" in text and "today at" in text and "never saved" in text for text in texts)
    qtbot.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    document = window.workspace.document
    assert document.name == "Half done" and [node.name for node in document.nodes.values()] == ["precious"]
    assert window.workspace.is_edited and window.workspace.path is None
    assert len(list((tmp_path / "recovery").glob("*.journal"))) == 1, "it is kept again, by this studio"
    assert window.services.journal.left() == []


def test_it_comes_back_as_changes_of_its_file_which_is_untouched(next_studio, tmp_path, qtbot) -> None:
    from app.model.records import DocumentRecord
    from app.project import store

    path = tmp_path / "net.nodegrad"
    store.save(DocumentRecord(name="Before"), path)
    before = path.read_bytes()
    kill_a_studio(tmp_path, str(path))
    window = next_studio().new_window()
    row = page(window).recovered.rows[0]
    assert row.left.path == path
    qtbot.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert path.read_bytes() == before and window.workspace.path == path and window.workspace.is_edited
    window.actions_by_name["save"].trigger()
    assert b"precious" in path.read_bytes() and not window.workspace.is_edited
    journal = window.services.journal
    window.close()
    assert journal is not None and list((tmp_path / "recovery").glob("*")) == []


def test_it_may_be_discarded_by_keyboard(next_studio, tmp_path, qtbot) -> None:
    kill_a_studio(tmp_path)
    window = next_studio().new_window()
    row = page(window).recovered.rows[0]
    row.discard_button.setFocus()
    qtbot.keyClick(row.discard_button, Qt.Key.Key_Space)
    assert page(window).recovered.rows == [] and page(window).recovered.isHidden()
    assert list((tmp_path / "recovery").glob("*.journal")) == []


def test_nothing_is_offered_after_an_orderly_end(next_studio, tmp_path, qtbot) -> None:
    services = next_studio()
    window = services.new_window()
    window.files.new()
    window.workspace.editor.add_node("ReLU", 0, 0)
    entries = lambda: list((tmp_path / "recovery").glob("*.journal"))
    qtbot.waitUntil(lambda: len(entries()) == 1, timeout=5000)
    window.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: entries() == [], timeout=5000)
    window.workspace.undo_stack.redo()
    qtbot.waitUntil(lambda: len(entries()) == 1, timeout=5000)
    window.workspace.undo_stack.setClean()
    window.close()
    assert list((tmp_path / "recovery").glob("*")) == []


def test_a_journal_that_cannot_be_written_is_said_once(next_studio, tmp_path, qtbot, monkeypatch) -> None:
    from engine.errors import NodegradError

    def full(path, text) -> None:
        raise NodegradError("no space left on device")

    monkeypatch.setattr("app.project.journal.write_text", full)
    window = next_studio().new_window()
    window.files.new()
    said: list[str] = []
    monkeypatch.setattr(window, "show_message", lambda severity, text, *more: said.append(text))
    window.workspace.editor.add_node("ReLU", 0, 0)
    (recorder,) = window.findChildren(Recorder)
    failures: list[str] = []
    recorder.failed.connect(failures.append)
    recorder.write().result()
    recorder.write().result()
    qtbot.waitUntil(lambda: len(failures) == 2)
    assert len(said) == 1 and "no space left" in said[0]


def test_recent_files_that_are_gone_say_so_and_can_be_taken_off(next_studio, tmp_path, qtbot) -> None:
    services = next_studio()
    there, gone = tmp_path / "there.nodegrad", tmp_path / "gone.nodegrad"
    there.write_text("{}")
    services.settings.add_recent(there)
    services.settings.add_recent(gone)
    window = services.new_window()
    names = [(button.accessibleName(), button.isEnabled()) for button in page(window).recent_buttons]
    assert names == [("gone – not found", False), ("there", True)]
    qtbot.mouseClick(page(window).forget_buttons[0], Qt.MouseButton.LeftButton)
    assert [button.accessibleName() for button in page(window).recent_buttons] == ["there"]
    assert services.settings.listed == [there]


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_every_example_has_a_picture_that_is_whole(next_studio, qtbot, width) -> None:
    """In each card some of its graph's colours are painted, and nothing of it reaches the edge of its picture."""
    services = next_studio()
    window = services.new_window()
    window.resize(width, 900)
    cards = page(window).cards
    assert len(cards) == len(services.examples) >= 20
    ground = services.theme.color("canvas")
    for card in cards:
        assert isinstance(card, ExampleCard)
        image = card.grab().toImage()
        ratio = image.devicePixelRatio()
        left, top, right, bottom = (round(each * ratio) for each in (12, 12, card.width() - 12, 132))
        assert image.pixelColor(left, (top + bottom) // 2) == ground
        inner = [image.pixelColor(x, y) for x in range(left, right, 2) for y in range(top, bottom, 2)]
        assert len({color.rgb() for color in inner}) > 4, card.example.name
        edge = [image.pixelColor(x, y) for x in range(left, right) for y in (top, bottom - 1)]
        edge += [image.pixelColor(x, y) for x in (left, right - 1) for y in range(top, bottom)]
        assert all(color == ground for color in edge), card.example.name
