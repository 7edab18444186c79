"""The small card beside the crosshair: the step, and the value of each curve there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.panels.plot_style import Stroke, draw_swatch, figure
from app.text import tr
from app.theme import Theme, mono_font, px, ui_font

_PAD = 8
_ROW = 16
_SWATCH = 14
_MOST_TEXT = 160
_AWAY = 10  # pixels from the crosshair


class Readout(QWidget):
    """Painted over a chart; lets the mouse through."""

    most = 8  # curves

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._theme = theme
        self._title = ""
        self._rows: list[tuple[str, str, Stroke]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_values(self, step: int, entries: Sequence[tuple[str, float, Stroke]], x: int, *, percent: bool) -> str:
        """Show these values beside the crosshair at ``x`` pixels; the same in words."""
        self._title = tr("Curves", "step {step}", step=f"{step:,}")
        self._rows = [(name, figure(value, percent), stroke) for name, value, stroke in entries]
        text, number = QFontMetrics(ui_font(11)), QFontMetrics(mono_font(11))
        names = max((min(text.horizontalAdvance(name), px(_MOST_TEXT)) for name, _, _ in self._rows), default=0)
        numbers = max((number.horizontalAdvance(value) for _, value, _ in self._rows), default=0)
        wide = max(_SWATCH + 6 + names + 12 + numbers, text.horizontalAdvance(self._title)) + 2 * _PAD
        self.resize(wide, px(_ROW) * (1 + len(self._rows)) + 2 * _PAD - 4)
        left = x + _AWAY if x + _AWAY + wide <= self._over.width() else x - _AWAY - wide
        self.move(max(0, left), max(0, min(8, self._over.height() - self.height())))
        self.show()
        self.raise_()
        self.update()
        return ", ".join([self._title, *(f"{name} {value}" for name, value, _ in self._rows)])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("raised", 0.96))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(ui_font(11))
        painter.setPen(theme.color("muted"))
        left, right = _PAD, self.width() - _PAD
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, _PAD - 2, right - left, px(_ROW)), middle, self._title)
        for index, (name, value, stroke) in enumerate(self._rows, start=1):
            top = _PAD - 2 + index * px(_ROW)
            draw_swatch(painter, QRectF(left, top, _SWATCH, px(_ROW)), stroke, theme)
            painter.setPen(theme.color("muted"))
            painter.setFont(ui_font(11))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, px(_MOST_TEXT))
            painter.drawText(QRectF(left + _SWATCH + 6, top, right - left, px(_ROW)), middle, shown)
            painter.setPen(theme.color("text"))
            painter.setFont(mono_font(11))
            painter.drawText(QRectF(left, top, right - left, px(_ROW)), middle | Qt.AlignmentFlag.AlignRight, value)
