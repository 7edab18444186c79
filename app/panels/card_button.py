"""The buttons in the header of a chart's card: a word, or three dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from app.theme import Theme, mono_font, px

BUTTON = 22


class CardButton(QToolButton):
    """A small flat button in a card's header: a word, or three dots."""

    def __init__(self, theme: Theme, parent: QWidget, text: str = "") -> None:
        super().__init__(parent)
        self._theme = theme
        self._dots = not text
        self.setText(text)
        self.setFont(mono_font(10))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = px(BUTTON) if self._dots else self.fontMetrics().horizontalAdvance(text) + px(12)
        self.setFixedSize(wide, px(BUTTON - 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.isChecked() or self.isDown() or self.underMouse()
        painter.setPen(QPen(theme.color("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised") if lit else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 5, 5)
        color = theme.color("text" if lit else "muted")
        if self._dots:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            middle = box.center()
            radius = px(14) / 10
            for offset in (-px(5), 0, px(5)):
                painter.drawEllipse(middle + QPointF(offset, 0), radius, radius)
        else:
            painter.setPen(color)
            painter.setFont(self.font())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
