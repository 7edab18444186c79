"""Gestures of the editor: each is one undo step, and none where nothing changes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.commands.names import default_name
from app.compile.problems import Fix
from app.model.document import Document
from app.model.records import PortRef
from engine.errors import AttributeValueError, NodegradError


@pytest.fixture
def editor() -> Editor:
    return Editor(Document(), QUndoStack(), catalog())


def texts(editor: Editor) -> list[str]:
    return [editor.undo_stack.text(index) for index in range(editor.undo_stack.count())]


def wires(editor: Editor) -> list[str]:
    return [f"{link.source} → {link.target}" for link in editor.document.links.values()]


def chain(editor: Editor, *kinds: str) -> list[str]:
    """Nodes in a row, each connected to the one before."""
    ids: list[str] = []
    for index, kind in enumerate(kinds):
        before = ids[-1] if ids else None
        outputs = editor.catalog.kind_of(editor.document, before).outputs if before else ()
        source = PortRef(before, outputs[0].name) if before else None
        ids.append(editor.add_node(kind, 200 * index, 0, connect_from=source))
    return ids


def test_adding_names_the_node_after_its_kind(editor: Editor) -> None:
    a = editor.add_node("Dense", 4, 8, attributes={"units": 3})
    b = editor.add_node("Dense", 4, 8)
    node = editor.document.nodes[a]
    assert (node.name, node.x, node.y, node.attributes) == ("dense", 4.0, 8.0, {"units": 3})
    assert editor.document.nodes[b].name == "dense_2"
    assert texts(editor) == ["Add Dense", "Add Dense"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Dense", "dense"),
        ("ReLU", "relu"),
        ("MeanSquaredError", "mean_squared_error"),
        ("SGD", "sgd"),
        ("MatMul", "mat_mul"),
        ("ReduceLROnPlateau", "reduce_lr_on_plateau"),
        ("CSVTable", "csv_table"),
        ("SimpleRNN", "simple_rnn"),
        ("PReLU", "prelu"),
        ("Conv2DTranspose", "conv2d_transpose"),
        ("TopKCategoricalAccuracy", "top_k_categorical_accuracy"),
        ("AdamW", "adamw"),
        ("F1Score", "f1_score"),
        ("KLDivergence", "kl_divergence"),
        ("RMSprop", "rmsprop"),
        ("MaxPooling2D", "max_pooling2d"),
    ],
)
def test_default_names(kind: str, name: str) -> None:
    assert default_name(catalog().get(kind)) == name


def test_adding_with_a_wire_is_one_step(editor: Editor) -> None:
    batch = editor.add_node("Batch", 0, 0)
    dense = editor.add_node("Dense", 0, 0, connect_from=PortRef(batch, "x"))
    assert wires(editor) == [f"{batch}.x → {dense}.x"]
    editor.undo_stack.undo()
    assert list(editor.document.nodes) == [batch] and not editor.document.links


def test_adding_at_both_ends_goes_in_between(editor: Editor) -> None:
    a, b = chain(editor, "ReLU", "ReLU")
    c = editor.add_node("Tanh", 0, 0, connect_from=PortRef(a, "y"), connect_to=PortRef(b, "x"))
    assert wires(editor) == [f"{a}.y → {c}.x", f"{c}.y → {b}.x"]


def test_labels_go_to_the_port_for_labels(editor: Editor) -> None:
    batch = editor.add_node("Batch", 0, 0)
    loss = editor.add_node("SparseCategoricalCrossentropy", 0, 0, connect_from=PortRef(batch, "y"))
    assert wires(editor) == [f"{batch}.y → {loss}.y_true"]


def test_a_kind_that_cannot_take_the_wire_is_refused_and_nothing_is_left(editor: Editor) -> None:
    digits = editor.add_node("Digits", 0, 0)
    with pytest.raises(NodegradError, match="Dense has no input for this wire"):
        editor.add_node("Dense", 0, 0, connect_from=PortRef(digits, "data"))
    with pytest.raises(NodegradError, match="there is no kind 'Hologram'"):
        editor.add_node("Hologram", 0, 0)
    assert list(editor.document.nodes) == [digits] and editor.undo_stack.count() == 1


def test_connecting_replaces_the_wire(editor: Editor) -> None:
    a, b = editor.add_node("ReLU", 0, 0), editor.add_node("Tanh", 0, 0)
    c = editor.add_node("Dense", 0, 0)
    editor.connect(PortRef(a, "y"), PortRef(c, "x"))
    editor.connect(PortRef(b, "y"), PortRef(c, "x"))
    assert wires(editor) == [f"{b}.y → {c}.x"]
    editor.undo_stack.undo()
    assert wires(editor) == [f"{a}.y → {c}.x"]
    assert editor.undo_stack.redoText() == "Connect tanh.y to dense.x"


def test_connecting_says_why_it_is_not_possible(editor: Editor) -> None:
    a, b = chain(editor, "ReLU", "ReLU")
    with pytest.raises(NodegradError, match="would close a circle"):
        editor.connect(PortRef(b, "y"), PortRef(a, "x"))


def test_deleting_keeps_the_flow_through_one_way(editor: Editor) -> None:
    a, b, c, d = chain(editor, "Dense", "ReLU", "Tanh", "Dense")
    before = editor.document.record()
    editor.delete([b, c])
    assert wires(editor) == [f"{a}.y → {d}.x"]
    assert texts(editor)[-1] == "Delete 2 nodes"
    editor.undo_stack.undo()
    assert editor.document.record() == before


def test_deleting_many_joins_what_stays_on_both_sides_and_nothing_else(editor: Editor) -> None:
    a, b, c, d, e = chain(editor, "Dense", "ReLU", "Tanh", "Sigmoid", "Dense")
    end = editor.add_node("ReLU", 0, 0, connect_from=PortRef(c, "y"))  # a way on which nothing stays
    last = editor.add_node("Tanh", 0, 0, connect_from=PortRef(end, "y"))
    editor.delete([d, last, b, end])
    assert sorted(wires(editor)) == [f"{a}.y → {c}.x", f"{c}.y → {e}.x"]
    editor.delete([c, a, e])
    assert not editor.document.nodes and not editor.document.links


def test_deleting_keeps_the_flow_to_every_user(editor: Editor) -> None:
    a, b, c = chain(editor, "Dense", "ReLU", "Dense")
    d = editor.add_node("Tanh", 0, 0, connect_from=PortRef(b, "y"))
    editor.delete([b])
    assert wires(editor) == [f"{a}.y → {c}.x", f"{a}.y → {d}.x"]


def test_deleting_where_the_ends_do_not_agree_cuts(editor: Editor) -> None:
    split, batch, _dense = chain(editor, "Split", "Batch", "Dense")
    editor.delete([batch])
    assert wires(editor) == [] and split in editor.document.nodes


def test_deleting_a_node_with_two_ways_in_cuts(editor: Editor) -> None:
    a = editor.add_node("ReLU", 0, 0)
    b = editor.add_node("Add", 0, 0, connect_from=PortRef(a, "y"))
    ports = [port.name for port in catalog().get("Add").inputs]
    editor.connect(PortRef(a, "y"), PortRef(b, ports[1]))
    c = editor.add_node("Tanh", 0, 0, connect_from=PortRef(b, catalog().get("Add").outputs[0].name))
    editor.delete([b])
    assert wires(editor) == [] and list(editor.document.nodes) == [a, c]


def test_deleting_wires(editor: Editor) -> None:
    _a, b, _c = chain(editor, "Dense", "ReLU", "Dense")
    link = next(iter(editor.document.links.values()))
    editor.delete([], [link])
    assert len(editor.document.links) == 1 and texts(editor)[-1] == "Delete wire"
    editor.delete(["nobody"], [link])
    editor.disconnect(PortRef(b, "x"))
    assert texts(editor)[-1] == "Delete wire"


def test_moves_merge_until_the_mouse_is_let_go(editor: Editor) -> None:
    node = editor.add_node("Dense", 0, 0)
    for x in range(1, 5):
        editor.move({node: (4 * x, 0)})
    editor.seal()
    editor.move({node: (40, 0)})
    assert texts(editor) == ["Add Dense", "Move dense", "Move dense"]
    editor.undo_stack.undo()
    assert editor.document.nodes[node].x == 16
    editor.undo_stack.undo()
    assert editor.document.nodes[node].x == 0


def test_a_drag_back_to_where_it_began_leaves_no_step(editor: Editor) -> None:
    node = editor.add_node("Dense", 0, 0)
    editor.move({node: (40, 0)})
    editor.move({node: (0, 0)})
    assert texts(editor) == ["Add Dense"]
    assert editor.undo_stack.undoText() == "Add Dense"


def test_edits_of_one_attribute_merge(editor: Editor) -> None:
    node = editor.add_node("Dense", 0, 0)
    for units in (1, 12, 128):
        editor.set_attribute(node, "units", units)
    editor.set_attribute(node, "use_bias", False)
    assert texts(editor) == ["Add Dense", "Set units of dense", "Set use bias of dense"]
    editor.undo_stack.undo()
    editor.undo_stack.undo()
    assert editor.document.nodes[node].attributes == {"units": 32}


def test_only_what_differs_from_the_default_is_kept(editor: Editor) -> None:
    node = editor.add_node("Batch", 0, 0, attributes={"batch_size": 32})
    assert editor.document.nodes[node].attributes == {}
    editor.set_attribute(node, "batch_size", 64)
    editor.seal()
    editor.reset_attribute(node, "batch_size")
    assert editor.document.nodes[node].attributes == {}
    assert texts(editor)[-1] == "Reset batch size of batch"
    editor.reset_attribute(node, "batch_size")
    assert editor.undo_stack.count() == 3


def test_values_that_do_not_fit_are_refused(editor: Editor) -> None:
    node = editor.add_node("Dense", 0, 0)
    with pytest.raises(AttributeValueError, match="units is 0, but must be a whole number of at least 1"):
        editor.set_attribute(node, "units", 0)
    with pytest.raises(AttributeValueError, match="there is no attribute 'colour'"):
        editor.set_attribute(node, "colour", "red")
    clip = editor.add_node("Clip", 0, 0)
    with pytest.raises(AttributeValueError, match="cannot keep"):
        editor.set_attribute(clip, "maximum", float("inf"))


def test_tuples_become_lists_as_in_the_file(editor: Editor) -> None:
    node = editor.add_node("Placeholder", 0, 0, attributes={"shape": ("batch", 4)})
    assert editor.document.nodes[node].attributes == {"shape": ["batch", 4]}


def test_renaming(editor: Editor) -> None:
    a, b = editor.add_node("Dense", 0, 0), editor.add_node("Dense", 0, 0)
    editor.rename(a, "  hidden ")
    editor.rename(a, "hidden")
    assert editor.document.nodes[a].name == "hidden" and texts(editor)[-1] == "Rename dense to hidden"
    for name, reason in (("", "needs a name"), ("hidden", "named 'hidden' already"), ("a/b", "cannot be a node's name")):
        with pytest.raises(NodegradError, match=reason):
            editor.rename(b, name)
    assert editor.undo_stack.count() == 3


def test_settings_and_name_of_the_document(editor: Editor) -> None:
    editor.set_settings(epochs=3)
    editor.set_settings(epochs=30)
    editor.set_settings(seed=5)
    editor.rename_document("Mine")
    editor.rename_document("Mine")
    assert editor.document.settings.epochs == 30 and editor.document.name == "Mine"
    assert texts(editor) == ["Set epochs", "Set seed", "Rename document to Mine"]
    for wrong in ({"epochs": 0}, {"epochs": True}, {"seed": -1}, {"seed": 2.5}):
        with pytest.raises(NodegradError, match="must be a whole number"):
            editor.set_settings(**wrong)
    with pytest.raises(NodegradError, match="needs a name"):
        editor.rename_document(" ")


def test_a_fix_is_one_step(editor: Editor) -> None:
    node = editor.add_node("Dense", 0, 0)
    editor.apply_fix(Fix("Set units to {units}", node, {"units": 10, "use_bias": False}))
    assert editor.document.nodes[node].attributes == {"units": 10, "use_bias": False}
    assert texts(editor) == ["Add Dense", "Set units to 10"]
    editor.delete([node])
    with pytest.raises(NodegradError, match="gone"):
        editor.apply_fix(Fix("Set units to {units}", node, {"units": 10}))


def test_inserting_on_a_wire(editor: Editor) -> None:
    a, b = chain(editor, "Dense", "Dense")
    link = editor.document.links[PortRef(b, "x")]
    new = editor.insert_on_link("ReLU", link)
    assert wires(editor) == [f"{a}.y → {new}.x", f"{new}.y → {b}.x"]
    assert editor.document.nodes[new].x == 100
    editor.undo_stack.undo()
    there = editor.add_node("Tanh", 0, 400)
    editor.insert_on_link(there, link, 96, 4)
    assert wires(editor) == [f"{a}.y → {there}.x", f"{there}.y → {b}.x"]
    assert (editor.document.nodes[there].x, editor.document.nodes[there].y) == (96, 4)
    with pytest.raises(NodegradError, match="the wire is gone"):
        editor.insert_on_link("ReLU", link)
    with pytest.raises(NodegradError, match="no input for this wire"):
        editor.insert_on_link("Digits", editor.document.links[PortRef(b, "x")])


def test_duplicates_keep_the_wires_among_them(editor: Editor) -> None:
    a, b, c = chain(editor, "Dense", "ReLU", "Dense")
    new = editor.duplicate([b, c])
    assert wires(editor)[2:] == [f"{new[0]}.y → {new[1]}.x"]
    assert [editor.document.nodes[node].name for node in new] == ["relu_2", "dense_3"]
    assert editor.document.nodes[new[0]].x == editor.document.nodes[b].x + 24
    assert texts(editor)[-1] == "Duplicate 2 nodes"
    assert editor.duplicate([]) == [] and a


def test_copy_and_paste(editor: Editor) -> None:
    a, b, c = chain(editor, "Dense", "ReLU", "Dense")
    text = editor.copy([b, c])
    assert '{"id": "n2", "kind": "ReLU", "name": "relu", "x": 200, "y": 0}' in text
    new = editor.paste(text, 1000, 500)
    assert wires(editor)[2:] == [f"{new[0]}.y → {new[1]}.x"]
    assert [(editor.document.nodes[node].x, editor.document.nodes[node].y) for node in new] == [(1000, 500), (1200, 500)]
    kept = editor.paste(text, 0, 0, keep_incoming=True)
    assert wires(editor)[3:] == [f"{kept[0]}.y → {kept[1]}.x", f"{a}.y → {kept[0]}.x"]
    other = Editor(Document(), QUndoStack(), catalog())
    alone = other.paste(text, 0, 0, keep_incoming=True)
    assert len(alone) == 2 and len(other.document.links) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no nodes"),
        ("hello", "holds no nodes"),
        ("[1, 2]", "holds no nodes"),
        ("[" * 100_000, "holds no nodes"),
        ('{"nodegrad-nodes": 9}', "newer version"),
        ('{"nodegrad-nodes": 1, "nodes": 5}', "damaged"),
        ('{"nodegrad-nodes": 1, "nodes": [{"id": "n1"}]}', "damaged"),
        ('{"nodegrad-nodes": 1, "nodes": [], "links": [{"from": "n1.y", "to": "n2.x"}]}', "damaged"),
    ],
)
def test_pasting_what_is_broken_says_so(editor: Editor, text: str, reason: str) -> None:
    with pytest.raises(NodegradError, match=reason):
        editor.paste(text, 0, 0)
    assert editor.undo_stack.count() == 0


def test_pasted_circles_are_not_made(editor: Editor) -> None:
    text = (
        '{"nodegrad-nodes": 1, "nodes": [{"id": "a", "kind": "ReLU", "name": "a"}, {"id": "b", "kind": "ReLU", "name": "b"}],'
        ' "links": [{"from": "a.y", "to": "b.x"}, {"from": "b.y", "to": "a.x"}]}'
    )
    editor.paste(text, 0, 0)
    assert len(editor.document.links) == 1


def test_a_kind_from_a_newer_version_can_be_pasted_and_deleted(editor: Editor) -> None:
    text = '{"nodegrad-nodes": 1, "nodes": [{"id": "a", "kind": "Hologram", "name": "a", "attributes": {"beams": 3}}]}'
    (node,) = editor.paste(text, 0, 0)
    assert editor.document.nodes[node].attributes == {"beams": 3}
    editor.delete([node])
    assert not editor.document.nodes


def test_pinning_shows_the_first_output_or_the_one_that_is_named(editor: Editor) -> None:
    dense = editor.add_node("Dense", 0, 0)
    accuracy = editor.add_node("Accuracy", 0, 0)
    adam = editor.add_node("Adam", 0, 0)
    note = editor.add_node("Note", 0, 0)
    before = editor.document.record()
    editor.pin([dense, accuracy, adam, note])
    pins = {node: record.pinned for node, record in editor.document.nodes.items()}
    assert pins == {dense: "y", accuracy: "value", adam: "", note: ""}
    editor.pin([dense], "kernel")
    assert editor.document.nodes[dense].pinned == "kernel"
    editor.pin([dense, accuracy])
    assert not any(record.pinned for record in editor.document.nodes.values())
    editor.pin([dense])
    editor.pin([dense], "")
    assert texts(editor)[4:] == [
        "Pin 2 previews", "Pin preview of dense", "Unpin 2 previews", "Pin preview of dense", "Unpin dense",
    ]  # fmt: skip
    while editor.undo_stack.index() > 4:
        editor.undo_stack.undo()
    assert editor.document.record() == before


def test_pinning_what_has_no_value_changes_nothing(editor: Editor) -> None:
    adam = editor.add_node("Adam", 0, 0)
    editor.pin([adam])
    editor.pin([])
    assert texts(editor) == ["Add Adam"]
