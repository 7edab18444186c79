"""Activations far from zero, softmax with infinities, and dropout's share and scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes

from engine.ir.types import TensorType
from engine.testing.strategies import arrays

FAR = np.array([-1000.0, -50.0, 0.0, 50.0, 1000.0])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("op", ["sigmoid", "tanh", "softplus", "relu"])
def test_far_from_zero_nothing_overflows(op: str, dtype: str) -> None:
    x = FAR.astype(dtype)
    assert np.isfinite(run(op, x)).all()
    assert np.isfinite(slopes(op, x)[0]).all()


def test_small_probabilities_are_not_lost() -> None:
    assert run("sigmoid", np.array(-50.0)) == pytest.approx(np.exp(-50), rel=1e-12)
    assert run("softplus", np.array(-50.0)) == pytest.approx(np.exp(-50), rel=1e-12)
    assert run("softplus", np.array(1000.0)) == 1000
    np.testing.assert_allclose(run("log_softmax", np.array([0.0, -800.0])), [0, -800])


def test_softmax_of_large_and_infinite_scores() -> None:
    np.testing.assert_allclose(run("softmax", np.array([1000.0, 1000.0, -1000.0])), [0.5, 0.5, 0])
    np.testing.assert_allclose(run("softmax", np.array([-np.inf, 0.0])), [0, 1])
    np.testing.assert_array_equal(run("log_softmax", np.array([-np.inf, 0.0])), [-np.inf, 0])
    assert np.isnan(run("softmax", np.array([np.inf, 0.0]))).any()
    np.testing.assert_allclose(slopes("log_softmax", np.array([1000.0, -1000.0]))[0], [-1, 1])


@settings(max_examples=30, deadline=None)
@given(st.tuples(st.integers(0, 3), st.integers(1, 4)).flatmap(lambda shape: arrays(shape, -20, 20)), st.floats(-100, 100))
def test_softmax_sums_to_one_and_ignores_a_shift(x: np.ndarray, shift: float) -> None:
    y = run("softmax", x)
    np.testing.assert_allclose(y.sum(axis=-1), 1)
    np.testing.assert_allclose(run("softmax", x + shift), y, rtol=1e-9)
    np.testing.assert_allclose(np.log(y), run("log_softmax", x), atol=1e-9)


def test_softmax_needs_its_axis() -> None:
    assert infer("softmax", ("batch", 10)) == ("batch", 10)
    assert "there is no axis -1" in refusal("softmax", ())
    assert "there is no axis 2" in refusal("log_softmax", (2, 3), axis=2)


def test_dropout_drops_a_share_and_keeps_the_mean() -> None:
    x = np.ones((200, 200))
    y = run("dropout", x, rate=0.3, training=True)
    assert np.mean(y == 0) == pytest.approx(0.3, abs=0.01)
    np.testing.assert_allclose(np.unique(y), [0, 1 / 0.7])
    np.testing.assert_array_equal(run("dropout", x, rate=0.3, training=False), x)
    np.testing.assert_array_equal(run("dropout", x, rate=0.3), x)


def test_dropout_passes_the_gradient_where_it_passed_the_value() -> None:
    x = np.ones((50,))
    y = run("dropout", x, rate=0.5, training=True, seed=4)
    np.testing.assert_array_equal(slopes("dropout", x, rate=0.5, training=True, seed=4)[0], y)


def test_dropout_refuses() -> None:
    assert "rate is 1.5, but must be a number between 0 and 1" in refusal("dropout", (2,), rate=1.5)
    assert "takes float values, but got int64; insert Cast to float32" in refusal("dropout", TensorType("int64", (2,)))


@pytest.mark.parametrize("op", ["leaky_relu", "elu", "selu", "gelu", "silu", "hard_sigmoid"])
def test_composites_far_from_zero_stay_finite(op: str) -> None:
    assert np.isfinite(run(op, FAR)).all()
    assert np.isfinite(slopes(op, FAR)[0]).all()
    assert run(op, FAR.astype(np.float32)).dtype == np.float32
    assert run(op, np.array([1, -2])).dtype == np.float32


def test_gelu_both_ways() -> None:
    assert run("gelu", np.array(1.0)) == pytest.approx(0.8413447460685429)
    assert run("gelu", np.array(1.0), approximate=True) == pytest.approx(0.8411919906082768)
    assert run("gelu", np.array([1.0], np.float16)).dtype == np.float16


def test_prelu_wants_a_slope_for_each_feature() -> None:
    np.testing.assert_allclose(run("prelu", np.array([[-1.0, -2.0, 3.0]]), np.array([0.1, 0.5, 0.9])), [[-0.1, -1.0, 3.0]])
    assert "slopes of shape 4 do not fit batch×3" in refusal("prelu", ("batch", 3), (4,))
