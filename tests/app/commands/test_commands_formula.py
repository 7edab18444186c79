"""Ports that follow from an attribute: an Expression's inputs are the names in its formula, and its wires keep up with them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.model.records import PortRef
from app.model.rules import input_ports, wired_inputs
from engine.errors import FormulaError


@pytest.fixture
def editor() -> Editor:
    return Editor(Document(), QUndoStack(), catalog())


def ports(editor: Editor, node: str) -> list[str]:
    return input_ports(editor.catalog.kind_of(editor.document, node), wired_inputs(editor.document, node))


def wires(editor: Editor) -> list[str]:
    return [f"{link.source} → {link.target}" for link in editor.document.links.values()]


def test_the_inputs_are_the_names_in_the_formula(editor: Editor) -> None:
    node = editor.add_node("Expression", 0, 0)
    assert ports(editor, node) == ["y_pred", "y_true"]
    editor.set_attribute(node, "formula", "e = a - b\nmean(e ** 2) + 0 * a_2")
    assert ports(editor, node) == ["a", "b", "a_2"]
    editor.set_attribute(node, "formula", "1 + 2")
    assert ports(editor, node) == []
    assert [port.name for port in catalog().get("Expression").inputs] == ["y_pred", "y_true"]


def test_a_port_that_vanishes_takes_its_wire_along_in_one_step(editor: Editor) -> None:
    batch = editor.add_node("Batch", 0, 0)
    node = editor.add_node("Expression", 0, 0, attributes={"formula": "a * b"})
    for port in ("a", "b"):
        editor.connect(PortRef(batch, "x"), PortRef(node, port))
    before, count = wires(editor), editor.undo_stack.count()
    editor.set_attribute(node, "formula", "sum(b) + c")
    assert wires(editor) == [f"{batch}.x → {node}.b"]
    assert editor.undo_stack.count() == count + 1
    editor.undo_stack.undo()
    assert wires(editor) == before and editor.document.nodes[node].attributes == {"formula": "a * b"}
    editor.undo_stack.redo()
    assert ports(editor, node) == ["b", "c"] and len(wires(editor)) == 1
    editor.reset_attribute(node, "formula")
    assert wires(editor) == []
    editor.undo_stack.undo()
    assert wires(editor) == [f"{batch}.x → {node}.b"]


def test_a_formula_that_cannot_be_read_is_not_taken(editor: Editor) -> None:
    node = editor.add_node("Expression", 0, 0)
    with pytest.raises(FormulaError, match="did you mean 'square'") as caught:
        editor.set_attribute(node, "formula", "mean(sqare(a))")
    assert caught.value.excerpt == "mean(sqare(a))\n     ^"
    assert editor.document.nodes[node].attributes == {}


def test_a_dropped_wire_finds_a_free_input(editor: Editor) -> None:
    batch = editor.add_node("Batch", 0, 0)
    node = editor.add_node("Expression", 0, 0, connect_from=PortRef(batch, "x"))
    assert wires(editor) == [f"{batch}.x → {node}.y_pred"]
    copy = editor.duplicate([batch, node])
    assert f"{copy[0]}.x → {copy[1]}.y_pred" in wires(editor)
