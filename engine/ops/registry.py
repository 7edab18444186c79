"""The registry: every op by name.  Families hand in tuples of declarations; duplicates are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.errors import GraphError
from engine.ir.graph import Hooks
from engine.ops.spec import Op

_ops: dict[str, Op] = {}


def register(family: Iterable[Op]) -> None:
    """Add a family of ops; ValueError where a name is taken."""
    for op in family:
        if _ops.setdefault(op.name, op) is not op:
            raise ValueError(f"the op '{op.name}' is declared twice")


def unregister(names: Iterable[str]) -> None:
    """Take ops away again (plug-ins that are switched off, tests)."""
    for name in names:
        _ops.pop(name, None)


def get(name: str) -> Op:
    """The op of that name; GraphError where there is none."""
    try:
        return _ops[name]
    except KeyError:
        raise GraphError("there is no op '{op}'", op=name) from None


def known(name: str) -> bool:
    return name in _ops


def all_ops() -> Iterator[Op]:
    """Every op, in the order of declaration."""
    return iter(tuple(_ops.values()))


class Later:
    """What the rooms above hand to this one: how to declare the ops of those that have not been imported yet."""

    declare: Callable[[], None] = staticmethod(lambda: None)


Hooks.lookup = get
