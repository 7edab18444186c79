"""Draw a wire from a port to a port; from a connected input it takes the wire's end off and carries it elsewhere.

Ports that fit are ringed and nodes without one are faded; over a port that does not fit the reason is shown at the pointer.
Dropped on empty canvas, the palette opens with the kinds that fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.canvas.curve import Curve
from app.canvas.gestures.base import Button, Gesture, Modifier, Pointer
from app.canvas.hit import find
from app.canvas.ink import wire_token
from app.canvas.link_item import WIDTH, LinkItem
from app.canvas.painter import paint_port_ring
from app.canvas.trial import Trial
from app.model.records import LinkRecord, PortRef
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_WITHOUT_PORTS = ("note", "frame")  # what lies on the canvas as the canvas itself, for a wire
_MAGNET = 18.0  # how near to a port the wire jumps to it, on the screen


class DrawWire(Gesture):
    """A wire with one end on the pointer."""

    cursor = Qt.CursorShape.CrossCursor
    edge_scroll = True

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.port is not None and not press.held(Modifier.AltModifier)

    def start(self) -> None:
        self._trial: Trial | None = None
        self._hidden: LinkItem | None = None
        self._free = self.press.scene
        self._target: PortRef | None = None
        self._refusal = ""
        self._curve = Curve((0.0, 0.0), (0.0, 0.0))

    def drag_started(self, pointer: Pointer) -> None:
        port = self.press.hit.port
        assert port is not None
        document, catalog = self.scene.document, self.scene.catalog
        detached = document.links.get(port.ref) if port.is_input else None
        if detached is not None:
            self._trial = Trial(document, catalog, detached.source, True, detached)
            self._hidden = self.scene.links[port.ref]
            self._hidden.set_state(hidden=True)
        else:
            self._trial = Trial(document, catalog, port.ref, not port.is_input)
        self.scene.set_hovered(None)
        self.scene.begin_trial(self._trial)

    def move(self, pointer: Pointer) -> None:
        trial = self._trial
        assert trial is not None
        self._aim(trial, pointer)
        fixed = self.scene.port_point(trial.fixed, not trial.from_output)
        ends = (fixed, self._free) if trial.from_output else (self._free, fixed)
        self._curve = Curve(ends[0].toTuple(), ends[1].toTuple())
        self.view.hint.show_at(pointer.view, self._refusal, "error")
        self.show(wire_bounds(self._curve))

    def _aim(self, trial: Trial, pointer: Pointer) -> None:
        """Find the port that the wire would end in, and whether it may."""
        hit = find(self.scene, pointer.scene, self.view.zoom(), _MAGNET)
        self._target, self._refusal, self._free = None, "", pointer.scene
        if hit.port is not None and trial.suits_side(hit.port) and hit.port.ref != trial.fixed:
            self._refusal = trial.refusal(hit.port.ref)
            if not self._refusal:
                self._target = hit.port.ref
        elif hit.node is not None and hit.node.node_id != trial.fixed.node:
            self._target = self._best(trial, hit.node.node_id)
            if self._target is None:
                self._refusal = self._why_none(trial, hit.node.node_id)
        if self._target is not None:
            self._free = self.scene.port_point(self._target, trial.from_output)

    def _best(self, trial: Trial, node: str) -> PortRef | None:
        """The port of a node that a wire dropped on its card goes to: a free one of the same class first."""
        item = self.scene.nodes[node]
        names = trial.fitting(node)
        ports = item.face.inputs if trial.from_output else item.face.outputs
        fits = [port for port in ports if port.ref.port in names]
        fits.sort(key=lambda port: (port.is_input and port.connected, port.wire not in (trial.wire, "any")))
        return fits[0].ref if fits else None

    def _why_none(self, trial: Trial, node: str) -> str:
        item = self.scene.nodes[node]
        ports = item.face.inputs if trial.from_output else item.face.outputs
        return trial.refusal(ports[0].ref) if ports else ""

    def release(self, pointer: Pointer) -> None:
        trial, target, refusal = self._trial, self._target, self._refusal
        self.cancel()
        if trial is None:
            return
        if target is not None:
            self._connect(trial, target)
        elif refusal:
            self.view.refuse(refusal)
        elif trial.detached is not None:
            self.editor.disconnect(trial.detached.target)
        elif (node := find(self.scene, pointer.scene, self.view.zoom()).node) is None or node.face.form in _WITHOUT_PORTS:
            self.view.open_palette(pointer.scene, trial)

    def _connect(self, trial: Trial, free: PortRef) -> None:
        source, target = trial.ends(free)
        detached = trial.detached
        if detached is None:
            self.view.attempt(lambda: self.editor.connect(source, target))
        elif detached.target != target:
            self.view.attempt(lambda: self._carry(detached, target))

    def _carry(self, detached: LinkRecord, target: PortRef) -> None:
        """Move the wire's end to another input, as one step."""
        self.editor.carry(detached, target, tr("Canvas", "Move a wire to {port}", port=target.port))

    def cancel(self) -> None:
        self.view.hint.hide()
        if self._hidden is not None:
            self._hidden.set_state(hidden=False)
            self._hidden = None
        if self._trial is not None:
            self.scene.end_trial()
            self._trial = None

    # --- drawing ----------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        if self._trial is None:
            return
        paint_trial(painter, self.view, self._trial, self._target)
        paint_loose_wire(painter, self.view, self._trial, self._curve, self._free, self._target is not None, bool(self._refusal))


def paint_trial(painter: QPainter, view: CanvasView, trial: Trial, target: PortRef | None) -> None:
    """Rings on the ports in view that the wire may end in; the chosen one stands out."""
    ink = view.canvas.ink
    visible = view.visible_rect()
    for item in view.canvas.items_in(visible):
        node = item.node_id
        for name in trial.fitting(node):
            point = item.port_point(trial.from_output, name)
            if point is not None:
                chosen = target == PortRef(node, name)
                paint_port_ring(painter, ink, "accent", point, 10.0 if chosen else 8.0)
                if chosen:
                    paint_port_ring(painter, ink, "accent", point, 10.0)


def paint_loose_wire(
    painter: QPainter, view: CanvasView, trial: Trial, curve: Curve, free: QPointF, landed: bool, refused: bool
) -> None:
    """The wire being drawn: in its colour, in the accent where it would connect, in the error colour where it may not."""
    ink = view.canvas.ink
    token = "accent" if landed else "error" if refused else wire_token(trial.wire)
    painter.setPen(ink.pen(token, WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(curve.path())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.brush(token))
    if not landed:
        painter.drawEllipse(free, 4.0, 4.0)


def wire_bounds(curve: Curve) -> QRectF:
    """What a loose wire covers."""
    return curve.bounds().adjusted(-12, -12, 12, 12)
