"""The choice between two tensors, by masks on their bits: several times faster than NumPy's ``copyto(where=)``, and exact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.backends.base import Array, Call, Context


def where(ctx: Context) -> Sequence[Call] | None:
    """``b ^ ((a ^ b) & mask)`` on the bits, with a mask of all ones where the condition holds; shorter where a or b is zero."""
    condition, a, b = ctx.inputs
    (out,) = ctx.outputs
    if a.dtype != b.dtype or a.dtype != out.dtype or out.dtype.kind not in "fiu":
        return None
    kind = f"i{out.itemsize}"
    signs = ctx.scratch(condition.shape, np.int8)
    mask = ctx.scratch(condition.shape, kind)
    bits_a, bits_b, bits = a.view(kind), b.view(kind), out.view(kind)
    spread = (partial(np.negative, condition.view(np.int8), out=signs), partial(np.copyto, mask, signs))
    if ctx.constant[2] and _is_zero(b):
        return (*spread, partial(np.bitwise_and, bits_a, mask, out=bits))
    if ctx.constant[1] and _is_zero(a):
        return (*spread, partial(np.invert, mask, out=mask), partial(np.bitwise_and, bits_b, mask, out=bits))
    mixed = ctx.scratch(out.shape, kind)
    return (
        *spread,
        partial(np.bitwise_xor, bits_a, bits_b, out=mixed),
        partial(np.bitwise_and, mixed, mask, out=mixed),
        partial(np.bitwise_xor, bits_b, mixed, out=bits),
    )


def _is_zero(array: Array) -> bool:
    """Whether every bit is zero: −0 does not count."""
    return not any(array.tobytes())
