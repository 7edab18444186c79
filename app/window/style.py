"""The studio's look: Fusion with a palette and a style sheet filled from the theme's tokens."""

from __future__ import annotations

import re
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources
from app.icons import svg
from app.theme import Theme, px

#: Interface fonts that hold Simplified Chinese, asked for by name so that no Japanese glyph variants slip in.
_CHINESE_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI")
_BODY_PIXELS = 12
_LINE = 2  # pixels up to which a length is a line
_STYLED = "nodegrad-styled"


def mix(base: QColor, over: QColor, share: float) -> QColor:
    """``over`` laid on ``base`` with an opacity of ``share``."""
    pairs = ((base.red(), over.red()), (base.green(), over.green()), (base.blue(), over.blue()))
    return QColor(*(round(low + (high - low) * share) for low, high in pairs))


def style_tokens(theme: Theme) -> dict[str, str]:
    """The theme's tokens and the shades that only widgets need (hover, selection, faint text)."""
    panel, raised, text = theme.color("panel"), theme.color("raised"), theme.color("text")
    accent, line = theme.color("accent"), theme.color("line")
    shades = {
        "hover": mix(raised, text, 0.08),
        "soft": mix(raised, accent, 0.24),
        "faint": mix(panel, theme.color("muted"), 0.62),
        "edge": mix(line, text, 0.28),
        "scroll": mix(panel, text, 0.22),
        "accent_hover": mix(accent, text, 0.14),
    }
    return {**theme.tokens(), **{name: color.name() for name, color in shades.items()}}


def style_sheet(theme: Theme) -> str:
    """The style sheet with every ``@token`` filled in."""
    tokens = {**style_tokens(theme), "icons": _icon_folder().as_posix()}
    template = resources.path("themes", "studio.qss").read_text(encoding="utf-8")

    def themed_icon(match: re.Match[str]) -> str:
        name, token = match["name"], match["token"]
        target = _icon_folder() / f"{name}-{token}-{theme.name}.svg"
        if not target.exists():
            target.write_bytes(svg(name, tokens[token]))
        return f"url({target.as_posix()})"

    template = re.sub(r"url\(@icons/(?P<name>[a-z-]+)-(?P<token>[a-z_]+)\.svg\)", themed_icon, template)
    template = re.sub(r"@([a-z_]+)", lambda match: tokens[match[1]], template)
    return re.sub(r"\b(\d+)px\b", lambda match: _scaled(int(match[1])), template)


def _scaled(length: int) -> str:
    """A length of the style sheet at the text's size; lines stay as thin as they are."""
    return f"{length if length <= _LINE else px(length)}px"


def palette(theme: Theme) -> QPalette:
    """The palette behind the style sheet, for whatever Fusion or a plain painter draws."""
    tokens = style_tokens(theme)
    role = QPalette.ColorRole
    colours = {
        role.Window: "panel", role.WindowText: "text", role.Base: "field", role.AlternateBase: "panel", role.Text: "text",
        role.Button: "raised", role.ButtonText: "text", role.BrightText: "error", role.Highlight: "accent",
        role.HighlightedText: "on_accent", role.ToolTipBase: "raised", role.ToolTipText: "text", role.PlaceholderText: "muted",
        role.Link: "accent", role.LinkVisited: "accent", role.Light: "raised", role.Midlight: "raised", role.Mid: "line",
        role.Dark: "line", role.Shadow: "line",
    }  # fmt: skip
    result = QPalette()
    for which, token in colours.items():
        result.setColor(which, QColor(tokens[token]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens["faint"]))
    return result


def body_font(base: QFont, language: str) -> QFont:
    """The system's interface font at the body size, with the right glyphs for Chinese."""
    font = QFont(base)
    font.setPixelSize(px(_BODY_PIXELS))
    if language.startswith("zh"):
        font.setFamilies([*base.families(), *_CHINESE_FAMILIES])
    return font


def apply_style(app: QApplication, theme: Theme) -> None:
    """Put the theme on the whole application."""
    if not app.property(_STYLED):  # setting a style again would polish every widget twice
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


@lru_cache(maxsize=1)
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="nodegrad-icons-", ignore_cleanup_errors=True)


def _icon_folder() -> Path:
    """Where this process keeps the icons that the style sheet names; style sheets take files only."""
    return Path(_temporary().name)
