"""The status line: the graph's size, the newest figure, the zoom and whether the document is saved."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from app.canvas.face import says_the_same
from app.compile.problems import CheckResult
from app.panels.widgets import ElidedLabel, label
from app.text import tr
from app.theme import px, text_scale
from app.window.figures import ago, compact, count, memory, metric_name, metric_value
from app.window.run_control import RunControl
from app.window.workspace import Workspace

_SAVED_EVERY_MS = 1000
_CROWDED = 1.5  # of the text's usual size: from here on the newest figure is not held in the middle


class StatusLine(QStatusBar):
    """Three places that give way to each other, and no size grip."""

    def __init__(self, workspace: Workspace, run: RunControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        self.setSizeGripEnabled(False)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        self.graph = ElidedLabel("", "small")
        self.hint = ElidedLabel("", "small")  # takes the place of the figures while there is something to say
        self.hint.hide()
        self.newest = label("", "ok")
        self.zoom = label("", "small")
        self.zoom.setMinimumWidth(px(40))  # so that nothing moves while the zoom changes
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.saved = label("", "small")
        self.saved.setMinimumWidth(px(112) if text_scale() < _CROWDED else 0)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.graph, 1)
        row.addWidget(self.hint, 2)
        row.addWidget(self.newest, 0, Qt.AlignmentFlag.AlignCenter)
        right = QHBoxLayout()
        right.setSpacing(16)
        right.addStretch(1)
        right.addWidget(self.zoom)
        right.addWidget(self.saved)
        row.addLayout(right, 1 if text_scale() < _CROWDED else 0)
        self.addWidget(body, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_SAVED_EVERY_MS)
        self._timer.timeout.connect(self._show_saved)
        self._timer.start()
        workspace.changed.connect(self._show_saved)
        run.changed.connect(self._show_metric)
        run.was_reset.connect(self._show_metric)
        self._show_saved()
        self._show_metric()
        self.set_zoom(1.0)

    def show_check(self, result: CheckResult) -> None:
        """The size of the graph, as the live check found it."""
        nodes = self._workspace.catalog.count(self._workspace.document.nodes.values())
        parts = [tr("Status", "1 node") if nodes == 1 else tr("Status", "{count} nodes", count=count(nodes))]
        if result.parameters:
            parts.append(tr("Status", "{count} params", count=count(result.parameters)))
        if result.memory_bytes:
            parts.append(memory(result.memory_bytes))
        if result.flops_per_sample:
            parts.append(tr("Status", "{count}FLOP a sample", count=f"{compact(result.flops_per_sample)}"))
        hint = tr("Status", "Memory: weights, gradients, optimizer state and activations of one batch. Operations: forward pass.")
        self.graph.set_full_text(" · ".join(parts), hint)

    def show_hint(self, text: str) -> None:
        """Say what is to be known of what has the focus; nothing brings the figures back."""
        self.hint.set_full_text(text)
        self.hint.setVisible(bool(text))
        self.graph.setVisible(not text)

    def set_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(100 * zoom)} %")
        self.zoom.setAccessibleName(tr("Status", "Zoom {percent} %", percent=round(100 * zoom)))

    def _show_metric(self) -> None:
        if self._run.state == "running" and self._run.progress is not None and self._run.progress.compiling:
            self.newest.setText(tr("Status", "Compiling the step…"))
            self.newest.setToolTip(
                tr("Status", "The run goes on with a faster step in some seconds; the next time it is there at once")
            )
            return
        self.newest.setToolTip("")
        values = self._run.newest
        name = next((name for name in sorted(values) if name.startswith("val_") and name != "val_loss"), None)
        name = name or next((name for name in ("val_loss", "loss") if name in values), None)
        self.newest.setText(f"{metric_name(name, self._titles())} {metric_value(name, values[name])}" if name is not None else "")

    def _titles(self) -> dict[str, str]:
        """What the metrics are called: the title of a node whose name is only its kind's, else its name."""
        document, catalog = self._workspace.document, self._workspace.catalog
        found = {}
        for node in document.nodes.values():
            kind = catalog.kind_of(document, node.id)
            if kind.role == "metric":
                found[node.name] = kind.title if says_the_same(node.name, kind.title) else node.name
        return found

    def _show_saved(self) -> None:
        workspace = self._workspace
        if workspace.is_edited or (workspace.path is None and workspace.document.nodes):
            text = tr("Status", "not saved")
        elif workspace.saved_at is not None:
            text = ago(time.monotonic() - workspace.saved_at)
        elif workspace.path is not None:
            text = tr("Status", "saved")
        else:
            text = ""
        self.saved.setText(text)
        self.saved.setToolTip(str(workspace.path) if workspace.path is not None else "")
