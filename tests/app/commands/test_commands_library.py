"""Groups as kinds: parameters reach what they drive, instances stay whole, and every step comes back exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest
from library_desk import Desk
from PySide6.QtGui import QUndoStack

from app.catalog.registry import LIBRARY, catalog
from app.commands.editor import Editor
from app.commands.library import capture
from app.compile.lower import lower
from app.model.definitions import Parameter
from app.model.delta import Delta, Rows
from app.model.document import Document
from app.model.groups import ENTRY, EXIT, border, contents
from app.model.records import PortRef
from app.project.format import dumps, loads
from engine.errors import NodegradError
from engine.export import export_code
from engine.train import StepDone, Trainer


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.catalog.set_own(LIBRARY, ())


def losses(document: Document, steps: int = 6) -> list[float]:
    spec = lower(document.record(), catalog()).spec
    assert spec is not None
    events = (float(event.values[0]) for event in Trainer(spec).events() if isinstance(event, StepDone))
    return [next(events) for _ in range(steps)]


def test_a_kind_is_put_in_with_its_ports_and_parameters(desk: Desk) -> None:
    desk.shelve(desk.kind())
    before = desk.state()
    made = desk.editor.add_node("Two layers", 400, 300, connect_from=PortRef(desk.batch, "x"), connect_to=PortRef(desk.last, "x"))
    record, kind = desk.document.nodes[made], desk.catalog.kind_of(desk.document, made)
    assert record.name == "two_layers" and (kind.title, kind.role, kind.mark) == ("Two layers", "group", "tensor")
    assert [(attr.name, attr.title, attr.kind, attr.default) for attr in kind.attrs] == [
        ("units", "Units", "int", 32), ("curve", "Curve", "choice", None),
    ]  # fmt: skip
    assert kind.attrs[0].minimum == 1 and kind.attrs[0].unit == "units" and "tanh" in kind.attrs[1].choices
    assert [port.name for port in kind.inputs] == ["x"] and [port.name for port in kind.outputs] == ["y"]
    assert desk.inner(made) == [
        {"units": 32, "activation": None}, {"units": 32, "activation": "tanh"},
    ]  # fmt: skip
    assert desk.document.links[PortRef(desk.last, "x")].source == PortRef(made, "y")
    after = desk.state()
    desk.stack.undo()
    assert desk.state() == before
    desk.stack.redo()
    assert desk.state() == after


def test_a_parameter_drives_several_attributes_in_one_step(desk: Desk) -> None:
    desk.shelve(desk.kind())
    made = desk.editor.add_node("Two layers", 400, 300)
    steps = desk.stack.count()
    desk.editor.set_attribute(made, "units", 48)
    desk.editor.set_attribute(made, "units", 16)
    assert desk.stack.count() == steps + 1, "edits of the same parameter in a row are one step"
    assert [inner["units"] for inner in desk.inner(made)] == [16, 16]
    assert desk.document.nodes[made].attributes["units"] == 16
    desk.editor.reset_attribute(made, "units")
    assert [inner["units"] for inner in desk.inner(made)] == [32, 32]
    assert "units" not in desk.document.nodes[made].attributes
    with pytest.raises(NodegradError, match="at least 1"):
        desk.editor.set_attribute(made, "units", 0)
    with pytest.raises(NodegradError, match="no attribute 'nonsense'"):
        desk.editor.set_attribute(made, "nonsense", 1)
    desk.stack.undo()
    assert [inner["units"] for inner in desk.inner(made)] == [16, 16]


def test_the_group_that_was_saved_becomes_an_instance_that_trains_the_same(desk: Desk) -> None:
    plain = losses(desk.document)
    before, kind = desk.state(), desk.kind()
    desk.editor.become_instance(desk.group, kind, desk.drives)
    assert desk.document.nodes[desk.group].attributes["units"] == 64, "it keeps what it had, whatever the default is"
    assert losses(desk.document) == plain
    spec = lower(desk.document.record(), catalog()).spec
    assert spec is not None and "64" in export_code(spec, "pytorch") and "first" in export_code(spec, "numpy")
    desk.editor.set_attribute(desk.group, "units", 8)
    assert losses(desk.document) != plain
    for _ in range(2):
        desk.stack.undo()
    assert desk.state() == before


def test_unpacking_leaves_plain_nodes_without_residue(desk: Desk) -> None:
    plain = losses(desk.document)
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    desk.editor.ungroup([desk.group])
    assert not any(node.driven or node.definition for node in desk.document.nodes.values())
    assert desk.document.nodes[desk.first].attributes == {"units": 64}, "an attribute at its default is not written"
    assert "driven" not in dumps(desk.state()) and losses(desk.document) == plain
    desk.editor.set_attribute(desk.first, "units", 12)


def test_what_is_in_an_instance_stays_as_it_is(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    desk.editor.add_node("ReLU", 0, 0)
    before, entry = desk.state(), border(desk.document, desk.group, ENTRY)
    assert entry is not None
    inside = PortRef(entry, "x")
    for change in (
        lambda: desk.editor.set_attribute(desk.second, "use_bias", False),
        lambda: desk.editor.delete([desk.first]),
        lambda: desk.editor.mute([desk.second]),
        lambda: desk.editor.rename(desk.first, "other"),
        lambda: desk.editor.disconnect(PortRef(desk.second, "x")),
        lambda: desk.editor.connect(inside, PortRef(desk.second, "x")),
        lambda: desk.editor.group([desk.second]),
        lambda: desk.editor.duplicate([desk.second]),
        lambda: desk.editor.paste(desk.editor.copy([desk.last]), 0, 0),
        lambda: desk.editor.add_port(desk.group, "inputs", "z"),
        lambda: desk.editor.rename_port(desk.group, "inputs", "x", "z"),
        lambda: desk.editor.remove_port(entry, "inputs", "x"),
        lambda: desk.editor.move_port(desk.group, "outputs", "y", 1) or desk.editor.add_port(desk.group, "outputs"),
    ):
        desk.editor.level = desk.group
        with pytest.raises(NodegradError, match="instance of the kind 'Two layers'"):
            change()
        assert desk.state() == before
    desk.editor.pin([desk.second])  # looking at it is no change
    desk.editor.move({desk.second: (40.0, 40.0)})
    assert desk.document.nodes[desk.second].pinned == "y"
    desk.editor.level = None
    desk.editor.mute([desk.group])
    desk.editor.delete([desk.group])
    assert desk.first not in desk.document.nodes


def test_a_kind_is_edited_in_an_instance_and_the_others_follow(desk: Desk) -> None:
    old = desk.kind()
    desk.shelve(old)
    desk.editor.become_instance(desk.group, old, desk.drives)
    other = desk.editor.add_node("Two layers", 400, 400, connect_from=PortRef(desk.batch, "x"), attributes={})
    desk.editor.set_attribute(other, "units", 5)
    after = desk.editor.add_node("ReLU", 700, 400, connect_from=PortRef(other, "y"))
    desk.editor.open_instance(desk.group)
    with pytest.raises(NodegradError, match="follows the parameter 'Units' of 'block'"):
        desk.editor.set_attribute(desk.first, "units", 7)
    desk.editor.set_attribute(desk.second, "use_bias", False)
    desk.editor.rename_port(desk.group, "inputs", "x", "rows")
    new = desk.kind()
    assert new.digest != old.digest and desk.editor.outdated(new) == [other]
    desk.editor.become_instance(desk.group, new, desk.drives)
    before = desk.state()
    desk.editor.update_instances(desk.editor.outdated(new), new)
    assert desk.editor.outdated(new) == []
    assert desk.inner(other) == [
        {"units": 5, "activation": None}, {"units": 5, "activation": "tanh", "use_bias": False},
    ]  # fmt: skip
    record = desk.document.nodes[other]
    assert record.name == "two_layers" and record.attributes == {"inputs": ["rows"], "outputs": ["y"], "units": 5}
    assert PortRef(other, "x") not in desk.document.links, "its port is gone"
    assert desk.document.links[PortRef(after, "x")].source == PortRef(other, "y")
    desk.stack.undo()
    assert desk.state() == before


def test_a_value_that_no_longer_fits_gives_way_to_the_default(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    new = desk.kind()
    narrow = tuple(
        msgspec.structs.replace(each, maximum=40) if each.name == "units" else each for each in new.parameters
    )  # fmt: skip
    desk.editor.update_instances([desk.group], msgspec.structs.replace(new, parameters=narrow))
    assert "units" not in desk.document.nodes[desk.group].attributes
    assert [inner["units"] for inner in desk.inner(desk.group)] == [32, 32]


def test_kinds_nest_and_a_parameter_reaches_through(desk: Desk) -> None:
    inner = desk.kind()
    desk.shelve(inner)
    a = desk.editor.add_node("Two layers", 0, 400)
    b = desk.editor.add_node("Two layers", 200, 400, connect_from=PortRef(a, "y"))
    outer = desk.editor.group([a, b])
    drives = {(a, "units"): "width", (b, "units"): "width"}
    four = capture(
        desk.document, outer, id_="k2", name="Four layers", category="", help_="",
        parameters=[Parameter.like(desk.attr(a, "units"), "width", "Width", 24)], drives=drives,
    )  # fmt: skip
    desk.shelve(inner, four)
    made = desk.editor.add_node("Four layers", 0, 800)
    assert [each["units"] for each in desk.inner(made)] == [24] * 4
    desk.editor.set_attribute(made, "width", 6)
    assert [each["units"] for each in desk.inner(made)] == [6] * 4
    assert loads(dumps(desk.state())) == desk.state()
    nested = [node for node in contents(desk.document, [made]) if desk.document.nodes[node].definition is not None]
    assert len(nested) == 2 and all(desk.document.nodes[node].attributes["units"] == 6 for node in nested)
    with pytest.raises(NodegradError, match="follows the parameter 'Width' of 'four_layers'"):
        desk.editor.set_attribute(nested[0], "units", 7)
    desk.editor.ungroup([made])
    assert [desk.document.nodes[node].driven for node in nested] == [{}, {}]
    desk.editor.set_attribute(nested[0], "units", 7)
    assert [each["units"] for each in desk.inner(nested[0])] == [7, 7]


def test_the_clipboard_carries_the_definition_into_another_document(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    text = desk.editor.copy([desk.group])
    document = Document()
    editor = Editor(document, QUndoStack(), catalog())
    (pasted,) = editor.paste(text, 0, 0)
    assert catalog().kind_of(document, pasted).title == "Two layers", "though no library here has it"
    editor.set_attribute(pasted, "units", 9)
    assert {node.attributes["units"] for node in document.nodes.values() if node.kind == "Dense"} == {9}
    (loose,) = editor.paste(desk.editor.copy([desk.first]), 0, 0)
    assert document.nodes[loose].driven == {} and document.nodes[loose].group is None
    assert "driven" not in desk.editor.copy([desk.first])


def test_a_file_edited_by_hand_says_what_its_parameter_says(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    data = json.loads(dumps(desk.state()))
    (row,) = [row for row in data["nodes"] if "definition" in row]
    row["attributes"]["units"] = 20
    again = loads(json.dumps(data))
    assert [node.attributes["units"] for node in again.nodes.values() if node.driven] == [20, 20]
    assert loads(dumps(again)) == again


def test_a_problem_inside_names_the_inner_node_and_lies_at_it(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    broken = msgspec.structs.replace(desk.document.nodes[desk.second], attributes={"units": "many"}, driven={})
    desk.document.apply(Delta(nodes=Rows(replaced={broken.id: (desk.document.nodes[broken.id], broken)})))
    (problem, *_) = lower(desk.document.record(), catalog()).errors
    assert problem.node == desk.second and "second" in problem.message


def test_deleting_an_instance_takes_all_of_it(desk: Desk) -> None:
    desk.editor.become_instance(desk.group, desk.kind(), desk.drives)
    before = desk.state()
    desk.editor.delete([desk.group])
    assert not {desk.first, desk.second} & set(desk.document.nodes) and border(desk.document, desk.group, EXIT) is None
    desk.stack.undo()
    assert desk.state() == before
