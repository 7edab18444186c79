"""Levels of detail: what is worth drawing at a zoom, and how far one may zoom."""

from __future__ import annotations

from enum import IntEnum

MIN_ZOOM, MAX_ZOOM = 0.03, 4.0
TITLES_FROM = 0.35
ALL_FROM = 0.70


class Detail(IntEnum):
    """``BLOCKS``: coloured blocks and thin lines, drawn in one go.  ``TITLES``: titles and ports.  ``ALL``: everything."""

    BLOCKS = 0
    TITLES = 1
    ALL = 2


def detail(zoom: float) -> Detail:
    """The level of detail at a zoom (1.0 is reading size)."""
    if zoom < TITLES_FROM:
        return Detail.BLOCKS
    return Detail.TITLES if zoom < ALL_FROM else Detail.ALL
