"""Documents changed by the names of their nodes, and what the check says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.catalog.registry import catalog
from app.compile.describe import describe
from app.compile.lower import lower
from app.compile.problems import CheckResult, Problem
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef

Change = Callable[[DocumentRecord], DocumentRecord]


def id_of(record: DocumentRecord, name: str) -> str:
    return next(node.id for node in record.nodes.values() if node.name == name)


def ref(record: DocumentRecord, text: str) -> PortRef:
    name, port = text.split(".")
    return PortRef(id_of(record, name), port)


def with_node(record: DocumentRecord, name_: str, /, **changes: Any) -> DocumentRecord:
    node = record.nodes[id_of(record, name_)]
    return msgspec.structs.replace(record, nodes={**record.nodes, node.id: msgspec.structs.replace(node, **changes)})


def attrs(name: str, /, **values: Any) -> Change:
    return lambda record: with_node(record, name, attributes={**record.nodes[id_of(record, name)].attributes, **values})


def kind(name: str, other: str, /, **values: Any) -> Change:
    return lambda record: with_node(record, name, kind=other, attributes=values)


def wire(source: str, target: str) -> Change:
    def change(record: DocumentRecord) -> DocumentRecord:
        link = LinkRecord(ref(record, source), ref(record, target))
        return msgspec.structs.replace(record, links={**record.links, link.target: link})

    return change


def cut_at(record: DocumentRecord, gone: PortRef) -> DocumentRecord:
    return msgspec.structs.replace(record, links={to: link for to, link in record.links.items() if to != gone})


def cut(target: str) -> Change:
    return lambda record: cut_at(record, ref(record, target))


def drop(*names: str) -> Change:
    def change(record: DocumentRecord) -> DocumentRecord:
        gone = {id_of(record, name) for name in names}
        return msgspec.structs.replace(
            record,
            nodes={id_: node for id_, node in record.nodes.items() if id_ not in gone},
            links={to: link for to, link in record.links.items() if to.node not in gone and link.source.node not in gone},
        )

    return change


def add(name: str, kind: str, /, **values: Any) -> Change:
    def change(record: DocumentRecord) -> DocumentRecord:
        node = NodeRecord(id=name, kind=kind, name=name, attributes=values)
        return msgspec.structs.replace(record, nodes={**record.nodes, name: node})

    return change


def check(record: DocumentRecord, *changes: Change) -> CheckResult:
    for change in changes:
        record = change(record)
    return describe(lower(record, catalog()))


def said(result: CheckResult, severity: str = "error") -> list[str]:
    return [problem.message for problem in result.problems if problem.severity == severity]


def only(result: CheckResult) -> Problem:
    assert len(result.problems) == 1, [problem.message for problem in result.problems]
    return result.problems[0]
