"""A plot of curves over steps: quiet axes, own ranges, thinned to the pixels there are, values read out under the pointer.

pyqtgraph draws; what is drawn is decided here, because its automatic ranges, grids and down-sampling show too much or lose
the extremes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.chart_frame import Frame, inner, margins, marked, padded
from app.panels.plot_style import Stroke
from app.panels.readout import Readout
from app.session.thinning import block_means, for_drawing, smooth
from app.theme import Theme

Floats = NDArray[np.float64]
Points = tuple[Floats, Floats]

_SMOOTH_FROM = 4000  # points that smoothing starts from


@dataclass(frozen=True, slots=True)
class Trace:
    """One curve.  ``sparse``: it has few points (one an epoch), which are marked and never smoothed."""

    key: str
    title: str
    stroke: Stroke
    sparse: bool = False


class _Line:
    """The items of one trace: the raw values, faint behind the smoothed ones."""

    def __init__(self, trace: Trace, plot: Any) -> None:
        self.trace = trace
        self.raw = pg.PlotCurveItem(antialias=False)
        self.main = pg.PlotCurveItem(antialias=True)
        self.raw.setZValue(1)
        self.main.setZValue(2)
        self.items = (self.raw, self.main)
        for item in self.items:
            plot.addItem(item, ignoreBounds=True)
        self.visible = True

    def restyle(self, theme: Theme, crowd: int) -> None:
        stroke = self.trace.stroke
        self.raw.setPen(Stroke(stroke.token).pen(theme, 0.28 if crowd < 3 else 0.16, 1.0))
        self.main.setPen(stroke.pen(theme))


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """Curves over steps.  Follows the newest step until the user zooms or pans; a double click follows again."""

    menu_requested = Signal(object)  # QPoint, global
    read = Signal(str)  # what the crosshair reads, in words

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._theme = theme
        self._lines: dict[str, _Line] = {}
        self._data: dict[str, Points] = {}
        self._log = False
        self._percent = False
        self._window = 1  # steps that smoothing takes the mean of
        self._following = True
        self._cross: float | None = None
        self._setting_range = False
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setContentsMargins(*margins())
        for side in ("left", "bottom"):
            plot.getAxis(side).enableAutoSIPrefix(False)  # it would be reckoned with although hidden
            plot.hideAxis(side)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # the background holds the labels, which change
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)  # refresh says when, once a frame
        self._view = plot.getViewBox()
        self._view.setMouseEnabled(x=True, y=False)
        self._view.disableAutoRange()
        self._view.sigRangeChangedManually.connect(self._on_zoomed)
        self._frame = Frame()
        self._readout = Readout(theme, self)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 60)
        theme.changed.connect(self.restyle)
        self.restyle()

    # --- what is shown ---------------------------------------------------------------------------------------------

    @property
    def log(self) -> bool:
        return self._log

    @property
    def following(self) -> bool:
        """Whether the whole run is in view, as long as the user has not chosen another part."""
        return self._following

    def set_traces(self, traces: Sequence[Trace]) -> None:
        if [line.trace for line in self._lines.values()] == list(traces):
            return
        plot = self.getPlotItem()
        for line in self._lines.values():
            for item in line.items:
                plot.removeItem(item)
        self._lines = {trace.key: _Line(trace, plot) for trace in traces}
        self._data = {}
        self.restyle()

    def set_scale(self, *, log: bool, percent: bool = False) -> None:
        self._log = log
        self._percent = percent
        self.refresh()

    def set_smoothing(self, window: int) -> None:
        """The number of steps that a point is the mean of; 1 for none."""
        if window != self._window:
            self._window = window
            self.refresh()

    def set_visible(self, key: str, visible: bool) -> None:
        if key in self._lines:
            self._lines[key].visible = visible
            self.refresh()

    def set_data(self, data: Mapping[str, Points]) -> None:
        """All points of all traces; what is drawn of them is chosen here."""
        self._data = dict(data)
        self.refresh()

    def follow(self) -> None:
        """Show the whole run again."""
        self._following = True
        self.refresh()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        theme = self._theme
        for line in self._lines.values():
            line.restyle(theme, len(self._lines))
        self.setBackground(theme.color("field"))
        self._readout.update()
        self.refresh()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw what is in view."""
        shown = {key: points for key, points in self._data.items() if key in self._lines and self._lines[key].visible}
        low, high = self._x_range(shown)
        lowest, highest = np.inf, -np.inf
        self._frame.marks = []
        for index, (key, line) in enumerate(self._lines.items()):
            for item in line.items:
                item.setVisible(key in shown)
            if key in shown:
                bottom, top = self._draw(line, index, shown[key], low, high)
                lowest, highest = min(lowest, bottom), max(highest, top)
        self._set_ranges(low, high, lowest, highest)
        if self._cross is not None:
            self._read_at(self._cross)

    def _x_range(self, shown: Mapping[str, Points]) -> tuple[float, float]:
        if not self._following:
            (low, high), _ = self._view.viewRange()
            return low, high
        ends = [(steps[0], steps[-1]) for steps, _ in shown.values() if len(steps)]
        if not ends:
            return 0.0, 1.0
        low, high = min(first for first, _ in ends), max(last for _, last in ends)
        return (low, high + 0.012 * (high - low)) if high > low else (low - 0.5, low + 0.5)

    def _draw(self, line: _Line, index: int, points: Points, low: float, high: float) -> tuple[float, float]:
        """Put the points in view into the line's items; the lowest and highest value in view."""
        steps, values = _between(points, low, high)
        raw_steps, raw = for_drawing(steps, values, max(120, self.viewport().width()))
        raw = self._scaled(raw)
        smoothing = self._window > 1 and not line.trace.sparse and len(values) > 2
        if smoothing:
            per_point = len(values)
            steps, values = block_means(steps, values, _SMOOTH_FROM)
            window = max(3, round(self._window * len(values) / per_point))
            steps, values = for_drawing(steps, smooth(self._scaled(values), window), max(120, self.viewport().width() // 2))
            line.raw.setData(raw_steps, raw, connect="finite")
            line.main.setData(steps, values, connect="finite")
        else:
            steps, values = raw_steps, raw
            line.raw.setData([], [])
            line.main.setData(steps, values, connect="finite")
        # Segments are drawn several times faster than a path; but they start dashes anew, and a smooth line shows its joints.
        line.main.setSegmentedLineMode("on" if _is_jagged(values) and not line.trace.stroke.dash else "off")
        self._frame.marks.append(marked(line.trace.stroke, line.trace.sparse, index, steps, values, high - low))
        finite = raw[np.isfinite(raw)]
        return (float(finite.min()), float(finite.max())) if len(finite) else (np.inf, -np.inf)

    def _scaled(self, values: Floats) -> Floats:
        """Values as they are drawn: logarithms where the scale is logarithmic; what has none is a gap."""
        if not self._log:
            return np.where(np.isfinite(values), values, np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log10(values)
        return np.where(np.isfinite(logs), logs, np.nan)

    def _set_ranges(self, low: float, high: float, lowest: float, highest: float) -> None:
        upward = padded(lowest, highest, log=self._log)
        self._setting_range = True
        self._view.setRange(xRange=(low, high), yRange=upward, padding=0)
        self._view.updateMatrix()  # else it is found out of date while painting, and everything is painted twice
        self._setting_range = False
        area = inner(self.viewport().width(), self.viewport().height())
        self._frame.set_ranges(area, (low, high), upward, log=self._log, percent=self._percent)
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawBackground(painter, rect)
        self._frame.paint_below(painter, self._theme)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        self._frame.paint_above(painter, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_readout"):  # pyqtgraph resizes while it is being made
            self.refresh()

    def _on_zoomed(self, *_: Any) -> None:
        if not self._setting_range:
            self._following = False
            self.refresh()

    # --- reading values --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        position = event.position()
        if self._view.sceneBoundingRect().contains(self.mapToScene(position.toPoint())):
            at = self._view.mapSceneToView(QPointF(self.mapToScene(position.toPoint())))
            self._read_at(at.x(), at.y())
        else:
            self.clear_cross()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.clear_cross()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.follow()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the crosshair, Home and End go to the ends, Escape puts it away."""
        low, high = self._view.viewRange()[0]
        stride = max(1.0, (high - low) / 100)
        there = self._cross if self._cross is not None else high
        moves = {
            Qt.Key.Key_Left: there - stride, Qt.Key.Key_Right: there + stride, Qt.Key.Key_Home: low, Qt.Key.Key_End: high,
        }  # fmt: skip
        if event.key() in moves and self._data:
            self._read_at(min(max(moves[Qt.Key(event.key())], low), high))
        elif event.key() == Qt.Key.Key_Escape and self._cross is not None:
            self.clear_cross()
        else:
            event.ignore()
            return
        event.accept()

    def clear_cross(self) -> None:
        self._cross = None
        self._frame.cross = None
        self._readout.hide()
        self.viewport().update()

    def _read_at(self, step: float, height: float | None = None) -> None:
        """Show the values nearest to a step; of many curves those nearest to the pointer."""
        rows: list[tuple[Trace, float, float]] = []
        for key, line in self._lines.items():
            steps, values = self._data.get(key, (np.empty(0), np.empty(0)))
            if line.visible and len(steps):
                at = _nearest(steps, step)
                rows.append((line.trace, float(steps[at]), float(values[at])))
        dense = [row for row in rows if not row[0].sparse] or rows
        if not dense:
            self.clear_cross()
            return
        self._cross = step
        exact = min((row[1] for row in dense), key=lambda there: abs(there - step))
        drawn = {row[0].key: float(self._scaled(np.array([row[2]]))[0]) for row in rows}
        if height is not None:
            rows.sort(key=lambda row: abs(drawn[row[0].key] - height))
        rows = sorted(rows[: self._readout.most], key=lambda row: -row[2])
        self._frame.cross = exact
        self._frame.dots = [(row[1], drawn[row[0].key], row[0].stroke.token) for row in rows if np.isfinite(drawn[row[0].key])]
        self.viewport().update()
        entries = [(row[0].title, row[2], row[0].stroke) for row in rows]
        self.read.emit(self._readout.show_values(int(exact), entries, round(self._frame.x(exact)), percent=self._percent))


def _between(points: Points, low: float, high: float) -> Points:
    """The points in view, and one more at each side so that the line reaches the edge."""
    steps, values = points
    if not len(steps) or (steps[0] >= low and steps[-1] <= high):
        return points
    first = max(0, int(np.searchsorted(steps, low, "left")) - 1)
    last = min(len(steps), int(np.searchsorted(steps, high, "right")) + 1)
    return steps[first:last], values[first:last]


def _is_jagged(values: Floats) -> bool:
    """Whether a line turns up and down all the time."""
    rises = np.diff(values) > 0
    return len(rises) > 100 and float(np.mean(rises[1:] != rises[:-1])) > 0.15


def _nearest(steps: Floats, step: float) -> int:
    at = int(np.searchsorted(steps, step).clip(0, len(steps) - 1))
    return at - 1 if at > 0 and abs(steps[at - 1] - step) < abs(steps[at] - step) else at
