"""Asks the worker what a training step is made of, and shows it: in the Plan tab, on the canvas, in the inspector.

Nothing is asked while none of the three is looked at, and only the newest document is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.scene import CanvasScene
from app.compile.problems import CheckResult
from app.model.groups import path
from app.model.kernels import Kernel, Together, together
from app.panels.inspector import InspectorPanel
from app.panels.plan import PlanPanel
from app.panels.plan_words import maker
from app.session.protocol import Explained, Failed
from app.text import sentence, tr, tr_error
from app.window.figures import count
from app.window.run_control import RunControl
from app.window.workspace import Workspace

AFTER_EDIT = 300  # milliseconds, counted from the last edit


class PlanView(QObject):
    """``shown`` says whether the canvas and the inspector show what runs together; ``arrived`` that there is something new."""

    arrived = Signal()
    shown_changed = Signal(bool)

    def __init__(
        self,
        workspace: Workspace,
        run: RunControl,
        scene: CanvasScene,
        inspector: InspectorPanel,
        panel: PlanPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        self._scene = scene
        self._inspector = inspector
        self._panel = panel
        panel.names = self.name_of
        self._request = ""
        self._stale = True
        self._unchecked = False
        self._shown = False
        self._chosen = ""
        self._now = ""  # what makes the steps of the run that is on
        self.explained: Explained | None = None
        self.sets: list[Together] = []
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.ask)
        workspace.document.edited.connect(self._on_edited)
        workspace.document.settings_changed.connect(self._on_settings_changed)
        workspace.check.checked.connect(self._on_checked)
        inspector.look_changed.connect(self._write_inspector)
        panel.seen_changed.connect(self._on_seen)
        panel.maker_chosen.connect(self._on_maker_chosen)
        panel.shown_on_canvas.connect(self.set_shown)
        run.changed.connect(self._on_run_changed)
        run.client.explained.connect(self._on_explained)
        run.client.failed.connect(self._on_failed)

    @property
    def shown(self) -> bool:
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Show on the canvas and in the inspector what runs together, or not."""
        if shown != self._shown:
            self._shown = shown
            self._panel.on_canvas.setChecked(shown)
            self._show()
            self._ask_soon(0)
            self.shown_changed.emit(shown)

    @property
    def chosen(self) -> str:
        """Whose kernels are shown: the compiled step's where there is one and nobody said otherwise."""
        makers = self._makers()
        return self._chosen if self._chosen in makers else next(iter(makers), "")

    def _makers(self) -> dict[str, Sequence[Kernel]]:
        told = self.explained
        if told is None:
            return {}
        compiled = {"compiled": told.compiled} if told.compiled is not None else {}
        return {**compiled, told.library: told.kernels}

    def name_of(self, node: str) -> str:
        """What the user calls a node: its title and the name of its own; nothing where it is gone."""
        document, kinds = self._workspace.document, self._workspace.catalog
        return f"{kinds.kind_of(document, node).title} {document.nodes[node].name}" if node in document.nodes else ""

    # --- asking -----------------------------------------------------------------------------------------------------------

    def _looked_at(self) -> bool:
        return self._shown or self._panel.isVisible()

    def _on_edited(self) -> None:
        self._stale = self._unchecked = True

    def _on_checked(self, result: CheckResult) -> None:
        self._unchecked = False
        self._ask_soon(AFTER_EDIT)

    def _on_settings_changed(self, *_: object) -> None:
        self._stale = True
        self._ask_soon(AFTER_EDIT)

    def _on_seen(self) -> None:
        self._ask_soon(0)

    def _ask_soon(self, wait: int) -> None:
        if self._stale and self._looked_at():
            self._soon.start(wait)

    def ask(self) -> None:
        """Ask about the document as it is; where it cannot be trained, say so."""
        if not self._looked_at() or self._unchecked:
            return
        self._stale = False
        if not self._workspace.check.result.ready:
            self._request = ""
            self._forget(tr("Plan", "What a step is made of shows here once the graph can be trained."))
            return
        if self.explained is None:
            self._panel.show_nothing(tr("Plan", "Working out what a step is made of…"))
        self._request = self._run.client.explain(self._workspace.text, self._workspace.folder)

    def _on_failed(self, event: Failed) -> None:
        if event.request and event.request == self._request:
            self._request = ""
            self._forget(sentence(tr_error(event.template, event.params)))

    def _on_explained(self, event: Explained) -> None:
        if event.request == self._request:
            self._request = ""
            self.explained = event
            self._show()

    def _forget(self, why: str) -> None:
        self.explained = None
        self.sets = []
        self._panel.show_nothing(why)
        self._show()

    # --- showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        told = self.explained
        if told is not None:
            kernels = self._makers()[self.chosen]
            self.sets = together(kernels, self._workspace.document.nodes)
            self._panel.show_makers(list(self._makers()), self.chosen)
            self._panel.show_plan(self._summary(told, kernels), kernels, self.sets, told.passes)
        self._scene.together.show(self.sets if self._shown else ())
        self._write_inspector()
        self.arrived.emit()

    def _summary(self, told: Explained, kernels: Sequence[Kernel]) -> str:
        ops = sum(len(kernel.ops) for kernel in kernels)
        text = tr("Plan", "{ops} operations in {kernels} kernels", ops=count(ops), kernels=count(len(kernels)))
        return f"{text} · {self._when(told)}"

    def _when(self, told: Explained) -> str:
        """When these kernels are what makes the steps."""
        if self._now == self.chosen:
            return tr("Plan", "makes the steps now")
        if told.compiled is None:
            return tr("Plan", "makes all steps")
        if self.chosen == "compiled":
            return tr(
                "Plan", "takes over after {steps} steps, in runs of {worth} or more",
                steps=count(told.swap_after), worth=count(told.worth),
            )  # fmt: skip
        return tr("Plan", "makes the first {steps} steps, or all of a run of less than {worth}",
                  steps=count(told.swap_after), worth=count(told.worth))  # fmt: skip

    def _on_maker_chosen(self, made_by: str) -> None:
        self._chosen = made_by
        self._show()

    def _on_run_changed(self) -> None:
        progress = self._run.progress if self._run.is_busy else None
        now = progress.made_by if progress is not None else ""
        if now != self._now:
            self._now = now
            if self.explained is not None:
                self._panel.summary.set_full_text(self._summary(self.explained, self._makers()[self.chosen]))
                self._write_inspector()

    def _is_in(self, node: str, other: str) -> bool:
        """Whether a node is this one, or lies in it."""
        nodes = self._workspace.document.nodes
        return node == other or (node in nodes and other in path(nodes, nodes[node].group))

    def _write_inspector(self) -> None:
        """What the selected node runs together with, and by whom."""
        node = self._inspector.node
        if node is None:
            return
        sets = [item for item in self.sets if any(self._is_in(each, node) for each in item.nodes)] if self._shown else []
        made_by = maker(self.chosen)
        if self._now and self._now != self.chosen:
            made_by = tr("Plan", "{maker} (now: {now})", maker=made_by, now=maker(self._now))
        self._inspector.show_together(sets, made_by, self.name_of)
