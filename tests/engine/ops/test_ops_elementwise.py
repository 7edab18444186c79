"""Arithmetic: ties, corners at zero, integers, dtypes and broadcasting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes, slopes_of

from engine import ops
from engine.errors import FeedError
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.testing.gradcheck import check_op
from engine.testing.strategies import broadcastable

BINARY = ["add", "subtract", "multiply", "divide", "maximum", "minimum"]


@settings(max_examples=60, deadline=None)
@given(broadcastable(), st.sampled_from(BINARY), st.integers(0, 1000))
def test_broadcasting_is_numpys_and_gradients_are_summed_back(shapes: tuple[tuple[int, ...], ...], op: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = (np.asarray(rng.uniform(0.5, 2.0, shape)) for shape in shapes)
    np.testing.assert_array_equal(run(op, a, b), getattr(np, op)(a, b))
    check_op(ops.registry.get(op), [a, b])


@given(broadcastable(count=3))
@settings(max_examples=40, deadline=None)
def test_where_broadcasts_all_three(shapes: tuple[tuple[int, ...], ...]) -> None:
    rng = np.random.default_rng(len(shapes[0]))
    condition, a, b = np.asarray(rng.random(shapes[0]) < 0.5), rng.random(shapes[1]), rng.random(shapes[2])
    np.testing.assert_array_equal(run("where", condition, a, b), np.where(condition, a, b))
    check_op(ops.registry.get("where"), [condition, np.asarray(a), np.asarray(b)])


@pytest.mark.parametrize(("op", "at", "slope"), [("absolute", 0.0, 0.0), ("relu", 0.0, 0.0), ("sqrt", 0.0, np.inf)])
def test_derivative_at_the_corner(op: str, at: float, slope: float) -> None:
    assert slopes(op, np.array([at]))[0] == [slope]


@pytest.mark.parametrize("op", ["maximum", "minimum"])
def test_a_tie_gives_each_side_half(op: str) -> None:
    left, right = slopes(op, np.array([1.0, 2.0]), np.array([1.0, 5.0]))
    np.testing.assert_array_equal(left + right, [1, 1])
    assert left[0] == right[0] == 0.5


@pytest.mark.parametrize(
    ("base", "exponent", "to_base", "to_exponent"),
    [(0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0), (0.0, 2.0, 0.0, 0.0), (0.0, 0.5, np.inf, 0.0), (2.0, 0.0, 0.0, np.log(2))],
)
def test_power_at_zero(base: float, exponent: float, to_base: float, to_exponent: float) -> None:
    found = slopes("power", np.array(base), np.array(exponent))
    np.testing.assert_allclose(found, [to_base, to_exponent])


def test_power_of_a_negative_base() -> None:
    (slope,) = slopes_of(lambda b, x: b.power(x, 3), np.array([-2.0]))
    assert slope == [12.0]
    (again,) = slopes_of(lambda b, x: b.power(x, 3), np.array([-2.0, 0.0]), order=2)
    np.testing.assert_array_equal(again, [-12.0, 0.0])


def test_mixed_second_derivative_of_power_where_the_exponent_is_zero() -> None:
    def cross(b, x, y):  # type: ignore[no-untyped-def]
        (to_base,) = ops.state.gradients(b.power(x, y), [x])
        return to_base

    _, found = slopes_of(cross, np.array(2.0), np.array(0.0))
    assert found == pytest.approx(0.5)


def test_integer_power() -> None:
    np.testing.assert_array_equal(run("power", np.array([2, -3]), np.array([3, 2])), [8, 9])
    with pytest.raises(FeedError, match="negative power -1; insert Cast"):
        run("power", np.array([2, 3]), np.array([1, -1]))


def test_division_of_integers_is_not_cut_off() -> None:
    result = run("divide", np.array([1, 7], np.int32), np.array([2, 2], np.int32))
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, [0.5, 3.5])


def test_division_by_zero_is_infinite_or_nan_without_a_word() -> None:
    np.testing.assert_array_equal(run("divide", np.array([1.0, -1.0, 0.0]), np.zeros(3)), [np.inf, -np.inf, np.nan])


@pytest.mark.parametrize(
    ("left", "right", "common"),
    [
        ("int32", "float32", "float32"),
        ("int64", "float16", "float16"),
        ("float16", "float32", "float32"),
        ("float32", "float64", "float64"),
        ("int32", "int64", "int64"),
        ("bool", "int32", "int32"),
    ],
)
def test_promotion(left: str, right: str, common: str) -> None:
    graph = Graph("promotion")
    a, b = (graph.add("placeholder", (), {"shape": [2], "dtype": dtype}).outputs[0] for dtype in (left, right))
    assert ops.not_equal(a, b).node.inputs[0].dtype == common
    if left != "bool":
        assert ops.add(a, b).dtype == ops.add(b, a).dtype == common


def test_a_python_number_takes_the_dtype_beside_it() -> None:
    graph = Graph("weak")
    for dtype in ("float16", "float64", "int64"):
        x = graph.add("placeholder", (), {"shape": [2], "dtype": dtype}).outputs[0]
        assert (x + 1).dtype == (1 - x).dtype == dtype
    assert (x + 0.5).dtype == "float32"


def test_float16_stays_float16() -> None:
    x = np.array([0.5, 1.0], np.float16)
    for op in ("exp", "log", "sqrt", "sin", "square", "sigmoid", "tanh", "softplus", "relu", "sum", "mean", "logsumexp"):
        assert run(op, x).dtype == np.float16, op
    assert slopes("multiply", x, x)[0].dtype == np.float16
    assert run("sum", np.ones(4096, np.float16)) == 4096
    assert run("mean", np.full(4096, 100.0, np.float16)) == 100


def test_functions_of_integers_are_float32() -> None:
    for op in ("exp", "sqrt", "tanh", "sigmoid", "softplus", "reciprocal"):
        assert run(op, np.array([1, 2], np.int64)).dtype == np.float32, op


def test_clip() -> None:
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, np.nan])
    np.testing.assert_array_equal(run("clip", x, minimum=-1.0, maximum=1.0), np.clip(x, -1, 1))
    np.testing.assert_array_equal(slopes("clip", x, minimum=-1.0, maximum=1.0)[0], [0, 1, 1, 1, 0, 0])
    np.testing.assert_array_equal(run("clip", np.array([1, 5]), maximum=3.0), [1, 3])
    assert refusal("clip", (2,)) == "Clip 'here': clips nothing; set minimum, maximum or both"
    assert "swap them" in refusal("clip", (2,), minimum=2, maximum=1)
    assert "whole numbers" in refusal("clip", TensorType("int32", (2,)), minimum=0.5)


def test_cast_cuts_towards_zero_and_passes_the_gradient_between_floats_only() -> None:
    np.testing.assert_array_equal(run("cast", np.array([-1.7, 1.7]), dtype="int32"), [-1, 1])
    np.testing.assert_array_equal(run("cast", np.array([0, 2, -1]), dtype="bool"), [False, True, True])
    (slope,) = slopes("cast", np.array([1.0, 2.0], np.float32), dtype="float64")
    assert slope.dtype == np.float32
    (none,) = slopes_of(lambda b, x: b.cast(b.cast(x, dtype="int32"), dtype="float64"), np.array([1.0, 2.0]))
    np.testing.assert_array_equal(none, [0, 0])


def test_stop_gradient() -> None:
    (slope,) = slopes_of(lambda b, x: b.stop_gradient(x) * x, np.array([3.0]))
    assert slope == [3.0]


def test_named_dimensions_broadcast() -> None:
    assert infer("add", ("batch", 3), (3,)) == ("batch", 3)
    assert infer("add", ("batch", 1), ("batch", 3)) == ("batch", 3)
    assert infer("add", ("batch", 3), (1, 3)) == ("batch", 3)
    assert infer("add", (None, 3), (4, 3)) == (4, 3)
    assert "batch×3 and time×3 cannot be broadcast together" in refusal("add", ("batch", 3), ("time", 3))


def test_wrong_inputs_get_one_sentence() -> None:
    assert refusal("add", (2, 3), (4,)) == (
        "Add 'here': shapes 2×3 and 4 cannot be broadcast together; make their last dimensions equal or 1"
    )
    assert refusal("multiply", TensorType("float32", ()), TensorType("int32", ())) == (
        "Multiply 'here': takes inputs of one dtype, but got float32 and int32; insert Cast before one of them"
    )
    assert "takes number values, but got bool; insert Cast" in refusal("exp", TensorType("bool", ()))
    assert "takes bool values" in refusal("where", (2,), (2,), (2,))
    assert "takes 2 inputs (a, b), but got 1" in refusal("add", (2,))
