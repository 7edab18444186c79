"""The real worker: it trains, pauses, stops, fails in words, is really killed, and knows no Qt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import resources
from app.session.client import WorkerClient
from app.session.protocol import VERSION, Failed, Frames, Ready, RunEnded, RunStarted, Train, decode_event, encode

WORKER = [sys.executable, "-P", "-m", "app.session.worker"]


def document(name: str = "iris-softmax", **settings: Any) -> str:
    """An example with other run settings."""
    record = json.loads(resources.path("examples", f"{name}.nodegrad").read_text(encoding="utf-8"))
    record["settings"] = {**record.get("settings", {}), **settings}
    return json.dumps(record)


@pytest.fixture
def client(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerClient]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = WorkerClient(log=tmp_path / "worker.log")
    client.ends = []  # type: ignore[attr-defined]
    client.failures = []  # type: ignore[attr-defined]
    client.run_ended.connect(client.ends.append)  # type: ignore[attr-defined]
    client.failed.connect(client.failures.append)  # type: ignore[attr-defined]
    client.start()
    yield client
    client.shutdown()
    assert list(tmp_path.glob("*.curves")) == []


def wait_for_end(qtbot: QtBot, client: WorkerClient, count: int = 1) -> RunEnded:
    ends: list[RunEnded] = client.ends  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(ends) >= count, timeout=60_000)
    return ends[-1]


def wait_for_steps(qtbot: QtBot, client: WorkerClient, steps: int) -> None:
    qtbot.waitUntil(
        lambda: client.history is not None and client.history.poll() >= 0 and client.history.step >= steps, timeout=60_000
    )


def curves(client: WorkerClient) -> dict[str, np.ndarray]:
    assert client.history is not None
    return {name: client.history.get(name)[1].copy() for name in client.history.series}


def test_it_trains_a_document(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document("digits-mlp", epochs=4))
    end = wait_for_end(qtbot, client)
    history = client.history
    assert history is not None
    started = history.started
    assert end.reason == "finished"
    assert end.steps == 4 * started.steps_per_epoch == len(history.get("loss")[0])
    assert {"loss", "learning_rate", "grad:hidden/kernel", "grad:output/bias"} <= set(history.series)
    assert [epoch.epoch for epoch in history.epochs] == [1, 2, 3, 4]
    assert {"loss", "val_loss"} <= set(history.epochs[-1].values)
    assert history.lost == 0
    assert (history.get("grad:hidden/kernel")[1] > 0).all()
    assert end.values == history.epochs[-1].values
    assert (started.batch_size, started.device) == (32, "cpu")


@pytest.mark.reference
def test_it_trains_on_pytorch_and_then_on_numpy_again(qtbot: QtBot, client: WorkerClient) -> None:
    pytest.importorskip("torch", reason="cpu:torch computes with PyTorch")
    found = []
    for count, device in enumerate(("cpu:torch", "cpu"), 1):
        client.train(document("iris-softmax", epochs=3, device=device))
        assert wait_for_end(qtbot, client, count).reason == "finished"
        assert client.history is not None and client.history.started.device == device
        found.append(curves(client))
    for name, values in found[0].items():
        np.testing.assert_allclose(values, found[1][name], rtol=1e-4, atol=1e-4)


def test_a_device_that_is_not_there_is_said_in_a_sentence(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document("iris-softmax", device="cuda:99"))
    assert wait_for_end(qtbot, client).reason == "failed"
    failures: list[Failed] = client.failures  # type: ignore[attr-defined]
    assert failures[-1].params["device"] == "cuda:99"


def test_a_paused_run_draws_the_curve_of_one_that_was_not(qtbot: QtBot, client: WorkerClient) -> None:
    text = document("digits-mlp", epochs=12)
    client.train(text)
    wait_for_end(qtbot, client)
    whole = curves(client)
    with qtbot.waitSignal(client.run_started, timeout=20_000):
        client.train(text)
    wait_for_steps(qtbot, client, 10)
    client.pause()
    qtbot.waitUntil(lambda: client.state == "paused", timeout=20_000)
    assert client.history is not None
    client.history.poll()
    there = client.history.step
    qtbot.wait(250)
    assert client.history.poll() == 0
    assert 10 <= there < len(whole["loss"])
    client.resume()
    end = wait_for_end(qtbot, client, 2)
    assert end.reason == "finished"
    again = curves(client)
    for name, values in whole.items():
        np.testing.assert_array_equal(again[name], values)


def test_a_run_says_that_it_waits_for_its_compiled_step(
    qtbot: QtBot, client: WorkerClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numba", reason="steps are compiled by numba")
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    client.shutdown()
    client.start()  # a process with this environment
    told: list[bool] = []
    client.progressed.connect(lambda event: told.append(event.compiling))
    client.train(document(epochs=40))
    end = wait_for_end(qtbot, client)
    assert end.reason == "finished" and not end.uncompiled
    assert any(told) and not told[-1]


def test_a_slow_pace_can_be_watched_and_changed_while_it_runs(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document("iris-softmax", epochs=3))
    wait_for_end(qtbot, client)
    plain = curves(client)
    client.pace = 4.0
    client.train(document("iris-softmax", epochs=3))
    wait_for_steps(qtbot, client, 2)
    qtbot.wait(400)
    history = client.history
    assert history is not None
    history.poll()
    assert history.step <= 6, "far fewer steps than a run takes at full speed"
    remaining: list[float] = []
    client.progressed.connect(lambda event: remaining.append(event.remaining))
    qtbot.waitUntil(lambda: bool(remaining), timeout=5000)
    left = 3 * history.started.steps_per_epoch - history.step
    assert remaining[-1] == pytest.approx(left / 4.0, abs=1.0)
    client.pause()
    qtbot.waitUntil(lambda: client.state == "paused", timeout=2000)
    client.pace = 0.0
    client.resume()
    wait_for_end(qtbot, client, 2)
    slow = curves(client)
    assert all(np.array_equal(plain[name], slow[name]) for name in plain), "the pace changes no number"


def test_stopping_keeps_what_was_drawn(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document(epochs=100_000))
    wait_for_steps(qtbot, client, 50)
    client.stop()
    end = wait_for_end(qtbot, client)
    assert end.reason == "stopped"
    assert client.state == "idle"
    assert client.history is not None
    assert client.history.state == "stopped"
    assert client.history.step == end.steps >= 50


def test_stopping_works_while_paused(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document(epochs=100_000))
    wait_for_steps(qtbot, client, 5)
    client.pause()
    qtbot.waitUntil(lambda: client.state == "paused", timeout=20_000)
    client.stop()
    assert wait_for_end(qtbot, client).reason == "stopped"


def test_after_a_real_kill_the_next_run_works(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document(epochs=100_000))
    wait_for_steps(qtbot, client, 50)
    assert client._process is not None
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        os.kill(client._process.processId(), signal.SIGKILL)
    assert "was killed" in died.args[0]
    broken = client.history
    assert broken is not None
    assert broken.state == "died"
    assert broken.step >= 50
    assert client.state == "starting"
    client.train(document(epochs=3))
    end = wait_for_end(qtbot, client, 2)
    assert end.reason == "finished"
    assert client.history is not broken


def test_a_broken_document_fails_at_its_node(qtbot: QtBot, client: WorkerClient) -> None:
    record = json.loads(document())
    cut = next(link for link in record["links"] if link["to"].endswith(".y_pred"))
    record["links"].remove(cut)
    client.train(json.dumps(record))
    end = wait_for_end(qtbot, client)
    assert end.reason == "failed"
    failures: list[Failed] = client.failures  # type: ignore[attr-defined]
    assert failures[0].origin == cut["to"].rpartition(".")[0]
    assert failures[0].run == end.run
    assert failures[0].template.format(**failures[0].params)
    client.train(document(epochs=2))
    assert wait_for_end(qtbot, client, 2).reason == "finished"


def test_text_that_is_no_document_fails_in_a_sentence(qtbot: QtBot, client: WorkerClient) -> None:
    client.train("{")
    assert wait_for_end(qtbot, client).reason == "failed"
    assert len(client.failures) == 1  # type: ignore[attr-defined]
    assert "Traceback" in client.log_path.read_text(encoding="utf-8")


def test_code_and_devices_come_while_a_run_is_on(qtbot: QtBot, client: WorkerClient) -> None:
    client.train(document(epochs=100_000))
    wait_for_steps(qtbot, client, 5)
    with qtbot.waitSignal(client.devices_listed, timeout=20_000) as listed:
        client.request_devices()
    assert listed.args[0].devices[0]["name"] == "cpu"
    with qtbot.waitSignal(client.exported, timeout=20_000) as exported:
        client.export(document(), "numpy")
    compile(exported.args[0].code, "exported", "exec")
    with qtbot.waitSignal(client.failed, timeout=20_000):
        client.export(document(), "fortran")
    assert client.state == "running"


def test_no_step_is_lost_and_the_window_stays_awake_under_load(qtbot: QtBot, client: WorkerClient) -> None:
    qtbot.waitUntil(lambda: client.state == "idle", timeout=60_000)
    gaps: list[float] = []
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        now = time.monotonic()
        gaps.append(now - last)
        last = now

    heart = QTimer(interval=5)
    heart.timeout.connect(beat)
    heart.start()
    client.train(document("digits-mlp", epochs=60))
    end = wait_for_end(qtbot, client)
    heart.stop()
    assert client.history is not None
    assert client.history.lost == 0
    assert client.history.get("loss")[0].tolist() == list(range(1, end.steps + 1))
    assert [epoch.epoch for epoch in client.history.epochs] == list(range(1, 61))
    assert sorted(gaps)[int(len(gaps) * 0.95)] < 0.1


def events_of(process: subprocess.Popen[bytes], last: type) -> list[Any]:
    assert process.stdout is not None
    frames, events = Frames(), []
    while not events or not isinstance(events[-1], last):
        data = os.read(process.stdout.fileno(), 1 << 16)
        if not data:
            break
        events += [decode_event(body) for body in frames.feed(data)]
    return events


def test_the_worker_has_no_qt_and_prints_go_to_the_log(tmp_path: Path) -> None:
    script = (
        "import sys, app.session.worker as worker, app.session.run as run\n"
        "original = run.Run.go\n"
        "def go(self):\n"
        "    print('printed'); original(self)\n"
        "    print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'pyqtgraph'))])\n"
        "run.Run.go = go\n"
        "worker.main()\n"
    )
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        assert process.stdin is not None
        assert events_of(process, Ready)[-1].version == VERSION
        process.stdin.write(encode(Train(run="r", document=document(epochs=1), ring=str(tmp_path / "ring"))))
        process.stdin.flush()
        assert events_of(process, RunEnded)[-1].reason == "finished"
        process.stdin.close()
        assert process.wait(10) == 0
    assert (tmp_path / "log").read_text() == "printed\n[]\n"


@pytest.mark.parametrize("training", [False, True])
def test_it_goes_when_the_studio_is_gone(tmp_path: Path, training: bool) -> None:
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        events_of(process, Ready)
        if training:
            process.stdin.write(encode(Train(run="r", document=document(epochs=10**6), ring=str(tmp_path / "ring"))))
            process.stdin.flush()
            events_of(process, RunStarted)
        process.stdout.close()
        process.stdin.close()
        assert process.wait(10) == 0
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize("wanted", [False, True])
def test_what_a_run_needs_is_loaded_before_it_unless_it_is_there_already(wanted: bool) -> None:
    script = f"""
import sys
from app.session.run import warm_up
warm_up(lambda: {wanted})
print([name in sys.modules for name in ("engine.backends.compiled.plan", "sklearn.datasets")])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == str([not wanted] * 2)
