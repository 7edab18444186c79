"""The legend of a chart: one button a curve, which shows and hides it; what does not fit goes into a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QToolButton, QWidget

from app.panels.plot_style import Stroke, draw_swatch
from app.text import tr
from app.theme import Theme, px, ui_font

_SWATCH = 16
_GAP = 5
_BETWEEN = 6
_HEIGHT = 20
_MOST_TEXT = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """A curve in a legend."""

    key: str
    title: str
    stroke: Stroke


class LegendButton(QAbstractButton):
    """Swatch and name of a curve.  Checked: shown."""

    def __init__(self, entry: Entry, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._theme = theme
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(entry.title)
        self.setFont(ui_font(11))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(entry.title)
        self.setToolTip(tr("Legend", "{name}: click to hide or show it", name=entry.title))

    def sizeHint(self) -> QSize:
        text = min(QFontMetrics(self.font()).horizontalAdvance(self.text()), px(_MOST_TEXT))
        return QSize(_SWATCH + _GAP + text + 6, px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        opacity = 1.0 if self.isChecked() else 0.35
        draw_swatch(painter, QRectF(2, 0, _SWATCH, self.height()), self.entry.stroke, self._theme, opacity)
        painter.setFont(self.font())
        hovered = self.underMouse() and self.isEnabled()
        painter.setPen(self._theme.color("text" if hovered else "muted", opacity))
        box = self.rect().adjusted(2 + _SWATCH + _GAP, 0, -2, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class Legend(QWidget):
    """Buttons side by side, right-aligned.  ``toggled`` tells which curve is to be shown or hidden."""

    toggled = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[LegendButton] = []
        self._fit = 0
        self._more = QToolButton(self)
        self._more.setFont(ui_font(11))
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._show_menu)
        self._more.hide()
        theme.changed.connect(self.update)

    @property
    def entries(self) -> list[Entry]:
        return [button.entry for button in self._buttons]

    @property
    def full_width(self) -> int:
        """What all entries side by side need."""
        return max(0, sum(button.sizeHint().width() + _BETWEEN for button in self._buttons) - _BETWEEN)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        if list(entries) == self.entries:
            return
        hidden = {button.entry.key for button in self._buttons if not button.isChecked()}
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for entry in entries:
            button = LegendButton(entry, self._theme, self)
            button.setChecked(entry.key not in hidden)
            button.toggled.connect(lambda on, key=entry.key: self.toggled.emit(key, on))
            self._buttons.append(button)
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.full_width, px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange()

    def _arrange(self) -> None:
        """Show as many entries as fit; the rest is named by a count that opens the menu."""
        widths = [button.sizeHint().width() + _BETWEEN for button in self._buttons]
        self._fit = len(widths)
        taken = sum(widths) - _BETWEEN
        if taken > self.width():
            self._more.setText(tr("Legend", "+{count}", count=len(widths)))
            room = self.width() - self._more.sizeHint().width()
            while self._fit and sum(widths[: self._fit]) > room:
                self._fit -= 1
            taken = sum(widths[: self._fit]) + self._more.sizeHint().width()
        hidden = len(widths) - self._fit
        x = max(0, self.width() - taken)
        top = (self.height() - px(_HEIGHT)) // 2
        for index, button in enumerate(self._buttons):
            button.setVisible(index < self._fit)
            button.setGeometry(x, top, button.sizeHint().width(), px(_HEIGHT))
            x += widths[index] if index < self._fit else 0
        self._more.setVisible(hidden > 0)
        if hidden:
            self._more.setText(tr("Legend", "+{count}", count=hidden))
            name = tr("Legend", "{count} more curves", count=hidden)
            self._more.setToolTip(name)
            self._more.setAccessibleName(name)
            self._more.setGeometry(x, top, self._more.sizeHint().width(), px(_HEIGHT))

    def menu(self) -> QMenu:
        """All entries as a menu, the way to those that do not fit."""
        menu = QMenu(self)
        for button in self._buttons:
            action = menu.addAction(_swatch_icon(button.entry.stroke, self._theme, self.devicePixelRatio()), button.text())
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.toggled.connect(button.setChecked)
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def _swatch_icon(stroke: Stroke, theme: Theme, scale: float) -> QIcon:
    pixmap = QPixmap(round(16 * scale), round(16 * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_swatch(painter, QRectF(0, 0, 16, 16), stroke, theme)
    painter.end()
    return QIcon(pixmap)
