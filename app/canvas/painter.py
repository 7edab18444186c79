"""How nodes, ports and pills are drawn; where things lie is for ``geometry`` to say, what they say for ``face``.

Everything takes its colours from the ink, so a theme is a change of ink and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QStaticText, QTextLayout, QTransform

from app.canvas.detail import Detail
from app.canvas.face import NodeFace
from app.canvas.geometry import MARK, PORT, RADIUS, NodeLayout, Text
from app.canvas.ink import Ink, wire_token
from app.model.pictures import AnyPicture
from app.pictures import paint_picture

MUTED = 0.45  # opacity
NO_PEN = Qt.PenStyle.NoPen
NO_BRUSH = Qt.BrushStyle.NoBrush


@dataclass(frozen=True, slots=True)
class NodeState:
    """What the pointer and the keyboard make of a node."""

    selected: bool = False
    hovered: bool = False


def paint_node(
    painter: QPainter,
    ink: Ink,
    face: NodeFace,
    layout: NodeLayout,
    state: NodeState,
    level: Detail,
    picture: AnyPicture | None = None,
) -> None:
    """A whole node, its upper left corner at the painter's origin; ``picture`` is the value that it shows."""
    if face.muted:
        painter.setOpacity(painter.opacity() * MUTED)
    if level is Detail.ALL:
        _paint_shadow(painter, ink, layout)
    if face.form == "group":
        _paint_second_card(painter, ink, layout)
    _paint_card(painter, ink, face, layout, state)
    painter.setPen(NO_PEN)
    painter.setBrush(ink.brush(face.mark))
    painter.drawRoundedRect(layout.mark, MARK / 4, MARK / 4)
    paint_text(painter, ink, layout.title)
    if layout.name is not None:
        paint_text(painter, ink, layout.name)
    if level is Detail.ALL:
        _paint_reading(painter, ink, layout, 2.0 if state.selected or face.severity == "error" else 1.0)
        if layout.preview is not None:
            _paint_preview(painter, ink, face, layout.preview, picture)
    _paint_ports(painter, ink, face, layout)


def _paint_shadow(painter: QPainter, ink: Ink, layout: NodeLayout) -> None:
    """One soft shadow: three cards in thin black, each a little larger and lower."""
    painter.setPen(NO_PEN)
    weight = 0.09 if ink.theme.is_dark else 0.028
    painter.setBrush(_black(weight))
    rect = layout.rect
    for grow in (0.5, 1.75, 3.0):
        painter.drawRoundedRect(rect.adjusted(-grow, 2 - grow, grow, 2 + grow), RADIUS + grow, RADIUS + grow)


@lru_cache
def _black(alpha: float) -> QColor:
    return QColor.fromRgbF(0, 0, 0, alpha)


def _paint_card(painter: QPainter, ink: Ink, face: NodeFace, layout: NodeLayout, state: NodeState) -> None:
    rect = layout.rect
    painter.setBrush(ink.brush("node"))
    if face.severity == "error":
        painter.setPen(ink.pen("error", 2))
    elif not face.known or face.muted:
        pen = QPen(ink.color("muted"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
    elif state.hovered:
        painter.setPen(QPen(ink.mix("line", "muted", 0.6), 1))
    else:
        painter.setPen(ink.pen("line", 1))
    inset = 1.0 if painter.pen().widthF() == 2 else 0.5
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS - inset, RADIUS - inset)
    if state.selected:
        paint_selected(painter, ink, face, layout)


def paint_selected(painter: QPainter, ink: Ink, face: NodeFace, layout: NodeLayout) -> None:
    """The ring that says that a node is selected; around the one that says that it is wrong."""
    out = 2.0 if face.severity == "error" else -1.0
    painter.setBrush(NO_BRUSH)
    painter.setPen(ink.pen("accent", 2))
    painter.drawRoundedRect(layout.rect.adjusted(-out, -out, out, out), RADIUS + out, RADIUS + out)


def paint_ring(painter: QPainter, ink: Ink, face: NodeFace, layout: NodeLayout) -> None:
    """The same apart from the node, on nothing: with room for what lies on it, so that it can be put over its picture."""
    paint_selected(painter, ink, face, layout)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    _paint_ports(painter, ink, face, layout)


def _paint_ports(painter: QPainter, ink: Ink, face: NodeFace, layout: NodeLayout) -> None:
    """What lies over the edge of the card."""
    for port, centre in layout.ports:
        paint_port(painter, ink, port.wire, centre, 0.7 if port.waiting else 1.0)
    if face.severity in ("error", "warning"):
        _paint_badge(painter, ink, face.severity, layout.width)


def paint_likeness(painter: QPainter, ink: Ink, face: NodeFace, layout: NodeLayout, state: NodeState, filled: bool) -> None:
    """A node in short, while its picture is not made: its card and mark where ``filled``, else only its outline."""
    if face.muted:
        painter.setOpacity(painter.opacity() * MUTED)
    if filled:
        _paint_card(painter, ink, face, layout, state)
        painter.setPen(NO_PEN)
        painter.setBrush(ink.brush(face.mark))
        painter.drawRect(layout.mark)
    elif face.severity == "error":
        painter.setPen(ink.pen("error", 2))
        painter.setBrush(NO_BRUSH)
        painter.drawRoundedRect(layout.rect.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)


def _paint_second_card(painter: QPainter, ink: Ink, layout: NodeLayout) -> None:
    """What says that a node holds others: the edge of a card behind it."""
    painter.setPen(QPen(ink.mix("line", "muted", 0.45), 1))
    painter.setBrush(ink.brush("raised"))
    painter.drawRoundedRect(QRectF(7.5, -5.5, layout.width - 15, 24), RADIUS - 1, RADIUS - 1)


def _paint_reading(painter: QPainter, ink: Ink, layout: NodeLayout, border: float) -> None:
    """What is only there at reading size."""
    if layout.telling is not None:
        paint_text(painter, ink, layout.telling)
    for text in layout.labels:
        paint_text(painter, ink, text)
    if layout.line is not None:
        painter.setPen(ink.pen("line", 1))
        y = layout.line + 0.5
        painter.drawLine(QLineF(border + 0.5, y, layout.width - border - 0.5, y))
    if layout.footer is not None:
        paint_text(painter, ink, layout.footer)


def _paint_preview(painter: QPainter, ink: Ink, face: NodeFace, rect: QRectF, picture: AnyPicture | None) -> None:
    """The value of the pinned output, or an empty place for it."""
    if picture is None:
        painter.setPen(ink.pen("line", 1))
        painter.setBrush(NO_BRUSH)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -4.5), 4, 4)
        return
    plain = len(face.outputs) <= 1 and (not face.outputs or face.outputs[0].ref.port == face.pinned)
    paint_picture(painter, rect, picture, ink, "" if plain else face.pinned)


def paint_text(painter: QPainter, ink: Ink, text: Text) -> None:
    painter.setFont(ink.fonts[text.font])
    painter.setPen(ink.color(text.token))
    static, above = _static(text.text, text.font, ink)
    painter.drawStaticText(QPointF(text.x, text.baseline - ink.metrics[text.font].ascent() - above), static)


_STATICS: dict[tuple[str, str], tuple[QStaticText, float]] = {}


def _static(text: str, role: str, ink: Ink) -> tuple[QStaticText, float]:
    """The shaped text, and how far it reaches above its font; kept, as shaping takes longer than drawing."""
    found = _STATICS.get((text, role))
    if found is None:
        if len(_STATICS) > 4096:
            _STATICS.clear()
        static = QStaticText(text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.prepare(QTransform(), ink.fonts[role])
        found = _STATICS[(text, role)] = static, _above(text, role, ink)
    return found


def _above(text: str, role: str, ink: Ink) -> float:
    """What glyphs of another font, as in Chinese among figures, need above the ascent of the font itself."""
    if text.isascii():
        return 0.0
    layout = QTextLayout(text, ink.fonts[role])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    return line.ascent() - ink.metrics[role].ascent()


def _paint_badge(painter: QPainter, ink: Ink, severity: str, width: float) -> None:
    """The mark at the upper right corner of a node with a problem."""
    centre = QPointF(width - 3, 3)
    painter.setPen(ink.pen("canvas", 2))
    painter.setBrush(ink.brush(severity))
    painter.drawEllipse(centre, 8, 8)
    pen = QPen(ink.color("canvas" if ink.theme.is_dark else "node"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(centre.x(), centre.y() - 3.5), QPointF(centre.x(), centre.y() + 0.5))
    painter.drawPoint(QPointF(centre.x(), centre.y() + 3.6))


# --- ports: one shape a wire class, so that nothing hangs on colour alone -----------------------------------------------


def paint_port(painter: QPainter, ink: Ink, wire: str, centre: QPointF, scale: float = 1.0) -> None:
    """A port's shape, cut out of whatever lies below by a line in the canvas's colour."""
    painter.setPen(ink.pen("canvas", 1.5))
    painter.setBrush(ink.brush(wire_token(wire)))
    _SHAPES.get(wire, _circle)(painter, ink, wire, centre, PORT * scale)


def _circle(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawEllipse(centre, size, size)


def _square(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawRoundedRect(QRectF(centre.x() - size, centre.y() - size, 2 * size, 2 * size), 1.5, 1.5)


def _diamond(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawPolygon(_moved(_DIAMOND, centre, size))


def _triangle(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawPolygon(_moved(_TRIANGLE, centre, size))


def _ringed(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawEllipse(centre, size + 0.5, size + 0.5)
    painter.setPen(ink.pen("node", 1.25))
    painter.setBrush(NO_BRUSH)
    painter.drawEllipse(centre, size * 0.52, size * 0.52)


def _barred(painter: QPainter, ink: Ink, wire: str, centre: QPointF, size: float) -> None:
    painter.drawEllipse(centre, size, size)
    painter.setPen(ink.pen("node", 1.75))
    painter.drawLine(QPointF(centre.x() - size * 0.5, centre.y()), QPointF(centre.x() + size * 0.5, centre.y()))


_DIAMOND = ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0))
_TRIANGLE = ((-0.95, -1.15), (1.25, 0.0), (-0.95, 1.15))


def _moved(points: tuple[tuple[float, float], ...], centre: QPointF, size: float) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x * size, centre.y() + y * size) for x, y in points])


_SHAPES: dict[str, Callable[[QPainter, Ink, str, QPointF, float], None]] = {
    "dataset": _square,
    "tensor": _circle,
    "any": _circle,
    "labels": _ringed,
    "loss": _diamond,
    "schedule": _triangle,
    "bool": _barred,
}


def paint_port_ring(painter: QPainter, ink: Ink, token: str, centre: QPointF, radius: float = 9.0) -> None:
    """The ring around a port that the pointer is on or that a wire may end in."""
    painter.setPen(ink.pen(token, 2))
    painter.setBrush(ink.brush(token, 0.18))
    painter.drawEllipse(centre, radius, radius)


# --- pills --------------------------------------------------------------------------------------------------------------

PILL_HEIGHT = 16.0
PILL_PAD = 5.0


def pill_width(ink: Ink, text: str) -> float:
    return ink.width("pill", text) + 2 * PILL_PAD


def paint_pill(painter: QPainter, ink: Ink, text: str, rect: QRectF, token: str = "muted") -> None:
    """The shape on a wire: text on the canvas's colour, so that the wire seems to run behind it."""
    path = QPainterPath()
    path.addRoundedRect(rect, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    painter.fillPath(path, ink.brush("canvas"))
    baseline = round(rect.center().y() + ink.metrics["pill"].capHeight() / 2)
    paint_text(painter, ink, Text(text, "pill", token, rect.x() + PILL_PAD, baseline))
