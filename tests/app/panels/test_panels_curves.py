"""Curve panels on a run that a test writes: what is drawn, when, how it is read out, hidden, zoomed and saved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from app.panels.curves import CurvesPanel
from app.panels.frame_clock import FASTEST, FrameClock
from app.panels.gradients import GradientsPanel
from app.session.client import WorkerClient
from app.session.history import RunHistory
from app.session.protocol import EpochEnded, RunStarted
from app.theme import Theme

PARAMETERS = ("hidden/kernel", "hidden/bias", "out/kernel", "out/bias")


def a_run(steps: int = 400, metrics: tuple[str, ...] = ("accuracy",)) -> RunHistory:
    series = ["loss", "learning_rate", *metrics, *(f"grad:{name}" for name in PARAMETERS)]
    history = RunHistory(
        RunStarted(
            run="run-1", series=series, epochs=20, steps_per_epoch=40, parameters=9, device="cpu", batch_size=32, samples=1280
        )
    )
    add_steps(history, steps)
    for epoch in range(1, steps // 40 + 1):
        values = {"loss": 1 / epoch, "val_loss": 1.1 / epoch, **{f"val_{name}": 1 - 0.5 / epoch for name in metrics}}
        history.add_epoch(EpochEnded(run="run-1", epoch=epoch, step=40 * epoch, values=values))
    return history


def add_steps(history: RunHistory, count: int) -> None:
    first = history.step + 1
    steps = np.arange(first, first + count, dtype=float)
    noise = np.random.default_rng(first).normal(0, 0.2, count)
    columns = [1.0 / steps * np.exp(noise) for _ in history.series]
    history.extend(np.stack([steps // 40, steps, *columns], axis=1))


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("dark")


@pytest.fixture
def client(qtbot: QtBot, tmp_path: Path) -> Iterator[WorkerClient]:
    client = WorkerClient(log=tmp_path / "log")
    yield client
    client.shutdown()


def curves(qtbot: QtBot, client: WorkerClient, theme: Theme, size: tuple[int, int] = (1000, 260)) -> CurvesPanel:
    panel = CurvesPanel(client, theme)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    return panel


def set_state(client: WorkerClient, state: str) -> None:
    client._set_state(state)


def test_an_empty_panel_says_what_to_do(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    assert all(card.is_empty for card in panel.cards)
    assert "Press Run to see the loss here." in [label.text() for label in panel.loss.findChildren(type(panel.loss._empty))]
    assert not panel.loss.chart.isVisible()


def test_a_run_fills_the_cards(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = a_run()
    assert not any(card.is_empty for card in panel.cards)
    assert [entry.title for entry in panel.loss.legend.entries] == ["training", "validation"]
    assert [entry.title for entry in panel.gradients.legend.entries] == list(PARAMETERS)
    assert panel.metrics.chart.accessibleName() == "Accuracy"
    assert panel.loss.chart.log
    assert panel.gradients.chart.log
    assert not panel.metrics.chart.log
    client.history = None
    assert all(card.is_empty for card in panel.cards)


def test_the_drawn_curve_keeps_the_spike(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    history = a_run(0)
    steps = np.arange(1.0, 50_001)
    values = np.ones((50_000, len(history.series)))
    values[31_415] = 1000.0
    history.extend(np.column_stack([steps // 40, steps, values]))
    client.history = history
    _, drawn = panel.loss.chart._lines["loss"].raw.getData()
    assert len(drawn) < 3000
    assert drawn.max() == pytest.approx(3.0)
    (_, (low, high)) = panel.loss.chart._view.viewRange()
    assert low < 0 < 3 < high


def test_values_that_have_no_logarithm_are_gaps(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    history = a_run(0)
    rows = np.ones((6, 2 + len(history.series)))
    rows[:, 1] = np.arange(1, 7)
    rows[2, 2], rows[3, 2], rows[4, 2] = 0.0, np.nan, np.inf
    history.extend(rows)
    panel.loss.set_smoothing_level(0)
    client.history = history
    _, drawn = panel.loss.chart._lines["loss"].main.getData()
    assert np.isnan(drawn).tolist() == [False, False, True, True, True, False]


def test_only_nan_is_shown_without_complaint(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    history = a_run(0)
    rows = np.full((3, 2 + len(history.series)), np.nan)
    rows[:, 0], rows[:, 1] = 1, np.arange(1, 4)
    history.extend(rows)
    client.history = history
    assert not panel.grab().isNull()


def test_the_clock_runs_only_while_a_run_is_on_and_somebody_looks(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    gradients = GradientsPanel(client, theme)
    qtbot.addWidget(gradients)
    clock = FrameClock.of(client)
    assert FrameClock.of(client) is clock
    assert not clock.is_running
    set_state(client, "running")
    assert clock.is_running
    panel.hide()
    assert not clock.is_running
    gradients.show()
    assert clock.is_running
    set_state(client, "paused")
    assert not clock.is_running
    set_state(client, "running")
    assert clock.is_running
    set_state(client, "idle")
    assert not clock.is_running
    assert len(client.findChildren(FrameClock)) == 1


def test_new_steps_are_drawn_by_the_clock(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run(40)
    set_state(client, "running")
    add_steps(history, 100)
    qtbot.waitUntil(lambda: panel.loss.chart._lines["loss"].raw.getData()[0][-1] == 140, timeout=3000)
    set_state(client, "idle")


def test_a_picture_that_grew_is_the_picture_of_the_whole_run(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run(40)
    panel.grab()
    for _ in range(5):
        add_steps(history, 90)
        panel.draw()
        panel.grab()
    again = curves(qtbot, client, theme)
    assert panel.grab().toImage() == again.grab().toImage()


def test_a_frame_that_would_not_move_the_picture_is_saved(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run(4000)
    drawn: list[int] = []
    original = panel.loss.chart.set_data
    panel.loss.chart.set_data = lambda data: (drawn.append(history.step), original(data))  # type: ignore[method-assign]
    add_steps(history, 1)
    panel.draw(lazily=True)
    assert drawn == []
    add_steps(history, 100)
    panel.draw(lazily=True)
    assert drawn == [4101]


def test_a_run_that_was_broken_off_stays_and_says_so(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run(120)
    history.close("died")
    client.state_changed.emit("dead")
    assert panel.loss.state_text == "broken off at step 120"
    assert not panel.loss.is_empty


def test_a_document_without_metrics_has_no_metrics_card(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = a_run(metrics=())
    assert not panel.metrics.isVisible()
    client.history = a_run(metrics=("accuracy", "mean_error"))
    assert panel.metrics.isVisible()
    assert panel.metrics.chart.accessibleName() == "Metrics"
    assert [entry.title for entry in panel.metrics.legend.entries][:2] == ["accuracy", "accuracy, validation"]


def test_a_narrow_panel_leaves_the_gradients_to_their_tab(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme, (700, 250))
    assert not panel.gradients.isVisible()
    panel.resize(900, 250)
    assert panel.gradients.isVisible()


def test_the_legend_hides_a_curve_by_click_and_by_key(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme, (1600, 300))
    client.history = a_run()
    training = panel.loss.legend._buttons[0]
    line = panel.loss.chart._lines["loss"]
    qtbot.mouseClick(training, Qt.MouseButton.LeftButton)
    assert not line.main.isVisible()
    training.setFocus()
    qtbot.keyClick(training, Qt.Key.Key_Space)
    assert line.main.isVisible()


def test_a_legend_that_does_not_fit_puts_the_rest_into_a_menu(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme, (800, 250))
    client.history = a_run()
    legend = panel.gradients.legend
    shown = [button for button in legend._buttons if button.isVisible()]
    assert 0 < len(shown) < 4
    assert legend._more.isVisible()
    assert legend._more.text() == f"+{4 - len(shown)}"
    assert all(legend.rect().contains(button.geometry()) for button in shown)
    menu = legend.menu()
    actions = menu.actions()
    assert [action.text() for action in actions] == list(PARAMETERS)
    actions[3].trigger()
    assert not panel.gradients.chart._lines["grad:out/bias"].main.isVisible()
    menu.deleteLater()


def test_values_are_read_under_the_pointer_and_by_keys(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run()
    chart = panel.loss.chart
    with qtbot.waitSignal(chart.read, timeout=2000) as read:
        qtbot.mouseMove(chart.viewport(), chart.viewport().rect().center() - QPoint(10, 0))
        qtbot.mouseMove(chart.viewport(), chart.viewport().rect().center())
    assert read.args[0].startswith("step ")
    assert "training" in read.args[0]
    assert chart._readout.isVisible()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart._readout.isVisible()
    with qtbot.waitSignal(chart.read, timeout=2000) as read:
        qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert read.args[0].startswith("step 1, ")
    assert f"training {history.get('loss')[1][0]:.4g}" in read.args[0]
    assert chart.accessibleDescription() == read.args[0]
    with qtbot.waitSignal(chart.read, timeout=2000) as read:
        qtbot.keyClick(chart, Qt.Key.Key_End)
    assert read.args[0].startswith("step 400")


def test_zooming_stays_until_a_double_click(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = history = a_run()
    chart = panel.loss.chart
    assert chart.following
    chart._view.scaleBy((0.5, 1.0))
    chart._view.sigRangeChangedManually.emit([True, False])
    assert not chart.following
    before = chart._view.viewRange()[0]
    add_steps(history, 400)
    panel.draw()
    assert chart._view.viewRange()[0] == before
    qtbot.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.viewport().rect().center())
    assert chart.following
    assert chart._view.viewRange()[0][1] > 800


def test_the_menu_has_smoothing_scale_and_saving(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = a_run()
    card = panel.loss
    menu = card.menu()
    slider = menu.findChild(QSlider)
    assert slider is not None
    slider.setValue(0)
    assert card.smoothing_window == 1
    assert len(card.chart._lines["loss"].raw.getData()[0]) == 0  # the values themselves are the line
    slider.setValue(5)
    assert card.smoothing_window == 80
    raw = card.chart._lines["loss"].raw.getData()[1]
    smoothed = card.chart._lines["loss"].main.getData()[1]
    assert np.abs(np.diff(smoothed)).mean() < 0.3 * np.abs(np.diff(raw)).mean()
    scale = next(action for action in menu.actions() if action.isCheckable())
    scale.trigger()
    assert not card.chart.log
    assert not card.log_button.isChecked()
    menu.deleteLater()


def test_picture_and_values_are_saved_and_failures_told(qtbot: QtBot, client: WorkerClient, theme: Theme, tmp_path: Path) -> None:
    panel = curves(qtbot, client, theme)
    client.history = a_run()
    said: list[tuple[str, str]] = []
    panel.message.connect(lambda severity, text: said.append((severity, text)))
    panel.loss.save_picture(tmp_path / "loss.png")
    image = QImage(str(tmp_path / "loss.png"))
    assert image.width() == 2 * panel.loss.width()
    panel.loss.save_csv(tmp_path / "loss.csv")
    lines = (tmp_path / "loss.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "step,loss,val_loss"
    assert len(lines) == 401
    panel.loss.save_csv(tmp_path / "missing" / "loss.csv")
    panel.loss.save_picture(tmp_path / "missing" / "loss.png")
    assert [severity for severity, _ in said] == ["ok", "ok", "warning", "warning"]
    assert "was not saved" in said[2][1]


def test_the_theme_can_change_while_drawn(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    client.history = a_run()
    dark = panel.grab().toImage()
    theme.set_mode("light")
    light = panel.grab().toImage()
    middle = panel.loss.geometry().center()
    assert dark.pixelColor(middle + QPoint(0, 90)).lightness() < 80
    assert light.pixelColor(middle + QPoint(0, 90)).lightness() > 200


def test_the_gradients_tab_lists_parameters_with_their_values(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = GradientsPanel(client, theme)
    qtbot.addWidget(panel)
    panel.resize(1000, 260)
    panel.show()
    assert panel.rows == {}
    client.history = history = a_run()
    assert [row.text() for row in panel.rows.values()] == list(PARAMETERS)
    row = panel.rows["grad:out/bias"]
    latest = history.latest("grad:out/bias")
    assert latest is not None
    assert float(row.accessibleDescription()) == pytest.approx(latest, rel=1e-3)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not panel.norms.chart._lines["grad:out/bias"].main.isVisible()
    assert panel.rate.isVisible()
    assert not panel.rate.is_empty
    panel.resize(600, 260)
    assert not panel.rate.isVisible()


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    for panel in (curves(qtbot, client, theme), GradientsPanel(client, theme)):
        qtbot.addWidget(panel)
        panel.resize(1400, 300)
        panel.show()
        client.history = a_run()
        for card in panel.cards:
            for widget in (card.chart, card.log_button, card.more_button, *card.legend._buttons):
                assert widget.accessibleName()
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_dear_frames_come_less_often(qtbot: QtBot, client: WorkerClient, theme: Theme) -> None:
    panel = curves(qtbot, client, theme)
    clock = FrameClock.of(client)
    clock.tick.connect(lambda: time.sleep(0.05))
    set_state(client, "running")
    qtbot.waitUntil(lambda: clock.interval >= 130, timeout=5000)
    assert panel.isVisible()
    set_state(client, "idle")
    set_state(client, "running")
    assert clock.interval == FASTEST
    set_state(client, "idle")
