"""The same project on every device: each example trains alike on NumPy and on PyTorch, and a run moves from one to the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.projects import training_of
from app.project.examples import Example, examples, find_example
from engine.train import StepDone, Trainer, TrainingSpec

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")
pytestmark = pytest.mark.reference

#: Steps that two runs are compared over; what rounds differently grows with every step.
STEPS = 40


def spec(example: Example, device: str, steps: int = STEPS, record: Any = None, **changes: Any) -> TrainingSpec:
    made = training_of(lower(example.load() if record is None else record, catalog()))
    return dataclasses.replace(made, device=device, max_steps=steps, **changes)


def losses(trainer: Trainer) -> list[float]:
    return [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_trains_on_pytorch_as_on_numpy(example: Example, example_document: Callable[[Example], Any]) -> None:
    runs, record = [], example_document(example)
    for device in ("cpu", "cpu:torch"):
        trainer = Trainer(spec(example, device, record=record))
        found = [event for event in trainer.events() if isinstance(event, StepDone)]
        assert trainer.describe.device == device
        runs.append((np.array([event.values for event in found]), trainer.weights()))
    (ours, weights), (theirs, their_weights) = runs
    assert len(ours) == STEPS
    np.testing.assert_allclose(theirs, ours, rtol=1e-4, atol=1e-4)  # loss, rate, metrics and every gradient's norm
    for name, weight in weights.items():
        np.testing.assert_allclose(their_weights[name], weight, rtol=1e-3, atol=1e-4, err_msg=name)


@pytest.mark.parametrize("path", [("cpu", "cpu:torch"), ("cpu:torch", "cpu"), ("cpu:torch", "cpu:torch")], ids="-".join)
def test_a_run_goes_on_from_a_checkpoint_on_another_device(path: tuple[str, str], tmp_path: Path) -> None:
    example = find_example("digits-mlp")
    whole = losses(Trainer(spec(example, "cpu")))
    first = Trainer(spec(example, path[0]))
    events = first.events()
    begun = [float(event.values[0]) for _, event in zip(range(15), events, strict=False) if isinstance(event, StepDone)]
    first.save(tmp_path / "half")
    events.close()  # type: ignore[attr-defined]
    rest = losses(Trainer(spec(example, path[1]), resume=tmp_path / "half"))
    np.testing.assert_allclose([*begun, *rest], whole, rtol=1e-4, atol=1e-4)


def test_runs_on_different_devices_in_turn_do_not_disturb_each_other() -> None:
    example = find_example("iris-softmax")
    alone = losses(Trainer(spec(example, "cpu:torch")))
    left, right = Trainer(spec(example, "cpu:torch")).events(), Trainer(spec(example, "cpu")).events()
    both = [
        (float(a.values[0]), float(b.values[0]))
        for a, b in zip(left, right, strict=True)
        if isinstance(a, StepDone) and isinstance(b, StepDone)
    ]
    assert [a for a, _ in both] == alone
    np.testing.assert_allclose([b for _, b in both], alone, rtol=1e-4, atol=1e-4)
