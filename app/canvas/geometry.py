"""Where everything in a node lies: widths from the texts, ports 18 px apart, all on the 4 px grid.

No painting and no scene here; ``layout`` turns a face and font metrics into rectangles, text positions and port centres in
the node's own coordinates (its upper left corner is 0, 0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.canvas.face import NodeFace, PortFace

GRID = 4.0
RADIUS = 8.0
PAD = 12.0
MARK = 10.0
MIN_WIDTH, MAX_WIDTH = 120.0, 240.0
HEADER = 32.0
NAME_LINE = 16.0  # what a name of its own adds to the header
PORT_STEP = 18.0
FOOTER = 24.0
PREVIEW = 64.0  # a value that is shown on the card, with the range below it
FIGURE_PREVIEW = 32.0  # the same where it is one number
PREVIEW_WIDTH = 160.0  # of a node that shows one, at least
PORT = 5.0  # half the size of a port
PORT_REACH = 11.0  # how near to a port the pointer must be, on the screen
SHADOW = 6.0  # room that the shadow takes below

Metrics = Mapping[str, QFontMetricsF]


@dataclass(frozen=True, slots=True)
class Text:
    """A text at its place; ``x`` is its left edge, ``baseline`` where its letters stand."""

    text: str
    font: str
    token: str
    x: float
    baseline: float


@dataclass(slots=True)
class NodeLayout:
    """The measured node.  ``ports`` in painting order; ``centres`` by (is input, port name)."""

    width: float
    height: float
    mark: QRectF
    title: Text
    name: Text | None = None
    telling: Text | None = None
    labels: list[Text] = field(default_factory=list)
    ports: list[tuple[PortFace, QPointF]] = field(default_factory=list)
    centres: dict[tuple[bool, str], QPointF] = field(default_factory=dict)
    preview: QRectF | None = None  # where the value of a pinned output is shown
    line: float | None = None  # where the hairline over the footer lies
    footer: Text | None = None
    elided: bool = False  # some text is not shown whole

    @property
    def rect(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)

    def title_rect(self) -> QRectF:
        """Where a double-click renames."""
        return QRectF(0, 0, self.width, HEADER)


def snap(value: float, grid: float = GRID) -> float:
    """The nearest place on the grid."""
    return round(value / grid) * grid


def layout(face: NodeFace, metrics: Metrics, live: str = "") -> NodeLayout:
    """Measure a node.  A live figure takes the footer's place; it never changes the width, so that nothing trembles."""
    footer = face.footer or live
    room = plain_width(face, metrics)
    width = card_width(max(room, name_width(face.name, metrics)) if face.name else room)
    header = HEADER + (NAME_LINE if face.name else 0.0)
    mark = QRectF(PAD, HEADER / 2 - MARK / 2 + 1, MARK, MARK)
    title_x = PAD + MARK + 8
    room = width - PAD - title_x
    telling, telling_width = _fit(face.telling, metrics["telling"], room * 0.5)
    title, _ = _fit(face.title, metrics["title"], room - (telling_width + 8 if telling else 0))
    baseline = _baseline(HEADER / 2 + 1, metrics["title"])
    result = NodeLayout(width, 0.0, mark, Text(title, "title", "text", title_x, baseline))
    result.elided = title != face.title or telling != face.telling
    if telling:
        result.telling = Text(telling, "telling", "muted", width - PAD - telling_width, baseline)
    if face.name:
        name, _ = _fit(face.name, metrics["name"], room)
        result.elided |= name != face.name
        result.name = Text(name, "name", "muted", title_x, _baseline(HEADER + 5, metrics["name"]))
    bottom = _place_ports(result, face, metrics, header + 8.0)
    if face.pinned:
        height = FIGURE_PREVIEW if _shows_number(face) else PREVIEW
        result.preview = QRectF(PAD, bottom - 4, width - 2 * PAD, height - 4)
        bottom += height
    if footer:
        result.line = bottom
        shown = live or face.footer
        font = "figure" if live else "footer"
        text, _ = _fit(shown, metrics[font], width - 2 * PAD)
        result.elided |= text != shown
        result.footer = Text(text, font, "text" if live else "muted", PAD, _baseline(bottom + FOOTER / 2, metrics[font]))
        bottom += FOOTER
    result.height = bottom
    return result


def _shows_number(face: NodeFace) -> bool:
    """Whether the pinned value is one number for sure: a loss, or a metric, which has no output."""
    wires = {port.ref.port: port.wire for port in face.outputs}
    return not wires or wires.get(face.pinned) == "loss"


def _place_ports(result: NodeLayout, face: NodeFace, metrics: Metrics, first: float) -> float:
    """Inputs down the left side, outputs down the right one; gives the lower end."""
    rows = max(len(face.inputs), len(face.outputs))
    for ports, x in ((face.inputs, 0.0), (face.outputs, result.width)):
        for row, port in enumerate(ports):
            centre = QPointF(x, first + row * PORT_STEP)
            other = face.outputs if port.is_input else face.inputs
            room = (result.width - 2 * PAD - 12) / 2 if row < len(other) else result.width - 2 * PAD
            label, label_width = _fit(port.label, metrics["port"], room)
            left = PAD if port.is_input else result.width - PAD - label_width
            result.elided |= label != port.label
            result.labels.append(Text(label, "port", "muted", left, _baseline(centre.y(), metrics["port"])))
            result.ports.append((port, centre))
            result.centres[(port.is_input, port.ref.port)] = centre
    return first + max(rows - 1, 0) * PORT_STEP + 16.0


def plain_width(face: NodeFace, metrics: Metrics) -> float:
    """The room that a face needs, but for its name."""
    header = PAD + MARK + 8 + metrics["title"].horizontalAdvance(face.title) + PAD
    if face.telling:
        header += 16 + metrics["telling"].horizontalAdvance(face.telling)
    footer = 2 * PAD + metrics["footer"].horizontalAdvance(face.footer)
    rows = 0.0
    port = metrics["port"]
    for row in range(max(len(face.inputs), len(face.outputs))):
        labels = [ports[row].label for ports in (face.inputs, face.outputs) if row < len(ports)]
        rows = max(rows, 2 * PAD + 16 * (len(labels) - 1) + sum(port.horizontalAdvance(label) for label in labels))
    return max(header, footer, rows, PREVIEW_WIDTH - 1 if face.pinned else 0.0)


def name_width(name: str, metrics: Metrics) -> float:
    """The room that a name below the title needs."""
    return PAD + MARK + 8 + metrics["name"].horizontalAdvance(name) + PAD


def card_width(room: float) -> float:
    """The width of a card whose texts need so much room."""
    return min(MAX_WIDTH, max(MIN_WIDTH, ceil((room + 1) / GRID) * GRID))


def _fit(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, float]:
    """The text, ending in an ellipsis where there is no room for all of it, and its width."""
    width = metrics.horizontalAdvance(text)
    if width <= room:
        return text, width
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return text, metrics.horizontalAdvance(text)


def _baseline(middle: float, metrics: QFontMetricsF) -> float:
    """Where letters stand so that capitals are centred on a line."""
    return round(middle + metrics.capHeight() / 2)
