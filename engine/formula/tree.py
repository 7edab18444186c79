"""What a formula is once it has been read: expressions, each of which knows where in the text it stands.

Nothing here knows ops: names and functions are only spelled.  ``free_names`` says what a formula must be given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written; never negative, a sign is an operator."""

    value: int | float
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Word:
    """``true``, ``false``, ``none``, or a text in quotes."""

    value: bool | str | None
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Name:
    """A value by its name: an input, or what a line before called so."""

    name: str
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Unary:
    """``-x`` or ``not x``."""

    sign: str
    operand: Expression
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and the sign between them."""

    sign: str
    left: Expression
    right: Expression
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Items:
    """``[a, b]``: the values of an attribute, or what a function of many values is given."""

    items: tuple[Expression, ...]
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True)
class Keyword:
    """``axis=-1`` inside a call."""

    name: str
    value: Expression
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Call:
    """``mean(x, axis=-1)``."""

    function: str
    arguments: tuple[Expression, ...]
    keywords: tuple[Keyword, ...] = ()
    at: int = field(compare=False, default=0)
    depth: int = field(compare=False, default=1)


Expression = Number | Word | Name | Unary | Binary | Items | Call


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``name = value``, or the value alone, which is what the formula gives."""

    name: str | None
    value: Expression
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Formula:
    """Lines that name what they compute, and the last one, which is the result."""

    text: str = field(compare=False)
    lines: tuple[Line, ...] = ()


def children(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that stand directly inside, in the order of the text."""
    if isinstance(expression, Unary):
        return (expression.operand,)
    if isinstance(expression, Binary):
        return expression.left, expression.right
    if isinstance(expression, Items):
        return expression.items
    if isinstance(expression, Call):
        return (*expression.arguments, *(keyword.value for keyword in expression.keywords))
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, in the order of the text."""
    stack = [expression]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(children(top)))


def free_names(formula: Formula) -> tuple[str, ...]:
    """The names that no line has given a value before they are used, in the order of their first use."""
    known: set[str] = set()
    found: dict[str, None] = {}
    for line in formula.lines:
        for part in walk(line.value):
            if isinstance(part, Name) and part.name not in known:
                found.setdefault(part.name)
        if line.name is not None:
            known.add(line.name)
    return tuple(found)


#: How tightly a sign binds; what binds tighter is done first.
LEVELS = {
    "or": 1, "and": 2, "not": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "@": 6, "%": 6, "negative": 7, "**": 8,
}  # fmt: skip
ATOM = 9
COMPARE = 4


def to_text(formula: Formula) -> str:
    """The formula as it is best written: one line each, spaces around signs, brackets only where they are needed."""
    return "\n".join(f"{line.name} = {_text(line.value)}" if line.name else _text(line.value) for line in formula.lines)


def _text(expression: Expression) -> str:
    return _spelled(expression)[0]


def _spelled(expression: Expression) -> tuple[str, int]:
    """The text, and how tightly its outermost sign binds."""
    if isinstance(expression, Number):
        return repr(expression.value), ATOM
    if isinstance(expression, Word):
        return _word(expression.value), ATOM
    if isinstance(expression, Name):
        return expression.name, ATOM
    if isinstance(expression, Items):
        return f"[{', '.join(map(_text, expression.items))}]", ATOM
    if isinstance(expression, Call):
        inside = [*map(_text, expression.arguments), *(f"{word.name}={_text(word.value)}" for word in expression.keywords)]
        return f"{expression.function}({', '.join(inside)})", ATOM
    if isinstance(expression, Unary):
        level = LEVELS["not" if expression.sign == "not" else "negative"]
        return f"{'not ' if expression.sign == 'not' else '-'}{_within(expression.operand, level)}", level
    level = LEVELS[expression.sign]
    if expression.sign == "**":  # groups from the right; a sign may stand in the exponent
        return f"{_within(expression.left, ATOM)} ** {_within(expression.right, LEVELS['negative'])}", level
    left = level + 1 if level == COMPARE else level  # comparisons do not chain
    return f"{_within(expression.left, left)} {expression.sign} {_within(expression.right, level + 1)}", level


def _within(expression: Expression, level: int) -> str:
    text, own = _spelled(expression)
    return text if own >= level else f"({text})"


def _word(value: bool | str | None) -> str:
    if isinstance(value, str):
        quote = "'" if '"' in value else '"'
        return f"{quote}{value}{quote}"
    return "none" if value is None else "true" if value else "false"
