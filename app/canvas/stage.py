"""Paints what of the scene lies in a part of the view, at the level of detail of the zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.backdrop import paint_backdrop
from app.canvas.detail import Detail, detail
from app.canvas.node_item import REACH, NodeItem
from app.canvas.overview import paint_overview
from app.canvas.scene import CanvasScene

_SMOOTH_WIRES = 300
_SMOOTH = 120  # up to so many nodes in view, pictures are scaled smoothly while the zoom changes


def paint_scene(painter: QPainter, scene: CanvasScene, exposed: QRectF, zoom: float, ratio: float) -> list[NodeItem]:
    """Paint in scene coordinates; gives the nodes of which only a likeness was painted, to be painted again in the next frame."""
    paint_backdrop(painter, scene.ink, exposed, zoom)
    level = detail(zoom)
    if level is Detail.BLOCKS:
        paint_overview(painter, scene, exposed)
        return []
    items = scene.items_in(exposed)
    frames = [item for item in items if item.behind]
    _paint_items(painter, scene, frames, zoom, ratio)
    links = scene.links_in(exposed.adjusted(-REACH, -REACH, REACH, REACH))  # what is written on them reaches farther
    # while the zoom changes, many wires are drawn without smooth edges, which takes a third of the time
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, scene.sprites.resting or len(links) <= _SMOOTH_WIRES)
    before = None
    for link in links:
        look = (link.token, link.selected)
        if look != before:
            painter.setPen(link.pen())
            before = look
        link.paint(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if level is Detail.ALL:
        for link in links:
            link.paint_pill(painter)
    return _paint_items(painter, scene, items[len(frames) :], zoom, ratio)


def _paint_items(painter: QPainter, scene: CanvasScene, items: list[NodeItem], zoom: float, ratio: float) -> list[NodeItem]:
    """Nodes, each at its place; those that are not as they should be yet."""
    late = []
    trying = scene.trial is not None
    corner, ready, level = scene.contents.field.corner, scene.sprites.ready, detail(zoom)
    to_view = painter.worldTransform()
    left, top = to_view.dx(), to_view.dy()
    scene.sprites.smooth = len(items) <= _SMOOTH
    painter.resetTransform()
    for item in items:
        x, y = corner(item.node_id)
        if trying:
            painter.setOpacity(scene.opacity(item.node_id))
        pixmap = ready(item.node_id, level, zoom * ratio)
        if pixmap is not None:
            dx, dy = item.inset
            at = ((x + dx) * zoom + left) * ratio, ((y + dy) * zoom + top) * ratio
            painter.drawPixmap(QPointF(round(at[0]) / ratio, round(at[1]) / ratio), pixmap)
            continue
        painter.setWorldTransform(to_view)
        painter.translate(x, y)
        if not item.paint(painter, zoom, ratio):
            late.append(item)
        painter.resetTransform()
    painter.setWorldTransform(to_view)
    if trying:
        painter.setOpacity(1.0)
    return late
