"""Nodes that are held up while they are dragged: shown elsewhere, and put back or put down in the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from app.canvas.field import Rows
from app.canvas.node_item import REACH

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene


class Lift:
    """Some nodes of a scene.  Moving all of them is one addition, however many they are.

    ``rows`` are theirs, ``inner`` those of wires that go with them, ``crossing`` those of wires that end at one that stays.
    ``offset`` is how far they are from where they were.
    """

    def __init__(self, scene: CanvasScene, nodes: Iterable[str]) -> None:
        self._scene = scene
        self._ids = list(nodes)
        self._take_rows()
        scene.take_up(self)

    def _take_rows(self) -> None:
        """From a field that has the nodes where the document has them."""
        self.field = field = self._scene.contents.field
        self.offset = (0.0, 0.0)
        self.rows = np.sort(field.nodes.found(self._ids))
        lifted = np.zeros(len(field.nodes.keys), bool)
        lifted[self.rows] = True
        touching = field.wires_of(self.rows)
        within = lifted[field.wires["nodes"][touching]].all(axis=1)
        self.inner, self.crossing = touching[within], touching[~within]
        self._nodes, self._wires = _span(self.rows), _span(self.inner)
        self._boxes = field.nodes["box"][self._nodes, :2].copy()
        self._ends, self._hulls = field.wires["ends"][self._wires].copy(), field.wires["hull"][self._wires].copy()
        around = field.around(self.rows).united(field.around_wires(self.inner))
        self._around = around.adjusted(-REACH, -REACH, REACH, REACH)
        self._bounds = self._find_bounds()

    def shift(self, dx: float, dy: float) -> None:
        """Show the nodes so far from where they were."""
        if self._scene.contents.field is not self.field:
            self._take_rows()  # the level was held anew meanwhile
        if not len(self.rows):
            return
        field, by = self.field, np.array((dx, dy, dx, dy))
        before, self.offset = self._bounds, (dx, dy)
        field.nodes["box"][self._nodes, :2] = self._boxes + by[:2]
        field.wires["ends"][self._wires] = self._ends + by
        field.wires["hull"][self._wires] = self._hulls + by
        if len(self.crossing):
            field.lay_wires(self.crossing)
        self._bounds = self._find_bounds()
        self._scene.shifted.emit(before.united(self._bounds))
        self._scene.contents_moved.emit()

    def put_down(self) -> None:
        """Show the nodes where they were; whoever moved them for good says where that is."""
        self.shift(0.0, 0.0)
        self._scene.take_up(None)

    def reach(self) -> QRectF:
        """The part of the scene in which the nodes and the wires among them are painted now."""
        return self._around.translated(*self.offset)

    def _find_bounds(self) -> QRectF:
        """The part of the scene that looks otherwise for the nodes being where they are now."""
        around = self.reach()
        if not len(self.crossing):
            return around
        return around.united(self.field.around_wires(self.crossing).adjusted(-REACH, -REACH, REACH, REACH))

    def origin(self, node: str) -> tuple[float, float]:
        """Where one of the nodes was."""
        x, y = self.field.corner(node)
        return x - self.offset[0], y - self.offset[1]

    def at(self, dx: float, dy: float) -> dict[str, tuple[float, float]]:
        """Where the nodes are then."""
        places = (self._boxes + np.array((dx, dy))).tolist()
        return {node: (x, y) for node, (x, y) in zip(self.field.nodes.named(self.rows), places, strict=True)}


def _span(rows: Rows) -> Rows | slice:
    """Rows that follow each other as a slice, which takes a tenth of the time."""
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows
