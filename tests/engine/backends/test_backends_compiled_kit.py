"""What compiled steps are written with, as it is compiled: approximated functions, and the blocks of products."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("numba", reason="steps are compiled by numba")

from engine.backends.compiled.blocks import Blocks, Factor
from engine.backends.compiled.load import loaded
from engine.backends.compiled.machine import lanes
from engine.backends.compiled.product_code import is_narrow, write_product
from engine.backends.compiled.products import Matrix, Product
from engine.backends.compiled.source import HEAD

Wide = np.ndarray[Any, np.dtype[np.float64]]


def _sigmoid(x: Wide) -> Wide:
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, small) / (1.0 + small))


def _erf(x: Wide) -> Wide:
    return np.asarray(np.vectorize(math.erf, otypes=[np.float64])(x))


#: The function, what it is in float64, and how many units in the last place it may be off, as the kit says.
APPROXIMATED: dict[str, tuple[Callable[[Wide], Wide], float]] = {
    "exp_f4": (np.exp, 1.5),
    "expm1_f4": (np.expm1, 4.0),
    "log_f4": (np.log, 1.0),
    "log1p_f4": (np.log1p, 3.0),
    "erf_f4": (_erf, 1.0),
    "cosh_f4": (np.cosh, 3.0),
    "sinh_f4": (np.sinh, 3.0),
    "tanh_f4": (np.tanh, 2.0),
    "sigmoid_f4": (_sigmoid, 3.0),
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))


def _applied(name: str, x: Any, result: str = "f4") -> Any:
    read = f"read_{x.dtype.str[1:]}(x, i, 0)"
    lines = f"for i in range(count):\n        write_{result}(out, i, {name}({read}), 1)\n    return 0"
    (apply,) = loaded(f"{HEAD}\n\n@step\ndef apply(x, out, count):\n    {lines}\n", ["apply"], False)
    out = np.empty(x.size, result)
    apply(x.ctypes.data, out.ctypes.data, x.size)
    return out


@pytest.mark.parametrize("name", APPROXIMATED)
def test_approximated_functions_are_as_near_as_they_say(name: str) -> None:
    exact, most = APPROXIMATED[name]
    rng = np.random.default_rng(0)
    parts = [rng.uniform(-110, 95, 300_000), rng.normal(size=300_000), 10.0 ** rng.uniform(-40, 2, 100_000)]
    x = np.concatenate([*parts, -parts[-1]]).astype(np.float32)
    with np.errstate(all="ignore"):
        right = exact(x.astype(np.float64))
        near = np.abs(right) <= np.finfo(np.float32).max
        off = np.abs(_applied(name, x)[near] - right[near]) / np.spacing(np.abs(right[near]).astype(np.float32))
    assert off.max() < most, f"{off.max()} at {x[near][off.argmax()]}"


@pytest.mark.parametrize("name", APPROXIMATED)
def test_approximated_functions_know_what_is_no_number(name: str) -> None:
    exact, _ = APPROXIMATED[name]
    x = np.asarray([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-45, -1e-45], np.float32)
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(_applied(name, x), exact(x.astype(np.float64)).astype(np.float32))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_whole_numbers_are_cut_off_towards_zero_and_the_least_where_there_is_none(dtype: Any) -> None:
    x = np.array([0.0, -0.0, 2.9, -2.9, 1e15, -(2.0**63), 2.0**63, np.nan, np.inf, -np.inf] * 5, dtype)
    least = np.iinfo(np.int64).min
    right = [0, 0, 2, -2, int(dtype(1e15)), least, least, least, least, least]
    np.testing.assert_array_equal(_applied("whole", x, "i8"), right * 5)


#: Rows, terms and columns of products: whole blocks, ends of every kind, sums in several pieces, factors that are packed.
SIZES = [(12, 8, 64), (7, 5, 10), (50, 3, 130), (1, 600, 33), (13, 140, 1), (300, 301, 340), (52, 530, 520)]


@pytest.mark.parametrize("code", ["f4", "f8"])
@pytest.mark.parametrize(("turned", "parts"), [("", 3), ("a", 1), ("b", 1), ("ab", 3)])
def test_products_in_blocks(code: str, turned: str, parts: int) -> None:
    dtype = np.dtype(np.float32 if code == "f4" else np.float64)
    rng = np.random.default_rng(0)
    text, cases, helpers = HEAD, [], {}
    for number, (rows, depth, columns) in enumerate(SIZES):
        a, b = rng.normal(size=(rows, depth)).astype(dtype), rng.normal(size=(depth, columns)).astype(dtype)
        left = Factor("a", 1, rows) if "a" in turned else Factor("a", depth)
        right = Factor("b", 1, depth) if "b" in turned else Factor("b", columns)
        blocks = Blocks(code, rows, depth, columns, left, right, Factor("c", columns))
        lines = "\n".join("    " + line for line in blocks.lines("s", parts, "t"))
        text += f"\n\n@step\ndef product_{number}(a, b, c, s, t, part):\n{lines}\n    return 0\n"
        helpers |= blocks.helpers
        cases.append((a, b, [np.full(size + 64, 255, np.uint8) for size in (blocks.pack_bytes, blocks.gather_bytes)]))
    text = HEAD + "".join(f"\n\n@part\ndef {name}{body}\n" for name, body in helpers.items()) + text.removeprefix(HEAD)
    functions = loaded(text, [f"product_{number}" for number in range(len(cases))], False)
    for number, (a, b, scratch) in enumerate(cases):
        c = np.full((a.shape[0], b.shape[1]), np.nan, dtype)
        laid = [np.ascontiguousarray(x.T if name in turned else x) for name, x in (("a", a), ("b", b))]
        for part in range(parts):
            functions[number](*(array.ctypes.data for array in (*laid, c, *scratch)), part)
        assert all((room[-64:] == 255).all() for room in scratch)
        tolerance = 1e-12 if code == "f8" else 2e-5
        np.testing.assert_allclose(c, a.astype(np.float64) @ b, rtol=tolerance, atol=tolerance * 10)


@pytest.mark.parametrize("parts", [1, 2, 3, 5])
@pytest.mark.parametrize("turned", ["", "a"])
def test_parts_make_every_block_once(parts: int, turned: str) -> None:
    """However rows and columns are shared, all is made, and nothing twice."""
    for rows, columns in ((1, 700), (700, 1), (20, 20), (128, 64), (61, 449), (1024, 1024)):
        left = Factor("a", 1, rows) if turned else Factor("a", 90)
        blocks = Blocks("f4", rows, 90, columns, left, Factor("b", columns), Factor("U8(0)", columns))
        made = np.zeros((rows, columns), int)

        def mark(name: str, place: int, made: np.ndarray = made, columns: int = columns) -> None:
            _, _, high, wide, tail = name.split("_")
            row, column = divmod(place // 4, columns)
            made[row : row + int(high), column : column + (int(wide) - 1) * lanes("f4") + int(tail)] += 1

        lines = blocks.lines("U8(0)", parts, "U8(0)")
        names: dict[str, Any] = {"U8": int, "a": 0, "b": 0}
        for name in blocks.helpers:
            names[name] = (lambda *args, name=name: mark(name, args[7])) if name.startswith("block") else lambda *args: None
        for part in range(parts):
            exec("\n".join(lines), {**names, "part": part})
        assert (made == 1).all()


@pytest.mark.parametrize("code", ["f4", "f8"])
def test_products_with_few_columns_are_made_transposed(code: str) -> None:
    """Nothing is written beyond the result, though the turned blocks are wider than it."""
    rng, dtype = np.random.default_rng(0), np.dtype(np.float32 if code == "f4" else np.float64)
    width = lanes(code)
    sizes = ((4 * width, width, 2), (10 * width + 3, 50, width * 3 // 4), (7 * width, 129, 3))
    for rows, depth, columns in (size for size in sizes if 1 < size[2] <= width * 3 // 4):
        a, b = rng.normal(size=(depth, rows)).astype(dtype), rng.normal(size=(depth, columns)).astype(dtype)
        c = np.full(rows * columns + 64, np.nan, dtype)
        task: Any = None
        product = Product(
            task, code, (), Matrix(a.ctypes.data, rows, depth, 1, rows, ()),
            Matrix(b.ctypes.data, depth, columns, columns, 1, ()), Matrix(c.ctypes.data, rows, columns, columns, 1, ()),
        )  # fmt: skip
        assert is_narrow(product)
        written = write_product(product)
        lines = "\n".join("    " + line for line in written.lines)
        helpers = "".join(f"\n\n@part\ndef {name}{body}\n" for name, body in written.helpers.items())
        text = f"{HEAD}{helpers}\n\n@step\ndef product(p, o):\n{lines}\n    return 0\n"
        scratch = np.full(written.scratch, 255, np.uint8)
        table = np.array([scratch.ctypes.data, 0, 0, *written.addresses], np.uint64)
        loaded(text, ["product"], False)[0](table.ctypes.data, 3)
        tolerance = 1e-12 if code == "f8" else 2e-5
        np.testing.assert_allclose(
            c[:-64].reshape(rows, columns), a.T.astype(np.float64) @ b, rtol=tolerance, atol=tolerance * 10
        )
        assert np.isnan(c[-64:]).all()
