"""Writes a matrix product as the code of one function."""

from __future__ import annotations

import math

from engine.backends.compiled.loop_code import Code, share
from engine.backends.compiled.products import Matrix, Product

#: Places in the table of addresses that every step has: scratch memory, BLAS for either dtype, where threads meet, and what lets
#: the system run another one.
BLAS = {"f4": 1, "f8": 2}
FIRST = 5
#: Multiplications from which a product is shared among threads.
_SHARED = 1 << 21


def write_product(product: Product, parts: int = 1) -> Code:
    """A call of BLAS, or plain loops where that costs less; within loops over a stack of matrices.

    For several ``parts`` each computes some rows, columns or matrices of the result.
    """
    matrices = math.prod(product.stack)
    cut = parts > 1 and product.size * matrices >= _SHARED and max(product.c.rows, product.c.columns, matrices) >= 4 * parts
    if cut and product.stack and product.stack[0] >= parts:
        return _write(product, f"range(low, min(low + {-(-product.stack[0] // parts)}, {product.stack[0]}))", parts)
    if cut and not product.stack:
        return _write_cut(product, parts)
    return _write(product)


def _write_cut(product: Product, parts: int) -> Code:
    """One product of which each part computes a block of rows, or of columns where there are more of them."""
    by_rows = product.c.rows >= product.c.columns
    whole = product.c.rows if by_rows else product.c.columns
    chunk = share(whole, parts)
    size = {"f4": 4, "f8": 8}[product.code]
    a, b, c = product.a, product.b, product.c
    cut, step = (a, a.by_row) if by_rows else (b, b.by_column)
    addresses = list(dict.fromkeys((a.address, b.address, c.address)))
    slots = {matrix: addresses.index(matrix.address) for matrix in (a, b, c)}
    places = {matrix: f"a{slots[matrix]}" for matrix in (a, b, c)}
    places[cut] += f" + U8(low * {step * size})"
    places[c] += f" + U8(low * {(c.columns if by_rows else 1) * size})"
    rows, columns = ("count", str(b.columns)) if by_rows else (str(a.rows), "count")
    lines = [f"a{slot} = at(p, o + {slot})" for slot in range(len(addresses))]
    lines += [
        f"low = part * {chunk}",
        f"count = min({chunk}, {whole} - low)",
        "if count > 0:",
        f"    gemm_{product.code}(at(p, {BLAS[product.code]}), {int(a.turned)}, {int(b.turned)}, {rows}, {columns}, {a.columns}, "
        f"{places[a]}, {a.leading}, {places[b]}, {b.leading}, {places[c]}, {c.columns})",
    ]
    return Code(lines, addresses, cut=True)


def _write(product: Product, first: str = "", parts: int = 1) -> Code:
    """The whole product; ``first`` is the range of the first axis of the stack that a part goes through."""
    addresses = list(dict.fromkeys((product.a.address, product.b.address, product.c.address)))
    slots = {matrix: addresses.index(matrix.address) for matrix in (product.a, product.b, product.c)}
    lines = [f"a{slot} = at(p, o + {slot})" for slot in range(len(addresses))]
    if first:
        lines.append(f"low = part * {-(-product.stack[0] // parts)}")
    for depth, size in enumerate(product.stack):
        lines.append("    " * depth + f"for s{depth} in {first if first and not depth else f'range({size})'}:")
    indent = "    " * len(product.stack)
    inner = _written_out(product, slots) if product.written_out else [_call(product, slots)]
    return Code([*lines, *(indent + line for line in inner)], addresses, cut=bool(first))


def _offset(matrix: Matrix) -> list[str]:
    """The number of the first entry of a matrix in its stack."""
    return [f"s{depth} * {step}" if step != 1 else f"s{depth}" for depth, step in enumerate(matrix.steps) if step]


def _call(product: Product, slots: dict[Matrix, int]) -> str:
    size = {"f4": 4, "f8": 8}[product.code]

    def place(matrix: Matrix) -> str:
        offset = " + ".join(_offset(matrix))
        return f"a{slots[matrix]} + U8(({offset}) * {size})" if offset else f"a{slots[matrix]}"

    a, b, c = product.a, product.b, product.c
    return (
        f"gemm_{product.code}(at(p, {BLAS[product.code]}), {int(a.turned)}, {int(b.turned)}, {a.rows}, {b.columns}, {a.columns}, "
        f"{place(a)}, {a.leading}, {place(b)}, {b.leading}, {place(c)}, {max(c.columns, 1)})"
    )


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
