"""The tables of the training steps, from figures that are given; and who is measured in which round."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_steps import Bench, _peer_python
from step_table import COMPILE, EAGER, FILE, JAX, OURS, PEERS, ROOFLINE, TENSORFLOW, XLA, Table
from step_works import WORKS


def table(**times: float) -> Table:
    """One round of W4 with these times, in microseconds."""
    names = {"ours": OURS, "eager": EAGER, "compiled": COMPILE, "jax": JAX, "own": TENSORFLOW, "xla": XLA, "least": ROOFLINE}
    made = Table()
    for key, time in times.items():
        made.add("W4", 2, names[key], {"us": time, "first_ms": 100.0, "peak_mb": 50.0})
    return made


def row(made: Table) -> list[str]:
    """The cells of W4 among the steps."""
    return next(line for line in made.lines(["W4"], [2]) if line.startswith("| W4 |")).strip("| ").split(" | ")


def test_the_ratio_is_to_the_best_peer_and_the_share_to_the_roofline() -> None:
    made = table(ours=100, eager=250, jax=150, least=40)
    assert made.best("W4", 2) == (JAX, 150)
    assert row(made) == ["W4", "32", "100", "250", "150", "**1.50**", "40 %"]


def test_a_round_more_shows_the_spread() -> None:
    made = table(ours=100, eager=250)
    made.add("W4", 2, OURS, {"us": 104.0, "first_ms": 100.0, "peak_mb": 50.0})
    assert row(made)[2] == "102 (100–104)"


def test_tensorflows_column_is_the_better_of_its_two() -> None:
    assert row(table(ours=100, own=300, xla=200))[3:5] == ["200ˣ", "**2.00**"]
    assert row(table(ours=100, own=300, xla=400))[3:5] == ["300", "**3.00**"]
    assert row(table(ours=100, own=300))[3:5] == ["300", "**3.00**"]


def test_a_step_that_was_compiled_before_is_shown_beside_one_that_was_not() -> None:
    made = Table()
    for first in (8000.0, 900.0, 700.0):
        made.add("W4", 2, OURS, {"us": 1.0, "first_ms": first, "peak_mb": 200.0})
    assert "| W4 |  | 8,000 · 200 | 800 · 200 |" in made.lines(["W4"], [2])


def test_later_rounds_measure_who_matters_for_the_ratio() -> None:
    bench = Bench(0.1, {}, "")
    bench.table = table(ours=100, eager=900, compiled=400, jax=150, own=180, xla=299)
    everybody = list(bench.whos("W4", 2, True, 2))
    assert set(PEERS) | {OURS, FILE, ROOFLINE} <= set(everybody)
    assert list(bench.whos("W4", 2, False, 2)) == [OURS, EAGER, JAX, TENSORFLOW, FILE]
    assert list(bench.whos("W4", 1, True, 2)) == [OURS, EAGER, JAX, TENSORFLOW, XLA, ROOFLINE]


def test_a_library_may_be_in_another_environment() -> None:
    assert _peer_python(f"tensorflow={sys.executable}") == ("tensorflow", sys.executable)
    bench = Bench(0.1, {"tensorflow": sys.executable}, "")
    assert bench.runs(TENSORFLOW, "W4") and bench.runs(XLA, "X1")
    for wrong in ("mxnet=/bin/sh", "tensorflow=", "tensorflow"):
        with pytest.raises(Exception, match="is not LIBRARY=PYTHON"):
            _peer_python(wrong)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["W2", "X2", "X3"])
def test_jaxs_steps_train(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jax", reason="it is one of the peers")
    from peer_jax import jax_step

    step = jax_step(WORKS[name])
    losses = [float(step()) for _ in range(30)]  # type: ignore[arg-type]
    assert losses[-1] < losses[0]
