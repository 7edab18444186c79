"""What a screen reader finds on the canvas: an element for every node with its ports, and one for every wire.

Nodes and wires are no widgets, so Qt knows nothing of them; these elements stand for them.  They hold ids, never
items: an element whose node is gone says that it is not valid, and its canvas forgets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QWindow

from app.canvas import menu, speech
from app.canvas.face import PortFace
from app.canvas.geometry import PORT_REACH
from app.canvas.gestures.wire_by_keys import WireByKeys
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem
from app.model.records import PortRef
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Role = QAccessible.Role
PRESS, FOCUS, MENU = "Press", "SetFocus", "ShowMenu"  # as Qt's own widgets call their actions


class Element(QAccessibleInterface, QAccessibleActionInterface):
    """One thing on the canvas.  ``host`` is the canvas's own interface's view."""

    ROLE = Role.ListItem
    ACTIONS: tuple[str, ...] = (PRESS, FOCUS)

    def __init__(self, view: CanvasView) -> None:
        QAccessibleInterface.__init__(self)
        QAccessibleActionInterface.__init__(self)
        self._view = view

    # --- what differs -----------------------------------------------------------------------------------------------------

    def name(self) -> str:
        raise NotImplementedError

    def description(self) -> str:
        raise NotImplementedError

    def value(self) -> str:
        return ""

    def scene_rect(self) -> QRectF:
        raise NotImplementedError

    def exists(self) -> bool:
        raise NotImplementedError

    def selected(self) -> bool:
        raise NotImplementedError

    def show_menu(self) -> None:
        """Open the menu of what is selected, at this."""
        menu.open_menu(self._view, self.rect().center())

    def focused(self) -> bool:
        return False

    def press(self) -> None:
        raise NotImplementedError

    def focus(self) -> None:
        raise NotImplementedError

    # --- QAccessibleInterface ---------------------------------------------------------------------------------------------

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self.exists()

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt takes None; its stubs do not say so
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return self.ROLE

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        view = self._view
        shown = view.viewport_transform().mapRect(self.scene_rect()).toAlignedRect()
        return shown.translated(view.viewport().mapToGlobal(QPoint(0, 0)))

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = state.selectable = True
        state.selected = self.selected()
        state.focused = self._view.hasFocus() and self.focused()
        shown = QRectF(self._view.viewport().rect())
        state.offscreen = not shown.intersects(self._view.viewport_transform().mapRect(self.scene_rect()))
        state.invisible = not self._view.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return self.name()
        if kind == QAccessible.Text.Description:
            return self.description()
        return self.value() if kind == QAccessible.Text.Value else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are changed by renaming, which is undone like everything else."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> shiboken6.VoidPtr:  # type: ignore[override]
        """Qt asks for the address of the part of this object that has the actions."""
        address = shiboken6.getCppPointer(self)[1] if kind == QAccessible.InterfaceType.ActionInterface else 0
        return shiboken6.VoidPtr(address)

    # --- QAccessibleActionInterface ---------------------------------------------------------------------------------------

    def actionNames(self) -> list[str]:
        return list(self.ACTIONS)

    def doAction(self, name: str) -> None:
        if not self.isValid():
            return
        if name == PRESS:
            self.press()
        elif name == FOCUS:
            self.focus()
        elif name == MENU:
            self.focus()
            self.show_menu()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []

    def localizedActionName(self, name: str) -> str:
        words = {PRESS: tr("Canvas", "Press"), FOCUS: tr("Canvas", "Set focus"), MENU: tr("Canvas", "Show menu")}
        return words.get(name, name)

    def localizedActionDescription(self, name: str) -> str:
        return self.localizedActionName(name)


class NodeElement(Element):
    """A node.  Pressing it selects it, and opens it where it is a group; its children are its ports."""

    ACTIONS = (PRESS, FOCUS, MENU)

    def __init__(self, view: CanvasView, node: str) -> None:
        super().__init__(view)
        self.node = node
        self._ports: dict[tuple[bool, str], PortElement] = {}

    @property
    def item(self) -> NodeItem:
        return self._view.canvas.nodes[self.node]

    def exists(self) -> bool:
        return self.node in self._view.canvas.nodes

    def name(self) -> str:
        return speech.node_name(self.item)

    def description(self) -> str:
        return speech.node_details(self._view.canvas, self.item)

    def value(self) -> str:
        return self.item.live

    def scene_rect(self) -> QRectF:
        return self.item.rect()

    def selected(self) -> bool:
        return self.node in self._view.canvas.selected_ids()

    def focused(self) -> bool:
        return self._view.canvas.current is self.item

    def focus(self) -> None:
        self._view.show_node(self.node)

    def press(self) -> None:
        self.focus()
        if self.item.face.form == "group":
            self._view.enter(self.node)

    # --- ports ------------------------------------------------------------------------------------------------------------

    def _faces(self) -> list[PortFace]:
        return [*self.item.face.inputs, *self.item.face.outputs] if self.isValid() else []

    def _port(self, face: PortFace) -> PortElement:
        key = (face.is_input, face.ref.port)
        found = self._ports.get(key)
        if found is None:
            found = self._ports[key] = PortElement(self, face)
            QAccessible.registerAccessibleInterface(found)
        return found

    def childCount(self) -> int:
        return len(self._faces())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        faces = self._faces()
        return self._port(faces[index]) if 0 <= index < len(faces) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((at for at, face in enumerate(self._faces()) if self._port(face) is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((port for face in self._faces() if (port := self._port(face)).rect().contains(x, y)), None)

    def forget(self) -> None:
        """Take it and its ports out of Qt's register, which frees them."""
        for element in (*self._ports.values(), self):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(element))
        self._ports = {}


class PortElement(Element):
    """A port of a node.  Pressing it starts a wire by keyboard."""

    ROLE = Role.Button
    ACTIONS = (PRESS, FOCUS, MENU)

    def __init__(self, owner: NodeElement, face: PortFace) -> None:
        super().__init__(owner._view)
        self._owner = owner
        self._is_input = face.is_input
        self._ref = face.ref

    @property
    def face(self) -> PortFace | None:
        return self._owner.item.port_face(self._ref, self._is_input)

    def exists(self) -> bool:
        return self._owner.exists() and self.face is not None

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def name(self) -> str:
        port = self._ref.port
        return tr("Canvas", "Input {port}", port=port) if self._is_input else tr("Canvas", "Output {port}", port=port)

    def description(self) -> str:
        face = self.face
        return speech.port_details(self._view.canvas, self._owner.item, face) if face is not None else ""

    def scene_rect(self) -> QRectF:
        centre = self._view.canvas.port_point(self._ref, self._is_input)
        return QRectF(centre.x() - PORT_REACH, centre.y() - PORT_REACH, 2 * PORT_REACH, 2 * PORT_REACH)

    def selected(self) -> bool:
        return False

    def focus(self) -> None:
        self._owner.focus()

    def press(self) -> None:
        self._owner.focus()
        self._view.begin(WireByKeys(self._view, self._owner.item, self.face))

    def show_menu(self) -> None:
        menu.open_menu(self._view, self.rect().center(), self.face)


class WireElement(Element):
    """A wire.  Pressing it selects it."""

    ROLE = Role.Link
    ACTIONS = (PRESS, FOCUS, MENU)

    def __init__(self, view: CanvasView, target: PortRef) -> None:
        super().__init__(view)
        self.target = target

    @property
    def item(self) -> LinkItem:
        return self._view.canvas.links[self.target]

    def exists(self) -> bool:
        return self.target in self._view.canvas.links

    def name(self) -> str:
        return speech.wire_name(self._view.canvas, self.item)

    def description(self) -> str:
        return speech.type_words(self._view.canvas, self.item.link.source, self.item.wire)

    def scene_rect(self) -> QRectF:
        return self.item.bounds()

    def selected(self) -> bool:
        return self.item.link in self._view.canvas.selected_links()

    def focused(self) -> bool:
        return self._view.canvas.selected_ids() == [] and self._view.canvas.selected_links() == [self.item.link]

    def focus(self) -> None:
        self._view.canvas.select(links=[self.target])
        self._view.setFocus()

    def press(self) -> None:
        self.focus()

    def forget(self) -> None:
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self))
