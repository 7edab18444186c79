"""What keys and menu do to nodes that are there: copies on the pointer, other wires, another kind, others' attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.canvas.gestures.grab import Grab, GrabCopies
from app.canvas.place import Instead
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


def grab(view: CanvasView) -> None:
    """Have the selected nodes hang on the pointer."""
    if view.canvas.selected_ids():
        view.begin(Grab(view))


def grab_copies(view: CanvasView) -> None:
    """Have copies of the selected nodes hang on the pointer."""
    if any(view.canvas.nodes[node].face.form != "border" for node in view.canvas.selected_ids()):
        view.begin(GrabCopies(view))


def duplicate_wired(view: CanvasView) -> None:
    """Copies of the selected nodes, fed by what feeds them."""
    if ids := view.canvas.selected_ids():
        view.attempt(lambda: view.select(view.canvas.editor.duplicate(ids, keep_incoming=True)))


def connect_selected(view: CanvasView) -> None:
    """Wire the selected nodes to each other, from left to right."""
    view.canvas.editor.chain(view.canvas.selected_ids())


def swap_inputs(view: CanvasView) -> None:
    """Exchange the wires of the first two inputs of the node that the keyboard acts on."""
    if view.canvas.current is not None:
        view.canvas.editor.swap_inputs(view.canvas.current.node_id)


def take_out(view: CanvasView) -> None:
    """Take the selected nodes out of their wires, which close behind them."""
    view.canvas.editor.take_out(view.canvas.selected_ids())


def change_kind(view: CanvasView) -> None:
    """Offer what the selected nodes could be instead."""
    chosen = view.canvas.selected_ids()
    if not chosen:
        return
    if view.canvas.editor.kinds_instead(chosen):
        view.offer(Instead(view, chosen))
    else:
        view.refuse(tr("Canvas", "there is no other kind that takes these wires; select one node, or disconnect it first"))


def paste_attributes(view: CanvasView) -> None:
    """Give the selected nodes the attributes of the node in the clipboard."""
    if ids := view.canvas.selected_ids():
        view.canvas.editor.paste_attributes(QGuiApplication.clipboard().text(), ids)
