"""The table of the compiled step: what each op is in a loop.  An op without a row is called as NumPy's plan calls it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backends.compiled.terms import Term, Terms
from engine.backends.numpy.updates import FADED, flush_every
from engine.ir.graph import Node
from engine.ir.types import normalize_axes

_FLOATS = ("f4", "f8")
_NUMBERS = ("f4", "f8", "i8")
_ALL = ("f4", "f8", "i8", "i4", "b1")


@dataclass(frozen=True)
class Site:
    """One node in a loop: its terms so far, attributes, dtypes, and the arrays of its inputs."""

    terms: Terms
    attrs: Any
    code: str
    shapes: tuple[tuple[int, ...], ...]
    arrays: tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """One row.  ``build`` gives the outputs as terms; ``fits`` says which dtypes it takes, those of the inputs and of the output.

    ``within``: the axis along which entries belong together, which must be the last of the loop; None where there is none.
    ``adds_axis``: the inputs lack that axis.
    """

    build: Callable[[Site, Sequence[Term]], Sequence[Term]]
    fits: Callable[[Sequence[str], str], bool]
    within: Callable[[Any, int], int] | None = None
    adds_axis: bool = False


@dataclass(frozen=True)
class Reduction:
    """A row of a reduction: what each entry becomes, how entries are put together, and what becomes of the result.

    ``finish`` may name the number of entries as ``{n}``; ``code`` is the dtype that is computed in, None for the input's own.
    """

    kind: str
    fits: Callable[[Sequence[str], str], bool]
    entry: str = ""
    finish: str = ""
    code: str | None = None


def _alike(codes: Sequence[str]) -> Callable[[Sequence[str], str], bool]:
    return lambda inputs, out: out in codes and all(code == out for code in inputs)


def _formula(text: str, codes: Sequence[str] = _FLOATS, cost: int = 1) -> Row:
    return Row(lambda site, args: (site.terms.op(site.code, text, *args, cost=cost),), _alike(codes))


def _by_code(cost: int = 8, **texts: str) -> Row:
    return Row(lambda site, args: (site.terms.op(site.code, texts[site.code], *args, cost=cost),), _alike(tuple(texts)))


def _comparison(sign: str) -> Row:
    return Row(
        lambda site, args: (site.terms.op("b1", f"({{0}} {sign} {{1}})", *args),),
        lambda inputs, out: out == "b1" and inputs[0] == inputs[1] and inputs[0] in ("f4", "f8", "i8", "i4"),
    )


def _test(text: str) -> Row:
    return Row(lambda site, args: (site.terms.op("b1", text, *args),), lambda inputs, out: out == "b1" and inputs[0] in _FLOATS)


def _logical(name: str) -> Row:
    return _formula(f"{name}({{0}}, {{1}})", ("b1",))


def _cast(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    (x,) = args
    if x.code == site.code:
        return (x,)
    if x.code == "b1":
        return (site.terms.op(site.code, "pick({0}, {T}(1), {T}(0))", x),)
    if site.code == "b1":
        return (site.terms.op("b1", "({0} != 0)", x),)
    if x.code in _FLOATS and site.code == "i8":
        return (site.terms.op("i8", "whole({0})", x),)
    return (site.terms.op(site.code, "{T}({0})", x),)


def _castable(inputs: Sequence[str], out: str) -> bool:
    return out in (*_NUMBERS, "b1")


def _clip(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    (x,) = args
    dtype = {"f4": np.float32, "f8": np.float64, "i8": np.int64}[site.code]
    low, high = site.attrs["minimum"], site.attrs["maximum"]
    if low is not None:
        x = site.terms.op(site.code, "larger({0}, {1})", x, site.terms.literal(np.asarray(low).astype(dtype), site.code))
    if high is not None:
        x = site.terms.op(site.code, "smaller({0}, {1})", x, site.terms.literal(np.asarray(high).astype(dtype), site.code))
    return (x,)


_POWERS = {2.0: "{0} * {0}", 3.0: "{0} * {0} * {0}", 4.0: "({0} * {0}) * ({0} * {0})", -1.0: "{T}(1) / {0}", 1.0: "{0}"}


def _power(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    exponent = args[1]
    if exponent.kind == "literal":
        value = float(np.asarray(site.arrays[1]).flat[0])
        if value in _POWERS:
            return (site.terms.op(site.code, _POWERS[value], args[0]),)
    return (site.terms.op(site.code, "{T}({0} ** {1})", *args, cost=20),)


def _exp(terms: Terms, x: Term) -> Term:
    return terms.op(x.code, "exp_f4({0})" if x.code == "f4" else "np.exp({0})", x, cost=8)


def _shifted(site: Site, x: Term) -> tuple[Term, Term]:
    """The row without its largest entry, and the exponentials of that."""
    shifted = site.terms.op(site.code, "({0} - {1})", x, site.terms.reduce("max", x))
    return shifted, _exp(site.terms, shifted)


def _softmax(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    _, weights = _shifted(site, args[0])
    share = site.terms.op(site.code, "({T}(1) / {0})", site.terms.reduce("sum", weights))
    return (site.terms.op(site.code, "({0} * {1})", weights, share),)


def _log_softmax(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    shifted, weights = _shifted(site, args[0])
    total = site.terms.op(site.code, "{T}(np.log({0}))", site.terms.reduce("sum", weights), cost=8)
    return (site.terms.op(site.code, "({0} - {1})", shifted, total),)


def _one_hot(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    (label,) = args
    site.terms.limits[label] = (site.attrs["depth"], site.arrays[0])
    hit = site.terms.op("b1", "({0} == {1})", label, site.terms.index())
    return (hit,) if site.code == "b1" else (site.terms.op(site.code, "pick({0}, {T}(1), {T}(0))", hit),)


def _adam(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    terms, code, attrs = site.terms, site.code, site.attrs
    variable, gradient, rate, step, m, v = args
    beta_1, beta_2, epsilon = attrs["beta_1"], attrs["beta_2"], attrs["epsilon"]
    kind = {"f4": np.float32, "f8": np.float64}[code]
    correction = f"(math.sqrt(1.0 - {beta_2!r} ** ({{1}} + 1)) / (1.0 - {beta_1!r} ** ({{1}} + 1)))"
    alpha = terms.op(code, f"{{T}}(F8({{0}}) * {correction})", rate, step)
    keep_1, keep_2, small = (terms.literal(kind(number), code) for number in (1 - beta_1, 1 - beta_2, epsilon))
    due = f"{{0}} % {flush_every(beta_1)} == 0"
    faded = (FADED, min(FADED, (epsilon * 1e-8) ** 2))
    limits = [terms.op(code, f"({{T}}({limit!r}) if {due} else {{T}}(0))", step) for limit in faded]
    m = terms.op(code, "{0} + ({1} - {0}) * {2}", m, gradient, keep_1)
    v = terms.op(code, "{0} + ({1} * {1} - {0}) * {2}", v, gradient, keep_2)
    variable = terms.op(code, "{0} - ({1} * {2}) / (root({3}) + {4})", variable, m, alpha, v, small)
    cleared = "pick(size_of({0}) < {1}, {T}(0), {0})"
    return variable, terms.op(code, cleared, m, limits[0]), terms.op(code, cleared, v, limits[1])


def _sgd(site: Site, args: Sequence[Term]) -> Sequence[Term]:
    terms, code, attrs = site.terms, site.code, site.attrs
    variable, gradient, rate = args[:3]
    push = terms.op(code, "{T}({0}) * {1}", rate, gradient)
    if not attrs["momentum"]:
        return (terms.op(code, "{0} - {1}", variable, push),)
    share = terms.literal({"f4": np.float32, "f8": np.float64}[code](attrs["momentum"]), code)
    velocity = terms.op(code, "{0} * {1} - {2}", args[3], share, push)
    if not attrs["nesterov"]:
        return terms.op(code, "{0} + {1}", variable, velocity), velocity
    return terms.op(code, "{0} + ({1} * {2} - {3})", variable, velocity, share, push), velocity


def _update(slots: int) -> Callable[[Sequence[str], str], bool]:
    """One float dtype for the variable, its gradient and its slots."""
    return lambda inputs, out: (
        out in _FLOATS and all(code == out for code in (*inputs[:2], *inputs[slots:])) and inputs[2] in _FLOATS
    )


#: Functions that NumPy and numba call by the same name as the op.
_FUNCTIONS = (
    "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "exp2", "log10", "log2", "tan",
)  # fmt: skip


def _last(attrs: Any, rank: int) -> int:
    return int(attrs["axis"]) % rank


ROWS: dict[str, Row] = {
    "add": _formula("({0} + {1})", _NUMBERS),
    "subtract": _formula("({0} - {1})", _NUMBERS),
    "multiply": _formula("({0} * {1})", _NUMBERS),
    "divide": _formula("({0} / {1})"),
    "power": Row(_power, _alike(_FLOATS)),
    "maximum": _formula("larger({0}, {1})", _NUMBERS),
    "minimum": _formula("smaller({0}, {1})", _NUMBERS),
    "negative": _formula("(-{0})", _NUMBERS),
    "absolute": _formula("size_of({0})"),
    "sign": _formula("pick({0} > {T}(0), {T}(1), pick({0} < {T}(0), {T}(-1), {0} + {T}(0)))"),
    "square": _formula("({0} * {0})", _NUMBERS),
    "sqrt": _formula("root({0})", cost=3),
    "reciprocal": _formula("({T}(1) / {0})"),
    "rsqrt": _formula("({T}(1) / root({0}))", cost=3),
    "exp": _by_code(f4="exp_f4({0})", f8="np.exp({0})"),
    "expm1": _by_code(f4="expm1_f4({0})", f8="np.expm1({0})"),
    "log": _by_code(f4="log_f4({0})", f8="np.log({0})"),
    "log1p": _by_code(f4="log1p_f4({0})", f8="np.log1p({0})"),
    "sin": _formula("{T}(np.sin({0}))", cost=8),
    "cos": _formula("{T}(np.cos({0}))", cost=8),
    "cosh": _by_code(f4="cosh_f4({0})", f8="np.cosh({0})"),
    "sinh": _by_code(f4="sinh_f4({0})", f8="np.sinh({0})"),
    "tanh": _by_code(f4="tanh_f4({0})", f8="np.tanh({0})"),
    "sigmoid": _by_code(f4="sigmoid_f4({0})", f8="sigmoid_f8({0})"),
    "softplus": _by_code(
        f4="(larger({0}, F4(0)) + log1p_f4(exp_f4(-size_of({0}))))",
        f8="(larger({0}, F8(0)) + np.log1p(np.exp(-size_of({0}))))",
    ),
    "relu": _formula("larger({0}, {T}(0))", _NUMBERS),
    "erf": _by_code(f4="erf_f4({0})", f8="math.erf({0})"),
    **{name: _formula(f"{{T}}(np.{name}({{0}}))", cost=8) for name in _FUNCTIONS},
    "arctan2": _formula("{T}(np.arctan2({0}, {1}))", cost=8),
    "logical_xor": _logical("differ"),
    "floor": _formula("floor({0})"),
    "ceil": _formula("ceil({0})"),
    "round": _formula("rint({0})"),
    "clip": Row(_clip, _alike(_NUMBERS)),
    "cast": Row(_cast, _castable),
    "identity": Row(lambda site, args: (args[0],), _alike(_ALL)),
    "stop_gradient": Row(lambda site, args: (args[0],), _alike(_ALL)),
    "equal": _comparison("=="),
    "not_equal": _comparison("!="),
    "less": _comparison("<"),
    "less_equal": _comparison("<="),
    "greater": _comparison(">"),
    "greater_equal": _comparison(">="),
    "logical_and": _logical("both"),
    "logical_or": _logical("either"),
    "logical_not": _formula("differ({0}, True)", ("b1",)),
    "is_finite": _test("(size_of({0}) < INF)"),
    "is_nan": _test("({0} != {0})"),
    "where": Row(
        lambda site, args: (site.terms.op(site.code, "pick({0}, {1}, {2})", *args),),
        lambda inputs, out: inputs[0] == "b1" and out in _NUMBERS and inputs[1] == inputs[2] == out,
    ),
    "one_hot": Row(
        _one_hot,
        lambda inputs, out: inputs[0] in ("i8", "i4") and out in (*_NUMBERS, "b1"),
        lambda attrs, rank: rank - 1,
        adds_axis=True,
    ),
    "softmax": Row(_softmax, _alike(_FLOATS), _last),
    "log_softmax": Row(_log_softmax, _alike(_FLOATS), _last),
    "adam_update": Row(_adam, lambda inputs, out: _update(4)(inputs, out) and inputs[3] == "i8"),
    "sgd_update": Row(_sgd, _update(3)),
}

REDUCTIONS: dict[str, Reduction] = {
    "sum": Reduction("sum", _alike(_NUMBERS)),
    "sum_to_like": Reduction("sum", _alike(_FLOATS)),
    "mean": Reduction("sum", _alike(_FLOATS), finish="({0} / {T}({n}))"),
    "max": Reduction("max", _alike(_NUMBERS)),
    "min": Reduction("min", _alike(_NUMBERS)),
    "prod": Reduction("prod", _alike(_FLOATS)),
    "l2_norm": Reduction("sum", _alike(_FLOATS), entry="(F8({0}) * F8({0}))", finish="{T}(root({0}))", code="f8"),
    "argmax": Reduction("argmax", lambda inputs, out: out == "i8" and inputs[0] in _FLOATS),
    "argmin": Reduction("argmin", lambda inputs, out: out == "i8" and inputs[0] in _FLOATS),
}


def reduced_axes(node: Node) -> tuple[int, ...]:
    """The axes of the input that a reduction puts together."""
    rank = node.inputs[0].rank
    if node.op == "sum_to_like":
        wanted = node.outputs[0].type.static_shape
        lead = rank - len(wanted)
        sizes = node.inputs[0].type.static_shape
        return (*range(lead), *(lead + i for i, size in enumerate(wanted) if size == 1 and sizes[lead + i] != 1))
    if node.op == "l2_norm":
        return tuple(range(rank))
    axis = node.attrs["axis"]
    return normalize_axes(axis, rank)


def count_of(node: Node, axes: Sequence[int]) -> int:
    """How many entries are put together to one."""
    return math.prod(node.inputs[0].type.static_shape[axis] for axis in axes)
