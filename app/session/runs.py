"""Where runs are kept: ``name.runs/`` beside the project, a folder for each, with checkpoints, curves and the document of then.

A document that was never saved has its runs in the user's data folder, where only the newest stay.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.model.records import RunSettings
from app.places import data_folder
from app.project.store import SUFFIX, load, write_text
from app.session.history import RunHistory, read_csv
from app.session.keeping import CHECKPOINTS
from app.session.protocol import RunStarted
from engine.errors import FormatError, NodegradError
from engine.train import checkpoint, keeping

_CURVES, _DOCUMENT, _ABOUT = "curves.csv", f"document{SUFFIX}", "run.json"
_MOST_UNSAVED = 20  # runs of documents that have no file
_MOST_POINTS = 4000  # of one curve, in the file


def runs_folder(project: Path | None) -> Path:
    """The folder of a project's runs; without a project file, that of all documents that have none."""
    if project is not None:
        return project.with_name(f"{project.stem}.runs")
    return data_folder() / "unsaved.runs"


@dataclass(frozen=True, slots=True)
class Point:
    """Where a kept run stands: its newest checkpoint."""

    path: Path
    step: int
    epoch: int  # epochs finished
    epochs: int


@dataclass(frozen=True, slots=True)
class RunFolder:
    """What is kept of one run."""

    path: Path

    @classmethod
    def new(cls, project: Path | None, document: str) -> RunFolder:
        """A folder for a run that starts now; NodegradError where it cannot be made."""
        parent = runs_folder(project)
        name = stem = datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        try:
            parent.mkdir(parents=True, exist_ok=True)
            count = 1
            while (parent / name).exists():
                count += 1
                name = f"{stem}-{count}"
            made = cls(parent / name)
            made.path.mkdir()
        except OSError as error:
            raise NodegradError(
                "the folder '{folder}' for the run cannot be made ({reason}); make room, or save the document elsewhere",
                folder=str(parent), reason=(error.strerror or str(error)).lower(),
            ) from error  # fmt: skip
        if project is None:
            _prune(parent)
        write_text(made.path / _DOCUMENT, document)
        return made

    @property
    def checkpoints(self) -> Path:
        return self.path / CHECKPOINTS

    @property
    def point(self) -> Point | None:
        """The newest checkpoint that can be read; None where there is none."""
        for path in reversed(keeping.steps(self.checkpoints)):
            try:
                found = checkpoint.peek(path)
                return Point(path, found.step, found.epoch, int(found.about["epochs"]))
            except (FormatError, KeyError, TypeError, ValueError):
                continue
        return None

    def close(self, history: RunHistory | None, about: Mapping[str, Any]) -> None:
        """The run is over: keep its curves, and how it ended.  What cannot be written is left out; the checkpoints are there."""
        with contextlib.suppress(OSError, NodegradError):
            if history is not None:
                history.write_csv(self.path / _CURVES, most=_MOST_POINTS)
            write_text(self.path / _ABOUT, json.dumps(dict(about), ensure_ascii=False, indent=1) + "\n")

    def history(self, started: RunStarted) -> RunHistory:
        """The curves that were kept."""
        return read_csv(self.path / _CURVES, started)

    @property
    def settings(self) -> RunSettings | None:
        """Those that the run was last started with; None where they cannot be read."""
        try:
            return load(self.path / _DOCUMENT).settings
        except NodegradError:
            return None

    def write_document(self, text: str) -> None:
        """Keep the document as it is when the run starts, or goes on."""
        with contextlib.suppress(NodegradError):
            write_text(self.path / _DOCUMENT, text)

    @property
    def reason(self) -> str:
        """How the run ended; ``died`` where nobody was there any more to say so."""
        try:
            about = json.loads((self.path / _ABOUT).read_text(encoding="utf-8"))
            return str(about["reason"])
        except (OSError, ValueError, KeyError, TypeError):
            return "died"


def newest(project: Path | None) -> RunFolder | None:
    """The newest run of a project that has a checkpoint; None for a document without a file."""
    if project is None:
        return None
    return next((RunFolder(path) for path in reversed(_folders(runs_folder(project))) if keeping.steps(path / CHECKPOINTS)), None)


def _folders(parent: Path) -> list[Path]:
    """The runs in a folder, oldest first."""
    try:
        return sorted((path for path in parent.iterdir() if path.is_dir()), key=lambda path: (path.stat().st_mtime_ns, path.name))
    except OSError:
        return []


def _prune(parent: Path) -> None:
    for path in _folders(parent)[:-_MOST_UNSAVED]:
        shutil.rmtree(path, ignore_errors=True)
