"""Groups in the whole window: keys, palette, problems and inspector agree on the level that is open."""

from __future__ import annotations

from PySide6.QtCore import Qt

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_group_is_made_entered_filled_and_left_by_keys(window, qtbot) -> None:
    document, parts = window.workspace.document, window.parts
    parts.add_kind("Dense")
    (dense,) = document.nodes
    view = parts.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_G, CONTROL)
    (group,) = parts.scene.nodes
    qtbot.keyClick(view, Key.Key_Return, CONTROL)
    assert parts.scene.level == group and document.nodes[dense].group == group
    parts.add_kind("ReLU")
    (relu,) = parts.scene.selected_ids()
    assert document.nodes[relu].group == group
    parts.view.find_bar.open_bar()
    parts.view.find_bar.field.setText("two words")
    qtbot.keyClick(parts.view.find_bar.field, Key.Key_Backspace, CONTROL)
    assert parts.scene.level == group and parts.view.find_bar.field.text() == "two "
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Backspace, CONTROL)
    assert parts.scene.level is None and parts.scene.selected_ids() == [group]
    assert len(parts.inspector.form.ports) == 2
    qtbot.keyClick(view, Key.Key_G, CONTROL | SHIFT)
    assert set(parts.scene.nodes) == {dense, relu}


def test_a_problem_inside_is_jumped_to(window, qtbot) -> None:
    document, parts = window.workspace.document, window.parts
    parts.add_kind("Dense")
    (dense,) = document.nodes
    group = window.workspace.editor.group([dense])
    result = window.workspace.check.check_now()
    assert parts.scene.nodes[group].face.severity == "error" and result.problems_of(dense)
    parts.problems.jump_requested.emit(dense)
    assert parts.scene.level == group and parts.scene.selected_ids() == [dense]
    assert parts.inspector.form.ids == (dense,)


def test_the_status_line_counts_what_a_reader_would(window) -> None:
    window.parts.add_kind("Dense")
    window.workspace.editor.group(list(window.workspace.document.nodes))
    window.workspace.check.check_now()
    assert window.status_line.graph.text().startswith("2 nodes")


def test_the_key_that_opens_a_group_still_keeps_a_note(window, qtbot) -> None:
    document, parts = window.workspace.document, window.parts
    parts.add_kind("Note")
    (note,) = document.nodes
    parts.view.rename(note)
    sheet = parts.view.note_sheet
    qtbot.keyClicks(sheet, "kept")
    qtbot.keyClick(sheet, Key.Key_Return, CONTROL)
    assert document.nodes[note].attributes["text"] == "kept" and sheet.isHidden()
