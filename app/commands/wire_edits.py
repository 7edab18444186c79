"""What the editor does with the wires of several ports at once, each one undo step: join in a row, exchange, take out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from app.commands.changes import Draft
from app.commands.drafting import Drafting
from app.model.records import PortRef
from app.text import tr
from engine.errors import NodegradError


class WireEdits(Drafting):
    """The part of the editor that changes how nodes hang together."""

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
