"""What a screen reader is told: a description of the canvas and of the node that the keyboard acts on, and announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.canvas.face import PortFace
from app.canvas.link_item import LinkItem
from app.canvas.mend import offer
from app.canvas.node_item import NodeItem
from app.model.records import PortRef
from app.pictures import words
from app.text import tr

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene

WIRE_WORDS = {
    "dataset": "dataset",
    "tensor": "tensor",
    "labels": "labels",
    "loss": "loss",
    "schedule": "learning-rate schedule",
    "bool": "mask",
    "any": "any tensor",
    "free": "anything",
}


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


def node_name(item: NodeItem) -> str:
    """What a node is called: its title, its most telling attribute and the name of its own."""
    face = item.face
    text = face.text.strip().partition("\n")[0].lstrip("# ") if face.form in ("note", "frame") else ""
    return " ".join(part for part in (face.title, face.telling, face.name, text) if part)


def describe_node(scene: CanvasScene, item: NodeItem) -> str:
    """A node: what it is, what its ports are joined to, what it shows and what is wrong with it."""
    return f"{node_name(item)}, {details}" if (details := node_details(scene, item)) else f"{node_name(item)}."


def node_details(scene: CanvasScene, item: NodeItem) -> str:
    """All about a node but its name: ports with their types, figures, preview, problems and what mends the worst."""
    face = item.face
    if face.form in ("note", "frame"):
        return " ".join([face.text.strip(), *(text for _, text in face.messages)])
    parts = [tr("Canvas", "muted")] if face.muted else []
    parts += [port_details(scene, item, port, named=True) for port in (*face.inputs, *face.outputs)]
    parts += [part for part in (item.live or face.footer, scene.together.words(item.node_id)) if part]
    if face.pinned and item.picture is not None:
        parts.append(tr("Canvas", "preview of {port}: {value}", port=face.pinned, value=words(item.picture).rstrip(".")))
    offered = offer(scene, item.node_id)
    said = [f"{', '.join(parts)}."] if parts else []
    return " ".join([*said, *(text for _, text in face.messages), *([offered] if offered else [])])


def port_details(scene: CanvasScene, item: NodeItem, port: PortFace, named: bool = False) -> str:
    """What a port is joined to, and its type."""
    joined = _input(scene, port) if port.is_input else _output(scene, item, port)
    type_ = type_words(scene, port.ref, port.wire)
    text = f"{joined} ({type_})" if type_ else joined
    return text if named or not text else text[0].upper() + text[1:]


def _input(scene: CanvasScene, port: PortFace) -> str:
    link = scene.links.get(port.ref)
    if link is None:
        return tr("Canvas", "input {port} free", port=port.label)
    source = link.link.source
    node = scene.nodes[source.node].face.title
    return tr("Canvas", "input {port} from {source} of {node}", port=port.label, source=source.port, node=node)


def _output(scene: CanvasScene, item: NodeItem, port: PortFace) -> str:
    users = [link.link.target for link in scene.links_of(item.node_id) if link.link.source == port.ref]
    if not users:
        return tr("Canvas", "output {port} free", port=port.label)
    names = ", ".join(scene.nodes[user.node].face.title for user in users)
    return tr("Canvas", "output {port} to {nodes}", port=port.label, nodes=names)


def wire_name(scene: CanvasScene, item: LinkItem) -> str:
    """A wire by its ends."""
    source, target = item.link
    return tr(
        "Canvas", "Wire from {source} of {first} to {target} of {second}",
        source=source.port, first=node_name(scene.nodes[source.node]),
        target=target.port, second=node_name(scene.nodes[target.node]),
    )  # fmt: skip


def wire_words(scene: CanvasScene, item: LinkItem) -> str:
    """What the tooltip of a wire says: its ends by the names of their nodes, and what flows through it."""
    source, target = item.link
    nodes = scene.document.nodes
    ends = f"{nodes[source.node].name}.{source.port} → {nodes[target.node].name}.{target.port}"
    return f"{ends}\n{type_words(scene, source, item.wire)}"


def type_words(scene: CanvasScene, ref: PortRef, wire: str) -> str:
    """What flows through a port: its type where it is known, else the class of its wire."""
    found = scene.check.port_types.get(ref)
    return (found.detail or found.shape) if found is not None else tr("Canvas", WIRE_WORDS[wire])


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something now, where Qt can."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and QAccessible.isActive():
        QAccessible.updateAccessibility(event(widget, text))
