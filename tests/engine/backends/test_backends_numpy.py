"""The NumPy plan: state, buffers, in-place writing, and what it tells about itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.backends.base import Plan
from engine.errors import DeviceError, FeedError, GraphError
from engine.ir.types import TensorType
from engine.passes.pipeline import OPTIONAL
from engine.testing.interpret import Interpreter
from engine.testing.strategies import DrawnGraph, graphs


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


def plan_of(*fetches: ng.Value, **feeds: tuple[int, ...]) -> Plan:
    return ng.compile(fetches[0].graph, list(fetches), feed_shapes=feeds)


@settings(max_examples=40, deadline=None)
@given(graphs(max_ops=7))
def test_running_again_gives_the_same_and_leaves_the_feeds_alone(drawn: DrawnGraph) -> None:
    plan = ng.compile(drawn.graph, [drawn.output, *ng.gradients(drawn.output, drawn.inputs)])
    for name, buffer in plan.feeds.items():
        buffer[...] = drawn.feeds[name]
    plan.run(0)
    first = [np.array(result) for result in plan.results]
    for _ in range(2):
        plan.run(0)
        for result, right in zip(plan.results, first, strict=True):
            np.testing.assert_array_equal(result, right)
    for name, buffer in plan.feeds.items():
        np.testing.assert_array_equal(buffer, drawn.feeds[name])


@settings(max_examples=40, deadline=None)
@given(graphs(max_ops=7))
def test_every_value_may_be_fetched_with_every_other(drawn: DrawnGraph) -> None:
    """Sharing buffers must not show: all values at once are what each is alone."""
    values = [value for node in drawn.graph.nodes for value in node.outputs]
    together = ng.Session(drawn.graph).run(values, drawn.feeds)
    apart = ng.Session(drawn.graph, without=["in_place", "reuse_buffers"])
    for value, found in zip(values, together, strict=True):
        np.testing.assert_array_equal(found, apart.run(value, drawn.feeds))


def test_variables_are_read_as_they_were_when_the_step_began() -> None:
    a, b = ng.Variable([1.0, 2.0], name="a"), ng.Variable([10.0, 20.0], name="b")
    session = ng.Session()
    swap = ng.group(a.assign(b), b.assign(a))
    before = session.run([a, swap, b])
    assert [before[0].tolist(), before[2].tolist()] == [[1.0, 2.0], [10.0, 20.0]]
    assert session.get_variable("a").tolist() == [10.0, 20.0]
    assert session.get_variable("b").tolist() == [1.0, 2.0]


@pytest.mark.parametrize("without", [[], ["in_place"], ["in_place", "reuse_buffers", "merge_common"]])
def test_state_is_the_same_whatever_is_written_in_place(without: list[str]) -> None:
    """Every way in which a variable may be read around its assignment."""
    w = ng.Variable([[1.0, 2.0], [3.0, 4.0]], name="w")
    v = ng.Variable([[1.0, 1.0], [1.0, 1.0]], name="v")
    n = ng.Variable(0, name="n")
    turned = ng.ops.transpose(w)
    grown = w + 1.0
    changes = [w.assign(grown), v.assign(turned @ grown), n.assign(n + 1)]
    late = ng.ops.sum(w * 10.0) + ng.ops.sum(turned)
    session = ng.Session(without=without)
    found = session.run([*changes, late, w, turned, v, n, w + v])
    assert found[0].tolist() == [[2, 3], [4, 5]]
    assert found[1].tolist() == [[14, 18], [20, 26]]
    assert found[2] == 1 and found[7] == 0
    assert found[3] == 110.0
    assert found[4].tolist() == [[1, 2], [3, 4]] and found[5].tolist() == [[1, 3], [2, 4]]
    assert found[6].tolist() == [[1, 1], [1, 1]] and found[8].tolist() == [[2, 3], [4, 5]]
    assert session.get_variable("w").tolist() == [[2, 3], [4, 5]]
    assert session.get_variable("v").tolist() == [[14, 18], [20, 26]]


@st.composite
def steps(draw: st.DrawFn) -> tuple[ng.Graph, dict[str, ng.Value], list[ng.Value]]:
    """Three variables, random values made of them, a new value for some of them, and some values to look at."""
    with ng.Graph() as graph:
        rng = np.random.default_rng(draw(st.integers(0, 1000)))
        variables = [ng.Variable(rng.uniform(-1, 1, (2, 2)), name=name) for name in "abc"]
        pool: list[ng.Value] = [*variables]
        for _ in range(draw(st.integers(1, 10))):
            x, y = draw(st.sampled_from(pool)), draw(st.sampled_from(pool))
            kind = draw(st.sampled_from(["add", "multiply", "matmul", "transpose", "tanh", "turn", "where", "reuse"]))
            pool.append(
                ng.ops.transpose(x) if kind == "transpose"
                else x[::-1] if kind == "turn"
                else ng.ops.tanh(x) if kind == "tanh"
                else ng.ops.where(ng.ops.greater(x, 0.0), y, x) if kind == "where"
                else ng.ops.reshape(ng.ops.reshape(x, [4]) * 0.5, [2, 2]) if kind == "reuse"
                else getattr(ng.ops, kind)(x, y)
            )  # fmt: skip
        targets = draw(st.lists(st.sampled_from(variables), unique_by=id, min_size=1))
        assigned = {target.name: target.assign(draw(st.sampled_from(pool))) for target in targets}
    return graph, assigned, draw(st.lists(st.sampled_from(pool), max_size=3))


@settings(max_examples=150, deadline=None)
@given(steps(), st.sets(st.sampled_from(OPTIONAL)))
def test_random_steps_change_the_state_as_their_references_do(step: Any, off: set[str]) -> None:
    graph, assigned, looks = step
    session = ng.Session(graph, without=off)
    for _ in range(3):
        state = session.variables
        expected = Interpreter([*looks, *assigned.values()], {})(state)
        found = session.run([*looks, *assigned.values()])
        for left, right in zip(found, expected, strict=True):
            np.testing.assert_allclose(left, right, rtol=1e-12, atol=1e-14)
        after = {**state, **dict(zip(assigned, expected[len(looks) :], strict=True))}
        for name, right in after.items():
            np.testing.assert_allclose(session.get_variable(name), right, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("without", [[], ["in_place"]])
def test_assignments_of_feeds_constants_views_and_the_same_value_twice(without: list[str]) -> None:
    x = ng.placeholder((2, 2), name="x")
    names = ("a", "b", "c", "d", "e", "f")
    a, b, c, d, e, f = (ng.Variable(np.zeros((2, 2), np.float32), name=name) for name in names)
    y = x * 2.0
    group = ng.group(
        a.assign(x), b.assign(ng.constant([[1.0, 2.0], [3.0, 4.0]])), c.assign(ng.ops.transpose(x)),
        d.assign(y), e.assign(y), f.assign(ng.ops.transpose(f) + y),
    )  # fmt: skip
    session = ng.Session(without=without)
    for scale in (1.0, 3.0):
        fed = np.float32([[1, 2], [3, 4]]) * scale
        before = session.get_variable("f")
        session.run(group, {x: fed})
        expected = [fed, [[1, 2], [3, 4]], fed.T, fed * 2, fed * 2, before.T + fed * 2]
        for name, right in zip(names, expected, strict=True):
            np.testing.assert_array_equal(session.get_variable(name), right)


def test_an_update_that_reads_its_variable_crosswise_is_not_written_over_it() -> None:
    """Row i of the product needs every row of w, so w must stay whole until the product is done."""
    w = ng.Variable(np.arange(9.0).reshape(3, 3), dtype="float32", name="w")
    session = ng.Session()
    session.run(w.assign(w @ w + ng.ops.transpose(w)))
    start = np.arange(9.0).reshape(3, 3)
    np.testing.assert_array_equal(session.get_variable("w"), start @ start + start.T)


def test_updates_are_written_straight_into_their_variables() -> None:
    w = ng.Variable(np.ones(1000, np.float32), name="w")
    x = ng.placeholder((1000,), name="x")
    loss = ng.ops.sum(ng.ops.square(w * x))
    (gradient,) = ng.gradients(loss, w)
    text = plan_of(loss, w.assign(w - 0.1 * gradient)).describe()
    assert "into 'w' = subtract(w, " in text
    assert "by a copy" not in text


def test_a_variable_written_twice_in_one_step_is_refused() -> None:
    w = ng.Variable(1.0, name="w")
    with pytest.raises(GraphError, match="'w' is given two new values in one step"):
        ng.Session().run([w.assign(2.0), w.assign(3.0)])


def test_what_is_no_variable_cannot_be_assigned_by_any_road(graph: ng.Graph) -> None:
    x = ng.constant(1.0, name="x")
    forged = graph.add("assign", (x, ng.constant(2.0)), {}).outputs[0]
    with pytest.raises(GraphError, match="'x' is not a variable"):
        ng.Session().run(forged)


def test_a_group_in_a_group_and_beside_others() -> None:
    w = ng.Variable(1.0, name="w")
    inner = ng.group(w.assign(w + 1.0))
    session = ng.Session()
    assert session.run([ng.group(inner, w * 2.0), ng.ops.logical_not(inner)])[0] is None
    assert session.get_variable("w") == 2.0


def test_only_what_is_needed_is_run() -> None:
    """The other branch would fail: its labels are out of range."""
    labels = ng.placeholder((2,), dtype="int64", name="labels")
    x = ng.placeholder((2,), name="x")
    failing = ng.ops.sum(ng.ops.one_hot(labels, depth=2))
    fine = x + 1.0
    session = ng.Session()
    feeds = {labels: [7, 8], x: [1.0, 2.0]}
    assert session.run(fine, feeds).tolist() == [2.0, 3.0]
    assert session.run(fine, {x: [1.0, 2.0]}).tolist() == [2.0, 3.0]
    with pytest.raises(FeedError, match="index 7"):
        session.run([fine, failing], feeds)
    # its shape alone is no reason to compute it
    assert session.run(ng.ops.ones_like(ng.ops.one_hot(labels, depth=2)), feeds).shape == (2, 2)


def test_a_variable_that_is_not_needed_is_not_touched() -> None:
    w, v = ng.Variable(1.0, name="w"), ng.Variable(1.0, name="v")
    w.assign(w + 1.0)
    session = ng.Session()
    session.run(v.assign(v + 1.0))
    assert session.get_variable("w") == 1.0 and session.get_variable("v") == 2.0


def test_plans_of_one_session_share_its_variables() -> None:
    w = ng.Variable(1.0, name="w")
    session = ng.Session()
    up, read = session.prepare([w.assign(w + 1.0)], {}), session.prepare([w * 10.0], {})
    up.run()
    read.run()
    assert read.results[0] == 20.0
    session.set_variable("w", 5.0)
    read.run()
    assert read.results[0] == 50.0


def test_warnings_of_numpy_are_silenced() -> None:
    x = ng.placeholder((3,), name="x")
    value = ng.Session().run(ng.ops.log(x) / x, {x: [-1.0, 0.0, 1e-45]})
    assert np.isnan(value[0]) and value[1] == -np.inf


def test_buffers_are_reused() -> None:
    x = ng.placeholder((100, 100), name="x")
    value = x
    for _ in range(20):
        value = ng.ops.tanh(value @ x)
    plan = plan_of(value)
    assert plan.memory_bytes <= 40_000 + 2 * 40_000 + 4096
    loose = ng.compile(value.graph, value, without=["reuse_buffers", "in_place"])
    assert loose.memory_bytes >= 40 * 40_000


def test_views_take_no_memory_and_no_time() -> None:
    x = ng.placeholder((6, 4), name="x")
    for y, ops, expected in (
        (ng.ops.reshape(x, [2, 3, 4])[1:, :, ::2], 0, lambda array: array.reshape(2, 3, 4)[1:, :, ::2]),
        (ng.ops.transpose(x)[::-1], 0, lambda array: array.T[::-1]),
        (ng.ops.reshape(ng.ops.transpose(x), [8, 3]), 1, lambda array: array.T.reshape(8, 3)),  # this has to be copied
    ):
        plan = plan_of(y)
        plan.feeds["x"][...] = np.arange(24).reshape(6, 4)
        plan.run()
        np.testing.assert_array_equal(plan.results[0], expected(np.arange(24).reshape(6, 4)))
        assert f"cpu: {ops} ops in {ops} calls" in plan.describe().splitlines()[0]


def test_transposed_operands_go_to_blas_as_views() -> None:
    x, w = ng.placeholder((8, 4), name="x"), ng.Variable(np.ones((4, 3), np.float32), name="w")
    text = plan_of(*ng.gradients(ng.ops.sum(ng.ops.sigmoid(x @ w)), [x, w])).describe()
    assert text.count("= matmul(") == 3 and "view " in text


def test_bfloat16_is_said_to_be_missing() -> None:
    x = ng.placeholder((2,), dtype="bfloat16", name="x")
    with pytest.raises(DeviceError, match="'x' is bfloat16, which the device cpu does not compute in"):
        plan_of(x + x)


GOLDEN = """\
Plan of 'test' on cpu: 8 ops in 9 calls, 224 B of buffers

Passes
  specialize        12 → 12   12 of 12 nodes, for training
  differentiate     12 → 21   1 gradients nodes in 1 rounds
  expand            21 → 21   0 composites expanded
  keep_rows         21 → 21   no gradient is made row by row
  cut_shapes        21 → 23   2 inputs cut
  simplify          23 → 23   nothing to simplify
  fold_scales       23 → 23   0 products take scales in
  pool_early        23 → 23   nothing stands between a value and its pooling
  fold_constants    23 → 23   4 ops computed
  merge_common      23 → 22   1 nodes merged
  trim_scans        22 → 22   no scan
  drop_dead         22 → 15   7 nodes dropped
  in_place           8 → 5    3 results written over an input, 1 into a variable
  reuse_buffers      8 → 5    192 B for what would take 268 B one by one

Feeds
  x: float32[4, 2]

Steps
    0  matmul: float32[4, 3] at 0 = matmul(x, w)
    1  subtract: float32[4, 3] in place at 0 = subtract(matmul, constant)
    2  square: float32[4, 3] at 64 = square(subtract)
    3  loss: float32[] at 128 = mean(square)
    4  gradients/square/multiply_2: float32[4, 3] in place at 0 = multiply(gradients/square/multiply_3, subtract)
    5  gradients/matmul/matmul: float32[2, 3] at 64 = matmul(view gradients/matmul/transpose, gradients/square/multiply_2)
    6  multiply: float32[2, 3] in place at 64 = multiply(constant_2, gradients/matmul/matmul)
    7  subtract_2: float32[2, 3] into 'w' = subtract(w, multiply)

Fetches
  loss: float32[]
  assign_w: float32[2, 3]

Results of ops: 192 B in one block; one by one they would take 268 B
"""


def test_the_plan_describes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    x = ng.placeholder(("batch", 2), name="x")
    w = ng.Variable(np.ones((2, 3), np.float32), name="w")
    loss = ng.ops.mean(ng.ops.square(x @ w - 1.0), name="loss")
    (gradient,) = ng.gradients(loss, w)
    assert plan_of(loss, w.assign(w - 0.1 * gradient), x=(4, 2)).describe() == GOLDEN


OPTIMIZERS = (
    lambda: ng.optimizers.Adam(0.01),
    lambda: ng.optimizers.SGD(0.1),
    lambda: ng.optimizers.SGD(0.1, momentum=0.9),
    lambda: ng.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
)


@pytest.mark.parametrize("make", OPTIMIZERS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_whole_updates_equal_their_parts(make: Any, dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.backends.numpy import kernels, updates

    monkeypatch.setattr(updates, "_BLOCK", 64)  # several blocks, the last one shorter
    rng = np.random.default_rng(0)
    x = ng.placeholder((5, 30), dtype=dtype, name="x")
    w = ng.Variable(rng.normal(size=(30, 7)), dtype=dtype, name="w")
    b = ng.Variable(np.zeros(7), dtype=dtype, name="b")
    # the gradient of the second matrix is a transposed view, which does not lie in one piece
    m = ng.Variable(rng.normal(size=(7, 5)), dtype=dtype, name="m")
    loss = ng.ops.mean(ng.ops.square(x @ w + b - ng.ops.transpose(m)))
    step = make().minimize(loss)
    feed = {"x": rng.normal(size=(5, 30)).astype(dtype)}

    def trained() -> dict[str, Any]:
        session = ng.Session()
        for _ in range(80):
            session.run(step, feed)
        return session.variables

    whole = trained()
    for name in ("adam_update", "sgd_update"):
        monkeypatch.delitem(kernels.KERNELS, name)
    for name, array in trained().items():
        np.testing.assert_allclose(whole[name], array, rtol=1e-5 if dtype == "float32" else 1e-12, atol=1e-9)


def test_faded_slots_are_cleared() -> None:
    """A unit that died gets no gradient any more; its moments must not linger as denormal numbers."""
    gate = ng.placeholder((), name="gate")
    w = ng.Variable([1.0, 2.0, 3.0], name="w")
    step = ng.optimizers.Adam(0.001).minimize(ng.ops.sum(w) * gate)
    session = ng.Session()
    session.run(step, {gate: 1.0})
    for _ in range(1100):
        session.run(step, {gate: 0.0})
    moments = session.get_variable("w/adam_m")
    assert not np.any((moments != 0) & (np.abs(moments) < np.finfo(np.float32).tiny))


def test_float16_updates_run_by_their_parts() -> None:
    w = ng.Variable(np.ones(3), dtype="float16", name="w")
    session = ng.Session()
    session.run(ng.optimizers.SGD(0.5).minimize(ng.ops.sum(ng.ops.square(w))))
    assert session.get_variable("w").tolist() == [0.0, 0.0, 0.0]


def test_a_plan_made_for_types_needs_no_session_lookups() -> None:
    x = ng.placeholder(("batch", 2), name="x")
    session = ng.Session()
    plan = session.prepare([x * 2.0], {"x": TensorType("float32", (3, 2))})
    assert session.prepare([x * 2.0], {"x": TensorType("float32", (3, 2))}) is not plan  # another value
    value = x * 3.0
    assert session.prepare([value], {"x": TensorType("float32", (3, 2))}) is session.prepare(
        [value], {"x": TensorType("float32", (3, 2))}
    )
