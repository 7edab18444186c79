"""A studio with settings of its own, windows that are closed without questions, and helpers that act as a user would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from app.session.client import WorkerClient
from app.window.main_window import MainWindow
from app.window.services import Services
from app.window.settings import Settings
from app.window.workspace import Workspace


def made_settings(folder: Path) -> Settings:
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.theme = "dark"
    settings.language = "en"
    return settings


@contextmanager
def studio(qapp: QApplication, settings: Settings, folder: Path) -> Iterator[Services]:
    """A studio whose windows are closed at the end, without questions."""
    services = Services(qapp, settings, lambda parent: WorkerClient(parent, log=folder / "worker.log"))
    yield services
    for window in list(services.windows):
        if window.workspace is not None:
            window.workspace.undo_stack.setClean()
        window.close()
    services.languages.install("en")
    services.deleteLater()
    qapp.processEvents()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return made_settings(tmp_path)


@pytest.fixture
def services(qapp: QApplication, settings: Settings, tmp_path) -> Iterator[Services]:
    with studio(qapp, settings, tmp_path) as services:
        yield services


@pytest.fixture(scope="module")
def lasting_services(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """For tests that go on in the window of the test before."""
    folder = tmp_path_factory.mktemp("studio")
    with studio(qapp, made_settings(folder), folder) as services:
        yield services


@pytest.fixture
def idle_services(services: Services, monkeypatch) -> Services:
    """For tests that train nothing: the worker is never started."""
    monkeypatch.setattr(WorkerClient, "start", lambda self: None)
    return services


def shown(services: Services, qtbot, workspace: Workspace | None = None) -> MainWindow:
    window = services.new_window(workspace)
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def window(idle_services: Services, qtbot) -> MainWindow:
    """A window with an empty document."""
    window = shown(idle_services, qtbot)
    window.files.new()
    return window


@pytest.fixture
def start_window(idle_services: Services, qtbot) -> MainWindow:
    """A window on the start page."""
    return shown(idle_services, qtbot)


@pytest.fixture
def digits(services: Services, qtbot) -> MainWindow:
    """The digits example, its worker ready."""
    window = services.new_window()
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.files.open_example("digits-mlp")
    qtbot.waitUntil(lambda: window.run.client.state == "idle", timeout=60_000)
    return window


@pytest.fixture
def reading() -> Iterator[None]:
    """Assistive technology is there."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)
