"""How large the cards of nodes are and where their ports lie, without making anything that could be drawn.

Nodes of one kind differ in little but their names, so most of a measurement is found again by what it depends on; the whole
measure of a card is taken by ``geometry`` once for each that differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.canvas.face import node_face, says_the_same, telling_text
from app.canvas.geometry import NodeLayout, card_width, layout, name_width, plain_width
from app.canvas.ink import Ink
from app.catalog.spec import Kind
from app.compile.problems import CheckResult
from app.model.records import NodeRecord
from app.model.rules import input_ports, output_ports

#: Roles whose cards follow from more than kind, attributes and wires; each such node is measured by its item.
APART = frozenset({"group", "entry", "exit", "reroute"})
_EDGE_PORT = 16.0  # where a wire ends at a port that the card does not show


@dataclass(frozen=True, slots=True)
class Outline:
    """A card from outside.  ``places`` gives how far a port lies from the left edge and from the top, by (is input, name);
    one at the right edge has no distance of its own.  ``wires`` are the declared classes of the outputs."""

    width: float
    height: float
    places: Mapping[tuple[bool, str], tuple[float | None, float]]
    wires: Mapping[str, str]
    form: str
    mark: str

    def place(self, is_input: bool, port: str) -> tuple[float, float]:
        """Where a port lies on the card; at its edge where it does not show that port."""
        x, y = self.places.get((is_input, port)) or (0.0 if is_input else None, _EDGE_PORT)
        return self.width if x is None else x, y


def outline_of(measured: NodeLayout, form: str, mark: str, wires: Mapping[str, str]) -> Outline:
    """The outline of what was measured whole."""
    places = {key: (None if at.x() == measured.width else at.x(), at.y()) for key, at in measured.centres.items()}
    return Outline(measured.width, measured.height, places, wires, form, mark)


class Sizes:
    """Outlines of plain cards."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._known: dict[tuple[Any, ...], tuple[float, Outline]] = {}
        self._plain: dict[int, tuple[Any, ...]] = {}  # by identity, kinds whose ports are always the same
        self._kinds: list[Kind] = []

    def clear(self) -> None:
        """Fonts are others now."""
        self._known.clear()

    def outline(
        self, record: NodeRecord, kind: Kind, wired: Callable[[], tuple[set[str], set[str]]], check: CheckResult, live: str
    ) -> Outline:
        """The outline of a node that is a card; ``wired`` gives its inputs that have a wire, and its outputs that are used."""
        metrics = self._ink.metrics
        info = check.nodes.get(record.id)
        footer = info.footer if info is not None else ""
        named = not says_the_same(record.name, kind.title)
        ports: tuple[Any, ...] | None = self._plain.get(id(kind))
        if ports is None:
            ins, used = wired()
            outputs = output_ports(kind, record.id, used, check.port_types)
            ports = tuple(input_ports(kind, ins)), tuple([(spec.name, spec.wire) for spec in outputs])
            if kind.ports is None and kind.results is None and not _varies(kind):
                self._plain[id(kind)] = ports
                self._kinds.append(kind)  # so that no other one comes to lie in its place
        key = (kind.name, kind.title, telling_text(kind, record.attributes), ports, footer, bool(live), named, kind.mark)
        found = None if record.pinned else self._known.get(key)
        if found is None:
            face = node_face(record, kind, *wired(), check)
            declared = dict(ports[1])  # not what was found here: the outline is also that of other nodes
            found = plain_width(face, metrics), outline_of(layout(face, metrics, live), face.form, face.mark, declared)
            if not record.pinned:
                if len(self._known) > 4096:
                    self._known.clear()
                self._known[key] = found
        least, outline = found
        width = card_width(max(least, name_width(record.name, metrics)) if named else least)
        if width == outline.width:
            return outline
        return Outline(width, outline.height, outline.places, outline.wires, outline.form, outline.mark)


def has_optional_output(kind: Kind) -> bool:
    """Whether a kind has an output that is not always there."""
    return not all(port.required for port in kind.outputs)


def _varies(kind: Kind) -> bool:
    """Whether the ports that a node of a kind shows follow from its wires or from the check."""
    return kind.role == "unknown" or has_optional_output(kind) or any(port.variadic for port in kind.inputs)
