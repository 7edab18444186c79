"""The geometry of one convolution, and the lines that frame an image and lay its windows out.

A row of the result meets, for each row of the kernel, pixels that lie side by side: a matrix whose rows overlap in memory, which
a block reads as it lies, so that no windows are laid out.  Only where a row of the kernel covers a few numbers they are, tap by
tap.  Images with padding are copied into a frame of zeros first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.backends.compiled.blocks import Blocks, Factor
from engine.backends.compiled.terms import ITEMSIZE, spell
from engine.ops.conv import Geometry

#: Numbers that a row of the kernel must cover so that it is met as it lies.
_WIDE = 16
#: How much longer sums may become by zeros, so that rows of an image follow each other.
_STRETCH = 1.25


@dataclass
class Images:
    """One convolution of images that lie in one piece."""

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
        pitch, rest = divmod(self.down * self.wide, self.right)
        rows, columns = self.result[1:3]
        self.joined = rest == 0 and columns <= pitch <= _STRETCH * columns and rows > 1 and not self.is_narrow
        #: How far apart rows of the result begin where they follow each other as those of the image do.
        self.pitch = pitch if self.joined else columns

    @property
    def runs(self) -> bool:
        """Whether what a row of the kernel covers lies in one piece."""
        return self.geometry.groups == 1 and (self.geometry.dilation[1] == 1 or self.kernel[1] == 1)

    @property
    def scope(self) -> int:
        """The scope of reads of an image in its frame."""
        return 9 if self.framed else 8

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

    def lay_out(self, source: str, target: str, rows: int, columns: int) -> list[str]:
        """The windows of so many rows and columns of the result, one tap after the other."""
        row = f"(h * {self.down} + u * {self.geometry.dilation[0]}) * {self.wide}"
        column = f"w * {self.right} + v * {self.geometry.dilation[1]}"
        tap = f"((u * {self.kernel[1]} + v) * {self.channels} + d) * {rows * columns}"
        return [
            f"for u in range({self.kernel[0]}):",
            f"    for v in range({self.kernel[1]}):",
            f"        for d in range({self.channels}):",
            f"            for h in range({rows}):",
            f"                for w in range({columns}):",
            f"                    write_{self.code}({target}, {tap} + h * {columns} + w, "
            f"read_{self.code}({source}, ({row} + {column}) * {self.channels} + d, {self.scope}), 10)",
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

    def pack_room(self, blocks: Blocks, lines: list[str]) -> str:
        """Where the right factor is packed, if it must be."""
        if not blocks.packs:
            return ""
        if not any(line.startswith("q = ") for line in lines):
            lines.append(f"q = {self.room(blocks.pack_bytes // ITEMSIZE[self.code])}")
        return "q"

    def multiply(self, blocks: Blocks, lines: list[str]) -> list[str]:
        """The lines of a product; ``lines`` are done once, before."""
        return blocks.lines(self.pack_room(blocks, lines))


def deeper(lines: Sequence[str]) -> list[str]:
    return ["    " + line for line in lines]
