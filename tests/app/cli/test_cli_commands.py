"""The command line without a screen: results on standard output, one sentence on standard error, exit codes."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli import main as cli
from app.project.examples import examples, find_example
from app.project.store import save
from engine.errors import NodegradError

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, a log of its own, no display, English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(cli, "speak", lambda: None)


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    code = cli.run(list(arguments))
    said = capture.readouterr()
    return code, said.out, said.err


def data(capture: Capture, *arguments: str) -> Any:
    code, out, err = run(capture, *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


# --- train ------------------------------------------------------------------------------------------------------------


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


def test_what_nobody_expected_is_logged(capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(name: str) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("app.cli.check.find", fail)
    code, out, err = run(capsys, "check", "digits-mlp")
    log = tmp_path / "state" / "nodegrad" / "cli.log"
    assert (code, out) == (1, "")
    assert err == f"Something went wrong inside Nodegrad (ZeroDivisionError: oops); the log is {log}.\n"
    assert "Traceback" in log.read_text()


# --- check, export, lists ---------------------------------------------------------------------------------------------


def test_checking(capsys: Capture) -> None:
    code, out, err = run(capsys, "check", "digits-mlp")
    assert (code, err) == (0, "") and out.startswith("'Digits MLP' is in order.\n12 nodes · 4,810 parameters")
    assert data(capsys, "check", "digits-mlp")["ready"] is True


def test_checking_says_problems_and_fixes(capsys: Capture) -> None:
    text = find_example("digits-mlp").path.read_text(encoding="utf-8")
    text = text.replace('{"units": 10}', '{"units": 8}').replace('"from_logits": true', '"from_logits": false')
    Path("broken.nodegrad").write_text(text, encoding="utf-8")
    code, out, _err = run(capsys, "check", "broken.nodegrad")
    assert code == 1
    assert "error  SparseCategoricalCrossentropy 'loss': the data has 10 classes" in out and "→ Set units to 10." in out
    assert out.index("error") < out.index("warning") and "not ready to train" in out
    code, out, _err = run(capsys, "check", "broken.nodegrad", "--json")
    found = json.loads(out)
    assert code == 1 and found["ready"] is False
    assert [(each["severity"], each["node"], each["name"], each["port"]) for each in found["problems"]] == [
        ("error", "n9", "loss", "y_pred"), ("warning", "n9", "loss", "y_pred"),
    ]  # fmt: skip
    edits = [{"edit": "SetAttributes", "node": "n8", "attributes": {"units": 10}}]
    (fix,) = found["problems"][0]["fixes"]
    assert fix == {"label": "Set units to 10", "node": "n8", "attributes": {"units": 10}, "edits": edits}


@pytest.mark.parametrize("target", ["pytorch", "numpy"])
def test_exporting(capsys: Capture, target: str) -> None:
    code, out, _err = run(capsys, "export", "digits-mlp", "--to", target)
    assert code == 0
    compile(out, target, "exec")
    assert "hidden" in out and "nodegrad" not in out.lower().replace("from nodegrad", "").split("import")[1]
    code, said, _err = run(capsys, "export", "digits-mlp", "--to", target, "-o", "model.py")
    assert code == 0 and said.startswith("model.py written") and Path("model.py").read_text(encoding="utf-8") == out
    assert data(capsys, "export", "digits-mlp", "--to", target)["code"] == out
    assert data(capsys, "export", "digits-mlp", "--to", target, "-o", "again.py")["file"] == "again.py"


def test_listing_examples(capsys: Capture) -> None:
    found = data(capsys, "examples")
    assert [each["name"] for each in found] == [each.name for each in examples()]
    code, out, _err = run(capsys, "examples")
    assert code == 0 and all(each.name in out for each in examples())


def test_listing_devices(capsys: Capture) -> None:
    found = data(capsys, "devices")
    assert found[0]["name"] == "cpu" and found[0]["available"] is True
    code, out, _err = run(capsys, "devices")
    assert code == 0 and out.startswith("cpu")
    assert {"cpu", "cpu:torch"} <= {device["name"] for device in found}
    assert not found[0]["memory_bytes"] or found[0]["free_bytes"] <= found[0]["memory_bytes"]


@pytest.mark.reference
def test_training_on_another_device(capsys: Capture, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="cpu:torch computes with PyTorch")
    there, here = (
        data(capsys, "train", "iris-softmax", "--device", device, "--epochs", "3", "--out", str(tmp_path / device[:4]))
        for device in ("cpu:torch", "cpu")
    )
    assert (there["device"], here["device"]) == ("cpu:torch", "cpu")
    assert there["values"].keys() == here["values"].keys()
    assert all(abs(there["values"][name] - here["values"][name]) < 1e-4 for name in here["values"])
    code, _out, err = run(capsys, "train", "iris-softmax", "--device", "tpu:7", "--out", str(tmp_path / "no"))
    assert code == 1 and "There is no device 'tpu:7' on this machine; there is cpu, cpu:torch" in err


def test_help_version_and_usage(capsys: Capture) -> None:
    code, out, _err = run(capsys, "--help")
    assert code == 0 and all(name in out for name in ("demo", "open", "train", "check", "export", "examples", "devices"))
    code, out, _err = run(capsys, "--version")
    assert code == 0 and out[0].isdigit()
    assert run(capsys, "fly")[0] == 2
    assert run(capsys, "train")[0] == 2
    assert run(capsys, "train", "digits-mlp", "--epochs", "many")[0] == 2


# --- the studio's door ------------------------------------------------------------------------------------------------


def test_the_studio_without_a_display_says_so_in_a_line(capsys: Capture) -> None:
    save(find_example("iris-softmax").load(), "flowers.nodegrad")
    for arguments in ((), ("open", "flowers.nodegrad")):
        code, out, err = run(capsys, *arguments)
        assert (code, out) == (1, "") and err.startswith("The studio needs a display") and err.count("\n") == 1
    code, _out, err = run(capsys, "open", "missing.nodegrad")
    assert code == 1 and err.startswith("There is no file 'missing.nodegrad'")


def test_the_demo_without_a_display_trains_in_the_terminal(capsys: Capture) -> None:
    code, out, err = run(capsys, "demo")
    assert code == 0
    assert err.splitlines()[0].startswith("No window can be opened, as ")
    assert len(err.splitlines()) == 21 and out.startswith("Trained 20 epochs")
    assert len(list(Path("digits-mlp.runs").glob("*/curves.png"))) == 1


def test_the_studio_is_opened_with_what_was_named(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PySide6.QtWidgets", reason="Qt cannot be loaded", exc_type=ImportError)
    opened: list[tuple[Any, ...]] = []
    monkeypatch.setattr("app.cli.studio.missing_display", lambda: None)
    monkeypatch.setattr("app.cli.studio._PROBE", "pass")
    monkeypatch.setattr("app.window.studio.run_studio", lambda *arguments: opened.append(arguments) or 0)
    save(find_example("iris-softmax").load(), "flowers.nodegrad")
    assert [run(capsys, *arguments)[0] for arguments in ((), ("open", "flowers.nodegrad"), ("demo",))] == [0, 0, 0]
    assert opened == [([], None, False), (["flowers.nodegrad"], None, False), ([], "digits-mlp", True)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only X servers are tried before")
def test_a_display_that_does_not_answer_is_said_in_a_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":7777")
    save(find_example("iris-softmax").load(), "flowers.nodegrad")
    for arguments in ((), ("open", "flowers.nodegrad")):
        code, out, err = run(capsys, *arguments)
        assert (code, out) == (1, "") and "the display cannot be used" in err and err.count("\n") == 1
    code, out, err = run(capsys, "open", "flowers.nodegrad", "--json")
    assert code == 1 and list(json.loads(out)) == ["error"]


# --- as a process of its own ------------------------------------------------------------------------------------------


def process(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command by itself; it hears Ctrl+C even where the tests run in the background, which ignore it."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM], ids=["ctrl_c", "terminate"])
def test_a_request_to_end_keeps_the_curves(tmp_path: Path, request_to_end: signal.Signals) -> None:
    running = process("train", "digits-mlp", "--epochs", "100000", "--out", str(tmp_path / "out"))
    assert running.stderr is not None and running.stderr.readline().startswith("epoch 1/")
    time.sleep(0.3)
    running.send_signal(request_to_end)
    try:
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 128 + request_to_end, err
    assert out.startswith("Stopped after ") and "Traceback" not in err
    assert (tmp_path / "out" / "curves.csv").is_file() and (tmp_path / "out" / "curves.png").is_file()


def test_the_language_of_the_system_is_spoken(tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtCore", reason="Qt cannot be loaded", exc_type=ImportError)
    running = process("train", "missing.nodegrad", LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8", LANGUAGE="zh_CN")
    _out, err = running.communicate(timeout=60)
    assert running.returncode == 1 and err.count("\n") == 1
    assert "missing.nodegrad" in err and not err.isascii()


def test_a_reader_that_leaves_early_is_no_error() -> None:
    first = process("export", "digits-mlp", "--to", "numpy")
    assert first.stdout is not None
    first.stdout.close()
    assert first.stderr is not None and "Traceback" not in first.stderr.read()
    first.wait(timeout=60)
    first.stderr.close()


def test_an_encoding_that_lacks_a_letter_is_no_error(tmp_path: Path) -> None:
    record = find_example("iris-softmax").load()
    save(msgspec.structs.replace(record, name="花 \ud800 \x1b[31m😀é"), tmp_path / "flowers.nodegrad")
    for arguments in (("check", str(tmp_path / "flowers.nodegrad")), ("check", str(tmp_path / "flowers.nodegrad"), "--json")):
        checked = process(*arguments, PYTHONIOENCODING="ascii")
        out, err = checked.communicate(timeout=60)
        assert (checked.returncode, err) == (0, "") and out.isascii() and "\x1b" not in out
    assert json.loads(out)["document"] == "花 \ud800 \x1b[31m😀é"


def test_a_name_in_a_file_does_not_steer_the_terminal(capsys: Capture) -> None:
    record = find_example("iris-softmax").load()
    node = next(node for node in record.nodes.values() if node.kind == "Dense")
    wrong = msgspec.structs.replace(node, name="\x1b]0;title\x07", attributes={"units": 0})
    nodes = {**record.nodes, node.id: wrong}
    save(msgspec.structs.replace(record, nodes=nodes), "hostile.nodegrad")
    for command in ("check", "train"):
        code, out, err = run(capsys, command, "hostile.nodegrad")
        assert code == 1 and "\x1b" not in out + err and "\\x1b]0;title\\x07" in out + err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_behind_the_output_is_said_in_a_line() -> None:
    with Path("/dev/full").open("w") as full:
        for arguments in (("examples",), ("export", "digits-mlp", "--to", "numpy"), ("devices", "--json")):
            run = subprocess.run(
                [sys.executable, "-m", "app", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
            assert (run.returncode, run.stderr.count("\n")) == (1, 1) and "could not be written" in run.stderr


def test_a_disk_that_runs_full_hides_no_result(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def save_nothing(self: object, folder: Path) -> None:
        raise NodegradError("'{file}' could not be written ({reason})", file=str(folder), reason="no space left on device")

    monkeypatch.setattr("app.cli.curves.Curves.save", save_nothing)
    code, out, err = run(capsys, "train", "iris-softmax", "--epochs", "2", "--out", "here")
    assert code == 1 and "2 epochs" in out and "val_loss" in out and "no space left" in err


def test_a_folder_that_cannot_be_written_is_known_before_the_run(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    code, out, err = run(capsys, "train", "iris-softmax", "--out", ".")
    assert (code, out) == (1, "") and err.count("\n") == 1 and "read-only file system" in err


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that can close streams")
def test_closed_streams_do_not_end_a_run(tmp_path: Path) -> None:
    for number, closed in enumerate((">&-", "2>&-", ">&- 2>&-", "2> >(exec true)")):
        out = tmp_path / str(number)
        line = f'"{sys.executable}" -m app train iris-softmax --epochs 4 --out "{out}" {closed}'
        run = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert run.returncode == 0, (closed, run.stderr)
        assert len((out / "epochs.csv").read_text().splitlines()) == 5
