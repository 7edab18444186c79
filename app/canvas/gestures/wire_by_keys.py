"""Wiring by keyboard: Enter on a node starts a wire, arrows choose its ends, Enter connects, Esc gives up.

First the port of the node that the wire starts from is chosen (Up and Down), then one of the ports that fit, from the nearest
on (arrows, or Tab).  A line at the node says at each step what the keys do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.canvas.curve import Curve
from app.canvas.face import PortFace
from app.canvas.gestures.base import Gesture, Pointer
from app.canvas.gestures.draw_wire import paint_loose_wire, paint_trial, wire_bounds
from app.canvas.node_item import NodeItem
from app.canvas.painter import paint_port_ring
from app.canvas.trial import Trial
from app.model.records import PortRef
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_NEXT = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Tab)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Backtab)
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WireByKeys(Gesture):
    """Begun by a key, not by a press; with a port, the wire starts there."""

    def __init__(self, view: CanvasView, item: NodeItem, port: PortFace | None = None) -> None:
        super().__init__(view, Pointer(QPointF(), QPointF(), Qt.KeyboardModifier.NoModifier))
        self._item = item
        self._ports: list[PortFace] = [*item.face.outputs, *item.face.inputs]
        self._port = self._ports.index(port) if port in self._ports else 0
        self._chosen = port is not None
        self._trial: Trial | None = None
        self._targets: list[PortRef] = []
        self._at = 0

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return False

    def start(self) -> None:
        if not self._ports:
            self.view.refuse(tr("Canvas", "{node} has no ports to connect", node=self._item.face.title))
            self.view.end_gesture()
            return
        self._tell()
        if self._chosen:
            self._choose_target()

    def pointer_moved(self, pointer: Pointer) -> None:
        """The pointer has no part in it."""

    def key(self, event: QKeyEvent) -> bool:
        step = 1 if event.key() in _NEXT else -1 if event.key() in _BACK else 0
        if step and self._trial is None:
            self._port = (self._port + step) % len(self._ports)
            self._tell()
        elif step:
            self._at = (self._at + step) % len(self._targets)
            self._tell()
        elif event.key() in _TAKE and self._trial is None:
            self._choose_target()
        elif event.key() in _TAKE:
            self._connect()
        else:
            return False
        return True

    def cancel(self) -> None:
        self.view.hint.hide()
        if self._trial is not None:
            self.scene.end_trial()
            self._trial = None

    def _choose_target(self) -> None:
        """The port is chosen: line up those that fit, the nearest first."""
        port = self._ports[self._port]
        trial = Trial(self.scene.document, self.scene.catalog, port.ref, not port.is_input)
        side = trial.from_output
        fits = [
            (node, name)
            for node in self.scene.nodes
            for name in trial.fitting(node)
            if (side, name) in self.scene.contents.outline(node).places
        ]
        found = [PortRef(node, name) for node, name in fits]  # of the ports that are shown
        if not found:
            self.view.refuse(tr("Canvas", "Nothing on the canvas fits {port}; add a node first", port=port.label))
            return
        here = self.scene.port_point(port.ref, port.is_input)

        def effort(ref: PortRef) -> tuple[bool, float]:
            """Free ports first; then by distance, where going back counts more."""
            away = self.scene.port_point(ref, trial.from_output) - here
            back = -away.x() if trial.from_output else away.x()
            return trial.from_output and ref in self.scene.links, abs(away.x()) + abs(away.y()) + max(0.0, back) * 2

        self._targets = sorted(found, key=effort)
        self._at = 0
        self._trial = trial
        self.scene.begin_trial(trial)
        self._tell()

    def _connect(self) -> None:
        trial = self._trial
        assert trial is not None
        source, target = trial.ends(self._targets[self._at])
        self.view.end_gesture()
        self.view.attempt(lambda: self.editor.connect(source, target))

    def _tell(self) -> None:
        """Say what is chosen and what the keys do, beside the port that is chosen."""
        port = self._ports[self._port]
        if self._trial is None:
            ref, is_input = port.ref, port.is_input
            text = tr("Canvas", "Start at {port}: Up and Down choose, Enter starts the wire", port=port.label)
        else:
            ref, is_input = self._targets[self._at], self._trial.from_output
            name = self.scene.nodes[ref.node].face.title
            text = tr("Canvas", "To {port} of {node}: arrows choose, Enter connects, Esc gives up", port=ref.port, node=name)
        point = self.scene.port_point(ref, is_input)
        self.view.camera.reveal(QRectF(point.x() - 40, point.y() - 40, 80, 80))
        self.view.hint.show_at(self.view.to_view(point), text, "info")
        self.view.announce(text)
        self.show(self._bounds())

    def _bounds(self) -> QRectF:
        if self._trial is None:
            return self._item.rect().adjusted(-16, -16, 16, 16)
        return wire_bounds(self._curve()).united(self._item.rect().adjusted(-16, -16, 16, 16))

    def _curve(self) -> Curve:
        trial = self._trial
        assert trial is not None
        ends = trial.ends(self._targets[self._at])
        return Curve(self.scene.port_point(ends[0], False).toTuple(), self.scene.port_point(ends[1], True).toTuple())

    def paint(self, painter: QPainter) -> None:
        if self._trial is None:
            port = self._ports[self._port]
            paint_port_ring(painter, self.scene.ink, "accent", self.scene.port_point(port.ref, port.is_input), 10.0)
            return
        target = self._targets[self._at]
        paint_trial(painter, self.view, self._trial, target)
        paint_loose_wire(
            painter, self.view, self._trial, self._curve(), self.scene.port_point(target, self._trial.from_output), True, False
        )
