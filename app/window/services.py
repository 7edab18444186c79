"""What all windows share: settings, theme, language, catalogue, examples, and the list of windows itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.catalog.registry import Catalog, catalog
from app.i18n import Languages
from app.places import library_folder, plugin_folder
from app.session.client import WorkerClient
from app.theme import Theme
from app.window.example_list import Example, load_examples
from app.window.plugins import Plugins
from app.window.settings import Settings
from app.window.shelf import Shelf
from app.window.style import apply_style, body_font
from app.window.workspace import Workspace

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Services(QObject):
    """Made once a program.  ``language_changed`` comes after the translators have been exchanged."""

    language_changed = Signal()

    def __init__(
        self, app: QApplication, settings: Settings, make_client: Callable[[QObject], WorkerClient] = WorkerClient
    ) -> None:
        super().__init__(app)
        self.app = app
        self.settings = settings
        self.make_client = make_client
        self.catalog: Catalog = catalog()
        self.plugins = Plugins(self.catalog, plugin_folder(), self)
        self.shelf = Shelf(self.catalog, library_folder(), self)
        self.plugins.loaded.connect(self.shelf.reload)  # a kind of the library may be made of kinds that came or went
        self.windows: list[MainWindow] = []
        self._system_font = QFont(app.font())
        self.languages = Languages(app)
        self.languages.install(settings.language)
        self.theme = Theme(settings.theme, self)
        self.theme.changed.connect(self._restyle)
        self._examples: Sequence[Example] | None = None
        self._restyle()

    @property
    def examples(self) -> Sequence[Example]:
        """The documents that ship, in the user's language."""
        if self._examples is None:
            self._examples = load_examples()
        return self._examples

    def _restyle(self) -> None:
        self.app.setFont(body_font(self._system_font, self.languages.current))
        apply_style(self.app, self.theme)

    def set_theme(self, mode: str) -> None:
        """``system``, ``light`` or ``dark``, at once and from now on."""
        self.settings.theme = mode
        self.theme.set_mode(mode)

    def set_language(self, language: str) -> None:
        """``system`` or a language's code, at once and from now on."""
        self.settings.language = language
        before = self.languages.current
        self.languages.install(language)
        if self.languages.current != before:
            self._examples = None
            self._restyle()
            self.language_changed.emit()

    def new_window(self, workspace: Workspace | None = None) -> MainWindow:
        """Another window: on a document, or on the start page."""
        from app.window.main_window import MainWindow

        window = MainWindow(self, workspace)
        self.windows.append(window)
        window.show()
        return window

    def window_of(self, path: Path) -> MainWindow | None:
        """The window that has a file open."""
        for window in self.windows:
            if window.workspace is not None and window.workspace.path == path.absolute():
                return window
        return None

    def forget(self, window: MainWindow) -> None:
        """A window was closed."""
        if window in self.windows:
            self.windows.remove(window)
