"""From a value to its picture: however large the value, the picture is a few kilobytes.  No Qt here.

Figures and histograms are taken piece by piece, so that no copy of a large value is made; numbers that are none (NaN, infinity)
are counted and left out, and ranges that a float64 cannot span are halved before they are divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.model.pictures import AnyPicture, Empty, Figures, HeatMap, Histogram, Images, Number

Array = np.ndarray[Any, Any]

BINS = 40  # bars of a histogram
ROWS, COLUMNS = 48, 64  # cells of a heat map
TILES, EDGE = 8, 48  # images that are shown, and the pixels of their longer side
NO_NUMBER = 255
_PIECE = 1 << 18  # entries that are looked at together


def picture_of(value: Any, *, weight: bool = False) -> AnyPicture:
    """The picture of an array or of a SciPy sparse matrix; weights are shown by their distribution."""
    if hasattr(value, "tocoo"):
        return _sparse(value.tocoo())
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        array = array.astype(np.float32)  # bfloat16, which NumPy does not know by itself
    about: Any = {"dtype": np.asarray(value).dtype.name, "shape": tuple(array.shape)}
    if array.size == 0:
        return Empty(**about)
    figures = survey(array)
    if array.size == 1:
        return Number(value=array.reshape(-1)[0].item(), figures=figures, **about)
    if not weight:
        about["figures"] = figures = _with_dead(figures, array)
        if array.ndim == 4 and min(array.shape[1:3]) > 1:
            return _images(array, figures, about)
        if array.ndim == 2 and min(array.shape) > 1:
            return _heat(array, figures, about)
    about["figures"] = figures
    return _histogram(array, figures, about)


def survey(array: Array) -> Figures:
    """The figures of an array."""
    least = greatest = None
    mean, count, nan, infinite = 0.0, 0, 0, 0
    for piece, finite in _pieces(array):
        nan += int(np.count_nonzero(np.isnan(piece)))
        infinite += piece.size - finite.size - int(np.count_nonzero(np.isnan(piece)))
        if not finite.size:
            continue
        low, high = float(finite.min()), float(finite.max())
        least = low if least is None else min(least, low)
        greatest = high if greatest is None else max(greatest, high)
        count += finite.size
        mean += (float((finite / finite.size).sum()) - mean) * (finite.size / count)
    if least is None or greatest is None:
        return Figures(nan=nan, infinite=infinite)
    return Figures(least=least, greatest=greatest, mean=min(max(mean, least), greatest), nan=nan, infinite=infinite)


def _pieces(array: Array) -> Iterator[tuple[Array, Array]]:
    """The entries in pieces as float64, and those of each that are numbers."""
    flat = array.reshape(-1)
    for start in range(0, flat.size, _PIECE):
        piece = flat[start : start + _PIECE].astype(np.float64)
        yield piece, piece[np.isfinite(piece)]


def _with_dead(figures: Figures, array: Array) -> Figures:
    if array.ndim < 2 or array.dtype.kind != "f":
        return figures
    dead = ~np.any(array, axis=tuple(range(array.ndim - 1)))
    return Figures(
        least=figures.least, greatest=figures.greatest, mean=figures.mean, nan=figures.nan, infinite=figures.infinite,
        dead=float(dead.mean()),
    )  # fmt: skip


def share(values: Array, low: float, high: float) -> Array:
    """Where values lie between two limits, 0 to 1; a half where the limits are one.  What is no number lies anywhere."""
    with np.errstate(all="ignore"):
        span = high - low
        if not span:
            return np.full(values.shape, 0.5)
        found = (values - low) / span if np.isfinite(span) else (values / 2 - low / 2) / (high / 2 - low / 2)
    return np.clip(np.nan_to_num(found, nan=0.0), 0.0, 1.0)


# --- histograms ---------------------------------------------------------------------------------------------------------


def _histogram(array: Array, figures: Figures, about: dict[str, Any]) -> Histogram:
    if array.dtype.kind == "b":
        true = int(np.count_nonzero(array))
        return Histogram(counts=(array.size - true, true), low=0.0, high=1.0, whole=True, **about)
    if figures.least is None or figures.greatest is None:
        return Histogram(counts=(), low=0.0, high=0.0, **about)
    low, high = figures.least, figures.greatest
    whole = array.dtype.kind in "iu" and high - low < BINS
    bars = int(high - low) + 1 if whole else 1 if low == high else BINS
    counts = np.zeros(bars, np.int64)
    for _, finite in _pieces(array):
        at = finite - low if whole else share(finite, low, high) * bars
        counts += np.bincount(np.minimum(at.astype(np.int64), bars - 1), minlength=bars)
    return Histogram(counts=tuple(counts.tolist()), low=low, high=high, whole=whole, **about)


# --- matrices -----------------------------------------------------------------------------------------------------------


def _heat(array: Array, figures: Figures, about: dict[str, Any]) -> HeatMap:
    rows, columns = (min(size, most) for size, most in zip(array.shape, (ROWS, COLUMNS), strict=True))
    down, across = _starts(array.shape[0], rows), _starts(array.shape[1], columns)
    cells = np.empty((rows, columns))
    spoiled = np.zeros((rows, columns), bool)
    for row, start in enumerate(down):  # a band at a time, so that the copies stay small
        band = array[start : down[row + 1] if row + 1 < rows else None].astype(np.float64)
        bad = ~np.isfinite(band)
        band[bad] = 0.0
        highest = np.maximum.reduceat(band.max(axis=0), across)
        lowest = np.minimum.reduceat(band.min(axis=0), across)
        cells[row] = np.where(-lowest > highest, lowest, highest)
        spoiled[row] = np.logical_or.reduceat(bad.any(axis=0), across)
    return _heat_map(cells, spoiled, figures, about)


def _heat_map(cells: Array, spoiled: Array, figures: Figures, about: dict[str, Any], stored: int | None = None) -> HeatMap:
    low, high = figures.least or 0.0, figures.greatest or 0.0
    levels = np.rint(share(cells, low, high) * (NO_NUMBER - 1)).astype(np.uint8)
    levels[spoiled] = NO_NUMBER
    rows, columns = levels.shape
    return HeatMap(rows=rows, columns=columns, cells=levels.tobytes(), low=low, high=high, stored=stored, **about)


def _sparse(matrix: Any) -> AnyPicture:
    """A sparse matrix: what is kept shows, however few entries that are."""
    height, width = matrix.shape
    about: Any = {"dtype": matrix.data.dtype.name, "shape": (height, width)}
    if not height * width:
        return Empty(**about)
    kept = survey(matrix.data) if matrix.nnz else Figures(least=0.0, greatest=0.0, mean=0.0)
    hidden = height * width - matrix.nnz
    if hidden:
        numbers = matrix.nnz - kept.nan - kept.infinite
        kept = Figures(
            least=min(kept.least or 0.0, 0.0), greatest=max(kept.greatest or 0.0, 0.0),
            mean=(kept.mean or 0.0) * (numbers / (numbers + hidden)), nan=kept.nan, infinite=kept.infinite,
        )  # fmt: skip
    rows, columns = min(height, ROWS), min(width, COLUMNS)
    at = (matrix.row.astype(np.int64) * rows // height, matrix.col.astype(np.int64) * columns // width)
    data = matrix.data.astype(np.float64)
    spoiled = np.zeros((rows, columns), bool)
    bad = ~np.isfinite(data)
    spoiled[at[0][bad], at[1][bad]] = True
    data[bad] = 0.0
    highest, lowest = np.zeros((rows, columns)), np.zeros((rows, columns))
    np.maximum.at(highest, at, data)
    np.minimum.at(lowest, at, data)
    cells = np.where(-lowest > highest, lowest, highest)
    if not hidden:  # nothing is zero, so a cell of all negative or all positive entries must not look so
        return _heat(matrix.toarray(), kept, {**about, "figures": kept})
    return _heat_map(cells, spoiled, kept, {**about, "figures": kept}, int(matrix.nnz))


def _starts(size: int, parts: int) -> Array:
    """Where so many parts of about equal size begin."""
    return np.arange(parts, dtype=np.int64) * size // parts


# --- images -------------------------------------------------------------------------------------------------------------


def _images(array: Array, figures: Figures, about: dict[str, Any]) -> Images:
    """The first images; of a value with many channels those of its first image, in grey."""
    if array.shape[3] in (1, 3):
        tiles = array[:TILES].astype(np.float64)
    else:
        tiles = np.moveaxis(array[0, :, :, :TILES], 2, 0)[..., None].astype(np.float64)
    tiles = np.nan_to_num(tiles, nan=0.0, posinf=0.0, neginf=0.0)
    for axis in (1, 2):
        size = tiles.shape[axis]
        if size > EDGE:
            starts = _starts(size, EDGE)
            lengths = np.diff(np.append(starts, size)).reshape([-1 if at == axis else 1 for at in range(4)])
            tiles = np.add.reduceat(tiles / _along(lengths, starts, size, axis), starts, axis=axis)
    low, high = _brightness(array, figures)
    pixels = np.rint(share(tiles, low, high) * 255).astype(np.uint8)
    count, height, width, channels = pixels.shape
    return Images(
        count=count, height=height, width=width, channels=channels, pixels=pixels.tobytes(), low=low, high=high, **about
    )


def _along(lengths: Array, starts: Array, size: int, axis: int) -> Array:
    """The length of the part that each place along an axis is in, to divide by before summing: sums may not overflow."""
    repeated = np.repeat(lengths.reshape(-1), np.diff(np.append(starts, size)))
    return repeated.reshape([-1 if at == axis else 1 for at in range(4)])


def _brightness(array: Array, figures: Figures) -> tuple[float, float]:
    """What black and white stand for: the usual range where the values lie in it, otherwise their own."""
    low, high = figures.least or 0.0, figures.greatest or 0.0
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    if low >= 0 and 1 < high <= 255 and array.dtype.name == "uint8":
        return 0.0, 255.0
    return low, high
