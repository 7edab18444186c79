"""Takes the pictures of the documentation: a real window, really training, painted into a file.

``python -m app.window.screenshot --example digits-mlp --theme dark --size 1440x900 --train 8 -o picture.png``
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer

from app.window.main_window import MainWindow
from app.window.services import Services
from app.window.settings import LANGUAGES, Settings
from app.window.studio import make_application

_PATIENCE_MS = 120_000
_PACE = 100  # steps a second, so that the picture shows the epoch that was asked for
_REST_MS = 60  # for the curves, which are drawn by a timer


def _size(text: str) -> QSize:
    width, _, height = text.partition("x")
    return QSize(int(width), int(height))


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_for_worker(window: MainWindow) -> None:
    loop = QEventLoop()
    assert window.run is not None
    window.run.devices_changed.connect(loop.quit)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    if not window.run.devices:
        loop.exec()


def _train(window: MainWindow, epochs: int) -> bool:
    """Run until so many epochs have ended; False where the run ended for another reason."""
    run, loop = window.run, QEventLoop()
    assert run is not None

    def look() -> None:
        done = run.history is not None and len(run.history.epochs) >= epochs
        if done or run.end:
            loop.quit()

    run.changed.connect(look)
    run.pace = _PACE
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    run.start()
    loop.exec()
    _wait(_REST_MS)
    return run.history is not None and len(run.history.epochs) >= epochs


def take(
    target: Path, *, example: str | None, theme: str, language: str, size: QSize, train: int, select: str | None, tab: str | None
) -> bool:
    """Open a window as asked, train if asked, and save what it shows."""
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat))
        settings.theme, settings.language = theme, language
        services = Services(app, settings)
        window = services.new_window()
        window.resize(size)
        good = example is None or window.files.open_example(example)
        _wait(300)
        if window.parts is not None and window.workspace is not None and window.docks is not None:
            _wait_for_worker(window)
            named = [node for node, record in window.workspace.document.nodes.items() if record.name == select]
            window.parts.scene.select(named)
            if tab is not None:
                window.docks.show_tab(getattr(window.parts, tab))
            if train:
                good = _train(window, train) and good
            _wait(_REST_MS)
        saved = window.grab().save(str(target))
        if window.workspace is not None:
            window.workspace.undo_stack.setClean()
        window.close()
    return good and saved


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.window.screenshot", description=__doc__)
    parser.add_argument("--example", help="an example's name; without it, the start page")
    parser.add_argument("--theme", choices=("light", "dark"), default="dark")
    parser.add_argument("--language", choices=LANGUAGES[1:], default="en")
    parser.add_argument("--size", type=_size, default=QSize(1440, 900), help="width and height, as in 1440x900")
    parser.add_argument("--train", type=int, default=0, metavar="EPOCHS", help="train so many epochs first")
    parser.add_argument("--select", help="the name of the node that is selected")
    parser.add_argument("--tab", choices=("curves", "gradients", "problems", "code"))
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    good = take(
        given.output,
        example=given.example,
        theme=given.theme,
        language=given.language,
        size=given.size,
        train=given.train,
        select=given.select,
        tab=given.tab,
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
