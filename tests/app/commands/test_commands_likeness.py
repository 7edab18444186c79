"""Making nodes like others, and what is done with several wires at once: each one step that undo takes back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.model.records import PortRef
from engine.errors import NodegradError


@pytest.fixture
def editor() -> Editor:
    return Editor(Document(), QUndoStack(), catalog())


def wires(editor: Editor) -> set[str]:
    return {f"{link.source} → {link.target}" for link in editor.document.links.values()}


def row(editor: Editor, *kinds: str) -> list[str]:
    """Nodes beside each other, without wires."""
    return [editor.add_node(kind, 240 * at, 0) for at, kind in enumerate(kinds)]


def undone(editor: Editor, before: object) -> None:
    editor.undo_stack.undo()
    assert editor.document.record() == before


def test_another_kind_keeps_wires_name_of_its_own_and_attributes_of_both(editor: Editor) -> None:
    batch, conv, relu = row(editor, "Batch", "Conv2D", "ReLU")
    editor.connect(PortRef(batch, "x"), PortRef(conv, "x"))
    editor.connect(PortRef(conv, "y"), PortRef(relu, "x"))
    editor.set_attribute(conv, "filters", 7)
    editor.set_attribute(conv, "strides", [2, 2])
    editor.pin([conv])
    before = editor.document.record()
    editor.change_kind([conv], "SeparableConv2D")
    record = editor.document.nodes[conv]
    assert (record.kind, record.name, record.attributes["filters"]) == ("SeparableConv2D", "separable_conv2d", 7)
    assert record.attributes["strides"] == [2, 2] and record.pinned == "y"
    assert wires(editor) == {f"{batch}.x → {conv}.x", f"{conv}.y → {relu}.x"}
    assert editor.undo_stack.undoText() == "Change conv2d to SeparableConv2D"
    undone(editor, before)


def test_a_name_that_the_user_gave_stays(editor: Editor) -> None:
    (dense,) = row(editor, "Dense")
    editor.rename(dense, "hidden")
    editor.change_kind([dense], "ReLU")
    assert editor.document.nodes[dense].name == "hidden" and editor.document.nodes[dense].attributes == {}


def test_wires_go_to_other_ports_where_their_own_is_gone(editor: Editor) -> None:
    a, b, add, relu = row(editor, "Placeholder", "Placeholder", "Add", "ReLU")
    editor.connect(PortRef(a, "y"), PortRef(add, "a"))
    editor.connect(PortRef(b, "y"), PortRef(add, "b"))
    editor.connect(PortRef(add, "y"), PortRef(relu, "x"))
    assert {"MatMul", "Multiply", "Concatenate"} <= {kind.name for kind in editor.kinds_instead([add])}
    assert "ReLU" not in {kind.name for kind in editor.kinds_instead([add])}, "it has one input for two wires"
    editor.change_kind([add], "Concatenate")
    assert len(wires(editor)) == 3 and f"{add}.y → {relu}.x" in wires(editor)
    editor.change_kind([add], "ReLU")
    assert wires(editor) == {f"{a}.y → {add}.x", f"{add}.y → {relu}.x"}


def test_kinds_of_the_same_category_are_offered_first(editor: Editor) -> None:
    (relu,) = row(editor, "ReLU")
    offered = editor.kinds_instead([relu])
    categories = [kind.category for kind in offered]
    assert categories[0] == "Activations" and categories == sorted(categories, key=lambda each: each != "Activations")
    assert "ReLU" not in {kind.name for kind in offered}


@pytest.mark.parametrize("kind", ["Group", "Note", "Frame", "Reroute"])
def test_what_is_what_it_is_becomes_nothing_else(editor: Editor, kind: str) -> None:
    (node,) = row(editor, kind)
    assert editor.kinds_instead([node]) == []
    before = editor.document.record()
    with pytest.raises(NodegradError, match="cannot become"):
        editor.change_kind([node], "ReLU")
    assert editor.document.record() == before


def test_attributes_are_pasted_to_nodes_that_have_them(editor: Editor) -> None:
    first, second, relu = row(editor, "Dense", "Dense", "ReLU")
    editor.set_attribute(first, "units", 7)
    editor.set_attribute(first, "activation", "tanh")
    text = editor.copy([first])
    editor.set_attribute(second, "use_bias", False)
    before = editor.document.record()
    editor.paste_attributes(text, [second, relu])
    assert editor.document.nodes[second].attributes == {"units": 7, "activation": "tanh"}, "use_bias is as copied: its default"
    assert editor.document.nodes[relu].attributes == {}
    assert editor.undo_stack.undoText() == f"Paste attributes to {editor.document.nodes[second].name}"
    undone(editor, before)


def test_attributes_of_several_nodes_are_refused(editor: Editor) -> None:
    first, second = row(editor, "Dense", "Dense")
    with pytest.raises(NodegradError, match="copy one node"):
        editor.paste_attributes(editor.copy([first, second]), [first])
    with pytest.raises(NodegradError, match="holds no nodes"):
        editor.paste_attributes("hello", [first])


def test_a_selection_is_connected_from_left_to_right_in_one_step(editor: Editor) -> None:
    digits, batch, dense, relu = row(editor, "Digits", "Batch", "Dense", "ReLU")
    before = editor.document.record()
    editor.chain([relu, dense, digits, batch])
    assert wires(editor) == {f"{digits}.data → {batch}.data", f"{batch}.x → {dense}.x", f"{dense}.y → {relu}.x"}
    undone(editor, before)
    editor.undo_stack.redo()
    count = editor.undo_stack.count()
    editor.chain([digits, batch, dense, relu])
    assert editor.undo_stack.count() == count, "they are connected already"


def test_what_cannot_be_connected_says_why(editor: Editor) -> None:
    digits, adam = row(editor, "Digits", "Adam")
    with pytest.raises(NodegradError, match="no input for this wire"):
        editor.chain([digits, adam])
    with pytest.raises(NodegradError, match="two or more"):
        editor.chain([digits])
    assert not editor.document.links


def test_the_inputs_of_a_node_are_exchanged(editor: Editor) -> None:
    a, b, subtract = row(editor, "Placeholder", "Placeholder", "Subtract")
    editor.connect(PortRef(a, "y"), PortRef(subtract, "a"))
    before = editor.document.record()
    editor.swap_inputs(subtract)
    assert wires(editor) == {f"{a}.y → {subtract}.b"}
    undone(editor, before)
    editor.connect(PortRef(b, "y"), PortRef(subtract, "b"))
    editor.swap_inputs(subtract)
    assert wires(editor) == {f"{b}.y → {subtract}.a", f"{a}.y → {subtract}.b"}
    with pytest.raises(NodegradError, match="no two inputs"):
        editor.swap_inputs(a)


def test_nodes_are_taken_out_of_their_wires_and_the_flow_is_kept(editor: Editor) -> None:
    batch, dense, relu, tanh = row(editor, "Batch", "Dense", "ReLU", "Tanh")
    editor.chain([batch, dense, relu, tanh])
    before = editor.document.record()
    editor.take_out([dense, relu])
    assert wires(editor) == {f"{batch}.x → {tanh}.x", f"{dense}.y → {relu}.x"}, "the wire among them stays"
    assert editor.undo_stack.undoText() == "Take 2 nodes out of their wires"
    undone(editor, before)


def test_duplicates_may_keep_what_comes_in(editor: Editor) -> None:
    batch, dense, relu = row(editor, "Batch", "Dense", "ReLU")
    editor.chain([batch, dense, relu])
    (copy,) = editor.duplicate([dense], 0, 120, keep_incoming=True)
    assert f"{batch}.x → {copy}.x" in wires(editor) and len(wires(editor)) == 3
    assert editor.document.nodes[copy].y == 120
