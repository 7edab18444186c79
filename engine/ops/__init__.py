"""Every tensor op, one family a module; ``engine.ops.matmul(a, b)`` adds a node to the graph of its inputs.

The functions are made from the declarations, so their arguments, defaults and help are those of the ops themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.ops import (
    activations,
    compare,
    conv,
    elementwise,
    index,
    join,
    like,
    linalg,
    padding,
    pool,
    random,
    reduce,
    registry,
    rows,
    scanning,
    shape,
    sorting,
    sparse,
    sparse_math,
    state,
    trigonometry,
)
from engine.ops.functions import make_function

FAMILIES = (
    elementwise,
    trigonometry,
    compare,
    reduce,
    shape,
    join,
    padding,
    like,
    index,
    sorting,
    linalg,
    sparse,
    sparse_math,
    rows,
    conv,
    pool,
    activations,
    random,
    scanning,
    state,
)

for _family in FAMILIES:
    registry.register(_family.OPS)

_functions: dict[str, tuple[Any, Callable[..., Any]]] = {}


def __getattr__(name: str) -> Callable[..., Any]:
    if not registry.known(name):
        raise AttributeError(f"there is no op '{name}' in engine.ops")
    op = registry.get(name)
    for family in (state, scanning):
        if op in family.OPS and hasattr(family, name):  # written out there, as it takes more than tensors
            written: Callable[..., Any] = getattr(family, name)
            return written
    made = _functions.get(name)
    if made is None or made[0] is not op:
        made = _functions[name] = (op, make_function(op))
    return made[1]


def __dir__() -> list[str]:
    return sorted(op.name for op in registry.all_ops())
