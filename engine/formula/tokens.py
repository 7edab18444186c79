"""Cuts the text of a formula into names, numbers, texts and signs, and says where in the text an error stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from engine.errors import FormulaError

#: Longer texts are not read.
MAX_LENGTH = 10_000

_TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+|\#[^\n]*)
    |(?P<end>[\n;])
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[^\W0-9]\w*)
    |(?P<text>"[^"\n]*"|'[^'\n]*')
    |(?P<sign>\*\*|==|!=|<=|>=|[-+*/@%()\[\],<>=])""",
    re.VERBOSE,
)
_OPEN, _CLOSE = "([", ")]"
#: After these a line goes on where the text breaks.
_GOES_ON = frozenset({"+", "-", "*", "/", "@", "%", "**", "==", "!=", "<", "<=", ">", ">=", "=", ",", "and", "or", "not"})

#: Signs that people know from elsewhere, and how they are written here.
_FOREIGN = {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "&": "and", "|": "or", "!": "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: ``number  name  text  sign  end``."""

    kind: str
    text: str
    at: int


def place(text: str, at: int) -> str:
    """Where a character stands, in words: ``column 6``, or with its line where there are several."""
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    return f"line {line}, column {column}" if "\n" in text.strip() else f"column {column}"


def refuse(template: str, text: str, at: int, /, **params: Any) -> FormulaError:
    """The error for what stands at a place of the text; the template may name it with ``{place}``."""
    params = {**params, "place": place(text, at), "formula": text, "offset": at}
    return FormulaError(template, **params)


def tokens(text: str) -> list[Token]:
    """The tokens, an ``end`` after each line that says something; line breaks inside brackets and after a sign are spaces."""
    if len(text) > MAX_LENGTH:
        raise refuse(
            "the formula has {length} characters, but at most {limit} are read; compute parts of it in nodes of their own",
            text[:0], 0, length=len(text), limit=MAX_LENGTH,
        )  # fmt: skip
    found: list[Token] = []
    brackets: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _foreign(text, at)
        kind, word = str(match.lastgroup), match.group()
        at = match.end()
        if kind == "space":
            continue
        token = Token(kind, word, match.start())
        if kind == "end":
            broken = word == "\n" and (bool(brackets) or (bool(found) and found[-1].text in _GOES_ON))
            if brackets and word == ";":
                raise refuse("the bracket at {place} is never closed", text, brackets[-1].at)
            if broken or not found or found[-1].kind == "end":
                continue
        elif kind == "sign" and word in _OPEN:
            brackets.append(token)
        elif kind == "sign" and word in _CLOSE:
            if not brackets:
                raise refuse("the bracket at {place} closes nothing; take it away", text, token.at)
            if _OPEN.index(brackets.pop().text) != _CLOSE.index(word):
                raise refuse("the bracket at {place} closes one of the other sort", text, token.at)
        elif kind == "number" and at < len(text) and (text[at].isalpha() or text[at] in "_."):
            raise refuse("the number at {place} runs into a word; put a sign such as * between them", text, at)
        found.append(token)
    if brackets:
        raise refuse("the bracket at {place} is never closed", text, brackets[-1].at)
    if found and found[-1].kind != "end":
        found.append(Token("end", "", len(text)))
    return found


def _foreign(text: str, at: int) -> FormulaError:
    sign = text[at]
    if sign in "\"'":
        return refuse("the text at {place} is never closed; end it with the quote that it began with", text, at)
    if sign in _FOREIGN:
        return refuse("the sign '{sign}' at {place} is not known; write {mend}", text, at, sign=sign, mend=_FOREIGN[sign])
    return refuse("the sign '{sign}' at {place} means nothing in a formula", text, at, sign=sign)
