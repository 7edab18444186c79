"""How plots look: strokes that differ in more than colour, few round ticks, compact numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from app.theme import Theme

#: Colours of curves, in the order in which they are given out.
COLORS = ("tensor", "labels", "dataset", "loss", "optimizer", "bool", "activation")
MARKERS = ("circle", "square", "triangle", "diamond", "cross")
DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.5), (1.0, 2.0), (6.0, 2.0, 1.0, 2.0))
WIDTH = 1.6


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one curve is drawn: colour token, dashes (in line widths), and the shape that marks it now and then."""

    token: str
    dash: tuple[float, ...] = ()
    marker: str = ""

    def pen(self, theme: Theme, opacity: float = 1.0, width: float = WIDTH) -> QPen:
        pen = QPen(theme.color(self.token, opacity), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)  # at this width it looks like a round one, for half the time
        if self.dash:
            pen.setDashPattern(self.dash)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen


def strokes_by_layer(names: Iterable[str]) -> dict[str, Stroke]:
    """Strokes for parameters (``hidden/kernel``): the colour and the mark tell the layer, the dashes which of its weights."""
    layers: dict[str, int] = {}
    weights: dict[str, int] = {}
    result = {}
    for name in names:
        layer = name.rpartition("/")[0] or name
        at = layers.setdefault(layer, len(layers))
        of = weights[layer] = weights.get(layer, -1) + 1
        result[name] = Stroke(COLORS[at % len(COLORS)], DASHES[of % len(DASHES)], MARKERS[at % len(MARKERS)])
    return result


def marker_path(marker: str, at: QPointF, radius: float) -> QPainterPath:
    """The outline of a mark."""
    path = QPainterPath()
    x, y, r = at.x(), at.y(), radius
    if marker == "circle":
        path.addEllipse(at, r, r)
    elif marker == "square":
        path.addRect(QRectF(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r))
    elif marker == "triangle":
        path.addPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y + 0.8 * r), QPointF(x - r, y + 0.8 * r)]))
        path.closeSubpath()
    elif marker == "diamond":
        corners = [QPointF(x, y - 1.2 * r), QPointF(x + 1.2 * r, y), QPointF(x, y + 1.2 * r), QPointF(x - 1.2 * r, y)]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
    elif marker == "cross":
        path.addRect(QRectF(x - r, y - 0.3 * r, 2 * r, 0.6 * r))
        path.addRect(QRectF(x - 0.3 * r, y - r, 0.6 * r, 2 * r))
    return path


def draw_swatch(painter: QPainter, rect: QRectF, stroke: Stroke, theme: Theme, opacity: float = 1.0) -> None:
    """A short piece of the curve, for legends."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.center().y()
    painter.setPen(stroke.pen(theme, opacity, 2.0))
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
    if stroke.marker:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(stroke.token, opacity))
        painter.drawPath(marker_path(stroke.marker, rect.center(), 3.2))
    painter.restore()


def compact(value: float) -> str:
    """A number for an axis: ``12k``, ``0.05``, ``1e-4``."""
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return str(value)
    size = abs(value)
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if limit <= size < 1e12:
            return f"{value / limit:.4g}{unit}"
    if size >= 1e12 or size < 1e-3:
        mantissa, _, exponent = f"{value:.2e}".partition("e")
        return f"{float(mantissa):g}e{int(exponent)}"
    return f"{value:.4g}"


def figure(value: float, percent: bool = False) -> str:
    """A number to be read out: four significant digits, or a share in percent."""
    if percent:
        return f"{100 * value:.1f} %"
    if value != 0 and math.isfinite(value) and not 1e-4 <= abs(value) < 1e6:
        return f"{value:.3e}"
    return f"{value:.4g}"


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """At most ``most`` round values (steps of 1, 2 or 5) from ``low`` to ``high``."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return []
    rough = (high - low) / most
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10, 20) if unit * factor >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Exponents (of ten) of at most ``most`` round values between ``10**low`` and ``10**high``."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return []
    decades = range(math.floor(low), math.ceil(high) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        ticks = [decade + math.log10(digit) for decade in decades for digit in digits]
        ticks = [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]
        if 2 <= len(ticks) <= most:
            return ticks
    whole = [decade for decade in decades if low - 1e-9 <= decade <= high + 1e-9]
    if len(whole) < 2:  # less than a decade: round values, wherever they lie
        values = linear_ticks(10.0**low, 10.0**high, most)
        return [math.log10(value) for value in values if value > 0]
    stride = math.ceil(len(whole) / most)
    return [float(decade) for decade in whole if decade % stride == 0]


def tick_labels(values: Sequence[float], *, log: bool, percent: bool = False) -> list[str]:
    """Labels of ticks; in a logarithmic plot the values are exponents."""
    shown = [10.0**value if log else value for value in values]
    if percent:
        return [f"{100 * value:.4g} %" for value in shown]
    return [compact(float(f"{value:.6g}")) for value in shown]
