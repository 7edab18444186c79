"""The command line without a screen: results on standard output, one sentence on standard error, exit codes."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_runs import Capture, data, run

from app.project.examples import examples, find_example
from app.project.store import save
from engine.errors import NodegradError


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
    assert (code, err) == (0, "") and out.startswith("'Digits MLP' is in order.\n11 nodes · 4,810 parameters")
    found = data(capsys, "check", "digits-mlp")
    assert found["ready"] is True and found["nodes"] == 11  # its note is for readers only


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


def test_the_help_of_all_that_is_ours_is_translated(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.main.tr", lambda context, text, **values: text.upper())
    _code, out, _err = run(capsys, "--help")
    ours = out.replace("Show this message and exit.", "").replace("Usage: nodegrad", "").splitlines()
    assert "SHOW THE VERSION AND LEAVE." in out and "OPTIONS" in out and "COMMANDS" in out
    assert not [line for line in ours if "Show the version" in line or "─ Options" in line or "─ Commands" in line]


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
    assert running.stderr is not None
    for epoch in (1, 2, 3):  # it is well under way
        assert running.stderr.readline().startswith(f"epoch {epoch}/")
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
