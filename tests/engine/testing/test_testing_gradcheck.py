"""The checker is itself checked: right rules pass, and a rule that is wrong by a thousandth does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings

import engine.ops  # registers the ops
from engine.ir.builder import Builder
from engine.ir.graph import Value
from engine.ops.registry import get, register, unregister
from engine.ops.spec import Op, Sample, Vjp
from engine.testing.gradcheck import GradientMismatch, check_function, check_op
from engine.testing.samples import draw_inputs
from engine.testing.strategies import DrawnGraph, graphs


def scaled(op: Op, factor: float) -> Op:
    """The same op with a gradient rule that is wrong by a factor."""
    rule = op.gradient
    assert callable(rule)

    def wrong(b: Builder, v: Vjp) -> Sequence[Value | None]:
        return [None if gradient is None else gradient * factor for gradient in rule(b, v)]

    return dataclasses.replace(op, name=f"wrong_{op.name}", gradient=wrong)


@pytest.fixture
def wrong() -> Iterator[dict[str, Op]]:
    found = {name: scaled(get(name), 1.001) for name in ("multiply", "tanh", "sum", "matmul", "softmax", "gather", "logsumexp")}
    register(found.values())
    yield found
    unregister(op.name for op in found.values())


@pytest.mark.parametrize("name", ["multiply", "tanh", "sum", "matmul", "softmax", "gather", "logsumexp"])
def test_a_rule_that_is_wrong_by_a_thousandth_is_caught(wrong: dict[str, Op], name: str) -> None:
    sample = next(s for s in get(name).samples if all(np.prod(shape) > 1 for shape in s.shapes))
    arrays = draw_inputs(get(name), sample)
    check_op(get(name), arrays, sample.attrs)
    with pytest.raises(GradientMismatch, match="finite differences"):
        check_op(wrong[name], arrays, sample.attrs)


def test_one_wrong_entry_among_many_is_caught() -> None:
    mask = np.ones((4, 5))
    mask[2, 3] = 1.001

    def rule(b: Builder, v: Vjp) -> Sequence[Value | None]:
        return (v.g * b.cos(v.x) * b.constant(mask),)

    op = dataclasses.replace(get("sin"), name="wrong_sin", gradient=rule)
    register([op])
    try:
        with pytest.raises(GradientMismatch):
            check_op(op, draw_inputs(op, Sample(((4, 5),))))
    finally:
        unregister([op.name])


def test_a_wrong_second_derivative_is_caught() -> None:
    """The first derivative is right, but its graph says that it does not depend on x."""
    op = dataclasses.replace(get("square"), name="wrong_square", gradient=lambda b, v: (v.g * 2 * b.stop_gradient(v.x),))
    register([op])
    try:
        arrays = draw_inputs(op, Sample(((3,),)))
        check_op(op, arrays)
        with pytest.raises(GradientMismatch, match="order 2"):
            check_op(op, arrays, order=2)
    finally:
        unregister([op.name])


def test_integers_and_truth_values_are_left_alone() -> None:
    check_op(get("gather"), [np.ones((3, 2)), np.array([0, 2, 2])], {"axis": 0})
    check_op(get("cast"), [np.array([1, 2])], {"dtype": "float64"})


def test_a_function_of_several_ops_is_checked_as_one() -> None:
    def rows(b: Builder, inputs: Sequence[Value]) -> Value:
        x, w = inputs
        result: Value = b.mean(b.square(b.tanh(b.matmul(x, w)) - 0.3))
        return result

    check_function(rows, [np.linspace(-1, 1, 6).reshape(2, 3), np.linspace(0.1, 0.9, 12).reshape(3, 4)], order=2)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_random_graphs_have_right_gradients(drawn: DrawnGraph) -> None:
    """Built again from the drawn graph by the checker, so that fan-out, broadcasting and shapes mix as they come."""

    def rebuilt(b: Builder, inputs: Sequence[Value]) -> Value:
        moved = dict(zip(drawn.inputs, inputs, strict=True))
        for node in drawn.graph.nodes:
            if node.op == "placeholder":
                continue
            outputs = b.graph.add(node.op, [moved[value] for value in node.inputs], node.attrs).outputs
            moved.update(zip(node.outputs, outputs, strict=True))
        return moved[drawn.output]

    check_function(rebuilt, list(drawn.feeds.values()))


def test_the_engine_has_ops() -> None:
    assert "matmul" in dir(engine.ops)
