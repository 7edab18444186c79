"""One wire on the scene, and the layer that writes shapes on wires.

The wire is a path item that Qt paints without calling back, which halves the cost of a frame; so the pills, which only
show at reading size, are one layer of their own above the wires and below the nodes.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.curve import Curve
from app.canvas.detail import Detail, detail
from app.canvas.ink import Ink, wire_token
from app.canvas.painter import PILL_HEIGHT, paint_pill, pill_width
from app.model.records import LinkRecord

Z_LINK, Z_LINK_RAISED, Z_PILLS = -3.0, -2.0, -1.0
WIDTH = 2.0
_GAP = 9.0  # between a pill and the ports at either end
_SEEN = 24.0


class LinkItem(QGraphicsPathItem):
    """A wire between two scene points."""

    def __init__(self, link: LinkRecord, ink: Ink) -> None:
        super().__init__()
        self.link = link
        self.wire = "any"
        self.selected = False
        self.hovered = False
        self.faded = False
        self.curve = Curve((0.0, 0.0), (0.0, 0.0))
        self._ink = ink
        self.setZValue(Z_LINK)
        self.repaint()

    def set_ends(self, start: QPointF, end: QPointF) -> None:
        """Run between two points, in scene coordinates."""
        first, last = (start.x(), start.y()), (end.x(), end.y())
        before, after = self.curve.points[0], self.curve.points[-1]
        if before == first and after == last:
            return
        dx, dy = first[0] - before[0], first[1] - before[1]
        if (last[0] - after[0], last[1] - after[1]) == (dx, dy):
            self.curve = self.curve.shifted(dx, dy)  # both ends were moved together: the path is as it was
            self.moveBy(dx, dy)
        else:
            self.curve = Curve(first, last)
            self.setPos(0.0, 0.0)
            self.setPath(self.curve.path())

    def set_wire(self, wire: str) -> None:
        if wire != self.wire:
            self.wire = wire
            self.repaint()

    def set_state(self, selected: bool | None = None, hovered: bool | None = None, faded: bool | None = None) -> None:
        before = (self.selected, self.hovered, self.faded)
        after = tuple(old if new is None else new for old, new in zip(before, (selected, hovered, faded), strict=True))
        if after != before:
            self.selected, self.hovered, self.faded = after
            self.repaint()

    def repaint(self) -> None:
        """Take the pen of the state."""
        raised = self.selected or self.hovered
        self.setPen(self._ink.pen("accent" if raised else wire_token(self.wire), 3.0 if self.selected else WIDTH))
        self.setOpacity(0.35 if self.faded else 1.0)
        self.setZValue(Z_LINK_RAISED if raised else Z_LINK)


class PillLayer(QGraphicsItem):
    """The shapes on the wires: one item for all of them, which writes only those in view."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._shapes: dict[LinkItem, tuple[str, bool]] = {}
        self._forms: dict[LinkItem, tuple[tuple[str, float, float], ...]] = {}
        self._rects: dict[LinkItem, tuple[str, QRectF]] = {}
        self._bounds = QRectF()
        self.setZValue(Z_PILLS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_bounds(self, bounds: QRectF) -> None:
        """Cover the scene."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = QRectF(bounds)

    def set_text(self, item: LinkItem, text: str, fans_out: bool = False) -> None:
        """Write on a wire; nothing for none.  Where several wires leave the same port, the short form needs more room too."""
        shape = (text, fans_out)
        if self._shapes.get(item, ("", False)) == shape:
            return
        if text:
            self._shapes[item] = shape
            # each form with its width, and how much of the wire must be left to be seen beside it
            forms = ((text, _SEEN), (shorter(text), _SEEN if fans_out else 0.0))
            self._forms[item] = tuple((form, pill_width(self._ink, form), left) for form, left in forms)
        else:
            self._shapes.pop(item, None)
            self._forms.pop(item, None)
        self.place(item)

    def text(self, item: LinkItem) -> str:
        """What is written on a wire, as it is shown."""
        return self._rects[item][0] if item in self._rects else ""

    def place(self, item: LinkItem) -> None:
        """Put a wire's pill where the wire is now; no pill where there is no room."""
        before = self._rects.pop(item, None)
        if before is not None:
            self.update(before[1])
        forms = self._forms.get(item)
        if forms is None:
            return
        x, y = item.curve.middle()
        start, end = item.curve.points[0], item.curve.points[-1]
        room = max(abs(end[0] - start[0]), abs(end[1] - start[1])) - 2 * _GAP
        found = next(((text, width) for text, width, left in forms if width + left <= room), None)
        if found is not None:
            text, width = found
            rect = QRectF(round(x - width / 2), round(y - PILL_HEIGHT / 2), width, PILL_HEIGHT)
            self._rects[item] = (text, rect)
            self.update(rect)

    def drop(self, item: LinkItem) -> None:
        self._shapes.pop(item, None)
        self._forms.pop(item, None)
        self.place(item)

    def clear(self) -> None:
        self._shapes.clear()
        self._forms.clear()
        self._rects.clear()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if detail(painter.worldTransform().m11()) is not Detail.ALL:
            return
        exposed = option.exposedRect
        for item, (text, rect) in self._rects.items():
            if rect.intersects(exposed):
                paint_pill(painter, self._ink, text, rect, "text" if item.hovered or item.selected else "muted")


def shorter(shape: str) -> str:
    """A shape with its named dimensions by their first letter, for a short wire: ``batch×64`` → ``b×64``."""
    parts = shape.split("×")
    return shape if len(parts) == 1 else "×".join(part[:1] if part.isalpha() else part for part in parts)
