"""The one way to change a document by hand: every gesture of canvas and panels is a method here and one undo step.

A method works its change out on a draft and pushes it; where nothing would change, nothing is pushed.  What is not possible
raises a NodegradError whose sentence the caller shows.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtGui import QUndoStack

from app.catalog.library import BLOCK
from app.catalog.registry import Catalog
from app.catalog.spec import PLUGIN
from app.commands import clipboard, groups, library, mending
from app.commands.changes import Change, Draft
from app.commands.group_edits import GroupEdits
from app.commands.library_edits import LibraryEdits
from app.commands.likeness import Likeness
from app.commands.marks import Marks
from app.commands.names import default_name
from app.commands.values import plain, same, without
from app.commands.wire_edits import WireEdits
from app.compile.problems import Fix
from app.model.definitions import RESERVED
from app.model.document import Document
from app.model.groups import BORDERS, GROUP
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import can_connect, input_spec, misfit
from app.model.run_settings import BY_NAME, check_option
from app.text import readable, tr, tr_error
from engine.errors import AttributeValueError, NodegradError

_STEP = 24  # how far a duplicate lies from its original


def _attribute_label(name: str) -> str:
    """An attribute as the inspector calls it."""
    return tr("Catalog", readable(name))


def _in_sentence(label: str) -> str:
    """A label inside a sentence: ``Use bias`` → ``use bias``; an abbreviation keeps its capitals."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]


def _setting_label(name: str) -> str:
    return tr("Inspector", "Device") if name == "device" else _attribute_label(name)


class Editor(WireEdits, Likeness, Marks, GroupEdits, LibraryEdits):
    """Edits one document through one undo stack.  ``level`` is the group that is open: where new nodes go."""

    def __init__(self, document: Document, undo_stack: QUndoStack, catalog: Catalog) -> None:
        self.document = document
        self.undo_stack = undo_stack
        self.catalog = catalog
        self.level: str | None = None
        self._gesture = 0

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
        for node in ids:
            if node in draft.nodes:  # not gone with its group
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

    # --- attributes and names -----------------------------------------------------------------------------------------

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
        attribute = _in_sentence(_attribute_label(key))
        if len(nodes) == 1:
            text = tr("Commands", "Set {attribute} of {node}", attribute=attribute, node=draft.nodes[next(iter(nodes))].name)
        else:
            text = tr("Commands", "Set {attribute} of {count} nodes", attribute=attribute, count=len(nodes))
        self._push(text, draft, ("attribute", *nodes, key), within)

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

    def frame(self, ids: Iterable[str], rect: tuple[float, float, float, float]) -> str:
        """Put a frame of this place and size (x, y, width, height) behind nodes.  Returns its id."""
        draft = Draft(self.document)
        x, y, width, height = rect
        node = self._draft_node(draft, "Frame", x, y, None, {"width": width, "height": height}, self._level(draft))
        self._push(tr("Commands", "Frame {count} nodes", count=len(list(ids))), draft)
        return node

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
        attribute = _in_sentence(_attribute_label(key))
        if len(nodes) == 1:
            text = tr("Commands", "Reset {attribute} of {node}", attribute=attribute, node=draft.nodes[next(iter(nodes))].name)
        else:
            text = tr("Commands", "Reset {attribute} of {count} nodes", attribute=attribute, count=len(nodes))
        self._push(text, draft, within=within)

    def apply_fix(self, fix: Fix) -> None:
        """Do what a problem's fix proposes."""
        draft = Draft(self.document)
        for edit in fix.steps:
            mending.carry_out(self, draft, edit)
        self._push(tr_error(fix.label, fix.params), draft)

    def rename(self, node: str, name: str) -> None:
        """Give a node another name; NodegradError where it is empty or taken."""
        draft = Draft(self.document)
        record = draft.nodes[node]
        wanted = name.strip()
        if not wanted:
            raise NodegradError("a node needs a name; type at least one character")
        if any(char in "/:" or not char.isprintable() for char in wanted):
            raise NodegradError("'{node}' cannot be a node's name; leave out '/' and ':'", node=wanted)
        if any(other.name == wanted and other.id != node for other in draft.nodes.values()):
            raise NodegradError("another node is named '{node}' already; choose another name", node=wanted)
        draft.edit_node(msgspec.structs.replace(record, name=wanted))
        self._push(tr("Commands", "Rename {old} to {new}", old=record.name, new=wanted), draft, ("rename", node))

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
            tr("Commands", "Set {setting}", setting=_in_sentence(", ".join(map(_setting_label, changes)))),
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

    # --- parts of gestures --------------------------------------------------------------------------------------------

    def _push(self, text: str, draft: Draft, merge: tuple[Hashable, ...] | None = None, within: Collection[str] = ()) -> None:
        """Make an undo step of a draft; ``within`` names the instances of kinds that it may change."""
        if delta := draft.delta():
            library.check(self.document, draft, delta, within)
            key = None if merge is None else (*merge, self._gesture)
            self.undo_stack.push(Change(text, self.document, delta, key))

    def _spread(self, draft: Draft, node: str) -> Collection[str]:
        """Put the parameters of an instance into what they drive; what that may change."""
        if draft.nodes[node].definition is None:
            return ()
        library.check_driven(draft, node)
        library.spread(draft)
        return self._around(node)

    def _level(self, draft: Draft) -> str | None:
        """The group that is open, if it is still there."""
        return self.level if self.level in draft.nodes else None

    def _is_border(self, node: str) -> bool:
        """Whether a node is the input or the output of a group; one that lies in none is a stray that may go."""
        record = self.document.nodes[node]
        return record.kind in BORDERS and record.group is not None

    def _title(self, kind: str) -> str:
        return self.catalog.get(kind).title if kind in self.catalog else kind

    def _draft_node(
        self, draft: Draft, kind: str, x: float, y: float, name: str | None, attributes: Mapping[str, Any], level: str | None
    ) -> str:
        if kind not in self.catalog:
            raise NodegradError("there is no kind '{kind}'; choose one from the palette", kind=kind)
        base = name or default_name(self.catalog.get(kind))
        if (block := self.catalog.get(kind).options.get(BLOCK)) is not None:
            return library.insert(draft, block, float(x), float(y), base, level)
        plugin = self.catalog.get(kind).options.get(PLUGIN)
        extra = {} if plugin is None else {PLUGIN: plugin}  # so that a machine without it can say what is missing
        record = NodeRecord(
            id=draft.new_id(), kind=kind, name=draft.unique_name(base), x=float(x), y=float(y), group=level, extra=extra
        )
        starts = {attr.name: attr.start for attr in self.catalog.get(kind).attrs if attr.start is not None}
        for key, value in {**starts, **attributes}.items():
            record = self._with_attribute(record, key, value)
        draft.add_node(record)
        if self.catalog.get(kind).role == "group":
            groups.fill(draft, record.id)
        return record.id

    def _draft_record(self, draft: Draft, record: NodeRecord) -> None:
        """Replace a node, and drop the wires into inputs that it had before and has no longer."""
        before, kind = (
            self.catalog.kind_of(draft, record.id),
            self.catalog.get(record.kind) if record.kind in self.catalog else None,
        )
        if kind is not None and kind.ports is not None:
            after = kind.of(record.attributes)
            for link in draft.links_of(record.id):
                port = link.target.port
                if link.target.node == record.id and input_spec(before, port) is not None and input_spec(after, port) is None:
                    draft.drop_link(link.target)
        draft.edit_node(record)

    def _draft_clip(
        self, draft: Draft, clip: clipboard.Clip, dx: float, dy: float, keep_incoming: bool, level: str | None
    ) -> list[str]:
        nodes = [node for node in clip.nodes.values() if node.group is not None or node.kind not in BORDERS]
        ids: dict[str, str] = {node.id: draft.new_id() for node in nodes}
        for node in nodes:
            new = msgspec.structs.replace(node, id=ids[node.id], name=draft.unique_name(node.name))
            if node.group is None:
                new = msgspec.structs.replace(new, x=node.x + dx, y=node.y + dy, group=level)
            else:
                new = msgspec.structs.replace(new, group=ids[node.group])
            draft.add_node(new)
        inner = [link for link in clip.links if link.source.node in ids]
        wires = [link for link in [*inner, *(clip.incoming if keep_incoming else ())] if link.target.node in ids]
        # only what stands in the clip itself can close a circle: nothing that was there before leads out of it
        refusal = misfit if clipboard.in_order(clip) else can_connect
        for source, target in (clipboard.moved(link, ids) for link in wires):
            if refusal(draft, self.catalog, source, target) is None:
                draft.add_link(source, target)
        return [ids[node.id] for node in nodes if node.group is None]

    def _with_attribute(self, record: NodeRecord, key: str, value: Any) -> NodeRecord:
        """The record with the attribute checked and set; a value that is the default is not kept."""
        kind = self.catalog.declared(record)
        attr = kind.attr(key) if kind is not None else None
        if kind is not None and attr is None:
            raise AttributeValueError(
                "there is no attribute '{attribute}'; it has {known}",
                attribute=key,
                known=", ".join(a.name for a in kind.attrs) or "none",
            )
        stored = plain(attr.check(value) if attr is not None else value, key)
        if attr is not None and same(stored, attr.default):
            return without(record, key)
        return msgspec.structs.replace(record, attributes={**record.attributes, key: stored})
