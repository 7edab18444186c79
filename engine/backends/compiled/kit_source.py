"""Functions of the kit as they are written, and of generated modules: what is read off them before they are translated."""

from __future__ import annotations

import ast
import inspect
import textwrap
from types import FunctionType
from typing import Any


def has_result(node: ast.FunctionDef) -> bool:
    """Whether a function of the text gives a number."""
    return any(isinstance(item, ast.Return) and item.value is not None for item in ast.walk(node))


def parsed(function: Any) -> ast.FunctionDef:
    """A function of the kit as it is written."""
    node = ast.parse(textwrap.dedent(inspect.getsource(python_of(function)))).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def python_of(function: Any) -> FunctionType:
    found: FunctionType = getattr(function, "py_func", function)
    return found


def names_of(function: Any) -> dict[str, Any]:
    """What the names in a function of the kit stand for."""
    plain = python_of(function)
    cells = zip(plain.__code__.co_freevars, plain.__closure__ or (), strict=True)
    return {**plain.__globals__, **{name: cell.cell_contents for name, cell in cells}}


def is_inlined(function: Any) -> bool:
    """Whether a function of the kit is written out where it is called: those that give a number are, the others are parts."""
    return isinstance(parsed(function).body[-1], ast.Return)
