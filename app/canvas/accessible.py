"""The canvas for screen readers: its view as a canvas whose children are the nodes and wires in view and near it.

``install`` tells Qt to make this interface for canvas views.  Qt asks for it only once assistive technology is there, so
nobody else pays for it.  Elements are made when they are asked for; the list of children is kept until something moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPointF, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from app.canvas.accessible_items import NodeElement, WireElement
from app.canvas.hit import find
from app.model.delta import Changes
from app.model.records import PortRef

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Kind = QAccessible.Event
_NEAR = 0.5  # of the view's size, on each side, is near


class CanvasAccessible(QAccessibleWidget):
    """A canvas view, what lies over it, its nodes and its wires."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.Canvas)
        self._view = view
        self._nodes: dict[str, NodeElement] = {}
        self._wires: dict[PortRef, WireElement] = {}
        self._children: list[NodeElement | WireElement] | None = None
        self._selected: list[str] = view.canvas.selected_ids()
        canvas = view.canvas
        moves = (canvas.contents_changed, canvas.contents_moved, view.seen_changed)
        self._connections = [
            *(signal.connect(self._on_moved) for signal in moves),
            canvas.contents_changed.connect(self._on_contents_changed),
            canvas.selection_ids_changed.connect(self._on_selection_changed),
            canvas.document.changed.connect(self._on_changed),
            view.destroyed.connect(self._on_view_gone),
        ]

    # --- children ---------------------------------------------------------------------------------------------------------

    def node(self, node: str) -> NodeElement:
        """The element of a node of the level that is shown."""
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = NodeElement(self._view, node)
            QAccessible.registerAccessibleInterface(found)
        return found

    def wire(self, target: PortRef) -> WireElement:
        found = self._wires.get(target)
        if found is None:
            found = self._wires[target] = WireElement(self._view, target)
            QAccessible.registerAccessibleInterface(found)
        return found

    def _elements(self) -> list[NodeElement | WireElement]:
        """Nodes from left to right, then wires: those in view, near it, or selected."""
        if self._children is None:
            view, canvas = self._view, self._view.canvas
            rect = view.visible_rect()
            near = rect.adjusted(-rect.width() * _NEAR, -rect.height() * _NEAR, rect.width() * _NEAR, rect.height() * _NEAR)
            chosen = dict.fromkeys(canvas.selected_ids())
            nodes = {item.node_id for item in canvas.items_in(near)} | chosen.keys()
            links = {target for node in nodes for target in canvas.contents.touching(node)}
            links |= {link.target for link in canvas.selected_links()}
            corners = {node: canvas.contents.field.corner(node) for node in nodes}
            order = sorted(nodes, key=lambda node: (round(corners[node][0] / 120), corners[node][1], node))
            self._children = [*map(self.node, order), *map(self.wire, sorted(links))]
        return self._children

    def _over(self) -> list[QWidget]:
        """The widgets that lie over the canvas now."""
        view = self._view
        over = (view.breadcrumbs, view.find_bar, view.palette_popup, view.rename_field, view.note_sheet, view.minimap)
        return [widget for widget in (*over, view.hint, view.callout, view.empty_hint) if widget.isVisible()]

    def childCount(self) -> int:
        return len(self._over()) + len(self._elements())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        over = self._over()
        if 0 <= index < len(over):
            return QAccessible.queryAccessibleInterface(over[index])
        elements = self._elements()
        return elements[index - len(over)] if 0 <= index - len(over) < len(elements) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        over = self._over()
        if child.object() is not None:
            return next((at for at, widget in enumerate(over) if widget is child.object()), -1)
        return next((at for at, element in enumerate(self._elements(), len(over)) if element is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._view
        for widget in self._over():
            if widget.rect().contains(widget.mapFromGlobal(QPointF(x, y)).toPoint()):
                return QAccessible.queryAccessibleInterface(widget)
        hit = find(view.canvas, view.to_scene(view.viewport().mapFromGlobal(QPointF(x, y))), view.zoom())
        if hit.node is not None:
            return self.node(hit.node.node_id)
        return self.wire(hit.link.link.target) if hit.link is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._current() or super().focusChild()

    def _current(self) -> NodeElement | WireElement | None:
        """What the keyboard acts on, while the canvas has it."""
        canvas = self._view.canvas
        if not self._view.hasFocus():
            return None
        if canvas.current is not None:
            return self.node(canvas.current.node_id)
        links = canvas.selected_links()
        return self.wire(links[0].target) if len(links) == 1 else None

    # --- what happened ----------------------------------------------------------------------------------------------------

    def _on_moved(self, *_: object) -> None:
        self._children = None

    def _on_contents_changed(self) -> None:
        """Forget the elements of what is gone."""
        canvas = self._view.canvas
        for node in self._nodes.keys() - canvas.nodes.keys():
            self._nodes.pop(node).forget()
        for target in self._wires.keys() - canvas.links.keys():
            self._wires.pop(target).forget()

    def _on_selection_changed(self, ids: list[str]) -> None:
        if not shiboken6.isValid(self._view):
            return
        self._children = None
        self._on_contents_changed()
        changed = set(self._selected) ^ set(ids)
        self._selected = ids
        canvas = self._view.canvas
        if len(changed) <= 16:  # beyond, nobody listens to each of them
            state = QAccessible.State()
            state.selected = True
            for node in changed & canvas.nodes.keys():
                _send(QAccessibleStateChangeEvent(self.node(node), state))
        self.tell_focus()

    def _on_changed(self, changes: Changes) -> None:
        for node in [node for node in changes.nodes_changed if node in self._nodes and node in self._view.canvas.nodes]:
            for kind in (Kind.NameChanged, Kind.DescriptionChanged):
                _send(QAccessibleEvent(self._nodes[node], kind))

    def tell_focus(self) -> None:
        """Say which element the keyboard acts on now."""
        element = self._current()
        if element is not None:
            _send(QAccessibleEvent(element, Kind.Focus))

    def _on_view_gone(self) -> None:
        self._forget_all()
        # Qt frees this interface itself after the view; the name for it is let go of later, or it would be freed twice
        QTimer.singleShot(0, lambda: _KEPT.pop(id(self._view), None))

    def _forget_all(self) -> None:
        found: list[NodeElement | WireElement] = [*self._nodes.values(), *self._wires.values()]
        for element in found:
            element.forget()
        self._nodes, self._wires, self._children = {}, {}, []

    def retire(self) -> None:
        """Give way to another interface of the same view."""
        for connection in self._connections:
            QObject.disconnect(connection)
        self._forget_all()
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self))


#: By view: Qt holds these interfaces, but would not keep their Python halves alive.
_KEPT: dict[int, CanvasAccessible] = {}
_INSTALLED: list[bool] = []


def install() -> None:
    """Have Qt make the interface above for every canvas view."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        QAccessible.installFactory(_make)


def _make(_key: str, target: QObject) -> QAccessibleInterface | None:
    from app.canvas.view import CanvasView

    if not isinstance(target, CanvasView) or not shiboken6.isValid(target):
        return None
    before = _KEPT.pop(id(target), None)
    if before is not None and shiboken6.isValid(before):
        before.retire()  # Qt asks again when the class has got its last slots, and forgets the one from before
    made = _KEPT[id(target)] = CanvasAccessible(target)
    return made


def tell_focus(view: CanvasView) -> None:
    """The canvas has the keyboard: say which element it acts on, where assistive technology is there."""
    if QAccessible.isActive():
        found = QAccessible.queryAccessibleInterface(view)
        if isinstance(found, CanvasAccessible):
            found.tell_focus()


def _send(event: QAccessibleEvent) -> None:
    QAccessible.updateAccessibility(event)
