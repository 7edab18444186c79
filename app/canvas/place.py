"""Where a kind chosen from the pop-up goes: at a point, or at the loose end of a wire, connected by the port that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from app.canvas.forms import blank_size
from app.canvas.geometry import layout, snap
from app.canvas.gestures.drop import blank_face, corner
from app.canvas.trial import Trial
from app.catalog.registry import fitting_port
from app.catalog.spec import Kind
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_OVERLAP = 0.25  # the share of a new node that may lie on another
_BESIDE = 40.0


class Placement:
    """A place for one new node.  ``trial`` is the wire that was dropped there, if any."""

    def __init__(self, view: CanvasView, point: QPointF, trial: Trial | None = None) -> None:
        self._view = view
        self.point = point
        self._trial = trial
        self._direction = "from" if trial is None or trial.from_output else "to"

    def offer(self) -> tuple[list[Kind], str]:
        """The kinds that may go there, in palette order or best first, and a line that says what is offered."""
        catalog = self._view.canvas.catalog
        trial = self._trial
        if trial is None:
            return list(catalog.kinds), ""
        title = self._view.canvas.nodes[trial.fixed.node].face.title
        if trial.from_output:
            text = tr("Canvas", "Takes {port} of {node}", port=trial.fixed.port, node=title)
        else:
            text = tr("Canvas", "Gives {port} of {node}", port=trial.fixed.port, node=title)
        return catalog.fitting(trial.wire, self._direction), text

    def add(self, name: str) -> str:
        """Add the kind; its id."""
        canvas = self._view.canvas
        kind = canvas.catalog.get(name)
        trial = self._trial
        if trial is None:
            return canvas.editor.add_node(name, *self._uncovered(kind, *corner(self._view, kind, self.point)))
        measured = layout(blank_face(kind), canvas.ink.metrics)
        port = fitting_port(kind, trial.wire, self._direction)
        centre = measured.centres.get((trial.from_output, port.name)) if port is not None else None
        x = self.point.x() - (0 if trial.from_output else measured.width)
        y = self.point.y() - (centre.y() if centre is not None else 40.0)
        if trial.from_output:
            return canvas.editor.add_node(name, snap(x), snap(y), connect_from=trial.fixed)
        return canvas.editor.add_node(name, snap(x), snap(y), connect_to=trial.fixed)

    def _uncovered(self, kind: Kind, x: float, y: float) -> tuple[float, float]:
        """The place, or the next one to the right where the node would lie on another: by keyboard the point stays the same."""
        canvas = self._view.canvas
        size = blank_size(blank_face(kind), canvas.ink)
        most = size.width() * size.height() * _OVERLAP
        frames = set(canvas.contents.frames())
        rects = () if kind.role == "frame" else (canvas.rect_of(node) for node in canvas.nodes if node not in frames)
        for rect in sorted(rects, key=QRectF.left):
            shared = rect.intersected(QRectF(QPointF(x, y), size))
            if shared.width() * shared.height() > most:
                x = snap(rect.right() + _BESIDE)
        return x, y
