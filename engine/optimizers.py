"""``engine.optimizers``: what makes a loss smaller, ``engine.optimizers.Adam(learning_rate=0.001).minimize(loss)``."""

from __future__ import annotations

from engine.optim import (
    OPTIMIZERS,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    GradientDescent,
    Lion,
    Momentum,
    Nadam,
    Nesterov,
    Optimizer,
    RMSprop,
)

__all__ = [
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
]
