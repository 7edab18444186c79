"""What the editor does with kinds of the library, each one undo step: save, put in, update, open."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.catalog.library import BLOCK
from app.catalog.registry import LIBRARY
from app.commands import library
from app.commands.changes import Draft
from app.commands.drafting import Drafting
from app.model.definitions import sealing
from app.project.kinds import KindFile
from app.text import tr
from engine.errors import NodegradError


class LibraryEdits(Drafting):
    """The part of the editor that knows kinds of the library."""

    def become_instance(self, group: str, kind: KindFile, drives: library.Drives) -> None:
        """Make the group that a kind was made of its first instance."""
        draft = Draft(self.document)
        library.become(draft, group, kind, drives)
        self._push(tr("Commands", "Save {group} as kind {kind}", group=draft.nodes[group].name, kind=kind.name), draft,
                   within=self._around(group))  # fmt: skip

    def instances(self, id_: str) -> list[str]:
        """The instances of a kind in the document that are not being edited and lie in no other instance."""
        nodes = self.document.nodes
        return [
            node for node, record in nodes.items()
            if record.definition is not None and record.definition.id == id_ and not record.definition.open
            and sealing(nodes, node) is None
        ]  # fmt: skip

    def outdated(self, kind: KindFile) -> list[str]:
        """Those of another version than a kind of the library."""
        digest = kind.digest
        return [node for node in self.instances(kind.id) if self.document.nodes[node].definition.digest != digest]  # type: ignore[union-attr]

    def newer(self, node: str) -> KindFile | None:
        """The library's version of the kind of an instance, where it is another one and the instance may be changed."""
        nodes = self.document.nodes
        own = nodes[node].definition if node in nodes else None
        if own is None or own.open or sealing(nodes, node) is not None:
            return None
        kept = (kind.options[BLOCK] for kind in self.catalog.in_category(LIBRARY))
        return next((kind for kind in kept if kind.id == own.id and kind.digest != own.digest), None)

    def update_instances(self, ids: Iterable[str], kind: KindFile) -> None:
        """Give instances the library's version of their kind."""
        draft = Draft(self.document)
        chosen = [node for node in ids if node in draft.nodes and draft.nodes[node].definition is not None]
        within = {each for node in chosen for each in self._around(node)}
        for node in chosen:
            library.update(draft, node, kind)
        if len(chosen) == 1:
            text = tr("Commands", "Update {node}", node=draft.nodes[chosen[0]].name)
        else:
            text = tr("Commands", "Update {count} instances of {kind}", count=len(chosen), kind=kind.name)
        self._push(text, draft, within=within)

    def open_instance(self, node: str) -> None:
        """Let what is in an instance be changed, so that a new version of its kind can be saved."""
        draft = Draft(self.document)
        record = draft.nodes[node]
        if record.definition is None:
            raise NodegradError("'{node}' is no instance of a kind; save it as a kind first", node=record.name)
        opened = msgspec.structs.replace(record.definition, open=True)
        draft.edit_node(msgspec.structs.replace(record, definition=opened))
        self._push(tr("Commands", "Edit kind {kind}", kind=opened.name), draft)
