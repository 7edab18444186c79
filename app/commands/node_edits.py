"""What the editor does with what a node is set to: its attributes, name and size, muted or pinned; each one undo step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from app.commands.changes import Draft
from app.commands.drafting import Drafting
from app.commands.values import without
from app.commands.words import attribute_label, in_sentence
from app.model.definitions import RESERVED
from app.model.groups import BORDERS, GROUP
from app.model.looks import looks
from app.model.records import NodeRecord
from app.text import tr
from engine.errors import NodegradError

_NAME = attrgetter("name")


class NodeEdits(Drafting):
    """The part of the editor that changes nodes where they are."""

    def set_attribute(self, node: str, key: str, value: Any) -> None:
        """Set one attribute; edits of the same one in a row are one undo step.  AttributeValueError where it does not fit.

        A wire into an input that the node no longer has goes in the same step.
        """
        self.set_attributes((node,), key, value)

    def set_attributes(self, nodes: Collection[str], key: str, value: Any) -> None:
        """Set the same attribute of several nodes, as ``set_attribute`` does."""
        draft = Draft(self.document)
        within: set[str] = set()
        for node in nodes:
            self._draft_record(draft, self._with_attribute(draft.nodes[node], key, value))
            within.update(self._spread(draft, node))
        attribute = in_sentence(attribute_label(key))
        if len(nodes) == 1:
            text = tr("Commands", "Set {attribute} of {node}", attribute=attribute, node=draft.nodes[next(iter(nodes))].name)
        else:
            text = tr("Commands", "Set {attribute} of {count} nodes", attribute=attribute, count=len(nodes))
        self._push(text, draft, ("attribute", *nodes, key), within)

    def reset_attribute(self, node: str, key: str) -> None:
        """Give an attribute its default again."""
        self.reset_attributes((node,), key)

    def reset_attributes(self, nodes: Collection[str], key: str) -> None:
        """Give an attribute of several nodes its default again."""
        draft = Draft(self.document)
        within: set[str] = set()
        for node in nodes:
            record = draft.nodes[node]
            if record.kind == GROUP and key in RESERVED:
                continue  # these are its ports
            self._draft_record(draft, without(record, key))
            within.update(self._spread(draft, node))
        attribute = in_sentence(attribute_label(key))
        if len(nodes) == 1:
            text = tr("Commands", "Reset {attribute} of {node}", attribute=attribute, node=draft.nodes[next(iter(nodes))].name)
        else:
            text = tr("Commands", "Reset {attribute} of {count} nodes", attribute=attribute, count=len(nodes))
        self._push(text, draft, within=within)

    def resize(self, node: str, **size: float) -> None:
        """Give a note or a frame another ``width`` and ``height``, as one undo step."""
        draft = Draft(self.document)
        for key, value in size.items():
            draft.edit_node(self._with_attribute(draft.nodes[node], key, value))
        self._push(tr("Commands", "Resize {node}", node=draft.nodes[node].name), draft)

    def arrange(self, positions: Mapping[str, tuple[float, float]], sizes: Mapping[str, Mapping[str, float]], text: str) -> None:
        """Put nodes in order as one undo step: new places, and for frames new sizes."""
        draft = Draft(self.document)
        for node, size in sizes.items():
            for key, value in size.items():
                draft.edit_node(self._with_attribute(draft.nodes[node], key, value))
        draft.move_nodes(positions)
        self._push(text, draft)

    def rename(self, node: str, name: str) -> None:
        """Give a node another name; NodegradError where it is empty or taken."""
        draft = Draft(self.document)
        record = draft.nodes[node]
        wanted = name.strip()
        if not wanted:
            raise NodegradError("a node needs a name; type at least one character")
        if any(char in "/:" or not char.isprintable() for char in wanted):
            raise NodegradError("'{node}' cannot be a node's name; leave out '/' and ':'", node=wanted)
        if wanted != record.name and wanted in map(_NAME, draft.nodes.values()):
            raise NodegradError("another node is named '{node}' already; choose another name", node=wanted)
        draft.edit_node(msgspec.structs.replace(record, name=wanted))
        self._push(tr("Commands", "Rename {old} to {new}", old=record.name, new=wanted), draft, ("rename", node))

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
