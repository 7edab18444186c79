"""When a run ends before its last epoch: patience with a figure that no longer improves, or a figure that is good enough.

A rule is a declaration; a watcher follows one run by it.  What a watcher knows is plain numbers, so that a checkpoint can
hold it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import TrainingError
from engine.metrics.metric import MetricValue

#: What an early end is called.
EARLY_STOPPING, THRESHOLD = "early_stopping", "threshold"
_MODES = ("auto", "min", "max")


@dataclass(frozen=True, kw_only=True)
class EarlyStopping:
    """Stop when a figure has not improved for ``patience`` epochs; Keras's ``EarlyStopping``, with its names and defaults.

    An epoch improves where the figure is better than the best so far by more than ``min_delta``; with a ``baseline``, patience
    starts anew only where that is beaten too.  ``start_from_epoch`` epochs go by before any is looked at.
    ``restore_best_weights`` sets the weights, when the run ends, to those of its best epoch.
    """

    monitor: str = "val_loss"
    min_delta: float = 0.0
    patience: int = 0
    mode: str = "auto"
    baseline: float | None = None
    restore_best_weights: bool = False
    start_from_epoch: int = 0

    def __post_init__(self) -> None:
        _check_mode(self.mode)
        for name in ("patience", "start_from_epoch"):
            if getattr(self, name) < 0:
                raise TrainingError("{setting} is {value}, but must be 0 or more", setting=name, value=getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Stop as soon as a figure of an epoch reaches a value: a loss that is no larger, an accuracy that is no smaller."""

    value: float
    monitor: str = "loss"
    mode: str = "auto"

    def __post_init__(self) -> None:
        _check_mode(self.mode)
        if not math.isfinite(self.value):
            raise TrainingError("the threshold is {value}, but must be a number; give one such as 0.05", value=self.value)


Rule = EarlyStopping | Threshold


class Watcher:
    """One rule over one run.  ``see`` is told every epoch; ``reason`` says why the run should end, if it should."""

    def __init__(self, rule: Rule, maximize: bool) -> None:
        self.rule = rule
        self._sign = -1.0 if maximize else 1.0
        self.wait = 0
        self.best: float | None = None
        self.best_epoch: int | None = None
        self._last: float | None = None
        self._epoch = 0
        self._stalled = False  # whether the last epoch did not improve

    @property
    def keeps_weights(self) -> bool:
        """Whether the weights of the best epoch are wanted at the end."""
        return isinstance(self.rule, EarlyStopping) and self.rule.restore_best_weights

    @property
    def reason(self) -> str:
        """Why the run should end now; empty where it should go on."""
        if isinstance(self.rule, Threshold):
            reached = self._last is not None and self._sign * self._last <= self._sign * self.rule.value
            return THRESHOLD if reached else ""
        # the first epoch never ends a run, as in Keras
        return EARLY_STOPPING if self._stalled and self._epoch > 1 and self.wait >= self.rule.patience else ""

    def see(self, epoch: int, values: Mapping[str, float]) -> bool:
        """Take in the figures of an epoch, counted from 1; whether its weights are the best so far."""
        rule, current = self.rule, values[self.rule.monitor]
        self._last, self._epoch, self._stalled = current, epoch, False
        if isinstance(rule, Threshold):
            return False
        if epoch <= rule.start_from_epoch:
            return False
        first = self.best_epoch is None
        if first:
            self.best_epoch = epoch
        self.wait += 1
        if not self._improves(current, self.best, rule.min_delta):
            self._stalled = True
            return first
        self.best, self.best_epoch = current, epoch
        if rule.baseline is None or self._improves(current, rule.baseline, rule.min_delta):
            self.wait = 0
        return True

    def _improves(self, current: float, reference: float | None, by: float) -> bool:
        return reference is None or self._sign * current + abs(by) < self._sign * reference

    def state(self) -> dict[str, Any]:
        """What it knows, as plain values."""
        return {
            "wait": self.wait, "best": self.best, "best_epoch": self.best_epoch,
            "last": self._last, "epoch": self._epoch, "stalled": self._stalled,
        }  # fmt: skip

    def load(self, state: Mapping[str, Any]) -> None:
        """Go on from what another watcher of the same figure knew."""
        self.wait, self.best, self.best_epoch = int(state["wait"]), state["best"], state["best_epoch"]
        self._last, self._epoch, self._stalled = state["last"], int(state["epoch"]), bool(state["stalled"])


def watch(rules: Sequence[Rule], metrics: Mapping[str, MetricValue], validated: bool) -> list[Watcher]:
    """A watcher for each rule; TrainingError where the run has no such figure."""
    return [Watcher(rule, is_maximized(rule.monitor, rule.mode, metrics, validated)) for rule in rules]


def is_maximized(monitor: str, mode: str, metrics: Mapping[str, MetricValue], validated: bool) -> bool:
    """Whether more of a figure is better; ``auto`` knows that of losses and of each metric."""
    names = ["loss", *metrics]
    known = names + [f"val_{name}" for name in names] if validated else names
    if monitor not in known:
        if monitor.removeprefix("val_") in names:
            raise TrainingError(
                "the run is to watch '{monitor}', but it has no validation part; add Split, or watch {known}",
                monitor=monitor, known=", ".join(known),
            )  # fmt: skip
        raise TrainingError(
            "the run is to watch '{monitor}', but it has no such figure; watch one of {known}",
            monitor=monitor, known=", ".join(known),
        )  # fmt: skip
    if mode != "auto":
        return mode == "max"
    metric = metrics.get(monitor.removeprefix("val_"))
    return metric is not None and metric.metric.larger_is_better


def _check_mode(mode: str) -> None:
    if mode not in _MODES:
        raise TrainingError("mode is '{mode}', but must be one of {known}", mode=mode, known=", ".join(_MODES))
