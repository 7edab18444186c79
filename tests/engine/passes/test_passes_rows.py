"""Gradients that stay rows from the look-up to the update: the same numbers, without the whole array."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import engine as ng
from engine.ir.matrix import Rows
from engine.ops import registry
from engine.ops.spec import Op
from engine.optim.optimizer import optimizer_class
from engine.optim.update import GRADIENT, LEARNING_RATE, VARIABLE

DEVICES = ["cpu", *(["cpu:torch"] if find_spec("torch") else [])]
#: Every optimizer, those with a momentum of their own choice with it.
OPTIMIZERS: dict[str, Any] = {
    **{kind.__name__: partial(kind, 0.05) for kind in ng.optimizers.OPTIMIZERS},
    "SGD with momentum": partial(ng.optimizers.SGD, 0.1, momentum=0.9),
    "SGD with nesterov": partial(ng.optimizers.SGD, 0.1, momentum=0.9, nesterov=True),
    "Adam with amsgrad": partial(ng.optimizers.Adam, 0.05, amsgrad=True),
    "RMSprop centered": partial(ng.optimizers.RMSprop, 0.05, momentum=0.5, centered=True),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "clipvalue": {"clipvalue": 0.01},
    "clipnorm": {"clipnorm": 0.05},
    "global_clipnorm": {"global_clipnorm": 0.05},
    "decay": {"weight_decay": 0.1},
    "average": {"use_ema": True, "weight_decay": 0.01},
}
#: Optimizers that leave rows without a gradient alone.
LAZY = {"SGD", "GradientDescent", "Adagrad"}


def words(graph: ng.Graph, optimizer: Any, dtype: str = "float32") -> tuple[Any, Any, Any]:
    """Two look-ups in one table, so that their gradients are added up."""
    with graph:
        x = ng.placeholder((None, 4), "int64", name="x")
        table = ng.Variable(shape=(30, 3), dtype=dtype, initializer="uniform", name="table")
        first, second = ng.ops.gather(table, x), ng.ops.gather(table, x[:, :1])
        loss = ng.ops.sum(ng.ops.square(first - 0.5)) * 0.1 + ng.ops.sum(ng.ops.tanh(second)) * 0.2
        return loss, optimizer.minimize(loss), optimizer


def run(
    optimizer: Any, without: tuple[str, ...], batches: Any = None, dtype: str = "float32", device: str = "cpu"
) -> tuple[dict[str, Any], str]:
    graph = ng.Graph()
    loss, step, _ = words(graph, optimizer, dtype)
    rng = np.random.default_rng(0)
    batches = [rng.integers(0, 9, (5, 4)) for _ in range(5)] if batches is None else batches
    with ng.Session(graph=graph, seed=1, without=without, device=device) as session:
        for batch in batches:
            session.run([loss, step], {"x": batch})
        text = session.prepare([loss, step], {"x": ng.TensorType("int64", (5, 4))}).describe()
        return session.variables, text


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_update_gives_the_numbers_of_the_whole_gradient(name: str, options: dict[str, Any], device: str) -> None:
    found, text = run(OPTIMIZERS[name](**options), (), dtype="float64", device=device)
    expected, plain = run(OPTIMIZERS[name](**options), ("keep_rows",), dtype="float64")
    for key, value in expected.items():
        np.testing.assert_allclose(found[key], value, rtol=1e-12, atol=1e-14, err_msg=key)
    assert "rows" not in plain
    assert "2 gradients kept as rows\n" in text and " = gather_grad(" not in text


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", OPTIMIZERS)
@settings(max_examples=6, deadline=None)
@given(st.data())
def test_any_indices_give_the_numbers_of_the_whole_gradient(name: str, device: str, data: st.DataObject) -> None:
    """Rows that come twice, in any order, in some batches none."""
    batch = st.integers(0, 6).flatmap(
        lambda rows: st.lists(st.lists(st.integers(0, 29), min_size=4, max_size=4), min_size=rows, max_size=rows)
    )
    batches = [np.array(rows, np.int64).reshape(-1, 4) for rows in data.draw(st.lists(batch, min_size=1, max_size=3))]
    options = data.draw(st.sampled_from(list(OPTIONS.values())))
    found, _ = run(OPTIMIZERS[name](**options), (), batches, "float64", device)
    expected, _ = run(OPTIMIZERS[name](**options), ("keep_rows",), batches, "float64")
    for key, value in expected.items():
        np.testing.assert_allclose(found[key], value, rtol=1e-12, atol=1e-13, err_msg=key)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_large_table_trains_block_by_block(name: str) -> None:
    """Rows at the ends of blocks, and more blocks than one."""
    results = []
    for device, without in (("cpu", ("keep_rows",)), *((device, ()) for device in DEVICES)):
        graph = ng.Graph()
        with graph:
            x = ng.placeholder((None,), "int64", name="x")
            table = ng.Variable(np.random.default_rng(0).normal(size=(9001, 16)), name="table")
            step = OPTIMIZERS[name]().minimize(ng.ops.sum(ng.ops.square(ng.ops.gather(table, x) - 0.5)))
        with ng.Session(graph=graph, without=without, device=device) as session:
            for shift in range(3):
                ends = [0, 2047, 2048, 4095, 4096, 8191, 8192, 9000, 2048, 0]
                session.run(step, {x: [(row + shift) % 9001 for row in ends]})
            results.append(session.variables)
    for found in results[1:]:
        for key, value in results[0].items():
            np.testing.assert_allclose(found[key], value, rtol=1e-12, atol=1e-14, err_msg=key)


def test_plain_descent_touches_no_other_row() -> None:
    found, _ = run(ng.optimizers.SGD(0.1), ())
    graph = ng.Graph()
    words(graph, ng.optimizers.SGD(0.1))
    first = ng.Session(graph=graph, seed=1).get_variable("table")
    np.testing.assert_array_equal(found["table"][9:], first[9:])
    assert (found["table"][:9] != first[:9]).any(axis=1).all()


@pytest.mark.reference
@pytest.mark.parametrize("name", ["SGD", "Adam"])
def test_a_table_trains_as_in_keras(name: str) -> None:
    """Adam's running means fade for every row, also for those that a batch does not touch."""
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    start = np.random.default_rng(5).normal(size=(12, 3)).astype(np.float32)
    batches = [np.random.default_rng(i).integers(0, 12, (6,)) for i in range(8)]
    theirs = keras.Variable(start)
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.05)
    optimizer.build([theirs])
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((6,), "int64", name="x")
        table = ng.Variable(start, name="table")
        step = getattr(ng.optimizers, name)(0.05).minimize(ng.ops.sum(ng.ops.square(ng.ops.gather(table, x))))
    with ng.Session(graph=graph) as session:
        for batch in batches:
            gradient = np.zeros_like(start)
            np.add.at(gradient, batch, 2 * np.asarray(theirs.value)[batch])
            optimizer.apply([keras.ops.convert_to_tensor(gradient)], [theirs])
            session.run(step, {x: batch})
        np.testing.assert_allclose(session.get_variable("table"), np.asarray(theirs.value), rtol=2e-5, atol=1e-5)


def test_a_sparse_batch_gives_rows_for_the_weights() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((None, 100_000), layout="csr", name="x")
        w = ng.Variable(shape=(100_000, 4), initializer="glorot_uniform", name="w")
        loss = ng.ops.mean(ng.ops.square(x @ w - 1.0))
        step = ng.optimizers.Adam(0.01).minimize(loss)
        (slope,) = ng.gradients(loss, [w])
    batch = sparse.random(16, 100_000, 0.001, "csr", np.float32, np.random.default_rng(0))
    results = {}
    for without in ((), ("keep_rows",)):
        with ng.Session(graph=graph, seed=0, without=without) as session:
            for _ in range(3):
                _, fetched = session.run([step, slope], {x: batch})
            results[without] = session.get_variable("w"), fetched
            plan = session.prepare([step], {"x": ng.TensorType("float32", (16, 100_000), "csr")})
            assert ("1 gradients kept as rows" in plan.describe()) == (not without)
            assert plan.memory_bytes < 100_000 * 4 * 4 or without
    for a, b in zip(results[()], results[("keep_rows",)], strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int32"])
def test_indices_may_be_of_any_whole_dtype(dtype: str) -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((4,), dtype, name="x")
        table = ng.Variable(np.ones((70_000, 2), np.float32), name="table")
        step = ng.optimizers.Adam(0.5).minimize(ng.ops.sum(ng.ops.square(ng.ops.gather(table, x))))
    with ng.Session(graph=graph) as session:
        session.run(step, {x: np.array([100, 3, 100, 1], dtype)})
        moved = np.flatnonzero((session.get_variable("table") != 1).any(axis=1))
    assert moved.tolist() == [1, 3, 100]


def embedding(optimizer: Any) -> tuple[ng.Graph, Any]:
    graph = ng.Graph()
    with graph:
        tokens = ng.placeholder((None, 8), "int64", name="tokens")
        vectors = ng.nn.Embedding(60_000, 16)(tokens)
        return graph, optimizer.minimize(ng.ops.mean(ng.ops.square(vectors - 1.0)))


TABLE = 60_000 * 16 * 4
TOKENS = np.arange(32).reshape(4, 8) * 1800


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_embedding_trains_without_a_gradient_of_its_size(name: str, options: dict[str, Any]) -> None:
    graph, step = embedding(OPTIMIZERS[name](**options))
    with ng.Session(graph=graph, seed=0) as session:
        plan = session.prepare([step], {"tokens": ng.TensorType("int64", (4, 8))})
        assert plan.memory_bytes < TABLE / 2
        plan.feeds["tokens"][...] = TOKENS
        plan.run(0)
        tracemalloc.start()
        plan.run(1)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < TABLE / 8
    with ng.Session(graph=graph, seed=0, without=("keep_rows",)) as session:
        assert session.prepare([step], {"tokens": ng.TensorType("int64", (4, 8))}).memory_bytes > TABLE


@pytest.mark.skipif("cpu:torch" not in DEVICES, reason="PyTorch is not installed")
@pytest.mark.parametrize("options", [OPTIONS["plain"], OPTIONS["average"]], ids=["plain", "average"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_call_of_pytorch_makes_an_array_of_the_size_of_the_table(name: str, options: dict[str, Any]) -> None:
    from torch.profiler import ProfilerActivity, profile

    graph, step = embedding(OPTIMIZERS[name](**options))
    for without in ((), ("keep_rows",)):
        with ng.Session(graph=graph, seed=0, device="cpu:torch", without=without) as session:
            plan = session.prepare([step], {"tokens": ng.TensorType("int64", (4, 8))})
            plan.feeds["tokens"][...] = TOKENS
            plan.run(0)
            with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as watch:
                plan.run(1)
        largest = max(event.self_cpu_memory_usage for event in watch.events())
        assert largest < TABLE / 4 if not without else largest >= TABLE


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_rows_without_a_gradient_are_left_alone_where_the_update_does_so(name: str) -> None:
    graph, step = embedding(OPTIMIZERS[name]())
    session = ng.Session(graph=graph, seed=0)
    plan = session.prepare([step], {"tokens": ng.TensorType("int64", (4, 8))})
    (node,) = (node for node in plan._program.nodes if node.op == "rows_update")  # type: ignore[attr-defined]
    assert node.attrs["touched"] == (name in LAZY)


def _signed(b: Any, inputs: Any, attrs: Any) -> Any:
    variable, gradient, rate = inputs
    return b.subtract(variable, b.multiply(b.sign(gradient), b.cast(rate, dtype=variable.dtype)))


def _by_column(b: Any, inputs: Any, attrs: Any) -> Any:
    """What no row can know by itself: the length of each column of the gradient."""
    variable, gradient, rate = inputs
    size = b.add(b.sqrt(b.sum(b.square(gradient), axis=0)), 1e-7)
    return b.subtract(variable, b.multiply(b.divide(gradient, size), b.cast(rate, dtype=variable.dtype)))


def _by_length(b: Any, inputs: Any, attrs: Any) -> Any:
    """A step as long as the weights, as LARS takes it: the length of the decayed gradient must be known before any row moves."""
    variable, gradient, rate = inputs
    push = b.add(gradient, b.multiply(variable, 0.01))
    share = b.divide(b.l2_norm(variable), b.add(b.l2_norm(push), 1e-7))
    return b.subtract(variable, b.multiply(push, b.multiply(share, b.cast(rate, dtype=variable.dtype))))


@pytest.fixture
def declared() -> Iterator[Any]:
    """Declares update ops for the length of a test."""
    made: list[str] = []

    def declare(name: str, expand: Any) -> Any:
        op = Op(
            name=f"{name}_update", title=name.title(), inputs=(VARIABLE, GRADIENT, LEARNING_RATE), outputs=("variable",),
            infer=lambda types, attrs: types[0], expand=expand, help="An update.",
        )  # fmt: skip
        registry.register((op,))
        made.append(op.name)
        return optimizer_class(op, learning_rate=0.05)

    yield declare
    registry.unregister(made)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    ("expand", "says"),
    [
        (_signed, "2 gradients kept as rows\n"),
        (_by_column, "0 gradients kept as rows; written out, as no update takes them entry by entry: "),
        (_by_length, "0 gradients kept as rows; written out, as no update takes them entry by entry: "),
    ],
    ids=["entrywise", "by column", "by length"],
)
def test_a_new_optimizer_gets_rows_by_itself_or_the_whole_gradient(declared: Any, expand: Any, says: str, device: str) -> None:
    made = declared("fresh", expand)
    found, text = run(made(), (), dtype="float64", device=device)
    expected, _ = run(made(), ("keep_rows",), dtype="float64")
    np.testing.assert_allclose(found["table"], expected["table"], rtol=1e-12, atol=1e-14)
    assert says in text


@pytest.mark.parametrize("device", DEVICES)
def test_what_else_takes_the_gradient_gets_it_written_out(device: str) -> None:
    results = []
    for without in ((), ("keep_rows",)):
        graph = ng.Graph()
        with graph:
            optimizer = ng.optimizers.Adam(0.05)
            _, step, _ = words(graph, optimizer, "float64")
            slope = optimizer.gradients["table"]
            columns, norm = ng.ops.sum(slope, axis=0), ng.ops.l2_norm(slope)
        with ng.Session(graph=graph, seed=1, without=without, device=device) as session:
            batch = np.random.default_rng(0).integers(0, 30, (5, 4))
            fetched = session.run([step, columns, norm, slope, graph.node("table").outputs[0]], {"x": batch})
            results.append([*fetched[1:], session.get_variable("table")])
            plan = session.prepare([step, columns, norm], {"x": ng.TensorType("int64", (5, 4))})
            assert without or f"2 gradients kept as rows; written out as well for {columns.node.name}\n" in plan.describe()
    for found, expected in zip(*results, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)


def test_more_look_ups_than_rows_make_a_gradient_of_the_whole_table() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((8,), "int64", name="x")
        table = ng.Variable(np.ones((6, 2), np.float32), name="table")
        step = ng.optimizers.Adam(0.5).minimize(ng.ops.sum(ng.ops.square(ng.ops.gather(table, x))))
    with ng.Session(graph=graph) as session:
        assert "no gradient is made row by row" in session.prepare([step], {"x": ng.TensorType("int64", (8,))}).describe()


@pytest.mark.parametrize("device", DEVICES)
def test_a_penalty_on_all_weights_joins_the_rows(device: str) -> None:
    """The gradient is then whole, but it is made where the update needs it."""
    results = []
    for without in ((), ("keep_rows",)):
        graph = ng.Graph()
        with graph:
            x = ng.placeholder((4,), "int64", name="x")
            table = ng.Variable(np.random.default_rng(0).normal(size=(50, 3)), name="table")
            loss = ng.ops.sum(ng.ops.tanh(ng.ops.gather(table, x))) + 0.1 * ng.ops.sum(ng.ops.square(table))
            step = ng.optimizers.Adam(0.05).minimize(loss)
        with ng.Session(graph=graph, without=without, device=device) as session:
            for _ in range(3):
                session.run(step, {x: [3, 0, 3, 49]})
            results.append(session.variables)
            text = session.prepare([step], {"x": ng.TensorType("int64", (4,))}).describe()
            assert ("1 gradients kept as rows" in text) == (not without)
    for key, value in results[1].items():
        np.testing.assert_allclose(results[0][key], value, rtol=1e-12, atol=1e-14)


def test_a_gradient_of_a_gradient_goes_through_a_table() -> None:
    x = ng.placeholder((4,), "int64")
    table = ng.Variable(np.random.default_rng(0).normal(size=(6, 2)), name="double")
    (slope,) = ng.gradients(ng.ops.sum(ng.ops.tanh(ng.ops.gather(table, x))), [table])
    (second,) = ng.gradients(ng.ops.sum(ng.ops.square(slope)), [table])
    step = ng.optimizers.SGD(0.1).minimize(ng.ops.sum(ng.ops.square(slope)), [table])
    with ng.Session() as session:
        assert np.isfinite(session.run([second, step], {x: [0, 1, 1, 5]})[0]).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=15), st.integers(0, 3))
def test_rows_are_the_array_that_they_stand_for(indices: list[int], width: int) -> None:
    rng = np.random.default_rng(len(indices))
    rows = Rows(np.array(indices, np.int64), rng.normal(size=(len(indices), width)), (7, width))
    whole = np.zeros((7, width))
    for place, index in enumerate(indices):
        whole[index] += rows.values[place]
    np.testing.assert_allclose(rows.toarray(), whole, rtol=1e-12, atol=1e-12)
    merged = rows.merged()
    assert (np.diff(merged.indices) > 0).all()
    np.testing.assert_allclose(merged.toarray(), whole, rtol=1e-12, atol=1e-12)
