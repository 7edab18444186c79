"""Gradients of rows within the compiled step: with every optimizer, and the numbers that NumPy gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_backends_compiled import assert_close, plan_of
from written_steps import use_python

import engine as ng
from engine.backends.compiled.plan import told
from engine.errors import FeedError
from engine.ir.graph import Graph

pytest.importorskip("numba", reason="steps are compiled by numba")

OPTIONS: tuple[dict[str, Any], ...] = ({}, {"global_clipnorm": 0.01, "weight_decay": 0.01, "use_ema": True})


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def words(optimizer: Any, dtype: str = "float64", rows: int = 40, width: int = 3) -> tuple[Graph, list[Any]]:
    """Two tables, of which one is looked up by a column of the batch."""
    rng = np.random.default_rng(0)
    with ng.Graph() as graph:
        x = ng.placeholder((4, 2), dtype="int64", name="x")
        tables = [ng.Variable(rng.normal(size=(rows, width)).astype(dtype), name=name) for name in ("left", "right")]
        pair = ng.ops.gather(tables[0], x), ng.ops.gather(tables[1], x[:, 1:])
        loss = ng.ops.mean(ng.ops.tanh(ng.ops.concatenate(*pair, axis=1)) * 2.0)
        update = optimizer.minimize(loss)
    return graph, [loss, update]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: " ".join(options) or "plain")
@pytest.mark.parametrize("optimizer", ng.optimizers.OPTIMIZERS, ids=lambda made: made.__name__)
def test_every_optimizer_updates_rows_within_the_step(
    optimizer: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    monkeypatch.setattr("engine.backends.compiled.rows_code.SHARED", 1)
    graph, fetches = words(optimizer(learning_rate=0.1, **options))
    slow = ng.Session(graph, seed=0, without=["compile"])
    first = slow.prepare(fetches, {"x": graph.ops("placeholder")[0].outputs[0].type})
    rng = np.random.default_rng(0)
    for threads in (1, 2):
        plan = plan_of(graph, fetches)
        use_python(plan, threads)
        assert not any(unit.is_call for unit in plan._made.units), [told(unit) for unit in plan._made.units]
        fast = plan._request.state
        for name, array in slow.variables.items():
            fast[name][...] = array
        for step in range(4):
            batch = rng.integers(0, 6 if step % 2 else 40, (4, 2))
            for each in (first, plan):
                each.feeds["x"][...] = batch
                each.run(step)
            assert_close(plan.results[0], first.results[0])
        for name, array in slow.variables.items():
            assert_close(fast[name], array)


def test_an_index_that_is_outside_changes_nothing_and_the_next_step_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it in the steps after it, as machine code."""
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    graph, fetches = words(ng.optimizers.Adam(0.1), "float32")
    types = {"x": graph.ops("placeholder")[0].outputs[0].type}
    slow = ng.Session(graph, seed=0, without=["compile"])
    first = slow.prepare(fetches, types)
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    session = ng.Session(graph, seed=0)
    plan: Any = session.prepare(fetches, types)
    assert plan.compiled.wait() and not plan.compiled.failure
    for step, batch in enumerate(
        [[[1, 2], [3, 4], [1, 1], [5, 2]], [[7, 2], [40, 4], [8, 9], [1, 1]], [[0, 39], [3, 3], [2, 2], [9, 9]]]
    ):
        plan.feeds["x"][...] = batch
        if step == 1:
            before = session.variables
            with pytest.raises(FeedError, match="40"):
                plan.run(step)
            for name, array in before.items():
                np.testing.assert_array_equal(session.get_variable(name), array)
            continue
        first.feeds["x"][...] = batch
        plan.run(step)
        first.run(step)
    for name, array in slow.variables.items():
        np.testing.assert_allclose(session.get_variable(name), array, rtol=2e-5, atol=1e-7)
