"""Live previews in a window with a real worker: after edits, for pins and for the selection, beside a run, after a death."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.pictures import AnyPicture, HeatMap, Histogram, Number, Unseen
from app.model.records import PortRef
from app.panels.node_form import NodeForm
from app.panels.preview_section import PreviewSection
from app.window.main_window import MainWindow


def node(window: MainWindow, name: str) -> str:
    return next(record.id for record in window.workspace.document.nodes.values() if record.name == name)


def section(window: MainWindow) -> PreviewSection:
    form = window.parts.inspector.form
    assert isinstance(form, NodeForm)
    assert form.preview is not None
    return form.preview


def picture(qtbot: QtBot, window: MainWindow, form: type) -> AnyPicture:
    """What the inspector shows, once it is of that form."""
    qtbot.waitUntil(lambda: isinstance(section(window).view.picture, form), timeout=60_000)
    found = section(window).view.picture
    assert found is not None
    return found


def test_the_selected_node_shows_its_value_and_an_edit_changes_it(qtbot: QtBot, digits: MainWindow) -> None:
    hidden = node(digits, "hidden")
    digits.parts.scene.select([hidden])
    first = picture(qtbot, digits, HeatMap)
    assert first.shape == (32, 64)
    assert section(digits).note.full_text == "initial weights"
    assert section(digits).view.accessibleDescription().startswith("heat map, float32 32×64, min ")
    digits.workspace.editor.set_attribute(hidden, "units", 5)
    qtbot.waitUntil(lambda: section(digits).view.picture.shape == (32, 5), timeout=60_000)
    digits.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: section(digits).view.picture == first, timeout=60_000)


def test_every_output_and_weight_can_be_chosen(qtbot: QtBot, digits: MainWindow) -> None:
    digits.parts.scene.select([node(digits, "hidden")])
    choice = section(digits).choice
    assert [choice.itemText(index) for index in range(choice.count())] == ["y", "kernel", "bias"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    picture(qtbot, digits, Histogram)
    assert section(digits).look == "kernel"
    digits.parts.scene.select([node(digits, "adam")])
    assert section(digits).isHidden()
    digits.parts.scene.select([node(digits, "accuracy")])
    picture(qtbot, digits, Number)


def test_the_button_pins_and_the_card_follows_the_choice(qtbot: QtBot, digits: MainWindow) -> None:
    hidden = node(digits, "hidden")
    digits.parts.scene.select([hidden])
    shown_here = picture(qtbot, digits, HeatMap)
    QTest.mouseClick(section(digits).pin, Qt.MouseButton.LeftButton)
    assert digits.workspace.document.nodes[hidden].pinned == "y"
    item = digits.parts.scene.nodes[hidden]
    qtbot.waitUntil(lambda: item.picture == shown_here, timeout=60_000)
    choice = section(digits).choice
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert digits.workspace.document.nodes[hidden].pinned == "kernel"
    qtbot.waitUntil(lambda: isinstance(item.picture, Histogram), timeout=60_000)
    digits.parts.scene.select([])
    digits.workspace.editor.set_attribute(hidden, "units", 3)
    qtbot.waitUntil(lambda: item.picture is not None and item.picture.shape == (64, 3), timeout=60_000)
    digits.parts.scene.select([hidden])
    assert section(digits).pin.isChecked()
    QTest.mouseClick(section(digits).pin, Qt.MouseButton.LeftButton)
    assert digits.workspace.document.nodes[hidden].pinned == ""
    assert not section(digits).pin.isChecked()


def test_pins_are_seen_when_the_document_is_opened(qtbot: QtBot, digits: MainWindow, tmp_path) -> None:
    digits.workspace.editor.pin([node(digits, "relu")])
    file = tmp_path / "pinned.nodegrad"
    digits.workspace.save(file)
    assert '"pinned": "y"' in file.read_text(encoding="utf-8")
    assert digits.files.open_path(file)
    relu = node(digits, "relu")
    qtbot.waitUntil(lambda: isinstance(digits.parts.scene.nodes[relu].picture, HeatMap), timeout=60_000)


def test_nothing_is_asked_where_nothing_is_looked_at(qtbot: QtBot, digits: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(digits.run.client, "preview", lambda *rest, **more: asked.append(rest) or "none")
    digits.workspace.editor.set_attribute(node(digits, "hidden"), "units", 5)
    qtbot.wait(400)
    assert asked == []
    for units in range(6, 12):
        digits.workspace.editor.set_attribute(node(digits, "hidden"), "units", units)
        digits.parts.scene.select([node(digits, "hidden")])
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(400)
    assert len(asked) == 1


def test_a_wrong_node_says_why_in_the_place_of_its_value(qtbot: QtBot, digits: MainWindow) -> None:
    hidden = node(digits, "hidden")
    digits.parts.scene.select([hidden])
    picture(qtbot, digits, HeatMap)
    digits.workspace.editor.disconnect(PortRef(hidden, "x"))
    picture(qtbot, digits, Unseen)
    assert "needs a wire into 'x'" in section(digits).view.accessibleDescription()


def test_a_run_shows_the_weights_that_it_trains_and_their_gradients(qtbot: QtBot, digits: MainWindow) -> None:
    digits.workspace.editor.set_settings(epochs=100_000)
    digits.parts.scene.select([node(digits, "hidden")])
    picture(qtbot, digits, HeatMap)
    digits.run.start()
    qtbot.waitUntil(lambda: section(digits).note.full_text.startswith("step "), timeout=60_000)
    live = digits.parts.inspector.form.live
    qtbot.waitUntil(lambda: not live.isHidden(), timeout=60_000)
    assert [value.accessibleName().partition(":")[0] for value in live.values[:2]] == [
        "Gradient norm of kernel", "Gradient norm of bias",
    ]  # fmt: skip
    step = section(digits).note.full_text
    qtbot.waitUntil(lambda: section(digits).note.full_text != step, timeout=60_000)
    digits.run.stop()
    qtbot.waitUntil(lambda: digits.run.state == "idle", timeout=60_000)
    ended = f"step {digits.run.ended.steps:,}"
    qtbot.waitUntil(lambda: section(digits).note.full_text == ended, timeout=60_000)
    digits.run.reset()
    qtbot.waitUntil(lambda: section(digits).note.full_text == "initial weights", timeout=60_000)
    assert live.isHidden()


def test_a_worker_killed_while_previewing_is_survived_and_told(qtbot: QtBot, digits: MainWindow) -> None:
    digits.parts.scene.select([node(digits, "hidden")])
    picture(qtbot, digits, HeatMap)
    told: list[str] = []
    digits.run.message.connect(lambda severity, text, node: told.append(text))
    digits.workspace.editor.set_attribute(node(digits, "hidden"), "units", 5)
    digits.parts.previews.ask()
    os.kill(digits.run.client._process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: section(digits).view.picture.shape == (32, 5), timeout=60_000)
    assert any(text.startswith("The training process was killed") for text in told)
