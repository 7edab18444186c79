"""Drops what no fetch needs."""

from __future__ import annotations

from engine.ir.graph import ancestors
from engine.passes.note import Note
from engine.passes.program import Program, rewrite


def drop_dead(program: Program) -> tuple[Program, str]:
    """After: every node of the program is needed by a fetch."""
    needed = ancestors(program.fetches)
    if len(needed) == len(program.nodes):
        return program, Note("nothing dropped")
    return rewrite(program, None, needed), Note("{count} nodes dropped", count=len(program.nodes) - len(needed))
