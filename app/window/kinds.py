"""What a window does with kinds of the user's own: saves a group as one, lists them, and brings instances up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.commands.kind_draft import KindDraft
from app.project.kinds import KindFile
from app.text import tr
from app.window.figures import count
from app.window.library_dialog import LibraryDialog
from app.window.plugins_dialog import PluginsDialog
from app.window.save_kind import SaveKindDialog
from engine.errors import NodegradError

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Kinds(QObject):
    """The part of a window that knows the shelf."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.services.shelf.library_changed.connect(self._on_library_changed)
        window.services.plugins.loaded.connect(self._on_plugins_loaded)

    def save(self, group: str) -> None:
        """Ask how a group is to be saved as a kind."""
        window, services = self._window, self._window.services
        if window.workspace is None:
            return
        draft = KindDraft(window.workspace.document.record(), services.catalog, services.shelf.library, group)
        dialog = SaveKindDialog(draft, services.theme, window)
        dialog.saved.connect(lambda draft: self._on_saved(dialog, draft))
        dialog.open()

    def _on_saved(self, dialog: SaveKindDialog, draft: KindDraft) -> None:
        window, workspace = self._window, self._window.workspace
        if workspace is None or draft.group not in workspace.document.nodes:
            dialog.reject()
            return
        try:
            kind, drives = draft.build()
            window.services.shelf.save(kind)
            kept = window.services.shelf.library.kinds[kind.name]
            workspace.editor.become_instance(draft.group, kept, drives)
        except NodegradError as error:
            dialog.refuse(error)
            return
        dialog.accept()
        window.show_message("ok", tr("Kinds", "The kind “{kind}” is in the library now.", kind=kind.name))
        for each in window.services.windows:
            each.kinds.offer_update(kept)

    def offer_update(self, kind: KindFile) -> None:
        """Say that the document has instances of another version, where it has."""
        workspace = self._window.workspace
        outdated = workspace.editor.outdated(kind) if workspace is not None else []
        if workspace is None or not outdated:
            return
        editor = workspace.editor
        if len(outdated) == 1:
            node = workspace.document.nodes[outdated[0]].name
            text = tr("Kinds", "“{node}” is of another version of the kind “{kind}”.", node=node, kind=kind.name)
        else:
            text = tr("Kinds", "{count} instances are of another version of the kind “{kind}”.",
                      count=count(len(outdated)), kind=kind.name)  # fmt: skip
        self._window.show_message(
            "info", text, tr("Kinds", "Update"), lambda: editor.update_instances(editor.outdated(kind), kind)
        )

    def show_library(self) -> None:
        """Show the kinds of the library."""
        LibraryDialog(self._window.services.shelf, self._window.services.theme, self._window).show()

    def show_plugins(self) -> None:
        """Show the files of the plug-in folder."""
        PluginsDialog(self._window.services.plugins, self._window.services.theme, self._window).show()

    def _on_plugins_loaded(self) -> None:
        """Nodes have other kinds now, here and in the training process."""
        window = self._window
        window.client.use_plugins(window.services.plugins.allowed)
        if window.workspace is not None and window.parts is not None:
            window.parts.refresh_kinds(of_nodes=True)
            window.workspace.check.start_over()

    def _on_library_changed(self) -> None:
        if self._window.parts is not None:
            self._window.parts.refresh_kinds(of_nodes=False)
