"""The numbers that a loop computes: a small expression graph, in which nothing stands twice.

A term is read from memory, a constant, computed from other terms by a line of code, or the reduction of a row to one number.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.backends.base import Array

#: The dtypes that loops compute in, by the suffix of their reads and writes.
CODES = {"float32": "f4", "float64": "f8", "int64": "i8", "int32": "i4", "bool": "b1"}
ITEMSIZE = {"f4": 4, "f8": 8, "i8": 8, "i4": 4, "b1": 1}


@dataclass(frozen=True)
class Access:
    """Where the entry of an array lies for each place of a loop: an address and a stride in bytes for every axis of the loop."""

    address: int
    strides: tuple[int, ...]
    code: str
    low: int
    high: int

    def meets(self, other: Access) -> bool:
        """Whether they may have a byte in common."""
        return self.low < other.high and other.low < self.high

    def same(self, other: Access) -> bool:
        """Whether they are one entry at every place of the loop."""
        return self.address == other.address and self.strides == other.strides and self.code == other.code


def access_to(array: Array, shape: tuple[int, ...], axes: tuple[int | None, ...]) -> Access:
    """How ``array``, broadcast to a node's ``shape``, is met in a loop, whose axis i is the node's axis ``axes[i]`` or none."""
    spread = np.broadcast_to(array, shape)
    strides = tuple(0 if axis is None or shape[axis] == 1 else spread.strides[axis] for axis in axes)
    low, high = extent(array)
    return Access(address_of(array), strides, CODES[array.dtype.name], low, high)


def address_of(array: Array) -> int:
    return int(array.__array_interface__["data"][0])


def extent(array: Array) -> tuple[int, int]:
    """The first byte of an array, and the one after its last."""
    start = address_of(array)
    low = high = start
    for size, stride in zip(array.shape, array.strides, strict=True):
        if stride < 0:
            low += stride * (size - 1)
        else:
            high += stride * (size - 1)
    return (low, high + array.itemsize) if array.size else (start, start)


@dataclass(eq=False)
class Term:
    """One number at each place of a loop: a load, literal, index, op or reduce, as ``kind`` says; ``text`` computes it."""

    kind: str
    code: str
    args: tuple[Term, ...] = ()
    text: str = ""
    access: Access | None = None
    cost: int = 1


@dataclass
class Terms:
    """The terms of one loop.  ``limits``: indices that must be checked, with the size of what they count along."""

    known: dict[Hashable, Term] = field(default_factory=dict)
    limits: dict[Term, tuple[int, Array]] = field(default_factory=dict)

    def copy(self) -> Terms:
        return Terms(dict(self.known), dict(self.limits))

    def _once(self, key: Hashable, term: Term) -> Term:
        return self.known.setdefault(key, term)

    def load(self, access: Access) -> Term:
        return self._once(("load", access), Term("load", access.code, access=access))

    def literal(self, value: Any, code: str) -> Term:
        text = spell(value, code)
        return self._once(("literal", text), Term("literal", code, text=text))

    def index(self) -> Term:
        """The place within the row."""
        return self._once("index", Term("index", "i8"))

    def op(self, code: str, text: str, *args: Term, cost: int = 1) -> Term:
        """A line of code with ``{0}``, ``{1}``… for the arguments and ``{T}`` for the constructor of the dtype."""
        text = text.replace("{T}", code.upper())
        return self._once(("op", code, text, args), Term("op", code, args, text, cost=cost))

    def reduce(self, kind: str, term: Term) -> Term:
        """The row as one number."""
        return self._once(("reduce", kind, term), Term("reduce", "i8" if kind.startswith("arg") else term.code, (term,), kind))


def spell(value: Any, code: str) -> str:
    """A number as it stands in code: digits and names of our own only."""
    if code == "b1":
        return "True" if value else "False"
    if code in ("i8", "i4"):
        return f"{code.upper()}({int(value)})"
    number = float(value)
    if number != number:
        return f"{code.upper()}(NAN)"
    if number in (float("inf"), float("-inf")):
        return f"{code.upper()}({'INF' if number > 0 else '-INF'})"
    return f"{code.upper()}({number!r})"
