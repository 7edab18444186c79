"""The row of ``scan``: the step becomes a plan of its own, made once, and is run over the entries of the sequences.

The carries are variables of that plan, which live in the outputs of the scan and are written in place where nobody reads the old
numbers any more; constants are read where they lie.  Only entries are copied in, and what is kept of a step is copied out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.backends.base import Array, Call, Context
from engine.ir.body import Body
from engine.passes.program import Program, as_program, holding, rewrite


def scan(ctx: Context) -> Sequence[Call] | None:
    """First the carries are set, then each entry is stepped through."""
    body: Body = ctx.attrs["body"]
    carries, sequences = ctx.attrs["carries"], ctx.attrs["sequences"]
    state = [out if out.flags.c_contiguous else ctx.scratch(out.shape, out.dtype) for out in ctx.outputs[:carries]]
    scanned, fixed = ctx.inputs[carries : carries + sequences], ctx.inputs[carries + sequences :]
    stacked = ctx.outputs[carries:]
    steps = len(scanned[0])
    begin: list[Call] = [partial(np.copyto, array, first) for array, first in zip(state, ctx.inputs, strict=False)]
    end: list[Call] = [partial(np.copyto, out, array) for out, array in zip(ctx.outputs, state, strict=False) if out is not array]
    if steps == 0:
        return [*begin, *end]
    program, names = with_variables(body, carries)
    variables = dict(zip(names, state, strict=False))
    given = dict(zip(names[carries + sequences :], fixed, strict=True))
    plan = ctx.nested(program, variables, given)
    ctx.scratch_bytes += plan.memory_bytes
    entries = [plan.feeds[name] for name in names[carries : carries + sequences]]
    results = [result for result in plan.results[: len(stacked)] if result is not None]
    order = range(steps)[:: -1 if ctx.attrs["reverse"] else 1]
    return [
        *begin,
        _stepped(plan.calls, list(zip(entries, scanned, strict=True)), list(zip(stacked, results, strict=True)), order),
        *end,
    ]


def _stepped(
    calls: Sequence[Call], entering: Sequence[tuple[Array, Array]], leaving: Sequence[tuple[Array, Array]], order: range
) -> Call:
    """All steps as one call; the slices of the sequences are made beforehand."""
    copy = np.copyto
    into = [[(feed, sequence[place]) for feed, sequence in entering] for place in order]
    out = [[(stack[place, ...], result) for stack, result in leaving] for place in order]

    def run() -> None:
        for entries, kept in zip(into, out, strict=True):
            for feed, entry in entries:
                copy(feed, entry)
            for call in calls:
                call()
            for place, result in kept:
                copy(place, result)

    return run


def with_variables(body: Body, carries: int) -> tuple[Program, list[str]]:
    """The step as a program that fetches what is kept and assigns its carries, and the names of its inputs."""
    changed = {value.node for value in body.inputs[:carries]}
    program = rewrite(as_program(body), holding(changed))
    outputs, inputs = program.fetches[: len(body.outputs)], program.fetches[len(body.outputs) :]
    writes = [
        program.graph.add("assign", (variable, value), {}, f"next_{variable.name}").outputs[0]
        for variable, value in zip(inputs[:carries], outputs[:carries], strict=True)
        if value is not variable
    ]
    return Program(program.graph, (*outputs[carries:], *writes)), [value.name for value in inputs]
