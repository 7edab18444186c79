"""Writes convolutions and their two gradients as products of blocks, image by image.

A row of the result meets, for each row of the kernel, pixels that lie side by side: a matrix whose rows overlap in memory, which
a block reads as it lies, so that no windows are laid out.  Only where a row of the kernel covers a few numbers they are, tap by
tap.  Images with padding are copied into a frame of zeros first.  A pixel that is NaN or infinite makes gradients of the kernel
NaN, perhaps also those of taps that do not see it, as zeros are multiplied by what lies between two rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.blocks import Blocks, Factor
from engine.backends.compiled.code import Code
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import CODES, ITEMSIZE, address_of, spell
from engine.ops.conv import Geometry

#: Numbers that a row of the kernel must cover so that it is met as it lies.
_WIDE = 16
#: How much longer sums may become by zeros, so that rows of an image follow each other.
_STRETCH = 1.25
#: Multiplications from which images are shared among threads.
_SHARED = 1 << 21


@dataclass
class Images:
    """The geometry of one convolution, and the lines that frame an image and lay its windows out."""

    code: str
    image: tuple[int, ...]
    kernel: tuple[int, ...]
    result: tuple[int, ...]
    geometry: Geometry
    scratch: int = 0
    helpers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.top, bottom), (self.left, right) = self.geometry.widths(self.image, self.kernel)
        self.high, self.wide = self.image[1] + self.top + bottom, self.image[2] + self.left + right
        self.framed = (self.high, self.wide) != self.image[1:3]
        self.channels, self.filters = self.image[3], self.kernel[3]
        self.down, self.right = self.geometry.strides
        self.taps = math.prod(self.kernel[:3])
        self.places = self.result[1] * self.result[2]

    @property
    def runs(self) -> bool:
        """Whether what a row of the kernel covers lies in one piece."""
        return self.geometry.groups == 1 and (self.geometry.dilation[1] == 1 or self.kernel[1] == 1)

    @property
    def is_narrow(self) -> bool:
        return self.geometry.groups == 1 and self.kernel[1] * self.kernel[2] < _WIDE

    def room(self, entries: int) -> str:
        """Scratch memory of the part's own, as an expression."""
        place = f"(s0 + U8({self.scratch}))"
        self.scratch += -(-entries * ITEMSIZE[self.code] // 64) * 64
        return place

    def move(self, place: str, entries: str) -> str:
        return f"{place} + U8(({entries}) * {ITEMSIZE[self.code]})"

    def blocks(self, rows: int, depth: int, columns: int, a: Factor, b: Factor, c: Factor, add: bool) -> Blocks:
        return Blocks(self.code, rows, depth, columns, a, b, c, add, helpers=self.helpers)

    def fill(self, place: str, count: int) -> list[str]:
        return [f"for e in range({count}):", f"    write_{self.code}({place}, e, {spell(0, self.code)}, 9)"]

    def frame(self, source: str, lines: list[str]) -> tuple[list[str], str]:
        """Lines that bring image ``n`` into its frame, and where it is then; ``lines`` are done once, before."""
        whole = self.image[1] * self.image[2] * self.channels
        here = self.move(source, f"n * {whole}")
        if not self.framed:
            return [f"x = {here}"], "x"
        lines += [
            f"f = {self.room(self.high * self.wide * self.channels)}",
            *self.fill("f", self.high * self.wide * self.channels),
        ]
        run = self.image[2] * self.channels
        first = (self.top * self.wide + self.left) * self.channels
        return [
            f"x = {here}",
            f"for h in range({self.image[1]}):",
            f"    for e in range({run}):",
            f"        write_{self.code}(f, h * {self.wide * self.channels} + e + {first}, "
            f"read_{self.code}(x, h * {run} + e, 8), 9)",
        ], "f"

    def lay_out(self, source: str, target: str) -> list[str]:
        """All windows of an image, one tap after the other."""
        rows, columns = self.result[1:3]
        row = f"(h * {self.down} + u * {self.geometry.dilation[0]}) * {self.wide}"
        column = f"w * {self.right} + v * {self.geometry.dilation[1]}"
        tap = f"((u * {self.kernel[1]} + v) * {self.channels} + d) * {self.places}"
        return [
            f"for u in range({self.kernel[0]}):",
            f"    for v in range({self.kernel[1]}):",
            f"        for d in range({self.channels}):",
            f"            for h in range({rows}):",
            f"                for w in range({columns}):",
            f"                    write_{self.code}({target}, {tap} + h * {columns} + w, "
            f"read_{self.code}({source}, ({row} + {column}) * {self.channels} + d, {9 if self.framed else 8}), 10)",
        ]

    def pieces(self) -> Iterator[tuple[str, str, int, int, int]]:
        """The pieces of a kernel: first tap and first pixel, as expressions of ``u`` and ``v``; how many numbers it covers;
        and its first channel and filter, in groups."""
        high = f"u * {self.geometry.dilation[0] * self.wide * self.channels}"
        if self.runs:
            yield f"u * {self.kernel[1]}", high, self.kernel[1] * self.channels, 0, 0
            return
        deep, many = self.kernel[2], self.filters // self.geometry.groups
        across = f"{high} + v * {self.geometry.dilation[1] * self.channels}"
        for group in range(self.geometry.groups):
            yield f"(u * {self.kernel[1]} + v)", across, deep, group * deep, group * many

    def over_pieces(self, body: Sequence[str], first: Sequence[str] | None = None) -> list[str]:
        """``body`` for each piece of the kernel; ``first`` for the very first one."""
        names = ["u"] if self.runs else ["u", "v"]
        sizes = self.kernel[: len(names)]
        lines: list[str] = []
        if first is not None:
            lines += [*(f"{name} = 0" for name in names), *first]
        count = math.prod(sizes)
        start = 0 if first is None else 1
        if count > start:
            lines.append(f"for tap in range({start}, {count}):")
            split = ["u = tap"] if self.runs else [f"u = tap // {sizes[1]}", f"v = tap - u * {sizes[1]}"]
            lines += ["    " + line for line in [*split, *body]]
        return lines


def _images(task: Task, image: Array, kernel: Array, result: Array) -> Images | None:
    arrays = (image, kernel, result)
    if not all(isinstance(array, np.ndarray) and array.size and array.flags.c_contiguous for array in arrays):
        return None
    code = CODES.get(image.dtype.name, "")
    if code not in ("f4", "f8") or not all(array.dtype == image.dtype for array in arrays):
        return None
    geometry = Geometry(task.attrs)
    if geometry.groups > 1 and kernel.shape[2] == 1:
        return None  # a channel each: there is nothing to sum, and products gain nothing
    return Images(code, image.shape, kernel.shape, result.shape, geometry)


def _routine(
    task: Task, images: Images, arrays: Sequence[Array], lines: list[str], body: Sequence[str], sums: int = 0
) -> Routine:  # fmt: skip
    """``lines`` once, then ``body`` for each image ``n``, of which each part takes some.

    ``sums``: how many numbers at ``t`` all images add to; a part that is not the first adds up its own, which are put together
    in the end, always in the same order.
    """
    count = images.image[0]
    work = math.prod(images.result) * math.prod(images.kernel[:3])
    names = [f"a{slot} = at(p, o + {slot})" for slot in range(len(arrays))]
    own = images.scratch
    whole = own + -(-sums * ITEMSIZE[images.code] // 64) * 64

    def write(parts: int) -> Code:
        cut = parts > 1 and count >= parts and work >= _SHARED
        share = -(-count // parts)
        head = [*names, f"s0 = at(p, 0) + U8(part * {whole})" if cut else "s0 = at(p, 0)"]
        head += [f"low = part * {share}", f"high = min(low + {share}, {count})"] if cut else ["low = 0", f"high = {count}"]
        after: list[str] = []
        if sums:
            head.append(f"t = a{len(arrays) - 1}")
        if sums and cut:
            head += ["if part > 0:", f"    t = s0 + U8({own})"]
            after = [f"a0 = at(p, o + {len(arrays) - 1})"]
            for part in range(1, parts):
                after += [
                    f"t = at(p, 0) + U8({part * whole + own})",
                    f"for e in range({sums}):",
                    f"    write_{images.code}(a0, e, read_{images.code}(a0, e, 0) + read_{images.code}(t, e, 1), 0)",
                ]
        code = Code([*head, *lines, "for n in range(low, high):", *_deeper(body)], [address_of(array) for array in arrays])
        code.scratch, code.cut, code.after, code.helpers = whole * (parts if cut else 1), cut, after, images.helpers
        return code

    sizes = "×".join(map(str, images.kernel))
    return Routine((task,), f"{task.op} of {count} images with {sizes}", write, work=work)


def conv2d(task: Task) -> Routine | None:
    """Each row of the result, one row of the kernel after the other."""
    x, kernel, y = *task.inputs[:2], task.outputs[0]
    images = _images(task, x, kernel, y)
    if images is None:
        return None
    lines: list[str] = []
    bring, here = images.frame("a0", lines)
    rows, columns = images.result[1:3]
    target = images.move("a2", f"n * {images.places * images.filters}")
    if images.is_narrow:
        lines.append(f"s = {images.room(images.taps * images.places)}")
        blocks = images.blocks(
            images.places, images.taps, images.filters, Factor("s", 1, images.places), Factor("a1", images.filters),
            Factor(target, images.filters), False,
        )  # fmt: skip
        body = [*bring, *images.lay_out(here, "s"), *_lines(images, blocks, lines)]
        return _routine(task, images, (x, kernel, y), lines, body)

    def piece(add: bool) -> list[str]:
        found = [f"for h in range({rows}):"]
        for tap, pixel, depth, channel, filter_ in images.pieces():
            a = images.move(here, f"h * {images.down * images.wide * images.channels} + {pixel} + {channel}")
            b = images.move("a1", f"{tap} * {images.kernel[2] * images.filters} + {filter_}")
            c = images.move(target, f"h * {columns * images.filters} + {filter_}")
            blocks = images.blocks(
                columns, depth, images.filters // images.geometry.groups, Factor(a, images.right * images.channels),
                Factor(b, images.filters), Factor(c, images.filters), add,
            )  # fmt: skip
            found += _deeper(blocks.lines(_pack_room(images, blocks, lines)))
        return found

    body = [*bring, *images.over_pieces(piece(True), piece(False))]
    return _routine(task, images, (x, kernel, y), lines, body)


def _pack_room(images: Images, blocks: Blocks, lines: list[str]) -> str:
    """Where the right factor is packed, if it must be."""
    if not blocks.packs:
        return ""
    if not any(line.startswith("q = ") for line in lines):
        lines.append(f"q = {images.room(blocks.pack_bytes // ITEMSIZE[images.code])}")
    return "q"


def _lines(images: Images, blocks: Blocks, lines: list[str]) -> list[str]:
    return blocks.lines(_pack_room(images, blocks, lines))


def _deeper(lines: Sequence[str]) -> list[str]:
    return ["    " + line for line in lines]


def kernel_grad(task: Task) -> Routine | None:
    """Sums over the pixels of all images; rows of an image follow each other where zeros between their gradients allow it."""
    x, grad, out = *task.inputs[:2], task.outputs[0]
    images = _images(task, x, out, grad)
    if images is None:
        return None
    lines = images.fill("t", out.size)
    bring, here = images.frame("a0", lines)
    rows, columns = images.result[1:3]
    slopes = images.move("a1", f"n * {images.places * images.filters}")
    if images.is_narrow:
        lines.append(f"s = {images.room(images.taps * images.places)}")
        blocks = images.blocks(
            images.taps, images.places, images.filters, Factor("s", images.places), Factor(slopes, images.filters),
            Factor("t", images.filters), True,
        )  # fmt: skip
        body = [*bring, *images.lay_out(here, "s"), *_lines(images, blocks, lines)]
        return _routine(task, images, (x, grad, out), lines, body, out.size)
    pitch, rest = divmod(images.down * images.wide, images.right)
    joined = rest == 0 and columns <= pitch <= _STRETCH * columns and rows > 1
    if joined and pitch > columns:
        lines += [f"g = {images.room(rows * pitch * images.filters)}", *images.fill("g", rows * pitch * images.filters)]
        run = columns * images.filters
        bring += [
            f"z = {slopes}",
            f"for h in range({rows}):",
            f"    for e in range({run}):",
            f"        write_{images.code}(g, h * {pitch * images.filters} + e, read_{images.code}(z, h * {run} + e, 7), 9)",
        ]
        slopes = "g"

    def piece() -> list[str]:
        found = [] if joined else [f"for h in range({rows}):"]
        for tap, pixel, depth, channel, filter_ in images.pieces():
            row = "0" if joined else f"h * {images.down * images.wide * images.channels}"
            a = images.move(here, f"{row} + {pixel} + {channel}")
            b = images.move(slopes, str(filter_) if joined else f"h * {columns * images.filters} + {filter_}")
            c = images.move("t", f"{tap} * {images.kernel[2] * images.filters} + {filter_}")
            blocks = images.blocks(
                depth, (rows - 1) * pitch + columns if joined else columns, images.filters // images.geometry.groups,
                Factor(a, 1, images.right * images.channels), Factor(b, images.filters), Factor(c, images.filters), True,
            )  # fmt: skip
            inner = _lines(images, blocks, lines)
            found += inner if joined else _deeper(inner)
        return found

    body = [*bring, *images.over_pieces(piece())]
    return _routine(task, images, (x, grad, out), lines, body, out.size)


def input_grad(task: Task) -> Routine | None:
    """Each tap of the kernel, turned, sends its share to the pixels that it saw."""
    grad, kernel, out = *task.inputs[:2], task.outputs[0]
    images = _images(task, out, kernel, grad)
    if images is None:
        return None
    rows, columns = images.result[1:3]
    deep, many = images.kernel[2], images.filters // images.geometry.groups
    whole = images.image[1] * images.image[2] * images.channels
    size = images.high * images.wide * images.channels
    target = "f" if images.framed else images.move("a2", f"n * {whole}")
    a = images.move("a0", f"(n * {rows} + h) * {columns * images.filters}")
    pixel = (
        f"(h * {images.down} + u * {images.geometry.dilation[0]}) * {images.wide * images.channels} "
        f"+ v * {images.geometry.dilation[1] * images.channels}"
    )
    found, packs = [], []
    for group in range(images.geometry.groups):
        b = images.move("a1", f"tap * {deep * images.filters} + {group * many}")
        blocks = images.blocks(
            columns, many, deep, Factor(images.move(a, f"{group * many}"), images.filters), Factor(b, 1, images.filters),
            Factor(images.move(target, f"{pixel} + {group * deep}"), images.right * images.channels), True,
        )  # fmt: skip
        each = blocks.padded * many
        place = f"tap * {images.geometry.groups * each} + {group * each}"
        packs += blocks.pack(images.move("q", place)) if blocks.packs else []
        blocks.packed = images.move("q", place) if blocks.packs else ""
        found += blocks.lines()
    count = images.kernel[0] * images.kernel[1]
    lines = [f"q = {images.room(count * images.geometry.groups * each)}", f"for tap in range({count}):", *_deeper(packs)]
    lines = lines if packs else []
    if images.framed:
        lines.append(f"f = {images.room(size)}")
    walk = [f"u = tap // {images.kernel[1]}", f"v = tap - u * {images.kernel[1]}", f"for h in range({rows}):", *_deeper(found)]
    body = [*([] if images.framed else [f"y = {target}"]), *images.fill("f" if images.framed else "y", size)]
    body += [f"for tap in range({count}):", *_deeper(walk)]
    if images.framed:
        run = images.image[2] * images.channels
        first = (images.top * images.wide + images.left) * images.channels
        body += [
            f"y = {images.move('a2', f'n * {whole}')}",
            f"for h in range({images.image[1]}):",
            f"    for e in range({run}):",
            f"        write_{images.code}(y, h * {run} + e, "
            f"read_{images.code}(f, h * {images.wide * images.channels} + e + {first}, 9), 8)",
        ]
    return _routine(task, images, (grad, kernel, out), lines, body)
