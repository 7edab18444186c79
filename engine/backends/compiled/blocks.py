"""Writes the blocks that a matrix product is made of, as lines that any generator may put into a function.

The result is made in blocks that stay in registers while the sum runs.  A block reads a few rows of the left factor, in whatever
order they lie, and as many columns of the right one as fit into a few vectors; where these do not lie side by side, or lie so far
apart that they would push each other out of the cache, they are packed first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.backends.compiled.machine import ITEM, lanes, rows_of, widest

#: Bytes from one row of the right factor to the next from which it is packed, where the result has so many rows, or so few
#: where all rows begin at the same place of a page, so that of a factor of so many bytes little stays in the cache.
FAR, _MANY = 2048, 48
_FEW, _PAGE, _LARGE = 16, 4096, 2 << 20
#: Terms of a sum that are added up before the next columns are looked at, so that what is packed stays in the cache: from rows
#: of the left factor as they lie, from its columns packed, and from its columns as they lie.
_DEEP, _HALF, _SHALLOW = 512, 256, 128
#: Columns and terms from which it is worth packing a left factor whose columns lie in one piece, so many bytes apart.
_WIDE, _LONG, _NEAR = 256, 64, 1024
#: What it costs to pack the columns of a block, in blocks.
_PACKING = 1.5


@dataclass(frozen=True)
class Factor:
    """A matrix by an expression for its address, and the distances of its rows and columns in entries."""

    place: str
    by_row: int
    by_column: int = 1


@dataclass(frozen=True)
class Run:
    """Rows or columns in ``times`` pieces of one size, counted by a letter, from ``start`` on; shared among ``parts``.

    Each takes ``share`` of the pieces; the ``only`` one is made by the part of that number.
    """

    letter: str
    start: int
    times: int
    size: int
    parts: int = 1
    share: int = 0
    only: int = -1

    @property
    def first(self) -> str:
        """The first row or column of a piece, as an expression."""
        if self.times == 1 and (self.parts == 1 or self.only >= 0):
            return str(self.start) if self.start else ""
        return _sum(str(self.start) if self.start else "", _times(self.letter, self.size))

    def whole(self, code: str) -> int:
        """The size, filled up to a vector."""
        return -(-self.size // lanes(code)) * lanes(code)

    def around(self, lines: list[str]) -> list[str]:
        """The lines for each piece of a part."""
        if self.parts > 1 and self.only >= 0:
            head = f"if part == {self.only}:"
        elif self.parts > 1:
            low, step = f"part * {self.share}", self.share
            head = f"for {self.letter} in range({low}, min({low} + {step}, {self.times})):"
        elif self.times > 1:
            head = f"for {self.letter} in range({self.times}):"
        else:
            return lines
        return [head, *("    " + line for line in lines)]


@dataclass
class Blocks:
    """``c = a @ b``, or ``c +=`` with ``add``; ``packed``: the expression for where ``b`` lies packed already."""

    code: str
    rows: int
    depth: int
    columns: int
    a: Factor
    b: Factor
    c: Factor
    add: bool = False
    packed: str = ""
    helpers: dict[str, str] = field(default_factory=dict)

    @property
    def panel(self) -> int:
        """Columns that a block is wide."""
        return widest() * lanes(self.code)

    @property
    def deep(self) -> int:
        """Terms of a sum that are added up at a time; less where every one of them begins another line of the cache."""
        most = _DEEP if self.a.by_column == 1 else _HALF if self.gathers else _SHALLOW
        pieces = -(-self.depth // most)
        return -(-self.depth // (16 * pieces)) * 16 if pieces > 1 else self.depth

    @property
    def gathers(self) -> bool:
        """Whether the left factor is packed as well: the columns of it that a block of rows takes."""
        far = self.a.by_row == 1 and self.a.by_column * ITEM[self.code] >= _NEAR
        return far and self.columns >= _WIDE and self.depth >= _LONG and self.rows >= _MANY

    @property
    def packs(self) -> str:
        """How the right factor is packed: not at all, by rows, turned, or entry by entry."""
        if self.b.by_column == 1 or self.columns == 1:
            step = self.b.by_row * ITEM[self.code]
            crowded = step % _PAGE == 0 and step * self.depth >= _LARGE
            far = step >= FAR and self.rows >= (_FEW if crowded else _MANY)
            return "rows" if far and self.columns > self.panel else ""
        return "turned" if self.b.by_row == 1 or self.depth == 1 else "entries"

    @property
    def pack_bytes(self) -> int:
        """The memory that ``lines`` takes to pack the columns of a block."""
        return min(self.padded, self.panel) * self.deep * ITEM[self.code]

    @property
    def gather_bytes(self) -> int:
        """The memory that ``lines`` takes to pack the left factor."""
        return self.rows * self.deep * ITEM[self.code]

    @property
    def padded(self) -> int:
        """Columns, the last ones filled up to a vector."""
        return -(-self.columns // lanes(self.code)) * lanes(self.code)

    def pack(self, where: str) -> list[str]:
        """Lines that pack the whole right factor to ``where``."""
        return [line for panel in self._all_panels(1) for line in panel.around(self._pack(panel, "", self.depth, where, True))]

    def lines(self, scratch: str = "", parts: int = 1, left: str = "") -> list[str]:
        """The product, or with several ``parts`` the share of each.

        ``scratch`` is where a part packs columns of the right factor if it must; ``left`` where the left factor is packed, if
        that may be: for parts that share rows it is one place.
        """
        if self.packed:
            return self._piece("", self.depth, "", "", self.add, parts)
        deep = self.deep
        left = left if self.gathers else ""
        found = self._piece("", deep, scratch, left, self.add, parts)
        full, rest = divmod(self.depth, deep)
        if full > 1:
            found.append(f"for k in range(1, {full}):")
            found += ["    " + line for line in self._piece(f"k * {deep}", deep, scratch, left, True, parts)]
        if full and rest:
            found += self._piece(str(full * deep), rest, scratch, left, True, parts)
        return found

    def shares_rows(self, parts: int) -> bool:
        """Whether parts take rows each, rather than columns: what they pack alike is packed by each."""
        blocks, panels = -(-self.rows // rows_of(widest())), -(-self.columns // self.panel)
        columns = _PACKING if self.packs and not self.packed else 0.0
        rows = _PACKING if self.gathers and not self.packed else 0.0
        by_rows = -(-blocks // parts) * (panels + rows) + panels * columns
        by_columns = -(-panels // parts) * (blocks + columns) + blocks * rows
        return by_rows <= by_columns

    def _piece(self, first: str, depth: int, scratch: str, left: str, add: bool, parts: int) -> list[str]:
        """So many terms of the sums, from ``first`` on."""
        by_rows = parts > 1 and self.shares_rows(parts)
        rows, columns = (parts, 1) if by_rows else (1, parts)
        found: list[str] = []
        if left:
            source = _plus(self.a.place, _times(first, self.a.by_column), self.code)
            for run in self._runs(widest(), rows):
                place, target = _plus(source, run.first, self.code), _plus(left, _times(run.first, depth), self.code)
                found += run.around([self._carry(run.size, depth, place, self.a.by_column, target, run.size)])
        for panel in self._all_panels(columns):
            inner: list[str] = []
            if self.packed:
                right, b_row = _plus(self.packed, _times(panel.first, depth), self.code), panel.whole(self.code)
            elif self.packs:
                inner += self._pack(panel, first, depth, scratch, False)
                right, b_row = scratch, panel.whole(self.code)
            else:
                entries = _sum(_times(first, self.b.by_row), panel.first)
                right, b_row = _plus(self.b.place, entries, self.code), self.b.by_row
            inner += self._blocks(panel, first, depth, left, right, b_row, add, rows)
            found += panel.around(inner)
        return found

    def _pack(self, panel: Run, first: str, depth: int, where: str, all_of_it: bool) -> list[str]:
        """Packs so many rows of a panel from ``first`` on; ``where`` all panels lie one after the other, or this one alone."""
        entries = _sum(_times(first, self.b.by_row), _times(panel.first, self.b.by_column))
        place = _plus(self.b.place, entries, self.code)
        where = _plus(where, _times(panel.first, depth), self.code) if all_of_it else where
        whole = panel.whole(self.code)
        if self.packs in ("rows", ""):
            return [self._carry(panel.size, depth, place, self.b.by_row, where, whole)]
        steps = f"{self.b.by_column}" if self.packs == "turned" else f"{self.b.by_row}, {self.b.by_column}"
        return [f"pack_{self.packs}_{self.code}({place}, {steps}, {depth}, {panel.size}, {whole}, {where})"]

    def _blocks(
        self, panel: Run, first: str, depth: int, left: str, right: str, b_row: int, add: bool, parts: int
    ) -> list[str]:  # fmt: skip
        """The blocks of one panel, from the first row to the last."""
        vectors = panel.whole(self.code) // lanes(self.code)
        tail = panel.size - (vectors - 1) * lanes(self.code)
        found: list[str] = []
        for run in self._runs(widest() if left else vectors, parts):
            name = self._tile(run.size, vectors, tail, depth % 2)
            if left:
                a = f"{_plus(left, _times(run.first, depth), self.code)}, 1, {run.size}"
            else:
                entries = _sum(_times(first, self.a.by_column), _times(run.first, self.a.by_row))
                a = f"{_plus(self.a.place, entries, self.code)}, {self.a.by_row}, {self.a.by_column}"
            c = _plus(self.c.place, _sum(_times(run.first, self.c.by_row), panel.first), self.code)
            found += run.around([f"{name}({int(add)}, {depth}, {a}, {right}, {b_row}, {c}, {self.c.by_row})"])
        return found

    def _all_panels(self, parts: int) -> list[Run]:
        """The panels of columns, as wide as a block, and what is left."""
        full, rest = divmod(self.columns, self.panel)
        share = -(-(full + bool(rest)) // parts)
        found = [Run("j", 0, full, self.panel, parts, share)] if full else []
        return [*found, Run("j", full * self.panel, 1, rest, parts, share, full // share)] if rest else found

    def _runs(self, vectors: int, parts: int) -> list[Run]:
        """The rows of blocks, as equal as can be: few rows leave sums waiting for each other."""
        count = -(-self.rows // rows_of(vectors))
        low, more = divmod(self.rows, count)
        shares = ((0, more, low + 1), (more * (low + 1), count - more, low))
        return [Run("i", first, times, size, parts, -(-times // parts)) for first, times, size in shares if times]

    def _carry(self, entries: int, depth: int, place: str, step: int, target: str, width: int) -> str:
        """A call of the function that copies rows of so many entries."""
        name, numbers = f"carry_{self.code}_{entries}", "k, b, b_row, out, out_row"
        self.helpers[name] = f"({numbers}):\n    carry_{self.code}({entries}, {numbers})"
        return f"{name}({depth}, {place}, {step}, {target}, {width})"

    def _tile(self, rows: int, vectors: int, tail: int, odd: int) -> str:
        """The name of the function that makes a block of this size."""
        name = f"block_{self.code}_{rows}_{vectors}_{tail}{'_odd' if odd else ''}"
        numbers = "add, k, a, a_row, a_column, b, b_row, c, c_row"
        self.helpers[name] = f"({numbers}):\n    tile_{self.code}({rows}, {vectors}, {tail}, {odd}, {numbers})"
        return name


def _times(row: str, step: int) -> str:
    return f"({row}) * {step}" if row and step != 1 and row != "0" else "" if row == "0" else row


def _sum(one: str, other: str) -> str:
    return f"{one} + {other}" if one and other else one or other


def _plus(place: str, entries: str, code: str) -> str:
    """An address so many entries further on."""
    return f"{place} + U8(({entries}) * {ITEM[code]})" if entries and entries != "0" else place
