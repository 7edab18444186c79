"""Rows for whole optimizer updates: one pass over blocks that fit the cache, straight into the variable and its slots.

The formulas are those of the composites, operation by operation, so that the numbers are the same with and without the row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from engine.backends.base import Array, Call, Context, Kernel
from engine.ir.graph import Node

_FLOATS = ("float32", "float64")
#: Elements of a block: six arrays of it stay in a core's second-level cache.
_BLOCK = 1 << 16
#: Slot entries below this are set to zero now and then: numbers that fade away become denormal, which slows every pass over
#: them many times over, and at this size they no longer move a weight.
FADED = 1e-31


def _fits(node: Node) -> bool:
    """One float dtype throughout, and one rate for all elements."""
    variable, _, rate = (value.type for value in node.inputs[:3])
    return variable.dtype in _FLOATS and rate.rank == 0


def _flat(ctx: Context, indices: Sequence[int], calls: list[Call]) -> list[Array]:
    """These inputs, then the outputs, as vectors; an input that does not lie in one piece is first copied, in ``calls``."""
    found: list[Array] = []
    for array in [ctx.inputs[index] for index in indices]:
        if not array.flags.c_contiguous:
            copy = ctx.scratch(array.shape, array.dtype)
            calls.append(partial(np.copyto, copy, array))
            array = copy
        found.append(array.reshape(-1))
    return found + [array.reshape(-1) for array in ctx.outputs]


def _blocks(arrays: Sequence[Array]) -> Iterator[list[Array]]:
    """These vectors in blocks."""
    for start in range(0, arrays[0].size, _BLOCK):
        yield [array[start : start + _BLOCK] for array in arrays]


def _adam(ctx: Context) -> Sequence[Call]:
    variable, _, rate, step = ctx.inputs[:4]
    calls: list[Call] = []
    flat = _flat(ctx, (0, 1, 4, 5), calls)
    dtype = variable.dtype
    beta_1, beta_2 = ctx.attrs["beta_1"], ctx.attrs["beta_2"]
    alpha = ctx.scratch((), dtype)
    keep_1, keep_2, epsilon = (np.asarray(number, dtype) for number in (1 - beta_1, 1 - beta_2, ctx.attrs["epsilon"]))
    size = min(variable.size, _BLOCK)
    first, second = ctx.scratch((size,), dtype), ctx.scratch((size,), dtype)

    def correct() -> None:
        t = int(step) + 1
        alpha[...] = float(rate) * (math.sqrt(1.0 - beta_2**t) / (1.0 - beta_1**t))

    calls.append(correct)
    for p, g, m_old, v_old, p_new, m_new, v_new in _blocks(flat):
        a, b = first[: p.size], second[: p.size]
        calls += [
            partial(np.subtract, g, m_old, out=a),
            partial(np.multiply, a, keep_1, out=a),
            partial(np.add, m_old, a, out=m_new),
            partial(np.square, g, out=a),
            partial(np.subtract, a, v_old, out=a),
            partial(np.multiply, a, keep_2, out=a),
            partial(np.add, v_old, a, out=v_new),
            partial(np.multiply, m_new, alpha, out=a),
            partial(np.sqrt, v_new, out=b),
            partial(np.add, b, epsilon, out=b),
            partial(np.divide, a, b, out=a),
            partial(np.subtract, p, a, out=p_new),
        ]
    calls.append(_flush(step, beta_1, ctx.attrs["epsilon"], flat[-2:]))
    return calls


def _flush(step: Array, beta: float, epsilon: float, slots: Sequence[Array]) -> Call:
    """Clear faded slot entries, at steps that the counter of the updates alone decides, so that a resumed run does the same."""
    every = flush_every(beta)
    limits = (FADED, min(FADED, (epsilon * 1e-8) ** 2))

    def flush() -> None:
        if int(step) % every == 0:
            for slot, limit in zip(slots, limits, strict=True):
                slot[np.abs(slot) < limit] = 0

    return flush


def flush_every(beta: float) -> int:
    """After how many updates an entry may have faded so far that it is looked for."""
    return max(1, min(128, int(math.log(1e-6) / math.log(beta)))) if 0 < beta < 1 else 128


def _sgd(ctx: Context) -> Sequence[Call]:
    variable, rate = ctx.inputs[0], ctx.inputs[2]
    momentum = ctx.attrs["momentum"]
    calls: list[Call] = []
    flat = _flat(ctx, (0, 1, *range(3, len(ctx.inputs))), calls)
    dtype = variable.dtype
    pace, share = ctx.scratch((), dtype), np.asarray(momentum, dtype)
    push = ctx.scratch((min(variable.size, _BLOCK),), dtype)
    calls.append(partial(np.copyto, pace, rate, casting="same_kind"))
    for block in _blocks(flat):
        p, g, p_new = block[0], block[1], block[-len(ctx.outputs)]
        a = push[: p.size]
        calls.append(partial(np.multiply, pace, g, out=a))
        if not momentum:
            calls.append(partial(np.subtract, p, a, out=p_new))
            continue
        old, new = block[2], block[-1]
        calls += [partial(np.multiply, old, share, out=new), partial(np.subtract, new, a, out=new)]
        if ctx.attrs["nesterov"]:
            ahead = ctx.scratch((p.size,), dtype)
            calls += [
                partial(np.multiply, new, share, out=ahead),
                partial(np.subtract, ahead, a, out=ahead),
                partial(np.add, p, ahead, out=p_new),
            ]
        else:
            calls.append(partial(np.add, p, new, out=p_new))
    return calls


UPDATES: dict[str, Kernel] = {
    "adam_update": Kernel(_adam, ((0, 0), (4, 1), (5, 2)), lambda node: _fits(node) and not node.attrs["amsgrad"]),
    "sgd_update": Kernel(_sgd, ((0, 0), (3, 1)), _fits),
}
