"""Which nodes run together: a small badge with numbers on the nodes whose ops share kernels, and rings around the selection's.

Off unless asked for.  What is shown belongs to the document as a whole; on each level a node stands for what is folded into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.canvas.field import Rows
from app.canvas.geometry import RADIUS, Text
from app.canvas.node_item import REACH
from app.canvas.painter import NO_BRUSH, paint_text
from app.canvas.sprites import LARGEST_SCALE
from app.model.groups import path
from app.model.kernels import Together
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

_HEIGHT, _PAD, _ICON, _LEFT = 14.0, 5.0, 8.0, 10.0
_MOST = 3  # numbers on a badge
_RING = 3.0  # how far a ring lies around its card


class TogetherMarks:
    """What is shown of it on the level that the scene shows; nothing while ``sets`` is empty."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.sets: tuple[Together, ...] = ()
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._members: dict[int, tuple[str, ...]] = {}
        self._known = False  # whether these two are of the document and the level as they are
        self._ringed: frozenset[str] = frozenset()
        scene.contents_changed.connect(self._on_contents_changed)
        scene.selection_ids_changed.connect(self._follow_selection)

    def show(self, sets: Sequence[Together]) -> None:
        """Show these; none takes all marks away."""
        if tuple(sets) != self.sets:
            self.sets = tuple(sets)
            self._known = False
            self._ringed = self._partners()
            self._scene.touch(QRectF())

    def numbers(self, node: str) -> tuple[int, ...]:
        """The sets that a node of this level is in, by number."""
        self._work_out()
        return self._numbers.get(node, ())

    def partners(self, node: str) -> list[str]:
        """The nodes of this level that share a kernel with this one."""
        found = dict.fromkeys(other for number in self.numbers(node) for other in self._members[number])
        return [other for other in found if other != node and other in self._scene.nodes]

    @property
    def ringed(self) -> frozenset[str]:
        """The nodes that run with those that are selected."""
        return self._ringed

    def _on_contents_changed(self) -> None:
        if self.sets:
            self._known = False
            self._ringed = self._partners()

    def _follow_selection(self, _ids: object) -> None:
        """Others are selected: put the rings around what runs with them."""
        if not self.sets:
            return
        before, self._ringed = self._ringed, self._partners()
        for node in before ^ self._ringed:
            if node in self._scene.nodes:
                self._scene.touch(self._scene.rect_of(node).adjusted(-REACH, -REACH, REACH, REACH))

    def _partners(self) -> frozenset[str]:
        chosen = self._scene.selected_ids() if self.sets else []
        return frozenset(other for node in chosen for other in self.partners(node)).difference(chosen)

    def _work_out(self) -> None:
        """What stands for what on this level."""
        if self._known:
            return
        self._known, self._numbers, self._members = True, {}, {}
        records, level = self._scene.document.nodes, self._scene.level
        for item in self.sets:
            there = dict.fromkeys(filter(None, (self._stand_in(node, level) for node in item.nodes if node in records)))
            if len(there) < 2:
                continue
            self._members[item.number] = tuple(there)
            for node in there:
                self._numbers[node] = (*self._numbers.get(node, ()), item.number)

    def _stand_in(self, node: str, level: str | None) -> str | None:
        """The node of a level that a node is or lies in; None where it lies elsewhere."""
        records = self._scene.document.nodes
        around = [*path(records, records[node].group), node]
        if level is None:
            return around[0]
        return around[around.index(level) + 1] if level in around[:-1] else None

    # --- words ------------------------------------------------------------------------------------------------------------

    def words(self, node: str) -> str:
        """What a screen reader is told of a node; nothing where it runs alone."""
        others = self.partners(node)
        if not others:
            return ""
        names = ", ".join(self._name(other) for other in others)
        return tr("Canvas", "runs together with {nodes}", nodes=names)

    def _name(self, node: str) -> str:
        face = self._scene.nodes[node].face
        return " ".join(part for part in (face.title, face.name) if part)


def badge_text(numbers: Sequence[int]) -> str:
    """The numbers in short."""
    shown = " ".join(map(str, numbers[:_MOST]))
    return shown if len(numbers) <= _MOST else f"{shown} …"


def paint_together(painter: QPainter, scene: CanvasScene, rows: Rows, zoom: float, ratio: float) -> None:
    """The badges and rings of these nodes, in scene coordinates."""
    marks, ink, nodes = scene.together, scene.ink, scene.contents.field.nodes
    if not marks.sets:
        return
    badges: list[tuple[float, float, str, bool]] = []
    boxes, chosen = nodes["box"][rows].tolist(), nodes["selected"][rows].tolist()
    for node, (x, y, width, height), selected in zip(nodes.named(rows), boxes, chosen, strict=True):
        numbers = marks.numbers(node)
        if not numbers:
            continue
        ringed = node in marks.ringed
        if ringed:
            painter.setPen(QPen(ink.color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(NO_BRUSH)
            rect = QRectF(x, y, width, height).adjusted(-_RING, -_RING, _RING, _RING)
            painter.drawRoundedRect(rect, RADIUS + _RING, RADIUS + _RING)
        badges.append((x + _LEFT, y - _HEIGHT / 2, badge_text(numbers), ringed or selected))
    _paint_badges(painter, scene, badges, zoom, ratio)


def _paint_badges(
    painter: QPainter, scene: CanvasScene, badges: Iterable[tuple[float, float, str, bool]], zoom: float, ratio: float
) -> None:
    """The same few texts again and again, so that they are copied and not drawn."""
    to_view = painter.worldTransform()
    for x, y, text, active in badges:
        bounds = QRectF(0.0, 0.0, 2 * _PAD + _ICON + 4 + scene.ink.width("pill", text), _HEIGHT)

        def paint(brush: QPainter, text: str = text, bounds: QRectF = bounds, active: bool = active) -> None:
            _paint_badge(brush, scene, text, bounds, active)

        if zoom > LARGEST_SCALE:
            painter.translate(x, y)
            paint(painter)
            painter.setWorldTransform(to_view)
            continue
        pixmap = scene.sprites.stamp(("together", text, active), bounds.adjusted(-1, -1, 1, 1), zoom, ratio, paint)
        painter.resetTransform()
        at = to_view.map(QPointF(x - 1.0, y - 1.0))
        painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), pixmap)
        painter.setWorldTransform(to_view)


def _paint_badge(painter: QPainter, scene: CanvasScene, text: str, bounds: QRectF, active: bool) -> None:
    """Two cards that lie one over the other, and the numbers."""
    ink = scene.ink
    token = "on_accent" if active else "text"
    painter.setPen(ink.pen("accent" if active else "muted", 1))
    painter.setBrush(ink.brush("accent" if active else "raised"))
    painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), _HEIGHT / 2, _HEIGHT / 2)
    painter.setBrush(NO_BRUSH)
    painter.setPen(ink.pen(token, 1))
    top = _HEIGHT / 2 - _ICON / 2
    painter.drawRoundedRect(QRectF(_PAD + 0.5, top + 0.5, 5, 5), 1, 1)
    painter.drawRoundedRect(QRectF(_PAD + 2.5, top + 2.5, 5, 5), 1, 1)
    baseline = round(_HEIGHT / 2 + ink.metrics["pill"].capHeight() / 2)
    paint_text(painter, ink, Text(text, "pill", token, _PAD + _ICON + 4, baseline))
