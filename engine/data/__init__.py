"""Data: where rows come from, and what is done to them before they are tensors.

Steps are declarations in a registry; ``Pipeline`` types and builds them; ``Loaded`` hands out batches, the same for the same
seed.  Nothing but NumPy is imported until a pipeline is built.
"""

from __future__ import annotations

from engine.data import (
    arrays,
    builtin,
    flow,
    formulas,
    generator,
    images,
    npy,
    registry,
    synthetic,
    table,
    text,
    token_steps,
    transforms,
    words,
)
from engine.data.loaded import Batch, Cursor, Loaded, Reading
from engine.data.pipeline import Pipeline, Stage, from_arrays, from_generator, source
from engine.data.registry import all_steps, get, known, register, unregister
from engine.data.rows import FileRows, MappedArrays, Part, Rows, Stream
from engine.data.spec import Context, DataType, Step
from engine.data.tokens import Vocabulary

_FAMILIES = (
    builtin,
    table,
    arrays,
    npy,
    images,
    text,
    token_steps,
    generator,
    synthetic,
    transforms,
    formulas,
    flow,
    words,
)
for _family in _FAMILIES:
    register(_family.STEPS)

__all__ = [
    "Batch",
    "Context",
    "Cursor",
    "DataType",
    "FileRows",
    "Loaded",
    "MappedArrays",
    "Part",
    "Pipeline",
    "Reading",
    "Rows",
    "Stage",
    "Step",
    "Stream",
    "Vocabulary",
    "all_steps",
    "from_arrays",
    "from_generator",
    "get",
    "known",
    "register",
    "registry",
    "source",
    "unregister",
]
