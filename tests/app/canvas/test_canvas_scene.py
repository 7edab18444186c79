"""The scene follows the document, and nothing of what is gone stays behind."""

from __future__ import annotations

import gc
import itertools
import weakref
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from app.canvas.node_item import NodeItem
from app.compile.problems import CheckResult, NodeInfo, PortType, Problem
from app.model.records import DocumentRecord, NodeRecord, PortRef

if TYPE_CHECKING:
    from .conftest import Hands


EVERYWHERE = QRectF(-1e9, -1e9, 2e9, 2e9)


def agrees(hands: Hands) -> None:
    """The scene shows exactly what the document holds."""
    scene, document = hands.scene, hands.document
    assert set(scene.nodes) == set(document.nodes) and set(scene.links) == set(document.links)
    for node, record in document.nodes.items():
        assert scene.nodes[node].pos().toTuple() == (record.x, record.y)
    for target, item in scene.links.items():
        source = document.links[target].source
        start, end = scene.port_point(source, False), scene.port_point(target, True)
        assert item.curve.points[0] == start.toTuple() and item.curve.points[-1] == end.toTuple()
    field = scene.contents.field
    assert set(field.nodes.named(field.nodes_in(EVERYWHERE))) == set(document.nodes)
    assert set(field.wires.named(field.wires_in(EVERYWHERE))) == set(document.links)


def test_two_hundred_nodes_added_and_removed_leave_nothing(hands: Hands) -> None:
    watched: list[weakref.ref[NodeItem]] = []
    for round_ in range(4):
        ids = [hands.editor.add_node("ReLU", 40.0 * i, 500.0 + 100 * round_) for i in range(50)]
        for a, b in itertools.pairwise(ids):
            hands.editor.connect(PortRef(a, "y"), PortRef(b, "x"))
        QApplication.processEvents()
        watched += [weakref.ref(hands.scene.nodes[node]) for node in ids]
        hands.scene.select(ids)
        hands.view.viewport().grab()
        hands.editor.delete(ids)
        QApplication.processEvents()
    agrees(hands)
    assert hands.scene.selected_ids() == [] and set(hands.scene.contents.links.made) <= set(hands.document.links)
    assert set(hands.scene.sprites._kept) <= set(hands.document.nodes)
    gc.collect()
    assert [ref for ref in watched if ref() is not None] == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("adcumr"), st.integers(0, 30), st.integers(0, 30)), max_size=25))
def test_any_commands_keep_scene_and_document_in_step(hands: Hands, script: list[tuple[str, int, int]]) -> None:
    kinds = ["Dense", "Batch", "Add", "Digits", "Adam", "Accuracy"]
    for what, a, b in script:
        ids = list(hands.document.nodes)
        if what == "a" or not ids:
            hands.editor.add_node(kinds[a % len(kinds)], 20.0 * a, 20.0 * b)
        elif what == "d":
            hands.editor.delete([ids[a % len(ids)]])
        elif what == "m":
            hands.editor.move({ids[a % len(ids)]: (8.0 * a, 8.0 * b)})
        elif what == "u":
            hands.stack.undo()
        elif what == "r":
            hands.stack.redo()
        else:
            source, target = hands.scene.nodes[ids[a % len(ids)]], hands.scene.nodes[ids[b % len(ids)]]
            if source.face.outputs and target.face.inputs:
                hands.view.attempt(lambda s=source, t=target: hands.editor.connect(s.face.outputs[-1].ref, t.face.inputs[-1].ref))
        agrees(hands)


def test_a_variadic_input_grows_with_its_wires(hands: Hands) -> None:
    kind = next((kind for kind in hands.catalog.kinds if any(port.variadic for port in kind.inputs)), None)
    if kind is None:
        return
    node = hands.editor.add_node(kind.name, 0, 300)
    name = kind.inputs[0].name
    assert [port.label for port in hands.scene.nodes[node].face.inputs][:1] == [name]
    count = len(hands.scene.nodes[node].face.inputs)
    hands.editor.connect(PortRef("dense", "y"), PortRef(node, name))
    assert len(hands.scene.nodes[node].face.inputs) == count + 1
    hands.stack.undo()
    assert len(hands.scene.nodes[node].face.inputs) == count
    agrees(hands)


def test_a_check_shows_on_nodes_and_wires(hands: Hands) -> None:
    source = PortRef("batch", "x")
    hands.scene.show_check(
        CheckResult(
            port_types={source: PortType("bool", "batch×9")},
            nodes={"dense": NodeInfo(footer="4,160 params")},
            problems=(Problem("warning", "look at {what}", {"what": "this"}, node="relu"),),
        )
    )
    assert hands.scene.nodes["dense"].layout.footer is not None
    assert hands.scene.links[PortRef("dense", "x")].wire == "bool"
    assert hands.scene.nodes["relu"].face.messages == (("warning", "Look at this."),)
    agrees(hands)
    hands.scene.show_check(CheckResult())
    assert hands.scene.nodes["dense"].layout.footer is None and hands.scene.nodes["relu"].face.messages == ()


def test_live_figures_stand_in_footers(hands: Hands) -> None:
    item = hands.scene.nodes["relu"]
    height, width = item.layout.height, item.layout.width
    hands.scene.set_live("relu", "97.2 %")
    assert item.layout.footer is not None and item.layout.footer.text == "97.2 %" and item.layout.width == width
    hands.scene.set_live("gone", "1")
    hands.scene.clear_live()
    assert item.layout.height == height
    agrees(hands)


def test_a_reset_shows_the_other_document(hands: Hands) -> None:
    hands.scene.select(["dense"])
    heard: list[list[str]] = []
    hands.scene.selection_ids_changed.connect(heard.append)
    hands.document.reset(DocumentRecord(name="Other", nodes={"n1": NodeRecord(id="n1", kind="ReLU", name="relu", x=8.0, y=12.0)}))
    agrees(hands)
    assert heard == [[]] and hands.view.breadcrumbs.accessibleName() == "Other"


def test_a_kind_from_a_newer_version_is_shown_with_its_wires(hands: Hands) -> None:
    record = hands.document.record()
    nodes = {**record.nodes, "batch": NodeRecord(id="batch", kind="HyperBatch", name="batch", x=240.0, y=0.0)}
    hands.document.reset(DocumentRecord(name="Test", nodes=nodes, links=record.links))
    face = hands.scene.nodes["batch"].face
    assert face.title == "HyperBatch" and not face.known
    assert [port.label for port in face.inputs] == ["data"] and [port.label for port in face.outputs] == ["x"]
    agrees(hands)
    hands.view.viewport().grab()
