"""What the clipboard holds: nodes and the links among them as readable JSON, so that a graph can go into a chat and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from app.model.definitions import owner
from app.model.groups import contents
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.model.rules import Nodes, in_circles
from app.project.format import parse_links, parse_nodes, render_link, render_node
from engine.errors import FormatError, NodegradError

VERSION = 1
KEY = "nodegrad-nodes"


class Clip(msgspec.Struct, frozen=True, kw_only=True):
    """Copied nodes, the links among them, and the links that came from outside."""

    nodes: dict[str, NodeRecord]
    links: list[LinkRecord]
    incoming: list[LinkRecord]


def render(nodes: Nodes, chosen: Iterable[str]) -> str:
    """The chosen nodes as text, in the document's order, groups with all that is in them."""
    top = set(chosen)
    ids = top | set(contents(nodes, top))
    links = [link for link in nodes.links.values() if link.target.node in ids]
    inner = [link for link in links if link.source.node in ids]
    outer = [link for link in links if link.source.node not in ids]
    lines = [f'{{"{KEY}": {VERSION},']
    lines += _block("nodes", [render_node(_loose(nodes, node, ids)) for node in nodes.nodes.values() if node.id in ids], ",")
    lines += _block("links", [render_link(link) for link in inner], ",")
    lines += _block("incoming", [render_link(link) for link in outer], "")
    return "\n".join([*lines, "}"]) + "\n"


def _loose(nodes: Nodes, node: NodeRecord, ids: set[str]) -> NodeRecord:
    """The node without the group around it, and following no instance, where that is not copied too."""
    instance = owner(nodes.nodes, node) if node.driven else None
    if node.driven and (instance is None or instance.id not in ids):
        node = msgspec.structs.replace(node, driven={})
    return msgspec.structs.replace(node, group=None) if node.group not in ids else node


def _block(key: str, rows: list[str], end: str) -> list[str]:
    if not rows:
        return [f' "{key}": []{end}']
    return [f' "{key}": [', *[f"  {row}{',' if index < len(rows) - 1 else ''}" for index, row in enumerate(rows)], f" ]{end}"]


def parse(text: str) -> Clip:
    """Text from the clipboard, from this program or written by hand; NodegradError where it holds no nodes."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or KEY not in data:
        raise NodegradError("the clipboard holds no nodes; copy some on a canvas first")
    if data[KEY] != VERSION:
        raise NodegradError("the nodes in the clipboard come from a newer version; update this one to paste them")
    try:
        nodes = parse_nodes(data.get("nodes", []), "the clipboard")
        links, _ = parse_links(data.get("links", []), nodes, "the clipboard")
        incoming, _ = parse_links(data.get("incoming", []), None, "the clipboard")
    except FormatError as error:
        raise NodegradError("the nodes in the clipboard are damaged: {reason}", reason=error.message) from error
    nodes = {node.id: msgspec.structs.replace(node, driven={}) if node.driven and owner(nodes, node) is None else node
             for node in nodes.values()}  # fmt: skip
    return Clip(
        nodes=nodes, links=list(links.values()), incoming=[link for link in incoming.values() if link.target.node in nodes]
    )


def in_order(clip: Clip) -> bool:
    """Whether no wires among the copied nodes run in a circle."""
    return not in_circles(clip.nodes, clip.links)


def moved(link: LinkRecord, ids: dict[str, str]) -> LinkRecord:
    """The link between the nodes' new ids; ends outside keep theirs."""
    source, target = link
    return LinkRecord(
        PortRef(ids.get(source.node, source.node), source.port), PortRef(ids.get(target.node, target.node), target.port)
    )
