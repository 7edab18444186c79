"""Paints what of the scene lies in a part of the view, at the level of detail of the zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.canvas.detail import Detail, detail
from app.canvas.node_item import REACH, NodeItem
from app.canvas.overview import paint_backdrop, paint_overview
from app.canvas.scene import CanvasScene


def paint_scene(painter: QPainter, scene: CanvasScene, exposed: QRectF, zoom: float, ratio: float) -> list[NodeItem]:
    """Paint in scene coordinates; gives the nodes of which only a likeness was painted, to be painted again in the next frame."""
    paint_backdrop(painter, scene, exposed, zoom)
    level = detail(zoom)
    if level is Detail.BLOCKS:
        paint_overview(painter, scene, exposed)
        return []
    items = scene.items_in(exposed)
    frames = [item for item in items if item.behind]
    _paint_items(painter, scene, frames, zoom, ratio)
    links = scene.links_in(exposed.adjusted(-REACH, -REACH, REACH, REACH))  # what is written on them reaches farther
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for link in links:
        link.paint(painter)
    if level is Detail.ALL:
        for link in links:
            link.paint_pill(painter)
    return _paint_items(painter, scene, items[len(frames) :], zoom, ratio)


def _paint_items(painter: QPainter, scene: CanvasScene, items: list[NodeItem], zoom: float, ratio: float) -> list[NodeItem]:
    """Nodes, each at its place; those that are not as they should be yet."""
    late = []
    trying = scene.trial is not None
    for item in items:
        place = item.pos()
        painter.translate(place)
        if trying:
            painter.setOpacity(scene.opacity(item.node_id))
        if not item.paint(painter, zoom, ratio):
            late.append(item)
        painter.translate(-place)
    if trying:
        painter.setOpacity(1.0)
    return late
