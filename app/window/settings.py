"""What the studio remembers between starts: theme, language, recent files, window geometry."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from app.theme import MODES
from app.window import layouts
from app.window.layouts import Layout

LANGUAGES = ("system", "en", "zh_CN")
TEXT_SIZES = (100, 125, 150, 175, 200)  # percent
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
    def text_size(self) -> int:
        """Percent of the system's own size."""
        return int(self._choice("text_size", map(str, TEXT_SIZES), "100"))

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._store.setValue("text_size", str(percent))

    @property
    def used_kinds(self) -> tuple[str, ...]:
        """The kinds of node that were added last, newest first."""
        return tuple(name for name in self._text("used_kinds").split() if name)

    @used_kinds.setter
    def used_kinds(self, names: Iterable[str]) -> None:
        self._store.setValue("used_kinds", " ".join(names))

    @property
    def minimap(self) -> bool:
        return str(self._store.value("minimap", "true")).lower() == "true"

    @minimap.setter
    def minimap(self, shown: bool) -> None:
        self._store.setValue("minimap", "true" if shown else "false")

    @property
    def together(self) -> bool:
        """Whether the canvas shows which nodes run together."""
        return str(self._store.value("together", "false")).lower() == "true"

    @together.setter
    def together(self, shown: bool) -> None:
        self._store.setValue("together", "true" if shown else "false")

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        value = self._store.value("folder", "")
        return value if isinstance(value, str) and Path(value).is_dir() else str(Path.home())

    @property
    def listed(self) -> list[Path]:
        """Files opened or saved lately, newest first, with those that are not there any more."""
        value = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(name) for name in names if isinstance(name, str) and name and Path(name).is_absolute()]

    @property
    def recent(self) -> list[Path]:
        """Those that are still there."""
        return [path for path in self.listed if path.is_file()]

    def add_recent(self, path: Path) -> None:
        path = path.absolute()
        names = [str(path), *(str(other) for other in self.listed if other != path)]
        self._store.setValue("recent", names[:MAX_RECENT])
        self._store.setValue("folder", str(path.parent))
        self.recent_changed.emit()

    def forget_recent(self, path: Path) -> None:
        """Take one file off the list."""
        self._store.setValue("recent", [str(other) for other in self.listed if other != path])
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

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    @property
    def docks(self) -> Layout:
        """Where the docks of the window that was closed last stood; empty where nothing is remembered."""
        return layouts.decode_layout(self._text("window/docks"))

    @docks.setter
    def docks(self, layout: Layout) -> None:
        self._store.setValue("window/docks", layouts.encode(layout))

    @property
    def layouts(self) -> dict[str, Layout]:
        """Layouts that were kept under a name, in the order in which they were."""
        return layouts.decode_layouts(self._text("window/layouts"))

    def keep_layout(self, name: str, layout: Layout | None) -> None:
        """Keep a layout under a name, in place of one that has it; None forgets it."""
        kept = self.layouts
        if layout is None:
            kept.pop(name, None)
        else:
            kept[name] = layout
        self._store.setValue("window/layouts", layouts.encode(kept))

    def sync(self) -> None:
        self._store.sync()
