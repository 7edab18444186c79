"""Compiled convolutions and poolings against their references, over shapes, strides, padding, dilation and groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_backends_compiled import assert_close, one_op, plan_of, run_plan
from written_steps import use_python

import engine as ng
from engine.backends.compiled.plan import CompiledPlan, told
from engine.ops.registry import get
from engine.testing.interpret import Interpreter
from engine.testing.samples import draw_inputs

pytest.importorskip("numba", reason="steps are compiled by numba")

OPS = (
    "conv2d", "conv2d_input_grad", "conv2d_kernel_grad", "max_pool", "max_pool_grad", "max_pool_pick", "average_pool",
    "average_pool_grad",
)  # fmt: skip
CASES = [(name, sample) for name in OPS for sample in get(name).samples if all(0 not in shape for shape in sample.shapes)]


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def units_of(plan: Any) -> list[str]:
    return [told(unit) for unit in plan._made.units]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name, sample", CASES, ids=lambda value: value if isinstance(value, str) else str(value.shapes))
def test_every_sample_is_what_its_reference_is(name: str, sample: Any, dtype: str) -> None:
    """With NaN, infinities and zeros of either sign among the entries."""
    arrays = draw_inputs(get(name), sample, dtype)
    graph, outputs = one_op(name, sample, arrays)
    plan = plan_of(graph, outputs)
    use_python(plan)
    assert not any(unit.startswith("NumPy") for unit in units_of(plan))
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    for strange in (None, np.nan, np.inf, -np.inf, 0.0, -0.0):
        feeds = {f"x{index}": array.copy() for index, array in enumerate(arrays)}
        if strange is not None:
            for array in feeds.values():
                array.flat[0] = strange
        for found, expected in zip(run_plan(plan, feeds), Interpreter(outputs, types)(feeds), strict=True):
            assert_close(found, expected)


@st.composite
def images(draw: Any) -> tuple[Any, list[Any], dict[str, Any], float]:
    """A convolution with bias, activation and pooling, and its gradients; perhaps with a number that is not finite."""
    size = st.integers(1, 3)
    groups = draw(st.sampled_from([1, 1, 1, 2]))
    channels, filters = draw(st.sampled_from([1, 2, 6, 17])) * groups, draw(st.sampled_from([1, 3, 17])) * groups
    kernel = draw(size), draw(size)
    strided = draw(st.booleans())
    strides = [draw(size), draw(size)] if strided else [1, 1]
    dilation = [1, 1] if strided else [draw(st.integers(1, 2)), draw(st.integers(1, 2))]
    shape = (draw(st.integers(1, 2)), draw(st.integers(7, 9)), draw(st.integers(7, 13)), channels)
    dtype = draw(st.sampled_from(["float32", "float64"]))
    pool = draw(st.sampled_from([None, (2, None), (2, None), (2, 1), (3, 2)]))
    padding = draw(st.sampled_from(["valid", "same"]))
    around, relu = draw(st.sampled_from([padding, "valid"])), draw(st.booleans())
    with ng.Graph() as graph:
        x = ng.placeholder(shape, dtype=dtype, name="x")
        k = ng.placeholder((*kernel, channels // groups, filters), dtype=dtype, name="k")
        bias = ng.placeholder((filters,), dtype=dtype, name="bias")
        y = ng.ops.conv2d(x, k, strides=strides, padding=padding, dilation_rate=dilation, groups=groups)
        y = ng.ops.relu(y + bias) if relu else y + bias
        if pool is not None and min(y.shape[1:3]) >= pool[0]:
            y = ng.ops.max_pool(y, pool_size=pool[0], strides=pool[1], padding=around)
        total = ng.ops.sum(y * y)
        fetches = [y, total, *ng.gradients(total, draw(st.sampled_from([[x, k, bias], [k, bias], [x]])))]
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    feeds = {value.name: rng.normal(size=value.shape).astype(dtype) for value in (x, k, bias)}
    # the reference takes a window of nothing but -inf to be the padding's, so infinities come with a ReLU
    if (strange := draw(st.sampled_from([None, np.nan, *([None, np.inf, -np.inf] if relu else [])]))) is not None:
        array = feeds[draw(st.sampled_from(["x", "k"]))]
        array.flat[draw(st.integers(0, array.size - 1))] = strange
    return graph, fetches, feeds, 1e-12 if dtype == "float64" else 2e-6


@pytest.fixture
def _share_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("source.WORTH_SHARING", "conv_code._SHARED", "pool_code._SHARED"):
        monkeypatch.setattr(f"engine.backends.compiled.{place}", 0)


@pytest.mark.usefixtures("_share_everything")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(images(), st.sampled_from([1, 2]))
def test_random_convolutions_and_their_gradients(drawn: Any, threads: int) -> None:
    compare(drawn, threads)


def compare(drawn: Any, threads: int) -> CompiledPlan:
    """To so many digits of the sums that the absolute values of all terms would give, as terms of either sign cancel."""
    graph, fetches, feeds, tolerance = drawn
    plan = plan_of(graph, fetches)
    source = use_python(plan, threads)
    assert all(segment.parts == threads for segment in source.segments)
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    oracle = Interpreter(fetches, types)
    expected = oracle(feeds)
    sums = oracle({name: np.abs(np.nan_to_num(array, posinf=0, neginf=0)) for name, array in feeds.items()})
    for _ in range(2):
        for found, right, sum_ in zip(run_plan(plan, feeds), expected, sums, strict=True):
            np.testing.assert_allclose(found, right, rtol=tolerance, atol=tolerance * max(1.0, float(np.abs(sum_).max())))
    return plan


def test_numba_computes_a_convolutional_network_as_numpy_does(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    with ng.Graph() as graph:
        x = ng.placeholder((4, 12, 12, 1), name="x")
        y = ng.placeholder((4,), dtype="int64", name="y")
        found = x
        for filters in (8, 20):
            found = ng.nn.MaxPooling2D(pool_size=2)(ng.nn.Conv2D(filters, 3, activation="relu")(found))
        loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(3)(ng.nn.Flatten()(found)), from_logits=True)
        update = ng.optimizers.Adam(0.01).minimize(loss)
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    slow = ng.Session(graph, seed=0, without=["compile"]).prepare([loss, update], types)
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    fast = plan_of(graph, [loss, update], types)
    fast._made.compile()
    assert not fast._made.failure
    assert not any(unit.startswith("NumPy") for unit in units_of(fast))
    rng = np.random.default_rng(0)
    rows, labels = rng.random((4, 12, 12, 1)), rng.integers(0, 3, 4)
    for plan in (slow, fast):
        plan.feeds["x"][...], plan.feeds["y"][...] = rows, labels
    for step in range(40):
        slow.run(step)
        fast.run(step)
        np.testing.assert_allclose(fast.results[0], slow.results[0], rtol=5e-4)


def test_a_layer_with_its_pooling_is_one_kernel_on_each_way() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((2, 11, 11, 3), name="x")
        found = x
        for filters in (4, 5):
            found = ng.nn.MaxPooling2D(pool_size=2)(ng.nn.Conv2D(filters, 3, padding="same", activation="relu")(found))
        loss = ng.ops.sum(found * found)
        update = ng.optimizers.SGD(0.1).minimize(loss)
    plan = plan_of(graph, [loss, update])
    use_python(plan)
    titles = [unit.split(" of ")[0] for unit in units_of(plan)]
    assert titles.count("conv2d + max_pool + add + relu") == 2
    assert "max_pool_grad + conv2d_kernel_grad + conv2d_input_grad" in titles
    assert "max_pool_grad + conv2d_kernel_grad" in titles
    assert not {"conv2d", "max_pool", "max_pool_grad"} & set(titles)


@st.composite
def small_images(draw: Any) -> tuple[Any, list[Any], dict[str, Any], float]:
    """A convolution of each channel by itself, and pooling by the mean, and their gradients."""
    channels, many = draw(st.sampled_from([2, 3, 17])), draw(st.sampled_from([1, 1, 2]))
    kernel, strides = draw(st.tuples(st.integers(1, 3), st.integers(1, 3))), draw(st.sampled_from([1, 2, [2, 1]]))
    padding, around = draw(st.sampled_from(["valid", "same"])), draw(st.sampled_from(["valid", "same"]))
    pool = {"pool_size": draw(st.sampled_from([2, 3, [3, 1]])), "strides": draw(st.sampled_from([None, 1])), "padding": around}
    dtype = draw(st.sampled_from(["float32", "float64"]))
    with ng.Graph() as graph:
        x = ng.placeholder((draw(st.integers(1, 2)), 7, 8, channels), dtype=dtype, name="x")
        k = ng.placeholder((*kernel, 1, channels * many), dtype=dtype, name="k")
        y = ng.ops.conv2d(x, k, strides=strides, padding=padding, groups=channels)
        if min(y.shape[1:3]) >= 3:
            y = ng.ops.average_pool(y, **pool)
        total = ng.ops.sum(y * y)
        fetches = [y, total, *ng.gradients(total, [x, k])]
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    feeds = {value.name: rng.normal(size=value.shape).astype(dtype) for value in (x, k)}
    if (strange := draw(st.sampled_from([None, np.nan, np.inf, -np.inf]))) is not None:
        array = feeds[draw(st.sampled_from(["x", "k"]))]
        array.flat[draw(st.integers(0, array.size - 1))] = strange
    return graph, fetches, feeds, 1e-12 if dtype == "float64" else 2e-6


@pytest.mark.usefixtures("_share_everything")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(small_images(), st.sampled_from([1, 2]))
def test_random_convolutions_of_single_channels_and_means(drawn: Any, threads: int) -> None:
    plan = compare(drawn, threads)
    assert not any(unit.startswith("NumPy") for unit in units_of(plan))


def test_a_layer_without_pooling_ends_with_its_activation() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((2, 8, 8, 3), name="x")
        y = ng.nn.Conv2D(4, 3, activation="relu")(ng.nn.Conv2D(5, 3, activation="relu")(x))
        total = ng.ops.sum(y)
    plan = plan_of(graph, [total])
    use_python(plan)
    assert [unit.split(" of ")[0] for unit in units_of(plan)] == [
        "conv2d + add + relu",
        "conv2d + add + relu",
        "loop over 2×4×4×4: sum",
    ]


def test_a_convolution_that_others_look_at_stays_alone() -> None:
    with ng.Graph() as graph:
        x, k = ng.placeholder((2, 8, 8, 3), name="x"), ng.placeholder((3, 3, 3, 4), name="k")
        y = ng.ops.conv2d(x, k)
        pooled = ng.ops.max_pool(y, pool_size=2)
        total = ng.ops.sum(pooled * pooled)
        fetches = [total, ng.ops.sum(y), *ng.gradients(total, [k])]
    plan = plan_of(graph, fetches)
    use_python(plan)
    assert not any(" + max_pool" in unit for unit in units_of(plan))
