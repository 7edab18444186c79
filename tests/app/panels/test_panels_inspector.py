"""The inspector: every attribute has an editor that applies, refuses, resets and undoes; several nodes are edited as one."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.problems import CheckResult, Fix, NodeInfo, PortType, Problem
from app.model.document import Document
from app.model.pictures import Number
from app.model.records import PortRef
from app.panels.attribute_text import format_value, parse_value
from app.panels.document_form import DocumentForm
from app.panels.editors import MIXED, make_editor
from app.panels.inspector import InspectorPanel
from app.panels.node_form import NodeForm
from app.panels.value_line import ValueLine
from app.theme import Theme
from engine.ops.attrs import REQUIRED, Attr


@pytest.fixture
def editor(qapp) -> Editor:
    return Editor(Document(), QUndoStack(), catalog())


@pytest.fixture
def panel(qtbot, editor):
    panel = InspectorPanel(editor, catalog(), Theme("dark"))
    qtbot.addWidget(panel)
    panel.resize(296, 700)
    panel.show()
    qtbot.waitUntil(panel.isVisible)
    return panel


def fill_in(qtbot, line, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def field(panel, name: str):
    return panel.form.rows[name].editor.field


def test_nothing_selected_shows_the_document(panel, editor, qtbot) -> None:
    assert isinstance(panel.form, DocumentForm)
    fill_in(qtbot, field(panel, "epochs"), "7")
    fill_in(qtbot, field(panel, "seed"), "42")
    fill_in(qtbot, field(panel, "name"), "My net")
    assert (editor.document.settings.epochs, editor.document.settings.seed, editor.document.name) == (7, 42, "My net")
    for _ in range(3):
        editor.undo_stack.undo()
    assert (editor.document.settings.epochs, editor.document.settings.seed, editor.document.name) == (20, 0, "Untitled")
    assert field(panel, "epochs").text() == "20"


def test_devices_that_can_be_used_are_offered(panel, editor, qtbot) -> None:
    panel.set_devices(
        [
            {"name": "cpu", "title": "CPU", "available": True},
            {"name": "cuda:0", "title": "GPU", "available": False, "reason": "no driver"},
        ]
    )
    combo = panel.form.device.combo
    assert [combo.itemText(at) for at in range(combo.count())] == ["CPU"]


def test_a_number_is_applied_and_undone(panel, editor, qtbot) -> None:
    node = editor.add_node("Split", 0, 0)
    panel.show_nodes([node])
    fill_in(qtbot, field(panel, "validation_fraction"), "0.3")
    assert editor.document.nodes[node].attributes == {"validation_fraction": 0.3}
    editor.undo_stack.undo()
    assert editor.document.nodes[node].attributes == {}
    assert field(panel, "validation_fraction").text() == "0.2"


def test_scientific_notation_is_a_number(panel, editor, qtbot) -> None:
    node = editor.add_node("Adam", 0, 0)
    panel.show_nodes([node])
    fill_in(qtbot, field(panel, "learning_rate"), "5e-4")
    assert editor.document.nodes[node].attributes == {"learning_rate": 0.0005}


@pytest.mark.parametrize("text", ["3", "-1", "abc", "", "nan"])
def test_wrong_input_is_told_under_the_field_and_nothing_applied(panel, editor, qtbot, text) -> None:
    node = editor.add_node("Split", 0, 0)
    panel.show_nodes([node])
    line = field(panel, "validation_fraction")
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    row = panel.form.rows["validation_fraction"]
    assert row.error.isVisible() and row.error.text()
    assert editor.document.nodes[node].attributes == {}
    fill_in(qtbot, line, "0.5")
    assert not row.error.isVisible()
    assert editor.document.nodes[node].attributes == {"validation_fraction": 0.5}


def test_escape_takes_back_what_was_typed(panel, editor, qtbot) -> None:
    node = editor.add_node("Batch", 0, 0)
    panel.show_nodes([node])
    line = field(panel, "batch_size")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "99")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "32" and editor.document.nodes[node].attributes == {}


def test_up_and_down_step_and_are_one_undo_step(panel, editor, qtbot) -> None:
    node = editor.add_node("Batch", 0, 0)
    panel.show_nodes([node])
    line = field(panel, "batch_size")
    line.setFocus()
    before = editor.undo_stack.count()
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert editor.document.nodes[node].attributes == {"batch_size": 45}
    assert editor.undo_stack.count() == before + 1
    editor.undo_stack.undo()
    assert line.text() == "32"


def test_a_switch_and_its_way_back(panel, editor, qtbot) -> None:
    node = editor.add_node("Split", 0, 0)
    panel.show_nodes([node])
    row = panel.form.rows["stratify"]
    assert not row.default.isVisible()
    qtbot.mouseClick(row.editor.field, Qt.MouseButton.LeftButton)
    assert editor.document.nodes[node].attributes == {"stratify": True}
    assert row.default.isVisible()
    qtbot.mouseClick(row.default, Qt.MouseButton.LeftButton)
    assert editor.document.nodes[node].attributes == {} and not row.default.isVisible()


def test_a_choice_is_made_by_keyboard(panel, editor, qtbot) -> None:
    node = editor.add_node("Normalize", 0, 0)
    panel.show_nodes([node])
    combo = field(panel, "method")
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert editor.document.nodes[node].attributes == {"method": "minmax"}


def test_an_initializer_shows_its_options(panel, editor, qtbot) -> None:
    node = editor.add_node("Variable", 0, 0)
    panel.show_nodes([node])
    chooser = panel.form.rows["initializer"].editor
    at = next(at for at in range(chooser.field.count()) if chooser._choice._values[at] == "normal")
    chooser.field.setCurrentIndex(at)
    chooser.field.activated.emit(at)
    assert editor.document.nodes[node].attributes == {"initializer": "normal"}
    stddev = next(line for line in chooser.findChildren(ValueLine) if line.objectName() == "stddev")
    fill_in(qtbot, stddev, "0.5")
    assert editor.document.nodes[node].attributes == {"initializer": {"name": "normal", "stddev": 0.5}}
    editor.undo_stack.undo()
    editor.undo_stack.undo()
    assert editor.document.nodes[node].attributes == {}


def test_shapes_are_read_as_people_write_them() -> None:
    shape = Attr("shape", "shape")
    assert parse_value(shape, "28, 28, 1") == [28, 28, 1]
    assert parse_value(shape, "[batch, None]") == ["batch", None]
    assert parse_value(shape, "batch×64") == ["batch", 64]
    assert parse_value(shape, "") == []
    with pytest.raises(ValueError):
        parse_value(shape, "a b-c")
    axes = Attr("axis", "axes", None, optional=True)
    assert parse_value(axes, "") is None and parse_value(axes, "-1") == -1 and parse_value(axes, "0, 1") == [0, 1]


@pytest.mark.parametrize("value", [0.001, 1e-7, 0.1, 3.0, 123456.789, 1e22, -0.5, 1 / 3])
def test_floats_read_back_as_they_were(value) -> None:
    attr = Attr("x", "float")
    assert parse_value(attr, format_value(attr, value)) == value


def test_every_kind_of_every_node_has_an_editor_that_shows_its_default(qtbot) -> None:
    theme = Theme("light")
    for kind in catalog().kinds:
        for attr in kind.attrs:
            editor = make_editor(attr, theme, lambda: "")
            qtbot.addWidget(editor)
            editor.show_value(attr.default)
            editor.show_value(MIXED)
            editor.show_value(None if attr.optional else attr.default)


def test_what_an_editor_shows_is_what_it_reads() -> None:
    for kind in catalog().kinds:
        for attr in kind.attrs:
            typed = attr.kind in ("int", "float", "str", "shape", "axes", "ints", "json", "array", "formula")
            if typed and attr.default is not REQUIRED:
                assert parse_value(attr, format_value(attr, attr.default)) == attr.default, (kind.name, attr.name)


def test_several_nodes_are_edited_in_one_step(panel, editor, qtbot) -> None:
    first, second = editor.add_node("Adam", 0, 0), editor.add_node("Adam", 0, 0)
    editor.set_attribute(first, "learning_rate", 0.5)
    editor.seal()
    panel.show_nodes([first, second])
    line = field(panel, "learning_rate")
    assert line.text() == "" and line.placeholderText()
    before = editor.undo_stack.count()
    fill_in(qtbot, line, "0.01")
    rates = [editor.document.nodes[node].attributes.get("learning_rate") for node in (first, second)]
    assert rates == [0.01, 0.01] and editor.undo_stack.count() == before + 1
    editor.undo_stack.undo()
    rates = [editor.document.nodes[node].attributes.get("learning_rate") for node in (first, second)]
    assert rates == [0.5, None]


def test_only_common_attributes_are_shown(panel, editor) -> None:
    panel.show_nodes([editor.add_node("SGD", 0, 0), editor.add_node("Batch", 0, 0)])
    assert panel.form.rows == {}


def test_a_node_is_renamed_and_a_taken_name_refused(panel, editor, qtbot) -> None:
    node, other = editor.add_node("ReLU", 0, 0), editor.add_node("Tanh", 0, 0)
    panel.show_nodes([node])
    fill_in(qtbot, panel.form.name, "squash")
    assert editor.document.nodes[node].name == "squash"
    fill_in(qtbot, panel.form.name, editor.document.nodes[other].name)
    assert editor.document.nodes[node].name == "squash"
    assert panel.form._name_error.isVisible() and panel.form.name.text() == "squash"
    editor.undo_stack.undo()
    assert panel.form.name.text() == "relu"


def test_types_weights_problems_and_fixes_are_shown(panel, editor, qtbot) -> None:
    node = editor.add_node("ReLU", 0, 0)
    fix = Fix("Reset it to its default", node, {})
    result = CheckResult(
        port_types={PortRef(node, "y"): PortType("tensor", "batch×64", "float32", "float32 batch×64")},
        nodes={node: NodeInfo(parameters=3, weights={"kernel": "float32 64×64"})},
        problems=(Problem("error", "'{name}' has no input", {"name": "relu"}, node, "x", (fix,)),),
    )
    panel.show_nodes([node])
    panel.show_check(result)
    texts = {child.accessibleName() for child in panel.form.types.findChildren(QLabel)}
    assert {"kernel: float32 64×64", "y: float32 batch×64"} <= texts
    assert panel.form.problems.isVisible()
    with qtbot.waitSignal(panel.form.problems.fix_requested) as asked:
        qtbot.mouseClick(panel.form.problems.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert asked.args == [fix]
    panel.show_check(CheckResult())
    assert not panel.form.problems.isVisible()


def test_what_is_being_typed_counts_when_the_selection_goes_elsewhere(panel, editor, qtbot) -> None:
    node, other = editor.add_node("Batch", 0, 0), editor.add_node("ReLU", 0, 0)
    panel.show_nodes([node])
    line = field(panel, "batch_size")
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, "64")
    panel.show_nodes([other])
    assert editor.document.nodes[node].attributes == {"batch_size": 64}


def test_deleting_the_node_that_is_shown_goes_back_to_the_document(panel, editor) -> None:
    node = editor.add_node("ReLU", 0, 0)
    panel.show_nodes([node])
    assert isinstance(panel.form, NodeForm)
    editor.delete([node])
    assert isinstance(panel.form, DocumentForm)


def test_every_field_has_an_accessible_name(panel, editor) -> None:
    for kind in catalog().kinds:
        panel.show_nodes([editor.add_node(kind.name, 0, 0)])
        for row in panel.form.rows.values():
            assert row.editor.field.accessibleName(), (kind.name, row.attr.name)
            assert row.default.accessibleName()


def test_a_formula_is_applied_as_a_whole_and_refused_with_its_place(panel, editor, qtbot) -> None:
    node = editor.add_node("Expression", 0, 0)
    panel.show_nodes([node])
    row = panel.form.rows["formula"]
    text = row.editor.field
    assert text.toPlainText() == "mean(square(y_pred - y_true))"
    text.setFocus()
    text.selectAll()
    qtbot.keyClicks(text, "mean(sqare(a))")
    assert editor.document.nodes[node].attributes == {}
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert editor.document.nodes[node].attributes == {}
    assert row.error.isVisible() and row.error.text() == "There is no function 'sqare' at column 6; did you mean 'square'?"
    assert row.excerpt.isVisible() and row.excerpt.text() == "mean(sqare(a))\n     ^"
    text.selectAll()
    qtbot.keyClicks(text, "e = a - b")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(text, "mean(e)")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert editor.document.nodes[node].attributes == {"formula": "e = a - b\nmean(e)"}
    assert not row.error.isVisible() and not row.excerpt.isVisible()
    qtbot.keyClicks(text, "+")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert text.toPlainText() == "e = a - b\nmean(e)"
    editor.undo_stack.undo()
    assert text.toPlainText() == "mean(square(y_pred - y_true))"


def test_a_regularizer_is_chosen_set_and_taken_away(panel, editor, qtbot) -> None:
    node = editor.add_node("Dense", 0, 0, attributes={"units": 3})
    panel.show_nodes([node])
    combo = field(panel, "kernel_regularizer")
    assert [combo.itemText(at) for at in range(combo.count())] == ["none", "L1", "L2", "L1 and L2"]
    combo.activated.emit(2)
    assert editor.document.nodes[node].attributes["kernel_regularizer"] == "l2"
    option = next(line for line in panel.form.rows["kernel_regularizer"].editor.findChildren(ValueLine) if line.isVisible())
    assert option.text() == "0.01"
    fill_in(qtbot, option, "0.5")
    assert editor.document.nodes[node].attributes["kernel_regularizer"] == {"name": "l2", "l2": 0.5}
    field(panel, "kernel_regularizer").activated.emit(0)
    assert "kernel_regularizer" not in editor.document.nodes[node].attributes


def test_the_defaults_of_several_nodes_are_given_back_in_one_step(panel, editor, qtbot) -> None:
    first, second = editor.add_node("Split", 0, 0), editor.add_node("Split", 0, 0)
    editor.set_attribute(first, "stratify", True)
    editor.seal()
    panel.show_nodes([first, second])
    row = panel.form.rows["stratify"]
    assert row.default.isVisible()
    before = editor.undo_stack.count()
    qtbot.mouseClick(row.default, Qt.MouseButton.LeftButton)
    assert [editor.document.nodes[node].attributes for node in (first, second)] == [{}, {}]
    assert editor.undo_stack.count() == before + 1
    editor.undo_stack.undo()
    assert editor.document.nodes[first].attributes == {"stratify": True}


def test_the_preview_of_one_node_only(panel, editor) -> None:
    dense, relu = editor.add_node("Dense", 0, 0), editor.add_node("ReLU", 0, 0)
    heard: list[object] = []
    panel.look_changed.connect(lambda: heard.append(panel.look))
    panel.show_nodes([dense])
    assert panel.look == PortRef(dense, "y")
    panel.show_nodes([dense, relu])
    assert panel.look is None
    panel.show_nodes([relu])
    assert heard[-1] == PortRef(relu, "y")
    panel.show_picture(PortRef(dense, "y"), Number(value=1.0))  # too late: another node is shown
    assert panel.form.preview.view.picture is None
    panel.show_picture(PortRef(relu, "y"), Number(value=1.5), "step 3")
    assert panel.form.preview.view.accessibleDescription() == "1.5"
    assert panel.form.preview.note.full_text == "step 3"


def test_live_figures_of_the_node(panel, editor) -> None:
    dense = editor.add_node("Dense", 0, 0)
    panel.show_nodes([dense])
    assert panel.form.live.isHidden()
    panel.show_live("step 7", [("Gradient norm of kernel", "0.5")])
    (value,) = panel.form.live.values
    assert value.accessibleName() == "Gradient norm of kernel: 0.5"
    panel.show_live("step 8", [("Gradient norm of kernel", "0.25")])
    assert panel.form.live.values == [value]
    assert value.text() == "0.25"
    panel.show_live("", ())
    assert panel.form.live.isHidden()


#: What the help of an attribute calls a file or a folder in its first words.
NAMES_A_FILE = re.compile(r"(The|A|Text) ?(\.\w+ |IDX )?(file|table|text|folder)\b")
FILES = [(kind.name, attr.name) for kind in catalog().kinds for attr in kind.attrs
         if kind.role == "source" and attr.kind == "str" and NAMES_A_FILE.match(attr.help)]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_whatever_names_a_file_or_a_folder_is_chosen_in_the_system_dialog(qtbot, monkeypatch, tmp_path, kind, name) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "data" / "a.npy"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "data"))
    editor = make_editor(catalog().get(kind).attr(name), Theme("dark"), lambda: str(tmp_path))
    qtbot.addWidget(editor)
    told: list[str] = []
    editor.edited.connect(told.append)
    (button,) = editor.findChildren(QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["data" if name == "directory" else "data/a.npy"]
