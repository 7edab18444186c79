"""Losses, ``engine.losses.mean_squared_error(y_true, y_pred)`` or ``engine.losses.MeanSquaredError()(y_true, y_pred)``.

Functions and classes are both made from the ops; names, defaults and definitions are Keras's, except that the functions
reduce too (``reduction="mean"`` unless said otherwise).
"""

from __future__ import annotations

from typing import Any

from engine.losses import crossentropy, distributions, focal, margins, regression
from engine.nn.faces import faces
from engine.ops import registry
from engine.ops.spec import Op

OPS: tuple[Op, ...] = (*regression.OPS, *crossentropy.OPS, *focal.OPS, *margins.OPS, *distributions.OPS)
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
