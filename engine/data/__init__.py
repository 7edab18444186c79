"""Data: where rows come from, and what is done to them before they are tensors.

Steps are declarations in a registry; ``Pipeline`` types and builds them; ``Loaded`` hands out batches, the same for the same
seed.  Nothing but NumPy is imported until a pipeline is built.
"""

from __future__ import annotations

from engine.data import arrays, builtin, registry, synthetic, table, transforms
from engine.data.loaded import Loaded, Part
from engine.data.pipeline import Pipeline, Stage, from_arrays, source
from engine.data.registry import all_steps, get, known, register, unregister
from engine.data.spec import Context, DataType, Step

for _family in (builtin, table, arrays, synthetic, transforms):
    register(_family.STEPS)

__all__ = [
    "Context",
    "DataType",
    "Loaded",
    "Part",
    "Pipeline",
    "Stage",
    "Step",
    "all_steps",
    "from_arrays",
    "get",
    "known",
    "register",
    "registry",
    "source",
    "unregister",
]
