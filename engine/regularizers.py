"""``engine.regularizers``: what large weights add to the loss, ``Dense(10, kernel_regularizer=engine.regularizers.L2(0.001))``.

``penalties(loss)`` gives what the layers behind a loss ask for, to be added where a training loop of one's own is written.
"""

from __future__ import annotations

from engine.nn.regularizers import BY_NAME, REGULARIZERS, Regularizer, penalties, regularized
from engine.nn.regularizers import __getattr__ as __getattr__

__all__ = ["BY_NAME", "REGULARIZERS", "Regularizer", "penalties", "regularized"]
