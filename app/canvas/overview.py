"""The whole graph from afar: every node a block in its category's colour, every wire a thin line, each colour in one call.

Both the zoomed-out canvas and the minimap draw it, straight from the field's arrays: Qt reads them as its own rectangles and
lines, so that nothing is made for a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.field import FRAME, Rows
from app.canvas.painter import NO_BRUSH, NO_PEN

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

T = TypeVar("T", QLineF, QRectF)
FINE = 300  # up to so many wires, they are drawn curved and smooth
_MARGIN = 24.0  # lines and outlines keep their width on the screen, so they reach farther than what they belong to
_EDGE, _ERROR_EDGE = 2.0, 4.0  # how far what is selected or wrong is marked around its block, on the screen
_WIRE_SHARE = 0.55  # how much of its colour a wire has where there are very many, so that nodes stand out


def paint_overview(painter: QPainter, scene: CanvasScene, exposed: QRectF) -> None:
    """Draw everything that lies in a part of the scene, in scene coordinates."""
    field, ink = scene.contents.field, scene.ink
    around = exposed.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    rows = field.nodes_in(around)
    _paint_frames(painter, scene, rows)
    painter.setBrush(NO_BRUSH)
    if len(scene.links) <= FINE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for link in scene.links_in(around):
            if not link.hidden:
                painter.setPen(ink.pen(link.token, 1.0, cosmetic=True))
                painter.drawPath(link.path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        _paint_lines(painter, scene, field.wires_in(around))
    _paint_halos(painter, scene, rows)
    _paint_cards(painter, scene, rows)


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
        painter.setBrush(scene.ink.brush("text", 0.04))
        _rects(painter, field.nodes["box"][frames])


def _paint_halos(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    """Edges around what is selected, and wider ones around what is wrong, as larger blocks behind them: lines cost ten times."""
    field = scene.contents.field
    scale = painter.worldTransform().m11()
    painter.setPen(NO_PEN)
    for column, token, edge in (("error", "error", _ERROR_EDGE), ("selected", "accent", _EDGE)):
        marked = rows[field.nodes[column][rows]]
        if len(marked):
            wide = edge / scale
            painter.setBrush(scene.ink.brush(token))
            _rects(painter, field.nodes["box"][marked] + (-wide, -wide, 2 * wide, 2 * wide))


def _paint_cards(painter: QPainter, scene: CanvasScene, rows: Rows) -> None:
    field = scene.contents.field
    rows = rows[field.nodes["form"][rows] != FRAME]
    marks = field.nodes["mark"][rows]
    painter.setPen(NO_PEN)
    for token, mark in field.marks.items():
        some = rows[marks == mark]
        if len(some):
            painter.setBrush(scene.ink.brush(token))
            _rects(painter, field.nodes["box"][some])


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
