"""The whole graph from afar: every node a block in its category's colour, every wire a thin line, each colour in one call.

Both the zoomed-out canvas and the minimap draw it.  It is made anew only when something was added, removed or moved.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.curve import sample
from app.canvas.ink import wire_token
from app.canvas.painter import NO_BRUSH, NO_PEN

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_FINE = 500  # up to so many wires, they are drawn curved and smooth
_PIECES = 5


class Overview:
    """Blocks and lines of a scene, by colour token."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._stale = True
        self._blocks: dict[str, list[QRectF]] = {}
        self._marked: dict[str, list[QRectF]] = {}
        self._lines: dict[str, list[QLineF]] = {}
        scene.contents_changed.connect(self._on_contents_changed)
        scene.selection_ids_changed.connect(self._on_contents_changed)

    def _on_contents_changed(self) -> None:
        self._stale = True

    def paint(self, painter: QPainter) -> None:
        """Draw everything in scene coordinates."""
        self._refresh()
        ink = self._scene.ink
        painter.setBrush(NO_BRUSH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(self._scene.links) <= _FINE)
        for token, lines in self._lines.items():
            painter.setPen(ink.pen(token, 1.0, cosmetic=True))
            painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.paint_blocks(painter)
        for token, width in (("error", 2.0), ("accent", 2.0)):
            if rects := self._marked.get(token):
                painter.setPen(ink.pen(token, width, cosmetic=True))
                painter.setBrush(NO_BRUSH)
                painter.drawRects(rects)

    def paint_blocks(self, painter: QPainter) -> None:
        """Draw the nodes only."""
        self._refresh()
        painter.setPen(NO_PEN)
        for token, rects in self._blocks.items():
            painter.setBrush(self._scene.ink.brush(token))
            painter.drawRects(rects)

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._blocks, self._lines = {}, {}
        self._marked = {"error": [], "accent": []}
        for item in self._scene.nodes.values():
            rect = item.rect()
            self._blocks.setdefault(item.face.mark, []).append(rect)
            if item.face.severity == "error":
                self._marked["error"].append(rect)
            if item.state.selected:
                self._marked["accent"].append(rect)
        pieces = _PIECES if len(self._scene.links) <= _FINE else 0
        for link in self._scene.links.values():
            points = link.curve.points
            line = sample(points, pieces) if pieces else (points[0], points[-1])
            token = "accent" if link.selected else wire_token(link.wire)
            found = self._lines.setdefault(token, [])
            found.extend(QLineF(a[0], a[1], b[0], b[1]) for a, b in itertools.pairwise(line))


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
