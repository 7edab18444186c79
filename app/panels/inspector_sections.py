"""The lower parts of the inspector: types of ports and weights, what is wrong with the node, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.catalog.registry import Catalog
from app.catalog.spec import PLUGIN, Kind
from app.compile.problems import CheckResult, Fix, Problem
from app.model.document import Document
from app.model.groups import FREE
from app.model.records import PortRef
from app.model.rules import input_ports, output_ports, wired_inputs
from app.panels.widgets import ElidedLabel, MessageRow, heading, label
from app.text import tr, tr_error
from app.theme import Theme, mono_font
from engine.errors import excerpt


def clear(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class Section(QWidget):
    """A heading and what stands under it; hidden while there is nothing."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.title = heading(title)
        self.column.addWidget(self.title)


class TypesSection(Section):
    """What flows in and out, and the node's weights, each with dtype and shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Types"), parent)
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.column.addWidget(body)
        self._shown: list[tuple[str, str, str]] = []
        self.hide()

    @property
    def hints(self) -> list[tuple[str, str]]:
        """What the names stand for, where more is to be said than their types."""
        return [(name, hint) for name, _, hint in self._shown if hint]

    def show_node(self, document: Document, catalog: Catalog, node: str, result: CheckResult | None) -> None:
        rows = _type_rows(document, catalog, node, result)
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._grid)
        self._grid.setVerticalSpacing(8 if any(" · " in text for _, text, _ in rows) else 4)
        for at, (name, type_text, hint) in enumerate(rows):
            port = label(name)
            port.setToolTip(hint)
            self._grid.addWidget(port, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_type_label(name, type_text), at, 1)
        self.setVisible(bool(rows))


def _type_label(name: str, text: str) -> QWidget:
    """One line a part of a type: of a dataset its rows, its features and its targets."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in text.split(" · "):
        shown = ElidedLabel(part, "muted")
        shown.setFont(mono_font(11))
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        shown.set_full_text(part)
        shown.setAccessibleName(f"{name}: {part}")
        column.addWidget(shown)
    return whole


def _type_rows(document: Document, catalog: Catalog, node: str, result: CheckResult | None) -> list[tuple[str, str, str]]:
    kind = catalog.kind_of(document, node)
    info = result.nodes.get(node) if result is not None else None
    wired = wired_inputs(document, node)
    rows = []
    for name in input_ports(kind, wired):
        if name == FREE:
            continue
        spec = kind.input(name)
        missing = tr("Inspector", "not connected") if name not in wired else ""
        rows.append((name, _port_text(result, PortRef(node, name)) or missing or "–", _hint(spec.help if spec else "")))
    for name, text in (info.weights if info is not None else {}).items():
        rows.append((name, text, tr("Inspector", "A weight that is trained")))
    used = {link.source.port for link in document.links.values() if link.source.node == node}
    shown = output_ports(kind, node, used, result.port_types if result is not None else ())
    shown = [port for port in shown if port.name != FREE]
    outputs = ((port.name, _port_text(result, PortRef(node, port.name)) or "–", _hint(port.help)) for port in shown)
    return [*rows, *outputs]


def _port_text(result: CheckResult | None, ref: PortRef) -> str:
    found = result.port_types.get(ref) if result is not None else None
    return (found.detail or f"{found.dtype} {found.shape}".strip()) if found is not None else ""


def _hint(text: str) -> str:
    return tr("Catalog", text) if text else ""


class ProblemsSection(Section):
    """What is wrong with the node, with a button for every repair."""

    fix_requested = Signal(object)
    dismiss_requested = Signal(object)  # Problem

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Problems"), parent)
        self._theme = theme
        self._shown: tuple[Problem, ...] = ()
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.column.addWidget(self._body)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        clear(self._rows)
        for problem in self._shown:
            row = MessageRow(self._theme, problem.severity, tr_error(problem.template, dict(problem.params)))
            if shown := excerpt(problem.params):
                place = label(shown, "error")
                place.setFont(mono_font(11))
                place.setTextFormat(Qt.TextFormat.PlainText)
                row.content.addWidget(place)
            for fix in problem.fixes:
                row.content.addWidget(self._button(fix), 0, Qt.AlignmentFlag.AlignLeft)
            if problem.can_be_dismissed:
                row.content.addWidget(self._dismissal(problem), 0, Qt.AlignmentFlag.AlignLeft)
            self._rows.addWidget(row)
        self.setVisible(bool(self._shown))

    def _dismissal(self, problem: Problem) -> QPushButton:
        button = QPushButton(tr("Problems", "Dismiss here"))
        button.setProperty("link", True)
        button.setAccessibleDescription(tr("Inspector", "Listed under Problems, where it can be restored"))
        button.setToolTip(button.accessibleDescription())
        button.clicked.connect(lambda: self.dismiss_requested.emit(problem))
        return button

    def _button(self, fix: Fix) -> QPushButton:
        button = QPushButton(tr_error(fix.label, fix.params))
        button.clicked.connect(lambda: self.fix_requested.emit(fix))
        return button


class HelpSection(Section):
    """What the kind does, and whose definition it follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "About"), parent)
        self._help = self._paragraph("muted")
        self._ports = self._paragraph("small")
        self._source = self._paragraph("small")
        self._plugin = self._paragraph("small")

    def _paragraph(self, role: str) -> QLabel:
        text = label("", role)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(text)
        return text

    def show_ports(self, hints: Sequence[tuple[str, str]]) -> None:
        """What each port and weight is, a line each; whoever hovers over its name reads the same."""
        self._ports.setText("\n".join(tr("Inspector", "{port}: {help}", port=name, help=text) for name, text in hints))
        self._ports.setVisible(bool(hints))

    def show_kind(self, kind: Kind) -> None:
        self._help.setText(tr("Catalog", kind.help) if kind.help else "")
        self._help.setVisible(bool(kind.help))
        self._source.setText(tr("Inspector", "Source: {source}", source=tr("Catalog", kind.source)) if kind.source else "")
        self._source.setVisible(bool(kind.source))
        plugin = kind.options.get(PLUGIN)
        self._plugin.setText(tr("Inspector", "From the plug-in {file}", file=plugin) if plugin else "")
        self._plugin.setVisible(bool(plugin))
        self.setVisible(bool(kind.help or kind.source or plugin))
