"""Learning-rate schedules: composites of the step counter, so a rate is graph like everything else and can be fetched.

A schedule's input is the number of updates made so far (0 at the first).  Rates are float64 scalars: one number a step costs
nothing, and its digits are wanted in ``1 − 0.999ᵗ``.  A schedule is given to an optimizer as its ``learning_rate``; so may be
any function from the step counter to a value.
"""

from __future__ import annotations

from typing import Any

from engine.nn.layer import Layer, layer_class
from engine.ops.spec import Op
from engine.optim import cycles, decays, plateau

OPS: tuple[Op, ...] = (*decays.OPS, *cycles.OPS, *plateau.OPS)

#: Every schedule, in palette order.
SCHEDULES: tuple[type[Layer], ...] = (*map(layer_class, (*decays.OPS, *cycles.OPS)), plateau.ReduceLROnPlateau)

_by_title: dict[str, type[Layer]] = {made.__name__: made for made in SCHEDULES}


def __getattr__(name: str) -> Any:
    """The schedule of that title: ``CosineDecay``."""
    try:
        return _by_title[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted(["OPS", "SCHEDULES", *_by_title])


__all__ = ["SCHEDULES", *_by_title]
