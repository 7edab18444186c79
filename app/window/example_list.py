"""The documents that ship, as the start page shows them: titles and help in the user's language, graphs to be drawn small."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.model.records import DocumentRecord
from app.project import examples as shipped
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


def translated(example: shipped.Example) -> DocumentRecord:
    """The document of an example with its name, notes and captions in the user's language."""
    record = example.load()
    nodes = dict(record.nodes)
    for node, key, text in example.texts():
        nodes[node] = msgspec.structs.replace(nodes[node], attributes={**nodes[node].attributes, key: tr("Examples", text)})
    return msgspec.structs.replace(record, name=tr("Examples", record.name), nodes=nodes)
