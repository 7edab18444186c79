"""One table row an op: how a target spells it.

A row is the qualified name of a callable (``"np.exp"``), or a Python expression in which the op's input and attribute names
stand for what is put there (``"x.sum(axis=axis, keepdims=keepdims)"``), or a function from a ``Site`` to such an expression
where the spelling depends on types or attributes.  Keyword arguments that come out as None or False are left out.  The parts
are put together as syntax trees, so precedence is always right and a text from a document is always a string literal.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import ExportError
from engine.export.printer import parse
from engine.ir.graph import Attrs, Node
from engine.ir.types import TensorType
from engine.ops.registry import get


@dataclass(frozen=True, slots=True)
class Site:
    """The place where a row is used: the node, and the types of its inputs as the program knows them."""

    node: Node

    @property
    def attrs(self) -> Attrs:
        return self.node.attrs

    @property
    def types(self) -> list[TensorType]:
        return [value.type for value in self.node.inputs]

    @property
    def x(self) -> TensorType:
        return self.node.inputs[0].type

    @property
    def y(self) -> TensorType:
        return self.node.outputs[0].type

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names by which an expression calls the inputs: the ports', ``values_0``, ``values_1`` for a variadic one."""
        return input_names(self.node)


Template = str
RowRule = Callable[[Site], Template]


@dataclass(frozen=True)
class Row:
    """A spelling with more to it than the expression.

    ``weak`` names inputs that may be a bare Python number there (beside an array of the same dtype; operands of an operator
    always may); ``only`` says where the row fits (elsewhere a composite is expanded, a primitive refused).
    """

    spelling: Template | RowRule
    weak: tuple[str, ...] = ()
    only: Callable[[Site], bool] = lambda site: True


Spelling = str | RowRule | Row


#: Writes the statements of a node that is no expression into the function that is being made (a ``Body``).
Statement = Callable[[Any, Node], None]


@dataclass(frozen=True)
class Table:
    """All rows of a target, and how it writes dtypes, numbers and arrays.

    ``helpers``: source of functions that rows may call, by name.  ``loose``: whether every input of an elementwise row may be a
    bare number.  ``statements``: how ops are written that are no expressions.
    """

    target: str
    rows: Mapping[str, Spelling]
    dtype: Callable[[str], ast.expr]
    array: Callable[[np.ndarray[Any, Any]], ast.expr]
    helpers: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False
    statements: Mapping[str, Statement] = field(default_factory=dict)

    def row(self, node: Node) -> Row | None:
        """The row of a node; None where the table has none that fits there."""
        found = self.rows.get(node.op)
        weighted = node.attrs.get("weighted") or node.attrs.get("class_weight") is not None  # rows spell losses without weights
        if found is None or weighted:
            return None
        row = found if isinstance(found, Row) else Row(found)
        return row if row.only(Site(node)) else None

    def has(self, node: Node) -> bool:
        return node.op in self.statements or self.row(node) is not None


def input_names(node: Node) -> tuple[str, ...]:
    ports = get(node.op).present_inputs(node.attrs)
    names = [port.name for port in ports if not port.variadic]
    variadic = next((port.name for port in ports if port.variadic), "")
    at = next((index for index, port in enumerate(ports) if port.variadic), len(ports))
    count = len(node.inputs) - len(names)
    return (*names[:at], *(f"{variadic}_{index}" for index in range(count if variadic else 0)), *names[at:])


def refuse(node: Node, target: str) -> ExportError:
    """The error for a node that a target has no words for."""
    return ExportError(
        "{title} '{node}' cannot be written in {target}; replace it by other nodes or export to another target",
        origin=node.origin, title=get(node.op).title, node=node.name, target=target,
    )  # fmt: skip


def literal(value: Any) -> ast.expr:
    """A plain value (None, truth values, numbers, texts, lists of them) as an expression; lists become tuples."""
    if isinstance(value, (list, tuple)):
        return ast.Tuple([literal(item) for item in value], ast.Load())
    if isinstance(value, (bool, str)) or value is None:
        return ast.Constant(value)
    if isinstance(value, float) and not np.isfinite(value):
        return ast.Call(ast.Name("float", ast.Load()), [ast.Constant(str(value))], [])
    if value < 0 or (isinstance(value, float) and np.signbit(value)):
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def number(array: np.ndarray[Any, Any]) -> ast.expr:
    """One element as the shortest Python number that is this element in its dtype."""
    item = array.reshape(-1)[0].item()
    if isinstance(item, float) and np.isfinite(item):
        item = float(np.format_float_scientific(array.reshape(-1)[0], unique=True))
    return literal(item)


def bare_number(array: np.ndarray[Any, Any]) -> ast.expr:
    """The same beside an array that brings the dtype: a whole float is written as an integer."""
    item = array.reshape(-1)[0].item()
    if isinstance(item, float) and item.is_integer() and abs(item) < 1e6 and not (item == 0 and np.signbit(item)):
        return literal(int(item))
    return number(array)


def numbers(array: np.ndarray[Any, Any]) -> ast.expr:
    """Nested lists of the elements."""
    if array.ndim == 0:
        return number(array)
    return ast.List([numbers(item) for item in array], ast.Load())


_QUALIFIED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def template(row: Row, site: Site) -> ast.expr:
    """The row's expression for this place, inputs and attributes still as names."""
    text = row.spelling if isinstance(row.spelling, str) else row.spelling(site)
    names = site.inputs
    if _QUALIFIED.fullmatch(text) and text.partition(".")[0] not in names:
        text = f"{text}({', '.join(names)})"
    return parse(text)


def weak_inputs(row: Row, site: Site, tree: ast.expr, table: Table) -> set[str]:
    """The inputs that may be bare numbers: operands of operators, and what the row or the table allows."""
    found = set(row.weak)
    if table.loose and "elementwise" in get(site.node.op).traits:
        found |= set(site.inputs)
    for part in ast.walk(tree):
        operands: Sequence[ast.expr] = ()
        if isinstance(part, ast.BinOp):
            operands = (part.left, part.right)
        elif isinstance(part, ast.Compare):
            operands = (part.left, *part.comparators)
        found |= {operand.id for operand in operands if isinstance(operand, ast.Name)}
    return found


class _Fill(ast.NodeTransformer):
    """Puts expressions in the place of names, and leaves out keyword arguments that say nothing."""

    def __init__(self, values: Mapping[str, ast.expr]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.values.get(node.id, node))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        optional = {id(item) for item in node.keywords if isinstance(item.value, ast.Name) and item.value.id in self.values}
        self.generic_visit(node)
        node.keywords = [item for item in node.keywords if id(item) not in optional or not _says_nothing(item.value)]
        return node


def _says_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)


def fill(tree: ast.expr, values: Mapping[str, ast.expr]) -> ast.expr:
    """The expression with these in the place of the names."""
    result = _Fill(values).visit(tree)
    assert isinstance(result, ast.expr)
    return result


def attribute_values(site: Site, table: Table) -> dict[str, ast.expr]:
    """What stands for the names of a node's attributes."""
    values: dict[str, ast.expr] = {}
    for attr in get(site.node.op).attrs:
        value = site.attrs[attr.name]
        if isinstance(value, np.ndarray):
            values[attr.name] = table.array(value)
        elif attr.kind == "dtype" and value is not None:
            values[attr.name] = table.dtype(value)
        elif not isinstance(value, Mapping):
            values[attr.name] = literal(value)
    return values
