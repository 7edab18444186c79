"""Formulas as a book sets them: quantities in italics, functions upright, ``x_1`` and ``x^2`` below and above the line.

What stands in the engine's declarations is plain text in Unicode; nothing of it is read as markup.
"""

from __future__ import annotations

import html
import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from app.panels.widgets import label
from app.theme import px

#: What is raised or lowered, a word with the marks over its letters and the small signs behind it, or anything else.
_PIECE = re.compile(
    r"(?P<script>\^(?:\{[^{}]*\}|\([^()]*\)|[+\-−]?\w+)|(?<=[\w)\]])_\w+)"
    r"|(?P<word>(?![ΣΠ])[^\W\d_](?:(?![ΣΠ])[^\W_]|[\u0300-\u036f⁺⁻₊₋])*)"
    r"|(?P<rest>.)",
    re.DOTALL,
)
_SMALL = ("Mn", "Lm", "No", "Sm")  # accents, raised and lowered letters, figures and signs


def typeset(formula: str) -> str:
    """The formula as rich text."""
    return "".join(_set(match) for match in _PIECE.finditer(formula))


def _set(match: re.Match[str]) -> str:
    text = match[0]
    if match["script"]:
        inner = text[1:]
        if text[0] == "^":
            return f"<sup>{typeset(inner[1:-1] if inner[0] in '{(' else inner)}</sup>"
        return f"<sub>{html.escape(inner)}</sub>"
    letters = [kind for kind in map(unicodedata.category, text) if kind not in _SMALL]
    if match["word"] and len(letters) == 1 and letters[0] in ("Lu", "Ll"):
        return f"<i>{html.escape(text)}</i>"
    return html.escape(text)


def formula_label(formula: str) -> QLabel:
    """A label that shows a formula; what a screen reader says is the formula as it was written."""
    shown = label(typeset(formula), "formula")
    shown.setTextFormat(Qt.TextFormat.RichText)
    font = QFont("serif")
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(px(14))
    shown.setFont(font)
    shown.setWordWrap(True)
    shown.setAccessibleName(formula)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
