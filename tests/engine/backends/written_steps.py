"""Runs the code of a compiled step in plain Python, without numba: slow, but at once, and with every access looked at.

Two accesses of one function that stand in different scopes are promised never to meet where one of them writes; here that is
checked byte by byte.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.backends.compiled.compiler import translated
from engine.backends.compiled.machine import lanes
from engine.backends.compiled.parts import apart
from engine.backends.compiled.plan import CompiledPlan
from engine.backends.compiled.source import HEAD, Source
from engine.backends.compiled.terms import ITEMSIZE

#: Pieces that were translated, by their form.
_TRANSLATED: set[str] = set()
_DTYPES: dict[str, Any] = {"f4": np.float32, "f8": np.float64, "i8": np.int64, "i4": np.int32, "b1": np.bool_}


class _Watch(threading.local):
    """Which scope touched which entry since the function began, in each thread."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[set[int], bool]] = {}

    def touch(self, address: int, scope: int, writes: bool) -> None:
        scopes, written = self.seen.get(address, (set(), False))
        scopes.add(scope)
        self.seen[address] = (scopes, written or writes)
        assert len(scopes) == 1 or not (written or writes), "scopes that were said to be apart meet"


def _memory(address: int, nbytes: int) -> Any:
    return (ctypes.c_uint8 * nbytes).from_address(address)


def _entry(address: Any, index: Any, code: str) -> Any:
    where = int(address) + int(index) * ITEMSIZE[code]
    return np.frombuffer(_memory(where, ITEMSIZE[code]), _DTYPES[code]), where


def _put(table: Any, index: Any, address: Any) -> None:
    _entry(table, index, "i8")[0][0] = address


def _kit(watch: _Watch) -> dict[str, Any]:
    def reader(code: str) -> Callable[..., Any]:
        def read(address: Any, index: Any, scope: int) -> Any:
            place, where = _entry(address, index, code)
            watch.touch(where, scope, False)
            return place[0]

        return read

    def writer(code: str) -> Callable[..., Any]:
        def write(address: Any, index: Any, value: Any, scope: int) -> None:
            place, where = _entry(address, index, code)
            watch.touch(where, scope, True)
            place[0] = value

        return write

    def part(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: int) -> Any:
            watch.seen.clear()
            with np.errstate(all="ignore"):  # which is each thread's own
                return function(*args)

        return call

    def matrix(address: Any, rows: int, columns: int, by_row: int, by_column: int, code: str) -> Any:
        size = (rows - 1) * by_row + (columns - 1) * by_column + 1
        flat = np.frombuffer(_memory(int(address), size * ITEMSIZE[code]), _DTYPES[code])
        steps = by_row * ITEMSIZE[code], by_column * ITEMSIZE[code]
        return np.lib.stride_tricks.as_strided(flat, (rows, columns), steps)

    def tile(code: str) -> Callable[..., None]:
        def call(
            rows: int, vectors: int, tail: int, odd: int, add: int, k: int, a: Any, a_row: int, a_column: int,
            b: Any, b_row: int, c: Any, c_row: int,
        ) -> None:  # fmt: skip
            assert odd == k % 2
            columns = (vectors - 1) * lanes(code) + tail
            found = matrix(a, rows, k, a_row, a_column, code) @ matrix(b, k, columns, b_row, 1, code)
            target = matrix(c, rows, columns, c_row, 1, code)
            target[...] = target + found if add else found

        return call

    def carry(code: str) -> Callable[..., None]:
        def call(entries: int, k: int, b: Any, b_row: int, out: Any, out_row: int) -> None:
            matrix(out, k, entries, out_row, 1, code)[...] = matrix(b, k, entries, b_row, 1, code)

        return call

    def back(code: str) -> Callable[..., None]:
        def call(t: Any, rows: int, columns: int, out: Any) -> None:
            matrix(out, rows, columns, columns, 1, code)[...] = matrix(t, rows, columns, 1, rows, code)

        return call

    def pack(code: str, by_row: bool, by_column: bool) -> Callable[..., None]:
        def call(b: Any, *numbers: int) -> None:
            steps, (k, n, width, out) = list(numbers[:-4]), numbers[-4:]
            b_row = steps.pop(0) if by_row else 1
            b_column = steps.pop(0) if by_column else 1
            given = matrix(b, k, n, b_row, b_column, code)
            for first in range(0, n, width):
                here = min(width, n - first)
                wide = -(-here // lanes(code)) * lanes(code)
                matrix(out, k, here, wide, 1, code)[...] = given[:, first : first + here]
                out += k * wide * ITEMSIZE[code]

        return call

    def sigmoid(x: Any) -> Any:
        small = np.exp(-np.abs(x))
        return (type(x)(1) if x >= 0 else small if x < 0 else x) / (type(x)(1) + small)

    def whole(x: Any) -> Any:
        return np.int64(x) if -(2.0**63) <= x < 2.0**63 else np.iinfo(np.int64).min

    names: dict[str, Any] = {
        "np": np, "math": math, "INF": np.inf, "NAN": np.nan, "F4": np.float32, "F8": np.float64, "I8": np.int64, "I4": np.int32,
        "U8": int, "steps": int, "part": part, "step": lambda function: function, "team": lambda function: function,
        "at": lambda table, index: int(_entry(table, index, "i8")[0][0]),
        "put": lambda table, index, address: _put(table, index, address),
        "pick": lambda condition, a, b: a if condition else b,
        "plus": lambda a, b: a + b, "times": lambda a, b: a * b,
        "larger": np.maximum, "smaller": np.minimum, "size_of": np.abs, "root": np.sqrt, "floor": np.floor, "ceil": np.ceil,
        "rint": np.rint, "exp_f4": np.exp, "tanh_f4": np.tanh, "expm1_f4": np.expm1, "cosh_f4": np.cosh, "sinh_f4": np.sinh,
        "log_f4": np.log, "log1p_f4": np.log1p, "erf_f4": lambda x: np.float32(math.erf(x)),
        "sigmoid_f4": sigmoid, "sigmoid_f8": sigmoid, "whole": whole,
        "both": np.logical_and, "either": np.logical_or, "differ": np.logical_xor,
    }  # fmt: skip
    for code in ("f4", "f8"):
        names[f"tile_{code}"] = tile(code)
        names[f"carry_{code}"], names[f"turn_back_{code}"] = carry(code), back(code)
        names[f"pack_turned_{code}"] = pack(code, False, True)
        names[f"pack_entries_{code}"] = pack(code, True, True)
    for code in _DTYPES:
        names[f"read_{code}"], names[f"write_{code}"] = reader(code), writer(code)
    return names


def use_python(plan: CompiledPlan, threads: int = 1) -> Source:
    """Let a plan go on with its compiled step as Python runs it; the source that it was written as."""
    units, source = plan.compiled.write(threads)
    for part in apart(source.text, "").parts:
        form = re.sub(r"\d+", "0", "".join(part.functions.values()))
        if form not in _TRANSLATED:  # what Python runs must be what can be compiled
            translated(part)
            _TRANSLATED.add(form)
    names = _kit(_Watch())
    barrier = threading.Barrier(threads)
    names["meet"] = lambda p, parts: barrier.wait(timeout=20)
    exec(source.text.removeprefix(HEAD), names)
    functions = [names[segment.name] for segment in source.segments]
    plan.compiled.take(units, source, functions)
    plan._swapped = True
    return source
