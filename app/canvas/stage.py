"""Paints what of the scene lies in a part of the view, at the level of detail of the zoom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.backdrop import paint_backdrop
from app.canvas.detail import Detail, detail
from app.canvas.field import FRAME, Field, Rows
from app.canvas.link_item import LinkItem
from app.canvas.node_item import REACH
from app.canvas.overview import OVERVIEW_REACH, paint_overview, paint_rest
from app.canvas.painter import NO_BRUSH, paint_pill
from app.canvas.scene import CanvasScene
from app.canvas.sprites import LARGEST_SCALE
from app.canvas.together import paint_together

_SMOOTH_WIRES = 120
_SMOOTH = 40  # up to so many nodes in view, pictures are scaled smoothly while the zoom changes


@dataclass(frozen=True, slots=True)
class Share:
    """What of a scene is painted: nodes and wires that are marked, or all; and the ground that they lie on."""

    nodes: NDArray[np.bool_] | None = None
    wires: NDArray[np.bool_] | None = None
    ground: bool = True

    def nodes_in(self, field: Field, rect: QRectF) -> Rows:
        rows = field.nodes_in(rect)
        return rows if self.nodes is None else rows[self.nodes[rows]]

    def wires_in(self, field: Field, rect: QRectF) -> Rows:
        rows = field.wires_in(rect)
        return rows if self.wires is None else rows[self.wires[rows]]


WHOLE = Share()


def paint_scene(
    painter: QPainter, scene: CanvasScene, exposed: QRectF, zoom: float, ratio: float, share: Share = WHOLE
) -> QRectF:
    """Paint in scene coordinates; gives the part of which only a likeness was painted, to be painted again in the next frame.

    What nobody has looked at before is made now, but only so much in a frame; the rest is drawn from afar meanwhile.
    """
    if share.ground:
        paint_backdrop(painter, scene.ink, exposed, zoom)
    level, field = detail(zoom), scene.contents.field
    if level is Detail.BLOCKS:
        around = exposed.adjusted(-OVERVIEW_REACH, -OVERVIEW_REACH, OVERVIEW_REACH, OVERVIEW_REACH)
        paint_overview(painter, scene, share.nodes_in(field, around), share.wires_in(field, around))
        return QRectF()
    around = exposed.adjusted(-REACH, -REACH, REACH, REACH)  # what is written on wires reaches farther than they do
    rows, rest = scene.contents.within(share.nodes_in(field, around), scene.pace)
    wires, rest_wires = scene.contents.within_wires(share.wires_in(field, around), scene.pace)
    rows, links = scene.stacked(rows), scene.links_at(wires)
    frames = int((field.nodes["form"][rows] == FRAME).sum())
    if frames:
        _paint_items(painter, scene, rows[:frames], zoom, ratio)
    if len(rest) or len(rest_wires):
        paint_rest(painter, scene, rest, rest_wires)
    # while the zoom changes, many wires are drawn without smooth edges, which takes a third of the time
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, scene.sprites.resting or len(links) <= _SMOOTH_WIRES)
    painter.setBrush(NO_BRUSH)
    before = None
    for link in links:
        look = (link.token, link.selected)
        if look != before:
            painter.setPen(link.pen())
            before = look
        link.paint(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if level is Detail.ALL:
        _paint_pills(painter, scene, links, zoom, ratio)
    late = _paint_items(painter, scene, rows[frames:], zoom, ratio)
    paint_together(painter, scene, rows[frames:], zoom, ratio)
    if len(rest):
        late = late.united(field.around(rest).adjusted(-REACH, -REACH, REACH, REACH))
    if len(rest_wires):
        late = late.united(field.around_wires(rest_wires).adjusted(-REACH, -REACH, REACH, REACH)) & around
    return late


def _paint_pills(painter: QPainter, scene: CanvasScene, links: list[LinkItem], zoom: float, ratio: float) -> None:
    """The shapes on wires: the same few again and again, so that they are copied and not drawn."""
    ink, sprites = scene.ink, scene.sprites
    pills = [pill for link in links if (pill := link.pill_shown()) is not None]
    if zoom > LARGEST_SCALE:
        for text, rect, token in pills:
            paint_pill(painter, ink, text, rect, token)
        return
    to_view = painter.worldTransform()
    left, top = to_view.dx(), to_view.dy()
    painter.resetTransform()
    for text, rect, token in pills:
        bounds = QRectF(0.0, 0.0, rect.width(), rect.height())

        def paint(brush: QPainter, text: str = text, bounds: QRectF = bounds, token: str = token) -> None:
            paint_pill(brush, ink, text, bounds, token)

        pixmap = sprites.stamp((text, token), bounds, zoom, ratio, paint)
        at = (rect.x() * zoom + left) * ratio, (rect.y() * zoom + top) * ratio
        painter.drawPixmap(QPointF(round(at[0]) / ratio, round(at[1]) / ratio), pixmap)
    painter.setWorldTransform(to_view)


def _paint_items(painter: QPainter, scene: CanvasScene, rows: Rows, zoom: float, ratio: float) -> QRectF:
    """Nodes, each at its place; the part in which some are not as they should be yet."""
    late = QRectF()
    trying = scene.trial is not None
    nodes, sprites = scene.contents.field.nodes, scene.sprites
    ready, level, size = sprites.ready, detail(zoom), zoom * ratio
    to_view = painter.worldTransform()
    left, top = to_view.dx(), to_view.dy()
    sprites.smooth = len(rows) <= _SMOOTH
    painter.resetTransform()
    for item, (x, y), selected in zip(
        scene.contents.ordered(rows), nodes["box"][rows, :2].tolist(), nodes["selected"][rows].tolist(), strict=True
    ):
        if trying:
            painter.setOpacity(scene.opacity(item.node_id))
        pixmap = ready(item.node_id, level, size)
        if pixmap is not None:
            dx, dy = item.inset
            at = ((x + dx) * zoom + left) * ratio, ((y + dy) * zoom + top) * ratio
            place = QPointF(round(at[0]) / ratio, round(at[1]) / ratio)
            painter.drawPixmap(place, pixmap)
            if selected and item.ringed:
                painter.drawPixmap(place, item.ring(zoom, ratio))
            continue
        painter.setWorldTransform(to_view)
        painter.translate(x, y)
        if not item.paint(painter, zoom, ratio):
            late = late.united(item.bounds())
        painter.resetTransform()
    painter.setWorldTransform(to_view)
    if trying:
        painter.setOpacity(1.0)
    return late
