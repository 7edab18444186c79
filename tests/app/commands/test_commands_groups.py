"""Folding, unpacking and the ports of groups through the editor, each one undo step that comes back exactly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.edits import Connect, Insert
from app.compile.problems import Fix
from app.model.document import Document
from app.model.groups import ENTRY, EXIT, border, contents
from app.model.records import DocumentRecord, PortRef
from app.project.format import dumps, loads
from engine.errors import NodegradError


class Desk:
    """An editor with short words for what tests look at."""

    def __init__(self) -> None:
        self.document = Document()
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, catalog())

    def add(self, kind: str, x: float = 0.0, y: float = 0.0, **names: str) -> str:
        return self.editor.add_node(kind, x, y, **names)

    def wire(self, source: str, target: str) -> None:
        self.editor.connect(PortRef.parse(source), PortRef.parse(target))

    def links(self) -> set[tuple[str, str]]:
        """Wires by the names of nodes."""
        nodes = self.document.nodes
        return {
            (f"{nodes[source.node].name}.{source.port}", f"{nodes[target.node].name}.{target.port}")
            for source, target in self.document.links.values()
        }

    def ports(self, group: str) -> tuple[list[str], list[str]]:
        attributes = self.document.nodes[group].attributes
        return attributes["inputs"], attributes["outputs"]

    def border(self, group: str, kind: str) -> str:
        found = border(self.document, group, kind)
        assert found is not None
        return found


def frozen(record: DocumentRecord) -> tuple[object, ...]:
    return list(record.nodes.items()), list(record.links.items())


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Digits through two dense layers into a loss."""
    made = Desk()
    digits, batch = made.add("Digits"), made.add("Batch", 200)
    hidden, output = made.add("Dense", 400, 40, name="hidden"), made.add("Dense", 600, 40, name="output")
    loss = made.add("SparseCategoricalCrossentropy", 800, name="loss")
    for source, target in (
        (f"{digits}.data", f"{batch}.data"),
        (f"{batch}.x", f"{hidden}.x"),
        (f"{hidden}.y", f"{output}.x"),
        (f"{output}.y", f"{loss}.y_pred"),
        (f"{batch}.y", f"{loss}.y_true"),
    ):
        made.wire(source, target)
    yield made
    made.stack.clear()


def ids(desk: Desk, *names: str) -> list[str]:
    by_name = {node.name: node.id for node in desk.document.nodes.values()}
    return [by_name[name] for name in names]


def test_folding_gives_ports_and_keeps_wires_in_one_step(desk: Desk) -> None:
    before, steps = frozen(desk.document.record()), desk.stack.index()
    group = desk.editor.group(ids(desk, "hidden", "output"))
    assert desk.stack.index() == steps + 1 and desk.stack.undoText() == "Group 2 nodes"
    assert desk.ports(group) == (["x"], ["y"])
    assert desk.links() == {
        ("digits.data", "batch.data"), ("batch.y", "loss.y_true"), ("batch.x", "group.x"), ("group_input.x", "hidden.x"),
        ("hidden.y", "output.x"), ("output.y", "group_output.y"), ("group.y", "loss.y_pred"),
    }  # fmt: skip
    after = frozen(desk.document.record())
    desk.stack.undo()
    assert frozen(desk.document.record()) == before
    desk.stack.redo()
    assert frozen(desk.document.record()) == after


def test_unpacking_leaves_no_residue(desk: Desk) -> None:
    before = desk.document.record()
    outer = desk.editor.group(ids(desk, "hidden", "output"))
    inner = desk.editor.group(ids(desk, "hidden"))
    assert desk.document.nodes[inner].group == outer
    assert desk.editor.ungroup([outer]) and desk.document.nodes[inner].group is None
    assert desk.editor.ungroup([inner]) == ids(desk, "hidden")
    assert dict(desk.document.nodes) == dict(before.nodes) and dict(desk.document.links) == dict(before.links)


def test_what_is_unpacked_comes_to_where_the_group_is(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden", "output"))
    place = desk.document.nodes[group]
    desk.editor.move({group: (place.x + 40, place.y - 8)})
    desk.editor.ungroup([group])
    hidden = desk.document.nodes[ids(desk, "hidden")[0]]
    assert (hidden.x, hidden.y) == (440, 32)


def test_an_output_that_feeds_two_gets_one_port_and_names_are_told_apart(desk: Desk) -> None:
    hidden, output = ids(desk, "hidden", "output")
    add = desk.add("Add", 700)
    desk.wire(f"{hidden}.y", f"{add}.a")
    desk.wire(f"{output}.y", f"{add}.b")
    group = desk.editor.group([hidden, output])
    assert desk.ports(group) == (["x"], ["y", "hidden"])
    desk.editor.ungroup([group])
    other = desk.editor.group([output, add])
    assert desk.ports(other) == (["y"], ["y"])  # one port for both; wanted as x and as y, it is called what it is


def test_a_node_in_between_must_come_along(desk: Desk) -> None:
    batch, output = ids(desk, "batch", "output")
    before = frozen(desk.document.record())
    with pytest.raises(NodegradError) as caught:
        desk.editor.group([batch, output])
    assert caught.value.message.startswith("'hidden' lies between") and frozen(desk.document.record()) == before
    with pytest.raises(NodegradError, match="nothing to group"):
        desk.editor.group([])


def test_a_wire_that_would_close_a_circle_through_a_group_is_refused(desk: Desk) -> None:
    hidden, output = ids(desk, "hidden", "output")
    relu = desk.add("ReLU")
    desk.wire(f"{output}.y", f"{relu}.x")
    group = desk.editor.group([hidden, output])
    with pytest.raises(NodegradError, match="close a circle: 'group' already feeds 'relu'"):
        desk.wire(f"{relu}.y", f"{group}.x")


def test_wires_do_not_cross_borders(desk: Desk) -> None:
    hidden, output, batch = ids(desk, "hidden", "output", "batch")
    desk.editor.group([output])
    with pytest.raises(NodegradError, match="cannot cross the border"):
        desk.wire(f"{batch}.x", f"{output}.x")
    assert hidden


def test_the_free_port_of_a_border_becomes_a_port(desk: Desk) -> None:
    (hidden,) = ids(desk, "hidden")
    group = desk.editor.group([hidden])
    start, end = desk.border(group, ENTRY), desk.border(group, EXIT)
    desk.editor.level = group
    relu = desk.add("ReLU")
    steps = desk.stack.index()
    desk.wire(f"{start}.+", f"{relu}.x")
    desk.wire(f"{relu}.y", f"{end}.+")
    assert desk.stack.index() == steps + 2
    assert desk.ports(group) == (["x", "x_2"], ["y", "relu"])
    assert {("group_input.x_2", "relu.x"), ("relu.y", "group_output.relu")} <= desk.links()
    desk.stack.undo()
    desk.stack.undo()
    assert desk.ports(group) == (["x"], ["y"])


def test_ports_are_renamed_moved_and_removed_with_their_wires(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden", "output"))
    before = frozen(desk.document.record())
    desk.editor.rename_port(group, "inputs", "x", " pixels ")
    desk.editor.rename_port(desk.border(group, EXIT), "outputs", "y", "scores")
    assert {("batch.x", "group.pixels"), ("group_input.pixels", "hidden.x")} <= desk.links()
    assert {("output.y", "group_output.scores"), ("group.scores", "loss.y_pred")} <= desk.links()
    assert desk.editor.add_port(group, "inputs", "pixels") == "pixels_2"
    desk.editor.move_port(group, "inputs", "pixels_2", -1)
    assert desk.ports(group)[0] == ["pixels_2", "pixels"]
    with pytest.raises(NodegradError, match="named 'pixels_2' already"):
        desk.editor.rename_port(group, "inputs", "pixels", "pixels_2")
    for name in ("", "a.b", "+", "a/b"):
        with pytest.raises(NodegradError, match="cannot be a port's name"):
            desk.editor.rename_port(group, "inputs", "pixels", name)
    desk.editor.remove_port(group, "inputs", "pixels")
    assert desk.ports(group)[0] == ["pixels_2"] and not any("pixels" in end for link in desk.links() for end in link)
    while frozen(desk.document.record()) != before:
        assert desk.stack.canUndo()
        desk.stack.undo()


def test_only_groups_have_ports_to_change(desk: Desk) -> None:
    with pytest.raises(NodegradError, match="'hidden' is no group"):
        desk.editor.add_port(ids(desk, "hidden")[0], "inputs")


def test_new_nodes_go_into_the_open_group(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden"))
    desk.editor.level = group
    assert desk.document.nodes[desk.add("ReLU")].group == group
    frame = desk.editor.frame([], (0.0, 0.0, 200.0, 200.0))
    assert desk.document.nodes[frame].group == group
    output = ids(desk, "output")[0]
    follower = desk.editor.add_node("ReLU", 0, 0, connect_from=PortRef(output, "y"))
    assert desk.document.nodes[follower].group is None  # where its wire is
    desk.editor.level = "gone"
    assert desk.document.nodes[desk.add("ReLU")].group is None


def test_deleting_a_group_takes_what_is_in_it_and_keeps_the_flow(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden"))
    desk.editor.group(ids(desk, "hidden"))
    before = frozen(desk.document.record())
    desk.editor.delete([group])
    assert ("batch.x", "output.x") in desk.links() and len(desk.document.nodes) == 4
    desk.stack.undo()
    assert frozen(desk.document.record()) == before


def test_borders_stay_as_long_as_their_group(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden"))
    start = desk.border(group, ENTRY)
    with pytest.raises(NodegradError, match="stay as long as the group"):
        desk.editor.delete([start])
    desk.editor.delete([start, *ids(desk, "hidden")])
    assert contents(desk.document, [group]) == [start, desk.border(group, EXIT)]
    steps = desk.stack.index()
    assert desk.editor.duplicate([start]) == [] and desk.stack.index() == steps
    desk.editor.mute([start])
    assert desk.stack.index() == steps


def test_copies_of_groups_are_whole_and_stand_alone(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden", "output"))
    desk.editor.group(ids(desk, "hidden"))
    (copy,) = desk.editor.duplicate([group])
    assert len(contents(desk.document, [copy])) == len(contents(desk.document, [group])) == 7
    inside = {desk.document.nodes[node].name for node in contents(desk.document, [copy])}
    assert not inside & {desk.document.nodes[node].name for node in contents(desk.document, [group])}
    text = desk.editor.copy([group])
    other = Desk()
    (pasted,) = other.editor.paste(text, 0, 0)
    assert len(contents(other.document, [pasted])) == 7 and other.ports(pasted) == (["x"], ["y"])
    assert loads(dumps(other.document.record())) == other.document.record()


def test_pasting_into_a_group_and_out_of_one(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden", "output"))
    text = desk.editor.copy(ids(desk, "hidden", "group_input"))
    assert '"group"' not in text and "GroupInput" not in text
    desk.editor.level = group
    (inside,) = desk.editor.paste(text, 0, 0, keep_incoming=True)
    assert desk.document.nodes[inside].group == group
    desk.editor.level = None
    (outside,) = desk.editor.paste(text, 0, 0, keep_incoming=True)
    assert desk.document.nodes[outside].group is None and not desk.document.links_of(outside)


def test_a_pasted_border_without_its_group_is_left_out(desk: Desk) -> None:
    group = desk.editor.group(ids(desk, "hidden"))
    desk.editor.level = group
    text = (
        '{"nodegrad-nodes": 1, "nodes": [{"id": "a", "kind": "GroupInput", "name": "a"},'
        ' {"id": "b", "kind": "ReLU", "name": "b"}], "links": [{"from": "a.x", "to": "b.x"}]}'
    )
    assert len(desk.editor.paste(text, 0, 0)) == 1
    assert loads(dumps(desk.document.record())) == desk.document.record()


def test_repairs_work_across_borders(desk: Desk) -> None:
    batch, hidden = ids(desk, "batch", "hidden")
    group = desk.editor.group([hidden])
    into = Fix("Insert Flatten", edits=(Insert("Flatten", PortRef(hidden, "x")),))
    desk.editor.apply_fix(into)
    assert {("group_input.x", "flatten.x"), ("flatten.y", "hidden.x")} <= desk.links()
    assert desk.document.nodes[ids(desk, "flatten")[0]].group == group
    desk.editor.apply_fix(Fix("Connect", edits=(Connect(PortRef(batch, "x"), PortRef(hidden, "x")),)))
    assert ("group_input.x", "hidden.x") in desk.links()
    steps = desk.stack.index()
    with pytest.raises(NodegradError, match="cannot cross the border"):
        desk.editor.apply_fix(Fix("Connect", edits=(Connect(PortRef(batch, "y"), PortRef(hidden, "x")),)))
    assert desk.stack.index() == steps


def test_a_group_from_the_palette_hands_on_what_comes_in(desk: Desk) -> None:
    (batch, hidden) = ids(desk, "batch", "hidden")
    link = desk.document.links[PortRef(hidden, "x")]
    group = desk.editor.insert_on_link("Group", link)
    assert {("batch.x", "group.x"), ("group_input.x", "group_output.y"), ("group.y", "hidden.x")} <= desk.links()
    desk.editor.ungroup([group])
    assert ("batch.x", "hidden.x") in desk.links() and batch
