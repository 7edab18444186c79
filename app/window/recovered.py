"""What a studio that ended unexpectedly has left, on the start page: each document with its time and size, to open or discard."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.icons import icon
from app.panels.widgets import ElidedLabel, heading, label
from app.project.journal import Left
from app.text import tr
from app.theme import Theme, px
from app.window.figures import count, memory


def when(at: float) -> str:
    """A time of today as a time, an earlier one with its day, as the user's language writes it."""
    moment, today = time.localtime(at), time.localtime()
    locale = QLocale()
    clock = time.strftime("%H:%M", moment)
    if (moment.tm_year, moment.tm_yday) == (today.tm_year, today.tm_yday):
        return tr("Start", "today at {time}", time=clock)
    month = locale.monthName(moment.tm_mon, QLocale.FormatType.ShortFormat)
    return tr("Start", "{day} {month} {year} at {time}", day=moment.tm_mday, month=month, year=moment.tm_year, time=clock)


class RecoveredRow(QWidget):
    """One document: name, where it came from, when it was written, how large it is."""

    open_requested = Signal(object)  # Left
    discard_requested = Signal(object)

    def __init__(self, left: Left, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = left
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(icon("document", theme, "accent").pixmap(QSize(px(16), px(16)), self.devicePixelRatio()))
        sign.setAccessibleName(tr("Start", "Document"))
        row.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(left.name))
        place = left.path.name if left.path is not None else tr("Start", "never saved")
        nodes = tr("Start", "1 node") if left.nodes == 1 else tr("Start", "{count} nodes", count=count(left.nodes))
        details = label(" · ".join((when(left.at), place, nodes, memory(left.size))), "small")
        details.setWordWrap(True)
        details.setAccessibleName(details.text())
        if left.path is not None:
            details.setToolTip(str(left.path))
        words.addWidget(details)
        row.addLayout(words, 1)
        self.open_button = QPushButton(tr("Start", "Open"))
        self.open_button.setProperty("primary", True)
        self.open_button.setAccessibleName(tr("Start", "Open {name}", name=left.name))
        self.open_button.setAccessibleDescription(details.text())
        self.open_button.clicked.connect(lambda: self.open_requested.emit(left))
        self.discard_button = QPushButton(tr("Start", "Discard"))
        self.discard_button.setAccessibleName(tr("Start", "Discard {name}", name=left.name))
        self.discard_button.clicked.connect(lambda: self.discard_requested.emit(left))
        row.addWidget(self.open_button)
        row.addWidget(self.discard_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Recovered(QWidget):
    """All of them under a heading; hidden where there is nothing."""

    open_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(self, left: Sequence[Left], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(8)
        column.addWidget(heading(tr("Start", "Not saved")))
        text = label(tr("Start", "Nodegrad ended unexpectedly. This work was kept; your files are as you saved them."), "muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addWidget(text)
        self.rows: list[RecoveredRow] = []
        for each in left:
            row = RecoveredRow(each, theme)
            row.open_requested.connect(self.open_requested)
            row.discard_requested.connect(self.discard_requested)
            column.addWidget(row)
            self.rows.append(row)
        self.setVisible(bool(left))
