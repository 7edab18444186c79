"""``nodegrad export``: a document as a Python script of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.documents import find, trainable
from app.cli.options import Json
from app.cli.output import command, out, write_json
from app.project.store import write_text
from app.text import tr
from engine.errors import ExportError


@command
def export(
    document: Annotated[str, typer.Argument(metavar="FILE", help=tr("CLI", "A project file, or an example's name."))],
    to: Annotated[
        str, typer.Option("--to", metavar="TARGET", help=tr("CLI", "The library it is written for: pytorch or numpy."))
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.py", help=tr("CLI", "Where to write it; else it is printed."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Export a document."""
    from engine.export import TARGETS, export_code

    if to not in TARGETS:
        raise ExportError("there is no export target '{target}'; there are {known}", target=to, known=", ".join(TARGETS))
    code = export_code(trainable(find(document)), to)
    if output is not None:
        write_text(output, code)
    lines = code.count("\n")
    if as_json:
        write_json({"target": to, "lines": lines, **({"code": code} if output is None else {"file": str(output)})})
    elif output is None:
        print(code, end="")
    else:
        out().print(tr("CLI", "{file} written, {lines} lines.", file=str(output), lines=lines), markup=False)
