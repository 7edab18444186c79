"""Runs the code of a compiled step in plain Python, without numba: slow, but at once, and with every access looked at.

Two accesses of one function that stand in different scopes are promised never to meet where one of them writes; here that is
checked byte by byte.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.backends.compiled.plan import CompiledPlan
from engine.backends.compiled.source import HEAD, Source
from engine.backends.compiled.terms import ITEMSIZE

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

    def matrix(address: Any, rows: int, columns: int, leading: int, turned: int, code: str) -> Any:
        size = ((rows if not turned else columns) - 1) * leading + (columns if not turned else rows)
        flat = np.frombuffer(_memory(int(address), size * ITEMSIZE[code]), _DTYPES[code])
        shape, steps = ((columns, rows), (leading, 1)) if turned else ((rows, columns), (leading, 1))
        found = np.lib.stride_tricks.as_strided(flat, shape, tuple(step * ITEMSIZE[code] for step in steps))
        return found.T if turned else found

    def gemm(code: str) -> Callable[..., None]:
        def call(f: Any, ta: int, tb: int, m: int, n: int, k: int, a: Any, lda: int, b: Any, ldb: int, c: Any, ldc: int) -> None:
            matrix(c, m, n, ldc, 0, code)[...] = matrix(a, m, k, lda, ta, code) @ matrix(b, k, n, ldb, tb, code)

        return call

    def sigmoid(x: Any) -> Any:
        small = np.exp(-np.abs(x))
        return (type(x)(1) if x >= 0 else small if x < 0 else x) / (type(x)(1) + small)

    names: dict[str, Any] = {
        "np": np, "math": math, "INF": np.inf, "NAN": np.nan, "F4": np.float32, "F8": np.float64, "I8": np.int64, "I4": np.int32,
        "U8": int, "part": part, "step": lambda function: function, "team": lambda function: function,
        "at": lambda table, index: int(_entry(table, index, "i8")[0][0]),
        "pick": lambda condition, a, b: a if condition else b,
        "plus": lambda a, b: a + b, "times": lambda a, b: a * b,
        "larger": np.maximum, "smaller": np.minimum, "size_of": np.abs, "root": np.sqrt, "floor": np.floor, "ceil": np.ceil,
        "rint": np.rint, "exp_f4": np.exp, "tanh_f4": np.tanh, "sigmoid_f4": sigmoid, "sigmoid_f8": sigmoid,
        "both": np.logical_and, "either": np.logical_or, "differ": np.logical_xor, "gemm_f4": gemm("f4"), "gemm_f8": gemm("f8"),
    }  # fmt: skip
    for code in _DTYPES:
        names[f"read_{code}"], names[f"write_{code}"] = reader(code), writer(code)
    return names


def use_python(plan: CompiledPlan, threads: int = 1) -> Source:
    """Let a plan go on with its compiled step as Python runs it; the source that it was written as."""
    units, source = plan.compiled.write(threads)
    names = _kit(_Watch())
    barrier = threading.Barrier(threads)
    names["meet"] = lambda p, parts: barrier.wait(timeout=20)
    exec(source.text.removeprefix(HEAD), names)
    functions = [names[segment.name] for segment in source.segments]
    plan.compiled.take(units, source, functions, (0, 0))
    plan._swapped = True
    return source
