"""Nodes that are alike: of one kind, with the same attributes and the same inputs wired, so that types alone tell what comes out.

Most of a large network and most of what an edit changes are such nodes.  Once one of them went through, with tensors on all of
its inputs and nothing to be said of it, the others are looked up here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.compile.cells import Cell
from app.compile.fragments import Fragment
from engine.ir.types import TensorType

_MOST = 64  # fragments that a family remembers
_MOST_FAMILIES = 4096

Types = tuple[TensorType, ...]


class Family:
    """Nodes that are alike; ``ports`` are their inputs, in the order of their fragments' stand-ins."""

    __slots__ = ("_fragment", "_known", "_types", "attrs", "ports")

    def __init__(self, attrs: Mapping[str, Any], ports: tuple[str, ...]) -> None:
        self.attrs = attrs
        self.ports = ports
        self._known: dict[Types, Fragment] = {}
        self._types: Types = ()
        self._fragment: Fragment | None = None

    def get(self, types: Types) -> Fragment | None:
        """What such a node is with inputs of these types, where that is known; mostly they are those of the one before."""
        if types != self._types:
            self._types, self._fragment = types, self._known.get(types)
        return self._fragment

    def keep(self, types: Types, fragment: Fragment) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[types] = fragment
        self._types, self._fragment = types, fragment


class Families:
    """The families of one check."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Family] = {}

    def of(self, cell: Cell) -> Family | None:
        """The family of a node as it is drawn, where it is known."""
        return None if cell.record.muted else self._known.get((cell.record.kind, cell.written, *cell.wires))

    def note(self, cell: Cell, fragment: Fragment) -> None:
        """A node went through, and all that counts about it are the types on its inputs."""
        key = (cell.record.kind, cell.written, *cell.wires)
        family = self._known.get(key)
        if family is None:
            if len(self._known) >= _MOST_FAMILIES:
                self._known.clear()
            family = self._known[key] = Family(cell.attrs, tuple(cell.inputs))
        family.keep(tuple(slot.type for slot in cell.slots), fragment)
