"""Expression: a formula as an op.  Its inputs are the names in the formula, and it stands for the ops that the formula calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import GraphError
from engine.formula import RESULT, build, check_formula, input_names, result_type
from engine.ir.builder import Builder, graph_of
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample


def _ports(attrs: Attrs) -> tuple[Port, ...]:
    return tuple(Port(name) for name in input_names(attrs["formula"]))


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return result_type(attrs["formula"], dict(zip(input_names(attrs["formula"]), types, strict=True)))


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    return build(b, attrs["formula"], dict(zip(input_names(attrs["formula"]), inputs, strict=True)))


def _sample(formula: str, *shapes: tuple[int, ...], domain: Any = (-2.0, 2.0)) -> Sample:
    return Sample(shapes, {"formula": formula}, domain)


EXPRESSION = Op(
    name="expression",
    title="Expression",
    inputs=(Port("values", variadic=True, help="The names in the formula, in the order of their first use."),),
    ports=_ports,
    outputs=(RESULT,),
    attrs=(
        Attr(
            "formula", "formula", "mean(square(y_pred - y_true))",
            help="What is computed; the names in it become the inputs. Lines such as e = a - b name a part, the last line is "
            "the result. Signs: + - * / % ** @ < <= > >= == != and or not; functions are called as the operations, with "
            "their attributes by name: sum(x, axis=-1).",
        ),
    ),
    infer=_infer,
    expand=_expand,
    samples=(
        _sample("mean(square(y_pred - y_true))", (4, 3), (4, 3)),
        _sample("where(x > 0, x, 0.1 * x)", (3, 2), domain="nonzero"),
        _sample("e = a @ b + c\nsum(e * sigmoid(e), axis=-1, keepdims=true)", (2, 3), (3, 4), (4,)),
        _sample("-x ** 2 / (1 + exp(-y))", (), (2, 1)),
    ),
    category="math",
    help="A formula of your own: its names are the inputs, its signs and functions operations, so it trains and exports.",
    formula="result = formula(inputs)",
    source="operators and precedence as in Python; functions as this program's operations of the same name",
)  # fmt: skip


def expression(formula: str, inputs: Mapping[str, Any] | None = None, *, name: str | None = None, **values: Any) -> Value:
    """The value of a formula: ``expression("mean(square(p - y))", p=pred, y=targets)``.

    Every name in it must be given, as a keyword or in ``inputs`` (for names such as ``name``).  FormulaError, with the place
    in the text, where it cannot be read or its types do not fit.
    """
    given = {**(inputs or {}), **values}
    check_formula(formula)
    wanted = input_names(formula)
    for key in wanted:
        if key not in given:
            raise GraphError("the formula has the input '{input}', which is not given; give {input}=...", input=key)
    for key in given:
        if key not in wanted:
            raise GraphError("the formula has no input '{input}'; it has {known}", input=key, known=", ".join(wanted) or "none")
    items = [given[key] for key in wanted]
    result: Value = Builder(graph_of(items)).apply("expression", *items, name=name, formula=formula)
    return result


OPS = (EXPRESSION,)
