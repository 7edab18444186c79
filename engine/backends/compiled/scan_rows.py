"""Cuts the units of a scan's step to some rows of the batch, so that each thread takes its rows through all steps by itself.

What a row becomes may depend on that row alone; whether it does is told by addresses, as in loops: no part may write what another
one reads or writes, in whatever step each of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations

from engine.backends.compiled.loops import Loop, Store
from engine.backends.compiled.products import Matrix, Product
from engine.backends.compiled.terms import ITEMSIZE, Access

#: The first byte of a piece of memory, the one after its last, and how far it moves from step to step.
Span = tuple[int, int, int]


def shares(rows: int, parts: int) -> list[tuple[int, int]]:
    """The first row of each part and the one after its last, as equal as can be; fewer parts than asked for where rows lack."""
    parts = max(min(rows, parts), 1)
    low, more = divmod(rows, parts)
    ends = [(low + 1) * min(part, more) + low * max(part - more, 0) for part in range(parts + 1)]
    return list(pairwise(ends))


@dataclass(frozen=True)
class Piece:
    """A unit for some rows of the batch.  ``moved``: how far each of its addresses lies behind that of the whole unit."""

    what: Loop | Product
    reads: tuple[tuple[int, int], ...]
    writes: tuple[tuple[int, int], ...]
    moved: dict[int, int]


def cut(what: Loop | Product, stores: Sequence[Store], batch: int, rows: tuple[int, int]) -> Piece | None:
    """The unit for these rows out of so many; None where its places do not belong to rows."""
    return _cut_loop(what, stores, batch, rows) if isinstance(what, Loop) else _cut_product(what, batch, rows)


def _cut_loop(loop: Loop, stores: Sequence[Store], batch: int, rows: tuple[int, int]) -> Piece | None:
    axis = next((place for place, size in enumerate(loop.shape) if size == batch), None)
    if axis is None or (loop.split is not None and axis >= loop.split):
        return None
    written = [*(store.access for store in stores), *(final.access for final in loop.finals)]
    if any(axis in final.axes for final in loop.finals) or not all(access.strides[axis] for access in written):
        return None
    moved: dict[int, int] = {}
    for access in (*loop.loads, *written):
        if moved.setdefault(access.address, rows[0] * access.strides[axis]) != rows[0] * access.strides[axis]:
            return None
    shape = (*loop.shape[:axis], rows[1] - rows[0], *loop.shape[axis + 1 :])
    reads = tuple(_span(access, shape, moved) for access in loop.loads)
    return Piece(replace(loop, shape=shape), reads, tuple(_span(access, shape, moved) for access in written), moved)


def _span(access: Access, shape: Sequence[int], moved: dict[int, int]) -> tuple[int, int]:
    ends = [(size - 1) * stride for size, stride in zip(shape, access.strides, strict=True)]
    start = access.address + moved[access.address]
    return start + sum(min(end, 0) for end in ends), start + sum(max(end, 0) for end in ends) + ITEMSIZE[access.code]


def _cut_product(product: Product, batch: int, rows: tuple[int, int]) -> Piece | None:
    low, high = rows
    item = ITEMSIZE[product.code]

    def first(matrix: Matrix, step: int, count: int) -> Matrix:
        return replace(matrix, address=matrix.address + low * step * item, rows=count)

    a, b, c, stack = product.a, product.b, product.c, product.stack
    if stack:
        if stack[0] != batch or not c.steps[0]:
            return None
        a, b, c = (first(matrix, matrix.steps[0], matrix.rows) for matrix in (a, b, c))
        stack = (high - low, *stack[1:])
    elif a.rows == batch and c.by_row:
        a, c = first(a, a.by_row, high - low), first(c, c.by_row, high - low)
    else:
        return None
    reads = tuple(_reach(matrix, stack, item) for matrix in (a, b))
    return Piece(replace(product, a=a, b=b, c=c, stack=stack), reads, (_reach(c, stack, item),), {})


def _reach(matrix: Matrix, stack: Sequence[int], item: int) -> tuple[int, int]:
    far = sum((size - 1) * step for size, step in zip(stack, matrix.steps, strict=True))
    far += (matrix.rows - 1) * matrix.by_row + (matrix.columns - 1) * matrix.by_column
    return matrix.address, matrix.address + (far + 1) * item


def apart(reads: Sequence[Sequence[Span]], writes: Sequence[Sequence[Span]], count: int) -> bool:
    """Whether no part writes what another one touches, over so many steps in which they need not keep together."""
    return not any(
        _may_meet(written, other, count)
        for here, there in permutations(range(len(writes)), 2)
        for written in writes[here]
        for other in (*reads[there], *writes[there])
    )


def _may_meet(one: Span, other: Span, count: int) -> bool:
    (low, high, step), (first, last, by) = one, other
    if not _meet(*_swept(one, count), *_swept(other, count)):
        return False
    together = step == by and step and max(high, last) - min(low, first) <= abs(step)
    return not together or _meet(low, high, first, last)


def _swept(span: Span, count: int) -> tuple[int, int]:
    low, high, step = span
    far = step * (count - 1)
    return low + min(far, 0), high + max(far, 0)


def _meet(low: int, high: int, first: int, last: int) -> bool:
    return low < last and first < high
