"""Which op a call in a formula means, and what it gives it: inputs, optional inputs, attributes.

All of this is known before any value is, so a wrong name, a missing input or a wrong attribute is said while the formula is
being written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.errors import AttributeValueError, FormulaError
from engine.formula.parse import RESERVED, RESULT, parse
from engine.formula.tokens import refuse
from engine.formula.tree import Call, Expression, Formula, Items, Name, Number, Unary, Word, children, free_names
from engine.ops import registry
from engine.ops.attrs import REQUIRED, Attr
from engine.ops.spec import Op

#: Other spellings of ops, as mathematicians and Python have them.
SHORT = {"abs": "absolute", "pow": "power", "ln": "log", "neg": "negative"}
#: The ops behind the signs.
SIGNS = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "mod", "**": "power", "@": "matmul",
    "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "==": "equal", "!=": "not_equal",
    "and": "logical_and", "or": "logical_or",
}  # fmt: skip

_CATEGORIES = frozenset({"math", "tensors", "activations", "layers", "losses"})
_OUTSIDE = frozenset({"constant", "placeholder", "variable"})
_TRAITS = frozenset({"state", "random", "training"})


def is_function(op: Op) -> bool:
    """Whether an op can be called in a formula: one value from values, without weights, state or random draws of its own."""
    plain = op.category in _CATEGORIES and op.name not in _OUTSIDE and not op.traits & _TRAITS and op.ports is None
    return plain and len(op.outputs) == 1 and bool(op.inputs) and not any(port.param for port in op.inputs)


def functions() -> Iterator[Op]:
    """Every op that can be called in a formula."""
    return (op for op in registry.all_ops() if is_function(op))


def spelled(op: Op) -> str:
    """How an op is called: ``sum(x, axis=none, keepdims=false)``."""
    words = [f"{port.name}, ..." if port.variadic else port.name for port in op.inputs if not port.flag]
    words += [f"{port.name}=" for port in op.inputs if port.flag]
    words += [attr.name if attr.default is REQUIRED else f"{attr.name}={_shown(attr.default)}" for attr in attributes(op)]
    return f"{op.name}({', '.join(words)})"


def _shown(value: Any) -> str:
    return {None: "none", True: "true", False: "false"}.get(value, f'"{value}"') if _is_word(value) else str(value)


def _is_word(value: Any) -> bool:
    return value is None or isinstance(value, (bool, str))


def attributes(op: Op) -> list[Attr]:
    """The attributes that a call may set: all but the flags of optional inputs."""
    flags = {port.flag for port in op.inputs if port.flag}
    return [attr for attr in op.attrs if attr.name not in flags]


@dataclass(frozen=True, slots=True)
class Bound:
    """A call understood: the op, an expression for each input (None for an optional one left out), the attributes given."""

    op: Op
    inputs: tuple[Expression | None, ...]
    attrs: dict[str, Any]


def bind(call: Call, text: str) -> Bound:
    """What a call means; FormulaError where there is no such function or it is called wrongly."""
    op = _function(call, text)
    attrs = {attr.name: attr for attr in attributes(op)}
    given: dict[str, Any] = {}
    variadic = next((port for port in op.inputs if port.variadic), None)
    inputs: dict[str, Expression] = {}
    if variadic is not None:
        one = call.arguments[0] if len(call.arguments) == 1 else None
        values = one.items if isinstance(one, Items) else call.arguments
        rest: tuple[Expression, ...] = ()
        if not values:
            raise _missing(op, variadic.name, call, text)
    else:
        values = ()
        rest = call.arguments
    names = [port.name for port in op.inputs if not port.variadic]
    slots = [*names, *attrs] if variadic is None else []
    if len(rest) > len(slots):
        raise refuse(
            "{function} at {place} takes {wanted} arguments at most, but got {got}; it is called as {call}",
            text, rest[len(slots)].at, function=call.function, wanted=len(slots), got=len(rest), call=spelled(op),
        )  # fmt: skip
    pairs = [*zip(slots, rest, strict=False), *((keyword.name, keyword.value) for keyword in call.keywords)]
    places = {keyword.name: keyword.at for keyword in call.keywords}
    for name, value in pairs:
        if name in inputs or name in given:
            raise refuse("'{word}' is given twice, the second time at {place}", text, places[name], word=name)
        if name in names:
            inputs[name] = value
        elif name in attrs:
            given[name] = _attribute(op, attrs[name], value, text)
        else:
            raise refuse(
                "{function} has no '{word}' at {place}; it is called as {call}",
                text, places[name], function=call.function, word=name, call=spelled(op),
            )  # fmt: skip
    for port in op.inputs:
        if port is not variadic and port.flag is None and port.name not in inputs:
            raise _missing(op, port.name, call, text)
    for attr in attrs.values():
        if attr.default is REQUIRED and attr.name not in given:
            raise _missing(op, attr.name, call, text)
    found: list[Expression | None] = []
    for port in op.inputs:
        found += values if port is variadic else [inputs.get(port.name)]
    return Bound(op, tuple(found), given)


def _function(call: Call, text: str) -> Op:
    name = SHORT.get(call.function, call.function)
    if not registry.known(name):
        registry.Later.declare()
    if registry.known(name):
        op = registry.get(name)
        if is_function(op):
            return op
        raise refuse(
            "'{function}' at {place} is no function of values alone: it has weights, state, random draws or several results; "
            "use its own node",
            text, call.at, function=call.function,
        )  # fmt: skip
    known = [*SHORT, *(op.name for op in functions())]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    if near:
        raise refuse(
            "there is no function '{function}' at {place}; did you mean '{near}'?",
            text, call.at, function=call.function, near=near[0],
        )  # fmt: skip
    raise refuse(
        "there is no function '{function}' at {place}; functions are called like the operations, such as mean or exp",
        text, call.at, function=call.function,
    )  # fmt: skip


def _missing(op: Op, name: str, call: Call, text: str) -> FormulaError:
    return refuse(
        "{function} at {place} is called without '{word}'; it is called as {call}",
        text, call.at, function=call.function, word=name, call=spelled(op),
    )  # fmt: skip


def _attribute(op: Op, attr: Attr, value: Expression, text: str) -> Any:
    try:
        return attr.check(_plain(value, op, attr, text))
    except FormulaError:
        raise
    except AttributeValueError as error:
        raise refuse(
            "{function} ({place}): " + error.template, text, value.at, **{**error.params, "function": op.name}
        ) from error


def _plain(value: Expression, op: Op, attr: Attr, text: str) -> Any:
    """A number, truth value, text, none, or list of such, which is all that an attribute can be."""
    if isinstance(value, (Number, Word)):
        return value.value
    if isinstance(value, Unary) and value.sign == "-" and isinstance(value.operand, Number):
        return -value.operand.value
    if isinstance(value, Items):
        return [_plain(item, op, attr, text) for item in value.items]
    template = "{word} of {function} must be a plain value at {place}: a number, true, false, none, a text in quotes or a list"
    if isinstance(value, Name):
        template = (
            "{word} of {function} must be a plain value at {place}, but '{got}' is the name of a tensor; put a text in quotes"
        )
    got = value.name if isinstance(value, Name) else ""
    raise refuse(template, text, value.at, word=attr.name, function=op.name, got=got)


def check_formula(text: str) -> Formula:
    """The formula that a text spells, every call in it understood; FormulaError where it is wrong whatever the inputs are."""
    formula = parse(text)
    for line in formula.lines:
        _check(line.value, text)
    return formula


def _check(expression: Expression, text: str) -> None:
    """FormulaError where something is called wrongly, or computed with though it is no number."""
    if isinstance(expression, Call):
        inside: Iterable[Expression | None] = bind(expression, text).inputs
    else:
        refuse_words(expression, text)
        inside = children(expression)
    for item in inside:
        if item is not None:
            _check(item, text)


def refuse_words(expression: Expression, text: str) -> None:
    """FormulaError where a text, none or a list stands where a number is wanted."""
    if isinstance(expression, Items):
        raise refuse("the list at {place} can stand only as an attribute of a function", text, expression.at)
    if isinstance(expression, Word) and not isinstance(expression.value, bool):
        raise refuse("the text or none at {place} is no number to compute with", text, expression.at)


def input_names(text: str) -> tuple[str, ...]:
    """The inputs of a formula, in the order of their first use; FormulaError where it cannot be read."""
    return free_names(parse(text))


def likely_names(text: str) -> tuple[str, ...]:
    """The inputs that a text seems to have which is no formula yet: its words that are neither called nor set."""
    found = re.findall(r"(?<![\w.])([^\W\d]\w*)(?!\w)(?!\s*[(=])", re.sub(r"#[^\n]*", "", text))
    return tuple(dict.fromkeys(word for word in found if word not in RESERVED and word != RESULT))
