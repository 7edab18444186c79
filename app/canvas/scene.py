"""The scene: one level of the document as it is shown, with what is selected, hovered or being tried.

It never changes the document.  What only the canvas knows lives here; gestures read it and turn it into calls of the editor.
What lies where, and the items for it, are kept by ``contents``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from app.canvas.contents import Contents
from app.canvas.field import CARD, FRAME, Rows
from app.canvas.findings import Findings
from app.canvas.ink import Ink
from app.canvas.lift import Lift
from app.canvas.link_item import LinkItem
from app.canvas.node_item import REACH, NodeItem
from app.canvas.selection import NONE, Selection
from app.canvas.spark import Curve
from app.canvas.sprites import Sprites
from app.canvas.telling import Telling
from app.canvas.together import TogetherMarks
from app.canvas.trial import Trial
from app.catalog.registry import Catalog
from app.commands.editor import Editor
from app.compile.problems import CheckResult, Problem
from app.model.delta import Changes
from app.model.document import Document
from app.model.groups import path
from app.model.pictures import AnyPicture
from app.model.records import LinkRecord, PortRef
from app.theme import Theme

EVERYTHING = QRectF()
_MANY = 200  # nodes and wires, from which on the whole view is painted again and not the part of each
_UNFIT = 0.45  # the opacity of a node that a wire cannot end in


class CanvasScene(QObject):
    """What one level of the document looks like.  ``nodes`` by id, ``links`` by target; ``level`` is the group entered."""

    selection_ids_changed = Signal(object)  # the list of them
    contents_changed = Signal()  # something was added, removed or looks otherwise
    contents_moved = Signal()  # nodes are shown elsewhere
    lift_changed = Signal()  # nodes were taken up to be moved, or put down
    shifted = Signal(QRectF)  # they are shown elsewhere, which shows in this part; nothing else looks otherwise
    level_changed = Signal()  # another group is shown
    touched = Signal(QRectF)  # this part must be painted again; all of it where the rectangle is empty
    relit = Signal(object)  # these parts (rows of left, top, right, bottom) look otherwise, and nothing lies elsewhere

    def __init__(self, editor: Editor, catalog: Catalog, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.catalog = catalog
        self.ink = Ink(theme, self)
        self.sprites = Sprites()
        self.pace = self.sprites.pace
        self.trial: Trial | None = None
        self.lifted: Lift | None = None
        self.findings = Findings()
        self._path: list[str] = []
        self._hovered: NodeItem | LinkItem | None = None
        self._quiet = False  # so much changes that all of it is painted again in the end
        self.contents = Contents(editor.document, catalog, self.ink, self.sprites, self.findings, self._touch_item)
        self.selection = Selection(lambda: self.contents.field)
        self.together = TogetherMarks(self)
        self.telling = Telling(self)
        self.ink.changed.connect(self._on_ink_changed)
        editor.document.changed.connect(self._on_changed)
        editor.document.was_reset.connect(self._on_reset)

    @property
    def document(self) -> Document:
        return self.editor.document

    @property
    def nodes(self) -> Mapping[str, NodeItem]:
        return self.contents.nodes

    @property
    def links(self) -> Mapping[PortRef, LinkItem]:
        return self.contents.links

    @property
    def check(self) -> CheckResult:
        """What the last live check found."""
        return self.findings.check

    def touch(self, rect: QRectF) -> None:
        """Have a part of the scene painted again."""
        if not self._quiet:
            self.touched.emit(rect)

    def _touch_item(self, bounds: Callable[[], QRectF]) -> None:
        """An item looks otherwise; where it lies is only worked out if it matters."""
        if not self._quiet:
            self.touched.emit(bounds())

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

    # --- what the check and a run say -------------------------------------------------------------------------------------

    def show_check(self, result: CheckResult) -> None:
        """Put types, figures and problems on nodes and wires."""
        self.telling.show(result)

    def problems_of(self, node: str) -> tuple[Problem, ...]:
        """What is wrong with a node, the worst first."""
        return self.findings.problems.get(node, ())

    def set_live(self, node_id: str, text: str, curve: Curve = ()) -> None:
        """Show a live figure in a node's footer, and a curve of the run drawn small beside its ports."""
        self.findings.live[node_id], self.findings.curves[node_id] = text, curve
        if node_id in self.nodes:
            self._tell_live(node_id, text)

    def clear_live(self) -> None:
        """Footers say again what they say while nothing runs."""
        self.findings.curves = {}
        told, self.findings.live = self.findings.live, {}
        for node in told:
            if node in self.nodes:
                self._tell_live(node, "")

    def _tell_live(self, node: str, text: str) -> None:
        self.nodes[node].set_curve(self.findings.curves.get(node, ()))
        height = self.nodes[node].layout.height
        if self.nodes[node].set_live(text) and self.nodes[node].layout.height != height:
            self.contents.refresh([node])

    def set_picture(self, node_id: str, picture: AnyPicture | None) -> None:
        """Show the value of a node's pinned output on its card."""
        self.findings.pictures[node_id] = picture
        if node_id in self.nodes:
            self.nodes[node_id].set_picture(picture)

    # --- selection --------------------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The selected nodes, in the order in which they were selected."""
        return self.selection.ids()

    def selected_links(self) -> list[LinkRecord]:
        return [self.document.links[target] for target in self.selection.targets()]

    @property
    def current(self) -> NodeItem | None:
        """The node that the keyboard acts on: the one selected last."""
        rows = self.selection.nodes
        return self.contents.ordered(rows[-1:])[0] if len(rows) else None

    def select(self, nodes: Iterable[str] = (), links: Iterable[PortRef] = ()) -> None:
        """Select exactly these."""
        field = self.contents.field
        self.select_rows(field.nodes.found(nodes), field.wires.found(links))

    def select_all(self) -> None:
        field = self.contents.field
        self.select_rows(field.nodes.all(), field.wires.all())

    def select_rows(self, nodes: Rows, wires: Rows) -> None:
        """Select exactly the nodes and wires of these rows."""
        before = self.selection.nodes
        changed, changed_wires = self.selection.take(nodes, wires)
        self._show_selection(changed, changed_wires)
        if self.selection.nodes is not before:
            self.selection_ids_changed.emit(self.selected_ids())

    def _show_selection(self, nodes: Rows, wires: Rows) -> None:
        """Have these painted as they are now."""
        if not len(nodes) + len(wires):
            return
        field, made = self.contents.field, self.contents.nodes.made
        for node in field.nodes.named(nodes[field.nodes["form"][nodes] != CARD]):
            if node in made:
                self.sprites.drop(node)  # on cards it is drawn beside their pictures
        self.relit.emit(np.concatenate((field.reaches(nodes), field.wires["hull"][wires])))

    @contextmanager
    def calm(self, count: int, more: bool = False) -> Iterator[None]:
        """While many things change, the view is told once in the end; not yet where ``more`` is to come."""
        self._quiet = count > _MANY
        try:
            yield
        finally:
            before, self._quiet = self._quiet, False
            if before and not more:
                self.touch(EVERYTHING)

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
            if each is not None:
                each.set_state(hovered=each is item)

    # --- trying -----------------------------------------------------------------------------------------------------------

    def begin_trial(self, trial: Trial) -> None:
        """A wire is being drawn: the nodes that it cannot end in are faded."""
        self.trial = trial
        self.touch(EVERYTHING)

    def end_trial(self) -> None:
        self.trial = None
        self.touch(EVERYTHING)

    def opacity(self, node: str) -> float:
        """How a node is shown: faded where the wire that is being drawn cannot end in it."""
        trial = self.trial
        return 1.0 if trial is None or node == trial.fixed.node or trial.fitting(node) else _UNFIT

    def preview(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Show nodes elsewhere without moving them in the document."""
        self.contents.move(positions)
        self.moved(EVERYTHING)

    def moved(self, rect: QRectF) -> None:
        """Nodes lie elsewhere on the scene now, which shows in this part of it."""
        self.touch(rect)
        self.contents_moved.emit()

    def take_up(self, lift: Lift | None) -> None:
        """These nodes are being moved; none where they were put down."""
        self.lifted = lift
        self.lift_changed.emit()

    def end_preview(self, nodes: Iterable[str]) -> None:
        """Show nodes where the document has them."""
        records = self.document.nodes
        self.preview({node: (records[node].x, records[node].y) for node in nodes if node in self.nodes})

    # --- geometry ---------------------------------------------------------------------------------------------------------

    def rect_of(self, node: str) -> QRectF:
        """The card of a node."""
        return self.contents.field.box(node)

    def contents_rect(self, nodes: Iterable[str] | None = None) -> QRectF:
        """The rectangle around nodes, or around all of them."""
        field = self.contents.field
        return field.around(None if nodes is None else field.nodes.rows(nodes))

    def whole_rect(self) -> QRectF:
        """The rectangle around all nodes and their wires."""
        field = self.contents.field
        return field.around().united(field.around_wires())

    def items_in(self, rect: QRectF) -> list[NodeItem]:
        """The nodes that are painted in a part of the scene, what lies above later: frames, nodes, those that stand out."""
        return self.in_order(self.contents.field.nodes_in(rect.adjusted(-REACH, -REACH, REACH, REACH)))

    def in_order(self, rows: Rows) -> list[NodeItem]:
        """The nodes of rows, what lies above later."""
        return self.contents.ordered(self.stacked(rows))

    def stacked(self, rows: Rows) -> Rows:
        """Rows of nodes, what lies above later: frames, nodes, those that stand out."""
        nodes, hovered = self.contents.field.nodes, self._hovered
        above = np.where(nodes["form"][rows] == FRAME, 0, 1 + nodes["selected"][rows])
        if isinstance(hovered, NodeItem) and not hovered.behind:
            above[rows == nodes.row.get(hovered.node_id, -1)] = 2
        return rows[np.argsort(above, kind="stable")]

    def links_in(self, rect: QRectF) -> list[LinkItem]:
        """The wires that may run through a part of the scene, those that stand out last."""
        return self.links_at(self.contents.field.wires_in(rect))

    def links_at(self, rows: Rows) -> list[LinkItem]:
        """The wires of rows, those that stand out last."""
        wires, links = self.contents.field.wires, self.contents.links
        found = []
        for target, ends, selected in zip(
            wires.named(rows), wires["ends"][rows].tolist(), wires["selected"][rows].tolist(), strict=True
        ):
            item = links.made.get(target) or links[target]
            item.show(tuple(ends), selected)
            found.append(item)
        return sorted(found, key=lambda item: item.raised)

    def links_of(self, node: str) -> list[LinkItem]:
        return [self.links[target] for target in self.contents.touching(node)]

    def port_point(self, ref: PortRef, is_input: bool) -> QPointF:
        """Where a port is; the node's edge where it does not show that port."""
        return self.contents.port_point(ref, is_input)

    # --- the document's signals -------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Show what a command did."""
        left = [group for group in self._path if group in self.document.nodes]
        if len(left) < len(self._path):  # what is shown is gone: go up to what is left
            self.show_level(left[-1] if left else None)
            return
        records, level = self.document.nodes, self.level
        here: Callable[[str], bool] = lambda node: node in records and records[node].group == level
        went = [node for node in (*changes.nodes_removed, *changes.nodes_regrouped) if node in self.nodes and not here(node)]
        come = [node for node in (*changes.nodes_added, *changes.nodes_regrouped) if node not in self.nodes and here(node)]
        self._forget(went, changes.links_removed)
        if self.contents.scattered:
            self._rebuild(self.selected_ids(), keep=True)
            return
        joined = changes.links_added
        if changes.nodes_regrouped and come:
            joined = tuple(self.document.links.values())  # also those between nodes that come back as they were
        changed = [node for node in changes.nodes_changed if node in self.nodes]
        with self.calm(len(went) + len(come) + len(changed)):
            self.contents.change(went, changes.links_removed, come, changed, joined)
        if not set(changes.nodes_changed).isdisjoint(self._path):
            self.contents.refresh_borders()
        moved = [node for node in changes.nodes_moved if node in self.nodes]
        if moved:
            self.end_preview(moved)
        if changes.recompiles:
            self.contents_changed.emit()

    def _forget(self, nodes: Iterable[str], links: Iterable[LinkRecord]) -> None:
        """Nodes and wires are about to go: they are not hovered and not selected any more."""
        gone = set(nodes)
        hovered, field = self._hovered, self.contents.field
        cut = {link.target for link in links}
        cut.update(target for node in gone for target in self.contents.touching(node))
        if (isinstance(hovered, NodeItem) and hovered.node_id in gone) or (
            isinstance(hovered, LinkItem) and hovered.link.target in cut
        ):
            self._hovered = None
        self.select_rows(*self.selection.without(field.nodes.found(gone), field.wires.found(cut)))

    def refresh_kinds(self) -> None:
        """The catalogue has other kinds now: hold the level anew, with the same selection."""
        self._rebuild(self.selected_ids())

    def _on_reset(self) -> None:
        self.findings.clear()
        entered, self._path = self._path, []
        self.editor.level = None
        self._rebuild()
        if entered:
            self.level_changed.emit()

    def _rebuild(self, selected: Iterable[str] = (), keep: bool = False) -> None:
        """Hold the level anew; ``keep`` says that pictures of nodes will do until there are others."""
        self.trial = None
        self._hovered = None
        self.sprites.drop_all() if keep else self.sprites.clear()
        before = self.selected_ids()
        self.telling.clear()
        self.contents.load(self.level)
        self.selection.clear()
        self.selection.take(self.contents.field.nodes.found(selected), NONE)
        self.touch(EVERYTHING)
        self.contents_changed.emit()
        if before != self.selected_ids():
            self.selection_ids_changed.emit(self.selected_ids())

    def _on_ink_changed(self) -> None:
        self.sprites.clear()
        self.touch(EVERYTHING)
