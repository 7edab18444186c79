"""Compiled scans and look-ups against the plainest way to run a graph, as Python runs their code and as numba compiles it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_steps import use_python

import engine as ng
from engine.backends.compiled.plan import CompiledPlan, told
from engine.backends.compiled.routines import Routine
from engine.ir.types import TensorType
from engine.testing.interpret import Interpreter

pytest.importorskip("numba", reason="steps are compiled by numba")


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def prepared(fetches: list[Any], types: dict[str, TensorType]) -> tuple[ng.Session, CompiledPlan]:
    session = ng.Session(fetches[0].graph, seed=0)
    plan = session.prepare(fetches, types)
    assert isinstance(plan, CompiledPlan)
    return session, plan


def units_of(plan: CompiledPlan) -> list[str]:
    return [told(unit) for unit in plan._made.units]


def compare(
    fetches: list[Any], types: dict[str, TensorType], feeds: dict[str, Any], tolerance: float, threads: int = 1
) -> CompiledPlan:  # fmt: skip
    session, plan = prepared(fetches, types)
    use_python(plan, threads)
    for name, buffer in plan.feeds.items():
        buffer[...] = feeds[name]
    expected = Interpreter(fetches, types, training=True)({**session.variables, **feeds})
    for _ in range(2):  # what a step leaves in memory must not matter to the next one
        plan.run(0)
        for found, right in zip(plan.results, expected, strict=True):
            scale = max(1.0, float(np.abs(right).max()))  # terms of a sum may cancel, and its rounding is that of the terms
            np.testing.assert_allclose(found, right, rtol=tolerance, atol=tolerance * scale)
    return plan


@st.composite
def networks(draw: Any) -> tuple[list[Any], dict[str, TensorType], dict[str, Any], float]:
    dtype = draw(st.sampled_from(["float32", "float64"]))
    batch, steps, width, units = (draw(st.integers(1, most)) for most in (4, 3, 3, 18))
    layer = draw(st.sampled_from(["SimpleRNN", "LSTM", "GRU"]))
    masked = draw(st.booleans())
    options = {"return_sequences": draw(st.booleans()), "go_backwards": draw(st.booleans())}
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    with ng.Graph() as graph:
        x = ng.placeholder((batch, steps, width), dtype=dtype, name="x")
        mask = ng.placeholder((batch, steps), dtype="bool", name="mask")
        y = getattr(ng.nn, layer)(units, **options)(x, mask=mask) if masked else getattr(ng.nn, layer)(units, **options)(x)
        weights = [node.outputs[0] for node in graph.ops("variable")]
        total = ng.ops.sum(y * y)
        fetches = [y, total, *ng.gradients(total, [x, *weights])]
    feeds: dict[str, Any] = {"x": rng.normal(size=(batch, steps, width)).astype(dtype)}
    if masked:
        feeds["mask"] = rng.random((batch, steps)) < 0.7
    types = {name: TensorType(array.dtype.name, array.shape) for name, array in feeds.items()}
    return fetches, types, feeds, 1e-12 if dtype == "float64" else 2e-5


@settings(max_examples=15, deadline=None)
@given(networks())
def test_recurrent_networks_and_their_gradients(network: Any) -> None:
    units = units_of(compare(*network))
    assert any(unit.startswith("scan of") for unit in units) and "NumPy: scan" not in units


@pytest.fixture
def _share_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.compiled.source.WORTH_SHARING", 0)


KINDS = ("plain", "masked", "backwards", "sequences", "stacked", "Bidirectional")


def stacked(layer: Any, kind: str) -> Any:
    """From sequences and a mask to what a network of such layers gives."""
    if kind == "Bidirectional":
        return lambda x, mask: ng.nn.Bidirectional(layer(3, return_sequences=True))(x, mask=mask)
    if kind == "stacked":
        return lambda x, mask: layer(2)(layer(3, return_sequences=True)(x, mask=mask))
    options = {"go_backwards": kind == "backwards", "return_sequences": kind == "sequences"}
    return lambda x, mask: layer(3, **options)(x, mask=mask) if kind == "masked" else layer(3, **options)(x)


@pytest.mark.usefixtures("_share_everything")
@pytest.mark.parametrize(
    "threads, batch, layer, kind",
    [(2, 7, layer, kind) for layer in ("SimpleRNN", "LSTM", "GRU") for kind in KINDS]
    + [(threads, batch, "LSTM", "masked") for threads, batch in ((3, 33), (3, 2), (2, 1))],
)
def test_threads_share_the_rows_of_a_recurrent_network(threads: int, batch: int, layer: str, kind: str) -> None:
    rng = np.random.default_rng(batch)
    with ng.Graph() as graph:
        x = ng.placeholder((batch, 3, 2), dtype="float64", name="x")
        mask = ng.placeholder((batch, 3), dtype="bool", name="mask")
        y = stacked(getattr(ng.nn, layer), kind)(x, mask)
        total = ng.ops.sum(y * y) + ng.ops.sum(ng.ops.cast(mask, dtype="float64"))
        fetches = [y, total, *ng.gradients(total, [x, *(node.outputs[0] for node in graph.ops("variable"))])]
    feeds = {"x": rng.normal(size=(batch, 3, 2)), "mask": rng.random((batch, 3)) < 0.7}
    types = {name: TensorType(array.dtype.name, array.shape) for name, array in feeds.items()}
    plan = compare(fetches, types, feeds, 1e-12, threads)
    scans = [unit.what for unit in plan._made.units if isinstance(unit.what, Routine) and "scan" in unit.what.title]
    assert scans and all(scan.write(threads).cut == (batch > 1) for scan in scans)


@pytest.mark.usefixtures("_share_everything")
@pytest.mark.parametrize("layer", ["LSTM", "GRU"])
def test_what_is_dropped_is_dropped_of_each_threads_rows(layer: str) -> None:
    """What is the same in all steps lies row by row too."""
    with ng.Graph() as graph:
        x = ng.placeholder((5, 3, 2), dtype="float64", name="x")
        y = getattr(ng.nn, layer)(3, dropout=0.4, recurrent_dropout=0.4, seed=3, return_sequences=True)(x)
        total = ng.ops.sum(y * y)
        update = ng.optimizers.SGD(0.1).minimize(total)
    types = {"x": TensorType("float64", (5, 3, 2))}
    slow = ng.Session(graph, seed=0, without=["compile"]).prepare([y, total, update], types)
    _, plan = prepared([y, total, update], types)
    use_python(plan, 3)
    scans = [unit.what for unit in plan._made.units if isinstance(unit.what, Routine) and "scan" in unit.what.title]
    assert scans and all(scan.write(3).cut for scan in scans)
    for each in (slow, plan):
        each.feeds["x"][...] = np.random.default_rng(0).normal(size=(5, 3, 2))
    for step in range(3):
        slow.run(step)
        plan.run(step)
        for found, right in zip(plan.results[:2], slow.results[:2], strict=True):
            np.testing.assert_allclose(found, right, rtol=1e-10, atol=1e-12)


@pytest.mark.usefixtures("_share_everything")
def test_steps_that_mix_the_rows_of_a_batch_are_left_to_one_thread() -> None:
    with ng.Graph():
        x = ng.placeholder((4, 6, 2), dtype="float64", name="x")
        start = ng.placeholder((6, 2), dtype="float64", name="start")

        def step(carry: Any, entry: Any) -> Any:
            (state,) = carry
            after = ng.ops.tanh(state - ng.ops.mean(state, axis=0, keepdims=True) + entry[0])
            return [after], after

        last, every = ng.ops.scan(step, [start], [x])
        fetches = [last[0], every, *ng.gradients(ng.ops.sum(every * every), [x, start])]
    rng = np.random.default_rng(0)
    feeds = {"x": rng.normal(size=(4, 6, 2)), "start": rng.normal(size=(6, 2))}
    types = {name: TensorType("float64", array.shape) for name, array in feeds.items()}
    plan = compare(fetches, types, feeds, 1e-12, threads=2)
    scans = [unit.what for unit in plan._made.units if isinstance(unit.what, Routine)]
    assert scans and not any(scan.write(2).cut for scan in scans)


@pytest.mark.parametrize("indices", [(4,), (2, 3)])
@pytest.mark.parametrize("optimizer", [ng.optimizers.Adam(0.1), ng.optimizers.SGD(0.1)])
def test_a_table_is_looked_up_and_updated(indices: tuple[int, ...], optimizer: Any) -> None:
    rng = np.random.default_rng(0)
    with ng.Graph() as graph:
        x = ng.placeholder(indices, dtype="int64", name="x")
        y = ng.nn.Embedding(3, 3, name="table")(x)
        loss = ng.ops.sum(y * y)
        update = optimizer.minimize(loss)
    types = {"x": TensorType("int64", indices)}
    plain = ng.Session(graph, seed=0, without=["compile"])
    slow = plain.prepare([loss, update], types)
    session, plan = prepared([loss, update], types)
    use_python(plan)
    assert not any(unit.startswith("NumPy") for unit in units_of(plan))
    for step in range(3):
        given_ = rng.integers(0, 3, indices)
        for each in (slow, plan):
            each.feeds["x"][...] = given_
            each.run(step)
        np.testing.assert_allclose(plan.results[0], slow.results[0], rtol=1e-5)
        for name, expected in plain.variables.items():
            np.testing.assert_allclose(session.variables[name], expected, rtol=1e-5, atol=1e-7, err_msg=name)
    before = session.variables
    plan.feeds["x"].flat[1] = 3
    with pytest.raises(ng.errors.FeedError, match="3"):
        plan.run(3)
    for name, array in before.items():
        np.testing.assert_array_equal(session.variables[name], array)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_rows_of_a_file_are_made_tokens_within_the_step(dtype: str) -> None:
    """So that nothing is left to NumPy, and many steps are made in one call."""
    rng = np.random.default_rng(0)
    with ng.Graph():
        x = ng.placeholder((3, 4), dtype=dtype, name="x")
        y = ng.nn.Embedding(5, 3)(ng.ops.cast(x, dtype="int64"))
        total = ng.ops.sum(y * y)
    tokens = rng.integers(0, 5, (3, 4)) + rng.uniform(0, 0.9, (3, 4))
    plan = compare([total, y], {"x": TensorType(dtype, (3, 4))}, {"x": tokens.astype(dtype)}, 1e-5)
    assert not any(unit.startswith("NumPy") for unit in units_of(plan))


@pytest.mark.usefixtures("_share_everything")
@pytest.mark.parametrize("threads", [1, 3])
def test_numba_runs_a_recurrent_network_as_numpy_does(threads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    monkeypatch.setenv("NODEGRAD_THREADS", str(threads))
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    with ng.Graph() as graph:
        x = ng.placeholder((6, 5), dtype="int64", name="x")
        y = ng.placeholder((6,), dtype="int64", name="y")
        found = ng.nn.Dense(4)(ng.nn.LSTM(24)(ng.nn.Embedding(8, 8)(x)))
        loss = ng.losses.sparse_categorical_crossentropy(y, found, from_logits=True)
        update = ng.optimizers.Adam(0.01).minimize(loss)
    types = {"x": TensorType("int64", (6, 5)), "y": TensorType("int64", (6,))}
    slow = ng.Session(graph, seed=0, without=["compile"]).prepare([loss, update], types)
    fast, again = (prepared([loss, update], types)[1] for _ in range(2))
    for plan in (fast, again):
        plan._made.compile()
        assert plan._made.threads == threads and not any(unit.startswith("NumPy") for unit in units_of(plan))
    rng = np.random.default_rng(0)
    rows, labels = rng.integers(0, 8, (6, 5)), rng.integers(0, 4, 6)
    for plan in (slow, fast, again):
        plan.feeds["x"][...], plan.feeds["y"][...] = rows, labels
    for step in range(40):
        for plan in (slow, fast, again):
            plan.run(step)
        np.testing.assert_allclose(fast.results[0], slow.results[0], rtol=2e-4)
        assert fast.results[0] == again.results[0]
