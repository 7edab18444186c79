"""The editors of initial values and of regularizers: which one, and under it the options that it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.panels.attribute_text import attribute_label, wanted
from app.panels.editors import MIXED, AttributeEditor, ChoiceEditor, make_editor
from app.panels.widgets import label
from app.text import readable, tr
from app.theme import Theme
from engine.errors import AttributeValueError
from engine.nn import initializers, regularizers
from engine.nn.initializers import Initializer
from engine.nn.regularizers import Regularizer
from engine.ops.attrs import Attr


class InitializerEditor(AttributeEditor):
    """A combo box of initializers or regularizers; options that differ from their defaults are kept in the value."""

    def __init__(self, attr: Attr, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self._theme = theme
        self._name = ""
        self._options: dict[str, Any] = {}
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._entries: Mapping[str, Initializer | Regularizer] = (
            regularizers.BY_NAME if attr.kind == "regularizer" else initializers.BY_NAME
        )
        self._aliases = regularizers.ALIASES if attr.kind == "regularizer" else initializers.ALIASES
        choices: list[tuple[str, Any]] = [(tr("Inspector", "none"), None)] if attr.optional else []
        choices += [(tr("Catalog", readable(entry.name)), entry.name) for entry in self._entries.values()]
        self._choice = ChoiceEditor(attr, choices)
        self._choice.edited.connect(self._on_chosen)
        self._choice.finished.connect(self.finished)
        self._column.addWidget(self._choice)
        self._grid = QWidget()
        self._column.addWidget(self._grid)
        self._grid.hide()
        self.row.addWidget(column)
        self.field = self._choice.combo
        self.setFocusProxy(self.field)

    def show_value(self, value: Any) -> None:
        name = value.get("name", "") if isinstance(value, Mapping) else value
        name = self._aliases.get(name, name) if isinstance(name, str) else name
        self._options = {key: entry for key, entry in value.items() if key != "name"} if isinstance(value, Mapping) else {}
        self._choice.show_value(name)
        known = self._entries.get(name) if isinstance(name, str) else None
        if known is not None:
            parts = (tr("Catalog", known.help), tr("Catalog", known.formula))
            self._choice.combo.setToolTip("\n".join(part for part in parts if part))
        self._name = known.name if known is not None else ""
        self._show_options(known.attrs if known is not None and value is not MIXED else ())

    def _show_options(self, attrs: tuple[Attr, ...]) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused.objectName() if focused is not None and self._grid.isAncestorOf(focused) else ""
        self._column.removeWidget(self._grid)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = QWidget()
        self._column.addWidget(self._grid)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for row, attr in enumerate(attrs):
            editor = make_editor(attr, self._theme, lambda: "")
            editor.show_value(self._options.get(attr.name, attr.default))
            editor.field.setAccessibleName(attribute_label(attr))
            editor.field.setObjectName(attr.name)
            editor.field.setToolTip(tr("Catalog", attr.help) if attr.help else "")
            error = label("", "error")
            error.setWordWrap(True)
            error.hide()
            editor.edited.connect(lambda value, a=attr, e=editor, w=error: self._on_option(a, value, e, w))
            editor.finished.connect(self.finished)
            editor.refused.connect(lambda a=attr, e=editor, w=error: self._refuse(a, e, w))
            grid.addWidget(label(attribute_label(attr), "small"), 2 * row, 0)
            grid.addWidget(editor, 2 * row, 1)
            grid.addWidget(error, 2 * row + 1, 0, 1, 2)
            if attr.name == had_focus:
                editor.setFocus()
        grid.setColumnStretch(1, 1)
        self._grid.setVisible(bool(attrs))

    def _on_chosen(self, name: str | None) -> None:
        kept = {attr.name for attr in self._entries[name].attrs} if name is not None else set()
        self._say(name, {key: value for key, value in self._options.items() if key in kept})

    def _on_option(self, attr: Attr, value: Any, editor: AttributeEditor, error: QLabel) -> None:
        try:
            checked = attr.check(value)
        except AttributeValueError:
            self._refuse(attr, editor, error)
            return
        editor.set_invalid(False)
        error.hide()
        options = {key: entry for key, entry in self._options.items() if key != attr.name}
        self._say(self._name, options if checked == attr.default else {**options, attr.name: checked})

    def _refuse(self, attr: Attr, editor: AttributeEditor, error: QLabel) -> None:
        editor.set_invalid(True)
        error.setText(wanted(attr))
        error.show()

    def _say(self, name: str | None, options: dict[str, Any]) -> None:
        self.edited.emit({"name": name, **options} if options else name)
