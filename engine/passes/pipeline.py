"""The passes in their order: from the values that are wanted to a program that a backend can plan.

Each pass may be switched off by name, except those without which nothing could run, and says what it did.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.errors import GraphError
from engine.ir.graph import Node, Value
from engine.ir.types import TensorType
from engine.ir.verify import verify
from engine.passes.cse import merge_common
from engine.passes.dce import drop_dead
from engine.passes.differentiate import differentiate
from engine.passes.expand import expand
from engine.passes.fold import fold_constants
from engine.passes.pooling import pool_early
from engine.passes.program import Pass, Program, forget, in_bodies
from engine.passes.rows import keep_rows
from engine.passes.scales import fold_scales
from engine.passes.scans import trim_scans
from engine.passes.shapes import cut_shapes
from engine.passes.simplify import simplify
from engine.passes.specialize import specialize
from engine.passes.whole import Whole

#: Passes that make a program faster or smaller and may be switched off; the last six are done by a backend.
OPTIONAL = (
    "keep_rows", "cut_shapes", "simplify", "fold_scales", "pool_early", "fold_constants", "merge_common", "trim_scans",
    "drop_dead", "in_place", "reuse_buffers", "compile", "fuse_loops", "fuse_images", "join_updates",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What one pass did: the number of nodes before and after, and a few words."""

    name: str
    before: int
    after: int
    note: str


@dataclass(frozen=True)
class Compiled:
    """A program that went through the passes, and what they reported."""

    program: Program
    reports: tuple[Report, ...]


def required_passes(keep: Callable[[Node], bool], whole: Whole = lambda node: False) -> tuple[Pass, ...]:
    """What turns any program into primitives and the composites that the backend has a kernel for (``keep``).

    ``whole``: composites that it differentiates in one piece.
    """
    return (
        Pass("differentiate", "any program", "no gradients node is left", lambda program: differentiate(program, whole)),
        Pass(
            "expand",
            "no gradients node",
            "only primitives, and composites that the backend has a kernel for",
            lambda program: expand(program, lambda node: not keep(node)),
        ),
    )


OPTIMIZING: tuple[Pass, ...] = (
    Pass(
        "cut_shapes", "any program", "an input read for its shape alone is a constant where the shape is known", cut_shapes, True
    ),
    Pass("simplify", "no gradients node", "no node that is known to change nothing, where a rule knows", simplify, True),
    Pass("fold_scales", "no gradients node", "what scales the channels of a product alone is in its kernel", fold_scales),
    Pass("pool_early", "no gradients node", "no bias and no ReLU before a pooling that alone reads them", pool_early),
    Pass("fold_constants", "no gradients node", "no op over constants, except random or growing ones", fold_constants, True),
    Pass("merge_common", "any program", "no two nodes compute the same", merge_common, True),
    Pass("trim_scans", "no gradients node", "a scan does in its steps only what must be done there", trim_scans),
    Pass("drop_dead", "any program", "every node is needed by a fetch", drop_dead, True),
)


def keeping_rows(whole_updates: bool) -> Pass:
    """The pass that keeps gradients of rows as they are."""
    return Pass(
        "keep_rows",
        "no gradients node",
        "no gradient that is made row by row is written out for an update",
        lambda program: keep_rows(program, whole_updates),
    )


def compile_program(
    fetches: Sequence[Value],
    feed_types: Mapping[str, TensorType] | None = None,
    training: bool | None = None,
    keep: Callable[[Node], bool] = lambda node: False,
    without: Iterable[str] = (),
    check: bool | None = None,
    rows: bool = False,
    whole_updates: bool = False,
    whole: Whole = lambda node: False,
) -> Compiled:
    """Run all passes.

    ``rows``: the backend knows gradients of rows, and ``whole_updates`` over them where ``keep`` says so.  ``whole``:
    composites that it differentiates in one piece.  ``check`` verifies the program after each pass (default: where
    NODEGRAD_VERIFY is set).
    """
    off = frozenset(without)
    if unknown := off.difference(OPTIONAL):
        raise GraphError(
            "there is no pass '{pass_name}' that can be switched off; there are {known}",
            pass_name=min(unknown), known=", ".join(OPTIONAL),
        )  # fmt: skip
    checked = bool(os.environ.get("NODEGRAD_VERIFY")) if check is None else check
    program, note = specialize(fetches, feed_types, training)
    reports = [Report("specialize", len(fetches[0].graph.nodes), len(program.nodes), note)]
    optimizing = tuple(item for item in OPTIMIZING if item.name not in off)
    first = (keeping_rows(whole_updates),) if rows and "keep_rows" not in off else ()
    for item in required_passes(keep, whole) + first + optimizing:
        program = _apply(item, program, reports, checked)
    for _ in range(4):  # what one pass found may be food for another
        size = len(reports)
        before = len(program.nodes)
        extra: list[Report] = []
        for item in optimizing:
            program = _apply(item, program, extra, checked)
        if len(program.nodes) == before and all(report.before == report.after for report in extra):
            break
        reports[size:] = [replace(report, name=report.name + " again") for report in extra]
    return Compiled(program, tuple(reports))


def _apply(item: Pass, program: Program, reports: list[Report], checked: bool) -> Program:
    before, given = len(program.nodes), program
    program, note = item.run(program)
    if item.in_bodies:
        program = in_bodies(program, item.run)
    if program is not given:
        forget(given)
    reports.append(Report(item.name, before, len(program.nodes), note))
    if checked:
        verify(program.graph)
    return program
