"""A run of the worker, in this process: how many steps are made at once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import resources
from app.session.protocol import RunEnded, Train
from app.session.run import Run
from engine.train.steps import Steps


@pytest.mark.parametrize("pace", [0.0, 1e9], ids=["fast", "slow"])
def test_steps_are_made_together_unless_a_pace_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pace: float) -> None:
    counts: list[int] = []
    plain = Steps.advance_by
    monkeypatch.setattr(Steps, "advance_by", lambda self, place, count: (counts.append(count), plain(self, place, count))[1])
    sent: list[Any] = []
    worker: Any = SimpleNamespace(
        previewer=SimpleNamespace(trained=None), preview=None,
        inbox=SimpleNamespace(waiting=False, rest=lambda seconds: None),
        channel=SimpleNamespace(send=lambda event, now=True: sent.append(event), flush=lambda: None),
        fail=lambda error, run: pytest.fail(str(error)),
    )  # fmt: skip
    text = resources.path("examples", "iris-softmax.nodegrad").read_text(encoding="utf-8")
    ring = tmp_path / "ring"
    Run(worker, Train(run="r", document=text, folder="", ring=str(ring), pace=pace)).go()
    assert isinstance(sent[-1], RunEnded) and sent[-1].reason == "finished" and sum(counts) == sent[-1].steps
    assert (max(counts) > 1) == (pace == 0.0)
