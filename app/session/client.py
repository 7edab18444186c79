"""The studio's side of the worker process: starts it before it is needed, sends commands, turns events into signals.

The process may die at any moment.  Then the run stays in the history as it is, the user is told why, and a new worker is
started, so that the next run works.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QStandardPaths, QTimer, Signal

from app.session.history import RunHistory
from app.session.protocol import (
    VERSION,
    Devices,
    EpochEnded,
    Event,
    Explain,
    Explained,
    Export,
    Exported,
    Failed,
    Frames,
    ListDevices,
    Message,
    Pause,
    Preview,
    Previewed,
    Progress,
    Quit,
    Ready,
    Resume,
    RunEnded,
    RunStarted,
    RunTaken,
    SetPace,
    Stop,
    Train,
    UsePlugins,
    decode_event,
    encode,
)
from app.session.ring import RingReader
from app.text import tr
from engine.backends import blas_choice
from engine.errors import NodegradError

_MOST_STARTS = 3  # in a row, without getting ready
_MOST_TRIES = 2  # of one request; it may be the request that kills the worker
_SLICE = 0.006  # seconds of event handling at a time, so that the window keeps drawing
_LOG_BYTES = 1 << 20
_MOST_DELAY = 2.0  # seconds that a preview may keep a run waiting
_MOST_LOOK = 60.0  # seconds that a preview may take


def log_file() -> Path:
    """Where the worker's log lies: in the user's state folder."""
    states = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(states) / "nodegrad" / "worker.log"


Request = Export | ListDevices | Preview | Explain


class WorkerClient(QObject):
    """One worker process and the runs that it makes, one at a time.

    ``state`` is ``starting``, ``idle``, ``running``, ``paused``, ``stopping`` or ``dead``.
    """

    state_changed = Signal(str)
    run_started = Signal(object)  # RunStarted
    progressed = Signal(object)  # Progress
    epoch_ended = Signal(object)  # EpochEnded
    run_ended = Signal(object)  # RunEnded; its reason is "died" when the process was lost
    failed = Signal(object)  # Failed
    exported = Signal(object)  # Exported
    devices_listed = Signal(object)  # Devices
    previewed = Signal(object)  # Previewed
    explained = Signal(object)  # Explained
    died = Signal(str)  # a sentence that says why
    history_changed = Signal()  # another run, or none

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        command: Sequence[str] | None = None,
        log: Path | None = None,
        patience: float = 5.0,
    ) -> None:
        super().__init__(parent)
        self._command = list(command) if command else [sys.executable, "-P", "-m", "app.session.worker"]
        self.log_path = log or log_file()
        self.state = "dead"
        self._history: RunHistory | None = None
        self._process: QProcess | None = None
        self._ready = False
        self._starts = 0
        self._runs = 0
        self._pace = 0.0
        self._before: Callable[[RunStarted], RunHistory] | None = None
        self._requests = 0
        self._plugins: list[tuple[str, str]] = []
        self._train: Train | None = None  # the run that the worker has been told of
        self._next: Train | None = None  # the run that waits until the worker can take it
        self._asked: dict[str, tuple[Request, int]] = {}  # what has no answer yet, and how often it was sent
        self._out = ""  # the preview that this worker is at
        self._frames = Frames()
        self._events: deque[bytes] = deque()
        self._why = ""  # the reason, where the client itself ends the process
        self._handle_later = QTimer(self, singleShot=True, interval=0)
        self._handle_later.timeout.connect(self._handle)
        self._patience = QTimer(self, singleShot=True, interval=int(patience * 1000))
        self._patience.timeout.connect(self._on_patience_lost)
        self._delay = QTimer(self, singleShot=True, interval=int(_MOST_DELAY * 1000))
        self._delay.timeout.connect(self._on_delayed)
        self._look = QTimer(self, singleShot=True, interval=int(_MOST_LOOK * 1000))
        self._look.timeout.connect(self._on_look_hangs)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.shutdown)

    # --- what a window calls ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the worker, unless it runs.  It is ready when ``state`` becomes ``idle``."""
        self._starts = 0
        if self._process is None:
            self._launch()

    def train(
        self,
        document: str,
        folder: str = "",
        max_steps: int | None = None,
        *,
        checkpoints: str = "",
        resume: str = "",
        before: Callable[[RunStarted], RunHistory] | None = None,
    ) -> str:
        """Start a run and return its name.  A run that is on is stopped first; a worker that is not ready yet is waited for.

        ``checkpoints`` is the folder for its checkpoints; ``resume`` the checkpoint that it goes on from, and ``before`` gives
        the history whose curves it goes on with.
        """
        self._runs += 1
        run = f"run-{self._runs}"
        self._drop_next()
        self._next = Train(
            run=run, document=document, ring="", folder=folder, max_steps=max_steps, pace=self._pace, checkpoints=checkpoints,
            resume=resume,
        )  # fmt: skip
        self._before = before
        if self._train is not None:
            self._stop_current()
        elif self._process is None:
            self.start()
        elif self._ready:
            self._begin()
        return run

    @property
    def pace(self) -> float:
        """At most so many steps a second, for this run and the next; 0 is as fast as it goes."""
        return self._pace

    @pace.setter
    def pace(self, pace: float) -> None:
        self._pace = pace
        if self._next is not None:
            self._next = msgspec.structs.replace(self._next, pace=pace)
        if self._train is not None and self.state in ("running", "paused"):
            self._send(SetPace(run=self._train.run, pace=pace))

    def use_plugins(self, allowed: Sequence[tuple[str, str]]) -> None:
        """Have the worker load these plug-ins, by path and content, and no others; a new worker is told the same."""
        if list(allowed) != self._plugins:
            self._plugins = list(allowed)
            if self._ready:
                self._send(UsePlugins(allowed=self._plugins))

    @property
    def history(self) -> RunHistory | None:
        """The newest run; None before the first one, and when it was put away."""
        return self._history

    @history.setter
    def history(self, history: RunHistory | None) -> None:
        self._history = history
        self.history_changed.emit()

    @property
    def waiting(self) -> bool:
        """Whether a run waits for the worker to get ready."""
        return self._next is not None

    def pause(self) -> None:
        """Stand still after the step that is being made; ``state`` tells when."""
        if self._train is not None and self.state == "running":
            self._send(Pause(run=self._train.run))

    def resume(self) -> None:
        """Go on after a pause."""
        if self._train is not None and self.state == "paused":
            self._send(Resume(run=self._train.run))

    def stop(self) -> None:
        """End the run after the step that is being made.  A worker that does not answer in some seconds is ended itself."""
        self._drop_next()
        self._stop_current()

    def export(self, document: str, target: str, folder: str = "") -> str:
        """Ask for the document as Python; the answer (``exported`` or ``failed``) carries the name returned here."""
        self._requests += 1
        return self._ask(Export(request=f"export-{self._requests}", document=document, target=target, folder=folder))

    def request_devices(self) -> str:
        """Ask what this machine can train on; the answer is ``devices_listed``."""
        self._requests += 1
        return self._ask(ListDevices(request=f"devices-{self._requests}"))

    def explain(self, document: str, folder: str = "") -> str:
        """Ask what a training step of a document is made of (``explained`` or ``failed``); takes the place of what was asked."""
        for request in [name for name, (message, _) in self._asked.items() if isinstance(message, Explain)]:
            del self._asked[request]
        self._requests += 1
        return self._ask(Explain(request=f"explain-{self._requests}", document=document, folder=folder))

    def preview(self, document: str, looks: Sequence[tuple[str, str]], folder: str = "", run: str = "") -> str:
        """Ask for pictures of values (``previewed`` or ``failed``); takes the place of what was asked for before.

        ``looks`` are pairs of a node and one of its outputs or weights, ``run`` the run whose weights are meant.
        """
        self._requests += 1
        self.forget_previews()
        return self._ask(
            Preview(request=f"preview-{self._requests}", document=document, looks=list(looks), folder=folder, run=run)
        )

    def forget_previews(self) -> None:
        """What was asked for and has not come is not wanted any more."""
        waiting = [request for request, (message, _) in self._asked.items() if isinstance(message, Preview)]
        for request in waiting:
            del self._asked[request]
        if self._out and self._ready:
            self._send(Preview(request=self._out, document="", looks=[]))
        self._out = ""
        self._look.stop()

    def shutdown(self) -> None:
        """End the worker and remove what it drew into; at the end of the program."""
        self._drop_next()
        self._asked.clear()
        self._patience.stop()
        self._delay.stop()
        self._look.stop()
        self._handle_later.stop()
        process, self._process = self._process, None
        if process is not None:
            if process.state() != QProcess.ProcessState.NotRunning:
                process.write(encode(Quit()))
                process.closeWriteChannel()
                if not process.waitForFinished(1500):
                    process.kill()
                    process.waitForFinished(1500)
            process.deleteLater()
        self._ready = False
        self._events.clear()
        self._end_run("stopped")
        self._set_state("dead")

    # --- the process -----------------------------------------------------------------------------------------------

    def _launch(self) -> None:
        self._starts += 1
        self._ready = False
        self._why = ""
        self._frames = Frames()
        self._events.clear()
        self._out = ""
        self._look.stop()
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments([*self._command[1:], str(self.log_path)])
        process.setProcessEnvironment(environment())
        process.setStandardErrorFile(self._prepared_log(), QProcess.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._set_state("starting")
        process.start()

    def _prepared_log(self) -> str:
        """The log's path; the null device where the folder cannot be written.  A long log is put aside, one is kept."""
        try:
            self.log_path.parent.mkdir(parents=True, exist_ok=True)
            if self.log_path.exists() and self.log_path.stat().st_size > _LOG_BYTES:
                self.log_path.replace(self.log_path.with_suffix(".old.log"))
            with self.log_path.open("a", encoding="utf-8"):
                return str(self.log_path)
        except OSError:
            return QProcess.nullDevice()

    def _on_output(self) -> None:
        if self._process is None:
            return
        data = self._process.readAllStandardOutput().data()
        self._events.extend(self._frames.feed(bytes(data)))
        if not self._handle_later.isActive():
            self._handle()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._starts = _MOST_STARTS
            self._lost(tr("Worker", "The training process cannot be started ({reason}).", reason=self._process.errorString()))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        self._handle_later.stop()
        self._events.extend(self._frames.feed(bytes(self._process.readAllStandardOutput().data())))
        self._handle(everything=True)  # what it said before it went counts
        if self._process is not None:
            self._lost(self._why or _reason(code, crashed=status is QProcess.ExitStatus.CrashExit))

    def _kill(self, why: str) -> None:
        self._why = self._why or why
        if self._process is not None:
            self._process.kill()

    def _lost(self, reason: str) -> None:
        """The process is gone: keep the run, say so, start another one."""
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        was_training = self._train is not None
        self._ready = False
        self._set_state("dead")
        self._end_run("died")
        again = self._starts < _MOST_STARTS
        if not again:
            self._drop_next()
            self._give_up(reason)
        if was_training:
            reason = tr("Worker", "{reason} The curves so far are kept; press Run to start again.", reason=reason)
        elif again:
            reason = tr("Worker", "{reason} A new one is being started.", reason=reason)
        else:
            reason = tr("Worker", "{reason} Press Run to try again; the log is '{log}'.", reason=reason, log=self.log_path)
        self.died.emit(reason)
        if again and self._process is None:
            self._launch()

    def _give_up(self, reason: str) -> None:
        for request in list(self._asked):
            del self._asked[request]
            self.failed.emit(Failed(request=request, template="{reason}", params={"reason": reason}))

    def _on_delayed(self) -> None:
        """A preview holds up a run: a new process takes the run, and what was looked at is told."""
        if self._train is None:
            return
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()
        _remove(self._train.ring)
        self._next, self._train = self._train, None
        self._refuse_previews("This takes too long to be worked out beside a run; it is tried again after the next edit.")
        self._launch()

    def _on_look_hangs(self) -> None:
        if self._train is None:
            self._refuse_previews("This takes longer than a look may; it is tried again after the next edit.")
            self._kill(tr("Worker", "A preview did not come to an end, so its process was ended."))

    def _refuse_previews(self, sentence: str) -> None:
        for request in [request for request, (message, _) in self._asked.items() if isinstance(message, Preview)]:
            del self._asked[request]
            self.failed.emit(Failed(request=request, template=sentence))

    def _on_patience_lost(self) -> None:
        self._kill(tr("Worker", "The training did not stop within some seconds, so its process was ended."))

    # --- commands --------------------------------------------------------------------------------------------------

    def _send(self, message: Message) -> None:
        if self._process is not None:
            self._process.write(encode(message))

    def _ask(self, message: Request) -> str:
        self._asked[message.request] = (message, 0)
        if self._ready:
            self._send_asked()
        elif self._process is None:
            self.start()
        return message.request

    def _send_asked(self) -> None:
        for request, (message, tries) in list(self._asked.items()):
            if tries == 0:
                self._asked[request] = (message, 1)
                self._put(message)

    def _put(self, message: Request) -> None:
        self._send(message)
        if isinstance(message, Preview):
            self._out = message.request
            self._look.start()

    def _ask_again(self) -> None:
        """To a new worker, what the old one did not answer."""
        for request, (message, tries) in list(self._asked.items()):
            if tries >= _MOST_TRIES:
                del self._asked[request]
                sentence = "The training process was lost while it worked on this; change the document and try again."
                self.failed.emit(Failed(request=request, template=sentence))
            else:
                self._asked[request] = (message, tries + 1)
                self._put(message)

    def _begin(self) -> None:
        """Hand the waiting run to the worker, with a new file for its curves."""
        if self._next is None:
            return
        try:
            descriptor, path = tempfile.mkstemp(prefix="nodegrad-", suffix=".curves")
            os.close(descriptor)
        except OSError as error:
            run, self._next = self._next.run, None
            sentence = "No file for the live curves can be made ({reason}); free some space in the folder for temporary files."
            self.failed.emit(Failed(run=run, template=sentence, params={"reason": error.strerror or str(error)}))
            self.run_ended.emit(RunEnded(run=run, reason="failed", steps=0, seconds=0.0))
            return
        self._train, self._next = msgspec.structs.replace(self._next, ring=path), None
        self._send(self._train)
        if self._out:
            self._delay.start()
        self._set_state("running")

    def _stop_current(self) -> None:
        if self._train is not None and self.state in ("running", "paused"):
            self._send(Stop(run=self._train.run))
            self._set_state("stopping")
            self._patience.start()

    def _drop_next(self) -> None:
        """A run that never began ends as stopped."""
        if self._next is not None:
            run, self._next = self._next.run, None
            self.run_ended.emit(RunEnded(run=run, reason="stopped", steps=0, seconds=0.0))

    # --- events ----------------------------------------------------------------------------------------------------

    def _handle(self, everything: bool = False) -> None:
        """Handle events for some milliseconds; the rest after the window has had its turn."""
        until = time.monotonic() + _SLICE
        while self._events:
            if not everything and time.monotonic() > until:
                self._handle_later.start()
                return
            try:
                event = decode_event(self._events.popleft())
            except msgspec.MsgspecError:
                self._events.clear()
                self._kill(tr("Worker", "The training process sent something that cannot be read, so it was ended."))
                return
            self._handlers[type(event)](self, event)

    def _on_ready(self, event: Ready) -> None:
        if event.version != VERSION:
            self._starts = _MOST_STARTS
            self._kill(tr("Worker", "The training process belongs to another version of Nodegrad; restart Nodegrad."))
            return
        self._ready = True
        self._starts = 0
        if self._plugins:
            self._send(UsePlugins(allowed=self._plugins))
        self._set_state("idle")
        self._begin()
        self._ask_again()

    def _on_run_taken(self, event: RunTaken) -> None:
        self._delay.stop()

    def _on_run_started(self, event: RunStarted) -> None:
        if self._train is None or event.run != self._train.run:
            return
        self._delay.stop()
        try:
            ring = RingReader(self._train.ring)
        except (OSError, NodegradError):
            ring = None  # the run goes on without its curves; epochs and the end still come
        _remove(self._train.ring)  # both ends hold it open, so nothing is left behind whoever is killed
        history = RunHistory(event, ring)
        if event.step and self._before is not None:
            history.take_over(self._before(event), event.step)
        self.history = history
        self.run_started.emit(event)

    def _on_progress(self, event: Progress) -> None:
        if self._train is None or event.run != self._train.run:
            return
        if self.history is not None:
            self.history.poll()
        if self.state in ("running", "paused"):
            self._set_state(event.state)
        self.progressed.emit(event)

    def _on_epoch_ended(self, event: EpochEnded) -> None:
        if self.history is not None and self.history.run == event.run:
            self.history.add_epoch(event)
        self.epoch_ended.emit(event)

    def _on_run_ended(self, event: RunEnded) -> None:
        if self._train is None or event.run != self._train.run:
            return
        self._end_run(event.reason, event)
        self._set_state("idle")
        self._begin()

    def _on_failed(self, event: Failed) -> None:
        known = self._asked.pop(event.request, None)
        if event.request and event.request == self._out:
            self._out = ""
            self._look.stop()
        if known is None and event.request.startswith(("preview-", "explain-")):
            return
        self.failed.emit(event)

    def _on_exported(self, event: Exported) -> None:
        self._asked.pop(event.request, None)
        self.exported.emit(event)

    def _on_devices(self, event: Devices) -> None:
        self._asked.pop(event.request, None)
        self.devices_listed.emit(event)

    def _on_explained(self, event: Explained) -> None:
        if self._asked.pop(event.request, None) is not None:
            self.explained.emit(event)

    def _on_previewed(self, event: Previewed) -> None:
        if self._asked.pop(event.request, None) is not None:  # otherwise another one has taken its place
            self._look.stop()
            self.previewed.emit(event)
        if event.request == self._out:
            self._out = ""

    _handlers: dict[type[Event], Callable[..., None]] = {
        Ready: _on_ready,
        RunTaken: _on_run_taken,
        RunStarted: _on_run_started,
        Progress: _on_progress,
        EpochEnded: _on_epoch_ended,
        RunEnded: _on_run_ended,
        Failed: _on_failed,
        Exported: _on_exported,
        Devices: _on_devices,
        Previewed: _on_previewed,
        Explained: _on_explained,
    }

    def _end_run(self, reason: str, event: RunEnded | None = None) -> None:
        """Close the history of the run, if one is on, and tell."""
        train, self._train = self._train, None
        self._patience.stop()
        self._delay.stop()
        if train is None:
            return
        history = self.history if self.history is not None and self.history.run == train.run else None
        if history is not None:
            history.close(reason)
        _remove(train.ring)  # if it could not be removed at the start, as on Windows
        steps = history.step if history is not None else 0
        values = dict(history.epochs[-1].values) if history is not None and history.epochs else {}
        self.run_ended.emit(event or RunEnded(run=train.run, reason=reason, steps=steps, seconds=0.0, values=values))

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def environment() -> QProcessEnvironment:
    """The user's own, with the folder that this program was imported from in front, wherever it was started."""
    environment = QProcessEnvironment.systemEnvironment()
    home = str(Path(__file__).resolve().parents[2])
    others = environment.value("PYTHONPATH", "")
    environment.insert("PYTHONPATH", f"{home}{os.pathsep}{others}" if others else home)
    for name, value in blas_choice.environment().items():
        environment.insert(name, value)
    return environment


def _reason(code: int, *, crashed: bool) -> str:
    if crashed and code == 9:
        return tr("Worker", "The training process was killed, perhaps because memory ran out.")
    if crashed:
        return tr("Worker", "The training process crashed (signal {code}).", code=code)
    return tr("Worker", "The training process ended by itself (exit code {code}).", code=code)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink(missing_ok=True)
