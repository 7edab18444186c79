"""Rows for sparse values: they go through cells, since their memory changes with their entries from step to step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.backends.base import Call, Cell, Context, Kernel


def sparse_row(ctx: Context) -> Call:
    """Any op with a sparse input or output: its reference, on what the cells hold now."""
    reference, attrs = ctx.op.reference, dict(ctx.attrs)
    assert reference is not None
    inputs, outputs = ctx.inputs, ctx.outputs

    def call() -> None:
        found = reference(*(item.value if isinstance(item, Cell) else item for item in inputs), **attrs)
        for out, result in zip(outputs, found if len(outputs) > 1 else (found,), strict=True):
            if isinstance(out, Cell):
                out.value = result
            else:
                np.copyto(out, result)

    return call


def _tensor(ctx: Context) -> Sequence[Call]:
    """A matrix that never changes is made once."""
    assert ctx.op.reference is not None
    ctx.outputs[0].value = ctx.op.reference(**ctx.attrs)
    return ()


SPARSE: dict[str, Kernel] = {"sparse_tensor": Kernel(_tensor)}
