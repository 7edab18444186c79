"""The formula language: ``mean(square(y_pred - y_true))`` read by a parser of its own and built from ops, never run as Python.

Lines end with a line break or ``;``; ``error = y_pred - y_true`` gives a name to a part, the last line is the result.
Numbers, ``pi``, ``inf``, ``+ - * / % ** @``, comparisons, ``and or not``, brackets, and calls of ops by their names with
attributes by theirs: ``sum(x, axis=-1, keepdims=true)``.
"""

from __future__ import annotations

from engine.errors import AttributeValueError
from engine.formula.build import build
from engine.formula.calls import check_formula, functions, input_names, likely_names, spelled
from engine.formula.evaluate import evaluate, result_type
from engine.formula.parse import RESERVED, RESULT, parse
from engine.formula.tree import Formula, free_names, to_text
from engine.ops.attrs import Attr, check_kind


def _check(attr: Attr, value: object) -> str:
    """The check of an attribute that is a formula: everything that can be wrong before its inputs are known."""
    if not isinstance(value, str):
        raise AttributeValueError(
            "{attribute} is {value}, but must be {wanted}", attribute=attr.name, value=repr(value), wanted="a formula"
        )
    check_formula(value)
    return value


check_kind("formula", _check)

__all__ = [
    "RESERVED",
    "RESULT",
    "Formula",
    "build",
    "check_formula",
    "evaluate",
    "free_names",
    "functions",
    "input_names",
    "likely_names",
    "parse",
    "result_type",
    "spelled",
    "to_text",
]
