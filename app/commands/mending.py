"""What the edits of a repair do to a document: one function an edit, in one table.

They work on the editor's draft, so that a repair of several edits is one undo step, and one that is not possible any more,
because its node or its wire is gone, leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from app.commands.changes import Draft
from app.commands.likeness import turn
from app.compile.edits import Become, Branch, Connect, Edit, Insert, Move, Remove, SetAttributes
from app.model.groups import seen_from
from app.model.records import PortRef
from engine.errors import NodegradError

if TYPE_CHECKING:
    from app.commands.editor import Editor

_GRID = 4
#: A node that would cover another is put so much lower; nodes nearer than this cover each other.
_LOWER, _WIDE, _HIGH = 112, 168, 96


def carry_out(editor: Editor, draft: Draft, edit: Edit) -> None:
    """Do one edit on a draft; NodegradError where what it speaks of is gone."""
    _check(draft, edit)
    _ACTS[type(edit)](editor, draft, edit)


def _check(draft: Draft, edit: Edit) -> None:
    """The nodes that an edit speaks of must be there, and the wire that it goes into."""
    named = {getattr(edit, field, None) for field in ("node", "source", "target")} - {None}
    for item in named:
        if (item.node if isinstance(item, PortRef) else item) not in draft.nodes:
            raise NodegradError("the node that this fix is for is gone; there is nothing left to fix")
    if isinstance(edit, (Insert, Move)) and edit.target not in draft.links:
        raise NodegradError("the wire that this fix is for is gone; there is nothing left to fix")


def _set(editor: Editor, draft: Draft, edit: SetAttributes) -> None:
    for key, value in edit.attributes.items():
        editor._draft_record(draft, editor._with_attribute(draft.nodes[edit.node], key, value))


def _insert(editor: Editor, draft: Draft, edit: Insert) -> None:
    source = draft.links[edit.target].source
    _between(editor, draft, edit.kind, edit.attributes, source, edit.target)


def _branch(editor: Editor, draft: Draft, edit: Branch) -> None:
    source = seen_from(draft, edit.source, draft.nodes[edit.target.node].group)
    _between(editor, draft, edit.kind, edit.attributes, source, edit.target)


def _between(editor: Editor, draft: Draft, kind: str, attributes: Any, source: PortRef, target: PortRef) -> None:
    """A new node half way from an output to an input, wired to both."""
    x, y = _room(draft, (source.node, target.node))
    node = editor._draft_node(draft, kind, x, y, None, attributes, draft.nodes[target.node].group)
    editor._draft_entry(draft, source, node)
    editor._draft_exit(draft, node, target)


def _room(draft: Draft, ends: Iterable[str]) -> tuple[float, float]:
    """A place half way between nodes that covers none."""
    records = [draft.nodes[node] for node in ends]
    x, y = (round(sum(values) / len(records) / _GRID) * _GRID for values in zip(*((r.x, r.y) for r in records), strict=True))
    level = records[-1].group
    near = [node.y for node in draft.nodes.values() if node.group == level and abs(node.x - x) < _WIDE]
    while any(abs(other - y) < _HIGH for other in near):
        y += _LOWER
    return x, y


def _connect(editor: Editor, draft: Draft, edit: Connect) -> None:
    source = seen_from(draft, edit.source, draft.nodes[edit.target.node].group)
    editor._draft_link(draft, source, edit.target)


def _remove(editor: Editor, draft: Draft, edit: Remove) -> None:
    editor._draft_bypass(draft, edit.node)
    draft.drop_node(edit.node)


def _move(editor: Editor, draft: Draft, edit: Move) -> None:
    editor._draft_bypass(draft, edit.node)
    for link in draft.links_of(edit.node):
        draft.drop_link(link.target)
    source = draft.links[edit.target].source
    draft.drop_link(edit.target)
    editor._draft_entry(draft, source, edit.node)
    editor._draft_exit(draft, edit.node, edit.target)


def _become(editor: Editor, draft: Draft, edit: Become) -> None:
    turn(editor, draft, edit.node, edit.kind, edit.attributes)


_ACTS: dict[type, Callable[[Any, Draft, Any], None]] = {
    SetAttributes: _set,
    Insert: _insert,
    Branch: _branch,
    Connect: _connect,
    Remove: _remove,
    Move: _move,
    Become: _become,
}
