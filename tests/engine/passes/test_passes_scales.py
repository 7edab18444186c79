"""Scales and shifts of a product's channels, taken into its kernel."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine as ng
from engine.ir.graph import Value
from engine.passes.pipeline import compile_program

PASS = "fold_scales"


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


def ops(*fetches: Value) -> list[str]:
    """What the plan calls on values as large as the result."""
    size = max(value.type.size or 0 for value in fetches)
    nodes = [node for node in compile_program(fetches).program.nodes if node.op not in ("placeholder", "variable")]
    return [node.op for node in nodes if (node.outputs[0].type.size or 0) >= size]


def both(value: Value, feeds: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The value with the pass and without."""
    found = []
    for without in ((), (PASS,)):
        with ng.Session(graph=value.graph, seed=1, without=without) as session:
            found.append(np.array(session.run(value, feed_dict=feeds, training=False)))
    return found[0], found[1]


def normalized(x: Value) -> Value:
    return ng.nn.ReLU()(ng.nn.BatchNormalization()(ng.nn.Conv2D(3, 3, padding="same")(x)))


def test_batch_normalization_costs_one_addition_at_inference() -> None:
    assert ops(normalized(ng.placeholder((4, 8, 8, 2), name="x"))) == ["conv2d", "add", "relu"]


def test_while_training_the_scales_stay_as_their_gradients_read_what_is_between() -> None:
    x, y = ng.placeholder((4, 8, 8, 2), name="x"), ng.placeholder((4, 8, 8, 3), name="y")
    loss = ng.losses.mean_squared_error(y, normalized(x))
    reports = compile_program([loss, ng.optimizers.SGD(0.1).minimize(loss)]).reports
    (report,) = [report for report in reports if report.name == PASS]
    assert report.note == "0 products take scales in"


def test_what_is_read_twice_or_fetched_stays() -> None:
    x = ng.placeholder((64, 4), name="x")
    product = x @ ng.Variable(np.ones((4, 4), "float32"), name="k")
    scaled = product * ng.Variable(np.arange(4, dtype="float32"), name="a")
    assert ops(scaled, product) == ["matmul", "multiply"]
    assert ops(scaled + product)[:2] == ["matmul", "multiply"]
    assert ops(scaled) == ["matmul"]


def test_a_kernel_larger_than_what_it_makes_is_left_alone() -> None:
    x = ng.placeholder((2, 100), name="x")
    scaled = (x @ ng.Variable(np.ones((100, 4), "float32"), name="k")) * np.arange(4, dtype="float32")
    assert ops(scaled) == ["matmul", "multiply"]


def test_a_number_for_each_row_is_no_scale_of_a_channel() -> None:
    x = ng.placeholder((64, 4), name="x")
    scaled = (x @ ng.Variable(np.ones((4, 4), "float32"), name="k")) * ng.Variable(np.ones((64, 1), "float32"), name="a")
    assert ops(scaled) == ["matmul", "multiply"]


_SHAPES = ((), (3,), (1,), (1, 3), (1, 1))
_STEP = st.tuples(st.sampled_from(["+", "-", "*", "/", "reversed -", "reversed /"]), st.sampled_from(_SHAPES))


@given(steps=st.lists(_STEP, min_size=1, max_size=6), image=st.booleans(), seed=st.integers(0, 9))
def test_any_chain_of_steps_gives_the_same_to_rounding(steps: list[tuple[str, tuple[int, ...]]], image: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = (5, 6, 6, 2) if image else (40, 2)
    with ng.Graph():
        x = ng.placeholder(shape, dtype="float64", name="x")
        kernel = ng.Variable(rng.normal(size=(3, 3, 2, 3) if image else (2, 3)), name="k")
        value = ng.ops.conv2d(x, kernel, padding="same") if image else x @ kernel
        for place, (sign, size) in enumerate(steps):
            by = ng.Variable(rng.uniform(0.5, 2.0, size), name=f"v{place}")
            match sign.removeprefix("reversed "):
                case "+":
                    value = value + by
                case "-":
                    value = by - value if sign.startswith("reversed") else value - by
                case "*":
                    value = value * by
                case _:
                    value = by / value if sign.startswith("reversed") else value / by
        folded, plain = both(value, {"x": rng.normal(size=shape)})
    np.testing.assert_allclose(folded, plain, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_comes_out_where_it_did(bad: float) -> None:
    x = ng.placeholder((1, 8, 8, 2), name="x")
    rows = np.ones((1, 8, 8, 2), "float32")
    rows[0, 4, 4, 1] = bad
    folded, plain = both(normalized(x), {"x": rows})
    np.testing.assert_array_equal(np.isnan(folded), np.isnan(plain))
    np.testing.assert_array_equal(np.isinf(folded), np.isinf(plain))
    assert not np.isfinite(plain).all()
