"""The menu of a node or a wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.canvas import keys
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


def open_menu(view: CanvasView, point: QPoint) -> QMenu:
    """Open the menu for what is selected, at a point of the screen."""
    menu = QMenu(view)
    menu.setObjectName("canvas-menu")
    menu.aboutToHide.connect(menu.deleteLater)
    nodes, links = view.canvas.selected_ids(), view.canvas.selected_links()

    def add(text: str, key: str, act: Callable[[CanvasView], None], enabled: bool = True) -> None:
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: act(view))

    if nodes:
        only = view.canvas.nodes[nodes[0]].face.form if len(nodes) == 1 else ""
        words = {"note": tr("Canvas", "Write"), "frame": tr("Canvas", "Change the caption")}
        add(words.get(only, tr("Canvas", "Rename")), "F2", keys.rename, bool(only))
        add(tr("Canvas", "Duplicate"), "Ctrl+D", keys.duplicate)
        add(tr("Canvas", "Put in a frame"), "Ctrl+J", keys.frame)
        menu.addSeparator()
        add(tr("Canvas", "Cut"), "Ctrl+X", keys.cut)
        add(tr("Canvas", "Copy"), "Ctrl+C", keys.copy)
        menu.addSeparator()
        add(tr("Canvas", "Connect"), "Enter", lambda view: view.wire_from_selection(), only == "card")
        wired = any(view.canvas.links_of(node) for node in nodes)
        add(tr("Canvas", "Disconnect all"), "", keys.disconnect_all, wired)
        menu.addSeparator()
    if nodes or links:
        add(tr("Canvas", "Delete"), "Del", keys.delete)
    menu.popup(point)
    return menu
