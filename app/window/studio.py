"""Starts the studio: the Qt application, its language and theme, and the first window."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.icons import app_icon
from app.project.journal import Journal
from app.text import tr
from app.window.services import Services
from app.window.settings import Settings

logger = logging.getLogger("nodegrad")

WATCHED_PACE = 100  # steps a second


def make_application() -> QApplication:
    """The one Qt application of this process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([sys.argv[0] if sys.argv else "nodegrad"])
    app.setApplicationName("Nodegrad")
    app.setOrganizationName("Nodegrad")
    app.setDesktopFileName("nodegrad")
    app.setWindowIcon(app_icon())
    return app


def run_studio(paths: Sequence[str | Path] = (), example: str | None = None, autorun: bool = False) -> int:
    """Open the studio and stay until its last window is closed.

    ``paths`` and ``example`` are opened, each in a window; with neither, the start page.  ``autorun`` presses Run, at a speed
    that can be watched.
    """
    app = make_application()
    services = Services(app, Settings(), journal=Journal(journal_path()))
    _start_log(services)
    _catch_errors(services)
    window = services.new_window()
    for path in paths:
        window.files.open_path(Path(path))
    if example is not None:
        window.files.open_example(example)
    if autorun:
        QTimer.singleShot(0, lambda: _run_all(services))
    return app.exec()


def _run_all(services: Services) -> None:
    for window in services.windows:
        if window.run is not None:
            window.run.pace = WATCHED_PACE
            window.run.start()


def log_path() -> Path:
    """Where the studio's log lies: in the user's state folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(folder) / "nodegrad" / "studio.log"


def journal_path() -> Path:
    """Where unsaved work is kept against a crash: beside the log."""
    return log_path().with_name("recovery")


def _start_log(services: Services) -> None:
    """Write warnings and errors to the log; a folder that cannot be written is no reason not to start."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1 << 20, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)


def _catch_errors(services: Services) -> None:
    """An error that nobody expected is logged whole and told in one sentence; the window lives on."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            services.app.quit()
            return
        logger.error("unexpected error", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        if threading.current_thread() is not threading.main_thread() or not services.windows:
            return
        active = services.app.activeWindow()
        window = next((each for each in services.windows if each is active), services.windows[0])
        text = tr(
            "Window", "Something went wrong inside Nodegrad ({error}); your document is untouched, and the log is {file}.",
            error=f"{kind.__name__}: {error}", file=str(log_path()),
        )  # fmt: skip
        window.show_message("error", text)

    sys.excepthook = tell
