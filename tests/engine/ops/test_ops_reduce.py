"""Reductions: axes, empty tensors, infinities, ties and zeros."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes

from engine.ops.reduce import reduced_shape
from engine.ops.registry import get
from engine.testing.gradcheck import check_op
from engine.testing.strategies import shapes

NUMPY: dict[str, Any] = {"sum": np.sum, "prod": np.prod, "max": np.max, "min": np.min, "mean": np.mean, "variance": np.var}


@settings(max_examples=60, deadline=None)
@given(st.data(), shapes(), st.sampled_from(sorted(NUMPY)), st.booleans())
def test_any_axes_of_any_shape(data: st.DataObject, shape: tuple[int, ...], op: str, keepdims: bool) -> None:
    axes = data.draw(st.lists(st.sampled_from(range(len(shape))), unique=True) if shape else st.just([]))
    axis: Any = data.draw(st.sampled_from([None, axes, [a - len(shape) for a in axes]]))
    over = range(len(shape)) if axis is None else axes
    if 0 in [shape[a] for a in over] and op not in ("sum", "prod"):
        return
    x = np.asarray(np.random.default_rng(7).permutation(int(np.prod(shape))).reshape(shape) / 4.0)
    expected = NUMPY[op](x, axis=None if axis is None else tuple(axis), keepdims=keepdims)
    np.testing.assert_allclose(run(op, x, axis=axis, keepdims=keepdims), expected, rtol=1e-12)
    assert infer(op, shape, axis=axis, keepdims=keepdims) == np.shape(expected)
    check_op(get(op), [x * 0.1 + 0.3], {"axis": axis, "keepdims": keepdims})


def test_named_dimensions_stay() -> None:
    assert infer("mean", ("batch", 3), axis=1) == ("batch",)
    assert infer("mean", ("batch", None, 3), axis=[0, -1], keepdims=True) == (1, None, 1)
    assert reduced_shape(("batch", 2), None, False) == ()


@pytest.mark.parametrize("op", ["max", "min"])
def test_ties_share_the_gradient(op: str) -> None:
    np.testing.assert_allclose(slopes(op, np.array([1.0, 1.0, 1.0, 1.0]))[0], 0.25)
    x = np.array([[2.0, 1.0, 2.0], [0.0, 0.0, 5.0]])
    expected = {"max": [[0.5, 0, 0.5], [0, 0, 1]], "min": [[0, 1, 0], [0.5, 0.5, 0]]}[op]
    np.testing.assert_allclose(slopes(op, x, axis=1)[0], expected)


@pytest.mark.parametrize("zeros", [[], [1], [0, 2]])
def test_gradient_of_a_product_with_zeros(zeros: list[int]) -> None:
    x = np.array([2.0, 3.0, 4.0])
    x[zeros] = 0
    np.testing.assert_allclose(slopes("prod", x)[0], [x[1] * x[2], x[0] * x[2], x[0] * x[1]])
    check_op(get("prod"), [np.stack([x, x + 1])], {"axis": 1})


def test_logsumexp_of_large_and_infinite_numbers() -> None:
    assert run("logsumexp", np.array([1000.0, 1000.0])) == pytest.approx(1000 + np.log(2))
    assert run("logsumexp", np.array([-1000.0, -1000.0])) == pytest.approx(-1000 + np.log(2))
    assert run("logsumexp", np.array([-np.inf, 0.0])) == 0
    assert run("logsumexp", np.array([-np.inf, -np.inf])) == -np.inf
    assert run("logsumexp", np.array([np.inf, 0.0])) == np.inf
    assert np.isnan(run("logsumexp", np.array([np.nan, 0.0])))
    np.testing.assert_allclose(slopes("logsumexp", np.array([-np.inf, 0.0, 0.0]))[0], [0, 0.5, 0.5])
    np.testing.assert_array_equal(slopes("logsumexp", np.array([-np.inf, -np.inf]))[0], [0, 0])


def test_nothing_to_reduce() -> None:
    assert np.isnan(run("mean", np.zeros((0,))))
    assert np.isnan(run("variance", np.zeros((0,))))
    assert run("sum", np.zeros((0,))) == 0
    assert run("prod", np.zeros((0,))) == 1
    assert run("logsumexp", np.zeros((0,))) == -np.inf
    assert run("l2_norm", np.zeros((0,))) == 0
    assert slopes("mean", np.zeros((0, 3)))[0].shape == (0, 3)
    for op in ("max", "min", "argmax", "argmin"):
        assert "empty axis has no largest or smallest entry" in refusal(op, (0, 3), axis=0)


def test_integers_add_up_in_int64() -> None:
    assert run("sum", np.full(3, 100, np.int8)) == 300
    assert run("sum", np.array([True, False, True])) == 2
    assert run("prod", np.full(3, 100, np.uint8)) == 1_000_000
    assert run("mean", np.array([1, 2], np.int32)).dtype == np.float32
    assert run("mean", np.array([True, False])) == 0.5


def test_argmax_takes_the_first_of_several() -> None:
    x = np.array([[1.0, 3.0, 3.0], [2.0, 0.0, 2.0]])
    np.testing.assert_array_equal(run("argmax", x, axis=1), [1, 0])
    np.testing.assert_array_equal(run("argmin", x, axis=-1, keepdims=True), [[0], [1]])
    assert run("argmax", x) == 1
    assert run("argmax", x).dtype == np.int64


def test_l2_norm_at_zero_and_far_out() -> None:
    np.testing.assert_array_equal(slopes("l2_norm", np.zeros(3))[0], [0, 0, 0])
    assert run("l2_norm", np.array([3e30, 4e30], np.float32)) == np.float32(5e30)


def test_wrong_axes_get_one_sentence() -> None:
    assert refusal("sum", (2, 3), axis=2) == "Sum 'here': there is no axis 2 in a value with 2 dimensions"
    assert "names a dimension twice" in refusal("mean", (2, 3), axis=[0, -2])
    assert refusal("sum", (2, 3), axis="rows") == "Sum 'here': axis is 'rows', but must be a list of whole numbers"


def test_std_and_norm_have_no_slope_where_there_is_none() -> None:
    np.testing.assert_array_equal(slopes("std", np.full(3, 2.0))[0], [0, 0, 0])
    np.testing.assert_array_equal(slopes("norm", np.zeros(3))[0], [0, 0, 0])
    assert run("norm", np.array([[3.0, -4.0]]), axis=1) == [5.0]
    assert run("norm", np.array([3.0, -4.0]), ord=1.0) == 7.0
    assert run("std", np.array([1.0, 3.0])) == 1.0
    assert "ord is 0.5, but must be a number of at least 1" in refusal("norm", (2,), ord=0.5)


def test_any_and_all_of_nothing() -> None:
    assert run("any", np.zeros(0, bool)) == np.False_
    assert run("all", np.zeros(0, bool)) == np.True_
    assert "takes bool values" in refusal("any", (2,))


def test_cumsum_from_either_end() -> None:
    x = np.array([[1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(run("cumsum", x), [[1, 3, 6]])
    np.testing.assert_array_equal(run("cumsum", x, reverse=True), [[6, 5, 3]])
    assert run("cumsum", np.array([100, 100], np.int8)).tolist() == [100, 200]
    assert "there is no axis -1" in refusal("cumsum", ())
