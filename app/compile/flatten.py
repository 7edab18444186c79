"""A document with its groups unfolded: the nodes that become graph, joined by wires that no longer cross a border.

A wire that leads nowhere through a group is a problem of the group, so that one mistake gives one message at the place where
it is mended; it keeps an end that is not there, and what hangs on it stays silent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.catalog.registry import Catalog
from app.compile.problems import Problem
from app.model import groups
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.model.rules import input_spec, same_family

#: Kinds that are not there any more in the unfolded document.
UNFOLDED = groups.BORDERS | {groups.GROUP}


@dataclass(frozen=True, slots=True)
class Flat:
    """The unfolded document.  ``origins`` gives the output behind every port of a group and of its border."""

    record: DocumentRecord
    problems: list[Problem] = field(default_factory=list)
    origins: dict[PortRef, PortRef] = field(default_factory=dict)


def flatten(record: DocumentRecord, catalog: Catalog) -> Flat:
    """Unfold all groups; what lies in a muted one is left out."""
    if not any(node.group is not None or node.kind in UNFOLDED for node in record.nodes.values()):
        return Flat(record)
    return _Unfolding(record, catalog).run()


class _Unfolding:
    def __init__(self, record: DocumentRecord, catalog: Catalog) -> None:
        self._record = record
        self._catalog = catalog
        self._find = groups.finder(record)
        self._asleep = {node.id for node in record.nodes.values() if self._sleeps(node)}
        self._said: set[PortRef] = set()
        self._flat = Flat(record)

    def _sleeps(self, node: NodeRecord) -> bool:
        """Whether a node lies in a muted group."""
        return any(self._record.nodes[group].muted for group in groups.path(self._record.nodes, node.group))

    def run(self) -> Flat:
        nodes = {
            node.id: node for node in self._record.nodes.values() if node.kind not in UNFOLDED and node.id not in self._asleep
        }
        links: dict[PortRef, LinkRecord] = {}
        for target, link in self._record.links.items():
            if target.node in nodes and (source := self._source(link)) is not None:
                links[target] = LinkRecord(source, target)
        for node in self._record.nodes.values():
            self._visit(node)
        if len(self._flat.problems) > 1:  # in the document's order, whichever wire was found to lead nowhere first
            place = {node: number for number, node in enumerate(self._record.nodes)}
            self._flat.problems.sort(key=lambda problem: (place[problem.node or ""], problem.port or ""))
        flat = msgspec.structs.replace(self._record, nodes=nodes, links=links)
        return Flat(flat, self._flat.problems, self._flat.origins)

    def _visit(self, node: NodeRecord) -> None:
        """Note what flows through the ports of a group."""
        if node.kind == groups.GROUP:
            for side in (groups.OUTPUTS, groups.INPUTS):
                for name in groups.port_names(node.attributes, side):
                    within = self._find(node.id, groups.ENTRY) if side == groups.INPUTS else node.id
                    if within is not None:
                        port = PortRef(within, name)
                        self._flat.origins[port] = self._origin(port)
        elif node.kind in groups.BORDERS and node.group is None:
            self._problem("error", "'{name}' stands outside of any group and does nothing; delete it", node, None)

    def _source(self, link: LinkRecord) -> PortRef | None:
        """The output that a wire carries; a port that is not there where it leads nowhere; None where nothing is needed."""
        found = self._origin(link.source)
        record = self._record.nodes.get(found.node)
        if record is None or (record.kind not in UNFOLDED):
            return found
        spec = input_spec(self._catalog.kind_of(self._record, link.target.node), link.target.port)
        if spec is not None and not spec.required:
            return None
        self._blame(record, found)
        return PortRef(record.group if record.kind == groups.ENTRY and record.group else record.id, found.port)

    def _origin(self, source: PortRef) -> PortRef:
        """As ``groups.origin``, but a muted group hands on what comes in."""
        seen: set[PortRef] = set()
        while source not in seen:
            seen.add(source)
            record = self._record.nodes.get(source.node)
            before: PortRef | None
            if record is not None and record.kind == groups.GROUP and record.muted:
                before = self._past(record, source.port)
            else:
                before = groups.behind(self._record, source, bends=False, find=self._find)
            link = self._record.links.get(before) if before is not None else None
            if link is None:
                return source
            source = link.source
        return source

    def _past(self, group: NodeRecord, port: str) -> PortRef | None:
        """The input that an output of a muted group hands on: the first wired one of the same family."""
        kind = self._catalog.kind_of(self._record, group.id)
        output = kind.output(port)
        wired = [spec for spec in kind.inputs if PortRef(group.id, spec.name) in self._record.links]
        fits = [spec.name for spec in wired if output is not None and same_family(spec.wire, output.wire)]
        return PortRef(group.id, fits[0]) if fits else None

    def _blame(self, record: NodeRecord, port: PortRef) -> None:
        if port in self._said:
            return
        self._said.add(port)
        if record.kind == groups.ENTRY and record.group is not None:
            group = self._record.nodes[record.group]
            self._problem("error", "Group '{name}' needs a wire into '{input}'", group, port.port, input=port.port)
        elif record.kind == groups.GROUP and record.muted:
            template = "{title} '{name}' is muted, but nothing comes in that it could hand on; unmute it, or connect an input"
            self._problem("error", template, record, None, title=self._catalog.get(record.kind).title)
        elif record.kind == groups.GROUP:
            self._problem(
                "error", "Group '{name}' gives nothing at '{output}'; open it and connect something to its output",
                record, port.port, output=port.port,
            )  # fmt: skip

    def _problem(self, severity: str, template: str, node: NodeRecord, port: str | None, **params: Any) -> None:
        self._flat.problems.append(Problem(severity, template, {"name": node.name, **params}, node.id, port))
