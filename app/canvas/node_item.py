"""One node as it is drawn and taken hold of: a face and its layout, made when somebody looks at the node.

It knows the ids of its ports and nothing of the document; where it lies is for the field to say.  Ports are painted by it
and found by geometry, so that a node is one item however many ports it has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.canvas.detail import Detail, detail
from app.canvas.face import NodeFace, PortFace
from app.canvas.geometry import PORT, SHADOW, NodeLayout, layout
from app.canvas.painter import NodeState, paint_likeness, paint_node, paint_ring, paint_selected
from app.canvas.spark import Curve, paint_spark, spark_rect
from app.canvas.sprites import LARGEST_SCALE, Sprites
from app.model.pictures import AnyPicture
from app.model.records import PortRef

if TYPE_CHECKING:
    from app.canvas.field import Field
    from app.canvas.ink import Ink

Touch = Callable[[Callable[[], QRectF]], None]  # what is within these bounds must be painted again


class NodeItem:
    """A node.  ``set_face``, ``set_live`` and ``set_state`` change what it shows and repaint only if it shows."""

    behind: ClassVar[bool] = False  # whether it lies behind wires and other nodes
    ringed: ClassVar[bool] = True  # whether a ring, drawn beside its picture, says that it is selected

    def __init__(self, node_id: str, face: NodeFace, ink: Ink, sprites: Sprites, field: Field, touch: Touch) -> None:
        self.node_id = node_id
        self.face = face
        self.live = ""
        self.picture: AnyPicture | None = None  # of the pinned output
        self.curve: Curve = ()  # of a run
        self.hovered = False
        self._ink = ink
        self._sprites = sprites
        self._field = field
        self._touch = touch
        self.layout: NodeLayout = self._measure()
        self._take_bounds()

    # --- what it shows ----------------------------------------------------------------------------------------------------

    def set_face(self, face: NodeFace) -> None:
        """Show another face."""
        if face != self.face:
            self.face = face
            self._lay_out()

    def set_live(self, text: str) -> bool:
        """Show a live figure in the footer, or none; True where that changes anything."""
        if text == self.live:
            return False
        self.live = text
        self._lay_out()
        return True

    def set_picture(self, picture: AnyPicture | None) -> None:
        """Show another value of the pinned output, or none yet."""
        if picture != self.picture:
            self.picture = picture
            self.refresh()

    def set_curve(self, curve: Curve) -> None:
        """Draw a curve of the run beside the ports, or none."""
        if curve != self.curve:
            self.curve = curve
            self.refresh()

    def set_state(self, hovered: bool) -> None:
        if hovered != self.hovered:
            self.hovered = hovered
            self.refresh()

    @property
    def selected(self) -> bool:
        nodes = self._field.nodes
        return self.node_id in nodes.row and bool(nodes["selected"][nodes.row[self.node_id]])

    def refresh(self) -> None:
        """Paint anew."""
        self._sprites.drop(self.node_id)
        self._touch(self.bounds)

    def _measure(self) -> NodeLayout:
        return layout(self.face, self._ink.metrics, self.live)

    def _lay_out(self) -> None:
        self._touch(self.bounds)
        self.layout = self._measure()
        self._take_bounds()
        self.refresh()

    def _take_bounds(self) -> None:
        self.local_bounds: QRectF = _bounds(self.layout)
        self.inset = self.local_bounds.x(), self.local_bounds.y()
        ports = ((port.wire, port.waiting, *centre.toTuple()) for port, centre in self.layout.ports)
        self.ring_key = (self.layout.width, self.layout.height, self.face.severity, *ports)

    # --- where things are -------------------------------------------------------------------------------------------------

    def pos(self) -> QPointF:
        """The card's upper left corner, in scene coordinates."""
        return QPointF(*self._field.corner(self.node_id))

    def x(self) -> float:
        return self._field.corner(self.node_id)[0]

    def y(self) -> float:
        return self._field.corner(self.node_id)[1]

    def rect(self) -> QRectF:
        """The card, in scene coordinates."""
        x, y = self._field.corner(self.node_id)
        return QRectF(x, y, self.layout.width, self.layout.height)

    def bounds(self) -> QRectF:
        """Everything that is painted, in scene coordinates; nothing once the node is gone."""
        if self.node_id not in self._field.nodes.row:
            return QRectF()
        return self.local_bounds.translated(self.pos())

    def holds(self, point: QPointF) -> bool:
        """Whether a point of the scene is on the node."""
        return self.rect().contains(point)

    def port_point(self, is_input: bool, port: str) -> QPointF | None:
        """The centre of a port in scene coordinates."""
        centre = self.layout.centres.get((is_input, port))
        return None if centre is None else self.pos() + centre

    def port_face(self, ref: PortRef, is_input: bool) -> PortFace | None:
        ports = self.face.inputs if is_input else self.face.outputs
        return next((port for port in ports if port.ref == ref), None)

    def nearest_port(self, x: float, y: float, reach: float) -> tuple[float, PortFace] | None:
        """The port nearest to a scene point within a distance, with its distance."""
        left, top = self._field.corner(self.node_id)
        x, y = x - left, y - top
        best: tuple[float, PortFace] | None = None
        for port, centre in self.layout.ports:
            distance = ((centre.x() - x) ** 2 + (centre.y() - y) ** 2) ** 0.5
            if distance <= reach and (best is None or distance < best[0]):
                best = (distance, port)
        return best

    # --- painting ---------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, scale: float, ratio: float) -> bool:
        """Paint the node, its corner at the painter's origin; False where only a likeness was, as the frame has no time left."""
        level = detail(scale)
        if scale > LARGEST_SCALE:  # only few nodes are in view
            painter.save()
            self._paint(painter, level, NodeState(self.selected, self.hovered))
            painter.restore()
            return True
        state = NodeState(self.selected and not self.ringed, self.hovered)
        done = self._sprites.draw(
            painter, self.node_id, level, self.local_bounds, scale, ratio, lambda p: self._paint(p, level, state),
            lambda p, known: self._paint_likeness(p, state, known),
        )  # fmt: skip
        if self.ringed and self.selected:
            if self._sprites.resting:
                self._sprites.copy(painter, self.ring(scale, ratio), self.local_bounds, ratio)
            else:
                paint_selected(painter, self._ink, self.face, self.layout)
        return done

    def ring(self, scale: float, ratio: float) -> QPixmap:
        """What says that the node is selected, to be put over its picture."""
        ink, face, measured = self._ink, self.face, self.layout
        return self._sprites.stamp(
            self.ring_key, self.local_bounds, scale, ratio, lambda painter: paint_ring(painter, ink, face, measured)
        )

    def _paint(self, painter: QPainter, level: Detail, state: NodeState) -> None:
        paint_node(painter, self._ink, self.face, self.layout, state, level, self.picture)
        if self.curve and level is Detail.ALL and (rect := self.spark_rect()) is not None:
            paint_spark(painter, self._ink, rect, self.curve, self.face.mark)

    def spark_rect(self) -> QRectF | None:
        """Where a curve has room, in the node's own coordinates."""
        metrics = self._ink.metrics["port"]
        return spark_rect(
            self.face, self.layout, {port.label: metrics.horizontalAdvance(port.label) for port in self.face.inputs}
        )

    def _paint_likeness(self, painter: QPainter, state: NodeState, known: bool) -> None:
        """Something like the node: over a picture of how it looked before, or on nothing."""
        paint_likeness(painter, self._ink, self.face, self.layout, state, filled=not known)


def _bounds(measured: NodeLayout) -> QRectF:
    """Everything that is painted: the card, its ports, badge, ring and shadow."""
    side = PORT + 3
    return measured.rect.adjusted(-side, -8, side + 1, SHADOW)


#: How far a node is painted beyond its card at most.
REACH = 16.0
