"""What a run looks like in a terminal: a bar with rate and time left, and the figures of the last epoch.

Where standard error is no terminal (a log, a pipe), each epoch is a line instead.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from types import TracebackType

from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column
from rich.text import Text

from app.cli.output import complain, duration, err, figure
from app.text import tr, tr_error
from engine.train import CompileFailed, Compiling, EpochDone, Event, RunDone, StepDone, StepsDone, Trainer

_EVERY = 0.1  # seconds between updates of the bar


class _Bar(Progress):
    """The bar on one line, the figures on the next, so that both fit into 80 columns."""

    def __init__(self) -> None:
        whole = Column(no_wrap=True, overflow="ignore")
        super().__init__(
            TextColumn("{task.fields[epoch]}", table_column=whole),
            BarColumn(None, complete_style="blue", finished_style="green", table_column=Column(ratio=1, min_width=8)),
            TextColumn("{task.percentage:>3.0f} %", table_column=whole),
            TextColumn("{task.fields[rate]}", style="dim", table_column=whole),
            TextColumn("{task.fields[left]}", style="dim", table_column=whole),
            console=err(),
            refresh_per_second=10,
            expand=True,
        )

    def get_renderables(self) -> Iterable[RenderableType]:
        yield self.make_tasks_table(self.tasks)
        yield from (Text(task.fields["figures"], no_wrap=True, overflow="ellipsis") for task in self.tasks)


class Display:
    """Shows a trainer's events; ``quiet`` shows nothing."""

    def __init__(self, trainer: Trainer, quiet: bool = False) -> None:
        self._trainer = trainer
        self._quiet = quiet
        self._bar: Progress | None = None
        self._next = 0.0
        self._figures = ""
        if not quiet and sys.stderr.isatty():
            self._bar = _Bar()
            self._task = self._bar.add_task("", total=trainer.describe.steps, epoch="", rate="", left="", figures="")

    def __enter__(self) -> Display:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, event: Event) -> None:
        """One event of the run."""
        if self._quiet:
            return
        if isinstance(event, EpochDone):
            self._figures = " · ".join(f"{name} {figure(value)}" for name, value in _telling(event.values))
            if self._bar is None:
                place = tr("CLI", "epoch {epoch}/{epochs}", epoch=event.epoch, epochs=self._trainer.describe.epochs)
                try:
                    print(f"{place}  {self._figures}", file=sys.stderr, flush=True)
                except OSError:  # who read it has left; the run goes on
                    self._quiet = True
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        if isinstance(event, CompileFailed):
            complain(tr_error(event.error.template, event.error.params))
        if isinstance(event, Compiling) and self._bar is not None:
            self._bar.update(self._task, figures=tr("CLI", "compiling the step…"))
        elif self._bar is not None and (not isinstance(event, StepDone | StepsDone) or time.monotonic() >= self._next):
            self._update(isinstance(event, RunDone))

    def _update(self, done: bool) -> None:
        assert self._bar is not None
        self._next = time.monotonic() + _EVERY
        progress = self._trainer.progress
        rate = "" if progress.rate != progress.rate else tr("CLI", "{rate:,.0f} samples/s", rate=progress.rate)
        left = "" if done else tr("CLI", "{time} left", time=duration(progress.remaining))
        epoch = tr("CLI", "epoch {epoch}/{epochs}", epoch=progress.epoch, epochs=progress.epochs)
        self._bar.update(self._task, completed=progress.step, epoch=epoch, rate=rate, left=left, figures=self._figures)


def _telling(values: dict[str, float]) -> list[tuple[str, float]]:
    """The figures that tell most in a short line: those of the validation part where there is one."""
    chosen = {name: value for name, value in values.items() if name.startswith("val_")} or values
    return [("loss", values["loss"]), *[(name, value) for name, value in chosen.items() if name != "loss"]]
