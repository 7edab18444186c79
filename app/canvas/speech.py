"""What a screen reader is told: a description of the canvas and of the node that the keyboard acts on, and announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.canvas.mend import offer
from app.canvas.node_item import NodeItem
from app.pictures import words
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene


def describe(scene: CanvasScene) -> str:
    """The canvas in a few words, and its current node in full."""
    if not scene.nodes:
        return tr("Canvas", "{document}, empty. Press Tab to add a node.", document=scene.document.name)
    text = tr(
        "Canvas", "{document}: {nodes} nodes, {links} wires, {selected} selected.",
        document=_place(scene), nodes=len(scene.nodes), links=len(scene.links), selected=len(scene.selected_ids()),
    )  # fmt: skip
    current = scene.current
    return f"{text} {describe_node(scene, current)}" if current is not None else text


def _place(scene: CanvasScene) -> str:
    """The document, and the groups that were entered."""
    return " › ".join((scene.document.name, *(scene.document.nodes[group].name for group in scene.path)))


def describe_node(scene: CanvasScene, item: NodeItem) -> str:
    """A node: what it is, what its ports are joined to, what it shows and what is wrong with it."""
    face = item.face
    parts = [" ".join(part for part in (face.title, face.telling, face.name) if part)]
    if face.muted:
        parts.append(tr("Canvas", "muted"))
    for port in face.inputs:
        link = scene.links.get(port.ref)
        if link is None:
            parts.append(tr("Canvas", "input {port} free", port=port.label))
        else:
            source = link.link.source
            parts.append(
                tr(
                    "Canvas",
                    "input {port} from {source} of {node}",
                    port=port.label,
                    source=source.port,
                    node=scene.nodes[source.node].face.title,
                )
            )
    parts += [_output(scene, item, port.label) for port in face.outputs]
    parts += [part for part in (item.live or face.footer,) if part]
    if face.pinned and item.picture is not None:
        parts.append(tr("Canvas", "preview of {port}: {value}", port=face.pinned, value=words(item.picture).rstrip(".")))
    offered = offer(scene, item.node_id)
    return " ".join([", ".join(parts) + ".", *(text for _, text in face.messages), *([offered] if offered else [])])


def _output(scene: CanvasScene, item: NodeItem, port: str) -> str:
    users = [link.link.target for link in scene.links_of(item.node_id) if link.link.source == (item.node_id, port)]
    if not users:
        return tr("Canvas", "output {port} free", port=port)
    names = ", ".join(scene.nodes[user.node].face.title for user in users)
    return tr("Canvas", "output {port} to {nodes}", port=port, nodes=names)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something now, where Qt can."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and QAccessible.isActive():
        QAccessible.updateAccessibility(event(widget, text))
