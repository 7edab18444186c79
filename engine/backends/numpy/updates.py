"""Rows for whole optimizer updates: one pass over blocks that fit the cache, straight into the variable and its slots.

The formulas are those of the composites, operation by operation, so that the numbers are the same with and without the row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.backends.base import Array, Call, Cell, Context, Kernel
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


def _flat(ctx: Context, indices: Sequence[int], calls: list[Call]) -> list[Any]:
    """These inputs, then the outputs, as vectors; an input that does not lie in one piece is first copied, in ``calls``.

    A gradient of rows stays the cell that it is.
    """
    found: list[Any] = []
    for array in [ctx.inputs[index] for index in indices]:
        if isinstance(array, Cell):
            found.append(array)
            continue
        if not array.flags.c_contiguous:
            copy = ctx.scratch(array.shape, array.dtype)
            calls.append(partial(np.copyto, copy, array))
            array = copy
        found.append(array.reshape(-1))
    return found + [array.reshape(-1) for array in ctx.outputs]


def _blocks(ctx: Context, arrays: Sequence[Any], calls: list[Call]) -> Iterator[list[Array]]:
    """These vectors in blocks.  Of a gradient of rows each block is written out, in ``calls``, just before it is used."""
    size, step = arrays[0].size, _BLOCK
    cell = next((array for array in arrays if isinstance(array, Cell)), None)
    if cell is None:
        for start in range(0, size, step):
            yield [array[start : start + step] for array in arrays]
        return
    width = math.prod(cell.shape[1:])
    step = max(1, _BLOCK // max(width, 1)) * width
    block = ctx.scratch((min(size, step),), cell.dtype) if size else np.empty(0, cell.dtype)
    calls.append(partial(_merge, cell))
    for start in range(0, size, max(step, 1)):
        part = block[: min(step, size - start)]
        calls.append(partial(_write_rows, cell, part.reshape(-1, *cell.shape[1:]), start // width))
        yield [part if array is cell else array[start : start + step] for array in arrays]


def _merge(cell: Cell) -> None:
    """Rows in order, each once."""
    cell.value = cell.value.merged()


def _write_rows(cell: Cell, block: Array, first: int) -> None:
    """The rows of a gradient from ``first`` on, with the zeros between them."""
    indices = cell.value.indices
    low, high = np.searchsorted(indices, (first, first + len(block)))
    block.fill(0)
    block[indices[low:high] - first] = cell.value.values[low:high]


def _walk_rows(cell: Cell, variable: Array, pace: Array) -> None:
    """Plain descent moves the rows that have a gradient, and leaves the others alone."""
    rows = cell.value.merged()
    variable[rows.indices] -= pace * rows.values


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
    for p, g, m_old, v_old, p_new, m_new, v_new in _blocks(ctx, flat, calls):
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
    if isinstance(ctx.inputs[1], Cell) and not momentum:
        pace = ctx.scratch((), variable.dtype)
        target = ctx.outputs[0]
        if not np.may_share_memory(target, variable):
            calls.append(partial(np.copyto, target, variable))
        return [*calls, partial(np.copyto, pace, rate, casting="same_kind"), partial(_walk_rows, ctx.inputs[1], target, pace)]
    flat = _flat(ctx, (0, 1, *range(3, len(ctx.inputs))), calls)
    dtype = variable.dtype
    pace, share = ctx.scratch((), dtype), np.asarray(momentum, dtype)
    push = ctx.scratch((min(variable.size, _BLOCK),), dtype)
    calls.append(partial(np.copyto, pace, rate, casting="same_kind"))
    for block in _blocks(ctx, flat, calls):
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
