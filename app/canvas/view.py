"""The window onto the scene: it hands presses to gestures, wheels to the camera and keys to the key table.

It holds no state of the document.  What stands over the canvas is kept in its place by ``surround``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas import accessible, keys, menu
from app.canvas.bubble import Bubble
from app.canvas.chrome import Breadcrumbs, EmptyHint
from app.canvas.face import PortFace
from app.canvas.find_bar import FindBar
from app.canvas.geometry import snap
from app.canvas.gestures.base import Gesture
from app.canvas.gestures.drop import Drop
from app.canvas.gestures.runner import GestureRunner
from app.canvas.gestures.touchpad import TOUCH, fingers
from app.canvas.gestures.wheel import wheel
from app.canvas.gestures.wire_by_keys import WireByKeys
from app.canvas.link_item import LinkItem
from app.canvas.minimap import Minimap
from app.canvas.note_item import NoteItem
from app.canvas.palette_popup import PalettePopup
from app.canvas.place import Choice, Placement
from app.canvas.rename import NoteSheet, RenameField
from app.canvas.scene import CanvasScene
from app.canvas.surround import Surround
from app.canvas.tips import show_tip
from app.canvas.travel import Travel
from app.canvas.trial import Trial
from app.text import sentence, tr, tr_error
from engine.errors import NodegradError

_REFUSED = 4.0  # seconds that what is said at the pointer stays


class CanvasView(Travel):
    """Shows one ``CanvasScene``."""

    message = Signal(str)
    palette_requested = Signal()  # the pop-up was opened
    kind_wanted = Signal(str)  # a group is to be saved as a kind
    attributes_wanted = Signal()  # those of the selected node are to be edited

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        accessible.install()
        self._runner = GestureRunner(self)
        self.surround = Surround(self)
        self.wires_of: str | None = None  # the node whose wires the keyboard goes through
        self.palette_popup = PalettePopup(scene.catalog, scene.ink, self)
        self._choice: Choice | None = None
        self.rename_field = RenameField(self)
        self.note_sheet = NoteSheet(self)
        self.find_bar: FindBar = FindBar(self)
        self._drop = Drop(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setAcceptDrops(True)
        for gesture in TOUCH:
            viewport.grabGesture(gesture)
        scene.ink.changed.connect(viewport.update)
        scene.level_changed.connect(self._on_level_changed)
        scene.document.was_reset.connect(self._on_document_reset)
        scene.document.edited.connect(self.hint.hide)  # what was refused before is of no interest any more
        self.palette_popup.chosen.connect(self._on_kind_chosen)
        self.palette_popup.closed.connect(self._on_palette_closed)
        self.setAccessibleName(tr("Canvas", "Canvas"))  # last, as whoever listens asks for everything at once
        self.surround.refresh()

    # --- where --------------------------------------------------------------------------------------------------------------

    def pointer_point(self) -> QPointF:
        """The scene point under the pointer, or in the middle of the view where the pointer is elsewhere."""
        here = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.viewport().rect().contains(here) and self.underMouse()
        return self.to_scene(QPointF(here)) if inside else self.camera.centre()

    def minimap_rect(self) -> QRectF:
        """The part of the view that the minimap covers."""
        return self.surround.minimap_rect()

    def set_minimap_visible(self, visible: bool) -> None:
        self.surround.set_minimap_visible(visible)

    def camera_moved(self, zoomed: bool = False) -> None:
        super().camera_moved(zoomed)
        self.surround.camera_moved()
        self.rename_field.close_field()
        self.note_sheet.close_field(keep=True)

    def _on_level_changed(self) -> None:
        self.end_gesture()
        if self.palette_popup.isVisible():
            self.palette_popup.dismiss()
        self.surround.refresh()
        self._see_level()

    def _on_document_reset(self) -> None:
        self.end_gesture()
        self.surround.refresh()
        self._see_document()

    # --- gestures ---------------------------------------------------------------------------------------------------------

    def begin(self, gesture: Gesture) -> None:
        """Let a gesture have the pointer and the keys."""
        self._runner.begin(gesture)

    def end_gesture(self) -> None:
        """Take back the gesture under way, if there is one."""
        self._runner.end()

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._runner.gesture is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self.palette_popup.isVisible():
            self.palette_popup.dismiss()
            return
        self.rename_field.close_field(keep=True)
        self.note_sheet.close_field(keep=True)
        self.hint.hide()
        self.camera.stop()
        self._runner.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._runner.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._runner.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._runner.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        if not self.palette_popup.isVisible():
            wheel(self, event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if not self.busy:
                show_tip(self, event)
            return True
        if event.type() == QEvent.Type.Leave:
            self.canvas.set_hovered(None)
            self.update_callout()
        return fingers(self, event) or super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if event.reason() != QContextMenuEvent.Reason.Mouse:  # by mouse it is a gesture, so that a drag is not one
            self.open_menu_at_selection()

    # --- what stands over it ----------------------------------------------------------------------------------------------

    @property
    def hint(self) -> Bubble:
        """What is said at the pointer."""
        return self.surround.hint

    @property
    def callout(self) -> Bubble:
        """What is said beside a node."""
        return self.surround.callout

    @property
    def callout_text(self) -> str:
        """The message beside a node, if one is shown."""
        return self.callout.text

    @property
    def breadcrumbs(self) -> Breadcrumbs:
        return self.surround.breadcrumbs

    @property
    def empty_hint(self) -> EmptyHint:
        return self.surround.empty_hint

    @property
    def minimap(self) -> Minimap:
        return self.surround.minimap

    def update_callout(self) -> None:
        self.surround.update_callout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.surround.place()
        self.find_bar.place()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.surround.place()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.end_gesture()
        super().hideEvent(event)

    # --- keys -------------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and keys.takes_focus_key(self, event):
            self.keyPressEvent(event)  # Tab would leave the canvas
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._runner.set_space(True)
        elif self.busy:
            self._runner.key(event)
        else:
            self.hint.hide()
            if not keys.press(self, event):
                event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._runner.set_space(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # a ring where the focus came by keyboard; after a click it would only be in the way
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()
        accessible.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._runner.set_space(False)
        self._ringed = False
        super().focusOutEvent(event)
        self.viewport().update()

    def wire_from_selection(self, port: PortFace | None = None) -> None:
        """Start a wire by keyboard at the current node, or at a port of it."""
        item = self.canvas.current
        if item is not None:
            self.begin(WireByKeys(self, item, port))

    # --- doing ------------------------------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> bool:
        """Call the editor; a refusal is shown at the pointer.  True where it worked."""
        try:
            act()
        except NodegradError as error:
            self.refuse(tr_error(error.template, error.params))
            return False
        return True

    def tell(self, text: str) -> None:
        """Say at the pointer what the keys do now."""
        self.hint.show_at(self._runner.pointer.view, text, "info", _REFUSED)
        self.announce(text)

    def refuse(self, reason: str) -> None:
        """Say why something was not done, at the pointer and to whoever shows messages."""
        text = sentence(reason)
        self.hint.show_at(self._runner.pointer.view, text, "error", _REFUSED)
        self.message.emit(text)
        self.announce(text)

    def select(self, nodes: str | Iterable[str]) -> None:
        self.canvas.select([nodes] if isinstance(nodes, str) else nodes)

    def rename(self, node_id: str) -> None:
        """Edit a node's name on the node, a frame's caption, a note's text."""
        item = self.canvas.nodes[node_id]
        if isinstance(item, NoteItem):
            self.note_sheet.open_field(item)
        else:
            self.rename_field.open_field(node_id)

    def bend(self, wire: LinkItem, point: QPointF) -> None:
        """Put a reroute into a wire at a point of the scene."""
        x, y = snap(point.x() - 16), snap(point.y() - 8)
        self.attempt(lambda: self.select(self.canvas.editor.insert_on_link("Reroute", wire.link, x, y)))

    def open_menu(self, point: QPoint, port: PortFace | None = None) -> None:
        """Open the menu of what is selected, or of a port, at a point of the view."""
        menu.open_menu(self, self.viewport().mapToGlobal(point), port)

    def open_menu_at_selection(self) -> None:
        item = self.canvas.current
        if item is not None:
            self.open_menu(self.to_view(item.rect().topRight()).toPoint())
        else:
            self.open_palette()

    # --- the palette pop-up -----------------------------------------------------------------------------------------------

    def open_palette(self, point: QPointF | None = None, trial: Trial | None = None) -> None:
        """Open the list of kinds at a scene point; for a wire, only those that fit."""
        self.offer(Placement(self, self.pointer_point() if point is None else point, trial))

    def offer(self, choice: Choice) -> None:
        """Open the list of kinds to choose one from."""
        self._choice = choice
        self.canvas.set_hovered(None)
        self.callout.hide()
        self.hint.hide()
        self.palette_popup.open_at(self.to_view(choice.point).toPoint(), *choice.offer())
        self.palette_requested.emit()

    def _on_kind_chosen(self, name: str) -> None:
        choice, self._choice = self._choice, None
        if choice is not None:
            self.attempt(lambda: self.show_added(choice.add(name)))
            self.palette_popup.recent.use(name)

    def _on_palette_closed(self) -> None:
        self.setFocus()

    # --- drops ------------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        kind = self._drop.kind(event.mimeData())
        if kind is None:
            event.ignore()
            return
        self._drop.over(kind, self.to_scene(event.position()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        kind = self._drop.kind(event.mimeData())
        if kind is not None:
            self._drop.drop(kind, self.to_scene(event.position()))
            self.palette_popup.recent.use(kind.name)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.setFocus()
