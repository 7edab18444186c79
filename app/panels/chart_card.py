"""A chart in its card: title, legend, logarithmic switch, menu (smoothing, saving), and words where there is nothing yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QSizePolicy,
    QWidget,
)

from app.panels.card_button import BUTTON, CardButton
from app.panels.chart import Chart, Floats, Trace
from app.panels.chart_menu import SMOOTHING, card_menu
from app.panels.legend import Entry, Legend
from app.session.history import RunHistory
from app.text import tr
from app.theme import Theme, px

_SMOOTHING_AT_FIRST = 2

_PAD = 12
_HEADER = 34
_LEGEND_ROW = 22
_AT_LEAST_EVERY = 0.3  # seconds

#: The traces of a run.
Traces = Callable[[RunHistory], Sequence[Trace]]


class ChartCard(QWidget):
    """One chart of a run.

    ``traces`` chooses its curves from a history; a trace's key names the series, with ``epoch:`` in front for a figure that
    is known once an epoch.  ``message`` tells in a sentence what came of saving.
    """

    message = Signal(str, str)  # severity, sentence

    def __init__(
        self,
        theme: Theme,
        title: str,
        traces: Traces,
        *,
        empty: str,
        short_title: str = "",
        log: bool = False,
        percent: bool = False,
        with_legend: bool = True,
        tells_state: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._long, self._short = title, short_title or title
        self._traces = traces
        self._percent = percent
        self._with_legend = with_legend
        self._tells_state = tells_state
        self._history: RunHistory | None = None
        self._drawn: tuple[object, ...] = ()
        self._drawn_at = 0.0
        self.smoothing_level = _SMOOTHING_AT_FIRST
        self.chart = Chart(theme, self)
        self.chart.setAccessibleName(title)
        self.chart.menu_requested.connect(self._show_menu_at)
        self.chart.read.connect(self.chart.setAccessibleDescription)
        self.chart.set_scale(log=log, percent=percent)
        self._title = QLabel(title, self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._state = QLabel(self)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = QLabel(empty, self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.legend = Legend(theme, self)
        self.legend.toggled.connect(self.set_trace_visible)
        self.log_button = CardButton(theme, self, tr("Curves", "log"))
        self.log_button.setCheckable(True)
        self.log_button.setChecked(log)
        self.log_button.setAccessibleName(tr("Curves", "Logarithmic scale"))
        self.log_button.setToolTip(tr("Curves", "Logarithmic scale"))
        self.log_button.toggled.connect(self.set_log)
        self.more_button = CardButton(theme, self)
        self.more_button.setAccessibleName(tr("Curves", "More"))
        self.more_button.setToolTip(tr("Curves", "Smoothing, saving as picture or table"))
        self.more_button.clicked.connect(self._show_menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(min(px(220), 260), 110)
        QWidget.setTabOrder(self.log_button, self.more_button)
        QWidget.setTabOrder(self.more_button, self.chart)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_run(None)

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_run(self, history: RunHistory | None) -> None:
        """Show this run, from its start; None shows the words for an empty card."""
        self._history = history
        self._drawn = ()
        self.chart.follow()
        self.chart.clear_cross()
        self.draw()

    def set_title(self, title: str) -> None:
        self._long = self._short = title
        self.chart.setAccessibleName(title)
        self._arrange()

    @property
    def is_empty(self) -> bool:
        return self._empty.isVisibleTo(self)

    @property
    def state_text(self) -> str:
        """What the header says of a run that did not end well."""
        return self._state.text()

    def draw(self, *, lazily: bool = False) -> None:
        """Draw what is new in the run; nothing when nothing is.

        ``lazily``: nor when the picture would not move by a pixel, which after some seconds of a run saves most of the frames.
        """
        history = self._history
        if lazily and history is not None and self._drawn and not self._moves(history):
            return
        traces = list(self._traces(history)) if history is not None else []
        now = (history.step, len(history.epochs), history.state, len(traces)) if history is not None else (0,)
        if now == self._drawn:
            return
        self._drawn = now
        self._drawn_at = time.monotonic()
        self.chart.set_traces(traces)
        entries = [Entry(trace.key, trace.title, trace.stroke) for trace in traces] if self._with_legend else []
        if entries != self.legend.entries:
            self.legend.set_entries(entries)
            self._arrange()
        self.chart.set_smoothing(self.smoothing_window)
        self.chart.set_data({trace.key: points_of(history, trace.key) for trace in traces} if history is not None else {})
        has_points = history is not None and any(len(points_of(history, trace.key)[0]) for trace in traces)
        self._empty.setVisible(not has_points)
        for widget in (self.chart, self.log_button, self.more_button):
            widget.setVisible(has_points)
        self._show_state()

    def _moves(self, history: RunHistory) -> bool:
        step, epochs, *_ = self._drawn
        steps_a_pixel = history.step / max(1, self.chart.width())
        return (
            history.step - cast(int, step) >= steps_a_pixel
            or len(history.epochs) != epochs
            or time.monotonic() - self._drawn_at > _AT_LEAST_EVERY
        )

    @property
    def smoothing_window(self) -> int:
        """How many steps a drawn point is the mean of."""
        if self._history is None or not SMOOTHING[self.smoothing_level]:
            return 1
        started = self._history.started
        return max(3, round(SMOOTHING[self.smoothing_level] * started.epochs * started.steps_per_epoch))

    def set_smoothing_level(self, level: int) -> None:
        self.smoothing_level = level
        self.chart.set_smoothing(self.smoothing_window)

    def set_log(self, log: bool) -> None:
        self.log_button.setChecked(log)
        self.chart.set_scale(log=log, percent=self._percent)

    def set_percent(self, percent: bool) -> None:
        if percent != self._percent:
            self._percent = percent
            self.chart.set_scale(log=self.chart.log, percent=percent)

    def set_trace_visible(self, key: str, visible: bool) -> None:
        self.chart.set_visible(key, visible)

    def _show_state(self) -> None:
        history = self._history if self._tells_state else None
        text = ""
        if history is not None and history.state == "died":
            text = tr("Curves", "broken off at step {step}", step=f"{history.step:,}")
        elif history is not None and history.state == "failed":
            text = tr("Curves", "failed at step {step}", step=f"{history.step:,}")
        if text != self._state.text():
            self._state.setText(text)
            self._arrange()

    # --- menu and files --------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Smoothing, view and saving."""
        return card_menu(self)

    def _show_menu(self) -> None:
        self._show_menu_at(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _show_menu_at(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def save_picture(self, path: Path) -> None:
        """The card as a PNG at twice its size, without its buttons."""
        buttons = (self.log_button, self.more_button)
        self.chart.clear_cross()
        for button in buttons:
            button.hide()  # nobody can press them in a picture
        pixmap = QPixmap(self.size() * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(self._theme.color("panel"))
        self.render(pixmap)
        for button in buttons:
            button.show()
        self._say_saved(path, None if pixmap.save(str(path), "PNG") else tr("Curves", "the file cannot be written"))

    def save_csv(self, path: Path) -> None:
        """The values of the curves, every step of them."""
        if self._history is None:
            return
        names = [trace.key.removeprefix("epoch:") for trace in self._traces(self._history)]
        try:
            self._history.write_csv(path, names)
        except OSError as error:
            self._say_saved(path, error.strerror or str(error))
        else:
            self._say_saved(path, None)

    def _say_saved(self, path: Path, reason: str | None) -> None:
        if reason is None:
            self.message.emit("ok", tr("Curves", "Saved '{path}'.", path=path))
        else:
            sentence = tr("Curves", "'{path}' was not saved ({reason}); choose another folder.", path=path, reason=reason)
            self.message.emit("warning", sentence)

    def suggested(self, suffix: str) -> str:
        """What a file with the card's picture or values is called at first."""
        return f"{self._short.lower().replace(' ', '-')}.{suffix}"

    # --- geometry and paint ----------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, 210)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The legend stands in the header where it fits, else on a row of its own."""
        right = self.width() - _PAD + 4
        header = px(_HEADER)
        top = (header - px(BUTTON)) // 2 + 1
        for button in (self.more_button, self.log_button):
            right -= button.width()
            button.move(right, top)
            right -= 4
        metrics, state = self._title.fontMetrics(), self._state.fontMetrics()
        state_wide = state.horizontalAdvance(self._state.text()) + 12 if self._state.text() else 0
        room = right - _PAD - 8
        need = self.legend.full_width if self.legend.entries else 0
        title = next(
            (name for name in (self._long, self._short) if metrics.horizontalAdvance(name) + state_wide + need <= room), ""
        )
        below = not title and need > 0
        if not title:
            title = next((name for name in (self._long, self._short) if metrics.horizontalAdvance(name) <= room - state_wide), "")
        shown = title or metrics.elidedText(self._short, Qt.TextElideMode.ElideRight, max(0, room - state_wide))
        self._title.setText(shown)
        self._title.setToolTip(self._long if shown != self._long else "")
        self._title.setAccessibleName(self._long)
        self._title.setGeometry(_PAD, 0, metrics.horizontalAdvance(shown) + 2, header)
        self._state.setGeometry(self._title.geometry().right() + 10, 0, state_wide, header)
        if below:
            self.legend.setGeometry(_PAD, header - 4, self.width() - 2 * _PAD, px(_LEGEND_ROW))
        else:
            left = self._title.geometry().right() + state_wide + 4
            self.legend.setGeometry(left, 0, max(0, right - left), header)
        top = header + (px(_LEGEND_ROW) - 4 if below else 0)
        body = QRect(2, top - 2, self.width() - 4, self.height() - top - 2)
        self.chart.setGeometry(body)
        self._empty.setGeometry(QRect(_PAD, header, self.width() - 2 * _PAD, self.height() - header - _PAD))

    def _restyle(self) -> None:
        muted, text, warning = (self._theme.hex(token) for token in ("muted", "text", "warning"))
        self._title.setStyleSheet(f"color: {text}; font-size: {px(12)}px; font-weight: 600;")
        self._state.setStyleSheet(f"color: {warning}; font-size: {px(11)}px;")
        self._empty.setStyleSheet(f"color: {muted}; font-size: {px(12)}px;")
        self._title.ensurePolished()
        self._arrange()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def points_of(history: RunHistory, key: str) -> tuple[Floats, Floats]:
    """The points behind a trace's key."""
    if key.startswith("epoch:"):
        return history.get_epochs(key.removeprefix("epoch:"))
    steps, values = history.get(key)
    return (steps, values) if len(steps) else (np.empty(0), np.empty(0))
