"""What a value looks like, small enough for a message: a number, a heat map, images or a histogram, with its figures.

The worker makes pictures of values however large they are; canvas and inspector paint them.  No Qt and no arrays here.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Least, greatest and mean of the finite numbers (None where there are none), and how many are none.

    ``dead`` is the share of units (the last axis) that are zero in every row; None where that says nothing.
    """

    least: float | None = None
    greatest: float | None = None
    mean: float | None = None
    nan: int = 0
    infinite: int = 0
    dead: float | None = None


class Picture(msgspec.Struct, frozen=True, kw_only=True, tag_field="form"):
    """Base of every picture: the type of the value, and its figures."""

    dtype: str = ""
    shape: tuple[int, ...] = ()
    figures: Figures = Figures()


class Number(Picture, frozen=True, tag="number", kw_only=True):
    value: bool | int | float


class HeatMap(Picture, frozen=True, tag="heat", kw_only=True):
    """A matrix: ``cells`` row by row, 0 (``low``) to 254 (``high``); 255 is no number.

    A cell that stands for several entries has the one that is farthest from zero.  ``stored`` is the number of entries that a
    sparse matrix keeps.
    """

    rows: int
    columns: int
    cells: bytes
    low: float
    high: float
    stored: int | None = None


class Images(Picture, frozen=True, tag="images", kw_only=True):
    """The first images, ``height`` × ``width`` × ``channels`` (1 grey, 3 red, green, blue), 0 (``low``) to 255 (``high``)."""

    count: int
    height: int
    width: int
    channels: int
    pixels: bytes
    low: float
    high: float


class Histogram(Picture, frozen=True, tag="histogram", kw_only=True):
    """How often values occur from ``low`` to ``high``; ``whole`` where every bar is one whole number (or False and True)."""

    counts: tuple[int, ...]
    low: float
    high: float
    whole: bool = False


class Empty(Picture, frozen=True, tag="empty", kw_only=True):
    """A value without entries."""


class Unseen(Picture, frozen=True, tag="unseen", kw_only=True):
    """There is no picture: why, as a template and its parameters.  ``waits`` where there will be one without doing anything."""

    template: str
    params: dict[str, Any] = {}
    waits: bool = False


AnyPicture = Number | HeatMap | Images | Histogram | Empty | Unseen


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The picture of one output or weight of a node."""

    node: str
    port: str
    picture: AnyPicture
