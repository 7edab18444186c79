"""Run, pause, stop and reset of one document: what the buttons do, and whether they can, apart from how they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.compile.problems import CheckResult
from app.compile.training import stopping
from app.model.records import RunSettings
from app.session.client import WorkerClient
from app.session.history import RunHistory
from app.session.protocol import COMPLETE, Devices, EpochEnded, Failed, Progress, RunEnded, RunStarted
from app.session.runs import Point, RunFolder, newest
from app.text import tr, tr_error
from app.window.workspace import Workspace
from engine.errors import NodegradError

#: Steps a second that can be chosen; 0 is as many as the machine gives.
PACES = (0, 1000, 100, 10, 1)


class RunControl(QObject):
    """Stands between one workspace and one worker.

    ``changed`` says that a state, a figure or a permission is another one; ``message`` carries a severity, a sentence and the
    node that it is about (or nothing); an empty sentence takes back what was said of the run before.
    """

    changed = Signal()
    message = Signal(str, str, str)
    devices_changed = Signal()
    was_reset = Signal()
    resume_offered = Signal(str, str)  # severity and sentence, where the run can go on

    def __init__(self, workspace: Workspace, client: WorkerClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.client = client
        self.devices: Sequence[Mapping[str, Any]] = ()
        self.started: RunStarted | None = None
        self.progress: Progress | None = None
        self.newest: Mapping[str, float] = {}
        self.end = ""  # how the last run ended
        self.ended: RunEnded | None = None
        self._run = ""
        self._reason = ""  # how the newest run ended
        self._settings: RunSettings | None = None  # those that it started with
        self._point: Point | None = None
        self._folder: RunFolder | None = newest(workspace.path)
        self._look_for_checkpoint()
        self._complained = False  # whether a message of the run before may still be seen
        self._result: CheckResult = workspace.check.result
        client.state_changed.connect(self._on_state_changed)
        client.run_started.connect(self._on_started)
        client.progressed.connect(self._on_progressed)
        client.epoch_ended.connect(self._on_epoch_ended)
        client.run_ended.connect(self._on_run_ended)
        client.failed.connect(self._on_failed)
        client.died.connect(self._on_died)
        client.devices_listed.connect(self._on_devices)
        workspace.check.checked.connect(self._on_checked)

    @property
    def state(self) -> str:
        """``idle``, ``waiting`` (for the worker), ``running``, ``paused`` or ``stopping``."""
        if self.client.state in ("running", "paused", "stopping"):
            return self.client.state
        return "waiting" if self.client.waiting else "idle"

    @property
    def pace(self) -> float:
        """At most so many steps a second, also of a run that is on; 0 is as fast as it goes."""
        return self.client.pace

    @pace.setter
    def pace(self, pace: float) -> None:
        self.client.pace = pace
        self.changed.emit()

    @property
    def is_busy(self) -> bool:
        return self.state != "idle"

    @property
    def history(self) -> RunHistory | None:
        """The curves of this document's newest run."""
        history = self.client.history
        return history if history is not None and history.run == self._run else None

    @property
    def can_run(self) -> bool:
        """Whether the big button does something: start, pause or go on."""
        return self.state in ("running", "paused") or (self.state == "idle" and self._result.ready)

    @property
    def can_stop(self) -> bool:
        return self.state in ("waiting", "running", "paused")

    @property
    def can_reset(self) -> bool:
        return self.state != "stopping" and (self.is_busy or self.history is not None)

    @property
    def can_resume(self) -> bool:
        """Whether the newest run was left with something to do, and can go on."""
        if self.state != "idle" or not self._result.ready or self._point is None:
            return False
        settings, before = self.workspace.document.settings, self._settings
        if self._reason == "finished":
            return self._point.epoch < settings.epochs
        if self._reason in COMPLETE:  # it would end at once, unless what ended it was changed
            return before is not None and stopping(before) != stopping(settings)
        return True

    @property
    def point(self) -> Point | None:
        """Where the newest run can go on from."""
        return self._point

    @property
    def obstacle(self) -> str:
        """Why Run is not possible, as the button's tooltip says it; nothing where it is."""
        if self.is_busy or self._result.ready:
            return ""
        for problem in self._result.problems:
            if problem.severity == "error":
                return tr_error(problem.template, dict(problem.params))
        if not self.workspace.document.nodes:
            return tr("Run", "There is nothing to train yet: add a dataset, layers, a loss and an optimizer")
        return tr("Run", "The graph cannot be trained yet; it needs data, a loss and an optimizer")

    def toggle(self) -> None:
        """What the big button does."""
        state = self.state
        if state == "running":
            self.client.pause()
        elif state == "paused":
            self.client.resume()
        elif state == "idle":
            self.start()

    def start(self) -> None:
        """Send the document to the worker; it starts from its initial weights."""
        if not self._prepare():
            return
        text, self._point, self._folder = self.workspace.text, None, None
        try:
            self._folder = RunFolder.new(self.workspace.path, text)
        except NodegradError as error:  # no reason not to train, but it must be known
            self.message.emit("warning", tr_error(error.template, error.params), "")
        checkpoints = str(self._folder.checkpoints) if self._folder is not None else ""
        self._run = self.client.train(text, self.workspace.folder, checkpoints=checkpoints)
        self.changed.emit()

    def resume(self) -> None:
        """Go on with the newest run from its last checkpoint, as if it had not been interrupted."""
        self._look_for_checkpoint()
        folder, point = self._folder, self._point
        if folder is None or point is None or not self._prepare():
            self.changed.emit()
            return
        before = self.history
        folder.write_document(self.workspace.text)
        self._run = self.client.train(
            self.workspace.text,
            self.workspace.folder,
            checkpoints=str(folder.checkpoints),
            resume=str(point.path),
            before=lambda started: before if before is not None else folder.history(started),
        )
        self.changed.emit()

    def _prepare(self) -> bool:
        """Whether the document can be trained; what was said of the run before is over then."""
        self._result = self.workspace.check.check_now()
        if not self._result.ready:
            self._complain(self.obstacle, self._first_wrong_node())
            self.changed.emit()
            return False
        self._forget()
        if self._complained:
            self._complained = False
            self.message.emit("info", "", "")
        return True

    def _look_for_checkpoint(self) -> None:
        """Read where the newest run stands, and how it came to an end."""
        folder = self._folder
        self._point = folder.point if folder is not None else None
        self._reason = folder.reason if folder is not None else ""
        self._settings = folder.settings if folder is not None else None

    def stop(self) -> None:
        self.client.stop()
        self.changed.emit()

    def reset(self) -> None:
        """Stop, forget the curves: the next run starts anew from the initial weights."""
        if self.is_busy:
            self.client.stop()
        self._forget()
        self._run = ""
        self._point = None
        if self.client.history is not None and self.client.state != "stopping":
            self.client.history = None
        self.was_reset.emit()
        self.changed.emit()

    def _forget(self) -> None:
        self.started = None
        self.progress = None
        self.newest = {}
        self.end = ""
        self.ended = None

    def _complain(self, text: str, node: str = "") -> None:
        self._complained = True
        self.message.emit("error", text, node)

    def _first_wrong_node(self) -> str:
        wrong = (problem.node for problem in self._result.problems if problem.severity == "error" and problem.node)
        return next(wrong, "")

    def _on_checked(self, result: CheckResult) -> None:
        self._result = result
        self.changed.emit()

    def _on_state_changed(self, state: str) -> None:
        if state == "idle" and not self.devices:
            self.client.request_devices()
        self.changed.emit()

    def _on_started(self, event: RunStarted) -> None:
        if event.run == self._run:
            self.started = event
            if event.changes:
                text = tr(
                    "Run", "The run goes on, but not as it was: {changes} changed since then", changes=", ".join(event.changes)
                )
                self.message.emit("info", text, "")
            self.changed.emit()

    def _on_progressed(self, event: Progress) -> None:
        if event.run == self._run:
            self.progress = event
            self.changed.emit()

    def _on_epoch_ended(self, event: EpochEnded) -> None:
        if event.run == self._run:
            self.newest = event.values
            self.changed.emit()

    def _on_run_ended(self, event: RunEnded) -> None:
        if event.run == self._run:
            self.end, self.ended = event.reason, event
            if self._folder is not None:
                about = {"document": self.workspace.document.name, "epochs": self.workspace.document.settings.epochs}
                self._folder.close(self.history, {**msgspec.to_builtins(event), **about})
                self._look_for_checkpoint()
        elif not self._run and self.client.history is not None:
            self.client.history = None  # it was reset while it ran
            self.was_reset.emit()
        self.changed.emit()

    def _on_failed(self, event: Failed) -> None:
        if event.run and event.run == self._run:
            self._complain(tr_error(event.template, dict(event.params)), event.origin or "")

    def _on_died(self, reason: str) -> None:
        self._complain(reason)
        if self.end == "died" and self._point is not None:
            self.resume_offered.emit("error", reason)
        self.changed.emit()

    def _on_devices(self, event: Devices) -> None:
        self.devices = event.devices
        self.devices_changed.emit()
        self.changed.emit()
