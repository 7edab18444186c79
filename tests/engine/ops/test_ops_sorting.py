"""Sorting and taking: ties, unusual shapes, and gradients that go back to where an entry came from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes, slopes_of

from engine.errors import FeedError
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.testing.gradcheck import check_op


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.integers(0, 4), min_size=1, max_size=3), st.booleans())
def test_sort_is_numpys_either_way(data: st.DataObject, shape: list[int], descending: bool) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    x = np.asarray(np.random.default_rng(5).permutation(int(np.prod(shape))).reshape(shape) * 0.5)
    expected = np.sort(x, axis)
    expected = np.flip(expected, axis) if descending else expected
    np.testing.assert_array_equal(run("sort", x, axis=axis, descending=descending), expected)
    check_op(get("sort"), [x], {"axis": axis, "descending": descending})


@pytest.mark.parametrize("descending", [False, True])
def test_equal_entries_keep_their_order(descending: bool) -> None:
    x = np.array([1, 0, 1, 0, 1])
    expected = [0, 2, 4, 1, 3] if descending else [1, 3, 0, 2, 4]
    np.testing.assert_array_equal(run("argsort", x, descending=descending), expected)


def test_top_k() -> None:
    values, indices = run("top_k", np.array([[1.0, 9.0, 4.0], [7.0, 7.0, 8.0]]), k=2)
    np.testing.assert_array_equal(values, [[9, 4], [8, 7]])
    np.testing.assert_array_equal(indices, [[1, 2], [2, 0]])
    (slope,) = slopes_of(lambda b, x: b.top_k(x, k=2)[0], np.array([1.0, 9.0, 4.0]))
    np.testing.assert_array_equal(slope, [0, 1, 1])
    assert infer("top_k", ("batch", 10), k=3) == ("batch", 3)
    assert "cannot take the 5 largest of 3 entries; make k smaller" in refusal("top_k", ("batch", 3), k=5)
    assert "but got a scalar" in refusal("top_k", ())


def test_take_along_axis() -> None:
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    picked = np.array([[2, 2], [0, 1]])
    np.testing.assert_array_equal(run("take_along_axis", x, picked), [[3, 3], [4, 5]])
    np.testing.assert_array_equal(slopes("take_along_axis", x, picked)[0], [[0, 0, 2], [1, 1, 0]])
    with pytest.raises(FeedError, match="index 3 is outside 0 to 2"):
        run("take_along_axis", x, np.array([[3], [0]]))
    labels = TensorType("int64", (4, 1))
    assert "axis 0 of 2×3 and 4×1 must be equal" in refusal("take_along_axis", (2, 3), labels)
    assert "indices of the rank of x" in refusal("take_along_axis", (4,), labels)


def test_a_scalar_cannot_be_sorted() -> None:
    assert "there is no axis -1" in refusal("sort", ())
    assert "there is no axis -1" in refusal("argsort", ())
