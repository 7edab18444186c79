"""The documents that ship, as the start page shows them."""

from __future__ import annotations

from dataclasses import dataclass

import resources
from app.model.records import DocumentRecord
from app.project import store
from app.text import tr


@dataclass(frozen=True, slots=True)
class Example:
    """``name`` as the command line calls it; title and help in the user's language."""

    name: str
    title: str
    help: str
    record: DocumentRecord


def load_examples() -> list[Example]:
    """Every example, the first lesson first."""
    found = []
    for path in sorted(resources.path("examples").glob("*.nodegrad")):
        record = store.load(path)
        found.append(Example(path.stem, record.name, tr("Examples", str(record.extra.get("about", ""))), record))
    return found
