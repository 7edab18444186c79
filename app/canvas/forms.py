"""Which item shows which form of a face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF

from app.canvas.face import CARDS, NodeFace
from app.canvas.geometry import layout
from app.canvas.node_item import NodeItem, Touch
from app.canvas.note_item import MIN_NOTE, FrameItem, NoteItem
from app.canvas.reroute_item import RerouteItem

if TYPE_CHECKING:
    from app.canvas.field import Field
    from app.canvas.ink import Ink
    from app.canvas.sprites import Sprites

_FORMS: dict[str, type[NodeItem]] = {"note": NoteItem, "frame": FrameItem, "reroute": RerouteItem}


def item_for(node_id: str, face: NodeFace, ink: Ink, sprites: Sprites, field: Field, touch: Touch) -> NodeItem:
    """The item that shows a face of that form."""
    return _FORMS.get(face.form, NodeItem)(node_id, face, ink, sprites, field, touch)


def blank_size(face: NodeFace, ink: Ink) -> QSizeF:
    """How large a new node of that face will be."""
    if face.form in CARDS:
        measured = layout(face, ink.metrics)
        return QSizeF(measured.width, measured.height)
    return QSizeF(face.size[0] or 32.0, face.size[1] or MIN_NOTE)
