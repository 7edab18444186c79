"""The documents that ship, as the start page shows them: titles and help in the user's language, graphs to be drawn small."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.records import DocumentRecord
from app.project.examples import examples
from app.text import tr


@dataclass(frozen=True, slots=True)
class Example:
    """``name`` as the command line calls it."""

    name: str
    title: str
    help: str
    record: DocumentRecord


def load_examples() -> list[Example]:
    """Every example, the first lesson first."""
    return [Example(each.name, tr("Examples", each.title), tr("Examples", each.help), each.load()) for each in examples()]
