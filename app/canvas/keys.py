"""What keys do on the canvas.

Tab opens the list of nodes, so it does not leave the canvas; Shift+Tab and Ctrl+Tab do.  Alt and an arrow goes to the next
node in that direction, N and Shift+N go through all of them, Enter starts a wire at the node (see ``gestures.wire_by_keys``).
W and Shift+W go through the wires of the node, or of the whole level.  Ctrl and an arrow resizes a note or a frame.
Ctrl+Enter opens a group; Ctrl+Backspace leaves it, as Esc does while nothing is selected.
Whoever comes from Blender finds G and Shift+D, Alt+D, Shift+S, Alt+S, [ and ] and the full stop doing what they do there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from app.canvas import accessible, linked, reshape, speech
from app.canvas.arrange import align, distribute, frame_rect, lay_out
from app.canvas.geometry import GRID, snap
from app.canvas.gestures.resize import resize_by
from app.canvas.mend import mend
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
_TOLD = 4.0  # seconds that the words beside a wire stay
_STRIDE = 4  # grid steps of Shift and an arrow


def takes_focus_key(view: CanvasView, event: QKeyEvent) -> bool:
    """Whether a key that would move the focus is the canvas's own: Tab, or any of them while a gesture reads keys."""
    if event.key() not in (Key.Key_Tab, Key.Key_Backtab):
        return False
    return view.busy or (event.key() == Key.Key_Tab and _held(event) == _NONE)


def press(view: CanvasView, event: QKeyEvent) -> bool:
    """Do what a key says; False where it says nothing here."""
    for sequence, act in _STANDARD:
        if event.matches(sequence):
            view.attempt(partial(act, view))
            return True
    held = _held(event)
    if event.key() in _ARROWS and not held & _CONTROL:
        return _arrow(view, _ARROWS[Key(event.key())], held)
    found = _TABLE.get((Key(event.key()), held))
    if found is None:
        return False
    view.attempt(lambda: found(view))
    return True


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


# --- what they do -------------------------------------------------------------------------------------------------------


def copy(view: CanvasView) -> None:
    """Put the selected nodes on the clipboard as text."""
    if ids := view.canvas.selected_ids():
        QGuiApplication.clipboard().setText(view.canvas.editor.copy(ids))


def cut(view: CanvasView) -> None:
    if view.canvas.selected_ids():
        copy(view)
        delete(view)


def paste(view: CanvasView, keep_incoming: bool = False) -> None:
    """Add what the clipboard holds at the pointer."""
    point = view.pointer_point()
    text = QGuiApplication.clipboard().text()
    editor = view.canvas.editor
    view.attempt(lambda: view.select(editor.paste(text, snap(point.x()), snap(point.y()), keep_incoming=keep_incoming)))


def duplicate(view: CanvasView) -> None:
    if ids := view.canvas.selected_ids():
        view.attempt(lambda: view.select(view.canvas.editor.duplicate(ids)))


def delete(view: CanvasView) -> None:
    """Delete what is selected; what went through a deleted node stays connected."""
    nodes, links = view.canvas.selected_ids(), view.canvas.selected_links()
    if nodes or links:
        gone = set(nodes)
        # a wire that ends at a deleted node goes with it, or is joined past it
        links = [link for link in links if link.source.node not in gone and link.target.node not in gone]
        view.attempt(lambda: view.canvas.editor.delete(nodes, links))


def group(view: CanvasView) -> None:
    """Fold the selected nodes, and what lies in selected frames, into a group."""
    canvas = view.canvas
    if ids := canvas.selected_ids():
        view.attempt(lambda: canvas.select([canvas.editor.group(canvas.contents.with_contents(ids))]))


def ungroup(view: CanvasView) -> None:
    """Unpack the selected groups."""
    canvas = view.canvas
    if any(canvas.contents.form(node) == "group" for node in canvas.selected_ids()):
        view.attempt(lambda: canvas.select(canvas.editor.ungroup(canvas.selected_ids())))


def save_kind(view: CanvasView) -> None:
    """Ask for the selected group to be saved as a kind."""
    chosen = view.canvas.selected_ids()
    if len(chosen) == 1 and view.canvas.contents.form(chosen[0]) == "group":
        view.kind_wanted.emit(chosen[0])
    else:
        view.refuse(tr("Canvas", "select one group to save it as a kind; Ctrl+G makes one of nodes"))


def _instance(view: CanvasView) -> str | None:
    """The one node that is selected, where it is an instance of a kind."""
    chosen = view.canvas.selected_ids()
    return chosen[0] if len(chosen) == 1 and view.canvas.document.nodes[chosen[0]].definition is not None else None


def edit_kind(view: CanvasView) -> None:
    """Open the selected instance of a kind, so that what is in it can be changed."""
    node = _instance(view)
    if node is not None and view.attempt(lambda: view.canvas.editor.open_instance(node)):
        view.enter(node)


def update_kind(view: CanvasView) -> None:
    """Give the selected instance the library's version of its kind."""
    node = _instance(view)
    newer = view.canvas.editor.newer(node) if node is not None else None
    if node is not None and newer is not None:
        view.attempt(lambda: view.canvas.editor.update_instances([node], newer))


def enter(view: CanvasView) -> None:
    """Open the group that the keyboard acts on."""
    current = view.canvas.current
    if current is not None and current.face.form == "group":
        view.enter(current.node_id)


def leave(view: CanvasView) -> None:
    """Go back to where the open group is a node."""
    view.leave()


def _escape(view: CanvasView) -> None:
    """First nothing is selected any more, then the group is left."""
    if view.canvas.selected_ids() or view.canvas.selected_links():
        view.canvas.select()
    else:
        view.leave()


def disconnect_all(view: CanvasView) -> None:
    """Take all wires off the selected nodes."""
    touching = view.canvas.contents.touching
    links = {target: link for node in view.canvas.selected_ids() for target, link in touching(node).items()}
    if links:
        view.canvas.editor.delete((), links.values())


def undo(view: CanvasView) -> None:
    view.canvas.editor.undo_stack.undo()


def redo(view: CanvasView) -> None:
    view.canvas.editor.undo_stack.redo()


def mute(view: CanvasView) -> None:
    """Mute the selected nodes, or let them work again."""
    view.canvas.editor.mute(view.canvas.selected_ids())


def pin(view: CanvasView) -> None:
    """Keep the values of the selected nodes on their cards, or take them off."""
    view.canvas.editor.pin(view.canvas.selected_ids())


def frame(view: CanvasView) -> None:
    """Put a frame behind the selected nodes."""
    canvas = view.canvas
    if ids := canvas.selected_ids():
        rect = frame_rect(canvas.contents_rect(ids))
        made = canvas.editor.frame(ids, (rect.x(), rect.y(), rect.width(), rect.height()))
        view.show_added(made)  # its caption may be above what was in view
        view.rename(made)


def rename(view: CanvasView) -> None:
    if (item := view.canvas.current) is not None and item.face.form != "border":
        view.rename(item.node_id)


def _wire(view: CanvasView) -> None:
    if view.canvas.current is None:
        _step(view, 1)
    else:
        view.wire_from_selection()


def _arrow(view: CanvasView, way: tuple[int, int], held: Qt.KeyboardModifier) -> bool:
    if held & _ALT:
        _go(view, way, bool(held & _SHIFT))
        return True
    ids = view.canvas.selected_ids()
    if held & _CONTROL:
        return False
    if not ids:
        view.camera.pan(QPointF(-way[0] * 48.0, -way[1] * 48.0))
        return True
    step = GRID * (_STRIDE if held & _SHIFT else 1)
    records = view.canvas.document.nodes
    moved = view.canvas.contents.with_contents(ids)
    view.canvas.editor.move({node: (records[node].x + way[0] * step, records[node].y + way[1] * step) for node in moved})
    return True


def _go(view: CanvasView, way: tuple[int, int], add: bool) -> None:
    """Select the nearest node in a direction; what lies aside counts double."""
    canvas = view.canvas
    current = canvas.current
    if current is None:
        _step(view, 1)
        return
    here = current.rect().center()

    def effort(node: str) -> float | None:
        away = canvas.rect_of(node).center() - here
        along = away.x() * way[0] + away.y() * way[1]
        aside = abs(away.x() * way[1]) + abs(away.y() * way[0])
        return along + 2 * aside if along > max(8.0, aside * 0.5) else None

    reachable = [(cost, node) for node in canvas.nodes if node != current.node_id and (cost := effort(node)) is not None]
    if reachable:
        _go_to(view, min(reachable)[1], add)


def _step(view: CanvasView, way: int) -> None:
    """The next node from left to right, then from top to bottom."""
    canvas = view.canvas
    corners = {node: canvas.contents.field.corner(node) for node in canvas.nodes}
    order = sorted(corners, key=lambda node: (round(corners[node][0] / 120), corners[node][1]))
    if order:
        current = canvas.current
        at = order.index(current.node_id) + way if current is not None else (0 if way > 0 else -1)
        _go_to(view, order[at % len(order)], False)


def _step_wire(view: CanvasView, way: int) -> None:
    """Select the next wire: of those at the node that was selected, else of all, from left to right."""
    canvas = view.canvas
    chosen = canvas.selected_links()
    current = chosen[-1].target if chosen else None
    before = view.wires_of if current is not None and view.wires_of in canvas.nodes else None
    view.wires_of = canvas.selected_ids()[-1] if canvas.selected_ids() else before
    targets = canvas.contents.ordered_links(canvas.links if view.wires_of is None else canvas.contents.touching(view.wires_of))
    if not targets:
        return
    at = targets.index(current) + way if current in targets else (0 if way > 0 else -1)
    item = canvas.links[targets[at % len(targets)]]
    canvas.select(links=[item.link.target])
    view.camera.reveal(item.bounds())
    accessible.tell_focus(view)
    view.announce(speech.wire_name(canvas, item))
    view.hint.show_at(view.to_view(QPointF(*item.curve.middle())), speech.wire_words(canvas, item), "info", _TOLD)


def _go_to(view: CanvasView, node: str, add: bool) -> None:
    canvas = view.canvas
    kept = [each for each in canvas.selected_ids() if each != node] if add else []
    canvas.select([*kept, node])
    view.camera.reveal(canvas.rect_of(node).adjusted(-24, -24, 24, 24))
    view.announce(view.accessibleDescription())


_STANDARD: tuple[tuple[QKeySequence.StandardKey, Callable[[CanvasView], None]], ...] = (
    (QKeySequence.StandardKey.Copy, copy),
    (QKeySequence.StandardKey.Cut, cut),
    (QKeySequence.StandardKey.Paste, paste),
    (QKeySequence.StandardKey.Undo, undo),
    (QKeySequence.StandardKey.Redo, redo),
    (QKeySequence.StandardKey.SelectAll, lambda view: view.canvas.select_all()),
)

_TABLE: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[CanvasView], None]] = {
    (Key.Key_Tab, _NONE): lambda view: view.open_palette(),
    (Key.Key_A, _SHIFT): lambda view: view.open_palette(),
    (Key.Key_Delete, _NONE): delete,
    (Key.Key_Backspace, _NONE): delete,
    (Key.Key_D, _CONTROL): duplicate,
    (Key.Key_D, _CONTROL | _SHIFT): reshape.duplicate_wired,
    (Key.Key_D, _SHIFT): reshape.grab_copies,
    (Key.Key_G, _NONE): reshape.grab,
    (Key.Key_D, _ALT): reshape.take_out,
    (Key.Key_J, _NONE): reshape.connect_selected,
    (Key.Key_S, _ALT): reshape.swap_inputs,
    (Key.Key_S, _SHIFT): reshape.change_kind,
    (Key.Key_V, _CONTROL | _ALT): reshape.paste_attributes,
    (Key.Key_L, _CONTROL): linked.select_connected,
    (Key.Key_BracketLeft, _NONE): linked.select_feeding,
    (Key.Key_BracketRight, _NONE): linked.select_fed,
    (Key.Key_J, _CONTROL): frame,
    (Key.Key_M, _NONE): mute,
    (Key.Key_P, _NONE): pin,
    (Key.Key_Period, _CONTROL): mend,
    (Key.Key_F, _CONTROL): lambda view: view.find_bar.open_bar(),
    (Key.Key_L, _NONE): lay_out,
    (Key.Key_Left, _CONTROL | _SHIFT): lambda view: align(view, "left"),
    (Key.Key_Right, _CONTROL | _SHIFT): lambda view: align(view, "right"),
    (Key.Key_Up, _CONTROL | _SHIFT): lambda view: align(view, "top"),
    (Key.Key_Down, _CONTROL | _SHIFT): lambda view: align(view, "bottom"),
    (Key.Key_H, _NONE): lambda view: distribute(view, across=True),
    (Key.Key_V, _NONE): lambda view: distribute(view, across=False),
    (Key.Key_V, _CONTROL | _SHIFT): lambda view: paste(view, keep_incoming=True),
    (Key.Key_F, _NONE): lambda view: view.frame_selection(),
    (Key.Key_Period, _NONE): lambda view: view.frame_selection(),
    (Key.Key_Home, _NONE): lambda view: view.fit_all(),
    (Key.Key_F2, _NONE): rename,
    (Key.Key_Return, _NONE): _wire,
    (Key.Key_Enter, _NONE): _wire,
    (Key.Key_N, _NONE): lambda view: _step(view, 1),
    (Key.Key_N, _SHIFT): lambda view: _step(view, -1),
    (Key.Key_W, _NONE): lambda view: _step_wire(view, 1),
    (Key.Key_W, _SHIFT): lambda view: _step_wire(view, -1),
    (Key.Key_Left, _CONTROL): lambda view: resize_by(view, -1, 0),
    (Key.Key_Right, _CONTROL): lambda view: resize_by(view, 1, 0),
    (Key.Key_Up, _CONTROL): lambda view: resize_by(view, 0, -1),
    (Key.Key_Down, _CONTROL): lambda view: resize_by(view, 0, 1),
    (Key.Key_Escape, _NONE): _escape,
    (Key.Key_G, _CONTROL): group,
    (Key.Key_G, _CONTROL | _SHIFT): ungroup,
    (Key.Key_K, _CONTROL | _SHIFT): save_kind,
    (Key.Key_Return, _CONTROL): enter,
    (Key.Key_Enter, _CONTROL): enter,
    (Key.Key_Backspace, _CONTROL): leave,
    (Key.Key_Plus, _CONTROL): lambda view: view.camera.set_zoom(view.zoom() * 1.2),
    (Key.Key_Equal, _CONTROL): lambda view: view.camera.set_zoom(view.zoom() * 1.2),
    (Key.Key_Minus, _CONTROL): lambda view: view.camera.set_zoom(view.zoom() / 1.2),
    (Key.Key_0, _CONTROL): lambda view: view.camera.set_zoom(view.camera.reading),
}
