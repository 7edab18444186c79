"""Runs that end early, are kept, and go on: after a stop, after the worker's death, after the studio was closed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.window.main_window import MainWindow
from app.window.services import Services

PATIENCE = 60_000


def open_window(services: Services, qtbot, path: Path | None = None) -> MainWindow:
    window = services.new_window()
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.files.open_path(path) if path is not None else window.files.open_example("digits-mlp")
    qtbot.waitUntil(lambda: window.run.can_run and bool(window.run.devices), timeout=PATIENCE)
    return window


@pytest.fixture
def digits(services: Services, qtbot) -> MainWindow:
    return open_window(services, qtbot)


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def finish(window: MainWindow, qtbot) -> dict[str, float]:
    """What the run comes to."""
    window.run.pace = 0
    qtbot.waitUntil(lambda: bool(window.run.end), timeout=PATIENCE)
    assert window.run.end == "finished"
    return dict(window.run.ended.values)


def set_epochs(window: MainWindow, qtbot, epochs: int) -> None:
    line = window.run_bar.epochs.editor.line
    line.selectAll()
    qtbot.keyClicks(line, str(epochs))
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def whole(services: Services, qtbot) -> dict[str, float]:
    """The figures of 12 epochs that nothing interrupts."""
    window = open_window(services, qtbot)
    set_epochs(window, qtbot, 12)
    press(qtbot, window.run_bar.run_button)
    values = finish(window, qtbot)
    assert not window.actions_by_name["resume"].isEnabled(), "there is nothing left to do"
    set_epochs(window, qtbot, 13)
    qtbot.waitUntil(window.actions_by_name["resume"].isEnabled, timeout=PATIENCE)
    window.workspace.undo_stack.setClean()
    window.close()
    return values


def start_slowly(window: MainWindow, qtbot) -> None:
    """A run that is in the middle of its second epoch."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    set_epochs(window, qtbot, 12)
    window.run.pace = 500
    press(qtbot, window.run_bar.run_button)
    qtbot.waitUntil(lambda: window.run.history is not None and window.run.history.step > 60, timeout=PATIENCE)


def check_curves(window: MainWindow) -> None:
    """Every step is there once."""
    steps, _ = window.run.history.get("loss")
    assert steps.tolist() == list(range(1, 12 * 45 + 1))
    assert len(window.run.history.epochs) == 12


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(digits, whole, qtbot) -> None:
    start_slowly(digits, qtbot)
    press(qtbot, digits.run_bar.stop_button)
    qtbot.waitUntil(lambda: digits.run.end == "stopped" and digits.run.state == "idle", timeout=PATIENCE)
    resume = digits.actions_by_name["resume"]
    assert resume.isEnabled() and resume.text() == f"Resume from &checkpoint at step {digits.run.history.step}"
    qtbot.keyClick(digits, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    assert not digits.actions_by_name["resume"].isEnabled()
    assert finish(digits, qtbot) == whole
    check_curves(digits)


def test_after_the_workers_death_the_message_offers_to_go_on(digits, whole, qtbot) -> None:
    digits.workspace.editor.set_settings(checkpoint_every=1)
    start_slowly(digits, qtbot)
    os.kill(digits.client._process.processId(), signal.SIGKILL)
    bar = digits.message_bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar._action.isVisible(), timeout=PATIENCE)
    assert "killed" in bar.text.text() and bar._action.text() == "Resume"
    assert digits.run.point.step == 45, "the last epoch that was whole"
    press(qtbot, bar._action)
    assert not bar.isVisible()
    assert finish(digits, qtbot) == whole
    check_curves(digits)


def test_a_closed_studio_goes_on_another_day(services, digits, whole, qtbot, tmp_path) -> None:
    path = tmp_path / "digits.nodegrad"
    set_epochs(digits, qtbot, 12)
    digits.workspace.save(path)
    before = path.read_bytes()
    start_slowly(digits, qtbot)
    digits.workspace.undo_stack.setClean()
    digits.close()
    assert path.read_bytes() == before
    (kept,) = (tmp_path / "digits.runs").iterdir()
    assert (kept / "document.nodegrad").read_bytes() == before and (kept / "curves.csv").is_file()
    window = open_window(services, qtbot, path)
    assert window.actions_by_name["resume"].isEnabled() and window.run.point.step > 45
    window.actions_by_name["resume"].trigger()
    assert finish(window, qtbot) == whole
    check_curves(window)


def test_a_document_with_other_weights_cannot_go_on_and_says_why(digits, qtbot) -> None:
    start_slowly(digits, qtbot)
    press(qtbot, digits.run_bar.stop_button)
    qtbot.waitUntil(lambda: digits.run.end == "stopped" and digits.run.state == "idle", timeout=PATIENCE)
    hidden = next(node for node, record in digits.workspace.document.nodes.items() if record.name == "hidden")
    digits.workspace.editor.set_attribute(hidden, "units", 32)
    digits.actions_by_name["resume"].trigger()
    qtbot.waitUntil(lambda: digits.run.end == "failed", timeout=PATIENCE)
    assert "The variable 'hidden/kernel' is float32 64×32 now, but float32 64×64" in digits.message_bar.text.text()
    digits.workspace.editor.set_attribute(hidden, "units", 64)
    digits.actions_by_name["resume"].trigger()
    finish(digits, qtbot)


def test_early_stopping_is_set_with_the_mouse_and_ends_the_run(digits, qtbot) -> None:
    digits.parts.scene.select([])
    form = digits.parts.inspector.form
    rows = form.rows
    assert not rows["monitor"].editor.isVisible() and not rows["patience"].editor.isVisible()
    press(qtbot, rows["early_stopping"].editor.switch)
    assert rows["monitor"].editor.isVisible() and digits.workspace.document.settings.early_stopping
    combo = rows["monitor"].editor.combo
    assert [combo.itemText(at) for at in range(combo.count())] == ["val_loss", "val_accuracy", "loss", "accuracy"]
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert digits.workspace.document.settings.monitor == "val_accuracy"
    line = rows["patience"].editor.line
    line.selectAll()
    qtbot.keyClicks(line, "2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    set_epochs(digits, qtbot, 500)
    press(qtbot, digits.run_bar.run_button)
    qtbot.waitUntil(lambda: bool(digits.run.end), timeout=PATIENCE)
    ended = digits.run.ended
    assert ended.reason == "early_stopping" and ended.best_epoch == len(digits.run.history.epochs) - 2
    assert digits.run_bar.progress.text.full_text.endswith("stopped early") and digits.run_bar.progress.bar.value() == 1000
    assert not digits.actions_by_name["resume"].isEnabled(), "it would end at once"
    digits.workspace.editor.set_settings(patience=5)
    qtbot.waitUntil(digits.actions_by_name["resume"].isEnabled, timeout=PATIENCE)
    digits.workspace.undo_stack.undo()
    assert digits.workspace.document.settings.patience == 2


def test_a_figure_that_is_not_there_is_a_problem_before_the_run(digits, qtbot) -> None:
    digits.workspace.editor.set_settings(early_stopping=True, monitor="val_auc")
    qtbot.waitUntil(lambda: not digits.run.can_run, timeout=PATIENCE)
    assert "watches 'val_auc', but the run has no such figure; watch one of val_loss, val_accuracy" in digits.run.obstacle
    digits.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: digits.run.can_run, timeout=PATIENCE)


def test_a_loss_threshold_ends_the_run(digits, qtbot) -> None:
    digits.parts.scene.select([])
    line = digits.parts.inspector.form.rows["loss_threshold"].editor.line
    qtbot.keyClicks(line, "0.2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    press(qtbot, digits.run_bar.run_button)
    qtbot.waitUntil(lambda: bool(digits.run.end), timeout=PATIENCE)
    assert digits.run.end == "threshold" and digits.run.ended.values["loss"] <= 0.2
    assert digits.run_bar.progress.text.full_text.endswith("loss reached")
