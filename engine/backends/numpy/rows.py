"""The row of updates over gradients of rows: a plan for a few rows, made once, is run over the table.

Where rows without a gradient stay what they are only the others are visited; else the whole table is, block by block, and of the
gradient one block at a time is written out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.backends.base import Array, Call, Cell, Context
from engine.backends.numpy.updates import FADED
from engine.ir.graph import Node
from engine.ir.matrix import Rows
from engine.ops.rows import update_types
from engine.passes.program import Program

#: Elements of a block: what an update makes of it on its way stays in a core's second-level cache.
_BLOCK = 1 << 15
#: Steps between two looks for entries that have faded away.
_FLUSH = 64


def overwritten(node: Node) -> tuple[tuple[int, int], ...]:
    """Which tables the outputs may be written over: any, as a block is read before it is written."""
    if node.attrs["touched"]:
        return tuple((table, output) for output, table in enumerate(node.attrs["places"]))
    return tuple((table, output) for table in range(node.attrs["tables"]) for output in range(len(node.outputs)))


def update(ctx: Context) -> Sequence[Call]:
    """The table, a block at a time."""
    tables, gradients = ctx.attrs["tables"], ctx.attrs["gradients"]
    cut = tables + gradients
    count = len(ctx.inputs[0])
    if count == 0:
        return ()
    width = max(math.prod(item.shape[1:]) for item in ctx.inputs[:cut])
    block = min(count, max(1, _BLOCK // max(width, 1)))
    types = [item.type if isinstance(item, Cell) else _type(item) for item in ctx.inputs]
    body = ctx.attrs["body"].retyped(update_types(types, ctx.attrs, block))
    names = [value.node.name for value in body.inputs]
    given = dict(zip(names[cut:], ctx.inputs[cut:], strict=True))
    plan = ctx.nested(Program(body.graph, body.outputs), {}, given)
    ctx.scratch_bytes += plan.memory_bytes
    feeds = [plan.feeds[name] for name in names[:cut]]
    walk = _Walk(ctx, feeds[:tables], feeds[tables:], plan.results, plan.calls, block)
    return (walk.touched if ctx.attrs["touched"] else walk.whole,)


def _type(array: Array) -> Any:
    from engine.ir.types import TensorType

    return TensorType(array.dtype.name, array.shape)


class _Walk:
    """The ways through the table: buffers are filled, the calls are made, and what they give is written where it belongs."""

    def __init__(
        self, ctx: Context, feeds: Sequence[Array], pushes: Sequence[Array], results: Sequence[Array], calls: Sequence[Call],
        block: int,
    ) -> None:  # fmt: skip
        self.tables = list(zip(feeds, ctx.inputs, strict=False))
        cells = ctx.inputs[len(feeds) : len(feeds) + len(pushes)]
        self.gradients: list[tuple[Array, Cell]] = list(zip(pushes, cells, strict=True))
        self.outputs = list(zip(ctx.outputs, results, strict=True))
        self.slots = [results[index] for index in ctx.attrs["slots"] if results[index].dtype.kind == "f"]
        self.calls, self.block, self.clock = calls, block, ctx.clock
        self.count = len(ctx.inputs[0])
        places = [ctx.inputs[place] for place in ctx.attrs["places"]] if ctx.attrs["touched"] else []
        pairs = zip(ctx.outputs, places, strict=False)
        self.first = [partial(np.copyto, out, old) for out, old in pairs if not np.may_share_memory(out, old)]

    def whole(self) -> None:
        """Every row of the table."""
        merged = [(push, cell.value.merged()) for push, cell in self.gradients]
        for push, _ in merged:
            push.fill(0)
        fades = self.clock.step % _FLUSH == 0
        for start in range(0, self.count, self.block):
            end = min(start + self.block, self.count)
            for feed, table in self.tables:
                feed[: end - start] = table[start:end]
            written: list[tuple[Array, Array]] = []
            for push, rows in merged:
                low, high = np.searchsorted(rows.indices, (start, end))
                places = rows.indices[low:high] - start
                push[places] = rows.values[low:high]
                written.append((push, places))
            self._run()
            for push, places in written:
                push[places] = 0
            if fades:
                for slot in self.slots:
                    slot[np.abs(slot) < FADED] = 0
            for out, result in self.outputs:
                out[start:end] = result[: end - start]

    def touched(self) -> None:
        """The rows that have a gradient."""
        for call in self.first:
            call()
        merged: list[tuple[Array, Rows]] = [(push, cell.value.merged()) for push, cell in self.gradients]
        indices = merged[0][1].indices
        for _, rows in merged[1:]:
            indices = np.union1d(indices, rows.indices)
        for start in range(0, len(indices), self.block):
            part = indices[start : start + self.block]
            for feed, table in self.tables:
                feed[: len(part)] = table[part]
            for push, rows in merged:
                low, high = np.searchsorted(rows.indices, (part[0], part[-1] + 1))
                push.fill(0)
                push[np.searchsorted(part, rows.indices[low:high])] = rows.values[low:high]
            self._run()
            for out, result in self.outputs:
                out[part] = result[: len(part)]

    def _run(self) -> None:
        for call in self.calls:
            call()
