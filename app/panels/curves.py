"""The Curves tab: loss, gradient norms and metrics of the newest run, side by side, live."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.panels.chart import Trace
from app.panels.chart_card import ChartCard
from app.panels.frame_clock import FrameClock
from app.panels.plot_style import COLORS, DASHES, Stroke, strokes_by_layer
from app.session.client import WorkerClient
from app.session.history import RunHistory
from app.text import tr
from app.theme import Theme, px

GRADIENT = "grad:"
_TRAINING = Stroke("tensor")
_VALIDATION = Stroke("labels", marker="circle")
_NARROW = 760  # pixels under which the gradients are left to their own tab


def loss_traces(history: RunHistory) -> list[Trace]:
    """Training loss at every step, validation loss at every epoch."""
    traces = [Trace("loss", tr("Curves", "training"), _TRAINING)]
    if "val_loss" in history.epoch_series:
        traces.append(Trace("epoch:val_loss", tr("Curves", "validation"), _VALIDATION, sparse=True))
    return traces


def gradient_traces(history: RunHistory) -> list[Trace]:
    """The norm of every parameter's gradient."""
    names = [name.removeprefix(GRADIENT) for name in history.series if name.startswith(GRADIENT)]
    strokes = strokes_by_layer(names)
    return [Trace(GRADIENT + name, name, strokes[name]) for name in names]


def metric_names(history: RunHistory) -> list[str]:
    """What is measured beside the loss."""
    return [name for name in history.series if name not in ("loss", "learning_rate") and not name.startswith(GRADIENT)]


def metric_traces(history: RunHistory) -> list[Trace]:
    """Every metric on the batches as they pass, and on the validation part."""
    names = metric_names(history)
    traces = []
    for index, name in enumerate(names):
        dash = DASHES[index % len(DASHES)]
        alone = len(names) == 1
        training = tr("Curves", "training") if alone else name
        validation = tr("Curves", "validation") if alone else tr("Curves", "{name}, validation", name=name)
        color = COLORS[2 * index % len(COLORS)]
        traces.append(Trace(name, training, Stroke(color, dash)))
        if f"val_{name}" in history.epoch_series:
            stroke = Stroke(COLORS[(2 * index + 1) % len(COLORS)], dash, "circle")
            traces.append(Trace(f"epoch:val_{name}", validation, stroke, sparse=True))
    return traces


_ABBREVIATIONS = ("auc", "f1", "mae", "mse", "rmse")


def metrics_title(names: Sequence[str]) -> str:
    """The metric's own name where there is one only."""
    if len(names) != 1:
        return tr("Curves", "Metrics")
    name = names[0]
    if name == "accuracy":
        return tr("Curves", "Accuracy")
    return name.upper() if name in _ABBREVIATIONS else name.replace("_", " ").capitalize()


class RunCards(QWidget):
    """Cards that follow the client's newest run; drawn by the frame clock while they are seen."""

    message = Signal(str, str)  # severity, sentence

    def __init__(self, client: WorkerClient, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._clock = FrameClock.of(client)
        self._clock.tick.connect(self._on_tick)
        client.history_changed.connect(self._on_history_changed)
        for signal in (client.run_ended, client.epoch_ended, client.state_changed):
            signal.connect(self._on_event)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 12)
        self._row.setSpacing(16)
        self.cards: list[ChartCard] = []

    def add_card(self, card: ChartCard, stretch: int = 1) -> None:
        self.cards.append(card)
        self._row.addWidget(card, stretch)
        card.message.connect(self.message)

    def show_run(self, history: RunHistory | None) -> None:
        """Show a run, by itself the client's newest one."""
        for card in self.cards:
            card.show_run(history)

    def draw(self, *, lazily: bool = False) -> None:
        """Take what is new and draw it."""
        if self._client.history is not None:
            self._client.history.poll()
        for card in self.cards:
            if card.isVisibleTo(self):
                card.draw(lazily=lazily)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.enter(self)
        self.draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.leave(self)

    def _on_tick(self) -> None:
        if self.isVisible():
            self.draw(lazily=True)

    def _on_history_changed(self) -> None:
        self.show_run(self._client.history)

    def _on_event(self) -> None:
        if self.isVisible() and not self._clock.is_running:  # else the next tick draws it
            self.draw()


class CurvesPanel(RunCards):
    """Loss, gradient norms, and metrics if the document has any."""

    def __init__(self, client: WorkerClient, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(client, theme, parent)
        self.loss = ChartCard(
            theme,
            tr("Curves", "Loss"),
            loss_traces,
            log=True,
            tells_state=True,
            empty=tr("Curves", "Press Run to see the loss here."),
        )
        self.gradients = ChartCard(
            theme,
            tr("Curves", "Gradient norm per parameter"),
            gradient_traces,
            short_title=tr("Curves", "Gradient norm"),
            log=True,
            empty=tr("Curves", "The gradient of every parameter appears here during a run."),
        )
        self.metrics = ChartCard(
            theme,
            tr("Curves", "Metrics"),
            metric_traces,
            empty=tr("Curves", "Press Run to see the metrics here, such as the share of right answers."),
        )
        for card in (self.loss, self.gradients, self.metrics):
            self.add_card(card)
        self.show_run(client.history)

    def show_run(self, history: RunHistory | None) -> None:
        names = metric_names(history) if history is not None else []
        self.metrics.setVisible(history is None or bool(names))
        if history is not None:
            self.metrics.set_title(metrics_title(names))
            self.metrics.set_percent(bool(names) and all("accuracy" in name for name in names))
        super().show_run(history)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gradients.setVisible(self.width() >= px(_NARROW))
