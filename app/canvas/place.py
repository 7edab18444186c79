"""What becomes of a kind chosen from the pop-up: a node at a point or at the loose end of a wire, one in a wire, one instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF

from app.canvas.forms import blank_size
from app.canvas.geometry import layout, snap
from app.canvas.gestures.drop import blank_face, corner
from app.canvas.link_item import LinkItem
from app.canvas.trial import Trial
from app.catalog.registry import fitting_port
from app.catalog.spec import Kind
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_OVERLAP = 0.25  # the share of a new node that may lie on another
_BESIDE = 40.0


class Choice(Protocol):
    """What the pop-up is open for.  ``point`` is where it stands, in scene coordinates."""

    point: QPointF

    def offer(self) -> tuple[list[Kind], str]:
        """The kinds to choose from, and a line that says what they are for."""

    def add(self, name: str) -> str:
        """Do it with the kind that was chosen; the node that came of it."""


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


class Between:
    """A place for one new node in a wire."""

    def __init__(self, view: CanvasView, wire: LinkItem, point: QPointF) -> None:
        self._view = view
        self._link = wire.link
        self._wire = wire.wire
        self.point = point

    def offer(self) -> tuple[list[Kind], str]:
        catalog, nodes = self._view.canvas.catalog, self._view.canvas.nodes
        ways_out = {kind.name for kind in catalog.fitting(self._wire, "to")}
        fits = [kind for kind in catalog.fitting(self._wire, "from") if kind.name in ways_out]
        source, target = (nodes[end.node].face.title for end in self._link)
        return fits, tr("Canvas", "Between {source} and {target}", source=source, target=target)

    def add(self, name: str) -> str:
        canvas = self._view.canvas
        x, y = corner(self._view, canvas.catalog.get(name), self.point)
        return canvas.editor.insert_on_link(name, self._link, x, y)


class Instead:
    """Another kind for the selected nodes; their wires stay."""

    def __init__(self, view: CanvasView, nodes: Sequence[str]) -> None:
        self._view = view
        self._nodes = list(nodes)
        rect = view.canvas.rect_of(self._nodes[-1])
        self.point = QPointF(rect.right(), rect.top())

    def offer(self) -> tuple[list[Kind], str]:
        canvas = self._view.canvas
        if len(self._nodes) == 1:
            text = tr("Canvas", "Instead of {node}, its wires kept", node=canvas.nodes[self._nodes[0]].face.title)
        else:
            text = tr("Canvas", "Instead of {count} nodes, their wires kept", count=len(self._nodes))
        return canvas.editor.kinds_instead(self._nodes), text

    def add(self, name: str) -> str:
        self._view.canvas.editor.change_kind(self._nodes, name)
        return self._nodes[-1]
