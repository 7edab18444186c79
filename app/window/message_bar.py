"""Messages in the window: one sentence above the canvas, with what can be done about it, instead of a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.icons import icon
from app.panels.widgets import label
from app.text import sentence, tr
from app.theme import Theme, px

_SIGNS = {"error": ("error", "error"), "warning": ("warning", "warning"), "info": ("info", "accent"), "ok": ("check", "ok")}
_SHORT_MS = 6000


class MessageBar(QWidget):
    """Hidden until something is to be said.  Errors stay until they are closed; what is merely good to know goes by itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.severity = "info"
        self._sign = QLabel()
        self._sign.setFixedWidth(px(16))
        self.text = label("")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._close = QToolButton()
        self._close.setIconSize(QSize(px(16), px(16)))
        self._close.setAccessibleName(tr("MessageBar", "Close the message"))
        self._close.setToolTip(tr("MessageBar", "Close the message"))
        self._close.clicked.connect(self.hide)
        self._call: Callable[[], object] | None = None
        self._action.clicked.connect(self._on_action)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        theme.changed.connect(self._recolour)
        self.hide()

    def show_message(self, severity: str, text: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """Say a sentence, with a button that does something about it if there is anything to do; nothing hides the bar."""
        if not text:
            self.hide()
            return
        self.severity = severity
        self.text.setText(sentence(text))
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._call = call
        self._recolour()
        self.show()
        if severity in ("info", "ok") and not action:
            self._timer.start(_SHORT_MS)
        else:
            self._timer.stop()

    def _on_action(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()

    def _recolour(self) -> None:
        name, token = _SIGNS[self.severity]
        self._sign.setPixmap(icon(name, self._theme, token).pixmap(QSize(px(16), px(16)), self.devicePixelRatio()))
        self._close.setIcon(icon("close", self._theme, "muted"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("raised"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.fillRect(0, 0, 3, self.height(), self._theme.color(_SIGNS[self.severity][1]))
