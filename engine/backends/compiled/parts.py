"""A generated module in parts that are compiled and kept one by one, each under a name made of all that it depends on.

Two blocks of one form, two networks that share a layer, and one network before and after an edit share the parts that are alike.
Of a short module each function that nobody calls is one part, so that what it calls is put in place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FUNCTION = re.compile(r"^@\w+(?:\(.*\))?\ndef (\w+)(\(.*\n(?:(?:    .*)?\n)*)", re.MULTILINE)
_CALL = re.compile(r"\b([A-Za-z_]\w*)\(")
_RESULT = re.compile(r"^ +return \S", re.MULTILINE)
#: Lines up to which a module falls into as few parts as can be.
SHORT = 100


@dataclass(frozen=True)
class Part:
    """Functions that are compiled together: by their symbols what stands after their names, and what the names that they call
    mean: a symbol, and whether it has a result.  Those that are not ``exported`` are called from here alone; ``name`` is that of
    the kept file."""

    name: str
    functions: Mapping[str, str]
    calls: Mapping[str, tuple[str, bool]]
    exported: frozenset[str]


@dataclass(frozen=True)
class Parts:
    """A module, taken apart; ``symbols`` are those of its functions by name, and ``arguments`` how many they take."""

    parts: tuple[Part, ...]
    symbols: Mapping[str, str]
    arguments: Mapping[str, int]


def apart(text: str, surroundings: str) -> Parts:
    """The parts of a module.  ``surroundings``: what machine code depends on besides.

    What is called with numbers, and not with a table of addresses, is part of every part that calls it: most of these numbers
    are known there, and what is called is made for them.
    """
    bodies = {found[1]: found[2].rstrip() + "\n" for found in _FUNCTION.finditer(text + "\n")}
    called = {name: [other for other in dict.fromkeys(_CALL.findall(body)) if other in bodies] for name, body in bodies.items()}
    arguments = {name: body.partition(")")[0].count(",") + 1 for name, body in bodies.items()}
    inner = {other for others in called.values() for other in others}
    short = text.count("\n") <= SHORT
    shared = {name for name in bodies if name not in inner or not (short or not bodies[name].startswith("(p"))}
    symbols: dict[str, str] = {}
    made: dict[str, Part] = {}
    for name in (name for name in _callees_first(called) if name in shared):
        within = _within(name, called, shared)
        reached = dict.fromkeys(other for part in within for other in called[part] if other in shared)
        key = _hash(
            surroundings, *(f"{part}{bodies[part]}" for part in within[1:]), bodies[name], *(symbols[it] for it in reached)
        )
        symbols[name] = f"f_{key}"
        local = {part: symbols.get(part, f"{part}_{key}") for part in within}
        meant = {**local, **{other: symbols[other] for other in reached}}
        calls = {other: (symbol, _RESULT.search(bodies[other]) is not None) for other, symbol in meant.items()}
        made[name] = Part(key, {local[part]: bodies[part] for part in within}, calls, frozenset([symbols[name]]))
    return Parts(tuple({part.name: part for part in made.values()}.values()), symbols, arguments)


def _within(name: str, called: Mapping[str, list[str]], shared: set[str]) -> list[str]:
    """A function with all that is put into its part."""
    found = [name]
    for part in found:
        found += [other for other in called[part] if other not in shared and other not in found]
    return found


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
