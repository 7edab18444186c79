"""What is selected: rows of the field, marked in its columns, in the order in which they were selected.

However many there are, selecting is a comparison of two columns; names are only made when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.canvas.field import Field, Rows, Table
from app.model.records import PortRef

NONE: Rows = np.zeros(0, np.intp)


class Selection:
    """The selected nodes and wires of the field that is asked for."""

    def __init__(self, field: Callable[[], Field]) -> None:
        self._field = field
        self.clear()

    def clear(self) -> None:
        """Forget all of it: the field is a new one."""
        self.nodes, self.wires = NONE, NONE
        self._ids: list[str] | None = []

    def take(self, nodes: Rows, wires: Rows) -> tuple[Rows, Rows]:
        """Select exactly these rows; gives the rows that look otherwise now."""
        field = self._field()
        if not np.array_equal(nodes, self.nodes):
            self.nodes, self._ids = nodes, None
        self.wires = wires
        return _mark(field.nodes, nodes), _mark(field.wires, wires)

    def ids(self) -> list[str]:
        """The selected nodes."""
        if self._ids is None:
            self._ids = self._field().nodes.named(self.nodes)
        return list(self._ids)

    def targets(self) -> list[PortRef]:
        """The selected wires."""
        return self._field().wires.named(self.wires)

    def without(self, nodes: Rows, wires: Rows) -> tuple[Rows, Rows]:
        """What is left of it if these rows go."""
        left, left_wires = np.isin(self.nodes, nodes, invert=True), np.isin(self.wires, wires, invert=True)
        return self.nodes[left], self.wires[left_wires]


def joined(first: Rows, second: Rows) -> Rows:
    """The rows of both, those of the first first, each once."""
    return np.concatenate((first, second[np.isin(second, first, invert=True)]))


def toggled(first: Rows, second: Rows) -> Rows:
    """What is in one of two, in their order."""
    return np.concatenate((first[np.isin(first, second, invert=True)], second[np.isin(second, first, invert=True)]))


def _mark(table: Table[str] | Table[PortRef], rows: Rows) -> Rows:
    """Have these rows marked and no others; gives those that were not as they should be."""
    column = table["selected"]
    wanted = np.zeros(len(column), bool)
    wanted[rows] = True
    changed = np.flatnonzero(wanted != column)
    column[:] = wanted
    return changed
