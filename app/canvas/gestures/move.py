"""Drag nodes: all selected ones together, on the 4 px grid; a single free node that is dropped on a wire is put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from app.canvas.geometry import snap
from app.canvas.gestures.base import Button, Gesture, Modifier, Pointer
from app.canvas.guides import Guides
from app.canvas.hit import nearest_link
from app.canvas.lift import Lift
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


class MoveNodes(Gesture):
    """A press selects; a drag moves what is selected; guides help to line up with neighbours, unless Alt is held."""

    edge_scroll = True

    @classmethod
    def begins(cls, view: CanvasView, press: Pointer) -> bool:
        return press.button == Button.LeftButton and press.hit.node is not None and press.hit.port is None

    def start(self) -> None:
        node = self._grabbed().node_id
        chosen = self.scene.selected_ids()
        links = [link.target for link in self.scene.selected_links()]
        self._only = False
        if self.press.control:
            self.scene.select([each for each in chosen if each != node] if node in chosen else [*chosen, node], links)
        elif self.press.shift:
            self.scene.select([*(each for each in chosen if each != node), node], links)
        elif node not in chosen:
            self.scene.select([node])
        else:
            self._only = True  # a click on one of several selects it alone, but a drag takes them all
        self._offset = (0.0, 0.0)
        self._wire: LinkItem | None = None

    def drag_started(self, pointer: Pointer) -> None:
        chosen = self.scene.selected_ids() or [self._grabbed().node_id]
        nodes = self.scene.contents.with_contents(chosen)
        self._lift = Lift(self.scene, nodes)
        self._first = nodes[0]
        grabbed = self._grabbed().node_id
        self._origin = self._lift.origin(grabbed if grabbed in nodes else self._first)
        self._guides = Guides(self.scene, nodes, self._grabbed())
        # only a node with ports on both sides and no wire can be put into one
        item = self.scene.nodes[nodes[0]]
        self._loose = len(nodes) == 1 and not self.scene.links_of(nodes[0]) and bool(item.face.inputs and item.face.outputs)

    def move(self, pointer: Pointer) -> None:
        offset = pointer.scene - self.press.scene
        x, y = snap(self._origin[0] + offset.x()), snap(self._origin[1] + offset.y())
        if not pointer.held(Modifier.AltModifier):
            x, y = self._guides.attract(x, y, self.view.zoom())
        self._offset = (x - self._origin[0], y - self._origin[1])
        self._lift.shift(*self._offset)
        self._mark_wire(pointer.scene)
        self.show(self._guides.bounds())

    def _mark_wire(self, point: QPointF) -> None:
        """Highlight the wire that a loose node would be put into."""
        wire = None
        if self._loose:
            rect = self.scene.rect_of(self._first)
            candidates = (point, rect.center())
            wire = next((link for each in candidates if (link := nearest_link(self.scene, each, 12.0)) is not None), None)
        if wire is not self._wire:
            if self._wire is not None:
                self._wire.set_state(hovered=False)
            if wire is not None:
                wire.set_state(hovered=True)
            self._wire = wire

    def release(self, pointer: Pointer) -> None:
        if not self.dragged:
            if self._only and not (self.press.shift or self.press.control):
                self.scene.select([self._grabbed().node_id])
            return
        wire, moved = self._wire, self._lift.at(*self._offset)
        self.cancel()
        if wire is not None:
            node = next(iter(moved))
            done = self.view.attempt(lambda: self.editor.insert_on_link(node, wire.link, *moved[node]))
            if done:
                return
        if self._offset != (0.0, 0.0):
            self.editor.seal()
            self.editor.move(moved)
            self.editor.seal()

    def cancel(self) -> None:
        if self._wire is not None:
            self._wire.set_state(hovered=False)
            self._wire = None
        if self.dragged:
            self._lift.put_down()

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self.scene.ink.pen("accent", 1, cosmetic=True))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._guides.lines() if self.dragged else ():
            painter.drawLine(line)

    def _grabbed(self) -> NodeItem:
        assert self.press.hit.node is not None
        return self.press.hit.node
