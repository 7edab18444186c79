"""The PyTorch plan: state, order of effects, views, draws and errors, all as the NumPy plan has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import engine as ng
from engine.errors import DeviceError, FeedError, GraphError
from engine.ir.builder import Builder
from engine.ir.matrix import is_matrix
from engine.ops import registry
from engine.ops.spec import NoGradient, Op, Port, Sample
from engine.testing.samples import arguments, draw_inputs, sample_cases
from engine.testing.strategies import DrawnGraph, graphs

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")
from engine.backends.torch.kernels import ROWS  # noqa: E402  (it needs PyTorch)

pytestmark = pytest.mark.reference

DEVICES = ("cpu", "cpu:torch")


def both(graph: ng.Graph, fetches: Any, feeds: Any = None, steps: int = 3, **options: Any) -> list[list[Any]]:
    """What some steps give on each device, and the variables after them."""
    found = []
    for device in DEVICES:
        session = ng.Session(graph, device=device, seed=4)
        results = [session.run(fetches, feeds, **options) for _ in range(steps)]
        found.append([results, session.variables])
    return found


def assert_equal(a: Any, b: Any, tolerance: float = 1e-5) -> None:
    if isinstance(a, dict):
        assert a.keys() == b.keys()
        for key in a:
            assert_equal(a[key], b[key], tolerance)
    elif isinstance(a, (list, tuple)):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            assert_equal(x, y, tolerance)
    elif a is None:
        assert b is None
    else:
        assert np.asarray(a).dtype == np.asarray(b).dtype and np.shape(a) == np.shape(b)
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_random_graphs_and_their_gradients_run_the_same(drawn: DrawnGraph) -> None:
    with drawn.graph:
        fetches = [drawn.output, *ng.gradients(ng.ops.sum(drawn.output), drawn.inputs)]
    numpy, pytorch = both(drawn.graph, fetches, drawn.feeds, steps=1)
    assert_equal(numpy, pytorch, 1e-9)


def test_variables_are_read_as_they_were_and_written_at_the_end() -> None:
    graph = ng.Graph()
    with graph:
        a, b = ng.Variable(np.arange(3.0), name="a"), ng.Variable(np.arange(3.0) + 10, name="b")
        swap = ng.ops.state.group(a.assign(b), b.assign(a))
        more = [a, b, ng.ops.reshape(a, [3, 1]), a.assign(b)]
    numpy, pytorch = both(graph, [swap, *more[:3]])
    assert_equal(numpy, pytorch, 0)
    assert_equal(*both(graph, more), 0)


@pytest.mark.parametrize("make", [
    lambda: ng.optimizers.Adam(learning_rate=0.1),
    lambda: ng.optimizers.SGD(learning_rate=0.1),
    lambda: ng.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    lambda: ng.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True),
    lambda: ng.optimizers.AdamW(learning_rate=0.1),
    lambda: ng.optimizers.Adam(learning_rate=0.1, amsgrad=True, beta_2=0.5),
    lambda: ng.optimizers.RMSprop(learning_rate=0.1),
    lambda: ng.optimizers.Adam(learning_rate=ng.schedules.ExponentialDecay(0.1, 2, 0.5), ema_momentum=0.9, use_ema=True),
    lambda: ng.optimizers.Adam(learning_rate=0.1, clipnorm=0.5),
])  # fmt: skip
def test_optimizers_update_alike(make: Callable[[], Any]) -> None:
    graph = ng.Graph()
    with graph:
        w = ng.Variable(np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3), name="w")
        u = ng.Variable(np.ones(3, np.float32), name="u")
        loss = ng.ops.sum(ng.ops.square(w @ ng.ops.expand_dims(u, 1))) + 0.5 * ng.ops.sum(ng.ops.square(w))
        step = make().minimize(loss)
        fetches = [step, loss, w, ng.ops.transpose(w), u]
    numpy, pytorch = both(graph, fetches, steps=20)
    assert_equal(numpy, pytorch, 2e-5)


def test_a_gradient_that_is_a_variable_itself_is_read_before_it_changes() -> None:
    graph = ng.Graph()
    with graph:
        a, b = ng.Variable([1.0, 2.0], name="a"), ng.Variable([3.0, 5.0], name="b")
        loss = ng.ops.sum(a * b)  # each one's gradient is the other
        step = ng.optimizers.Adam(learning_rate=0.1).minimize(loss)
    assert_equal(*both(graph, [step, loss], steps=5))


def test_all_variables_of_an_optimizer_are_updated_in_one_call_in_place() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((4, 3), name="x")
        y = ng.nn.Dense(2)(ng.nn.Dense(5, activation="relu")(x))
        step = ng.optimizers.Adam().minimize(ng.ops.sum(ng.ops.square(y)))
    plan = ng.compile(graph, [step], device="cpu:torch")
    text = plan.describe()
    assert "adam_update of dense/kernel, dense/bias, dense_2/kernel, dense_2/bias" in text
    assert "12 variables are written in place, 1 by a copy at the end" in text
    assert "The step runs line by line" in text and "on cpu:torch" in text


def test_an_update_whose_variable_is_read_later_is_made_on_a_copy() -> None:
    graph = ng.Graph()
    with graph:
        w = ng.Variable([1.0, -2.0], name="w")
        step = ng.optimizers.SGD(learning_rate=0.5).minimize(ng.ops.sum(ng.ops.square(w)))
        with ng.Graph.scope(graph, "after"):
            seen = ng.Variable([0.0, 0.0], name="seen", trainable=False)
            late = seen.assign(ng.ops.tanh(w) + seen)
    assert_equal(*both(graph, [step, late, w, seen], steps=4))


def test_draws_on_the_processor_are_numpys() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((64, 8), name="x")
        dropped = ng.ops.dropout(x, rate=0.3)
        fetches = [dropped, ng.ops.random_normal(shape=[5]), ng.ops.random_uniform(shape=[3, 2], dtype="float64", seed=9)]
    numpy, pytorch = both(graph, fetches, {x: np.ones((64, 8), np.float32)}, training=True)
    assert_equal(numpy, pytorch, 0)


def test_draws_on_a_device_repeat_and_have_the_right_spread() -> None:
    from engine.backends.base import Clock
    from engine.backends.torch.draws import _counted
    from engine.backends.torch.rows import Shared, Site
    from engine.ir.types import TensorType

    def drawn(op: str, seed: int, stream: int, step: int, dtype: str = "float32", **attrs: Any) -> Any:
        found = registry.get(op)
        bound = found.bind_attrs({"shape": [200, 500], "seed": stream, "dtype": dtype, **attrs})
        shared = Shared(Clock(seed), torch.device("cpu"), torch.tensor(step))
        site = Site(found, bound, (), (TensorType(dtype, (200, 500)),), (), shared)
        return _counted(site)().numpy()

    uniform = drawn("random_uniform", 1, 2, 3, minval=-1.0, maxval=3.0)
    assert uniform.dtype == np.float32 and uniform.min() >= -1 and uniform.max() < 3
    assert abs(uniform.mean() - 1) < 0.02 and abs(uniform.std() - 4 / np.sqrt(12)) < 0.02
    np.testing.assert_array_equal(uniform, drawn("random_uniform", 1, 2, 3, minval=-1.0, maxval=3.0))
    for other in ((0, 2, 3), (1, 0, 3), (1, 2, 4)):
        assert abs(np.corrcoef(uniform.ravel(), drawn("random_uniform", *other).ravel())[0, 1]) < 0.02
    counts = np.histogram(drawn("random_uniform", 5, 0, 0), bins=100, range=(0, 1))[0]
    assert ((counts - 1000) ** 2 / 1000).sum() < 160  # chi-squared with 99 degrees of freedom
    normal = drawn("random_normal", 1, 2, 3, dtype="float64", mean=1.0, stddev=2.0)
    assert np.isfinite(normal).all() and abs(normal.mean() - 1) < 0.03 and abs(normal.std() - 2) < 0.03
    assert abs((normal > 1 + 2 * 1.959964).mean() - 0.025) < 0.003
    assert abs(np.corrcoef(normal[:, 1:].ravel(), normal[:, :-1].ravel())[0, 1]) < 0.02


@pytest.mark.parametrize("device", DEVICES)
def test_an_index_outside_is_an_error_and_changes_nothing(device: str) -> None:
    graph = ng.Graph()
    with graph:
        table, i = ng.Variable(np.ones((4, 2), np.float32), name="table"), ng.placeholder((3,), "int64", name="i")
        loss = ng.ops.sum(ng.ops.gather(table, i))
        step = ng.optimizers.SGD(learning_rate=1.0).minimize(loss)
        computed = ng.ops.gather(table, i + 2)
    session = ng.Session(graph, device=device)
    with pytest.raises(FeedError, match="index 4 is outside 0 to 3"):
        session.run([loss, step], {i: [0, 4, 1]})
    with pytest.raises(FeedError, match="index -1 is outside"):
        session.run([loss, step], {i: [0, -1, 1]})
    with pytest.raises(FeedError, match="index 5 is outside 0 to 3"):
        session.run(computed, {i: [0, 3, 1]})
    np.testing.assert_array_equal(session.get_variable("table"), 1)


def test_variables_are_set_and_read_wherever_they_lie() -> None:
    graph = ng.Graph()
    with graph:
        w = ng.Variable(initializer="glorot_uniform", shape=(3, 2), name="w")
        y = ng.ops.sum(w)
    here, there = (ng.Session(graph, device=device, seed=7) for device in DEVICES)
    np.testing.assert_array_equal(here.get_variable("w"), there.get_variable("w"))
    there.set_variable("w", np.full((3, 2), 0.5))
    copy = there.get_variable("w")
    copy[:] = 9
    assert there.run(y) == 3.0
    np.testing.assert_array_equal(there.variables["w"], 0.5)
    with pytest.raises(GraphError, match="has shape 3×2"):
        there.set_variable("w", np.zeros(3))


@pytest.fixture
def plug_in() -> Iterator[Op]:
    op = Op(
        name="plug_in_double", title="PlugInDouble", inputs=(Port("x", accepts="float"),), infer=lambda types, attrs: types[0],
        reference=lambda x: x * 2, gradient=NoGradient("it is made for one test only"), samples=(Sample(((2,),)),),
        help="Doubles.", formula="y = 2x", source="a test",
    )  # fmt: skip
    registry.register((op,))
    yield op
    registry.unregister([op.name])


def test_a_primitive_without_a_row_is_computed_on_the_host_and_the_plan_says_so(plug_in: Op) -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((3,), name="x")
        y = ng.ops.plug_in_double(x) + 1.0
    session = ng.Session(graph, device="cpu:torch")
    np.testing.assert_array_equal(session.run(y, {x: np.arange(3.0)}), [1, 3, 5])
    assert "'plug_in_double' is computed on the host" in ng.compile(graph, y, device="cpu:torch").describe()


def test_too_little_memory_is_one_sentence() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((1,), name="x")
        y = ng.ops.sum(ng.ops.tanh(ng.ops.broadcast_to(x, [1 << 30, 1 << 14])))
    with pytest.raises(DeviceError, match=r"the memory of device cpu:torch is not enough: [\d,.]+ GiB more were needed, but"):
        ng.Session(graph, device="cpu:torch").run(y, {x: [1.0]})


def test_metal_lacks_float64() -> None:
    from engine.backends.torch.runner import check_dtypes
    from engine.passes.pipeline import compile_program

    graph = ng.Graph()
    with graph:
        x = ng.placeholder((2,), "float64", name="x")
        y = ng.ops.exp(x)
    program = compile_program([y]).program
    with pytest.raises(DeviceError, match="'x' is float64, which device mps does not compute in; use float32"):
        check_dtypes(program, torch.device("mps"))


def test_rows_that_may_give_views_say_so() -> None:
    """A row that hands an input on unmarked would let a later write change what was fetched or assigned."""
    for op, sample in sample_cases():
        if op.name not in ROWS or not sample.shapes:
            continue
        graph = ng.Graph()
        with graph:
            arrays = draw_inputs(op, sample, "float32")
            if any(map(is_matrix, arrays)):
                continue  # no variable is sparse
            inputs = [ng.Variable(array, name=f"x{index}", trainable=False) for index, array in enumerate(arrays)]
        made = Builder(graph).apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)
        values = list(made) if isinstance(made, tuple) else [made]
        session = ng.Session(graph, device="cpu:torch")
        plan = session.prepare(values, {})
        if all(node.op != op.name for node in plan._program.nodes):  # type: ignore[attr-defined]
            continue  # it does not fit, and was expanded
        with torch.inference_mode():
            found, again = plan._function.call(), plan._function.call()  # type: ignore[attr-defined]
        kept = {address(session._state[name]) for name in session._state}
        for first, second in zip(found, again, strict=True):
            if first.layout == torch.strided and first.numel() and not ROWS[op.name].alias:
                assert address(first) not in kept, f"{op.name} hands an input on"
                assert address(first) != address(second), f"{op.name} gives the same memory again"


def address(tensor: Any) -> int:
    return int(tensor.untyped_storage().data_ptr())


def test_neighbours_are_combined_and_dead_inputs_written_over() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((4, 6, 6, 2), name="x")
        images = ng.nn.Conv2D(3, 3, activation="relu")(x)
        hidden = ng.nn.Dense(5, activation="relu")(ng.ops.flatten(images))
        loss = ng.ops.sum(ng.ops.square(ng.nn.Dense(2)(hidden)))
        kept = ng.ops.add(hidden, 1.0)
        step = ng.optimizers.SGD(learning_rate=0.01).minimize(loss)
    feeds = {x: np.random.default_rng(0).normal(size=(4, 6, 6, 2)).astype(np.float32)}
    assert_equal(*both(graph, [step, loss, images, hidden, kept], feeds, steps=4), 1e-4)
    assert_equal(*both(graph, [loss], feeds))
    plan: Any = ng.compile(graph, [loss, step], device="cpu:torch")
    room, source = plan._function.call.__globals__, plan._function.source
    calls = [room[line.split(" = ")[1].split("(")[0]] for line in source.splitlines() if "(" in line and " = " in line]
    assert calls.count(torch.addmm) == 2 and calls.count(torch.Tensor.relu_) == 2
    ops = [node.op for line in plan._function.lines for node in line]
    assert "greater" not in ops and "conv2d" not in ops


def test_the_way_back_through_softmax_is_one_call() -> None:
    graph = ng.Graph()
    with graph:
        x, c = ng.placeholder((2, 3, 4), name="x"), ng.constant(np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4))
        w = ng.Variable(np.linspace(-1, 1, 16, dtype=np.float32).reshape(4, 4), name="w")
        b = ng.Variable(np.linspace(-1, 1, 4, dtype=np.float32), name="b")
        loss = ng.ops.sum(ng.ops.softmax(x @ w + b) * c)
        fetches = [loss, *ng.gradients(loss, [x, w, b])]
    feeds = {x: np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)}
    assert_equal(*both(graph, fetches, feeds))
    plan: Any = ng.compile(graph, fetches, device="cpu:torch")
    ops = [node.op for line in plan._function.lines for node in line]
    assert "subtract" not in ops and ops.count("add") == 1


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_the_way_back_through_a_curve_is_one_call(activation: str) -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((3, 4), name="x")
        y = getattr(ng.ops, activation)(x)
        fetches = [y, *ng.gradients(ng.ops.sum(ng.ops.square(y)), [x])]
    feeds = {x: np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)}
    assert_equal(*both(graph, fetches, feeds))
    plan: Any = ng.compile(graph, fetches, device="cpu:torch")
    assert "subtract" not in [node.op for line in plan._function.lines for node in line]


def test_an_input_fed_to_two_axes_is_checked_for_each() -> None:
    graph = ng.Graph()
    with graph:
        i = ng.placeholder((2, 2), "int64", name="i")
        long, short = ng.constant(np.arange(10.0)), ng.constant(np.arange(5.0))
        both_ways = [ng.ops.gather(long, i), ng.ops.gather(short, ng.ops.reshape(i, [4]))]
    session = ng.Session(graph, device="cpu:torch")
    with pytest.raises(FeedError, match="index 7 is outside 0 to 4"):
        session.run(both_ways, {i: [[0, 7], [1, 1]]})


def test_one_curve_after_another_is_not_combined_twice() -> None:
    """The way back through tanh ends where that through the sigmoid begins, and both would take the product in."""
    with ng.Graph() as graph:
        x = ng.placeholder((3,), name="x")
        y = ng.ops.tanh(ng.ops.sigmoid(x))
        fetches = [y, *ng.gradients(ng.ops.sum(y), [x])]
    numpy, pytorch = both(graph, fetches, {x: np.asarray([-1.0, 0.0, 2.0], np.float32)}, steps=1)
    assert_equal(pytorch, numpy)


def test_adams_moments_do_not_stay_denormal() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((4,), name="x")
        w = ng.Variable(np.ones(4, np.float32), name="w")
        step = ng.optimizers.Adam(1e-3).minimize(ng.ops.sum(w * x))
    fading = np.asarray([1e-16, 1.0, -1e-16, 0.0], np.float32)
    for device in DEVICES:
        session = ng.Session(graph, device=device)
        session.run(step, {x: fading})
        for _ in range(1000):  # 0.9 to that power is below what float32 has at full precision
            session.run(step, {x: np.zeros(4, np.float32)})
        kept = np.concatenate([array.reshape(-1) for name, array in session.variables.items() if "adam" in name and array.ndim])
        tiny = np.finfo(np.float32).tiny
        assert not ((kept != 0) & (np.abs(kept) < tiny)).any(), device
        assert np.isfinite(session.get_variable("w")).all()
