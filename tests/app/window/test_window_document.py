"""Documents in windows: built by hand, saved, reopened, refused, closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.panels.palette import KIND_MIME
from app.window.start_page import StartPage


def kinds_of(window) -> list[str]:
    return [record.kind for record in window.workspace.document.nodes.values()]


def add(window, qtbot, words: str) -> str:
    """Add a node as by keyboard: Ctrl+K, the words, Enter."""
    window.actions_by_name["search"].trigger()
    search = window.parts.palette.search
    search.clear()
    qtbot.keyClicks(search, words)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    return window.parts.scene.selected_ids()[0]


def test_enter_in_the_palette_adds_a_node_and_undo_takes_it_back(window, qtbot) -> None:
    node = add(window, qtbot, "dense")
    assert kinds_of(window) == ["Dense"] and window.parts.scene.selected_ids() == [node]
    assert window.parts.inspector.form.ids == (node,)
    undo = window.actions_by_name["undo"]
    assert "Dense" in undo.text()
    undo.trigger()
    assert kinds_of(window) == []
    window.actions_by_name["redo"].trigger()
    assert kinds_of(window) == ["Dense"]


def test_nodes_added_in_a_row_do_not_cover_each_other(window, qtbot) -> None:
    for _ in range(4):
        add(window, qtbot, "relu")
    places = {(record.x, record.y) for record in window.workspace.document.nodes.values()}
    assert len(places) == 4


def test_a_kind_is_dropped_on_the_canvas(window, qtbot) -> None:
    view = window.parts.view.viewport()
    model = window.parts.palette.list.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == "Adam")
    mime = model.mimeData([model.index(row, 0)])
    assert mime.hasFormat(KIND_MIME)
    send_drop(view, mime)
    assert kinds_of(window) == ["Adam"]


def send_drop(target, mime: QMimeData) -> None:
    at = QPoint(200, 150)
    actions, buttons, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, actions, mime, buttons, held))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), actions, mime, buttons, held))


def test_attributes_are_edited_in_the_inspector_and_undone(window, qtbot) -> None:
    node = add(window, qtbot, "dense")
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    line = window.parts.inspector.form.rows["units"].editor.field
    line.selectAll()
    qtbot.keyClicks(line, "7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.workspace.document.nodes[node].attributes["units"] == 7
    window.actions_by_name["undo"].trigger()
    assert window.workspace.document.nodes[node].attributes["units"] == 32, "what a new layer begins with"


def test_problems_appear_while_building_and_disable_run(window, qtbot) -> None:
    node = add(window, qtbot, "dense")
    qtbot.waitUntil(lambda: any(problem.node == node for problem in window.workspace.check.result.problems), timeout=2000)
    assert not window.run_bar.run_button.isEnabled() and window.run_bar.run_button.toolTip()
    assert window.docks.tabs.tabText(window.docks.tabs.indexOf(window.parts.problems)) != "Problems"
    window.parts.scene.select([])
    window.parts.problems.jump_requested.emit(node)
    assert window.parts.scene.selected_ids() == [node]


def test_canvas_keys_stay_out_of_fields(window, qtbot) -> None:
    add(window, qtbot, "dense")
    search = window.parts.palette.search
    search.setFocus()
    search.setText("abc")
    qtbot.keyClick(search, Qt.Key.Key_Backspace)
    assert search.text() == "ab" and kinds_of(window) == ["Dense"]
    qtbot.keyClicks(search, "f")
    assert search.text() == "abf"
    window.parts.view.setFocus()
    qtbot.keyClick(window.parts.view, Qt.Key.Key_Delete)
    assert kinds_of(window) == []


def test_copy_paste_duplicate(window, qtbot) -> None:
    add(window, qtbot, "dense")
    for name in ("copy", "paste", "duplicate"):
        window.actions_by_name[name].trigger()
    assert kinds_of(window) == ["Dense"] * 3
    window.actions_by_name["select_all"].trigger()
    window.actions_by_name["cut"].trigger()
    assert kinds_of(window) == []


def test_the_document_is_renamed_in_the_toolbar(window, qtbot) -> None:
    title = window.run_bar.title
    qtbot.keyClick(window, Qt.Key.Key_F2)
    title.field.selectAll()
    qtbot.keyClicks(title.field, "Two moons")
    qtbot.keyClick(title.field, Qt.Key.Key_Return)
    assert window.workspace.document.name == "Two moons" and window.windowTitle() == "Two moons[*] – Nodegrad"
    assert window.isWindowModified() and title._mark.isVisible()
    qtbot.mouseClick(title.field, Qt.MouseButton.LeftButton)
    title.field.selectAll()
    qtbot.keyClicks(title.field, "x")
    qtbot.keyClick(title.field, Qt.Key.Key_Escape)
    assert title.field.text() == "Two moons" and window.workspace.document.name == "Two moons"


def test_epochs_and_batch_in_the_toolbar_are_undoable(window, qtbot) -> None:
    bar = window.run_bar
    assert not bar.batch.isVisible()
    node = add(window, qtbot, "batch")
    assert bar.batch.isVisible()
    for field, text in ((bar.epochs, "3"), (bar.batch, "16")):
        line = field.editor.line
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    document = window.workspace.document
    assert document.settings.epochs == 3 and document.nodes[node].attributes == {"batch_size": 16}
    window.actions_by_name["undo"].trigger()
    window.actions_by_name["undo"].trigger()
    assert document.settings.epochs == 20 and bar.epochs.editor.line.text() == "20" and bar.batch.editor.line.text() == "32"


def test_save_close_reopen_gives_the_same_bytes(window, qtbot, tmp_path, monkeypatch) -> None:
    path = tmp_path / "mine.nodegrad"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "mine"), ""))
    add(window, qtbot, "digits")
    window.actions_by_name["save"].trigger()
    assert not window.workspace.is_edited and not window.run_bar.title._mark.isVisible()
    before = path.read_bytes()
    window.close()
    again = window.services.new_window()
    assert again.files.open_path(path)
    assert again.workspace.path == path
    again.actions_by_name["save"].trigger()
    assert path.read_bytes() == before
    assert again.services.settings.recent == [path]


@pytest.mark.parametrize("content", [None, "", "hello", '{"nodegrad": 1, "nodes": [', "[1, 2]", '{"nodegrad": 99}'])
def test_a_bad_file_gets_one_sentence_and_nothing_else_changes(start_window, tmp_path, content) -> None:
    path = tmp_path / "bad.nodegrad"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert not start_window.files.open_path(path)
    assert start_window.message_bar.isVisible() and start_window.message_bar.severity == "error"
    assert "bad.nodegrad" in start_window.message_bar.text.text()
    assert start_window.workspace is None and start_window.services.windows == [start_window]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_lost(window, qtbot, tmp_path, monkeypatch) -> None:
    add(window, qtbot, "relu")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "no" / "such" / "x.nodegrad"), ""))
    assert not window.files.save()
    assert window.message_bar.isVisible() and window.workspace.is_edited and kinds_of(window) == ["ReLU"]


def test_a_second_document_opens_in_a_window_of_its_own(window, qtbot) -> None:
    services = window.services
    window.files.open_example("digits-mlp")
    assert len(services.windows) == 1, "the empty document gives way"
    window.files.open_example("iris-softmax")
    assert len(services.windows) == 2
    assert [each.workspace.document.name for each in services.windows] == ["Digits MLP", "Iris softmax regression"]
    window.files.new()
    assert len(services.windows) == 3


def test_a_file_that_is_open_is_brought_to_the_front(window, qtbot, tmp_path) -> None:
    add(window, qtbot, "relu")
    path = tmp_path / "a.nodegrad"
    window.workspace.save(path)
    assert window.files.open_path(path)
    assert len(window.services.windows) == 1


def test_a_file_is_dropped_on_the_start_page_and_on_the_canvas(start_window, qtbot, tmp_path) -> None:
    from app.project.examples import find_example

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(find_example("digits-mlp").path))])
    send_drop(start_window, mime)
    assert start_window.workspace.document.name == "Digits MLP"
    copy = tmp_path / "iris.nodegrad"
    copy.write_bytes(find_example("iris-softmax").path.read_bytes())
    mime.setUrls([QUrl.fromLocalFile(str(copy))])
    send_drop(start_window.parts.view.viewport(), mime)
    assert [each.workspace.document.name for each in start_window.services.windows][-1] == "Iris softmax regression"


@pytest.mark.parametrize(
    ("answer", "closes", "saved"), [("save", True, True), ("discard", True, False), ("cancel", False, False)]
)
def test_closing_with_unsaved_changes_asks(window, qtbot, tmp_path, monkeypatch, answer, closes, saved) -> None:
    path = tmp_path / "asked.nodegrad"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    add(window, qtbot, "relu")
    asked = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        qtbot.mouseClick(box.findChild(QPushButton, answer), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, click)
    assert window.close() is closes
    assert len(asked) == 1 and "Untitled" in asked[0]
    assert path.exists() is saved
    if not closes:
        assert window.isVisible() and kinds_of(window) == ["ReLU"]


def test_closing_without_changes_does_not_ask(window) -> None:
    assert window.close()
    assert window.services.windows == []


def test_the_start_page_opens_examples_and_recent_files(start_window, qtbot, tmp_path) -> None:
    page = start_window.centralWidget().findChild(StartPage)
    card = page.cards[0]
    assert card.example.name == "digits-mlp"
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert start_window.workspace.document.name == "Digits MLP" and start_window.parts is not None
    assert start_window.workspace.path is None and not start_window.workspace.is_edited
    path = Path(tmp_path / "later.nodegrad")
    start_window.workspace.save(path)
    start_window.services.settings.add_recent(path)
    again = start_window.services.new_window()
    recent = again.centralWidget().findChild(StartPage).recent_buttons
    assert [button.accessibleName() for button in recent] == ["later"]


def test_every_example_opens_and_can_be_run(idle_services, qtbot) -> None:
    for example in idle_services.examples:
        window = idle_services.new_window()
        assert window.files.open_example(example.name)
        assert window.workspace.check.check_now().ready, example.name
        window.close()


def test_an_unknown_example_gets_a_sentence(start_window) -> None:
    assert not start_window.files.open_example("digits-mpl")
    assert "digits-mlp" in start_window.message_bar.text.text()


def test_the_history_lists_what_was_done_and_goes_back_by_a_click(window, qtbot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    editor, history = window.workspace.editor, window.parts.history
    editor.add_node("Digits", 0, 0)
    node = editor.add_node("Dense", 300, 0)
    editor.seal()
    editor.set_attribute(node, "units", 7)
    window.docks.show_tab(history)
    model = history.model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows == ["As it was opened", "Add Digits", "Add Dense", "Set units of dense"]
    place = history.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(history.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert [node.kind for node in window.workspace.document.nodes.values()] == ["Digits"]
    place = history.visualRect(model.index(3, 0)).center()
    QTest.mouseClick(history.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert window.workspace.document.nodes[node].attributes == {"units": 7}
