"""The Code tab: the document as Python for a chosen library, as it would be exported now; to read, copy and save.

The worker writes the code, so that the window stays awake; a document that is not ready shows one sentence instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.compile.problems import CheckResult
from app.icons import icon
from app.panels.code_view import CodeView
from app.panels.widgets import label
from app.session.client import WorkerClient
from app.session.protocol import Exported, Failed
from app.text import sentence, tr, tr_error
from app.theme import Theme

#: Targets in the order in which they are offered, with their own names.
TARGETS = (("pytorch", "PyTorch"), ("numpy", "NumPy"))
_DELAY = 250  # milliseconds after the last change

#: The document's project text, and the folder where its data paths start.
Source = Callable[[], tuple[str, str]]


class CodePanel(QWidget):
    """Code of the document that ``source`` gives; asked for anew after every check while the panel is seen."""

    message = Signal(str, str)  # severity, sentence

    def __init__(self, client: WorkerClient, theme: Theme, source: Source | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._theme = theme
        self._source = source
        self._request = ""
        self._asked: tuple[str, str, str] | None = None  # what the code on show was asked from
        self._obstacle = tr("Code", "The code appears here as soon as the graph can be trained.")
        self._ready = False
        self._later = QTimer(self, singleShot=True, interval=_DELAY)
        self._later.timeout.connect(self.refresh)
        self._build()
        client.exported.connect(self._on_exported)
        client.failed.connect(self._on_failed)
        theme.changed.connect(self._recolour)
        self._recolour()
        self._say(self._obstacle)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.target = QComboBox()
        for name, title in TARGETS:
            self.target.addItem(title, name)
        self.target.setAccessibleName(tr("Code", "Library"))
        self.target.setToolTip(tr("Code", "The library that the code is written for"))
        self.target.currentIndexChanged.connect(self.refresh)
        bar.addWidget(self.target)
        self._note = label("", "small")
        bar.addWidget(self._note, 1)
        self.copy_button = QPushButton(tr("Code", "Copy"))
        self.copy_button.clicked.connect(self.copy)
        self.save_button = QPushButton(tr("Code", "Save…"))
        self.save_button.clicked.connect(self._ask_save)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.save_button)
        column.addLayout(bar)
        self._pages = QStackedWidget()
        self.view = CodeView(self._theme)
        self.view.setAccessibleName(tr("Code", "Code"))
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "muted")
        self._sentence.setTextFormat(self._note.textFormat())
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setContentsMargins(16, 4, 16, 4)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._sentence)
        column.addWidget(self._pages, 1)

    # --- what is shown ---------------------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """The code on show; empty while a sentence stands in its place."""
        return self.view.toPlainText() if self._pages.currentWidget() is self.view else ""

    @property
    def sentence(self) -> str:
        """What stands in place of the code."""
        return self._sentence.text() if self._pages.currentWidget() is self._sentence else ""

    def show_check(self, result: CheckResult) -> None:
        """The document has changed and was checked: ask for its code a little later, or say why there is none."""
        self._ready = result.ready
        errors = [problem for problem in result.problems if problem.severity == "error"]
        if errors:
            self._obstacle = sentence(tr_error(errors[0].template, errors[0].params))
        else:
            self._obstacle = tr("Code", "The code appears here as soon as the graph can be trained.")
        self._later.start()

    def refresh(self) -> None:
        """Ask for the code of the document as it is now, unless that is on show; nothing while nobody looks."""
        if not self.isVisible() or self._source is None:
            return
        if not self._ready:
            self._request, self._asked = "", None
            self._say(self._obstacle)
            return
        text, folder = self._source()
        wanted = (text, folder, self.target.currentData())
        if wanted != self._asked:
            self._asked = wanted
            self._request = self._client.export(text, self.target.currentData(), folder)
            self._note.setText(tr("Code", "writing…"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_exported(self, event: Exported) -> None:
        if event.request != self._request:
            return
        self._request = ""
        self.view.show_code(event.code)
        self._pages.setCurrentWidget(self.view)
        lines = event.code.count("\n")
        self._note.setText(tr("Code", "{count} lines", count=lines))
        self._enable()

    def _on_failed(self, event: Failed) -> None:
        if event.request and event.request == self._request:
            self._request, self._asked = "", None
            self._say(sentence(tr_error(event.template, event.params)))

    def _say(self, text: str) -> None:
        self._sentence.setText(text)
        self._sentence.setAccessibleName(text)
        self._pages.setCurrentWidget(self._sentence)
        self._note.setText("")
        self._enable()

    def _enable(self) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(bool(self.code))

    def _recolour(self) -> None:
        self.save_button.setIcon(icon("save", self._theme, "text"))

    # --- copy and save ---------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The whole code to the clipboard."""
        QGuiApplication.clipboard().setText(self.code)
        self.message.emit("ok", tr("Code", "Copied the code."))

    def _ask_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Code", "Save code"), self._suggested(), tr("Code", "Python files (*.py)"))
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the code to a file; a file that cannot be written is said, and nothing else happens."""
        try:
            path.write_text(self.code, encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            text = tr("Code", "'{path}' was not saved ({reason}); choose another folder.", path=path, reason=reason)
            self.message.emit("warning", text)
        else:
            self.message.emit("ok", tr("Code", "Saved '{path}'.", path=path))

    def _suggested(self) -> str:
        name = str(json.loads(self._source()[0]).get("name", "")) if self._source else ""
        stem = "".join(letter if letter.isalnum() else "_" for letter in name.lower()).strip("_")
        return f"{stem or 'model'}_{self.target.currentData()}.py"
