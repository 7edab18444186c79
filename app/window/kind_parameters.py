"""The two sides of "Save as kind": the attributes of the nodes in a group, and a card for each that becomes a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.commands.kind_draft import KindDraft, Shown
from app.icons import icon
from app.panels.attribute_text import attribute_label, format_value
from app.panels.editors import AttributeEditor, make_editor
from app.panels.widgets import label
from app.text import tr
from app.theme import Theme
from engine.errors import NodegradError

_KEY = Qt.ItemDataRole.UserRole


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(at) for at in range(item.childCount()))
    return [child for child in found if child is not None]


class AttributeTree(QTreeWidget):
    """The attributes by node, each with its value; a check shows it on the instances.  ``toggled`` carries key and state."""

    toggled = Signal(object, bool)

    def __init__(self, draft: KindDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Kinds", "Attribute"), tr("Kinds", "Value")])
        self.setAccessibleName(tr("Kinds", "Attributes of the nodes in the group"))
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(False)
        nodes: dict[str, QTreeWidgetItem] = {}
        for inner in draft.attributes:
            if inner.node not in nodes:
                nodes[inner.node] = top = QTreeWidgetItem(self, [inner.node_name])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                top.setFirstColumnSpanned(True)
            item = QTreeWidgetItem(nodes[inner.node], [attribute_label(inner.attr), format_value(inner.attr, inner.value) or "–"])
            item.setData(0, _KEY, inner.key)
            item.setToolTip(0, tr("Catalog", inner.attr.help) if inner.attr.help else "")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
        self._nodes = list(nodes.values())
        self.expandAll()
        self.show_draft(draft)
        self.itemChanged.connect(self._on_changed)
        first = next(self._items(), None)
        if first is not None:
            self.setCurrentItem(first)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for top in self._nodes:
            yield from _children(top)

    def show_draft(self, draft: KindDraft) -> None:
        """Check what is shown."""
        blocked = self.blockSignals(True)
        for item in self._items():
            shown = draft.shown(tuple(item.data(0, _KEY))) is not None
            item.setCheckState(0, Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.blockSignals(blocked)

    def filter(self, text: str) -> None:
        """Leave out what neither an attribute nor its node is called."""
        words = text.casefold().strip()
        for top in self._nodes:
            whole = words in top.text(0).casefold()
            children = list(_children(top))
            for child in children:
                child.setHidden(not whole and words not in child.text(0).casefold())
            top.setHidden(all(child.isHidden() for child in children))

    def item_of(self, node: str, name: str) -> QTreeWidgetItem:
        return next(item for item in self._items() if tuple(item.data(0, _KEY)) == (node, name))

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        key = item.data(0, _KEY)
        if column == 0 and key is not None:
            self.toggled.emit(tuple(key), item.checkState(0) == Qt.CheckState.Checked)


class ParameterCard(QFrame):
    """One parameter: title, default, what it drives.  ``edited`` says that it changed, ``rebuilt`` that others may have."""

    edited = Signal()
    rebuilt = Signal()

    def __init__(self, draft: KindDraft, parameter: Shown, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.parameter = parameter
        self.setProperty("card", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)

        self.title = QLineEdit(parameter.title)
        self.title.setAccessibleName(tr("Kinds", "Title of the parameter"))
        self.title.textEdited.connect(self._on_title)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addSpacing(4)
        for name, text, act in (
            ("chevron-up", tr("Kinds", "Move up"), lambda: self._move(-1)),
            ("chevron-down", tr("Kinds", "Move down"), lambda: self._move(1)),
            ("close", tr("Kinds", "Do not show this parameter"), self._remove),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setIcon(icon(name, theme, "muted", 14))
            button.setAccessibleName(text)
            button.setToolTip(text)
            button.clicked.connect(act)
            head.addWidget(button)
        grid.addLayout(head, 0, 0, 1, 2)

        self.editor: AttributeEditor = make_editor(parameter.attr, theme, lambda: "")
        self.editor.field.setAccessibleName(tr("Kinds", "Default of {parameter}", parameter=parameter.title))
        self.editor.show_value(parameter.default)
        self.editor.edited.connect(self._on_default)
        self.editor.refused.connect(lambda: self.editor.set_invalid(True))
        grid.addWidget(label(tr("Kinds", "Default"), "muted"), 1, 0)
        grid.addWidget(self.editor, 1, 1)

        self.drives = QPushButton()
        self.drives.setAccessibleDescription(tr("Kinds", "One parameter may set several attributes of the same type"))
        self.drives.clicked.connect(self._open_menu)
        grid.addWidget(label(tr("Kinds", "Sets"), "muted"), 2, 0)
        grid.addWidget(self.drives, 2, 1)
        self._show_drives()

    def _show_drives(self) -> None:
        inner = [self._draft.inner(key) for key in self.parameter.drives]
        names = ", ".join(f"{each.node_name}.{each.attr.name}" for each in inner)
        room = 264
        self.drives.setText(self.drives.fontMetrics().elidedText(names, Qt.TextElideMode.ElideRight, room))
        self.drives.setToolTip(names)
        self.drives.setAccessibleName(tr("Kinds", "Sets {attributes}; choose others", attributes=names))

    def _open_menu(self) -> None:
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Kinds", "Attributes that follow the parameter"))
        for inner in self._draft.fitting(self.parameter):
            action = self.menu.addAction(f"{inner.node_name} · {attribute_label(inner.attr)}")
            action.setCheckable(True)
            action.setChecked(inner.key in self.parameter.drives)
            action.toggled.connect(lambda on, key=inner.key: self._on_drive(key, on))
        self.menu.popup(self.drives.mapToGlobal(self.drives.rect().bottomLeft()))

    def _on_drive(self, key: tuple[str, str], on: bool) -> None:
        self._draft.drive(self.parameter, key, on)
        self._show_drives()
        self.edited.emit()

    def _on_title(self, text: str) -> None:
        self.parameter.title = text
        self.edited.emit()

    def _on_default(self, value: Any) -> None:
        try:
            self.parameter.default = self.parameter.attr.check(value)
        except NodegradError:
            self.editor.set_invalid(True)
            return
        self.editor.set_invalid(False)
        self.edited.emit()

    def _move(self, by: int) -> None:
        self._draft.move(self.parameter, by)
        self.rebuilt.emit()

    def _remove(self) -> None:
        for key in list(self.parameter.drives):
            self._draft.hide(key)
        self.rebuilt.emit()


class ParameterList(QWidget):
    """The cards, in the order in which the instances show the parameters; a hint while there are none."""

    edited = Signal()
    rebuilt = Signal()

    def __init__(self, draft: KindDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._theme = theme
        self.cards: list[ParameterCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._empty = label(tr("Kinds", "Check an attribute to show it on every instance, where it can be set."), "muted")
        self._empty.setWordWrap(True)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.show_draft()

    def show_draft(self) -> None:
        """A card for each parameter; those that are there stay."""
        kept = {id(card.parameter): card for card in self.cards}
        cards = []
        for at, parameter in enumerate(self._draft.parameters):
            card = kept.pop(id(parameter), None) or self._made(parameter)
            self._column.insertWidget(at + 1, card)
            cards.append(card)
        for card in kept.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = cards
        self._empty.setVisible(not cards)

    def _made(self, parameter: Shown) -> ParameterCard:
        card = ParameterCard(self._draft, parameter, self._theme)
        card.edited.connect(self.edited)
        card.rebuilt.connect(self.rebuilt)
        return card
