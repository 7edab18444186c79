"""What the editor does with groups: fold, unpack, and change their ports, each one undo step."""

from __future__ import annotations

from collections.abc import Iterable

from app.commands import groups, library
from app.commands.changes import Draft
from app.commands.drafting import Drafting
from app.model.groups import GROUP
from app.text import tr


class GroupEdits(Drafting):
    """The part of the editor that knows groups.  ``side`` is ``"inputs"`` or ``"outputs"``; ports belong to the group node."""

    def group(self, ids: Iterable[str]) -> str:
        """Fold nodes into a group with an input for everything that feeds them and an output for what is used; its id."""
        draft = Draft(self.document)
        made = groups.fold(draft, ids, "group")
        count = sum(node.group == made for node in draft.nodes.values()) - 2
        text = tr("Commands", "Group {count} nodes", count=count) if count != 1 else tr("Commands", "Group 1 node")
        self._push(text, draft)
        return made

    def ungroup(self, ids: Iterable[str]) -> list[str]:
        """Unpack the groups among nodes; what came out of them."""
        draft = Draft(self.document)
        chosen = [node for node in dict.fromkeys(ids) if node in draft.nodes and draft.nodes[node].kind == GROUP]
        out: list[str] = []
        for node in chosen:
            if node in draft.nodes:
                library.release(draft, node, self.catalog)
                out += groups.unfold(draft, node)
        if len(chosen) == 1:
            text = tr("Commands", "Unpack {group}", group=self.document.nodes[chosen[0]].name)
        else:
            text = tr("Commands", "Unpack {count} groups", count=len(chosen))
        self._push(text, draft)
        return [node for node in out if node in draft.nodes]

    def add_port(self, group: str, side: str, name: str = "") -> str:
        """Give a group one more port; its name."""
        draft = Draft(self.document)
        group = self._port_owner(draft, group)
        made = groups.add_port(draft, group, side, name)
        self._push(tr("Commands", "Add {port} to {group}", port=made, group=draft.nodes[group].name), draft)
        return made

    def remove_port(self, group: str, side: str, name: str) -> None:
        """Take a port off a group, with its wires."""
        draft = Draft(self.document)
        group = self._port_owner(draft, group)
        groups.remove_port(draft, group, side, name)
        self._push(tr("Commands", "Remove {port} from {group}", port=name, group=draft.nodes[group].name), draft)

    def rename_port(self, group: str, side: str, old: str, new: str) -> None:
        """Call a group's port otherwise; NodegradError where that name is taken or cannot be."""
        draft = Draft(self.document)
        groups.rename_port(draft, self._port_owner(draft, group), side, old, new)
        self._push(tr("Commands", "Rename port {old} to {new}", old=old, new=new.strip()), draft)

    def move_port(self, group: str, side: str, name: str, by: int) -> None:
        """Put a group's port higher (``by`` below 0) or lower."""
        draft = Draft(self.document)
        group = self._port_owner(draft, group)
        groups.move_port(draft, group, side, name, by)
        self._push(tr("Commands", "Move {port} of {group}", port=name, group=draft.nodes[group].name), draft)

    def _port_owner(self, draft: Draft, node: str) -> str:
        """The group whose ports a node shows, where they may be changed."""
        group = groups.owner(draft, node)
        library.keeps_ports(self.document, group)
        return group
