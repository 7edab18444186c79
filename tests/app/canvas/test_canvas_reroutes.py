"""Bends in wires: put in by a double-click, carrying whatever comes in, gone without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from app.compile.describe import describe
from app.compile.lower import lower
from app.model.records import PortRef
from app.model.rules import can_connect

if TYPE_CHECKING:
    from .conftest import Hands


def bend(hands: Hands, node: str, port: str) -> str:
    hands.double_click(hands.wire(node, port))
    return hands.ids("Reroute")[-1]


def test_a_double_click_puts_a_bend_into_a_wire(hands: Hands) -> None:
    before = hands.links()
    middle = hands.wire("dense", "x")
    hands.double_click(middle)
    (made,) = hands.ids("Reroute")
    assert hands.links() == before - {("batch.x", "dense.x")} | {("batch.x", f"{made}.x"), (f"{made}.y", "dense.x")}
    dot = hands.view.to_view(hands.scene.nodes[made].rect().center()).toPoint()
    assert (dot - middle).manhattanLength() <= 6 and hands.scene.selected_ids() == [made]
    hands.stack.undo()
    assert hands.links() == before


def test_it_carries_rows_as_well_as_tensors(hands: Hands) -> None:
    rows, tensor = bend(hands, "batch", "data"), bend(hands, "dense", "x")
    kinds = {node: hands.catalog.kind_of(hands.document, node) for node in (rows, tensor)}
    assert kinds[rows].outputs[0].wire == "dataset" and kinds[tensor].outputs[0].wire == "tensor"
    second = bend(hands, "batch", "data")
    assert hands.catalog.kind_of(hands.document, second).outputs[0].wire == "dataset"
    found = describe(lower(hands.document.record(), hands.catalog))
    assert found.port_types[PortRef(second, "y")].wire == "dataset"
    assert not [problem for problem in found.problems if problem.severity == "error" and problem.node in (rows, tensor, second)]


def test_what_it_leads_to_says_what_may_come_in(hands: Hands) -> None:
    rows = bend(hands, "batch", "data")
    document, catalog = hands.document, hands.catalog
    refusal = can_connect(document, catalog, PortRef("dense", "y"), PortRef(rows, "x"))
    assert refusal is not None and refusal.params["wanted"] == "a dataset"
    hands.editor.disconnect(PortRef("batch", "data"))
    assert can_connect(document, catalog, PortRef("dense", "y"), PortRef(rows, "x")) is None


def test_it_is_dragged_by_its_dot_and_wired_by_its_ends(hands: Hands) -> None:
    made = bend(hands, "dense", "x")
    before = hands.scene.nodes[made].pos().y()
    dot = hands.view.to_view(hands.scene.nodes[made].rect().center()).toPoint()
    hands.drag(dot, dot + QPoint(0, 80))
    assert hands.scene.nodes[made].pos().y() == before + 80
    hands.drag(hands.port(made, "y", False), hands.port("tanh", "x", True))
    assert (f"{made}.y", "tanh.x") in hands.links()


def test_deleting_it_keeps_the_flow(hands: Hands) -> None:
    before = hands.links()
    bend(hands, "dense", "x")
    hands.key(Qt.Key.Key_Delete)
    assert hands.links() == before and not hands.ids("Reroute")


def test_a_loose_one_takes_anything(hands: Hands) -> None:
    node = hands.editor.add_node("Reroute", 100, 400)
    for source in (PortRef("digits", "data"), PortRef("batch", "x")):
        assert can_connect(hands.document, hands.catalog, source, PortRef(node, "x")) is None
        hands.editor.connect(source, PortRef(node, "x"))
