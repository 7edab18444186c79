"""The loop over sequences: its face, its types, and what the passes make of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.ir.body import Body, trace
from engine.ir.codec import decode, encode
from engine.ir.graph import Graph, Value
from engine.ir.text import format_graph
from engine.ir.types import TensorType
from engine.ir.verify import verify
from engine.ops.scanning import run_body
from engine.passes.cost import operations
from engine.passes.differentiate import differentiate
from engine.passes.pipeline import OPTIONAL, compile_program
from engine.passes.program import Program
from engine.passes.specialize import specialize
from engine.testing.gradcheck import check_function
from engine.testing.interpret import Interpreter


def recurrent(steps: Any = 4, rows: int = 3, size: int = 2) -> tuple[Graph, Value, list[Value]]:
    """A loop whose step is tanh(h·w + x + b), with the gradients of a loss over its outputs."""
    with ng.Graph() as graph:
        x = ng.placeholder((steps, rows, size), name="x", dtype="float64")
        w = ng.Variable(np.linspace(-0.5, 0.5, size * size).reshape(size, size), name="w")
        b = ng.Variable(np.linspace(-0.1, 0.1, size), name="b")

        def step(h: Value, entry: Value, w: Value, b: Value) -> tuple[Value, Value]:
            after = ng.ops.tanh(h @ w + entry + b)
            return after, after

        last, every = ng.ops.scan(step, np.zeros((rows, size)), x, [w, b])
        loss = ng.ops.sum(every * every) + ng.ops.sum(last)
        return graph, x, [loss, last, every, *ng.gradients(loss, [w, b, x])]


def program_of(fetches: list[Value], types: dict[str, TensorType] | None = None, without: tuple[str, ...] = ()) -> Program:
    return compile_program(fetches, types, check=True, without=without).program


def scans(program: Program) -> list[Any]:
    return [node for node in program.nodes if node.op == "scan"]


# --- the face -------------------------------------------------------------------------------------------------------------


def test_a_step_takes_and_gives_what_it_is_started_with() -> None:
    with ng.Graph() as graph:
        x = ng.constant(np.array([1.0, 2.0, 3.0]))
        total, before = ng.ops.scan(lambda total, entry: (total + entry, total), ng.constant(np.float64(10)), x)
        (a, b), nothing = ng.ops.scan(lambda ab, entry: ((ab[1], ab[0] * entry), None), (total, total), x[:2])
        (), squares = ng.ops.scan(lambda nothing, pair: ((), [pair[0] * pair[1], pair[0]]), (), [x, x])
        _, backwards = ng.ops.scan(
            lambda total, entry: (total + entry, total + entry), ng.constant(np.float64(0)), x, reverse=True
        )
    assert nothing is None
    with ng.Session(graph=graph) as session:
        found = session.run([total, before, a, b, *squares, backwards])
    for value, expected in zip(found, [16, [10, 11, 13], 16, 32, [1, 4, 9], [1, 2, 3], [6, 5, 3]], strict=True):
        np.testing.assert_array_equal(value, expected)


def test_numbers_and_arrays_become_constants() -> None:
    with ng.Graph():
        last, _ = ng.ops.scan(lambda total, entry: (total + entry * 2.0, None), [0.0, 0.0], np.ones((3, 2), np.float32))
    np.testing.assert_array_equal(last.numpy(), [6, 6])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda x: ng.ops.scan(lambda c, e: (c, e), x[0], [x, x[1:]]), "one sequence has 4 steps and another one 3"),
        (lambda x: ng.ops.scan(lambda c, e: (c + e, e), x[0, :1], x), "carry 0 begins as 1 .* but a step gives 2"),
        (lambda x: ng.ops.scan(lambda c, e: (ng.ops.cast(c, "int32"), e), x[0], x), "begins as 2 .float32.*gives 2 .int32"),
        (lambda x: ng.ops.scan(lambda c, e: (c, ng.ops.dropout(e, 0.5)), x[0], x), "draw them outside for all steps"),
        (lambda x: ng.ops.scan(lambda c, e: (c, ng.Variable([0.0])), x[0], x), "hand the variable to the loop"),
        (lambda x: ng.ops.scan(lambda c, e: (c, e + x[0]), x[0], x), "belongs to another graph"),
        (lambda x: ng.ops.scan(lambda c, e: c, x[0], x), "must give two things"),
        (lambda x: ng.ops.scan(lambda c, e: ([*c, *c], e), [x[0]], x), "gives 2 carries, but 1 go in"),
        (lambda x: ng.ops.scan(lambda c, e: (c, e), x[0], x[0, 0]), "a sequence is a scalar"),
        (lambda x: x.graph.add("scan", [x, x], {"body": 3}), "must be a body"),
        (lambda x: x.graph.add("scan", [x], {"body": trace("step", [x.type], lambda a: [a])}), "takes 1 inputs, but got 1, 1 of"),
    ],
)
def test_what_does_not_fit_is_said(make: Callable[[Value], Any], sentence: str) -> None:
    with ng.Graph(), pytest.raises(ng.NodegradError, match=sentence):
        make(ng.placeholder((4, 2), name="x"))


def test_names_and_unknown_sizes_go_through() -> None:
    with ng.Graph():
        x = ng.placeholder(("time", "batch", 3))
        last, every = ng.ops.scan(lambda c, e: (c + e, c[:, :2]), ng.placeholder(("batch", 3)), x)
        open_last, open_every = ng.ops.scan(lambda c, e: (c + e, c), ng.placeholder((None, 3)), ng.placeholder((None, None, 3)))
    assert last.shape == ("batch", 3) and every.shape == ("time", "batch", 2)
    assert open_last.shape == (None, 3) and open_every.shape == (None, None, 3)


# --- kept, printed, verified ------------------------------------------------------------------------------------------------


def test_a_graph_with_a_body_is_saved_and_read_back(tmp_path: Path) -> None:
    graph, x, fetches = recurrent()
    again = decode(encode(graph))
    assert format_graph(again) == format_graph(graph)
    graph.save(tmp_path / "graph.json")
    loaded = ng.load_graph(tmp_path / "graph.json")
    data = np.random.default_rng(0).normal(size=(4, 3, 2))
    with ng.Session(graph=graph) as one, ng.Session(graph=loaded) as other:
        for value in fetches:
            np.testing.assert_array_equal(one.run(value, {x: data}), other.run(loaded.value(value.name), {"x": data}))


@pytest.mark.parametrize(
    "change", [{"inputs": ["x9"]}, {"outputs": [3]}, {"body": {"nodes": 1}}, {"inputs": ["tanh", "x1", "w", "b"]}]
)
def test_a_damaged_body_is_refused(change: dict[str, Any]) -> None:
    data = encode(recurrent()[0])
    (entry,) = [node for node in data["nodes"] if node["op"] == "scan"]
    entry["attrs"]["body"].update(change)
    with pytest.raises(ng.NodegradError):
        decode(data)


def test_the_body_is_printed_below_its_node() -> None:
    text = format_graph(recurrent()[0])
    assert "    body(x0, x1, x2, x3):\n      x0: float64[3, 2] = placeholder(" in text
    assert "      tanh: float64[3, 2] = tanh(add_2)\n      give tanh, tanh\n" in text


def test_bodies_are_verified() -> None:
    graph, _, _ = recurrent()
    verify(graph)
    (node,) = graph.ops("scan")
    inner = node.attrs["body"].graph.ops("tanh")[0]
    inner.outputs[0].type = TensorType("float64", (7,))
    with pytest.raises(ng.NodegradError, match="tanh"):
        verify(graph)


def test_a_body_reads_nothing_but_its_inputs() -> None:
    body = trace("step", [TensorType("float32", (2,))], lambda x: [x])
    body.graph.add("placeholder", (), {"shape": [2]}, "other")
    with pytest.raises(ng.NodegradError, match="none of its inputs"):
        Body(body.graph, body.inputs, body.outputs)


# --- programs ---------------------------------------------------------------------------------------------------------------


def test_a_program_does_not_grow_with_its_sequence() -> None:
    counts = set()
    for steps in (3, 300):
        _, x, fetches = recurrent(steps)
        cut, _ = specialize(fetches, {"x": x.type})
        whole, _ = differentiate(cut)
        final = program_of(fetches, {"x": x.type})
        inside = tuple(len(node.attrs["body"].graph.nodes) for program in (cut, whole, final) for node in scans(program))
        counts.add((len(cut.nodes), len(whole.nodes), len(final.nodes), inside))
    assert len(counts) == 1


def test_values_and_gradients_take_one_loop_each_way() -> None:
    """No step is computed twice, and the gradients of weights are products over all steps, not sums carried along."""
    _, x, fetches = recurrent()
    there, back = scans(program_of(fetches, {"x": x.type}))
    assert not there.attrs["reverse"] and back.attrs["reverse"]
    assert back.attrs["carries"] == 1
    inside = [node.op for node in back.attrs["body"].graph.nodes]
    assert "transpose" not in inside and inside.count("matmul") == 1


def test_what_is_the_same_in_every_step_is_done_once() -> None:
    with ng.Graph():
        x, w = ng.placeholder((4, 2), name="x"), ng.placeholder((2,), name="w")
        last, _ = ng.ops.scan(lambda c, e, w: (c * ng.ops.exp(w * 2.0) + e, c), ng.placeholder((2,), name="c"), x, [w])
    program = program_of([last])
    assert "exp" in [node.op for node in program.nodes]
    (loop,) = scans(program)
    assert sorted(node.op for node in loop.attrs["body"].graph.nodes if node.op != "placeholder") == ["add", "multiply"]
    assert len(loop.outputs) == 1, "nobody reads the stacked carries"


def test_a_carry_that_nobody_reads_is_left_out() -> None:
    with ng.Graph():
        x = ng.placeholder((4, 2), name="x")
        (a, _), _ = ng.ops.scan(lambda c, e: ((c[0] + e, c[1] * c[0]), None), (x[0], x[1]), x)
    (loop,) = scans(program_of([a]))
    assert loop.attrs["carries"] == 1


@pytest.mark.parametrize("off", [(), *((name,) for name in OPTIONAL), OPTIONAL])
def test_passes_change_no_number(off: tuple[str, ...]) -> None:
    _, x, fetches = recurrent()
    second = ng.gradients(ng.ops.sum(ng.ops.square(fetches[3])), [fetches[0].graph.value("w"), x])
    data = {"x": np.random.default_rng(0).normal(size=x.shape)}
    wanted = [*fetches, *second]
    weights = {key: fetches[0].graph.node(key).attrs["value"] for key in ("w", "b")}
    exact = Interpreter(wanted, {"x": x.type})({**data, **weights})
    with ng.Session(graph=x.graph, without=off) as session:
        for _ in range(2):
            for found, expected in zip(session.run(wanted, data), exact, strict=True):
                np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 4), st.integers(0, 3), st.booleans(), st.integers(0, 2**16))
def test_any_number_of_steps_and_rows(steps: int, rows: int, reverse: bool, seed: int) -> None:
    """The plan against a loop in Python, none and one among the lengths; with carries that change places."""
    rng = np.random.default_rng(seed)
    x, a, b = rng.normal(size=(steps, rows, 2)), rng.normal(size=(rows, 2)), rng.normal(size=(rows, 2))
    with ng.Graph() as graph:
        given = [ng.placeholder(array.shape, dtype="float64", name=name) for name, array in (("x", x), ("a", a), ("b", b))]
        (p, q), kept = ng.ops.scan(
            lambda c, e: ((c[1], ng.ops.sin(c[0] + e)), [c[0], c[1] * e]), tuple(given[1:]), given[0], reverse=reverse
        )
    left, right, first, second = a, b, np.zeros_like(x), np.zeros_like(x)
    for place in range(steps)[:: -1 if reverse else 1]:
        first[place], second[place] = left, right * x[place]
        left, right = right, np.sin(left + x[place])
    with ng.Session(graph=graph) as session:
        for _ in range(2):
            found = session.run([p, q, *kept], {"x": x, "a": a, "b": b})
            for value, expected in zip(found, [left, right, first, second], strict=True):
                np.testing.assert_allclose(value, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("steps", [1, 3])
def test_gradients_of_a_loop_in_a_loop(order: int, steps: int) -> None:
    """A body may hold a scan; its gradient is a scan whose body holds one."""

    def function(b: Any, inputs: Any) -> Any:
        x, w = inputs

        def outer(c: Value, row: Value, w: Value) -> tuple[Value, Value]:
            last, kept = ng.ops.scan(lambda d, e, w: (ng.ops.tanh(d * w + e), d), c, row, [w])
            return last, ng.ops.sum(kept, axis=0)

        last, kept = ng.ops.scan(outer, ng.ops.sum(x, axis=[0, 1]), x, [w])
        return [last, kept]

    rng = np.random.default_rng(0)
    check_function(function, [rng.uniform(-1, 1, (steps, 2, 2)), rng.uniform(-1, 1, (2,))], order)


def test_gradients_flow_only_where_they_are_wanted() -> None:
    """Integers and conditions ride along; a loss over last carries alone needs no entry of its own."""

    def function(b: Any, inputs: Any) -> Any:
        c, x, counts = inputs
        last, _ = ng.ops.scan(lambda c, e: (ng.ops.where(e[1], c * 2.0 + e[0], c), None), c, [x, counts])
        linear, _ = ng.ops.scan(lambda c, e: (c * 0.5, None), c, counts)
        return [last, linear]

    rng = np.random.default_rng(0)
    check_function(function, [rng.normal(size=3), rng.normal(size=(4, 3)), rng.random((4, 3)) < 0.5], 2)


def test_a_mode_is_told_to_bodies_too() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((3, 4, 2), name="x")
        weights = [ng.constant(np.ones(2, np.float32)) for _ in range(2)]

        def step(c: Value, e: Value, *w: Value) -> tuple[Value, Value]:
            y, _, _ = graph_of(e).add("batch_normalization", [e, *w, *w], {}).outputs
            return c + y, y

        _, every = ng.ops.scan(step, x[0], x, weights)
    data = np.random.default_rng(0).normal(3, 2, size=(3, 4, 2)).astype(np.float32)
    with ng.Session(graph=graph) as session:
        trained, judged = (session.run(every, {x: data}, training=mode) for mode in (True, False))
    np.testing.assert_allclose(trained.mean(axis=1), np.ones((3, 2)), atol=1e-5)
    assert abs(judged.mean() - 1) > 1


def test_a_loop_costs_as_much_as_its_steps() -> None:
    costs = [sum(map(operations, recurrent(steps)[0].ops("scan"))) for steps in (1, 5)]
    assert costs[1] == 5 * costs[0] > 0


def graph_of(value: Value) -> Graph:
    return value.graph


def test_a_body_runs_by_its_references() -> None:
    body = trace("step", [TensorType("float64", (2,))] * 2, lambda a, b: [a + b, a * b])
    np.testing.assert_array_equal(run_body(body, [np.array([1.0, 2]), np.array([3.0, 4])]), [[4, 6], [3, 8]])
