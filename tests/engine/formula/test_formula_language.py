"""The formula language: what is read, what is refused with its place, and that building by text and by hand agree."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.errors import FormulaError, GraphError, NodegradError
from engine.formula import RESERVED, build, check_formula, evaluate, free_names, functions, parse, result_type, to_text
from engine.formula.tree import Binary, Call, Expression, Formula, Keyword, Line, Name, Number, Unary
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ir.types import TensorType

ARRAYS = {"a": np.array([[0.5, -1.5, 2.0]]), "b": np.array([[1.0], [-2.0]]), "x_1": np.array(0.75)}
TYPES = {name: TensorType("float64", array.shape) for name, array in ARRAYS.items()}


def value(text: str, **arrays: Any) -> np.ndarray:
    return evaluate(text, {name: np.asarray(array) for name, array in {**ARRAYS, **arrays}.items()})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("2 ** -1", 0.5),
        ("10 - 4 - 3", 3),
        ("12 / 3 / 2", 2),
        ("7 % 4", 3),
        ("1e3 + .5 + 2.", 1002.5),
        ("+-+1", -1),
        ("2 * pi", 2 * np.pi),
        ("where(true and not false, 1.0, 2.0)", 1),
        ("let y = 3; y * y", 9),
        ("p = 2 # a note; with signs ( [\nq = p +\n 1\n\np * q", 6),
        ("sum(\nconcatenate([a, a],\naxis=0)\n)", 2.0),
        ("sum(concatenate(a, a, axis=0), 0, true)", [[1.0, -3.0, 4.0]]),
        ("clip(a, -1, 1)", [[0.5, -1, 1]]),
        ("abs(x_1) ** 2", 0.5625),
        ("cast(a > 0, dtype='float64') @ transpose(a)", [[2.5]]),
        ("cast(1 < 2, dtype=\"int32\")", 1),
        ("cast(a == 2 or a != a, dtype='int32')", [[0, 0, 1]]),
        ("einsum(a, b, equation='ij,ki->kj')", ARRAYS["b"] * ARRAYS["a"]),
        ("mean_squared_error(a, a + 2)", 4),
    ],
)  # fmt: skip
def test_what_a_formula_means(text: str, wanted: Any) -> None:
    np.testing.assert_allclose(value(text), wanted, rtol=1e-6)


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("mean(sqare(a - b))", "there is no function 'sqare' at column 6; did you mean 'square'?", 5),
        ("qqqqqq(a)", "there is no function 'qqqqqq' at column 1; functions are called like the operations", 0),
        ("a +", "something is missing at column 4", 3),
        ("a b", "a sign is missing before 'b' at column 3", 2),
        ("a $ b", "the sign '$' at column 3 means nothing in a formula", 2),
        ("a ^ b", "the sign '^' at column 3 is not known; write **", 2),
        ("(a", "the bracket at column 1 is never closed", 0),
        ("a)", "the bracket at column 2 closes nothing", 1),
        ("(a]", "the bracket at column 3 closes one of the other sort", 2),
        ("a < b < a", "two comparisons stand in a row at column 7", 6),
        ("sum(a, axi=1)", "sum has no 'axi' at column 8; it is called as sum(x, axis=none, keepdims=false)", 7),
        ("where(a > 0, a)", "where at column 1 is called without 'b'; it is called as where(condition, a, b)", 0),
        ("square(a, 2)", "square at column 11 takes 1 arguments at most, but got 2", 10),
        ("sum(a, axis=a)", "axis of sum must be a plain value at column 13, but 'a' is the name of a tensor", 12),
        ("sum(a, axis='x')", "sum (column 13): axis is 'x', but must be a list of whole numbers", 12),
        ("sum(a, axis=0, axis=1)", "'axis' is given twice, the second time at column 16", 15),
        ("dropout(a)", "'dropout' at column 1 is no function of values alone", 0),
        ("dense(a)", "'dense' at column 1 is no function of values alone", 0),
        ("a = 1", "the last line, at column 1, must be what the formula gives", 0),
        ("a + 1\nb", "what stands at line 1, column 1 is used by nothing", 0),
        ("c = a\nmean(c, axs=1)", "mean has no 'axs' at line 2, column 9", 14),
        ("[1, 2] + a", "the list at column 1 can stand only as an attribute", 0),
        ("a + 'text'", "the text or none at column 5 is no number", 4),
        ("a + 'text", "the text at column 5 is never closed", 4),
        ("result + 1", "'result' at column 1 is what the formula itself gives", 0),
        ("and = 3; a", "'and' at column 1 cannot be a name", 0),
        ("1.5a", "the number at column 4 runs into a word", 3),
        ("1e999", "the number at column 1 is too large", 0),
        ("9 ** 9 ** 9", "'**' of these numbers at column 3 gives no number", 2),
        ("1 / 0", "'/' of these numbers at column 3 gives no number", 2),
        ("a and b", "and (column 3): input a takes bool values, but got float64", 2),
        ("matmul(a, a)", "matmul (column 1): ", 0),
        ("", "the formula is empty", 0),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(text: str, message: str, offset: int) -> None:
    with pytest.raises(FormulaError) as caught:
        check_formula(text)
        b = Builder(Graph())
        build(b, text, _place(b, text))
    assert str(caught.value).startswith(message)
    assert caught.value.params["offset"] == offset


def _place(b: Builder, text: str) -> dict[str, Any]:
    return {n: b.placeholder(shape=list(ARRAYS[n].shape), dtype="float64", name=n) for n in free_names(parse(text))}


def test_the_excerpt_puts_a_caret_under_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("e = a\n\tb $ c")
    assert caught.value.excerpt == "\tb $ c\n\t  ^"
    with pytest.raises(FormulaError) as caught:
        parse("损失 $ 1")
    assert caught.value.excerpt == "损失 $ 1\n\u3000\u3000 ^"
    with pytest.raises(FormulaError) as caught:
        parse("a + " * 50 + "$")
    assert caught.value.excerpt is not None
    line, caret = caught.value.excerpt.split("\n")
    assert line[caret.index("^")] == "$" and len(line) <= 74
    assert GraphError("x").excerpt is None


@pytest.mark.parametrize("text", ["(" * 900 + "a" + ")" * 900, "-" * 3000 + "a", "+".join("a" * 3000), "f(" * 900 + ")" * 900,
                                  "[" * 900 + "]" * 900, "not " * 900 + "a", "2**" * 900 + "2", "a" * 20_000])  # fmt: skip
def test_what_is_too_deep_or_too_long_is_said(text: str) -> None:
    """Never a RecursionError, even with little room left on the stack."""
    with pytest.raises(FormulaError, match=r"deep|characters"):
        parse(text)


def test_the_deepest_formula_that_is_read_is_built_and_differentiated() -> None:
    text = "(" * 60 + "a" + " * 0.5)" * 60
    with Graph() as graph:
        a = ng.placeholder((3,), name="a")
        y = ng.nn.expression(f"sum({text})", a=a)
        (gradient,) = ng.gradients(y, [a])
    with ng.Session(graph=graph) as session:
        np.testing.assert_allclose(session.run(gradient, {a: np.ones(3, np.float32)}), np.full(3, 0.5**60), rtol=1e-5)


def test_attributes_and_ports_of_every_function_are_checked() -> None:
    names = {op.name for op in functions()}
    assert {"mean", "where", "concatenate", "relu", "mean_squared_error", "softmax", "einsum"} <= names
    assert not names & {"dropout", "random_normal", "variable", "constant", "dense", "expression", "top_k", "gradients", "assign"}


def test_expression_in_python() -> None:
    with Graph() as graph:
        p = ng.placeholder((None, 3), name="p")
        y = ng.placeholder((None, 3), dtype="int64", name="y")
        loss = ng.nn.expression("mean(square(p - y))", p=p, y=y)
        by_place = ng.nn.Expression("mean(square(p - y))")(p, y)
        by_name = ng.nn.Expression(formula="mean(square(p - y))")(y=y, p=p)
        with pytest.raises(GraphError, match="has the input 'y', which is not given"):
            ng.nn.expression("p - y", p=p)
        with pytest.raises(GraphError, match="has no input 'z'; it has p"):
            ng.nn.expression("p + 1", p=p, z=p)
        with pytest.raises(FormulaError, match=r"^Expression 'loss': there is no function 'sqare' at column 6; did you mean"):
            graph.add("expression", (p, y), {"formula": "mean(sqare(p - y))"}, "loss")
        constant = ng.nn.expression("1 + 2", {})
    assert loss.type == TensorType("float32", ())
    with ng.Session(graph=graph) as session:
        feeds = {p: np.arange(6, dtype=np.float32).reshape(2, 3), y: np.ones((2, 3), np.int64)}
        found = session.run([loss, by_place, by_name], feeds)
    np.testing.assert_allclose(found, np.mean((feeds[p] - feeds[y]) ** 2), rtol=1e-6)
    assert constant.numpy() == 3
    loaded = _round_trip(graph)
    assert loaded.value("expression").node.attrs["formula"] == "mean(square(p - y))"


def _round_trip(graph: Graph) -> Graph:
    from engine.ir.codec import decode, encode

    return decode(encode(graph))


# --- properties ---------------------------------------------------------------------------------------------------------

_numbers = st.one_of(st.integers(0, 9), st.floats(0.1, 9, allow_nan=False).map(lambda value: round(value, 3))).map(Number)
_names = st.sampled_from(["a", "b", "x_1"]).map(Name)
_SMOOTH = ("sin", "tanh", "square", "sigmoid", "exp", "abs")


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    reduced = st.builds(lambda x, keep: Call("mean", (x,), (Keyword("keepdims", _word(keep)),)), inner, st.booleans())
    return st.one_of(
        st.builds(lambda sign, x, y: Binary(sign, x, y), st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        st.builds(lambda x: Unary("-", x), inner),
        st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(_SMOOTH), inner),
        st.builds(lambda sign, x, y, p, q: Call("where", (Binary(sign, x, y), p, q)),
                  st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner, inner, inner, inner),
        reduced,
    )  # fmt: skip


def _word(value: bool) -> Any:
    from engine.formula.tree import Word

    return Word(value)


expressions = st.recursive(st.one_of(_numbers, _names), _grown, max_leaves=12)


def by_hand(b: Builder, it: Expression, known: dict[str, Any]) -> Any:
    """The same graph, by the builder's methods and Python's own operators."""
    if isinstance(it, Name):
        return known[it.name]
    if isinstance(it, Number):
        return it.value
    if isinstance(it, Unary):
        return -by_hand(b, it.operand, known)
    if isinstance(it, Call):
        attrs = {word.name: word.value.value for word in it.keywords}  # type: ignore[union-attr]
        return b.apply({"abs": "absolute"}.get(it.function, it.function), *(by_hand(b, x, known) for x in it.arguments), **attrs)
    assert isinstance(it, Binary)
    x, y = by_hand(b, it.left, known), by_hand(b, it.right, known)
    if it.sign in _COMPARED:  # Python turns 0 < a round
        return b.apply(_COMPARED[it.sign], x, y)
    return {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": _power}[it.sign](x, y)


_COMPARED = {"==": "equal", "!=": "not_equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}


def _power(x: Any, y: Any) -> Any:
    return x**y if isinstance(x, Value) or isinstance(y, Value) or (isinstance(y, int) and 0 <= y < 99) else float(x) ** y


@settings(max_examples=150, deadline=None)
@given(expressions)
def test_a_printed_formula_is_read_back_as_it_was(expression: Expression) -> None:
    formula = Formula("", (Line(None, expression),))
    text = to_text(formula)
    assert parse(text) == formula
    assert to_text(parse(text)) == text


@settings(max_examples=100, deadline=None)
@given(expressions)
def test_a_formula_builds_the_graph_that_python_would(expression: Expression) -> None:
    text = to_text(Formula("", (Line(None, expression),)))
    graphs = []
    for made in ("text", "hand"):
        b = Builder(Graph())
        known = _place(b, text)
        try:
            found = build(b, text, known) if made == "text" else by_hand(b, expression, known)
            if isinstance(found, complex) or found != found:
                raise ArithmeticError
        except (FormulaError, ArithmeticError, NodegradError):
            graphs.append("refused")
            continue
        graphs.append([(n.op, n.name, [v.name for v in n.inputs], str(n.outputs[0].type)) for n in b.graph.nodes])
    if graphs[1] != "refused" and graphs[0] != "refused" and any(node[0] != "placeholder" for node in graphs[1]):
        assert graphs[0] == graphs[1]


@settings(max_examples=60, deadline=None)
@given(expressions)
def test_arrays_session_and_tape_agree(expression: Expression) -> None:
    text = f"sum({to_text(Formula('', (Line(None, expression),)))})"
    try:
        wanted = evaluate(text, ARRAYS)
    except NodegradError:
        return
    graph = Graph()
    with graph:
        values = {name: ng.placeholder(array.shape, "float64", name=name) for name, array in ARRAYS.items()}
        used = {name: values[name] for name in free_names(parse(text))}
        found = ng.nn.expression(text, used)
    with ng.Session(graph=graph) as session:
        got = session.run(found, {value: ARRAYS[name] for name, value in used.items()})
    np.testing.assert_allclose(got, wanted, rtol=1e-9, equal_nan=True)
    assert result_type(text, {name: TYPES[name] for name in used}) == found.type


_PIECES = ["a", "b", "mean", "(", ")", "[", "]", ",", "=", "==", "+", "-", "**", "*", "@", "<", "and", "not", "or", " ", "\n",
           ";", "1", "2.5",
           "'t'", '"', "none", "true", "axis", "sum(", "where(", "concatenate(", "reshape(", ".", "#", "let "]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    b = Builder(Graph())
    try:
        formula = check_formula(text)
        inputs = {name: b.placeholder(shape=[2, 2], dtype="float32", name=name) for name in free_names(formula)}
        build(b, text, inputs)
    except FormulaError as error:
        assert 0 <= error.params["offset"] <= len(text)
        assert error.message
        if text.strip():
            assert error.excerpt is not None


def test_words_that_mean_something_are_no_names() -> None:
    for word in RESERVED - {"let"}:
        with pytest.raises(FormulaError):
            parse(f"{word} = 1; a")
