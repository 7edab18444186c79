"""The trainer: takes a spec, makes plans of it once, and steps them.

``events`` is a generator, so whoever pulls decides the pace: to pause is to wait with the next pull, to stop is to close it.
Nothing in a step looks at the graph: rows are written straight into the plan's feed buffers, and what comes out is read
from its result buffers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.base import Plan
from engine.data.loaded import Loaded
from engine.errors import NodegradError, TrainingError
from engine.session import Session
from engine.train import checkpoint
from engine.train.blame import first_bad
from engine.train.checkpoint import Checkpoint
from engine.train.checks import check_data, refuse_loss, refuse_weights
from engine.train.events import (
    CheckpointDone,
    CompileFailed,
    Compiling,
    EpochDone,
    Event,
    Failure,
    Figures,
    Progress,
    RunDone,
    StepsDone,
)
from engine.train.fingerprint import check, fingerprint
from engine.train.keeping import Checkpoints, Keeper, best_watcher, found_at
from engine.train.pace import Pace
from engine.train.place import Place
from engine.train.plateau import followers
from engine.train.program import build_program, state_of
from engine.train.rescue import Rescue, put
from engine.train.spec import TrainingSpec
from engine.train.steps import Steps
from engine.train.stopping import watch
from engine.train.threads import fitting_threads
from engine.train.units import Looks

Array = np.ndarray[Any, Any]

#: Seconds for which a compiler is waited for without a word.
_NOTICED = 0.3


class Trainer:
    """One run of a spec.  Made with everything checked; nothing is trained before ``events`` is pulled.

    ``session`` continues with the weights of another run on the same graph.  ``resume`` goes on from a checkpoint (a file, the
    newest one in a folder, or one that was read) as if the run had never been interrupted; ``changes`` names what is not as it
    was then.  ``checkpoints`` says when checkpoints are taken.  ``first_epoch`` epochs count as done before.
    """

    def __init__(
        self,
        spec: TrainingSpec,
        session: Session | None = None,
        resume: str | Path | Checkpoint | None = None,
        checkpoints: Checkpoints | None = None,
        first_epoch: int = 0,
    ) -> None:
        self.spec = spec
        self.loaded: Loaded = spec.pipeline.build(spec.seed, spec.folder)
        self.program = build_program(spec)
        check_data(spec, self.loaded, self.program.fetches)
        validated = len(self.loaded.parts.get("validation", ())) > 0
        self._watchers = watch(spec.stopping, spec.metrics, validated)
        self._best = None if checkpoints is None else best_watcher(checkpoints, spec, validated)
        self._keeper = None if checkpoints is None else Keeper(checkpoints, resumed=resume is not None)
        self.session = session or Session(graph=spec.graph, device=spec.device, seed=spec.seed)
        self.series = self.program.series
        self.failure: Failure | None = None
        self.together = 0.0  # see events
        #: Names of what was changed since the checkpoint that the run goes on from.
        self.changes: list[str] = []
        self._state = state_of(self.program)
        self._steps = Steps(spec, self.loaded, self.program, self.session)
        self._spans = self._steps.spans
        self._looks = Looks(self.session, spec.inputs, spec.loss, spec.metrics)
        self._rescue = Rescue(self.session, self._state, self.program.variables)
        self._place = Place.start(self.program.metrics)
        self._place.epoch = self._first = first_epoch
        self._best_weights: dict[int, dict[str, Array]] = {}
        self._raw: dict[str, Array] | None = None  # what finishing replaced
        self._figures: list[EpochDone] = []
        self._followers = followers(spec, bool(len(self.loaded.parts.get("validation", ()))))
        self._stopping = False
        self._epoch = 0
        self._seconds = 0.0
        self._preparing = 0.0
        self._pace = Pace()
        if resume is not None:
            self._resume(resume if isinstance(resume, Checkpoint) else found_at(resume))

    @property
    def describe(self) -> Figures:
        """Parameters, steps, samples and device of the run."""
        return Figures(
            parameters=sum(math.prod(v.type.static_shape) for v in self.program.variables if v.node.attrs["trainable"]),
            epochs=self.spec.epochs,
            steps_per_epoch=len(self._spans),
            steps=self._total_steps,
            batch_size=self.loaded.batch_size,
            samples=len(self.loaded.part("train")),
            device=self.spec.device,
        )

    @property
    def plan(self) -> Plan:
        """The plan of a step over a whole batch."""
        return self._steps.unit(self._spans[0][1]).plan

    @property
    def made_by(self) -> str:
        """What makes the steps now: ``numpy``, ``compiled`` or ``torch``."""
        return self._steps.made_by(self._place)

    @property
    def without_gradient(self) -> list[str]:
        """Names of the trainable variables that get no gradient from the loss, so that training leaves them alone."""
        return self.spec.optimizer.without_gradient

    @property
    def progress(self) -> Progress:
        """Where the run is, how fast it goes, and how long it still takes."""
        left = self._total_steps - self._place.step
        seconds, steps, samples = self._pace.seconds, self._pace.steps, self._pace.samples
        rate = samples / seconds if seconds else math.nan
        remaining = seconds / steps * left if steps else math.nan
        return Progress(self._epoch, self.spec.epochs, self._place.step, self._total_steps, rate, remaining if left else 0.0)

    @property
    def figures(self) -> list[EpochDone]:
        """The figures of every epoch so far, also of those before the checkpoint that the run went on from."""
        return list(self._figures)

    @property
    def _total_steps(self) -> int:
        steps = max(0, self.spec.epochs - self._first) * len(self._spans)
        return steps if self.spec.max_steps is None else min(steps, self.spec.max_steps)

    def weights(self) -> dict[str, Array]:
        """Copies of the model's variables by name, without what the optimizer remembers."""
        return {variable.name: self.session.get_variable(variable.name) for variable in self.program.variables}

    def evaluate(self, part: str = "validation") -> dict[str, float]:
        """Loss and metrics over a part, with the weights as they are; the loss is the mean over its rows."""
        step = self._place.step
        return self._looks.over(self.loaded, part, step, compiled=self._steps.swap.looks_at(step))

    def events(self, together: float = 0.0) -> Iterator[Event]:
        """Train, and report each step, each epoch, each checkpoint and the end.

        With ``together``, steps that take no longer than so many seconds are made at once and come as one ``StepsDone``, which is
        what makes small steps fast; without, the run stands at each ``StepDone`` just where that step left it.  The attribute of
        that name may be set meanwhile.

        An epoch that ``max_steps`` cuts short is reported like a whole one.  TrainingError where the loss becomes NaN or
        infinite: the weights are then those before that step, and ``failure`` holds its inputs.  Closing the generator leaves the
        run as it stands; after ``stop`` it ends as a finished one does.
        """
        with fitting_threads(self.spec.loss, self.loaded.batch_size, self.session.device.name), self._steps:
            self.together, began = together, perf_counter()
            self._steps.begin(self._place, self._total_steps)
            if self._steps.swap.after is not None and len(self.loaded.parts.get("validation", ())):
                self._looks.begin(self.loaded, "validation")
            self._count_time(perf_counter() - began)
            for event in self._epochs():
                if isinstance(event, StepsDone) and not self.together:
                    yield from event.each()
                else:
                    yield event

    def stop(self) -> None:
        """Let the next pull of ``events`` end the run: averaged or best weights are set as at the end of a whole run."""
        self._stopping = True

    # --- checkpoints ---------------------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write a checkpoint of the run as it is, between any two steps; TrainingError where that fails."""
        checkpoint.write(self.checkpoint(), path)

    def checkpoint(self) -> Checkpoint:
        """The run as it is.  Once it has ended, as it was before the weights were set to averages or to the best."""
        arrays = {f"state/{value.name}": self.session.get_variable(value) for value in self._state}
        arrays |= {f"state/{name}": array for name, array in (self._raw or {}).items()}
        arrays |= self._place.arrays()
        arrays |= {f"best/{i}/{name}": array for i, kept in self._best_weights.items() for name, array in kept.items()}
        about = {
            "name": self.spec.name, **self._place.numbers(), "seconds": self._seconds, "series": self.series,
            "epochs": self.spec.epochs, "first_epoch": self._first, "steps_per_epoch": len(self._spans),
            "device": self.spec.device,
            "figures": [[done.epoch, done.step, done.values] for done in self._figures],
            "watchers": [watcher.state() for watcher in self._watchers],
            "monitors": [watcher.rule.monitor for watcher in self._watchers],
            "best": self._best.state() if self._best else None,
            "fingerprint": fingerprint(self.spec, self.loaded, self._state),
        }  # fmt: skip
        return Checkpoint(arrays, about)

    def keep(self) -> CheckpointDone | None:
        """Take a checkpoint now, besides those that ``checkpoints`` asks for; None where it asks for none."""
        return None if self._keeper is None else self._kept(self._keeper.keep)

    def _resume(self, found: Checkpoint) -> None:
        self.changes = check(found.about["fingerprint"], fingerprint(self.spec, self.loaded, self._state), found.file)
        about = found.about
        put(self.session, found.group("state"))
        self._place.load(found)
        self._first = int(about["first_epoch"])
        self._figures = [EpochDone(*item) for item in found.figures]
        self._seconds = float(about["seconds"])
        self._epoch = min(self._place.epoch + 1, self.spec.epochs)
        best = found.group("best")
        for i, watcher in enumerate(self._watchers):
            if i < len(about["monitors"]) and about["monitors"][i] == watcher.rule.monitor:
                watcher.load(about["watchers"][i])
                kept = {name.removeprefix(f"{i}/"): array for name, array in best.items() if name.startswith(f"{i}/")}
                if kept and watcher.keeps_weights:
                    self._best_weights[i] = kept
        if self._best is not None and about["best"] is not None:
            self._best.load(about["best"])

    def _kept(self, write: Callable[[Checkpoint], Path]) -> CheckpointDone:
        """A checkpoint was due: what became of it."""
        try:
            path = write(self.checkpoint())
        except TrainingError as error:
            return CheckpointDone(self._epoch, self._place.step, None, error)
        return CheckpointDone(self._epoch, self._place.step, path)

    # --- the run -------------------------------------------------------------------------------------------------------

    def _reason(self) -> str:
        """Why the run is over; empty while it is not."""
        if self._stopping:
            return "stopped"
        if self._place.position:
            return ""
        if reason := next((watcher.reason for watcher in self._watchers if watcher.reason), ""):
            return reason
        return "finished" if self._place.epoch >= self.spec.epochs or self._place.step >= self._total_steps else ""

    def _epochs(self) -> Iterator[Event]:
        values = self._figures[-1].values if self._figures else {}
        reason = self._reason()
        while not reason:
            self._epoch = self._place.epoch + 1
            if self._rescue.due or self._place.position == 0:
                self._rescue.keep(self._place)
            yield from self._train()
            if self._stopping:
                break
            values = self._end_epoch()
            cut = self._place.position > 0
            yield EpochDone(self._epoch, self._place.step, values)
            yield from self._keep_after_epoch(cut)
            reason = "finished" if cut else self._reason()
        yield from self._end(reason or "stopped", values)

    def _end_epoch(self) -> dict[str, float]:
        """The figures of the epoch; its place moves to the next one, unless ``max_steps`` cut it short."""
        began = perf_counter()
        values = self._place.figures()
        if len(self.loaded.parts.get("validation", ())):
            values |= {f"val_{name}": value for name, value in self.evaluate().items()}
        if not math.isfinite(values.get("val_loss", math.nan)):
            self._check_weights()  # without rows for validation nothing has shown yet whether they are numbers
        if self._place.position >= len(self._spans):
            self._figures.append(EpochDone(self._epoch, self._place.step, values))
            self._place.next_epoch()
            for follow in self._followers:
                follow(self.session, values)
            for index, watcher in enumerate(self._watchers):
                if watcher.see(self._epoch, values) and watcher.keeps_weights:
                    self._best_weights[index] = self.weights()
        self._count_time(perf_counter() - began)
        return values

    def _keep_after_epoch(self, cut: bool) -> Iterator[CheckpointDone]:
        if self._keeper is None or cut:
            return
        if self._best is not None and self._best.see(self._epoch, self._figures[-1].values):
            yield self._kept(self._keeper.keep_best)
        if self._keeper.due_after_epoch(self._epoch):
            yield self._kept(self._keeper.keep)

    def _end(self, reason: str, values: dict[str, float]) -> Iterator[Event]:
        if self._keeper is not None:
            yield self._kept(self._keeper.keep)
        self._finish()
        best = next((watcher.best_epoch for watcher in self._watchers if watcher.best_epoch is not None), None)
        yield RunDone(self._place.step, self._seconds, values, reason, best)

    def _finish(self) -> None:
        """Set the weights to what the run leaves behind: their averages, then (as in Keras) those of the best epoch."""
        if self.program.finish is None and not self._best_weights:
            return
        self._raw = self.weights()
        if self.program.finish is not None and self._place.step:
            self.session.run(self.program.finish)
        for kept in self._best_weights.values():
            put(self.session, kept)

    def _train(self) -> Iterator[Event]:
        """The steps that are left of the epoch."""
        alone = 0  # up to this step each is made by itself
        while self._place.position < len(self._spans) and self._place.step < self._total_steps and not self._stopping:
            if self._steps.swap.is_due(self._place.step):
                yield from self._wait_for_compiler()
                continue
            began = perf_counter()
            first = self._place.step
            count = self._count() if first >= alone else 1
            try:
                values = self._steps.advance_by(self._place, count)
                bad = not np.isfinite(values[:, 0]).all()
            except NodegradError:
                if count == 1:
                    raise
                bad = True
            if bad and count == 1:
                self._fail(values[0])
            if bad:  # what went wrong is met again, at its own step
                alone = first + count
                self._go_back(first)
                continue
            place, seconds = self._place, perf_counter() - began
            self._steps.took(seconds, count)
            self._count_time(seconds, count * self._spans[place.position - 1][1], count)
            yield StepsDone(self._epoch, first + 1, values)
            if self._rescue.due:
                self._check_weights()
                self._rescue.keep(place)
            if self._keeper is not None and self._keeper.due_after_step(place.step):
                self._check_weights()
                yield self._kept(self._keeper.keep)

    def _count(self) -> int:
        """How many steps are made at once: none beyond the run's end or a checkpoint that is due."""
        most = self._total_steps - self._place.step
        if self._keeper is not None:
            most = min(most, self._keeper.steps_until_due(self._place.step))
        return self._steps.several(self._place, most, self.together)

    def _wait_for_compiler(self) -> Iterator[Event]:
        """From here on steps are compiled ones, however long that takes."""
        began = perf_counter()
        for _ in self._steps.swap.waiting():
            if (waited := perf_counter() - began) > _NOTICED:
                yield Compiling(self._epoch, self._place.step, waited)
            if self._stopping:
                return
        self._count_time(perf_counter() - began)
        if (failure := self._steps.swap.failure()) is not None:
            yield CompileFailed(self._epoch, self._place.step, failure)

    def _fail(self, values: Array) -> None:
        """The loss is no number: go back to before the step that is to blame, and say which that is."""
        step, epoch = self._place.step, self._epoch
        inputs = self._steps.feeds_of(self._spans[self._place.position - 1][1])

        def why() -> TrainingError:
            blame = first_bad(self.session, self.spec.inputs, self.spec.loss, inputs, step - 1)
            return refuse_loss(self.spec, float(values[0]), epoch, step, float(values[1]), inputs, blame)

        self._go_back(step - 1, inputs, why)

    def _check_weights(self) -> None:
        """What is kept must be numbers: a spoiled weight shows in the loss only one step later."""
        if self._rescue.spoiled() is not None:
            self._go_back(self._place.step)

    def _go_back(
        self, step: int, inputs: Mapping[str, Array] | None = None, why: Callable[[], TrainingError] | None = None
    ) -> None:
        rates: list[float] = []
        place, spoiled = self._rescue.back_to(step, lambda place: rates.append(float(self._steps.advance(place)[1])))
        error = None if why is None or spoiled is not None else why()
        if spoiled is not None:
            error = refuse_weights(self.spec, spoiled, self._epoch, place.step + 1, rates[-1])
            inputs = self._steps.batch(place)
        self._place = place
        if error is not None and inputs is not None:
            self.failure = Failure(self._epoch, place.step + 1, inputs, error)
            if self._keeper is not None:
                self._kept(self._keeper.keep)  # from here the run can go on with another rate
            raise error

    def _count_time(self, seconds: float, samples: int = 0, steps: int = 0) -> None:
        preparing = self._steps.units.seconds + self._looks.units.seconds
        self._seconds += seconds
        self._pace.add(seconds - (preparing - self._preparing), samples, steps)
        self._preparing = preparing
