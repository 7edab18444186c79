"""The registry of data steps by name, as ``engine.ops.registry`` is for ops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.data.spec import Step
from engine.errors import DataError

_steps: dict[str, Step] = {}


def register(family: Iterable[Step]) -> None:
    """Add a family of steps; ValueError where a name is taken."""
    for step in family:
        if _steps.setdefault(step.name, step) is not step:
            raise ValueError(f"the data step '{step.name}' is declared twice")


def unregister(names: Iterable[str]) -> None:
    """Take steps away again (plug-ins that are switched off, tests)."""
    for name in names:
        _steps.pop(name, None)


def get(name: str) -> Step:
    """The step of that name; DataError where there is none."""
    try:
        return _steps[name]
    except KeyError:
        raise DataError("there is no data step '{step}'; use one of {known}", step=name, known=", ".join(_steps)) from None


def known(name: str) -> bool:
    return name in _steps


def all_steps() -> Iterator[Step]:
    """Every step, in the order of declaration."""
    return iter(tuple(_steps.values()))
