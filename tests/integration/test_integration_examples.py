"""Every example as a script of both targets: readable to the checker, and training as the studio does."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import resources
from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.projects import training_of
from app.project.examples import Example, examples
from engine.export import export_code
from engine.train import StepDone, Trainer, TrainingSpec

STEPS = 6
#: What draws in training draws numbers of PyTorch's own there, and a convolution over MNIST takes its time.
_OTHER_NUMBERS = ("transformer-text", "mnist-cnn")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the script runs, with the shipped data beside it."""
    for file in resources.path("datasets").iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_script_of_an_example(
    example: Example,
    target: str,
    example_document: Callable[[Example], Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")

    def spec() -> TrainingSpec:
        made = training_of(lower(example_document(example), catalog(), folder=str(folder)))
        return dataclasses.replace(made, max_steps=STEPS)

    code = export_code(spec(), target)
    monkeypatch.setattr(sys, "argv", ["script.py", "--losses", "losses.json"])
    exec(compile(code, "<exported>", "exec"), {"__name__": "__main__"})
    got = json.loads((folder / "losses.json").read_text())
    assert len(got) == STEPS and "epoch 1" in capsys.readouterr().out
    if target == "numpy" or example.name not in _OTHER_NUMBERS:
        expected = [float(event.values[0]) for event in Trainer(spec()).events() if isinstance(event, StepDone)]
        np.testing.assert_allclose(got, expected, rtol=1e-4, atol=1e-5)
    _check_style(code, folder)


def _check_style(code: str, folder: Path) -> None:
    pytest.importorskip("ruff", reason="the style of exported code is checked with ruff")
    (folder / "styled.py").write_text(code, encoding="utf-8")
    for words in (["check", "--select", "E,F,W,I,B,C4,PIE,UP"], ["format", "--diff"]):
        command = [sys.executable, "-m", "ruff", words[0], "--isolated", *words[1:], "styled.py"]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
