"""What lies under a point: a port, a node, a wire or nothing, found by geometry, ports before cards before wires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from app.canvas.detail import TITLES_FROM
from app.canvas.face import PortFace
from app.canvas.geometry import PORT_REACH
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem
from app.canvas.note_item import FrameItem, NoteItem

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

LINK_REACH = 7.0  # on the screen


@dataclass(frozen=True, slots=True)
class Hit:
    """The first that is not None of port (with its node), node and link is what was hit."""

    node: NodeItem | None = None
    port: PortFace | None = None
    link: LinkItem | None = None
    on_title: bool = False
    on_grip: bool = False  # the corner that resizes a note or a frame

    @property
    def item(self) -> NodeItem | LinkItem | None:
        return self.node or self.link


NOTHING = Hit()


def find(scene: CanvasScene, point: QPointF, zoom: float, port_reach: float = PORT_REACH) -> Hit:
    """What is under a scene point; reaches are on the screen, so that targets do not shrink with the zoom."""
    x, y = point.x(), point.y()
    reach = min(port_reach / zoom, port_reach * 1.6) if zoom >= TITLES_FROM else 0.0
    wide = max(reach, LINK_REACH / zoom)
    around = QRectF(x - wide, y - wide, 2 * wide, 2 * wide)
    nodes = scene.items_in(around)[::-1]  # what lies above first
    if reach:
        near = [(*hit, item) for item in nodes if (hit := item.nearest_port(x, y, reach))]
        if near:
            _, port, item = min(near, key=lambda entry: entry[0])
            return Hit(item, port)
    for item in nodes:
        if not isinstance(item, FrameItem) and item.holds(point):
            return _on_node(item, point)
    link = nearest_link(scene, point, LINK_REACH / zoom)
    if link is None:  # a frame lies behind everything
        frames = [item for item in nodes if isinstance(item, FrameItem) and item.holds(point)]
        if frames:
            return _on_node(min(frames, key=lambda item: item.layout.width * item.layout.height), point)
    return Hit(link=link)


def _on_node(item: NodeItem, point: QPointF) -> Hit:
    grip = isinstance(item, NoteItem | FrameItem) and item.on_grip(point)
    return Hit(item, on_title=item.layout.title_rect().contains(point - item.pos()), on_grip=grip)


def nearest_link(scene: CanvasScene, point: QPointF, reach: float) -> LinkItem | None:
    """The wire nearest to a point within a distance in scene coordinates."""
    x, y = point.x(), point.y()
    around = QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
    best: tuple[float, LinkItem] | None = None
    for item in reversed(scene.links_in(around)):
        distance = item.curve.distance(x, y)
        if distance <= reach and (best is None or distance < best[0]):
            best = (distance, item)
    return best[1] if best is not None else None
