"""Writes look-ups in a table, and their gradient: rows that are copied, or added, by an index that is checked on the way."""

from __future__ import annotations

import math

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.code import Code
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine, offset_of
from engine.backends.compiled.terms import CODES, ITEMSIZE, address_of, spell


def _fits(task: Task, table: Array, indices: Array, rows: Array) -> bool:
    """Whether rows of the first axis are looked up, in arrays that loops can read."""
    arrays = (table, indices, rows)
    if not all(isinstance(array, np.ndarray) and array.size for array in arrays):
        return False
    index, code = CODES.get(indices.dtype.name), CODES.get(table.dtype.name)
    return (
        index in ("i8", "i4") and code is not None and table.dtype == rows.dtype and table.flags.c_contiguous
        and (task.op == "gather" or code in ("f4", "f8")) and task.attrs["axis"] % table.ndim == 0
    )  # fmt: skip


def gather(task: Task) -> Routine | None:
    """``out[i, j, :] = table[indices[i, j], :]``."""
    table, indices = task.inputs
    (out,) = task.outputs
    if not _fits(task, table, indices, out):
        return None
    code = CODES[table.dtype.name]
    body = [f"write_{code}(a2, {{row}}, read_{code}(a0, {{entry}}, 0), 2)"]
    return _routine(task, (table, indices, out), body, [])


def gather_grad(task: Task) -> Routine | None:
    """``out[indices[i, j], :] += rows[i, j, :]``, from zeros on."""
    rows, indices = task.inputs[:2]
    (out,) = task.outputs
    if not _fits(task, out, indices, rows):
        return None
    code = CODES[out.dtype.name]
    clear = [f"for i in range({out.size}):", f"    write_{code}(a0, i, {spell(0, code)}, 0)"]
    body = [f"write_{code}(a0, {{entry}}, read_{code}(a0, {{entry}}, 0) + read_{code}(a2, {{row}}, 2), 0)"]
    return _routine(task, (out, indices, rows), body, clear)


def _routine(task: Task, arrays: tuple[Array, Array, Array], body: list[str], first: list[str]) -> Routine:
    table, indices, rows = arrays
    return Routine(
        (task,),
        f"{task.op} of {indices.size} rows of {math.prod(table.shape[1:])} among {len(table)}",
        lambda parts: Code([*(f"a{i} = at(p, o + {i})" for i in range(3)), *first, *_walk(table, indices, rows, body)],
                           [address_of(array) for array in arrays], checks=True),
        ((len(table), indices),),
    )  # fmt: skip


def _walk(table: Array, indices: Array, rows: Array, body: list[str]) -> list[str]:
    """``body`` for every entry of every row that an index names; ``{entry}`` is its number in the table, ``{row}`` beside it."""
    lines: list[str] = []
    index, size = CODES[indices.dtype.name], ITEMSIZE[CODES[rows.dtype.name]]
    outer = [f"i{axis}" for axis in range(indices.ndim)]
    for depth, (name, count) in enumerate(zip(outer, indices.shape, strict=True)):
        lines.append("    " * depth + f"for {name} in range({count}):")
    indent = "    " * len(outer)
    place = offset_of(outer, [step // indices.itemsize for step in indices.strides])
    lines += [
        f"{indent}k = I8(read_{index}(a1, {place}, 1))",
        f"{indent}if k < 0 or k >= {len(table)}:",
        f"{indent}    return 1",
    ]
    steps = [step // size for step in rows.strides]
    width = math.prod(table.shape[1:])
    flat = rows[(0,) * indices.ndim].flags.c_contiguous
    inner = ["j0"] if flat else [f"j{axis}" for axis in range(table.ndim - 1)]
    counts = [width] if flat else list(table.shape[1:])
    within = [1] if flat else steps[indices.ndim :]
    for name, count in zip(inner, counts, strict=True):
        lines.append(f"{indent}for {name} in range({count}):")
        indent += "    "
    entry = offset_of(["k", *inner], [width, *(math.prod(counts[axis + 1 :]) for axis in range(len(counts)))])
    row = offset_of([*outer, *inner], [*steps[: indices.ndim], *within])
    return lines + [indent + line.format(entry=entry, row=row) for line in body]
