"""Canvas and panels of one document, made and wired to each other; a window builds them anew for another document or language."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QUndoView

from app.canvas.place import Placement
from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
from app.compile.problems import CheckResult, Fix
from app.panels.code import CodePanel
from app.panels.curves import CurvesPanel
from app.panels.gradients import GradientsPanel
from app.panels.inspector import InspectorPanel
from app.panels.palette import PalettePanel
from app.panels.plan import PlanPanel
from app.panels.problems import ProblemsPanel
from app.recent_kinds import RecentKinds
from app.text import tr, tr_error
from app.theme import Theme
from app.window.live_figures import LiveFigures
from app.window.plan_view import PlanView
from app.window.previews import Previews
from app.window.run_control import RunControl
from app.window.workspace import Workspace
from engine.errors import NodegradError


def _history(stack: QUndoStack) -> QUndoView:
    """Everything that was done to the document; a click goes back or forth to there."""
    view = QUndoView(stack)
    view.setEmptyLabel(tr("Docks", "As it was opened"))
    view.setAccessibleName(tr("Docks", "History"))
    view.setFrameShape(QFrame.Shape.NoFrame)
    return view


class Parts(QObject):
    """The parts that show one workspace.  ``message`` carries a severity and a sentence."""

    message = Signal(str, str)
    problems_counted = Signal(int)
    kind_wanted = Signal(str)  # a group is to be saved as a kind

    def __init__(
        self, workspace: Workspace, run: RunControl, theme: Theme, recent: RecentKinds, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        editor, catalog = workspace.editor, workspace.catalog
        self.scene = CanvasScene(editor, catalog, theme, self)
        self.view = CanvasView(self.scene)
        self.view.palette_popup.recent = self._recent = recent
        self.palette = PalettePanel(catalog, theme, recent=recent)
        self.inspector = InspectorPanel(editor, catalog, theme, folder=lambda: workspace.folder)
        self.curves = CurvesPanel(run.client, theme)
        self.gradients = GradientsPanel(run.client, theme)
        self.problems = ProblemsPanel(theme, self._name_of)
        self.code = CodePanel(run.client, theme, lambda: (workspace.text, workspace.folder))
        self.plan = PlanPanel()
        self.history = _history(editor.undo_stack)
        self.previews = Previews(workspace, run, self.scene, self.inspector, self)
        self.plan_view = PlanView(workspace, run, self.scene, self.inspector, self.plan, self)
        self.live = LiveFigures(workspace, run, self.scene, self.inspector, self.previews, self)
        self._connect()

    def _connect(self) -> None:
        self.scene.selection_ids_changed.connect(self.inspector.show_nodes)
        self.inspector.message.connect(lambda text: self.message.emit("warning", text))
        for panel in (self.curves, self.gradients, self.code):
            panel.message.connect(self.message)
        self.palette.kind_chosen.connect(self.add_kind)
        self.view.kind_wanted.connect(self.kind_wanted)
        self.inspector.kind_wanted.connect(self.kind_wanted)
        for chooser in (self.plan, self.inspector):
            chooser.nodes_chosen.connect(self.choose)
        self.problems.jump_requested.connect(self.jump)
        self.problems.fix_requested.connect(self.apply_fix)
        editor = self._workspace.editor
        self.problems.dismiss_requested.connect(lambda problem: editor.dismiss(problem.node, problem.rule))
        self.problems.restore_requested.connect(lambda problem: editor.restore(problem.node, problem.rule))
        self._run.devices_changed.connect(self._on_devices)
        self._workspace.check.checked.connect(self.show_check)
        self._on_devices()
        self.show_check(self._workspace.check.result)

    def show_check(self, result: CheckResult) -> None:
        """Hand the live check's result to everyone who shows a piece of it."""
        self.scene.show_check(result)
        self.inspector.show_check(result)
        self.problems.show_check(result)
        self.code.show_check(result)
        self.problems_counted.emit(len(result.problems))

    def _name_of(self, node: str) -> str:
        record = self._workspace.document.nodes.get(node)
        return record.name if record is not None else ""

    def add_kind(self, kind: str) -> None:
        """Add a node of a kind in the middle of what is seen, selected; beside what stands there already."""
        try:
            node = Placement(self.view, self.view.camera.centre()).add(kind)
        except NodegradError as error:
            self.message.emit("warning", tr_error(error.template, error.params))
            return
        self._workspace.editor.seal()
        self.view.show_added(node)
        self._recent.use(kind)

    def refresh_kinds(self, of_nodes: bool) -> None:
        """The palette offers other kinds now; ``of_nodes`` says that nodes which are there may be of them."""
        self.palette.refresh()
        if of_nodes:
            self.scene.refresh_kinds()
        self.inspector.refresh_kinds()

    def jump(self, node: str) -> None:
        """Select a node and bring it into view."""
        self.view.show_node(node)

    def choose(self, nodes: list[str]) -> None:
        """Select nodes and bring them into view, on the level of the first of them."""
        there = [node for node in nodes if node in self._workspace.document.nodes]
        if there:
            self.view.bring_up(there[0])
            self.scene.select(there)

    def apply_fix(self, fix: Fix) -> None:
        try:
            self._workspace.editor.apply_fix(fix)
        except NodegradError as error:
            self.message.emit("warning", tr_error(error.template, error.params))

    def _on_devices(self) -> None:
        self.inspector.set_devices(self._run.devices)

    def drop(self) -> None:
        """Let go of everything; nothing of it may be used any more."""
        self.scene.selection_ids_changed.disconnect(self.inspector.show_nodes)
        for widget in (
            self.view,
            self.palette,
            self.inspector,
            self.curves,
            self.gradients,
            self.problems,
            self.code,
            self.plan,
            self.history,
        ):
            widget.setParent(None)
            widget.deleteLater()
        self.live.deleteLater()
        self.plan_view.deleteLater()
        self.previews.deleteLater()
        self.deleteLater()
