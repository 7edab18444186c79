"""Printed expressions mean what the tree means, and look as ruff's formatter would have them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.export import numpy as numpy_target
from engine.export import pytorch
from engine.export.printer import WIDTH, fit, flat, parse, string
from engine.export.rows import Table, bare_number, fill, literal, number

EXPRESSIONS = [
    "a + b * c",
    "(a + b) * c",
    "a - (b - c)",
    "a / (b * c)",
    "-(a + b)",
    "(-a) ** 2",
    "-(a**2)",
    "a**-b",
    "f(x) ** 2",
    "(a @ b).sum(axis=0)",
    "x[1:, None]",
    "x[a + 1 : b]",
    "x[len(x) :]",
    "x[..., ::2]",
    "(a == b) & (c > 0)",
    "~mask",
    "not (a and b)",
    "a if b else c",
    "(a, b)[0]",
    "(a,)",
    "[[1.5, -2], []]",
    'f(x, mode="same", *rest)',
    "x.T[0](y)",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_printing_keeps_the_meaning(text: str) -> None:
    assert ast.dump(parse(flat(parse(text)))) == ast.dump(parse(text))


@pytest.mark.parametrize("text", ["a + b * c", "x[a + 1 : b]", "x[1:, None]", "f(x) ** 2", "x**2", "x[len(x) :]"])
def test_printing_is_what_the_formatter_wants(text: str) -> None:
    assert flat(parse(text)) == text


NAMES = st.sampled_from("abc").map(lambda name: ast.Name(name, ast.Load()))
OPERATORS = st.sampled_from([ast.Add(), ast.Sub(), ast.Mult(), ast.Div(), ast.MatMult(), ast.Pow(), ast.BitAnd(), ast.BitOr()])


def combined(inner: st.SearchStrategy[ast.expr]) -> st.SearchStrategy[ast.expr]:
    return st.one_of(
        st.builds(ast.BinOp, inner, OPERATORS, inner),
        st.builds(ast.UnaryOp, st.sampled_from([ast.USub(), ast.Invert(), ast.Not()]), inner),
        st.builds(lambda a, b: ast.Compare(a, [ast.Lt()], [b]), inner, inner),
        st.builds(lambda a, b, c: ast.IfExp(a, b, c), inner, inner, inner),
        st.builds(lambda f, a: ast.Call(f, [a], []), NAMES, inner),
        st.builds(lambda v, i: ast.Subscript(v, i, ast.Load()), inner, inner),
        st.builds(lambda v: ast.Attribute(v, "T", ast.Load()), inner),
        st.builds(lambda a, b: ast.Tuple([a, b], ast.Load()), inner, inner),
    )


@settings(max_examples=200, deadline=None)
@given(st.recursive(NAMES, combined, max_leaves=12))
def test_any_tree_is_printed_with_the_brackets_that_it_needs(tree: ast.expr) -> None:
    assert ast.dump(parse(flat(tree))) == ast.dump(tree)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_texts_stay_texts(text: str) -> None:
    assert ast.literal_eval(string(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.floats(width=32))
def test_numbers_come_back_in_their_dtype(value: float) -> None:
    array = np.float32(value)
    for tree in (number(np.asarray(array)), bare_number(np.asarray(array))):
        back = np.float32(eval(flat(tree)))
        assert back == array or (np.isnan(back) and np.isnan(array))


@pytest.mark.parametrize("value", [None, True, "a'b", -3, 1.5, -0.0, [1, [2, -3]], []])
def test_plain_values_come_back(value: object) -> None:
    back = ast.literal_eval(flat(literal(value)))
    assert back == (tuple(tuple(v) if isinstance(v, list) else v for v in value) if isinstance(value, list) else value)


def test_filling_keeps_precedence() -> None:
    tree = fill(parse("a * b.T"), {"a": parse("x + y"), "b": parse("u @ v")})
    assert flat(tree) == "(x + y) * (u @ v).T"


def test_long_lines_are_broken_at_brackets() -> None:
    call = parse(f"function({', '.join('argument_' + str(i) for i in range(12))}, key=other(1, 2))")
    lines = fit(call, "result = ", "", "    ")
    assert lines[0] == "    result = function(" and lines[-1] == "    )" and lines[1] == "        argument_0,"
    assert max(map(len, lines)) <= WIDTH
    total = parse(" + ".join(f"a_rather_long_name_{i} * another_name_{i}" for i in range(4)))
    lines = fit(total, "result = ", "", "    ")
    assert ast.dump(ast.parse("\n".join(line.removeprefix("    ") for line in lines)).body[0].value) == ast.dump(total)  # type: ignore[attr-defined]
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("table", [numpy_target.TABLE, pytorch.TABLE], ids=lambda table: table.target)
def test_the_helpers_of_scripts_pass_the_checker(table: Table, tmp_path: Path) -> None:
    """All of them at once, as a script holds only those that it needs."""
    pytest.importorskip("ruff", reason="the style of exported code is checked with ruff")
    code = "\n\n\n".join(helper.strip("\n") for helper in table.helpers.values()) + "\n"
    (tmp_path / "helpers.py").write_text(code, encoding="utf-8")
    for words in (["check", "--select", "E,W,B,C4,PIE,UP"], ["format", "--diff"]):
        command = [sys.executable, "-m", "ruff", words[0], "--isolated", *words[1:], "helpers.py"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
