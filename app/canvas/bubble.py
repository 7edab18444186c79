"""A small card with a sentence: why a wire is refused, what the keys do, what is wrong with a node."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.canvas.ink import Ink
from app.theme import px, ui_font

_WIDEST = 320
_PAD = 8
_STRIPE = 3
_TOKENS = {"error": "error", "warning": "warning", "hint": "accent", "info": "accent"}


class Bubble(QWidget):
    """Lies over the canvas, takes no clicks, and keeps inside its parent."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._ink = ink
        self._text = ""
        self._token = "accent"
        self._font = ui_font(12)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ink.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; nothing while it is hidden."""
        return self._text if not self.isHidden() else ""

    def show_at(self, point: QPointF, text: str, severity: str, seconds: float = 0.0) -> None:
        """Say something beside a point of the parent, for a while or until it is hidden; nothing hides it."""
        self.show_beside(QRectF(point.x(), point.y() - 4, 12, 20), text, severity, seconds)

    def show_beside(self, rect: QRectF, text: str, severity: str, seconds: float = 0.0) -> None:
        """Say something below a rectangle of the parent, or above it where there is no room below."""
        self._timer.stop()
        if not text:
            self.hide()
            return
        self._set(text, _TOKENS.get(severity, "accent"))
        area = self._host.rect().adjusted(8, 8, -8, -8)
        x, y = round(rect.left()), round(rect.bottom()) + 8
        if y + self.height() > area.bottom():
            y = round(rect.top()) - self.height() - 8
        x = max(area.left(), min(x, area.right() - self.width()))
        self.move(x, max(area.top(), min(y, area.bottom() - self.height())))
        self.show()
        self.raise_()
        if seconds:
            self._timer.start(round(seconds * 1000))

    def _set(self, text: str, token: str) -> None:
        if (text, token) == (self._text, self._token):
            return
        self._text, self._token = text, token
        self.setAccessibleName(text)
        metrics = QFontMetrics(self._font)
        room = QRect(0, 0, px(_WIDEST) - 2 * _PAD - _STRIPE, 10_000)
        size = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).size()
        self.resize(size + QSize(2 * _PAD + _STRIPE + 4, 2 * _PAD - 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self._ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.pen("line"))
        painter.setBrush(ink.brush("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.brush(self._token))
        painter.drawRoundedRect(QRectF(4, 6, _STRIPE, self.height() - 12), 1.5, 1.5)
        painter.setPen(ink.color("text"))
        painter.setFont(self._font)
        area = self.rect().adjusted(_PAD + _STRIPE + 2, _PAD - 1, -_PAD + 2, -_PAD + 1)
        painter.drawText(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self._text)
