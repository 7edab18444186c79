"""``engine.optimizers``: what makes a loss smaller, ``engine.optimizers.Adam(learning_rate=0.001).minimize(loss)``."""

from __future__ import annotations

from engine.optim import OPTIMIZERS, Optimizer
from engine.optim import __getattr__ as __getattr__

__all__ = ["OPTIMIZERS", "Optimizer", *(made.__name__ for made in OPTIMIZERS)]
