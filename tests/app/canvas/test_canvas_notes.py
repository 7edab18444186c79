"""Notes and frames: written, resized, moved and taken along by hand, and no part of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage

from app.canvas.note_item import BAND, NoteText
from app.compile.lower import lower

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


def _note(hands: Hands, text: str = "", **size: float) -> str:
    return hands.editor.add_node("Note", 0, 240, attributes={"text": text, **size})


def _frame(hands: Hands, *nodes: str) -> str:
    hands.scene.select(nodes)
    hands.view.setFocus()
    hands.key(Qt.Key.Key_J, CONTROL)
    return hands.ids("Frame")[0]


def _grip(hands: Hands, node: str) -> QPoint:
    corner = hands.scene.nodes[node].rect().bottomRight()
    return hands.at(corner.x() - 5, corner.y() - 5)


def test_a_note_is_written_on_the_canvas(hands: Hands) -> None:
    note = _note(hands)
    hands.double_click(hands.node(note))
    sheet = hands.view.note_sheet
    assert sheet.isVisible() and sheet.hasFocus()
    hands.type("# Why")
    hands.key(Qt.Key.Key_Return)
    hands.type("It learns.")
    height = hands.scene.nodes[note].layout.height
    hands.key(Qt.Key.Key_Return, CONTROL)
    assert hands.document.nodes[note].attributes["text"] == "# Why\nIt learns."
    assert not sheet.isVisible() and hands.view.hasFocus()
    assert hands.scene.nodes[note].layout.height > height
    hands.stack.undo()
    assert "text" not in hands.document.nodes[note].attributes or hands.document.nodes[note].attributes["text"] == ""


def test_escape_leaves_a_note_and_a_click_elsewhere_keeps_it(hands: Hands) -> None:
    note = _note(hands, "before")
    hands.click(hands.node(note))
    hands.key(Qt.Key.Key_F2)
    hands.type("after")
    hands.key(Qt.Key.Key_Escape)
    assert hands.document.nodes[note].attributes["text"] == "before"
    hands.double_click(hands.node(note))
    hands.type("after")
    hands.click(hands.at(500, 450))
    assert hands.document.nodes[note].attributes["text"] == "after"


def test_a_note_is_as_high_as_its_text_at_its_width(hands: Hands) -> None:
    note = _note(hands, "one two three four five six seven eight nine ten " * 4)
    item = hands.scene.nodes[note]
    before = item.layout.height
    hands.drag(_grip(hands, note), _grip(hands, note) + QPoint(200, 90))
    assert hands.document.nodes[note].attributes["width"] == 480
    assert item.layout.width == 480 and item.layout.height < before
    hands.stack.undo()
    assert item.layout.width == 280 and item.layout.height == before


def test_a_size_that_is_given_up_is_not_kept(hands: Hands) -> None:
    frame = _frame(hands, "relu")
    hands.key(Qt.Key.Key_Escape)
    before = hands.scene.nodes[frame].rect()
    hands.drag(_grip(hands, frame), _grip(hands, frame) + QPoint(80, 40), release=False)
    assert hands.scene.nodes[frame].rect() != before
    hands.key(Qt.Key.Key_Escape)
    assert hands.scene.nodes[frame].rect() == before


def test_a_frame_lies_around_what_is_selected_and_asks_for_its_caption(hands: Hands) -> None:
    frame = _frame(hands, "batch", "dense")
    rect = hands.scene.nodes[frame].rect()
    assert all(rect.contains(hands.scene.nodes[node].rect()) for node in ("batch", "dense"))
    assert not rect.intersects(hands.scene.nodes["tanh"].rect())
    hands.type("Model")
    hands.key(Qt.Key.Key_Return)
    assert hands.document.nodes[frame].attributes["caption"] == "Model"
    assert hands.scene.nodes[frame].layout.title.text == "Model"


def test_a_frame_takes_along_what_lies_in_it_in_one_step(hands: Hands) -> None:
    frame = _frame(hands, "batch", "dense")
    hands.key(Qt.Key.Key_Escape)
    places = {node: (record.x, record.y) for node, record in hands.document.nodes.items()}
    grab = hands.node(frame, 20, 10)
    hands.drag(grab, grab + QPoint(0, 120))
    moved = {node for node, record in hands.document.nodes.items() if (record.x, record.y) != places[node]}
    assert moved == {frame, "batch", "dense"}
    hands.stack.undo()
    assert {node: (record.x, record.y) for node, record in hands.document.nodes.items()} == places


def test_inside_a_frame_everything_is_within_reach(hands: Hands) -> None:
    frame = _frame(hands, "batch", "dense")
    hands.key(Qt.Key.Key_Escape)
    hands.click(hands.node("dense"))
    assert hands.scene.selected_ids() == ["dense"]
    hands.click(hands.wire("dense", "x"))
    assert [link.target.node for link in hands.scene.selected_links()] == ["dense"]
    rect = hands.scene.nodes[frame].rect()
    # a rectangle drawn inside selects nodes, and the frame only where it holds all of it
    hands.drag(hands.at(rect.left() + 12, rect.top() + BAND + 8), hands.at(rect.right() - 10, rect.bottom() - 20))
    assert set(hands.scene.selected_ids()) == {"batch", "dense"}
    hands.click(hands.node(frame, 20, 10))
    assert hands.scene.selected_ids() == [frame]


def test_deleting_a_frame_keeps_what_lies_in_it(hands: Hands) -> None:
    frame = _frame(hands, "batch", "dense")
    hands.key(Qt.Key.Key_Escape)
    hands.click(hands.node(frame, 20, 10))
    hands.key(Qt.Key.Key_Delete)
    assert not hands.ids("Frame") and hands.document.nodes.keys() >= {"batch", "dense"}


def test_notes_and_frames_are_no_part_of_the_program(hands: Hands) -> None:
    before = lower(hands.document.record(), hands.catalog)
    _note(hands, "text")
    _frame(hands, "dense")
    after = lower(hands.document.record(), hands.catalog)
    assert after.problems == before.problems and len(after.graph.nodes) == len(before.graph.nodes)


def test_a_note_loads_nothing(tmp_path: Path, qapp: object) -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "red.png"))
    text = NoteText(f"![red]({(tmp_path / 'red.png').as_uri()}) <b>no markup</b>", 200)
    assert text.size().height() < 60 and "<b>" in text.toPlainText()


def test_a_wire_dropped_on_a_note_or_in_a_frame_offers_what_fits_as_on_nothing(hands: Hands) -> None:
    note = hands.editor.add_node("Note", 640, 300, attributes={"text": "Read me"})
    frame = _frame(hands, "tanh")
    inside = hands.at(*(hands.scene.rect_of(frame).bottomRight() - QPointF(8, 60)).toTuple())
    for place in (hands.node(note, 40, 12), inside):
        hands.drag(hands.port("dense", "y", False), place)
        assert hands.view.palette_popup.isVisible() and hands.view.palette_popup._about.text() == "Takes y of Dense"
        hands.key(Qt.Key.Key_Escape)


def test_a_frame_that_reaches_out_of_view_comes_into_view_to_be_named(hands: Hands) -> None:
    hands.view.camera.look_at(QPointF(400, hands.view.visible_rect().height() / 2 - 8), fly=False)
    hands.scene.select(["dense", "batch"])
    hands.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    (frame,) = hands.ids("Frame")
    assert hands.view.visible_rect().contains(hands.scene.rect_of(frame)) and hands.view.rename_field.isVisible()
