"""The user's own kinds in a list: rename, delete, see what the folder holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.inspector_sections import clear
from app.panels.widgets import MessageRow, button_row, label
from app.project.kinds import KindFile
from app.text import sentence, tr, tr_error
from app.theme import Theme
from app.window.shelf import Shelf
from engine.errors import NodegradError

_NAME = Qt.ItemDataRole.UserRole


class LibraryDialog(QDialog):
    """Shows the shelf as it is; what is done here is done at once, and a deletion can be taken back."""

    def __init__(self, shelf: Shelf, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._theme = theme
        self._deleted: KindFile | None = None
        self.setObjectName("library")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Kinds", "Library"))
        self.setMinimumSize(520, 360)
        self.resize(640, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        words = tr("Kinds", "Kinds of your own. Renaming or deleting one leaves the nodes made of it as they are.")
        about = label(words, "muted")
        about.setWordWrap(True)
        column.addWidget(about)
        column.addWidget(self._pages(), 1)
        messages = QWidget()
        self._messages = QVBoxLayout(messages)
        self._messages.setContentsMargins(0, 0, 0, 0)
        self._messages.setSpacing(8)
        column.addWidget(messages)
        column.addLayout(self._buttons())
        shelf.reload()
        shelf.library_changed.connect(self._show)
        self._show()

    def _pages(self) -> QWidget:
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Kinds", "Kinds of the library"))
        self.list.setHeaderLabels([tr("Kinds", "Name"), tr("Kinds", "Category"), tr("Kinds", "Parameters")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section in (1, 2):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemChanged.connect(self._on_renamed)
        self.list.currentItemChanged.connect(self._on_current)
        self._delete_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        self._delete_key.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._delete_key.activated.connect(self._delete)
        empty = label(
            tr("Kinds", "Nothing here yet. Select a group on the canvas and choose “Save as kind…” (Ctrl+Shift+K); the kind then "
               "stands in the palette of every document."), "muted",
        )  # fmt: skip
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        pages = QWidget()
        self.pages = QStackedLayout(pages)
        self.pages.addWidget(self.list)
        self.pages.addWidget(empty)
        return pages

    def _buttons(self) -> QHBoxLayout:
        self.rename = QPushButton(tr("Kinds", "Rename"))
        self.rename.clicked.connect(self._edit_name)
        self.delete = QPushButton(tr("Kinds", "Delete"))
        self.delete.clicked.connect(self._delete)
        folder = QPushButton(tr("Kinds", "Open folder"))
        folder.clicked.connect(self._open_folder)
        close = QPushButton(tr("Dialogs", "Close"))
        close.clicked.connect(self.close)
        return button_row((self.rename, self.delete), (folder, close))

    # --- what happens -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """The list as the library is."""
        current = self._name()
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for kind in self._shelf.library.kinds.values():
            item = QTreeWidgetItem(self.list, [kind.name, tr("Catalog", kind.category), _parameters(kind)])
            item.setData(0, _NAME, kind.name)
            item.setToolTip(0, kind.help)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if kind.name == current:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(blocked)
        self.pages.setCurrentIndex(0 if self._shelf.library.kinds else 1)
        self._on_current()
        self._show_messages()

    def _show_messages(self, error: NodegradError | None = None) -> None:
        clear(self._messages)
        if error is not None:
            self._messages.addWidget(MessageRow(self._theme, "error", tr_error(error.template, error.params)))
        if self._deleted is not None:
            row = MessageRow(self._theme, "info", tr("Kinds", "“{kind}” was deleted.", kind=self._deleted.name))
            self.undo = QPushButton(tr("Kinds", "Put it back"))
            self.undo.clicked.connect(self._put_back)
            row.content.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
            self._messages.addWidget(row)
        for fault in self._shelf.library.faults.values():
            self._messages.addWidget(MessageRow(self._theme, "warning", sentence(tr_error(fault.template, fault.params))))

    def _name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _on_current(self, *_: object) -> None:
        for button in (self.rename, self.delete):
            button.setEnabled(bool(self._name()))

    def _edit_name(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item, 0)

    def _on_renamed(self, item: QTreeWidgetItem, column: int) -> None:
        before, after = str(item.data(0, _NAME)), item.text(0)
        if column == 0 and before != after:  # not at once: the field that was typed in is still open
            QTimer.singleShot(0, self, lambda: self._rename(before, after))

    def _rename(self, before: str, after: str) -> None:
        try:
            if before.casefold() != after.strip().casefold():
                self._shelf.check_free(after)
            self._shelf.rename(before, after)
        except NodegradError as error:
            self._show()
            self._show_messages(error)

    def _delete(self) -> None:
        name = self._name()
        if not name:
            return
        kind = self._shelf.library.kinds[name]
        try:
            self._deleted = kind
            self._shelf.delete(name)
        except NodegradError as error:
            self._deleted = None
            self._show_messages(error)
            return
        self.list.setFocus()

    def _put_back(self) -> None:
        kind, self._deleted = self._deleted, None
        if kind is None:
            return
        try:
            self._shelf.save(kind)
        except NodegradError as error:
            self._deleted = kind
            self._show_messages(error)

    def _open_folder(self) -> None:
        folder = self._shelf.library.folder
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _parameters(kind: KindFile) -> str:
    return ", ".join(parameter.title or parameter.name for parameter in kind.parameters) or "–"
