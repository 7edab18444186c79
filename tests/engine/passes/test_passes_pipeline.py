"""All passes together: whatever is switched on or off, the numbers stay the same, and every step leaves a sound graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.errors import GraphError
from engine.ir.types import TensorType
from engine.passes.pipeline import OPTIMIZING, OPTIONAL, compile_program
from engine.testing.interpret import Interpreter
from engine.testing.strategies import DrawnGraph, graphs


def wanted(drawn: DrawnGraph) -> list[ng.Value]:
    """The output and its gradients, which are what a step is made of."""
    return [drawn.output, *ng.gradients(drawn.output, drawn.inputs)]


def types_of(drawn: DrawnGraph) -> dict[str, TensorType]:
    return {value.name: value.type for value in drawn.inputs}


@settings(max_examples=60, deadline=None)
@given(graphs(max_ops=7), st.sets(st.sampled_from(OPTIONAL)))
def test_passes_leave_results_unchanged(drawn: DrawnGraph, off: set[str]) -> None:
    """Against the references, with any set of passes left out, run twice over the same buffers."""
    fetches = wanted(drawn)
    expected = Interpreter(fetches, types_of(drawn))(drawn.feeds)
    session = ng.Session(drawn.graph, without=off)
    for _ in range(2):
        for found, right in zip(session.run(fetches, drawn.feeds), expected, strict=True):
            np.testing.assert_allclose(found, right, rtol=1e-12, atol=1e-13)


@settings(max_examples=40, deadline=None)
@given(graphs(max_ops=7))
def test_every_pass_leaves_a_sound_program(drawn: DrawnGraph) -> None:
    fetches = wanted(drawn)
    compiled = compile_program(fetches, types_of(drawn), check=True)
    assert [value.type for value in compiled.program.fetches] == [value.type for value in fetches]
    assert all(value.type.is_static for node in compiled.program.nodes for value in node.outputs)
    assert not {node.op for node in compiled.program.nodes} & {"gradients", "stop_gradient", "identity", "sum_to_like"} or any(
        node.op == "sum_to_like" and node.inputs[0].shape != node.outputs[0].shape for node in compiled.program.nodes
    )


@settings(max_examples=30, deadline=None)
@given(graphs(max_ops=6))
def test_compiling_does_not_touch_the_graph(drawn: DrawnGraph) -> None:
    fetches = wanted(drawn)
    before = [(node.name, node.op, node.inputs, dict(node.attrs)) for node in drawn.graph.nodes]
    compile_program(fetches, types_of(drawn))
    assert [(node.name, node.op, node.inputs, dict(node.attrs)) for node in drawn.graph.nodes] == before


@settings(max_examples=25, deadline=None)
@given(graphs(max_ops=5), st.sampled_from([item.name for item in OPTIMIZING]))
def test_each_pass_alone_leaves_results_unchanged_and_does_nothing_the_second_time(drawn: DrawnGraph, name: str) -> None:
    fetches = wanted(drawn)
    program = compile_program(fetches, types_of(drawn), without=OPTIONAL).program
    (item,) = [item for item in OPTIMIZING if item.name == name]
    once, report = item.run(program)
    assert report
    twice, _ = item.run(once)
    assert len(twice.nodes) == len(once.nodes)
    expected = Interpreter(program.fetches, {})(drawn.feeds)
    for found, right in zip(Interpreter(once.fetches, {})(drawn.feeds), expected, strict=True):
        np.testing.assert_array_equal(found, right)


def test_unknown_passes_are_refused() -> None:
    with ng.Graph():
        value = ng.constant(1.0)
    with pytest.raises(GraphError, match="no pass 'expand' that can be switched off; there are keep_rows"):
        compile_program([value], without=["expand"])


def test_reports_say_what_was_done() -> None:
    with ng.Graph():
        x = ng.placeholder((2,), name="x")
        value = ng.ops.variance(x) + ng.ops.exp(ng.constant(1.0))
        ng.ops.sin(x)
    reports = {report.name: report for report in compile_program([value], {"x": TensorType("float32", (2,))}).reports}
    assert reports["specialize"].note == "5 of 6 nodes, for inference"
    assert reports["expand"].note == "1 composites expanded"
    assert reports["fold_constants"].note == "1 ops computed"


def test_names_in_the_graph_are_names_in_the_program() -> None:
    """So that a probe finds its wire again."""
    with ng.Graph() as graph:
        x = ng.placeholder((2, 2), name="x")
        hidden = ng.nn.Dense(3, name="hidden")(x)
        total = ng.ops.sum(ng.ops.relu(hidden, name="active"), name="total")
        fetches = [total, *ng.gradients(total, [graph.value("hidden/kernel")])]
    names = {node.name for node in compile_program(fetches, {"x": TensorType("float32", (2, 2))}).program.nodes}
    assert {"x", "hidden/kernel", "hidden/bias", "hidden/matmul", "active", "total"} <= names


def test_a_variable_keeps_its_name_whatever_is_expanded() -> None:
    """State is found by name, so what comes out of a composite must not take one."""
    with ng.Graph() as graph:
        x = ng.constant([[1.0, 2.0]])
        spread = ng.ops.variance(x, name="v")
        w = ng.Variable(3.0, name="v/mean")
        value = spread * w
    session = ng.Session(graph)
    assert session.run(value) == 0.75


def test_training_follows_the_fetches() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((64,), name="x")
        w = ng.Variable(1.0, name="w")
        dropped = ng.ops.dropout(x, rate=0.5)
        total = ng.ops.sum(dropped) * w
        update = w.assign(w + 0.0)
    feed = {x: np.ones(64, np.float32)}
    session = ng.Session(graph)

    def kept(fetches: Any, training: bool | None = None) -> float:
        return float(session.run(fetches, feed, training)[0])

    assert kept([total]) == 64.0
    assert kept([total, update]) != 64.0
    assert kept([total, update], training=False) == 64.0
    assert kept([total], training=True) != 64.0


def test_what_is_drawn_does_not_depend_on_what_else_is_fetched() -> None:
    with ng.Graph(seed=4) as graph:
        first, second = ng.ops.random_uniform(shape=[3]), ng.ops.random_normal(shape=[3])
        fixed = ng.ops.random_uniform(shape=[3], seed=11)
    both = ng.Session(graph).run([first, second, fixed])
    for index, value in enumerate((first, second, fixed)):
        np.testing.assert_array_equal(ng.Session(graph).run(value), both[index])
    expected = np.random.default_rng([4, 1, 0]).normal(0.0, 1.0, 3).astype(np.float32)
    np.testing.assert_array_equal(both[1], expected)
    np.testing.assert_array_equal(both[2], np.random.default_rng([4, 11, 0]).uniform(0, 1, 3).astype(np.float32))


def test_draws_change_with_each_step_and_repeat_with_the_seed() -> None:
    with ng.Graph() as graph:
        value = ng.ops.random_uniform(shape=[4])
    first, again = ng.Session(graph, seed=1), ng.Session(graph, seed=1)
    runs = [first.run(value) for _ in range(3)]
    assert not np.array_equal(runs[0], runs[1])
    for run in runs:
        np.testing.assert_array_equal(again.run(value), run)
    assert not np.array_equal(ng.Session(graph, seed=2).run(value), runs[0])


def test_forward_and_backward_see_the_same_draw() -> None:
    """Dropout is copied while it is expanded for the gradient; both copies must drop the same entries."""
    with ng.Graph() as graph:
        x = ng.Variable(np.ones(200, np.float32))
        y = ng.ops.dropout(x, rate=0.5, training=True)
        (gradient,) = ng.gradients(ng.ops.sum(y), x)
    values, slope = ng.Session(graph).run([y, gradient])
    np.testing.assert_array_equal(values, slope)
    assert 0 < np.count_nonzero(values) < 200
