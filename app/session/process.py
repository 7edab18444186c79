"""The worker's process as the studio holds it: starts it, reads what it says a little at a time, and notices when it is gone."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QStandardPaths, QTimer, Signal

from app.session.protocol import Event, Frames, Message, Quit, decode_event, encode
from app.text import tr
from engine.backends import blas_choice

MOST_STARTS = 3  # in a row, without getting ready
_SLICE = 0.006  # seconds of event handling at a time, so that the window keeps drawing
_LOG_BYTES = 1 << 20


class WorkerProcess(QObject):
    """One worker at a time.  ``state`` is ``starting``, ``idle``, ``running``, ``paused``, ``stopping`` or ``dead``."""

    state_changed = Signal(str)
    _handlers: dict[type[Event], Callable[..., None]] = {}

    def __init__(self, parent: QObject | None, command: Sequence[str] | None, log: Path | None) -> None:
        super().__init__(parent)
        self._command = list(command) if command else [sys.executable, "-P", "-m", "app.session.worker"]
        self.log_path = log or log_file()
        self.state = "dead"
        self._process: QProcess | None = None
        self._ready = False
        self._starts = 0
        self._frames = Frames()
        self._events: deque[bytes] = deque()
        self._why = ""  # the reason, where the studio itself ends the process
        self._handle_later = QTimer(self, singleShot=True, interval=0)
        self._handle_later.timeout.connect(self._handle)

    def start(self) -> None:
        """Start the worker, unless it runs.  It is ready when ``state`` becomes ``idle``."""
        self._starts = 0
        if self._process is None:
            self._launch()

    # --- what those who know more make of it ---------------------------------------------------------------------------

    def _begins(self) -> None:
        """A new process is about to be started."""

    def _lost(self, reason: str) -> None:
        """The process is gone."""
        raise NotImplementedError

    # --- the process ------------------------------------------------------------------------------------------------------

    def _launch(self) -> None:
        self._starts += 1
        self._ready = False
        self._why = ""
        self._frames = Frames()
        self._events.clear()
        self._begins()
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
            self._starts = MOST_STARTS
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

    def _send(self, message: Message) -> None:
        if self._process is not None:
            self._process.write(encode(message))

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

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _end(self) -> None:
        """Have the process quit, and end it where it does not."""
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


def log_file() -> Path:
    """Where the worker's log lies: in the user's state folder."""
    states = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(states) / "nodegrad" / "worker.log"


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
