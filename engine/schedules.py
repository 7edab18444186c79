"""``engine.schedules``: learning rates that follow the step, to be given to an optimizer as ``learning_rate``.

A schedule is called with a step counter and gives the rate as a value of the graph, so any function of a value may be one.
"""

from __future__ import annotations

from engine.nn.layer import Layer, layer_class
from engine.optim.schedules import OPS

#: Every schedule, in palette order.
SCHEDULES: tuple[type[Layer], ...] = tuple(layer_class(op) for op in OPS)
Constant, ExponentialDecay = SCHEDULES

__all__ = ["SCHEDULES", "Constant", "ExponentialDecay"]
