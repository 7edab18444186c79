"""How single numbers are computed in plain Python: what schedules are written with, and the scalar part of an update.

One row an op, as in the tables of the targets; every script has these words, whatever it is written in.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import ExportError
from engine.export.body import Body, name_of, returned
from engine.export.lowering import Labels, Lowered, clean, open_composites, specialized
from engine.export.names import Names
from engine.export.printer import flat, parse
from engine.export.rows import Row, Site, Spelling, Table, literal, number
from engine.ir.graph import Graph, Value
from engine.ops.state import placeholder
from engine.optim.optimizer import Optimizer


def _clip(site: Site) -> str:
    text = "x"
    for function, key in (("max", "minimum"), ("min", "maximum")):
        if site.attrs[key] is not None:
            text = f"{function}({text}, {flat(literal(site.attrs[key]))})"
    return text


_PAIR = ("a", "b")

ROWS: dict[str, Spelling] = {
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": "a / b",
    "power": "a ** b",
    "mod": "a % b",
    "maximum": Row("max(a, b)", weak=_PAIR),
    "minimum": Row("min(a, b)", weak=_PAIR),
    "negative": "-x",
    "absolute": "abs(x)",
    "square": "x ** 2",
    "sqrt": "math.sqrt(x)",
    "reciprocal": "1 / x",
    "exp": "math.exp(x)",
    "log": "math.log(x)",
    "sin": "math.sin(x)",
    "cos": "math.cos(x)",
    "tanh": "math.tanh(x)",
    "floor": "math.floor(x)",
    "ceil": "math.ceil(x)",
    "clip": _clip,
    "cast": "x",
    "identity": "x",
    "equal": "a == b",
    "not_equal": "a != b",
    "less": "a < b",
    "less_equal": "a <= b",
    "greater": "a > b",
    "greater_equal": "a >= b",
    "logical_and": "a and b",
    "logical_or": "a or b",
    "logical_not": "not x",
    "where": Row("a if condition else b", weak=_PAIR),
    "ones_like": "1.0",
    "zeros_like": "0.0",
}


def _number(value: np.ndarray[Any, Any]) -> ast.expr:
    return number(value) if value.ndim == 0 else literal(value.tolist())


TABLE = Table(target="Python", rows=ROWS, dtype=lambda name: parse("float"), array=_number, loose=True)


def opened(values: Sequence[Value], table: Table, names: Sequence[str] = ()) -> Lowered:
    """What the values are computed by, in ops that the table has rows for; ``names`` are those of the last values."""
    lowered = Lowered(specialized(values, training=False).program, Labels())
    for value, name in zip(reversed(lowered.fetches), reversed(names), strict=False):
        lowered.labels.add(value, name)
    return clean(open_composites(lowered, lambda node: not table.has(node)))


def write_rate(optimizer: Optimizer) -> list[str]:
    """The body of a function of ``step`` that returns the learning rate of a schedule."""
    assert callable(optimizer.learning_rate)
    with Graph("schedule"):
        rate = optimizer.learning_rate(placeholder((), "int64", name="step"))
    if not rate.type.is_float or rate.rank:
        raise ExportError("the learning rate is {got}, but must be one float", got=str(rate.type))
    lowered = opened([rate], TABLE)
    body = Body(TABLE, lowered.labels, Names({"step", "math"}))
    body.known = {node.outputs[0]: name_of("step") for node in lowered.program.nodes if node.op == "placeholder"}
    results = body.write(lowered.program.nodes, lowered.fetches)
    return [*body.lines, *returned(results)]
