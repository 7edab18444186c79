"""From a formula to graph: every sign and every call becomes an op, the names stand for values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import FormulaError, GraphError
from engine.formula.calls import SIGNS, bind, refuse_words
from engine.formula.parse import parse
from engine.formula.tokens import refuse
from engine.formula.tree import Binary, Call, Expression, Line, Name, Number, Unary, Word
from engine.ir.builder import Builder
from engine.ir.graph import Value

#: Sums and products of plain numbers are worked out at once, as Python would, so that they take the dtype of what is beside them.
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b if isinstance(b, int) and 0 <= b < 99 else float(a) ** b,
}
#: Whole numbers beyond this are kept as floats.
_EXACT = 2**53


def build(b: Builder, text: str, inputs: Mapping[str, Value]) -> Value:
    """The value that the formula gives for these inputs; FormulaError where it is wrong or its types do not fit."""
    known: dict[str, Any] = dict(inputs)
    result: Any = None
    for line in parse(text).lines:
        result = _Lines(b, text, known, line).of(line.value)
        if line.name is not None:
            known[line.name] = result
    return result if isinstance(result, Value) else b.constant(result)


class _Lines:
    """Builds the expressions of a line while the names of earlier ones are known; its last op is named as the line is."""

    def __init__(self, b: Builder, text: str, known: Mapping[str, Any], line: Line) -> None:
        self.b = b
        self.line = line
        self.text = text
        self.known = known

    def of(self, expression: Expression) -> Any:
        """A value, or a plain number or truth value."""
        if isinstance(expression, Name):
            return self.known[expression.name]
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Unary):
            return self._unary(expression)
        if isinstance(expression, Binary):
            return self._binary(expression)
        if isinstance(expression, Call):
            return self._call(expression)
        refuse_words(expression, self.text)
        assert isinstance(expression, Word)
        return expression.value

    def _unary(self, it: Unary) -> Any:
        operand = self.of(it.operand)
        if it.sign == "not":
            return not operand if isinstance(operand, bool) else self._apply("logical_not", it, "not", operand)
        return -operand if _is_number(operand) else self._apply("negative", it, "-", operand)

    def _binary(self, it: Binary) -> Any:
        left, right = self.of(it.left), self.of(it.right)
        if _is_number(left) and _is_number(right) and it.sign in _ARITHMETIC:
            return self._number(it, left, right)
        return self._apply(SIGNS[it.sign], it, it.sign, left, right)

    def _number(self, it: Binary, left: Any, right: Any) -> Any:
        try:
            found = _ARITHMETIC[it.sign](left, right)
        except (ArithmeticError, ValueError):
            found = math.nan
        if isinstance(found, complex) or found != found or (abs(found) == math.inf and math.inf not in (abs(left), abs(right))):
            raise refuse("'{sign}' of these numbers at {place} gives no number", self.text, it.at, sign=it.sign)
        return float(found) if isinstance(found, int) and abs(found) > _EXACT else found

    def _call(self, it: Call) -> Any:
        bound = bind(it, self.text)
        inputs = [None if item is None else self.of(item) for item in bound.inputs]
        while inputs and inputs[-1] is None:
            inputs.pop()
        return self._apply(bound.op.name, it, it.function, *inputs, **bound.attrs)

    def _apply(self, op: str, it: Expression, word: str, *inputs: Any, **attrs: Any) -> Value:
        try:
            name = self.line.name if it is self.line.value else None
            result: Value = self.b.apply(op, *inputs, name=name, **attrs)
        except FormulaError:
            raise
        except GraphError as error:
            inner = error.__cause__ if isinstance(error.__cause__, GraphError) else error
            params = {key: value for key, value in inner.params.items() if key not in ("formula", "offset", "place")}
            raise refuse("{function} ({place}): " + inner.template, self.text, it.at, **{**params, "function": word}) from error
        return result


def _is_number(item: Any) -> bool:
    return isinstance(item, (int, float)) and not isinstance(item, bool)
