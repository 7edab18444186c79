"""The window that makes a kind of a group: its name, category and help, and which attributes inside become parameters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.catalog.registry import CATEGORIES, LIBRARY
from app.commands.kind_draft import KindDraft
from app.panels.widgets import button_row, heading, label
from app.text import sentence, tr, tr_error
from app.theme import Theme
from app.window.kind_parameters import AttributeTree, ParameterList
from engine.errors import NodegradError

_OFFERED = tuple(category for category in CATEGORIES if category not in (LIBRARY, "Canvas", "Schedules", "Optimizers"))


class SaveKindDialog(QDialog):
    """Edits a ``KindDraft``; ``saved`` carries it once the user is content and nothing is wrong with it."""

    saved = Signal(object)

    def __init__(self, draft: KindDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.setObjectName("save-kind")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Kinds", "Save as kind"))
        self.setMinimumSize(640, 480)
        self.resize(800, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._fields())
        column.addWidget(heading(tr("Kinds", "Parameters")))
        column.addLayout(self._sides(theme), 1)
        self.note = label("", "muted")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(32)
        column.addWidget(self.note)
        column.addLayout(self._buttons())
        self._on_edited()
        self.name.setFocus()
        self.name.selectAll()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.name = QLineEdit(self.draft.name)
        self.category = QComboBox()
        for category in _OFFERED:
            self.category.addItem(tr("Catalog", category), category)
        self.category.setCurrentIndex(max(0, self.category.findData(self.draft.category)))
        self.help = QLineEdit(self.draft.help)
        self.help.setPlaceholderText(tr("Kinds", "What it does, in one line"))
        for at, (text, field) in enumerate((
            (tr("Kinds", "Name"), self.name), (tr("Kinds", "Category"), self.category), (tr("Kinds", "Help"), self.help),
        )):  # fmt: skip
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
        self.name.textEdited.connect(self._on_edited)
        self.category.currentIndexChanged.connect(self._on_edited)
        self.help.textEdited.connect(self._on_edited)
        return grid

    def _sides(self, theme: Theme) -> QHBoxLayout:
        self.tree = AttributeTree(self.draft)
        self.tree.toggled.connect(self._on_toggled)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Kinds", "Find an attribute"))
        self.search.setAccessibleName(tr("Kinds", "Find an attribute"))
        self.search.textChanged.connect(self.tree.filter)
        self.cards = ParameterList(self.draft, theme)
        self.cards.edited.connect(self._on_edited)
        self.cards.rebuilt.connect(self._on_rebuilt)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.cards)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.search)
        left.addWidget(self.tree, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(left, 1)
        sides.addWidget(scroll, 1)
        return sides

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Dialogs", "Cancel"))
        self.save = QPushButton(tr("Kinds", "Save"))
        self.save.setObjectName("save")
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        return button_row((), (cancel, self.save))

    # --- what happens -----------------------------------------------------------------------------------------------------

    def _on_toggled(self, key: tuple[str, str], on: bool) -> None:
        if on:
            self.draft.show(key)
        else:
            self.draft.hide(key)
        self._on_rebuilt()

    def _on_rebuilt(self) -> None:
        self.cards.show_draft()
        self._on_edited()

    def _on_edited(self, *_: object) -> None:
        self.draft.name, self.draft.help = self.name.text(), self.help.text()
        self.draft.category = str(self.category.currentData())
        self.tree.show_draft(self.draft)
        obstacle = self.draft.obstacle()
        self.save.setEnabled(obstacle is None)
        replaced = self.draft.replaces()
        self.save.setText(tr("Kinds", "Save") if replaced is None else tr("Kinds", "Replace"))
        text = ""
        if obstacle is not None:
            text = sentence(tr_error(obstacle.template, obstacle.params))
        elif replaced is not None:
            text = tr("Kinds", "The library has a kind “{kind}”; this version takes its place. Instances change only when you "
                      "update them.", kind=replaced.name)  # fmt: skip
        self.show_note(text, wrong=obstacle is not None)

    def show_note(self, text: str, wrong: bool) -> None:
        """Say one sentence above the buttons."""
        self.note.setProperty("role", "error" if wrong else "muted")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setText(text)

    def _on_save(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is being typed counts as entered
        self._on_edited()
        if self.save.isEnabled():
            self.saved.emit(self.draft)

    def refuse(self, error: NodegradError) -> None:
        """It could not be saved: why; the window stays open."""
        self.show_note(sentence(tr_error(error.template, error.params)), wrong=True)
