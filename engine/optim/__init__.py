"""Optimizers and schedules.  Their public names are ``engine.optimizers`` and ``engine.schedules``."""

from __future__ import annotations

from engine.ops import registry
from engine.ops.spec import Op
from engine.optim import adam, adam_family, adaptive, schedules, sgd
from engine.optim.adam import Adam
from engine.optim.adam_family import Adamax, AdamW, Lion, Nadam
from engine.optim.adaptive import Adadelta, Adagrad, RMSprop
from engine.optim.optimizer import Optimizer, optimizer_class
from engine.optim.reach import reached_variables, trainable_variables
from engine.optim.several import Several
from engine.optim.sgd import SGD, GradientDescent, Momentum, Nesterov

OPS: tuple[Op, ...] = (*sgd.OPS, *adam.OPS, *adam_family.OPS, *adaptive.OPS, *schedules.OPS)
registry.register(OPS)

#: Every optimizer, in palette order.
OPTIMIZERS: tuple[type[Optimizer], ...] = (
    SGD, Adam, AdamW, RMSprop, Momentum, Nesterov, GradientDescent, Nadam, Adamax, Lion, Adagrad, Adadelta,
)  # fmt: skip

__all__ = [
    "OPS",
    "OPTIMIZERS",
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "GradientDescent",
    "Lion",
    "Momentum",
    "Nadam",
    "Nesterov",
    "Optimizer",
    "RMSprop",
    "Several",
    "optimizer_class",
    "reached_variables",
    "trainable_variables",
]
