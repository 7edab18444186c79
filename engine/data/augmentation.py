"""Changing images by chance: flips, and turns, shifts and zooms about the centre, as ``scipy.ndimage`` resamples them.

Plain functions of an image ``(height, width, channels)`` and a generator; the draws depend on nothing else.
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


def augmented(image: Array, changes: Changes, rng: np.random.Generator) -> Array:
    """An image changed by what the generator draws; float32, of the same shape."""
    if changes.horizontal_flip and rng.random() < 0.5:
        image = image[:, ::-1]
    if changes.vertical_flip and rng.random() < 0.5:
        image = image[::-1]
    if changes.moves:
        angle = np.radians(rng.uniform(-changes.rotate, changes.rotate))
        zoom = rng.uniform(1 - changes.zoom, 1 + changes.zoom)
        shift = rng.uniform(-changes.shift, changes.shift, 2) * image.shape[:2]
        image = moved(image, angle, zoom, shift, FILLS[changes.fill])
    if changes.noise:
        image = image + rng.normal(0, changes.noise, image.shape)
    return image.astype(np.float32)


def moved(image: Array, angle: float, zoom: float, shift: Array, mode: str) -> Array:
    """An image turned counter-clockwise and enlarged about its centre, then shifted (down, right); bilinear."""
    from scipy import ndimage

    cos, sin = np.cos(angle) / zoom, np.sin(angle) / zoom
    matrix = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    centre = np.array([(image.shape[0] - 1) / 2, (image.shape[1] - 1) / 2, 0])
    offset = centre - matrix @ (centre + np.array([*shift, 0]))
    result: Array = ndimage.affine_transform(image, matrix, offset, order=1, mode=mode)
    return result
