"""Kinds of the user's own in the whole window, by mouse and keyboard: saved, found, put in, set, updated, renamed, deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTreeWidgetItem, QWidget

from app.catalog.registry import LIBRARY, catalog
from app.model.groups import contents
from app.model.records import PortRef
from app.panels.widgets import MessageRow
from app.project.format import dumps, loads
from app.window.library_dialog import LibraryDialog
from app.window.main_window import MainWindow
from app.window.save_kind import SaveKindDialog
from app.window.workspace import Workspace

Key, Button = Qt.Key, Qt.MouseButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's own folder, empty."""
    monkeypatch.setenv("NODEGRAD_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    catalog().set_own(LIBRARY, ())


@pytest.fixture
def grouped(window: MainWindow, qtbot) -> tuple[MainWindow, str, tuple[str, str]]:
    """Two dense layers in a group, which is selected."""
    editor = window.workspace.editor
    first = editor.add_node("Dense", 0, 0, "first")
    second = editor.add_node("Dense", 240, 0, "second", connect_from=PortRef(first, "y"))
    view = window.parts.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    qtbot.keyClick(view, Key.Key_G, CONTROL)
    (group,) = window.parts.scene.selected_ids()
    editor.add_port(group, "inputs", "x")
    (entry,) = [n.id for n in window.workspace.document.nodes.values() if n.kind == "GroupInput"]
    (exit_,) = [n.id for n in window.workspace.document.nodes.values() if n.kind == "GroupOutput"]
    editor.connect(PortRef(entry, "x"), PortRef(first, "x"))
    editor.add_port(group, "outputs", "y")
    editor.connect(PortRef(second, "y"), PortRef(exit_, "y"))
    return window, group, (first, second)


def opened(window: QWidget, sort: type) -> object:
    return next(each for each in window.findChildren(sort) if each.isVisible())


def click(qtbot, tree, item: QTreeWidgetItem, column: int = 0) -> None:
    """Press on the check box of a row."""
    tree.scrollToItem(item)
    at = tree.visualItemRect(item)
    qtbot.mouseClick(tree.viewport(), Button.LeftButton, pos=QPoint(at.left() + 10, at.center().y()))


def save(window: MainWindow, qtbot, name: str) -> SaveKindDialog:
    view = window.parts.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_K, CONTROL | SHIFT)
    dialog = opened(window, SaveKindDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.name.setFocus()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, name)
    return dialog


def test_a_name_that_is_free_is_proposed(grouped, qtbot) -> None:
    window, group, _ = grouped
    window.workspace.editor.rename(group, "group")  # what groups are called at first, and their kind too
    window.parts.scene.select([group])
    view = window.parts.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_K, CONTROL | SHIFT)
    dialog = opened(window, SaveKindDialog)
    assert dialog.name.text() == "Group 2" and dialog.save.isEnabled()
    dialog.reject()


def test_a_group_is_saved_with_a_parameter_for_two_attributes_and_put_in_again(grouped, qtbot, data: Path) -> None:
    window, group, (first, second) = grouped
    dialog = save(window, qtbot, "Two layers")
    assert dialog.tree.accessibleName() and dialog.name.accessibleName() == "Name"
    qtbot.keyClicks(dialog.help, "Twice as deep.")
    click(qtbot, dialog.tree, dialog.tree.item_of(first, "units"))
    (card,) = dialog.cards.cards
    card.title.selectAll()
    qtbot.keyClicks(card.title, "Width")
    qtbot.mouseClick(card.drives, Button.LeftButton)
    action = next(each for each in card.menu.actions() if each.text().startswith("second"))
    qtbot.mouseClick(card.menu, Button.LeftButton, pos=card.menu.actionGeometry(action).center())
    field = card.editor.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "16")
    qtbot.mouseClick(dialog.save, Button.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())

    (file,) = (data / "library").iterdir()
    kept = json.loads(file.read_text("utf-8"))
    assert (file.name, kept["help"], kept["category"]) == ("Two layers.json", "Twice as deep.", "Layers")
    assert [(row["title"], row["default"], row["minimum"]) for row in kept["parameters"]] == [("Width", 16, 1)]
    assert "library now" in window.message_bar.text.text()

    form = window.parts.inspector.form
    assert form.kinds[0].title == "Two layers" and list(form.rows) == ["width"] and form.ports == []
    row = form.rows["width"]
    assert row.editor.line.text() == "32", "it keeps what it had"
    row.editor.line.setFocus()
    row.editor.line.selectAll()
    qtbot.keyClicks(row.editor.line, "0")
    qtbot.keyClick(row.editor.line, Key.Key_Return)
    assert row.error.isVisible() and "1 or more" in row.error.text()
    row.editor.line.selectAll()
    qtbot.keyClicks(row.editor.line, "12")
    qtbot.keyClick(row.editor.line, Key.Key_Return)
    nodes = window.workspace.document.nodes
    assert [nodes[node].attributes["units"] for node in (first, second)] == [12, 12]

    palette = window.parts.palette
    qtbot.keyClicks(palette.search, "two lay")
    qtbot.keyClick(palette.search, Key.Key_Return)
    (made,) = window.parts.scene.selected_ids()
    assert made != group and nodes[made].definition.name == "Two layers"
    assert {nodes[node].attributes["units"] for node in contents(window.workspace.document, [made]) if nodes[node].driven} == {16}


def test_the_library_has_a_heading_and_its_kinds_fit_wires(grouped, qtbot) -> None:
    window, *_ = grouped
    qtbot.keyClick(save(window, qtbot, "Deep block").name, Key.Key_Return)
    whole = window.services.catalog
    assert whole.categories()[0] == "Library" and [kind.name for kind in whole.in_category("Library")] == ["Deep block"]
    assert "Deep block" in [kind.name for kind in whole.fitting("tensor", "from")]
    assert "Deep block" not in [kind.name for kind in whole.fitting("dataset", "from")]
    rows = window.parts.palette.list.model()
    shown = [rows.data(rows.index(at)) for at in range(rows.rowCount())]
    assert shown[:2] == ["Library", "Deep block"]
    view = window.parts.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Tab)
    qtbot.keyClicks(view.palette_popup.search, "deep")
    qtbot.keyClick(view.palette_popup.search, Key.Key_Return)
    assert window.workspace.document.nodes[window.parts.scene.selected_ids()[0]].definition is not None


def test_what_cannot_be_a_kind_is_said_in_the_window(grouped, qtbot) -> None:
    window, _, (first, second) = grouped
    dialog = save(window, qtbot, "dense")
    assert not dialog.save.isEnabled() and "there is a kind 'dense' already" in dialog.note.text().lower()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "a/b")
    assert not dialog.save.isEnabled() and "cannot be a kind's name" in dialog.note.text()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Fine")
    for node in (first, second):
        click(qtbot, dialog.tree, dialog.tree.item_of(node, "units"))
    titles = [card.title.text() for card in dialog.cards.cards]
    assert titles == ["Units", "Units (second)"] and dialog.save.isEnabled()
    card = dialog.cards.cards[1]
    card.title.selectAll()
    qtbot.keyClicks(card.title, "Units")
    assert not dialog.save.isEnabled() and "two parameters" in dialog.note.text().lower()
    qtbot.mouseClick(card.findChild(object, "close"), Button.LeftButton)
    assert dialog.save.isEnabled() and len(dialog.cards.cards) == 1
    item = dialog.tree.item_of(first, "units")
    dialog.tree.setFocus()
    dialog.tree.setCurrentItem(item)
    qtbot.keyClick(dialog.tree, Key.Key_Space)
    assert dialog.cards.cards == []
    qtbot.keyClicks(dialog.search, "activation")
    assert item.isHidden() and not dialog.tree.item_of(first, "activation").isHidden()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert catalog().in_category(LIBRARY) == ()


def test_a_kind_is_edited_and_another_document_is_updated_in_one_step(grouped, idle_services, qtbot) -> None:
    window, group, (first, second) = grouped
    dialog = save(window, qtbot, "Block")
    click(qtbot, dialog.tree, dialog.tree.item_of(first, "units"))
    qtbot.mouseClick(dialog.save, Button.LeftButton)
    other = idle_services.new_window(Workspace(idle_services.catalog))
    other.parts.add_kind("Block")
    (made,) = other.parts.scene.selected_ids()
    view = window.parts.view
    window.activateWindow()
    view.setFocus()
    view.show_node(second)
    with qtbot.waitSignal(view.message):
        qtbot.keyClick(view, Key.Key_M)
    assert not window.workspace.document.nodes[second].muted, "what is in an instance stays as it is"
    view.leave()
    (edit, *_) = [each for each in window.parts.inspector.form.instance.buttons if each.text() == "Edit the kind"]
    qtbot.mouseClick(edit, Button.LeftButton)
    window.workspace.editor.set_attribute(second, "units", 7)
    window.parts.view.show_node(group)
    dialog = save(window, qtbot, "Block")
    assert dialog.save.text() == "Replace" and [card.title.text() for card in dialog.cards.cards] == ["Units"]
    qtbot.mouseClick(dialog.save, Button.LeftButton)
    document = other.workspace.document
    before = document.record()
    assert "another version" in other.message_bar.text.text()
    qtbot.mouseClick(other.message_bar._action, Button.LeftButton)
    units = [document.nodes[node].attributes.get("units") for node in contents(document, [made])]
    assert 7 in units and other.workspace.undo_stack.undoText() == "Update block"
    other.workspace.undo_stack.undo()
    assert document.record() == before
    assert next(each.text() for each in other.parts.inspector.form.instance.buttons) == "Update"
    other.workspace.undo_stack.setClean()


def test_a_problem_inside_is_named_at_the_instance_and_jumped_to(grouped, qtbot) -> None:
    window, group, (first, second) = grouped
    qtbot.keyClick(save(window, qtbot, "Block").name, Key.Key_Return)
    editor, parts = window.workspace.editor, window.parts
    parts.view.leave()
    (entry,) = [end for end in parts.scene.nodes[group].face.inputs if end.ref.port == "x"]
    source = editor.add_node("Placeholder", -300, 0, attributes={"shape": [5]})
    editor.connect(PortRef(source, "y"), entry.ref)
    result = window.workspace.check.check_now()
    face = parts.scene.nodes[group].face
    assert face.severity == "error" and any(text.startswith("Inside, at 'first': ") for _, text in face.messages)
    (problem,) = result.problems_of(first)
    parts.problems.jump_requested.emit(problem.node)
    assert parts.scene.level == group and second in parts.scene.nodes
    assert parts.inspector.form.ids == (problem.node,) and parts.inspector.form.preview is not None
    with qtbot.waitSignal(parts.inspector.message):
        parts.inspector.form.rows["units"].applied.emit(3)


def test_an_update_takes_the_level_away_that_is_shown(grouped, qtbot) -> None:
    window, group, (first, _) = grouped
    editor, parts = window.workspace.editor, window.parts
    parts.view.enter(group)
    inner = editor.group([first])
    parts.view.leave()
    qtbot.keyClick(save(window, qtbot, "Block").name, Key.Key_Return)
    kind = window.services.shelf.library.kinds["Block"]
    parts.view.enter(inner)
    assert parts.scene.level == inner
    editor.update_instances([group], kind)
    assert inner not in window.workspace.document.nodes
    assert parts.scene.level is None or parts.scene.level in window.workspace.document.nodes
    window.workspace.undo_stack.undo()
    assert inner in window.workspace.document.nodes


def test_the_library_window_renames_deletes_and_puts_back(grouped, qtbot, data: Path) -> None:
    window, group, _ = grouped
    window.actions_by_name["library"].trigger()
    dialog = opened(window, LibraryDialog)
    assert dialog.pages.currentIndex() == 1, "it says how to begin"
    dialog.close()
    qtbot.keyClick(save(window, qtbot, "Block").name, Key.Key_Return)
    (data / "library" / "broken.json").write_text("{", "utf-8")
    window.actions_by_name["library"].trigger()
    dialog = opened(window, LibraryDialog)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_F2)
    field = opened(dialog.list, QLineEdit)
    qtbot.keyClicks(field, "Dense")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: any("already" in row.text.text() for row in dialog.findChildren(MessageRow)))
    assert [kind.name for kind in catalog().in_category(LIBRARY)] == ["Block"], "a kind that ships is called so"
    qtbot.mouseClick(dialog.rename, Button.LeftButton)
    field = opened(dialog.list, QLineEdit)
    qtbot.keyClicks(field, "Bigger block")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: [kind.name for kind in catalog().in_category(LIBRARY)] == ["Bigger block"])
    assert window.workspace.document.nodes[group].definition.name == "Block", "instances keep what they say"
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    assert catalog().in_category(LIBRARY) == () and window.workspace.document.nodes[group].definition is not None
    qtbot.mouseClick(dialog.undo, Button.LeftButton)
    assert [kind.name for kind in catalog().in_category(LIBRARY)] == ["Bigger block"]
    dialog.close()


def test_a_project_opens_on_a_machine_without_the_library(grouped, idle_services, qtbot) -> None:
    window, group, _ = grouped
    qtbot.keyClick(save(window, qtbot, "Block").name, Key.Key_Return)
    text = dumps(window.workspace.document.record())
    idle_services.shelf.delete("Block")
    record = loads(text)
    assert record == window.workspace.document.record()
    elsewhere = idle_services.new_window(Workspace(idle_services.catalog, record))
    assert elsewhere.parts.scene.nodes[group].face.title == "block" or elsewhere.parts.scene.nodes[group].face.title == "group"
    elsewhere.parts.view.show_node(group)
    assert elsewhere.parts.inspector.form.kinds[0].title == "Block"
    qtbot.keyClick(elsewhere.parts.view, Key.Key_G, CONTROL | SHIFT)
    assert group not in elsewhere.workspace.document.nodes
    elsewhere.workspace.undo_stack.setClean()
    QApplication.processEvents()


def test_a_wire_dropped_on_nothing_offers_the_kind_and_connects_it(grouped, qtbot) -> None:
    window, group, _ = grouped
    qtbot.keyClick(save(window, qtbot, "Block").name, Key.Key_Return)
    view, scene, editor = window.parts.view, window.parts.scene, window.workspace.editor
    source = editor.add_node("Placeholder", 0, 400, attributes={"shape": [None, 4]})
    view.fit_all()
    qtbot.waitUntil(lambda: scene.nodes[source] is not None and view.zoom() > 0)
    start = view.to_view(scene.port_point(PortRef(source, "y"), False)).toPoint()
    end = start + QPoint(120, 60)
    qtbot.mousePress(view.viewport(), Button.LeftButton, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(view.viewport(), start + (end - start) * part)
    qtbot.mouseRelease(view.viewport(), Button.LeftButton, pos=end)
    assert view.palette_popup.isVisible()
    qtbot.keyClicks(view.palette_popup.search, "block")
    qtbot.keyClick(view.palette_popup.search, Key.Key_Return)
    (made,) = scene.selected_ids()
    document = window.workspace.document
    assert made != group and document.nodes[made].definition.name == "Block"
    assert document.links[PortRef(made, "x")].source == PortRef(source, "y")


def test_both_windows_can_be_read_without_seeing_them(grouped, qtbot) -> None:
    window, *_ = grouped
    dialog = save(window, qtbot, "Block")
    click(qtbot, dialog.tree, dialog.tree.item_of("n1", "units"))
    unnamed = [
        type(widget).__name__
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not name_of(widget)
    ]
    assert unnamed == []
    qtbot.mouseClick(dialog.save, Button.LeftButton)
    window.actions_by_name["library"].trigger()
    library = opened(window, LibraryDialog)
    assert all(name_of(each) for each in library.findChildren(QPushButton)) and name_of(library.list) == "Kinds of the library"
    library.close()


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
