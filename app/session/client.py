"""The studio's side of the worker process: starts it before it is needed, sends commands, turns events into signals.

The process may die at any moment.  Then the run stays in the history as it is, the user is told why, and a new worker is
started, so that the next run works.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.session.history import RunHistory
from app.session.process import MOST_STARTS
from app.session.protocol import (
    VERSION,
    EpochEnded,
    Event,
    Failed,
    Pause,
    Progress,
    Ready,
    Resume,
    RunEnded,
    RunStarted,
    RunTaken,
    SetPace,
    Stop,
    Train,
    UsePlugins,
)
from app.session.questions import Questions
from app.session.ring import RingReader
from app.text import tr
from engine.errors import NodegradError

_MOST_DELAY = 2.0  # seconds that a preview may keep a run waiting


class WorkerClient(Questions):
    """One worker process and the runs that it makes, one at a time.

    ``state`` is ``starting``, ``idle``, ``running``, ``paused``, ``stopping`` or ``dead``.
    """

    run_started = Signal(object)  # RunStarted
    progressed = Signal(object)  # Progress
    epoch_ended = Signal(object)  # EpochEnded
    run_ended = Signal(object)  # RunEnded; its reason is "died" when the process was lost
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
        super().__init__(parent, command, log)
        self._history: RunHistory | None = None
        self._runs = 0
        self._pace = 0.0
        self._before: Callable[[RunStarted], RunHistory] | None = None
        self._plugins: list[tuple[str, str]] = []
        self._train: Train | None = None  # the run that the worker has been told of
        self._next: Train | None = None  # the run that waits until the worker can take it
        self._patience = QTimer(self, singleShot=True, interval=int(patience * 1000))
        self._patience.timeout.connect(self._on_patience_lost)
        self._delay = QTimer(self, singleShot=True, interval=int(_MOST_DELAY * 1000))
        self._delay.timeout.connect(self._on_delayed)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.shutdown)

    # --- what a window calls ---------------------------------------------------------------------------------------

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

    def shutdown(self) -> None:
        """End the worker and remove what it drew into; at the end of the program."""
        self._drop_next()
        self._asked.clear()
        self._patience.stop()
        self._delay.stop()
        self._look.stop()
        self._end()
        self._end_run("stopped")
        self._set_state("dead")

    # --- the process -----------------------------------------------------------------------------------------------

    def _lost(self, reason: str) -> None:
        """The process is gone: keep the run, say so, start another one."""
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        was_training = self._train is not None
        self._ready = False
        self._set_state("dead")
        self._end_run("died")
        again = self._starts < MOST_STARTS
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

    def _on_patience_lost(self) -> None:
        self._kill(tr("Worker", "The training did not stop within some seconds, so its process was ended."))

    # --- commands --------------------------------------------------------------------------------------------------

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

    def _on_ready(self, event: Ready) -> None:
        if event.version != VERSION:
            self._starts = MOST_STARTS
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

    _handlers: dict[type[Event], Callable[..., None]] = {
        **Questions._handlers,
        Ready: _on_ready,
        RunTaken: _on_run_taken,
        RunStarted: _on_run_started,
        Progress: _on_progress,
        EpochEnded: _on_epoch_ended,
        RunEnded: _on_run_ended,
    }

    @property
    def _training(self) -> bool:
        return self._train is not None

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


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink(missing_ok=True)
