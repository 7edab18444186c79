"""Where everything lies: the rectangles of all nodes and the ends of all wires of a level, in NumPy arrays.

What is in view, under the pointer or in a rectangle is one comparison over all of them, which for tens of thousands takes
less time than one call from Qt's index back into Python; so nodes that nobody looks at need no object at all.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from math import isnan
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from app.canvas.curve import hulls
from app.model.records import PortRef

K = TypeVar("K", bound=Hashable)
Rows = NDArray[np.intp]
Boxes = NDArray[np.float64]

CARD, QUIET, FRAME = 0, 1, 2  # what a node is from afar: a card, a note or a bend, a frame
_SPARE = 256  # rows that may be empty before the tables are worth making anew


class Table(Generic[K]):
    """Rows of several columns by key, in the order in which they came; a row that is gone holds NaN and is never found."""

    def __init__(self, columns: dict[str, tuple[int, Any]]) -> None:
        self.keys: list[K | None] = []
        self.row: dict[K, int] = {}
        self._widths = columns
        self._columns = {name: np.zeros((0, width) if width > 1 else 0, dtype) for name, (width, dtype) in columns.items()}

    def __getitem__(self, column: str) -> NDArray[Any]:
        """A column, only as long as there are rows."""
        return self._columns[column][: len(self.keys)]

    @property
    def scattered(self) -> bool:
        """Whether so many rows are gone that the table should be made anew."""
        return len(self.keys) - len(self.row) > max(_SPARE, len(self.row))

    def add(self, keys: Iterable[K]) -> Rows:
        """Rows for new keys, at the end, all zeros."""
        first = len(self.keys)
        self.keys.extend(keys)
        self.row.update((key, row) for row, key in enumerate(self.keys[first:], first) if key is not None)
        count = len(self.keys)
        for name, column in self._columns.items():
            if len(column) < count:
                width, dtype = self._widths[name]
                room = max(count, 2 * len(column))
                larger = np.zeros((room, width) if width > 1 else room, dtype)
                larger[: len(column)] = column
                self._columns[name] = larger
            self._columns[name][first:count] = 0
        return np.arange(first, count)

    def drop(self, keys: Collection[K]) -> None:
        """Empty rows."""
        rows = self.rows(keys)
        for key in keys:
            self.keys[self.row.pop(key)] = None
        for column in self._columns.values():
            column[rows] = np.nan if column.dtype.kind == "f" else 0

    def rows(self, keys: Iterable[K]) -> Rows:
        """The rows of keys that are there."""
        row = self.row
        return np.fromiter((row[key] for key in keys), np.intp)

    def found(self, keys: Iterable[K]) -> Rows:
        """The rows of those keys that are there, each once."""
        row = self.row
        return np.fromiter((row[key] for key in dict.fromkeys(keys) if key in row), np.intp)

    def all(self) -> Rows:
        """The rows of all keys."""
        return np.fromiter(self.row.values(), np.intp, len(self.row))

    def named(self, rows: Rows) -> list[K]:
        """The keys of rows."""
        keys = self.keys
        return [key for row in rows.tolist() if (key := keys[row]) is not None]


class Field:
    """Nodes and wires of one level.  Columns of ``nodes``: ``box`` (x, y, width, height), ``form``, ``mark``, ``error``,
    ``selected``; of ``wires``: ``nodes`` (the rows of source and target), ``ports`` (where the ports are on them), ``ends``
    (x, y, x, y), ``hull`` (left, top, right, bottom), ``mark``, ``selected``."""

    def __init__(self) -> None:
        self.nodes: Table[str] = Table(
            {"box": (4, np.float64), "form": (1, np.int8), "mark": (1, np.int16), "error": (1, bool), "selected": (1, bool)}
        )
        self.wires: Table[PortRef] = Table(
            {
                "nodes": (2, np.intp),
                "ports": (4, np.float64),
                "ends": (4, np.float64),
                "hull": (4, np.float64),
                "mark": (1, np.int16),
                "selected": (1, bool),
            }
        )
        self.marks: dict[str, int] = {}

    def mark(self, token: str) -> int:
        """The number that stands for a colour token."""
        return self.marks.setdefault(token, len(self.marks))

    # --- nodes ------------------------------------------------------------------------------------------------------------

    def box(self, node: str) -> QRectF:
        """The rectangle of a node."""
        return QRectF(*self.nodes["box"][self.nodes.row[node]].tolist())

    def corner(self, node: str) -> tuple[float, float]:
        x, y = self.nodes["box"][self.nodes.row[node], :2].tolist()
        return x, y

    def around(self, rows: Rows | None = None) -> QRectF:
        """The rectangle around nodes, or around all of them."""
        box = self.nodes["box"] if rows is None else self.nodes["box"][rows]
        return _around(box[:, 0], box[:, 1], box[:, 0] + box[:, 2], box[:, 1] + box[:, 3])

    def nodes_in(self, rect: QRectF, within: bool = False) -> Rows:
        """The rows of nodes that touch a rectangle, or lie wholly in it."""
        left, top, right, bottom = edges(rect)
        box = self.nodes["box"]
        x, y = box[:, 0], box[:, 1]
        if within:
            return np.flatnonzero((x >= left) & (y >= top) & (x + box[:, 2] <= right) & (y + box[:, 3] <= bottom))
        return np.flatnonzero((x < right) & (y < bottom) & (x + box[:, 2] > left) & (y + box[:, 3] > top))

    def reaches(self, rows: Rows) -> Boxes:
        """The rectangles (left, top, right, bottom) of nodes."""
        box = self.nodes["box"][rows]
        box[:, 2:] += box[:, :2]
        return box

    # --- wires ------------------------------------------------------------------------------------------------------------

    def lay_wires(self, rows: Rows | None = None) -> None:
        """Bring wires to where their nodes are now."""
        wires, box = self.wires, self.nodes["box"]
        which = slice(None) if rows is None else rows
        ends = wires["ports"][which].copy()
        nodes = wires["nodes"][which]
        ends[:, :2] += box[nodes[:, 0], :2] if len(box) else 0.0
        ends[:, 2:] += box[nodes[:, 1], :2] if len(box) else 0.0
        wires["ends"][which] = ends
        wires["hull"][which] = hulls(ends)

    def wires_of(self, nodes: Rows) -> Rows:
        """The rows of wires that begin or end at nodes."""
        chosen = np.zeros(len(self.nodes.keys), bool)
        chosen[nodes] = True
        pairs = self.wires["nodes"]
        return np.flatnonzero((chosen[pairs[:, 0]] | chosen[pairs[:, 1]]) & ~np.isnan(self.wires["ends"][:, 0]))

    def wires_in(self, rect: QRectF) -> Rows:
        """The rows of wires that may run through a rectangle."""
        left, top, right, bottom = edges(rect)
        hull = self.wires["hull"]
        return np.flatnonzero((hull[:, 0] <= right) & (hull[:, 1] <= bottom) & (hull[:, 2] >= left) & (hull[:, 3] >= top))

    def wires_held(self, rect: QRectF) -> Rows:
        """The rows of wires that have both ends in a rectangle."""
        left, top, right, bottom = edges(rect)
        ends = self.wires["ends"]
        x0, y0, x1, y1 = ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3]
        across = (x0 >= left) & (x0 <= right) & (x1 >= left) & (x1 <= right)
        return np.flatnonzero(across & (y0 >= top) & (y0 <= bottom) & (y1 >= top) & (y1 <= bottom))

    def around_wires(self, rows: Rows | None = None) -> QRectF:
        """The rectangle around wires, or around all of them."""
        hull = self.wires["hull"] if rows is None else self.wires["hull"][rows]
        return _around(hull[:, 0], hull[:, 1], hull[:, 2], hull[:, 3])


def edges(rect: QRectF) -> tuple[float, float, float, float]:
    """The left, top, right and bottom edge of a rectangle."""
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _around(left: Boxes, top: Boxes, right: Boxes, bottom: Boxes) -> QRectF:
    if not len(left):
        return QRectF()
    x, y, end, under = float(left.min()), float(top.min()), float(right.max()), float(bottom.max())
    if isnan(x):  # some rows are gone
        there = ~np.isnan(left)
        return _around(left[there], top[there], right[there], bottom[there])
    return QRectF(x, y, end - x, under - y)
