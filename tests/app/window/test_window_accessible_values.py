"""What a screen reader reads beyond names: values, states and actions, through Qt's accessibility interfaces."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.window.main_window import MainWindow

Text, Role, Key = QAccessible.Text, QAccessible.Role, Qt.Key


pytestmark = pytest.mark.usefixtures("reading")


@pytest.fixture
def example(window: MainWindow) -> MainWindow:
    """The digits example with its hidden layer selected."""
    window.resize(1440, 900)
    window.files.open_example("digits-mlp")
    window.parts.scene.select([hidden(window)])
    return window


def hidden(window: MainWindow) -> str:
    return next(node.id for node in window.workspace.document.nodes.values() if node.name == "hidden")


def read(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None and found.isValid()
    return found


def field(window: MainWindow, name: str) -> QWidget:
    return window.parts.inspector.form.rows[name].editor.field


def canvas_child(window: MainWindow, name: str) -> QAccessibleInterface:
    canvas = read(window.parts.view)
    children = [canvas.child(index) for index in range(canvas.childCount())]
    return next(child for child in children if child is not None and child.text(Text.Name).startswith(name))


# --- values -------------------------------------------------------------------------------------------------------------


def test_a_number_is_read_and_follows_the_document(example: MainWindow) -> None:
    units = read(field(example, "units"))
    assert (units.role(), units.text(Text.Name), units.text(Text.Value)) == (Role.EditableText, "Units", "64")
    assert units.text(Text.Description) and units.state().editable and units.state().focusable
    example.workspace.editor.set_attribute(hidden(example), "units", 12)
    assert units.text(Text.Value) == "12"
    example.workspace.undo_stack.undo()
    assert units.text(Text.Value) == "64"


def test_a_choice_is_read_with_its_value(example: MainWindow) -> None:
    choice = read(field(example, "activation"))
    assert choice.role() == Role.ComboBox and choice.text(Text.Value) == "none" and choice.state().focusable
    example.workspace.editor.set_attribute(hidden(example), "activation", "tanh")
    assert choice.text(Text.Value) == "Tanh"


def test_the_progress_of_a_run_is_a_value(example: MainWindow) -> None:
    bar = read(example.run_bar.progress.bar)
    assert bar.role() == Role.ProgressBar
    value = bar.valueInterface()
    assert value is not None and value.minimumValue() == 0 and value.maximumValue() == 1000
    example.run_bar.progress.bar.setValue(250)
    assert bar.valueInterface().currentValue() == 250


# --- states -------------------------------------------------------------------------------------------------------------


def test_a_switch_says_whether_it_is_on_and_toggles_by_its_action(example: MainWindow, qtbot) -> None:
    switch = read(field(example, "use_bias"))
    assert switch.role() == Role.CheckBox and switch.state().checkable and switch.state().checked
    actions = switch.actionInterface()
    assert actions is not None and actions.actionNames()
    actions.doAction(actions.actionNames()[0])
    qtbot.waitUntil(lambda: example.workspace.document.nodes[hidden(example)].attributes.get("use_bias") is False)
    assert not read(field(example, "use_bias")).state().checked


def test_the_focus_is_a_state(example: MainWindow) -> None:
    line = field(example, "units")
    assert not read(line).state().focused
    line.setFocus()
    assert read(line).state().focused


def test_what_is_wrong_with_a_field_is_read_with_it(example: MainWindow) -> None:
    line = field(example, "units")
    told = read(line).text(Text.Description)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "many")
    QTest.keyClick(line, Key.Key_Return)
    error = example.parts.inspector.form.rows["units"].error
    assert error.isVisible() and read(line).text(Text.Description) == f"{error.text()} {told}"
    QTest.keyClick(line, Key.Key_Escape)
    example.workspace.editor.set_attribute(hidden(example), "units", 12)
    assert read(line).text(Text.Description) == told


def test_what_cannot_be_done_now_is_unavailable(example: MainWindow) -> None:
    assert read(example.run_bar.stop_button).state().disabled
    assert not read(example.run_bar.run_button).state().disabled or not example.run.can_run


def test_selected_and_focused_nodes_say_so(example: MainWindow) -> None:
    view = example.parts.view
    view.setFocus()
    node = canvas_child(example, "Dense 64 hidden")
    assert node.state().selectable and node.state().selected and node.state().focused
    QTest.keyClick(view, Key.Key_N)
    assert not canvas_child(example, "Dense 64 hidden").state().selected
    canvas = read(view)
    children = [canvas.child(index) for index in range(canvas.childCount())]
    assert sum(child.state().selected for child in children if child is not None) == 1


def test_a_muted_node_says_so(example: MainWindow) -> None:
    QTest.keyClick(example.parts.view, Key.Key_M)
    node = canvas_child(example, "Dense 64 hidden")
    assert "muted" in f"{node.text(Text.Name)} {node.text(Text.Description)}".lower()


def test_a_node_that_is_wrong_says_what(example: MainWindow) -> None:
    example.workspace.editor.delete((), [link for link in example.workspace.document.links.values()
                                         if link.target.node == hidden(example)])  # fmt: skip
    example.parts.scene.show_check(example.workspace.check.check_now())
    node = canvas_child(example, "Dense 64 hidden")
    problem = example.parts.scene.problems_of(hidden(example))[0]
    assert problem.message in node.text(Text.Description)


# --- actions ------------------------------------------------------------------------------------------------------------


def test_a_button_is_pressed_by_its_action(example: MainWindow, qtbot) -> None:
    button = read(example.run_bar.run_button)
    assert button.role() == Role.Button
    actions = button.actionInterface()
    assert actions is not None and "Press" in actions.actionNames()
    pressed: list[bool] = []
    example.run_bar.run_button.clicked.connect(lambda *_: pressed.append(True))
    example.run_bar.run_button.setEnabled(True)
    actions.doAction("Press")
    qtbot.waitUntil(lambda: len(pressed) == 1)


def test_the_number_field_is_reached_and_stepped_by_keys(example: MainWindow) -> None:
    line = field(example, "units")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line, Key.Key_Up)
    assert read(line).text(Text.Value) == "65"


def test_the_pin_is_set_by_its_action(example: MainWindow) -> None:
    pin = read(example.parts.inspector.form.preview.pin)
    actions = pin.actionInterface()
    assert actions is not None
    toggle = next(name for name in actions.actionNames() if name in ("Toggle", "Press", "Check"))
    actions.doAction(toggle)
    assert example.workspace.document.nodes[hidden(example)].pinned == "y" and pin.state().checked
    actions.doAction(toggle)
    assert example.workspace.document.nodes[hidden(example)].pinned == "" and not pin.state().checked
