"""What the studio remembers between starts: theme, language, recent files, window geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from app.theme import MODES

LANGUAGES = ("system", "en", "zh_CN")
MAX_RECENT = 10


class Settings(QObject):
    """Typed access to the settings file; what is broken in it reads as the default."""

    recent_changed = Signal()

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store if store is not None else QSettings("Nodegrad", "Nodegrad")

    def _choice(self, key: str, choices: Iterable[str], default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) and value in tuple(choices) else default

    @property
    def theme(self) -> str:
        return self._choice("theme", MODES, "system")

    @theme.setter
    def theme(self, mode: str) -> None:
        self._store.setValue("theme", mode)

    @property
    def language(self) -> str:
        return self._choice("language", LANGUAGES, "system")

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def minimap(self) -> bool:
        return str(self._store.value("minimap", "true")).lower() == "true"

    @minimap.setter
    def minimap(self, shown: bool) -> None:
        self._store.setValue("minimap", "true" if shown else "false")

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        value = self._store.value("folder", "")
        return value if isinstance(value, str) and Path(value).is_dir() else str(Path.home())

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved lately that are still there, newest first."""
        value = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in (Path(name) for name in names if isinstance(name, str) and name) if path.is_file()]

    def add_recent(self, path: Path) -> None:
        path = path.absolute()
        names = [str(path), *(str(other) for other in self.recent if other != path)]
        self._store.setValue("recent", names[:MAX_RECENT])
        self._store.setValue("folder", str(path.parent))
        self.recent_changed.emit()

    def clear_recent(self) -> None:
        self._store.setValue("recent", [])
        self.recent_changed.emit()

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @property
    def geometry(self) -> QByteArray:
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    @property
    def docks(self) -> Mapping[str, int]:
        """The size of each dock by name, negative where it is hidden; empty where nothing is remembered."""
        value = self._store.value("window/docks", "")
        try:
            return msgspec.json.decode(value if isinstance(value, str) else "", type=dict[str, int])
        except msgspec.DecodeError:
            return {}

    @docks.setter
    def docks(self, sizes: Mapping[str, int]) -> None:
        self._store.setValue("window/docks", msgspec.json.encode(dict(sizes)).decode())

    def sync(self) -> None:
        self._store.sync()
