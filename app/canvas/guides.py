"""Lines that show while nodes are dragged where they line up with a neighbour, and draw them there.

A node lines up by its left edge or its top edge, and by ports that are wired to each other, so that a chain of layers gets
straight wires without counting pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF

from app.canvas.node_item import NodeItem
from app.canvas.note_item import FrameItem

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
        around = grabbed.rect().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        near = [item for item in scene.items_in(around) if not isinstance(item, FrameItem) and item.node_id not in taken]
        here = grabbed.rect().center()
        near.sort(key=lambda item: (item.rect().center() - here).manhattanLength())
        self._neighbours = near[:_MOST]
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
        best_y: tuple[float, float, QLineF | None] = (reach, y, None)
        for row, _point in self._rows:
            if abs(row - y) < best_y[0]:
                best_y = (abs(row - y), row, None)
        best_x: tuple[float, float, NodeItem | None] = (reach, x, None)
        top: tuple[float, float, NodeItem | None] = (best_y[0], best_y[1], None)
        for item in self._neighbours:
            position = item.pos()
            if abs(position.x() - x) < best_x[0]:
                best_x = (abs(position.x() - x), position.x(), item)
            if abs(position.y() - y) < top[0]:
                top = (abs(position.y() - y), position.y(), item)
        x, y = best_x[1], top[1]
        if best_x[2] is not None:
            rect = best_x[2].rect()
            self._lines.append(QLineF(x, min(y, rect.top()) - 12, x, max(y + height, rect.bottom()) + 12))
        if top[2] is not None:
            rect = top[2].rect()
            self._lines.append(QLineF(min(x, rect.left()) - 12, y, max(x + width, rect.right()) + 12, y))
        return x, y

    def lines(self) -> list[QLineF]:
        return self._lines

    def bounds(self) -> QRectF:
        """A rectangle around the lines."""
        result = QRectF()
        for line in self._lines:
            result = result.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1))
        return result
