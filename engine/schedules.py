"""``engine.schedules``: learning rates that follow the step, to be given to an optimizer as ``learning_rate``."""

from __future__ import annotations

from engine.optim.schedules import SCHEDULES, Constant, ExponentialDecay

__all__ = ["SCHEDULES", "Constant", "ExponentialDecay"]
