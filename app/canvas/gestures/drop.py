"""Dropping a kind from the palette: on empty canvas it is added there, on a wire it is put into the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF

from app.canvas.face import NodeFace, node_face
from app.canvas.forms import blank_size
from app.canvas.geometry import snap
from app.canvas.hit import nearest_link
from app.canvas.link_item import LinkItem
from app.catalog.spec import Kind
from app.compile.problems import CheckResult
from app.model.records import NodeRecord

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

KIND_MIME = "application/x-nodegrad-kind"
_REACH = 24.0  # how near to a wire, on the screen


class Drop:
    """A drag from outside while it is over the canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._wire: LinkItem | None = None

    def kind(self, mime: QMimeData) -> Kind | None:
        """The kind that is dragged, if it is one that this catalogue knows."""
        if not mime.hasFormat(KIND_MIME):
            return None
        name = bytes(mime.data(KIND_MIME).data()).decode(errors="replace")
        catalog = self._view.canvas.catalog
        return catalog.get(name) if name in catalog else None

    def over(self, kind: Kind, point: QPointF) -> None:
        """Mark the wire that the kind would be put into."""
        wire = nearest_link(self._view.canvas, point, _REACH / self._view.zoom()) if kind.inputs and kind.outputs else None
        if wire is not self._wire:
            self.leave()
            if wire is not None:
                wire.set_state(hovered=True)
            self._wire = wire

    def leave(self) -> None:
        if self._wire is not None:
            self._wire.set_state(hovered=False)
            self._wire = None

    def drop(self, kind: Kind, point: QPointF) -> None:
        """Add the kind with its middle under the pointer."""
        self.over(kind, point)
        wire = self._wire
        self.leave()
        view = self._view
        x, y = corner(view, kind, point)
        if wire is not None and view.attempt(lambda: view.select(view.canvas.editor.insert_on_link(kind.name, wire.link, x, y))):
            return
        view.attempt(lambda: view.select(view.canvas.editor.add_node(kind.name, x, y)))


def corner(view: CanvasView, kind: Kind, middle: QPointF) -> tuple[float, float]:
    """Where a new node's upper left corner goes so that its header's middle is at a point."""
    size = blank_size(blank_face(kind), view.canvas.ink)
    return snap(middle.x() - size.width() / 2), snap(middle.y() - 40.0)


def blank_face(kind: Kind) -> NodeFace:
    """The face of a new node of a kind."""
    return node_face(NodeRecord(id="", kind=kind.name, name=kind.name), kind, set(), set(), CheckResult())
