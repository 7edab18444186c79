"""Nodes that are held up while they are dragged: shown elsewhere, and put back or put down in the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from app.canvas.node_item import REACH

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_MANY = 300  # wires


class Lift:
    """Some nodes of a scene.  Moving all of them is one addition, however many they are."""

    def __init__(self, scene: CanvasScene, nodes: Iterable[str]) -> None:
        self._scene = scene
        self.places = {node: scene.contents.field.corner(node) for node in nodes}
        self._take_rows()

    def _take_rows(self) -> None:
        self._field = field = self._scene.contents.field
        self._ids = [node for node in self.places if node in field.nodes.row]
        self._rows = field.nodes.rows(self._ids)
        self._wires = field.wires_of(self._rows)
        self._from = np.array([self.places[node] for node in self._ids])

    def shift(self, dx: float, dy: float) -> None:
        """Show the nodes so far from where they were."""
        if self._scene.contents.field is not self._field:
            self._take_rows()  # the level was held anew meanwhile
        if not self._ids:
            return
        field = self._field
        before = field.around(self._rows).united(field.around_wires(self._wires))
        field.nodes["box"][self._rows, :2] = self._from + np.array((dx, dy))
        field.lay_wires(self._wires)
        after = field.around(self._rows).united(field.around_wires(self._wires))
        if len(self._wires) > _MANY:
            self._scene.hurried.emit()
        self._scene.moved(before.united(after).adjusted(-REACH, -REACH, REACH, REACH))

    def at(self, dx: float, dy: float) -> dict[str, tuple[float, float]]:
        """Where the nodes are then."""
        return {node: (x + dx, y + dy) for node, (x, y) in self.places.items()}
