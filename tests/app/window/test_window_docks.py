"""Docks that are moved, floated, hidden and brought back, by pointer and by keyboard; layouts that are kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from app.window.dock_grip import DockGrip
from app.window.layouts import AS_MADE, DockPlace

LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea,
)  # fmt: skip


@pytest.fixture
def example(window, qtbot):
    window.resize(1440, 900)
    window.files.open_example("digits-mlp")
    settled(window, qtbot)
    return window


def settled(window, qtbot) -> None:
    docks = window.docks
    qtbot.waitUntil(lambda: not docks._sizing.isActive() and not docks._noting.isActive())


def in_menu(window, *path: str) -> QAction:
    """An entry of the View menu by the beginnings of the texts that lead to it."""
    actions = next(action.menu() for action in window.menuBar().actions() if "View" in action.text()).actions()
    for number, words in enumerate(path):
        found = next(action for action in actions if action.text().replace("&", "").startswith(words))
        if number == len(path) - 1:
            return found
        found.menu().aboutToShow.emit()
        actions = found.menu().actions()
    raise AssertionError(path)


def test_a_dock_is_moved_from_the_menu_and_takes_its_side(example, qtbot) -> None:
    docks = example.docks
    in_menu(example, "Move a panel", "Nodes", "Move to the right").trigger()
    settled(example, qtbot)
    assert example.dockWidgetArea(docks.palette) == RIGHT
    assert docks.palette.x() > example.parts.view.mapTo(example, QPoint()).x()
    in_menu(example, "Move a panel", "Inspector", "Move to the bottom").trigger()
    settled(example, qtbot)
    assert example.dockWidgetArea(docks.inspector) == BOTTOM and docks.inspector.isVisible()
    assert not in_menu(example, "Move a panel", "Inspector", "Move to the bottom").isEnabled()
    in_menu(example, "Layouts", "Reset layout").trigger()
    settled(example, qtbot)
    assert [example.dockWidgetArea(dock) for dock in docks.all] == [LEFT, RIGHT, BOTTOM]
    assert (docks.palette.width(), docks.inspector.width()) == (232, 304)


def test_the_grip_opens_the_menu_by_keyboard(example, qtbot) -> None:
    grip = example.docks.palette.titleBarWidget()
    assert isinstance(grip, DockGrip)
    grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(grip, Qt.Key.Key_Return)
    menu = next(menu for menu in grip.findChildren(QMenu) if menu.isVisible())
    assert [action.objectName() for action in menu.actions() if not action.isSeparator()] == [
        "left", "right", "bottom", "float", "hide",
    ]  # fmt: skip
    QTest.keyClick(menu, Qt.Key.Key_R)
    settled(example, qtbot)
    assert example.dockWidgetArea(example.docks.palette) == RIGHT


def test_a_double_click_on_the_grip_floats_and_docks_again(example, qtbot) -> None:
    dock = example.docks.inspector
    grip = dock.titleBarWidget()
    QTest.mouseDClick(grip, Qt.MouseButton.LeftButton, pos=QPoint(grip.width() // 2, 6))
    assert dock.isFloating() and grip.sizeHint().height() > 20, "it shows its title"
    QTest.mouseDClick(grip, Qt.MouseButton.LeftButton, pos=QPoint(grip.width() // 2, 6))
    assert not dock.isFloating() and example.dockWidgetArea(dock) == RIGHT


def test_a_drag_of_the_grip_takes_the_dock_off(example, qtbot) -> None:
    dock = example.docks.palette
    grip = dock.titleBarWidget()
    start = QPoint(grip.width() // 2, 6)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 12):
        QTest.mouseMove(grip, start + QPoint(60 * step, 30 * step))
        QApplication.processEvents()
    assert dock.isFloating()
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=start)


def test_hidden_and_brought_back_from_the_menu(example, qtbot) -> None:
    dock = example.docks.bottom
    in_menu(example, "Move a panel", "Training and code", "Hide").trigger()
    assert not dock.isVisible()
    in_menu(example, "Training and code").trigger()
    assert dock.isVisible()


def test_places_are_remembered_from_start_to_start(example, qtbot) -> None:
    example.docks.move(example.docks.palette, "right")
    example.docks.inspector.hide()
    settled(example, qtbot)
    services = example.services
    for _ in range(3):
        window = services.windows[0]
        window.close()
        again = services.new_window()
        again.resize(1440, 900)
        again.files.open_example("digits-mlp")
        settled(again, qtbot)
        assert again.dockWidgetArea(again.docks.palette) == RIGHT
        assert not again.docks.inspector.isVisible() and again.docks.bottom.isVisible()
        assert again.parts.view.width() > 700, "the canvas is not covered"


def test_a_floating_dock_floats_again_where_it_was(example, qtbot) -> None:
    example.docks.set_floating(example.docks.inspector, True)
    example.docks.inspector.setGeometry(120, 140, 320, 420)
    layout = example.docks.state
    assert layout["inspector"].floating == (120, 140, 320, 420)
    example.docks.restore(AS_MADE)
    assert not example.docks.inspector.isFloating()
    example.docks.restore(layout)
    assert example.docks.inspector.isFloating() and example.docks.inspector.geometry().getRect() == (120, 140, 320, 420)


def test_layouts_are_kept_under_a_name_applied_and_forgotten(example, qtbot) -> None:
    settings = example.services.settings
    example.docks.move(example.docks.inspector, "left")
    settled(example, qtbot)
    in_menu(example, "Layouts", "Save layout").trigger()
    dialog = next(each for each in example.findChildren(QDialog) if each.isVisible())
    field = dialog.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "Reading & writing")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert list(settings.layouts) == ["Reading & writing"]
    assert settings.layouts["Reading & writing"]["inspector"].area == "left"
    in_menu(example, "Layouts", "Reset layout").trigger()
    settled(example, qtbot)
    assert example.dockWidgetArea(example.docks.inspector) == RIGHT
    entry = next(action for action in in_menu(example, "Layouts").menu().actions() if "&&" in action.text())
    entry.trigger()
    settled(example, qtbot)
    assert example.dockWidgetArea(example.docks.inspector) == LEFT
    in_menu(example, "Layouts").menu().aboutToShow.emit()
    forget = next(action.menu() for action in in_menu(example, "Layouts").menu().actions() if action.menu())
    forget.actions()[0].trigger()
    assert settings.layouts == {}


def test_two_windows_have_layouts_of_their_own(example, qtbot) -> None:
    other = example.services.new_window()
    other.resize(1440, 900)
    other.files.open_example("xor")
    other.docks.move(other.docks.palette, "right")
    settled(other, qtbot)
    assert example.dockWidgetArea(example.docks.palette) == LEFT and other.dockWidgetArea(other.docks.palette) == RIGHT


def test_a_size_that_had_no_room_is_not_forgotten(example, qtbot) -> None:
    example.resizeDocks([example.docks.bottom], [420], Qt.Orientation.Vertical)
    QApplication.processEvents()
    layout = example.docks.state
    assert layout["bottom"].size == 420
    example.resize(1440, 600)
    example.docks.restore(layout)
    settled(example, qtbot)
    assert example.docks.bottom.height() < 420 and example.docks.state["bottom"].size == 420


@pytest.mark.parametrize(
    "kept", ["", "{", '{"palette": 12}', '{"palette": {"area": "ceiling"}}', '{"unknown": {"area": "left"}}']
)
def test_a_broken_memory_reads_as_nothing(example, qtbot, kept) -> None:
    example.services.settings._store.setValue("window/docks", kept)
    example.docks.restore(example.services.settings.docks)
    settled(example, qtbot)
    assert [example.dockWidgetArea(dock) for dock in example.docks.all] == [LEFT, RIGHT, BOTTOM]
    assert set(example.docks.state) == set(AS_MADE) and isinstance(example.docks.state["palette"], DockPlace)
