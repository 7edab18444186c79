"""One node on the scene: an item that holds a face and its layout and hands both to the painter.

It knows the ids of its ports and nothing of the document; ports are painted by it and found by geometry, so that a node is
one item however many ports it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.detail import Detail, detail
from app.canvas.face import NodeFace, PortFace
from app.canvas.geometry import PORT, SHADOW, NodeLayout, layout
from app.canvas.painter import PLAIN, NodeState, paint_node
from app.canvas.sprites import Sprites
from app.model.pictures import AnyPicture
from app.model.records import PortRef

if TYPE_CHECKING:
    from app.canvas.ink import Ink

Z_NODE, Z_RAISED = 0.0, 1.0


class NodeItem(QGraphicsItem):
    """A node.  ``set_face``, ``set_live`` and ``set_state`` change what it shows and repaint only if it shows."""

    def __init__(self, node_id: str, face: NodeFace, ink: Ink, sprites: Sprites) -> None:
        super().__init__()
        self.node_id = node_id
        self.face = face
        self.live = ""
        self.picture: AnyPicture | None = None  # of the pinned output
        self.state = PLAIN
        self._ink = ink
        self._sprites = sprites
        self.layout: NodeLayout = self._measure()
        self._bounds = _bounds(self.layout)

    # --- what it shows ----------------------------------------------------------------------------------------------------

    def set_face(self, face: NodeFace) -> bool:
        """Show another face; True where ports have moved, so that wires must follow."""
        if face == self.face:
            return False
        self.face = face
        return self._lay_out()

    def set_live(self, text: str) -> bool:
        """Show a live figure in the footer, or none."""
        if text == self.live:
            return False
        self.live = text
        return self._lay_out()

    def set_picture(self, picture: AnyPicture | None) -> None:
        """Show another value of the pinned output, or none yet."""
        if picture != self.picture:
            self.picture = picture
            self.refresh()

    def set_state(self, state: NodeState) -> None:
        if state == self.state:
            return
        self.state = state
        self._raise()
        self.refresh()

    def _raise(self) -> None:
        """Lie above the others while it matters."""
        self.setZValue(Z_RAISED if self.state.selected or self.state.hovered else Z_NODE)

    def refresh(self) -> None:
        """Paint anew."""
        self._sprites.drop(self.node_id)
        self.update()

    def _measure(self) -> NodeLayout:
        return layout(self.face, self._ink.metrics, self.live)

    def _lay_out(self) -> bool:
        before = self.layout
        self.layout = self._measure()
        bounds = _bounds(self.layout)
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.refresh()
        return before.centres != self.layout.centres

    # --- where things are -------------------------------------------------------------------------------------------------

    def rect(self) -> QRectF:
        """The card, in scene coordinates."""
        position = self.pos()
        return QRectF(position.x(), position.y(), self.layout.width, self.layout.height)

    def holds(self, point: QPointF) -> bool:
        """Whether a point of the scene is on the node."""
        return self.rect().contains(point)

    def taken_by(self, rect: QRectF) -> bool:
        """Whether a rectangle drawn over the scene selects the node."""
        return rect.intersects(self.rect())

    def port_point(self, is_input: bool, port: str) -> QPointF | None:
        """The centre of a port in scene coordinates."""
        centre = self.layout.centres.get((is_input, port))
        return None if centre is None else self.pos() + centre

    def port_face(self, ref: PortRef, is_input: bool) -> PortFace | None:
        ports = self.face.inputs if is_input else self.face.outputs
        return next((port for port in ports if port.ref == ref), None)

    def nearest_port(self, x: float, y: float, reach: float) -> tuple[float, PortFace] | None:
        """The port nearest to a scene point within a distance, with its distance."""
        position = self.pos()
        x, y = x - position.x(), y - position.y()
        best: tuple[float, PortFace] | None = None
        for port, centre in self.layout.ports:
            distance = ((centre.x() - x) ** 2 + (centre.y() - y) ** 2) ** 0.5
            if distance <= reach and (best is None or distance < best[0]):
                best = (distance, port)
        return best

    # --- Qt ---------------------------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        scale = painter.worldTransform().m11()
        level = detail(scale)
        if level is Detail.BLOCKS:
            painter.fillRect(self.layout.rect, self._ink.brush(self.face.mark))
            return
        ratio = widget.devicePixelRatioF() if widget is not None else 1.0
        self._sprites.draw(painter, self.node_id, level, self._bounds, scale, ratio, lambda p: self._paint(p, level))

    def _paint(self, painter: QPainter, level: Detail) -> None:
        paint_node(painter, self._ink, self.face, self.layout, self.state, level, self.picture)


def _bounds(measured: NodeLayout) -> QRectF:
    """Everything that is painted: the card, its ports, badge, ring and shadow."""
    side = PORT + 3
    return measured.rect.adjusted(-side, -8, side + 1, SHADOW)
