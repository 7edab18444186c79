"""The Gradients tab: the gradient norm of every parameter, large, with its newest value in a list; and the learning rate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.panels.chart import Trace
from app.panels.chart_card import ChartCard
from app.panels.curves import RunCards, gradient_traces
from app.panels.plot_style import Stroke, draw_swatch, figure
from app.session.client import WorkerClient
from app.session.history import RunHistory
from app.text import tr
from app.theme import Theme, mono_font, px, ui_font

_SWATCH = 22
_LIST = 210
_NARROW = 860  # pixels under which there is no room for the learning rate


def rate_traces(history: RunHistory) -> list[Trace]:
    """The learning rate, as the schedule has it."""
    if "learning_rate" not in history.series:
        return []
    return [Trace("learning_rate", tr("Curves", "learning rate"), Stroke("optimizer"))]


class ParameterRow(QAbstractButton):
    """One parameter: its curve's swatch, its name, its newest gradient norm.  Unchecked: its curve is hidden."""

    def __init__(self, trace: Trace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trace = trace
        self._theme = theme
        self._value = ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(trace.title)
        self.setToolTip(tr("Legend", "{name}: click to hide or show it", name=trace.title))
        self.setAccessibleName(trace.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, value: float | None) -> None:
        text = figure(value) if value is not None else ""
        if text != self._value:
            self._value = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(180), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opacity = 1.0 if self.isChecked() else 0.35
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(box, 4, 4)
        draw_swatch(painter, QRectF(8, 0, _SWATCH, self.height()), self.trace.stroke, theme, opacity)
        painter.setFont(mono_font(11))
        painter.setPen(theme.color("muted", opacity))
        numbers = painter.fontMetrics().horizontalAdvance(self._value)
        painter.drawText(box.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._value)
        painter.setFont(ui_font(12))
        painter.setPen(theme.color("text", opacity))
        room = box.adjusted(8 + _SWATCH + 8, 0, -8 - numbers - 8, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


class GradientsPanel(RunCards):
    """Gradient norms with a list of the parameters, and the learning rate."""

    def __init__(self, client: WorkerClient, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(client, theme, parent)
        self._theme = theme
        self.norms = ChartCard(
            theme,
            tr("Curves", "Gradient norm per parameter"),
            gradient_traces,
            short_title=tr("Curves", "Gradient norm"),
            log=True,
            with_legend=False,
            tells_state=True,
            empty=tr("Curves", "Press Run to see the gradient of every parameter here."),
        )
        self.rate = ChartCard(
            theme, tr("Curves", "Learning rate"), rate_traces, with_legend=False, empty=tr("Curves", "No run yet.")
        )
        self.rate.set_smoothing_level(0)
        self.add_card(self.norms, 3)
        self.rows: dict[str, ParameterRow] = {}
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._list = QScrollArea()
        self._list.setWidget(self._inner)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QScrollArea.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self._list.setFixedWidth(px(_LIST))
        self._list.setAccessibleName(tr("Curves", "Parameters"))
        self._row.addWidget(self._list)
        self.add_card(self.rate, 1)
        theme.changed.connect(self._inner.update)
        self.show_run(client.history)

    def show_run(self, history: RunHistory | None) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for index, trace in enumerate(gradient_traces(history) if history is not None else []):
            row = ParameterRow(trace, self._theme, self._inner)
            row.toggled.connect(lambda on, key=trace.key: self.norms.set_trace_visible(key, on))
            self.rows[trace.key] = row
            self._column.insertWidget(index, row)
        self._list.setVisible(bool(self.rows))
        super().show_run(history)
        self._show_values()

    def draw(self, *, lazily: bool = False) -> None:
        super().draw(lazily=lazily)
        self._show_values()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rate.setVisible(self.width() >= px(_NARROW))

    def _show_values(self) -> None:
        history = self._client.history
        for key, row in self.rows.items():
            row.set_value(history.latest(key) if history is not None else None)
