"""Rows of random ops.

On ``cpu:torch`` the numbers are NumPy's: the op's own reference draws them from ``default_rng([seed, stream, step])``, so a run
there equals one on ``cpu``.  On ``cuda`` and ``mps`` they are made on the device by a counter-based generator over
``(seed, stream, step, entry)``: the same run draws the same numbers again, on any of these devices, but not NumPy's.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site


def _signed(value: int) -> int:
    """The same 64 bits as a signed number, as PyTorch has no others."""
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


_FIRST, _SECOND, _GOLDEN = (
    _signed(number) for number in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15)
)  # the constants of SplitMix64


def _shift(x: Tensor, bits: int) -> Tensor:
    """A shift to the right that fills with zeros."""
    return (x >> bits) & ((1 << (64 - bits)) - 1)


def _mix(x: Tensor) -> Tensor:
    """SplitMix64's finisher (Steele, Lea and Flood 2014): every bit of x changes half of the bits of the result."""
    x = (x ^ _shift(x, 30)) * _FIRST
    x = (x ^ _shift(x, 27)) * _SECOND
    return x ^ _shift(x, 31)


def _key(seed: int, stream: int) -> int:
    """64 bits for a stream of a seed, spread by NumPy's own seeding."""
    return _signed(int(np.random.SeedSequence([seed, stream]).generate_state(1, np.uint64)[0]))


def counted_uniform(site: Site, rows: int) -> Any:
    """A function that gives ``rows`` even draws in [0, 1) for each entry of the output, with 24 bits, or 53 in float64."""
    count = math.prod(site.shape)
    key, step = _key(site.shared.clock.seed, site.attrs["seed"] or 0), site.shared.step
    places = torch.arange(rows * count, dtype=torch.int64, device=site.device).reshape(rows, *site.shape) * _GOLDEN
    bits = 53 if site.dtype == torch.float64 else 24

    def draw() -> Tensor:
        state = _mix(_mix(step * _GOLDEN + key) + places)
        return _shift(state, 64 - bits).to(site.dtype) * 2.0**-bits

    return draw


def _counted(site: Site) -> Compute:
    if site.op.name == "random_uniform":
        low, high = site.attrs["minval"], site.attrs["maxval"]
        draw = counted_uniform(site, 1)
        return lambda *like: draw()[0] * (high - low) + low
    mean, stddev = site.attrs["mean"], site.attrs["stddev"]
    draw = counted_uniform(site, 2)

    def normal(*like: Any) -> Tensor:
        first, second = draw()  # Box and Muller 1958
        return torch.sqrt(-2 * torch.log1p(-first)) * torch.cos(2 * math.pi * second) * stddev + mean

    return normal


def _numpy(site: Site) -> Compute:
    clock, stream, reference, attrs = site.shared.clock, site.attrs["seed"] or 0, site.op.reference, dict(site.attrs)
    assert reference is not None
    like = [np.broadcast_to(np.zeros((), site.types[0].dtype), site.types[0].static_shape)] if site.types else []

    def draw(*shape: Any) -> Tensor:
        rng = np.random.default_rng([clock.seed, stream, clock.step])
        return torch.from_numpy(np.asarray(reference(*like, rng=rng, **attrs)))

    return draw


def _random(site: Site) -> Compute:
    return _numpy(site) if site.device.type == "cpu" else _counted(site)


DRAWS: dict[str, Row] = {"random_uniform": Row(_random), "random_normal": Row(_random)}
