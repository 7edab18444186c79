"""Writes the blocks that a matrix product is made of, as lines that any generator may put into a function.

The result is made in blocks that stay in registers while the sum runs.  A block reads a few rows of the left factor, in whatever
order they lie, and as many columns of the right one as fit into a few vectors; where these do not lie side by side, or lie so far
apart that they would push each other out of the cache, they are packed first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.backends.compiled.machine import ITEM, lanes, rows_of, widest

#: Bytes from one row of the right factor to the next from which it is packed, where the result has so many rows.
FAR, _MANY = 2048, 48
#: Terms of a sum that are added up before the next columns are looked at, so that what is packed stays in the cache.
_DEEP, _SHALLOW = 512, 128


@dataclass(frozen=True)
class Factor:
    """A matrix by an expression for its address, and the distances of its rows and columns in entries."""

    place: str
    by_row: int
    by_column: int = 1


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
        return _SHALLOW if self.a.by_column > 1 else _DEEP

    @property
    def packs(self) -> str:
        """How the right factor is packed: not at all, by rows, turned, or entry by entry."""
        if self.b.by_column == 1 or self.columns == 1:
            far = self.b.by_row * ITEM[self.code] >= FAR and self.rows >= _MANY and self.columns > self.panel
            return "rows" if far else ""
        return "turned" if self.b.by_row == 1 or self.depth == 1 else "entries"

    @property
    def pack_bytes(self) -> int:
        """The memory that the packed factor takes."""
        return self.padded * min(self.depth, self.deep) * ITEM[self.code]

    @property
    def padded(self) -> int:
        """Columns, the last ones filled up to a vector."""
        return -(-self.columns // lanes(self.code)) * lanes(self.code)

    def pack(self, where: str, first: str = "", depth: int | None = None) -> list[str]:
        """Lines that pack the right factor, or so many of its rows from ``first`` on, to ``where``."""
        place = _plus(self.b.place, _times(first, self.b.by_row), self.code)
        steps = {"rows": f"{self.b.by_row}", "turned": f"{self.b.by_column}", "entries": f"{self.b.by_row}, {self.b.by_column}"}
        kind = self.packs or "rows"
        return [f"pack_{kind}_{self.code}({place}, {steps[kind]}, {depth or self.depth}, {self.columns}, {self.panel}, {where})"]

    def lines(self, scratch: str = "", parts: int = 1) -> list[str]:
        """The product; ``scratch`` is where the right factor is packed if it must be.  With several ``parts`` each makes some."""
        if self.packed:
            return self._panels(self.a.place, self.packed, self.depth, True, self.add, parts)
        found = self._piece("", min(self.depth, self.deep), scratch, self.add, parts)
        full, rest = divmod(self.depth, self.deep)
        if full > 1:
            found.append(f"for k in range(1, {full}):")
            found += ["    " + line for line in self._piece(f"k * {self.deep}", self.deep, scratch, True, parts)]
        if full and rest:
            found += self._piece(str(full * self.deep), rest, scratch, True, parts)
        return found

    def _piece(self, first: str, depth: int, scratch: str, add: bool, parts: int) -> list[str]:
        """So many terms of the sums, from ``first`` on."""
        left = _plus(self.a.place, _times(first, self.a.by_column), self.code)
        if self.packs:
            return [*self.pack(scratch, first, depth), *self._panels(left, scratch, depth, True, add, parts)]
        right = _plus(self.b.place, _times(first, self.b.by_row), self.code)
        return self._panels(left, right, depth, False, add, parts)

    def _panels(self, left: str, right: str, depth: int, packed: bool, add: bool, parts: int) -> list[str]:
        """All blocks, one panel of columns after the other."""
        full, rest = divmod(self.columns, self.panel)
        by_rows = parts > 1 and self.rows // rows_of(widest()) >= 2 * parts
        cut = parts if parts > 1 and not by_rows else 1
        found: list[str] = []
        share = -(-(full + bool(rest)) // cut)
        step = self.panel * depth if packed else self.panel
        b_row = self.panel if packed else self.b.by_row
        if full:
            low, high = ("0", str(full)) if cut == 1 else (f"part * {share}", f"min(part * {share} + {share}, {full})")
            found.append(f"for j in range({low}, {high}):" if cut > 1 else f"for j in range({full}):")
            b, c = _plus(right, f"j * {step}", self.code), _plus(self.c.place, f"j * {self.panel}", self.code)
            vectors = widest()
            found += [
                "    " + line for line in self._rows(left, b, c, b_row, vectors, lanes(self.code), depth, add, parts // cut)
            ]
        if rest:
            vectors = -(-rest // lanes(self.code))
            tail = rest - (vectors - 1) * lanes(self.code)
            b, c = _plus(right, str(full * step), self.code), _plus(self.c.place, str(full * self.panel), self.code)
            inner = self._rows(
                left, b, c, vectors * lanes(self.code) if packed else b_row, vectors, tail, depth, add, parts // cut
            )
            if cut > 1:
                found.append(f"if part == {full // share}:")
                inner = ["    " + line for line in inner]
            found += inner
        return found

    def _rows(
        self, a: str, b: str, c: str, b_row: int, vectors: int, tail: int, depth: int, add: bool, parts: int
    ) -> list[str]:  # fmt: skip
        """The blocks of one panel, from the first row to the last."""
        count = -(-self.rows // rows_of(vectors))  # as equal as can be: few rows leave sums waiting for each other
        low, more = divmod(self.rows, count)

        def block(rows: int, row: str) -> str:
            name = self._tile(rows, vectors, tail, add)
            left = _plus(a, _times(row, self.a.by_row), self.code)
            target = _plus(c, _times(row, self.c.by_row), self.code)
            return f"{name}({depth}, {left}, {self.a.by_row}, {self.a.by_column}, {b}, {b_row}, {target}, {self.c.by_row})"

        found: list[str] = []
        for first, times, rows in ((0, more, low + 1), (more * (low + 1), count - more, low)):
            share = -(-times // parts)
            row = _sum(str(first) if first else "", f"i * {rows}")
            if parts > 1 and times:
                found.append(f"for i in range(part * {share}, min(part * {share} + {share}, {times})):")
                found.append("    " + block(rows, row))
            elif times > 1:
                found += [f"for i in range({times}):", "    " + block(rows, row)]
            elif times:
                found.append(block(rows, str(first) if first else ""))
        return found

    def _tile(self, rows: int, vectors: int, tail: int, add: bool) -> str:
        """The name of the function that makes a block of this size."""
        name = f"block_{self.code}_{rows}_{vectors}_{tail}{'_more' if add else ''}"
        numbers = "k, a, a_row, a_column, b, b_row, c, c_row"
        self.helpers[name] = f"({numbers}):\n    tile_{self.code}({rows}, {vectors}, {tail}, {int(add)}, {numbers})"
        return name


def _times(row: str, step: int) -> str:
    return f"({row}) * {step}" if row else ""


def _sum(one: str, other: str) -> str:
    return f"{one} + {other}" if one else other


def _plus(place: str, entries: str, code: str) -> str:
    """An address so many entries further on."""
    return f"{place} + U8(({entries}) * {ITEM[code]})" if entries and entries != "0" else place
