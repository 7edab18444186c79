"""Going to nodes and into groups and out of them again, each level seen as it was left."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from app.canvas import speech
from app.canvas.plane import Plane
from app.canvas.scene import CanvasScene


class Travel(Plane):
    """A plane that goes from level to level."""

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._seen: dict[str | None, tuple[QPointF, float]] = {}  # what was seen of a level when it was left

    def end_gesture(self) -> None:
        """Take back what is being done with the pointer."""

    def announce(self, text: str) -> None:
        """Tell a screen reader."""
        speech.announce(self, text)

    # --- nodes ------------------------------------------------------------------------------------------------------------

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
        rect = self.canvas.rect_of(node_id)
        if not self.visible_rect().contains(rect) or self.zoom() < 0.5 * self.camera.reading:
            self.camera.look_at(rect.center(), max(self.zoom(), 0.8 * self.camera.reading))
        return True

    def show_added(self, node_id: str) -> None:
        """Select a new node; the view moves just so far that it is seen."""
        self.canvas.select([node_id])
        self.camera.reveal(self.canvas.rect_of(node_id).adjusted(-24, -24, 24, 24))

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

    def _see_level(self) -> None:
        """Another level is shown: as it was seen last, else whole."""
        seen = self._seen.get(self.canvas.level)
        if seen is not None:
            self.camera.look_at(*seen, fly=False)
        else:
            self.camera.fit(self.canvas.whole_rect(), fly=False)

    def _see_document(self) -> None:
        """Another document is shown."""
        self._seen = {}
        self.camera.fit(self.canvas.whole_rect(), fly=False)
