"""The gradient checker: it passes right rules and catches wrong ones, even slightly wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import FeedError, GraphError
from engine.ops import registry
from engine.ops.spec import Op, Port


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


@pytest.fixture
def exp_with() -> Iterator[Callable[[float], Callable[..., Any]]]:
    """An exp whose gradient is off by a factor."""

    def make(factor: float) -> Callable[..., Any]:
        registry.register((
            Op(
                name="wrong_exp", title="WrongExp", inputs=(Port("x"),), infer=lambda types, attrs: types[0],
                reference=np.exp, gradient=lambda b, v: (v.g * v.y * factor,),
            ),
        ))  # fmt: skip
        function: Callable[..., Any] = ng.ops.wrong_exp
        return function

    yield make
    registry.unregister(["wrong_exp"])


@pytest.mark.parametrize("factor", [1.001, 0.999, -1.0, 0.0])
def test_a_wrong_gradient_is_caught(exp_with: Callable[[float], Callable[..., Any]], factor: float) -> None:
    x = ng.Variable([0.1, 0.5, -0.3])
    assert ng.check_gradients(exp_with(factor)(x), x) > 0.9 * abs(1 - factor)


def test_a_right_gradient_passes(exp_with: Callable[[float], Callable[..., Any]]) -> None:
    x = ng.Variable([0.1, 0.5, -0.3])
    assert ng.check_gradients(exp_with(1.0)(x), x) < 1e-8


def test_a_small_wrong_gradient_is_caught_too(exp_with: Callable[[float], Callable[..., Any]]) -> None:
    x = ng.Variable([-4.0])
    assert ng.check_gradients(exp_with(1.01)(x), x) > 0.009


def test_placeholders_are_fed_and_may_be_checked() -> None:
    x = ng.placeholder(("batch", 3), name="x")
    w = ng.Variable(np.ones((3, 2)), dtype="float32", name="w")
    loss = ng.ops.mean(ng.ops.tanh(x @ w))
    feed = {x: [[0.1, 0.2, 0.3], [0.3, 0.1, 0.0]]}
    assert ng.check_gradients(loss, w, feed) < 1e-7
    assert ng.check_gradients(loss, x, {"x": feed[x]}) < 1e-7
    with pytest.raises(FeedError, match="'x' was not fed"):
        ng.check_gradients(loss, w)


def test_something_in_the_middle_may_be_checked() -> None:
    x = ng.Variable([0.3, 0.4])
    middle = ng.ops.sin(x)
    assert ng.check_gradients(ng.ops.sum(middle * middle * x), middle) < 1e-7


def test_the_values_are_those_of_the_enclosing_session() -> None:
    x = ng.Variable(0.0)
    y = ng.ops.absolute(x)
    assert ng.check_gradients(y, x) < 1e-7
    with ng.Session() as session:
        session.set_variable(x, 5.0)
        assert ng.check_gradients(y, x) < 1e-7
        session.set_variable(x, 1e-7)  # nearer to the kink than the step
        assert ng.check_gradients(y, x) > 0.5


def test_float32_graphs_are_checked_in_float64() -> None:
    x = ng.Variable(np.full(50, 1e-3, np.float32))
    assert ng.check_gradients(ng.ops.sum(ng.ops.exp(x)) * 1e6, x) < 1e-8


def test_integers_are_refused() -> None:
    labels = ng.constant(np.array([1, 2]))
    with pytest.raises(GraphError, match="holds int64; only floats have gradients"):
        ng.check_gradients(ng.constant(1.0), labels)


def test_random_draws_are_the_same_on_both_sides() -> None:
    x = ng.Variable(np.ones((8, 3), np.float32))
    y = ng.ops.sum(ng.ops.dropout(x, rate=0.5, training=True) ** 2)
    assert ng.check_gradients(y, x) < 1e-7


def test_several_points_give_the_largest_error() -> None:
    a, b = ng.Variable([1.0, 2.0]), ng.Variable(3.0)
    y = ng.ops.sum(ng.ops.exp(a) * b)
    assert ng.check_gradients(y, [a, b]) == max(ng.check_gradients(y, a), ng.check_gradients(y, b)) < 1e-8
