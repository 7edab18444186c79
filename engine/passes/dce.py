"""Drops what no fetch needs."""

from __future__ import annotations

from engine.ir.graph import ancestors
from engine.passes.program import Program, rewrite


def drop_dead(program: Program) -> tuple[Program, str]:
    """After: every node of the program is needed by a fetch."""
    needed = ancestors(program.fetches)
    if len(needed) == len(program.nodes):
        return program, "nothing dropped"
    return rewrite(program, lambda builder, node, inputs: None, needed), f"{len(program.nodes) - len(needed)} nodes dropped"
