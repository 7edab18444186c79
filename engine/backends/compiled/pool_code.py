"""Writes largest-pixel pooling and its gradient: window by window, all channels of a window side by side.

A window that looks over the edge looks at the pixel on the edge instead, which it sees anyway: neither the largest number nor the
first place that has it becomes another one.
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
_MOST_PLACES = 16
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
    arrays = (*task.inputs, *task.outputs)
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
