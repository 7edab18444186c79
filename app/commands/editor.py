"""The one way to change a document by hand: every gesture of canvas and panels is a method here and one undo step.

A method works its change out on a draft and pushes it; where nothing would change, nothing is pushed.  What is not possible
raises a NodegradError whose sentence the caller shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.commands import clipboard, groups, mending
from app.commands.changes import Draft
from app.commands.group_edits import GroupEdits
from app.commands.library_edits import LibraryEdits
from app.commands.likeness import Likeness
from app.commands.node_edits import NodeEdits
from app.commands.wire_edits import WireEdits
from app.commands.words import in_sentence, setting_label
from app.compile.problems import Fix
from app.model.groups import GROUP
from app.model.records import LinkRecord, PortRef
from app.model.run_settings import BY_NAME, check_option
from app.text import tr, tr_error
from engine.errors import NodegradError

GRID = 4
_STEP = 24  # how far a duplicate lies from its original


class Editor(NodeEdits, WireEdits, Likeness, GroupEdits, LibraryEdits):
    """Edits one document through one undo stack.  ``level`` is the group that is open: where new nodes go."""

    def seal(self) -> None:
        """End a gesture: what follows does not merge with what came before (the mouse was let go, the field was left)."""
        self._gesture += 1

    # --- nodes --------------------------------------------------------------------------------------------------------

    def add_node(
        self,
        kind: str,
        x: float,
        y: float,
        name: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        connect_from: PortRef | None = None,
        connect_to: PortRef | None = None,
    ) -> str:
        """Add a node and, where ends of wires are given, connect it by the ports that fit best.  Returns its id."""
        draft = Draft(self.document)
        end = connect_from or connect_to
        level = draft.nodes[end.node].group if end is not None and end.node in draft.nodes else self._level(draft)
        node = self._draft_node(draft, kind, x, y, name, attributes or {}, level)
        if connect_from is not None:
            self._draft_entry(draft, connect_from, node)
        if connect_to is not None:
            self._draft_exit(draft, node, connect_to)
        self._push(tr("Commands", "Add {kind}", kind=self._title(kind)), draft)
        return node

    def delete(self, node_ids: Iterable[str], links: Iterable[LinkRecord] = ()) -> None:
        """Delete nodes and wires, groups with all that is in them.  A node with one way through leaves its neighbours connected.

        The input and the output of a group stay as long as the group.
        """
        given = [node for node in dict.fromkeys(node_ids) if node in self.document.nodes]
        ids = [node for node in given if not self._is_border(node)]
        if given and not ids and not links:
            raise NodegradError("the input and the output of a group stay as long as the group; remove its ports instead")
        wires = [link for link in links if self.document.links.get(link.target) == link]
        draft = Draft(self.document)
        for link in wires:
            draft.drop_link(link.target)
        between = set(ids) if len(ids) == 1 else self._between(draft, ids)
        for node in ids:
            if node in draft.nodes:  # not gone with its group
                if node in between:
                    self._draft_bypass(draft, node)
                for each in groups.with_contents(draft, [node]) if draft.nodes[node].kind == GROUP else (node,):
                    draft.drop_node(each)
        if not ids:
            text = tr("Commands", "Delete {count} wires", count=len(wires)) if len(wires) > 1 else tr("Commands", "Delete wire")
        elif len(ids) == 1:
            text = tr("Commands", "Delete {node}", node=self.document.nodes[ids[0]].name)
        else:
            text = tr("Commands", "Delete {count} nodes", count=len(ids))
        self._push(text, draft)

    def move(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Put nodes elsewhere.  Moves of the same nodes in a row are one undo step, until ``seal``."""
        draft = Draft(self.document)
        places = {node: place for node, place in positions.items() if node in draft.nodes}
        draft.move_nodes(places)
        if len(places) == 1:
            text = tr("Commands", "Move {node}", node=draft.nodes[next(iter(places))].name)
        else:
            text = tr("Commands", "Move {count} nodes", count=len(places))
        self._push(text, draft, ("move", frozenset(places)))

    def duplicate(self, ids: Iterable[str], dx: float = _STEP, dy: float = _STEP, keep_incoming: bool = False) -> list[str]:
        """Copies of nodes with the wires among them, and maybe those that come in, so far away.  Returns the new ids."""
        chosen = [node for node in ids if node in self.document.nodes and not self._is_border(node)]
        if not chosen:
            return []
        clip = clipboard.parse(clipboard.render(self.document, chosen))
        draft = Draft(self.document)
        new = self._draft_clip(draft, clip, dx, dy, keep_incoming, draft.nodes[chosen[0]].group)
        self._push(
            tr("Commands", "Duplicate {count} nodes", count=len(new)) if len(new) > 1 else tr("Commands", "Duplicate node"), draft
        )
        return new

    def copy(self, ids: Iterable[str]) -> str:
        """Nodes and the wires among them as text for the clipboard."""
        chosen = [node for node in ids if node in self.document.nodes and not self._is_border(node)]
        return clipboard.render(self.document, chosen)

    def paste(self, text: str, x: float, y: float, keep_incoming: bool = False) -> list[str]:
        """Add what ``copy`` gave, its upper left corner at (x, y), with new ids and free names.  Returns the new ids."""
        clip = clipboard.parse(text)
        if not clip.nodes:
            return []
        left = min(node.x for node in clip.nodes.values() if node.group is None)
        top = min(node.y for node in clip.nodes.values() if node.group is None)
        draft = Draft(self.document)
        new = self._draft_clip(draft, clip, x - left, y - top, keep_incoming, self._level(draft))
        self._push(tr("Commands", "Paste {count} nodes", count=len(new)) if len(new) > 1 else tr("Commands", "Paste node"), draft)
        return new

    # --- wires --------------------------------------------------------------------------------------------------------

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

    def frame(self, ids: Iterable[str], rect: tuple[float, float, float, float]) -> str:
        """Put a frame of this place and size (x, y, width, height) behind nodes.  Returns its id."""
        draft = Draft(self.document)
        x, y, width, height = rect
        node = self._draft_node(draft, "Frame", x, y, None, {"width": width, "height": height}, self._level(draft))
        self._push(tr("Commands", "Frame {count} nodes", count=len(list(ids))), draft)
        return node

    def apply_fix(self, fix: Fix) -> None:
        """Do what a problem's fix proposes."""
        draft = Draft(self.document)
        for edit in fix.steps:
            mending.carry_out(self, draft, edit)
        self._push(tr_error(fix.label, fix.params), draft)

    # --- the document -------------------------------------------------------------------------------------------------

    def set_settings(self, **changes: Any) -> None:
        """Change run settings (``epochs``, ``seed``, ``device``, and the others); edits of the same one are one undo step."""
        changes = {name: check_option(name, value) if name in BY_NAME else value for name, value in changes.items()}
        epochs, seed = changes.get("epochs", 1), changes.get("seed", 0)
        if isinstance(epochs, bool) or not isinstance(epochs, int) or epochs < 1:
            raise NodegradError("epochs is {value}, but must be a whole number of at least 1", value=epochs)
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32:
            raise NodegradError("seed is {value}, but must be a whole number between 0 and 4294967295", value=seed)
        draft = Draft(self.document)
        draft.edit_settings(msgspec.structs.replace(self.document.settings, **changes))
        self._push(
            tr("Commands", "Set {setting}", setting=in_sentence(", ".join(map(setting_label, changes)))),
            draft,
            ("settings", *sorted(changes)),
        )

    def rename_document(self, name: str) -> None:
        """Give the document another name."""
        wanted = name.strip()
        if not wanted:
            raise NodegradError("a document needs a name; type at least one character")
        draft = Draft(self.document)
        draft.edit_name(wanted)
        self._push(tr("Commands", "Rename document to {name}", name=wanted), draft, ("name",))
