"""Writes random draws: NumPy's own generator as code, so that the numbers are those of ``default_rng([seed, stream, step])``:
to the bit from 0 on, and to rounding from another number on.

The seeds are mixed as ``SeedSequence`` does, and PCG64 goes on from there (O'Neill 2014), with its 128 bits in two halves.  All
is written in whole numbers of 64 bits of which no more than what is wanted is kept, so that it means the same in Python.
"""

from __future__ import annotations

import textwrap

from engine.backends.base import Array
from engine.backends.compiled.code import Code
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import CODES, address_of
from engine.ir.graph import Attrs

#: Seeds up to here are one word of NumPy's mixture each.
MOST = 1 << 32
#: Ops that are drawn so.
DRAWN = ("random_uniform",)

_SEEDED = """(seed, stream, step, words):
    low = U8(4294967295)
    factor = U8(1135663077)
    for i in range(4):
        value = seed if i == 0 else stream if i == 1 else step if i == 2 else U8(0)
        value = value ^ factor
        factor = (factor * U8(2468251765)) & low
        value = (value * factor) & low
        write_i8(words, i, I8(value ^ (value >> U8(16))), 0)
    for source in range(4):
        for target in range(4):
            if source != target:
                value = U8(read_i8(words, source, 0)) ^ factor
                factor = (factor * U8(2468251765)) & low
                value = (value * factor) & low
                value = value ^ (value >> U8(16))
                mixed = (U8(3389127133) * U8(read_i8(words, target, 0))) & low
                mixed = (mixed + U8(4294967296) - ((U8(1232336661) * value) & low)) & low
                write_i8(words, target, I8(mixed ^ (mixed >> U8(16))), 0)
    factor = U8(2337405405)
    for i in range(8):
        value = U8(read_i8(words, i % 4, 0)) ^ factor
        factor = (factor * U8(1492356589)) & low
        value = (value * factor) & low
        write_i8(words, i + 4, I8(value ^ (value >> U8(16))), 0)"""

#: What a 128-bit number times PCG64's factor has in its upper half, by halves of 32 bits of what is below.
_UPPER = """(high, below):
    low = U8(4294967295)
    all = U8(18446744073709551615)
    a, b = below >> U8(32), below & low
    c, d = U8(1132846948), U8(2681009733)
    middle = ((b * d) >> U8(32)) + ((a * d) & low) + ((b * c) & low)
    upper = a * c + ((a * d) >> U8(32)) + ((b * c) >> U8(32)) + (middle >> U8(32))
    return (upper + ((high * U8(4865540595714422341)) & all) + ((below * U8(2549297995355413924)) & all)) & all"""

_DRAW = """\
    a0, out, words = at(p, o), at(p, o + 1), at(p, 0)
    seeded(U8(read_i8(a0, 1, 0)), at(p, o + 3), U8(read_i8(a0, 0, 0)), words)
    all = U8(18446744073709551615)
    factor = U8(4865540595714422341)
    start_high = U8(read_i8(words, 4, 0)) | (U8(read_i8(words, 5, 0)) << U8(32))
    start_low = U8(read_i8(words, 6, 0)) | (U8(read_i8(words, 7, 0)) << U8(32))
    more_high = U8(read_i8(words, 8, 0)) | (U8(read_i8(words, 9, 0)) << U8(32))
    more_low = U8(read_i8(words, 10, 0)) | (U8(read_i8(words, 11, 0)) << U8(32))
    more_high = ((more_high << U8(1)) & all) | (more_low >> U8(63))
    more_low = ((more_low << U8(1)) & all) | U8(1)
    below = (more_low + start_low) & all
    high = (more_high + start_high + U8(below < more_low)) & all
    high, below = upper(high, below), (below * factor) & all
    below = (below + more_low) & all
    high = (high + more_high + U8(below < more_low)) & all
    for e in range(I8(at(p, o + 2))):
        high, below = upper(high, below), (below * factor) & all
        below = (below + more_low) & all
        high = (high + more_high + U8(below < more_low)) & all
        turn = high >> U8(58)
        value = high ^ below
        value = ((value >> turn) | (value << ((U8(64) - turn) & U8(63)))) & all
        number = {first}F8({span}) * (F8(value >> U8(11)) * F8(1.1102230246251565e-16))
        write_{code}(out, e, {CODE}(number), 1)"""


def draws(attrs: Attrs, out: Array) -> bool:
    """Whether the draw can be written."""
    return (
        CODES.get(out.dtype.name, "") in ("f4", "f8") and out.flags.c_contiguous and out.size > 0 and (attrs["seed"] or 0) < MOST
    )


def uniform(task: Task) -> Routine | None:
    """The draw of one op; its stream is the seed that it was given, and the step's number stands in memory."""
    if task.node is not None:
        return None  # it was left to NumPy
    (clock,), (out,) = task.inputs, task.outputs
    code = CODES[out.dtype.name]
    low, high = float(task.attrs["minval"]), float(task.attrs["maxval"])
    text = textwrap.dedent(_DRAW).replace("{code}", code).replace("{CODE}", code.upper())
    first = f"F8({low!r}) + " if low else ""
    lines = text.replace("{first}", first).replace("{span}", repr(high - low)).splitlines()
    helpers = {"seeded": _SEEDED, "upper": _UPPER}
    addresses = [address_of(clock), address_of(out), out.size, int(task.attrs["seed"] or 0)]
    return Routine(
        (task,), f"{out.size:,} random numbers", lambda parts: Code(lines, addresses, scratch=128, helpers=helpers)
    )  # fmt: skip


def next_step(task: Task) -> Routine:
    """Counts the steps that are made in one call."""
    lines = ["a0 = at(p, o)", "write_i8(a0, 0, read_i8(a0, 0, 0) + I8(1), 0)"]
    return Routine((task,), "the number of the next step", lambda parts: Code(lines, [address_of(task.outputs[0])]))
