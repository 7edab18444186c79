"""Writes the nodes of a program as the statements of a function.

What the user sees as a node has a line of its own, under its own name; what is used once and is short stands inside the
expression that uses it; what is used twice, or would make a line too long, gets a name.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.errors import ExportError
from engine.export.lowering import Labels
from engine.export.names import Names
from engine.export.printer import INDENT, WIDTH, fit, flat, string
from engine.export.rows import Row, Site, Table, attribute_values, bare_number, fill, input_names, refuse, template, weak_inputs
from engine.ir.graph import Node, Value
from engine.ops.registry import get
from engine.passes.program import constant_of

#: Longer expressions are not put inside others.
INLINE = 52
#: Constants with more elements than this do not belong into a script.
CONSTANT_SIZE = 256


@dataclass
class Body:
    """The statements of one function, grown node by node.

    ``known`` says what values are called that come from outside: arguments, weights, results of other functions;
    ``settings`` what stands for the names ``SEED`` and ``step`` in rows; ``special`` how single nodes are spelled, by name.
    """

    table: Table
    labels: Labels
    names: Names
    known: dict[Value, ast.expr] = field(default_factory=dict)
    settings: Mapping[str, ast.expr] = field(default_factory=dict)
    special: Mapping[str, Row] = field(default_factory=dict)
    indent: str = INDENT
    lines: list[str] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    _inlined: dict[Value, ast.expr] = field(default_factory=dict)
    _uses: dict[Value, int] = field(default_factory=dict)

    def write(
        self, nodes: Sequence[Node], results: Sequence[Value], stay: Sequence[Value] = (), leave: Sequence[Node] = ()
    ) -> list[ast.expr]:
        """Write the statements for these nodes, and give the expressions of the results.

        ``stay`` get a name in any case; ``leave`` are not written themselves, but their inputs are made ready for ``expression``.
        """
        for value in [value for node in nodes for value in node.inputs] + list(results):
            self._uses[value] = self._uses.get(value, 0) + 1
        for value in stay:
            self._uses[value] = self._uses.get(value, 0) + 2
        for node in nodes:
            first = node.outputs[0]
            done = first in self.known or first in self._inlined or node in leave
            if not done and node.op not in ("constant", "placeholder", "variable"):
                self._statement(node)
        return [self._operand(value, bare=False) for value in results]

    def _statement(self, node: Node) -> None:
        if node.op in self.table.statements:
            self.table.statements[node.op](self, node)
            return
        row = self.special.get(node.name) or self.table.row(node)
        if row is None:
            raise refuse(node, self.table.target)
        if len(node.outputs) > 1 and not get(node.op).updates:
            names = [self.names.fresh(self.labels.of(value)) if self._uses.get(value) else "_" for value in node.outputs]
            self.lines += fit(self.expression(node, row), f"{', '.join(names)} = ", "", self.indent)
            self.known.update((value, ast.Name(name, ast.Load())) for value, name in zip(node.outputs, names, strict=True))
            return
        value = node.outputs[0]
        expression = self.expression(node, row)
        while self._too_long(value, expression) and (longest := self._longest_inlined(node)) is not None:
            self._assign(longest, self._inlined.pop(longest))
            expression = self.expression(node, row)
        text = flat(expression)
        if not self.labels.shown(value) and (_is_trivial(expression) or (self._uses.get(value, 0) <= 1 and len(text) <= INLINE)):
            self._inlined[value] = expression
        else:
            self._assign(value, expression)

    def _too_long(self, value: Value, expression: ast.expr) -> bool:
        head = len(self.indent) + len(self.labels.of(value)) + 3
        return head + len(flat(expression)) > WIDTH

    def _longest_inlined(self, node: Node) -> Value | None:
        candidates = [value for value in node.inputs if value in self._inlined and not _is_trivial(self._inlined[value])]
        return max(candidates, key=lambda value: len(flat(self._inlined[value])), default=None)

    def _assign(self, value: Value, expression: ast.expr) -> None:
        name = self.names.fresh(self.labels.of(value))
        self.lines += fit(expression, f"{name} = ", "", self.indent)
        self.known[value] = ast.Name(name, ast.Load())

    def expression(self, node: Node, row: Row) -> ast.expr:
        """The row filled in for this node."""
        site = Site(node)
        tree = template(row, site)
        weak = weak_inputs(row, site, tree, self.table)
        self.helpers.update(part.id for part in ast.walk(tree) if isinstance(part, ast.Name) and part.id in self.table.helpers)
        values = {**self.settings, **attribute_values(site, self.table)}
        used = {part.id for part in ast.walk(tree) if isinstance(part, ast.Name)}
        for name, value in zip(input_names(node), node.inputs, strict=True):
            if name not in used:
                continue
            anchored = any(other.dtype == value.dtype and (constant_of(other) is None or other.rank) for other in node.inputs)
            values[name] = self._operand(value, bare=name in weak and anchored)
        return fill(tree, values)

    def operand(self, value: Value, named: bool = False) -> ast.expr:
        """How a value is called where a statement uses it; ``named`` gives it a name first, unless it is written in a word."""
        if named and value in self._inlined and not _is_trivial(self._inlined[value]):
            self._assign(value, self._inlined.pop(value))
        return self._operand(value, bare=False)

    def _operand(self, value: Value, bare: bool) -> ast.expr:
        """How a value is called where it is used; ``bare`` lets a constant be a plain number."""
        for place in (self.known, self._inlined):
            if value in place:
                return copy.deepcopy(place[value])
        array = constant_of(value)
        if array is None:
            raise refuse(value.node, self.table.target)
        if bare and array.ndim == 0:
            return bare_number(array)
        uniform = array.size > 1 and all(stride == 0 for stride in array.strides)
        if array.size > CONSTANT_SIZE and not uniform:
            raise ExportError(
                "'{node}' holds {count} numbers, too many to write into a script; feed them as data instead",
                origin=value.origin, node=value.node.name, count=array.size,
            )  # fmt: skip
        return self.table.array(np.asarray(array))


def _is_trivial(node: ast.expr) -> bool:
    """A name, a number, an attribute or entry of such, the length of one: what may be written as often as it is used."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return True
    if isinstance(node, ast.Attribute):
        return _is_trivial(node.value)
    if isinstance(node, ast.Subscript):
        return _is_trivial(node.value) and isinstance(node.slice, ast.Constant)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and len(node.args) == 1


def helper_sources(table: Table, used: set[str]) -> list[str]:
    """The source of the helpers that are used, and of those that they use, in the table's order."""
    wanted: set[str] = set()
    queue = list(used)
    while queue:
        name = queue.pop()
        if name not in wanted:
            wanted.add(name)
            tree = ast.parse(table.helpers[name])
            queue += [part.id for part in ast.walk(tree) if isinstance(part, ast.Name) and part.id in table.helpers]
    return [table.helpers[name].strip("\n") for name in table.helpers if name in wanted]


def nodes_between(results: Sequence[Value], known: Collection[Value]) -> list[Node]:
    """The nodes that the results need beyond what is known, in the program's order."""
    needed: dict[int, Node] = {}
    stack = [value for value in results if value not in known]
    while stack:
        node = stack.pop().node
        if node.id not in needed:
            needed[node.id] = node
            stack.extend(value for value in node.inputs if value not in known)
    return [needed[key] for key in sorted(needed)]


def name_of(text: str) -> ast.expr:
    return ast.Name(text, ast.Load())


def entry(owner: str, key: str) -> ast.expr:
    """``owner["key"]``."""
    return ast.Subscript(ast.Name(owner, ast.Load()), ast.Constant(key), ast.Load())


def as_result(values: Sequence[ast.expr]) -> ast.expr:
    """One value, or several as a tuple."""
    return values[0] if len(values) == 1 else ast.Tuple(list(values), ast.Load())


def returned(values: Sequence[ast.expr], indent: str = INDENT) -> list[str]:
    """The return statement; several values stand without brackets where they fit on the line."""
    line = f"{indent}return {', '.join(flat(value) for value in values)}"
    return [line] if len(line) <= WIDTH else fit(as_result(values), "return ", "", indent)


def dictionary(items: Mapping[str, ast.expr], before: str, indent: str = INDENT) -> list[str]:
    """A dict, an entry a line."""
    if not items:
        return [f"{indent}{before}{{}}"]
    lines = [line for key, value in items.items() for line in fit(value, f"{string(key)}: ", ",", indent + INDENT)]
    return [f"{indent}{before}{{", *lines, f"{indent}}}"]
