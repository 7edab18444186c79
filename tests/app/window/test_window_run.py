"""Training from the window with a real worker: run, watch, pause, go on, stop, reset, survive the worker's death."""

from __future__ import annotations

import os
import signal
from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.session.protocol import Progress
from app.window.main_window import MainWindow
from app.window.services import Services

PATIENCE = 60_000


@pytest.fixture
def digits(services: Services, qtbot) -> MainWindow:
    """The digits example, with a worker that is ready."""
    window = services.new_window()
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.files.open_example("digits-mlp")
    qtbot.waitUntil(lambda: window.run.can_run and bool(window.run.devices), timeout=PATIENCE)
    return window


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_example_trains_until_it_reads_the_digits(digits, qtbot) -> None:
    run, bar = digits.run, digits.run_bar
    press(qtbot, bar.run_button)
    qtbot.waitUntil(lambda: run.state == "running", timeout=PATIENCE)
    assert bar.run_button.text() == "Pause" and bar.stop_button.isEnabled() and not bar.device.isEnabled()
    qtbot.waitUntil(lambda: run.end == "finished", timeout=PATIENCE)
    assert run.newest["val_accuracy"] > 0.95
    steps, losses = run.history.get("loss")
    assert len(steps) > 100 and losses[-1] < losses[0]
    assert "Validation accuracy" in digits.status_line.newest.text()
    assert bar.progress.bar.value() == 1000 and bar.run_button.text() == "Run"
    document, scene = digits.workspace.document, digits.parts.scene
    by_kind = {record.kind: node for node, record in document.nodes.items()}
    assert scene.nodes[by_kind["SparseCategoricalCrossentropy"]].live.startswith("loss 0.")
    qtbot.waitUntil(lambda: "%" in scene.nodes[by_kind["Accuracy"]].live, timeout=2000)
    curve = scene.nodes[by_kind["SparseCategoricalCrossentropy"]].curve
    assert 40 <= len(curve) <= 48 and curve[-1] < curve[0]
    qtbot.waitUntil(lambda: scene.nodes[by_kind["ReLU"]].live.endswith("% dead"), timeout=PATIENCE)


def test_pause_resume_stop_and_reset(digits, qtbot) -> None:
    run, bar = digits.run, digits.run_bar
    digits.workspace.editor.set_settings(epochs=100_000)
    press(qtbot, bar.run_button)
    qtbot.waitUntil(lambda: run.progress is not None and run.progress.step > 20, timeout=PATIENCE)
    press(qtbot, bar.run_button)
    qtbot.waitUntil(lambda: run.state == "paused", timeout=PATIENCE)
    assert bar.run_button.text() == "Resume"
    step = run.history.step
    digits.client.request_devices()  # whatever the worker sent before its answer has been heard then
    with qtbot.waitSignal(digits.client.devices_listed, timeout=60_000):
        pass
    assert run.history.step == step
    qtbot.keyClick(digits, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: run.state == "running" and run.history.step > step, timeout=PATIENCE)
    press(qtbot, bar.stop_button)
    qtbot.waitUntil(lambda: run.state == "idle" and run.end == "stopped", timeout=PATIENCE)
    assert run.history.step > step, "the curves stay"
    press(qtbot, bar.reset_button)
    assert digits.client.history is None and run.history is None and not bar.reset_button.isEnabled()
    assert bar.progress.text.full_text == ""
    press(qtbot, bar.run_button)
    qtbot.waitUntil(lambda: run.history is not None and run.history.step > 5, timeout=PATIENCE)
    press(qtbot, bar.reset_button)
    qtbot.waitUntil(lambda: run.state == "idle" and digits.client.history is None, timeout=PATIENCE)


def test_a_killed_worker_is_told_and_the_next_run_works(digits, qtbot) -> None:
    run, bar = digits.run, digits.run_bar
    digits.workspace.editor.set_settings(epochs=100_000)
    press(qtbot, bar.run_button)
    qtbot.waitUntil(lambda: run.progress is not None and run.progress.step > 20, timeout=PATIENCE)
    os.kill(digits.client._process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: digits.message_bar.isVisible(), timeout=PATIENCE)
    assert "killed" in digits.message_bar.text.text()
    assert run.history.step > 20, "what was drawn stays"
    qtbot.waitUntil(lambda: run.can_run, timeout=PATIENCE)
    press(qtbot, bar.run_button)
    assert not digits.message_bar.isVisible(), "what was said of the run before is over"
    qtbot.waitUntil(lambda: run.state == "running" and run.history is not None and run.history.step > 5, timeout=PATIENCE)
    press(qtbot, bar.stop_button)
    qtbot.waitUntil(lambda: run.state == "idle", timeout=PATIENCE)


def test_the_speed_is_chosen_in_the_menu(digits, qtbot) -> None:
    run = digits.run
    speed = next(menu for menu in digits.menuBar().findChildren(QMenu) if menu.title() == "&Speed")
    entries = {action.objectName(): action for action in speed.actions()}
    assert entries["0"].isChecked()
    entries["10"].trigger()
    press(qtbot, digits.run_bar.run_button)
    qtbot.waitUntil(lambda: run.history is not None and run.history.step > 2, timeout=PATIENCE)
    steps: list[int] = []
    digits.client.progressed.connect(lambda event: steps.append(event.step))
    qtbot.waitUntil(lambda: len(set(steps)) >= 5, timeout=PATIENCE)
    seen = sorted(set(steps))
    assert all(later - earlier <= 2 for earlier, later in pairwise(seen)), "at full speed hundreds lie between two reports"
    entries["0"].trigger()
    qtbot.waitUntil(lambda: run.end == "finished", timeout=PATIENCE)


def test_devices_are_listed_and_the_missing_say_why(digits) -> None:
    combo = digits.run_bar.device.combo
    assert combo.count() == len(digits.run.devices) >= 1
    for at, device in enumerate(digits.run.devices):
        item = combo.model().item(at)
        assert item.isEnabled() == bool(device["available"])
        if not device["available"]:
            assert device["reason"] in combo.itemData(at, Qt.ItemDataRole.ToolTipRole)


def test_the_code_tab_shows_the_script(digits, qtbot) -> None:
    digits.actions_by_name["export"].trigger()
    assert digits.docks.tabs.currentWidget() is digits.parts.code
    qtbot.waitUntil(lambda: "import" in digits.parts.code.code, timeout=PATIENCE)


def test_the_speed_is_chosen_in_the_toolbar_where_there_is_room(digits, qtbot) -> None:
    combo = digits.run_bar.speed.combo
    assert combo.isVisible() and combo.currentText() == "full"
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert digits.run.pace == digits.client.pace == 1000 and combo.currentText() == "1,000 steps/s"
    digits.run.pace = 100
    assert combo.currentText() == "100 steps/s"
    digits.resize(1024, 700)
    qtbot.waitUntil(lambda: not combo.isVisible())
    assert digits.run_bar.width() <= 1024
    digits.resize(1280, 800)
    qtbot.waitUntil(combo.isVisible)


def test_the_status_line_says_when_the_step_is_compiled(digits, monkeypatch) -> None:
    run, shown = digits.run, digits.status_line.newest
    monkeypatch.setattr(type(run), "state", "running")
    told = Progress(run="", epoch=1, step=5, rate=1.0, remaining=1.0, state="running", compiling=True)
    run.progress = told
    run.changed.emit()
    assert shown.text() == "Compiling the step…" and shown.toolTip()
    run.progress = msgspec.structs.replace(told, compiling=False)
    run.changed.emit()
    assert "Compiling" not in shown.text() and not shown.toolTip()
