"""What the user adds to the catalogue, for all windows: the kinds of the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.catalog.library import kinds
from app.catalog.registry import LIBRARY, Catalog
from app.project.kinds import KindFile
from app.project.library import Library
from engine.errors import NodegradError


class Shelf(QObject):
    """Keeps the catalogue in step with the library's folder.  ``library_changed`` says that the palettes have other kinds."""

    library_changed = Signal()

    def __init__(self, catalog: Catalog, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.library = Library(folder)
        self._show()

    def reload(self) -> None:
        """Read the folder anew."""
        self.library.load()
        self._show()

    def save(self, kind: KindFile) -> None:
        """Keep a kind in the library."""
        self.library.save(kind)
        self._show()

    def check_free(self, name: str) -> None:
        """NodegradError where the catalogue has a kind of that name from elsewhere."""
        if self._catalog.owner(name.strip()) not in (None, LIBRARY):
            raise NodegradError("there is a kind '{kind}' already; choose another name", kind=name.strip())

    def rename(self, name: str, new: str) -> None:
        self.library.rename(name, new)
        self._show()

    def delete(self, name: str) -> None:
        self.library.delete(name)
        self._show()

    def _show(self) -> None:
        self._catalog.set_own(LIBRARY, kinds(self.library.kinds.values(), self._catalog))
        self.library_changed.emit()
