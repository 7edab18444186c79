"""Kinds that are only for whoever reads the canvas: groups, bends of wires, notes and frames.  They become no graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.catalog.spec import Kind, PortSpec
from app.model.groups import ENTRY, EXIT, GROUP, INPUTS, OUTPUTS, port_names
from engine.ops.attrs import Attr

NOTE_WIDTH = 280.0
FRAME_SIZE = (400.0, 240.0)


def _length(name: str, default: float, words: str) -> Attr:
    return Attr(name, "float", default, minimum=120.0, maximum=20_000.0, unit="px", help=words)


def _inputs(attributes: Mapping[str, Any]) -> tuple[PortSpec, ...]:
    return tuple(PortSpec(name, "free", required=False) for name in port_names(attributes, INPUTS))


def _outputs(attributes: Mapping[str, Any]) -> tuple[PortSpec, ...]:
    return tuple(PortSpec(name, "free") for name in port_names(attributes, OUTPUTS))


KINDS = (
    Kind(
        name=GROUP, title="Group", category="Canvas", mark="muted", role="group",
        inputs=_inputs({}), outputs=_outputs({}), ports=_inputs, results=_outputs,
        help="Nodes folded into one, with ports of its own. Double-click or Ctrl+Enter opens it, Ctrl+Shift+G unpacks it.",
        keywords=("subgraph", "fold", "block", "module", "nest"),
    ),
    Kind(
        name=ENTRY, title="Group input", category="Canvas", mark="muted", role="entry",
        help="What comes into the group. A wire from the last port gives the group another input.",
        options={"hidden": True},
    ),
    Kind(
        name=EXIT, title="Group output", category="Canvas", mark="muted", role="exit",
        help="What leaves the group. A wire into the last port gives the group another output.",
        options={"hidden": True},
    ),
    Kind(
        name="Reroute", title="Reroute", category="Canvas", mark="muted", role="reroute",
        inputs=(PortSpec("x", "free"),), outputs=(PortSpec("y", "free"),),
        help="A bend that leads a wire around other nodes; it carries whatever comes in.",
        keywords=("bend", "elbow", "dot", "knot"), options={"form": "reroute"},
    ),
    Kind(
        name="Note", title="Note", category="Canvas", mark="muted", role="note",
        attrs=(
            Attr("text", "text", "", help="What the note says; Markdown such as **bold**, lists and headings is shown as such."),
            _length("width", NOTE_WIDTH, "How wide the note is; its height follows the text."),
        ),
        help="A text beside the nodes, for whoever reads the graph.", keywords=("comment", "text", "sticky", "remark"),
        options={"form": "note"},
    ),
    Kind(
        name="Frame", title="Frame", category="Canvas", mark="muted", role="frame",
        attrs=(
            Attr("caption", "str", "", help="What stands at the top of the frame."),
            _length("width", FRAME_SIZE[0], "How wide the frame is."),
            _length("height", FRAME_SIZE[1], "How high the frame is."),
        ),
        help="A titled area behind nodes that belong together; moving it moves what lies in it.",
        keywords=("area", "section", "backdrop", "comment", "box"), options={"form": "frame"},
    ),
)  # fmt: skip
