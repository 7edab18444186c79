"""Items that are made when they are first asked for, which is when something comes into view or under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from app.canvas.field import Table
from app.canvas.link_item import LinkItem
from app.model.records import PortRef

K = TypeVar("K")
T = TypeVar("T")


class Items(Mapping[K, T], Generic[K, T]):
    """Items by key, each made when it is first asked for.  ``made`` are those that there are."""

    def __init__(self, keys: Mapping[K, int], make: Callable[[K], T]) -> None:
        self._keys = keys
        self._make = make
        self.made: dict[K, T] = {}

    def __getitem__(self, key: K) -> T:
        found = self.made.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            found = self.made[key] = self._make(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Wires(Items[PortRef, LinkItem]):
    """Wires by target.  One that is asked for runs where its nodes are now, and is selected or not as it is now."""

    def __init__(self, table: Table[PortRef], make: Callable[[PortRef], LinkItem]) -> None:
        super().__init__(table.row, make)
        self._table = table

    def __getitem__(self, key: PortRef) -> LinkItem:
        item = super().__getitem__(key)
        row = self._table.row[key]
        item.show(tuple(self._table["ends"][row].tolist()), bool(self._table["selected"][row]))
        return item
