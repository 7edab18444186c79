"""A network drawn from an empty canvas with mouse and keyboard alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from app.model.records import PortRef

if TYPE_CHECKING:
    from .conftest import Hands

Key = Qt.Key


def test_a_chain_from_an_empty_canvas(empty: Hands) -> None:
    """Palette by Tab, by double-click and by a dropped wire; then undone and redone as a whole."""
    assert empty.view.empty_hint.isVisible()
    empty.key(Key.Key_Tab)
    assert empty.view.palette_popup.isVisible()
    empty.type("digits")
    empty.key(Key.Key_Return)
    (digits,) = empty.ids("Digits")
    assert not empty.view.palette_popup.isVisible() and not empty.view.empty_hint.isVisible()
    assert empty.scene.selected_ids() == [digits]
    # put it to the left
    empty.drag(empty.node(digits), empty.at(60, 100))
    # Batch by dropping its wire on nothing
    empty.drag(empty.port(digits, "data", False), empty.at(300, 120))
    assert empty.view.palette_popup.isVisible()
    empty.type("batch")
    empty.key(Key.Key_Return)
    (batch,) = empty.ids("Batch")
    assert empty.links() == {(f"{digits}.data", f"{batch}.data")}
    # Dense by double-click, then wired by hand
    empty.double_click(empty.at(620, 330))
    empty.type("dense")
    empty.key(Key.Key_Return)
    (dense,) = empty.ids("Dense")
    empty.drag(empty.port(batch, "x", False), empty.port(dense, "x", True))
    # the loss from the palette's right-click, wired from its inputs backwards
    empty.click(empty.at(620, 40), Qt.MouseButton.RightButton)
    empty.type("sparse categorical cross")
    empty.key(Key.Key_Return)
    (loss,) = empty.ids("SparseCategoricalCrossentropy")
    empty.drag(empty.port(loss, "y_pred", True), empty.port(dense, "y", False))
    empty.drag(empty.port(batch, "y", False), empty.port(loss, "y_true", True))
    # the optimizer by dropping the wire of the loss
    empty.drag(empty.port(loss, "loss", False), empty.at(780, 480))
    empty.type("adam")
    empty.key(Key.Key_Return)
    (adam,) = empty.ids("Adam")
    wanted = {
        (f"{digits}.data", f"{batch}.data"),
        (f"{batch}.x", f"{dense}.x"),
        (f"{dense}.y", f"{loss}.y_pred"),
        (f"{batch}.y", f"{loss}.y_true"),
        (f"{loss}.loss", f"{adam}.loss"),
    }
    assert empty.links() == wanted
    done = empty.document.record()
    while empty.stack.canUndo():
        empty.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not empty.document.nodes and not empty.scene.nodes and not empty.scene.links
    assert empty.view.empty_hint.isVisible()
    while empty.stack.canRedo():
        empty.stack.redo()
    assert empty.document.record() == done
    assert set(empty.scene.nodes) == set(done.nodes) and set(empty.scene.links) == set(done.links)


def test_shapes_stand_on_the_wires(hands: Hands) -> None:
    hands.check()
    (into_batch, into_dense) = (hands.scene.links[target] for target in hands.document.links)
    assert into_batch.pill == "1,797 rows"
    assert into_dense.pill == "batch×64"
    assert into_batch.wire == "dataset" and into_dense.wire == "tensor"


def test_a_short_wire_has_a_short_pill(hands: Hands) -> None:
    hands.editor.move({"dense": (444, 0)})
    hands.check()
    assert hands.scene.links[next(reversed(hands.document.links))].pill == "b×64"


def test_an_error_shows_at_the_node_as_soon_as_it_is_wrong(hands: Hands) -> None:
    hands.editor.connect(PortRef("batch", "y"), PortRef("dense", "x"))
    hands.check()
    item = hands.scene.nodes["dense"]
    assert item.face.severity == "error"
    hands.hover(hands.node("dense"))
    assert hands.view.callout_text.splitlines() == [item.face.messages[0][1], "Ctrl+.: Set units to 32"]
    hands.hover(hands.at(0, 450))
    assert hands.view.callout_text == ""
    hands.click(hands.node("dense"))
    assert hands.view.callout_text and item.face.messages[0][1] in hands.view.accessibleDescription()


def test_nodes_added_by_keyboard_at_one_point_stand_side_by_side(hands: Hands) -> None:
    before = set(hands.scene.nodes)
    for _ in range(3):
        hands.view.open_palette(QPointF(400, 600))
        hands.view.palette_popup.chosen.emit("Dense")
    rects = [hands.scene.nodes[node].rect() for node in hands.scene.nodes if node not in before]
    assert len(rects) == 3 and len({rect.top() for rect in rects}) == 1
    assert all(left.right() < right.left() for left, right in pairwise(rects))
    assert hands.view.visible_rect().contains(rects[-1])
