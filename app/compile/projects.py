"""From a project to what it trains, for those who cannot go on without: the worker, the command line, ``engine.export``."""

from __future__ import annotations

from pathlib import Path

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.problems import Problem
from app.compile.state import Lowered
from app.plugins.ready import make_ready
from app.project.store import load
from engine.errors import TrainingError
from engine.train import TrainingSpec


def open_project(path: str | Path) -> TrainingSpec:
    """The training in a project file; relative data paths start from its folder."""
    make_ready()
    return training_of(lower(load(path), catalog(), Path(path).resolve().parent))


def training_of(lowered: Lowered) -> TrainingSpec:
    """What a lowered document trains; otherwise its first problem as an error at its node."""
    if lowered.spec is not None:
        return lowered.spec
    problem = first_problem(lowered)
    if problem is None:
        raise TrainingError("the document has nothing to train; connect a loss to an optimizer")
    error = TrainingError("{problem}", problem=problem.message, origin=problem.node)
    error.template, error.params = problem.template, dict(problem.params)
    raise error


def first_problem(lowered: Lowered) -> Problem | None:
    """What stands in the way: the first error, or the first hint about what is missing."""
    hints = [problem for problem in lowered.problems if problem.severity == "hint" and not problem.rule]
    return next(iter([*lowered.errors, *hints]), None)
