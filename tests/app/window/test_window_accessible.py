"""The window without a mouse and without eyes: names, the way of the focus, actions by keyboard, contrast, nothing by hover."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QMenu, QWidget

from app.theme import Theme
from app.window.hints import hint_of
from app.window.panes import panes
from app.window.start_page import ExampleCard, StartPage
from app.window.style import style_tokens

Text, Role = QAccessible.Text, QAccessible.Role
#: What holds others and need not be called anything.
HOLDERS = {
    Role.Client, Role.Border, Role.LayeredPane, Role.Pane, Role.Separator, Role.Splitter, Role.ToolBar, Role.MenuBar,
    Role.StatusBar, Role.ScrollBar, Role.Indicator, Role.Grip,
}  # fmt: skip


@pytest.fixture
def example(window):
    window.resize(1440, 900)
    window.files.open_example("digits-mlp")
    return window


def pages(window) -> Iterator[str]:
    """Every state of the window that shows other widgets: a node or nothing selected, each of the tabs."""
    node = next(node.id for node in window.workspace.document.nodes.values() if node.kind == "Dense")
    for chosen in ([], [node]):
        window.parts.scene.select(chosen)
        for tab in range(window.docks.tabs.count()):
            window.docks.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            yield f"{chosen} {window.docks.tabs.tabText(tab)}"


def seen(of: QAccessibleInterface) -> list[QAccessibleInterface]:
    children = [of.child(index) for index in range(of.childCount())]
    return [child for child in children if child is not None and child.isValid() and not child.state().invisible]


def everything(of: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield of
    for child in seen(of):
        yield from everything(child)


def check_names(window: QWidget, state: str) -> None:
    for item in everything(QAccessible.queryAccessibleInterface(window)):
        target = item.object()
        empty = isinstance(target, QLabel) and not target.text() and target.pixmap().isNull()
        if item.state().focusable or (item.role() not in HOLDERS and not empty):
            assert item.text(Text.Name), (state, item.role(), target)
        names = [(child.role(), child.text(Text.Name)) for child in seen(item) if child.role() != Role.StaticText]
        twice = {name for name in names if name[1] and names.count(name) > 1}
        assert not twice, (state, target, twice)


@pytest.mark.usefixtures("reading")
def test_everything_has_a_name_that_its_neighbours_have_not(example) -> None:
    for state in pages(example):
        check_names(example, state)


@pytest.mark.usefixtures("reading")
def test_the_start_page_has_names(start_window) -> None:
    check_names(start_window, "start page")


@pytest.mark.usefixtures("reading")
def test_the_canvas_is_found_in_the_window_with_its_nodes(example) -> None:
    found = [item for item in everything(QAccessible.queryAccessibleInterface(example)) if item.role() == Role.Canvas]
    assert len(found) == 1
    names = {child.text(Text.Name) for child in seen(found[0])}
    titles = {item.face.title for item in example.parts.scene.nodes.values()}
    assert all(any(name.startswith(title) for name in names) for title in titles)


# --- the keyboard -------------------------------------------------------------------------------------------------------


def is_seen(widget: QWidget) -> bool:
    body = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return not body.visibleRegion().isEmpty()


def stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and is_seen(widget)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]  # fmt: skip


def shows_focus(window: QWidget, widget: QWidget) -> bool:
    if (before := QApplication.focusWidget()) is not None:
        before.clearFocus()
    QApplication.processEvents()
    around = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
    without = window.grab(around).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return widget.hasFocus() and window.grab(around).toImage() != without


def test_the_focus_is_seen_wherever_it_is(example, qapp) -> None:
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    for state in pages(example):
        for widget in stops(example):
            assert shows_focus(example, widget), (state, widget, widget.accessibleName())
    qapp.setCursorFlashTime(flash)


def test_the_focus_is_seen_on_the_start_page(start_window) -> None:
    for widget in stops(start_window):
        assert shows_focus(start_window, widget), (widget, widget.accessibleName())


def test_tab_goes_through_every_example_and_brings_it_into_view(start_window, qapp) -> None:
    page = start_window.centralWidget().findChild(StartPage)
    page.new_button.setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    while (card := qapp.focusWidget()) not in met:
        met.append(card)
        assert not card.visibleRegion().isEmpty(), card.accessibleName()
        QTest.keyClick(card, Qt.Key.Key_Tab)
    assert [widget for widget in met if isinstance(widget, ExampleCard)] == page.cards


def test_f6_goes_around_the_window(example, qapp) -> None:
    example.parts.view.setFocus()
    wanted, met = panes(example), []
    assert [type(pane).__name__ for pane in wanted] == ["RunBar", "PalettePanel", "CanvasView", "InspectorPanel", "QTabWidget"]
    for _ in wanted:
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F6)
        met.append(next(pane for pane in wanted if pane is qapp.focusWidget() or pane.isAncestorOf(qapp.focusWidget())))
    at = wanted.index(example.parts.view)
    assert met == [*wanted[at + 1 :], *wanted[: at + 1]]
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert wanted[at - 1].isAncestorOf(qapp.focusWidget())


def test_tab_reaches_every_stop_of_a_part(example, qapp) -> None:
    """From the first stop of the inspector, Tab goes through all of them."""
    example.parts.scene.select([next(n.id for n in example.workspace.document.nodes.values() if n.kind == "Dense")])
    qapp.processEvents()
    inside = {widget for widget in stops(example) if example.parts.inspector.isAncestorOf(widget)}
    example.actions_by_name["edit_attributes"].trigger()
    met = set()
    for _ in range(3 * len(inside)):
        met.add(qapp.focusWidget())
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        if qapp.focusWidget() is example.parts.view:
            break
    missing = {w for w in inside - met if w.parent() not in met and not any(w.isAncestorOf(other) for other in met)}
    before = {w for w in missing if w.mapTo(example, QPoint()).y() < min(m.mapTo(example, QPoint()).y() for m in met & inside)}
    assert missing == before, [(w, w.accessibleName()) for w in missing - before]


def menus(menu: QMenu) -> Iterator[QAction]:
    menu.aboutToShow.emit()
    for action in menu.actions():
        if isinstance(action.menu(), QMenu):
            assert action.text(), menu.title()
            yield from menus(action.menu())
        elif not action.isSeparator():
            yield action


def test_every_action_is_in_the_menus_under_a_name(example) -> None:
    example.parts.scene.select_all()
    listed: list[QAction] = []
    for top in example.menuBar().actions():
        assert "&" in top.text(), "a letter opens it"
        listed += menus(top.menu())
    assert all(action.text().strip() for action in listed)
    missing = [name for name, action in example.actions_by_name.items() if action not in listed]
    assert missing == []


def test_no_letter_stands_for_two_entries_of_a_menu(example) -> None:
    def letters(actions: list[QAction]) -> list[str]:
        texts = [action.text().partition("\t")[0].replace("&&", "") for action in actions if not action.isSeparator()]
        return [text.partition("&")[2][0].casefold() for text in texts if "&" in text]

    def look(menu: QMenu) -> None:
        found = letters(menu.actions())
        assert len(found) == len(set(found)), (menu.title(), found)
        for action in menu.actions():
            if isinstance(action.menu(), QMenu):
                look(action.menu())

    for top in example.menuBar().actions():
        look(top.menu())
    found = letters(example.menuBar().actions())
    assert len(found) == len(set(found))


def test_the_menu_of_the_canvas_is_in_the_menu_bar(example) -> None:
    node = next(n.id for n in example.workspace.document.nodes.values() if n.kind == "ReLU")
    example.parts.scene.select([node])
    bar = example.menuBar()
    menu = next(action.menu() for action in bar.actions() if action.text().replace("&", "") == "Node")
    QTest.keyClick(bar, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    menu.aboutToShow.emit()
    mute = next(action for action in menu.actions() if action.text().startswith("Mute"))
    mute.trigger()
    assert example.workspace.document.nodes[node].muted
    menu.hide()


# --- nothing by hover alone ---------------------------------------------------------------------------------------------


def test_what_a_tooltip_says_is_told_to_the_keyboard_in_the_status_line(example, qapp) -> None:
    node = next(n.id for n in example.workspace.document.nodes.values() if n.kind == "Dense")
    example.parts.scene.select([node])
    example.actions_by_name["edit_attributes"].trigger()
    units = example.parts.inspector.form.rows["units"].editor.field
    assert qapp.focusWidget() is units and example.status_line.hint.isVisible()
    assert example.status_line.hint.full_text == hint_of(units) != ""
    QTest.keyClick(units, Qt.Key.Key_Tab)
    assert example.status_line.hint.full_text == hint_of(qapp.focusWidget())
    example.actions_by_name["search"].trigger()
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Down)
    first = example.status_line.hint.full_text
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Down)
    assert first and example.status_line.hint.full_text and example.status_line.hint.full_text != first
    QTest.mouseClick(example.parts.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
    assert not example.status_line.hint.isVisible() and "nodes" in example.status_line.graph.full_text


def test_what_can_only_be_hovered_over_is_written_elsewhere(example) -> None:
    """A label cannot take the focus, so its tooltip must stand somewhere: on what it belongs to, or written out."""
    tips: dict[str, str] = {}
    written: list[str] = []
    for _state in pages(example):
        for label in (label for label in example.findChildren(QLabel) if label.isVisible()):
            written += [getattr(label, "full_text", "") or label.text(), label.accessibleName()]
            tips[" · ".join(line.strip() for line in label.toolTip().splitlines() if line.strip())] = label.text()
        written += [hint_of(widget) for widget in stops(example)]
    everywhere = "\n".join(written)
    assert len(tips) > 3
    assert {tip: text for tip, text in tips.items() if tip not in everywhere} == {}


# --- contrast -----------------------------------------------------------------------------------------------------------


def ratio(front: QColor, back: QColor) -> float:
    def luminance(color: QColor) -> float:
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(front), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("panel", "raised", "field", "node", "canvas")
TEXT_ON = [
    *((front, back) for front in ("text", "muted", "error", "ok", "warning") for back in GROUNDS),
    ("text", "hover"), ("text", "soft"), ("accent", "panel"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
]  # fmt: skip
WIRES = ("dataset", "tensor", "labels", "loss", "optimizer", "activation", "bool", "muted")
SHAPES_ON = [
    *((front, back) for front in (*WIRES, "accent", "error", "warning") for back in ("canvas", "node")),
    *((front, back) for front in WIRES for back in ("panel", "raised", "field")),
    *(("accent", back) for back in ("panel", "raised", "field")),
]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_ON)
def test_text_is_read_on_whatever_it_stands_on(qapp, mode, front, back) -> None:
    tokens = style_tokens(Theme(mode))
    assert ratio(QColor(tokens[front]), QColor(tokens[back])) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES_ON)
def test_ports_wires_and_marks_are_told_from_what_they_lie_on(qapp, mode, front, back) -> None:
    tokens = style_tokens(Theme(mode))
    assert ratio(QColor(tokens[front]), QColor(tokens[back])) >= 3


def test_a_type_is_told_by_shape_as_well_as_by_colour() -> None:
    """Wire classes that have a colour of their own have a shape of their own."""
    from app.canvas.ink import WIRE_TOKENS
    from app.canvas.painter import _SHAPES

    drawn = {token: {_SHAPES[wire] for wire, each in WIRE_TOKENS.items() if each == token and wire in _SHAPES}
             for token in set(WIRE_TOKENS.values())}  # fmt: skip
    shapes = [shape for shapes in drawn.values() for shape in shapes]
    assert len(shapes) == len(set(shapes))
