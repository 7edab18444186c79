"""What is wrong with a document, put together from what its nodes and the rules of the whole say, and whether it can train."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.compile import lints
from app.compile.cells import Cell
from app.compile.look import Look
from app.compile.problems import Problem
from app.compile.training import check_training, monitors

if TYPE_CHECKING:
    from app.compile.checking import Check

_SEVERITY = {"error": 0, "warning": 1, "hint": 2}
_ENOUGH = 60  # problems after which no more repairs are looked for
_RULES = {rule.__name__: number for number, rule in enumerate(lints.RULES)}


class Findings(NamedTuple):
    """All problems, the worst first and else in the document's order; whether a run is possible; what it can watch."""

    problems: tuple[Problem, ...] = ()
    ready: bool = False
    monitors: tuple[str, ...] = ()


def find(check: Check) -> Findings:
    """Everything that is to be said of the document now."""
    look = Look(check, None, set())
    found: list[Problem] = [*check.drawing.problems]
    if check.wiring.stuck:
        first = next(node for id_, node in check.drawn.nodes.items() if id_ in check.wiring.stuck)
        look.add("error", "'{name}' feeds itself through other nodes; remove a wire of the circle", first.id, name=first.name)
        found += look.problems
    cells = check.in_order(check.troubled)
    left = _ENOUGH
    for cell in cells:
        if cell.pending and cell.mended is None and left > 0:
            _mend(check, cell)
        left -= len(cell.pending)
        found += cell.mended if cell.mended is not None and left > -len(cell.pending) else cell.problems
    advice = [problem for cell in cells for problem in cell.advice]
    advice.sort(key=lambda problem: _RULES[problem.rule])
    found += advice
    whole = lints.Whole(check, look := Look(check, None, set()), all(problem.severity != "error" for problem in found))
    lints.check_whole(look, whole)
    said = _sorted(check, look.problems)
    check.said = [*found, *said]
    look = Look(check, None, set())
    ready = check_training(check, look, whole)
    every = [*check.said, *look.problems]
    every.sort(key=lambda problem: _SEVERITY[problem.severity])
    return Findings(tuple(every), ready, tuple(monitors(whole)))


def _sorted(check: Check, problems: list[Problem]) -> list[Problem]:
    """What one rule says of many nodes, in the document's order."""
    if len(problems) < 2:
        return problems
    named = {problem.node for problem in problems if problem.node}
    place = {cell.id: number for number, cell in enumerate(check.in_order(named))}
    return sorted(problems, key=lambda problem: (_RULES[problem.rule], place.get(problem.node or "", -1)))


def _mend(check: Check, cell: Cell) -> None:
    """Look for repairs of what a node was refused for."""
    problems = list(cell.problems)
    reads: set[str] = set()
    for number, mend in cell.pending.items():
        problem = problems[number]
        problems[number] = Problem(
            problem.severity, problem.template, problem.params, problem.node, problem.port, mend(reads), problem.rule
        )
    check.note_reads(cell, 2, reads)
    cell.mended = tuple(problems)
