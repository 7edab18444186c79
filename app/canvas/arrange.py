"""Putting nodes in order: aligned, at even distances, or laid out from left to right, each as one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation
from PySide6.QtWidgets import QStyle

from app.canvas.face import CARDS
from app.canvas.geometry import snap
from app.canvas.note_item import BAND
from app.model.layout import Wire, arrange
from app.model.records import PortRef
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene
    from app.canvas.sizes import Outline
    from app.canvas.view import CanvasView

Places = dict[str, tuple[float, float]]

GLIDE = 140  # milliseconds
FRAME_PAD = 20.0  # between a frame and what lies in it

#: By side: where a rectangle goes so that it is level with the rectangle around all.
_SIDES: Mapping[str, Callable[[QRectF, QRectF], tuple[float, float]]] = {
    "left": lambda own, whole: (whole.left(), own.top()),
    "right": lambda own, whole: (whole.right() - own.width(), own.top()),
    "top": lambda own, whole: (own.left(), whole.top()),
    "bottom": lambda own, whole: (own.left(), whole.bottom() - own.height()),
}


def align(view: CanvasView, side: str) -> None:
    """Put the selected nodes level with the outermost of them at a side: left, right, top or bottom."""
    chosen = view.canvas.selected_ids()
    if len(chosen) > 1:
        rects = {node: view.canvas.rect_of(node) for node in chosen}
        whole = view.canvas.contents_rect(chosen)
        places = {node: _SIDES[side](rect, whole) for node, rect in rects.items()}
        _put(view, places, tr("Commands", "Align {count} nodes", count=len(chosen)))


def distribute(view: CanvasView, across: bool) -> None:
    """Leave the same room between the selected nodes; the outer ones stay where they are."""
    rects = {node: view.canvas.rect_of(node) for node in view.canvas.selected_ids()}
    if len(rects) < 3:
        return
    start = QRectF.left if across else QRectF.top
    length = QRectF.width if across else QRectF.height
    order = sorted(rects, key=lambda node: start(rects[node]) + length(rects[node]) / 2)
    end = max(start(rect) + length(rect) for rect in rects.values())
    room = (end - start(rects[order[0]]) - sum(length(rect) for rect in rects.values())) / (len(order) - 1)
    at, places = start(rects[order[0]]), Places()
    for node in order:
        places[node] = (at, rects[node].top()) if across else (rects[node].left(), at)
        at += length(rects[node]) + room
    _put(view, places, tr("Commands", "Distribute {count} nodes", count=len(order)))


def lay_out(view: CanvasView) -> None:
    """Arrange the selected nodes, or all where fewer than two are selected, from left to right with few crossings.

    What is arranged keeps its upper left corner.  Frames are drawn around what they held; notes stay where they are.
    """
    canvas = view.canvas
    chosen = canvas.contents.with_contents(canvas.selected_ids())
    cards = _cards(canvas, chosen if len(chosen) > 1 else canvas.nodes)
    if len(cards) < 2:
        return
    wires = [
        Wire(source.node, target.node, _port(cards, source, False), _port(cards, target, True))
        for source, target in canvas.document.links.values()
        if source.node in cards and target.node in cards
    ]
    found = arrange({node: (outline.width, outline.height) for node, outline in cards.items()}, wires)
    corner = canvas.contents_rect(cards).topLeft()
    left, top = min(x for x, _ in found.values()), min(y for _, y in found.values())
    places = {node: (corner.x() + x - left, corner.y() + y - top) for node, (x, y) in found.items()}
    _put(view, places, tr("Commands", "Lay out {count} nodes", count=len(cards)), _frames(canvas, cards, places))
    if len(cards) == len(_cards(canvas, canvas.nodes)):
        view.fit_all()


def frame_rect(rect: QRectF) -> QRectF:
    """The frame around what fills a rectangle, on the grid."""
    around = rect.adjusted(-FRAME_PAD, -FRAME_PAD - BAND, FRAME_PAD, FRAME_PAD)
    left, top = snap(around.left()), snap(around.top())
    return QRectF(left, top, snap(around.right()) - left, snap(around.bottom()) - top)


def _cards(canvas: CanvasScene, nodes: Iterable[str]) -> dict[str, Outline]:
    outlines = {node: canvas.contents.outline(node) for node in nodes}
    return {node: outline for node, outline in outlines.items() if outline.form in (*CARDS, "reroute")}


def _port(cards: Mapping[str, Outline], ref: PortRef, is_input: bool) -> float:
    outline = cards[ref.node]
    place = outline.places.get((is_input, ref.port))
    return place[1] if place is not None else outline.height / 2


def _frames(canvas: CanvasScene, cards: Mapping[str, Outline], places: Places) -> dict[str, QRectF]:
    """Every frame that holds something that moves, around all that it holds, the inner frames first."""
    rects = {node: canvas.rect_of(node) for node in canvas.nodes}
    held = {
        frame: [node for node in canvas.contents.with_contents([frame]) if node != frame] for frame in canvas.contents.frames()
    }
    for node, (x, y) in places.items():
        rects[node].moveTo(snap(x), snap(y))
    found: dict[str, QRectF] = {}
    for frame in sorted(held, key=lambda node: len(held[node])):
        if any(node in places for node in held[frame]):
            whole = QRectF()
            for node in held[frame]:
                whole = whole.united(rects[node])
            found[frame] = rects[frame] = frame_rect(whole)
    return found


def _put(view: CanvasView, places: Places, text: str, frames: Mapping[str, QRectF] | None = None) -> None:
    """Move nodes in one step and show them gliding there."""
    canvas = view.canvas
    before = {node: canvas.contents.field.corner(node) for node in places}
    sizes = {node: {"width": rect.width(), "height": rect.height()} for node, rect in (frames or {}).items()}
    wanted = {node: (snap(x), snap(y)) for node, (x, y) in places.items()}
    wanted |= {node: (rect.x(), rect.y()) for node, rect in (frames or {}).items()}
    view.end_gesture()
    canvas.editor.arrange(wanted, sizes, text)
    moved = {node: place for node, place in wanted.items() if node in before and before[node] != place}
    duration = view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, view)
    if moved and duration > 0 and view.isVisible() and len(canvas.nodes) <= 500:
        _glide(view, {node: before[node] for node in moved}, moved)


def _glide(view: CanvasView, before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]) -> None:
    canvas = view.canvas
    flight = QVariantAnimation(view, startValue=0.0, endValue=1.0, duration=GLIDE)
    flight.setEasingCurve(QEasingCurve.Type.OutCubic)

    def step(share: float) -> None:
        records = canvas.document.nodes
        canvas.preview(
            {
                node: (x + (after[node][0] - x) * share, y + (after[node][1] - y) * share)
                for node, (x, y) in before.items()
                if node in records and (records[node].x, records[node].y) == after[node]  # not moved again meanwhile
            }
        )

    flight.valueChanged.connect(step)
    flight.finished.connect(lambda: canvas.end_preview(after))
    flight.finished.connect(flight.deleteLater)
    step(0.0)
    flight.start()
