"""What stands around and upon the curves of a chart: lines at round values, labels, marks, the crosshair.

Painted directly on the view, because pyqtgraph's axis and scatter items take several times longer than the curves themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.panels.plot_style import Stroke, linear_ticks, log_ticks, marker_path, tick_labels
from app.text import tr
from app.theme import Theme, px, ui_font

Floats = NDArray[np.float64]

_LEFT, _BOTTOM, _TOP, _RIGHT = 46, 20, 6, 12  # pixels around the curves, at the text's usual size
_TICK_EVERY, _STEP_EVERY = 30, 44  # pixels between labels, at least
_MARK, _DOT = 3.4, 3.8


@dataclass
class Marks:
    """Points to be marked in a stroke's colour and shape, in data coordinates."""

    stroke: Stroke
    steps: Floats
    values: Floats


@dataclass
class Frame:
    """Ticks and marks of one chart, and the rectangle (pixels) and ranges (data) that they refer to."""

    area: QRectF = field(default_factory=QRectF)
    across: tuple[float, float] = (0.0, 1.0)
    upward: tuple[float, float] = (0.0, 1.0)
    marks: list[Marks] = field(default_factory=list)
    cross: float | None = None
    dots: list[tuple[float, float, str]] = field(default_factory=list)
    _values: list[tuple[float, str]] = field(default_factory=list)
    _steps: list[tuple[float, str]] = field(default_factory=list)

    def set_ranges(
        self, area: QRectF, across: tuple[float, float], upward: tuple[float, float], log: bool, percent: bool
    ) -> None:
        """Choose the ticks for these ranges."""
        self.area, self.across, self.upward = area, across, upward
        most = max(2, int(area.height()) // px(_TICK_EVERY))
        values = (log_ticks if log else linear_ticks)(*upward, most)
        self._values = list(zip(values, tick_labels(values, log=log, percent=percent), strict=True))
        steps = linear_ticks(*across, max(2, int(area.width()) // px(_STEP_EVERY)))
        # Half steps do not exist, and the last stretch belongs to the axis's name.
        steps = [step for step in steps if step == int(step) and area.right() - self.x(step) > px(56)]
        self._steps = list(zip(steps, tick_labels(steps, log=False), strict=True))

    def x(self, step: float) -> float:
        low, high = self.across
        return self.area.left() + (step - low) / (high - low) * self.area.width()

    def y(self, value: float) -> float:
        low, high = self.upward
        return self.area.bottom() - (value - low) / (high - low) * self.area.height()

    def paint_below(self, painter: QPainter, theme: Theme) -> None:
        """Lines and labels."""
        area = self.area
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.color("grid"), 1))
        heights = [round(self.y(value)) for value, _ in self._values]
        painter.drawLines([QLineF(area.left(), height, area.right(), height) for height in heights])
        painter.setFont(ui_font(10))
        painter.setPen(theme.color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for height, (_, text) in zip(heights, self._values, strict=True):
            painter.drawText(QRectF(0, height - px(8), px(_LEFT) - 6, px(16)), right, text)
        top = area.bottom() + 3
        for step, text in self._steps:
            painter.drawText(QRectF(self.x(step) - px(40), top, px(80), px(16)), Qt.AlignmentFlag.AlignCenter, text)
        painter.drawText(QRectF(area.right() - px(60), top, px(60), px(16)), right, tr("Curves", "step"))

    def paint_above(self, painter: QPainter, theme: Theme) -> None:
        """Marks, crosshair and the dots where it meets the curves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.area.adjusted(-4, -4, 4, 4)
        for marks in self.marks:
            painter.setBrush(theme.color(marks.stroke.token))
            for step, value in zip(marks.steps.tolist(), marks.values.tolist(), strict=True):
                at = QPointF(self.x(step), self.y(value))
                if room.contains(at):
                    painter.drawPath(marker_path(marks.stroke.marker or "circle", at, _MARK))
        if self.cross is not None:
            x = round(self.x(self.cross)) + 0.5
            painter.setPen(QPen(theme.color("muted", 0.8), 1))
            painter.drawLine(QLineF(x, self.area.top(), x, self.area.bottom()))
            painter.setPen(QPen(theme.color("field"), 1.5))
            for step, value, token in self.dots:
                painter.setBrush(theme.color(token))
                painter.drawEllipse(QPointF(self.x(step), self.y(value)), _DOT, _DOT)


def marked(stroke: Stroke, sparse: bool, index: int, steps: Floats, values: Floats, span: float) -> Marks:
    """Where marks stand: at every point of a sparse curve, else now and then, at steps that stay while the curve grows."""
    if sparse or len(values) == 1:
        few = len(values) <= 40
        known = np.isfinite(values) if few else np.zeros(len(values), bool)
        return Marks(stroke, steps[known], values[known])
    if not stroke.marker or len(values) < 3:
        return Marks(stroke, steps[:0], values[:0])
    every = 2.0 ** np.ceil(np.log2(max(span, 1e-9) / 6))
    wanted = np.arange(np.floor(steps[0] / every), steps[-1] / every + 1) * every + every * ((index * 0.37) % 1.0)
    wanted = wanted[(wanted >= steps[0]) & (wanted <= steps[-1])]
    at = np.searchsorted(steps, wanted).clip(0, len(steps) - 1)
    at = at[np.isfinite(values[at])]
    return Marks(stroke, steps[at], values[at])


def margins() -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the curves: room for the labels."""
    return px(_LEFT), px(_TOP), px(_RIGHT), px(_BOTTOM)


def inner(width: float, height: float) -> QRectF:
    """The rectangle of the curves in a view of this size."""
    left, top, right, bottom = margins()
    return QRectF(left, top, max(1.0, width - left - right), max(1.0, height - top - bottom))


def padded(lowest: float, highest: float, *, log: bool) -> tuple[float, float]:
    """A range with some air above and below; a range of its own where there are no values."""
    if not lowest <= highest:
        return (-1.0, 0.0) if log else (0.0, 1.0)
    margin = 0.06 * (highest - lowest) or (0.5 if log else 0.5 * abs(highest) or 0.5)
    return lowest - margin, highest + margin
