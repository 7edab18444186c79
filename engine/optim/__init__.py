"""Optimizers and schedules.  Their public names are ``engine.optimizers`` and ``engine.schedules``."""

from __future__ import annotations

from engine.ops import registry
from engine.ops.spec import Op
from engine.optim import adam, schedules, sgd
from engine.optim.adam import Adam
from engine.optim.optimizer import Optimizer, optimizer_class
from engine.optim.reach import reached_variables, trainable_variables
from engine.optim.sgd import SGD

OPS: tuple[Op, ...] = (*sgd.OPS, *adam.OPS, *schedules.OPS)
registry.register(OPS)

#: Every optimizer, in palette order.
OPTIMIZERS: tuple[type[Optimizer], ...] = (SGD, Adam)

__all__ = ["OPS", "OPTIMIZERS", "SGD", "Adam", "Optimizer", "optimizer_class", "reached_variables", "trainable_variables"]
