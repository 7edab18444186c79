"""The kinds that were added last, newest first: the palette and the pop-up on the canvas show them on top."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

MOST = 5


class RecentKinds(QObject):
    """``changed`` says that the list is another one."""

    changed = Signal()

    def __init__(self, names: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = tuple(dict.fromkeys(names))[:MOST]

    def use(self, name: str) -> None:
        """A node of this kind was added."""
        names = tuple(dict.fromkeys((name, *self.names)))[:MOST]
        if names != self.names:
            self.names = names
            self.changed.emit()
