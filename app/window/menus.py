"""The menu bar, put together from the window's actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QMenu

from app.canvas import menu as canvas_menu
from app.i18n import LANGUAGES
from app.text import tr
from app.window.deeds import apply_layout
from app.window.docks import Docks
from app.window.figures import count
from app.window.run_control import PACES
from app.window.settings import TEXT_SIZES

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


def fill_menu_bar(window: MainWindow, actions: dict[str, QAction]) -> None:
    """Make the menus anew."""
    bar = window.menuBar()
    bar.clear()
    file_menu = bar.addMenu(tr("Menus", "&File"))
    _fill(file_menu, actions, "new", "open")
    recent = file_menu.addMenu(tr("Menus", "Open &recent"))
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    _fill_recent(window, recent)
    _fill(file_menu, actions, "-", "save", "save_as", "-", "export", "-", "start_page", "close", "quit")
    edit = bar.addMenu(tr("Menus", "&Edit"))
    _fill(edit, actions, "undo", "redo", "-", "cut", "copy", "paste", "paste_wired", "duplicate", "delete", "select_all")
    _fill(edit, actions, "-", "group", "ungroup", "enter", "leave")
    _fill(edit, actions, "-", "save_kind", "edit_kind", "update_kind", "library", "plugins")
    _fill(edit, actions, "-", "find", "search", "edit_attributes", "rename")
    if window.parts is not None:
        node = bar.addMenu(tr("Menus", "&Node"))
        node.aboutToShow.connect(lambda: _fill_node(window, node))
        _fill_node(window, node)
    view = bar.addMenu(tr("Menus", "&View"))
    _fill(view, actions, "fit", "frame", "zoom_in", "zoom_out", "zoom_reset", "-", "minimap", "together")
    if window.docks is not None:
        _add_panels(window, view, window.docks)
    _fill(view, actions, "next_panel", "previous_panel")
    view.addSeparator()
    services = window.services
    themes = [("system", tr("Menus", "As the &system")), ("light", tr("Menus", "&Light")), ("dark", tr("Menus", "&Dark"))]
    _choice(view, tr("Menus", "&Theme"), themes, lambda: services.settings.theme, services.set_theme)
    sizes = [(str(percent), tr("Menus", "{percent} %", percent=percent)) for percent in TEXT_SIZES]
    text_menu = _choice(
        view, tr("Menus", "Te&xt size"), sizes,
        lambda: str(services.settings.text_size), lambda percent: services.set_text_size(int(percent)),
    )  # fmt: skip
    text_menu.addSeparator()
    _fill(text_menu, actions, "text_larger", "text_smaller")
    languages = [("system", tr("Menus", "As the &system")), *LANGUAGES]
    _choice(view, tr("Menus", "&Language"), languages, lambda: services.settings.language, services.set_language)
    run = bar.addMenu(tr("Menus", "&Run"))
    _fill(run, actions, "run", "resume", "stop", "reset", "-")
    _add_pace(window, run)
    _fill(run, actions, "-", "problems")
    _fill(bar.addMenu(tr("Menus", "&Help")), actions, "shortcuts", "about")


def _fill(menu: QMenu, actions: dict[str, QAction], *names: str) -> None:
    for name in names:
        if name == "-":
            menu.addSeparator()
        else:
            menu.addAction(actions[name])


def _fill_node(window: MainWindow, menu: QMenu) -> None:
    """What the canvas's own menu offers, for the nodes and wires that are selected."""
    menu.clear()
    if window.parts is not None:
        _fill(menu, window.actions_by_name, "add_node", "lay_out", "-")
        canvas_menu.fill(window.parts.view, menu)
        if menu.actions()[-1].isSeparator():
            menu.addAction(tr("Menus", "Select a node or a wire first")).setEnabled(False)


def _choice(
    menu: QMenu, title: str, choices: list[tuple[str, str]], current: Callable[[], str], call: Callable[[str], None]
) -> QMenu:
    """A submenu of which one entry is in force."""
    submenu = menu.addMenu(title)
    group = QActionGroup(submenu)
    for value, text in choices:
        action = submenu.addAction(text)
        action.setObjectName(value)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False, value=value: call(value))
        group.addAction(action)

    def show_current() -> None:
        for action in group.actions():
            action.setChecked(action.objectName() == current())

    submenu.aboutToShow.connect(show_current)
    show_current()
    return submenu


def _add_panels(window: MainWindow, view: QMenu, docks: Docks) -> None:
    """Showing, moving and arranging the docks."""
    view.addActions(docks.toggle_actions())
    moving = view.addMenu(tr("Menus", "Mo&ve a panel"))
    for dock in docks.all:
        menu = moving.addMenu(dock.windowTitle())

        def refill(menu: QMenu = menu, dock: QDockWidget = dock) -> None:
            menu.clear()
            docks.fill_menu(menu, dock)

        menu.aboutToShow.connect(refill)
        refill()
    kept = view.addMenu(tr("Menus", "La&youts"))
    kept.aboutToShow.connect(lambda: _fill_layouts(window, kept))
    _fill_layouts(window, kept)


def _fill_layouts(window: MainWindow, menu: QMenu) -> None:
    """Those that were kept, and the way to keep one, to forget one, and back to how everything was."""
    menu.clear()
    settings = window.services.settings
    names = list(settings.layouts)
    for name in names:
        action = menu.addAction(name.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False, name=name: apply_layout(window, name))
    if names:
        menu.addSeparator()
    _fill(menu, window.actions_by_name, "save_layout")
    if names:
        forget = menu.addMenu(tr("Menus", "&Delete layout"))
        for name in names:
            action = forget.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, name=name: settings.keep_layout(name, None))
    _fill(menu, window.actions_by_name, "reset_layout")


def _add_pace(window: MainWindow, menu: QMenu) -> None:
    """How fast a run goes: small networks train in a blink, and one may want to watch."""
    title, client = tr("Menus", "&Speed"), window.client

    def choose(text: str) -> None:
        if window.run is not None:
            window.run.pace = float(text)
        else:
            client.pace = float(text)

    words = {0: tr("Menus", "As &fast as it goes"), 1: tr("Menus", "1 step a second")}
    choices = [(str(pace), words.get(pace) or tr("Menus", "{count} steps a second", count=count(pace))) for pace in PACES]
    _choice(menu, title, choices, lambda: f"{client.pace:g}", choose)


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    """The files that are still there, newest first."""
    menu.clear()
    settings = window.services.settings
    paths = settings.recent
    for path in paths:
        action = menu.addAction(path.name.replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked=False, path=path: window.files.open_path(path))
    if paths:
        menu.addSeparator()
        menu.addAction(tr("Menus", "&Clear this list")).triggered.connect(settings.clear_recent)
    else:
        menu.addAction(tr("Menus", "No files yet")).setEnabled(False)
