"""Pictures of values: whatever the array holds, its picture is small, and says what is true of it."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

from app.model.pictures import AnyPicture, Empty, HeatMap, Histogram, Images, Number
from app.session.picturing import BINS, COLUMNS, EDGE, NO_NUMBER, ROWS, TILES, picture_of, share

LARGEST = 64 * 1024  # bytes of a message

shapes = hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=7)
MATRICES = hnp.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=9)
arrays: st.SearchStrategy[np.ndarray[Any, Any]] = st.one_of(
    hnp.arrays(st.sampled_from(["float64", "float32", "float16"]), shapes),
    hnp.arrays(st.sampled_from(["int64", "uint64", "int8", "uint8"]), shapes),
    hnp.arrays(np.bool_, shapes),
)


def through_the_pipe(picture: AnyPicture) -> AnyPicture:
    """As it arrives on the other side."""
    body = msgspec.msgpack.encode(picture)
    assert len(body) < LARGEST
    return msgspec.msgpack.decode(body, type=AnyPicture)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(arrays, st.booleans())
def test_every_array_has_a_picture_that_tells_the_truth(array: np.ndarray[Any, Any], weight: bool) -> None:
    picture = picture_of(array, weight=weight)
    arrived = through_the_pipe(picture)
    assert type(arrived) is type(picture)
    assert (picture.dtype, picture.shape) == (array.dtype.name, array.shape)
    if array.size == 0:
        assert isinstance(picture, Empty)
        return
    numbers = array.astype(np.float64).reshape(-1)
    finite = numbers[np.isfinite(numbers)]
    figures = picture.figures
    assert figures.nan == np.isnan(numbers).sum()
    assert figures.infinite == np.isinf(numbers).sum()
    if not finite.size:
        assert figures.least is figures.greatest is figures.mean is None
    else:
        assert (figures.least, figures.greatest) == (finite.min(), finite.max())
        assert figures.mean is not None
        assert finite.min() <= figures.mean <= finite.max()
    if isinstance(picture, Histogram):
        assert sum(picture.counts) == finite.size
        assert len(picture.counts) <= BINS
    elif isinstance(picture, HeatMap):
        assert not weight
        assert len(picture.cells) == picture.rows * picture.columns <= ROWS * COLUMNS
        assert (NO_NUMBER in picture.cells) == bool(figures.nan or figures.infinite)
    elif isinstance(picture, Images):
        assert len(picture.pixels) == picture.count * picture.height * picture.width * picture.channels
        assert picture.count <= TILES
        assert max(picture.height, picture.width) <= EDGE
    else:
        assert isinstance(picture, Number)
        assert picture.value == array.reshape(-1)[0] or math.isnan(picture.value)


@pytest.mark.parametrize(
    ("shape", "weight", "form"),
    [
        ((), False, Number), ((1, 1), False, Number), ((5,), False, Histogram), ((5, 1), False, Histogram),
        ((5, 3), False, HeatMap), ((5, 3), True, Histogram), ((2, 3, 4), False, Histogram),
        ((2, 8, 8, 1), False, Images),
        ((2, 8, 8, 3), False, Images), ((2, 8, 8, 5), False, Images), ((3, 3, 1, 8), True, Histogram),
        ((2, 1, 8, 3), False, Histogram),
        ((0, 3), False, Empty),
    ],
)  # fmt: skip
def test_the_form_follows_the_shape(shape: tuple[int, ...], weight: bool, form: type) -> None:
    assert type(picture_of(np.random.default_rng(0).normal(size=shape), weight=weight)) is form


def test_a_large_matrix_keeps_its_extremes() -> None:
    matrix = np.zeros((5000, 700), np.float32)
    matrix[4321, 123], matrix[17, 650] = -3.0, 5.0
    picture = picture_of(matrix)
    assert isinstance(picture, HeatMap)
    assert (picture.rows, picture.columns, picture.low, picture.high) == (ROWS, COLUMNS, -3.0, 5.0)
    cells = np.frombuffer(picture.cells, np.uint8).reshape(ROWS, COLUMNS)
    assert cells.max() == 254
    assert cells.min() == 0
    assert (cells == round(3 / 8 * 254)).sum() == ROWS * COLUMNS - 2


def test_one_nan_marks_one_cell() -> None:
    matrix = np.ones((4, 5))
    matrix[2, 3] = np.nan
    picture = picture_of(matrix)
    assert isinstance(picture, HeatMap)
    assert [at for at, cell in enumerate(picture.cells) if cell == NO_NUMBER] == [2 * 5 + 3]


def test_whole_numbers_and_truth_values_have_a_bar_each() -> None:
    labels = picture_of(np.array([0, 3, 3, 9, 9, 9]))
    assert isinstance(labels, Histogram)
    assert labels.whole
    assert labels.counts == (1, 0, 0, 2, 0, 0, 0, 0, 0, 3)
    mask = picture_of(np.array([True, False, True]))
    assert isinstance(mask, Histogram)
    assert mask.counts == (1, 2)


def test_the_widest_range_is_spread_over_all_bars() -> None:
    ends = np.array([-1.7e308, 1.7e308, 0.0])
    assert share(ends, -1.7e308, 1.7e308).tolist() == [0.0, 1.0, 0.5]
    picture = picture_of(ends)
    assert isinstance(picture, Histogram)
    assert (picture.counts[0], picture.counts[BINS // 2], picture.counts[-1]) == (1, 1, 1)
    assert picture.figures.mean == 0.0


def test_dead_units_are_counted() -> None:
    rows = np.array([[0.0, 1.0, 0.0, 2.0], [0.0, 0.0, 0.0, 1.0]])
    assert picture_of(rows).figures.dead == 0.5
    assert picture_of(rows, weight=True).figures.dead is None
    assert picture_of(rows.astype(int)).figures.dead is None


def test_feature_maps_are_shown_as_grey_tiles() -> None:
    value = np.zeros((3, 4, 4, 5))
    value[0, :, :, 2] = 1.0
    picture = picture_of(value)
    assert isinstance(picture, Images)
    assert (picture.count, picture.channels) == (5, 1)
    tiles = np.frombuffer(picture.pixels, np.uint8).reshape(5, 4, 4)
    assert tiles.mean(axis=(1, 2)).tolist() == [0, 0, 255, 0, 0]


def test_bytes_are_images_from_black_to_white() -> None:
    picture = picture_of(np.full((1, 100, 60, 3), 51, np.uint8))
    assert isinstance(picture, Images)
    assert (picture.low, picture.high, picture.height, picture.width) == (0.0, 255.0, EDGE, EDGE)
    assert set(picture.pixels) == {51}


@settings(max_examples=60, deadline=None)
@given(hnp.arrays("float64", MATRICES, elements=st.sampled_from([0.0, 0.0, 1.5, -2.0, math.inf])))
def test_a_sparse_matrix_looks_like_the_same_dense_one(dense: np.ndarray[Any, Any]) -> None:
    kept, whole = picture_of(sparse.csr_array(dense)), picture_of(dense)
    through_the_pipe(kept)
    assert (kept.figures.least, kept.figures.greatest) == (whole.figures.least, whole.figures.greatest)
    assert kept.figures.infinite == whole.figures.infinite
    if isinstance(kept, HeatMap) and isinstance(whole, HeatMap):
        assert kept.cells == whole.cells


def test_few_entries_of_a_huge_sparse_matrix_are_seen() -> None:
    matrix = sparse.coo_array(([2.0], ([999_999], [123_456])), shape=(1_000_000, 200_000))
    picture = picture_of(matrix)
    assert isinstance(picture, HeatMap)
    assert picture.stored == 1
    assert picture.cells.count(254) == 1
    assert picture.figures.least == 0.0
