"""``engine.schedules``: learning rates that follow the step, to be given to an optimizer as ``learning_rate``."""

from __future__ import annotations

from engine.optim.schedules import *  # noqa: F403
from engine.optim.schedules import __all__ as __all__
