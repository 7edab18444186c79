"""The ports of a group in the inspector: each with its name, buttons that put it higher or lower or take it away, one to add."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.commands.editor import Editor
from app.icons import icon
from app.model.delta import Changes
from app.model.groups import INPUTS, port_names
from app.panels.inspector_sections import Section
from app.text import tr, tr_error
from app.theme import Theme, px
from engine.errors import NodegradError


class PortsSection(Section):
    """One side of a group.  ``refused`` carries a sentence for the user."""

    refused = Signal(str)

    def __init__(self, editor: Editor, theme: Theme, group: str, side: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Inputs") if side == INPUTS else tr("Inspector", "Outputs"), parent)
        self._editor = editor
        self._theme = theme
        self._group = group
        self._side = side
        self._names: tuple[str, ...] | None = None
        self.rows: list[PortRow] = []
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self.column.addLayout(self._body)
        self.add = QPushButton(tr("Inspector", "Add an input") if side == INPUTS else tr("Inspector", "Add an output"))
        self.add.clicked.connect(self._add)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        editor.document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the ports that the group has now."""
        record = self._editor.document.nodes.get(self._group)
        names = port_names(record.attributes, self._side) if record is not None else ()
        if names == self._names:
            return
        focused = next((at for at, row in enumerate(self.rows) if row.isAncestorOf(self.focusWidget() or self)), None)
        self._names = names
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [PortRow(self, name, at, len(names), self._theme) for at, name in enumerate(names)]
        for row in self.rows:
            self._body.addWidget(row)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].field.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if self._group in changes.nodes_changed:
            self.refresh()

    def _add(self) -> None:
        self.attempt(lambda: self._editor.add_port(self._group, self._side))
        if self.rows:
            self.rows[-1].field.setFocus()
            self.rows[-1].field.selectAll()

    def rename(self, old: str, new: str) -> None:
        self.attempt(lambda: self._editor.rename_port(self._group, self._side, old, new))

    def remove(self, name: str) -> None:
        self.attempt(lambda: self._editor.remove_port(self._group, self._side, name))

    def move_port(self, name: str, by: int) -> None:
        self.attempt(lambda: self._editor.move_port(self._group, self._side, name, by))
        moved = next((row for row in self.rows if row.name == name), None)
        if moved is not None:
            moved.field.setFocus()

    def attempt(self, act: Callable[[], object]) -> None:
        """Call the editor; a refusal goes to the user."""
        try:
            act()
        except NodegradError as error:
            self.refused.emit(tr_error(error.template, error.params))


class PortRow(QWidget):
    """One port."""

    def __init__(self, section: PortsSection, name: str, at: int, count: int, theme: Theme) -> None:
        super().__init__(section)
        self.name = name
        self._section = section
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(tr("Inspector", "Name of the port {port}", port=name))
        self.field.editingFinished.connect(self._rename)
        row.addWidget(self.field, 1)
        words = (
            ("chevron-up", tr("Inspector", "Put {port} higher", port=name), at > 0, lambda: section.move_port(name, -1)),
            ("chevron-down", tr("Inspector", "Put {port} lower", port=name), at < count - 1, lambda: section.move_port(name, 1)),
            ("close", tr("Inspector", "Remove {port} and its wires", port=name), True, lambda: section.remove(name)),
        )
        self.buttons: list[QToolButton] = []
        for picture, text, enabled, act in words:
            button = QToolButton()
            button.setIcon(icon(picture, theme, "muted", 14))
            button.setIconSize(QSize(px(14), px(14)))
            button.setAutoRaise(True)
            button.setFixedSize(px(24), px(24))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setEnabled(enabled)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
            self.buttons.append(button)

    def _rename(self) -> None:
        wanted = self.field.text()
        if wanted != self.name and self.field.isModified():
            self.field.setModified(False)
            self._section.rename(self.name, wanted)
            self.field.setText(self.name)  # where it was refused; a row that was renamed has been replaced
