"""A generated module in pieces that are compiled and kept one by one, each under a name made of all that it depends on.

Two blocks of one form, two networks that share a layer, and one network before and after an edit share the pieces that are alike.
A short module is one piece, so that what it calls is put in place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FUNCTION = re.compile(r"^@\w+(?:\(.*\))?\ndef (\w+)(\(.*\n(?:(?:    .*)?\n)*)", re.MULTILINE)
_CALL = re.compile(r"\b([A-Za-z_]\w*)\(")
_RESULT = re.compile(r"^ +return \S", re.MULTILINE)
#: Lines up to which a module is one piece.
SHORT = 100


@dataclass(frozen=True)
class Piece:
    """Functions that are compiled together: by their symbols what stands after their names, and what the names that they call
    mean: a symbol, and whether it has a result.  ``name`` is that of the kept file."""

    name: str
    functions: Mapping[str, str]
    calls: Mapping[str, tuple[str, bool]]


@dataclass(frozen=True)
class Pieces:
    """A module, taken apart; ``symbols`` are those of its functions by name, and ``arguments`` how many they take."""

    pieces: tuple[Piece, ...]
    symbols: Mapping[str, str]
    arguments: Mapping[str, int]


def apart(text: str, surroundings: str) -> Pieces:
    """The pieces of a module.  ``surroundings``: what machine code depends on besides."""
    bodies = {found[1]: found[2].rstrip() + "\n" for found in _FUNCTION.finditer(text + "\n")}
    arguments = {name: body.partition(")")[0].count(",") + 1 for name, body in bodies.items()}
    results = {name: _RESULT.search(body) is not None for name, body in bodies.items()}
    if text.count("\n") <= SHORT:
        key = _hash(surroundings, *(f"{name}{body}" for name, body in bodies.items()))
        symbols = {name: f"{name}_{key}" for name in bodies}
        calls = {name: (symbols[name], results[name]) for name in bodies}
        return Pieces((Piece(key, {symbols[name]: body for name, body in bodies.items()}, calls),), symbols, arguments)
    called = {name: [other for other in dict.fromkeys(_CALL.findall(body)) if other in bodies] for name, body in bodies.items()}
    symbols = {}
    for name in _callees_first(called):
        known = (f"{other}={symbols[other]}" for other in called[name])
        symbols[name] = f"f_{_hash(surroundings, bodies[name], *known)}"
    made = {}
    for name, symbol in symbols.items():
        calls = {other: (symbols[other], results[other]) for other in called[name]}
        made[symbol] = Piece(symbol.removeprefix("f_"), {symbol: bodies[name]}, calls)
    return Pieces(tuple(made.values()), symbols, arguments)


def _hash(*texts: str) -> str:
    return hashlib.sha256("|".join(texts).encode()).hexdigest()[:32]


def of_kit(name: str, surroundings: str) -> str:
    """The name that a function of the kit is kept under."""
    return _hash(surroundings, "kit", name)


def _callees_first(called: Mapping[str, list[str]]) -> Iterator[str]:
    done: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        if name not in done:
            done.add(name)
            for other in called[name]:
                yield from visit(other)
            yield name

    for name in called:
        yield from visit(name)
