"""Random draws: their definition in NumPy's terms, their range, and what they refuse."""

from __future__ import annotations

import numpy as np
from ops_bench import infer, refusal, run

from engine import ops
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.testing.interpret import Interpreter


def drawn(step: int = 0, seed: int = 0) -> np.ndarray:
    with Graph("draw"):
        value = ops.random_uniform(shape=(3, 2))
    return Interpreter([value], {})({}, seed=seed, step=step)[0]


def test_a_draw_is_numpys() -> None:
    expected = np.random.default_rng([7, 0, 5]).uniform(0, 1, (3, 2)).astype("float32")
    np.testing.assert_array_equal(drawn(step=5, seed=7), expected)
    with Graph("draw"):
        value = ops.random_normal(shape=(3, 2), mean=1.0, stddev=2.0, seed=42, dtype="float64")
    (found,) = Interpreter([value], {})({}, seed=7, step=5)
    np.testing.assert_array_equal(found, np.random.default_rng([7, 42, 5]).normal(1.0, 2.0, (3, 2)))


def test_steps_differ_and_nodes_differ() -> None:
    assert not np.array_equal(drawn(step=0), drawn(step=1))
    with Graph("two"):
        a, b = ops.random_uniform(shape=(4,)), ops.random_uniform(shape=(4,))
    first, second = Interpreter([a, b], {})({})
    assert not np.array_equal(first, second)


def test_range_and_dtype() -> None:
    with Graph("range"):
        value = ops.random_uniform(shape=(1000,), minval=-3.0, maxval=-1.0, dtype="float64")
    (found,) = Interpreter([value], {})({})
    assert found.dtype == np.float64
    assert found.min() >= -3
    assert found.max() < -1


def test_shape_of_a_value() -> None:
    assert run("random_normal", np.zeros((2, 3), np.int32), has_like=True).shape == (2, 3)
    assert infer("random_uniform", TensorType("int64", ("batch", 3)), has_like=True) == ("batch", 3)


def test_refusals() -> None:
    assert "give one of them" in refusal("random_uniform")
    assert "give one of them" in refusal("random_uniform", (2,), has_like=True, shape=[2])
    assert "cannot draw the shape batch×3" in refusal("random_uniform", shape=["batch", 3])
    assert "draws floats, but dtype is int32" in refusal("random_normal", shape=[2], dtype="int32")
    assert "swap them" in refusal("random_uniform", shape=[2], minval=1, maxval=0)
