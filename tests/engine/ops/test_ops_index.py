"""Gather and one-hot: any shapes, and indices that are out of range."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes

from engine.errors import FeedError
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.testing.gradcheck import check_op
from engine.testing.strategies import shapes

LABELS = TensorType("int64", ("batch",))


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.integers(1, 3), min_size=1, max_size=3), shapes(max_rank=2))
def test_gather_is_numpys_take(data: st.DataObject, shape: list[int], picked: tuple[int, ...]) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    rng = np.random.default_rng(3)
    params, indices = np.asarray(rng.random(shape)), np.asarray(rng.integers(0, shape[axis], picked))
    np.testing.assert_array_equal(run("gather", params, indices, axis=axis), np.take(params, indices, axis))
    check_op(get("gather"), [params, indices], {"axis": axis}, order=2)


def test_an_index_that_comes_twice_gets_both_gradients() -> None:
    (slope,) = slopes("gather", np.zeros((4, 2)), np.array([3, 1, 3]))
    np.testing.assert_array_equal(slope, [[0, 0], [1, 1], [0, 0], [2, 2]])


@pytest.mark.parametrize("index", [-1, 5, 1000])
def test_an_index_out_of_range_is_named(index: int) -> None:
    sentence = f"index {index} is outside 0 to 4, as there are only 5 entries; mend the indices or labels that are fed"
    with pytest.raises(FeedError, match=sentence):
        run("gather", np.zeros((5, 2)), np.array([0, index]))
    with pytest.raises(FeedError, match=sentence):
        run("one_hot", np.array([[0, index]]), depth=5)
    with pytest.raises(FeedError, match=sentence):
        run("gather_grad", np.zeros((2, 2)), np.array([0, index]), np.zeros((5, 2)))


def test_one_hot() -> None:
    np.testing.assert_array_equal(run("one_hot", np.array([2, 0]), depth=3), [[0, 0, 1], [1, 0, 0]])
    assert run("one_hot", np.array(1), depth=3, dtype="int32").dtype == np.int32
    assert infer("one_hot", LABELS, depth=10) == ("batch", 10)


def test_types() -> None:
    assert infer("gather", (100, 8), LABELS) == ("batch", 8)
    assert infer("gather", ("batch", 5, 3), TensorType("int64", (2, 2)), axis=1) == ("batch", 2, 2, 3)
    assert "takes int values, but got float32; insert Cast to int64" in refusal("gather", (5,), (2,))
    assert "there is no axis 1" in refusal("gather", (5,), LABELS, axis=1)
    assert "depth is 0, but must be a whole number of at least 1" in refusal("one_hot", LABELS, depth=0)
    assert "depth is missing" in refusal("one_hot", LABELS)
