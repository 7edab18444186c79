"""One wire as it is drawn and taken hold of, made when somebody looks at it: its course, its pen and the shape on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.canvas.curve import Curve
from app.canvas.ink import Ink, wire_token
from app.canvas.painter import PILL_HEIGHT, pill_width
from app.model.records import LinkRecord

WIDTH = 2.0
_GAP = 9.0  # between a pill and the ports at either end
_SEEN = 24.0  # how much of a wire must be left to be seen beside its pill
FADED = 0.35  # opacity

Ends = tuple[float, float, float, float]


class LinkItem:
    """A wire between two scene points."""

    def __init__(self, link: LinkRecord, ink: Ink, touch: Callable[[Callable[[], QRectF]], None]) -> None:
        self.link = link
        self.wire = "any"
        self.selected = False
        self.hovered = False
        self.faded = False
        self.hidden = False
        self.token = wire_token(self.wire)  # its colour
        self.path = QPainterPath()
        self._curve: Curve | None = None
        self._ends: Ends = (0.0, 0.0, 0.0, 0.0)
        self._ink = ink
        self._touch = touch
        self._shape, self._fans_out = "", False
        self._pill: tuple[str, QRectF] | None = None
        self._placed = False  # whether the pill is where the wire is

    def show(self, ends: Ends, selected: bool) -> None:
        """Run between two points (x, y, x, y) of the scene; whoever shows it otherwise has it painted."""
        if selected != self.selected:
            self.selected = selected
            self._take_token()
        before = self._ends
        if ends == before:
            return
        self._ends = ends
        dx, dy = ends[0] - before[0], ends[1] - before[1]
        self._curve = None
        if (ends[2] - before[2], ends[3] - before[3]) == (dx, dy) and not self.path.isEmpty():
            self.path.translate(dx, dy)  # both ends were moved together: the path is as it was
        else:
            self.path = self.curve.path()
        self._placed = False

    @property
    def curve(self) -> Curve:
        """Its course."""
        if self._curve is None:
            self._curve = Curve(self._ends[:2], self._ends[2:])
        return self._curve

    def set_wire(self, wire: str) -> None:
        if wire != self.wire:
            self.wire = wire
            self._take_token()
            self.repaint()

    def set_state(self, hovered: bool | None = None, faded: bool | None = None, hidden: bool | None = None) -> None:
        before = (self.hovered, self.faded, self.hidden)
        given = (hovered, faded, hidden)
        after = tuple(old if new is None else new for old, new in zip(before, given, strict=True))
        if after != before:
            self.hovered, self.faded, self.hidden = after
            self._take_token()
            self.repaint()

    def _take_token(self) -> None:
        self.token = "accent" if self.raised else wire_token(self.wire)

    def repaint(self) -> None:
        """Paint anew."""
        self._touch(self.bounds)

    def bounds(self) -> QRectF:
        """Everything that is painted, in scene coordinates."""
        whole = self.curve.bounds().adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
        pill = self._place_pill()
        return whole if pill is None else whole.united(pill[1])

    # --- the wire ---------------------------------------------------------------------------------------------------------

    @property
    def raised(self) -> bool:
        """Whether it lies above the others."""
        return self.selected or self.hovered

    def pen(self) -> QPen:
        return self._ink.pen(self.token, 3.0 if self.selected else WIDTH)

    def paint(self, painter: QPainter) -> None:
        """Draw the wire with the pen that the painter has."""
        if self.hidden:
            return
        if self.faded:
            painter.setOpacity(FADED)
            painter.drawPath(self.path)
            painter.setOpacity(1.0)
        else:
            painter.drawPath(self.path)

    # --- the shape on it --------------------------------------------------------------------------------------------------

    def set_shape(self, shape: str, fans_out: bool) -> None:
        """Write on the wire; nothing for none.  Where several wires leave the same port, the short form needs more room too."""
        if (shape, fans_out) != (self._shape, self._fans_out):
            self._touch(self.bounds)
            self._shape, self._fans_out = shape, fans_out
            self._placed = False
            self._touch(self.bounds)

    @property
    def pill(self) -> str:
        """What is written on the wire, as it is shown: nothing where there is no room."""
        pill = self._place_pill()
        return pill[0] if pill is not None else ""

    def pill_shown(self) -> tuple[str, QRectF, str] | None:
        """What is written on the wire, where, and in which colour."""
        pill = self._place_pill()
        return None if pill is None or self.hidden else (*pill, "text" if self.raised else "muted")

    def _place_pill(self) -> tuple[str, QRectF] | None:
        """The pill where the wire is now; nothing where there is no room for it."""
        if not self._placed:
            self._placed = True
            self._pill = self._find_pill()
        return self._pill

    def _find_pill(self) -> tuple[str, QRectF] | None:
        if not self._shape:
            return None
        x, y = self.curve.middle()
        x0, y0, x1, y1 = self._ends
        room = max(abs(x1 - x0), abs(y1 - y0)) - 2 * _GAP
        for text, left in ((self._shape, _SEEN), (shorter(self._shape), _SEEN if self._fans_out else 0.0)):
            width = pill_width(self._ink, text)
            if width + left <= room:
                return text, QRectF(round(x - width / 2), round(y - PILL_HEIGHT / 2), width, PILL_HEIGHT)
        return None


@lru_cache(maxsize=4096)
def shorter(shape: str) -> str:
    """A shape with its named dimensions by their first letter, for a short wire: ``batch×64`` → ``b×64``."""
    parts = shape.split("×")
    return shape if len(parts) == 1 else "×".join(part[:1] if part.isalpha() else part for part in parts)
