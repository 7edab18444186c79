"""Which parts of a view are covered by many rectangles: a few large areas in place of thousands of small ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion

TILE = 60  # pixels


def covering(parts: NDArray[np.float64], size: QSize) -> QRegion:
    """An area of the view, made of tiles, that holds what lies of these (left, top, right, bottom) in the view."""
    columns, rows = -(-size.width() // TILE), -(-size.height() // TILE)
    seen = (parts[:, 0] < size.width()) & (parts[:, 1] < size.height()) & (parts[:, 2] >= 0) & (parts[:, 3] >= 0)
    parts = parts[seen]  # what is gone is NaN, and not seen
    if not len(parts):
        return QRegion()
    most = np.array((columns, rows, columns, rows)) - 1
    left, top, right, bottom = np.clip(np.floor(parts / TILE), 0, most).astype(np.intp).T
    # each rectangle adds one within its corners, and a sum over both directions spreads it over all of its tiles
    wide, count = columns + 1, (rows + 1) * (columns + 1)
    more, less = (
        np.concatenate((top * wide + left, (bottom + 1) * wide + right + 1)),
        np.concatenate((top * wide + right + 1, (bottom + 1) * wide + left)),
    )
    marks = (np.bincount(more, minlength=count) - np.bincount(less, minlength=count)).reshape(rows + 1, wide)
    covered = marks.cumsum(0).cumsum(1)[:rows, :columns] > 0
    region = QRegion()
    row = 0
    while row < rows:
        last = row
        while last + 1 < rows and (covered[last + 1] == covered[row]).all():
            last += 1
        edges = np.flatnonzero(np.diff(covered[row].astype(np.int8), prepend=0, append=0))
        for start, end in edges.reshape(-1, 2).tolist():
            region += QRect(start * TILE, row * TILE, (end - start) * TILE, (last + 1 - row) * TILE)
        row = last + 1
    return region & QRect(0, 0, size.width(), size.height())
