"""Training: a spec says what, a trainer does it and reports events."""

from __future__ import annotations

from engine.train.events import EpochDone, Event, Figures, Progress, RunDone, StepDone
from engine.train.model import History, Model, Sequential, load_model
from engine.train.spec import TrainingSpec
from engine.train.trainer import Trainer

__all__ = [
    "EpochDone",
    "Event",
    "Figures",
    "History",
    "Model",
    "Progress",
    "RunDone",
    "Sequential",
    "StepDone",
    "Trainer",
    "TrainingSpec",
    "load_model",
]
