"""Tooltips: the whole of what a node or a wire shows in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from app.canvas.face import PortFace
from app.canvas.hit import Hit, find
from app.canvas.node_item import NodeItem
from app.canvas.speech import type_words, wire_words
from app.model.rules import input_spec
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene
    from app.canvas.view import CanvasView


def show_tip(view: CanvasView, event: QHelpEvent) -> None:
    """Show what is under the pointer."""
    hit = find(view.canvas, view.to_scene(QPointF(event.pos())), view.zoom())
    text = tip(view.canvas, hit)
    if text and not view.callout_text:
        QToolTip.showText(event.globalPos(), text, view.viewport())
    else:
        QToolTip.hideText()


def tip(scene: CanvasScene, hit: Hit) -> str:
    """The tooltip of what was hit; nothing where everything is to be seen already."""
    if hit.port is not None and hit.node is not None:
        return _port_tip(scene, hit.node, hit.port)
    if hit.node is not None:
        return _node_tip(scene, hit.node)
    return wire_words(scene, hit.link) if hit.link is not None else ""


def _port_tip(scene: CanvasScene, item: NodeItem, port: PortFace) -> str:
    kind = scene.catalog.kind_of(scene.document, item.node_id)
    spec = input_spec(kind, port.ref.port) if port.is_input else kind.output(port.ref.port)
    help_text = tr("Catalog", spec.help) if spec is not None and spec.help else ""
    optional = "" if port.required else tr("Canvas", "Optional")
    return "\n".join(part for part in (f"{port.label}  ·  {type_words(scene, port.ref, port.wire)}", help_text, optional) if part)


def _node_tip(scene: CanvasScene, item: NodeItem) -> str:
    face = item.face
    lines = [face.title, face.name, item.live or face.footer] if item.layout.elided else []
    help_text = scene.catalog.kind_of(scene.document, item.node_id).help
    return "\n".join(line for line in (*lines, tr("Catalog", help_text) if help_text else "") if line)
