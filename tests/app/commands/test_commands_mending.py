"""What repairs do to a document: one undo step each, and nothing where what they are for is gone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.edits import Become, Branch, Connect, Edit, Insert, Move, Remove, SetAttributes
from app.compile.problems import Fix
from app.model.document import Document
from app.model.records import PortRef
from app.project.examples import find_example
from app.project.format import dumps
from engine.errors import AttributeValueError, NodegradError


@pytest.fixture
def editor() -> Editor:
    return Editor(Document(find_example("digits-mlp").load()), QUndoStack(), catalog())


def do(editor: Editor, *edits: Edit, label: str = "Mend it") -> dict[str, str]:
    """Apply a fix, see that undo and redo lead back and forth, and return the wires by their ends."""
    before = dumps(editor.document.record())
    editor.apply_fix(Fix(label, edits=edits))
    after = dumps(editor.document.record())
    assert editor.undo_stack.count() == 1 and editor.undo_stack.undoText() == label
    editor.undo_stack.undo()
    assert dumps(editor.document.record()) == before
    editor.undo_stack.redo()
    assert dumps(editor.document.record()) == after
    return {str(link.target): str(link.source) for link in editor.document.links.values()}


def new(editor: Editor) -> str:
    return next(reversed(editor.document.nodes))


def test_inserting_a_node_into_a_wire(editor: Editor) -> None:
    wires = do(editor, Insert("Cast", PortRef("n6", "x"), {"dtype": "float64"}))
    node = editor.document.nodes[new(editor)]
    assert (node.kind, node.name, node.attributes) == ("Cast", "cast", {"dtype": "float64"})
    assert wires["n6.x"] == f"{node.id}.y" and wires[f"{node.id}.x"] == "n5.x"
    covered = [
        o for o in editor.document.nodes.values() if o.id != node.id and abs(o.x - node.x) < 120 and abs(o.y - node.y) < 60
    ]
    assert not covered


def test_a_branch_leads_an_output_through_a_new_node(editor: Editor) -> None:
    wires = do(editor, Branch("Tanh", PortRef("n5", "x"), PortRef("n8", "x")))
    assert wires["n8.x"] == f"{new(editor)}.y" and wires[f"{new(editor)}.x"] == "n5.x"


def test_connecting_replaces_the_wire(editor: Editor) -> None:
    assert do(editor, Connect(PortRef("n6", "y"), PortRef("n8", "x")))["n8.x"] == "n6.y"


def test_removing_a_node_keeps_the_flow(editor: Editor) -> None:
    wires = do(editor, Remove("n7"))
    assert "n7" not in editor.document.nodes and wires["n8.x"] == "n6.y"


def test_moving_a_node_to_another_wire(editor: Editor) -> None:
    wires = do(editor, Move("n2", PortRef("n4", "data")))
    assert (wires["n3.data"], wires["n2.data"], wires["n4.data"]) == ("n1.data", "n3.rows", "n2.rows")


def test_becoming_another_kind_keeps_what_both_have(editor: Editor) -> None:
    editor.set_attribute("n9", "from_logits", True)
    editor.undo_stack.clear()
    wires = do(editor, Become("n9", "CategoricalCrossentropy"))
    node = editor.document.nodes["n9"]
    assert (node.kind, node.name, node.attributes) == ("CategoricalCrossentropy", "loss", {"from_logits": True})
    assert (wires["n9.y_pred"], wires["n9.y_true"]) == ("n8.y", "n5.y")


def test_becoming_another_kind_takes_its_name_and_drops_what_it_has_not(editor: Editor) -> None:
    do(editor, Become("n7", "LeakyReLU", {"negative_slope": 0.3}))
    node = editor.document.nodes["n7"]
    assert (node.name, node.attributes) == ("leaky_relu", {"negative_slope": 0.3})
    editor.undo_stack.clear()
    wires = do(editor, Become("n8", "Add"))
    assert "n8.x" not in wires and wires["n9.y_pred"] == "n8.y" and editor.document.nodes["n8"].attributes == {}


def test_several_edits_are_one_step(editor: Editor) -> None:
    wires = do(editor, SetAttributes("n8", {"units": 1}), Remove("n7"), Insert("Sigmoid", PortRef("n8", "x")))
    assert editor.document.nodes["n8"].attributes["units"] == 1 and wires[f"{new(editor)}.x"] == "n6.y"


@pytest.mark.parametrize(
    "edits",
    [
        (Remove("gone"),),
        (Insert("Flatten", PortRef("gone", "x")),),
        (Insert("Flatten", PortRef("n6", "nothing")),),
        (Remove("n7"), Connect(PortRef("n7", "y"), PortRef("n8", "x"))),
        (SetAttributes("n8", {"units": 0}),),
        (Insert("Digits", PortRef("n6", "x")),),
        (Move("n1", PortRef("n3", "data")),),
    ],
)
def test_what_is_not_possible_leaves_nothing_behind(editor: Editor, edits: tuple[Edit, ...]) -> None:
    before = dumps(editor.document.record())
    with pytest.raises((NodegradError, AttributeValueError)):
        editor.apply_fix(Fix("Mend it", edits=edits))
    assert dumps(editor.document.record()) == before and not editor.undo_stack.count()


def test_the_history_tells_what_was_mended(editor: Editor) -> None:
    editor.apply_fix(Fix("Insert {kind}", edits=(Insert("Flatten", PortRef("n6", "x")),), words={"kind": "Flatten"}))
    assert editor.undo_stack.undoText() == "Insert Flatten"
