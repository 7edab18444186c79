"""The one way text reaches a user: ``tr(context, text, **values)`` translates, then fills in ``{named}`` values.

Both the context and the text must be literals, so that ``python -m app.i18n`` can collect them for Qt Linguist.  Texts that
live in data (catalogue titles and help, engine errors) are collected from there, under the contexts ``Catalog`` and ``Errors``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

try:
    from PySide6.QtCore import QCoreApplication
except ImportError:  # a bare server without Qt's system libraries: the command line still works, in English
    QCoreApplication = None  # type: ignore[assignment,misc]

_NUMBER = re.compile(r"-?\d[\d.]*(?:e[+-]?\d+)?")
#: The place in front of an error's sentence: parameters, words, quotes and spaces up to a colon.
_PLACE = re.compile(r"(?:\{\w+\}|[\w'\s()])+: ")

#: Words that are written otherwise than by capitalising the name.
_SPELLED = {
    "relu": "ReLU", "elu": "ELU", "selu": "SELU", "gelu": "GELU", "silu": "SiLU", "softplus": "Softplus", "tanh": "Tanh",
    "l1": "L1", "l2": "L2", "l1_l2": "L1 and L2", "minmax": "Min–max", "from_logits": "From logits",
}  # fmt: skip


def tr(context: str, text: str, **values: Any) -> str:
    """The text in the user's language."""
    translated = _translated(context, text)
    return translated.format(**values) if values else translated


def tr_error(template: str, params: Mapping[str, Any] | None = None) -> str:
    """An engine error or a problem, from its template and parameters, in the user's language.

    A sentence that was put behind a place (``{title} '{name}': ...``) is translated behind it, and so are parameters that are
    words of their own ("a dataset").
    """
    places, rest = "", template
    translated = _translated("Errors", rest)
    while translated == rest and (place := _PLACE.match(rest)):
        places += _translated("Errors", place.group())
        rest = rest[place.end() :]
        translated = _translated("Errors", rest)
    translated = places + translated if translated != rest else template
    if not params:
        return translated
    return translated.format(**{name: _word(value) if isinstance(value, str) else value for name, value in params.items()})


def _translated(context: str, text: str) -> str:
    return text if QCoreApplication is None else QCoreApplication.translate(context, text)


def _word(value: str) -> str:
    """A parameter in the user's language, if it is a phrase; numbers in it stay ("a number between 0 and 1")."""
    phrase = _NUMBER.sub("#", value)
    translated = _translated("Errors", phrase) if value else phrase
    if translated == phrase:
        return value
    for number in _NUMBER.findall(value):
        translated = translated.replace("#", number, 1)
    return translated


def readable(name: str) -> str:
    """``kernel_initializer`` → ``Kernel initializer``; the English that is translated under ``Catalog``."""
    spelled = _SPELLED.get(name)
    if spelled is not None:
        return spelled
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def sentence(text: str) -> str:
    """A message as a sentence of its own: with a capital in front and a stop behind, as the errors' templates leave both out."""
    text = text.strip()
    if not text:
        return text
    head = text[0].upper() + text[1:]
    stop = "。" if any(ord(letter) > 0x2E80 for letter in head) else "."
    return head if head[-1] in ".!?…。！？" else head + stop
