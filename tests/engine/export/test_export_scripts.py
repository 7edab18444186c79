"""Exported scripts run by themselves, pass ruff, and give the engine's losses step by step."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from export_specs import DRAWING, EXACT, digits, from_table

import engine as ng
from engine.data import source
from engine.data.registry import all_steps
from engine.errors import DataError, ExportError
from engine.export import TARGETS, export, export_code
from engine.export.data_steps import write_pipeline
from engine.train import StepDone, Trainer, TrainingSpec

STEPS = 50
EPOCHS = 30
#: Sources that read files or fetch, and have tests of their own.
NEED_FILES = {
    "mnist", "idx", "text_file", "text_table", "npy", "parquet", "california_housing", "bag_of_words", "sparse_npz",
}  # fmt: skip


def engine_losses(spec: TrainingSpec, steps: int = STEPS) -> list[float]:
    trainer = Trainer(replace(spec, epochs=EPOCHS, max_steps=steps))
    return [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]


def run_script(code: str, folder: Path, *arguments: str) -> str:
    """What the script prints, run alone: no environment, nothing of ours on the path, warnings are errors."""
    (folder / "script.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "script.py", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return run.stdout


def script_losses(code: str, folder: Path, steps: int = STEPS) -> list[float]:
    run_script(code, folder, "--steps", str(steps), "--epochs", str(EPOCHS), "--losses", "losses.json")
    losses: list[float] = json.loads((folder / "losses.json").read_text())
    return losses


def check_style(code: str, folder: Path) -> None:
    pytest.importorskip("ruff", reason="the style of exported code is checked with ruff")
    (folder / "styled.py").write_text(code, encoding="utf-8")
    for words in (["check", "--select", "E,F,W,I,B,C4,PIE,UP"], ["format", "--diff"]):
        command = [sys.executable, "-m", "ruff", words[0], "--isolated", *words[1:], "styled.py"]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


def assert_same_losses(spec: TrainingSpec, code: str, folder: Path) -> None:
    expected = engine_losses(spec)
    got = script_losses(code, folder)
    assert len(got) == len(expected) > 20
    np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("name", [*EXACT, *DRAWING])
def test_numpy_script_gives_the_engines_losses(name: str, tmp_path: Path) -> None:
    make = {**EXACT, **DRAWING}[name]
    code = export_code(make(), "numpy")
    check_style(code, tmp_path)
    assert_same_losses(make(), code, tmp_path)


@pytest.mark.reference
@pytest.mark.parametrize("name", list(EXACT))
def test_pytorch_script_gives_the_engines_losses(name: str, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="exported PyTorch code is run")
    code = export_code(EXACT[name](), "pytorch")
    check_style(code, tmp_path)
    assert_same_losses(EXACT[name](), code, tmp_path)


@pytest.mark.reference
@pytest.mark.parametrize("name", list(DRAWING))
def test_pytorch_script_that_draws_says_so_and_trains(name: str, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="exported PyTorch code is run")
    code = export_code(DRAWING[name](), "pytorch")
    check_style(code, tmp_path)
    assert "Random draws in training are PyTorch's own" in ast.get_docstring(ast.parse(code))
    losses = script_losses(code, tmp_path)
    assert losses[0] == pytest.approx(engine_losses(DRAWING[name](), 1)[0], rel=0.5)
    assert np.mean(losses[-10:]) < np.mean(losses[:10])


@pytest.mark.parametrize("target", TARGETS)
def test_table_is_read_by_the_script_itself(target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    code = export_code(from_table(tmp_path), target)
    check_style(code, tmp_path)
    assert_same_losses(from_table(tmp_path), code, tmp_path)


def test_script_prints_a_line_an_epoch_with_the_validation_figures(tmp_path: Path) -> None:
    lines = run_script(export_code(digits(), "numpy"), tmp_path, "--epochs", "5").splitlines()
    assert [line.split(":")[0] for line in lines] == [f"epoch {number}" for number in range(1, 6)]
    assert float(lines[-1].rsplit(" ", 1)[1]) > 0.9
    trainer = Trainer(replace(digits(), epochs=5))
    last = list(trainer.events())[-1].values
    assert f"validation accuracy {last['val_accuracy']:.4f}" in lines[-1]
    assert f"validation loss {last['val_loss']:.4f}" in lines[-1]


def test_number_of_steps_may_stand_in_the_script(tmp_path: Path) -> None:
    code = export_code(digits(), "numpy", steps=3)
    run_script(code, tmp_path, "--losses", "losses.json")
    assert len(json.loads((tmp_path / "losses.json").read_text())) == 3


@pytest.mark.parametrize(
    "step",
    [
        s
        for s in all_steps()
        if s.role == "source"
        and s.palette
        and not {"directory"} & {attr.name for attr in s.attrs}  # those of images and texts have tests of their own
        and s.name not in NEED_FILES
    ],
    ids=lambda step: step.name,
)
def test_every_source_gives_the_same_rows(step: object, tmp_path: Path) -> None:
    """Seeds, dtypes and shapes: what a script loads is what the engine loads."""
    name = step.name  # type: ignore[attr-defined]
    given = {"arrays": {"x": [[1.5, 2], [3, 4]], "y": [0, 1]}, "npz": {"file": "s.npz", "y": "z"}}
    attrs: dict[str, object] = given.get(name, {})
    if name == "csv":
        (tmp_path / "t.csv").write_text("a;b;c\n1;10;2.5\n\n2;9;1\n", encoding="utf-8")
        attrs = {"file": "t.csv", "delimiter": "semicolon", "target": "b", "features": "c"}
    if name == "npz":
        np.savez(tmp_path / "s.npz", x=np.ones((4, 2)), z=np.linspace(0, 1, 4)[:, None])
    pipeline = source(name, tmp_path, **attrs).batch(2)

    script = write_pipeline(pipeline, ["x", "y"], tmp_path)
    code = "import csv, math\nimport numpy as np\nfrom sklearn.datasets import *\nSEED = 4\n"
    code += "".join(f"{key} = {text}\n" for key, text in script.constants.items())
    code += "def load():\n" + "\n".join(script.lines) + "\n    return x, y\nx, y = load()\nnp.savez('got.npz', x=x, y=y)\n"
    run_script(code, tmp_path)
    loaded = pipeline.build(seed=4).parts["train"]
    with np.load(tmp_path / "got.npz") as got:
        np.testing.assert_array_equal(got["x"], loaded.x)
        np.testing.assert_array_equal(got["y"], loaded.y)
        assert (got["x"].dtype, got["y"].dtype) == (loaded.x.dtype, loaded.y.dtype)


def test_unknown_target_and_missing_batch() -> None:
    with pytest.raises(ExportError, match="there is no export target 'fortran'; use one of pytorch, numpy"):
        export_code(digits(), "fortran")
    spec = digits()
    with pytest.raises(DataError, match="end the pipeline with Batch"):
        export_code(replace(spec, pipeline=source("digits").split()), "numpy")


def test_what_a_target_cannot_write_is_named() -> None:
    spec = digits()
    spec.optimizer.learning_rate = lambda step: step  # a schedule that is code, not a declaration
    with pytest.raises(ExportError, match="schedule given as a function cannot be written"):
        export_code(spec, "numpy")


def test_module_can_be_called(tmp_path: Path) -> None:
    code = ng.export(digits(), target="numpy", path=tmp_path / "model.py")
    assert (tmp_path / "model.py").read_text(encoding="utf-8") == code == export(digits(), "numpy")
    graph = ng.Graph("double")
    with graph:
        ng.ops.multiply(ng.placeholder((2,), name="x"), 2.0, name="twice")
    assert "def double(x):" in ng.export(graph, target="numpy")
