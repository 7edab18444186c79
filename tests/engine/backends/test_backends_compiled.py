"""The compiled step against the plainest way to run a graph: as Python runs its code, and as numba compiles it."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_backends_numpy import steps
from written_steps import use_python

import engine as ng
from engine.backends.base import Batches, one_by_one
from engine.backends.compiled.plan import CompiledPlan
from engine.backends.compiled.rows import REDUCTIONS, ROWS
from engine.backends.compiled.step import CompiledStep
from engine.backends.numpy.runner import compile_mode
from engine.errors import FeedError
from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.ops.registry import all_ops, get
from engine.testing.interpret import Interpreter
from engine.testing.samples import draw_inputs
from engine.testing.strategies import DrawnGraph, graphs

pytest.importorskip("numba", reason="steps are compiled by numba")
ng.optimizers, ng.losses  # their ops have rows too  # noqa: B018


@pytest.fixture(autouse=True)
def _as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def plan_of(graph: Graph, fetches: list[Any], types: dict[str, TensorType] | None = None, **options: Any) -> CompiledPlan:
    session = ng.Session(graph, seed=0, **options)
    found = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    plan = session.prepare(fetches, {**found, **(types or {})})
    assert isinstance(plan, CompiledPlan)
    if compile_mode() == "now":
        plan._made.compile()
    return plan


def assert_close(found: Any, expected: Any) -> None:
    expected = np.asarray(expected)
    if expected.dtype.kind != "f":
        np.testing.assert_array_equal(found, expected)
        return
    tolerance = 1e-12 if expected.dtype == np.float64 else 3e-6
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


def run_plan(plan: CompiledPlan, feeds: dict[str, Any]) -> list[Any]:
    for name, buffer in plan.feeds.items():
        buffer[...] = feeds[name]
    with np.errstate(all="ignore"):
        plan.run(0)
    return [None if result is None else result.copy() for result in plan.results]


@settings(max_examples=120, deadline=None)
@given(graphs(max_ops=8))
def test_random_graphs_and_their_gradients(drawn: DrawnGraph) -> None:
    with drawn.graph:
        total = ng.ops.sum(drawn.output)
        fetches = [drawn.output, total, *ng.gradients(total, drawn.inputs)]
    types = {value.name: value.type for value in drawn.inputs}
    plan = plan_of(drawn.graph, fetches)
    use_python(plan)
    for found, expected in zip(run_plan(plan, drawn.feeds), Interpreter(fetches, types)(drawn.feeds), strict=True):
        assert_close(found, expected)


@settings(max_examples=100, deadline=None)
@given(steps(), st.sets(st.sampled_from(["in_place", "reuse_buffers", "simplify", "merge_common"])))
def test_random_steps_leave_the_state_that_their_references_do(step: Any, off: set[str]) -> None:
    graph, assigned, looks = step
    session = ng.Session(graph, without=off)
    plan = session.prepare([*looks, *assigned.values()], {})
    assert isinstance(plan, CompiledPlan)
    use_python(plan)
    for _ in range(2):
        state = session.variables
        expected = Interpreter([*looks, *assigned.values()], {})(state)
        for found, right in zip(run_plan(plan, {}), expected, strict=True):
            assert_close(found, right)
        after = {**state, **dict(zip(assigned, expected[len(looks) :], strict=True))}
        for name, right in after.items():
            assert_close(session.get_variable(name), right)


@pytest.fixture
def _share_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    monkeypatch.setattr("engine.backends.compiled.loop_code.SHARED", 1)
    monkeypatch.setattr("engine.backends.compiled.product_code._SHARED", 1)
    monkeypatch.setattr("engine.backends.compiled.products.WRITTEN_OUT", 0)


@pytest.mark.usefixtures("_share_everything")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs(max_ops=8, sizes=st.sampled_from([1, 8, 33, 40])))
def test_random_graphs_that_two_threads_share(drawn: DrawnGraph) -> None:
    with drawn.graph:
        total = ng.ops.sum(drawn.output)
        fetches = [drawn.output, total, *ng.gradients(total, drawn.inputs)]
    plan = plan_of(drawn.graph, fetches)
    source = use_python(plan, threads=2)
    assert all(segment.parts == 2 for segment in source.segments)
    types = {value.name: value.type for value in drawn.inputs}
    for found, expected in zip(run_plan(plan, drawn.feeds), Interpreter(fetches, types)(drawn.feeds), strict=True):
        scale = max(1.0, float(np.abs(expected).max(initial=0.0)))  # terms may cancel, and a sum is rounded as they are
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * scale)


@pytest.mark.usefixtures("_share_everything")
def test_two_threads_train_as_one_does_and_the_same_each_time(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, fetches, types = classifier(64)
    slow = ng.Session(graph, seed=0, without=["compile"]).prepare(fetches, types)
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    monkeypatch.setenv("NODEGRAD_THREADS", "2")
    plans = [slow, plan_of(graph, fetches, types), plan_of(graph, fetches, types)]
    assert "shared by 2 threads" in plans[1].describe()
    feeds = batches(64)
    for plan in plans:
        for name, buffer in plan.feeds.items():
            buffer[...] = feeds[name]
    for step in range(30):
        for plan in plans:
            plan.run(step)
        np.testing.assert_allclose(plans[1].results[0], slow.results[0], rtol=2e-4)
        assert plans[1].results[0] == plans[2].results[0]
    plans[1].feeds["y"][3] = -1
    with pytest.raises(FeedError, match="-1"):
        plans[1].run(0)


def one_op(name: str, sample: Any, arrays: list[Any]) -> tuple[Graph, list[Any]]:
    graph = Graph()
    inputs = [
        graph.add("placeholder", (), {"shape": list(array.shape), "dtype": array.dtype.name}, f"x{index}").outputs[0]
        for index, array in enumerate(arrays)
    ]
    made = Builder(graph).apply(name, *inputs, **sample.attrs)
    return graph, list(made) if isinstance(made, tuple) else [made]


ROW_CASES = [
    (name, sample)
    for name in sorted({*ROWS, *REDUCTIONS})
    for sample in get(name).samples
    if all(0 not in shape for shape in sample.shapes)
]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name, sample", ROW_CASES, ids=lambda value: value if isinstance(value, str) else str(value.shapes))
def test_every_row_is_what_its_reference_is(name: str, sample: Any, dtype: str) -> None:
    """With NaN, infinities and zeros of either sign among the entries."""
    arrays = draw_inputs(get(name), sample, dtype)
    graph, outputs = one_op(name, sample, arrays)
    plan = plan_of(graph, outputs)
    use_python(plan)
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    odd = [np.nan, np.inf, -np.inf, 0.0, -0.0]
    for strange in (None, *odd):
        feeds = {}
        for index, array in enumerate(arrays):
            feeds[f"x{index}"] = array.copy()
            if strange is not None and array.dtype.kind == "f" and array.size:
                feeds[f"x{index}"].flat[0] = strange
        for found, expected in zip(run_plan(plan, feeds), Interpreter(outputs, types)(feeds), strict=True):
            assert_close(found, expected)


def test_the_table_knows_only_ops_that_there_are() -> None:
    known = {op.name for op in all_ops()}
    assert {*ROWS, *REDUCTIONS} <= known
    assert not set(ROWS) & set(REDUCTIONS)


def classifier(batch: int = 8) -> tuple[Graph, list[Any], dict[str, TensorType]]:
    with Graph() as graph:
        x = ng.placeholder(("batch", 20), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        hidden = ng.nn.Dense(16, activation="relu")(x)
        logits = ng.nn.Dense(4)(ng.ops.tanh(hidden))
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        right = ng.ops.sum(ng.ops.cast(ng.ops.equal(ng.ops.argmax(logits, axis=-1), y), dtype="float32"))
        update = ng.optimizers.Adam(learning_rate=0.01).minimize(loss)
    return graph, [loss, right, update], {"x": TensorType("float32", (batch, 20)), "y": TensorType("int64", (batch,))}


def batches(batch: int = 8) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    return {"x": rng.normal(size=(batch, 20)), "y": rng.integers(0, 4, batch)}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    return tmp_path / "steps"


def test_numba_trains_as_numpy_does(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, fetches, types = classifier()
    slow = ng.Session(graph, seed=0, without=["compile"]).prepare(fetches, types)
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    fast = plan_of(graph, fetches, types)
    assert "Compiled: " in fast.describe() and "0 calls of NumPy's kernels" in fast.describe()
    assert "softmax" in fast.describe()
    feeds = batches()
    for plan in (slow, fast):
        for name, buffer in plan.feeds.items():
            buffer[...] = feeds[name]
    for step in range(60):
        slow.run(step)
        fast.run(step)
        np.testing.assert_allclose(slow.results[0], fast.results[0], rtol=2e-4)
    assert fast.results[1] == slow.results[1]

    fast.feeds["y"][3] = 4
    with pytest.raises(FeedError, match="4"):
        fast.run(0)
    fast.feeds["y"][3] = 0
    fast.feeds["x"][...] = np.nan
    fast.run(0)
    assert np.isnan(fast.results[0])


@pytest.mark.parametrize("threads", [1, 2])
def test_several_steps_in_one_call_are_those_one_by_one(threads: int, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_THREADS", str(threads))
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)
    graph, fetches, types = classifier()
    rng = np.random.default_rng(3)
    rows = {"x": rng.normal(size=(50, 20)).astype("float32"), "y": rng.integers(0, 4, 50)}
    numbers = rng.integers(0, 50, (9, 8))
    sessions = [ng.Session(graph, seed=0) for _ in range(2)]
    plans = [session.prepare(fetches, types) for session in sessions]
    found = []
    for plan in plans:
        made = plan.compiled
        assert isinstance(made, CompiledStep) and made.wait() and not made.failure
        assert made.threads == threads and made._many is not None
        batches = Batches(rows, numbers)
        assert batches.fit(plan.feeds)
        run = (
            made.run_many
            if plan is plans[0]
            else lambda step, batches: one_by_one(plans[1].compiled.run, plans[1], step, batches)
        )  # type: ignore[union-attr]
        found.append(run(4, batches))
    for many, one in zip(*found, strict=True):
        assert many is one is None or np.array_equal(many, one)
    for name, array in sessions[1].variables.items():
        np.testing.assert_array_equal(sessions[0].get_variable(name), array)
    # an index that is outside ends the call at its own step
    rows["y"][numbers[5, 0]] = 4
    first = next(i for i in range(9) if numbers[5, 0] in numbers[i])
    before = int(next(v for n, v in sessions[0].variables.items() if v.dtype == np.int64))
    with pytest.raises(FeedError, match="4"):
        plans[0].compiled.run_many(0, Batches(rows, numbers))  # type: ignore[union-attr]
    assert int(next(v for n, v in sessions[0].variables.items() if v.dtype == np.int64)) == before + first


def test_a_step_that_cannot_be_compiled_stays_with_numpy(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError("no compiler today")

    graph, fetches, types = classifier()
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    monkeypatch.setattr("engine.backends.compiled.step.loaded", broken)
    with caplog.at_level(logging.WARNING):
        plan = plan_of(graph, fetches, types)
    assert "no compiler today" in plan.describe() and "no compiler today" in caplog.text
    assert np.isfinite(run_plan(plan, batches())[0])


def test_a_plan_that_runs_for_long_is_compiled_meanwhile_and_swapped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiler is stood in for: what is tested is who runs when.  The numbers of runs are all that decides."""
    graph, fetches, types = classifier()
    plan = plan_of(graph, fetches, types)
    made = plan._made
    told: list[tuple[int, bool]] = []

    def compile_(apart: bool) -> None:
        told.append((plan._runs, apart))
        use_python(plan)
        plan._swapped = False

    monkeypatch.setattr(made, "_compile", compile_)
    monkeypatch.setattr(type(made), "worth", 40)
    ran: list[int] = []
    monkeypatch.setattr(made, "run", ran.append)
    for step in range(50):
        plan.run(step)
    assert ran == list(range(41, 50))
    assert len(told) == 1 and told[0][0] >= 20 and told[0][1]


def test_nothing_is_compiled_where_that_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, fetches, types = classifier()
    assert not isinstance(ng.Session(graph, without=["compile"]).prepare(fetches, types), CompiledPlan)
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    assert not isinstance(ng.Session(graph).prepare(fetches, types), CompiledPlan)


def test_without_numba_numpy_runs_the_step() -> None:
    program = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("numba", "llvmlite"):
            raise ModuleNotFoundError(f"no {name}", name=name)
sys.meta_path.insert(0, Missing())
import engine as ng
w = ng.Variable([1.0, 2.0], name="w")
update = ng.optimizers.SGD(0.1).minimize(ng.ops.sum(w * w))
session = ng.Session()
for _ in range(40):
    session.run(update)
assert "numba" not in sys.modules
print(session.get_variable("w"))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_names_of_the_graph_do_not_reach_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    with Graph("__import__('os')") as graph:
        x = ng.placeholder((3,), name="x')\nimport os#")
        y = ng.ops.add(x, 1.0, name="y\nboom")
    plan = plan_of(graph, [y])
    source = use_python(plan)
    assert "boom" not in source.text and "os#" not in source.text
