"""Colours and fonts by token, for everything that paints; the tokens stand in ``resources/themes``.

It lies beside the rooms, not in ``app.window``, because the canvas and the panels paint with it and may not know the window.
"""

from __future__ import annotations

import json
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

import resources

MODES = ("system", "light", "dark")


@lru_cache
def _tokens(name: str) -> dict[str, QColor]:
    text = resources.path("themes", f"{name}.json").read_text(encoding="utf-8")
    return {token: QColor(value) for token, value in json.loads(text).items()}


class Theme(QObject):
    """The theme in force.  ``changed`` is emitted after the colours have changed; painters ask again."""

    changed = Signal()

    def __init__(self, mode: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._name = self._resolve()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def mode(self) -> str:
        """What the user chose: ``system``, ``light`` or ``dark``."""
        return self._mode

    @property
    def name(self) -> str:
        """What is in force: ``light`` or ``dark``."""
        return self._name

    @property
    def is_dark(self) -> bool:
        return self._name == "dark"

    def set_mode(self, mode: str) -> None:
        self._mode = mode
        self._update()

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, optionally with opacity 0 to 1."""
        color = QColor(_tokens(self._name)[token])
        color.setAlphaF(alpha)
        return color

    def hex(self, token: str) -> str:
        return _tokens(self._name)[token].name()

    def tokens(self) -> dict[str, str]:
        return {token: color.name() for token, color in _tokens(self._name).items()}

    def _resolve(self) -> str:
        if self._mode in ("light", "dark"):
            return self._mode
        return "light" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"

    def _on_system_changed(self) -> None:
        self._update()

    def _update(self) -> None:
        name = self._resolve()
        if name != self._name:
            self._name = name
            self.changed.emit()


class _TextScale:
    """How much larger than usual everything that is read is drawn; 1.0 as it is designed."""

    factor = 1.0


def text_scale() -> float:
    """What sizes of texts, and of what must hold them, are multiplied with."""
    return _TextScale.factor


def set_text_scale(factor: float) -> None:
    """Whoever was made before keeps its size: windows are built anew after this."""
    _TextScale.factor = factor


def px(pixels: float) -> int:
    """A length on the screen that goes with the text, such as the height of a row."""
    return round(pixels * _TextScale.factor)


def ui_font(pixels: int = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's interface font, at a size in pixels where texts have their usual size."""
    return scene_font(px(pixels), weight)


def mono_font(pixels: int = 11) -> QFont:
    """The system's fixed-width font, for numbers and shapes."""
    return scene_mono_font(px(pixels))


def scene_font(pixels: int = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font for what is enlarged as a whole with its scene, whose zoom goes with the text."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def scene_mono_font(pixels: int = 11) -> QFont:
    """The fixed-width font for what is enlarged as a whole."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    return font
