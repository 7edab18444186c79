"""The toolbar: document name, run buttons, device, epochs, batch and speed, progress."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.icons import icon
from app.panels.widgets import ElidedLabel
from app.session.protocol import COMPLETE
from app.text import tr
from app.theme import Theme, px
from app.window.document_title import DocumentTitle
from app.window.figures import clock, count
from app.window.run_control import RunControl
from app.window.run_fields import BatchField, DeviceField, EpochsField, SpeedField
from app.window.workspace import Workspace

HEIGHT = 48
_LOWER_ROW = 40
TITLE_WIDTH = 224
ROOM_FOR_SPEED = 1160  # narrower, the speed is in the menu only


class RunBar(QWidget):
    """One row; at narrow widths the title and the progress give way first."""

    def __init__(
        self, workspace: Workspace, run: RunControl, theme: Theme, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = DocumentTitle(workspace)
        self.title.setMinimumWidth(px(120))
        self.title.setMaximumWidth(px(TITLE_WIDTH))
        self.run_button = ActionButton(actions["run"], primary=True)
        self.run_button.setMinimumWidth(px(88))
        self.stop_button = ActionButton(actions["stop"])
        self.reset_button = ActionButton(actions["reset"])
        self.device = DeviceField(workspace, run)
        self.epochs = EpochsField(workspace)
        self.batch = BatchField(workspace)
        self.speed = SpeedField(run)
        self.progress = ProgressView(run, actions["problems"])
        self.progress.setMinimumWidth(px(168))
        self.progress.setMaximumWidth(px(280))
        self._fields = QWidget()
        fields = QHBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        fields.addWidget(self.device, 1)
        for field in (self.epochs, self.batch, self.speed):
            fields.addWidget(field)
        fields.addStretch(0)  # takes what is left when the device is as wide as it may be
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for row in (self._upper, self._lower):
            row.setSpacing(8)
        self._upper.addWidget(self.title, 3)
        for button in (self.run_button, self.stop_button, self.reset_button):
            self._upper.addWidget(button)
        self._upper.addSpacing(8)
        self._upper.addWidget(self._fields, 2)
        self._upper.addSpacing(8)
        self._upper.addStretch(0)  # takes what is left when title, device and progress are as wide as they may be
        self._upper.addWidget(self.progress, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 16, 0)
        column.setSpacing(0)
        column.addLayout(self._upper, 1)
        column.addLayout(self._lower)
        self._column = column
        self._in_two = False
        self._set_rows(False)
        run.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def _set_rows(self, two: bool) -> None:
        """One row, or the fields in a row of their own where enlarged texts leave no room beside the buttons."""
        if two != self._in_two:
            self._in_two = two
            row = self._lower if two else self._upper
            (self._upper if two else self._lower).removeWidget(self._fields)
            row.insertWidget(0 if two else 5, self._fields, 2)
            self._column.setStretch(1, 1 if two else 0)
        self.setFixedHeight(px(HEIGHT) + (px(_LOWER_ROW) if two else 0))

    def _least_fields(self) -> int:
        """The width of the fields without the speed, which goes first."""
        narrow = (self.epochs, self.batch)
        return self.device.minimumSizeHint().width() + sum(f.sizeHint().width() + 12 for f in narrow if not f.isHidden())

    def _least_upper(self) -> int:
        buttons = (self.run_button, self.stop_button, self.reset_button)
        return px(120) + sum(button.minimumSizeHint().width() + 8 for button in buttons) + px(168) + 60

    def minimumSizeHint(self) -> QSize:
        """As if it were as narrow as it can be: it gives up the speed, the title's room and then the single row."""
        return QSize(max(self._least_upper(), self._least_fields() + 28), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        wide = width >= px(ROOM_FOR_SPEED)
        two = width < self._least_upper() + self._least_fields() + 16
        self.speed.setVisible(wide or (two and width >= self._least_fields() + self.speed.sizeHint().width() + 40))
        self.title.setMinimumWidth(px(TITLE_WIDTH if wide else 120))  # so that the buttons begin where the canvas does
        self._set_rows(two)

    def refresh(self) -> None:
        """Bring the buttons up to date with the run."""
        state = self._run.state
        name = "pause" if state == "running" else "play"
        token = "on_accent" if self._run.can_run else "muted"
        self.run_button.setIcon(icon(name, self._theme, token))
        self.device.setEnabled(not self._run.is_busy)


class ActionButton(QPushButton):
    """A button that does, says and allows what its action does."""

    def __init__(self, action: QAction, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setProperty("primary", primary)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(px(14), px(14)))
        self.setFixedHeight(px(28))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleDescription(self._action.toolTip())


class ProgressView(QWidget):
    """Epoch and rate over a thin bar, the time left beside it; before a run, the way to what keeps it from starting."""

    def __init__(self, run: RunControl, problems: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.obstacle = QPushButton(tr("Run", "Why not ready?"))
        self.obstacle.setProperty("link", True)
        self.obstacle.clicked.connect(problems.trigger)
        self.text = ElidedLabel("", "small")
        self.left = ElidedLabel("", "small")
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Run", "Training progress"))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.bar)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self.obstacle)
        row.addWidget(self.left)
        run.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        run = self._run
        started, progress, state = run.started, run.progress, run.state
        shown = started is not None or run.is_busy
        self.bar.setVisible(shown)
        self.text.set_full_text(self._sentence())
        self.obstacle.setVisible(bool(run.obstacle) and started is None)
        self.obstacle.setToolTip(run.obstacle)
        remaining = progress.remaining if progress is not None and state == "running" else -1.0
        known = 0 <= remaining < 1e7
        self.left.set_full_text(tr("Run", "{time} left", time=clock(remaining)) if known else "")
        self.left.setVisible(known)
        done = 0
        if started is not None:
            total = max(1, started.epochs * started.steps_per_epoch)
            steps = progress.step if progress is not None else started.step
            done = 1000 if run.end in COMPLETE else round(1000 * min(1.0, steps / total))
        self.bar.setValue(done)
        paused = state != "running"
        if self.bar.property("paused") != paused:
            self.bar.setProperty("paused", paused)
            self.bar.style().unpolish(self.bar)
            self.bar.style().polish(self.bar)

    def _sentence(self) -> str:
        run = self._run
        started, progress, state = run.started, run.progress, run.state
        if state == "waiting" or (state == "running" and started is None):
            return tr("Run", "Starting…")
        if started is None:
            return ""
        epoch = min(started.epochs, max(1, progress.epoch if progress is not None else started.epoch + 1))
        if run.end == "finished":
            epoch = started.epochs
        place = tr("Run", "epoch {epoch}/{epochs}", epoch=epoch, epochs=started.epochs)
        if state == "running":
            rate = progress.rate if progress is not None else 0.0
            return f"{place} · " + tr("Run", "{rate} samples/s", rate=count(round(rate))) if rate > 0 else place
        if state == "stopping":
            return tr("Run", "Stopping…")
        words = {
            "finished": tr("Run", "finished"),
            "early_stopping": tr("Run", "stopped early"),
            "threshold": tr("Run", "loss reached"),
            "stopped": tr("Run", "stopped"),
            "failed": tr("Run", "failed"),
            "died": tr("Run", "interrupted"),
        }
        return f"{place} · {tr('Run', 'paused') if state == 'paused' else words.get(run.end, '')}"
