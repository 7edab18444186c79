"""The ends of a model: one value, or several in a list or by name, and arrays that come and go in the same structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import TrainingError
from engine.ir.graph import Value

#: One item, or several in a list or a dict.
Nested = Any


@dataclass(frozen=True)
class Ends:
    """Values by name, and how they were given: ``one``, ``list`` or ``dict``."""

    kind: str
    values: Mapping[str, Value]

    @classmethod
    def of(cls, given: Nested) -> Ends:
        """From a value, a list of values, or a dict; TrainingError for anything else."""
        if isinstance(given, Value):
            return cls("one", {given.node.name: given})
        items: list[tuple[str, Any]] = []
        if isinstance(given, Mapping):
            items = [(str(key), value) for key, value in given.items()]
        elif isinstance(given, (list, tuple)):
            items = [(value.node.name if isinstance(value, Value) else "", value) for value in given]
        if not items or not all(isinstance(value, Value) for _, value in items):
            wrong = next((value for _, value in items if not isinstance(value, Value)), given)
            raise TrainingError(
                "a model's inputs and outputs are values, or lists or dicts of them, but got {got}", got=type(wrong).__name__
            )
        if len(dict(items)) != len(items):
            raise TrainingError("two ends of the model are both called '{end}'; give them names with a dict", end=items[0][0])
        return cls("dict" if isinstance(given, Mapping) else "list", dict(items))

    @property
    def single(self) -> bool:
        return self.kind == "one"

    @property
    def names(self) -> list[str]:
        return list(self.values)

    @property
    def structure(self) -> Nested:
        """The values as they were given."""
        return self.rebuild(self.values)

    def rebuild(self, found: Mapping[str, Any]) -> Nested:
        """What was found for each name, in the structure of the ends."""
        if self.kind == "one":
            return next(iter(found.values()))
        return dict(found) if self.kind == "dict" else list(found.values())

    def match(self, given: Nested, what: str, optional: bool = False) -> dict[str, Any]:
        """What was given for each end, by name; TrainingError where the two do not fit.

        ``optional`` gives None to what a dict leaves out.
        """
        if self.single:
            if isinstance(given, Mapping) and given.keys() == self.values.keys():
                given = next(iter(given.values()))
            return {self.names[0]: given}
        if isinstance(given, Mapping):
            unknown = [str(key) for key in given if key not in self.values]
            missing = [name for name in self.values if name not in given]
            if unknown or (missing and not optional):
                raise TrainingError(
                    "{what} is given for {got}, but the model has {wanted}",
                    what=what, got=", ".join(map(str, given)), wanted=", ".join(self.names),
                )  # fmt: skip
            return {name: given.get(name) for name in self.values}
        if not isinstance(given, (list, tuple)) or len(given) != len(self.values):
            count = len(given) if isinstance(given, (list, tuple)) else 1
            raise TrainingError(
                "{what} is given for {got} of the {wanted} ends of the model ({names}); give a list in that order, or a dict",
                what=what, got=count, wanted=len(self.values), names=", ".join(self.names),
            )  # fmt: skip
        return dict(zip(self.values, given, strict=True))

    def spread(self, given: Nested, what: str) -> dict[str, Any]:
        """As ``match``, but one thing that is neither list nor dict is for every end."""
        if self.single or isinstance(given, (Mapping, list, tuple)):
            return self.match(given, what, optional=True)
        return dict.fromkeys(self.values, given)


def encode(ends: Ends) -> dict[str, Any]:
    """Plain values for a file."""
    return {"kind": ends.kind, "values": {name: value.name for name, value in ends.values.items()}}


def decode(data: Any, find: Callable[[str], Value]) -> Ends:
    """What ``encode`` gave; a file from before there were several ends holds the name of the one."""
    if isinstance(data, str):
        return Ends.of(find(data))
    if data["kind"] not in ("one", "list", "dict"):
        raise ValueError(f"no such kind of ends: {data['kind']}")
    return Ends(data["kind"], {str(name): find(value) for name, value in data["values"].items()})
