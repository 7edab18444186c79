"""Which checkpoints a run keeps: how often one is taken, how many stay, and the best one.

Files are ``step-00001200.safetensors`` and ``best.safetensors`` in one folder.  A checkpoint that cannot be written ends no run:
the ones before it stay, and the run says so.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from engine.errors import FormatError, TrainingError
from engine.train import checkpoint
from engine.train.checkpoint import SUFFIX, Checkpoint
from engine.train.spec import TrainingSpec
from engine.train.stopping import EarlyStopping, Watcher, watch

BEST = f"best{SUFFIX}"
#: Writing takes no more than this share of a run where the time between checkpoints is given in seconds.
_SHARE = 0.05


@dataclass(frozen=True, kw_only=True)
class Checkpoints:
    """Take a checkpoint every so many epochs, steps or seconds, whichever are given, and at the end of the run.

    The last ``keep`` stay (None: all).  ``best`` names a figure such as ``val_loss``: the best epoch by it is kept besides, with
    ``mode`` as for ``EarlyStopping``.
    """

    folder: str | Path
    every_epochs: int | None = None
    every_steps: int | None = None
    every_seconds: float | None = None
    keep: int | None = 3
    best: str | None = None
    mode: str = "auto"

    def __post_init__(self) -> None:
        for name in ("every_epochs", "every_steps", "keep"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise TrainingError("{setting} is {value}, but must be 1 or more", setting=name, value=value)


class Keeper:
    """Writes the checkpoints of one run.

    A run that goes on (``resumed``) in the folder of the one before takes the place of what that had beyond the same step.
    """

    def __init__(self, rule: Checkpoints, resumed: bool) -> None:
        self.rule = rule
        self.folder = Path(rule.folder)
        if not resumed and steps(self.folder):
            raise TrainingError(
                "the folder '{folder}' holds the checkpoints of another run; resume that one, or choose another folder",
                folder=str(self.folder),
            )  # fmt: skip
        self._written_at = perf_counter()
        self._cost = 0.0

    def due_after_step(self, step: int) -> bool:
        """Whether one is to be taken now, in the middle of an epoch."""
        rule = self.rule
        if rule.every_steps is not None and step % rule.every_steps == 0:
            return True
        if rule.every_seconds is None:
            return False
        return perf_counter() - self._written_at >= max(rule.every_seconds, self._cost / _SHARE)

    def steps_until_due(self, step: int) -> int:
        """After how many more steps one may be due by their number."""
        every = self.rule.every_steps
        return every - step % every if every is not None else sys.maxsize

    def due_after_epoch(self, epoch: int) -> bool:
        """Whether one is to be taken now that an epoch is over."""
        return self.rule.every_epochs is not None and epoch % self.rule.every_epochs == 0

    def keep(self, taken: Checkpoint) -> Path:
        """Write one more, and remove those that are one too many."""
        path = self.folder / f"step-{taken.step:08d}{SUFFIX}"
        self._write(taken, path)
        there = steps(self.folder)
        until = there.index(path) + 1
        past, beyond = there[:until], there[until:]
        for old in [*(past[: -self.rule.keep] if self.rule.keep is not None else []), *beyond]:
            with contextlib.suppress(OSError):
                old.unlink()
        return path

    def keep_best(self, taken: Checkpoint) -> Path:
        """Write the best one in place of the best before."""
        path = self.folder / BEST
        self._write(taken, path)
        return path

    def _write(self, taken: Checkpoint, path: Path) -> None:
        began = perf_counter()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TrainingError(
                "the folder '{folder}' for checkpoints cannot be made ({reason}); choose another",
                folder=str(self.folder), reason=(error.strerror or str(error)).lower(),
            ) from error  # fmt: skip
        finally:
            self._written_at = perf_counter()
        checkpoint.write(taken, path)
        self._written_at = perf_counter()
        self._cost = self._written_at - began


def steps(folder: str | Path) -> list[Path]:
    """The checkpoints in a folder by their step, oldest first; the best one is not among them."""
    found = [path for path in Path(folder).glob(f"step-*{SUFFIX}") if path.stem.removeprefix("step-").isdigit()]
    return sorted(found, key=lambda path: int(path.stem.removeprefix("step-")))


def latest(folder: str | Path) -> Checkpoint:
    """The newest checkpoint in a folder that can be read; FormatError where there is none."""
    failure: FormatError | None = None
    for path in reversed(steps(folder)):
        try:
            return checkpoint.read(path)
        except FormatError as error:
            failure = failure or error
    raise failure or FormatError("there is no checkpoint in '{folder}'; train with checkpoints first", folder=str(folder))


def found_at(path: str | Path) -> Checkpoint:
    """The checkpoint in a file, or the newest one in a folder; FormatError where there is none."""
    return latest(path) if Path(path).is_dir() else checkpoint.read(path)


def best_watcher(checkpoints: Checkpoints, spec: TrainingSpec, validated: bool) -> Watcher | None:
    """What knows the best epoch by the figure that is asked for; None where none is."""
    if checkpoints.best is None:
        return None
    rule = EarlyStopping(monitor=checkpoints.best, mode=checkpoints.mode)
    return watch([rule], spec.metrics, validated)[0]
