"""The course of a wire, as control points of cubic béziers: to be painted, hit, cut and drawn as a thin line from afar.

Forward it is one S curve.  Backward (the input lies left of the output) one curve would run through its own nodes, so the
wire leaves to the right, passes below or between them, and comes in from the left; between the two it changes smoothly.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from math import hypot

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

Point = tuple[float, float]

REACH = 36.0  # how far a wire leaves its port at least before it turns
LOOP = 36.0  # radius of the turn of a backward wire, at most
CLEAR = 88.0  # how far a backward wire keeps from its ports, so that it passes below its own nodes
BLEND = 96.0  # a wire that goes back so far is wholly a backward wire
SAMPLES = 14  # straight pieces a cubic is taken for when it is hit or cut


class Curve:
    """Where a wire runs.  ``points`` are 4 control points, or 10 for a backward wire."""

    def __init__(self, start: Point, end: Point) -> None:
        self.points = _forward(start, end) if end[0] >= start[0] else _backward(start, end)

    def shifted(self, dx: float, dy: float) -> Curve:
        """The same curve elsewhere."""
        result = Curve.__new__(Curve)
        result.points = tuple((x + dx, y + dy) for x, y in self.points)
        return result

    def path(self) -> QPainterPath:
        points = self.points
        path = QPainterPath(QPointF(*points[0]))
        for i in range(1, len(points), 3):
            (ax, ay), (bx, by), (cx, cy) = points[i : i + 3]
            path.cubicTo(ax, ay, bx, by, cx, cy)
        return path

    @cached_property
    def polyline(self) -> list[Point]:
        """The curve as straight pieces."""
        return sample(self.points, SAMPLES)

    def bounds(self) -> QRectF:
        """A rectangle that holds the curve."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def middle(self) -> Point:
        """The point half way along."""
        if len(self.points) == 4:
            return _at(self.points, 0.5)
        return _at(self.points[3:7], 0.5)

    def distance(self, x: float, y: float) -> float:
        """How far a point is from the curve."""
        line = self.polyline
        return min(_segment_distance(x, y, a, b) for a, b in itertools.pairwise(line))

    def crosses(self, a: Point, b: Point) -> bool:
        """Whether the straight line from a to b cuts the curve."""
        line = self.polyline
        return any(_segments_cross(a, b, c, d) for c, d in itertools.pairwise(line))


def sample(points: tuple[Point, ...], pieces: int) -> list[Point]:
    """A chain of cubics as a chain of straight pieces, so many a cubic."""
    line = [points[0]]
    for i in range(0, len(points) - 1, 3):
        cubic = points[i : i + 4]
        line.extend(_at(cubic, step / pieces) for step in range(1, pieces + 1))
    return line


def _forward(start: Point, end: Point) -> tuple[Point, ...]:
    (x0, y0), (x1, y1) = start, end
    reach = max((x1 - x0) * 0.5, min(REACH, (x1 - x0) * 0.5 + abs(y1 - y0) * 0.25))
    return (start, (x0 + reach, y0), (x1 - reach, y1), end)


def _backward(start: Point, end: Point) -> tuple[Point, ...]:
    (x0, y0), (x1, y1) = start, end
    share = min(1.0, (x0 - x1) / BLEND)
    share = share * share * (3 - 2 * share)
    reach = min(REACH, abs(y1 - y0) * 0.25)
    single = _split((start, (x0 + reach, y0), (x1 - reach, y1), end))
    apart = abs(y1 - y0)
    if apart > 2 * CLEAR - 16:
        lane = y0 + (CLEAR if y1 > y0 else -CLEAR)  # where there is room between the rows, close to the row it comes from
    else:
        lane = max(y0, y1) + CLEAR  # else below both
    lane -= min(16.0, (x0 - x1) / 50)  # wires of different length do not run on top of each other
    turn_out = min(LOOP, abs(lane - y0) * 0.55)
    turn_in = min(LOOP, abs(lane - y1) * 0.55)
    looped = (
        start,
        (x0 + turn_out * 1.33, y0),
        (x0 + turn_out * 1.33, lane),
        (x0, lane),
        (x0 + (x1 - x0) / 3, lane),
        (x0 + (x1 - x0) * 2 / 3, lane),
        (x1, lane),
        (x1 - turn_in * 1.33, lane),
        (x1 - turn_in * 1.33, y1),
        end,
    )
    return tuple((ax + (bx - ax) * share, ay + (by - ay) * share) for (ax, ay), (bx, by) in zip(single, looped, strict=True))


def hulls(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """For many wires at once, by their ends (x, y, x, y): a rectangle (left, top, right, bottom) that holds each of them."""
    x0, y0, x1, y1 = ends.T
    gap, apart = x1 - x0, np.abs(y1 - y0)
    forward = np.maximum(gap * 0.5, np.minimum(REACH, gap * 0.5 + apart * 0.25))
    lane = np.where(apart > 2 * CLEAR - 16, y0 + np.where(y1 > y0, CLEAR, -CLEAR), np.maximum(y0, y1) + CLEAR)
    lane -= np.minimum(16.0, -gap / 50)
    back_out = np.maximum(np.minimum(LOOP, np.abs(lane - y0) * 0.55) * 1.33, REACH)
    back_in = np.maximum(np.minimum(LOOP, np.abs(lane - y1) * 0.55) * 1.33, REACH)
    back = gap < 0
    out, into = np.where(back, back_out, forward), np.where(back, back_in, forward)
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    hull = np.empty_like(ends)
    hull[:, 0] = np.minimum(x0, x1 - into)
    hull[:, 1] = np.where(back, np.minimum(top, lane), top)
    hull[:, 2] = np.maximum(x1, x0 + out)
    hull[:, 3] = np.where(back, np.maximum(bottom, lane), bottom)
    return hull


def _split(cubic: tuple[Point, ...]) -> tuple[Point, ...]:
    """The same cubic as three."""
    first, rest = _cut(cubic, 1 / 3)
    second, third = _cut(rest, 1 / 2)
    return first + second[1:] + third[1:]


def _cut(cubic: tuple[Point, ...], t: float) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    a, b, c, d = cubic
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    abc, bcd = _mix(ab, bc, t), _mix(bc, cd, t)
    middle = _mix(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _at(cubic: tuple[Point, ...], t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = cubic
    s = 1.0 - t
    wa, wb, wc, wd = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return ax * wa + bx * wb + cx * wc + dx * wd, ay * wa + by * wb + cy * wc + dy * wd


def _segment_distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
    return hypot(a[0] + t * dx - x, a[1] + t * dy - y)


def _segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    # a point on the line counts as below it, so that a line through a corner cuts one of the two pieces, not none
    return (side(a, b, c) > 0) != (side(a, b, d) > 0) and (side(c, d, a) > 0) != (side(c, d, b) > 0)
