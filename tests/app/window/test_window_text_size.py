"""Texts up to twice as large: at once, everywhere, remembered, and with nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget

from app.panels.editors import CalmCombo
from app.panels.widgets import ElidedLabel
from app.theme import set_text_scale, text_scale, ui_font
from app.window.dock_grip import DockGrip
from app.window.settings import TEXT_SIZES
from app.window.start_page import ExampleCard
from app.window.text_size import system_share


@pytest.fixture
def example(window, qtbot):
    window.resize(1280, 800)
    window.files.open_example("digits-mlp")
    yield window
    window.services.set_text_size(100)


def choose(window, percent: int) -> None:
    """By the menu, as a user would."""
    view = next(action.menu() for action in window.menuBar().actions() if "View" in action.text())
    sizes = next(action.menu() for action in view.actions() if action.menu() and "size" in action.text())
    next(action for action in sizes.actions() if action.objectName() == str(percent)).trigger()


def settled(qtbot, window) -> None:
    """The docks have been given their sizes, and what was posted is done."""
    qtbot.waitUntil(lambda: window.docks is None or not window.docks._sizing.isActive())
    for _ in range(4):
        QApplication.processEvents()


def texts(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and not isinstance(widget, CalmCombo | ExampleCard | DockGrip)
        if shown and isinstance(widget, QLabel | QAbstractButton) and getattr(widget, "text", str)():
            yield widget


def check_room(window: QWidget) -> None:
    """No text is cut: each has at least the size that it asks for, and what elides shows all of it or tells it elsewhere."""
    for widget in texts(window):
        about = (type(widget).__name__, widget.text(), widget.size().toTuple(), widget.parent())
        assert widget.height() + 1 >= widget.fontMetrics().height(), about
        if isinstance(widget, ElidedLabel):
            assert widget.text() == widget.full_text or widget.toolTip(), about
        elif isinstance(widget, QLabel) and widget.wordWrap():
            assert widget.height() + 1 >= widget.heightForWidth(widget.width()), about
        else:
            assert widget.width() >= widget.minimumSizeHint().width(), about
            parent = widget.parentWidget()
            assert widget.geometry().right() <= parent.width(), about


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("percent", [150, 200])
def test_nothing_is_cut_off_when_texts_are_large(example, qtbot, percent, width, height, language) -> None:
    example.services.set_language(language)
    example.resize(width, height)
    choose_text(example, percent)
    dense = next(node.id for node in example.workspace.document.nodes.values() if node.kind == "Dense")
    for chosen in ([], [dense]):
        example.parts.scene.select(chosen)
        for tab in range(example.docks.tabs.count()):
            example.docks.tabs.setCurrentIndex(tab)
            settled(qtbot, example)
            assert example.size().toTuple() == (width, height)
            check_room(example)


def choose_text(window, percent: int) -> None:
    window.services.set_text_size(percent)


def test_the_start_page_has_room_for_large_texts(start_window, qtbot) -> None:
    start_window.services.set_text_size(200)
    for size in ((1280, 800), (1920, 1080)):
        start_window.resize(*size)
        settled(qtbot, start_window)
        check_room(start_window)
        cards = start_window.findChildren(ExampleCard)
        assert all(card.geometry().right() <= card.parentWidget().width() for card in cards)
    start_window.services.set_text_size(100)


def test_a_size_is_chosen_in_the_menu_holds_at_once_and_is_remembered(example, qtbot) -> None:
    labels = {type(w).__name__: w.fontMetrics().height() for w in texts(example)}
    zoom = example.parts.view.zoom()
    choose(example, 200)
    settled(qtbot, example)
    assert example.services.settings.text_size == 200 and text_scale() == 2.0
    after = {type(w).__name__: w.fontMetrics().height() for w in texts(example)}
    assert all(after[name] >= 1.8 * labels[name] for name in labels.keys() & after.keys())
    assert example.parts.view.zoom() == pytest.approx(2 * zoom, rel=0.02), "the canvas goes with the text"
    assert example.status_line.zoom.text() == f"{round(100 * zoom)} %"
    assert ui_font(12).pixelSize() == 24


def test_keys_step_through_the_sizes(example, qtbot) -> None:
    seen = [example.services.settings.text_size]
    for _ in TEXT_SIZES:
        QTest.keyClick(example, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        seen.append(example.services.settings.text_size)
    assert seen == [*TEXT_SIZES, 200]
    QTest.keyClick(example, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert example.services.settings.text_size == 175


def test_the_work_stays_when_the_size_changes(example, qtbot) -> None:
    document = example.workspace.document
    node = next(node.id for node in document.nodes.values() if node.kind == "ReLU")
    example.parts.scene.select([node])
    example.docks.tabs.setCurrentIndex(2)
    choose(example, 150)
    assert example.workspace.document is document and example.parts.scene.selected_ids() == [node]
    assert example.docks.tabs.currentIndex() == 2


def test_reading_size_is_a_hundred_percent_at_every_text_size(example, qtbot) -> None:
    choose(example, 200)
    settled(qtbot, example)
    example.actions_by_name["zoom_reset"].trigger()
    assert example.parts.view.zoom() == 2.0 and example.status_line.zoom.text() == "100 %"


def test_an_opened_document_can_be_read(example, qtbot) -> None:
    choose(example, 200)
    example.workspace.undo_stack.setClean()
    example.show_workspace(type(example.workspace)(example.services.catalog, example.workspace.document.record()))
    qtbot.waitUntil(lambda: example.parts.view.zoom() >= 0.7 * 2 - 0.01)
    first = min(example.parts.scene.nodes.values(), key=lambda item: item.rect().left())
    assert example.parts.view.visible_rect().left() <= first.rect().left()


def test_dialogs_fit_the_screen(example, qtbot) -> None:
    choose(example, 200)
    room = example.screen().availableSize()
    for name in ("shortcuts", "about", "save_layout"):
        example.actions_by_name[name].trigger()
        dialog = next(each for each in example.findChildren(QDialog) if each.isVisible())
        settled(qtbot, example)
        assert dialog.width() <= room.width() and dialog.height() <= room.height()
        check_room(dialog)
        dialog.close()
        qtbot.waitUntil(lambda dialog=dialog: not any(d.isVisible() for d in example.findChildren(QDialog)))


def test_the_palette_that_pops_up_keeps_inside_the_canvas(example, qtbot) -> None:
    choose(example, 200)
    settled(qtbot, example)
    view = example.parts.view
    view.open_palette()
    popup = view.palette_popup
    assert view.rect().contains(popup.geometry())
    field = popup.findChild(QLineEdit)
    assert field.height() >= field.fontMetrics().height()
    popup.dismiss()


def test_the_systems_font_size_is_followed(example, qtbot, monkeypatch) -> None:
    usual = QFont()
    usual.setPixelSize(13)
    assert system_share(usual) == 1.0
    large = QFont()
    large.setPixelSize(22)
    assert system_share(large) == pytest.approx(1.5)
    monkeypatch.setattr("app.window.services.system_font", lambda _font: large)
    example.services.follow_text_size()
    assert text_scale() == pytest.approx(1.5)
    choose(example, 125)
    assert text_scale() == pytest.approx(1.875)


def test_menus_are_as_large_as_the_texts(example, qtbot) -> None:
    choose(example, 200)
    settled(qtbot, example)
    menu = QMenu(example)
    action = menu.addAction("An entry")
    menu.ensurePolished()
    assert menu.sizeHint().height() >= 2 * 20 and menu.actionGeometry(action).height() >= menu.fontMetrics().height()


@pytest.fixture(autouse=True)
def _usual_size() -> Iterator[None]:
    yield
    set_text_scale(1.0)
