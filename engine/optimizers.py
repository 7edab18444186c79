"""``engine.optimizers``: what makes a loss smaller, ``engine.optimizers.Adam(learning_rate=0.001).minimize(loss)``."""

from __future__ import annotations

from engine.optim import OPTIMIZERS, SGD, Adam, Optimizer

__all__ = ["OPTIMIZERS", "SGD", "Adam", "Optimizer"]
