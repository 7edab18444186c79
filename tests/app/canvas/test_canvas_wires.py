"""Wires by mouse: drawing, refusing, carrying elsewhere, taking off, cutting, inserting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from app.canvas.trial import Trial
from app.model.records import PortRef
from app.model.rules import can_connect

if TYPE_CHECKING:
    from .conftest import Hands

CHAIN = {("digits.data", "batch.data"), ("batch.x", "dense.x")}
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
RIGHT = Qt.MouseButton.RightButton


def test_a_wire_from_output_to_input(hands: Hands) -> None:
    hands.drag(hands.port("dense", "y", False), hands.port("relu", "x", True))
    assert hands.links() == CHAIN | {("dense.y", "relu.x")}


def test_a_wire_from_input_to_output(hands: Hands) -> None:
    hands.drag(hands.port("relu", "x", True), hands.port("dense", "y", False))
    assert hands.links() == CHAIN | {("dense.y", "relu.x")}


def test_a_wire_dropped_on_a_card_takes_the_port_that_fits(hands: Hands) -> None:
    hands.drag(hands.port("dense", "y", False), hands.node("relu"))
    assert hands.links() == CHAIN | {("dense.y", "relu.x")}


def test_a_wire_replaces_the_one_that_is_there(hands: Hands) -> None:
    hands.drag(hands.port("relu", "y", False), hands.port("dense", "x", True))
    assert hands.links() == {("digits.data", "batch.data"), ("relu.y", "dense.x")}
    hands.stack.undo()
    assert hands.links() == CHAIN


def test_a_bad_wire_is_refused_with_the_reason(hands: Hands) -> None:
    target = hands.port("relu", "x", True)
    hands.drag(hands.port("digits", "data", False), target, release=False)
    assert "dataset" in hands.view.hint.text
    assert hands.scene.opacity("relu") < 1.0 and hands.scene.opacity("digits") == 1.0
    hands.release(target)
    assert hands.links() == CHAIN and hands.stack.count() == 0
    assert len(hands.messages) == 1 and "dataset" in hands.messages[0] and hands.messages[0][0].isupper() is False
    assert all(hands.scene.opacity(node) == 1.0 for node in hands.scene.nodes)


def test_a_circle_is_refused(hands: Hands) -> None:
    hands.drag(hands.port("dense", "y", False), hands.port("relu", "x", True))
    hands.drag(hands.port("relu", "y", False), hands.port("dense", "x", True))
    assert ("relu.y", "dense.x") not in hands.links()
    assert "circle" in hands.messages[-1]


def test_escape_gives_a_wire_up(hands: Hands) -> None:
    hands.drag(hands.port("dense", "y", False), hands.port("relu", "x", True), release=False)
    hands.key(Qt.Key.Key_Escape)
    hands.release(hands.port("relu", "x", True))
    assert hands.links() == CHAIN and not hands.view.busy and not hands.view.hint.isVisible()


def test_the_other_button_gives_a_wire_up(hands: Hands) -> None:
    target = hands.port("relu", "x", True)
    hands.drag(hands.port("dense", "y", False), target, release=False)
    hands.press(target, RIGHT)
    hands.release(target)
    assert hands.links() == CHAIN and not hands.view.busy and not hands.view.palette_popup.isVisible()


def test_a_wire_is_carried_to_another_input(hands: Hands) -> None:
    hands.drag(hands.port("dense", "x", True), hands.port("relu", "x", True))
    assert hands.links() == {("digits.data", "batch.data"), ("batch.x", "relu.x")}
    assert hands.stack.count() == 1
    hands.stack.undo()
    assert hands.links() == CHAIN


def test_a_wire_put_back_changes_nothing(hands: Hands) -> None:
    port = hands.port("dense", "x", True)
    hands.press(port)
    hands.move(port + QPoint(60, 60))
    hands.move(port)
    hands.release(port)
    assert hands.links() == CHAIN and hands.stack.count() == 0
    assert not hands.scene.links[PortRef("dense", "x")].hidden


def test_a_wire_dropped_on_nothing_is_taken_off(hands: Hands) -> None:
    hands.drag(hands.port("dense", "x", True), hands.at(300, 200))
    assert hands.links() == {("digits.data", "batch.data")}
    assert not hands.view.palette_popup.isVisible()


def test_an_input_may_be_fed_from_the_palette(hands: Hands) -> None:
    hands.drag(hands.port("relu", "x", True), hands.at(300, 240))
    popup = hands.view.palette_popup
    kinds = [kind.name for row in range(popup.rows.rowCount()) if (kind := popup.rows.kind(popup.rows.index(row)))]
    assert "Dense" in kinds and "Digits" not in kinds and "Adam" not in kinds
    hands.type("tanh")
    hands.key(Qt.Key.Key_Return)
    (new,) = [node for node in hands.ids("Tanh") if node != "tanh"]
    assert hands.links() == CHAIN | {(f"{new}.y", "relu.x")}


def test_alt_and_a_click_on_a_port_takes_its_wires_off(hands: Hands) -> None:
    hands.drag(hands.port("batch", "x", False), hands.port("relu", "x", True))
    hands.click(hands.port("batch", "x", False), modifiers=ALT)
    assert hands.links() == {("digits.data", "batch.data")}
    hands.stack.undo()
    hands.click(hands.port("relu", "x", True), modifiers=ALT)
    assert hands.links() == CHAIN


def test_control_and_a_right_drag_cuts_wires(hands: Hands) -> None:
    first, second = hands.wire("batch", "data"), hands.wire("dense", "x")
    hands.press(first - QPoint(0, 40), RIGHT, CONTROL)
    for point in (first, first + QPoint(0, 40), second + QPoint(0, 40), second - QPoint(0, 60)):
        hands.move(point)
    assert all(item.faded for item in hands.scene.links.values())
    hands.release(second - QPoint(0, 60))
    assert hands.links() == set() and hands.stack.count() == 1
    hands.stack.undo()
    assert hands.links() == CHAIN


def test_a_cut_that_is_given_up_cuts_nothing(hands: Hands) -> None:
    middle = hands.wire("dense", "x")
    hands.drag(middle - QPoint(0, 40), middle + QPoint(0, 40), RIGHT, CONTROL, release=False)
    hands.key(Qt.Key.Key_Escape)
    assert hands.links() == CHAIN and not any(item.faded for item in hands.scene.links.values())


def test_a_kind_dropped_on_a_wire_is_put_into_it(hands: Hands) -> None:
    hands.drop(hands.wire("dense", "x"), "ReLU")
    (new,) = [node for node in hands.ids("ReLU") if node != "relu"]
    assert hands.links() == {("digits.data", "batch.data"), ("batch.x", f"{new}.x"), (f"{new}.y", "dense.x")}
    assert hands.stack.count() == 1 and hands.scene.selected_ids() == [new]


def test_a_kind_dropped_on_nothing_is_added_there(hands: Hands) -> None:
    hands.drop(hands.at(100, 300), "Sigmoid")
    (new,) = hands.ids("Sigmoid")
    assert hands.scene.nodes[new].rect().contains(100, 300)
    assert hands.links() == CHAIN
    hands.drop(hands.at(100, 300), "NoSuchKind")
    assert len(hands.document.nodes) == 6


def test_a_loose_node_dragged_onto_a_wire_is_put_into_it(hands: Hands) -> None:
    hands.editor.move({"dense": (640, 0)})
    middle = hands.wire("dense", "x")
    start = hands.node("relu", 60, 28)
    hands.drag(start, middle, release=False)
    assert hands.scene.links[PortRef("dense", "x")].hovered
    hands.release(middle)
    assert hands.links() == {("digits.data", "batch.data"), ("batch.x", "relu.x"), ("relu.y", "dense.x")}
    count = hands.stack.count()
    hands.stack.undo()
    assert hands.links() == CHAIN and hands.document.nodes["relu"].y == 200 and hands.stack.count() == count


def test_a_selected_wire_is_deleted(hands: Hands) -> None:
    hands.click(hands.wire("dense", "x"))
    assert [str(link.target) for link in hands.scene.selected_links()] == ["dense.x"]
    hands.key(Qt.Key.Key_Delete)
    assert hands.links() == {("digits.data", "batch.data")}


@pytest.mark.parametrize(("node", "port", "from_output"), [("batch", "y", True), ("relu", "x", False), ("digits", "data", True)])
def test_what_is_ringed_is_what_the_rules_allow(hands: Hands, node: str, port: str, from_output: bool) -> None:
    """The quick way to fade hundreds of nodes agrees with the rules for every port."""
    for kind in ("Adam", "Accuracy", "Concatenate", "Where", "Split", "SparseCategoricalCrossentropy"):
        if kind in hands.catalog:
            hands.editor.add_node(kind, 0, 400)
    trial = Trial(hands.document, hands.catalog, PortRef(node, port), from_output)
    for other, item in hands.scene.nodes.items():
        ports = item.face.inputs if from_output else item.face.outputs
        allowed = {p.ref.port for p in ports if can_connect(hands.document, hands.catalog, *trial.ends(p.ref)) is None}
        assert {port for port in trial.fitting(other) if item.port_point(from_output, port) is not None} == allowed, other
