"""What starts the studio: arguments, unexpected errors, and the pictures for the documentation."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.window import screenshot, studio
from app.window.services import Services


@pytest.fixture
def own_settings(settings, monkeypatch, tmp_path):
    """The studio under test must not touch the settings and logs of whoever runs the tests."""
    monkeypatch.setattr(studio, "Settings", lambda: settings)
    monkeypatch.setattr(studio, "log_path", lambda: tmp_path / "state" / "studio.log")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return settings


def windows_of(qapp: QApplication):
    from app.window.main_window import MainWindow

    return [widget for widget in qapp.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()]


def test_files_and_an_example_open_each_in_a_window(qapp, own_settings, tmp_path) -> None:
    from app.project.examples import find_example

    path = tmp_path / "iris.nodegrad"
    path.write_bytes(find_example("iris-softmax").path.read_bytes())
    seen: list[tuple[str, str]] = []

    def look() -> None:
        for window in windows_of(qapp):
            seen.append((window.workspace.document.name, window.run.state))
            window.close()

    QTimer.singleShot(200, look)
    assert studio.run_studio([path], "digits-mlp", autorun=True) == 0
    assert sorted(name for name, _ in seen) == ["Digits MLP", "Iris softmax regression"]
    assert all(state in ("waiting", "running") for _, state in seen)


def test_without_arguments_the_start_page_opens(qapp, own_settings) -> None:
    seen: list[bool] = []

    def look() -> None:
        for window in windows_of(qapp):
            seen.append(window.workspace is None)
            window.close()

    QTimer.singleShot(200, look)
    assert studio.run_studio() == 0
    assert seen == [True]


def test_an_unexpected_error_is_one_sentence_and_the_log_has_the_rest(window, own_settings, tmp_path, capsys) -> None:
    services: Services = window.services
    studio._start_log(services)
    studio._catch_errors(services)
    try:
        raise RuntimeError("the roof fell in")
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    assert window.message_bar.isVisible() and "the roof fell in" in window.message_bar.text.text()
    for handler in list(studio.logger.handlers):
        handler.close()
        studio.logger.removeHandler(handler)
    assert "Traceback" in (tmp_path / "state" / "studio.log").read_text(encoding="utf-8")


def test_a_picture_is_taken_while_it_trains(qapp, tmp_path) -> None:
    target = tmp_path / "picture.png"
    arguments = ["--example", "digits-mlp", "--size", "1280x800", "--train", "2", "--select", "hidden", "-o", str(target)]
    assert screenshot.main(arguments) == 0
    assert (QImage(str(target)).width(), QImage(str(target)).height()) == (1280, 800)


def test_a_double_click_on_a_node_goes_to_its_attributes(window, qtbot) -> None:
    node = window.workspace.editor.add_node("Dense", 0, 0)
    view = window.parts.view
    view.camera.look_at(window.parts.scene.rect_of(node).center(), 1.0, fly=False)
    rect = window.parts.scene.rect_of(node)
    body = view.to_view(QPointF(rect.center().x(), rect.bottom() - 6)).toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=body)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=body)
    units = window.parts.inspector.form.rows["units"].editor.field
    qtbot.waitUntil(units.hasFocus)
    assert window.parts.scene.selected_ids() == [node] and not view.busy
