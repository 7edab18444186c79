"""The memory that a check tells before a run, beside what the plan of the run takes."""

from __future__ import annotations

import pytest

import resources
from app.catalog.registry import catalog
from app.cli.check import describe
from app.compile.lower import lower
from app.compile.projects import training_of
from app.project.store import load
from app.session.explaining import batch_rows
from engine.session import Session
from engine.train.program import build_program


@pytest.mark.parametrize("name", ["mnist-cnn", "mnist-mlp", "char-lstm", "transformer-text"])
def test_the_memory_of_a_run_is_told_before_it(name: str) -> None:
    """Images, layers, recurrence and attention: within a factor of two of weights, slots, and what the planner has laid out."""
    path = resources.path("examples", f"{name}.nodegrad")
    lowered = lower(load(path), catalog(), path.parent)
    told = describe(lowered).memory_bytes
    spec = training_of(lowered)
    types = spec.pipeline.element_types()
    feeds = {
        value.name: value.type.with_shape((batch_rows(spec), *types[column].shape[1:])) for column, value in spec.inputs.items()
    }
    session = Session(spec.graph, seed=0)
    plan = session.prepare(build_program(spec).fetches, feeds, True)
    taken = plan.memory_bytes + sum(array.nbytes for array in session.variables.values())
    assert taken / 2 < told < taken * 2
