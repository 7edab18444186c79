"""Schedules that follow the figures of a run: they are told each epoch's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.optim.plateau import Plateau, Variables
from engine.optim.several import Several
from engine.train.spec import TrainingSpec
from engine.train.stopping import is_maximized


def followers(spec: TrainingSpec, validated: bool) -> list[Callable[[Variables, Mapping[str, float]], None]]:
    """What is to be called after each epoch; TrainingError where the run has no such figure."""
    parts = [part for part, _ in spec.optimizer.parts] if isinstance(spec.optimizer, Several) else [spec.optimizer]
    found: list[Callable[[Variables, Mapping[str, float]], None]] = []
    for part in parts:
        schedule = part.learning_rate
        if isinstance(schedule, Plateau):
            larger = is_maximized(schedule.monitor, schedule.mode, spec.metrics, validated)
            found.append(
                lambda session, values, each=schedule, more=larger: each.after_epoch(session, values, more)  # type: ignore[misc]
            )
    return found
