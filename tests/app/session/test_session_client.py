"""The client against workers that die, hang, flood and talk nonsense."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.session.client import WorkerClient

FAKE = Path(__file__).with_name("fake_worker.py")

Make = Callable[..., WorkerClient]


class Heard:
    """Everything that a client said, in order."""

    def __init__(self, client: WorkerClient) -> None:
        self.all: list[tuple[str, Any]] = []
        for name in ("state_changed", "run_started", "run_ended", "failed", "exported", "died", "epoch_ended"):
            getattr(client, name).connect(lambda value, name=name: self.all.append((name, value)))

    def of(self, name: str) -> list[Any]:
        return [value for said, value in self.all if said == name]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[WorkerClient] = []

    def build(manner: str = "good", **options: Any) -> WorkerClient:
        client = WorkerClient(command=[sys.executable, str(FAKE), manner], log=tmp_path / "state" / "worker.log", **options)
        made.append(client)
        client.heard = Heard(client)  # type: ignore[attr-defined]
        return client

    yield build
    for client in made:
        client.shutdown()
    assert list(tmp_path.glob("*.curves")) == []


def heard(client: WorkerClient) -> Heard:
    return client.heard  # type: ignore[attr-defined,no-any-return]


def until(qtbot: QtBot, client: WorkerClient, state: str) -> None:
    qtbot.waitUntil(lambda: client.state == state, timeout=20_000)


def steps_drawn(client: WorkerClient) -> int:
    if client.history is None:
        return 0
    client.history.poll()
    return len(client.history.get("loss")[0])


def test_a_run_from_start_to_end(qtbot: QtBot, make: Make) -> None:
    client = make()
    assert client.state == "dead"
    client.start()
    assert client.state == "starting"
    until(qtbot, client, "idle")
    with qtbot.waitSignal(client.run_ended, timeout=20_000):
        run = client.train("text", max_steps=200)
    assert client.state == "idle"
    assert heard(client).of("state_changed") == ["starting", "idle", "running", "idle"]
    assert client.history is not None
    assert client.history.run == run
    assert client.history.state == "finished"
    assert client.history.get("loss")[0].tolist() == list(range(1, 201))
    assert len(client.history.epochs) == 20
    assert client.history.get_epochs("val_loss")[0].tolist() == list(range(10, 201, 10))


def test_a_run_that_is_asked_for_too_early_waits_for_the_worker(qtbot: QtBot, make: Make) -> None:
    client = make()
    client.train("text", max_steps=5)
    assert client.waiting
    qtbot.waitUntil(lambda: bool(heard(client).of("run_ended")), timeout=20_000)
    assert not client.waiting
    assert client.history is not None
    assert client.history.step == 5


def test_pause_resume_stop(qtbot: QtBot, make: Make) -> None:
    client = make()
    client.train("text")
    qtbot.waitUntil(lambda: steps_drawn(client) > 20, timeout=20_000)
    client.pause()
    until(qtbot, client, "paused")
    there = steps_drawn(client)
    qtbot.wait(100)
    assert steps_drawn(client) == there
    client.resume()
    until(qtbot, client, "running")
    qtbot.waitUntil(lambda: steps_drawn(client) > there + 20, timeout=20_000)
    client.stop()
    assert client.state == "stopping"
    until(qtbot, client, "idle")
    assert heard(client).of("run_ended")[0].reason == "stopped"
    assert steps_drawn(client) > there


def test_a_second_run_takes_the_place_of_the_first(qtbot: QtBot, make: Make) -> None:
    client = make()
    first = client.train("text")
    qtbot.waitUntil(lambda: steps_drawn(client) > 5, timeout=20_000)
    second = client.train("text", max_steps=5)
    qtbot.waitUntil(lambda: len(heard(client).of("run_ended")) == 2, timeout=20_000)
    assert [(end.run, end.reason) for end in heard(client).of("run_ended")] == [(first, "stopped"), (second, "finished")]


def test_stopping_a_run_that_waits_ends_it(qtbot: QtBot, make: Make) -> None:
    client = make()
    run = client.train("text")
    client.stop()
    assert [(end.run, end.reason) for end in heard(client).of("run_ended")] == [(run, "stopped")]
    until(qtbot, client, "idle")
    assert client.history is None


@pytest.mark.parametrize("how", ["running", "paused", "stopping"])
def test_a_killed_worker_keeps_the_run_and_the_next_one_works(qtbot: QtBot, make: Make, how: str) -> None:
    client = make("deaf" if how == "stopping" else "good")
    client.train("text")
    qtbot.waitUntil(lambda: steps_drawn(client) > 20, timeout=20_000)
    if how == "paused":
        client.pause()
        until(qtbot, client, "paused")
    if how == "stopping":
        client.stop()
    assert client._process is not None
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        os.kill(client._process.processId(), signal.SIGKILL)
    assert died.args == [
        "The training process was killed, perhaps because memory ran out. The curves so far are kept; press Run to start again."
    ]
    assert heard(client).of("run_ended")[-1].reason == "died"
    old = client.history
    assert old is not None
    assert old.state == "died"
    assert len(old.get("loss")[0]) > 20
    client.train("text", max_steps=7)
    qtbot.waitUntil(lambda: heard(client).of("run_ended")[-1].reason == "finished", timeout=20_000)
    assert client.history is not old
    assert client.history is not None
    assert client.history.get("loss")[0].tolist() == list(range(1, 8))


def test_a_crash_names_the_signal_and_keeps_every_step(qtbot: QtBot, make: Make) -> None:
    client = make("die")
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        client.train("text")
    assert "crashed (signal 11)" in died.args[0]
    assert client.history is not None
    assert len(client.history.get("loss")[0]) == 50
    assert len(client.history.epochs) == 4
    until(qtbot, client, "idle")


def test_an_idle_worker_that_dies_is_replaced(qtbot: QtBot, make: Make) -> None:
    client = make()
    client.start()
    until(qtbot, client, "idle")
    assert client._process is not None
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        os.kill(client._process.processId(), signal.SIGTERM)
    assert died.args[0].endswith("A new one is being started.")
    until(qtbot, client, "idle")
    assert heard(client).of("run_ended") == []


def test_a_worker_that_does_not_stop_is_ended(qtbot: QtBot, make: Make) -> None:
    client = make("deaf", patience=0.3)
    client.train("text")
    qtbot.waitUntil(lambda: steps_drawn(client) > 5, timeout=20_000)
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        client.stop()
    assert died.args[0].startswith("The training did not stop within some seconds, so its process was ended.")
    until(qtbot, client, "idle")


def test_a_worker_that_never_gets_ready_is_given_up(qtbot: QtBot, make: Make) -> None:
    client = make("early")
    run = client.train("text")
    request = client.export("text", "numpy")
    qtbot.waitUntil(lambda: len(heard(client).of("died")) == 3, timeout=20_000)
    qtbot.wait(200)
    assert client.state == "dead"
    assert len(heard(client).of("died")) == 3
    assert "ended by itself (exit code 3)" in heard(client).of("died")[-1]
    assert "worker.log" in heard(client).of("died")[-1]
    assert [(end.run, end.reason) for end in heard(client).of("run_ended")] == [(run, "stopped")]
    assert [event.request for event in heard(client).of("failed")] == [request]
    client.train("text")  # the user may try again
    qtbot.waitUntil(lambda: len(heard(client).of("died")) == 6, timeout=20_000)


def test_a_program_that_is_not_there_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    client = WorkerClient(command=[str(tmp_path / "nothing")], log=tmp_path / "log")
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        client.start()
    assert "cannot be started" in died.args[0]
    client.shutdown()


def test_nonsense_from_the_worker_ends_it(qtbot: QtBot, make: Make) -> None:
    client = make("garbage")
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        client.start()
    assert "cannot be read" in died.args[0]


def test_a_worker_of_another_version_is_refused(qtbot: QtBot, make: Make) -> None:
    client = make("newer")
    with qtbot.waitSignal(client.died, timeout=20_000) as died:
        client.start()
    assert "another version" in died.args[0]
    qtbot.wait(100)
    assert client.state == "dead"


def test_no_event_is_lost_in_a_flood_and_the_window_stays_awake(qtbot: QtBot, make: Make) -> None:
    client = make("flood")
    client.start()
    until(qtbot, client, "idle")
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
    with qtbot.waitSignal(client.run_ended, timeout=60_000):
        client.train("text", max_steps=20_000)
    heart.stop()
    assert [event.step for event in heard(client).of("epoch_ended")] == list(range(1, 20_001))
    assert client.history is not None
    assert client.history.lost == 0
    assert len(client.history.get("loss")[0]) == 20_000
    assert max(gaps) < sum(gaps) / 3, "no part of the flood holds the window up for long"


def test_requests_are_answered_and_asked_again_of_a_new_worker(qtbot: QtBot, make: Make) -> None:
    client = make()
    with qtbot.waitSignal(client.exported, timeout=20_000) as exported:
        request = client.export("x = 1", "numpy")
    assert (exported.args[0].request, exported.args[0].code) == (request, "x = 1")
    deadly = make("die")
    with qtbot.waitSignal(deadly.failed, timeout=20_000) as failed:
        request = deadly.export("x = 1", "numpy")
    assert failed.args[0].request == request
    assert len(heard(deadly).of("died")) == 2
    until(qtbot, deadly, "idle")


def test_shutdown_in_mid_run_leaves_no_process(qtbot: QtBot, make: Make) -> None:
    client = make()
    client.train("text")
    qtbot.waitUntil(lambda: steps_drawn(client) > 5, timeout=20_000)
    assert client._process is not None
    pid = client._process.processId()
    client.shutdown()
    client.shutdown()
    assert client.state == "dead"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_long_log_is_put_aside(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    log = tmp_path / "state" / "worker.log"
    log.parent.mkdir()
    log.write_bytes(b"x" * (2 << 20))
    client = make()
    client.start()
    until(qtbot, client, "idle")
    assert log.stat().st_size == 0
    assert (tmp_path / "state" / "worker.old.log").stat().st_size == 2 << 20


def test_only_the_newest_preview_is_answered(qtbot: QtBot, make: Make) -> None:
    client = make()
    told: list[Any] = []
    client.previewed.connect(told.append)
    client.start()
    until(qtbot, client, "idle")
    requests = [client.preview("x" * size, [("n1", "y")]) for size in (1, 2, 3)]
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    qtbot.wait(50)
    assert [(event.request, event.step) for event in told] == [(requests[-1], 3)]


def test_a_preview_that_kills_the_worker_is_tried_twice_and_told(qtbot: QtBot, make: Make) -> None:
    client = make("die")
    request = client.preview("text", [("n1", "y")])
    qtbot.waitUntil(lambda: bool(heard(client).of("failed")), timeout=30_000)
    (failure,) = heard(client).of("failed")
    assert failure.request == request
    assert failure.template.startswith("The training process was lost while it worked on this")
    assert len(heard(client).of("died")) == 2
    until(qtbot, client, "idle")


def test_a_preview_that_hangs_does_not_keep_a_run_waiting(qtbot: QtBot, make: Make) -> None:
    client = make("stuck")
    client.start()
    until(qtbot, client, "idle")
    request = client.preview("text", [("n1", "y")])
    run = client.train("text", max_steps=5)
    qtbot.waitUntil(lambda: bool(heard(client).of("run_ended")), timeout=30_000)
    assert [(end.run, end.reason) for end in heard(client).of("run_ended")] == [(run, "finished")]
    assert [failure.request for failure in heard(client).of("failed")] == [request]
    assert heard(client).of("died") == []


def test_a_preview_that_hangs_while_idle_is_given_up(qtbot: QtBot, make: Make) -> None:
    client = make("stuck")
    client._look.setInterval(200)
    request = client.preview("text", [("n1", "y")])
    qtbot.waitUntil(lambda: bool(heard(client).of("died")), timeout=30_000)
    assert [failure.request for failure in heard(client).of("failed")] == [request]
    until(qtbot, client, "idle")
