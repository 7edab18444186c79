"""The palette's rows: every node kind under its category, or what a search found, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.catalog.registry import Catalog
from app.catalog.search import search
from app.catalog.spec import Kind
from app.recent_kinds import RecentKinds
from app.text import tr

KIND_MIME = "application/x-nodegrad-kind"
KIND_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


#: Stands for the heading of what was used last, which is no category.
USED_LAST = "used last"


def _heading(row: str) -> str:
    return tr("Palette", "Used last") if row == USED_LAST else tr("Catalog", row)


class PaletteModel(QAbstractListModel):
    """A row is a kind, or a category's heading (a text)."""

    def __init__(self, catalog: Catalog, recent: RecentKinds | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._recent = recent
        self._rows: list[Kind | str] = []
        self.set_search("")

    def set_search(self, text: str) -> None:
        """Show what the words find; everything, by category, where there are none."""
        self.beginResetModel()
        self._rows = list(search(self._catalog, text.strip())) if text.strip() else self._by_category()
        self.endResetModel()

    def _by_category(self) -> list[Kind | str]:
        used = [self._catalog.get(name) for name in self._recent.names if name in self._catalog] if self._recent else []
        rows: list[Kind | str] = [USED_LAST, *used] if used else []
        for category in self._catalog.categories():
            rows.append(category)
            rows += self._catalog.in_category(category)
        return rows

    def kind(self, index: Index) -> Kind | None:
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        return row if isinstance(row, Kind) else None

    def first_kind(self) -> QModelIndex:
        """The row that Enter in the search field takes."""
        row = next((at for at, item in enumerate(self._rows) if isinstance(item, Kind)), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return _heading(row) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == KIND_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(tr("Catalog", part) for part in (row.help, row.formula) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.kind(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [KIND_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        kind = next((kind for index in indexes if (kind := self.kind(index))), None)
        if kind is not None:
            mime.setData(KIND_MIME, kind.name.encode())
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction
