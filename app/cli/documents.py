"""Finding the document that a command names: a project file, or an example."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.problems import Problem
from app.compile.projects import training_of
from app.compile.state import Lowered
from app.model.records import DocumentRecord
from app.plugins.ready import make_ready
from app.project.examples import find_example
from app.project.store import SUFFIX, load
from app.text import tr_error
from engine.train import TrainingSpec


class Found(NamedTuple):
    """A document, what to call it in file names, and the folder that its relative data paths start from."""

    record: DocumentRecord
    stem: str
    folder: Path | None


def find(name: str) -> Found:
    """The document of that name: a path where it looks like one or is there, otherwise an example."""
    make_ready()
    path = Path(name)
    if path.suffix == SUFFIX or len(path.parts) > 1 or path.exists():
        return Found(load(path), path.stem, path.resolve().parent)
    example = find_example(name)
    return Found(example.load(), example.name, None)


def lowered(found: Found) -> Lowered:
    """The document as graph."""
    return lower(found.record, catalog(), found.folder)


def trainable(found: Found) -> TrainingSpec:
    """The document as something to train; otherwise its first problem as an error."""
    return training_of(lowered(found))


def problem_text(problem: Problem) -> str:
    """A problem in the user's language."""
    return tr_error(problem.template, problem.params)
