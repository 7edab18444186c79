"""The menu of a node or a wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from app.canvas import keys, mend
from app.canvas.arrange import align, distribute, lay_out
from app.canvas.face import CARDS
from app.model.looks import looks
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


def open_menu(view: CanvasView, point: QPoint) -> QMenu:
    """Open the menu for what is selected, at a point of the screen."""
    menu = QMenu(view)
    menu.setObjectName("canvas-menu")
    menu.aboutToHide.connect(menu.deleteLater)
    fill(view, menu)
    menu.popup(point)
    return menu


def fill(view: CanvasView, menu: QMenu) -> None:
    """Everything that can be done with what is selected."""
    nodes, links = view.canvas.selected_ids(), view.canvas.selected_links()

    def add(text: str, key: str, act: Callable[[CanvasView], None], enabled: bool = True) -> None:
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: view.attempt(lambda: act(view)))

    if len(nodes) == 1 and (fixes := mend.fixes_of(view.canvas, nodes[0])):
        mend.add_to(view, menu, fixes)
        menu.addSeparator()
    if len(nodes) == 1:
        before = len(menu.actions())
        mend.add_dismissals(view, menu, nodes[0])
        if len(menu.actions()) > before:
            menu.addSeparator()
    if nodes:
        forms = [view.canvas.contents.form(node) for node in nodes]
        only = forms[0] if len(forms) == 1 else ""
        words = {"note": tr("Canvas", "Write"), "frame": tr("Canvas", "Change the caption")}
        if only == "group":
            add(tr("Canvas", "Open the group"), "Ctrl+Enter", keys.enter)
        add(words.get(only, tr("Canvas", "Rename")), "F2", keys.rename, bool(only) and only != "border")
        add(tr("Canvas", "Duplicate"), "Ctrl+D", keys.duplicate)
        muted = all(view.canvas.document.nodes[node].muted for node in nodes)
        add(tr("Canvas", "Unmute") if muted else tr("Canvas", "Mute"), "M", keys.mute)
        showing = [node for node in nodes if looks(view.canvas.catalog.kind_of(view.canvas.document, node))]
        pinned = bool(showing) and all(view.canvas.document.nodes[node].pinned for node in showing)
        verb = tr("Canvas", "Unpin preview") if pinned else tr("Canvas", "Pin preview")
        add(verb, "P", keys.pin, bool(showing))
        add(tr("Canvas", "Group"), "Ctrl+G", keys.group, any(form != "border" for form in forms))
        if "group" in forms:
            add(tr("Canvas", "Unpack"), "Ctrl+Shift+G", keys.ungroup)
        if only == "group":
            _add_kind(view, nodes[0], add)
        add(tr("Canvas", "Put in a frame"), "Ctrl+J", keys.frame)
        _add_arrangements(view, menu)
        menu.addSeparator()
        add(tr("Canvas", "Cut"), "Ctrl+X", keys.cut)
        add(tr("Canvas", "Copy"), "Ctrl+C", keys.copy)
        menu.addSeparator()
        add(tr("Canvas", "Connect"), "Enter", lambda view: view.wire_from_selection(), only in CARDS)
        wired = any(view.canvas.contents.touching(node) for node in nodes)
        add(tr("Canvas", "Disconnect all"), "", keys.disconnect_all, wired)
        menu.addSeparator()
    if len(links) == 1 and not nodes:
        wire = view.canvas.links[links[0].target]
        add(tr("Canvas", "Put a bend in"), "", lambda view: view.bend(wire, QPointF(*wire.curve.middle())))
    if nodes or links:
        add(tr("Canvas", "Delete"), "Del", keys.delete)
    if view.canvas.level is not None:
        menu.addSeparator()
        add(tr("Canvas", "Leave the group"), "Ctrl+Backspace", keys.leave)


def _add_kind(view: CanvasView, group: str, add: Callable[[str, str, Callable[[CanvasView], None]], None]) -> None:
    """What a group is as a kind: saved as one; an instance edited, and brought up to date."""
    own = view.canvas.document.nodes[group].definition
    add(tr("Canvas", "Save as kind…"), "Ctrl+Shift+K", keys.save_kind)
    if own is not None and not own.open:
        add(tr("Canvas", "Edit the kind"), "", keys.edit_kind)
    if view.canvas.editor.newer(group) is not None:
        add(tr("Canvas", "Update to the library's version"), "", keys.update_kind)


def _add_arrangements(view: CanvasView, menu: QMenu) -> None:
    """The submenu that puts the selected nodes in order."""
    chosen = len(view.canvas.selected_ids())
    submenu = menu.addMenu(tr("Canvas", "Arrange"))
    submenu.setEnabled(chosen > 1)
    entries: tuple[tuple[str, str, Callable[[], None], int], ...] = (
        (tr("Canvas", "Lay out from left to right"), "L", lambda: lay_out(view), 2),
        (tr("Canvas", "Align left edges"), "Ctrl+Shift+Left", lambda: align(view, "left"), 2),
        (tr("Canvas", "Align right edges"), "Ctrl+Shift+Right", lambda: align(view, "right"), 2),
        (tr("Canvas", "Align upper edges"), "Ctrl+Shift+Up", lambda: align(view, "top"), 2),
        (tr("Canvas", "Align lower edges"), "Ctrl+Shift+Down", lambda: align(view, "bottom"), 2),
        (tr("Canvas", "Distribute across"), "H", lambda: distribute(view, across=True), 3),
        (tr("Canvas", "Distribute down"), "V", lambda: distribute(view, across=False), 3),
    )
    for text, key, act, least in entries:
        action = submenu.addAction(f"{text}\t{key}")
        action.setEnabled(chosen >= least)
        action.triggered.connect(lambda _checked=False, act=act: view.attempt(act))
