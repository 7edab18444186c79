"""Colours for Python in the code view, from the theme's tokens: enough for reading, not a parser."""

from __future__ import annotations

import builtins
import keyword
import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.theme import Theme

_KEYWORDS = "|".join(keyword.kwlist)
_BUILTINS = "|".join(name for name in dir(builtins) if name.islower() and not name.startswith("_"))
_TRIPLES = {1: '"""', 2: "'''"}

#: One alternation, so that a keyword inside a string or a comment stays part of it.
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#.*)
  | (?P<triple>[rbfu]{{0,2}}(?:\"\"\"|'''))
  | (?P<string>[rbfu]{{0,2}}(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))
  | (?P<decorator>^\s*@[\w.]+)
  | (?P<defined>(?<=\bdef\s)\w+|(?<=\bclass\s)\w+)
  | (?P<keyword>\b(?:{_KEYWORDS})\b)
  | (?P<builtin>(?<![.\w])(?:{_BUILTINS})(?=\())
  | (?P<number>\b(?:0[xob][\da-fA-F_]+|\d[\d_]*\.?\d*(?:e[+-]?\d+)?)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TOKENS = {
    "comment": "muted",
    "string": "dataset",
    "decorator": "bool",
    "defined": "tensor",
    "keyword": "optimizer",
    "builtin": "activation",
    "number": "labels",
}


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document; follows the theme."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        for name, token in _TOKENS.items():
            style = QTextCharFormat()
            style.setForeground(self._theme.color(token))
            if name == "comment":
                style.setFontItalic(True)
            if name == "defined":
                style.setFontWeight(QFont.Weight.DemiBold)
            self._formats[name] = style
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        at = 0
        state = self.previousBlockState()
        self.setCurrentBlockState(0)
        if state in _TRIPLES:
            at = self._rest_of_triple(text, 0, 0, state)
        while (match := _TOKEN.search(text, at)) is not None:
            kind = match.lastgroup or ""
            if kind == "triple":
                which = 1 if match.group().endswith('"""') else 2
                at = self._rest_of_triple(text, match.start(), match.end(), which)
            else:
                # IGNORECASE is for string prefixes and hexadecimal digits; Python's own words are not.
                if kind != "keyword" or keyword.iskeyword(match.group()):
                    self.setFormat(match.start(), match.end() - match.start(), self._formats[kind])
                at = max(match.end(), at + 1)

    def _rest_of_triple(self, text: str, start: int, search_from: int, which: int) -> int:
        """Colour a triple-quoted string to its end, or to the end of the line if it goes on; where to look next."""
        end = text.find(_TRIPLES[which], search_from)
        stop = len(text) if end < 0 else end + 3
        if end < 0:
            self.setCurrentBlockState(which)
        self.setFormat(start, stop - start, self._formats["string"])
        return stop
