"""Losses, ``engine.losses.mean_squared_error(y_true, y_pred)`` or ``engine.losses.MeanSquaredError()(y_true, y_pred)``.

Functions and classes are both made from the ops; names, defaults and definitions are Keras's, except that the functions
reduce too (``reduction="mean"`` unless said otherwise).  All take ``sample_weight`` as a third input, one weight a row; those
for classes take ``class_weight``.
"""

from __future__ import annotations

from typing import Any

from engine.losses import crossentropy, distributions, focal, margins, regression, teacher
from engine.losses.weights import weighted
from engine.nn.faces import faces
from engine.ops import registry
from engine.ops.spec import Op

_FAMILIES = (regression, crossentropy, focal, margins, distributions, teacher)
OPS: tuple[Op, ...] = tuple(weighted(op) if op.category else op for family in _FAMILIES for op in family.OPS)
registry.register(OPS)

_faces = faces(op for op in OPS if op.category)


def __getattr__(name: str) -> Any:
    """The loss of that name, as a function or as a class."""
    try:
        return _faces[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted(["OPS", *_faces])
