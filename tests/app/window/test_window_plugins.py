"""Plug-ins in the whole window, by mouse and keyboard: off, asked, tried, on, changed, off again; what is wrong is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from app.catalog.registry import catalog
from app.model.records import PortRef
from app.panels.widgets import MessageRow
from app.places import plugin_folder
from app.plugins.room import SOURCE
from app.project.format import loads
from app.session.client import WorkerClient
from app.window.main_window import MainWindow
from app.window.plugins import Plugins
from app.window.plugins_dialog import PluginCard, PluginsDialog
from app.window.services import Services
from app.window.workspace import Workspace

Key, Button = Qt.Key, Qt.MouseButton
MISH = '''
from pathlib import Path
from engine.plugins import Attr, composite
(Path(__file__).parent / "trace").touch()

@composite("Mish", category="activations", formula="y = x·tanh(softplus(x))", source="Misra 2019",
           attributes=[Attr("slope", "float", 1.0, minimum=0.0, help="How steep.")])
def mish(b, x, *, slope):
    """Like ReLU, but smooth."""
    return x * b.tanh(b.softplus(x * slope))
'''
PICKY = """
from engine.plugins import composite
@composite("Picky")
def picky(b, x):
    return x if x.type.rank == 2 else {}["key"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The plug-in folder, empty."""
    monkeypatch.setenv("NODEGRAD_DATA", str(tmp_path / "data"))
    made = plugin_folder()
    made.mkdir(parents=True)
    yield made
    catalog().set_own(SOURCE, ())


@pytest.fixture
def studio(window: MainWindow) -> Iterator[MainWindow]:
    """A window whose plug-ins are all off in the end."""
    yield window
    plugins = window.services.plugins
    for each in plugins.found():
        plugins.switch_off(each.name)


def opened(window: MainWindow, qtbot) -> PluginsDialog:
    window.actions_by_name["plugins"].trigger()
    dialog = next(each for each in window.findChildren(PluginsDialog) if each.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def card(dialog: PluginsDialog, name: str) -> PluginCard:
    return next(each for each in dialog.cards if each.plugin.name == name)


def switch_on(dialog: PluginsDialog, qtbot, name: str) -> None:
    """Press the switch, and answer the question."""
    qtbot.mouseClick(card(dialog, name).switch, Button.LeftButton)
    qtbot.mouseClick(card(dialog, name).yes, Button.LeftButton)
    qtbot.waitUntil(lambda: not dialog._plugins.trials, timeout=60_000)


def test_the_empty_folder_says_how_to_begin(studio: MainWindow, qtbot, folder: Path) -> None:
    dialog = opened(studio, qtbot)
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    assert any(str(folder) in text and "@composite" in text for text in texts)
    (folder / "mish.py").write_text(MISH, "utf-8")
    qtbot.mouseClick(dialog.again, Button.LeftButton)
    assert [each.plugin.name for each in dialog.cards] == ["mish.py"]


def test_a_file_is_switched_on_by_keyboard_used_and_switched_off(studio: MainWindow, qtbot, folder: Path) -> None:
    (folder / "mish.py").write_text(MISH, "utf-8")
    dialog = opened(studio, qtbot)
    first = card(dialog, "mish.py")
    assert first.state.text() == "Off: nothing of it runs" and not first.switch.isChecked()
    assert QAccessible.queryAccessibleInterface(first.switch).text(QAccessible.Text.Name) == "Switch mish.py on"
    first.switch.setFocus()
    qtbot.keyClick(first.switch, Key.Key_Space)
    assert first.question.isVisible() and not first.switch.isChecked() and first.yes.hasFocus()
    assert "will run on this computer with your rights" in first.question.findChild(MessageRow).text.text()
    qtbot.mouseClick(first.no, Button.LeftButton)
    assert not first.question.isVisible() and not (folder / "trace").exists(), "nothing has run"
    qtbot.keyClick(first.switch, Key.Key_Space)
    qtbot.keyClick(first.yes, Key.Key_Space)
    assert card(dialog, "mish.py").state.text().startswith("It is being tried")
    qtbot.waitUntil(lambda: "Mish" in catalog(), timeout=60_000)
    assert card(dialog, "mish.py").state.text() == "On: Mish" and card(dialog, "mish.py").switch.isChecked()

    parts, document = studio.parts, studio.workspace.document
    qtbot.keyClicks(parts.palette.search, "mish")
    qtbot.keyClick(parts.palette.search, Key.Key_Return)
    (node,) = document.nodes
    assert document.nodes[node].extra == {"plugin": "mish.py"}
    form = parts.inspector.form
    assert list(form.rows) == ["slope"] and form.kinds[0].help == "Like ReLU, but smooth."
    studio.workspace.editor.add_node("Dense", 300, 0, connect_from=PortRef(node, "y"))
    qtbot.mouseClick(card(dialog, "mish.py").switch, Button.LeftButton)
    assert "Mish" not in catalog() and card(dialog, "mish.py").state.text().startswith("Off")
    (problem,) = studio.workspace.check.check_now().problems_of(node)
    assert "comes with the plug-in 'mish.py'" in problem.message and "Edit, Plug-ins" in problem.message
    assert studio.parts.scene.nodes[node].face.known is False and len(document.links) == 1
    switch_on(dialog, qtbot, "mish.py")
    assert not any("plug-in" in problem.message for problem in studio.workspace.check.check_now().problems)
    assert studio.parts.scene.nodes[node].face.known


WRONG = [("def f(:\n", "line 1: SyntaxError"), ("import os; os._exit(1)\n", "ended the process"), ("1 / 0\n", "line 1: Zero")]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_is_wrong_is_shown_at_the_file_and_others_work(studio, qtbot, folder: Path, text: str, words: str) -> None:
    (folder / "bad.py").write_text(text, "utf-8")
    (folder / "mish.py").write_text(MISH, "utf-8")
    dialog = opened(studio, qtbot)
    switch_on(dialog, qtbot, "bad.py")
    bad = card(dialog, "bad.py")
    assert bad.error is not None and words in bad.error.text.text() and not bad.switch.isChecked()
    switch_on(dialog, qtbot, "mish.py")
    assert "Mish" in catalog() and card(dialog, "bad.py").error is not None


def test_a_changed_file_is_off_when_the_window_is_opened(studio: MainWindow, qtbot, folder: Path) -> None:
    (folder / "mish.py").write_text(MISH, "utf-8")
    dialog = opened(studio, qtbot)
    switch_on(dialog, qtbot, "mish.py")
    dialog.close()
    (folder / "mish.py").write_text(MISH + "# other\n", "utf-8")
    dialog = opened(studio, qtbot)
    assert card(dialog, "mish.py").state.text().startswith("Changed since") and "Mish" not in catalog()
    switch_on(dialog, qtbot, "mish.py")
    assert card(dialog, "mish.py").state.text() == "On: Mish"


def test_a_type_rule_that_fails_is_told_at_the_node(studio: MainWindow, qtbot, folder: Path) -> None:
    (folder / "picky.py").write_text(PICKY, "utf-8")
    switch_on(opened(studio, qtbot), qtbot, "picky.py")
    editor = studio.workspace.editor
    image = editor.add_node("Placeholder", 0, 0, attributes={"shape": [None, 8, 8]})
    node = editor.add_node("Picky", 300, 0, connect_from=PortRef(image, "y"))
    (problem,) = studio.workspace.check.check_now().problems_of(node)
    assert "plug-in 'picky.py', line 5: KeyError: 'key'" in problem.message
    assert studio.parts.scene.nodes[node].face.severity == "error"


def test_opening_a_document_runs_nothing(studio: MainWindow, idle_services, folder: Path) -> None:
    (folder / "mish.py").write_text(MISH, "utf-8")
    text = json.dumps({"nodegrad": 1, "nodes": [{"id": "m", "kind": "Mish", "name": "m", "plugin": "mish.py", "attributes": {}}]})
    other = idle_services.new_window(Workspace(idle_services.catalog, loads(text)))
    (problem,) = other.workspace.check.check_now().problems_of("m")
    assert "not switched on" in problem.message and not (folder / "trace").exists()


def test_what_was_on_is_on_at_the_next_start(studio: MainWindow, qtbot, qapp, settings, folder: Path) -> None:
    (folder / "mish.py").write_text(MISH, "utf-8")
    (folder / "bad.py").write_text("raise RuntimeError('no')", "utf-8")
    dialog = opened(studio, qtbot)
    switch_on(dialog, qtbot, "mish.py")
    plugins = studio.services.plugins
    plugins.switches.switch_on("bad.py", plugins.switches.get("bad.py").digest)
    plugins._room.use(())
    assert "Mish" not in catalog()
    again = Services(qapp, settings, lambda parent: WorkerClient(parent))
    assert "Mish" in catalog() and "line 1: RuntimeError: no" in str(again.plugins.errors["bad.py"])
    again.plugins._room.use(())
    again.deleteLater()


def test_the_window_does_not_wait_for_a_file_that_takes_long(studio: MainWindow, qtbot, folder: Path, tmp_path: Path) -> None:
    """The file goes on when it is told to; meanwhile the window works, and the dialog says what is going on."""
    go = tmp_path / "go"
    wait = f"import time, pathlib\nwhile not pathlib.Path({str(go)!r}).exists():\n    time.sleep(0.01)\n"
    (folder / "slow.py").write_text(wait + MISH, "utf-8")
    plugins = studio.services.plugins
    plugins.switches.switch_on("slow.py", plugins.switches.get("slow.py").digest)
    dialog = opened(studio, qtbot)
    assert "Mish" not in catalog() and card(dialog, "slow.py").state.text() == "It is being read…"
    node = studio.workspace.editor.add_node("ReLU", 0, 0)
    assert node in studio.parts.scene.nodes
    plugins.refresh()
    assert len(plugins.reading) == 1, "it is not run a second time meanwhile"
    go.touch()
    qtbot.waitUntil(lambda: "Mish" in catalog(), timeout=60_000)
    assert card(dialog, "slow.py").state.text().startswith("On") and not plugins.reading


def test_a_file_that_was_switched_off_while_it_was_read_is_not_loaded(studio: MainWindow, qtbot, folder: Path, tmp_path) -> None:
    go, done = tmp_path / "go", tmp_path / "done"
    wait = f"import time, pathlib\nwhile not pathlib.Path({str(go)!r}).exists():\n    time.sleep(0.01)\n"
    (folder / "slow.py").write_text(wait + MISH + f"\npathlib.Path({str(done)!r}).touch()\n", "utf-8")
    plugins = studio.services.plugins
    plugins.switches.switch_on("slow.py", plugins.switches.get("slow.py").digest)
    plugins.refresh()
    plugins.switch_off("slow.py")
    go.touch()
    qtbot.waitUntil(lambda: done.exists() and not plugins.reading, timeout=60_000)
    assert "Mish" not in catalog() and not plugins.errors


def test_look_again_runs_what_failed_once_more(studio: MainWindow, qtbot, folder: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    (folder / "needs.py").write_text(f"import pathlib\ntext = pathlib.Path({str(missing)!r}).read_text()\n" + MISH, "utf-8")
    plugins = studio.services.plugins
    plugins.switches.switch_on("needs.py", plugins.switches.get("needs.py").digest)
    dialog = opened(studio, qtbot)
    qtbot.waitUntil(lambda: card(dialog, "needs.py").error is not None)
    missing.touch()
    plugins.refresh()
    assert card(dialog, "needs.py").error is not None and "Mish" not in catalog()
    qtbot.mouseClick(dialog.again, Button.LeftButton)
    qtbot.waitUntil(lambda: "Mish" in catalog())
    assert card(dialog, "needs.py").error is None


def test_what_failed_and_is_switched_off_is_off_in_the_training_process_too(studio: MainWindow, folder: Path) -> None:
    (folder / "bad.py").write_text("raise RuntimeError('no')", "utf-8")
    plugins = studio.services.plugins
    plugins.switches.switch_on("bad.py", plugins.switches.get("bad.py").digest)
    plugins.refresh()
    assert studio.client._plugins == plugins.allowed != [] and "bad.py" in plugins.errors
    plugins.switch_off("bad.py")
    assert studio.client._plugins == plugins.allowed == []


def test_an_error_goes_when_the_file_works(studio: MainWindow, folder: Path) -> None:
    """Two files declare one kind: the second one is free to as soon as the first is off."""
    plugins = studio.services.plugins
    for name in ("a.py", "b.py"):
        (folder / name).write_text(MISH, "utf-8")
        plugins.switches.switch_on(name, plugins.switches.get(name).digest)
    plugins.refresh()
    assert list(plugins.errors) == ["b.py"]
    plugins.switch_off("a.py")
    assert not plugins.errors and "Mish" in catalog()
    plugins.switch_off("b.py")


def test_a_file_that_does_not_end_is_ended_and_the_studio_goes_on(studio: MainWindow, qtbot, folder: Path) -> None:
    (folder / "endless.py").write_text(
        "import ctypes\nctypes.pythonapi.PyThreadState_SetAsyncExc = None\nwhile True: pass\n", "utf-8"
    )
    plugins = Plugins(folder, studio, limit=3.0)
    plugins.switch_on("endless.py")
    add_at = studio.workspace.editor.add_node("ReLU", 0, 0)  # nothing waits for the file
    assert add_at in studio.workspace.document.nodes and plugins.trials
    qtbot.waitUntil(lambda: not plugins.trials, timeout=60_000)
    assert "does not come to an end" in str(plugins.errors["endless.py"])
    assert [each.state for each in plugins.found()] == ["off"]
