"""Fewer points for the same picture: of every few neighbours the lowest and the highest stay, in their order.

A spike that lasted one step must still be seen when a million steps are drawn, so nothing is averaged away.  No Qt here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def keep_extremes(steps: Floats, values: Floats, group: int) -> tuple[Floats, Floats]:
    """Two points for every ``group`` points; what is left over at the end stays as it is.

    A group with a NaN keeps the NaN, so that the gap stays visible.
    """
    whole = len(values) // group * group
    if group < 3 or whole == 0:
        return steps, values
    blocks = values[:whole].reshape(-1, group)
    low, high = blocks.argmin(axis=1), blocks.argmax(axis=1)
    picks = np.stack([np.minimum(low, high), np.maximum(low, high)], axis=1)
    picks += np.arange(len(blocks))[:, None] * group
    chosen = picks.ravel()
    return (
        np.concatenate([steps[:whole][chosen], steps[whole:]]),
        np.concatenate([values[:whole][chosen], values[whole:]]),
    )


def for_drawing(steps: Floats, values: Floats, points: int) -> tuple[Floats, Floats]:
    """At most about ``points`` points.  groups do not move while the curve grows, so it does not shimmer."""
    if len(values) <= points:
        return steps, values
    group = 4
    while 2 * len(values) / group > points:
        group *= 2
    parts = []
    start = 0
    while group > 2:  # what does not fill a group is thinned in ever smaller groups, so the newest points stay whole
        stop = start + (len(values) - start) // group * group
        parts.append(keep_extremes(steps[start:stop], values[start:stop], group))
        start, group = stop, group // 2
    parts.append((steps[start:], values[start:]))
    return np.concatenate([part for part, _ in parts]), np.concatenate([part for _, part in parts])


def block_means(steps: Floats, values: Floats, points: int) -> tuple[Floats, Floats]:
    """At most about ``points`` points, each the mean of its neighbours: what smoothing starts from."""
    group = 1
    while len(values) > points * group:
        group *= 2
    if group == 1:
        return steps, values
    whole = len(values) // group * group
    blocks = values[:whole].reshape(-1, group)
    middles = steps[:whole].reshape(-1, group).mean(axis=1)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.concatenate([middles, steps[whole:]]), np.concatenate([blocks.mean(axis=1), values[whole:]])


def smooth(values: Floats, window: int) -> Floats:
    """The mean of ``window`` neighbours; NaN and infinity are left out of it.

    At the start as many to the right as there are to the left, so that a steep fall keeps its height; at the newest end all
    that there are, so that the end of a growing curve is calm.
    """
    half = window // 2
    if half == 0 or len(values) < 3:
        return values
    finite = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(finite, values, 0.0))])
    counts = np.concatenate([[0], np.cumsum(finite)])
    at = np.arange(len(values))
    reach = np.minimum(half, at)
    low, high = at - reach, np.minimum(at + reach + 1, len(values))
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (sums[high] - sums[low]) / (counts[high] - counts[low])
    return np.where(finite, means, values)
