"""Numbers of the code in the making: their types, which are numba's, and how one becomes a number of another type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types

F4, F8, I4, I8, U8, B1 = types.float32, types.float64, types.int32, types.int64, types.uint64, types.boolean
I64 = ir.IntType(64)
IR = {F4: ir.FloatType(), F8: ir.DoubleType(), I4: ir.IntType(32), I8: I64, U8: I64, B1: ir.IntType(1)}
CASTS = {np.float32: F4, np.float64: F8, np.int32: I4, np.int64: I8, np.uint64: U8, np.bool_: B1, int: I8, float: F8, bool: B1}
#: What LLVM calls by its own name, and what the system's library has.
OWN = {"log", "exp", "sin", "cos", "sqrt", "floor", "ceil", "pow"}
MATH = {
    getattr(module, name): name
    for module in (math, np)
    for name in ("log", "exp", "sin", "cos", "sqrt", "expm1", "log1p", "tanh")
}
MATH[math.erf] = "erf"
MATH |= {getattr(np, f"arc{name}"): f"a{name}" for name in ("cos", "cosh", "sin", "sinh", "tan", "tan2", "tanh")} | {
    getattr(np, name): name for name in ("cosh", "exp2", "log10", "log2", "sinh", "tan")
}


class Untranslatable(Exception):
    """What the translator does not know, and where it stands."""


@dataclass(frozen=True)
class Number:
    """A value of a type; ``literal`` where it stands in the text."""

    kind: Any
    code: Any
    literal: int | None = None


@dataclass(frozen=True, eq=False)
class Variable:
    """A place on the stack, and the type of what lies there."""

    place: Any
    kind: Any


def plain(kind: Any) -> Any:
    """The type of a number that may be known."""
    return types.unliteral(kind)


class Context:
    """What the operations of the kit ask numba for."""

    @staticmethod
    def cast(builder: Any, value: Any, found: Any, wanted: Any) -> Any:
        return cast(builder, Number(plain(found), value), plain(wanted)).code

    @staticmethod
    def get_dummy_value() -> None:
        return None


def cast(builder: Any, number: Number, kind: Any) -> Number:
    """The number in another type, as C converts it."""
    old, code = number.kind, number.code
    if old == kind or IR[old] == IR[kind] == I64:
        return Number(kind, code, number.literal)
    target = IR[kind]
    if isinstance(code, ir.Constant) and isinstance(code.constant, int | float) and kind != B1:
        value = code.constant
        return Number(kind, ir.Constant(target, float(value) if kind in (F4, F8) else int(value)), number.literal)
    if kind == B1:
        zero = ir.Constant(IR[old], 0)
        return Number(
            kind, builder.fcmp_unordered("!=", code, zero) if old in (F4, F8) else builder.icmp_signed("!=", code, zero)
        )
    if old in (F4, F8):
        if kind in (F4, F8):
            return Number(kind, builder.fpext(code, target) if kind == F8 else builder.fptrunc(code, target))
        return Number(kind, builder.fptosi(code, target))
    if kind in (F4, F8):
        return Number(kind, builder.uitofp(code, target) if old == B1 else builder.sitofp(code, target))
    if old == B1:
        return Number(kind, builder.zext(code, target))
    return Number(kind, builder.sext(code, target) if kind in (I8, U8) else builder.trunc(code, target))


def together(a: Any, b: Any) -> Any:
    """The type that two numbers are computed in, as numba has it: an integer beside a float makes it a float64."""
    if a in (F4, F8) or b in (F4, F8):
        return F4 if a == b == F4 else F8
    return U8 if U8 in (a, b) else I8


def number_of(value: Any) -> Number:
    """A number of the text, or one that a name stands for."""
    if isinstance(value, np.generic):
        kind = CASTS[type(value)]
        return Number(kind, ir.Constant(IR[kind], value.item()))
    if isinstance(value, int) and not isinstance(value, bool):
        return Number(I8, ir.Constant(I64, value), value)
    if isinstance(value, float):
        return Number(F8, ir.Constant(IR[F8], value))
    raise Untranslatable(f"{value!r} is no number")


def divided(builder: Any, x: Any, y: Any, rest: bool) -> Any:
    """The quotient of two integers that is rounded down, as Python has it, or what it leaves."""
    zero = ir.Constant(I64, 0)
    left = builder.srem(x, y)
    apart = builder.and_(builder.icmp_signed("!=", left, zero), builder.icmp_signed("<", builder.xor(left, y), zero))
    if rest:
        return builder.select(apart, builder.add(left, y), left)
    return builder.sub(builder.sdiv(x, y), builder.zext(apart, I64))
