"""The main window: one document's canvas, panels, toolbar and menus, or the start page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QMainWindow, QStatusBar, QToolBar, QVBoxLayout, QWidget

from app.icons import app_icon
from app.project.journal import Left
from app.text import tr
from app.window.actions import CANVAS_KEYS, make_actions
from app.window.deeds import deeds
from app.window.docks import Docks
from app.window.drops import Drops
from app.window.figures import count
from app.window.files import Files
from app.window.hints import FocusHints
from app.window.kinds import Kinds
from app.window.menus import fill_menu_bar
from app.window.message_bar import MessageBar
from app.window.parts import Parts
from app.window.recorder import Recorder
from app.window.run_bar import RunBar
from app.window.run_control import RunControl
from app.window.services import Services
from app.window.start_page import StartPage
from app.window.status_line import StatusLine
from app.window.workspace import Workspace

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
        self._is_new = False
        self._again: tuple[QPointF, float] | None = None  # what is to be seen when the docks have their sizes
        self.actions_by_name: dict[str, QAction] = {}
        self._action_owner = QObject(self)
        self._toolbar: QToolBar | None = None
        self._recorder: Recorder | None = None
        self._told_of_recording = False
        self.client = services.make_client(self)
        self.client.use_plugins(services.plugins.allowed)
        self.client.start()
        self.files = Files(self)
        self.kinds = Kinds(self)
        self.drops = Drops(self)
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
        workspace.check.check_first()
        assert self.docks is not None
        self._is_new = True
        # queued, so that it comes after the layout: until then the canvas may be a strip
        self.docks.sized.connect(self._see_everything, Qt.ConnectionType.QueuedConnection)

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
        centre, tab = view.camera.centre(), self.docks.tabs.currentIndex()
        state = self.docks.state
        self._drop()
        self._build()
        self.docks.restore(state)
        self.docks.tabs.setCurrentIndex(tab)
        parts = self.parts
        parts.scene.show_level(level)
        parts.scene.select(selected)

        parts.view.camera.look_at(centre, zoom * parts.view.camera.reading, fly=False)
        self._again = (centre, zoom * parts.view.camera.reading)
        self.docks.sized.connect(self._look_again, Qt.ConnectionType.QueuedConnection)

    def _look_again(self) -> None:
        """The docks have their sizes: a view that was resized meanwhile shows again what was seen before."""
        again, self._again = self._again, None
        if self.parts is not None and again is not None:
            self.parts.view.camera.look_at(*again, fly=False)

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
        if self.status_line is not None:
            self.setStatusBar(QStatusBar())  # whose timer would go on looking at the document
            self.statusBar().hide()
        self.status_line = None
        self._action_owner.deleteLater()
        self._action_owner = QObject(self)
        for action in self.actions():
            self.removeAction(action)

    def _build(self) -> None:
        workspace, theme = self.workspace, self.services.theme
        self.actions_by_name = make_actions(
            self._action_owner, workspace.undo_stack if workspace is not None else QUndoStack(self._action_owner), deeds(self)
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
            self.parts = Parts(workspace, self.run, theme, self.services.recent_kinds, self)
            self.parts.message.connect(self.show_message)
            self.parts.kind_wanted.connect(self.kinds.save)
            self.parts.view.attributes_wanted.connect(self.actions_by_name["edit_attributes"].trigger)
            self.parts.view.addActions([self.actions_by_name[name] for name in CANVAS_KEYS])
            column.addWidget(self.parts.view, 1)
            self.setCentralWidget(central)
            self._add_toolbar(workspace, self.run)
            self.docks = Docks(self, self.parts, theme)
            self._add_status_line(workspace, self.run)
            self.drops.watch(self.parts.view.viewport())
            self.docks.restore(self.services.settings.docks)
            self.docks.fit(self.width())
            self.show_minimap()
            self.parts.plan_view.shown_changed.connect(self._on_together_shown)
            self.show_together()
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

    # --- deeds ------------------------------------------------------------------------------------------------------------

    def show_message(self, severity: str, text: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """Say one sentence above the canvas."""
        self.message_bar.show_message(severity, text, action, call)

    def keep_now(self, workspace: Workspace) -> None:
        """Have the journal keep a document before what it was made from is forgotten."""
        window = next((each for each in self.services.windows if each.workspace is workspace), None)
        if window is not None and window._recorder is not None:
            window._recorder.write().result()

    def _discard(self, left: Left) -> None:
        left.discard()
        self._rebuild_start()

    def show_minimap(self) -> None:
        """Show the minimap, or not, as it is set."""
        shown = self.services.settings.minimap
        self.actions_by_name["minimap"].setChecked(shown)
        if self.parts is not None:
            self.parts.view.set_minimap_visible(shown)

    def show_together(self) -> None:
        """Show which nodes run together, or not, as it is set."""
        shown = self.services.settings.together
        self.actions_by_name["together"].setChecked(shown)
        if self.parts is not None:
            self.parts.plan_view.set_shown(shown)

    def _on_together_shown(self, shown: bool) -> None:
        self.services.settings.together = shown
        self.actions_by_name["together"].setChecked(shown)

    def _see_everything(self) -> None:
        """The whole graph, once: when a document has just been shown."""
        if self.parts is not None and self._is_new:
            self._is_new = False
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
        if self.drops.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.drops.drop(event.mimeData())


_NEED_DOCUMENT = (
    "save", "save_as", "export", "start_page", "cut", "copy", "paste", "paste_wired", "duplicate", "delete", "select_all",
    "group", "ungroup", "enter", "leave", "save_kind", "edit_kind", "update_kind", "add_node", "lay_out",
    "rename", "find", "search", "edit_attributes", "fit", "frame", "zoom_in", "zoom_out", "zoom_reset", "minimap", "together",
    "problems", "save_layout", "reset_layout", "next_panel", "previous_panel",
)  # fmt: skip
