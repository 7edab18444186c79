"""Figures on the canvas while a run is on: the newest loss at loss nodes, the newest share or error at metric nodes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer

from app.canvas.scene import CanvasScene
from app.canvas.spark import POINTS, Curve
from app.catalog.registry import Catalog
from app.model.groups import scoped_name
from app.model.records import PortRef
from app.panels.inspector import InspectorPanel
from app.text import tr
from app.window.figures import metric_value, number
from app.window.previews import Previews
from app.window.run_control import RunControl
from app.window.workspace import Workspace

_CALM = 10  # steps
INTERVAL = 100  # milliseconds; ten times a second is as fast as figures can be read


def _calm(values: np.ndarray) -> float | None:
    """The mean of the last steps: the loss of single batches jumps too much to be read."""
    return float(np.mean(values[-_CALM:])) if len(values) else None


def _small(values: np.ndarray) -> Curve:
    """So many means of stretches of a curve as a card has room for, each smooth enough to be read."""
    if len(values) < 2:
        return ()
    parts = np.array_split(values, min(POINTS, len(values)))
    return tuple(float(f"{part.mean():.4g}") for part in parts)


class LiveFigures(QObject):
    """Reads the run's history by a timer and writes node footers."""

    def __init__(
        self,
        workspace: Workspace,
        run: RunControl,
        scene: CanvasScene,
        inspector: InspectorPanel,
        previews: Previews,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._catalog: Catalog = workspace.catalog
        self._run = run
        self._scene = scene
        self._inspector = inspector
        self._previews = previews
        inspector.look_changed.connect(self.write)
        previews.arrived.connect(self.write)  # also after the run, while no timer is on
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.write)
        run.changed.connect(self._on_changed)
        run.was_reset.connect(scene.clear_live)
        run.was_reset.connect(self.write)
        self._on_changed()
        self.write()

    def _on_changed(self) -> None:
        if self._run.is_busy and not self._timer.isActive():
            self._timer.start()
        elif not self._run.is_busy and self._timer.isActive():
            self._timer.stop()
            self.write()

    def write(self) -> None:
        """Put the newest figures on the nodes."""
        history = self._run.history
        self._write_inspector()
        if history is None:
            return
        document, losses = self._workspace.document, self._losses()
        for node in list(document.nodes):
            kind = self._catalog.kind_of(document, node)
            if node in losses or (kind.category == "Losses" and len(losses) < 2):
                loss = _calm(history.get(losses.get(node, "loss"))[1])
                if loss is not None:
                    curve = _small(history.get(losses.get(node, "loss"))[1])
                    self._scene.set_live(node, tr("Canvas", "loss {value}", value=number(loss)), curve)
            elif kind.role == "metric":
                value = self._metric(document.nodes[node].name)
                if value is not None:
                    self._scene.set_live(node, metric_value(kind.name.lower(), value))
        for look in self._previews.units():
            picture = self._previews.pictures.get(look)
            if picture is not None and picture.figures.dead is not None and look.node in document.nodes:
                self._scene.set_live(look.node, tr("Canvas", "{share} % dead", share=f"{100 * picture.figures.dead:.0f}"))

    def _losses(self) -> dict[str, str]:
        """What optimizers make small, by node, with the name of its curve: its optimizer's where there are several."""
        document = self._workspace.document
        optimizers = [node for node in document.nodes if self._catalog.kind_of(document, node).role == "optimizer"]
        links = {node: document.links.get(PortRef(node, "loss")) for node in optimizers}
        several = len(optimizers) > 1
        return {
            link.source.node: scoped_name(document.nodes, node) if several else "loss"
            for node, link in links.items()
            if link is not None
        }

    def _write_inspector(self) -> None:
        """What the selected node does in the run: gradient norms of its weights, and how many of its units are dead."""
        history, look = self._run.history, self._inspector.look
        record = self._workspace.document.nodes.get(look.node) if look is not None else None
        if history is None or record is None or look is None:
            self._inspector.show_live("", ())
            return
        rows = []
        named = scoped_name(self._workspace.document.nodes, record.id)
        for name in history.series:
            weight = name.removeprefix(f"grad:{named}/")
            if weight != name and (latest := history.latest(name)) is not None:
                rows.append((tr("Inspector", "Gradient norm of {weight}", weight=weight), number(latest)))
        picture = self._previews.pictures.get(look)
        if picture is not None and picture.figures.dead is not None:
            rows.append((tr("Inspector", "Units that are 0 in every row"), f"{100 * picture.figures.dead:.0f} %"))
        self._inspector.show_live(tr("Inspector", "step {step}", step=f"{history.step:,}"), rows)

    def _metric(self, node_name: str) -> float | None:
        """The newest figure of a metric node: on the validation part where there is one, otherwise on the training part."""
        history = self._run.history
        assert history is not None
        value = history.latest(f"val_{node_name}")
        return value if value is not None else history.latest(node_name)
