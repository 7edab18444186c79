"""What new nodes are called."""

from __future__ import annotations

import re

from app.catalog.spec import Kind

#: Where a word begins inside a kind's name.  A run of capitals is one word: ``ReduceLROnPlateau``, ``CSVTable``, ``SimpleRNN``.
_WORD = re.compile(
    r"(?<=[a-z])(?=[A-Z]+[a-z])"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z])"
    r"|(?<=[a-z][A-Z])(?=[A-Z][a-z])"
    r"|(?<=\d)(?=[A-Z][a-z])|(?<=\d[A-Z])(?=[A-Z][a-z])"
    r"|(?<=[a-z])(?=[A-Z]{3,}$)"
)
#: A name that is one word, though its letters do not show it.
_WHOLE = {"RMSprop"}


def default_name(kind: Kind) -> str:
    """What a new node of a kind is called: ``MeanSquaredError`` → ``mean_squared_error``, ``ReLU`` → ``relu``."""
    name = "_".join(kind.name.split())
    return name.lower() if name in _WHOLE else _WORD.sub("_", name).lower()
