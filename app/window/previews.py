"""Live previews: asks the worker for the values that are looked at, a little after every edit, and hands the pictures round.

Only the newest document is asked about; where nothing is pinned and no node is selected, nothing is asked at all.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.scene import CanvasScene
from app.model.pictures import AnyPicture, Unseen
from app.model.records import PortRef
from app.panels.inspector import InspectorPanel
from app.session.protocol import Failed, Previewed
from app.text import tr
from app.window.run_control import RunControl
from app.window.workspace import Workspace

AFTER_EDIT = 200  # milliseconds, counted from the last edit
AFTER_CHOICE = 30
EVERY = 1000  # while a run is on
_CUTS, _CUTTING = ("ReLU",), ("relu",)  # kinds, and activations of layers
_MOST_UNITS = 12


class Previews(QObject):
    """``pictures`` holds what was seen last of everything that is looked at; ``arrived`` says that it is new."""

    arrived = Signal()

    def __init__(
        self, workspace: Workspace, run: RunControl, scene: CanvasScene, inspector: InspectorPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        self._scene = scene
        self._inspector = inspector
        self._request = ""
        self._asked: list[PortRef] = []
        self._state = run.state
        self.pictures: dict[PortRef, AnyPicture] = {}
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.ask)
        self._tick = QTimer(self, interval=EVERY)
        self._tick.timeout.connect(self._on_tick)
        workspace.document.edited.connect(self._on_edited)  # no lambda: it would be called when the window was built anew
        workspace.document.was_reset.connect(self._on_edited)
        inspector.look_changed.connect(self._on_look_changed)
        run.changed.connect(self._on_run_changed)
        run.was_reset.connect(self.ask)
        run.client.previewed.connect(self._on_previewed)
        run.client.failed.connect(self._on_failed)
        self._soon.start(AFTER_EDIT)

    def _on_edited(self) -> None:
        self._soon.start(AFTER_EDIT)

    def looks(self) -> list[PortRef]:
        """What is looked at: everything that is pinned, and what the inspector shows."""
        found = {PortRef(node, record.pinned): None for node, record in self._workspace.document.nodes.items() if record.pinned}
        look = self._inspector.look
        if look is not None and self._inspector.isVisible():
            found[look] = None
        return list(found | dict.fromkeys(self.units()))

    def units(self) -> list[PortRef]:
        """During a run, the outputs whose units may die: those of the first activations that cut off what is negative."""
        if self._run.history is None:
            return []
        document = self._workspace.document
        nodes = [
            node for node, record in document.nodes.items()
            if (record.kind in _CUTS or record.attributes.get("activation") in _CUTTING) and not record.muted
        ]  # fmt: skip
        return [PortRef(node, "y") for node in nodes[:_MOST_UNITS]]

    def ask(self) -> None:
        """Ask now; what was asked before is not wanted any more."""
        self._soon.stop()
        looks = self.looks()
        self._asked = looks
        if not looks:
            self.pictures.clear()
            if self._request:
                self._run.client.forget_previews()
                self._request = ""
            return
        history = self._run.history
        client, workspace = self._run.client, self._workspace
        run = history.run if history is not None else ""
        self._request = client.preview(workspace.text, looks, workspace.folder, run)

    def _on_look_changed(self) -> None:
        look = self._inspector.look
        if look is not None and look in self.pictures:
            self._inspector.show_picture(look, self.pictures[look])
        if not self._soon.isActive():
            self._soon.start(AFTER_CHOICE)

    def _on_tick(self) -> None:
        if not self._request and not self._soon.isActive():
            self.ask()

    def _on_run_changed(self) -> None:
        state = self._run.state
        if state == self._state:
            return
        self._state = state
        if state == "running":
            self._tick.start()
        else:
            self._tick.stop()
        if state in ("idle", "paused", "running") and (self._asked or self.looks()):  # a short run is over before the first tick
            self._soon.start(AFTER_CHOICE)

    def _on_previewed(self, event: Previewed) -> None:
        if event.request != self._request:
            return
        self._request = ""
        note = tr("Inspector", "step {step}", step=f"{event.step:,}") if event.step else tr("Inspector", "initial weights")
        self._show({PortRef(seen.node, seen.port): seen.picture for seen in event.pictures}, note)

    def _on_failed(self, event: Failed) -> None:
        if event.request == self._request and event.request:
            self._request = ""
            self._show(dict.fromkeys(self._asked, Unseen(template=event.template, params=dict(event.params))), "")

    def _show(self, pictures: dict[PortRef, AnyPicture], note: str) -> None:
        self.pictures = pictures
        nodes = self._workspace.document.nodes
        for ref, picture in pictures.items():
            if ref.node in nodes and nodes[ref.node].pinned == ref.port:
                self._scene.set_picture(ref.node, picture)
            if ref == self._inspector.look:
                self._inspector.show_picture(ref, picture, "" if isinstance(picture, Unseen) else note)
        self.arrived.emit()
