"""The inspector's page for one node, or for several: header, attributes, types, problems, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.catalog.spec import Kind
from app.commands.editor import Editor
from app.compile.problems import CheckResult
from app.model.definitions import is_sealed
from app.model.groups import BORDERS, ENTRY, EXIT, GROUP, INPUTS, OUTPUTS
from app.model.looks import looks
from app.panels.editors import MIXED
from app.panels.field_row import FieldRow
from app.panels.inspector_sections import HelpSection, ProblemsSection, TypesSection
from app.panels.kind_section import KindSection
from app.panels.live_section import LiveSection
from app.panels.ports_section import PortsSection
from app.panels.preview_section import PreviewSection
from app.panels.together_section import TogetherSection
from app.panels.typeset import formula_label
from app.panels.widgets import ElidedLabel, Mark, label
from app.text import tr, tr_error
from app.theme import Theme, px
from engine.errors import NodegradError
from engine.ops.attrs import Attr

_SIDES = {GROUP: (INPUTS, OUTPUTS), ENTRY: (INPUTS,), EXIT: (OUTPUTS,)}


class NodeForm(QWidget):
    """Shows the nodes it was made for and edits them through the Editor.  ``refused`` carries a sentence for the user."""

    refused = Signal(str)
    look_changed = Signal()
    kind_wanted = Signal(str)  # a group is to be saved as a kind
    nodes_chosen = Signal(list)

    def __init__(
        self, editor: Editor, theme: Theme, ids: Sequence[str], folder: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._document = editor.document
        self._theme = theme
        self.ids = tuple(ids)
        self.kinds = tuple(self._kind(node) for node in self.ids)
        self._made_for = self._sorts()
        self._weights: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 16, 16)
        column.setSpacing(4)
        self._add_header(column)
        self._name_error = label("", "error")
        self._name_error.setWordWrap(True)
        self._name_error.hide()
        column.addWidget(self._name_error)
        column.addSpacing(12)
        self.rows = self._add_fields(column, folder)
        self.ports = self._add_ports(column)
        self.instance = self._add_kind(column)
        self.problems = ProblemsSection(theme)
        self.problems.fix_requested.connect(self._on_fix)
        self.problems.dismiss_requested.connect(lambda problem: editor.dismiss(problem.node, problem.rule))
        column.addWidget(self.problems)
        column.addSpacing(12)
        self.types: TypesSection | None = None
        self.about: HelpSection | None = None
        self.preview: PreviewSection | None = None
        self.live: LiveSection | None = None
        self.together: TogetherSection | None = None
        if len(self.ids) == 1:
            self.types = TypesSection()
            about = self.about = HelpSection()
            self.preview = PreviewSection(theme)
            self.preview.look_changed.connect(self.look_changed)
            self.preview.pin_wanted.connect(lambda port: self._editor.pin(self.ids, port))
            self.live = LiveSection()
            self.together = TogetherSection()
            self.together.nodes_chosen.connect(self.nodes_chosen)
            column.addWidget(self.types)
            column.addSpacing(16)
            column.addWidget(self.preview)
            column.addWidget(self.live)
            column.addWidget(self.together)
            column.addSpacing(16)
            column.addWidget(about)
            about.show_kind(self.kinds[0])
        column.addStretch(1)
        self.refresh()

    def _kind(self, node: str) -> Kind:
        return self._editor.catalog.kind_of(self._document, node)

    def _add_header(self, column: QVBoxLayout) -> None:
        first = self.kinds[0]
        alike = all((kind.name, kind.title) == (first.name, first.title) for kind in self.kinds)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addStrut(px(28))  # as high without a name field as with one
        mark = Mark(self._theme, first.mark if alike else "muted")
        title = ElidedLabel(first.title if alike else tr("Inspector", "Several kinds"), "title")
        top.addWidget(mark)
        top.addWidget(title, 1)
        self.name: QLineEdit | None = None
        if len(self.ids) == 1 and self._document.nodes[self.ids[0]].kind not in BORDERS:
            self.name = QLineEdit()
            self.name.setProperty("flat", True)
            self.name.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.name.setAccessibleName(tr("Inspector", "Node name"))
            self.name.editingFinished.connect(self._rename)
            self.name.textChanged.connect(self._fit_name)
            top.addWidget(self.name)
        column.addLayout(top)
        if len(self.ids) > 1:
            column.addWidget(label(tr("Inspector", "{count} nodes selected", count=len(self.ids)), "muted"))
        elif first.formula:
            formula = formula_label(tr("Catalog", first.formula))
            column.addWidget(formula)

    def _add_fields(self, column: QVBoxLayout, folder: Callable[[], str]) -> dict[str, FieldRow]:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        rows: dict[str, FieldRow] = {}
        for attr in common_attributes(self.kinds):
            row = FieldRow(attr, self._theme, folder, self)
            row.applied.connect(lambda value, name=attr.name: self._apply(name, value))
            row.default_wanted.connect(lambda name=attr.name: self._apply_default(name))
            row.finished.connect(self._editor.seal)
            row.add_to(grid)
            rows[attr.name] = row
        if rows:
            column.addWidget(body)
            column.addSpacing(12)
        elif len(self.ids) > 1:
            column.addWidget(label(tr("Inspector", "These nodes have no attribute in common"), "muted"))
        return rows

    def _add_ports(self, column: QVBoxLayout) -> list[PortsSection]:
        """Of a group, or of its border, the ports that it has."""
        record = self._document.nodes[self.ids[0]]
        group = record.id if record.kind == GROUP else record.group
        if len(self.ids) > 1 or record.kind not in _SIDES or group is None or is_sealed(self._document.nodes, group):
            return []
        sections = [PortsSection(self._editor, self._theme, group, side) for side in _SIDES[record.kind]]
        for section in sections:
            section.refused.connect(self.refused)
            column.addWidget(section)
            column.addSpacing(12)
        return sections

    def _add_kind(self, column: QVBoxLayout) -> KindSection | None:
        """Of an instance of a kind, what can be done with it."""
        if len(self.ids) > 1 or self._document.nodes[self.ids[0]].definition is None:
            return None
        section = KindSection(self._editor, self.ids[0])
        section.refused.connect(self.refused)
        section.save_wanted.connect(lambda: self.kind_wanted.emit(self.ids[0]))
        column.addWidget(section)
        column.addSpacing(12)
        return section

    def _sorts(self) -> list[object]:
        records = [self._document.nodes.get(node) for node in self.ids]
        return [(record.kind, record.definition) for record in records if record is not None]

    @property
    def is_current(self) -> bool:
        """Whether the nodes still are of the kinds that it was made for."""
        return self._sorts() == self._made_for

    def _fit_name(self, text: str) -> None:
        """The name is as wide as its text, within limits; the title has the rest."""
        assert self.name is not None
        self.name.setFixedWidth(max(px(48), min(px(120), self.name.fontMetrics().horizontalAdvance(text) + px(22))))

    def refresh(self) -> None:
        """Show what the document says now."""
        if self.name is not None and not self.name.isModified():
            name = self._document.nodes[self.ids[0]].name
            self.name.setText(name)
            self.name.setToolTip(tr("Inspector", "{name} – its weights and its line in exported code are called so", name=name))
            self.name.setCursorPosition(0)
        for name, row in self.rows.items():
            row.show_value(self._value(name, row.attr))
        self._show_looks()

    def _show_looks(self) -> None:
        if self.preview is not None and self.ids[0] in self._document.nodes:
            self.preview.show_node(looks(self.kinds[0], self._weights), self._document.nodes[self.ids[0]].pinned)

    def show_check(self, result: CheckResult | None) -> None:
        info = result.nodes.get(self.ids[0]) if result is not None else None
        self._weights = tuple(info.weights) if info is not None else ()
        self._show_looks()
        if self.types is not None and self.ids[0] in self._document.nodes:
            self.types.show_node(self._document, self._editor.catalog, self.ids[0], result)
            if self.about is not None:
                self.about.show_ports(self.types.hints)
        problems = [problem for node in self.ids for problem in result.problems_of(node)] if result is not None else []
        self.problems.show_problems(problems)

    def _value(self, name: str, attr: Attr) -> Any:
        values = [self._document.nodes[node].attributes.get(name, attr.default) for node in self.ids]
        return values[0] if all(value == values[0] for value in values) else MIXED

    def _apply(self, name: str, value: Any) -> None:
        self._change(lambda: self._editor.set_attributes(self.ids, name, value))

    def _apply_default(self, name: str) -> None:
        self._change(lambda: self._editor.reset_attributes(self.ids, name))
        self.rows[name].show_value(self._value(name, self.rows[name].attr))

    def _change(self, change: Callable[[], None]) -> None:
        """Change every node in one undo step."""
        if not all(node in self._document.nodes for node in self.ids):
            return
        try:
            change()
        except NodegradError as error:
            self.refused.emit(tr_error(error.template, error.params))

    def _rename(self) -> None:
        assert self.name is not None
        if not self.name.isModified() or self.ids[0] not in self._document.nodes:
            return
        self.name.setModified(False)
        try:
            self._editor.rename(self.ids[0], self.name.text())
        except NodegradError as error:
            self._name_error.setText(tr_error(error.template, error.params))
            self._name_error.show()
            self.refresh()
            return
        self._editor.seal()
        self._name_error.hide()
        self.refresh()

    def _on_fix(self, fix: Any) -> None:
        try:
            self._editor.apply_fix(fix)
        except NodegradError as error:
            self.refused.emit(tr_error(error.template, error.params))


def common_attributes(kinds: Sequence[Kind]) -> list[Attr]:
    """The attributes that all kinds declare alike, in the first one's order."""
    first, rest = kinds[0], kinds[1:]
    return [attr for attr in first.attrs if all(kind.attr(attr.name) == attr for kind in rest)]
