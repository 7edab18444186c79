"""Writes a matrix product, or a stack of them, as the code of one function."""

from __future__ import annotations

import math
from dataclasses import replace

from engine.backends.compiled.blocks import FAR, Blocks, Factor
from engine.backends.compiled.code import Code
from engine.backends.compiled.machine import ITEM, lanes
from engine.backends.compiled.products import Matrix, Product

#: Places in the table of addresses that every step has: scratch memory, where threads meet, and what lets the system run another.
FIRST = 3
#: Multiplications from which a product is shared among threads.
_SHARED = 1 << 19


def write_product(product: Product, parts: int = 1, packed: int | None = None) -> Code:
    """A product in blocks, or plain loops where that costs less; within loops over a stack of matrices.

    For several ``parts`` each computes some rows, columns or matrices of the result.  ``packed``: where the right factor lies
    packed already.
    """
    product = flattened(product)
    a, b, c = product.a, product.b, product.c
    if packed is not None:
        b = replace(b, address=packed)
    addresses = list(dict.fromkeys((a.address, b.address, c.address)))
    names = {matrix: f"a{addresses.index(matrix.address)}" for matrix in (a, b, c)}
    worth = parts > 1 and product.size * math.prod(product.stack) >= _SHARED
    by_stack = worth and bool(product.stack) and product.stack[0] >= parts
    cut = by_stack or (worth and not product.stack and not product.written_out and max(c.rows, c.columns) >= 16 * parts)
    head = [f"a{slot} = at(p, o + {slot})" for slot in range(len(addresses))]
    loops = _loops(product.stack, parts if by_stack else 1)
    indent = "    " * len(product.stack)
    if product.written_out:
        inner = _written_out(product, {matrix: int(name[1:]) for matrix, name in names.items()})
        return Code([*head, *loops, *(indent + line for line in inner)], addresses, cut=cut)
    if packed is None and not cut and is_narrow(product):
        return _narrow(product, head, names, addresses)
    blocks = _blocks(product, *(_factor(matrix, names[matrix], product.code) for matrix in (a, b, c)))
    sharing = parts if cut and not by_stack else 1
    own = shared = 0
    if packed is not None:
        blocks.packed = names[b]
    elif blocks.packs:
        once = bool(product.stack) and not any(b.steps) and a.columns <= blocks.deep
        own = _whole_lines(blocks.padded * blocks.depth * ITEM[product.code] if once else blocks.pack_bytes)
        if once:
            blocks.packed = "s"
    room = _whole_lines(blocks.gather_bytes) if blocks.gathers and not product.stack and not blocks.packed else 0
    left = ""
    if room and sharing > 1 and blocks.shares_rows(sharing):
        left, shared = f"t = at(p, 0) + U8({own * parts})", room
    elif room:
        left, own = f"t = s + U8({own})", own + room
    if own:
        head.append(f"s = at(p, 0) + U8(part * {own})" if cut else "s = at(p, 0)")
    head += [left] if left else []
    if blocks.packed == "s":
        head += blocks.pack("s")
    inner = blocks.lines("s", sharing, "t" if left else "")
    lines = [*head, *loops, *(indent + line for line in inner)]
    return Code(lines, addresses, own * (parts if cut else 1) + shared, cut=cut, helpers=blocks.helpers)


def is_narrow(product: Product) -> bool:
    """Whether the columns would leave much of a vector empty, while the left factor has vectors along its columns."""
    a, c, width = product.a, product.c, lanes(product.code)
    fits = not product.stack and a.by_row == 1 and c.by_row == c.columns
    return fits and c.rows >= 4 * width and a.columns >= width and 2 <= c.columns <= width * 3 // 4


def _narrow(product: Product, head: list[str], names: dict[Matrix, str], addresses: list[int]) -> Code:
    """The transposed product into scratch memory, whose vectors are full, and from there turned to where it belongs."""
    a, b, c = (_factor(matrix, names[matrix], product.code) for matrix in (product.a, product.b, product.c))
    rows, columns, width = product.c.rows, product.c.columns, lanes(product.code)
    left, right = Factor(b.place, b.by_column, b.by_row), Factor(a.place, a.by_column)
    blocks = Blocks(product.code, columns, product.a.columns, rows, left, right, Factor("s", rows))
    lines = [*head, "s = at(p, 0)", *blocks.lines(), f"turn_back_{product.code}(s, {rows}, {columns}, {c.place})"]
    return Code(lines, addresses, _whole_lines(rows * width * ITEM[product.code]), helpers=blocks.helpers)


def _whole_lines(count: int) -> int:
    """So many bytes, filled up to a line of the cache."""
    return -(-count // 64) * 64


def _blocks(product: Product, a: Factor, b: Factor, c: Factor) -> Blocks:
    return Blocks(product.code, product.a.rows, product.a.columns, product.b.columns, a, b, c)


def bytes_to_pack(product: Product) -> int:
    """The memory that the right factor takes packed, once for many products; 0 where it is as good as it lies."""
    product = flattened(product)
    blocks = _blocks(product, *(_factor(matrix, "", product.code) for matrix in (product.a, product.b, product.c)))
    far = product.b.by_row * ITEM[product.code] >= FAR and product.b.columns > 1
    if product.written_out or any(product.b.steps) or not (blocks.packs or far):
        return 0
    return blocks.padded * blocks.depth * ITEM[product.code]


def write_packing(product: Product, address: int) -> Code:
    """Packs the right factor of a product to an address."""
    product = flattened(product)
    blocks = _blocks(product, *(_factor(matrix, "a0", product.code) for matrix in (product.a, product.b, product.c)))
    lines = ["a0 = at(p, o)", "a1 = at(p, o + 1)", *blocks.pack("a1")]
    return Code(lines, [product.b.address, address], helpers=blocks.helpers)


def flattened(product: Product) -> Product:
    """The same product over fewer matrices: those that lie one below the other, and meet the same right factor, are one."""
    a, b, c, stack = product.a, product.b, product.c, product.stack
    while stack:
        joins = b.steps[-1] == 0 and a.steps[-1] == a.rows * a.by_row and c.steps[-1] == c.rows * c.by_row
        if not (joins or stack[-1] == 1):
            break
        a, b, c = (
            replace(item, rows=item.rows * stack[-1] if item is not b and joins else item.rows, steps=item.steps[:-1])
            for item in (a, b, c)
        )
        stack = stack[:-1]
    return replace(product, a=a, b=b, c=c, stack=stack)


def _loops(stack: tuple[int, ...], parts: int) -> list[str]:
    """Loops over the matrices of a stack, of which each part takes some."""
    found = []
    for depth, size in enumerate(stack):
        share = -(-size // parts)
        bounds = f"part * {share}, min(part * {share} + {share}, {size})" if parts > 1 and not depth else f"{size}"
        found.append("    " * depth + f"for s{depth} in range({bounds}):")
    return found


def _offset(matrix: Matrix) -> list[str]:
    """The number of the first entry of a matrix in its stack."""
    return [f"s{depth} * {step}" if step != 1 else f"s{depth}" for depth, step in enumerate(matrix.steps) if step]


def _factor(matrix: Matrix, name: str, code: str) -> Factor:
    offset = " + ".join(_offset(matrix))
    place = f"{name} + U8(({offset}) * {ITEM[code]})" if offset else name
    return Factor(place, matrix.by_row, matrix.by_column)


def _written_out(product: Product, slots: dict[Matrix, int]) -> list[str]:
    """Rows of the result, to which one row of ``b`` after the other is added; scalar products where the result is a column."""
    code, a, b, c = product.code, product.a, product.b, product.c

    def entry(matrix: Matrix, row: str, column: str) -> str:
        parts = _offset(matrix)
        parts += [f"{row} * {matrix.by_row}"] if matrix.by_row and row != "0" else []
        parts += [f"{column} * {matrix.by_column}"] if matrix.by_column and column != "0" else []
        return " + ".join(parts) or "0"

    def read(matrix: Matrix, row: str, column: str) -> str:
        return f"read_{code}(a{slots[matrix]}, {entry(matrix, row, column)}, {slots[matrix]})"

    def write(value: str, row: str, column: str) -> str:
        return f"write_{code}(a{slots[c]}, {entry(c, row, column)}, {value}, {slots[c]})"

    if a.columns == 1:
        return [
            f"for i in range({a.rows}):",
            f"    x = {read(a, 'i', '0')}",
            f"    for j in range({b.columns}):",
            f"        {write('x * ' + read(b, '0', 'j'), 'i', 'j')}",
        ]
    if b.columns == 1 or (a.columns >= 4 * b.columns and a.by_column == 1 and b.by_row == 1):
        return [
            f"for i in range({a.rows}):",
            f"    for j in range({b.columns}):",
            f"        x = {code.upper()}(0)",
            f"        for k in range({a.columns}):",
            f"            x = plus(x, {read(a, 'i', 'k')} * {read(b, 'k', 'j')})",
            f"        {write('x', 'i', 'j')}",
        ]
    return [
        f"for i in range({a.rows}):",
        f"    for j in range({b.columns}):",
        f"        {write(code.upper() + '(0)', 'i', 'j')}",
        f"    for k in range({a.columns}):",
        f"        x = {read(a, 'i', 'k')}",
        f"        for j in range({b.columns}):",
        f"            {write('plus(' + read(c, 'i', 'j') + ', x * ' + read(b, 'k', 'j') + ')', 'i', 'j')}",
    ]
