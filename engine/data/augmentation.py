"""Changing images by chance: flips, and turns, shifts and zooms about the centre, as ``scipy.ndimage`` resamples them.

Plain functions of arrays ``(rows, height, width, channels)`` and a generator; the draws depend on nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

#: Our word for what stands beyond the border, and SciPy's.
FILLS = {"zeros": "grid-constant", "nearest": "nearest", "reflect": "reflect"}


@dataclass(frozen=True, slots=True)
class Changes:
    """How far images are changed.  ``rotate`` in degrees, ``shift`` and ``zoom`` as fractions, all to both sides."""

    horizontal_flip: bool = False
    vertical_flip: bool = False
    rotate: float = 0.0
    shift: float = 0.0
    zoom: float = 0.0
    noise: float = 0.0
    fill: str = "zeros"

    @property
    def moves(self) -> bool:
        """Whether pixels come to stand between pixels."""
        return bool(self.rotate or self.shift or self.zoom)


def augmented(images: Array, changes: Changes, rng: np.random.Generator) -> Array:
    """The images, each changed by its own draws; float32, of the same shape."""
    count = len(images)
    images = images.astype(np.float32)
    if changes.horizontal_flip:
        chosen = rng.random(count) < 0.5
        images[chosen] = images[chosen, :, ::-1]
    if changes.vertical_flip:
        chosen = rng.random(count) < 0.5
        images[chosen] = images[chosen, ::-1]
    if changes.moves:
        angles = np.radians(rng.uniform(-changes.rotate, changes.rotate, count))
        scales = 1 / rng.uniform(1 - changes.zoom, 1 + changes.zoom, count)
        shifts = rng.uniform(-changes.shift, changes.shift, (count, 2)) * images.shape[1:3]
        images = moved(images, angles, scales, shifts, changes.fill)
    if changes.noise:
        images += rng.normal(0, changes.noise, images.shape).astype(np.float32)
    return images


def moved(images: Array, angles: Array, scales: Array, shifts: Array, fill: str) -> Array:
    """Each image turned counter-clockwise by its angle and divided by its scale about the centre, then shifted (down, right).

    Bilinear, by ``scipy.ndimage.affine_transform``.
    """
    from scipy import ndimage

    result = np.empty_like(images)
    centre = (np.array(images.shape[1:3]) - 1) / 2
    cos, sin = scales * np.cos(angles), scales * np.sin(angles)
    for index, image in enumerate(images):
        matrix = np.array([[cos[index], sin[index]], [-sin[index], cos[index]]])
        offset = centre - matrix @ (centre + shifts[index])
        for channel in range(image.shape[2]):
            ndimage.affine_transform(
                image[:, :, channel], matrix, offset, output=result[index, :, :, channel], order=1, mode=FILLS[fill]
            )
    return result
