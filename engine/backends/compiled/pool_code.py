"""Writes pooling and its gradients: window by window, all channels of a window side by side.

For the largest pixel, a window that looks over the edge looks at the pixel on the edge instead, which it sees anyway: neither the
largest number nor the first place that has it becomes another one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.code import Code
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import CODES, address_of, spell
from engine.ops.pool import Windows

#: Places of a window that are still written out one by one.
_MOST_PLACES = 64
#: Pixels from which images are shared among threads.
_SHARED = 1 << 14


class Pool:
    """One pooling of images that lie in one piece."""

    def __init__(self, task: Task, image: tuple[int, ...], result: tuple[int, ...], code: str) -> None:
        self.windows = Windows(task.attrs)
        self.image, self.result, self.code = image, result, code
        (self.top, bottom), (self.left, right) = self.windows.widths(image)
        self.padded = any((self.top, bottom, self.left, right))
        self.places = self.windows.places()
        self.counted = task.op.startswith("average")  # means are over the pixels that are there
        down, right_ = self.windows.strides
        self.apart = down >= self.windows.size[0] and right_ >= self.windows.size[1] and not self.padded
        self.covers = self.apart and (result[1] * down, result[2] * right_) == image[1:3] and (down, right_) == self.windows.size

    def walk(self, inner: Sequence[str]) -> list[str]:
        """``inner`` for each channel of each window; ``o0``, ``o1``… are where the pixels of the window begin."""
        return ["for n in range(low, high):", *("    " + line for line in self.windows_of(inner, f"n * {self.image[1]} + "))]

    def windows_of(self, inner: Sequence[str], first: str = "", wide: int | None = None) -> list[str]:
        """``inner`` for image ``n``, whose rows are numbered from ``first`` on and so many pixels ``wide`` in memory."""
        (high, across, channels), (rows, columns) = self.image[1:], self.result[1:3]
        down, right = self.windows.strides
        lines = [f"for h in range({rows}):", f"    for w in range({columns}):"]
        for number, (i, j) in enumerate(self.places):
            row, column = f"h * {down} + {i - self.top}", f"w * {right} + {j - self.left}"
            if self.padded:
                row, column = f"min(max({row}, 0), {high - 1})", f"min(max({column}, 0), {across - 1})"
            lines.append(f"        o{number} = (({first}{row}) * {wide or across} + {column}) * {channels}")
        if self.padded and self.counted:
            for number, (i, j) in enumerate(self.places):
                row, column = f"h * {down} + {i - self.top}", f"w * {right} + {j - self.left}"
                lines.append(f"        k{number} = {row} >= 0 and {row} < {high} and {column} >= 0 and {column} < {across}")
            lines.append(
                f"        d = {self.code.upper()}({' + '.join(f'int(k{number})' for number in range(len(self.places)))})"
            )
        lines.append(f"        r = ((n * {rows} + h) * {columns} + w) * {channels}")
        lines.append(f"        for c in range({_range(channels)}):")
        return [*lines, *("            " + line for line in inner)]

    @property
    def seen(self) -> tuple[int, int]:
        """Rows and columns that windows look at; those after them are dropped."""
        if self.padded:
            return self.image[1:3]  # type: ignore[return-value]
        rows, columns = (
            (count - 1) * step + size
            for count, step, size in zip(self.result[1:3], self.windows.strides, self.windows.size, strict=True)
        )
        return rows, columns

    def largest(self, image: str = "a0", scope: int = 0) -> list[str]:
        """Lines that read the pixels of a window, and find the largest of them."""
        reads = [f"x{number} = read_{self.code}({image}, o{number} + c, {scope})" for number in range(len(self.places))]
        return [*reads, "m = x0", *(f"m = larger(m, x{number})" for number in range(1, len(self.places)))]


def _range(count: int) -> str:
    return f"steps({count})" if 16 <= count <= 512 else str(count)


def pool_of(task: Task, image: Array, result: Array) -> Pool | None:
    arrays = (*(task.inputs[place] for place in task.read_places()), *task.outputs)
    if not all(isinstance(array, np.ndarray) and array.size and array.flags.c_contiguous for array in arrays):
        return None
    code = CODES.get(image.dtype.name, "")
    if code not in ("f4", "f8") or not all(array.dtype == image.dtype for array in arrays):
        return None
    pool = Pool(task, image.shape, result.shape, code)
    return pool if len(pool.places) <= _MOST_PLACES else None


def _routine(task: Task, pool: Pool, lines: list[str], arrays: Sequence[Array]) -> Routine:
    count = pool.image[0]
    names = [f"a{slot} = at(p, o + {slot})" for slot in range(len(arrays))]

    def write(parts: int) -> Code:
        cut = parts > 1 and count >= parts and math.prod(pool.image) >= _SHARED
        share = -(-count // parts)
        bounds = [f"low = part * {share}", f"high = min(low + {share}, {count})"] if cut else ["low = 0", f"high = {count}"]
        return Code([*names, *bounds, *lines], [address_of(array) for array in arrays], cut=cut)

    high, wide = pool.windows.size
    return Routine((task,), f"{task.op} of {count} images in windows of {high}×{wide}", write)


def max_pool(task: Task) -> Routine | None:
    (x,), (out,) = task.inputs, task.outputs
    pool = pool_of(task, x, out)
    if pool is None:
        return None
    return _routine(task, pool, pool.walk([*pool.largest(), f"write_{pool.code}(a1, r + c, m, 1)"]), (x, out))


def max_pool_grad(task: Task) -> Routine | None:
    """The first of the largest pixels of each window takes its gradient."""
    (x, grad), (out,) = task.inputs, task.outputs
    pool = pool_of(task, x, grad)
    if pool is None:
        return None
    code, zero = pool.code, spell(0, pool.code)
    inner = [*pool.largest(), f"g = read_{code}(a1, r + c, 1)"]
    for number in range(len(pool.places)):
        found = f"x{number} == m"
        inner.append(f"t{number} = both({found}, differ(k{number - 1}, True))" if number else f"t0 = {found}")
        inner.append(f"k{number} = either(k{number - 1}, t{number})" if number else "k0 = t0")
        value = f"pick(t{number}, g, {zero})"
        value = value if pool.apart else f"read_{code}(a2, o{number} + c, 2) + {value}"
        inner.append(f"write_{code}(a2, o{number} + c, {value}, 2)")
    size = math.prod(pool.image[1:])
    clear = [] if pool.covers else [f"for e in range(low * {size}, high * {size}):", f"    write_{code}(a2, e, {zero}, 2)"]
    return _routine(task, pool, [*clear, *pool.walk(inner)], (x, grad, out))


def max_pool_pick(task: Task) -> Routine | None:
    """What stands where the first of the largest pixels of each window does."""
    (x, values), (out,) = task.inputs, task.outputs
    pool = pool_of(task, x, out)
    if pool is None:
        return None
    last_first = reversed(range(len(pool.places)))
    picks = [f"v = pick(x{number} == m, read_{pool.code}(a1, o{number} + c, 1), v)" for number in last_first]
    inner = [*pool.largest(), f"v = {spell(0, pool.code)}", *picks, f"write_{pool.code}(a2, r + c, v, 2)"]
    return _routine(task, pool, pool.walk(inner), (x, values, out))


def average_pool(task: Task) -> Routine | None:
    """The mean of the pixels of each window that are there."""
    (x,), (out,) = task.inputs, task.outputs
    pool = pool_of(task, x, out)
    if pool is None:
        return None
    code = pool.code
    reads = [f"read_{code}(a0, o{number} + c, 0)" for number in range(len(pool.places))]
    if pool.padded:
        reads = [f"pick(k{number}, {read}, {spell(0, code)})" for number, read in enumerate(reads)]
    inner = ["v = " + reads[0], *(f"v = v + {read}" for read in reads[1:]), f"write_{code}(a1, r + c, v / {_members(pool)}, 1)"]
    return _routine(task, pool, pool.walk(inner), (x, out))


def average_pool_grad(task: Task) -> Routine | None:
    """The gradient of each window in equal shares to its pixels."""
    grad, (out,) = task.inputs[0], task.outputs
    pool = pool_of(task, out, grad)
    if pool is None:
        return None
    code, zero = pool.code, spell(0, pool.code)
    inner = [f"v = read_{code}(a0, r + c, 0) / {_members(pool)}"]
    for number in range(len(pool.places)):
        value = f"pick(k{number}, v, {zero})" if pool.padded else "v"
        value = value if pool.apart else f"read_{code}(a1, o{number} + c, 1) + {value}"
        inner.append(f"write_{code}(a1, o{number} + c, {value}, 1)")
    size = math.prod(pool.image[1:])
    clear = [] if pool.covers else [f"for e in range(low * {size}, high * {size}):", f"    write_{code}(a1, e, {zero}, 1)"]
    return _routine(task, pool, [*clear, *pool.walk(inner)], (grad, out))


def _members(pool: Pool) -> str:
    return "d" if pool.padded else f"{pool.code.upper()}({len(pool.places)})"
