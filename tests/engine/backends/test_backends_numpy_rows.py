"""Rows of the NumPy backend that take another way than the reference: sums by BLAS, sorted rows, tiles of images."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.ops.registry import get


def compared(op: str, *arrays: Any, tolerance: float = 1e-5, **attrs: Any) -> np.ndarray[Any, Any]:
    """What the row gives, held against the reference in float64."""
    with ng.Graph() as graph:
        inputs = [ng.placeholder(array.shape, dtype=array.dtype.name) for array in arrays]
        value = getattr(ng.ops, op)(*inputs, **attrs)
    with ng.Session(graph, without=["compile"]) as session:
        found: np.ndarray[Any, Any] = session.run(value, dict(zip(inputs, arrays, strict=True)))
    wide = [array.astype(np.float64) if array.dtype.kind == "f" else array for array in arrays]
    reference = get(op).reference
    assert reference is not None
    bound = get(op).bind_attrs(attrs)
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(found, reference(*wide, **bound), rtol=tolerance, atol=tolerance)
    return found


def rows(*shape: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(0).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("op", ["sum", "mean"])
@pytest.mark.parametrize("axis", [0, 1, -1, [0, 1], [1, 2], [0, 2], None])
@pytest.mark.parametrize("keepdims", [False, True])
def test_sums_over_first_and_last_axes(op: str, axis: Any, keepdims: bool) -> None:
    compared(op, rows(33, 7, 20), axis=axis, keepdims=keepdims)


def test_what_is_no_number_spoils_only_its_own_sum() -> None:
    x = rows(300, 4)
    x[7, 1], x[9, 2], x[11, 2] = np.nan, np.inf, -np.inf
    found = compared("sum", x, axis=0)
    assert np.isnan(found[[1, 2]]).all() and np.isfinite(found[[0, 3]]).all()


def test_many_terms_are_added_as_exactly_as_one_by_one() -> None:
    x = (1 + rows(20_000, 3) / 8).astype(np.float32)
    exact = x.astype(np.float64).sum(0)
    assert np.abs(compared("sum", x, axis=0) - exact).max() <= 2 * np.abs(np.add.reduce(x, 0) - exact).max()


def test_the_sigmoid_of_large_numbers() -> None:
    x = np.asarray([-np.inf, -1000, -100, -80, -20, -0.0, 20, 80, 1000, np.inf, np.nan], np.float32)
    found = compared("sigmoid", x)
    assert found[0] == found[1] == 0 and found[8] == found[9] == 1 and np.isnan(found[10])
    np.testing.assert_allclose(found[3:8], 1 / (1 + np.exp(-x[3:8].astype(np.float64))), rtol=1e-6)


@pytest.mark.parametrize("shape", [(40, 30, 20), (2, 5, 6, 4), (1, 1, 8)])
def test_a_stack_by_one_matrix_is_one_product(shape: tuple[int, ...]) -> None:
    compared("matmul", rows(*shape), rows(shape[-1], 9), tolerance=1e-4)


@pytest.mark.parametrize("count", [1, 7, 400])
@pytest.mark.parametrize("table", [1, 5, 1000])
def test_rows_of_an_index_are_added_up(count: int, table: int) -> None:
    numbers = np.random.default_rng(1).integers(0, table, (count, 3))
    compared("gather_grad", rows(count, 3, 16), numbers, rows(table, 16), tolerance=1e-4, axis=0)


def test_rows_of_an_index_outside_are_refused() -> None:
    with pytest.raises(ng.NodegradError, match="5"):
        compared("gather_grad", rows(2, 3), np.asarray([0, 5]), rows(4, 3), axis=0)


POOLS = [
    {"pool_size": 2}, {"pool_size": 3, "strides": 2}, {"pool_size": 2, "strides": 3}, {"pool_size": 3, "padding": "same"},
]  # fmt: skip


@pytest.mark.parametrize("attrs", POOLS, ids=str)
def test_the_gradient_of_a_pooling_of_more_images_than_fit_the_cache(attrs: dict[str, Any]) -> None:
    x = np.maximum(rows(50, 25, 23, 8), 0)  # with ties, of which the first counts
    with ng.Graph():
        pooled = ng.ops.max_pool(ng.placeholder(x.shape), **attrs)
    compared("max_pool_grad", x, rows(*pooled.type.static_shape), **attrs)


CONVS = [
    ({}, (3, 3)), ({"padding": "same"}, (3, 3)), ({"strides": [2, 1]}, (3, 2)), ({"dilation_rate": [2, 1]}, (2, 5)),
    ({"strides": 2}, (3, 3)), ({"dilation_rate": [1, 2]}, (3, 3)), ({"padding": "same"}, (1, 7)),
]  # fmt: skip


@pytest.mark.parametrize(("attrs", "window"), CONVS, ids=str)
def test_the_gradient_of_images_of_more_tiles_than_one(attrs: dict[str, Any], window: tuple[int, int]) -> None:
    x, kernel = rows(70, 14, 11, 16), rows(*window, 16, 12)
    with ng.Graph():
        y = ng.ops.conv2d(ng.placeholder(x.shape), ng.placeholder(kernel.shape), **attrs)
    compared("conv2d_input_grad", rows(*y.type.static_shape), kernel, x, tolerance=2e-4, **attrs)
