"""The updates of all variables as one vector: with every optimizer, and the numbers that NumPy gives."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from test_backends_compiled import assert_close, plan_of
from written_steps import use_python

import engine as ng
from engine.backends.compiled.plan import told
from engine.ir.graph import Graph
from engine.passes.pipeline import OPTIONAL

pytest.importorskip("numba", reason="steps are compiled by numba")

OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"global_clipnorm": 0.01, "weight_decay": 0.01, "use_ema": True},
    {"clipvalue": 0.001},
)


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def network(optimizer: Any) -> tuple[Graph, list[Any]]:
    with ng.Graph() as graph:
        x = ng.placeholder((4, 7), dtype="float64", name="x")
        hidden = x
        for units in (5, 6):
            kernel = ng.Variable(np.full((hidden.shape[1], units), 0.3), name=f"kernel{units}")
            bias = ng.Variable(np.linspace(-1, 1, units), name=f"bias{units}")
            hidden = ng.ops.tanh(hidden @ kernel + bias)
        loss = ng.ops.mean(hidden * hidden)
        update = optimizer.minimize(loss)
    return graph, [loss, update]


def updates_of(plan: Any) -> list[str]:
    return [text for text in map(told, plan._made.units) if text.startswith("update of")]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: " ".join(options) or "plain")
@pytest.mark.parametrize("optimizer", ng.optimizers.OPTIMIZERS, ids=lambda made: made.__name__)
def test_every_optimizer_updates_all_variables_at_once(
    optimizer: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    monkeypatch.setattr("engine.backends.compiled.flat.SHARED", 1)
    graph, fetches = network(optimizer(learning_rate=0.1, **options))
    slow = ng.Session(graph, seed=0, without=["compile"])
    first = slow.prepare(fetches, {"x": graph.ops("placeholder")[0].outputs[0].type})
    rows = np.random.default_rng(0).normal(size=(4, 7))
    for threads in (1, 2):
        plan = plan_of(graph, fetches)
        use_python(plan, threads)
        (text,) = updates_of(plan)
        assert text.startswith("update of 4 variables as one vector of 76 numbers")
        fast = plan._request.state
        start = {name: array.copy() for name, array in slow.variables.items()}
        for name, array in start.items():
            fast[name][...] = array
        for step in range(3):
            for each in (first, plan):
                each.feeds["x"][...] = rows
                each.run(step)
            assert_close(plan.results[0], first.results[0])
        for name, array in slow.variables.items():
            assert_close(fast[name], array)


def test_variables_that_are_no_vector_are_updated_alone() -> None:
    """One number has no stride, and a gradient that lies the other way round has another one."""
    with ng.Graph() as graph:
        x = ng.placeholder((4, 3), name="x")
        scale, kernel = ng.Variable(np.float32(2), name="scale"), ng.Variable(np.ones((3, 5), "float32"), name="kernel")
        loss = ng.ops.sum((x @ kernel) * scale)
        update = ng.optimizers.SGD(0.1).minimize(loss)
    plan = plan_of(graph, [loss, update])
    use_python(plan)
    assert not updates_of(plan)
    plan.feeds["x"][...] = 1
    plan.run(0)
    np.testing.assert_allclose(plan._request.state["kernel"], np.ones((3, 5)) - 0.1 * 4 * 2)
    np.testing.assert_allclose(plan._request.state["scale"], 2 - 0.1 * 60, rtol=1e-6)


@pytest.mark.parametrize("scale", [1.0, 1e25, 1e-25, 0.0, np.inf, np.nan])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_norms_of_gradients_are_summed_on_the_way(threads: int, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever scale: squares that float32 does not hold are summed in float64."""
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    monkeypatch.setattr("engine.backends.compiled.flat.SHARED", 1)
    rng = np.random.default_rng(0)
    sizes = (3, 5), (60, 50), (7,)
    with ng.Graph() as graph:
        factors = [ng.placeholder(size, name=f"x{index}") for index, size in enumerate(sizes)]
        weights = [ng.Variable(np.ones(size, "float32"), name=f"w{index}") for index, size in enumerate(sizes)]
        loss = sum((ng.ops.sum(w * x) for w, x in zip(weights, factors, strict=True)), ng.constant(0.0))
        gradients = ng.gradients(loss, weights)
        norms = [ng.ops.l2_norm(gradient * 1.0) for gradient in gradients]
        update = ng.optimizers.Adam(0.1).apply_gradients(list(zip(gradients, weights, strict=True)))
    plan = plan_of(graph, [*norms, update])
    use_python(plan, threads)
    (text,) = updates_of(plan)
    assert text.endswith("3,022 numbers: l2_norm + adam_update") and not any("l2_norm" in told(u) for u in plan._made.units[:-2])
    for index, size in enumerate(sizes):
        plan.feeds[f"x{index}"][...] = (rng.normal(size=size) * scale).astype("float32")
    for _ in range(2):
        with np.errstate(all="ignore"):
            plan.run(0)
        for index, found in enumerate(plan.results[:3]):
            wide = plan.feeds[f"x{index}"].astype(np.float64)
            np.testing.assert_allclose(found, np.sqrt((wide * wide).sum()).astype(np.float32), rtol=1e-6)


def test_norms_that_an_update_waits_for_stay_before_it() -> None:
    graph, fetches = network(ng.optimizers.SGD(0.1, global_clipnorm=0.01))
    plan = plan_of(graph, fetches)
    use_python(plan)
    (text,) = updates_of(plan)
    assert "l2_norm" not in text


@pytest.mark.parametrize("off", OPTIONAL)
def test_every_pass_may_be_switched_off_and_is_told_of_otherwise(off: str) -> None:
    """One by one, over a network in which most of them have something to do; the numbers stay."""
    with ng.Graph() as graph:
        x = ng.placeholder((2, 6, 6, 1), dtype="float64", name="x")
        kernel, last = (ng.Variable(np.linspace(-1, 1, math.prod(s)).reshape(s)) for s in ((3, 3, 1, 2), (8, 2)))
        pooled = ng.ops.max_pool(ng.ops.relu(ng.ops.conv2d(x, kernel) + 0.1), pool_size=2)
        loss = ng.ops.mean(ng.ops.square(ng.ops.reshape(pooled, shape=[2, 8]) @ last))
        update = ng.optimizers.Adam(0.1, global_clipnorm=1.0).minimize(loss)
    found: list[Any] = []
    for without in ((), (off,)):
        session = ng.Session(graph, seed=0, without=without)
        plan: Any = session.prepare([loss, update], {"x": x.type})
        if off == "compile" and without:
            assert plan.compiled is None
        else:
            use_python(plan)
            assert without or not any(unit.is_call for unit in plan._made.units)
        named = {report.name for report in plan._made.fused} if plan.compiled is not None else set()
        named |= {line.split()[0] for line in plan.describe().splitlines() if line.startswith("  ") and " → " in line}
        assert off == "compile" or (off in named) is (not without)
        plan.feeds["x"][...] = np.random.default_rng(0).normal(size=(2, 6, 6, 1))
        for step in range(2):
            plan.run(step)
        found.append([plan.results[0].copy(), *session.variables.values()])
    for one, other in zip(*found, strict=True):
        assert_close(one, other)
