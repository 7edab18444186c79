"""The window onto the scene: it hands presses to gestures, wheels to the camera and keys to the key table.

It holds no state of the document.  What it draws itself is the backdrop and, zoomed far out, the whole graph in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
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
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app.canvas import accessible, keys, mend, menu, speech
from app.canvas.bubble import Bubble
from app.canvas.camera import Camera
from app.canvas.chrome import Breadcrumbs, EmptyHint
from app.canvas.detail import Detail, detail
from app.canvas.find_bar import FindBar
from app.canvas.geometry import snap
from app.canvas.gestures.base import Gesture
from app.canvas.gestures.drop import Drop
from app.canvas.gestures.pinch import pinch
from app.canvas.gestures.runner import GestureRunner
from app.canvas.gestures.wheel import wheel
from app.canvas.gestures.wire_by_keys import WireByKeys
from app.canvas.link_item import LinkItem
from app.canvas.minimap import Minimap
from app.canvas.node_item import NodeItem
from app.canvas.note_item import NoteItem
from app.canvas.overlay import Overlay
from app.canvas.overview import Overview, paint_backdrop
from app.canvas.palette_popup import PalettePopup
from app.canvas.place import Placement
from app.canvas.rename import NoteSheet, RenameField
from app.canvas.scene import CanvasScene
from app.canvas.tips import show_tip
from app.canvas.trial import Trial
from app.model.delta import Changes
from app.text import sentence, tr, tr_error
from engine.errors import NodegradError

_REST = 140  # milliseconds after the last zoom step until nodes are kept as pictures again
_REFUSED = 4.0  # seconds that a refusal stays


class CanvasView(QGraphicsView):
    """Shows one ``CanvasScene``."""

    zoom_changed = Signal(float)
    message = Signal(str)
    palette_requested = Signal()  # the pop-up was opened

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        accessible.install()
        self.canvas: CanvasScene = scene
        self.camera: Camera = Camera(self)
        self.overview = Overview(scene)
        self.overlay = Overlay(self)
        self._runner = GestureRunner(self)
        self._level = Detail.ALL
        self._framed = False
        self._ringed = False
        self.wires_of: str | None = None  # the node whose wires the keyboard goes through
        self._set_up()
        self.hint = Bubble(scene.ink, self)
        self.callout = Bubble(scene.ink, self)
        self.breadcrumbs = Breadcrumbs(scene.ink, self)
        self.empty_hint = EmptyHint(scene.ink, self)
        self.minimap = Minimap(self)
        self._minimap_wanted = True
        self._contents: QRectF | None = None  # the rectangle around all nodes, None while it is not known
        self.palette_popup = PalettePopup(scene.catalog, scene.ink, self)
        self._placement: Placement | None = None
        self._seen: dict[str | None, tuple[QPointF, float]] = {}  # what was seen of a level when it was left
        self.rename_field = RenameField(self)
        self.note_sheet = NoteSheet(self)
        self.find_bar: FindBar = FindBar(self)
        self._drop = Drop(self)
        self.setAccessibleName(tr("Canvas", "Canvas"))  # last, as whoever listens asks for everything at once
        self._connect(scene)
        self._on_contents_changed()
        self._on_name_changed()

    def _set_up(self) -> None:
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setSceneRect(QRectF(-1e6, -1e6, 2e6, 2e6))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setAcceptDrops(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._on_zoom_rests)

    def _connect(self, scene: CanvasScene) -> None:
        scene.contents_changed.connect(self._on_contents_changed)
        scene.contents_moved.connect(self._on_contents_moved)
        scene.selection_ids_changed.connect(self._on_selection_changed)
        scene.ink.changed.connect(self.viewport().update)
        scene.document.name_changed.connect(self._on_name_changed)
        scene.document.changed.connect(self._on_document_changed)
        scene.level_changed.connect(self._on_level_changed)
        self.breadcrumbs.chosen.connect(self._on_crumb_chosen)
        scene.document.was_reset.connect(self._on_document_reset)
        scene.document.edited.connect(self.hint.hide)  # what was refused before is of no interest any more
        self.palette_popup.chosen.connect(self._on_kind_chosen)
        self.palette_popup.closed.connect(self._on_palette_closed)

    # --- coordinates ------------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """1.0 is reading size."""
        return self.transform().m11()

    def to_scene(self, point: QPointF) -> QPointF:
        return self._inverse().map(QPointF(point))

    def to_view(self, point: QPointF) -> QPointF:
        return self.viewportTransform().map(QPointF(point))

    def _inverse(self) -> QTransform:
        return self.viewportTransform().inverted()[0]

    def visible_rect(self) -> QRectF:
        """The part of the scene that is seen."""
        return self._inverse().mapRect(QRectF(self.viewport().rect()))

    def pointer_point(self) -> QPointF:
        """The scene point under the pointer, or in the middle of the view where the pointer is elsewhere."""
        here = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.viewport().rect().contains(here) and self.underMouse()
        return self.to_scene(QPointF(here)) if inside else self.camera.centre()

    # --- moving over the canvas -------------------------------------------------------------------------------------------

    def fit_all(self) -> None:
        """Show the whole graph."""
        self.camera.fit(self.canvas.whole_rect())

    def frame_selection(self) -> None:
        """Show what is selected; everything where nothing is."""
        chosen = self.canvas.selected_ids()
        self.camera.fit(self.canvas.contents_rect(chosen) if chosen else self.canvas.whole_rect())

    def show_node(self, node_id: str) -> None:
        """Select a node, in whatever group it lies, and bring it into view."""
        if self.bring_up(node_id):
            self.setFocus()

    def bring_up(self, node_id: str) -> bool:
        """As ``show_node``, but the keyboard stays where it is."""
        record = self.canvas.document.nodes.get(node_id)
        if record is None:
            return False
        self._go_to_level(record.group)
        self.canvas.select([node_id])
        rect = self.canvas.nodes[node_id].rect()
        if not self.visible_rect().contains(rect) or self.zoom() < 0.5 * self.camera.reading:
            self.camera.look_at(rect.center(), max(self.zoom(), 0.8 * self.camera.reading))
        return True

    def show_added(self, node_id: str) -> None:
        """Select a new node; the view moves just so far that it is seen."""
        self.canvas.select([node_id])
        self.camera.reveal(self.canvas.nodes[node_id].rect().adjusted(-24, -24, 24, 24))

    # --- groups -----------------------------------------------------------------------------------------------------------

    def enter(self, group: str) -> None:
        """Show the inside of a group."""
        self._go_to_level(group)
        self.announce(self.accessibleDescription())

    def leave(self, levels: int = 1) -> None:
        """Show where the open group is a node, selected; nothing on the document's own level."""
        entered = self.canvas.path
        if entered:
            left = entered[-min(levels, len(entered))]
            self._go_to_level(self.canvas.document.nodes[left].group)
            self.canvas.select([left])
            self.announce(self.accessibleDescription())

    def _go_to_level(self, group: str | None) -> None:
        if group != self.canvas.level:
            self.end_gesture()
            self._seen[self.canvas.level] = (self.camera.centre(), self.zoom())
            self.canvas.show_level(group)

    def _on_level_changed(self) -> None:
        """Another level is shown: as it was seen last, else whole."""
        self.end_gesture()
        if self.palette_popup.isVisible():
            self.palette_popup.dismiss()
        self._on_name_changed()
        self._on_contents_changed()
        seen = self._seen.get(self.canvas.level)
        if seen is not None:
            self.camera.look_at(*seen, fly=False)
        else:
            self.camera.fit(self.canvas.whole_rect(), fly=False)
        self.viewport().update()

    def _on_crumb_chosen(self, kept: int) -> None:
        self.leave(len(self.canvas.path) - kept)
        self.setFocus()

    def _on_document_changed(self, changes: Changes) -> None:
        if not set(changes.nodes_changed).isdisjoint(self.canvas.path):
            self._on_name_changed()

    def set_minimap_visible(self, visible: bool) -> None:
        self._minimap_wanted = visible
        self._show_minimap()

    def _show_minimap(self) -> None:
        """A map of what is all in view is of no use, and is not shown where it would cover a part of it."""
        shown = self._minimap_wanted and bool(self.canvas.nodes)
        if shown and self._contents is None:
            self._contents = self.canvas.contents_rect()
        if shown and self._contents is not None and self.visible_rect().contains(self._contents):
            corner = self._inverse().mapRect(QRectF(self.minimap.geometry()))
            shown = not any(isinstance(item, NodeItem) and item.rect().intersects(corner) for item in self.canvas.items(corner))
        self.minimap.setVisible(shown)

    def minimap_rect(self) -> QRectF:
        """The part of the view that the minimap covers."""
        return QRectF() if self.minimap.isHidden() else QRectF(self.minimap.geometry())

    def camera_moved(self, zoomed: bool = False) -> None:
        """Called by the camera."""
        if zoomed:
            self.canvas.sprites.resting = False
            self._rest.start()
            self._take_level()
            self.zoom_changed.emit(self.zoom())
        self._show_minimap()
        self.minimap.update()
        self.callout.hide()
        self.rename_field.close_field()
        self.note_sheet.close_field(keep=True)

    def _take_level(self) -> None:
        """The level of detail follows the zoom, whoever has set it."""
        level = detail(self.zoom())
        if level is not self._level:
            self._level = level
            self.overview.shows_wires = level is Detail.BLOCKS
            self.canvas.sprites.clear()

    def _on_zoom_rests(self) -> None:
        self.canvas.sprites.resting = True
        self.viewport().update()

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
        return pinch(self, event) or super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if event.reason() != QContextMenuEvent.Reason.Mouse:  # by mouse it is a gesture, so that a drag is not one
            self.open_menu_at_selection()

    # --- what is wrong with a node ----------------------------------------------------------------------------------------

    def update_callout(self) -> None:
        """What is wrong with the node under the pointer, or with the one that the keyboard acts on."""
        item = mend.called_out(self)
        if item is None or not item.face.messages or self.busy:
            self.callout.hide()
            return
        severity, text = item.face.messages[0]
        rect = self.viewportTransform().mapRect(item.rect().adjusted(0, -12, 0, 2))
        if not QRectF(self.viewport().rect()).intersects(rect):
            self.callout.hide()
            return
        offer = mend.offer(self.canvas, item.node_id)
        self.callout.show_beside(rect, f"{text}\n{offer}" if offer else text, severity)

    @property
    def callout_text(self) -> str:
        """The message beside a node, if one is shown."""
        return self.callout.text

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

    def wire_from_selection(self) -> None:
        """Start a wire by keyboard at the current node."""
        item = self.canvas.current
        if item is not None:
            self.begin(WireByKeys(self, item))

    # --- doing ------------------------------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> bool:
        """Call the editor; a refusal is shown at the pointer.  True where it worked."""
        try:
            act()
        except NodegradError as error:
            self.refuse(tr_error(error.template, error.params))
            return False
        return True

    def refuse(self, reason: str) -> None:
        """Say why something was not done, at the pointer and to whoever shows messages."""
        text = sentence(reason)
        self.hint.show_at(self._runner.pointer.view, text, "error", _REFUSED)
        self.message.emit(text)
        self.announce(text)

    def announce(self, text: str) -> None:
        """Tell a screen reader."""
        speech.announce(self, text)

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

    def open_menu(self, point: QPoint) -> None:
        menu.open_menu(self, self.viewport().mapToGlobal(point))

    def open_menu_at_selection(self) -> None:
        item = self.canvas.current
        if item is not None:
            self.open_menu(self.to_view(item.rect().topRight()).toPoint())
        else:
            self.open_palette()

    # --- the palette pop-up -----------------------------------------------------------------------------------------------

    def open_palette(self, point: QPointF | None = None, trial: Trial | None = None) -> None:
        """Open the list of kinds at a scene point; for a wire, only those that fit."""
        self._placement = Placement(self, self.pointer_point() if point is None else point, trial)
        self.canvas.set_hovered(None)
        self.callout.hide()
        self.hint.hide()
        self.palette_popup.open_at(self.to_view(self._placement.point).toPoint(), *self._placement.offer())
        self.palette_requested.emit()

    def _on_kind_chosen(self, name: str) -> None:
        placement, self._placement = self._placement, None
        if placement is not None:
            self.attempt(lambda: self.show_added(placement.add(name)))

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
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.setFocus()

    # --- painting ---------------------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        paint_backdrop(painter, self.canvas, QRectF(rect), self.zoom())

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        self.overlay.draw(painter)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._take_level()
        self.canvas.sprites.begin_frame()
        if self._level is not Detail.BLOCKS:
            super().paintEvent(event)
        else:
            self._paint_overview(event)
        if self.canvas.sprites.unfinished:
            QTimer.singleShot(0, self.viewport().update)
        if self._ringed:
            painter = QPainter(self.viewport())
            painter.setPen(self.canvas.ink.pen("accent", 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_overview(self, event: QPaintEvent) -> None:
        """The whole graph in one go, past Qt's loop over items."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.setWorldTransform(self.viewportTransform())
        paint_backdrop(painter, self.canvas, self._inverse().mapRect(QRectF(event.rect())), self.zoom())
        self.overview.paint(painter)
        self.overlay.draw(painter)

    # --- what stands over it ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chrome()
        self._keep_in_view(event)

    def _keep_in_view(self, event: QResizeEvent) -> None:
        """What was in the middle stays there; a graph that was seen whole stays seen whole."""
        before = event.oldSize()
        if not self._framed or before.isEmpty() or before == event.size():
            return
        seen = self._inverse().mapRect(QRectF(QPointF(), QSizeF(before)))
        whole = self.canvas.whole_rect()
        self.camera.look_at(seen.center(), fly=False)
        if seen.contains(whole) and not self.visible_rect().contains(whole):
            self.camera.fit(whole, fly=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_chrome()
        if not self._framed:
            self._framed = True
            self.camera.fit(self.canvas.whole_rect(), fly=False)

    def hideEvent(self, event: QHideEvent) -> None:
        self.end_gesture()
        super().hideEvent(event)

    def _place_chrome(self) -> None:
        size = self.size()
        self.breadcrumbs.move(12, 8)
        self._on_name_changed()
        self.find_bar.place()
        self.minimap.move(size.width() - self.minimap.width() - 16, size.height() - self.minimap.height() - 16)
        self._show_minimap()
        hint = self.empty_hint
        hint.move((size.width() - hint.width()) // 2, (size.height() - hint.height()) // 2 - 12)

    def _on_contents_changed(self) -> None:
        self._contents = None
        empty = not self.canvas.nodes
        self.empty_hint.setVisible(empty)
        self._show_minimap()
        if self._level is Detail.BLOCKS:
            self.viewport().update()
        self.update_callout()
        self.setAccessibleDescription(speech.describe(self.canvas))

    def _on_contents_moved(self) -> None:
        self._contents = None
        if self._level is Detail.BLOCKS:
            self.viewport().update()
        self.update_callout()

    def _on_selection_changed(self) -> None:
        if self._level is Detail.BLOCKS:
            self.viewport().update()
        self.update_callout()
        self.setAccessibleDescription(speech.describe(self.canvas))

    def _on_name_changed(self) -> None:
        records = self.canvas.document.nodes
        self.breadcrumbs.set_parts(self.canvas.document.name, *(records[group].name for group in self.canvas.path))

    def _on_document_reset(self) -> None:
        self.end_gesture()
        self._seen = {}
        self._on_name_changed()
        self.camera.fit(self.canvas.whole_rect(), fly=False)
