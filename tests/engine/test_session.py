"""Sessions: what is fetched and fed, what is said where a feed does not fit, and where variables live."""

from __future__ import annotations

import threading
from collections import namedtuple
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import DeviceError, FeedError, GraphError
from engine.session import PLAN_LIMIT


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


def test_two_and_three_are_five() -> None:
    assert ng.Session().run(ng.constant(2.0) + ng.constant(3.0)) == 5.0


def test_fetches_keep_their_structure() -> None:
    a, b = ng.constant(1.0), ng.constant([2.0, 3.0])
    pair = namedtuple("pair", "left right")
    found = ng.Session().run({"a": a, "more": [b, (a, {"deep": b})], "named": pair(a, b)})
    assert found["a"] == 1.0
    assert isinstance(found["more"], list) and isinstance(found["more"][1], tuple)
    assert found["more"][1][1]["deep"].tolist() == [2.0, 3.0]
    assert found["named"].left == 1.0
    assert ng.Session().run([]) == []
    with pytest.raises(GraphError, match="nothing to fetch"):
        ng.Session().prepare([], {})


def test_results_belong_to_the_caller() -> None:
    w = ng.Variable([1.0, 2.0])
    session = ng.Session()
    first = session.run(w)
    first[0] = 50.0
    session.run(w.assign(w * 2.0))
    assert session.run(w).tolist() == [2.0, 4.0]
    assert first.tolist() == [50.0, 2.0]


def test_a_group_gives_none() -> None:
    w = ng.Variable(1.0)
    assert ng.Session().run([w, ng.group(w.assign(w + 1.0))]) == [1.0, None]


def test_what_cannot_be_fetched_is_refused() -> None:
    with pytest.raises(GraphError, match="str cannot be fetched"):
        ng.Session().run("loss")
    with ng.Graph("other"):
        stranger = ng.constant(1.0)
    with pytest.raises(GraphError, match="belongs to graph 'other', but this session runs graph 'test'"):
        ng.Session().run(stranger)


def test_feeds_by_value_and_by_name() -> None:
    x, y = ng.placeholder((2,), name="x"), ng.placeholder((), name="y")
    assert ng.Session().run(x * y, {x: [1.0, 2.0], "y": 3}).tolist() == [3.0, 6.0]


def test_a_missing_feed_is_named(graph: ng.Graph) -> None:
    with graph.origin("n8"):
        x = ng.placeholder(("batch", 4), name="pixels")
    with pytest.raises(FeedError) as caught:
        ng.Session().run(x + 1.0)
    assert str(caught.value) == "placeholder 'pixels' was not fed; give it an array of shape batch×4 (float32) in feed_dict"
    assert caught.value.origin == "n8"


def test_a_feed_of_the_wrong_shape_says_what_it_got() -> None:
    x = ng.placeholder((None, 2), name="x")
    session = ng.Session()
    for wrong, got in ((np.zeros((3, 3)), "3×3"), (np.zeros(2), "2"), (1.0, "scalar")):
        with pytest.raises(FeedError, match=f"placeholder 'x' takes shape \\?×2, but was fed {got};"):
            session.run(x, {x: wrong})
    with pytest.raises(FeedError, match="rows differ in length"):
        session.run(x, {x: [[1.0], [1.0, 2.0]]})


@pytest.mark.parametrize(
    ("dtype", "fed", "fits"),
    [
        ("float32", np.float64([1.5]), True),
        ("float32", np.int64([3]), True),
        ("float32", np.array([True]), True),
        ("float64", np.float32([1.5]), True),
        ("float16", np.float64([1.5]), True),
        ("int64", np.int32([3]), True),
        ("int64", np.uint8([3]), True),
        ("int32", np.int64([3]), True),
        ("int32", np.int64([2**40]), False),
        ("uint8", np.int64([-1]), False),
        ("int64", np.float32([3.0]), False),
        ("bool", np.int64([1]), False),
        ("float32", np.array(["a"]), False),
        ("float32", np.array([1j]), False),
        ("float32", np.array([None]), False),
    ],
)
def test_feeds_are_cast_where_nothing_is_lost(dtype: str, fed: Any, fits: bool) -> None:
    x = ng.placeholder((1,), dtype=dtype, name="x")
    if fits:
        found = ng.Session().run(ng.ops.identity(x), {x: fed})
        assert found.dtype.name == dtype and found[0] == fed[0]
    else:
        with pytest.raises(FeedError, match=f"placeholder 'x' takes {dtype}, but was fed {fed.dtype.name}; convert it first"):
            ng.Session().run(x, {x: fed})


def test_named_dimensions_must_agree_and_open_ones_need_not() -> None:
    x, y = ng.placeholder(("batch", 2), name="x"), ng.placeholder(("batch",), name="y")
    z = ng.placeholder((None,), name="z")
    total = ng.ops.sum(x) + ng.ops.sum(y) + ng.ops.sum(z)
    session = ng.Session()
    assert session.run(total, {x: np.ones((3, 2)), y: np.ones(3), z: np.ones(7)}) == 16.0
    with pytest.raises(FeedError, match="'batch' is 3 in 'x', but 4 in 'y'; feed arrays whose sizes agree"):
        session.run(total, {x: np.ones((3, 2)), y: np.ones(4), z: np.ones(7)})


def test_sizes_that_clash_only_at_run_time_are_reported_at_their_op() -> None:
    a, b = ng.placeholder((None, 3), name="a"), ng.placeholder((None, 3), name="b")
    total = ng.ops.add(a, b, name="total")
    with pytest.raises(ng.TypeRuleError, match="Add 'total': "):
        ng.Session().run(total, {a: np.ones((4, 3)), b: np.ones((5, 3))})


def test_what_is_no_placeholder_cannot_be_fed() -> None:
    x = ng.placeholder((), name="x")
    y = ng.ops.exp(x, name="y")
    session = ng.Session()
    with pytest.raises(FeedError, match="'y' is not a placeholder, so it cannot be fed; feed x"):
        session.run(y, {y: 1.0})
    with pytest.raises(FeedError, match="there is no placeholder 'z' in graph 'test'; it has x"):
        session.run(y, {"z": 1.0})
    assert session.run(ng.constant(1.0), {x: 2.0}) == 1.0  # fed but not needed


def test_feeds_are_not_changed_and_not_kept() -> None:
    x = ng.placeholder((3,), name="x")
    fed = np.float32([1, 2, 3])
    session = ng.Session()
    value = ng.ops.relu(x - 2.0)
    first = session.run(value, {x: fed})
    assert fed.tolist() == [1, 2, 3]
    fed[:] = 10
    assert first.tolist() == [0, 0, 1]
    assert session.run(value, {x: fed}).tolist() == [8, 8, 8]


def test_initial_values_are_drawn_in_order_from_one_generator() -> None:
    a = ng.Variable(initializer="glorot_uniform", shape=(4, 3), name="a")
    ng.Variable([1.0], name="between")
    ng.Variable(initializer="zeros", shape=(3,), name="zeros")
    b = ng.Variable(initializer={"name": "normal", "stddev": 2.0}, shape=(5,), name="b")
    session = ng.Session(seed=9)
    rng = np.random.default_rng(9)
    limit = np.sqrt(6 / 7)
    np.testing.assert_array_equal(session.get_variable(a), rng.uniform(-limit, limit, size=(4, 3)).astype(np.float32))
    np.testing.assert_array_equal(session.get_variable(b), rng.normal(0.0, 2.0, size=5).astype(np.float32))


def test_variables_made_later_are_drawn_later(graph: ng.Graph) -> None:
    ng.Variable(shape=(3,), initializer="normal", name="first")
    session = ng.Session()
    start = session.get_variable("first")
    ng.Variable(shape=(3,), initializer="normal", name="second")
    at_once = ng.Session().variables
    np.testing.assert_array_equal(session.get_variable("first"), start)
    np.testing.assert_array_equal(session.get_variable("second"), at_once["second"])


def test_the_seed_is_the_graphs_unless_one_is_given() -> None:
    with ng.Graph(seed=3) as graph:
        w = ng.Variable(shape=(5,), initializer="normal", name="w")
    np.testing.assert_array_equal(ng.Session(graph).run(w), ng.Session(graph, seed=3).run(w))
    assert not np.array_equal(ng.Session(graph, seed=4).run(w), ng.Session(graph).run(w))


def test_variables_can_be_read_and_written() -> None:
    w, n = ng.Variable([1.0, 2.0], name="w"), ng.Variable(3, name="n")
    session = ng.Session()
    session.set_variable("w", [5, 6])
    session.set_variable(n, 7.0)
    assert session.run([w, n])[0].tolist() == [5.0, 6.0]
    assert {name: array.tolist() for name, array in session.variables.items()} == {"w": [5.0, 6.0], "n": 7}
    copy = session.get_variable("w")
    copy[:] = 0
    assert session.get_variable("w").tolist() == [5.0, 6.0]


def test_unknown_and_unfitting_variables_are_refused() -> None:
    ng.Variable([1.0, 2.0], name="w")
    session = ng.Session()
    with pytest.raises(GraphError, match="graph 'test' has no variable 'v'; it has w"):
        session.get_variable("v")
    with pytest.raises(GraphError, match="variable 'w' has shape 2, but the new value has shape 3"):
        session.set_variable("w", [1.0, 2.0, 3.0])
    with pytest.raises(GraphError, match="variable 'w' holds numbers, but got str32"):
        session.set_variable("w", ["a", "b"])


def test_two_sessions_have_variables_of_their_own() -> None:
    w = ng.Variable(1.0)
    first, second = ng.Session(), ng.Session()
    first.run(w.assign(w + 1.0))
    assert (first.run(w), second.run(w)) == (2.0, 1.0)


def test_eager_values() -> None:
    w = ng.Variable([1.0, 2.0])
    x = ng.placeholder((2,), name="x")
    assert (w * 2.0).numpy().tolist() == [2.0, 4.0]
    with ng.Session() as session:
        session.run(w.assign(w * 10.0))
        assert (w * 2.0).numpy().tolist() == [20.0, 40.0]
        with ng.Session():
            assert w.numpy().tolist() == [1.0, 2.0]
        with ng.Graph("another"):
            assert ng.constant(4.0).numpy() == 4.0
    assert w.numpy().tolist() == [1.0, 2.0]
    with pytest.raises(FeedError, match="placeholder 'x' was not fed"):
        (w * x).numpy()
    assert ng.ops.ones_like(ng.constant([1.0, 5.0])).numpy().tolist() == [1.0, 1.0]


def test_plans_are_kept_and_their_number_is_bounded() -> None:
    x = ng.placeholder((None,), name="x")
    session = ng.Session()
    total = ng.ops.sum(x)
    for size in range(PLAN_LIMIT + 8):
        assert session.run(total, {x: np.ones(size)}) == size
    assert len(session._plans) == PLAN_LIMIT


def test_a_step_counts_runs_so_that_draws_differ() -> None:
    value = ng.ops.random_uniform(shape=[2])
    session = ng.Session(seed=1)
    for step in range(3):
        expected = np.random.default_rng([1, 0, step]).uniform(0, 1, 2).astype(np.float32)
        np.testing.assert_array_equal(session.run(value), expected)


def test_threads_take_turns() -> None:
    n = ng.Variable(0, name="n")
    up = n.assign(n + 1)
    session = ng.Session()
    session.run(up)
    threads = [threading.Thread(target=lambda: [session.run(up) for _ in range(100)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.get_variable("n") == 401


def test_devices_that_are_not_there_are_refused() -> None:
    with pytest.raises(DeviceError, match="there is no device 'tpu:3' on this machine; there is cpu"):
        ng.Session(device="tpu:3")


def test_unknown_passes_are_refused() -> None:
    with pytest.raises(GraphError, match="there is no pass 'magic'"):
        ng.Session(without=["magic"]).run(ng.constant(1.0))


def test_compile_takes_one_row_where_nothing_tells_a_size() -> None:
    x, y = ng.placeholder(("batch", 2), name="x"), ng.placeholder(("batch", None), name="y")
    value = ng.ops.concatenate([x, y], axis=1)
    assert ng.compile(value.graph, value).results[0].shape == (1, 3)
    assert ng.compile(value.graph, value, feed_shapes={x: (4, 2)}).results[0].shape == (4, 3), "a named size is known from x"


def test_compile_needs_the_open_sizes_only() -> None:
    x, y = ng.placeholder((None, 2), name="x"), ng.placeholder((2,), name="y")
    value = ng.ops.sum(x * y)
    plan = ng.compile(value.graph, {"total": value}, feed_shapes={x: (3, 2)})
    plan.feeds["x"][...], plan.feeds["y"][...] = 1.0, 2.0
    plan.run()
    assert plan.results[0] == 12.0
    with pytest.raises(FeedError, match=r"takes shape \?×2, but was fed 3×3"):
        ng.compile(value.graph, value, feed_shapes={"x": (3, 3)})


def test_weights_that_no_memory_holds_are_refused_before_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.numpy.runner.free_memory", lambda: 2 << 30)
    with ng.Graph() as graph:
        wide = ng.Variable(shape=(1 << 15, 1 << 15), name="wide")
    with pytest.raises(DeviceError, match=r"need 8\.0 GiB, but this machine has 2\.0 GiB free; make 'wide' .* smaller"):
        ng.Session(graph).run(wide)
