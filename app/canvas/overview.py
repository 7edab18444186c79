"""The whole graph from afar: every node a block in its category's colour, every wire a thin line, each colour in one call.

Both the zoomed-out canvas and the minimap draw it, straight from the field's arrays: Qt reads them as its own rectangles and
lines, so that nothing is made for a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.field import FRAME, Rows
from app.canvas.painter import NO_BRUSH, NO_PEN

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

T = TypeVar("T", QLineF, QRectF)
FINE = 300  # up to so many wires, they are drawn curved and smooth
OVERVIEW_REACH = 24.0  # lines and outlines keep their width on the screen, so they reach farther than what they belong to
_GAP, _RING = 1.5, 2.5  # of the rings around what is selected or wrong, on the screen
_CAPTION = 72.0  # as wide as a frame is at least on the screen that its caption is written
_WIRE_SHARE = 0.55  # how much of its colour a wire has where there are very many, so that nodes stand out


def paint_overview(painter: QPainter, scene: CanvasScene, rows: Rows, wires: Rows) -> None:
    """Draw nodes and wires, in scene coordinates."""
    _paint_frames(painter, scene, rows)
    painter.setBrush(NO_BRUSH)
    if len(scene.links) <= FINE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for link in scene.links_at(wires):
            if not link.hidden:
                painter.setPen(scene.ink.pen(link.token, 1.0, cosmetic=True))
                painter.drawPath(link.path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        _paint_lines(painter, scene, wires)
    _paint_rings(painter, scene, rows)
    _paint_cards(painter, scene, rows)
    _paint_captions(painter, scene, rows)


def paint_rest(painter: QPainter, scene: CanvasScene, nodes: Rows, wires: Rows) -> None:
    """Empty cards and straight lines for what is to be drawn properly in the next frames."""
    _paint_lines(painter, scene, wires)
    boxes = scene.contents.field.nodes["box"][nodes]
    _blocks(painter, scene, "line", boxes)
    _blocks(painter, scene, "node", boxes, -1.0)


def paint_blocks(painter: QPainter, scene: CanvasScene) -> None:
    """Draw all nodes, and the frames behind them, but no wires."""
    rows = scene.contents.field.nodes_in(QRectF(-1e12, -1e12, 2e12, 2e12))
    _paint_frames(painter, scene, rows)
    _paint_cards(painter, scene, rows)


def _paint_frames(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    field = scene.contents.field
    frames = rows[field.nodes["form"][rows] == FRAME]
    if len(frames):
        painter.setPen(scene.ink.pen("line", 1.0, cosmetic=True))
        painter.setBrush(scene.ink.brush("text", 0.06))
        _rects(painter, field.nodes["box"][frames])


def _paint_rings(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    """Rings around what is selected and around what is wrong, with a gap, as categories have like colours.

    A ring is a larger block behind the node's: outlines would take ten times as long.
    """
    field = scene.contents.field
    chosen, wrong = field.nodes["selected"][rows], field.nodes["error"][rows]
    for token, marked, inner in (
        ("error", rows[wrong & chosen], _GAP + _RING),
        ("error", rows[wrong & ~chosen], 0.0),
        ("accent", rows[chosen], 0.0),
    ):
        for colour, wide in ((token, inner + _GAP + _RING), ("canvas", inner + _GAP)):
            _blocks(painter, scene, colour, field.nodes["box"][marked], wide / painter.worldTransform().m11())


def _blocks(painter: QPainter, scene: CanvasScene, token: str, boxes: NDArray[np.float64], larger: float = 0.0) -> None:
    """Filled rectangles of a colour."""
    if len(boxes):
        painter.setPen(NO_PEN)
        painter.setBrush(scene.ink.brush(token))
        _rects(painter, boxes + larger * np.array((-1.0, -1.0, 2.0, 2.0)) if larger else boxes)


def _paint_captions(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    """What frames are called, as large as it can be read: they are what one finds one's way by."""
    field, ink = scene.contents.field, scene.ink
    to_view = painter.worldTransform()
    frames = rows[field.nodes["form"][rows] == FRAME]
    frames = frames[field.nodes["box"][frames, 2] * to_view.m11() >= _CAPTION]
    painter.resetTransform()
    painter.setFont(ink.fonts["port"])
    painter.setPen(ink.color("text"))
    behind = ink.brush("canvas", 0.7)  # where nodes lie below
    metrics = ink.metrics["port"]
    for item in scene.contents.ordered(frames):
        if item.face.text:
            rect = to_view.mapRect(item.rect())
            text = metrics.elidedText(item.face.text, Qt.TextElideMode.ElideRight, rect.width() - 12)
            at = QPointF(rect.x() + 6, rect.y() + 3)
            painter.fillRect(QRectF(at.x() - 2, at.y(), metrics.horizontalAdvance(text) + 4, metrics.height()), behind)
            painter.drawText(QPointF(at.x(), at.y() + metrics.ascent()), text)
    painter.setWorldTransform(to_view)


def _paint_cards(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    field = scene.contents.field
    rows = rows[field.nodes["form"][rows] != FRAME]
    marks = field.nodes["mark"][rows]
    for token, mark in field.marks.items():
        _blocks(painter, scene, token, field.nodes["box"][rows[marks == mark]])


def _paint_lines(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    """Wires as straight lines."""
    field, ink = scene.contents.field, scene.ink
    marks, chosen = field.wires["mark"][rows], field.wires["selected"][rows]
    for token, mark in field.marks.items():
        some = rows[(marks == mark) & ~chosen]
        if len(some):
            painter.setPen(ink.faint_pen(token, _WIRE_SHARE))
            _lines(painter, field.wires["ends"][some])
    if chosen.any():
        painter.setPen(ink.pen("accent", 1.0, cosmetic=True))
        _lines(painter, field.wires["ends"][rows[chosen]])


def _rects(painter: QPainter, boxes: NDArray[np.float64]) -> None:
    """Draw rectangles (x, y, width, height) without making an object for each."""
    boxes = np.ascontiguousarray(boxes)
    painter.drawRects(_view(boxes, QRectF), len(boxes))


def _lines(painter: QPainter, ends: NDArray[np.float64]) -> None:
    """Draw lines (x, y, x, y) without making an object for each."""
    ends = np.ascontiguousarray(ends)
    painter.drawLines(_view(ends, QLineF), len(ends))


def _view(array: NDArray[np.float64], kind: type[T]) -> T:
    """The first of Qt's own values in an array of them; it lives as long as the array does."""
    view = shiboken6.wrapInstance(array.ctypes.data, kind)
    assert isinstance(view, kind)
    return view
