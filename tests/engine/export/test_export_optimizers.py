"""Every optimizer with every common option, and every schedule, as scripts of both targets: their losses are the engine's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import ExportError
from engine.export import export_code
from engine.export.optimizers import write_optimizer
from engine.train import StepDone, Trainer, TrainingSpec

STEPS = 20
S = ng.schedules

OPTIMIZERS: list[tuple[str, dict[str, Any]]] = [(made.__name__, {}) for made in ng.optimizers.OPTIMIZERS]
OPTIMIZERS += [
    ("RMSprop", {"momentum": 0.8, "centered": True}),
    ("Nadam", {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adagrad", {"initial_accumulator_value": 0.5}),
    ("AdamW", {"weight_decay": 0.5}),
    ("AdamW", {"amsgrad": True, "beta_2": 0.9}),
    ("Adam", {"amsgrad": True, "beta_2": 0.5}),
    ("Adam", {"weight_decay": 0.5, "clipvalue": 0.1}),
    ("SGD", {"weight_decay": 0.5, "clipvalue": 0.1, "momentum": 0.5}),
    ("SGD", {"clipnorm": 0.2, "use_ema": True, "ema_momentum": 0.9}),
    ("Lion", {"global_clipnorm": 0.2, "weight_decay": 0.1}),
    ("Adamax", {"clipnorm": 0.2}),
]
RATE = {"Adadelta": 1.0, "Lion": 0.01}
SCHEDULES = [
    S.StepDecay(0.1, 6),
    S.PiecewiseConstantDecay([4, 9], [0.1, 0.05, 0.01]),
    S.InverseTimeDecay(0.1, 5, 0.5),
    S.InverseTimeDecay(0.1, 5, 0.5, staircase=True),
    S.PolynomialDecay(0.1, 15, power=2.0),
    S.PolynomialDecay(0.1, 6, cycle=True),
    S.CosineDecay(0.1, 15, alpha=0.1),
    S.CosineDecay(0.01, 12, warmup_target=0.1, warmup_steps=5),
    S.CosineDecayRestarts(0.1, 4),
    S.CosineDecayRestarts(0.1, 4, t_mul=1.0, m_mul=0.5, alpha=0.1),
    S.LinearWarmup(0.0, 0.1, 12),
    S.OneCycle(0.1, 20),
    S.OneCycle(0.1, 18, anneal_strategy="linear", three_phase=True),
]


def spec(optimizer: Any) -> TrainingSpec:
    pipeline = ng.data.source("iris").split(0.2, 0.2).normalize().shuffle().batch(16)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        scores = ng.nn.Dense(3, name="scores")(ng.nn.Dense(5, activation="tanh", name="hidden")(inputs["x"]))
        loss = ng.losses.sparse_categorical_crossentropy(inputs["y"], scores, from_logits=True, name="loss")
    return TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, optimizer=optimizer, epochs=20, max_steps=STEPS)


def compare(make: Any, target: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> str:
    """Run the script where it is, and compare its losses and the figures of the test rows at its end; gives its code."""
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    trainer = Trainer(spec(make()))
    expected = [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]
    code = export_code(spec(make()), target)
    path = tmp_path / "losses.json"
    monkeypatch.setattr(sys, "argv", ["script.py", "--losses", str(path)])
    exec(compile(code, "<exported>", "exec"), {"__name__": "__main__"})
    np.testing.assert_allclose(json.loads(path.read_text()), expected, rtol=2e-4, atol=2e-5)
    assert len(expected) == STEPS
    said = float(capsys.readouterr().out.rpartition("test: loss ")[2])
    assert said == pytest.approx(trainer.evaluate("test")["loss"], abs=2e-4), "the weights at the end are those of the engine"
    return code


def name_of(case: Any) -> str:
    return "-".join([case[0], *(f"{key}={value}" for key, value in case[1].items())])


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("case", OPTIMIZERS, ids=name_of)
def test_a_script_takes_the_steps_of_the_optimizer(case: Any, target: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    name, options = case
    rate = RATE.get(name, 0.05)
    compare(lambda: getattr(ng.optimizers, name)(rate, **options), target, tmp_path, monkeypatch, capsys)
    source = write_optimizer(getattr(ng.optimizers, name)(rate, **options), target).source
    assert [line for line in source.splitlines() if len(line) > 88] == []


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("schedule", SCHEDULES, ids=str)
def test_a_script_follows_the_schedule(schedule: Any, target: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    compare(lambda: ng.optimizers.SGD(schedule, momentum=0.5), target, tmp_path, monkeypatch, capsys)


def test_decay_and_schedule_meet_in_numpy(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    def make() -> Any:
        return ng.optimizers.Adagrad(S.CosineDecay(0.1, 15), weight_decay=0.5)

    assert "weights[name] *= 1 - 0.5 * learning_rate(len(losses))" in compare(make, "numpy", tmp_path, monkeypatch, capsys)


def test_a_rate_given_as_a_function_is_written_too(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    def rate(step: Any) -> Any:
        return 0.1 / (ng.ops.cast(step, dtype="float64") + 1.0)

    assert "return 0.1 / (step + 1)" in compare(lambda: ng.optimizers.SGD(rate), "numpy", tmp_path, monkeypatch, capsys)


def test_a_rate_that_is_no_formula_of_the_step_gets_a_sentence() -> None:
    with ng.Graph():
        other = ng.Variable(0.1, name="other")
    with pytest.raises(ExportError, match="the learning-rate schedule given as a function cannot be written as a script"):
        export_code(spec(ng.optimizers.SGD(lambda step: other * 1.0)), "numpy")
    with pytest.raises(ExportError, match="the learning-rate schedule given as a function cannot be written as a script"):
        export_code(spec(ng.optimizers.SGD(lambda step: step)), "numpy")
