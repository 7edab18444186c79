"""Scripts of runs in which several optimizers train side by side."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.export import export_code
from engine.metrics.loss import follow_loss
from engine.optim import Several
from engine.train import StepDone, Trainer, TrainingSpec

S = ng.schedules


def _spec() -> TrainingSpec:
    """Five models on the same batches, with everything that an optimizer can do besides its update."""
    o = ng.optimizers
    racers = [
        o.SGD(0.05, name="plain"),
        o.SGD(0.05, momentum=0.9, name="momentum"),
        o.Adam(S.ExponentialDecay(0.05, 5, 0.5), clipnorm=0.5, name="adam"),
        o.Adam(S.CosineDecay(0.05, 15), global_clipnorm=0.3, weight_decay=0.1, name="model"),
        o.Adamax(0.05, clipvalue=0.1, use_ema=True, ema_momentum=0.9, name="Slow one"),
    ]
    pipeline = ng.data.source("iris").split(0.2, 0.2).normalize().shuffle().batch(16)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        parts = []
        for index, racer in enumerate(racers):
            scores = ng.nn.Dense(3, name=f"scores {index}")(
                ng.nn.Dense(5, activation="tanh", name=f"hidden {index}")(inputs["x"])
            )
            parts.append((racer, ng.losses.sparse_categorical_crossentropy(inputs["y"], scores, from_logits=True)))
        several = Several(parts)
        loss = several.loss
    return TrainingSpec(
        graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, optimizer=several, epochs=5, max_steps=20,
        metrics={racer.name: follow_loss(racer.name, own, inputs["x"]) for racer, own in parts},
    )  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
def test_a_script_takes_the_steps_of_all(target: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    trainer = Trainer(_spec())
    expected = [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]
    code = export_code(_spec(), target)
    path = tmp_path / "losses.json"
    monkeypatch.setattr(sys, "argv", ["script.py", "--losses", str(path)])
    exec(compile(code, "<exported>", "exec"), {"__name__": "__main__"})
    np.testing.assert_allclose(json.loads(path.read_text()), expected, rtol=2e-4, atol=2e-5)
    said = capsys.readouterr().out.rpartition("test: ")[2]
    figures = dict(part.rsplit(" ", 1) for part in said.strip().split(", "))
    for name, value in trainer.evaluate("test").items():
        assert float(figures[name]) == pytest.approx(value, abs=2e-4), name


@pytest.mark.parametrize("target", ["numpy", "pytorch"])
def test_a_script_passes_the_checker(target: str, tmp_path: Path) -> None:
    pytest.importorskip("ruff", reason="the style of exported code is checked with ruff")
    (tmp_path / "styled.py").write_text(export_code(_spec(), target), encoding="utf-8")
    for words in (["check", "--select", "E,F,W,I,B,C4,PIE,UP"], ["format", "--diff"]):
        command = [sys.executable, "-m", "ruff", words[0], "--isolated", *words[1:], "styled.py"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
