"""Commands on many nodes: one step, one message to the views, and work that grows with the nodes and not with their square."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog import registry
from app.commands.editor import Editor
from app.model.delta import Changes
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef

COUNT = 400


def ladder(count: int) -> DocumentRecord:
    """So many Add nodes, each fed by the two before it."""
    nodes = {f"n{i}": NodeRecord(id=f"n{i}", kind="Add", name=f"add_{i}", x=200.0 * i) for i in range(count)}
    ends = [(f"n{i - back}", f"n{i}", port) for i in range(count) for back, port in ((1, "a"), (2, "b")) if i >= back]
    links = [LinkRecord(PortRef(source, "y"), PortRef(target, port)) for source, target, port in ends]
    return DocumentRecord(nodes=nodes, links={link.target: link for link in links})


def everything(editor: Editor) -> list[str]:
    return list(editor.document.nodes)


ACTS: dict[str, Callable[[Editor], object]] = {
    "delete": lambda editor: editor.delete(everything(editor)),
    "delete the half": lambda editor: editor.delete(everything(editor)[::2]),
    "duplicate": lambda editor: editor.duplicate(everything(editor)),
    "paste": lambda editor: editor.paste(editor.copy(everything(editor)), 0, 900),
    "group": lambda editor: editor.group(everything(editor)[40:]),
    "mute": lambda editor: editor.mute(everything(editor)),
    "move": lambda editor: editor.move(dict.fromkeys(everything(editor), (1.0, 2.0))),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_command_on_many_nodes_tells_once_and_goes_back_to_the_byte(act: str) -> None:
    editor = Editor(Document(ladder(COUNT)), QUndoStack(), registry.catalog())
    heard: list[Changes] = []
    editor.document.changed.connect(heard.append)
    before = editor.document.record()
    ACTS[act](editor)
    after = editor.document.record()
    assert len(heard) == 1 and editor.undo_stack.count() == 1 and after != before
    editor.undo_stack.undo()
    assert len(heard) == 2 and order(editor.document) == order(Document(before))
    editor.undo_stack.redo()
    assert len(heard) == 3 and order(editor.document) == order(Document(after))


def order(document: Document) -> tuple[object, ...]:
    return list(document.nodes.items()), list(document.links.items())


@pytest.mark.parametrize("act", ["duplicate", "paste", "delete"])
def test_circles_are_not_looked_for_wire_by_wire(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking through the whole document for each of its wires is what makes large pastes slow."""
    searches: list[str] = []
    monkeypatch.setattr("app.model.rules.reaches", lambda _nodes, start, _goal: bool(searches.append(start)))
    editor = Editor(Document(ladder(COUNT)), QUndoStack(), registry.catalog())
    ACTS[act](editor)
    assert searches == []


def test_a_circle_in_pasted_text_is_not_made() -> None:
    editor = Editor(Document(ladder(3)), QUndoStack(), registry.catalog())
    text = editor.copy(everything(editor)).replace('"links": [', '"links": [\n  {"from": "n2.y", "to": "n0.a"},')
    made = editor.paste(text, 0, 900)
    links = [link for link in editor.document.links.values() if link.target.node in made]
    assert [str(link.target) for link in links] == [f"{made[0]}.a", f"{made[1]}.a"]  # the two that would close one are left out
