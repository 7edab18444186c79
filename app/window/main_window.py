"""The main window: one document's canvas, panels, toolbar and menus, or the start page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QMainWindow, QToolBar, QVBoxLayout, QWidget

from app.canvas import arrange, keys
from app.canvas.view import CanvasView
from app.icons import app_icon
from app.project.journal import Left
from app.text import tr
from app.window import dialogs, panes
from app.window.actions import CANVAS_KEYS, make_actions
from app.window.docks import Docks
from app.window.figures import count
from app.window.files import Files
from app.window.hints import FocusHints
from app.window.layouts import AS_MADE
from app.window.menus import fill_menu_bar
from app.window.message_bar import MessageBar
from app.window.parts import Parts
from app.window.recorder import Recorder
from app.window.run_bar import RunBar
from app.window.run_control import RunControl
from app.window.services import Services
from app.window.start_page import StartPage
from app.window.status_line import StatusLine
from app.window.workspace import SUFFIX, Workspace

SMALLEST = QSize(960, 600)
FIRST_SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Holds a workspace and a worker; everything that is seen is built around them, and anew when the language changes."""

    def __init__(self, services: Services, workspace: Workspace | None = None) -> None:
        super().__init__()
        self.services = services
        self.workspace: Workspace | None = None
        self.run: RunControl | None = None
        self.parts: Parts | None = None
        self.docks: Docks | None = None
        self.run_bar: RunBar | None = None
        self.status_line: StatusLine | None = None
        self.actions_by_name: dict[str, QAction] = {}
        self._action_owner = QObject(self)
        self._toolbar: QToolBar | None = None
        self._recorder: Recorder | None = None
        self._told_of_recording = False
        self.client = services.make_client(self)
        self.client.start()
        self.files = Files(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()).expandedTo(SMALLEST))
        self.restoreGeometry(services.settings.geometry)
        services.language_changed.connect(self.rebuild)
        services.text_size_changed.connect(self.rebuild)
        services.settings.recent_changed.connect(self._rebuild_start)
        services.theme.changed.connect(self._rebuild_start)
        if workspace is not None:
            self.show_workspace(workspace)
        else:
            self.show_start()

    # --- what is shown ----------------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start page."""
        self._drop()
        self._set_workspace(None)
        self._build()

    def show_workspace(self, workspace: Workspace) -> None:
        """Show a document; the one before must be done with."""
        self._drop()
        self._set_workspace(workspace)
        self._build()
        workspace.check.check_now()
        QTimer.singleShot(0, self._see_everything)

    def _set_workspace(self, workspace: Workspace | None) -> None:
        before = self.workspace
        if self.run is not None:
            self.run.reset()
            self.run.deleteLater()
        self.workspace, self.run = workspace, None
        if self._recorder is not None:
            self._recorder.stop()
            self._recorder = None
        if before is not None:
            before.changed.disconnect(self._on_workspace_changed)
            before.deleteLater()
        if workspace is not None:
            workspace.setParent(self)
            self.run = RunControl(workspace, self.client, self)
            if self.client.state == "idle":
                self.client.request_devices()
            self.run.message.connect(self._on_run_message)
            self.run.resume_offered.connect(self._on_resume_offered)
            self.run.changed.connect(self._on_run_changed)
            workspace.changed.connect(self._on_workspace_changed)
            workspace.document.name_changed.connect(self._on_workspace_changed)
            if self.services.journal is not None:
                self._recorder = Recorder(workspace, self.services.journal, self)
                self._recorder.failed.connect(self._on_recording_failed)

    def rebuild(self) -> None:
        """Build everything anew around the same document, as after a change of language."""
        if self.parts is None or self.docks is None:
            self._drop()
            self._build()
            return
        view, scene = self.parts.view, self.parts.scene
        selected, zoom, level = scene.selected_ids(), view.zoom() / view.camera.reading, scene.level
        centre, tab = view.mapToScene(view.viewport().rect().center()), self.docks.tabs.currentIndex()
        state = self.docks.state
        self._drop()
        self._build()
        self.docks.restore(state)
        self.docks.tabs.setCurrentIndex(tab)
        parts = self.parts
        parts.scene.show_level(level)
        parts.scene.select(selected)

        def look() -> None:
            if self.parts is parts:
                parts.view.camera.look_at(centre, zoom * parts.view.camera.reading, fly=False)

        look()
        # once more when the docks have their sizes, as a view that is resized shows again what it showed whole
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, look))

    def _drop(self) -> None:
        """Take down everything that is seen."""
        self.menuBar().clear()
        if self._toolbar is not None:
            self.removeToolBar(self._toolbar)
            self._toolbar.deleteLater()
            self._toolbar = self.run_bar = None
        if self.docks is not None:
            self.docks.drop()
            self.docks = None
        if self.parts is not None:
            self.parts.drop()
            self.parts = None
        self.statusBar().hide()
        self.status_line = None
        self._action_owner.deleteLater()
        self._action_owner = QObject(self)
        for action in self.actions():
            self.removeAction(action)

    def _build(self) -> None:
        workspace, theme = self.workspace, self.services.theme
        self.actions_by_name = make_actions(
            self._action_owner, workspace.undo_stack if workspace is not None else QUndoStack(self._action_owner), self._calls()
        )
        self.addActions([action for name, action in self.actions_by_name.items() if name not in CANVAS_KEYS])
        self.message_bar = MessageBar(theme)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        if workspace is None or self.run is None:
            column.addWidget(self._start_page(), 1)
            self.setCentralWidget(central)
        else:
            self.parts = Parts(workspace, self.run, theme, self)
            self.parts.message.connect(self.show_message)
            self.parts.view.addActions([self.actions_by_name[name] for name in CANVAS_KEYS])
            column.addWidget(self.parts.view, 1)
            self.setCentralWidget(central)
            self._add_toolbar(workspace, self.run)
            self.docks = Docks(self, self.parts, theme)
            self._add_status_line(workspace, self.run)
            self.parts.view.viewport().installEventFilter(self)
            self.docks.restore(self.services.settings.docks)
            self.docks.fit(self.width())
            self._show_minimap()
        fill_menu_bar(self, self.actions_by_name)
        self._on_workspace_changed()
        self._on_run_changed()

    def _start_page(self) -> StartPage:
        services = self.services
        left = services.journal.left() if services.journal is not None else []
        page = StartPage(services.examples, services.settings.listed, services.catalog, services.theme, left)
        page.forget_requested.connect(services.settings.forget_recent)
        page.recover_requested.connect(self.files.recover)
        page.discard_requested.connect(self._discard)
        page.new_requested.connect(self.files.new)
        page.open_requested.connect(self.files.open)
        page.file_requested.connect(self.files.open_path)
        page.example_requested.connect(self.files.open_example)
        return page

    def _add_toolbar(self, workspace: Workspace, run: RunControl) -> None:
        self._toolbar = QToolBar(tr("Window", "Run"), self)
        self._toolbar.setObjectName("run")
        self._toolbar.setMovable(False)
        self._toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.run_bar = RunBar(workspace, run, self.services.theme, self.actions_by_name)
        self._toolbar.addWidget(self.run_bar)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._toolbar)

    def _add_status_line(self, workspace: Workspace, run: RunControl) -> None:
        assert self.parts is not None
        line = self.status_line = StatusLine(workspace, run)
        self.setStatusBar(self.status_line)
        self.status_line.show()
        camera = self.parts.view.camera
        self.parts.view.zoom_changed.connect(lambda zoom: line.set_zoom(zoom / camera.reading))
        workspace.check.checked.connect(self.status_line.show_check)
        self.status_line.show_check(workspace.check.result)
        FocusHints(self.status_line.window(), self.status_line.show_hint).setParent(self.status_line)

    def _calls(self) -> dict[str, Callable[[], None]]:
        """What every action does."""

        def canvas(act: Callable[[CanvasView], object]) -> Callable[[], None]:
            return lambda: _ignore(act(self.parts.view)) if self.parts is not None else None

        def run(act: Callable[[RunControl], None]) -> Callable[[], None]:
            return lambda: act(self.run) if self.run is not None else None

        files = self.files
        return {
            "new": files.new,
            "open": files.open,
            "save": lambda: _ignore(files.save()),
            "save_as": lambda: _ignore(files.save_as()),
            "export": self._show_code,
            "start_page": self._open_start_page,
            "close": lambda: _ignore(self.close()),
            "quit": self._quit,
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
            "rename": self._rename,
            "add_node": canvas(lambda view: view.open_palette()),
            "lay_out": canvas(arrange.lay_out),
            "next_panel": lambda: panes.step(self, 1),
            "previous_panel": lambda: panes.step(self, -1),
            "find": canvas(lambda view: view.find_bar.open_bar()),
            "search": self._search,
            "edit_attributes": self._edit_attributes,
            "fit": canvas(lambda view: view.fit_all()),
            "frame": canvas(lambda view: view.frame_selection()),
            "zoom_in": canvas(lambda view: view.camera.set_zoom(view.zoom() * 1.2)),
            "zoom_out": canvas(lambda view: view.camera.set_zoom(view.zoom() / 1.2)),
            "zoom_reset": canvas(lambda view: view.camera.set_zoom(view.camera.reading)),
            "text_larger": lambda: self.services.step_text_size(1),
            "text_smaller": lambda: self.services.step_text_size(-1),
            "minimap": self._toggle_minimap,
            "save_layout": self._save_layout,
            "reset_layout": lambda: self.docks.restore(AS_MADE) if self.docks is not None else None,
            "run": run(RunControl.toggle),
            "resume": run(RunControl.resume),
            "stop": run(RunControl.stop),
            "reset": run(RunControl.reset),
            "problems": self._show_problems,
            "about": lambda: dialogs.show_about(self),
            "shortcuts": lambda: dialogs.show_shortcuts(self),
        }

    # --- deeds ------------------------------------------------------------------------------------------------------------

    def show_message(self, severity: str, text: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """Say one sentence above the canvas."""
        self.message_bar.show_message(severity, text, action, call)

    def _show_code(self) -> None:
        if self.docks is not None and self.parts is not None:
            self.docks.show_tab(self.parts.code)

    def _show_problems(self) -> None:
        if self.docks is not None and self.parts is not None:
            self.docks.show_tab(self.parts.problems)
            self.parts.problems.setFocus()

    def _search(self) -> None:
        if self.docks is not None and self.parts is not None:
            self.docks.show_dock(self.docks.palette)
            self.parts.palette.focus_search()

    def _edit_attributes(self) -> None:
        if self.docks is not None and self.parts is not None:
            self.docks.show_dock(self.docks.inspector)
            self.parts.inspector.focus_first()

    def keep_now(self, workspace: Workspace) -> None:
        """Have the journal keep a document before what it was made from is forgotten."""
        window = next((each for each in self.services.windows if each.workspace is workspace), None)
        if window is not None and window._recorder is not None:
            window._recorder.write().result()

    def apply_layout(self, name: str) -> None:
        """Put the docks as they were kept under a name."""
        layout = self.services.settings.layouts.get(name)
        if self.docks is not None and layout is not None:
            self.docks.restore(layout)

    def _discard(self, left: Left) -> None:
        left.discard()
        self._rebuild_start()

    def _save_layout(self) -> None:
        docks, settings = self.docks, self.services.settings
        if docks is not None:
            dialogs.ask_name(
                self,
                tr("Window", "Save layout"),
                tr("Window", "Name of the layout"),
                lambda name: settings.keep_layout(name, docks.state),
            )

    def _rename(self) -> None:
        """The node that the keyboard acts on, or else the document."""
        if self.parts is not None and self.parts.view.hasFocus() and self.parts.scene.current is not None:
            keys.rename(self.parts.view)
        elif self.run_bar is not None:
            self.run_bar.title.start_editing()

    def _open_start_page(self) -> None:
        if self.workspace is None:
            return
        if self.workspace.is_untouched:
            self.show_start()
        else:
            self.services.new_window()

    def _quit(self) -> None:
        for window in list(self.services.windows):
            if not window.close():
                return

    def _toggle_minimap(self) -> None:
        self.services.settings.minimap = self.actions_by_name["minimap"].isChecked()
        self._show_minimap()

    def _show_minimap(self) -> None:
        shown = self.services.settings.minimap
        self.actions_by_name["minimap"].setChecked(shown)
        if self.parts is not None:
            self.parts.view.set_minimap_visible(shown)

    def _see_everything(self) -> None:
        if self.parts is not None:
            self.parts.view.camera.open_on(self.parts.scene.whole_rect())
            self.parts.view.setFocus()

    # --- what happened ----------------------------------------------------------------------------------------------------

    def _on_workspace_changed(self, *_: object) -> None:
        workspace = self.workspace
        if workspace is None:
            self.setWindowTitle(tr("Window", "Nodegrad"))
            self.setWindowModified(False)
            return
        self.setWindowTitle(tr("Window", "{name} – Nodegrad", name=f"{workspace.document.name}[*]"))
        self.setWindowModified(workspace.is_edited)
        self.setWindowFilePath(str(workspace.path) if workspace.path is not None else "")

    def _on_run_changed(self) -> None:
        run, actions = self.run, self.actions_by_name
        state = run.state if run is not None else "idle"
        words = {"running": tr("Actions", "Pause"), "paused": tr("Actions", "Resume")}
        action = actions["run"]
        action.setText(words.get(state, tr("Actions", "Run")))
        action.setEnabled(run is not None and run.can_run)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip((run.obstacle if run is not None else "") or f"{action.text()} ({keys})")
        actions["resume"].setEnabled(run is not None and run.can_resume)
        actions["resume"].setText(self._resume_text())
        actions["stop"].setEnabled(run is not None and run.can_stop)
        actions["reset"].setEnabled(run is not None and run.can_reset)
        for name in _NEED_DOCUMENT:
            actions[name].setEnabled(self.workspace is not None)

    def _resume_text(self) -> str:
        """What going on means: from which step, where that is known."""
        point = self.run.point if self.run is not None else None
        if point is None:
            return tr("Actions", "Resume from &checkpoint")
        return tr("Actions", "Resume from &checkpoint at step {step}", step=count(point.step))

    def _on_recording_failed(self, reason: str) -> None:
        """Said once a document: it will not go better the next second."""
        if not self._told_of_recording:
            self._told_of_recording = True
            text = tr("Window", "Unsaved work cannot be kept against a crash ({reason}); save often.", reason=reason)
            self.show_message("warning", text)

    def _on_resume_offered(self, severity: str, text: str) -> None:
        run = self.run
        if run is not None:
            self.show_message(severity, text, tr("Window", "Resume"), run.resume)

    def _on_run_message(self, severity: str, text: str, node: str) -> None:
        parts = self.parts
        if node and parts is not None:
            self.show_message(severity, text, tr("Window", "Show the node"), lambda: parts.jump(node))
        else:
            self.show_message(severity, text)

    def _rebuild_start(self) -> None:
        """The start page is cheap to make anew when what it shows has changed."""
        if self.workspace is None:
            self.rebuild()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ThemeChange:  # the system's font may be another one
            QTimer.singleShot(0, self.services.follow_text_size)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.docks is not None:
            self.docks.fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        self.services.settings.geometry = self.saveGeometry()
        if self.docks is not None:
            self.services.settings.docks = self.docks.state
        self.services.settings.sync()
        if self._recorder is not None:
            self._recorder.stop()
            self._recorder = None
        self._drop()
        self.client.shutdown()
        self.services.forget(self)
        event.accept()

    # --- files dropped on the window -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        for path in _dropped_files(event):
            self.files.open_path(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Documents dropped on the canvas go to the window; nodes are the canvas's own affair."""
        if isinstance(event, QDropEvent) and _dropped_files(event):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                for path in _dropped_files(event):
                    self.files.open_path(path)
            return True
        return super().eventFilter(watched, event)


_NEED_DOCUMENT = (
    "save", "save_as", "export", "start_page", "cut", "copy", "paste", "paste_wired", "duplicate", "delete", "select_all",
    "group", "ungroup", "enter", "leave", "add_node", "lay_out",
    "rename", "find", "search", "edit_attributes", "fit", "frame", "zoom_in", "zoom_out", "zoom_reset", "minimap", "problems",
    "save_layout", "reset_layout", "next_panel", "previous_panel",
)  # fmt: skip


def _dropped_files(event: QDropEvent) -> list[Path]:
    """The documents among what is being dragged."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix == SUFFIX]


def _ignore(_result: object) -> None:
    """For calls whose answer nobody waits for."""
