"""What one level of a document holds, kept in step with it: where everything lies, and items for what is looked at.

All nodes and wires have a row in the field; an item is made when it is asked for, which is when the node comes into view or
under the pointer, so that opening and editing a large graph costs little more for each node than its row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.canvas.face import NodeFace, node_face
from app.canvas.field import CARD, FRAME, QUIET, Field, Rows
from app.canvas.findings import Findings
from app.canvas.forms import item_for
from app.canvas.ink import Ink, wire_token
from app.canvas.items import Items, Wires
from app.canvas.link_item import LinkItem
from app.canvas.node_item import REACH, NodeItem, Touch
from app.canvas.pace import Pace, What
from app.canvas.sizes import APART, Outline, Sizes, has_optional_output, outline_of
from app.canvas.sprites import Sprites
from app.catalog.registry import Catalog
from app.compile.problems import CheckResult, NodeInfo
from app.model.document import Document
from app.model.records import LinkRecord, PortRef

K = TypeVar("K")
T = TypeVar("T")
_FORMS = {"frame": FRAME, "note": QUIET, "reroute": QUIET}
_QUIET_WIRES = ("loss", "schedule")  # their shape is always the same and would only be noise
_MOST_ITEMS = 6000  # kept; some that are out of view go when there are more
_AT_ONCE = 200


class Contents:
    """Nodes and wires of one level."""

    def __init__(
        self, document: Document, catalog: Catalog, ink: Ink, sprites: Sprites, findings: Findings, touch: Touch
    ) -> None:
        self._document = document
        self._catalog = catalog
        self._ink = ink
        self._sprites = sprites
        self._findings = findings
        self._touch: Touch = lambda bounds: None if self._making else touch(bounds)
        self._making = False
        self._sizes = Sizes(ink)
        self.level: str | None = None
        self.load(None)

    # --- all of it --------------------------------------------------------------------------------------------------------

    def load(self, level: str | None) -> None:
        """Hold what lies on a level, and forget what was held before."""
        document = self._document
        self.level = level
        #: Whose cards show more of what is found than a footer: an output more, or the ports of other nodes.
        self._telling_kinds = {kind.name for kind in self._catalog.kinds if kind.role in APART or has_optional_output(kind)}
        self.field = Field()
        self._colours: dict[str, int] = {}  # by wire class
        self.nodes: Items[str, NodeItem] = Items(self.field.nodes.row, self._make_node)
        self.links: Wires = Wires(self.field.wires, self._make_link)
        self._outlines: dict[str, Outline] = {}
        self._touching: dict[str, dict[PortRef, LinkRecord]] = {}
        here = [node for node, record in document.nodes.items() if record.group == level]
        self._touching.update((node, {}) for node in here)
        links = [link for link in document.links.values() if link.source.node in self._touching]
        self._add(here, links)

    @property
    def scattered(self) -> bool:
        """Whether loading again is better than going on."""
        return self.field.nodes.scattered or self.field.wires.scattered

    # --- changes ----------------------------------------------------------------------------------------------------------

    def change(
        self, gone: Collection[str], cut: Iterable[LinkRecord], come: Iterable[str], changed: Iterable[str],
        joined: Iterable[LinkRecord],
    ) -> None:  # fmt: skip
        """Nodes and wires go and come; others look otherwise."""
        other = dict.fromkeys(changed)
        loose = {link.target: link for link in cut if link.target in self.links}
        for node in gone:
            loose.update(self._touching[node])
        self._show_again(gone, loose)
        self._drop_links(loose)
        self._drop_nodes(gone)
        for link in loose.values():
            other.update((end.node, None) for end in link)
        fresh = [node for node in come if node not in self._touching]
        self._touching.update((node, {}) for node in fresh)
        links = [link for link in joined if link.target not in self.links and all(end.node in self._touching for end in link)]
        for link in links:
            other.update((end.node, None) for end in link)
        self._add(fresh, links)
        self._show_again(fresh, [link.target for link in links])
        measured = set(fresh)
        self.refresh([node for node in other if node in self.nodes and node not in measured])

    def _add(self, nodes: list[str], links: list[LinkRecord]) -> None:
        """Give nodes and wires their rows."""
        for link in links:
            for end in link:
                self._touching[end.node][link.target] = link
        records = self._document.nodes
        rows = self.field.nodes.add(nodes)
        if nodes:
            self.field.nodes["box"][rows, :2] = [(records[node].x, records[node].y) for node in nodes]
            self._measure(nodes, rows)
        wires = self.field.wires.add(link.target for link in links)
        if links:
            row = self.field.nodes.row
            self.field.wires["nodes"][wires] = [(row[source.node], row[target.node]) for source, target in links]
            self._attach(links, wires)
            self.field.lay_wires(wires)

    def _drop_nodes(self, nodes: Collection[str]) -> None:
        for node in nodes:
            self.nodes.made.pop(node, None)
            self._sprites.forget(node)
            del self._touching[node], self._outlines[node]
        self.field.nodes.drop(nodes)

    def _drop_links(self, links: Mapping[PortRef, LinkRecord]) -> None:
        for target, link in links.items():
            self.links.made.pop(target, None)
            for end in link:
                self._touching[end.node].pop(target, None)
        self.field.wires.drop(links)

    def move(self, places: Mapping[str, tuple[float, float]]) -> None:
        """Nodes lie elsewhere; their wires follow."""
        if places:
            rows = self.field.nodes.rows(places)
            self.field.nodes["box"][rows, :2] = list(places.values())
            self.field.lay_wires(self.field.wires_of(rows))

    def refresh(self, nodes: Collection[str]) -> None:
        """Nodes look otherwise, or there are other words about them: measure them again, and bring their wires to their ports."""
        if not nodes:
            return
        for node in nodes:
            if node in self.nodes.made:
                self._show(self.nodes.made[node])
        links = {target: link for node in nodes for target, link in self._touching[node].items()}
        self._show_again(nodes, links)
        self._measure(nodes, self.field.nodes.rows(nodes))
        if links:
            rows = self.field.wires.rows(links)
            self._attach(links.values(), rows)
            self.field.lay_wires(rows)
        self._show_again(nodes, links)
        for target in links:
            if target in self.links.made:
                self._describe(self.links.made[target])

    def tell(self, nodes: Iterable[str], before: CheckResult) -> None:
        """There are other words about nodes than ``before``: measure those again whose cards show it, and colour the wires."""
        here = [node for node in nodes if node in self._outlines]
        made, now, records = self.nodes.made, self._findings.check, self._document.nodes
        anew: list[str] = []
        rest: list[str] = []
        for node in here:
            other = node in made or records[node].kind in self._telling_kinds
            other = other or _footer(before.nodes.get(node)) != _footer(now.nodes.get(node))
            (anew if other else rest).append(node)
        self.refresh(anew)
        if not rest:
            return
        rows = self.field.nodes.rows(rest)
        self._mark_errors(rest, rows)
        wires = self.field.wires_of(rows)
        targets = self.field.wires.named(wires)
        links = self._document.links
        self.field.wires["mark"][wires] = [self._colour(links[target].source) for target in targets]
        self._show_again(rest, targets)
        for target in targets:
            if target in self.links.made:
                self._describe(self.links.made[target])

    def _show_again(self, nodes: Collection[str], links: Collection[PortRef]) -> None:
        """Have nodes and wires painted again where they are now."""
        if nodes or links:
            self._touch(lambda: self._area(nodes, links))

    def _area(self, nodes: Collection[str], links: Collection[PortRef]) -> QRectF:
        field = self.field
        cards = field.around(field.nodes.rows(nodes))
        return cards.united(field.around_wires(field.wires.rows(links))).adjusted(-REACH, -REACH, REACH, REACH)

    def refresh_borders(self) -> None:
        """The group that is shown has other ports now."""
        self.refresh([node for node, outline in self._outlines.items() if outline.form == "border"])

    # --- measuring --------------------------------------------------------------------------------------------------------

    def _measure(self, nodes: Collection[str], rows: Rows) -> None:
        field = self.field
        sizes, forms, marks = [], [], []
        for node in nodes:
            outline = self._outlines[node] = self._outline(node)
            form = _FORMS.get(outline.form, CARD)
            sizes.append((outline.width, outline.height))
            forms.append(form)
            marks.append(field.mark("line" if form == QUIET else outline.mark))
        field.nodes["box"][rows, 2:] = sizes
        field.nodes["form"][rows], field.nodes["mark"][rows] = forms, marks
        self._mark_errors(nodes, rows)

    def _mark_errors(self, nodes: Collection[str], rows: Rows) -> None:
        findings = self._findings
        self.field.nodes["error"][rows] = [findings.in_error(node) for node in nodes] if findings.problems else False

    def _outline(self, node: str) -> Outline:
        kind = self._catalog.kind_of(self._document, node)
        if kind.role in APART or kind.options.get("form") is not None:
            item = self.nodes[node]
            wires = {port.ref.port: port.wire for port in item.face.outputs}
            return outline_of(item.layout, item.face.form, item.face.mark, wires)
        live = self._findings.live.get(node, "")
        return self._sizes.outline(self._document.nodes[node], kind, lambda: self._wired(node), self._findings.check, live)

    def _wired(self, node: str) -> tuple[set[str], set[str]]:
        """The inputs of a node that have a wire, and the outputs that are used."""
        links = self._touching[node]
        wired = {target.port for target in links if target.node == node}
        return wired, {link.source.port for link in links.values() if link.source.node == node}

    def _attach(self, links: Iterable[LinkRecord], rows: Rows) -> None:
        """Where the ports are that wires end in, and what colour they have."""
        outlines = self._outlines
        ports, marks = [], []
        for source, target in links:
            ports.append((*outlines[source.node].place(False, source.port), *outlines[target.node].place(True, target.port)))
            marks.append(self._colour(source))
        self.field.wires["ports"][rows] = ports
        self.field.wires["mark"][rows] = marks

    def _colour(self, source: PortRef) -> int:
        """The number of the colour of the wires that leave an output."""
        found = self._findings.check.port_types.get(source)
        wire = found.wire if found is not None else self._outlines[source.node].wires.get(source.port, "any")
        mark = self._colours.get(wire)
        if mark is None:
            mark = self._colours[wire] = self.field.mark(wire_token(wire))
        return mark

    # --- items ------------------------------------------------------------------------------------------------------------

    def _face(self, node: str) -> NodeFace:
        kind = self._catalog.kind_of(self._document, node)
        record = self._document.nodes[node]
        return node_face(record, kind, *self._wired(node), self._findings.check, *self._findings.of(node), self._called)

    def _called(self, node: str) -> str:
        record = self._document.nodes.get(node)
        return "" if record is None else record.name

    def _make_node(self, node: str) -> NodeItem:
        with self._unseen():
            item = item_for(node, self._face(node), self._ink, self._sprites, self.field, self._touch)
            item.set_live(self._findings.live.get(node, ""))
            item.set_picture(self._findings.pictures.get(node))
            item.set_curve(self._findings.curves.get(node, ()))
        return item

    @contextmanager
    def _unseen(self) -> Iterator[None]:
        """While an item is made nothing is to be painted again: where it is seen, it is being painted."""
        self._making = True
        try:
            yield
        finally:
            self._making = False

    def _show(self, item: NodeItem) -> None:
        face = self._face(item.node_id)
        if face.pinned != item.face.pinned:
            self._findings.pictures.pop(item.node_id, None)
            item.set_picture(None)
        item.set_face(face)

    def _make_link(self, target: PortRef) -> LinkItem:
        with self._unseen():
            item = LinkItem(self._touching[target.node][target], self._ink, self._touch)
            self._describe(item)
        return item

    def _describe(self, item: LinkItem) -> None:
        """The colour of a wire and the shape on it; of the wires of an output only the first tells it."""
        source = item.link.source
        found = self._findings.check.port_types.get(source)
        item.set_wire(found.wire if found is not None else self._outlines[source.node].wires.get(source.port, "any"))
        if found is None or found.wire in _QUIET_WIRES:
            item.set_shape("", False)
            return
        fan = [link for link in self._touching[source.node].values() if link.source == source]
        item.set_shape(found.shape if fan[0] == item.link else "", len(fan) > 1)

    def trim(self, seen: QRectF) -> None:
        """Where there are many items, let some go that are not seen, those that were made first first."""
        made = self.nodes.made
        if len(made) > _MOST_ITEMS:
            near = set(self.field.nodes.named(self.field.nodes_in(seen)))
            for node in list(islice((node for node in made if node not in near), _AT_ONCE)):
                del made[node]
                self._sprites.forget(node)
                for target in self._touching[node]:
                    self.links.made.pop(target, None)

    # --- questions --------------------------------------------------------------------------------------------------------

    def touching(self, node: str) -> Mapping[PortRef, LinkRecord]:
        """The wires of a node, by target."""
        return self._touching.get(node, {})

    def form(self, node: str) -> str:
        return self._outlines[node].form

    def outline(self, node: str) -> Outline:
        return self._outlines[node]

    def port_point(self, ref: PortRef, is_input: bool) -> QPointF:
        """Where a port is; the node's edge where it does not show that port."""
        x, y = self.field.corner(ref.node)
        dx, dy = self._outlines[ref.node].place(is_input, ref.port)
        return QPointF(x + dx, y + dy)

    def within(self, rows: Rows, pace: Pace) -> tuple[Rows, Rows]:
        """Rows of nodes that have items, and as many as may get one now; and all others."""
        return _within(rows, self.field.nodes.keys, self.nodes.made, "nodes", pace)

    def within_wires(self, rows: Rows, pace: Pace) -> tuple[Rows, Rows]:
        """The same of wires."""
        return _within(rows, self.field.wires.keys, self.links.made, "wires", pace)

    def frames(self) -> list[str]:
        field = self.field
        return field.nodes.named(np.flatnonzero(field.nodes["form"] == FRAME))

    def with_contents(self, nodes: Iterable[str]) -> list[str]:
        """The nodes and, for every frame among them, what lies in it."""
        field = self.field
        found = dict.fromkeys(nodes)
        for frame in set(self.frames()).intersection(found):
            found.update(dict.fromkeys(field.nodes.named(field.nodes_in(field.box(frame), within=True))))
        return list(found)

    def taken_by(self, rect: QRectF) -> tuple[Rows, Rows]:
        """The rows of what a rectangle drawn over the scene selects: nodes that it touches, frames and wires wholly in it."""
        field = self.field
        touched = field.nodes_in(rect)
        if (field.nodes["form"][touched] == FRAME).any():
            form = field.nodes["form"]
            inside = field.nodes_in(rect, within=True)
            touched = np.union1d(touched[form[touched] != FRAME], inside[form[inside] == FRAME])
        return touched, field.wires_held(rect)

    def ordered_links(self, targets: Iterable[PortRef]) -> list[PortRef]:
        """Wires from left to right, by where they begin and then by where they end."""
        ends, row = self.field.wires["ends"], self.field.wires.row
        return sorted(targets, key=lambda target: ends[row[target]].tolist())

    def ordered(self, rows: Rows) -> list[NodeItem]:
        """The items of rows, in the order in which they came."""
        return [self.nodes[node] for node in self.field.nodes.named(rows)]


def _footer(info: NodeInfo | None) -> str:
    return "" if info is None else info.footer


def _within(rows: Rows, keys: list[K | None], made: Mapping[K, T], what: What, pace: Pace) -> tuple[Rows, Rows]:
    new = np.fromiter((keys[row] not in made for row in rows.tolist()), bool, len(rows))
    fresh = rows[new]
    late = fresh[pace.take(what, len(fresh)) :]
    return (rows, late) if not len(late) else (np.setdiff1d(rows, late, assume_unique=True), late)
