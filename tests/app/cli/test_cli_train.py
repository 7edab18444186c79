"""``nodegrad train``: every example, going on, ending early, seeds, folders, and what is refused."""

from __future__ import annotations

import csv
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_runs import ROOT, Capture, data, run

from app.project.examples import Example, examples, find_example
from app.project.store import save


def test_training_an_example_writes_its_curves(capsys: Capture) -> None:
    code, out, err = run(capsys, "train", "digits-mlp", "--epochs", "2", "--out", "here")
    assert code == 0
    assert [line.split("  ")[0] for line in err.splitlines()] == ["epoch 1/2", "epoch 2/2"]
    assert out.startswith("Trained 2 epochs, 90 steps in 0:0")
    with Path("here/curves.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 90 and list(rows[0])[:5] == ["epoch", "step", "loss", "learning_rate", "accuracy"]
    assert "grad:hidden/kernel" in rows[0] and float(rows[-1]["loss"]) < float(rows[0]["loss"])
    with Path("here/epochs.csv").open() as stream:
        assert [row["epoch"] for row in csv.DictReader(stream)] == ["1", "2"]
    assert Path("here/curves.png").read_bytes().startswith(b"\x89PNG")
    assert all(f"here/{name}" in out for name in ("curves.csv", "epochs.csv", "curves.png"))


def test_training_as_json(capsys: Capture) -> None:
    result = data(capsys, "train", "digits-mlp", "--epochs", "1", "--seed", "3")
    assert (result["reason"], result["epochs"], result["steps"], result["parameters"]) == ("finished", 1, 45, 4810)
    assert 0 < result["values"]["val_accuracy"] <= 1
    assert all(Path(file).is_file() for file in result["files"].values())
    assert Path(result["files"]["curves"]).parent.parent.name == "digits-mlp.runs"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_trained(example: Example, example_document: Callable[[Example], Any], capsys: Capture) -> None:
    """By its name; with files that stand in for what is fetched, as a document."""
    name = example.name
    if example.needs:
        save(example_document(example), Path(name := f"{name}.nodegrad"))
    result = data(capsys, "train", name, "--epochs", "1", "--out", "run")
    assert (result["reason"], result["epochs"]) == ("finished", 1) and result["steps"] > 0
    assert math.isfinite(result["values"]["loss"]) and all(map(math.isfinite, result["values"].values()))
    with Path("run/curves.csv").open() as stream:
        assert len(list(csv.DictReader(stream))) == result["steps"]


def test_a_run_that_was_killed_goes_on(capsys: Capture, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "train", "digits-mlp", "--epochs", "100000", "--checkpoint-every", "1", "--json"]
    with subprocess.Popen([*command, "--out", "run"], env={**os.environ, "PYTHONPATH": str(ROOT)}) as child:
        while len(list(Path("run/checkpoints").glob("step-*.safetensors"))) < 3:
            assert child.poll() is None
            time.sleep(0.05)
        child.kill()
    found = data(capsys, "train", "digits-mlp", "--epochs", "8", "--out", "short")
    Path("run/document.nodegrad").unlink()
    steps = sorted(int(path.stem[5:]) for path in Path("run/checkpoints").glob("step-*.safetensors"))
    epochs = steps[-1] // 45 + 2
    resumed = data(capsys, "train", "digits-mlp", "--epochs", str(epochs), "--out", "run", "--resume")
    assert resumed["resumed_at"] == steps[-1] and resumed["steps"] == 45 * epochs and resumed["reason"] == "finished"
    data(capsys, "train", "digits-mlp", "--epochs", str(epochs), "--out", "whole")
    assert Path("run/epochs.csv").read_bytes() == Path("whole/epochs.csv").read_bytes()
    rows, whole = (Path(folder, "curves.csv").read_text().splitlines() for folder in ("run", "whole"))
    assert set(rows) <= set(whole) and rows[-90:] == whole[-90:]
    assert found["resumed_at"] is None and found["checkpoint"].endswith("step-00000360.safetensors")


def test_a_run_that_is_finished_goes_on_with_more_epochs_and_says_what_was_changed(capsys: Capture, tmp_path: Path) -> None:
    save(find_example("digits-mlp").load(), Path("digits.nodegrad"))
    data(capsys, "train", "digits.nodegrad", "--epochs", "2")
    (first,) = Path("digits.runs").iterdir()
    more = data(capsys, "train", "digits.nodegrad", "--epochs", "3", "--resume")
    assert more["resumed_at"] == 90 and more["epochs"] == 3 and [first] == list(Path("digits.runs").iterdir())
    assert json.loads((first / "run.json").read_text())["reason"] == "finished"
    code, out, err = run(capsys, "train", "digits.nodegrad", "--seed", "5", "--resume", "--json")
    assert code == 1 and "is of a run with seed 0, but the seed is 5 now" in json.loads(out)["error"]
    code, out, err = run(capsys, "train", "digits-mlp", "--resume")
    assert (code, out) == (1, "") and err.startswith("There is no run to go on with in ")


def test_a_run_ends_early(capsys: Capture) -> None:
    found = data(capsys, "train", "digits-mlp", "--epochs", "400", "--early-stopping", "1", "--monitor", "val_accuracy")
    assert found["reason"] == "early_stopping" and found["epochs"] < 400 and found["best_epoch"] == found["epochs"] - 1
    code, out, _ = run(capsys, "train", "digits-mlp", "--epochs", "400", "--loss-threshold", "0.3")
    assert code == 0 and out.startswith("Reached the loss after ")
    code, out, err = run(capsys, "train", "digits-mlp", "--early-stopping", "1", "--monitor", "val_auc")
    assert (code, out) == (1, "") and "watch one of val_loss, val_accuracy, loss, accuracy" in err
    code, out, err = run(capsys, "train", "digits-mlp", "--checkpoint-every", "0")
    assert (code, out) == (1, "") and "heckpoint_every is 0" in err


def test_what_is_not_understood_is_json_too_where_that_is_asked_for(capsys: Capture) -> None:
    code, out, err = run(capsys, "train", "digits-mlp", "--epochs", "many", "--json")
    assert code == 2 and "--epochs" in json.loads(out)["error"] and "--epochs" in err
    code, out, _ = run(capsys, "trian", "--json")
    assert code == 2 and "trian" in json.loads(out)["error"]


def test_the_seed_decides_the_run(capsys: Capture) -> None:
    def final(seed: str) -> Any:
        return data(capsys, "train", "iris-softmax", "--epochs", "2", "--seed", seed, "--out", "o")["values"]

    assert final("1") == final("1") != final("2")


def test_a_file_is_trained_beside_itself(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    save(find_example("iris-softmax").load(), folder / "flowers.nodegrad")
    result = data(capsys, "train", "project/flowers.nodegrad", "--epochs", "1")
    assert Path(result["files"]["picture"]).is_relative_to(folder / "flowers.runs")


def test_relative_data_is_found_beside_the_file(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "rows.csv").write_text("a,b,kind\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(40)))
    text = find_example("iris-softmax").path.read_text(encoding="utf-8")
    text = text.replace('"kind": "Iris"', '"kind": "CSVTable"').replace(
        '"name": "iris",', '"name": "iris", "attributes": {"file": "rows.csv"},'
    )
    text = text.replace('"units": 3', '"units": 2')
    (folder / "table.nodegrad").write_text(text, encoding="utf-8")
    assert data(capsys, "train", "project/table.nodegrad", "--epochs", "1")["samples"] == 32


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "digit-mlp"], "There is no example 'digit-mlp'; did you mean 'digits-mlp'?"),
        (["train", "missing.nodegrad"], "There is no file 'missing.nodegrad'; check its name and folder."),
        (["train", "digits-mlp", "--epochs", "0"], "Epochs is 0, but must be a whole number of at least 1."),
        (["train", "digits-mlp", "--seed", "-1"], "Seed is -1, but must be a whole number between 0 and 4294967295."),
        (["check", "."], "'.' is a folder; choose a file in it."),
        (["export", "digits-mlp", "--to", "fortran"], "There is no export target 'fortran'; there are "),
    ],
)
def test_what_is_wrong_is_one_sentence(capsys: Capture, arguments: list[str], sentence: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "") and err.startswith(sentence) and err.count("\n") == 1
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 1 and json.loads(out)["error"].startswith(sentence) and err.count("\n") == 1


def test_a_device_that_is_not_there(capsys: Capture) -> None:
    code, _out, err = run(capsys, "train", "digits-mlp", "--device", "cuda:7")
    assert code == 1 and "device 'cuda:7'" in err and err.count("\n") == 1


def test_a_folder_that_cannot_be_made(capsys: Capture) -> None:
    Path("file").touch()
    code, _out, err = run(capsys, "train", "digits-mlp", "--out", "file/below")
    assert code == 1 and err.startswith("The folder 'file/below' cannot be made")


def test_a_document_with_an_error_is_not_trained(capsys: Capture) -> None:
    broken = find_example("digits-mlp").path.read_text(encoding="utf-8").replace('{"units": 10}', '{"units": 8}')
    Path("broken.nodegrad").write_text(broken, encoding="utf-8")
    code, _out, err = run(capsys, "train", "broken.nodegrad")
    assert code == 1 and "the data has 10 classes, but 8 scores come in" in err
    Path("empty.nodegrad").write_text('{"nodegrad": 1}')
    code, _out, err = run(capsys, "train", "empty.nodegrad")
    assert code == 1 and "canvas is empty" in err


def test_a_run_that_fails_keeps_its_curves(capsys: Capture) -> None:
    text = (
        find_example("diabetes-regression")
        .path.read_text(encoding="utf-8")
        .replace('"initial_learning_rate": 0.05', '"initial_learning_rate": 50')
    )
    Path("wild.nodegrad").write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "train", "wild.nodegrad", "--out", "here")
    assert code == 1 and "lower the learning rate" in err.splitlines()[-1]
    assert out.startswith("Failed after") and Path("here/curves.csv").is_file()
