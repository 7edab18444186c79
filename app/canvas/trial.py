"""A wire while it is being drawn: which ports it could end in, and why not in the others.

The words come from ``app.model.rules``; to fade hundreds of nodes at once the same rules are asked by wire class, and
circles are found by one walk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.canvas.face import PortFace
from app.catalog.registry import Catalog
from app.model.document import Document
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import can_connect, input_ports, input_spec, same_family, wired_inputs
from app.text import tr_error

#: Roles of which each node has ports of its own.
_EACH = ("unknown", "reroute", "group", "entry", "exit")


@dataclass(frozen=True)
class _Draft:
    """The document without the wire that was taken off."""

    nodes: Mapping[str, NodeRecord]
    links: Mapping[PortRef, LinkRecord]


class Trial:
    """A wire with one end fixed in a port.  ``detached`` is the wire that was there before, if its end was taken off."""

    def __init__(
        self, document: Document, catalog: Catalog, fixed: PortRef, from_output: bool, detached: LinkRecord | None = None
    ) -> None:
        self.fixed = fixed
        self.from_output = from_output
        self.detached = detached
        links = {target: link for target, link in document.links.items() if link != detached}
        self._nodes = _Draft(document.nodes, links)
        self._catalog = catalog
        kind = catalog.kind_of(self._nodes, fixed.node)
        spec = kind.output(fixed.port) if from_output else input_spec(kind, fixed.port)
        self.wire = spec.wire if spec is not None else "any"
        self._barred = self._reachable()
        self._by_kind: dict[str, tuple[str, ...]] = {}

    def ends(self, free: PortRef) -> tuple[PortRef, PortRef]:
        """Source and target of the wire if it ended there."""
        return (self.fixed, free) if self.from_output else (free, self.fixed)

    def suits_side(self, port: PortFace) -> bool:
        """Whether a port is on the side that is looked for: inputs for an output and the other way round."""
        return port.is_input is self.from_output

    def refusal(self, free: PortRef) -> str:
        """Why the wire cannot end there, in the user's language; nothing where it can."""
        refusal = can_connect(self._nodes, self._catalog, *self.ends(free))
        return "" if refusal is None else tr_error(refusal.template, dict(refusal.params))

    def fitting(self, node: str) -> tuple[str, ...]:
        """The ports of a node that the wire may end in."""
        if node == self.fixed.node or node in self._barred:
            return ()
        record = self._nodes.nodes[node]
        found = self._by_kind.get(record.kind)
        if found is None:
            kind = self._catalog.kind_of(self._nodes, node)
            ports = kind.inputs if self.from_output else kind.outputs
            found = tuple(spec.name for spec in ports if same_family(*self._wires(spec.wire)))
            if kind.role in _EACH or any(spec.variadic for spec in ports):
                return self._fitting_exactly(node)
            self._by_kind[record.kind] = found
        return found

    def _fitting_exactly(self, node: str) -> tuple[str, ...]:
        kind = self._catalog.kind_of(self._nodes, node)
        names = input_ports(kind, wired_inputs(self._nodes, node)) if self.from_output else [spec.name for spec in kind.outputs]
        return tuple(name for name in names if not self.refusal(PortRef(node, name)))

    def _wires(self, other: str) -> tuple[str, str]:
        return (self.wire, other) if self.from_output else (other, self.wire)

    def _reachable(self) -> set[str]:
        """The nodes that would close a circle: those before an output, those behind an input."""
        ways: dict[str, list[str]] = {}
        for link in self._nodes.links.values():
            start, end = (link.target.node, link.source.node) if self.from_output else (link.source.node, link.target.node)
            ways.setdefault(start, []).append(end)
        seen = {self.fixed.node}
        stack = [self.fixed.node]
        while stack:
            for node in ways.get(stack.pop(), ()):
                if node not in seen:
                    seen.add(node)
                    stack.append(node)
        return seen
