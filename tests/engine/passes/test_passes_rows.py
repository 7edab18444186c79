"""Gradients that stay rows from the look-up to the update: the same numbers, without the whole array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import engine as ng
from engine.ir.matrix import Rows

ROWS = {"adam_update", "sgd_update"}
OPTIMIZERS: dict[str, Any] = {
    "sgd": lambda **options: ng.optimizers.SGD(0.1, **options),
    "momentum": lambda **options: ng.optimizers.SGD(0.1, momentum=0.9, **options),
    "nesterov": lambda **options: ng.optimizers.SGD(0.1, momentum=0.9, nesterov=True, **options),
    "adam": lambda **options: ng.optimizers.Adam(0.05, **options),
    "rmsprop": lambda **options: ng.optimizers.RMSprop(0.05, **options),
    "adagrad": lambda **options: ng.optimizers.Adagrad(0.05, **options),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "clipvalue": {"clipvalue": 0.01},
    "clipnorm": {"clipnorm": 0.05},
    "global_clipnorm": {"global_clipnorm": 0.05},
    "decay": {"weight_decay": 0.1},
    "average": {"use_ema": True},
}


def words(graph: ng.Graph, optimizer: Any) -> tuple[Any, Any, Any]:
    """Two look-ups in one table, so that their gradients are added up."""
    with graph:
        x = ng.placeholder((None, 4), "int64", name="x")
        table = ng.Variable(shape=(30, 3), initializer="uniform", name="table")
        first, second = ng.ops.gather(table, x), ng.ops.gather(table, x[:, :1])
        loss = ng.ops.mean(ng.ops.square(first - 0.5)) + ng.ops.mean(ng.ops.tanh(second))
        return loss, optimizer.minimize(loss), optimizer


def run(optimizer: Any, without: tuple[str, ...], steps: int = 5) -> tuple[dict[str, Any], str]:
    graph = ng.Graph()
    loss, step, _ = words(graph, optimizer)
    rng = np.random.default_rng(0)
    with ng.Session(graph=graph, seed=1, without=without) as session:
        for _ in range(steps):
            session.run([loss, step], {"x": rng.integers(0, 9, (5, 4))})
        text = session.prepare([loss, step], {"x": ng.TensorType("int64", (5, 4))}).describe()
        return session.variables, text


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_update_gives_the_numbers_of_the_whole_gradient(name: str, options: dict[str, Any]) -> None:
    found, text = run(OPTIMIZERS[name](**options), ())
    expected, plain = run(OPTIMIZERS[name](**options), ("keep_rows",))
    for key, value in expected.items():
        np.testing.assert_allclose(found[key], value, rtol=2e-6, atol=1e-7, err_msg=key)
    assert "rows" not in plain
    if name in ("sgd", "momentum", "nesterov", "adam"):
        assert "2 gradients kept as rows" in text and "gather_grad: float32[30, 3] at" not in text


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


@pytest.mark.parametrize("make", [lambda: ng.optimizers.SGD(0.1), lambda: ng.optimizers.Adam(0.1)], ids=["sgd", "adam"])
def test_an_embedding_trains_without_a_gradient_of_its_size(make: Any) -> None:
    graph = ng.Graph()
    with graph:
        tokens = ng.placeholder((None, 8), "int64", name="tokens")
        vectors = ng.nn.Embedding(200_000, 8)(tokens)
        step = make().minimize(ng.ops.mean(ng.ops.square(vectors - 1.0)))
    sizes = {}
    for without in ((), ("keep_rows",)):
        with ng.Session(graph=graph, seed=0, without=without) as session:
            session.run(step, {"tokens": np.arange(32).reshape(4, 8) * 6000})
            sizes[without] = session.prepare([step], {"tokens": ng.TensorType("int64", (4, 8))}).memory_bytes
    table = 200_000 * 8 * 4
    assert sizes[()] < table / 4 and sizes[("keep_rows",)] > table


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
