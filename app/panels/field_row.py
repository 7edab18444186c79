"""One attribute in the inspector: its label, its editor, the way back to the default, and the error under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from app.icons import icon
from app.panels.attribute_text import attribute_label, format_value, wanted
from app.panels.editors import MIXED, AttributeEditor, make_editor
from app.panels.widgets import ElidedLabel, label
from app.text import sentence, tr, tr_error
from app.theme import Theme, mono_font, px
from engine.errors import NodegradError
from engine.ops.attrs import REQUIRED, Attr

LABEL_WIDTH = 124


class FieldRow(QObject):
    """Puts itself into the rows of a grid.  ``applied`` carries a checked value; ``default_wanted`` asks for the default."""

    applied = Signal(object)
    default_wanted = Signal()
    finished = Signal()

    def __init__(
        self,
        attr: Attr,
        theme: Theme,
        folder: Callable[[], str],
        parent: QObject | None = None,
        editor: AttributeEditor | None = None,
    ) -> None:
        super().__init__(parent)
        self.attr = attr
        text = attribute_label(attr)
        self._head: QWidget | None = None
        self.name = ElidedLabel(text, "muted")
        self.editor: AttributeEditor = editor if editor is not None else make_editor(attr, theme, folder)
        self.editor.field.setAccessibleName(text)
        self.error = label("", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.excerpt = label("", "error")
        self.excerpt.setFont(mono_font(11))
        self.excerpt.setTextFormat(Qt.TextFormat.PlainText)
        self.excerpt.hide()
        self.default = QToolButton()
        self.default.setIcon(icon("default", theme, "muted", 14))
        self.default.setIconSize(QSize(px(14), px(14)))
        self.default.setFixedSize(px(20), px(20))
        self.default.setAccessibleName(tr("Inspector", "Back to the default of {attribute}", attribute=text))
        self._explain()
        self.editor.edited.connect(self._on_edited)
        self.editor.refused.connect(lambda: self.refuse())
        self.editor.finished.connect(self.finished)
        self.default.clicked.connect(self.default_wanted)

    def _explain(self) -> None:
        help_text = tr("Catalog", self.attr.help) if self.attr.help else ""
        self.name.set_full_text(self.name.full_text, help_text)
        self._help = help_text
        self._describe("")
        if self.attr.default is not REQUIRED:
            shown = format_value(self.attr, self.attr.default) or tr("Inspector", "none")
            self.default.setToolTip(tr("Inspector", "Back to the default: {value}", value=shown))

    def _describe(self, wrong: str) -> None:
        """What a screen reader is told of the field beyond its name: what is wrong with it first."""
        self.editor.field.setAccessibleDescription(f"{wrong} {self._help}".strip())

    def add_to(self, grid: QGridLayout) -> None:
        row = grid.rowCount()
        head = self._head = QWidget()
        head.setFixedSize(px(LABEL_WIDTH), px(28))
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.name, 1)
        line.addWidget(self.default)
        if self.editor.wide:  # under its label, as wide as there is room
            grid.addWidget(head, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
            for below, widget in enumerate((self.editor, self.excerpt, self.error), 1):
                grid.addWidget(widget, row + below, 0, 1, 2)
            return
        grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, row, 1)
        grid.addWidget(self.error, row + 1, 1)

    def set_visible(self, visible: bool) -> None:
        """Show the row, or leave it out."""
        if self._head is not None:
            self._head.setVisible(visible)
        self.editor.setVisible(visible)
        self.error.setVisible(visible and self.editor.field.property("invalid") is True)

    def show_value(self, value: Any) -> None:
        """Show what the document has; an error that stood here is over."""
        self.editor.show_value(value)
        self._forgive()
        self.default.setVisible(self.attr.default is not REQUIRED and (value is MIXED or value != self.attr.default))

    def refuse(self, error: NodegradError | None = None) -> None:
        """Say under the field what it takes, or what is wrong and where in a formula; nothing is applied."""
        self.editor.set_invalid(True)
        shown = error.excerpt if error is not None else None
        formula = error is not None and "formula" in error.params
        self.error.setText(sentence(tr_error(error.template, error.params)) if error and formula else wanted(self.attr))
        self.error.setAccessibleName(self.error.text())
        self._describe(self.error.text())
        self.error.show()
        self.excerpt.setText(shown or "")
        self.excerpt.setVisible(bool(shown))

    def _forgive(self) -> None:
        if not self.error.isHidden():
            self._describe("")
        self.editor.set_invalid(False)
        self.error.hide()
        self.excerpt.hide()

    def _on_edited(self, value: Any) -> None:
        try:
            checked = self.attr.check(value)
        except NodegradError as error:
            self.refuse(error)
            return
        self._forgive()
        self.applied.emit(checked)
