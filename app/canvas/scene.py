"""The scene: one item a node and a wire, kept in step with the document through its signals, by ids.

It shows one level: the document's own, or the inside of a group that was entered; what lies elsewhere has no item here.

It never changes the document.  What is selected, hovered or being tried lives here, because it is nobody's business but
the canvas's; gestures read it and turn it into calls of the editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.face import NodeFace, node_face
from app.canvas.forms import item_for
from app.canvas.ink import Ink
from app.canvas.link_item import LinkItem, PillLayer
from app.canvas.node_item import NodeItem
from app.canvas.note_item import FrameItem
from app.canvas.painter import NodeState
from app.canvas.sprites import Sprites
from app.canvas.trial import Trial
from app.catalog.registry import Catalog
from app.commands.editor import Editor
from app.compile.problems import CheckResult, Problem
from app.model.document import Document
from app.model.groups import path
from app.model.pictures import AnyPicture
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.theme import Theme

_START = QRectF(-4096, -4096, 8192, 8192)
_MANY = 64  # nodes that come or go, from which on the scene is made anew
_QUIET_WIRES = ("loss", "schedule")  # their shape is always the same and would only be noise


class CanvasScene(QGraphicsScene):
    """What one level of the document looks like.  ``nodes`` by id, ``links`` by target; ``level`` is the group entered."""

    selection_ids_changed = Signal(list)
    contents_changed = Signal()  # something was added, removed or looks otherwise
    contents_moved = Signal(list)  # ids of nodes that are shown elsewhere
    level_changed = Signal()  # another group is shown

    def __init__(self, editor: Editor, catalog: Catalog, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.catalog = catalog
        self.ink = Ink(theme, self)
        self.sprites = Sprites()
        self.nodes: dict[str, NodeItem] = {}
        self.links: dict[PortRef, LinkItem] = {}
        self.trial: Trial | None = None
        self._touching: dict[str, dict[PortRef, LinkItem]] = {}
        self._check = CheckResult()
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._inner: dict[str, tuple[Problem, ...]] = {}  # of groups: what is wrong inside
        self._live: dict[str, str] = {}
        self._pictures: dict[str, AnyPicture | None] = {}  # of pinned nodes, on every level
        self._path: list[str] = []
        self._selected: dict[str, None] = {}
        self._selected_links: dict[PortRef, None] = {}
        self._hovered: NodeItem | LinkItem | None = None
        self.pills = PillLayer(self.ink)
        self.setSceneRect(_START)
        self.pills.set_bounds(_START)
        self.addItem(self.pills)
        self.ink.changed.connect(self._on_ink_changed)
        self._subscribe(editor.document)
        self._on_reset()

    @property
    def document(self) -> Document:
        return self.editor.document

    @property
    def check(self) -> CheckResult:
        """What the last live check found."""
        return self._check

    def _subscribe(self, document: Document) -> None:
        document.node_added.connect(self._on_node_added)
        document.node_removed.connect(self._on_node_removed)
        document.node_changed.connect(self._on_node_changed)
        document.nodes_moved.connect(self._on_nodes_moved)
        document.nodes_regrouped.connect(self._on_nodes_regrouped)
        document.link_added.connect(self._on_link_added)
        document.link_removed.connect(self._on_link_removed)
        document.was_reset.connect(self._on_reset)

    # --- the level that is shown ------------------------------------------------------------------------------------------

    @property
    def level(self) -> str | None:
        """The group whose inside is shown; None for the document's own level."""
        return self._path[-1] if self._path else None

    @property
    def path(self) -> list[str]:
        """The groups that were entered, the outermost first."""
        return list(self._path)

    def show_level(self, group: str | None) -> None:
        """Show the inside of a group, or the document's own level."""
        wanted = path(self.document.nodes, group)
        if wanted != self._path:
            self._path = wanted
            self.editor.level = self.level
            self._rebuild()
            self.level_changed.emit()

    def _here(self, node: str) -> bool:
        """Whether a node lies on the level that is shown."""
        record = self.document.nodes.get(node)
        return record is not None and record.group == self.level

    # --- what the check and a run say -------------------------------------------------------------------------------------

    def show_check(self, result: CheckResult) -> None:
        """Put types, figures and problems on nodes and wires."""
        before, self._check = self._check, result
        changed = set(result.changed_since(before))
        if not changed:
            return
        self._take_problems()
        changed |= {group for node in changed for group in self._around(node)}
        for node in changed & self.nodes.keys():
            self._refresh_node(node)
            for item in self._touching[node].values():
                self._refresh_link(item)
                self._place_link(item)
        self.contents_changed.emit()

    def _take_problems(self) -> None:
        """Sort the check's problems by node, and those inside groups by group."""
        self._problems = self._check.by_node()
        inner: dict[str, list[Problem]] = {}
        for node, problems in self._problems.items():
            for group in self._around(node):
                inner.setdefault(group, []).extend(problems)
        self._inner = {group: tuple(problems) for group, problems in inner.items()}

    def problems_of(self, node: str) -> tuple[Problem, ...]:
        """What is wrong with a node, the worst first."""
        return self._problems.get(node, ())

    def _around(self, node: str) -> list[str]:
        """The groups around a node."""
        record = self.document.nodes.get(node)
        return path(self.document.nodes, record.group) if record is not None else []

    def set_live(self, node_id: str, text: str) -> None:
        """Show a live figure in a node's footer."""
        self._live[node_id] = text
        item = self.nodes.get(node_id)
        if item is not None and item.set_live(text):
            self._follow(node_id)

    def clear_live(self) -> None:
        """Footers say again what they say while nothing runs."""
        self._live = {}
        for node, item in self.nodes.items():
            if item.set_live(""):
                self._follow(node)

    def set_picture(self, node_id: str, picture: AnyPicture | None) -> None:
        """Show the value of a node's pinned output on its card."""
        self._pictures[node_id] = picture
        item = self.nodes.get(node_id)
        if item is not None:
            item.set_picture(picture)

    # --- selection --------------------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The selected nodes, in the order in which they were selected."""
        return list(self._selected)

    def selected_links(self) -> list[LinkRecord]:
        return [self.links[target].link for target in self._selected_links]

    @property
    def current(self) -> NodeItem | None:
        """The node that the keyboard acts on: the one selected last."""
        return self.nodes[next(reversed(self._selected))] if self._selected else None

    def select(self, nodes: Iterable[str] = (), links: Iterable[PortRef] = ()) -> None:
        """Select exactly these."""
        wanted = dict.fromkeys(node for node in nodes if node in self.nodes)
        wanted_links = dict.fromkeys(target for target in links if target in self.links)
        changed = self._selected.keys() ^ wanted.keys()
        for target in self._selected_links.keys() ^ wanted_links.keys():
            self.links[target].set_state(selected=target in wanted_links)
        moved_on = list(self._selected) != list(wanted)
        self._selected, self._selected_links = wanted, wanted_links
        for node in changed:
            self._refresh_state(self.nodes[node])
        if moved_on:
            self.selection_ids_changed.emit(self.selected_ids())

    def select_all(self) -> None:
        self.select(self.nodes, self.links)

    # --- what is under the pointer ----------------------------------------------------------------------------------------

    @property
    def hovered(self) -> NodeItem | LinkItem | None:
        return self._hovered

    def set_hovered(self, item: NodeItem | LinkItem | None) -> None:
        """Mark what the pointer is over."""
        before = self._hovered
        if item is before:
            return
        self._hovered = item
        for each in (before, item):
            if isinstance(each, NodeItem):
                self._refresh_state(each)
            elif isinstance(each, LinkItem):
                each.set_state(hovered=each is item)

    def _refresh_state(self, item: NodeItem) -> None:
        item.set_state(NodeState(selected=item.node_id in self._selected, hovered=item is self._hovered))

    # --- trying -----------------------------------------------------------------------------------------------------------

    def begin_trial(self, trial: Trial) -> None:
        """A wire is being drawn: fade the nodes that it cannot end in."""
        self.trial = trial
        for node, item in self.nodes.items():
            item.setOpacity(1.0 if node == trial.fixed.node or trial.fitting(node) else 0.45)
        self.update()  # the rings around ports that fit lie outside what a changed opacity repaints

    def end_trial(self) -> None:
        self.trial = None
        for item in self.nodes.values():
            item.setOpacity(1.0)
        self.update()

    def preview(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Show nodes elsewhere without moving them in the document."""
        for node, (x, y) in positions.items():
            self.nodes[node].setPos(x, y)
        touched: dict[PortRef, LinkItem] = {}
        for node in positions:
            touched.update(self._touching[node])
        for item in touched.values():
            self._place_link(item)
        self.contents_moved.emit(list(positions))

    def end_preview(self, nodes: Iterable[str]) -> None:
        """Show nodes where the document has them."""
        self._on_nodes_moved([node for node in nodes if node in self.nodes])

    # --- geometry ---------------------------------------------------------------------------------------------------------

    def contents_rect(self, nodes: Iterable[str] | None = None) -> QRectF:
        """The rectangle around nodes, or around all of them."""
        rect = QRectF()
        for node in self.nodes if nodes is None else nodes:
            rect = rect.united(self.nodes[node].rect())
        return rect

    def whole_rect(self) -> QRectF:
        """The rectangle around all nodes and their wires."""
        rect = self.contents_rect()
        for item in self.links.values():
            rect = rect.united(item.sceneBoundingRect())
        return rect

    def with_contents(self, nodes: Iterable[str]) -> list[str]:
        """The nodes and, for every frame among them, what lies in it."""
        found = dict.fromkeys(nodes)
        for frame in [item for node in found if isinstance(item := self.nodes[node], FrameItem)]:
            rect = frame.rect()
            found.update(dict.fromkeys(node for node, item in self.nodes.items() if rect.contains(item.rect())))
        return list(found)

    def links_of(self, node: str) -> list[LinkItem]:
        return list(self._touching.get(node, {}).values())

    def port_point(self, ref: PortRef, is_input: bool) -> QPointF:
        """Where a port is; the node's edge where it does not show that port."""
        item = self.nodes[ref.node]
        point = item.port_point(is_input, ref.port)
        if point is not None:
            return point
        rect = item.rect()
        return QPointF(rect.left() if is_input else rect.right(), rect.top() + 16)

    def _grow(self, rect: QRectF) -> None:
        """Keep the index of items around them all."""
        whole = self.sceneRect()
        if not whole.contains(rect):
            self.setSceneRect(whole.united(rect.adjusted(-4096, -4096, 4096, 4096)))
            self.pills.set_bounds(self.sceneRect())

    # --- items ------------------------------------------------------------------------------------------------------------

    def _face(self, record: NodeRecord) -> NodeFace:
        node = record.id
        kind = self.catalog.kind_of(self.document, node)
        wired = {target.port for target in self._touching[node] if target.node == node}
        used = {item.link.source.port for item in self._touching[node].values() if item.link.source.node == node}
        return node_face(record, kind, wired, used, self._check, self._problems.get(node, ()), self._inner.get(node, ()))

    def _refresh_node(self, node: str) -> None:
        item, face = self.nodes[node], self._face(self.document.nodes[node])
        if face.pinned != item.face.pinned:
            self.set_picture(node, None)
        if item.set_face(face):
            self._follow(node)

    def _follow(self, node: str) -> None:
        """Bring the wires of a node to where its ports are now."""
        for item in self._touching[node].values():
            self._place_link(item)

    def _place_link(self, item: LinkItem) -> None:
        source, target = item.link
        item.set_ends(self.port_point(source, False), self.port_point(target, True))
        self.pills.place(item)

    def _refresh_link(self, item: LinkItem) -> None:
        source = item.link.source
        face = self.nodes[source.node].port_face(source, False)
        item.set_wire(face.wire if face is not None else "any")
        found = self._check.port_types.get(source)
        fan = [each for each in self._touching[source.node].values() if each.link.source == source]
        quiet = found is None or found.wire in _QUIET_WIRES or fan[0] is not item
        self.pills.set_text(item, "" if found is None or quiet else found.shape, len(fan) > 1)

    def refresh_pill(self, item: LinkItem) -> None:
        """Write on a wire again that had been hidden."""
        self._refresh_link(item)
        self.pills.place(item)

    def _refresh_fan(self, source: PortRef) -> None:
        """All wires of an output: only the first of them tells the shape."""
        for item in self._touching[source.node].values():
            if item.link.source == source:
                self._refresh_link(item)

    # --- the document's signals -------------------------------------------------------------------------------------------

    def _on_node_added(self, node: str) -> None:
        if self._here(node):
            self._add_node(node)
            self.contents_changed.emit()

    def _add_node(self, node: str) -> None:
        record = self.document.nodes[node]
        self._touching[node] = {}
        item = item_for(node, self._face(record), self.ink, self.sprites)
        item.setPos(record.x, record.y)
        self.nodes[node] = item
        item.set_live(self._live.get(node, ""))
        item.set_picture(self._pictures.get(node))
        self._grow(item.rect())
        self.addItem(item)

    def _on_node_removed(self, node: str) -> None:
        if node in self.nodes:
            self._drop_node(node)
            self.contents_changed.emit()
        if node in self._path:  # what is shown is gone: go up to what is left
            left = self._path[: self._path.index(node)]
            self.show_level(left[-1] if left else None)

    def _drop_node(self, node: str) -> None:
        """Take a node off the scene, with the wires that it still has."""
        for target in list(self._touching[node]):
            self._drop_link(self.links[target].link)
        item = self.nodes[node]
        if self._hovered is item:
            self._hovered = None
        if node in self._selected:
            self.select([other for other in self._selected if other != node], self._selected_links)
        del self.nodes[node], self._touching[node]
        self.removeItem(item)
        self.sprites.drop(node)

    def _on_node_changed(self, node: str) -> None:
        if node in self._path:
            self._refresh_border()
        if node in self.nodes:
            self._refresh_node(node)
            self.contents_changed.emit()

    def _on_nodes_regrouped(self, nodes: list[str]) -> None:
        gone = {node for node in nodes if node in self.nodes and not self._here(node)}
        come = {node for node in nodes if node not in self.nodes and self._here(node)}
        if len(gone) + len(come) > _MANY:
            self._rebuild([node for node in self._selected if node not in gone])
            return
        for node in gone:
            self._drop_node(node)
        for node in nodes:
            if node in come:
                self._add_node(node)
        for link in self.document.links.values() if come else ():
            if (link.source.node in come or link.target.node in come) and all(ref.node in self.nodes for ref in link):
                self._show_link(link)
        if gone or come:
            self.contents_changed.emit()

    def _refresh_border(self) -> None:
        """The group shown has other ports now."""
        for node, item in self.nodes.items():
            if item.face.form == "border":
                self._refresh_node(node)

    def _on_nodes_moved(self, nodes: list[str]) -> None:
        nodes = [node for node in nodes if node in self.nodes]
        records = self.document.nodes
        for node in nodes:
            self._grow(self.nodes[node].rect().translated(-self.nodes[node].pos()).translated(records[node].x, records[node].y))
        self.preview({node: (records[node].x, records[node].y) for node in nodes})

    def _on_link_added(self, link: LinkRecord) -> None:
        if all(ref.node in self.nodes for ref in link):
            self._show_link(link)
            self.contents_changed.emit()

    def _show_link(self, link: LinkRecord) -> None:
        self._add_link(link)
        for ref in link:
            self._refresh_node(ref.node)
        self._place_link(self.links[link.target])
        self._refresh_fan(link.source)

    def _add_link(self, link: LinkRecord) -> None:
        item = LinkItem(link, self.ink)
        self.links[link.target] = item
        for ref in link:
            self._touching[ref.node][link.target] = item
        self.addItem(item)

    def _on_link_removed(self, link: LinkRecord) -> None:
        if link.target in self.links:
            self._drop_link(link)
            self.contents_changed.emit()

    def _drop_link(self, link: LinkRecord) -> None:
        item = self.links.pop(link.target)
        if self._hovered is item:
            self._hovered = None
        self._selected_links.pop(link.target, None)
        self.pills.drop(item)
        for ref in link:
            self._touching[ref.node].pop(link.target, None)
        self.removeItem(item)
        for ref in link:
            self._refresh_node(ref.node)
        self._refresh_fan(link.source)

    def _on_reset(self) -> None:
        self._check, self._problems, self._inner, self._live = CheckResult(), {}, {}, {}
        self._pictures = {}
        entered, self._path = self._path, []
        self.editor.level = None
        self._rebuild()
        if entered:
            self.level_changed.emit()

    def _rebuild(self, selected: Iterable[str] = ()) -> None:
        """Make the items of the level anew."""
        self.trial = None
        self._hovered = None
        self.pills.clear()
        for item in (*self.nodes.values(), *self.links.values()):
            self.removeItem(item)
        self.nodes, self.links, self._touching = {}, {}, {}
        self.sprites.clear()
        before = list(self._selected)
        self._selected, self._selected_links = {}, {}
        for node, record in self.document.nodes.items():
            if record.group == self.level:
                self._add_node(node)
        for link in self.document.links.values():
            if all(ref.node in self.nodes for ref in link):
                self._add_link(link)
        for node in self.nodes:
            self._refresh_node(node)
        for item in self.links.values():
            self._refresh_link(item)
            self._place_link(item)
        self.contents_changed.emit()
        self._selected = dict.fromkeys(node for node in selected if node in self.nodes)
        for node in self._selected:
            self._refresh_state(self.nodes[node])
        if before != list(self._selected):
            self.selection_ids_changed.emit(self.selected_ids())

    def _on_ink_changed(self) -> None:
        self.sprites.clear()
        for item in self.links.values():
            item.repaint()
        self.update()
