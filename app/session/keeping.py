"""Which checkpoints a document's run takes, and where they lie in the run's folder.  No Qt: worker and command line share it."""

from __future__ import annotations

from pathlib import Path

from app.model.records import RunSettings
from engine.train import Checkpoints

#: The folder of the checkpoints in that of the run.
CHECKPOINTS = "checkpoints"
#: Seconds between checkpoints where the document does not say.
KEEP_EVERY = 2.0


def checkpoints_for(settings: RunSettings, folder: str | Path) -> Checkpoints:
    """As often as the document says, else every few seconds."""
    if settings.checkpoint_every is not None:
        return Checkpoints(folder=folder, every_epochs=settings.checkpoint_every)
    return Checkpoints(folder=folder, every_seconds=KEEP_EVERY, keep=2)
