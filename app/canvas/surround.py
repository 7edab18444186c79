"""What stands over the canvas: breadcrumbs, minimap, what an empty canvas says, and the words beside a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF

from app.canvas import mend, speech
from app.canvas.bubble import Bubble
from app.canvas.chrome import Breadcrumbs, EmptyHint
from app.canvas.field import FRAME
from app.canvas.minimap import Minimap
from app.model.delta import Changes

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_EDGE = 16  # between the minimap and the corner
_SHARE = 2.5  # of the view is the most that the minimap may cover: one part in so many of its height


class Surround(QObject):
    """Keeps these of one view in their places and up to date."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        scene = view.canvas
        self.hint = Bubble(scene.ink, view)
        self.callout = Bubble(scene.ink, view)
        self.breadcrumbs = Breadcrumbs(scene.ink, view)
        self.empty_hint = EmptyHint(scene.ink, view)
        self.minimap = Minimap(view)
        self._minimap_wanted = True
        self._untold = False  # whether the selection has changed since it was told
        scene.contents_changed.connect(self._on_contents_changed)
        scene.contents_moved.connect(self.update_callout)
        scene.selection_ids_changed.connect(self._on_selection_changed)
        scene.document.name_changed.connect(self._show_path)
        scene.document.changed.connect(self._on_document_changed)
        self.breadcrumbs.chosen.connect(self._on_crumb_chosen)

    def refresh(self) -> None:
        """Another level or another document is shown."""
        self._show_path()
        self._on_contents_changed()

    def place(self) -> None:
        """The view has another size."""
        size, hint, minimap = self._view.size(), self.empty_hint, self.minimap
        self.breadcrumbs.move(12, 8)
        self._show_path()
        minimap.move(size.width() - minimap.width() - _EDGE, size.height() - minimap.height() - _EDGE)
        self._show_minimap()
        hint.move((size.width() - hint.width()) // 2, (size.height() - hint.height()) // 2 - 12)

    def camera_moved(self) -> None:
        self._show_minimap()
        self.minimap.update()
        self.callout.hide()

    # --- the minimap ------------------------------------------------------------------------------------------------------

    def set_minimap_visible(self, visible: bool) -> None:
        self._minimap_wanted = visible
        self._show_minimap()

    def minimap_rect(self) -> QRectF:
        """The part of the view that the minimap covers."""
        return QRectF() if self.minimap.isHidden() else QRectF(self.minimap.geometry())

    def _show_minimap(self) -> None:
        """A map of what is all in view is of no use, and is not shown where it would cover a part of it."""
        view, field = self._view, self._view.canvas.contents.field
        shown = self._minimap_wanted and bool(view.canvas.nodes) and view.height() >= _SHARE * self.minimap.height()
        if shown and view.visible_rect().contains(view.canvas.contents_rect()):
            corner = view.viewport_transform().inverted()[0].mapRect(QRectF(self.minimap.geometry()))
            shown = not (field.nodes["form"][field.nodes_in(corner)] != FRAME).any()
        self.minimap.setVisible(shown)

    # --- words ------------------------------------------------------------------------------------------------------------

    def update_callout(self) -> None:
        """What is wrong with the node under the pointer, or with the one that the keyboard acts on."""
        view = self._view
        item = mend.called_out(view)
        if item is None or not item.face.messages or view.busy:
            self.callout.hide()
            return
        severity, text = item.face.messages[0]
        rect = view.viewport_transform().mapRect(item.rect().adjusted(0, -12, 0, 2))
        if not QRectF(view.viewport().rect()).intersects(rect):
            self.callout.hide()
            return
        offer = mend.offer(view.canvas, item.node_id)
        self.callout.show_beside(rect, f"{text}\n{offer}" if offer else text, severity)

    def _show_path(self) -> None:
        canvas = self._view.canvas
        self.breadcrumbs.set_parts(canvas.document.name, *(canvas.document.nodes[group].name for group in canvas.path))

    def _on_crumb_chosen(self, kept: int) -> None:
        self._view.leave(len(self._view.canvas.path) - kept)
        self._view.setFocus()

    def _on_document_changed(self, changes: Changes) -> None:
        if not set(changes.nodes_changed).isdisjoint(self._view.canvas.path):
            self._show_path()

    def _on_contents_changed(self) -> None:
        self.empty_hint.setVisible(not self._view.canvas.nodes)
        self._show_minimap()
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        self.update_callout()
        self._untold = True
        if not self._view.busy:  # a gesture selects anew with every move
            self.gesture_ended()

    def gesture_ended(self) -> None:
        """Say what is selected now, if that is something else."""
        if self._untold:
            self._untold = False
            self._view.setAccessibleDescription(speech.describe(self._view.canvas))
