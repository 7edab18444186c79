"""What the editor marks nodes with, each one undo step: muted, pinned, a warning that is dismissed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from app.commands.changes import Draft
from app.model.groups import BORDERS
from app.model.looks import looks
from app.model.records import NodeRecord
from app.text import tr

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.model.document import Document


class Marks:
    """The part of the editor that marks nodes."""

    document: Document
    catalog: Catalog

    def dismiss(self, node: str, rule: str) -> None:
        """Have a rule keep silent about a node, as its user knows better."""
        draft = Draft(self.document)
        record = draft.nodes[node]
        draft.edit_node(msgspec.structs.replace(record, dismissed=tuple(dict.fromkeys((*record.dismissed, rule)))))
        self._push(tr("Commands", "Dismiss a warning about {node}", node=record.name), draft)

    def restore(self, node: str, rule: str) -> None:
        """Let a rule speak about a node again."""
        draft = Draft(self.document)
        record = draft.nodes[node]
        draft.edit_node(msgspec.structs.replace(record, dismissed=tuple(each for each in record.dismissed if each != rule)))
        self._push(tr("Commands", "Restore a warning about {node}", node=record.name), draft)

    def mute(self, ids: Iterable[str]) -> None:
        """Mute nodes, so that they hand on what comes in; where all of them are muted, let them work again."""
        draft = Draft(self.document)
        chosen = [draft.nodes[node] for node in dict.fromkeys(ids) if node in draft.nodes and self._can_mute(draft, node)]
        muted = not all(record.muted for record in chosen)
        for record in chosen:
            draft.edit_node(msgspec.structs.replace(record, muted=muted))
        if len(chosen) == 1:
            node = chosen[0].name
            text = tr("Commands", "Mute {node}", node=node) if muted else tr("Commands", "Unmute {node}", node=node)
        else:
            count = len(chosen)
            text = (
                tr("Commands", "Mute {count} nodes", count=count)
                if muted
                else tr("Commands", "Unmute {count} nodes", count=count)
            )
        self._push(text, draft)

    def _can_mute(self, draft: Draft, node: str) -> bool:
        """Notes, frames and the borders of groups do nothing that could be left out."""
        return not self.catalog.kind_of(draft, node).options.get("form") and draft.nodes[node].kind not in BORDERS

    def pin(self, ids: Iterable[str], port: str | None = None) -> None:
        """Show the value of an output (or of a weight) on the nodes' cards: the first one where ``port`` names none.

        Without ``port``, nodes that all show one already stop showing it; ``""`` takes it off.
        """
        draft = Draft(self.document)
        kinds = {node: self.catalog.kind_of(draft, node) for node in dict.fromkeys(ids) if node in draft.nodes}
        chosen = [draft.nodes[node] for node, kind in kinds.items() if looks(kind)]
        showing = port != "" and (port is not None or not all(record.pinned for record in chosen))
        for record in chosen:
            shown = (port or record.pinned or looks(kinds[record.id])[0]) if showing else ""
            draft.edit_node(msgspec.structs.replace(record, pinned=shown))
        self._push(self._pin_text(chosen, showing), draft)

    def _pin_text(self, chosen: Sequence[NodeRecord], showing: bool) -> str:
        if len(chosen) == 1:
            node = chosen[0].name
            return tr("Commands", "Pin preview of {node}", node=node) if showing else tr("Commands", "Unpin {node}", node=node)
        count = len(chosen)
        return (
            tr("Commands", "Pin {count} previews", count=count)
            if showing
            else tr("Commands", "Unpin {count} previews", count=count)
        )

    def _push(self, text: str, draft: Draft, merge: tuple[Hashable, ...] | None = None, within: Collection[str] = ()) -> None:
        raise NotImplementedError
