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
from app.project.journal import Journal
from app.recent_kinds import RecentKinds
from app.session.client import WorkerClient
from app.theme import Theme, set_text_scale, text_scale
from app.window.example_list import Example, load_examples
from app.window.plugins import Plugins
from app.window.settings import TEXT_SIZES, Settings
from app.window.shelf import Shelf
from app.window.style import apply_style, body_font
from app.window.text_size import MOST, system_font, system_share
from app.window.workspace import Workspace

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Services(QObject):
    """Made once a program.  ``language_changed`` comes after the translators have been exchanged; windows then build anew."""

    language_changed = Signal()
    text_size_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        make_client: Callable[[QObject], WorkerClient] = WorkerClient,
        journal: Journal | None = None,
    ) -> None:
        super().__init__(app)
        self.app = app
        self.settings = settings
        self.make_client = make_client
        self.journal = journal
        self.catalog: Catalog = catalog()
        self.plugins = Plugins(plugin_folder(), self)
        self.shelf = Shelf(self.catalog, library_folder(), self)
        self.plugins.loaded.connect(self.shelf.reload)  # a kind of the library may be made of kinds that came or went
        self.recent_kinds = RecentKinds(settings.used_kinds, self)
        self.recent_kinds.changed.connect(self._on_kind_used)
        self.windows: list[MainWindow] = []
        self._system_font = QFont(app.font())
        self.languages = Languages(app)
        self.languages.install(settings.language)
        self.theme = Theme(settings.theme, self)
        self.theme.changed.connect(self._restyle)
        self._examples: Sequence[Example] | None = None
        self._take_text_size()
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

    def _on_kind_used(self) -> None:
        self.settings.used_kinds = self.recent_kinds.names

    def set_text_size(self, percent: int) -> None:
        """How large texts are beside the system's own size, at once and from now on."""
        self.settings.text_size = percent
        self.follow_text_size()

    def step_text_size(self, way: int) -> None:
        """The next larger size, or the next smaller one."""
        at = TEXT_SIZES.index(self.settings.text_size) + way
        self.set_text_size(TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))])

    def follow_text_size(self) -> None:
        """The size that is set, or the system's font, may be another one."""
        before = text_scale()
        self._take_text_size()
        if text_scale() != before:
            self._restyle()
            self.text_size_changed.emit()

    def _take_text_size(self) -> None:
        set_text_scale(min(MOST, system_share(system_font(self._system_font)) * self.settings.text_size / 100))

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
        if not self.windows and self.journal is not None:
            self.journal.close()
            self.journal = None
