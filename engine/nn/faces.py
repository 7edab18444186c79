"""How ops are offered to Python: a function by the op's name and a class by its title, both made from the declaration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.nn.layer import Layer, layer_class
from engine.ops.functions import make_function
from engine.ops.spec import Op


def faces(ops: Iterable[Op], base: type[Layer] = Layer) -> dict[str, Any]:
    """Function and class of each op, by the names under which a module offers them."""
    found: dict[str, Any] = {}
    for op in ops:
        found[op.name] = make_function(op)
        found[op.title] = layer_class(op, base)
    return found
