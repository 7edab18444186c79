"""Names for generated code.  What a user typed becomes a valid, unique identifier, a class name, or text for a docstring;
nothing that a document says reaches the code by any other way than these and ``repr``.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from engine.export.printer import string

#: Names are cut here, so that lines stay readable.
LONGEST = 40

_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def identifier(text: str, fallback: str = "value") -> str:
    """The text as a lower-case identifier: ``Hidden layer/kernel`` becomes ``hidden_layer_kernel``."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", plain)).strip("_").lower()
    plain = re.sub(r"__+", "_", unicodedata.normalize("NFKC", plain))
    plain = plain[:LONGEST].rstrip("_")
    if plain and plain[0].isdigit():
        plain = f"{fallback}_{plain}"
    return plain if plain.isidentifier() else fallback


def class_name(text: str, fallback: str = "Model") -> str:
    """The text as a class name: ``Digits MLP`` becomes ``DigitsMLP``."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text))
    joined = "".join(word[:1].upper() + word[1:] for word in words)[:LONGEST]
    if not joined.isidentifier() or keyword.iskeyword(joined) or joined in _BUILTINS:
        return fallback
    return joined


def plain_text(text: str, fallback: str, limit: int = 60) -> str:
    """The text as it may stand in a docstring or a comment: one line of letters, digits and harmless signs."""
    kept = " ".join(re.sub(r"[^\w \-.,()+&×]", " ", text).split())[:limit].strip()
    return kept or fallback


class Names:
    """Gives out identifiers, each once.  A reserved one gets an underscore behind it, a taken one a number."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._reserved = frozenset(reserved) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | _BUILTINS
        self._taken: set[str] = set()

    def fresh(self, wanted: str, fallback: str = "value") -> str:
        base = identifier(wanted, fallback)
        if base in self._reserved:
            base += "_"
        name, count = base, 1
        while name in self._taken or name in self._reserved:
            count += 1
            name = f"{base.rstrip('_')}_{count}"
        self._taken.add(name)
        return name


def script_path(file: str, form: str = "{}") -> str:
    """A file as it stands in the document, with a word about where it is looked for, where there is room for it."""
    text = form.format(string(file))
    return text if Path(file).is_absolute() or len(text) > 32 else f"{text}  # relative to where the script is run"
