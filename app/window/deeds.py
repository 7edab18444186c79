"""What every action of a window does, by the action's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.canvas import arrange, keys
from app.canvas.view import CanvasView
from app.text import tr
from app.window import dialogs, panes
from app.window.layouts import AS_MADE
from app.window.run_control import RunControl

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


def deeds(window: MainWindow) -> dict[str, Callable[[], None]]:
    """The call of each action."""

    def canvas(act: Callable[[CanvasView], object]) -> Callable[[], None]:
        return lambda: _on_canvas(window, act)

    def run(act: Callable[[RunControl], None]) -> Callable[[], None]:
        return lambda: act(window.run) if window.run is not None else None

    def of(act: Callable[[MainWindow], None]) -> Callable[[], None]:
        return lambda: act(window)

    files = window.files
    return {
        "new": files.new,
        "open": files.open,
        "save": lambda: _ignore(files.save()),
        "save_as": lambda: _ignore(files.save_as()),
        "export": of(_show_code),
        "start_page": of(_open_start_page),
        "close": lambda: _ignore(window.close()),
        "quit": of(_quit),
        "cut": canvas(keys.cut),
        "copy": canvas(keys.copy),
        "paste": canvas(keys.paste),
        "paste_wired": canvas(lambda view: keys.paste(view, keep_incoming=True)),
        "duplicate": canvas(keys.duplicate),
        "delete": canvas(keys.delete),
        "select_all": canvas(lambda view: view.canvas.select_all()),
        "group": canvas(keys.group),
        "ungroup": canvas(keys.ungroup),
        "enter": canvas(keys.enter),
        "leave": canvas(keys.leave),
        "save_kind": canvas(keys.save_kind),
        "edit_kind": canvas(keys.edit_kind),
        "update_kind": canvas(keys.update_kind),
        "library": window.kinds.show_library,
        "plugins": window.kinds.show_plugins,
        "rename": of(_rename),
        "add_node": canvas(lambda view: view.open_palette()),
        "lay_out": canvas(arrange.lay_out),
        "next_panel": lambda: panes.step(window, 1),
        "previous_panel": lambda: panes.step(window, -1),
        "find": canvas(lambda view: view.find_bar.open_bar()),
        "search": of(_search),
        "edit_attributes": of(_edit_attributes),
        "fit": canvas(lambda view: view.fit_all()),
        "frame": canvas(lambda view: view.frame_selection()),
        "zoom_in": canvas(lambda view: view.camera.set_zoom(view.zoom() * 1.2)),
        "zoom_out": canvas(lambda view: view.camera.set_zoom(view.zoom() / 1.2)),
        "zoom_reset": canvas(lambda view: view.camera.set_zoom(view.camera.reading)),
        "text_larger": lambda: window.services.step_text_size(1),
        "text_smaller": lambda: window.services.step_text_size(-1),
        "minimap": of(_toggle_minimap),
        "together": of(_toggle_together),
        "save_layout": of(_save_layout),
        "reset_layout": of(_reset_layout),
        "run": run(RunControl.toggle),
        "resume": run(RunControl.resume),
        "stop": run(RunControl.stop),
        "reset": run(RunControl.reset),
        "problems": of(_show_problems),
        "about": lambda: dialogs.show_about(window),
        "shortcuts": lambda: dialogs.show_shortcuts(window),
    }


def _on_canvas(window: MainWindow, act: Callable[[CanvasView], object]) -> None:
    view = window.parts.view if window.parts is not None else None
    if view is not None:
        view.attempt(lambda: act(view))


def _show_code(window: MainWindow) -> None:
    if window.docks is not None and window.parts is not None:
        window.docks.show_tab(window.parts.code)


def _show_problems(window: MainWindow) -> None:
    if window.docks is not None and window.parts is not None:
        window.docks.show_tab(window.parts.problems)
        window.parts.problems.setFocus()


def _search(window: MainWindow) -> None:
    if window.docks is not None and window.parts is not None:
        window.docks.show_dock(window.docks.palette)
        window.parts.palette.focus_search()


def _edit_attributes(window: MainWindow) -> None:
    if window.docks is not None and window.parts is not None:
        window.docks.show_dock(window.docks.inspector)
        window.parts.inspector.focus_first()


def apply_layout(window: MainWindow, name: str) -> None:
    """Put the docks as they were kept under a name."""
    layout = window.services.settings.layouts.get(name)
    if window.docks is not None and layout is not None:
        window.docks.restore(layout)


def _reset_layout(window: MainWindow) -> None:
    if window.docks is not None:
        window.docks.restore(AS_MADE)


def _save_layout(window: MainWindow) -> None:
    docks, settings = window.docks, window.services.settings
    if docks is not None:
        title, what = tr("Window", "Save layout"), tr("Window", "Name of the layout")
        dialogs.ask_name(window, title, what, lambda name: settings.keep_layout(name, docks.state))


def _rename(window: MainWindow) -> None:
    """The node that the keyboard acts on, or else the document."""
    if window.parts is not None and window.parts.view.hasFocus() and window.parts.scene.current is not None:
        keys.rename(window.parts.view)
    elif window.run_bar is not None:
        window.run_bar.title.start_editing()


def _open_start_page(window: MainWindow) -> None:
    if window.workspace is None:
        return
    if window.workspace.is_untouched:
        window.show_start()
    else:
        window.services.new_window()


def _quit(window: MainWindow) -> None:
    for each in list(window.services.windows):
        if not each.close():
            return


def _toggle_minimap(window: MainWindow) -> None:
    window.services.settings.minimap = window.actions_by_name["minimap"].isChecked()
    window.show_minimap()


def _toggle_together(window: MainWindow) -> None:
    window.services.settings.together = window.actions_by_name["together"].isChecked()
    window.show_together()


def _ignore(_result: object) -> None:
    """For calls whose answer nobody waits for."""
