"""Training: a spec says what, a trainer does it and reports events."""

from __future__ import annotations

from engine.train.checkpoint import Checkpoint
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
    StepDone,
    StepsDone,
)
from engine.train.keeping import Checkpoints, latest
from engine.train.model import History, Model, load_model
from engine.train.sequential import Sequential
from engine.train.spec import TrainingSpec
from engine.train.stopping import EarlyStopping, Threshold
from engine.train.trainer import Trainer

__all__ = [
    "Checkpoint",
    "CheckpointDone",
    "Checkpoints",
    "CompileFailed",
    "Compiling",
    "EarlyStopping",
    "EpochDone",
    "Event",
    "Failure",
    "Figures",
    "History",
    "Model",
    "Progress",
    "RunDone",
    "Sequential",
    "StepDone",
    "StepsDone",
    "Threshold",
    "Trainer",
    "TrainingSpec",
    "latest",
    "load_model",
]
