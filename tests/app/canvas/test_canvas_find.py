"""Finding nodes on the canvas and going from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_typed_is_selected_and_brought_into_view(hands: Hands) -> None:
    hands.view.camera.look_at(QPointF(6000, 6000), 1.0, fly=False)
    hands.key(Qt.Key.Key_F, CONTROL)
    bar = hands.view.find_bar
    assert bar.isVisible() and bar.field.hasFocus()
    hands.type("tan")
    assert hands.scene.selected_ids() == ["tanh"] and bar.count.text() == "1 of 1"
    hands.qtbot.waitUntil(lambda: hands.view.visible_rect().contains(hands.scene.nodes["tanh"].rect()))
    hands.key(Qt.Key.Key_Escape)
    assert not bar.isVisible() and hands.view.hasFocus() and hands.scene.selected_ids() == ["tanh"]


def test_enter_goes_on_and_shift_enter_back(hands: Hands) -> None:
    hands.editor.add_node("Dense", 900, 0, name="second")
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.type("dense")
    assert hands.scene.selected_ids() == ["dense"] and hands.view.find_bar.count.text() == "1 of 2"
    second = hands.ids("Dense")[1]
    for key, modifiers, wanted in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, second),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "dense"),
        (Qt.Key.Key_Return, SHIFT, second),
    ):
        hands.key(key, modifiers)
        assert hands.scene.selected_ids() == [wanted]


def test_the_words_of_a_note_are_found_and_nothing_is_told(hands: Hands) -> None:
    note = hands.editor.add_node("Note", 0, 500, attributes={"text": "Why the gradient vanishes"})
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.type("vanishes why")
    assert hands.scene.selected_ids() == [note]
    hands.type(" nowhere")
    assert hands.view.find_bar.count.text() == "nothing found" and hands.scene.selected_ids() == [note]
