"""Poolings that go before a bias and ReLU, and their ways back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine as ng
from engine.ir.graph import Value
from engine.passes.pipeline import compile_program
from engine.testing.interpret import Interpreter

PASS = "pool_early"


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


def network(x: Value, bias: Value, relu: bool = True, **pool: Any) -> Value:
    y = x + bias
    return ng.ops.max_pool(ng.ops.relu(y) if relu else y, **pool)


def note_of(*fetches: Value) -> str:
    reports = compile_program(fetches).reports
    return next(report.note for report in reports if report.name == PASS)


def sizes(*fetches: Value) -> dict[str, int]:
    """How many entries each op makes; of several of a kind the most."""
    found: dict[str, int] = {}
    for node in compile_program(fetches).program.nodes:
        found[node.op] = max(found.get(node.op, 0), node.outputs[0].type.size or 0)
    return found


def test_a_layer_pools_before_its_bias_on_both_ways() -> None:
    x = ng.placeholder((2, 8, 8, 3), name="x")
    y = ng.nn.MaxPooling2D(pool_size=2)(ng.nn.Conv2D(5, 3, padding="same", activation="relu")(x))
    loss = ng.ops.sum(y * y)
    found = sizes(loss, ng.optimizers.SGD(0.1).minimize(loss))
    small = 2 * 4 * 4 * 5
    assert found["add"] == found["relu"] == found["greater"] == found["where"] == small
    assert found["conv2d"] == found["max_pool_grad"] == 4 * small


def test_what_is_looked_at_stays() -> None:
    x, bias = ng.placeholder((2, 4, 4, 3), name="x"), ng.placeholder((3,), name="bias")
    y = ng.ops.relu(x + bias)
    pooled = ng.ops.max_pool(y, pool_size=2)
    assert note_of(pooled).startswith("1 pooling")
    assert "nothing stands" in note_of(pooled, y)
    assert "nothing stands" in note_of(pooled, ng.ops.sum(y))
    assert "nothing stands" in note_of(ng.ops.max_pool(x + ng.placeholder((4, 1, 3), name="rows"), pool_size=2))
    assert "nothing stands" in note_of(ng.ops.max_pool(ng.ops.sigmoid(x), pool_size=2))


_POOLS: list[dict[str, Any]] = [{"pool_size": 2}, {"pool_size": [3, 2], "strides": [2, 1], "padding": "same"}]
_STRANGE = st.sampled_from([None, np.nan, np.inf, -np.inf])


@given(st.booleans(), st.booleans(), st.sampled_from(_POOLS), _STRANGE, st.integers(0, 99))
def test_numbers_are_those_without_the_pass(
    relu: bool, biased: bool, pool: dict[str, Any], strange: float | None, seed: int
) -> None:
    """Values and gradients, with NaN and infinities among the pixels."""
    rng = np.random.default_rng(seed)
    shape = (2, 5, 6, 3)
    feeds = {"x": rng.normal(size=shape), "bias": rng.normal(size=3)}
    if strange is not None:
        feeds["x"].flat[rng.integers(feeds["x"].size)] = strange
    with ng.Graph():
        x, bias = ng.placeholder(shape, dtype="float64", name="x"), ng.placeholder((3,), dtype="float64", name="bias")
        y = network(x, bias if biased else ng.constant(np.zeros(3)), relu, **pool)
        total = ng.ops.sum(y * y)
        fetches = [y, *ng.gradients(total, [x, bias] if biased else [x])]
    types = {value.name: value.type for value in (x, bias)}
    found = [
        Interpreter(compile_program(fetches, types, without=without).program.fetches, types)(feeds) for without in ((), (PASS,))
    ]
    for with_, out in zip(*found, strict=True):
        np.testing.assert_allclose(with_, out, rtol=1e-12, atol=1e-12)
