"""The menus of what is selected, of a wire and of a port."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from app.canvas import keys, linked, mend, reshape
from app.canvas.arrange import align, distribute, lay_out
from app.canvas.face import CARDS, PortFace
from app.canvas.place import Between, Placement
from app.canvas.trial import Trial
from app.model.looks import looks
from app.model.records import PortRef
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Act = Callable[["CanvasView"], object]


class _Entries:
    """Puts entries into a menu, each with its key and what it does to a view."""

    def __init__(self, view: CanvasView, menu: QMenu) -> None:
        self.view = view
        self.menu = menu

    def add(self, text: str, key: str, act: Act, enabled: bool = True) -> None:
        action = self.menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: self.view.attempt(lambda: act(self.view)))

    def into(self, text: str, enabled: bool = True) -> _Entries:
        """A submenu."""
        submenu = self.menu.addMenu(text)
        submenu.setEnabled(enabled)
        return _Entries(self.view, submenu)


def open_menu(view: CanvasView, point: QPoint, port: PortFace | None = None) -> QMenu:
    """Open the menu for what is selected, or for a port, at a point of the screen."""
    menu = QMenu(view)
    menu.setObjectName("canvas-menu")
    menu.aboutToHide.connect(menu.deleteLater)
    if port is not None:
        _fill_port(_Entries(view, menu), port)
    else:
        fill(view, menu)
    menu.popup(point)
    return menu


def fill(view: CanvasView, menu: QMenu) -> None:
    """Everything that can be done with what is selected."""
    entries = _Entries(view, menu)
    nodes, links = view.canvas.selected_ids(), view.canvas.selected_links()
    if len(nodes) == 1:
        _add_mending(view, menu, nodes[0])
    if nodes:
        _add_nodes(entries, nodes)
    if len(links) == 1 and not nodes:
        _add_wire(entries, links[0].target)
    if nodes or links:
        entries.add(tr("Canvas", "Delete"), "Del", keys.delete)
    if view.canvas.level is not None:
        menu.addSeparator()
        entries.add(tr("Canvas", "Leave the group"), "Ctrl+Backspace", keys.leave)


def _add_mending(view: CanvasView, menu: QMenu, node: str) -> None:
    """The repairs of what is wrong with a node, and its warnings to be dismissed."""
    if fixes := mend.fixes_of(view.canvas, node):
        mend.add_to(view, menu, fixes)
        menu.addSeparator()
    before = len(menu.actions())
    mend.add_dismissals(view, menu, node)
    if len(menu.actions()) > before:
        menu.addSeparator()


def _add_nodes(entries: _Entries, nodes: list[str]) -> None:
    view, menu, add = entries.view, entries.menu, entries.add
    canvas = view.canvas
    forms = [canvas.contents.form(node) for node in nodes]
    only = forms[0] if len(forms) == 1 else ""
    words = {"note": tr("Canvas", "Write"), "frame": tr("Canvas", "Change the caption")}
    if only == "group":
        add(tr("Canvas", "Open the group"), "Ctrl+Enter", keys.enter)
    add(words.get(only, tr("Canvas", "Rename")), "F2", keys.rename, bool(only) and only != "border")
    muted = all(canvas.document.nodes[node].muted for node in nodes)
    add(tr("Canvas", "Unmute") if muted else tr("Canvas", "Mute"), "M", keys.mute)
    showing = [node for node in nodes if looks(canvas.catalog.kind_of(canvas.document, node))]
    pinned = bool(showing) and all(canvas.document.nodes[node].pinned for node in showing)
    verb = tr("Canvas", "Unpin preview") if pinned else tr("Canvas", "Pin preview")
    add(verb, "P", keys.pin, bool(showing))
    add(tr("Canvas", "Change kind…"), "Shift+S", reshape.change_kind, all(form == "card" for form in forms))
    menu.addSeparator()
    add(tr("Canvas", "Group"), "Ctrl+G", keys.group, any(form != "border" for form in forms))
    if "group" in forms:
        add(tr("Canvas", "Unpack"), "Ctrl+Shift+G", keys.ungroup)
    if only == "group":
        _add_kind(entries, nodes[0])
    add(tr("Canvas", "Put in a frame"), "Ctrl+J", keys.frame)
    _add_arrangements(entries, len(nodes))
    _add_wiring(entries, nodes, only)
    _add_selecting(entries)
    menu.addSeparator()
    add(tr("Canvas", "Cut"), "Ctrl+X", keys.cut)
    add(tr("Canvas", "Copy"), "Ctrl+C", keys.copy)
    add(tr("Canvas", "Paste attributes"), "Ctrl+Alt+V", reshape.paste_attributes, "card" in forms)
    add(tr("Canvas", "Duplicate"), "Ctrl+D", keys.duplicate)
    add(tr("Canvas", "Duplicate with incoming wires"), "Ctrl+Shift+D", reshape.duplicate_wired)
    menu.addSeparator()


def _add_kind(entries: _Entries, group: str) -> None:
    """What a group is as a kind: saved as one; an instance edited, and brought up to date."""
    own = entries.view.canvas.document.nodes[group].definition
    entries.add(tr("Canvas", "Save as kind…"), "Ctrl+Shift+K", keys.save_kind)
    if own is not None and not own.open:
        entries.add(tr("Canvas", "Edit the kind"), "", keys.edit_kind)
    if entries.view.canvas.editor.newer(group) is not None:
        entries.add(tr("Canvas", "Update to the library's version"), "", keys.update_kind)


def _add_arrangements(entries: _Entries, chosen: int) -> None:
    """The submenu that puts the selected nodes in order."""
    add = entries.into(tr("Canvas", "Arrange"), chosen > 1).add
    add(tr("Canvas", "Lay out from left to right"), "L", lay_out, chosen > 1)
    add(tr("Canvas", "Align left edges"), "Ctrl+Shift+Left", partial(align, side="left"), chosen > 1)
    add(tr("Canvas", "Align right edges"), "Ctrl+Shift+Right", partial(align, side="right"), chosen > 1)
    add(tr("Canvas", "Align upper edges"), "Ctrl+Shift+Up", partial(align, side="top"), chosen > 1)
    add(tr("Canvas", "Align lower edges"), "Ctrl+Shift+Down", partial(align, side="bottom"), chosen > 1)
    add(tr("Canvas", "Distribute across"), "H", partial(distribute, across=True), chosen > 2)
    add(tr("Canvas", "Distribute down"), "V", partial(distribute, across=False), chosen > 2)


def _add_wiring(entries: _Entries, nodes: list[str], only: str) -> None:
    """The submenu of the wires at the selected nodes."""
    canvas = entries.view.canvas
    wired = any(canvas.contents.touching(node) for node in nodes)
    two_inputs = only in CARDS and len(canvas.nodes[nodes[0]].face.inputs) > 1
    add = entries.into(tr("Canvas", "Wires")).add
    add(tr("Canvas", "Connect"), "Enter", lambda view: view.wire_from_selection(), only in CARDS)
    add(tr("Canvas", "Connect from left to right"), "J", reshape.connect_selected, len(nodes) > 1)
    add(tr("Canvas", "Swap the first two inputs"), "Alt+S", reshape.swap_inputs, two_inputs and wired)
    add(tr("Canvas", "Take out of the wires"), "Alt+D", reshape.take_out, wired)
    add(tr("Canvas", "Disconnect all"), "", keys.disconnect_all, wired)


def _add_selecting(entries: _Entries) -> None:
    """The submenu that selects along the wires."""
    add = entries.into(tr("Canvas", "Select")).add
    add(tr("Canvas", "What feeds it"), "[", linked.select_feeding)
    add(tr("Canvas", "What it feeds"), "]", linked.select_fed)
    add(tr("Canvas", "Everything connected"), "Ctrl+L", linked.select_connected)


def _add_wire(entries: _Entries, target: PortRef) -> None:
    """What can be done with one wire."""
    view, add = entries.view, entries.add
    wire = view.canvas.links[target]
    middle = QPointF(*wire.curve.middle())
    add(tr("Canvas", "Insert a node…"), "", lambda view: view.offer(Between(view, wire, middle)))
    add(tr("Canvas", "Put a bend in"), "", lambda view: view.bend(wire, middle))
    for end in wire.link:
        _add_way(entries, end.node)
    entries.menu.addSeparator()


def _add_way(entries: _Entries, node: str) -> None:
    """The way to the node at the other end."""
    title = entries.view.canvas.nodes[node].face.title
    entries.add(tr("Canvas", "Go to {node}", node=title), "", lambda view: view.show_node(node))


def _fill_port(entries: _Entries, port: PortFace) -> None:
    """What can be done at one port; its node is selected."""
    view, add = entries.view, entries.add
    canvas, ref = view.canvas, port.ref
    add(tr("Canvas", "Connect “{port}”", port=port.label), "Enter", lambda view: view.wire_from_selection(port))
    trial = Trial(canvas.document, canvas.catalog, ref, not port.is_input)
    place = canvas.port_point(ref, port.is_input) + QPointF(-72.0 if port.is_input else 72.0, 0.0)
    add(tr("Canvas", "Add a node at “{port}”…", port=port.label), "", lambda view: view.offer(Placement(view, place, trial)))
    links = [canvas.document.links[ref]] if port.is_input and ref in canvas.document.links else []
    if not port.is_input:
        links = list(canvas.document.outgoing(ref))
    add(tr("Canvas", "Disconnect “{port}”", port=port.label), "", lambda view: view.canvas.editor.delete((), links), bool(links))
    if links:
        entries.menu.addSeparator()
    for link in links:
        _add_way(entries, link.source.node if port.is_input else link.target.node)
    if not port.is_input and ref.port in looks(canvas.catalog.kind_of(canvas.document, ref.node)):
        entries.menu.addSeparator()
        pinned = canvas.document.nodes[ref.node].pinned == ref.port
        verb = tr("Canvas", "Unpin preview") if pinned else tr("Canvas", "Pin preview")
        wanted = "" if pinned else ref.port
        add(verb, "", lambda view: view.canvas.editor.pin([ref.node], wanted))
