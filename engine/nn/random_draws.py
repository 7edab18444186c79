"""Random arrays that NumPy has no name for.  Exported scripts carry the text of these functions, so they need NumPy alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def truncated_normal(rng: np.random.Generator, mean: float, stddev: float, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """Normal numbers; those beyond two standard deviations are drawn again."""
    values = np.asarray(rng.normal(mean, stddev, size=shape))
    while (outside := np.abs(values - mean) > 2 * stddev).any():
        values[outside] = rng.normal(mean, stddev, size=np.count_nonzero(outside))
    return values


def orthogonal(rng: np.random.Generator, gain: float, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """A random matrix whose columns (or rows, if there are fewer) are orthonormal, times gain."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(rng.normal(0.0, 1.0, size=(max(rows, columns), min(rows, columns))))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return gain * (q if rows >= columns else q.T).reshape(shape)
