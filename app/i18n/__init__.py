"""Languages of the studio: installs Qt's translators for the one that is wanted.

``python -m app.i18n update`` collects the strings of the sources into ``resources/i18n`` and compiles them; ``check`` says
what lacks a translation.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

#: Code and own name of every language that the studio speaks.
LANGUAGES = (("en", "English"), ("zh_CN", "简体中文"))
SOURCE = "en"


def system_language() -> str:
    """The first language of the system that the studio speaks; English where it speaks none."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("-", "_")
        if code.startswith("zh"):
            return "zh_CN"
        if code.startswith("en"):
            return "en"
    return SOURCE


class KeyNames(QTranslator):
    """Keys are called as they are labelled on keyboards, which Qt translates in some languages, and by one name each."""

    _NAMES = {"Return": "Enter"}

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return self._NAMES.get(source, source) if context == "QShortcut" else None

    def isEmpty(self) -> bool:
        return False


class Languages:
    """The translators in force on an application.  ``current`` is the code of the language that is shown."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.current = SOURCE

    def install(self, language: str) -> None:
        """Speak a language: ``system`` or a code of ``LANGUAGES``."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []
        known = {code for code, _ in LANGUAGES}
        self.current = language if language in known else system_language()
        QLocale.setDefault(QLocale(self.current))
        if self.current == SOURCE:
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._add(f"qtbase_{self.current}", qt_folder)
        self._take(KeyNames(self._app))  # asked before Qt's own, and after ours
        self._add(f"nodegrad_{self.current}", str(resources.path("i18n")))

    def _add(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._take(translator)

    def _take(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._translators.append(translator)
