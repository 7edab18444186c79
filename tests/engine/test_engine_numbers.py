"""The numbers that every build must give: each worked through by hand in some textbook, each here through the public face."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

import engine as ng


def test_two_and_three_are_five() -> None:
    assert (ng.constant(2) + ng.constant(3)).numpy() == 5
    assert (ng.constant(2.0) + 3.0).numpy() == 5.0


def test_the_derivative_of_a_square() -> None:
    x = ng.Variable(3.0)
    (slope,) = ng.gradients(x**2, [x])
    assert slope.numpy() == 6.0
    (curvature,) = ng.gradients(slope, [x])
    assert curvature.numpy() == 2.0


#: One step of gradient descent on one house: W = 10, x = 50, b = 200, and the true price 750.
HOUSE = {"y": 700.0, "loss": 2500.0, "dL/dy": -100.0, "dL/dW": -5000.0, "dL/db": -100.0}


def _house() -> tuple[dict[str, ng.Value], ng.Value]:
    x, truth = ng.placeholder((), name="x"), ng.placeholder((), name="y_true")
    w, b = ng.Variable(10.0, name="W"), ng.Variable(200.0, name="b")
    y = w * x + b
    loss = ng.losses.mean_squared_error(truth, y)
    step = ng.optimizers.SGD(learning_rate=0.001).minimize(loss)
    return {"y": y, "loss": loss, **dict(zip(("dL/dy", "dL/dW", "dL/db"), ng.gradients(loss, [y, w, b]), strict=True))}, step


def _check(found: Mapping[str, np.ndarray]) -> None:
    assert {name: float(value) for name, value in found.items()} == HOUSE


def test_one_step_of_the_house_price_in_one_run() -> None:
    with ng.Graph() as graph:
        values, step = _house()
    with ng.Session(graph=graph, device="cpu", seed=0) as session:
        found, nothing = session.run([values, step], feed_dict={"x": 50.0, "y_true": 750.0})
        _check(found)
        assert nothing is None
        assert session.get_variable("W") == 15.0
        assert session.get_variable("b") == np.float32(200.1)
        after = session.run(values["y"], {"x": 50.0})
    assert after == pytest.approx(950.1)


def test_one_step_of_the_house_price_at_a_prompt() -> None:
    w, b, x, truth = ng.Variable(10.0), ng.Variable(200.0), ng.constant(50.0), ng.constant(750.0)
    y = w * x + b
    loss = (truth - y) ** 2
    slopes = ng.gradients(loss, [y, w, b])
    _check(dict(zip(HOUSE, [value.numpy() for value in (y, loss, *slopes)], strict=True)))
    assert (w - 0.001 * slopes[1]).numpy() == 15.0
    assert (b - 0.001 * slopes[2]).numpy() == np.float32(200.1)


def test_one_step_of_the_house_price_over_a_prepared_plan() -> None:
    with ng.Graph() as graph:
        values, step = _house()
    plan = ng.compile(graph, [*values.values(), step], "cpu")
    plan.feeds["x"][...], plan.feeds["y_true"][...] = 50.0, 750.0
    plan.run()
    _check(dict(zip(values, plan.results[:-1], strict=True)))  # type: ignore[arg-type]


def test_mean_squared_error() -> None:
    assert ng.losses.mean_squared_error([1.0, 2.0, 3.0], [2.0, 2.0, 3.0]).numpy() == pytest.approx(0.3333333, abs=1e-7)


def test_binary_crossentropy() -> None:
    assert ng.losses.binary_crossentropy([0.0, 1.0], [0.1, 0.9]).numpy() == pytest.approx(0.1053605, abs=1e-7)


def test_categorical_crossentropy() -> None:
    truth, guess = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], [[0.05, 0.95, 0.0], [0.9, 0.05, 0.05]]
    assert ng.losses.categorical_crossentropy(truth, guess).numpy() == pytest.approx(0.0783269, abs=1e-7)


def test_the_sparsity_of_a_one_hot_row() -> None:
    row = ng.ops.one_hot(ng.constant(1234), depth=10_000)
    zeros = ng.ops.mean(ng.ops.cast(ng.ops.equal(row, 0.0), dtype="float64"))
    assert zeros.numpy() == 0.9999
