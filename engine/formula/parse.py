"""Reads a formula by precedence, into a tree.  Nothing of the text is ever run as Python."""

from __future__ import annotations

import math
from functools import lru_cache

from engine.errors import FormulaError
from engine.formula.tokens import Token, refuse, tokens
from engine.formula.tree import (
    COMPARE,
    LEVELS,
    Binary,
    Call,
    Expression,
    Formula,
    Items,
    Keyword,
    Line,
    Name,
    Number,
    Unary,
    Word,
    free_names,
    walk,
)

#: How deeply brackets, calls and chains of signs may be put into each other.
MAX_DEPTH = 64
#: Words that are no names.
RESERVED = frozenset({"and", "or", "not", "true", "false", "none", "True", "False", "None", "pi", "inf", "let"})
#: What the value of a formula is called where it leaves a node; no input may be called so.
RESULT = "result"

_WORDS: dict[str, bool | None] = {
    "true": True, "false": False, "none": None, "True": True, "False": False, "None": None,
}  # fmt: skip
_NUMBERS = {"pi": math.pi, "inf": math.inf}


@lru_cache(maxsize=512)
def parse(text: str) -> Formula:
    """The formula that a text spells; FormulaError with the place where it does not."""
    lines = tuple(_Reader(text).lines())
    if not lines:
        raise refuse("the formula is empty; write what is to be computed, such as mean(square(a - b))", text, 0)
    for line in lines[:-1]:
        if line.name is None:
            raise refuse(
                "what stands at {place} is used by nothing; give it a name, as in error = a - b, or join the lines",
                text, line.at,
            )  # fmt: skip
    if lines[-1].name is not None:
        raise refuse("the last line, at {place}, must be what the formula gives, without a name before it", text, lines[-1].at)
    formula = Formula(text, lines)
    if RESULT in free_names(formula):
        parts = (part for line in lines for part in walk(line.value))
        at = next(part.at for part in parts if isinstance(part, Name) and part.name == RESULT)
        raise refuse(
            "'{input}' at {place} is what the formula itself gives; choose another name for the input",
            text, at, input=RESULT,
        )  # fmt: skip
    return formula


class _Reader:
    """The tokens of a text, and how far they have been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.position = 0
        self.nesting = 0

    # --- tokens -------------------------------------------------------------------------------------------------------

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def found(self, *signs: str) -> bool:
        """Whether one of these comes next."""
        return self.next.kind in ("sign", "name") and self.next.text in signs

    def skip(self, sign: str) -> bool:
        if self.found(sign):
            self.position += 1
            return True
        return False

    def unexpected(self) -> FormulaError:
        token = self.next
        if token.kind == "end":
            return refuse("something is missing at {place}: a name, a number or a function", self.text, token.at)
        return refuse("'{word}' at {place} is not expected there", self.text, token.at, word=token.text)

    def too_deep(self, at: int) -> FormulaError:
        return refuse(
            "the formula is more than {limit} deep at {place}; give parts of it names on lines of their own",
            self.text, at, limit=MAX_DEPTH,
        )  # fmt: skip

    # --- grammar ------------------------------------------------------------------------------------------------------

    def lines(self) -> list[Line]:
        found = []
        while self.position < len(self.tokens):
            found.append(self.line())
            if self.next.kind != "end":
                raise self._misplaced()
            self.take()
        return found

    def _misplaced(self) -> FormulaError:
        token = self.next
        before = self.tokens[self.position - 1]
        starts = token.kind in ("name", "number", "text") or token.text in "(["
        if starts and (before.kind in ("name", "number", "text") or before.text in ")]"):
            return refuse("a sign is missing before '{word}' at {place}", self.text, token.at, word=token.text)
        if token.text == "=":
            return refuse("'=' at {place} gives a name to a whole line; to compare, write ==", self.text, token.at)
        return self.unexpected()

    def line(self) -> Line:
        at = self.next.at
        if self.found("let") and self.tokens[self.position + 1].kind == "name":
            self.take()
        name = None
        if self.next.kind == "name" and self.tokens[self.position + 1].text == "=":
            token = self.take()
            if token.text in RESERVED:
                raise refuse(
                    "'{word}' at {place} cannot be a name, as it means something already",
                    self.text, token.at, word=token.text,
                )  # fmt: skip
            name = token.text
            self.take()
        return Line(name, self.expression(), at)

    def expression(self, level: int = 1) -> Expression:
        """An expression whose signs all bind at least as tightly as the level."""
        self.nesting += 1
        if self.nesting > MAX_DEPTH:
            raise self.too_deep(self.next.at)
        left = self.operand(level)
        while self.next.kind in ("sign", "name") and LEVELS.get(self.next.text, 0) >= level and self.next.text != "not":
            sign = self.take()
            binds = LEVELS[sign.text]
            right = self.expression(LEVELS["negative"] if sign.text == "**" else binds + 1)
            left = self.binary(sign, left, right)
            if binds == COMPARE and LEVELS.get(self.next.text) == COMPARE:
                raise refuse("two comparisons stand in a row at {place}; write a < b and b < c", self.text, self.next.at)
        self.nesting -= 1
        return left

    def binary(self, sign: Token, left: Expression, right: Expression) -> Expression:
        depth = 1 + max(left.depth, right.depth)
        if depth > MAX_DEPTH:
            raise self.too_deep(sign.at)
        return Binary(sign.text, left, right, sign.at, depth)

    def operand(self, level: int) -> Expression:
        token = self.next
        if self.found("not"):
            if level > LEVELS["not"]:
                raise refuse("put 'not' at {place} and what follows it in brackets", self.text, token.at)
            self.take()
            inner = self.expression(LEVELS["not"])
            return Unary("not", inner, token.at, self.deeper(token, inner))
        if self.skip("-"):
            inner = self.expression(LEVELS["negative"])
            return Unary("-", inner, token.at, self.deeper(token, inner))
        if self.skip("+"):
            return self.expression(LEVELS["negative"])
        return self.atom()

    def deeper(self, token: Token, *inner: Expression) -> int:
        depth = 1 + max((item.depth for item in inner), default=0)
        if depth > MAX_DEPTH:
            raise self.too_deep(token.at)
        return depth

    def atom(self) -> Expression:
        token = self.next
        if token.kind == "number":
            self.take()
            return self.number(token)
        if token.kind == "text":
            self.take()
            return Word(token.text[1:-1], token.at)
        if token.kind == "name":
            return self.named()
        if self.skip("("):
            inner = self.expression()
            self.close(")")
            return inner
        if self.skip("["):
            items = []
            while not self.found("]"):
                items.append(self.expression())
                if not self.skip(","):
                    break
            self.close("]")
            return Items(tuple(items), token.at, self.deeper(token, *items))
        raise self.unexpected()

    def close(self, bracket: str) -> None:
        if not self.skip(bracket):
            raise self._misplaced()

    def number(self, token: Token) -> Number:
        whole = token.text.isdigit()
        value: int | float = int(token.text) if whole and len(token.text) < 30 else float(token.text)
        if value == math.inf or (whole and value >= 2**63):
            raise refuse("the number at {place} is too large", self.text, token.at)
        return Number(value, token.at)

    def named(self) -> Expression:
        token = self.take()
        if self.found("("):
            return self.call(token)
        if token.text in _WORDS:
            return Word(_WORDS[token.text], token.at)
        if token.text in _NUMBERS:
            return Number(_NUMBERS[token.text], token.at)
        if token.text in RESERVED:
            self.position -= 1
            raise self.unexpected()
        return Name(token.text, token.at)

    def call(self, function: Token) -> Call:
        self.take()
        if function.text in RESERVED:
            raise refuse("'{word}' at {place} is no function", self.text, function.at, word=function.text)
        arguments: list[Expression] = []
        keywords: list[Keyword] = []
        while not self.found(")"):
            token = self.next
            if token.kind == "name" and self.tokens[self.position + 1].text == "=":
                self.position += 2
                if any(token.text == other.name for other in keywords):
                    raise refuse("'{word}' is given twice, the second time at {place}", self.text, token.at, word=token.text)
                keywords.append(Keyword(token.text, self.expression(), token.at))
            elif keywords:
                raise refuse("what stands at {place} must come before the arguments that have names", self.text, token.at)
            else:
                arguments.append(self.expression())
            if not self.skip(","):
                break
        self.close(")")
        depth = self.deeper(function, *arguments, *(keyword.value for keyword in keywords))
        return Call(function.text, tuple(arguments), tuple(keywords), function.at, depth)
