"""What only a GPU shows: the recorded step, transfers, errors of the device.  Collected where there is one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sample_runs import CASES as ALL_CASES
from sample_runs import assert_same, runs_beside_reference

import engine as ng
from engine.backends.base import Batches
from engine.errors import DeviceError, FeedError
from engine.ir.types import TensorType
from engine.ops.spec import Op, Sample
from engine.testing.samples import case_name

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")
pytestmark = [pytest.mark.reference, pytest.mark.gpu]

CASES = [case for case in ALL_CASES if case[0].name != "group" and "random" not in case[0].traits]
#: Sums in another order, and the GPU's own exp, log and pow.
TOLERANCE = {"float32": 2e-5, "float64": 1e-10}


@pytest.fixture(autouse=True)
def exact_products(monkeypatch: pytest.MonkeyPatch) -> None:
    """No products in TensorFloat-32, which has 10 bits."""
    monkeypatch.setattr(torch.backends.cuda.matmul, "allow_tf32", False)
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_runs_as_its_reference_also_when_it_is_replayed(case: tuple[Op, Sample], dtype: str) -> None:
    for found, right in runs_beside_reference(*case, dtype, "cuda:0", runs=4):  # twice line by line, recorded, replayed
        assert_same(found, right, TOLERANCE[dtype])


def classifier(rate: float = 0.0) -> tuple[ng.Graph, ng.Value, ng.Value]:
    graph = ng.Graph()
    with graph:
        x, y = ng.placeholder((8, 6), name="x"), ng.placeholder((8,), "int64", name="y")
        hidden = ng.nn.Dense(16, activation="relu")(x)
        hidden = ng.ops.dropout(hidden, rate=rate) if rate else hidden
        loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(3)(hidden), from_logits=True)
        return graph, loss, ng.optimizers.Adam(learning_rate=0.05).minimize(loss)


def trained(device: str, rate: float = 0.0, steps: int = 12) -> list[float]:
    graph, loss, step = classifier(rate)
    session, rng = ng.Session(graph, device=device, seed=1), np.random.default_rng(0)
    found = []
    for _ in range(steps):
        feeds = {"x": rng.normal(size=(8, 6)).astype(np.float32), "y": rng.integers(0, 3, 8)}
        found.append(float(session.run([loss, step], feeds)[0]))
    return found


def test_a_step_is_recorded_and_gives_what_numpy_gives() -> None:
    graph, loss, step = classifier()
    session = ng.Session(graph, device="cuda:0", seed=1)
    plan = session.prepare([loss, step], {"x": TensorType("float32", (8, 6)), "y": TensorType("int64", (8,))})
    assert "will be recorded" in plan.describe()
    for number in range(4):
        plan.run(number)
    assert "replayed as a CUDA graph" in plan.describe()
    np.testing.assert_allclose(trained("cuda:0"), trained("cpu"), rtol=1e-4, atol=1e-4)


def test_draws_repeat_and_change_with_every_replayed_step() -> None:
    first = trained("cuda:0", rate=0.5)
    assert first == trained("cuda:0", rate=0.5)
    graph = ng.Graph()
    with graph:
        drawn = ng.ops.random_uniform(shape=[100])
    session = ng.Session(graph, device="cuda:0")
    draws = np.array([session.run(drawn) for _ in range(6)])
    assert len(np.unique(draws)) > 590
    again = ng.Session(graph, device="cuda:0")
    np.testing.assert_array_equal(draws, [again.run(drawn) for _ in range(6)])


def test_variables_move_between_devices() -> None:
    graph, loss, step = classifier()
    there, here = ng.Session(graph, device="cuda:0", seed=1), ng.Session(graph, device="cpu", seed=2)
    feeds = {"x": np.ones((8, 6), np.float32), "y": np.zeros(8, np.int64)}
    for _ in range(5):
        there.run([loss, step], feeds)
    for name, array in there.variables.items():
        here.set_variable(name, array)
    np.testing.assert_allclose(here.run(loss, feeds), there.run(loss, feeds), rtol=1e-5)


def test_an_index_outside_is_an_error_and_the_device_goes_on() -> None:
    graph = ng.Graph()
    with graph:
        table, i = ng.Variable(np.ones((4, 2), np.float32), name="table"), ng.placeholder((3,), "int64", name="i")
        fed, computed = ng.ops.gather(table, i), ng.ops.gather(table, i + 2)
    session = ng.Session(graph, device="cuda:0")
    for _ in range(4):
        with pytest.raises(FeedError, match="index 4 is outside 0 to 3"):
            session.run(fed, {i: [0, 4, 1]})
        with pytest.raises(FeedError, match="outside the axis"):
            session.run(computed, {i: [0, 3, 1]})
        np.testing.assert_array_equal(session.run(computed, {i: [0, 1, 1]}), 1)


def test_too_little_memory_is_one_sentence_and_the_device_goes_on() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((1,), name="x")
        huge = ng.ops.sum(ng.ops.tanh(ng.ops.broadcast_to(x, [1 << 30, 1 << 10])))
        small = ng.ops.sum(x)
    session = ng.Session(graph, device="cuda:0")
    with pytest.raises(DeviceError, match=r"the memory of device cuda:0 is not enough: .* more were needed, but .* are free"):
        session.run(huge, {x: [1.0]})
    assert session.run(small, {x: [1.0]}) == 1


def test_the_device_is_listed_with_its_memory() -> None:
    found = next(device for device in ng.list_devices() if device.name == "cuda:0")
    assert found.available and found.title and 0 < found.free_bytes <= found.memory_bytes


def test_no_step_waits_for_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyTorch raises where a call between launch and collect would synchronize."""
    graph, loss, step = classifier(rate=0.2)
    session = ng.Session(graph, device="cuda:0", seed=1)
    plan: Any = session.prepare([loss, step], {"x": TensorType("float32", (8, 6)), "y": TensorType("int64", (8,))})
    plan.run(0)
    torch.cuda.set_sync_debug_mode("error")
    try:
        plan.launch(1)
    finally:
        torch.cuda.set_sync_debug_mode("default")
    plan.collect()
    assert np.isfinite(plan.results[0])


@pytest.mark.parametrize("name", [made.__name__ for made in ng.optimizers.OPTIMIZERS])
def test_a_gradient_of_rows_is_recorded_with_the_step(name: str) -> None:
    """Sizes do not depend on the indices, so nothing waits and the step can be replayed; rows come twice and in any order."""
    found = []
    for device in ("cpu", "cuda:0"):
        graph = ng.Graph()
        with graph:
            x = ng.placeholder((12,), "int64", name="x")
            table = ng.Variable(np.random.default_rng(0).normal(size=(400, 5)), name="table")
            loss = ng.ops.sum(ng.ops.square(ng.ops.gather(table, x) - 0.5))
            step = getattr(ng.optimizers, name)(0.05).minimize(loss)
        session = ng.Session(graph, device=device)
        plan: Any = session.prepare([loss, step], {"x": TensorType("int64", (12,))})
        rng = np.random.default_rng(1)
        for number in range(6):
            plan.feeds["x"][...] = rng.integers(0, 20, 12)
            plan.run(number)
        found.append(session.variables)
        assert "1 gradients kept as rows" in plan.describe()
        assert device == "cpu" or "replayed as a CUDA graph" in plan.describe()
    for key, value in found[0].items():
        np.testing.assert_allclose(found[1][key], value, rtol=1e-9, atol=1e-12, err_msg=key)


def test_steps_that_run_ahead_give_what_steps_one_by_one_give() -> None:
    rng = np.random.default_rng(0)
    columns = {"x": rng.normal(size=(48, 6)).astype(np.float32), "y": rng.integers(0, 3, 48)}
    batches = Batches(columns, rng.permutation(48).reshape(6, 8))
    found = []
    for ahead in (False, True):
        graph, loss, step = classifier(rate=0.2)
        session = ng.Session(graph, device="cuda:0", seed=1)
        types = {"x": TensorType("float32", (8, 6)), "y": TensorType("int64", (8,))}
        plan: Any = session.prepare([loss, step], types)
        assert plan.runs_ahead
        steps = [plan.run_many(first, batches)[0] for first in (0, 6)] if ahead else []
        for number in () if ahead else range(12):
            batches.into(number % 6, plan.feeds)
            plan.run(number)
            steps.append(plan.results[0].copy())
        found.append(np.concatenate([np.atleast_1d(value) for value in steps]))
    np.testing.assert_allclose(found[1], found[0], rtol=1e-5)
