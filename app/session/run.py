"""One run inside the worker: it pulls the trainer's events, which is how a run is paused, stopped and watched.

Every step goes to the ring; progress is told ten times a second, epochs and the end always.  No Qt here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import math
import sys
import time
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, cast

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.projects import training_of
from app.project.format import loads
from app.session.keeping import checkpoints_for
from app.session.pipes import Gone
from app.session.previews import Scene
from app.session.protocol import EpochEnded, Pause, Progress, Resume, RunEnded, RunStarted, RunTaken, SetPace, Stop, Train
from app.session.ring import RingWriter
from engine.train import (
    CheckpointDone,
    Checkpoints,
    CompileFailed,
    Compiling,
    EpochDone,
    Event,
    RunDone,
    StepDone,
    StepsDone,
    Trainer,
    TrainingSpec,
)
from engine.train.steps import TOGETHER

if TYPE_CHECKING:
    from app.compile.state import Lowered
    from app.session.worker import Worker

_PUBLISH_EVERY = 0.004  # seconds until the studio sees new steps in the ring
_FLUSH_EVERY = 0.03  # seconds between writes of epoch events
_TELL_EVERY = 0.1  # seconds between progress events
_LOOK_SHARE = 0.02  # of the time may go into looking at values


def lowered(document: str, folder: str) -> TrainingSpec:
    """A project's text as something to train; its first problem as an error at its node."""
    return training_of(lower(loads(document), catalog(), folder=folder or None))


def _scene(command: Train, whole: Lowered, trainer: Trainer) -> Scene:
    """What is trained, to be looked at on the way."""
    return Scene(whole.record, command.folder, whole, trainer.session, run=command.run, live=True)


#: What a run loads: of the engine first, then what most documents need.
_OF_A_RUN = (
    "engine.backends.numpy.runner", "engine.backends.compiled.plan", "sklearn.datasets", "sklearn.model_selection",
)  # fmt: skip


def warm_up(wanted: Callable[[], bool]) -> None:
    """Import what a run needs, so that the first one answers at once; no more where something else is ``wanted`` meanwhile."""
    catalog()
    for module in _OF_A_RUN:
        if wanted():
            return
        with contextlib.suppress(ImportError):
            importlib.import_module(module)


class Run:
    """From Train to RunEnded, which is always sent, whatever happens between."""

    def __init__(self, worker: Worker, command: Train) -> None:
        self._worker = worker
        self._command = command
        self._step = 0
        self._epoch = 0
        self._paused = False
        self._stopped = False
        self._pace = command.pace
        self._values: dict[str, float] = {}
        self._best_epoch: int | None = None
        self._compiling = False  # whether the run waits for its compiled step
        self._uncompiled = ""  # why the step could not be compiled
        self._keeps = True  # whether the last checkpoint could be written
        self._began = time.monotonic()
        self._rested = 0.0
        self._look_at = 0.0  # when values may be looked at again

    def go(self) -> None:
        reason = "failed"
        try:
            reason = self._run()
        except Gone:
            raise
        except Exception as error:
            self._worker.fail(error, run=self._command.run)
        self._worker.channel.send(
            RunEnded(
                run=self._command.run,
                reason=reason,
                steps=self._step,
                seconds=time.monotonic() - self._began - self._rested,
                values=self._values,
                best_epoch=self._best_epoch,
                uncompiled=self._uncompiled,
            )
        )

    def _run(self) -> str:
        previewer = self._worker.previewer
        previewer.trained = None  # the weights of the run before take room
        self._worker.channel.send(RunTaken(run=self._command.run))
        whole = lower(loads(self._command.document), catalog(), folder=self._command.folder or None)
        spec = training_of(whole)
        if self._command.max_steps is not None:
            spec = dataclasses.replace(spec, max_steps=self._command.max_steps)
        trainer = Trainer(spec, resume=self._command.resume or None, checkpoints=self._checkpoints())
        self._step, self._epoch = trainer.progress.step, trainer.progress.epoch
        ring = RingWriter(self._command.ring, len(trainer.series))
        previewer.trained = scene = _scene(self._command, whole, trainer)
        try:
            self._announce(trainer)
            scene.plan = trainer.plan
            return self._follow(trainer, ring)
        except Gone:
            trainer.keep()  # the studio was closed in the middle of the run; it can go on another day
            raise
        finally:
            scene.live, scene.sample, scene.step = False, None, self._step
            ring.publish()
            ring.close()

    def _checkpoints(self) -> Checkpoints | None:
        """How often the run is kept, as the document says; else every few seconds."""
        if not self._command.checkpoints:
            return None
        return checkpoints_for(loads(self._command.document).settings, self._command.checkpoints)

    def _announce(self, trainer: Trainer) -> None:
        figures = trainer.describe
        self._worker.channel.send(
            RunStarted(
                run=self._command.run,
                series=list(trainer.series),
                epochs=figures.epochs,
                steps_per_epoch=figures.steps_per_epoch,
                parameters=figures.parameters,
                device=figures.device,
                batch_size=figures.batch_size,
                samples=figures.samples,
                step=trainer.progress.step,
                epoch=len(trainer.figures),
                changes=list(trainer.changes),
            )
        )
        for done in trainer.figures:  # of the run that this one goes on with
            self._end_epoch(done)

    def _follow(self, trainer: Trainer, ring: RingWriter) -> str:
        inbox, channel, reason = self._worker.inbox, self._worker.channel, "stopped"
        clock = time.monotonic
        publish_at = flush_at = tell_at = due = clock()
        with contextlib.closing(cast("Generator[Event]", trainer.events(self._together))) as events:
            for event in events:
                if isinstance(event, StepsDone):
                    ring.write_rows(event.epoch, event.first, event.values)
                    self._epoch, self._step = event.epoch, event.step
                elif isinstance(event, StepDone):
                    ring.write(event.epoch, event.step, event.values)
                    self._epoch, self._step = event.epoch, event.step
                elif isinstance(event, Compiling):
                    self._compiling = True
                elif isinstance(event, CompileFailed):
                    self._uncompiled = str(event.error)
                    print(event.error, file=sys.stderr, flush=True)  # the log
                elif isinstance(event, EpochDone):
                    self._end_epoch(event)
                elif isinstance(event, CheckpointDone):
                    self._note_checkpoint(event)
                elif isinstance(event, RunDone):
                    self._values |= _floats(event.values)
                    reason, self._best_epoch = event.reason, event.best_epoch
                    break
                now = clock()
                if self._compiling and not isinstance(event, Compiling):
                    self._compiling = False
                    publish_at = flush_at = tell_at = now
                if self._pace and isinstance(event, StepDone):
                    publish_at = now  # whoever asked for slow steps wants to see each
                if now >= publish_at:
                    publish_at = now + _PUBLISH_EVERY
                    ring.publish()
                    if now >= flush_at:
                        flush_at = now + _FLUSH_EVERY
                        if self._worker.preview is not None and now >= self._look_at:
                            self._look(trainer)
                        if now >= tell_at:
                            tell_at = now + _TELL_EVERY
                            self._tell(trainer)
                        channel.flush()
                if self._pace and isinstance(event, StepDone):
                    due = max(due + 1.0 / self._pace, now)
                    inbox.rest(due - now)
                if inbox.waiting and not self._stopped:
                    ring.publish()
                    self._obey(trainer)
                    if self._stopped:
                        trainer.stop()
                    trainer.together = self._together
        return reason

    @property
    def _together(self) -> float:
        """Seconds of steps that are made at once; whoever asked for slow steps wants each by itself."""
        return 0.0 if self._pace else TOGETHER

    def _look(self, trainer: Trainer) -> None:
        """Show what is asked for with the weights as they are; the more that takes, the longer is waited until the next time."""
        began = time.monotonic()
        self._worker.show(lambda document, folder, looks, _: self._worker.previewer.running(document, folder, looks, trainer))
        ended = time.monotonic()
        self._look_at = ended + (ended - began) / _LOOK_SHARE

    def _note_checkpoint(self, event: CheckpointDone) -> None:
        """A checkpoint that could not be written is told once, until one could again; the run goes on."""
        if event.error is not None and self._keeps:
            self._worker.fail(event.error, run=self._command.run)
        self._keeps = event.error is None

    def _end_epoch(self, event: EpochDone) -> None:
        self._values = _floats(event.values)
        ended = EpochEnded(run=self._command.run, epoch=event.epoch, step=event.step, values=self._values)
        self._worker.channel.send(ended, now=False)

    def _tell(self, trainer: Trainer) -> None:
        progress = trainer.progress
        rate, remaining = progress.rate, progress.remaining
        if self._pace:
            rate = min(rate, self._pace * trainer.describe.batch_size)
            remaining = max(remaining, (progress.steps - progress.step) / self._pace)
        self._worker.channel.send(
            Progress(
                run=self._command.run,
                epoch=self._epoch,
                step=self._step,
                rate=rate if math.isfinite(rate) else 0.0,
                remaining=remaining if math.isfinite(remaining) else 0.0,
                state="paused" if self._paused else "running",
                compiling=self._compiling,
                made_by=trainer.made_by,
            )
        )

    def _obey(self, trainer: Trainer) -> None:
        """Take the commands that wait; while paused, wait for more."""
        rested_from = time.monotonic()
        was_paused = False
        while self._worker.inbox.waiting or self._paused:
            command = self._worker.inbox.take(wait=self._paused)
            if isinstance(command, Train):
                self._worker.next_train = command  # a new run takes the place of this one
                self._stopped = True
            elif isinstance(command, SetPace | Pause | Resume | Stop):
                if command.run != self._command.run:
                    continue
                if isinstance(command, SetPace):
                    self._pace = command.pace
                    continue
                self._paused = isinstance(command, Pause)
                was_paused |= self._paused
                self._stopped |= isinstance(command, Stop)
                if not self._stopped:
                    self._tell(trainer)
            else:
                self._worker.answer(command)
                if self._paused:
                    self._look(trainer)
            if self._stopped:
                break
        if was_paused:
            self._rested += time.monotonic() - rested_from


def _floats(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}
