"""``nodegrad check``: the problems that the studio would show, for people or for machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.text import Text

from app.catalog.registry import catalog
from app.cli.documents import find, lowered, problem_text
from app.cli.options import Json
from app.cli.output import EXIT_ERROR, command, out, visible, write_json
from app.compile.describe import describe
from app.compile.problems import CheckResult, Fix, Problem
from app.model.records import DocumentRecord, PortRef
from app.text import sentence, tr, tr_error
from engine.errors import excerpt

_STYLES = {"error": "bold red", "warning": "bold yellow", "hint": "bold cyan"}


@command
def check(
    document: Annotated[str, typer.Argument(metavar="FILE", help=tr("CLI", "A project file, or an example's name."))],
    as_json: Json = False,
) -> int:
    """Check a document."""
    found = find(document)
    result = describe(lowered(found))
    if as_json:
        write_json(_data(found.record, result))
    else:
        _print(found.record, result)
    return EXIT_ERROR if any(problem.severity == "error" for problem in result.problems) else 0


def _data(record: DocumentRecord, result: CheckResult) -> dict[str, Any]:
    return {
        "document": record.name,
        "ready": result.ready,
        "nodes": catalog().count(record.nodes.values()),
        "parameters": result.parameters,
        "memory_bytes": result.memory_bytes,
        "flops_per_sample": result.flops_per_sample,
        "problems": [_problem(record, problem) for problem in result.problems],
    }


def _problem(record: DocumentRecord, problem: Problem) -> dict[str, Any]:
    node = record.nodes.get(problem.node or "")
    return {
        "severity": problem.severity,
        "message": sentence(problem_text(problem)),
        "node": problem.node,
        "name": node.name if node else None,
        "port": problem.port,
        "excerpt": excerpt(problem.params),
        "rule": problem.rule or None,
        "fixes": [_fix(fix) for fix in problem.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    """A repair as its label and the edits that it makes; ports are written as in project files."""
    edits = [
        {"edit": type(edit).__name__, **{key: _plain(getattr(edit, key)) for key in type(edit).__slots__}} for edit in fix.steps
    ]
    return {"label": fix.text, "node": fix.node or None, "attributes": dict(fix.attributes), "edits": edits}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, PortRef) else dict(value) if isinstance(value, Mapping) else value


def _print(record: DocumentRecord, result: CheckResult) -> None:
    console = out()
    words = {"error": tr("CLI", "error"), "warning": tr("CLI", "warning"), "hint": tr("CLI", "hint")}
    for problem in result.problems:
        line = Text(words[problem.severity], style=_STYLES[problem.severity])
        line.append("  " + visible(sentence(problem_text(problem))), style="default")
        console.print(line)
        for shown in (excerpt(problem.params) or "").splitlines():
            console.print(Text("       " + visible(shown)))
        for fix in problem.fixes:
            console.print(Text("       → " + visible(sentence(tr_error(fix.label, fix.params))), style="dim"))
    if not result.problems:
        console.print(tr("CLI", "'{document}' is in order.", document=visible(record.name)), markup=False)
    console.print(
        tr(
            "CLI",
            "{nodes} nodes · {parameters:,} parameters · {flops:,} operations a sample · {ready}",
            nodes=catalog().count(record.nodes.values()),
            parameters=result.parameters,
            flops=result.flops_per_sample,
            ready=tr("CLI", "ready to train") if result.ready else tr("CLI", "not ready to train"),
        ),
        style="dim",
        markup=False,
    )
