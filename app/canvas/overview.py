"""The whole graph from afar: every node a block in its category's colour, every wire a thin line, each colour in one call.

Both the zoomed-out canvas and the minimap draw it.  It is made anew only when something was added, removed or moved.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.curve import Point, sample
from app.canvas.ink import wire_token
from app.canvas.link_item import LinkItem
from app.canvas.painter import NO_BRUSH, NO_PEN
from app.model.records import PortRef

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_FINE = 300  # up to so many wires, they are drawn curved and smooth
_PIECES = 10


class Overview:
    """Blocks and lines of a scene, by colour token; what moves is moved in place."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.shows_wires = False  # whether wires are drawn at the present zoom; else they are not followed as they move
        self._stale = True
        self._lines_stale = False
        self._blocks: dict[str, list[QRectF]] = {}
        self._marked: dict[str, list[QRectF]] = {}
        self._frames: list[QRectF] = []
        self._lines: dict[str, list[QLineF]] = {}
        self._block_of: dict[str, QRectF] = {}
        self._lines_of: dict[PortRef, list[QLineF]] = {}
        scene.contents_changed.connect(self._on_contents_changed)
        scene.contents_moved.connect(self._on_contents_moved)
        scene.selection_ids_changed.connect(self._on_contents_changed)

    def _on_contents_changed(self) -> None:
        self._stale = True

    def _on_contents_moved(self, nodes: list[str]) -> None:
        if self._stale:
            return
        self._lines_stale |= not self.shows_wires
        for node in nodes:
            item = self._scene.nodes[node]
            self._block_of[node].moveTo(item.pos())
            if self._lines_stale:
                continue
            for link in self._scene.links_of(node):
                pieces = self._pieces(link)
                found = self._lines_of.get(link.link.target)
                if found is None or len(found) != len(pieces):
                    self._stale = True  # a curve that has turned backward has more pieces
                    return
                for line, (a, b) in zip(found, pieces, strict=True):
                    line.setLine(a[0], a[1], b[0], b[1])

    def paint(self, painter: QPainter) -> None:
        """Draw everything in scene coordinates."""
        self._stale |= self._lines_stale
        self._refresh()
        ink = self._scene.ink
        self._paint_frames(painter)
        painter.setBrush(NO_BRUSH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(self._scene.links) <= _FINE)
        for token, lines in self._lines.items():
            painter.setPen(ink.pen(token, 1.0, cosmetic=True))
            painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.paint_blocks(painter, frames=False)
        for token, width in (("error", 2.0), ("accent", 2.0)):
            if rects := self._marked.get(token):
                painter.setPen(ink.pen(token, width, cosmetic=True))
                painter.setBrush(NO_BRUSH)
                painter.drawRects(rects)

    def paint_blocks(self, painter: QPainter, frames: bool = True) -> None:
        """Draw the nodes only, and the frames behind them."""
        self._refresh()
        if frames:
            self._paint_frames(painter)
        painter.setPen(NO_PEN)
        for token, rects in self._blocks.items():
            painter.setBrush(self._scene.ink.brush(token))
            painter.drawRects(rects)

    def _paint_frames(self, painter: QPainter) -> None:
        """What lies behind wires and nodes."""
        if self._frames:
            painter.setPen(self._scene.ink.pen("line", 1.0, cosmetic=True))
            painter.setBrush(self._scene.ink.brush("text", 0.04))
            painter.drawRects(self._frames)

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = self._lines_stale = False
        self._blocks, self._lines, self._block_of, self._lines_of, self._frames = {}, {}, {}, {}, []
        self._marked = {"error": [], "accent": []}
        for node, item in self._scene.nodes.items():
            rect = self._block_of[node] = item.rect()
            if item.face.form == "frame":
                self._frames.append(rect)
            else:
                self._blocks.setdefault("line" if item.face.form in ("note", "reroute") else item.face.mark, []).append(rect)
            if item.face.severity == "error":
                self._marked["error"].append(rect)
            if item.state.selected:
                self._marked["accent"].append(rect)
        for target, link in self._scene.links.items():
            token = "accent" if link.selected else wire_token(link.wire)
            lines = self._lines_of[target] = [QLineF(a[0], a[1], b[0], b[1]) for a, b in self._pieces(link)]
            self._lines.setdefault(token, []).extend(lines)

    def _pieces(self, link: LinkItem) -> list[tuple[Point, Point]]:
        """A wire as straight pieces: one where there are many wires."""
        points = link.curve.points
        if len(self._scene.links) > _FINE:
            return [(points[0], points[-1])]
        return list(pairwise(sample(points, _PIECES)))


def paint_backdrop(painter: QPainter, scene: CanvasScene, exposed: QRectF, zoom: float) -> None:
    """The canvas's colour and its grid of dots, which fade as they come closer together."""
    painter.fillRect(exposed, scene.ink.brush("canvas"))
    alpha = min(1.0, max(0.0, (zoom - 0.3) / 0.4))
    if alpha == 0.0:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = scene.ink.dot_pen(round(alpha * 8) / 8, 1.0 if zoom < 0.9 else 2.0)
    painter.setPen(pen)
    left, right, bottom = exposed.left(), exposed.right(), exposed.bottom()
    first = int(left // DOTS) * DOTS
    row = scene.ink.dot_row(int((right - first) // DOTS) + 2, DOTS)
    y = int(exposed.top() // DOTS) * DOTS
    painter.translate(first, 0.0)
    while y <= bottom + DOTS:
        painter.translate(0.0, y)
        painter.drawPoints(row)
        painter.translate(0.0, -y)
        y += DOTS
    painter.translate(-first, 0.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)


DOTS = 24
