"""Loops that threads share: rows with a largest entry or a sum of their own, and sums over all rows, which are made in parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from written_steps import use_python

import engine as ng
from engine.backends.compiled.loop_code import write_loop
from engine.backends.compiled.loops import Loop
from engine.backends.compiled.plan import CompiledPlan
from engine.backends.compiled.schedule import Scheduler
from engine.ir.types import TensorType
from engine.testing.interpret import Interpreter

pytest.importorskip("numba", reason="steps are compiled by numba")


@pytest.fixture(autouse=True)
def _share_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    monkeypatch.setattr("engine.backends.compiled.loop_code.SHARED", 1)


def attention(x: Any) -> Any:
    return ng.ops.softmax(x @ ng.ops.transpose(x, axes=[0, 2, 1])) @ x


def columns(x: Any) -> Any:
    """Sums, means and largest entries over everything but the last axis, beside what is computed entry by entry."""
    return ng.ops.mean(x, axis=[0, 1]) * ng.ops.max(x, axis=[0, 1]) + ng.ops.sum(ng.ops.exp(x), axis=[0, 1])


MADE: dict[str, Callable[[Any], Any]] = {
    "softmax": ng.ops.softmax,
    "log_softmax": ng.ops.log_softmax,
    "attention": attention,
    "normalized": lambda x: ng.nn.LayerNormalization()(x),
    "columns": columns,
    "dense": lambda x: ng.nn.Dense(3, activation="relu")(x),
}


def prepared(name: str, batch: int) -> tuple[CompiledPlan, list[Any], dict[str, Any]]:
    with ng.Graph() as graph:
        x = ng.placeholder((batch, 4, 5), dtype="float64", name="x")
        y = MADE[name](x)
        total = ng.ops.sum(y * y * y)
        fetches = [y, total, *ng.gradients(total, [x, *(node.outputs[0] for node in graph.ops("variable"))])]
    session = ng.Session(graph, seed=0)
    plan = session.prepare(fetches, {"x": TensorType("float64", (batch, 4, 5))})
    assert isinstance(plan, CompiledPlan)
    return plan, fetches, session.variables


@pytest.mark.parametrize("threads, batch", [(2, 8), (3, 13), (2, 33), (3, 7)])
@pytest.mark.parametrize("name", MADE)
def test_shared_loops_give_what_one_thread_gives(name: str, threads: int, batch: int) -> None:
    plan, fetches, state = prepared(name, batch)
    use_python(plan, threads)
    rows = np.random.default_rng(batch).normal(size=(batch, 4, 5))
    plan.feeds["x"][...] = rows
    expected = Interpreter(fetches, {"x": TensorType("float64", rows.shape)})({**state, "x": rows})
    for _ in range(2):  # what a step leaves in memory must not matter to the next one
        plan.run(0)
        for found, right in zip(plan.results, expected, strict=True):
            scale = max(1.0, float(np.abs(right).max()))  # terms of a sum may cancel, and its rounding is that of the terms
            np.testing.assert_allclose(found, right, rtol=1e-12, atol=1e-12 * scale)


@pytest.mark.parametrize("name", MADE)
def test_every_loop_over_a_batch_is_shared(name: str) -> None:
    plan, _, _ = prepared(name, 32)
    scheduler = Scheduler(plan.program, plan.layout)
    loops = [(unit.what, scheduler.needed_stores(unit)) for unit in scheduler.run() if isinstance(unit.what, Loop)]
    over = [(loop, stores) for loop, stores in loops if 32 in loop.shape]
    assert over and all(write_loop(loop, stores, 2).cut for loop, stores in over)
    assert not any(write_loop(loop, stores, 1).cut for loop, stores in over)
