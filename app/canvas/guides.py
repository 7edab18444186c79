"""Lines that show while nodes are dragged where they line up with a neighbour, and draw them there.

A node lines up by its left edge or its top edge, and by ports that are wired to each other, so that a chain of layers gets
straight wires without counting pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF

from app.canvas.field import FRAME
from app.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_PULL = 6.0  # on the screen
_NEAR = 900.0  # neighbours farther away do not count
_MOST = 80  # nor more than so many


class Guides:
    """The places where the grabbed node would line up."""

    def __init__(self, scene: CanvasScene, moving: Iterable[str], grabbed: NodeItem) -> None:
        self._grabbed = grabbed
        self._lines: list[QLineF] = []
        taken = set(moving)
        field = scene.contents.field
        rows = field.nodes_in(grabbed.rect().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR))
        rows = rows[field.nodes["form"][rows] != FRAME]
        rows = rows[np.array([field.nodes.keys[row] not in taken for row in rows.tolist()], bool)]
        boxes = field.nodes["box"][rows]
        away = np.abs(boxes[:, :2] + boxes[:, 2:] / 2 - grabbed.rect().center().toTuple()).sum(axis=1)
        self._neighbours = boxes[np.argsort(away, kind="stable")[:_MOST]]
        self._rows: list[tuple[float, QPointF]] = []  # y that straightens a wire, and the other end of it
        for link in scene.links_of(grabbed.node_id):
            source, target = link.link
            mine, other, is_input = (target, source, True) if target.node == grabbed.node_id else (source, target, False)
            if other.node not in taken:
                point = scene.port_point(other, not is_input)
                self._rows.append((point.y() - (scene.port_point(mine, is_input).y() - grabbed.pos().y()), point))

    def attract(self, x: float, y: float, zoom: float) -> tuple[float, float]:
        """The place near (x, y) where the node lines up, if there is one; remembers the lines to draw."""
        reach = _PULL / zoom
        self._lines = []
        width, height = self._grabbed.layout.width, self._grabbed.layout.height
        best_y = (reach, y)
        for row, _point in self._rows:
            if abs(row - y) < best_y[0]:
                best_y = (abs(row - y), row)
        beside, level = (self._nearest(column, place) for column, place in ((0, x), (1, y)))
        if beside is not None and abs(beside[0] - x) < reach:
            x = beside[0]
        else:
            beside = None
        if level is not None and abs(level[1] - y) < best_y[0]:
            y = level[1]
        else:
            level, y = None, best_y[1]
        if beside is not None:
            top, bottom = beside[1], beside[1] + beside[3]
            self._lines.append(QLineF(x, min(y, top) - 12, x, max(y + height, bottom) + 12))
        if level is not None:
            left, right = level[0], level[0] + level[2]
            self._lines.append(QLineF(min(x, left) - 12, y, max(x + width, right) + 12, y))
        return x, y

    def _nearest(self, column: int, place: float) -> tuple[float, float, float, float] | None:
        """The neighbour whose left or upper edge is nearest to a place."""
        if not len(self._neighbours):
            return None
        x, y, width, height = self._neighbours[np.abs(self._neighbours[:, column] - place).argmin()].tolist()
        return x, y, width, height

    def lines(self) -> list[QLineF]:
        return self._lines

    def bounds(self) -> QRectF:
        """A rectangle around the lines."""
        result = QRectF()
        for line in self._lines:
            result = result.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1))
        return result
