"""Reshape with open dimensions, transposes, joining, cutting and padding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes, slopes_of

from engine import ops
from engine.ir.graph import Graph
from engine.ops.registry import get
from engine.testing.gradcheck import check_op
from engine.testing.interpret import Interpreter
from engine.testing.strategies import shapes


@pytest.mark.parametrize(
    ("shape", "wanted", "expected"),
    [
        (("batch", 28, 28), [-1, 784], ("batch", 784)),
        (("batch", 28, 28), [None, 784], ("batch", 784)),
        (("batch", 28, 28), ["rows", 784], ("batch", 784)),
        (("batch", 28, 28), [-1, 28], (None, 28)),
        (("batch", 28, 28), ["rows", 28], ("rows", 28)),
        ((None, 4), ["batch", 2, 2], ("batch", 2, 2)),
        ((None, 4), [-1, 2, 2], (None, 2, 2)),
        (("batch", "time", 8), [-1, 8], (None, 8)),
        ((6, 4), ["batch", 4], (6, 4)),
        (("batch",), [2, 3], (2, 3)),
        ((0, 3), [-1, 3], (0, 3)),
        ((), [-1], (1,)),
    ],
)
def test_reshape_finds_the_open_dimension(shape: Any, wanted: Any, expected: Any) -> None:
    assert infer("reshape", shape, shape=wanted) == expected


def test_reshape_refuses_what_cannot_be() -> None:
    assert refusal("reshape", (2, 3), shape=[4]) == "Reshape 'here': cannot reshape 2×3 to 4, as the number of entries differs"
    assert "number of entries differs" in refusal("reshape", (2, 3), shape=[-1, 4])
    assert "number of entries differs" in refusal("reshape", ("batch", 3), shape=[2, 2])
    assert "leaves 2 dimensions open" in refusal("reshape", (2, 3), shape=[-1, None])
    assert "negative dimension" in refusal("reshape", (2, 3), shape=[-2, 3])


def test_reshape_keeps_the_batch_through_a_gradient() -> None:
    graph = Graph("open")
    x = graph.add("placeholder", (), {"shape": ["batch", 4], "dtype": "float64"}, "x").outputs[0]
    y = ops.sum(ops.square(ops.reshape(x, (-1, 2, 2))))
    (gradient,) = ops.state.gradients(y, [x])
    assert gradient.shape == ("batch", 4)
    array = np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(Interpreter([gradient], {})({"x": array})[0], 2 * array)


@settings(max_examples=40, deadline=None)
@given(st.data(), shapes())
def test_slices_are_pythons(data: st.DataObject, shape: tuple[int, ...]) -> None:
    bound = st.one_of(st.none(), st.integers(-4, 4))
    cuts = [data.draw(st.tuples(bound, bound, st.sampled_from([1, 2, -1, -2]))) for _ in shape]
    x = np.arange(float(np.prod(shape))).reshape(shape)
    begin, end, step = ([cut[i] for cut in cuts] for i in range(3))
    expected = x[tuple(slice(*cut) for cut in cuts)]
    np.testing.assert_array_equal(run("slice", x, begin=begin, end=end, step=step), expected)
    check_op(get("slice"), [x * 0.1], {"begin": begin, "end": end, "step": step}, order=2)


@pytest.mark.parametrize(
    "key",
    [
        (0,), (-1,), (slice(1, None),), (slice(None, None, -1), 1), (..., -2), (None, 1), (1, None, ..., None),
        (slice(0, 2), slice(-2, None)),
    ],
    ids=str,
)  # fmt: skip
def test_indexing_is_numpys(key: tuple[Any, ...]) -> None:
    x = np.arange(24.0).reshape(2, 3, 4)
    graph = Graph("index")
    value = graph.add("placeholder", (), {"shape": [2, 3, 4], "dtype": "float64"}, "x").outputs[0]
    np.testing.assert_array_equal(Interpreter([value[key]], {})({"x": x})[0], x[key])


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.integers(0, 3), min_size=1, max_size=3), st.integers(1, 4))
def test_concatenate_joins_and_its_gradient_parts(data: st.DataObject, shape: list[int], count: int) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    rng = np.random.default_rng(count)
    arrays = []
    for _ in range(count):
        own = list(shape)
        own[axis] = data.draw(st.integers(0, 3))
        arrays.append(np.asarray(rng.random(own)))
    np.testing.assert_array_equal(run("concatenate", *arrays, axis=axis), np.concatenate(arrays, axis))
    check_op(get("concatenate"), arrays, {"axis": axis})


def test_concatenate_of_named_dimensions() -> None:
    assert infer("concatenate", ("batch", 2), ("batch", 3), axis=1) == ("batch", 5)
    assert infer("concatenate", ("batch", 2), ("batch", 2), axis=0) == (None, 2)
    assert infer("concatenate", ("batch", 2), (4, 2), axis=0) == (None, 2)
    assert infer("concatenate", (None, 2), (4, 3), axis=1) == (4, 5)
    assert infer("concatenate", ("batch", 2), axis=0) == ("batch", 2)
    graph = Graph("named")
    a, b = (graph.add("placeholder", (), {"shape": ["batch", 2], "dtype": "float64"}, key).outputs[0] for key in "ab")
    joined = ops.concatenate([a, b], axis=0)
    found = ops.state.gradients(ops.sum(ops.square(joined)), [a, b])
    feeds = {"a": np.arange(4.0).reshape(2, 2), "b": np.arange(4.0, 8.0).reshape(2, 2)}
    for gradient, key in zip(Interpreter(found, {})(feeds), "ab", strict=True):
        np.testing.assert_array_equal(gradient, 2 * feeds[key])


def test_stack_of_named_dimensions() -> None:
    assert infer("stack", ("batch", 2), (None, 2), axis=1) == ("batch", 2, 2)
    assert infer("stack", ("batch",), ("batch",), ("batch",), axis=-1) == ("batch", 3)


def test_joining_what_does_not_fit() -> None:
    assert "axis 0 of 2×3 and 4×3 must be equal, but they are 2 and 4" in refusal("concatenate", (2, 3), (4, 3), axis=1)
    assert "tensors of one rank, but got 2×3 and 3" in refusal("concatenate", (2, 3), (3,), axis=0)
    assert "use Stack" in refusal("concatenate", (), ())
    assert "axis 1 of 2×3 and 2×4 must be equal" in refusal("stack", (2, 3), (2, 4))


def test_transpose() -> None:
    assert infer("transpose", ("batch", 2, 3)) == (3, 2, "batch")
    assert infer("transpose", ("batch", 2, 3), axes=[0, -1, 1]) == ("batch", 3, 2)
    assert "must name each of the 2 dimensions once" in refusal("transpose", (2, 3), axes=[0, 0])


def test_squeeze_and_expand_dims() -> None:
    assert infer("squeeze", ("batch", 1), axis=1) == ("batch",)
    assert infer("squeeze", (1, 3, 1)) == (3,)
    assert infer("expand_dims", ("batch", 3), axis=[0, -1]) == (1, "batch", 3, 1)
    assert "axis 0 of 2×3 has size 2; only axes of size 1 can be squeezed" in refusal("squeeze", (2, 3), axis=0)
    assert "cannot tell which axes of batch×1 have size 1" in refusal("squeeze", ("batch", 1))
    assert "there is no axis 4" in refusal("expand_dims", (2, 3), axis=4)


def test_pad() -> None:
    x = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(
        run("pad", x, pad_width=[[1, 0], [0, 2]], constant_values=9.0), np.pad(x, [(1, 0), (0, 2)], constant_values=9)
    )
    assert infer("pad", ("batch", 3), pad_width=[[0, 0], [1, 1]]) == ("batch", 5)
    assert infer("pad", ("batch", 3), pad_width=1) == (None, 5)
    np.testing.assert_array_equal(slopes("pad", x, pad_width=2)[0], np.ones((2, 3)))
    assert "must give a count before and after for each of the 2 axes" in refusal("pad", (2, 3), pad_width=[[1, 1]])
    assert "must give a count" in refusal("pad", (2, 3), pad_width=-1)
    assert "must give a count" in refusal("pad", (2, 3), pad_width="much")


def test_flatten_keeps_the_batch() -> None:
    assert infer("flatten", ("batch", 28, 28)) == ("batch", 784)
    assert infer("flatten", ("batch",)) == ("batch", 1)
    assert infer("flatten", ("batch", None, 3)) == ("batch", None)
    assert "first axis is the batch" in refusal("flatten", ())


def test_broadcast_to() -> None:
    assert infer("broadcast_to", ("batch", 1), shape=[-1, 3]) == ("batch", 3)
    assert infer("broadcast_to", (3,), shape=[2, 3]) == (2, 3)
    assert "cannot broadcast 2×3 to 2×4" in refusal("broadcast_to", (2, 3), shape=[2, 4])
    assert "cannot broadcast 2×3 to 3" in refusal("broadcast_to", (2, 3), shape=[3])
    assert "give its size" in refusal("broadcast_to", (3,), shape=[None, 3])


def test_slice_refuses_what_cannot_be() -> None:
    assert "cuts 2 axes of a value with 1 dimensions" in refusal("slice", (3,), begin=[0, 0], end=[1, 1])
    assert "equally long" in refusal("slice", (3,), begin=[0], end=[])
    assert "no step may be 0" in refusal("slice", (3,), begin=[0], end=[1], step=[0])
    assert "cannot sum 2×3 to 2×4" in refusal("sum_to_like", (2, 3), (2, 4))
    assert "cannot broadcast 2×3 to 3" in refusal("broadcast_like", (2, 3), (3,))
    assert "cannot reshape 2×3 to 4" in refusal("reshape_like", (2, 3), (4,))


def test_names_survive_slices_that_keep_all() -> None:
    assert infer("slice", ("batch", 5), begin=[None, 1], end=[None, 3]) == ("batch", 2)
    assert infer("slice", ("batch", 5), begin=[1], end=[None]) == (None, 5)


def test_a_value_used_twice_gets_both_gradients() -> None:
    (slope,) = slopes_of(lambda b, x: b.concatenate(x, x, b.square(x), axis=0), np.array([1.0, 2.0]))
    np.testing.assert_array_equal(slope, [4.0, 6.0])


@pytest.mark.parametrize("mode", ["edge", "reflect", "symmetric"])
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 4)), max_size=3))
def test_padding_with_repeated_entries(mode: str, axes: list[tuple[int, int, int]]) -> None:
    shape = tuple(size for size, _, _ in axes)
    widths = [[before, after] for _, before, after in axes]
    x = np.asarray(np.random.default_rng(2).random(shape))
    expected = np.pad(x, widths, mode) if widths else x  # type: ignore[call-overload]
    np.testing.assert_array_equal(run("pad", x, pad_width=widths, mode=mode), expected)
    if x.size <= 9:
        check_op(get("pad"), [x], {"pad_width": widths, "mode": mode})


def test_an_empty_axis_has_nothing_to_repeat() -> None:
    assert "0×2 has an empty axis, which has nothing to repeat; use mode constant" in refusal(
        "pad", (0, 2), pad_width=1, mode="edge"
    )


def test_tile_and_flip() -> None:
    x = np.arange(6.0).reshape(2, 3)
    for repeats in ([2], [3, 1], [2, 1, 2], [0, 2]):
        np.testing.assert_array_equal(run("tile", x, repeats=repeats), np.tile(x, repeats))
    assert infer("tile", ("batch", 3), repeats=[2]) == ("batch", 6)
    assert infer("tile", ("batch", 3), repeats=[2, 1]) == (None, 3)
    assert "has a negative count" in refusal("tile", (2,), repeats=[-1])
    np.testing.assert_array_equal(run("flip", x, axis=1), np.flip(x, 1))
    assert infer("flip", ("batch", 3)) == ("batch", 3)


def test_split() -> None:
    x = np.arange(12.0).reshape(2, 6)
    for sections in (3, [1, 4], [2], [-1], [4, 2]):
        for part, expected in zip(run("split", x, sections=sections, axis=1), np.split(x, sections, 1), strict=True):
            np.testing.assert_array_equal(part, expected)
    with Graph("split"):
        first, second = ops.split(x, 2)
    assert first.shape == second.shape == (1, 6)
    assert "cannot cut 5 entries into 2 equal parts" in refusal("split", (5,), sections=2)
    assert "parts of an unknown size" in refusal("split", ("batch",), sections=2)
    assert "sections must be a count of parts" in refusal("split", (4,), sections=0)
    (slope,) = slopes_of(lambda b, x: b.split(x, sections=[1], axis=0)[1] * 3, np.array([1.0, 2.0]))
    np.testing.assert_array_equal(slope, [0, 3])
