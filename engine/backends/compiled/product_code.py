"""Writes a matrix product as the code of one function."""

from __future__ import annotations

from engine.backends.compiled.loop_code import Code
from engine.backends.compiled.products import Matrix, Product

#: Places in the table of addresses that every step has: scratch memory, then BLAS for either dtype.
SCRATCH, BLAS = 0, {"f4": 1, "f8": 2}
FIRST = 3


def write_product(product: Product) -> Code:
    """A call of BLAS, or plain loops where that costs less; within loops over a stack of matrices."""
    addresses = list(dict.fromkeys((product.a.address, product.b.address, product.c.address)))
    slots = {matrix: addresses.index(matrix.address) for matrix in (product.a, product.b, product.c)}
    lines = [f"a{slot} = at(p, o + {slot})" for slot in range(len(addresses))]
    for depth, size in enumerate(product.stack):
        lines.append("    " * depth + f"for s{depth} in range({size}):")
    indent = "    " * len(product.stack)
    inner = _written_out(product, slots) if product.written_out else [_call(product, slots)]
    return Code([*lines, *(indent + line for line in inner)], addresses)


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
