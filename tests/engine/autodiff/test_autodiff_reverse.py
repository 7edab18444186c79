"""Reverse mode: known derivatives, any order, broadcasting undone, and what blocks the flow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import engine as ng
from engine.errors import TypeRuleError
from engine.ops.spec import Op, Port
from engine.testing.strategies import DrawnGraph, graphs


@pytest.fixture(autouse=True)
def graph() -> Any:
    with ng.Graph("test") as graph:
        yield graph


def grad(y: ng.Value, *xs: ng.Value) -> list[Any]:
    return [value.numpy().tolist() for value in ng.gradients(y, list(xs))]


def test_the_square_at_three() -> None:
    x = ng.Variable(3.0)
    assert grad(x**2, x) == [6.0]


def test_the_house_price_step() -> None:
    w, b = ng.Variable(10.0, name="w"), ng.Variable(200.0, name="b")
    x, y_true = ng.constant(50.0), ng.constant(750.0)
    y = w * x + b
    loss = ng.ops.square(y - y_true)
    dy, dw, db = ng.gradients(loss, [y, w, b])
    step = ng.group(w.assign(w - 0.001 * dw), b.assign(b - 0.001 * db))
    session = ng.Session()
    assert session.run([y, loss, dy, dw, db, step]) == [700.0, 2500.0, -100.0, -5000.0, -100.0, None]
    assert session.get_variable("w") == 15.0
    assert session.get_variable("b") == pytest.approx(200.1)


@settings(max_examples=60, deadline=None)
@given(graphs(max_ops=6))
def test_random_graphs_agree_with_finite_differences(drawn: DrawnGraph) -> None:
    for x in drawn.inputs:
        assert ng.check_gradients(drawn.output, x, drawn.feeds) < 1e-5


@settings(max_examples=15, deadline=None)
@given(graphs(max_ops=3))
def test_second_derivatives_of_random_graphs(drawn: DrawnGraph) -> None:
    x = drawn.inputs[0]
    (first,) = ng.gradients(drawn.output, x)
    assert ng.check_gradients(first, x, drawn.feeds) < 1e-4


def test_third_order() -> None:
    x = ng.Variable(2.0)
    y = x**4
    for expected in (32.0, 48.0, 48.0, 24.0, 0.0):
        (y,) = ng.gradients(y, x)
        assert y.numpy() == pytest.approx(expected)


def test_a_gradient_of_a_gradient_inside_a_loss() -> None:
    """A gradient penalty: the derivative is taken through a derivative that is itself part of the value."""
    x, w = ng.constant(3.0), ng.Variable(2.0)
    (slope,) = ng.gradients(ng.ops.square(w * x), x)  # 2w²x = 24
    assert slope.numpy() == 24.0
    assert grad(ng.ops.square(slope - 20.0), w) == [2 * (24 - 20) * 4 * 2 * 3]


def test_broadcasting_is_undone() -> None:
    row, column, number = ng.Variable([1.0, 2.0, 3.0]), ng.Variable([[1.0], [2.0]]), ng.Variable(2.0)
    total = ng.ops.sum(row * column + number)
    assert grad(total, row, column, number) == [[3.0, 3.0, 3.0], [[6.0], [6.0]], 6.0]


def test_broadcasting_over_a_size_that_is_known_at_run_time_only() -> None:
    x = ng.placeholder((None, 3), name="x")
    bias = ng.Variable([1.0, 2.0, 3.0])
    scale = ng.placeholder((None, 1), name="scale")
    gradients = ng.gradients(ng.ops.sum((x + bias) * scale), [bias, scale])
    assert gradients[0].shape == (3,) and gradients[1].shape == (None, 1)
    found = ng.Session().run(gradients, {"x": np.zeros((4, 3)), "scale": [[1.0], [2.0], [3.0], [4.0]]})
    assert [array.tolist() for array in found] == [[10.0, 10.0, 10.0], [[6.0]] * 4]


def test_a_value_used_twice_gets_both_gradients() -> None:
    x = ng.Variable(3.0)
    assert grad(x * x + x, x) == [7.0]


def test_gradient_of_several_ys_is_that_of_their_sum_and_of_an_array_that_of_its_entries() -> None:
    x = ng.Variable([1.0, 2.0])
    assert [value.numpy().tolist() for value in ng.gradients([x * 2.0, x * x], x)] == [[4.0, 6.0]]
    assert grad(x * 3.0, x) == [[3.0, 3.0]]


def test_with_respect_to_something_in_the_middle() -> None:
    x = ng.Variable(2.0)
    middle = x * x
    assert grad(middle * 3.0, middle, x) == [3.0, 12.0]
    assert grad(middle, middle) == [1.0]


def test_no_dependence_gives_zeros() -> None:
    x, other = ng.Variable([1.0, 2.0]), ng.Variable([[5.0]])
    assert grad(ng.ops.sum(x), other) == [[[0.0]]]


def test_stop_gradient_and_steps_block_the_flow() -> None:
    x = ng.Variable(1.5)
    assert grad(ng.ops.stop_gradient(x) * x, x) == [1.5]
    assert grad(ng.ops.floor(x), x) == [0.0]
    assert grad(ng.ops.cast(ng.ops.greater(x, 0.0), dtype="float32") * x, x) == [1.0]


def test_a_variable_and_its_assignment_are_different_values() -> None:
    x = ng.Variable(2.0)
    assert grad(x.assign(x * 3.0) * x, x) == [6.0]


def test_integers_have_no_gradient() -> None:
    labels = ng.constant(np.array([1, 2]))
    with pytest.raises(TypeRuleError, match="takes float values only, but got int64"):
        ng.gradients(ng.constant(1.0), labels)
    with pytest.raises(TypeRuleError, match="takes float values only"):
        ng.gradients(labels, ng.constant(1.0))


def test_types_are_known_before_anything_is_compiled() -> None:
    x = ng.placeholder(("batch", 4), name="x")
    w = ng.Variable(shape=(4, 2), dtype="float64")
    found = ng.gradients(ng.ops.mean(ng.ops.cast(x, dtype="float64") @ w), [x, w])
    assert [str(value.type) for value in found] == ["float32[batch, 4]", "float64[4, 2]"]


def test_mixed_dtypes_give_gradients_in_the_dtype_of_the_input() -> None:
    x = ng.Variable([1.0, 2.0])
    y = ng.ops.sum(x * ng.constant(np.array([3.0, 4.0])))
    assert y.dtype == "float64"
    (gradient,) = ng.gradients(y, x)
    assert gradient.dtype == "float32" and gradient.numpy().tolist() == [3.0, 4.0]


def test_a_composite_with_a_gradient_of_its_own_keeps_it() -> None:
    """The rule is used instead of the parts: here it is wrong on purpose, so that one can tell."""
    from engine.ops import registry

    op = Op(
        name="odd_square", title="OddSquare", inputs=(Port("x"),), infer=lambda types, attrs: types[0],
        expand=lambda b, inputs, attrs: b.square(inputs[0]), gradient=lambda b, v: (v.g * 100.0,),
    )  # fmt: skip
    registry.register((op,))
    try:
        x = ng.Variable(3.0)
        y = ng.ops.odd_square(x)
        assert y.numpy() == 9.0
        assert grad(y, x) == [100.0]
    finally:
        registry.unregister(["odd_square"])


def test_composites_without_one_are_expanded() -> None:
    x = ng.Variable([[1.0, 2.0], [3.0, 5.0]])
    assert ng.check_gradients(ng.ops.variance(x), x) < 1e-7
    loss = ng.losses.mean_squared_error(ng.constant([[1.0, 1.0], [1.0, 1.0]]), x)
    assert ng.check_gradients(loss, x) < 1e-7


def test_gradients_know_where_they_come_from(graph: ng.Graph) -> None:
    from engine.passes.pipeline import compile_program

    x = ng.Variable(1.0)
    with graph.origin("n5"):
        y = ng.ops.exp(x)
    compiled = compile_program([ng.gradients(y * y, x)[0]])
    origins = {node.op: node.origin for node in compiled.program.nodes if "gradients/exp/" in node.name}
    assert origins == {"multiply": "n5"}
