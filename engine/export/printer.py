"""Prints expressions as ruff's formatter would: spaces, quotes, brackets only where they are needed, 88 columns.

Expressions are Python's own ``ast`` nodes, so what is put together from parts keeps its meaning whatever the precedence, and a
string stays a string whatever is in it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

WIDTH = 88
INDENT = "    "

# Higher binds tighter.
_TERNARY, _OR, _AND, _NOT, _COMPARE, _BIT_OR, _BIT_AND, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(12)

_BINARY: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", _SUM),
    ast.Sub: ("-", _SUM),
    ast.Mult: ("*", _PRODUCT),
    ast.Div: ("/", _PRODUCT),
    ast.FloorDiv: ("//", _PRODUCT),
    ast.Mod: ("%", _PRODUCT),
    ast.MatMult: ("@", _PRODUCT),
    ast.BitAnd: ("&", _BIT_AND),
    ast.BitOr: ("|", _BIT_OR),
    ast.BitXor: ("^", _BIT_OR),
    ast.Pow: ("**", _POWER),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
}
_UNARY: dict[type[ast.unaryop], tuple[str, int]] = {
    ast.USub: ("-", _SIGN),
    ast.Invert: ("~", _SIGN),
    ast.Not: ("not ", _NOT),
}


def parse(text: str) -> ast.expr:
    """The expression that a text stands for."""
    return ast.parse(text, mode="eval").body


def flat(node: ast.expr) -> str:
    """The expression on one line."""
    return _print(node)[0]


def _print(node: ast.expr) -> tuple[str, int]:
    """The text, and how tightly its outermost operator binds."""
    return _PRINTERS[type(node)](node)


def _within(node: ast.expr, level: int) -> str:
    text, own = _print(node)
    return text if own >= level else f"({text})"


def string(value: str) -> str:
    """A string literal in double quotes, or in single ones where that takes fewer escapes."""
    body = "".join(char if char in "'\"" else repr(char)[1:-1] for char in value)
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + body.replace(quote, "\\" + quote) + quote


def _constant(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Constant)
    if node.value is ...:
        return "...", _ATOM
    return (string(node.value) if isinstance(node.value, str) else repr(node.value)), _ATOM


def _name(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Name)
    return node.id, _ATOM


def _attribute(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Attribute)
    owner = _within(node.value, _ATOM)
    number = isinstance(node.value, ast.Constant) and isinstance(node.value.value, (int, float))
    return f"({owner}).{node.attr}" if number else f"{owner}.{node.attr}", _ATOM


def _arguments(node: ast.Call) -> list[str]:
    words = [f"{item.arg}={_within(item.value, _TERNARY)}" for item in node.keywords]
    return [*(_within(item, _TERNARY) for item in node.args), *words]


def _call(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Call)
    return f"{_within(node.func, _ATOM)}({', '.join(_arguments(node))})", _ATOM


def _is_simple_power_operand(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.op, ast.Not) and _is_simple_power_operand(node.operand)
    if isinstance(node, ast.Attribute):
        return _is_simple_power_operand(node.value)
    return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and isinstance(node.value, (int, float)))


def _binary(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.BinOp)
    sign, level = _BINARY[type(node.op)]
    if level == _POWER:
        left, right = _within(node.left, _ATOM), _within(node.right, _SIGN)
        close = _is_simple_power_operand(node.left) and _is_simple_power_operand(node.right)
        return (f"{left}**{right}" if close else f"{left} ** {right}"), level
    return f"{_within(node.left, level)} {sign} {_within(node.right, level + 1)}", level


def _unary(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.UnaryOp)
    sign, level = _UNARY[type(node.op)]
    return f"{sign}{_within(node.operand, level)}", level


def _compare(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Compare)
    text = _within(node.left, _COMPARE + 1)
    for sign, right in zip(node.ops, node.comparators, strict=True):
        text += f" {_COMPARISONS[type(sign)]} {_within(right, _COMPARE + 1)}"
    return text, _COMPARE


def _boolean(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.BoolOp)
    word, level = ("and", _AND) if isinstance(node.op, ast.And) else ("or", _OR)
    return f" {word} ".join(_within(value, level + 1) for value in node.values), level


def _ternary(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.IfExp)
    return f"{_within(node.body, _OR)} if {_within(node.test, _OR)} else {_within(node.orelse, _TERNARY)}", _TERNARY


def _is_simple_bound(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_simple_bound(node.operand)
    return node is None or isinstance(node, (ast.Name, ast.Constant))


def _slice(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Slice)
    parts = [node.lower, node.upper] + ([node.step] if node.step is not None else [])
    texts = ["" if part is None else _within(part, _TERNARY) for part in parts]
    if all(_is_simple_bound(part) for part in parts):
        return ":".join(texts), _ATOM
    text = texts[0]
    for part in texts[1:]:
        text += (" :" if text and not text.endswith(":") else ":") + (f" {part}" if part else "")
    return text, _ATOM


def _subscript(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Subscript)
    inside = node.slice
    if isinstance(inside, ast.Tuple) and inside.elts:
        text = ", ".join(_print(item)[0] for item in inside.elts) + ("," if len(inside.elts) == 1 else "")
    else:
        text = _print(inside)[0]
    return f"{_within(node.value, _ATOM)}[{text}]", _ATOM


def _tuple(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Tuple)
    items = [_within(item, _TERNARY) for item in node.elts]
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})", _ATOM


def _list(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.List)
    return f"[{', '.join(_within(item, _TERNARY) for item in node.elts)}]", _ATOM


def _starred(node: ast.expr) -> tuple[str, int]:
    assert isinstance(node, ast.Starred)
    return f"*{_within(node.value, _BIT_OR)}", _TERNARY


_PRINTERS = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _ternary,
    ast.Slice: _slice,
    ast.Subscript: _subscript,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Starred: _starred,
}

# --- lines that are too long ----------------------------------------------------------------------------------------


def fit(node: ast.expr, before: str = "", after: str = "", indent: str = "") -> list[str]:
    """The lines of ``before`` + expression + ``after``, broken at brackets where they would be longer than 88 columns."""
    text = flat(node)
    line = f"{indent}{before}{text}{after}"
    if len(line) <= WIDTH:
        return [line]
    inner = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    bare = isinstance(node, ast.Call) and not (node.args or node.keywords)
    if isinstance(node, ast.Call) and isinstance(inner, ast.Call) and (bare or len(indent + before + flat(node.func)) >= WIDTH):
        tail = flat(ast.Call(ast.Name("", ast.Load()), node.args, node.keywords))
        return fit(inner, before, f".{_method(node)}{tail}{after}", indent)
    if bare and isinstance(inner, ast.BinOp):
        return [f"{indent}{before}(", *_operands(inner, indent + INDENT), f"{indent}).{_method(node)}(){after}"]
    if before.endswith(": ") and isinstance(node, ast.BinOp):  # an entry of a dict goes on in the lines below
        first, *rest = _split(node, indent)
        return [f"{indent}{before}{first.strip()}", *rest[:-1], *(line + after for line in rest[-1:])]
    if isinstance(node, ast.Call) and (node.args or node.keywords):
        head, items, tail = f"{flat(node.func)}(", _parts(node), ")"
    elif isinstance(node, ast.List) and node.elts:
        head, items, tail = "[", [("", item) for item in node.elts], "]"
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1:
        head, items, tail = "(", [("", item) for item in node.elts], ")"
    elif before.endswith("= ") or before in ("return ", ""):
        return [f"{indent}{before}(", *_operands(node, indent + INDENT), f"{indent}){after}"]
    else:
        return [line]
    inside = _inside(items, indent + INDENT, joined=isinstance(node, ast.Call))
    return [f"{indent}{before}{head}", *inside, f"{indent}{tail}{after}"]


def _method(node: ast.expr) -> str:
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr


def _parts(node: ast.Call) -> list[tuple[str, ast.expr]]:
    return [*(("", item) for item in node.args), *((f"{item.arg}=", item.value) for item in node.keywords)]


def _inside(items: Sequence[tuple[str, ast.expr]], indent: str, joined: bool) -> list[str]:
    """What stands between brackets: an item a line; arguments of a call stand on one line where they fit there."""
    line = indent + ", ".join(before + flat(item) for before, item in items)
    if len(line) <= WIDTH and (joined or len(items) == 1):
        return [line]
    return [text for before, item in items for text in fit(item, before, "," if len(items) > 1 else "", indent)]


def _operands(node: ast.expr, indent: str) -> list[str]:
    """The operands of the loosest operator, one a line where the whole does not fit."""
    if len(indent + flat(node)) <= WIDTH or not isinstance(node, ast.BinOp):
        return [indent + flat(node)]
    return _split(node, indent)


def _split(node: ast.BinOp, indent: str) -> list[str]:
    sign, level = _BINARY[type(node.op)]
    right = fit(node.right, f"{sign} ", "", indent) if _print(node.right)[1] > level else [f"{indent}{sign} ({flat(node.right)})"]
    same = isinstance(node.left, ast.BinOp) and _BINARY[type(node.left.op)][1] == level
    left = _split(node.left, indent) if same and isinstance(node.left, ast.BinOp) else fit(node.left, "", "", indent)
    return [*left, *right]
