"""Optimizers and schedules.  Their public names are ``engine.optimizers`` and ``engine.schedules``."""

from __future__ import annotations

from typing import Any

from engine.ops import registry
from engine.ops.spec import Op
from engine.optim import adam, adam_family, adaptive, schedules, sgd
from engine.optim.optimizer import Optimizer, optimizer_class
from engine.optim.reach import reached_variables, trainable_variables
from engine.optim.several import Several

#: Every optimizer, in palette order.  Names, ops, exports, help and tests follow from this list.
OPTIMIZERS: tuple[type[Optimizer], ...] = (
    sgd.SGD, adam.Adam, adam_family.AdamW, adaptive.RMSprop, sgd.Momentum, sgd.Nesterov, sgd.GradientDescent, adam_family.Nadam,
    adam_family.Adamax, adam_family.Lion, adaptive.Adagrad, adaptive.Adadelta,
)  # fmt: skip

OPS: tuple[Op, ...] = (*(made.op for made in OPTIMIZERS), *schedules.OPS)
registry.register(OPS)

_by_name: dict[str, type[Optimizer]] = {made.__name__: made for made in OPTIMIZERS}


def __getattr__(name: str) -> Any:
    """The optimizer of that name: ``Adam``."""
    try:
        return _by_name[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "OPS",
    "OPTIMIZERS",
    "Optimizer",
    "Several",
    "optimizer_class",
    "reached_variables",
    "trainable_variables",
    *_by_name,
]
