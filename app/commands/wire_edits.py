"""What the editor does with wires, each one undo step: join, take off, carry, put a node in or take it out, exchange."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app.catalog.registry import fitting_port
from app.commands import groups
from app.commands.changes import Draft
from app.model.records import LinkRecord, PortRef
from app.model.rules import can_connect, input_ports, input_spec, misfit, wired_inputs
from app.text import tr
from engine.errors import NodegradError

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.model.document import Document

GRID = 4


class WireEdits:
    """The part of the editor that knows wires."""

    document: Document
    catalog: Catalog

    def connect(self, source: PortRef, target: PortRef) -> None:
        """Wire an output to an input, replacing the wire that is there; NodegradError says why where that is not possible."""
        draft = Draft(self.document)
        self._draft_link(draft, source, target)
        self._push(tr("Commands", "Connect {a} to {b}", a=self._label(source), b=self._label(target)), draft)

    def carry(self, link: LinkRecord, target: PortRef, text: str) -> None:
        """Move the end of a wire to another input, as one undo step."""
        draft = Draft(self.document)
        draft.drop_link(link.target)
        self._draft_link(draft, link.source, target)
        self._push(text, draft)

    def disconnect(self, target: PortRef) -> None:
        """Take the wire off an input."""
        draft = Draft(self.document)
        if target in draft.links:
            draft.drop_link(target)
            self._push(tr("Commands", "Disconnect {port}", port=self._label(target)), draft)

    def insert_on_link(self, node_or_kind: str, link: LinkRecord, x: float | None = None, y: float | None = None) -> str:
        """Put a node that is there, or a new one of a kind, into a wire.  Returns its id."""
        draft = Draft(self.document)
        if draft.links.get(link.target) != link:
            raise NodegradError("the wire is gone; drop the node on another one")
        if node_or_kind in draft.nodes:
            node = node_or_kind
            if node in (link.source.node, link.target.node):
                raise NodegradError("the wire ends at this node already; drop another node on it")
            if x is not None and y is not None:
                draft.move_nodes({node: (x, y)})
        else:
            ends = draft.nodes[link.source.node], draft.nodes[link.target.node]
            middle = [round(sum(values) / 2 / GRID) * GRID for values in ((ends[0].x, ends[1].x), (ends[0].y, ends[1].y))]
            place = middle[0] if x is None else x, middle[1] if y is None else y
            node = self._draft_node(draft, node_or_kind, *place, None, {}, ends[0].group)
        draft.drop_link(link.target)
        self._draft_entry(draft, link.source, node)
        self._draft_exit(draft, node, link.target)
        self._push(tr("Commands", "Insert {kind}", kind=self._title(draft.nodes[node].kind)), draft)
        return node

    def chain(self, ids: Iterable[str]) -> None:
        """Connect nodes from left to right, each to the next by the ports that fit best; NodegradError where none of them fit."""
        draft = Draft(self.document)
        chosen = sorted(
            (draft.nodes[node] for node in dict.fromkeys(ids) if node in draft.nodes), key=lambda node: (node.x, node.y)
        )
        if len(chosen) < 2:
            raise NodegradError("select the nodes to connect, two or more; they are joined from left to right")
        refusal: NodegradError | None = None
        for before, after in pairwise(chosen):
            try:
                self._draft_join(draft, before.id, after.id)
            except NodegradError as error:
                refusal = refusal or error
        if refusal is not None and not draft.delta():
            raise refusal
        self._push(tr("Commands", "Connect {count} nodes", count=len(chosen)), draft)

    def swap_inputs(self, node: str) -> None:
        """Exchange the wires of the first two inputs of a node."""
        draft = Draft(self.document)
        ports = [PortRef(node, name) for name, _ in self._inputs(draft, node)][:2]
        if len(ports) < 2:
            raise NodegradError("'{node}' has no two inputs whose wires could be exchanged", node=draft.nodes[node].name)
        sources = [draft.links[port].source if port in draft.links else None for port in ports]
        for port in ports:
            if port in draft.links:
                draft.drop_link(port)
        for source, port in zip(reversed(sources), ports, strict=True):
            if source is not None:
                self._draft_link(draft, source, port)
        self._push(tr("Commands", "Swap the inputs of {node}", node=draft.nodes[node].name), draft)

    def take_out(self, ids: Iterable[str]) -> None:
        """Take nodes out of their wires, those among them kept; where one way led through them, it stays joined past them."""
        draft = Draft(self.document)
        chosen = {node for node in ids if node in draft.nodes}
        links = [link for link in draft.links.values() if (link.source.node in chosen) != (link.target.node in chosen)]
        incoming = [link for link in links if link.target.node in chosen]
        outgoing = [link for link in links if link.source.node in chosen]
        for link in links:
            draft.drop_link(link.target)
        if len(incoming) == 1 and len({link.source for link in outgoing}) == 1:
            self._draft_past(draft, incoming[0].source, outgoing)
        if len(chosen) == 1:
            text = tr("Commands", "Take {node} out of its wires", node=draft.nodes[next(iter(chosen))].name)
        else:
            text = tr("Commands", "Take {count} nodes out of their wires", count=len(chosen))
        self._push(text, draft)

    # --- parts of gestures --------------------------------------------------------------------------------------------

    def _label(self, ref: PortRef) -> str:
        return f"{self.document.nodes[ref.node].name}.{ref.port}"

    def _draft_link(self, draft: Draft, source: PortRef, target: PortRef) -> None:
        refusal = can_connect(draft, self.catalog, PortRef(*source), PortRef(*target))
        if refusal is not None:
            raise NodegradError(refusal.template, **refusal.params)
        draft.add_link(*groups.open_port(draft, PortRef(*source), PortRef(*target)))

    def _draft_entry(self, draft: Draft, source: PortRef, node: str) -> None:
        """Connect an output to the input of a node that fits it best: a free one before one in use."""
        kind = self.catalog.kind_of(draft, node)
        output = self.catalog.kind_of(draft, source.node).output(source.port)
        wired = wired_inputs(draft, node)
        if output is not None and (port := fitting_port(kind, output.wire, "from", wired)) is not None:
            free = [name for name in input_ports(kind, wired) if name not in wired] if port.variadic else [port.name]
            return self._draft_link(draft, source, PortRef(node, free[0]))
        raise NodegradError("{kind} has no input for this wire; choose another kind", kind=kind.title)

    def _draft_exit(self, draft: Draft, node: str, target: PortRef) -> None:
        """Connect the output of a node that fits an input best to it."""
        kind = self.catalog.kind_of(draft, node)
        entry = next((port for port in self._inputs(draft, target.node) if port[0] == target.port), None)
        if entry is not None and (port := fitting_port(kind, entry[1], "to")) is not None:
            return self._draft_link(draft, PortRef(node, port.name), target)
        raise NodegradError("{kind} has no output for this wire; choose another kind", kind=kind.title)

    def _inputs(self, draft: Draft, node: str) -> list[tuple[str, str]]:
        kind = self.catalog.kind_of(draft, node)
        names = input_ports(kind, wired_inputs(draft, node))
        return [(name, spec.wire) for name in names if (spec := input_spec(kind, name)) is not None]

    def _draft_bypass(self, draft: Draft, node: str) -> None:
        """Join what comes in to what goes out, where there is one way in and one way out and both ends agree."""
        incoming = [link for link in draft.links_of(node) if link.target.node == node]
        outgoing = [link for link in draft.links_of(node) if link.source.node == node]
        if len(incoming) != 1 or len({link.source for link in outgoing}) != 1:
            return
        for link in outgoing:
            draft.drop_link(link.target)
        self._draft_past(draft, incoming[0].source, outgoing)

    def _draft_past(self, draft: Draft, source: PortRef, outgoing: Iterable[LinkRecord]) -> None:
        """Join what came in to what went out, where the ends agree; it was joined before, so it closes no circle."""
        for link in outgoing:
            if misfit(draft, self.catalog, source, link.target) is None:
                draft.add_link(source, link.target)

    def _draft_join(self, draft: Draft, before: str, after: str) -> None:
        """Connect a node to the next by the first of its outputs that fits; nothing where they are connected already."""
        if any(link.source.node == before and link.target.node == after for link in draft.links_of(before)):
            return None
        refusal: NodegradError | None = None
        for output in self.catalog.kind_of(draft, before).outputs:
            try:
                return self._draft_entry(draft, PortRef(before, output.name), after)
            except NodegradError as error:
                refusal = refusal or error
        raise refusal or NodegradError("'{node}' has no output; select another node before it", node=draft.nodes[before].name)

    # --- what the editor gives ----------------------------------------------------------------------------------------

    def _push(self, text: str, draft: Draft, merge: tuple[Hashable, ...] | None = None, within: Collection[str] = ()) -> None:
        raise NotImplementedError

    def _title(self, kind: str) -> str:
        raise NotImplementedError

    def _draft_node(
        self, draft: Draft, kind: str, x: float, y: float, name: str | None, attributes: Mapping[str, Any], level: str | None
    ) -> str:
        raise NotImplementedError
