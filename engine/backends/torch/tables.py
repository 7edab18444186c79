"""Rows of gradients that are a few rows of a table, and of updates over them.

All sizes follow from the types, except where a sparse batch makes the rows, so that a step can be recorded: rows that come twice
stay, each with the sum of both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from engine.backends.torch.loops import own
from engine.backends.torch.places import checked
from engine.backends.torch.rows import Compute, Row, Site, dtype_of
from engine.backends.torch.sparse import entries
from engine.ir.body import Body
from engine.ir.graph import Value
from engine.ops.rows import update_types
from engine.passes.program import Program, as_program, holding, rewrite

#: Elements of a block of a table: on the CPU what an update makes of it stays in the cache; on a GPU few calls count more.
_BLOCK = {"cpu": 1 << 16}
_LARGE = 1 << 23


class TableRows(NamedTuple):
    """A gradient that is zero but for some rows: ``values[i]`` is added to row ``indices[i]``; a row may come twice."""

    indices: Tensor
    values: Tensor


def _gather_grad(site: Site) -> Compute:
    shape, count = site.shape, site.types[1].size or 0
    check = checked(site, 1, shape[0])

    def rows(grad: Tensor, indices: Tensor, like: Any) -> TableRows:
        return TableRows(check(indices).reshape(-1).long(), grad.reshape(count, *shape[1:]))

    return rows


def _sparse_matmul(a: Tensor, b: Tensor) -> TableRows:
    """aᵀ·b, of which only the rows are computed whose column of a holds an entry."""
    places = entries(a)
    rows, columns = places.indices()
    there, at = torch.unique(columns, return_inverse=True)
    values = b.new_zeros(len(there), b.shape[1])
    step = max(1, _LARGE // max(b.shape[1], 1))
    for part in (slice(start, start + step) for start in range(0, len(columns), step)):
        values.index_add_(0, at[part], places.values()[part, None] * b.index_select(0, rows[part]))
    return TableRows(there, values)


def _concat(*parts: TableRows) -> TableRows:
    return TableRows(torch.cat([part.indices for part in parts]), torch.cat([part.values for part in parts]))


def _sums(rows: TableRows) -> tuple[Tensor, Tensor, Tensor]:
    """The indices in order; for each its number among those that differ; the sum for each of these, then zeros."""
    indices, order = torch.sort(rows.indices, stable=True)
    new = torch.ones_like(indices)
    new[1:] = indices[1:] != indices[:-1]
    number = torch.cumsum(new, 0) - 1
    totals = torch.zeros_like(rows.values).index_add_(0, number, rows.values.index_select(0, order))
    return indices, number, totals


def _norm(rows: TableRows) -> Tensor:
    return torch.linalg.vector_norm(_sums(rows)[2])


def written_out(site: Site) -> Callable[[TableRows], Tensor]:
    """The whole array."""
    shape = site.shape
    return lambda rows: rows.values.new_zeros(shape).index_add_(0, rows.indices, rows.values)


def _update(site: Site) -> Compute:
    """Writes the tables at ``places``, and gives every output."""
    from engine.backends.torch.function import write_function  # it reads the table that this row stands in

    attrs, results = site.attrs, site.results
    tables, cut = attrs["tables"], attrs["tables"] + attrs["gradients"]
    count = site.types[0].static_shape[0]
    width = max((type_.size or 0) // max(count, 1) for type_ in site.types[:cut])
    block = min(max(1, _BLOCK.get(site.device.type, _LARGE) // max(width, 1)), max(count, 1))
    body = attrs["body"].retyped(update_types(site.types, attrs, block))  # what it becomes takes any number of rows
    program, wanted, arguments, written = _assigning(body, attrs["places"])
    step = write_function(program, wanted, arguments, {}, replace(site.shared, kept={}), settled=written).call
    fresh = [partial(torch.empty, t.static_shape, dtype=dtype_of(t.dtype, site.device), device=site.device) for t in results]
    walk = _touched if attrs["touched"] else _slices if site.device.type == "cpu" else _masked

    def update(*inputs: Any) -> Any:
        outputs = [inputs[place] if place >= 0 else make() for place, make in zip(attrs["places"], fresh, strict=True)]
        pieces = inputs[:tables], inputs[tables:cut], inputs[cut:]
        walk(step, *pieces, outputs, block)
        return outputs[0] if len(outputs) == 1 else tuple(outputs)

    return update


def _assigning(body: Body, places: Sequence[int]) -> tuple[Program, Sequence[Value], Sequence[Value], frozenset[str]]:
    """The body with the tables at ``places`` as variables that it assigns to; its outputs, its inputs, and these names.

    So an update that PyTorch makes in one call writes right into the tables.
    """
    changed = {body.inputs[place].node for place in places if place >= 0}
    made = rewrite(as_program(body), holding(changed))
    outputs, inputs = made.fetches[: len(body.outputs)], made.fetches[len(body.outputs) :]
    writes = [
        made.graph.add("assign", (inputs[place], value)).outputs[0]
        for place, value in zip(places, outputs, strict=True)
        if place >= 0
    ]
    return Program(made.graph, (*outputs, *writes)), outputs, inputs, frozenset(node.name for node in changed)


Step = Callable[..., tuple[Tensor, ...]]


def _touched(
    step: Step, tables: Sequence[Tensor], gradients: Sequence[TableRows], shared: Sequence[Tensor], outputs: Sequence[Tensor],
    block: int,
) -> None:  # fmt: skip
    """The rows that have a gradient; where one comes twice it is computed, and written, twice the same."""
    every = torch.cat([rows.indices for rows in gradients])
    pushes, indices = [], every
    for place, rows in enumerate(gradients):
        values = rows.values
        if len(gradients) > 1:
            before = sum(len(other.indices) for other in gradients[:place])
            values = rows.values.new_zeros(len(every), *rows.values.shape[1:])
            values[before : before + len(rows.indices)] = rows.values
        indices, number, totals = _sums(TableRows(every, values))
        pushes.append(totals.index_select(0, number))
    found = step(*(table.index_select(0, indices) for table in tables), *pushes, *shared)
    for out, rows_of in zip(outputs, found, strict=True):
        out.index_copy_(0, indices, rows_of)


def _slices(
    step: Step, tables: Sequence[Tensor], gradients: Sequence[TableRows], shared: Sequence[Tensor], outputs: Sequence[Tensor],
    block: int,
) -> None:  # fmt: skip
    """The whole table; of the sorted gradient each block takes its part."""
    count = len(outputs[0])
    edges = torch.arange(0, count + block, block)
    ordered = []
    for rows in gradients:
        indices, order = torch.sort(rows.indices, stable=True)
        ordered.append((indices, order, rows.values, torch.searchsorted(indices, edges).tolist()))
    for turn, start in enumerate(range(0, count, block)):
        end = min(start + block, count)
        pushes = []
        for indices, order, values, bounds in ordered:
            part = slice(bounds[turn], bounds[turn + 1])
            push = values.new_zeros(end - start, *values.shape[1:])
            pushes.append(push.index_add_(0, indices[part] - start, values.index_select(0, order[part])))
        _write(step, tables, pushes, shared, outputs, slice(start, end))


def _masked(
    step: Step, tables: Sequence[Tensor], gradients: Sequence[TableRows], shared: Sequence[Tensor], outputs: Sequence[Tensor],
    block: int,
) -> None:  # fmt: skip
    """The whole table, without asking the device for a number: what is not in a block is added to a row that is thrown away."""
    count = len(outputs[0])
    for start in range(0, count, block):
        end = min(start + block, count)
        pushes = []
        for rows in gradients:
            inside = (rows.indices >= start) & (rows.indices < end)
            places = torch.where(inside, rows.indices - start, end - start)
            push = rows.values.new_zeros(end - start + 1, *rows.values.shape[1:])
            pushes.append(push.index_add_(0, places, rows.values)[:-1])
        _write(step, tables, pushes, shared, outputs, slice(start, end))


def _write(
    step: Step, tables: Sequence[Tensor], pushes: Sequence[Tensor], shared: Sequence[Tensor], outputs: Sequence[Tensor],
    part: slice,
) -> None:  # fmt: skip
    parts = [table[part] for table in tables]
    found = step(*parts, *pushes, *shared)
    pairs = [(out[part], value) for out, value in zip(outputs, found, strict=True)]
    late = [(out, own(value, parts)) for out, value in pairs if value.data_ptr() != out.data_ptr()]
    if late:
        torch._foreach_copy_(*map(list, zip(*late, strict=True)))


TABLES: dict[str, Row] = {
    "rows_gather_grad": Row(_gather_grad),
    "rows_sparse_matmul": Row(lambda site: _sparse_matmul),
    "rows_concat": Row(lambda site: _concat),
    "rows_norm": Row(lambda site: _norm),
    "rows_update": Row(_update),
}
