"""Curves in memory: thinned without losing extremes, numbers written for people."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.curves import Curves, thinned
from app.cli.output import duration, figure, finite
from engine.train import EpochDone, StepDone


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400))
def test_thinning_keeps_the_extremes_and_the_order(values: list[float]) -> None:
    array = np.array(values)
    steps, kept = thinned(np.arange(len(array)), array, 50)
    assert len(kept) <= max(50, 1) and kept.max() == array.max() and kept.min() == array.min()
    assert (np.diff(steps) > 0).all()


def test_curves_with_gaps_are_drawn(tmp_path: Path) -> None:
    curves = Curves("x", ["loss", "learning_rate", "grad:w"])
    for step in range(1, 6):
        curves.add(StepDone(1, step, np.array([math.nan if step == 3 else 1.0 / step, 0.1, 0.0])))
    curves.add(EpochDone(1, 5, {"loss": 0.4}))
    files = curves.save(tmp_path)
    assert list(files) == ["curves", "epochs", "picture"] and files["picture"].stat().st_size > 10_000
    assert files["curves"].read_text().splitlines()[3] == "1,3,nan,0.1,0.0"


def test_a_run_without_steps_leaves_nothing(tmp_path: Path) -> None:
    assert Curves("x", ["loss"]).save(tmp_path) == {} and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (7.4, "0:07"), (754, "12:34"), (3723, "1:02:03"), (math.inf, "–:––"), (math.nan, "–:––")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_figures() -> None:
    assert (figure(0.96666), figure(1234.5), figure(math.nan)) == ("0.9667", "1234", "–")
    assert finite({"a": [1.0, math.inf, {"b": math.nan}]}) == {"a": [1.0, None, {"b": None}]}
