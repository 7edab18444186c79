"""Shapes with known, named and unknown dimensions: broadcasting agrees with NumPy wherever NumPy has an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine as ng
from engine.errors import RuleError
from engine.ir.types import (
    TensorType,
    broadcast_dims,
    broadcast_shapes,
    format_shape,
    merge_dims,
    normalize_axes,
    promote,
)

sizes = st.integers(0, 4)
shapes = st.lists(sizes, max_size=4).map(tuple)
dims = st.one_of(sizes, st.sampled_from(["batch", "time"]), st.none())


@given(shapes, shapes)
def test_broadcasting_of_known_shapes_is_numpys(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    try:
        expected = np.broadcast_shapes(a, b)
    except ValueError:
        with pytest.raises(RuleError):
            broadcast_shapes(a, b)
    else:
        assert broadcast_shapes(a, b) == expected


@given(dims, dims)
def test_broadcasting_is_symmetric(a: int | str | None, b: int | str | None) -> None:
    def attempt(left: int | str | None, right: int | str | None) -> object:
        try:
            return broadcast_dims(left, right)
        except RuleError:
            return "refused"

    assert attempt(a, b) == attempt(b, a)


@given(dims, dims, st.dictionaries(st.sampled_from(["batch", "time"]), sizes, min_size=2), sizes, sizes)
def test_a_promised_dimension_is_kept_at_run_time(
    a: int | str | None, b: int | str | None, named: dict[str, int], free_a: int, free_b: int
) -> None:
    """Whatever sizes the names and the unknowns take: where NumPy broadcasts them, the static answer agrees."""
    actual_a = free_a if a is None else named.get(str(a), a)
    actual_b = free_b if b is None else named.get(str(b), b)
    try:
        static = broadcast_dims(a, b)
        (actual,) = np.broadcast_shapes((actual_a,), (actual_b,))
    except (RuleError, ValueError):
        return
    if static is not None:
        assert actual == named.get(str(static), static)


def test_named_dimensions_meet_only_themselves() -> None:
    assert merge_dims("batch", "batch") == "batch"
    assert merge_dims("batch", 32) == 32
    assert merge_dims(None, "batch") == "batch"
    with pytest.raises(RuleError):
        merge_dims("batch", "time")
    with pytest.raises(RuleError):
        broadcast_shapes(("batch", 3), ("time", 3))


def test_a_mismatch_names_both_shapes() -> None:
    with pytest.raises(RuleError, match=r"shapes batch×3 and batch×4 cannot be broadcast together"):
        broadcast_shapes(("batch", 3), ("batch", 4))


def test_promotion_follows_kinds_then_width() -> None:
    assert promote(["int64", "float32"]) == "float32"
    assert promote(["float32", "float64"]) == "float64"
    assert promote(["bool", "uint8"]) == "uint8"
    assert promote(["int32", "int64"]) == "int64"


def test_axes() -> None:
    assert normalize_axes(None, 3) == (0, 1, 2)
    assert normalize_axes([-1, 0], 3) == (0, 2)
    with pytest.raises(RuleError, match="no axis 3"):
        normalize_axes(3, 3)
    with pytest.raises(RuleError, match="twice"):
        normalize_axes([1, -2], 3)


def test_types_print_for_people() -> None:
    assert str(TensorType("float32", ("batch", None, 64))) == "float32[batch, ?, 64]"
    assert format_shape(("batch", 28, 28, 1)) == "batch×28×28×1"
    assert format_shape(()) == "scalar"
    with pytest.raises(RuleError, match="no dtype 'float31'"):
        TensorType("float31")


def test_a_dtype_may_be_given_as_numpys_type() -> None:
    for dtype in (np.float64, np.dtype("float64"), "float64", float):
        assert ng.placeholder((2,), dtype=dtype).dtype == "float64"
        assert ng.Variable(shape=(2,), dtype=dtype).dtype == ng.Variable([1.0], dtype=dtype).dtype == "float64"
        assert ng.constant(1, dtype=dtype).dtype == ng.ops.cast(ng.constant(1), dtype=dtype).dtype == "float64"
    with pytest.raises(ng.TypeRuleError, match="dtype is <class 'str'>, but must be one of bool"):
        ng.placeholder((2,), dtype=str)
