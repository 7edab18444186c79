"""The rows of the pop-up: the kinds that are offered, those used last on top, or what a search found among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.catalog.registry import Catalog
from app.catalog.search import search
from app.catalog.spec import Kind
from app.text import tr

KIND_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class PaletteRows(QAbstractListModel):
    """A row is a kind, or a heading (a text in the user's language)."""

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._kinds: list[Kind] = []
        self._recent: list[str] = []
        self._grouped = True
        self._rows: list[Kind | str] = []
        self.tells_category = False  # where no heading does

    def offer(self, kinds: Sequence[Kind], recent: Sequence[str], grouped: bool) -> None:
        """Offer these kinds; ``grouped`` under their categories, else in their order."""
        self._kinds, self._recent, self._grouped = list(kinds), list(recent), grouped

    def search(self, text: str) -> None:
        """Show what a text finds among the kinds that are offered; all of them where there is no text."""
        self.beginResetModel()
        self._rows = list(self._found(text.strip())) if text.strip() else self._all()
        self.tells_category = bool(text.strip()) or not self._grouped
        self.endResetModel()

    def _all(self) -> list[Kind | str]:
        by_name = {kind.name: kind for kind in self._kinds}
        rows: list[Kind | str] = []
        if self._recent:
            rows += [tr("Canvas", "Used last"), *(by_name[name] for name in self._recent)]
        if not self._grouped:
            return [*rows, *([tr("Canvas", "All that fit")] if rows else []), *self._kinds]
        category = ""
        for kind in self._kinds:
            if kind.category != category:
                category = kind.category
                rows.append(tr("Catalog", category))
            rows.append(kind)
        return rows

    def _found(self, text: str) -> list[Kind]:
        offered = {kind.name for kind in self._kinds}
        return [kind for kind in search(self._catalog, text) if kind.name in offered]

    def kind(self, index: Index) -> Kind | None:
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        return row if isinstance(row, Kind) else None

    def step(self, row: int, by: int) -> QModelIndex:
        """The kind so many kinds on from a row, headings left out, not past either end."""
        rows = [at for at, item in enumerate(self._rows) if isinstance(item, Kind)]
        if not rows:
            return QModelIndex()
        place = rows.index(row) + by if row in rows else 0
        return self.index(rows[max(0, min(place, len(rows) - 1))])

    # --- Qt ---------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title if isinstance(row, Kind) else row
        return row if role == KIND_ROLE and isinstance(row, Kind) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled if self.kind(index) is not None else Qt.ItemFlag.NoItemFlags
