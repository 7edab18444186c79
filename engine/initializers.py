"""``engine.initializers``: initial values of weights by Keras's names, ``engine.initializers.GlorotUniform(seed=1)``."""

from __future__ import annotations

from engine.nn.initializers import (
    BY_NAME,
    INITIALIZERS,
    Initializer,
    check,
    compute_fans,
    draw,
    get,
    numpy_source,
)
from engine.nn.initializers import __getattr__ as __getattr__

__all__ = ["BY_NAME", "INITIALIZERS", "Initializer", "check", "compute_fans", "draw", "get", "numpy_source"]
