"""What the canvas paints with: fonts, pens and brushes by colour token, made once per theme.

Making a QPen or a QColor costs more than drawing a line with it, and a frame draws thousands, so they are kept here and
dropped when the theme changes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from app.theme import Theme, scene_font, scene_mono_font

#: Wire class → colour token.  ``any`` is a tensor whose type is not known yet.
WIRE_TOKENS = {
    "dataset": "dataset",
    "tensor": "tensor",
    "labels": "labels",
    "loss": "loss",
    "schedule": "optimizer",
    "bool": "bool",
    "any": "tensor",
    "free": "muted",
}


def wire_token(wire: str) -> str:
    """The colour token of a wire class."""
    return WIRE_TOKENS.get(wire, "muted")


def blend(a: QColor, b: QColor, share: float) -> QColor:
    """A colour between two: ``a`` where ``share`` is 0, ``b`` where it is 1."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        a.redF() * keep + b.redF() * share, a.greenF() * keep + b.greenF() * share, a.blueF() * keep + b.blueF() * share
    )


class Ink(QObject):
    """Fonts, pens and brushes of the theme in force.  ``changed`` says that everything must be painted again."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._colors: dict[tuple[str, float], QColor] = {}
        self._pens: dict[tuple[str, float, bool], QPen] = {}
        self._brushes: dict[tuple[str, float], QBrush] = {}
        self._mixes: dict[tuple[str, str, float], QColor] = {}
        self._dots: dict[tuple[float, float], QPen] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self.fonts = _fonts()
        self.metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}
        theme.changed.connect(self._on_theme_changed)

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        key = (token, alpha)
        found = self._colors.get(key)
        if found is None:
            found = self._colors[key] = self.theme.color(token, alpha)
        return found

    def mix(self, a: str, b: str, share: float) -> QColor:
        """A colour between two tokens."""
        key = (a, b, share)
        found = self._mixes.get(key)
        if found is None:
            found = self._mixes[key] = blend(self.color(a), self.color(b), share)
        return found

    def pen(self, token: str, width: float = 1.0, cosmetic: bool = False) -> QPen:
        """A solid pen with round ends; a cosmetic one keeps its width on the screen at every zoom."""
        key = (token, width, cosmetic)
        found = self._pens.get(key)
        if found is None:
            found = QPen(self.color(token), width)
            found.setCapStyle(Qt.PenCapStyle.RoundCap)
            found.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            found.setCosmetic(cosmetic)
            self._pens[key] = found
        return found

    def faint_pen(self, token: str, share: float) -> QPen:
        """A line one pixel wide with so much of the colour; it lets nothing through, so that crossings do not add up."""
        key = (token, -share, True)
        found = self._pens.get(key)
        if found is None:
            found = self._pens[key] = QPen(self.mix("canvas", token, share), 1.0)
            found.setCosmetic(True)
        return found

    def brush(self, token: str, alpha: float = 1.0) -> QBrush:
        key = (token, alpha)
        found = self._brushes.get(key)
        if found is None:
            found = self._brushes[key] = QBrush(self.color(token, alpha))
        return found

    def dot_pen(self, alpha: float, size: float) -> QPen:
        """For the dots of the grid: so many pixels on the screen at every zoom."""
        key = (alpha, size)
        found = self._dots.get(key)
        if found is None:
            found = self._dots[key] = QPen(self.color("grid", alpha), size)
            found.setCosmetic(True)
        return found

    def width(self, role: str, text: str) -> float:
        """How wide a text is in the font of a role; kept, as wires write the same few shapes thousands of times."""
        key = (role, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > 4096:
                self._widths.clear()
            found = self._widths[key] = self.metrics[role].horizontalAdvance(text)
        return found

    def _on_theme_changed(self) -> None:
        self._colors.clear()
        self._pens.clear()
        self._brushes.clear()
        self._mixes.clear()
        self._dots.clear()
        self.changed.emit()


def _fonts() -> dict[str, QFont]:
    """By role.  Without hinting, so that a text keeps its share of the node's width at every zoom."""
    fonts = {
        "title": scene_font(13, QFont.Weight.DemiBold),
        "name": scene_font(11),
        "port": scene_font(11),
        "footer": scene_font(11),
        "telling": scene_mono_font(11),
        "figure": scene_mono_font(11),
        "pill": scene_mono_font(10),
    }
    for font in fonts.values():
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return fonts
