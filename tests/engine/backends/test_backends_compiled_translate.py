"""The translation of generated modules, against Python itself: the same text, run and compiled."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("llvmlite", reason="steps are compiled by LLVM")

from engine.backends.compiled import load
from engine.backends.compiled.source import HEAD
from engine.backends.compiled.translate import Untranslatable


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODEGRAD_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def made(text: str) -> Any:
    lines = "\n".join("    " + line for line in text.strip("\n").splitlines())
    (function,) = load.loaded(f"{HEAD}\n\n@step\ndef made(a, b):\n{lines}\n", ["made"], False)
    return function


def in_python(text: str) -> Any:
    lines = "\n".join("    " + line for line in text.strip("\n").splitlines())
    names: dict[str, Any] = {"F8": float, "I8": int}
    exec(f"def made(a, b):\n{lines}\n", names)
    return names["made"]


WHOLE = [
    "return a // b if b != 0 else a",
    "return a % b if b != 0 else b",
    "return -a + b * 3 - (a - b)",
    "return (a & 12) | (b ^ 5)",
    "return (a << 3) + (b >> 1)",
    "return min(a, b, 5) + 100 * max(a, b)",
    "x, y = b, a\nx, y = y, x\nreturn x * 1000 + y",
    "if a < b:\n    return 1\nelif a == b:\n    return 2\nelse:\n    return 3",
    "x = 0\nif a > 3 and b > 3 or a == b:\n    x = 7\nreturn x",
    "x = 0\nfor i in range(a, b, 3):\n    x += i\nreturn x",
    "x = 0\nfor i in range(9, -9, -2):\n    x = x * 3 + i\nreturn x",
    "x = 0\nfor i in range(12):\n    for j in range(i):\n        if j == a:\n            x += 1\n"
    "        if i * j > 60:\n            return -x\nreturn x",
    "x = 0\nwhile x < a or x < b:\n    x += 7\nreturn x",
    "x = F8(a) / F8(7)\nreturn 1 if x < F8(b) and not (a >= b) else 0",
    "return 1 if not a else 2",
    "return I8(F8(a) * 0.5 + F8(b))",
    "x = 0\nfor i in range(a):\n    h = F8(i) * 0.5\n    for h in range(3):\n        x += h\n    h = 2.5\n"
    "    x += I8(h * 2.0)\nreturn x",
    "if a > b:\n    h = 0.5\n    x = I8(h * 4.0)\nelse:\n    h = 1\n    x = h\nh = b\nreturn x + h",
    "return I8(F8(a) ** 2) + I8(2.0 ** b)",
]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_numbers_are_pythons(text: str) -> None:
    compiled, plain = made(text), in_python(text)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(-20, 20), st.integers(-20, 20))
    def check(a: int, b: int) -> None:
        assert compiled(a, b) == int(plain(a, b))

    check()


def test_what_is_not_reached_is_not_looked_at() -> None:
    """The second half of an ``and`` reads memory that is not there."""
    function = made("if a != 0 and read_i8(a, 0, 0) > 3:\n    return 1\nreturn 0")
    numbers = np.asarray([4], np.int64)
    assert function(0, 0) == 0 and function(numbers.ctypes.data, 0) == 1


FORMULAS = [
    "x + y * x", "x / y", "-x", "np.log(x)", "np.exp(-x)", "math.sqrt(x)", "np.expm1(x)", "np.log1p(x)", "math.erf(x)",
    "np.tanh(x)", "np.sin(x) - np.cos(y)", "x ** y", "larger(x, y)", "pick(x < y, x, y)", "size_of(x - y)",
]  # fmt: skip


@pytest.mark.parametrize("code", ["f4", "f8"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_numpys_in_their_precision(formula: str, code: str, tmp_path: Path) -> None:
    dtype: Any = np.float32 if code == "f4" else np.float64
    x, y = np.random.default_rng(0).uniform(0.1, 3, (2, 50)).astype(dtype)
    names = {
        "np": np, "math": type("M", (), {"sqrt": np.sqrt, "erf": np.vectorize(math.erf)}), "larger": np.maximum,
        "pick": np.where, "size_of": np.abs, "x": x, "y": y,
    }  # fmt: skip
    right = np.asarray(eval(formula, names)).astype(dtype)
    function = made(
        f"for i in range(50):\n    x = read_{code}(a, i, 0)\n    y = read_{code}(a, 50 + i, 0)\n"
        f"    write_{code}(b, i, {code.upper()}({formula}), 1)\nreturn 0"
    )
    given_, out = np.stack([x, y]), np.empty(50, dtype)
    function(given_.ctypes.data, out.ctypes.data)
    np.testing.assert_allclose(out, right, rtol=2e-6 if code == "f4" else 1e-14)


def test_numbers_that_are_none_compare_as_in_python() -> None:
    signs = ["<", "<=", ">", ">=", "==", "!="]
    lines = [f"    x += {1 << place} if v {sign} w else 0" for place, sign in enumerate(signs)]
    function = made(
        "\n".join(["x = 0", "for i in range(1):", "    v = read_f8(a, 0, 0)", "    w = read_f8(a, 1, 0)", *lines, "return x"])
    )
    values = [math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0]
    for v in values:
        for w in values:
            pair = np.asarray([v, w])
            told = [v < w, v <= w, v > w, v >= w, v == w, v != w]
            assert function(pair.ctypes.data, 0) == sum(1 << place for place, holds in enumerate(told) if holds)


@pytest.mark.parametrize(
    "text",
    [
        "return [a]",
        "return a @ b",
        "if a > 1:\n    x = 1\nelse:\n    x = 1.0\nreturn x",
        "x = 1\nfor i in range(3):\n    a += x\n    x = 2.0\nreturn a",
        "x = 1\nfor i in range(3):\n    x = 2.0\nreturn x",
        "return unheard_of",
        "return ~a",
        "a.b = 1",
    ],
)
def test_what_is_not_known_is_refused_by_name(text: str) -> None:
    with pytest.raises(Untranslatable, match=r"f_\w+ (has|gives)"):
        made(text)


def test_names_of_parts_keep_to_what_stands_in_them() -> None:
    from engine.backends.compiled import parts

    filler = "\n\n".join(
        f"@part\ndef unit_{i}(p, o):\n    write_i8(p, o, {i}, 0)\n    write_i8(p, o, {i} + 1, 0)\n" for i in range(40)
    )
    calls = "\n".join(f"    unit_{i}(p, {i})" for i in range(40))
    text = f"{HEAD}\n\n{filler}\n\n@step\ndef whole(p):\n{calls}\n    return 0\n"
    first = parts.apart(text, "here")
    assert len(first.parts) == 41 and first.arguments["whole"] == 1
    other = parts.apart(text.replace("o, 7, 0", "o, 70, 0"), "here")
    changed = {part.name for part in other.parts} - {part.name for part in first.parts}
    assert changed == {other.symbols[name].removeprefix("f_") for name in ("unit_7", "whole")}
    renamed = parts.apart(text.replace("unit_7(", "unit_700("), "here")
    assert renamed.symbols["unit_700"] == first.symbols["unit_7"]
    assert not {part.name for part in parts.apart(text, "there").parts} & {part.name for part in first.parts}


def test_numba_runs_the_same_modules_with_the_same_numbers() -> None:
    """A generated module means what numba has it mean."""
    pytest.importorskip("numba", reason="the other compiler")
    import engine as ng
    from engine.ir.graph import Graph
    from engine.ir.types import TensorType

    with Graph() as graph:
        x = ng.placeholder((16, 24), name="x")
        y = ng.placeholder((16,), dtype="int64", name="y")
        hidden = ng.nn.LayerNormalization()(ng.nn.Dense(24, activation="tanh")(x))
        loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(5)(hidden), from_logits=True)
        update = ng.optimizers.Adam(0.01).minimize(loss)
    types = {"x": TensorType("float32", (16, 24)), "y": TensorType("int64", (16,))}
    rng = np.random.default_rng(0)
    rows = {"x": rng.normal(size=(16, 24)), "y": rng.integers(0, 5, 16)}
    found = []
    for compiler in ("mine", "numba"):
        plan = ng.Session(graph, seed=0).prepare([loss, update], types)
        units, source = plan.compiled.write(1)  # type: ignore[union-attr]
        names: dict[str, Any] = {}
        if compiler == "numba":
            exec(source.text.replace(", cache=True", ""), names)
            functions = [names[segment.name] for segment in source.segments]
        else:
            functions = load.loaded(source.text, [segment.name for segment in source.segments], False)
        plan.compiled.take(units, source, functions)  # type: ignore[union-attr]
        for name, buffer in plan.feeds.items():
            buffer[...] = rows[name]
        losses = []
        for step in range(20):
            plan.compiled.run(step)  # type: ignore[union-attr]
            losses.append(float(plan.results[0]))
        found.append(losses)
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)
    assert found[0][-1] < found[0][0]
